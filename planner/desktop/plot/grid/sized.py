"""The plot grid's table as far as sizes go: its zoom, the height of its rows, and where each card lies."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from planner.desktop.plot.grid.layout import CardPlace, GridLayout
from planner.desktop.plot.grid.model import GridModel
from planner.desktop.plot.grid.paint import GridPaint, blended
from planner.desktop.theme import XL, Theme
from planner.domain.threads import BeatId

Index = QModelIndex | QPersistentModelIndex


class SizedTable(QTableView):
    """Shows a `GridModel` in columns of one width and rows as high as their cards."""

    def __init__(self, model: GridModel, theme: Theme, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.theme = theme
        self._measure(percent)
        self._dress()

    def _dress(self) -> None:
        self.setProperty("look", "grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        # Only what is opaque is scrolled by moving its picture; anything else is drawn anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _measure(self, percent: int) -> None:
        self.measures = GridLayout(self.theme, percent, swapped=self.grid.swapped)
        self.paint = GridPaint(self.grid, self.theme, self.measures)
        colours = self.theme.colours
        self.hairline = blended(QColor(colours.border), QColor(colours.surface), 0.7)

    def set_zoom(self, percent: int) -> None:
        """Show the grid at another size, in percent."""
        self._measure(percent)
        self.fit_sections()

    def fit_sections(self) -> None:
        """Give columns and rows their sizes."""
        measures = self.measures
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultSectionSize(measures.column)
        down.setDefaultSectionSize(measures.least_row)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(XL)
        self.fit_rows()
        self.updateGeometries()
        self.viewport().update()

    def fit_rows(self) -> None:
        """Give each row the height its tallest cell needs. Only those whose height differs are touched."""
        grid, measures, header = self.grid, self.measures, self.verticalHeader()
        least = measures.header_height if grid.swapped else measures.least_row
        heights = [least] * grid.rowCount()
        for row, beats in grid.cells_by_row():
            heights[row] = max(heights[row], measures.cell_height(beats, grid.scene_words))
        for row, height in enumerate(heights):
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def percent_to_fit(self) -> int:
        """The zoom at which all columns are seen at once."""
        columns = max(self.grid.columnCount(), 1)
        room = self.width() - self.verticalHeader().width() - self.verticalScrollBar().sizeHint().width()
        return int(self.measures.percent * room / (columns * self.measures.column))

    def make_room(self, index: Index, bottom: int) -> None:
        """Make a row reach down to ``bottom`` of the viewport at least, until rows are fitted again."""
        top = self.rowViewportPosition(index.row())
        needed = bottom + 1 + self.measures.pad - top
        if needed > self.rowHeight(index.row()):
            self.verticalHeader().resizeSection(index.row(), needed)

    def place_at(self, at: QPoint) -> CardPlace | None:
        """The card at a point of the viewport."""
        index = self.indexAt(at)
        for place in self.places(index):
            if place.rect.adjusted(-self.measures.gutter, 0, 0, 0).contains(at):
                return place
        return None

    def places(self, index: Index) -> list[CardPlace]:
        """The cards of a cell."""
        return self.measures.cards(self.grid.beats(index), self.visualRect(index), self.grid.scene_words)

    def card_rect(self, beat_id: BeatId) -> QRect:
        """Where a beat's card is in the viewport; an empty rectangle if it is not shown."""
        for place in self.places(self.grid.index_of_beat(beat_id)):
            if place.beat.id == beat_id:
                return place.rect
        return QRect()
