"""A part of a card that folds away under its heading, and is made when it is first unfolded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.goals.texts import tr
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.buttons import PressButton

PartT = TypeVar("PartT", bound=QWidget)


class Fold(QWidget, Generic[PartT]):
    """A heading that unfolds a part."""

    toggled = Signal(bool)
    """Emitted when the author folds or unfolds it."""

    def __init__(
        self, theme: Theme, name: str, text: str, make: Callable[[], PartT], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._make = make
        self.part: PartT | None = None
        self.is_open = False
        self._button = PressButton(text)
        self._button.setObjectName(f"{name}.head")
        self._button.setAccessibleName(text)
        self._button.setProperty("kind", "fold")
        self._button.setProperty("tight", "true")
        self._button.clicked.connect(self._toggle)
        self._beside: list[QWidget] = []
        self._head = QHBoxLayout()
        self._head.setSpacing(S)
        self._head.addWidget(self._button)
        self._head.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self._column.addLayout(self._head)
        self.set_open(False)

    def add_beside(self, widget: QWidget) -> None:
        """Put something beside the heading, to be seen while it is unfolded."""
        self._beside.append(widget)
        self._head.addWidget(widget)
        widget.setVisible(self.is_open)

    def set_text(self, text: str) -> None:
        """Have another heading."""
        self._button.setText(text)
        self._button.setAccessibleName(text)

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold it, making the part if need be."""
        self.is_open = is_open
        if is_open and self.part is None:
            self.part = self._make()
            self._column.addWidget(self.part)
        if self.part is not None:
            self.part.setVisible(is_open)
        for beside in self._beside:
            beside.setVisible(is_open)
        self._button.setIcon(icon("caret-down" if is_open else "caret-right", self._theme, "muted"))
        self._button.setAccessibleDescription(tr("Unfolded") if is_open else tr("Folded"))

    def _toggle(self) -> None:
        self.set_open(not self.is_open)
        self.toggled.emit(self.is_open)
