"""A list of short texts, each wrapped in full with a small line beneath, and perhaps a box to tick in front."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.desktop.icons import pixmap
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.rows import Index

FOOT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The small line below a row's text."""

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MOST_HEIGHT = 4000
_BOX = 16
_BOX_RADIUS = 4


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
    """Draws a row: its text, and what it says under ``FOOT_ROLE``. ``trailing`` pixels at the right stay free.

    A row with a check state has a box in front, and a click anywhere on it or the space bar ticks it.
    """

    def __init__(self, theme: Theme, view: QListView, trailing: int = 0) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view
        self._trailing = trailing

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        leading = S + _leading(index)
        room = QRect(0, 0, width - leading - S - self._trailing, _MOST_HEIGHT)
        text = QFontMetrics(self.theme.font()).boundingRect(room, int(_WRAP), str(index.data()))
        foot = QFontMetrics(self.theme.font(0.9)).lineSpacing()
        return QSize(width, text.height() + XS + foot + 2 * S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self.theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if selected else colours.hover))
            painter.drawRoundedRect(option.rect, RADIUS, RADIUS)
        room = option.rect.adjusted(S + _leading(index), S, -S - self._trailing, -S)
        if _leading(index):
            self._paint_box(painter, option, _is_checked(index))
        painter.setFont(self.theme.font())
        painter.setPen(QColor(colours.text))
        painter.drawText(room, int(_WRAP), str(index.data()))
        small = self.theme.font(0.9)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        foot = QFontMetrics(small).elidedText(str(index.data(FOOT_ROLE)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), foot)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, checked: bool) -> None:
        """As the style sheet draws a check box."""
        colours = self.theme.colours
        middle = option.rect.top() + S + QFontMetrics(self.theme.font()).height() / 2
        box = QRectF(option.rect.left() + S + 0.5, middle - _BOX / 2 + 0.5, _BOX - 1, _BOX - 1)
        painter.setPen(QPen(QColor(colours.accent if checked else colours.muted), 1))
        painter.setBrush(QColor(colours.accent if checked else colours.raised))
        painter.drawRoundedRect(box, _BOX_RADIUS, _BOX_RADIUS)
        if checked:
            side = _BOX - XS
            drawn = pixmap("check", QColor(colours.accent_text), side, painter.device().devicePixelRatio())
            painter.drawPixmap(box.center() - QPointF(side / 2, side / 2), drawn)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        ticks = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
        if model.flags(index) & ticks != ticks or not _is_tick(event):
            return False
        turned = Qt.CheckState.Unchecked if _is_checked(index) else Qt.CheckState.Checked
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)


def _leading(index: Index) -> int:
    """What the box in front of a row takes."""
    return _BOX + S if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0


def _is_checked(index: Index) -> bool:
    # Qt's own models answer with a number.
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


def _is_tick(event: QEvent) -> bool:
    if isinstance(event, QMouseEvent):
        return event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
    )
