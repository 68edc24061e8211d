"""A chapter as it will be imported, to be looked at: its notes tinted and labelled, each paragraph one to point at."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from planner.desktop.theme import RADIUS, XL, XS, M, S, Theme
from planner.domain.prose.model import LINE_BREAK, Align, Block, Mark, Run
from planner.formats.recut import Cut

MOST_CHARACTERS = 240_000
"""Of a longer chapter the beginning and the end are shown, where its notes are."""
_INDENT = 24
_LINE_HEIGHT = 140
"""In percent."""
_RULE = "⁂"
_BULLETS = {Block.BULLET: "•\u2002", Block.NUMBER: "–\u2002"}
_ALIGNMENTS = {
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}
_HEADINGS = {Block.HEADING_2: 1.3, Block.HEADING_3: 1.15, Block.HEADING_4: 1.0}
_READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class PreviewText(QTextEdit):
    """Shows one `Cut`. The cursor points at a paragraph; labels and gaps are no paragraphs."""

    pointed = Signal()
    """Emitted when the cursor comes to another paragraph."""

    def __init__(self, theme: Theme, size: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._cut = Cut()
        self._numbers: list[int | None] = []
        self._bands: list[tuple[int, int]] = []
        self._last: int | None = None
        self.setProperty("look", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READABLE)
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cursorPositionChanged.connect(self._follow_cursor)
        theme.changed.connect(self._restyle)

    @property
    def paragraph(self) -> int | None:
        """The paragraph of the cut that the cursor is in; None on a label."""
        block = self.textCursor().blockNumber()
        return self._numbers[block] if block < len(self._numbers) else None

    def show_cut(self, cut: Cut, paragraph: int = 0) -> None:
        """Show a chapter and point at one of its paragraphs."""
        self._cut = cut
        self._redraw()
        self.point_at(paragraph)

    def point_at(self, paragraph: int) -> None:
        """Put the cursor into a paragraph, and that on the screen."""
        if paragraph in self._numbers:
            cursor = QTextCursor(self.document().findBlockByNumber(self._numbers.index(paragraph)))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self._mark()

    def _restyle(self) -> None:
        self.show_cut(self._cut, self.paragraph or 0)

    def _follow_cursor(self) -> None:
        if self.paragraph != self._last:
            self._mark()

    def _mark(self) -> None:
        self._last = self.paragraph
        self.viewport().update()
        self.pointed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the notes, and the paragraph the cursor is in, behind the words."""
        colours = self._theme.colours
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for first, last in self._bands:
            painter.setBrush(QColor(colours.notice))
            painter.drawRoundedRect(self._rect(first).united(self._rect(last)), RADIUS, RADIUS)
        if self.paragraph is not None:
            here = self._rect(self.textCursor().blockNumber())
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(here, RADIUS, RADIUS)
            painter.setBrush(QColor(colours.accent))
            painter.drawRect(QRectF(here.left(), here.top(), 3, here.height()))
        painter.end()
        super().paintEvent(event)

    def _rect(self, block: int) -> QRectF:
        """Where a block is on the viewport, with some air around its words."""
        found = self.document().findBlockByNumber(block)
        rect = self.document().documentLayout().blockBoundingRect(found)
        rect.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        width = self.viewport().width()
        return QRectF(XL - M, rect.top() - XS, width - 2 * (XL - M), rect.height() + 2 * XS)

    # Drawing

    def _redraw(self) -> None:
        """Write the chapter into the document anew. The label of a stretch is a block without a paragraph's number."""
        self.blockSignals(True)
        self.clear()
        self._numbers = []
        self.document().setDefaultFont(self._theme.prose_font(self._size))
        self.document().setDocumentMargin(XL)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if not self._cut.paragraphs:
            self._add_label(cursor, self.tr("A planned chapter, without text yet"))
        for number in _shown(self._cut):
            self._label_before(cursor, number)
            if number is not None:
                self._add_paragraph(cursor, number)
        cursor.endEditBlock()
        self._bands = list(self._noted_blocks())
        self.blockSignals(False)

    def _label_before(self, cursor: QTextCursor, number: int | None) -> None:
        """Say which stretch begins with a paragraph."""
        cut = self._cut
        if number is None:
            self._add_label(cursor, self.tr("… The middle of this long chapter is not shown …"))
        elif number == 0 and cut.before:
            self._add_label(cursor, self.tr("Notes before the chapter"))
        elif number == len(cut.paragraphs) - cut.after and cut.after:
            self._add_label(cursor, self.tr("Notes after the chapter"))
        elif number == cut.before and cut.before:
            self._add_label(cursor, self.tr("The chapter"))

    def _noted_blocks(self) -> Iterator[tuple[int, int]]:
        """The first and last block of the notes at each end, with their labels."""
        cut = self._cut
        first_after = len(cut.paragraphs) - cut.after
        before = [at for at, number in enumerate(self._numbers) if number is not None and number < cut.before]
        after = [at for at, number in enumerate(self._numbers) if number is not None and number >= first_after]
        for blocks in (before, after):
            if blocks:
                yield max(blocks[0] - 1, 0), blocks[-1]

    def _add_label(self, cursor: QTextCursor, text: str) -> None:
        block = _block()
        block.setTopMargin(M)
        letters = QTextCharFormat()
        letters.setFont(self._theme.font(0.9, QFont.Weight.DemiBold))
        letters.setForeground(QColor(self._theme.colours.muted))
        self._start_block(cursor, block, None)
        cursor.insertText(text, letters)

    def _add_paragraph(self, cursor: QTextCursor, number: int) -> None:
        paragraph = self._cut.paragraphs[number]
        block = _block()
        block.setAlignment(_ALIGNMENTS.get(paragraph.align, Qt.AlignmentFlag.AlignLeft))
        block.setLeftMargin(_INDENT * (paragraph.quote + paragraph.level))
        if paragraph.kind is Block.RULE:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._start_block(cursor, block, number)
        if paragraph.kind is Block.RULE:
            cursor.insertText(_RULE, QTextCharFormat())
            return
        cursor.insertText(_BULLETS.get(paragraph.kind, ""), QTextCharFormat())
        for run in paragraph.runs:
            text = run.text[:MOST_CHARACTERS].replace(LINE_BREAK, "\u2028")
            cursor.insertText(text, self._letters(run, paragraph.kind))

    def _start_block(self, cursor: QTextCursor, block: QTextBlockFormat, number: int | None) -> None:
        if self._numbers:
            cursor.insertBlock(block, QTextCharFormat())
        else:
            cursor.setBlockFormat(block)
        self._numbers.append(number)

    def _letters(self, run: Run, kind: Block) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFontItalic(Mark.EM in run.marks)
        letters.setFontUnderline(Mark.UNDERLINE in run.marks or run.href is not None)
        letters.setFontStrikeOut(Mark.STRIKE in run.marks)
        if Mark.STRONG in run.marks or kind in _HEADINGS:
            letters.setFontWeight(QFont.Weight.Bold)
        if kind in _HEADINGS:
            letters.setFontPointSize(self._size * _HEADINGS[kind])
        return letters


def _block() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setBottomMargin(S)
    return block


def _shown(cut: Cut) -> Iterator[int | None]:
    """The paragraphs to show; None stands for a gap in the middle of a chapter that is too long."""
    lengths = [len(paragraph.plain) for paragraph in cut.paragraphs]
    if sum(lengths) <= MOST_CHARACTERS:
        yield from range(len(lengths))
        return
    head = _fitting(lengths)
    tail = min(_fitting(lengths[::-1]), len(lengths) - head)
    yield from range(head)
    if head + tail < len(lengths):
        yield None
    yield from range(len(lengths) - tail, len(lengths))


def _fitting(lengths: list[int]) -> int:
    """How many paragraphs from the start fill half the room; one at least."""
    room = MOST_CHARACTERS // 2
    for count, length in enumerate(lengths):
        room -= length
        if room < 0:
            return max(count, 1)
    return len(lengths)
