"""The headers of the matrix of secrets: people at the side, secrets above, which can be dragged and renamed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHeaderView

from planner.desktop.icons import pixmap
from planner.desktop.theme import XS, S

if TYPE_CHECKING:
    from planner.desktop.cast.secrets.table import SecretsTable

_LINES = 3
"""A title takes so many lines above its column."""
_EDGE = 32
"""Within so many pixels of its ends the header scrolls while a secret is dragged over it."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)


class MatrixHeader(QHeaderView):
    """One of the two headers. Both mark where the author is; a click selects what they name."""

    picked = Signal(int)
    """Emitted with the section that was clicked."""
    opened = Signal(int)
    """Emitted with the section that was double-clicked."""
    menu_requested = Signal(int, QPoint)

    def __init__(self, orientation: Qt.Orientation, table: SecretsTable) -> None:
        super().__init__(orientation, table)
        self._table = table
        self._hovered = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(8)

    @property
    def _is_across(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def section_rect(self, section: int) -> QRect:
        """Where a section is in the viewport."""
        at, size = self.sectionViewportPosition(section), self.sectionSize(section)
        if self._is_across:
            return QRect(at, 0, size, self.viewport().height())
        return QRect(0, at, self.viewport().width(), size)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        index = self._table.currentIndex()
        current = section == (index.column() if self._is_across else index.row())
        colours = self._table.theme.colours
        ground = colours.selection if current and self._table.hasFocus() else colours.surface
        painter.fillRect(rect, QColor(colours.hover if section == self._hovered else ground))
        painter.setPen(QPen(QColor(colours.border), 1))
        if self._is_across:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        else:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self.paint_words(painter, rect, section, bold=current)

    def paint_words(self, painter: QPainter, rect: QRect, section: int, *, bold: bool) -> None:
        """Draw what a section says."""
        raise NotImplementedError

    # The mouse

    def section_at(self, at: QPoint) -> int:
        """The section at a place of the viewport; -1 if there is none."""
        return self.logicalIndexAt(at.x() if self._is_across else at.y())

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.section_at(event.pos())
        if section >= 0:
            self.picked.emit(section)
            self.menu_requested.emit(section, event.globalPos())

    def leave_hover(self) -> None:
        """Forget what the mouse was over."""
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()


class PeopleHeader(MatrixHeader):
    """The reader and everybody else, each with their picture."""

    def __init__(self, table: SecretsTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)

    def sizeHint(self) -> QSize:
        return QSize(self._table.name_width, self._table.row_height)

    def paint_words(self, painter: QPainter, rect: QRect, section: int, *, bold: bool) -> None:
        table, side = self._table, self._table.face
        person = table.secrets.person_at(section)
        top = rect.top() + (rect.height() - side) // 2
        if person is None:
            drawn = pixmap("book-open", QColor(table.theme.colours.muted), side, self.devicePixelRatioF())
        else:
            drawn = table.portraits.portrait(person, side, self.devicePixelRatioF())
        painter.drawPixmap(rect.left() + S, top, drawn)
        font = table.theme.font(1.0, QFont.Weight.DemiBold if bold or person is None else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(table.theme.colours.text))
        room = rect.adjusted(2 * S + side, 0, -S, 0)
        name = str(self.model().headerData(section, Qt.Orientation.Vertical) or "")
        text = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


class SecretsHeader(MatrixHeader):
    """The secrets' titles; a secret is dragged to another place among them."""

    moved = Signal(int, int)
    """Emitted with a secret's section and the one it was dragged to, counted once it has left its place."""

    def __init__(self, table: SecretsTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._pressed = -1
        self._press_at = QPoint()
        self._gap = -1

    def sizeHint(self) -> QSize:
        return QSize(self._table.column_width, _LINES * self.fontMetrics().lineSpacing() + 2 * S)

    def paint_words(self, painter: QPainter, rect: QRect, section: int, *, bold: bool) -> None:
        table = self._table
        secret = table.secrets.secret_at(section)
        if secret is None:
            return
        font = table.theme.font(1.0, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        colours = table.theme.colours
        painter.setPen(QColor(colours.text if secret.title else colours.muted))
        room = rect.adjusted(S, XS, -S, -XS - 1)
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(room, _WRAP, fitted(text, QFontMetrics(font), room.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0:
            return
        painter = QPainter(self.viewport())
        last = self.count() - 1
        at = self.sectionViewportPosition(self._gap) if self._gap <= last else self.length() - self.offset()
        painter.setPen(QPen(QColor(self._table.theme.colours.accent), 2))
        painter.drawLine(at, XS, at, self.viewport().height() - XS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._press_at = self.section_at(event.position().toPoint()), event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed < 0 or not self._table.may_write:
            super().mouseMoveEvent(event)
            return
        if self._gap >= 0 or (at - self._press_at).manhattanLength() >= QApplication.startDragDistance():
            self._scroll(at)
            self._gap = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, gap = self._pressed, self._gap
        self._pressed = self._gap = -1
        self.viewport().update()
        if pressed >= 0 and gap >= 0 and gap not in (pressed, pressed + 1):
            self.moved.emit(pressed, gap - (gap > pressed))

    def _gap_at(self, at: QPoint) -> int:
        """Before which section a dragged secret would go."""
        place = at.x() + self.offset()
        return next(
            (
                section
                for section in range(self.count())
                if place < self.sectionPosition(section) + self.sectionSize(section) / 2
            ),
            self.count(),
        )

    def _scroll(self, at: QPoint) -> None:
        bar = self._table.horizontalScrollBar()
        if at.x() < _EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif at.x() > self.viewport().width() - _EDGE:
            bar.setValue(bar.value() + bar.singleStep())


def fitted(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text shortened until it takes no more than the lines there are."""
    most = _LINES * metrics.lineSpacing() + 1

    def fits(words: str) -> bool:
        return metrics.boundingRect(QRect(0, 0, width, 10 * most), _WRAP, words).height() <= most

    if fits(text):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{text[:middle].rstrip()}…") else (low, middle - 1)
    return f"{text[:low].rstrip()}…"
