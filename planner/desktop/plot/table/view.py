"""The outline table as it is drawn, walked through, edited in place and copied from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.desktop.icons import pixmap
from planner.desktop.plot.table.columns import COLUMNS, Column, Kind, read_columns, write_columns
from planner.desktop.plot.table.model import NUMBERS, WORDS, Index, TableOrder, shown
from planner.desktop.theme import XS, M, Theme
from planner.desktop.widgets.in_place import InPlaceDelegate, InPlaceText
from planner.desktop.widgets.status import status_icon
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon
from planner.domain.outline import Chapter, ChapterStatus
from planner.formats.spreadsheet import Cell, html_table, tabbed

_MOST_WORDS = 1_000_000
_NARROWEST = 40
_MARK = 14
_CARET = 10
_MEASURE = 340
"""How wide a text is at least while it is written, in pixels at the usual text size."""
_PAD = 11
"""Left and right of a cell's text, as the style sheet has it for the header."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableDelegate(InPlaceDelegate):
    """Draws a cell, and makes the field that it is edited in."""

    choice_wanted = Signal(object)
    """Emitted with the index of a cell whose value is chosen from a menu."""

    def __init__(self, theme: Theme, view: OutlineTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def make_icons(self) -> None:
        """Draw the marks of statuses and labels in the theme as it is now."""
        side = self._view.mark_size
        self._statuses = {status: status_icon(status, self._theme, side) for status in ChapterStatus}
        self._labels = {name: swatch_icon(name, self._theme, side) for name in SWATCHES}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Drawn by hand: a style sheet takes some ten times as long over a cell, which scrolling would show.
        view, colours = self._view, self._theme.colours
        column, row = COLUMNS[index.column()], view.order.row(index)
        value = column.value(row)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        mark = self._mark(column, row.chapter)
        if mark is not None:
            side = view.mark_size
            mark.paint(painter, QRect(room.left(), rect.center().y() - (side - 1) // 2, side, side))
            room.setLeft(room.left() + side + XS + 2)
        is_number = column.kind is Kind.NUMBER
        painter.setPen(colours.faded if is_number and not value else QColor(colours.text))
        painter.setFont(option.font)
        text = option.fontMetrics.elidedText(shown(value), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(NUMBERS if is_number else WORDS), text)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), view.hairline)
        if index == view.currentIndex() and view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _mark(self, column: Column, chapter: Chapter) -> QIcon | None:
        if column.kind is Kind.STATUS:
            return self._statuses[chapter.status]
        return self._labels.get(chapter.label) if column.kind is Kind.LABEL else None

    # Editing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        if column.kind in (Kind.STATUS, Kind.LABEL):
            self.choice_wanted.emit(index)
            # Qt takes no field for "nothing is edited", which its Python signature leaves out.
            return None  # type: ignore[return-value]
        text = self.field("table.text", column.text, one_line=column.kind is not Kind.TEXT, parent=parent)
        if column.kind is Kind.NUMBER:
            text.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignRight))
        return text

    def fill(self, editor: QWidget, index: Index) -> None:
        value = self._view.order.value(index)
        if isinstance(editor, InPlaceText):
            editor.write("" if value is None else str(value))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, InPlaceText):
            return
        text = editor.text()
        if COLUMNS[index.column()].kind is not Kind.NUMBER:
            model.setData(index, text)
        elif not text:
            model.setData(index, None)
        elif number := read_number(text):
            model.setData(index, min(number, _MOST_WORDS))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if COLUMNS[index.column()].kind is Kind.TEXT:
            # A text of some sentences wants a line of some words, however narrow its column is.
            room = self._view.viewport().width()
            width = min(max(rect.width(), round(_MEASURE * self._theme.text_scale)), room)
            rect = QRect(min(rect.left(), room - width), rect.top(), width, rect.height())
        editor.setGeometry(rect)
        if isinstance(editor, InPlaceText):
            editor.set_least_height(rect.height())


class TableHeader(QHeaderView):
    """The names of the columns. What the rows are sorted by shows as a caret beside its name, which Qt's own arrow
    would cut short."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setObjectName("table.header")
        self.setProperty("look", "table")
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(_NARROWEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.sortIndicatorSection() or not self.isSortIndicatorShown():
            return
        rises = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        ratio = painter.device().devicePixelRatio()
        caret = pixmap("caret-up" if rises else "caret-down", QColor(self._theme.colours.text), _CARET, ratio)
        painter.drawPixmap(rect.right() - _CARET, rect.center().y() - _CARET // 2 + 1, caret)


class OutlineTable(QTableView):
    """Cells are walked, selected, copied and edited as in a spreadsheet."""

    opened = Signal(object)
    """Emitted with the `Chapter` whose number was double-clicked, or on whose unwritable cell Enter was pressed."""
    menu_wanted = Signal(QPoint)
    """Emitted with a place in the viewport."""
    columns_changed = Signal(str)
    """Emitted with the columns as the setting keeps them, after the author moved or resized one."""

    def __init__(self, order: TableOrder, theme: Theme, columns: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self.setAccessibleName(self.tr("Outline table"))
        self.order = order
        self._theme = theme
        self._arranging = False
        self._scale = theme.text_scale
        self.mark_size = _MARK
        self.setModel(order)
        self.cells = TableDelegate(theme, self)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        header = TableHeader(theme, self)
        self.setHorizontalHeader(header)
        header.sectionMoved.connect(self._tell_columns)
        header.sectionResized.connect(self._tell_columns)
        self.setSortingEnabled(True)
        self.set_columns(read_columns(columns))
        self.show_story_order()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.doubleClicked.connect(self._open_read_only)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def _follow_theme(self) -> None:
        height = max(32, self.fontMetrics().height() + M + 2)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        self.hairline = QColor(self._theme.colours.border)
        self.hairline.setAlphaF(0.5)
        self.mark_size = max(_MARK, round(self.fontMetrics().height() * 0.8))
        self.cells.make_icons()
        if self._scale != self._theme.text_scale:
            columns = self._widths()
            self._scale = self._theme.text_scale
            self.set_columns(columns)
        self.viewport().update()

    # Columns

    def set_columns(self, columns: Sequence[tuple[int, int]]) -> None:
        """Show these columns, in this order and this wide."""
        header, shown = self.horizontalHeader(), dict(columns)
        self._arranging = True
        for section in range(len(COLUMNS)):
            self.setColumnHidden(section, section not in shown)
        for place, (section, width) in enumerate(columns):
            header.moveSection(header.visualIndex(section), place)
            self.setColumnWidth(section, max(round(width * self._scale), _NARROWEST))
        self._arranging = False

    def columns(self) -> list[int]:
        """The columns shown, from left to right."""
        header = self.horizontalHeader()
        sections = [header.logicalIndex(place) for place in range(header.count())]
        return [section for section in sections if not self.isColumnHidden(section)]

    def show_column(self, section: int, shown: bool) -> None:
        """Show a column at the right of the others, or hide it."""
        header = self.horizontalHeader()
        if shown:
            header.moveSection(header.visualIndex(section), header.count() - 1)
            self.setColumnWidth(section, round(COLUMNS[section].width * self._scale))
        self.setColumnHidden(section, not shown)
        self._tell_columns()

    def _tell_columns(self, *_what: int) -> None:
        if not self._arranging:
            self.columns_changed.emit(write_columns(self._widths()))

    def _widths(self) -> list[tuple[int, int]]:
        """The columns shown, with their widths at the usual text size."""
        sections = self.columns()
        widths = [(section, round(self.columnWidth(section) / self._scale)) for section in sections[:-1]]
        # The last one is as wide as the room that is left, which says nothing.
        return widths + [(section, COLUMNS[section].width) for section in sections[-1:]]

    # Order

    def show_story_order(self) -> None:
        """Show the chapters in the order of the story."""
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    @property
    def sorted_by(self) -> Column | None:
        """The column by which the rows are sorted; None in the order of the story."""
        section = self.order.sortColumn()
        return COLUMNS[section] if section >= 0 else None

    # What is current

    def chapters(self) -> list[Chapter]:
        """The chapters that have a selected cell, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        found = [self.order.chapter(self.order.index(row, 0)) for row in rows]
        return [chapter for chapter in found if chapter is not None]

    def go_to(self, index: Index) -> None:
        """Make a cell current and see that it is on the screen."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            # What the field makes nothing of comes here; it is not meant for the table.
            return
        if plain and event.key() in _ENTER and index.isValid():
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            else:
                self._open_read_only(index)
        elif plain and event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open_read_only(self, index: Index) -> None:
        chapter = self.order.chapter(index)
        if chapter is not None and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(chapter)

    # Copying

    def copy(self) -> None:
        """Copy the selected cells for a spreadsheet, and for texts as a table."""
        rows = self.selected_rows()
        if rows:
            data = QMimeData()
            data.setText(tabbed(rows))
            data.setHtml(html_table(rows))
            QApplication.clipboard().setMimeData(data)

    def selected_rows(self) -> list[list[Cell]]:
        """The selected cells as a block: rows and columns without any are left out, single gaps stay empty."""
        chosen = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        rows = sorted({row for row, _ in chosen})
        columns = [section for section in self.columns() if any(column == section for _, column in chosen)]
        return [
            [self.order.value(self.order.index(row, column)) if (row, column) in chosen else None for column in columns]
            for row in rows
        ]

    def all_rows(self) -> list[list[Cell]]:
        """The names of the columns shown, and beneath them every row as shown."""
        sections = self.columns()
        header: list[Cell] = [COLUMNS[section].text for section in sections]
        rows = range(self.order.rowCount())
        return [header, *([self.order.value(self.order.index(row, at)) for at in sections] for row in rows)]


def read_number(text: str) -> int | None:
    """The number an author typed, with or without marks between its thousands; None for anything else."""
    digits = re.sub(r"[\s.,'’]", "", text)
    return int(digits) if digits.isdecimal() else None
