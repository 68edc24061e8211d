"""The list of hits: each with its context, the match in bold on a tint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.desktop.find.model import ROW_ROLE, HeadRow, HitRow, HitsModel
from planner.desktop.theme import RADIUS, XS, L, M, S, Theme

_MOST_LINES = 3
_Index = QModelIndex | QPersistentModelIndex


class HitsView(QListView):
    """Arrow keys go from hit to hit; a click or Enter chooses one."""

    chosen = Signal(object)
    """Emitted with the `HitRow`."""

    def __init__(self, name: str, theme: Theme, prose: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.hits = HitsModel(self)
        self.setModel(self.hits)
        self.setItemDelegate(_HitDelegate(theme, prose, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.choose)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def choose(self, index: QModelIndex) -> None:
        """Take the hit of a row; a heading is none."""
        row = index.data(ROW_ROLE)
        if isinstance(row, HitRow):
            self.chosen.emit(row)

    def take_first(self) -> None:
        """Make the first hit current, unless one is already."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.hits.first_hit())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _HitDelegate(QStyledItemDelegate):
    """Draws headings and hits; a hit in the prose is set in the author's prose font."""

    def __init__(self, theme: Theme, prose: bool, view: HitsView) -> None:
        super().__init__(view)
        self._theme = theme
        self._prose = prose
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        row = index.data(ROW_ROLE)
        if isinstance(row, HeadRow):
            above = S if index.row() == 0 else L
            return QSize(width, above + QFontMetrics(self._head_font()).lineSpacing() + XS)
        if not isinstance(row, HitRow):
            return QSize(width, 0)
        height = 2 * S + round(self._lay_out(row, width - 2 * M).boundingRect().height())
        if row.label:
            height += QFontMetrics(self._small()).lineSpacing()
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadRow):
            self._paint_head(painter, option.rect, row)
        elif isinstance(row, HitRow):
            self._paint_hit(painter, option.rect, option.state, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, row: HeadRow) -> None:
        colours = self._theme.colours
        font = self._head_font()
        metrics = QFontMetrics(font)
        base = rect.bottom() + 1 - XS - metrics.descent()
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, rect.width() - 2 * M)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(QPointF(rect.left() + M, base), text)
        used = metrics.horizontalAdvance(text) + M
        small = self._small()
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        room = rect.width() - 2 * M - used
        story = QFontMetrics(small).elidedText(row.story, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.left() + M + used, base), story)

    def _paint_hit(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: HitRow) -> None:
        colours = self._theme.colours
        selected = state & QStyle.StateFlag.State_Selected
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if selected else colours.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        top = rect.top() + S
        if row.label:
            small = self._small()
            metrics = QFontMetrics(small)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, rect.width() - 2 * M)
            painter.drawText(QPointF(rect.left() + M, top + metrics.ascent()), label)
            top += metrics.lineSpacing()
        painter.setPen(QColor(colours.text))
        self._lay_out(row, rect.width() - 2 * M).draw(painter, QPointF(rect.left() + M, top))

    def _lay_out(self, row: HitRow, width: int) -> QTextLayout:
        """The words of a hit, wrapped, with the match in bold on a tint."""
        layout = QTextLayout(row.text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        emphasis = QTextCharFormat()
        emphasis.setFontWeight(QFont.Weight.Bold)
        emphasis.setBackground(QBrush(QColor(self._theme.colours.notice)))
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = _utf16(row.before), _utf16(row.match)
        marked.format = emphasis
        layout.setFormats([marked])
        layout.beginLayout()
        y = 0.0
        for _ in range(_MOST_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _font(self) -> QFont:
        ui = self._theme.font()
        return self._theme.prose_font(ui.pointSizeF() * 1.1) if self._prose else ui

    def _small(self) -> QFont:
        return self._theme.font(0.9)

    def _head_font(self) -> QFont:
        return self._theme.font(1.0, QFont.Weight.DemiBold)


def _utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2
