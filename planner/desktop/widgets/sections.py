"""Headers of tables whose sections are clicked, mark what the mouse is over, and may be dragged among one another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from planner.desktop.theme import XS, Theme

_EDGE = 32
"""Within so many pixels of its ends a header scrolls while a section is dragged over it."""


class SectionHeader(QHeaderView):
    """One of the two headers of a table. ``edged`` is on the ground of surfaces, with a border towards the cells."""

    picked = Signal(int)
    """Emitted with the section that was clicked."""
    opened = Signal(int)
    """Emitted with the section that was double-clicked."""

    def __init__(self, orientation: Qt.Orientation, table: QTableView, theme: Theme, *, edged: bool = False) -> None:
        super().__init__(orientation, table)
        self._theme = theme
        self._edged = edged
        self.hovered = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(8)
        if edged:
            self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def is_across(self) -> bool:
        """Whether its sections are columns."""
        return self.orientation() == Qt.Orientation.Horizontal

    def section_rect(self, section: int) -> QRect:
        """Where a section is in the viewport."""
        at, size = self.sectionViewportPosition(section), self.sectionSize(section)
        if self.is_across:
            return QRect(at, 0, size, self.viewport().height())
        return QRect(0, at, self.viewport().width(), size)

    def section_at(self, at: QPoint) -> int:
        """The section at a place of the viewport; -1 if there is none."""
        return self.logicalIndexAt(at.x() if self.is_across else at.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._edged:
            super().paintEvent(event)
            return
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), QColor(self._theme.colours.surface))
        ground.end()
        super().paintEvent(event)
        edge = self.viewport().rect()
        if self.is_across:
            edge.setTop(edge.bottom())
        else:
            edge.setLeft(edge.right())
        painter = QPainter(self.viewport())
        painter.fillRect(edge, QColor(self._theme.colours.border))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.section_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self.picked.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.section_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hover(self.section_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        section = self.section_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self.opened.emit(section)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, section: int) -> None:
        if section != self.hovered:
            self.hovered = section
            self.viewport().update()


class MovingHeader(SectionHeader):
    """A header whose sections have a menu, and can be dragged where ``may_drag`` says so."""

    moved = Signal(int, int)
    """Emitted with a section and the one it was dragged to, counted once it has left its place."""
    menu_requested = Signal(int, QPoint)
    """Emitted with a section and a place on the screen."""

    def __init__(self, orientation: Qt.Orientation, table: QTableView, theme: Theme, *, edged: bool = False) -> None:
        super().__init__(orientation, table, theme, edged=edged)
        self._scrolled = table
        self.held = -1
        self._press_at = QPoint()
        self._gap = -1

    def may_drag(self, section: int) -> bool:
        """Whether a section can be dragged, and others to before and behind it."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0:
            return
        painter = QPainter(self.viewport())
        last = self.count() - 1
        at = self.sectionViewportPosition(self._gap) if self._gap <= last else self.length() - self.offset()
        painter.setPen(QPen(QColor(self._theme.colours.accent), 2))
        if self.is_across:
            painter.drawLine(at, XS, at, self.viewport().height() - XS)
        else:
            painter.drawLine(XS, at, self.viewport().width() - XS, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press_at = event.position().toPoint()
            self.held = self.section_at(self._press_at)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.held < 0 or not self.may_drag(self.held):
            super().mouseMoveEvent(event)
        elif self._gap >= 0 or (at - self._press_at).manhattanLength() >= QApplication.startDragDistance():
            self._scroll(at)
            self._gap = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, gap = self.held, self._gap
        self.held = self._gap = -1
        self.viewport().update()
        if held >= 0 and gap >= 0 and gap not in (held, held + 1):
            self.moved.emit(held, gap - (gap > held))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.section_at(event.pos())
        if section >= 0:
            self.picked.emit(section)
            self.menu_requested.emit(section, event.globalPos())

    def _gap_at(self, at: QPoint) -> int:
        """Before which section a dragged one would go."""
        place = (at.x() if self.is_across else at.y()) + self.offset()
        for section in range(self.count()):
            if not self.may_drag(section) or place < self.sectionPosition(section) + self.sectionSize(section) / 2:
                return section
        return self.count()

    def _scroll(self, at: QPoint) -> None:
        place = at.x() if self.is_across else at.y()
        length = self.viewport().width() if self.is_across else self.viewport().height()
        bar = self._scrolled.horizontalScrollBar() if self.is_across else self._scrolled.verticalScrollBar()
        if place < _EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif place > length - _EDGE:
            bar.setValue(bar.value() + bar.singleStep())
