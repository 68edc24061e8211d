"""How a cell of the plot grid is drawn, and the field in which a beat is written in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.desktop.theme import RADIUS, XS

if TYPE_CHECKING:
    from planner.desktop.plot.grid.table import PlotTable

Index = QModelIndex | QPersistentModelIndex


_Hint = QAbstractItemDelegate.EndEditHint
_ENDS = {
    Qt.Key.Key_Return: _Hint.NoHint,
    Qt.Key.Key_Enter: _Hint.NoHint,
    Qt.Key.Key_Tab: _Hint.EditNextItem,
    Qt.Key.Key_Backtab: _Hint.EditPreviousItem,
}
"""Where the author goes on after each key that ends a beat's text."""


class BeatEditor(QPlainTextEdit):
    """A beat's text: one paragraph that wraps and grows downwards. Enter ends it; Tab goes on to the next cell."""

    finished = Signal(object)
    """Emitted with where to go on: an ``EndEditHint``."""
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.beat_editor")
        self.setAccessibleName(self.tr("What happens"))
        self.setPlaceholderText(self.tr("What happens"))
        self.setProperty("look", "card-editor")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self.grow)

    def grow(self, *_size: object) -> None:
        """Take the height the text needs."""
        # A QPlainTextEdit's document measures its height in lines.
        lines = max(round(self.document().size().height()), 1)
        around = self.height() - self.viewport().height() + round(2 * self.document().documentMargin())
        height = lines * self.fontMetrics().lineSpacing() + around
        if height != self.height():
            self.resize(self.width(), height)
            self.grown.emit()

    def text(self) -> str:
        """What was written, as one line."""
        return " ".join(self.toPlainText().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENDS:
            self.finished.emit(_ENDS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
            # What a text has no use for would go on to the grid behind it.
            event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
            if event.modifiers() in alone:
                # The grid's own keys would move or delete the card that is being written.
                event.accept()
                return True
        return super().event(event)


class GridDelegate(QStyledItemDelegate):
    """Draws the line, the cards and the hint of each cell."""

    def __init__(self, table: PlotTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self._table
        model = table.grid
        cell = model.cell(index)
        if cell is None or model.sheet is None:
            return
        rect: QRect = option.rect
        beats = model.sheet.cells.get(cell, ())
        current = index == table.currentIndex() and not table.on_thread
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground(painter, rect, option)
        table.paint.line(painter, rect, cell)
        if beats:
            thread = model.sheet.threads[cell[0]]
            for place in table.measures.cards(beats, rect, model.scene_words):
                table.paint.card(painter, place, thread, ground, current=current and place.beat.id == table.card)
        elif option.state & QStyle.StateFlag.State_MouseOver and not (current and table.hasFocus()):
            self._offer(painter, rect, "+")
        if current and table.card is None and table.hasFocus() and not table.is_writing:
            self._offer(painter, rect, self.tr("Type what happens") if not beats else "")

    def _ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> QColor:
        """Draw what lies beneath, and return its colour."""
        colours = self._table.theme.colours
        chosen = option.state & QStyle.StateFlag.State_Selected and self._table.selects_several
        ground = QColor(colours.selection if chosen else colours.surface)
        if chosen:
            painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._table.hairline)
        return ground

    def _offer(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Say that something can be put here."""
        measures, colours = self._table.measures, self._table.theme.colours
        room = measures.space_below((), rect, self._table.grid.scene_words)
        frame = QPen(QColor(colours.muted if words == "+" else colours.accent), 1, Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if words != "+":
            painter.setPen(frame)
            painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(QColor(colours.muted))
        painter.setFont(measures.body.font)
        inner = room.adjusted(measures.pad, 0, -XS, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    # Writing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = BeatEditor(parent)
        editor.setFont(self._table.measures.body.font)
        editor.finished.connect(lambda hint: self._finish(editor, hint))
        # What is written is always in the current cell.
        editor.grown.connect(lambda: self._table.make_room(self._table.currentIndex(), editor.geometry().bottom()))
        return editor

    def _finish(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again whenever the cell changes: what is being written stays.
        if isinstance(editor, BeatEditor) and editor.property("filled") is None:
            editor.setProperty("filled", True)
            beat = self._table.written_beat
            editor.setPlainText(beat.text if beat else "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, BeatEditor):
            self._table.take(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(editor, BeatEditor):
            place = self._table.writing_place(index)
            editor.setGeometry(place.left(), place.top(), place.width(), max(editor.height(), place.height()))
            editor.grow()
            self._table.make_room(index, editor.geometry().bottom())
