"""The chart of presence as it is drawn and walked through: a square for each chapter somebody is in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.desktop.cast.people_table import PeopleTable
from planner.desktop.cast.presence.model import PresenceModel
from planner.desktop.cast.presence.sheet import Row
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.crossing import Index
from planner.desktop.widgets.people import Portraits, person_name
from planner.desktop.widgets.sections import SectionHeader

_COLUMN = 28
_NAMES = 150
_FIGURES = (44, 44, 52, 44, 64)
"""How wide the columns of figures beside a name are, at a text scale of 1."""
_SPARED = (4, 3, 1, 0, 2)
"""Which of the figures go first where names and figures would leave the chart too little room."""
_MOST_OF_WIDTH = 0.56
_FACE = 20
_FAINTEST, _STRONGEST = 0.16, 0.46
"""How much of its colour the square of one scene has, and that of very many."""
_MANY = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SquareDelegate(QStyledItemDelegate):
    """Draws a square with the number of scenes; the corner is folded where somebody tells any of them."""

    def __init__(self, table: PresenceTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, colours, rect = self._table, self._table.theme.colours, option.rect
        cell = table.chart.cell(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.border))
        if cell is not None:
            square = QRectF(rect).adjusted(2, 2, -3, -3)
            tint = QColor(colours.accent)
            strength = min(cell.scenes, _MANY) / _MANY
            tint.setAlphaF(_FAINTEST + (_STRONGEST - _FAINTEST) * strength)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(square, 3, 3)
            if cell.told:
                fold = square.width() * 0.36
                painter.setBrush(QColor(colours.accent))
                corner = square.topRight()
                painter.drawPolygon(QPolygonF([corner - QPointF(fold, 0), corner, corner + QPointF(0, fold)]))
            painter.setFont(table.theme.font(0.85, QFont.Weight.DemiBold if cell.told else QFont.Weight.Normal))
            painter.setPen(QColor(colours.text))
            painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(cell.scenes))
        if index == table.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent if table.hasFocus() else colours.muted), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -1.5, -1.5), 3, 3)
        painter.restore()


class PeopleHeader(SectionHeader):
    """Everybody with their picture, and in figures where they are: first, last, scenes, scenes and words they tell."""

    def __init__(self, table: PresenceTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table, table.theme)
        self._table = table

    def sizeHint(self) -> QSize:
        return QSize(self._table.names_width, self._table.row_height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table, colours = self._table, self._table.theme.colours
        row = table.chart.row_at(section)
        if row is None:
            return
        current = section == table.currentIndex().row()
        lit = current and table.hasFocus()
        painter.fillRect(rect, QColor(colours.selection if lit else colours.surface))
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        side = table.face
        drawn = table.portraits.portrait(row.person, side, self.devicePixelRatioF())
        painter.drawPixmap(rect.left() + S, rect.top() + (rect.height() - side) // 2, drawn)
        font = table.theme.font(1.0, QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        left = rect.left() + 2 * S + side
        room = QRect(left, rect.top(), rect.left() + table.scaled(_NAMES) - left, rect.height())
        name = QFontMetrics(font).elidedText(person_name(row.person), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        painter.setFont(table.theme.font(0.9))
        painter.setPen(QColor(colours.muted))
        told = figures(row)
        for figure, place in table.figure_rects(rect):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), told[figure])


class ChaptersHeader(QHeaderView):
    """The numbers of the chapters; those that are not written yet are paler and slanted."""

    def __init__(self, table: PresenceTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    def sizeHint(self) -> QSize:
        return QSize(self._table.scaled(_COLUMN), QFontMetrics(self._table.theme.font(0.85)).height() + 2 * S)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table, colours = self._table, self._table.theme.colours
        chapter = table.chart.chapter_at(section)
        if chapter is None:
            return
        current = section == table.currentIndex().column()
        painter.fillRect(rect, QColor(colours.selection if current and table.hasFocus() else colours.surface))
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = table.theme.font(0.85, QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        font.setItalic(not chapter.status.is_written)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if chapter.status.is_written else colours.muted))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(chapter.number))


class FiguresHeader(QWidget):
    """What the figures beside the names are; it stands in the corner of the two headers."""

    def __init__(self, table: PresenceTable) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName("presence.figures")

    def words(self) -> list[str]:
        """The words above the figures."""
        return [self.tr("First"), self.tr("Last"), self.tr("Scenes"), self.tr("Tells"), self.tr("Words")]

    def paintEvent(self, event: QPaintEvent) -> None:
        table, painter = self._table, QPainter(self)
        painter.fillRect(self.rect(), QColor(table.theme.colours.surface))
        painter.setPen(QPen(QColor(table.theme.colours.border), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        font = table.theme.font(0.85, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(table.theme.colours.muted))
        words = self.words()
        for figure, place in table.figure_rects(self.rect()):
            text = QFontMetrics(font).elidedText(words[figure], Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


class PresenceTable(PeopleTable):
    """The chart. A click goes to the chapter, the space bar says that somebody is there, or is not."""

    went = Signal()
    """Emitted when the author has gone to another cell."""
    chapter_opened = Signal(QModelIndex)
    """Emitted with a cell on which Enter was pressed, or which was double-clicked."""
    turned = Signal(QModelIndex)
    """Emitted with a cell in which somebody should be there, or should not."""
    menu_wanted = Signal(QModelIndex)
    person_opened = Signal(int)

    def __init__(self, model: PresenceModel, theme: Theme, portraits: Portraits, parent: QWidget | None = None) -> None:
        super().__init__(theme, portraits, parent)
        self.chart = model
        self.setObjectName("presence.chart")
        self.setAccessibleName(self.tr("Who is in which chapter"))
        self._people, self._chapters = PeopleHeader(self), ChaptersHeader(self)
        self._corner = FiguresHeader(self)
        self.show_model(model, self._people, self._chapters, SquareDelegate(self))
        self.selectionModel().currentChanged.connect(self._go)
        self._people.picked.connect(self.pick_row)
        self._people.opened.connect(self.person_opened)
        self.doubleClicked.connect(self.chapter_opened)
        theme.changed.connect(self.fit)
        portraits.ready.connect(lambda _person: self._people.viewport().update())
        self.fit()

    # Sizes

    def scaled(self, pixels: int) -> int:
        """A size at the text scale in use."""
        return round(pixels * self.theme.text_scale)

    @property
    def face(self) -> int:
        """How wide and high a picture is."""
        return self.scaled(_FACE)

    @property
    def names_width(self) -> int:
        """How wide names and figures are."""
        return self._width_of(self.figures())

    def _width_of(self, shown: Sequence[int]) -> int:
        return self.scaled(_NAMES) + sum(self.scaled(_FIGURES[figure]) for figure in shown) + S

    def figures(self) -> list[int]:
        """Which figures are shown beside the names: all, or as many as leave the chart its room."""
        shown = list(range(len(_FIGURES)))
        for figure in _SPARED:
            if self._width_of(shown) <= self.width() * _MOST_OF_WIDTH:
                break
            shown.remove(figure)
        return shown

    @property
    def row_height(self) -> int:
        """How high each row is."""
        return max(self.face, QFontMetrics(self.theme.font()).height()) + 2 * XS

    def figure_rects(self, rect: QRect) -> list[tuple[int, QRect]]:
        """The figures of a row that are shown, and where they are."""
        left, places = rect.left() + self.scaled(_NAMES), []
        for figure in self.figures():
            width = self.scaled(_FIGURES[figure])
            places.append((figure, QRect(left + XS, rect.top(), width - XS, rect.height())))
            left += width
        return places

    def fit(self) -> None:
        """Give rows and columns their sizes."""
        self._chapters.setDefaultSectionSize(self.scaled(_COLUMN))
        self._people.setDefaultSectionSize(self.row_height)
        self._people.setFixedWidth(self.names_width)
        self.updateGeometries()
        self._place_corner()
        self.viewport().update()

    def _place_corner(self) -> None:
        self._corner.setGeometry(self._people.x(), self._chapters.y(), self._people.width(), self._chapters.height())
        self._corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._people.width() != self.names_width:
            self._people.setFixedWidth(self.names_width)
            self.updateGeometries()
        self._place_corner()

    # Where the author is

    def _go(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._people.viewport().update()
        self._chapters.viewport().update()
        self.went.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.chapter_opened.emit(index)
        elif event.key() == Qt.Key.Key_Space:
            self.turned.emit(index)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_place(event)
        if self.currentIndex().isValid():
            self.menu_wanted.emit(self.currentIndex())


def figures(row: Row) -> list[str]:
    """Where somebody is, in figures; empty where there are none."""
    presence, told = row.presence, row.told
    numbers = (presence.first, presence.last, presence.scenes, told.scenes, told.words)
    return [number_text(number) if number else "" for number in numbers]
