"""Short lists of sentences about the cast, of which each leads somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.theme import XS, L, M, Theme
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.rows import Index, RowsById

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Told:
    """A sentence with a smaller one beneath it; ``key`` tells it apart."""

    key: int
    text: str
    foot: str = ""


class ToldModel(RowsById):
    """The sentences; those that stay keep their rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._told: dict[int, Told] = {}

    def show(self, told: Sequence[Told]) -> None:
        """Show these sentences."""
        before, after = self._told, {each.key: each for each in told}
        # Rows that are about to go must still be found by a view that asks before they are gone.
        self._told = {**before, **after}
        self.follow_order(list(after))
        self._told = after
        self.touch(key for key, each in after.items() if before.get(key, each) != each)

    def key(self, row: int) -> int:
        """The key of a row."""
        return self._ids[row]

    def texts(self) -> list[str]:
        """The sentences, from top to bottom."""
        return [self._told[key].text for key in self._ids]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        told = self._told[self._ids[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return told.text
        if role == FOOT_ROLE:
            return told.foot
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{told.text} {told.foot}".strip()
        return None


class ToldView(LinesView):
    """A list of sentences; Enter and a click, or a double click, go where one leads."""

    opened = Signal(object)
    """Emitted with the key of a sentence that was opened: an int, which may be too large for Qt's own."""

    def __init__(self, theme: Theme, model: ToldModel, opens_on_click: bool) -> None:
        super().__init__()
        self._told = model
        self.setItemDelegate(LinesDelegate(theme, self))
        self.setModel(model)
        if opens_on_click:
            self.clicked.connect(self._open)
        else:
            self.doubleClicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._told.key(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ToldList(QWidget):
    """Sentences under a few words that say what they are of; hidden while there are none, unless ``stays``."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        title: str,
        *,
        stays: bool = False,
        opens_on_click: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stays = stays
        self.model = ToldModel(self)
        self.view = ToldView(theme, self.model, opens_on_click)
        self.view.setObjectName(name)
        self.view.setAccessibleName(title)
        self._title = label(title, "section")
        self._nothing = label("", "small", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(XS)
        self.column.addWidget(self._title)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.view, 1)
        self.column.addStretch(0)
        self.show_told(())

    def show_told(self, told: Sequence[Told], title: str = "", nothing: str = "") -> None:
        """Show these sentences, under other words if any are given; where there are none, say ``nothing``."""
        self.model.show(told)
        if title:
            self._title.setText(title)
            self.view.setAccessibleName(title)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not told and bool(nothing))
        self.view.setVisible(bool(told))
        self.setVisible(bool(told) or self._stays)


class ToldFoot(QWidget):
    """Lists beside one another beneath what they tell of, so high, but no more than a part of the room for both."""

    def __init__(self, theme: Theme, height: int, part: int, *lists: ToldList) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self._part = part
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(L)
        for each in lists:
            row.addWidget(each, 1)

    def fit(self, room: int) -> None:
        """Take a height at the present text size; large text in a low window leaves the most of it to the rest."""
        self.setFixedHeight(min(round(self._height * self._theme.text_scale), room // self._part))
