"""Prose on the clipboard: clean HTML and plain text going out, whatever other programs put there coming in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextBlock, QTextCursor

from planner.desktop.write.blocks import Reader
from planner.domain.prose.html import canonical, clean_text, from_html, to_html
from planner.domain.prose.model import Block, Paragraph, Prose, Run

_OWN = "application/x-longfic-prose"
_CUT = "application/x-longfic-cut"


@dataclass(frozen=True)
class Pasted:
    """What is on the clipboard as prose; ``cut`` names the cut it comes from, and is empty for a copy."""

    prose: Prose
    cut: str = ""


def selected_prose(cursor: QTextCursor, reader: Reader) -> Prose:
    """The selected text. A scene break in it is a rule, as it is in every file Longfic writes."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    paragraphs: list[Paragraph] = []
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() <= end:
        paragraphs.append(_part(block, start, end, reader))
        block = block.next()
    return canonical(Prose(tuple(paragraphs)))


def _part(block: QTextBlock, start: int, end: int, reader: Reader) -> Paragraph:
    if reader.kind(block).scene is not None and block.length() == 1:
        return Paragraph(kind=Block.RULE)
    return reader.paragraph(block, start - block.position(), end - block.position())


def mime_of(prose: Prose, cut: str = "") -> QMimeData:
    """Prose for the clipboard, or for a drag."""
    html = to_html(prose)
    mime = QMimeData()
    mime.setText("\n\n".join(paragraph.plain.replace("\u2028", "\n") for paragraph in prose.paragraphs))
    mime.setHtml(html)
    mime.setData(_OWN, QByteArray(html.encode()))
    if cut:
        mime.setData(_CUT, QByteArray(cut.encode()))
    return mime


def can_paste(mime: QMimeData | None) -> bool:
    """Whether there is text to paste. A file that is dropped comes with its name as text, and is not meant."""
    # Qt gives None for an empty clipboard, which its types do not know.
    if mime is None or any(url.isLocalFile() for url in mime.urls()):
        return False
    return mime.hasFormat(_OWN) or mime.hasHtml() or mime.hasText()


def prose_of(mime: QMimeData, plain: bool = False) -> Pasted:
    """What the clipboard holds; ``plain`` leaves all formatting behind.

    Raises:
        PlannerError: it is HTML that cannot be read.
    """
    cut = mime.data(_CUT).toStdString() if mime.hasFormat(_CUT) else ""
    if plain or not (mime.hasFormat(_OWN) or mime.hasHtml()):
        return Pasted(_from_text(mime.text()), cut)
    if mime.hasFormat(_OWN):
        return Pasted(from_html(mime.data(_OWN).toStdString()), cut)
    # lxml takes a tenth of the start to load, and is not needed before the first paste.
    from planner.formats.markup import prose_from_markup

    prose, _dropped = prose_from_markup(mime.html())
    return Pasted(prose if prose.paragraphs else _from_text(mime.text()))


def _from_text(text: str) -> Prose:
    """Every line a paragraph. Blank lines between them are how plain text sets paragraphs apart."""
    lines = clean_text(text).split("\n")
    if len(lines) == 1:
        return Prose((Paragraph((Run(lines[0]),)),)) if lines[0] else Prose()
    return Prose(tuple(Paragraph((Run(line.strip()),)) for line in lines if line.strip()))
