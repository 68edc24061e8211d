"""The log as it is drawn, walked through and edited in place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QDate, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.desktop.progress.log.model import Col, LogModel
from planner.desktop.progress.log.rows import Row
from planner.desktop.progress.log.texts import column_text, offer_text
from planner.desktop.theme import XL, M, Theme
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.in_place import InPlaceDelegate, InPlaceText
from planner.desktop.widgets.rows import Index
from planner.domain.log import EntryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_PAD = 11
"""Left and right of a cell's text, as the style sheet has it for the header."""
_WIDTHS = {Col.DAY: 236, Col.WORDS: 76, Col.TIME: 88, Col.STORY: 190}
_NOTE_LEAST = 260
"""How wide the note's column is at least; it takes what room the others leave."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LogDelegate(InPlaceDelegate):
    """Draws a cell, and makes the field that it is edited in."""

    story_wanted = Signal(object)
    """Emitted with the index of an entry whose story is to be chosen."""

    def __init__(self, desk: Desk, view: LogTable) -> None:
        super().__init__(view)
        self._desk = desk
        self._theme = desk.theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Drawn by hand: a style sheet takes some ten times as long over a cell, which scrolling would show.
        colours, row, rect = self._theme.colours, self._view.log.row(index), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        elif row.is_day:
            painter.fillRect(rect, self._view.band)
        painter.setFont(self._font(option.font, row))
        painter.setPen(self._colour(row, index.column()))
        room = rect.adjusted(_PAD + (XL if index.column() == Col.DAY and not row.is_day else 0), 0, -_PAD, 0)
        self._write(painter, room, row, index)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._view.hairline)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _font(self, font: QFont, row: Row) -> QFont:
        if not row.is_day:
            return font
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        return strong

    def _colour(self, row: Row, column: int) -> QColor:
        colours = self._theme.colours
        is_quiet = row.unwritten is not None and not row.unwritten.counted
        is_quiet = is_quiet or (column == Col.STORY and row.story_id is None)
        is_quiet = is_quiet or (column == Col.NOTE and row.entry is None)
        return QColor(colours.muted if is_quiet else colours.text)

    def _write(self, painter: QPainter, room: QRect, row: Row, index: Index) -> None:
        text = str(index.data() or "")
        offer = self._offer(row, index)
        if offer:
            text = text.removesuffix(offer)
        metrics = painter.fontMetrics()
        align = _RIGHT if index.column() in (Col.WORDS, Col.TIME) else _LEFT
        painter.drawText(room, int(align), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
        if offer:
            painter.setPen(QColor(self._theme.colours.accent))
            room.setLeft(room.left() + metrics.horizontalAdvance(text))
            painter.drawText(room, int(_LEFT), metrics.elidedText(offer, Qt.TextElideMode.ElideRight, room.width()))

    def _offer(self, row: Row, index: Index) -> str:
        """What can be clicked in a cell."""
        if row.unwritten is None or index.column() != Col.NOTE or self._desk.library.read_only:
            return ""
        return offer_text(row.unwritten.counted)

    def offer_room(self, index: Index) -> QRect:
        """Where in the viewport stands what can be clicked; empty where there is nothing."""
        row, rect = self._view.log.row(index), self._view.visualRect(index)
        offer = self._offer(row, index)
        if not offer:
            return QRect()
        metrics = self._view.fontMetrics()
        before = metrics.horizontalAdvance(str(index.data()).removesuffix(offer))
        return QRect(rect.left() + _PAD + before, rect.top(), metrics.horizontalAdvance(offer), rect.height())

    # Editing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == Col.STORY:
            self.story_wanted.emit(index)
            # Qt takes no field for "nothing is edited", which its Python signature leaves out.
            return None  # type: ignore[return-value]
        words = column_text(index.column())
        if index.column() == Col.DAY:
            field = DateField("log.day_editor", parent=parent)
            field.setAccessibleName(words)
            today = self._desk.day.today
            field.setMaximumDate(QDate(today.year, today.month, today.day))
            return field
        text = self.field("log.editor", words, one_line=True, parent=parent)
        if index.column() != Col.NOTE:
            text.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignRight))
        return text

    def fill(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, DateField):
            first_weekday, day = self._desk.library.goals.first_weekday(), index.data(Qt.ItemDataRole.EditRole)
            editor.show_day(self._view.log.row(index).day, first_weekday, day)
        else:
            super().fill(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, DateField):
            editor.interpretText()
            entry, day = self._view.log.row(index).entry, editor.day
            if entry is not None and day is not None:
                # Its row goes elsewhere, and must not take the field with it that Qt is about to close.
                QTimer.singleShot(0, self._view, lambda: self._view.move_to_day(entry.id, day))
        else:
            super().setModelData(editor, model, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)
        if isinstance(editor, InPlaceText):
            editor.set_least_height(option.rect.height())


class LogTable(QTableView):
    """The log: rows are walked and selected whole, cells of entries are edited in place."""

    removal_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Emitted with a place in the viewport."""
    count_wanted = Signal(object)
    """Emitted with the `Unwritten` of a row that is to be counted, or no longer."""

    def __init__(self, desk: Desk, log: LogModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log.table")
        self.setAccessibleName(self.tr("Log"))
        self.log = log
        self._theme: Theme = desk.theme
        self.cells = LogDelegate(desk, self)
        self.setModel(log)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setProperty("look", "table")
        header.setSectionsClickable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        desk.theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(32, self.fontMetrics().height() + M + 2))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * self._theme.text_scale))
        self._fit()
        self.hairline = QColor(self._theme.colours.border)
        self.hairline.setAlphaF(0.5)
        self.band = QColor(self._theme.colours.raised)
        self.viewport().update()

    def _fit(self) -> None:
        # Qt's own stretching of the last column would squeeze it to nothing where the text is large.
        others = sum(self.columnWidth(column) for column in _WIDTHS)
        least = round(_NOTE_LEAST * self._theme.text_scale)
        self.setColumnWidth(Col.NOTE, max(least, self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def chosen(self) -> list[Row]:
        """The rows that are selected, from above."""
        return [self.log.row(index) for index in sorted(self.selectionModel().selectedRows(), key=lambda at: at.row())]

    def move_to_day(self, entry_id: EntryId, day: date) -> None:
        """Move an entry to another day, and go with it."""
        self.log.set_day(entry_id, day)
        row = self.log.row_of(entry_id)
        if row >= 0:
            self.setCurrentIndex(self.log.index(row, Col.DAY))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the field makes nothing of comes here; it is not meant for the table.
            return
        index = self.currentIndex()
        if event.key() in _ENTER and index.isValid():
            row = self.log.row(index)
            if row.unwritten is not None:
                self.count_wanted.emit(row.unwritten)
            elif index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_offer = self._offered(event) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_offer else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._offered(event)
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.count_wanted.emit(row.unwritten)

    def _offered(self, event: QMouseEvent) -> Row | None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and self.cells.offer_room(index).contains(at):
            return self.log.row(index)
        return None
