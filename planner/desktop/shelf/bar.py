"""The bar above the cards: words to look for, states and fandoms to keep, an order, and a sign of what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.settings import SHELF_FANDOMS, SHELF_ORDER, SHELF_STATES
from planner.desktop.shelf.model import state_text
from planner.desktop.theme import XS, S
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.filters import FilterChoice, FilterLine
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.domain.outline import Story, StoryState
from planner.domain.shelf import ShelfOrder, ShelfView

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

MANY = 4
"""From so many stories on it is worth the room."""

_ORDERS = {
    ShelfOrder.OWN: mark("ShelfOrder", "My order"),
    ShelfOrder.TOUCHED: mark("ShelfOrder", "Last worked on"),
    ShelfOrder.TITLE: mark("ShelfOrder", "Title"),
    ShelfOrder.WORDS: mark("ShelfOrder", "Most words"),
    ShelfOrder.NEAREST: mark("ShelfOrder", "Closest to the end"),
}
_LINE_WIDTH = 26
"""Of the words to look for, in letters."""


class ShelfBar(QWidget):
    """What the author wants to see. Filters and order are kept for the next session, words looked for are not."""

    changed = Signal()
    """Emitted when `view` is another."""
    left = Signal()
    """Emitted when the author goes on to what was found."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf.bar")
        self._settings = desk.settings
        theme = desk.theme
        self.line = FilterLine(self)
        self.line.setObjectName("shelf.search")
        self.line.setPlaceholderText(self.tr("Find a story"))
        self.line.setAccessibleName(self.tr("Find a story"))
        self.line.setAccessibleDescription(self.tr("By words of its title, its fandom or a tag"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(self.line.fontMetrics().averageCharWidth() * _LINE_WIDTH)
        self.states: FilterChoice[StoryState] = FilterChoice(
            "shelf.states", self.tr("State"), self.tr("All states"), theme, self
        )
        self.states.offer(list(StoryState), state_text, lambda _state: QIcon())
        self.states.choose(_states(self._settings.get(SHELF_STATES)))
        self.fandoms: FilterChoice[str] = FilterChoice(
            "shelf.fandoms", self.tr("Fandom"), self.tr("All fandoms"), theme, self
        )
        self._kept = [fandom for fandom in self._settings.get(SHELF_FANDOMS).split("\n") if fandom]
        self.order = ChoiceBox("shelf.order", self)
        self.order.setAccessibleName(self.tr("Order"))
        for order, words in _ORDERS.items():
            self.order.addItem(QCoreApplication.translate("ShelfOrder", words), order)
        self.order.setCurrentIndex(max(0, self.order.findData(ShelfOrder(self._order()))))
        self._sign = label("", "small", parent=self)
        self._sign.setObjectName("shelf.hidden")
        self._everything = button(self.tr("Show all"), "shelf.show_all", self.clear, "link", parent=self)
        self._lay_out()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.left.connect(self.left)
        self.states.changed.connect(self._keep)
        self.fandoms.changed.connect(self._keep)
        self.order.activated.connect(lambda _index: self._keep())

    def _order(self) -> str:
        kept = self._settings.get(SHELF_ORDER)
        return kept if kept in set(ShelfOrder) else ShelfOrder.OWN

    def _lay_out(self) -> None:
        fields = FlowLayout()
        fields.setSpacing(XS)
        for each in (self.line, self.states, self.fandoms, self.order):
            fields.addWidget(each)
        sign = QHBoxLayout()
        sign.setSpacing(S)
        sign.addWidget(self._sign)
        sign.addWidget(self._everything)
        sign.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(fields)
        column.addLayout(sign)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.line, self.states, self.fandoms, self.order, self._everything

    @property
    def view(self) -> ShelfView:
        """What the author wants to see."""
        return ShelfView(
            ShelfOrder(self.order.currentData()), self.states.chosen, self.fandoms.chosen, self.line.text()
        )

    def offer(self, stories: list[Story]) -> None:
        """Offer the fandoms there are. The first time, those are chosen that were when the library was closed."""
        fandoms = sorted({story.fandom for story in stories if story.fandom}, key=str.casefold)
        self.fandoms.offer(fandoms, lambda fandom: fandom, lambda _fandom: QIcon())
        if self._kept and fandoms:
            kept, self._kept = self._kept, []
            self.fandoms.choose(kept)
        self.fandoms.setVisible(len(fandoms) > 1 or bool(self.fandoms.chosen))

    def tell(self, shown: int, total: int) -> None:
        """Say how much of the shelf is hidden."""
        hides = shown < total
        text = self.tr("{shown} of {total} stories shown").format(shown=number_text(shown), total=number_text(total))
        self._sign.setText(text if hides else "")
        self._sign.setVisible(hides)
        self._everything.setVisible(hides)
        self._everything.setAccessibleDescription(text if hides else "")

    def clear(self) -> None:
        """Show every story."""
        self.line.clear()
        self.states.clear()
        self.fandoms.clear()

    def _keep(self) -> None:
        view = self.view
        self._settings.set(SHELF_ORDER, view.order.value)
        self._settings.set(SHELF_STATES, " ".join(sorted(view.states)))
        self._settings.set(SHELF_FANDOMS, "\n".join(sorted(view.fandoms)))
        self.changed.emit()


def _states(text: str) -> frozenset[StoryState]:
    known = {state.value for state in StoryState}
    return frozenset(StoryState(word) for word in text.split() if word in known)
