"""Marks words for translation where a table declares them, before any language is loaded."""

from __future__ import annotations


def mark(context: str, text: str) -> str:
    """The text itself; translated later with ``QCoreApplication.translate(context, text)``.

    Words are gathered with ``pyside6-lupdate -tr-function-alias QT_TRANSLATE_NOOP+=mark``; Qt's own marker is
    typed as returning an object.
    """
    return text
