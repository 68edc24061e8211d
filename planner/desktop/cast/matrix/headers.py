"""The headers of the matrix: everybody with their picture, beside the rows and above the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip

from planner.desktop.theme import XS, S

if TYPE_CHECKING:
    from planner.desktop.cast.matrix.table import MatrixTable


class PeopleHeader(QHeaderView):
    """One of the two headers. Names stand upright where columns are too narrow for them."""

    picked = Signal(int)
    """Emitted with the section that was clicked."""

    def __init__(self, orientation: Qt.Orientation, table: MatrixTable) -> None:
        super().__init__(orientation, table)
        self._table = table
        self._hovered = -1
        across = orientation == Qt.Orientation.Horizontal
        self.setObjectName("matrix.columns" if across else "matrix.rows")
        self.setAccessibleName(self.tr("Towards whom") if across else self.tr("Who"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(8)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def _is_across(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        sizes = self._table.sizes
        return QSize(sizes.names, sizes.above)

    def section_rect(self, section: int) -> QRect:
        """Where a section is in the viewport."""
        at, size = self.sectionViewportPosition(section), self.sectionSize(section)
        if self._is_across:
            return QRect(at, 0, size, self.viewport().height())
        return QRect(0, at, self.viewport().width(), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._table.theme.colours
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours.surface))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        edge = self.viewport().rect()
        if self._is_across:
            edge.setTop(edge.bottom())
        else:
            edge.setLeft(edge.right())
        painter.fillRect(edge, QColor(colours.border))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table = self._table
        person = table.matrix.person_at(section)
        if person is None:
            return
        colours = table.theme.colours
        index = table.currentIndex()
        current = index.isValid() and section == (index.column() if self._is_across else index.row())
        if current or section == self._hovered:
            painter.fillRect(rect, QColor(colours.selection if current else colours.hover))
        font = table.theme.font(0.95, QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        name = str(table.matrix.headerData(section, self.orientation()) or "")
        face = table.portraits.portrait(person, table.sizes.face, self.devicePixelRatioF())
        if not self._is_across:
            self._paint_beside(painter, rect, name, QFontMetrics(font))
            painter.drawPixmap(rect.left() + S, rect.top() + (rect.height() - table.sizes.face) // 2, face)
        elif table.signs_only:
            self._paint_upright(painter, rect, name, QFontMetrics(font))
            left = rect.left() + (rect.width() - table.sizes.face) // 2
            painter.drawPixmap(left, rect.bottom() - XS - table.sizes.face, face)
        else:
            self._paint_above(painter, rect, name, QFontMetrics(font))
            painter.drawPixmap(rect.left() + (rect.width() - table.sizes.face) // 2, rect.top() + XS, face)

    def _paint_beside(self, painter: QPainter, rect: QRect, name: str, metrics: QFontMetrics) -> None:
        room = rect.adjusted(2 * S + self._table.sizes.face, 0, -S, 0)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_above(self, painter: QPainter, rect: QRect, name: str, metrics: QFontMetrics) -> None:
        room = rect.adjusted(XS, self._table.sizes.face + 2 * XS, -XS, -XS)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_upright(self, painter: QPainter, rect: QRect, name: str, metrics: QFontMetrics) -> None:
        """A name that reads from below to above."""
        length = rect.height() - self._table.sizes.face - 3 * XS
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, length)
        painter.save()
        painter.translate(rect.left(), rect.top() + XS + length)
        painter.rotate(-90)
        room = QRect(0, 0, length, rect.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    # The mouse

    def _section_at(self, at: QPoint) -> int:
        return self.logicalIndexAt(at.x() if self._is_across else at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self._section_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self.picked.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._section_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hover(self._section_at(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._table.matrix.headerData(self._section_at(event.pos()), self.orientation())
            QToolTip.showText(event.globalPos(), str(words or ""), self.viewport())
            return True
        return super().viewportEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
