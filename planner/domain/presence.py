"""Presence: who is in which chapters, whose eyes tell them, and whom the prose names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from unicodedata import name as unicode_name
from unicodedata import normalize

from planner.domain.outline import Chapter, PersonId, Scene

UNSEEN = 6
"""Somebody who has not been in this many chapters in a row is pointed out."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where somebody is: chapter numbers in order, with the scenes they are in, and how many scenes in all."""

    chapters: Mapping[int, int]

    @property
    def first(self) -> int | None:
        return min(self.chapters, default=None)

    @property
    def last(self) -> int | None:
        return max(self.chapters, default=None)

    @property
    def scenes(self) -> int:
        return sum(self.chapters.values())

    def unseen(self, at: int) -> int:
        """For how many chapters up to ``at`` they have not been seen; 0 before their first appearance."""
        seen = [number for number in self.chapters if number <= at]
        return at - max(seen) if seen else 0

    def has_appeared(self, at: int) -> bool:
        """Whether they have been seen by chapter ``at``; somebody nobody placed in any scene counts as seen."""
        return not self.chapters or min(self.chapters) <= at


NOWHERE = Presence({})


@dataclass(frozen=True, slots=True)
class Told:
    """What is told from somebody's point of view."""

    scenes: int
    words: int


def who_is_in(scene: Scene) -> tuple[PersonId, ...]:
    """Who is in a scene: those set as present, and whose eyes it is told through."""
    return tuple(dict.fromkeys((*scene.present, *([scene.pov] if scene.pov is not None else []))))


def presences(chapters: Iterable[Chapter]) -> dict[PersonId, Presence]:
    """Where everybody is who is anywhere; chapters in reading order."""
    found: dict[PersonId, dict[int, int]] = {}
    for chapter in chapters:
        for scene in chapter.scenes:
            for person_id in who_is_in(scene):
                counts = found.setdefault(person_id, {})
                counts[chapter.number] = counts.get(chapter.number, 0) + 1
    return {person_id: Presence(counts) for person_id, counts in found.items()}


def told_by(chapters: Iterable[Chapter]) -> dict[PersonId | None, Told]:
    """Scenes and words by POV; None is what is told by nobody in particular."""
    found: dict[PersonId | None, Told] = {}
    for chapter in chapters:
        for scene in chapter.scenes:
            so_far = found.get(scene.pov, Told(0, 0))
            found[scene.pov] = Told(so_far.scenes + 1, so_far.words + scene.words)
    return found


def shared_scenes(chapters: Iterable[Chapter]) -> Counter[tuple[PersonId, PersonId]]:
    """How many scenes each two people share; the lower id comes first."""
    return Counter(
        pair for chapter in chapters for scene in chapter.scenes for pair in combinations(sorted(who_is_in(scene)), 2)
    )


def untied(
    chapters: Iterable[Chapter], tied: Iterable[tuple[PersonId, PersonId]], least: int = 2
) -> list[tuple[PersonId, PersonId, int]]:
    """Pairs that share at least so many scenes and have no tie yet, with the scenes; most scenes first."""
    known = {frozenset(pair) for pair in tied}
    counts = shared_scenes(chapters)
    return [(*pair, count) for pair, count in counts.most_common() if count >= least and frozenset(pair) not in known]


@dataclass(frozen=True, slots=True)
class Named:
    """Where a text names people: its characters from ``start`` to ``end``. Several people may go by one name."""

    start: int
    end: int
    people: tuple[PersonId, ...]


class Names:
    """What people are called, made ready to look for it in texts: whole words, in their case, the longest name first.

    "Mary Ann" is not also a "Mary". A name that two people go by stands for both: the author decides. Accents and
    apostrophes are the same however they are typed.
    """

    def __init__(self, names: Mapping[PersonId, Sequence[str]]) -> None:
        owners: dict[str, dict[PersonId, None]] = {}
        for person_id, called in names.items():
            for each in called:
                if name := _as_typed(each):
                    owners.setdefault(name, {})[person_id] = None
        self._owners = {name: tuple(people) for name, people in owners.items()}
        longest_first = sorted(owners, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(_whole, longest_first))) if owners else None

    def found_in(self, text: str) -> Iterator[Named]:
        """The places in a text where it names anybody, from its beginning to its end."""
        if self._pattern is None:
            return
        composed = normalize("NFC", text)
        places = None if composed == text else _places_before(text)
        for match in self._pattern.finditer(composed):
            start, end = match.span()
            if places is not None:
                start, end = (places[min(place, len(places) - 1)] for place in (start, end))
            yield Named(start, end, self._owners[_as_typed(match[0])])


def named_in(text: str, names: Mapping[PersonId, Sequence[str]]) -> Counter[PersonId]:
    """Whom a text names and how often."""
    counts: Counter[PersonId] = Counter()
    for named in Names(names).found_in(text):
        counts.update(named.people)
    return counts


def _places_before(text: str) -> list[int]:
    """For each character of a text's composed form, and for its end, where it stands in the text."""
    places: list[int] = []
    for piece in re.finditer(r"(?s).[\u0300-\u036f\u1160-\u11ff]*", text):
        places += [piece.start()] * len(normalize("NFC", piece[0]))
    return [*places, len(text)]


def _as_typed(name: str) -> str:
    """A name in the one spelling that stands for all: composed accents, straight apostrophes, single spaces."""
    return " ".join(normalize("NFC", name).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def _whole(name: str) -> str:
    """A pattern for a name as a whole word. Scripts that set no spaces between words have no whole words."""
    words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    before = rf"(?<!{_LETTER})" if _is_letter(name[0], _UNSPACED) else ""
    after = rf"(?!{_LETTER})" if _is_letter(name[-1], _UNSPACED | {"HANGUL"}) else ""
    return f"{before}{words}{after}"


_LETTER = r"[^\W_]"
_UNSPACED = {"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"}
"""Scripts without spaces between words. Korean has them, but writes particles right behind a name."""


def _is_letter(letter: str, beside: Collection[str]) -> bool:
    """Whether a letter is part of a word that ends where no letter follows, unlike those of the scripts ``beside``."""
    return bool(re.match(_LETTER, letter)) and unicode_name(letter, "").split(" ")[0] not in beside
