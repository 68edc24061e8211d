"""How well a few typed letters fit a name: pure functions for the quick jump."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_ALL = 50
_WHOLE = 100
_WORD_START = 60
_INSIDE = 30
_SCATTERED = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a query fits, more being better, and which characters of the name it took."""

    score: int
    places: tuple[int, ...]


def folded(text: str) -> str:
    """The text without case and accents, character by character, so that places stay the same."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character)[:1].lower()[:1]
    return base or character


def fit(query: str, name: str) -> Fit | None:
    """How the words of a query fit a name; None if one of them does not.

    Args:
        query: what was typed, folded.
        name: what it is compared with, folded.
    """
    score = 0
    places: list[int] = []
    for word in query.split():
        found = _fit_word(word, name)
        if found is None:
            return None
        score += found.score
        places += found.places
    return Fit(score + (_ALL if query == name else 0), tuple(sorted(set(places))))


def _fit_word(word: str, name: str) -> Fit | None:
    at = name.find(word)
    if at < 0:
        return _scattered(word, name)
    start = at
    while start >= 0:
        if start == 0 or not name[start - 1].isalnum():
            end = start + len(word)
            is_whole = end == len(name) or not name[end].isalnum()
            bonus = 8 if start == 0 else 0
            return Fit((_WHOLE if is_whole else _WORD_START) + bonus, tuple(range(start, end)))
        start = name.find(word, start + 1)
    return Fit(_INSIDE, tuple(range(at, at + len(word))))


def _scattered(word: str, name: str) -> Fit | None:
    """The letters in their order, each beside the one before or at the beginning of a word."""
    places: list[int] = []
    for letter in word:
        after = places[-1] + 1 if places else 0
        if places and name[after : after + 1] == letter:
            places.append(after)
            continue
        start = _word_start(letter, name, after)
        if start < 0:
            return None
        places.append(start)
    return Fit(_SCATTERED, tuple(places))


def _word_start(letter: str, name: str, begin: int) -> int:
    at = name.find(letter, begin)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(letter, at + 1)
    return at
