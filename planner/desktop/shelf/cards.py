"""The cards as a grid that fits the width: the arrow keys go between them, a click or Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from planner.desktop.shelf.card import CardDelegate
from planner.desktop.shelf.model import ShelfModel
from planner.desktop.theme import XS
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class CardsView(QListView):
    """A list view laid out in columns of equal width."""

    opened = Signal(object)
    """Emitted with the `StoryId` of the card that was clicked, or current when Enter was pressed."""
    delete_wanted = Signal(object)
    """Emitted with the `StoryId` of the current card when Delete was pressed."""
    menu_wanted = Signal(object, QPoint)
    """Emitted with a `StoryId` and the place on the screen where its menu belongs."""
    state_wanted = Signal(object, QPoint)
    """The same for the menu of its states, when the chip was clicked or Alt+Down was pressed."""

    def __init__(self, desk: Desk, model: ShelfModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf.cards")
        self.setAccessibleName(self.tr("Stories"))
        self._model = model
        self._fixed = desk.library.read_only
        self._on_chip = False
        self._delegate = CardDelegate(desk.theme, lambda: desk.day.today, self._fixed, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.clicked.connect(self._take)
        desk.theme.changed.connect(self._fit)

    def rename(self, story_id: StoryId) -> None:
        """Let the author type another title on the card."""
        index = self._model.index(self._model.row_of(story_id))
        self.setCurrentIndex(index)
        self.edit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectionModel().setCurrentIndex(self._model.index(0), QItemSelectionModel.SelectionFlag.SelectCurrent)

    def chip_of(self, index: QModelIndex) -> QRect:
        """Where the state of a card stands on the view."""
        return self._delegate.chip(self.visualRect(index), self._model.card(index.row()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_chip = index.isValid() and self.chip_of(index).contains(event.position().toPoint())
        self._on_chip = on_chip and not self._fixed
        super().mousePressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if self._on_chip:
            self._ask_state(index)
        else:
            self.opened.emit(self._id_at(index))

    def _ask_state(self, index: QModelIndex) -> None:
        at = self.chip_of(index).bottomLeft() + QPoint(0, XS)
        self.state_wanted.emit(self._id_at(index), self.viewport().mapToGlobal(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over_card = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over_card else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._id_at(index))
        elif index.isValid() and event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if not self._fixed:
                self._ask_state(index)
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Delete):
            self.delete_wanted.emit(self._id_at(index))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_wanted.emit(self._id_at(index), at)

    def _id_at(self, index: QModelIndex) -> StoryId:
        return self._model.card(index.row()).story.id

    def _fit(self) -> None:
        # Qt lays items out as if the scroll bar were always there, and one pixel short of the rest.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        cell = self._delegate.cell(self.maximumViewportSize().width() - bar - 1)
        if cell != self.gridSize():
            self.setGridSize(QSize(cell))
