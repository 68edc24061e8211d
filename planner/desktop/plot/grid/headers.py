"""The headers of the plot grid, which stay while it scrolls: chapters on one side, threads on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHeaderView, QToolTip

from planner.desktop.theme import RADIUS, XS

if TYPE_CHECKING:
    from planner.desktop.plot.grid.table import PlotTable

_EDGE = 32
"""Within so many pixels of its ends a header scrolls while a thread is dragged over it."""


class GridHeader(QHeaderView):
    """One of the two headers; which of chapters and threads it shows depends on the axes."""

    picked = Signal(int)
    """Emitted with the section that was clicked."""
    opened = Signal(int)
    """Emitted with the section that was double-clicked."""
    moved = Signal(int, int)
    """Emitted with a thread's section and the one it was dragged to, counted once it has left its place."""
    menu_requested = Signal(int, QPoint)

    def __init__(self, orientation: Qt.Orientation, table: PlotTable) -> None:
        super().__init__(orientation, table)
        self._table = table
        self._pressed = -1
        self._press_at = QPoint()
        self._gap = -1
        self._hovered = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(8)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def _is_across(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    @property
    def _has_threads(self) -> bool:
        return self._table.grid.is_threads(self.orientation())

    def sizeHint(self) -> QSize:
        measures = self._table.measures
        return QSize(measures.header_width, measures.header_height)

    def section_rect(self, section: int) -> QRect:
        """Where a section is in the viewport."""
        at, size = self.sectionViewportPosition(section), self.sectionSize(section)
        if self._is_across:
            return QRect(at, 0, size, self.viewport().height())
        return QRect(0, at, self.viewport().width(), size)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), QColor(self._table.theme.colours.surface))
        ground.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        edge = self.viewport().rect()
        if self._is_across:
            edge.setTop(edge.bottom())
        else:
            edge.setLeft(edge.right())
        painter.fillRect(edge, QColor(self._table.theme.colours.border))
        if self._gap >= 0:
            self._paint_gap(painter)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table = self._table
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._current() == section
        if section == self._hovered or section == self._pressed:
            self._ground(painter, rect, table.theme.colours.hover)
        if not self._is_across:
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
        return index.column() if self._is_across else index.row()

    def _paint_gap(self, painter: QPainter) -> None:
        """Where a dragged thread would go."""
        last = self.count() - 1
        at = self.sectionViewportPosition(self._gap) if self._gap <= last else self.length() - self.offset()
        painter.setPen(QPen(QColor(self._table.theme.colours.accent), 2))
        if self._is_across:
            painter.drawLine(at, XS, at, self.viewport().height() - XS)
        else:
            painter.drawLine(XS, at, self.viewport().width() - XS, at)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self._section_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self._pressed, self._press_at = section, event.position().toPoint()
            self.picked.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed >= 0 and self._may_drag(self._pressed):
            far = (at - self._press_at).manhattanLength() >= QApplication.startDragDistance()
            if far or self._gap >= 0:
                self._scroll(at)
                self._gap = self._gap_at(at)
                self.viewport().update()
            return
        self._hover(self._section_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, gap = self._pressed, self._gap
        self._pressed = self._gap = -1
        self.viewport().update()
        if pressed >= 0 and gap >= 0 and gap not in (pressed, pressed + 1):
            self.moved.emit(pressed, gap - (gap > pressed))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        section = self._section_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self.opened.emit(section)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self._section_at(event.pos())
        if section >= 0:
            self.picked.emit(section)
            self.menu_requested.emit(section, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self._section_at(event.pos())
            words = self._table.grid.headerData(section, self.orientation(), Qt.ItemDataRole.ToolTipRole)
            QToolTip.showText(event.globalPos(), str(words or ""), self.viewport())
            return True
        return super().viewportEvent(event)

    def _section_at(self, at: QPoint) -> int:
        return self.logicalIndexAt(at.x() if self._is_across else at.y())

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _may_drag(self, section: int) -> bool:
        return self._has_threads and self._table.grid.thread_at(section) is not None and self._table.may_write

    def _gap_at(self, at: QPoint) -> int:
        """Before which section a dragged thread would go."""
        place = (at.x() if self._is_across else at.y()) + self.offset()
        for section in range(self.count()):
            if self._table.grid.thread_at(section) is None:
                return section
            if place < self.sectionPosition(section) + self.sectionSize(section) / 2:
                return section
        return self.count()

    def _scroll(self, at: QPoint) -> None:
        place = at.x() if self._is_across else at.y()
        length = self.viewport().width() if self._is_across else self.viewport().height()
        bar = self._table.horizontalScrollBar() if self._is_across else self._table.verticalScrollBar()
        if place < _EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif place > length - _EDGE:
            bar.setValue(bar.value() + bar.singleStep())
