"""Offsets in text: Qt counts UTF-16 units, Python code points; an emoji is two of the first and one of the second."""

from __future__ import annotations


def qt_length(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) + sum(1 for character in text if character > "\uffff") if _is_wide(text) else len(text)


def qt_offset(text: str, characters: int) -> int:
    """The offset in UTF-16 units of the character at a Python index."""
    return qt_length(text[:characters])


def python_offset(text: str, units: int) -> int:
    """The Python index of the character at an offset in UTF-16 units."""
    return len(_decoded(text, 0, units)) if _is_wide(text) else min(units, len(text))


def qt_slice(text: str, start: int, end: int) -> str:
    """The text between two offsets in UTF-16 units."""
    return _decoded(text, start, end) if _is_wide(text) else text[start:end]


def _is_wide(text: str) -> bool:
    return not text.isascii() and max(text, default="") > "\uffff"


def _decoded(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[start * 2 : end * 2].decode("utf-16-le", "ignore")
