"""The pages in the middle of the window, each built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget


class PageName(StrEnum):
    """The pages there are."""

    SHELF = "shelf"
    WRITE = "write"
    PLOT = "plot"
    CAST = "cast"
    PROGRESS = "progress"
    SEARCH = "search"
    PREFERENCES = "preferences"


STORY_PAGES = frozenset({PageName.WRITE, PageName.PLOT, PageName.CAST})
"""Pages of the open story, with the outline and the plan beside them."""

Factory = Callable[[QWidget], QWidget]
"""Makes a page inside its parent: a widget that gets another parent later loses the fonts it chose for itself, because
Qt dresses it again."""


@runtime_checkable
class KeepsText(Protocol):
    """A page that holds text which may not be on disk yet."""

    def flush(self) -> None:
        """Write it down now."""


@runtime_checkable
class MayKeepTextAlone(KeepsText, Protocol):
    """A page on which text may stand that the library could not take."""

    @property
    def has_unsaved_text(self) -> bool:
        """Whether there is such text after a ``flush``."""


class PageStack(QStackedWidget):
    """Shows one page at a time."""

    shown = Signal(object)
    """Emitted with the `PageName` of the page that is shown now."""
    made = Signal(object, object)
    """Emitted with the `PageName` and the widget of a page that was just built."""

    def __init__(self, factories: Mapping[PageName, Factory], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._factories = factories
        self._built: dict[PageName, QWidget] = {}
        self.name: PageName | None = None
        self.previous: PageName = PageName.SHELF

    def built(self, name: PageName) -> QWidget | None:
        """The page, if it was built."""
        return self._built.get(name)

    def show_page(self, name: PageName) -> QWidget:
        """Show a page, building it if need be, and give it the focus."""
        page = self._built.get(name)
        if page is None:
            page = self._built[name] = self._factories[name](self)
            self.addWidget(page)
            self.made.emit(name, page)
        if name != self.name:
            self.flush()
            if self.name is not None:
                self.previous = self.name
            self.name = name
            self._make_room_for(page)
            self.setCurrentWidget(page)
            self.shown.emit(name)
        return page

    def _make_room_for(self, page: QWidget) -> None:
        """Let the page alone say how small the window may be, not those that are out of sight."""
        for each in self._built.values():
            policy = QSizePolicy.Policy.Preferred if each is page else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)

    def flush(self) -> None:
        """Have every page write down what it holds."""
        for page in self._built.values():
            if isinstance(page, KeepsText):
                page.flush()

    @property
    def has_unsaved_text(self) -> bool:
        """Whether text stands on a page that the library could not take."""
        return any(isinstance(page, MayKeepTextAlone) and page.has_unsaved_text for page in self._built.values())
