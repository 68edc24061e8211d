"""How a cell of the matrix is drawn, and the field in which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from planner.desktop.cast.matrix.cells import Cell, cell_title
from planner.desktop.icons import pixmap
from planner.desktop.theme import XS, S
from planner.desktop.widgets.crossing import Index
from planner.desktop.widgets.in_place import InPlaceDelegate, InPlaceText
from planner.desktop.widgets.ties import closeness_text, kind_colour, kind_pen
from planner.domain.ties import Direction, Standing, Tie, TieKind

if TYPE_CHECKING:
    from planner.desktop.cast.matrix.table import MatrixTable

_TINT = 0.07
_TINT_STEP = 0.03
_STROKE = 16
_LOCK = 13
_FIELD = 190
"""The least width of the field, at a text scale of 1."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class MatrixDelegate(InPlaceDelegate):
    """Draws people on the diagonal, ties elsewhere: in words, or by signs alone where many must fit."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, rect = self._table, option.rect
        colours = table.theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell, entry = table.matrix.cell(index), table.matrix.entry(index)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(colours.raised))
        if table.matrix.is_self(index):
            self._paint_self(painter, rect, index)
        elif entry is not None and table.matrix.bonds is not None:
            kind = table.matrix.bonds.kind(entry[1].kind)
            self._paint_ground(painter, rect, entry[1], kind)
            if table.signs_only:
                self._paint_signs(painter, rect, cell, entry, kind)
            else:
                self._paint_words(painter, rect, cell, entry, kind)
        else:
            self._paint_empty(painter, rect, cell, hovered=hovered)
        line = QColor(colours.border)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line)
        if index == table.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent if table.hasFocus() else colours.muted), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -2), 3, 3)
        painter.restore()

    def _paint_self(self, painter: QPainter, rect: QRect, index: Index) -> None:
        table = self._table
        painter.fillRect(rect, QColor(table.theme.colours.surface))
        person = table.matrix.person_at(index.row())
        if person is not None:
            side = table.sizes.face
            face = table.portraits.portrait(person, side, table.devicePixelRatioF())
            painter.drawPixmap(rect.center().x() - side // 2, rect.center().y() - side // 2, face)

    def _paint_ground(self, painter: QPainter, rect: QRect, standing: Standing, kind: TieKind) -> None:
        tint = kind_colour(kind, self._table.theme)
        tint.setAlphaF(_TINT + _TINT_STEP * abs(standing.closeness or 0))
        painter.fillRect(rect, tint)

    def _paint_words(
        self, painter: QPainter, rect: QRect, cell: Cell, entry: tuple[Tie, Standing], kind: TieKind
    ) -> None:
        """What it is called; below it the line of its kind, how close, and what else there is to know."""
        theme = self._table.theme
        font, small = theme.font(0.92), theme.font(0.85)
        room = rect.adjusted(S, XS, -S, -XS)
        upper = QRect(room.left(), room.top(), room.width(), QFontMetrics(font).height())
        painter.setFont(font)
        painter.setPen(QColor(theme.colours.text))
        title = QFontMetrics(font).elidedText(cell_title(entry), Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, _LEFT, title)
        lower = QRect(room.left(), upper.bottom() + 1, room.width(), room.bottom() - upper.bottom())
        stroke = round(_STROKE * theme.text_scale)
        self._paint_stroke(painter, kind, lower.left() + 1, lower.center().y() + 0.5, stroke)
        painter.setFont(small)
        painter.setPen(QColor(theme.colours.text))
        x = lower.left() + stroke + S
        for words in self._remarks(cell, entry):
            painter.drawText(QRect(x, lower.top(), lower.right() - x, lower.height()), _LEFT, words)
            x += QFontMetrics(small).horizontalAdvance(words) + S
        if entry[1].hidden:
            self._paint_lock(painter, QPointF(lower.right() - round(_LOCK * theme.text_scale), lower.center().y()))

    def _remarks(self, cell: Cell, entry: tuple[Tie, Standing]) -> list[str]:
        tie, standing = entry
        said = [closeness_text(standing.closeness)]
        if tie.direction is Direction.ONE_WAY:
            said.append("→")
        if len(cell.ties) > 1:
            said.append(self.tr("1 of {count}").format(count=len(cell.ties)))
        return [words for words in said if words]

    def _paint_signs(
        self, painter: QPainter, rect: QRect, cell: Cell, entry: tuple[Tie, Standing], kind: TieKind
    ) -> None:
        """How close, above the line of the kind; a corner where there are more."""
        theme, standing = self._table.theme, entry[1]
        painter.setFont(theme.font(0.85))
        painter.setPen(QColor(theme.colours.text))
        number = closeness_text(standing.closeness)
        low = rect.bottom() - 2 * XS
        if number:
            painter.drawText(QRect(rect.left(), rect.top(), rect.width(), low - rect.top()), _MIDDLE, number)
        else:
            low = rect.center().y()
        self._paint_stroke(painter, kind, rect.left() + XS + 1, low, rect.width() - 2 * XS - 2)
        if len(cell.ties) > 1:
            corner = [rect.topRight(), rect.topRight() + QPointF(-6, 0).toPoint(), rect.topRight()]
            corner[2] = corner[0] + QPointF(0, 6).toPoint()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colours.muted))
            painter.drawPolygon(corner)

    def _paint_stroke(self, painter: QPainter, kind: TieKind, left: float, y: float, width: float) -> None:
        painter.setPen(kind_pen(kind, self._table.theme, 2.2))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))

    def _paint_lock(self, painter: QPainter, place: QPointF) -> None:
        side = round(_LOCK * self._table.theme.text_scale)
        drawn = pixmap("lock", QColor(self._table.theme.colours.muted), side, self._table.devicePixelRatioF())
        painter.drawPixmap(place - QPointF(0, side / 2), drawn)

    def _paint_empty(self, painter: QPainter, rect: QRect, cell: Cell, *, hovered: bool) -> None:
        table = self._table
        words = "←" if cell.answers else "+" if hovered and table.matrix.may_write else ""
        if words:
            painter.setFont(table.theme.font())
            painter.setPen(QColor(table.theme.colours.faded if cell.answers else table.theme.colours.muted))
            painter.drawText(rect, _MIDDLE, words)

    # Writing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self.field("matrix.field", self.tr("Rivals, old grudge, −2"), one_line=True, parent=parent)
        field.setAccessibleName(self.tr("What it is, what it is called, how close"))
        field.setTabChangesFocus(True)
        field.setFont(self._table.theme.font())
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        room = self._table.viewport().width()
        rect: QRect = option.rect
        width = min(max(rect.width(), round(_FIELD * self._table.theme.text_scale)), room)
        left = max(0, min(rect.left(), room - width))
        editor.setGeometry(QRect(left, rect.top(), width, rect.height()))
        if isinstance(editor, InPlaceText):
            editor.set_least_height(rect.height())
