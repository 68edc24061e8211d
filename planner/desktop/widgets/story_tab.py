"""What tabs about the open story share: they sleep while nobody sees them, and go where the author goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

_TELL_AFTER_MS = 120
"""While an arrow key is held down, pages beside the tab need not follow to every cell."""


class Teller(QTimer):
    """Once started it tells, shortly after, where the author is; each start puts that off."""

    def __init__(self, tell: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_TELL_AFTER_MS)
        self.timeout.connect(tell)


class Sleeper(Protocol):
    """A model that reads nothing while nobody sees it."""

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once, or catch up later."""


ModelT = TypeVar("ModelT", bound=Sleeper)


class StoryTab(QWidget, Generic[ModelT]):
    """Has its model awake while it is on the screen. Its teller is for the tab to start."""

    model: ModelT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._teller = Teller(self._tell_place, self)

    def _follow_place(self) -> None:
        """Go to where the author is."""
        raise NotImplementedError

    def _tell_place(self) -> None:
        """Say where the author has gone on the tab."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.set_awake(True)
        self._follow_place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.set_awake(False)
