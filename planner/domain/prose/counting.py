"""Words as the Archive of Our Own counts them (facts/ao3.md, "Word count"; otwarchive's ``WordCounter``)."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.prose.model import Prose

# Of each character, what it is to the count: part of a word, the end of one, a word by itself, or nothing.
_LETTER, _GAP, _WORD, _NOTHING = "a", " ", " a ", None

_DELETED = "'’‘-"

# Scripts written without spaces: each of their characters is a word. First and last code points by
# Unicode 16's Scripts.txt; marks that several scripts share, such as U+30FC, are not in them.
_HAN = (
    (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029),
    (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D), (0x30000, 0x3134A), (0x31350, 0x323AF),
)  # fmt: skip
_HIRAGANA = ((0x3041, 0x3096), (0x309D, 0x309F), (0x1B001, 0x1B11F), (0x1B132, 0x1B132), (0x1B150, 0x1B152),
             (0x1F200, 0x1F200))  # fmt: skip
_KATAKANA = (
    (0x30A1, 0x30FA), (0x30FD, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0xFF66, 0xFF6F),
    (0xFF71, 0xFF9D), (0x1AFF0, 0x1AFF3), (0x1AFF5, 0x1AFFB), (0x1AFFD, 0x1AFFE), (0x1B000, 0x1B000),
    (0x1B120, 0x1B122), (0x1B155, 0x1B155), (0x1B164, 0x1B167),
)  # fmt: skip
_THAI = ((0x0E01, 0x0E3A), (0x0E40, 0x0E5B))
_SPACELESS = sorted((*_HAN, *_HIRAGANA, *_KATAKANA, *_THAI))
_SPACELESS_STARTS = [first for first, _ in _SPACELESS]

_CIRCLED_LETTERS = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


def _is_spaceless(code: int) -> bool:
    index = bisect_right(_SPACELESS_STARTS, code) - 1
    return index >= 0 and code <= _SPACELESS[index][1]


def _role(code: int) -> str | None:
    if chr(code) in _DELETED:
        return _NOTHING
    if _is_spaceless(code):
        return _WORD
    category = unicodedata.category(chr(code))
    if category[0] in "LM" or category in ("Nd", "Nl", "Pc"):
        return _LETTER
    return _LETTER if any(first <= code <= last for first, last in _CIRCLED_LETTERS) else _GAP


class _Roles(dict[int, str | None]):
    """The role of every character met so far: a text has few different ones, Unicode has a million."""

    def __missing__(self, code: int) -> str | None:
        role = self[code] = _role(code)
        return role


_ROLES = _Roles()


def count_text(text: str) -> int:
    """Count the words of one text node; a line break ends a node as well as a word."""
    # Two hyphens are a dash before single ones are deleted, so that they part words.
    return len(text.replace("--", "—").translate(_ROLES).split())


def count_words(prose: Prose) -> int:
    """Count the words of canonical prose. A paragraph that was counted before, as in an earlier save, is not again."""
    return sum(paragraph.words for paragraph in prose.paragraphs)
