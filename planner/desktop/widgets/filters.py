"""What filters are made of: a line for words, and buttons with menus of things to keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from planner.desktop.icons import icon
from planner.desktop.theme import Theme

Key = TypeVar("Key", bound=Hashable)


class FilterLine(QLineEdit):
    """Words to look for in what lies below; Escape clears them, Enter and Down go on to what was found."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterChoice(QToolButton, Generic[Key]):
    """A button with a menu of things to keep; none checked keeps all. It says which are checked."""

    changed = Signal()

    def __init__(self, name: str, words: str, everything: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._everything = everything
        self._theme = theme
        self._actions: dict[Key, QAction] = {}
        self._menu = QMenu(self)
        self._menu.setObjectName(f"{name}_menu")
        self.setObjectName(name)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "choice")
        self._say()

    def offer(self, keys: Sequence[Key], words: Callable[[Key], str], drawing: Callable[[Key], QIcon]) -> None:
        """Offer these; what was checked stays so."""
        kept = self.chosen
        self._menu.clear()
        self._actions = {}
        for key in keys:
            action = self._menu.addAction(drawing(key), words(key))
            action.setCheckable(True)
            action.setChecked(key in kept)
            action.toggled.connect(lambda _on: self._tell())
            self._actions[key] = action
        self._menu.addSeparator()
        self._menu.addAction(self._everything, self.clear)
        self._say()

    @property
    def chosen(self) -> frozenset[Key]:
        """What is to be kept; empty for everything."""
        return frozenset(key for key, action in self._actions.items() if action.isChecked())

    def clear(self) -> None:
        """Keep everything."""
        self.choose(frozenset())

    def choose(self, keys: Collection[Key]) -> None:
        """Keep these; those that are not offered are passed over."""
        for key, action in self._actions.items():
            action.setChecked(key in keys)

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        names = [action.text() for action in self._actions.values() if action.isChecked()]
        shown = self._words if not names else names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
        self.setText(shown)
        self.setAccessibleName(self._words if not names else f"{self._words}: {', '.join(names)}")
        self.setIcon(icon("filter", self._theme, "accent" if names else "muted"))
