"""Finding words in a document, and putting others in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from planner.desktop.write import formatting
from planner.desktop.write.offsets import qt_length


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    text: str
    match_case: bool = False
    whole_words: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where it was found, in the document's positions."""

    start: int
    end: int


# What the author types is straight; what the editor made of it is not.
_ALIKE = {"'": "['‘’]", '"': '["“”]', "…": r"(?:…|\.\.\.)", " ": "[ \u00a0\u202f]"}


def hits(document: QTextDocument, wanted: Wanted) -> list[Hit]:
    """All hits, in order. Straight quotes find curly ones."""
    if not wanted.text:
        return []
    text = document.toRawText()
    found = [match.span() for match in _pattern(wanted).finditer(text)]
    if len(text) == document.characterCount() - 1 or not found:
        return [Hit(start, end) for start, end in found]
    return _in_qt_units(text, found)


def _pattern(wanted: Wanted) -> re.Pattern[str]:
    words = "".join(_ALIKE.get(character, re.escape(character)) for character in wanted.text)
    if wanted.whole_words:
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, re.NOFLAG if wanted.match_case else re.IGNORECASE)


def _in_qt_units(text: str, found: list[tuple[int, int]]) -> list[Hit]:
    made: list[Hit] = []
    read = units = 0
    for start, end in found:
        units += qt_length(text[read:start])
        length = qt_length(text[start:end])
        made.append(Hit(units, units + length))
        units += length
        read = end
    return made


def replace_one(cursor: QTextCursor, hit: Hit, text: str) -> None:
    """Put a text in the place of a hit; it takes on the hit's marks. The cursor ends behind it."""
    cursor.setPosition(hit.start)
    cursor.setPosition(hit.end, QTextCursor.MoveMode.KeepAnchor)
    with formatting.one_step(cursor):
        cursor.insertText(text)


def replace_all(document: QTextDocument, found: list[Hit], text: str) -> None:
    """Put a text in the place of every hit, as one step of the text's undo."""
    cursor = QTextCursor(document)
    with formatting.one_step(cursor):
        for hit in reversed(found):
            cursor.setPosition(hit.start)
            cursor.setPosition(hit.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
