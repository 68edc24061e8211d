"""Remarks: a quiet text whose lines that begin with "[ ]" or "[x]" show a box to tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from planner.desktop.icons import pixmap
from planner.desktop.theme import Theme
from planner.desktop.widgets.fields import GrowingText
from planner.domain.remarks import DONE, OPEN, Box, box, continued

_SIDE = 0.74
"""A box's side, as a part of the height of a line."""
_RADIUS = 0.22
"""The radius of its corners, as a part of its side."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RemarksText(GrowingText):
    """Ticked with the mouse or, on the line of the cursor, with Ctrl+Enter. Enter goes on with a list of to-dos."""

    ticked = Signal()
    """Emitted after a box was ticked or unticked."""

    def __init__(self, name: str, placeholder: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, quiet=True, parent=parent)
        self._theme = theme
        self._boxes = _Boxes(self.document(), theme)
        self.viewport().setMouseTracking(True)
        self.setAccessibleDescription(self.tr("A line that begins with [ ] is a to-do; Ctrl+Enter ticks it"))

    def add_todo(self) -> None:
        """Begin a to-do below everything, and let the author type it."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().text().strip() != OPEN:
            cursor.insertText(f"\n{OPEN} " if cursor.block().text() else f"{OPEN} ")
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self, block: QTextBlock) -> None:
        """Tick or untick the box of a line, if it has one: one step of the text's undo."""
        found = box(block.text())
        if found is None or self.isReadOnly():
            return
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + found.start)
        cursor.setPosition(block.position() + found.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(OPEN if found.done else DONE)
        self.ticked.emit()

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        line = cursor.block().text()
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tick(cursor.block())
        elif event.key() in _ENTER and self._goes_on(cursor, line):
            return
        elif event.text() == " " and line[: cursor.positionInBlock()].strip() == "[]" and not self.isReadOnly():
            cursor.movePosition(QTextCursor.MoveOperation.Left)
            cursor.insertText(" ")
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _goes_on(self, cursor: QTextCursor, line: str) -> bool:
        """Begin the next to-do after one, or leave the list on one that says nothing yet."""
        found = box(line)
        if found is None or self.isReadOnly() or cursor.hasSelection() or cursor.positionInBlock() < found.end:
            return False
        following = continued(line)
        if following is not None:
            cursor.insertText(f"\n{following}")
        else:
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            cursor.removeSelectedText()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self._box_under(event.position())
        if block is not None and event.button() == Qt.MouseButton.LeftButton:
            self.tick(block)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._box_under(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def _box_under(self, position: QPointF) -> QTextBlock | None:
        block = self.cursorForPosition(position.toPoint()).block()
        found = box(block.text())
        if found is None or self.isReadOnly() or not self.box_rect(block, found).contains(position):
            return None
        return block

    # Drawing

    def box_rect(self, block: QTextBlock, found: Box) -> QRectF:
        """Where the box of a line is drawn, in the viewport."""
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + found.start)
        rect = self.cursorRect(cursor)
        side = round(self.fontMetrics().height() * _SIDE)
        return QRectF(rect.left() + 1.5, rect.center().y() - side / 2 + 0.5, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = self.firstVisibleBlock()
        while block.isValid():
            found = box(block.text())
            if found is not None:
                self._paint_box(painter, self.box_rect(block, found), found.done)
            block = block.next()

    def _paint_box(self, painter: QPainter, rect: QRectF, done: bool) -> None:
        """As the style sheet draws a check box."""
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.accent if done else colours.muted), 1))
        painter.setBrush(QColor(colours.accent if done else colours.raised))
        radius = rect.width() * _RADIUS
        painter.drawRoundedRect(rect, radius, radius)
        if done:
            side = round(rect.width()) - 3
            drawn = pixmap("check", QColor(colours.accent_text), side, self.devicePixelRatioF())
            painter.drawPixmap(rect.center() - QPointF(side / 2, side / 2), drawn)


class _Boxes(QSyntaxHighlighter):
    """Makes room where boxes are drawn, the same for both, and mutes what is done."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        found = box(text)
        if found is None:
            return
        if found.done:
            done = QTextCharFormat()
            done.setForeground(QColor(self._theme.colours.muted))
            done.setFontStrikeOut(True)
            self.setFormat(found.end + 1, len(text) - found.end - 1, done)
        hidden = QTextCharFormat()
        # Three characters of a fixed width: a ticked line stays where it stood.
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        hidden.setFontFamilies(font.families())
        hidden.setFontFixedPitch(True)
        hidden.setFontWeight(QFont.Weight.Normal)
        hidden.setFontPointSize(self._theme.font(0.7).pointSizeF())
        hidden.setForeground(QColor(0, 0, 0, 0))
        self.setFormat(found.start, found.end - found.start, hidden)
