"""The headers of the matrix of secrets: people at the side, secrets above, which can be dragged and renamed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from planner.desktop.icons import pixmap
from planner.desktop.theme import XS, S
from planner.desktop.widgets.sections import MovingHeader

if TYPE_CHECKING:
    from planner.desktop.cast.secrets.table import SecretsTable

_LINES = 3
"""A title takes so many lines above its column."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)


class MatrixHeader(MovingHeader):
    """One of the two headers. Both mark where the author is; a click selects what they name."""

    def __init__(self, orientation: Qt.Orientation, table: SecretsTable) -> None:
        super().__init__(orientation, table, table.theme)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        index = self._table.currentIndex()
        current = section == (index.column() if self.is_across else index.row())
        colours = self._table.theme.colours
        ground = colours.selection if current and self._table.hasFocus() else colours.surface
        painter.fillRect(rect, QColor(colours.hover if section == self.hovered else ground))
        painter.setPen(QPen(QColor(colours.border), 1))
        if self.is_across:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        else:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self.paint_words(painter, rect, section, bold=current)

    def paint_words(self, painter: QPainter, rect: QRect, section: int, *, bold: bool) -> None:
        """Draw what a section says."""
        raise NotImplementedError


class PeopleHeader(MatrixHeader):
    """The reader and everybody else, each with their picture."""

    def __init__(self, table: SecretsTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)

    def may_drag(self, section: int) -> bool:
        return False

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

    def __init__(self, table: SecretsTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)

    def may_drag(self, section: int) -> bool:
        return self._table.may_write

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
