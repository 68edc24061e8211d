"""The corkboard: cards that are walked, dragged and written on."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from planner.desktop.plot.cards.drop import Drop, beside, find_drop
from planner.desktop.plot.cards.model import CardsModel, Heading, Index
from planner.desktop.plot.cards.paint import CardPaint
from planner.desktop.theme import RADIUS, XS, L, S, Theme
from planner.desktop.widgets.in_place import InPlaceDelegate, InPlaceText
from planner.domain.arranging import Ref
from planner.domain.outline import Chapter, Scene

Field = Literal["title", "synopsis"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
}
_CONTROL = Qt.KeyboardModifier.ControlModifier


class CardsDelegate(InPlaceDelegate):
    """Draws cards and headings, and makes the field in which a card is written on."""

    written = Signal(object, str, str)
    """Emitted with the `Ref` of a card, the name of a field, and its new text."""

    def __init__(self, view: CardsView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = self._view.look
        if isinstance(self._view.cards.card(index), Heading):
            return QSize(self._view.row_width(), look.heading_height)
        return QSize(look.width, look.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._view
        card = view.cards.card(index)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(card, Heading):
            view.look.heading(painter, rect, card)
        elif card is not None:
            view.look.card(
                painter,
                rect,
                card,
                selected=bool(option.state & QStyle.StateFlag.State_Selected),
                hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
                current=index == view.currentIndex() and view.hasFocus(),
            )
        painter.restore()

    # Writing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        is_title = self._view.field == "title"
        words = self.tr("Title") if is_title else self.tr("Synopsis")
        editor = self.field(f"cards.{self._view.field}", words, one_line=is_title, parent=parent)
        editor.setProperty("field", self._view.field)
        editor.setFont((self._view.look.strong if is_title else self._view.look.body).font)
        return editor

    def fill(self, editor: QWidget, index: Index) -> None:
        card = self._view.cards.card(index)
        if isinstance(editor, InPlaceText) and card is not None:
            editor.write(getattr(card, editor.property("field")))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        card, ref = self._view.cards.card(index), self._view.cards.ref(index)
        if isinstance(editor, InPlaceText) and ref is not None:
            field: str = editor.property("field")
            if editor.text() != getattr(card, field):
                self.written.emit(ref, field, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        card = self._view.cards.card(index)
        if isinstance(editor, InPlaceText) and isinstance(card, Chapter | Scene):
            look, rect = self._view.look, option.rect
            is_title = editor.property("field") == "title"
            room = look.title_rect(rect, card) if is_title else look.synopsis_rect(rect, card)
            editor.setGeometry(room.adjusted(-XS, -XS, XS, XS))
            editor.set_least_height(room.height() + 2 * XS)


class CardsView(QListView):
    """Cards flow from left to right; a heading has a line of its own. The view writes nothing, and asks for moves."""

    place_wanted = Signal(object, object, object)
    """Emitted with cards (a list of `Ref`), and the parent and row before which they should lie."""
    step_wanted = Signal(object, int)
    """Emitted with cards and -1 or 1: one step towards the beginning or the end."""
    removal_wanted = Signal(object)
    """Emitted with the cards on which Delete was pressed."""
    opened = Signal(object)
    """Emitted with the `Ref` of a card that was double-clicked, or on which Ctrl+Enter was pressed."""
    left = Signal()
    """Emitted when the author wants to go back up."""
    zoom_wanted = Signal(int)
    """Emitted with the steps of the wheel while Ctrl is held."""

    def __init__(self, cards: CardsModel, theme: Theme, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Corkboard"))
        self.cards = cards
        self.field: Field = "synopsis"
        self.may_write = True
        self._theme = theme
        self._width = width
        self._drop: Drop | None = None
        # Qt keeps this much free on all sides of each card.
        self.setSpacing(S)
        self.setViewportMargins(S, 0, 0, 0)
        self.look = CardPaint(cards, theme, self._fitting_width())
        self.setModel(cards)
        self.delegate = CardsDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(lambda: self.set_card_width(self._width))

    # Sizes

    def set_card_width(self, width: int) -> None:
        """Draw cards of another width, in pixels at the usual text size."""
        self._width = width
        self.look = CardPaint(self.cards, self._theme, self._fitting_width())
        self.verticalScrollBar().setSingleStep(L)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def row_width(self) -> int:
        """How wide a line of cards can be: Qt keeps room for a scroll bar, and wraps what just fits."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(self.maximumViewportSize().width() - bar - 2 * self.spacing() - 2, 1)

    def _fitting_width(self) -> int:
        """The width at which the cards fill their line, at least that of the setting."""
        least, gap, room = round(self._width * self._theme.text_scale), 2 * self.spacing(), self.row_width()
        columns = max((room + gap) // (least + gap), 1)
        return (room + gap) // columns - gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting_width() != self.look.width:
            self.set_card_width(self._width)
        self.scheduleDelayedItemsLayout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # What is current

    def selected(self) -> list[Ref]:
        """The cards the author means, in reading order."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [ref for ref in map(self.cards.ref, rows) if ref is not None]

    def current(self) -> Ref | None:
        """The card with the cursor."""
        return self.cards.ref(self.currentIndex())

    def go_to(self, ref: Ref) -> None:
        """Put the cursor on a card and see that it is on the screen."""
        index = self.cards.index_of(ref)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def write(self, field: Field) -> None:
        """Write the title or the synopsis of the current card, on the card."""
        index = self.currentIndex()
        if self.may_write and self.cards.ref(index) is not None:
            self.field = field
            self.scrollTo(index)
            self.edit(index)

    def _open(self, index: Index) -> None:
        ref = self.cards.ref(index)
        if ref is not None:
            self.opened.emit(ref)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the field makes nothing of comes here; it is not meant for the board.
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not modifiers and event.key() in _ENTER:
            self.write("synopsis")
        elif not modifiers and event.key() == Qt.Key.Key_F2:
            self.write("title")
        elif modifiers == _CONTROL and event.key() in _ENTER:
            self._open(self.currentIndex())
        elif not modifiers and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.left.emit()
        elif not modifiers and event.key() == Qt.Key.Key_Delete and self.may_write:
            self.removal_wanted.emit(self.selected())
        elif modifiers == Qt.KeyboardModifier.AltModifier and event.key() in (*_STEPS, *_ROWS):
            self._move(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def _move(self, key: Qt.Key) -> None:
        """Move the selected cards one place, or one line of cards."""
        refs = self.selected()
        if not refs or not self.may_write:
            return
        if key in _STEPS:
            self.step_wanted.emit(refs, _STEPS[key])
            return
        target = self.cards.ref(self.moveCursor(_ROWS[key], Qt.KeyboardModifier.NoModifier))
        if target is not None and target not in refs:
            self.place_wanted.emit(refs, *beside(self.cards, target, after=key == Qt.Key.Key_Down))

    # Dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.may_write and self.cards.carried(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # Qt's own scrolls while the cards are held near the edge.
        super().dragMoveEvent(event)
        self._show_drop(self._find_drop(event))
        event.setAccepted(self._drop is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        drop, refs = self._find_drop(event), self.cards.carried(event.mimeData())
        self._show_drop(None)
        self.setState(QAbstractItemView.State.NoState)
        self.stopAutoScroll()
        if drop is None:
            event.ignore()
            return
        # The library moves the cards: were it a move for Qt, it would remove them from the model.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.place_wanted.emit(refs, drop.parent, drop.row)

    def stopAutoScroll(self) -> None:
        """Stop scrolling for a drag that is over."""
        self.setAutoScroll(False)
        self.setAutoScroll(True)

    def _find_drop(self, event: QDropEvent) -> Drop | None:
        at: QPoint = event.position().toPoint()
        return find_drop(self, self.cards, at, self.cards.carried(event.mimeData())) if self.may_write else None

    def _show_drop(self, drop: Drop | None) -> None:
        self._drop = drop
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self._theme.colours.accent)
        if self._drop.mark.width() > RADIUS:
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(self._drop.mark).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        else:
            painter.fillRect(self._drop.mark, accent)
