"""Buttons in the few kinds the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

_GAP = "\N{THIN SPACE}"

Kind = Literal["plain", "primary", "quiet", "link", "status"]


class PressButton(QPushButton):
    """A push button that Enter presses while it has the focus; Qt's own leave that to the default of a dialog."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # A dialog must not make whatever button comes first its default, in accent colour.
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    name: str,
    on_click: Callable[[], object] | None = None,
    kind: Kind = "plain",
    icon: QIcon | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A push button; ``name`` is its object name."""
    made = PressButton(text, parent)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", ""))
    made.setProperty("kind", kind)
    if icon is not None:
        made.setIcon(icon)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


class ActionButton(PressButton):
    """A push button that does a command: it takes the command's words and icon, and is enabled when it is.

    On a primary button, where the command's own icon would be in the wrong colour, there is only the ``icon`` given.
    """

    def __init__(
        self, action: QAction, kind: Kind = "plain", parent: QWidget | None = None, icon: QIcon | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._action = action
        self.setObjectName(f"button.{action.objectName()}")
        self.setProperty("kind", kind)
        if icon is not None:
            self.setIcon(icon)
        elif kind != "primary":
            self.setIcon(action.icon())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        # Qt draws the icon right beside the words, and style sheets cannot part them.
        gap = "" if self.icon().isNull() else _GAP
        self.setText(gap + self._action.text())
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())


def action_button(
    action: QAction, kind: Kind = "plain", parent: QWidget | None = None, icon: QIcon | None = None
) -> QPushButton:
    """A push button that does a command."""
    return ActionButton(action, kind, parent, icon)


def icon_button(
    icon: QIcon, text: str, name: str, on_click: Callable[[], object] | None = None, parent: QWidget | None = None
) -> QToolButton:
    """A small button that shows an icon only; ``text`` is its tool tip and accessible name."""
    made = QToolButton(parent)
    made.setObjectName(name)
    made.setIcon(icon)
    made.setToolTip(text)
    made.setAccessibleName(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


class ActionToolButton(QToolButton):
    """A small icon button for a command, with its shortcut in the tool tip."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setObjectName(f"tool.{action.objectName()}")
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        words = self._action.text().rstrip("…")
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})" if keys else words)


def tool_button(action: QAction, parent: QWidget | None = None) -> QToolButton:
    """A small icon button for a command."""
    return ActionToolButton(action, parent)
