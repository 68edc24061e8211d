"""The headers of the matrix: everybody with their picture, beside the rows and above the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from planner.desktop.theme import XS, S
from planner.desktop.widgets.sections import SectionHeader

if TYPE_CHECKING:
    from planner.desktop.cast.matrix.table import MatrixTable


class PeopleHeader(SectionHeader):
    """One of the two headers. Names stand upright where columns are too narrow for them."""

    def __init__(self, orientation: Qt.Orientation, table: MatrixTable) -> None:
        super().__init__(orientation, table, table.theme, edged=True)
        self._table = table
        across = orientation == Qt.Orientation.Horizontal
        self.setObjectName("matrix.columns" if across else "matrix.rows")
        self.setAccessibleName(self.tr("Towards whom") if across else self.tr("Who"))

    def sizeHint(self) -> QSize:
        sizes = self._table.sizes
        return QSize(sizes.names, sizes.above)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table = self._table
        person = table.matrix.person_at(section)
        if person is None:
            return
        colours = table.theme.colours
        index = table.currentIndex()
        current = index.isValid() and section == (index.column() if self.is_across else index.row())
        if current or section == self.hovered:
            painter.fillRect(rect, QColor(colours.selection if current else colours.hover))
        font = table.theme.font(0.95, QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        name = str(table.matrix.headerData(section, self.orientation()) or "")
        face = table.portraits.portrait(person, table.sizes.face, self.devicePixelRatioF())
        if not self.is_across:
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
