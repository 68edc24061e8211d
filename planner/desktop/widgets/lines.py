"""A list of short texts, each wrapped in full with a small line beneath."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.desktop.theme import RADIUS, XS, S, Theme

FOOT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The small line below a row's text."""

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MOST_HEIGHT = 4000


class LinesView(QListView):
    """The list; its rows are laid out again when its width changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class LinesDelegate(QStyledItemDelegate):
    """Draws a row: its text, and what it says under ``FOOT_ROLE``. ``trailing`` pixels at the right stay free."""

    def __init__(self, theme: Theme, view: QListView, trailing: int = 0) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view
        self._trailing = trailing

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        room = QRect(0, 0, width - 2 * S - self._trailing, _MOST_HEIGHT)
        text = QFontMetrics(self.theme.font()).boundingRect(room, int(_WRAP), str(index.data()))
        foot = QFontMetrics(self.theme.font(0.9)).lineSpacing()
        return QSize(width, text.height() + XS + foot + 2 * S)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = self.theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if selected else colours.hover))
            painter.drawRoundedRect(option.rect, RADIUS, RADIUS)
        room = option.rect.adjusted(S, S, -S - self._trailing, -S)
        painter.setFont(self.theme.font())
        painter.setPen(QColor(colours.text))
        painter.drawText(room, int(_WRAP), str(index.data()))
        small = self.theme.font(0.9)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        foot = QFontMetrics(small).elidedText(str(index.data(FOOT_ROLE)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), foot)
        painter.restore()
