"""The headers of the plot grid, which stay while it scrolls: chapters on one side, threads on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.desktop.theme import RADIUS
from planner.desktop.widgets.sections import MovingHeader

if TYPE_CHECKING:
    from planner.desktop.plot.grid.table import PlotTable


class GridHeader(MovingHeader):
    """One of the two headers; which of chapters and threads it shows depends on the axes."""

    def __init__(self, orientation: Qt.Orientation, table: PlotTable) -> None:
        super().__init__(orientation, table, table.theme, edged=True)
        self._table = table

    @property
    def _has_threads(self) -> bool:
        return self._table.grid.is_threads(self.orientation())

    def sizeHint(self) -> QSize:
        measures = self._table.measures
        return QSize(measures.header_width, measures.header_height)

    # Drawing

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table = self._table
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._current() == section
        if section == self.hovered or section == self.held:
            self._ground(painter, rect, table.theme.colours.hover)
        if not self.is_across:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), table.hairline)
        if self._has_threads:
            thread = table.grid.thread_at(section)
            lit = current and table.on_thread
            if thread is None:
                table.paint.new_section(painter, rect, lit=lit and table.hasFocus())
            else:
                table.paint.thread_section(painter, rect, thread)
            if lit and table.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(table.theme.colours.accent), 1.5))
                painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -3, -3), RADIUS, RADIUS)
            return
        chapter = table.grid.chapter_at(section)
        if chapter is not None:
            table.paint.chapter_section(painter, rect, chapter, lit=current)

    def _ground(self, painter: QPainter, rect: QRect, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -3, -3), RADIUS, RADIUS)

    def _current(self) -> int:
        index = self._table.currentIndex()
        return index.column() if self.is_across else index.row()

    def may_drag(self, section: int) -> bool:
        return self._has_threads and self._table.grid.thread_at(section) is not None and self._table.may_write
