"""A table of a story that is read anew when the library changes, or once it is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.desktop.widgets.crossing import CrossingModel
from planner.domain.changes import ChangeSet
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library


class OfStory(Protocol):
    """What is read of one story."""

    @property
    def story_id(self) -> StoryId:
        """The story."""


SheetT = TypeVar("SheetT", bound=OfStory)


class StoryTable(CrossingModel, Generic[SheetT]):
    """What it shows is its ``sheet``; how that becomes rows and columns is said in ``show_sheet``.

    The model writes nothing: whoever changes the library has the `ChangeSet` come back here. While it is not awake it
    only remembers that something changed.
    """

    followed = Signal()
    """Emitted after the table has followed a change, another story, or another way to show it."""

    tables: tuple[str, ...] = ()
    """What a sheet is read from."""

    def __init__(
        self,
        library: Library,
        bus: Bus,
        read: Callable[[Library, StoryId], SheetT],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._read_sheet = read
        self.sheet: SheetT | None = None
        self._awake = True
        self._stale = False
        bus.changed.connect(self._follow)

    def show_sheet(self, sheet: SheetT | None) -> None:
        """Become the table of this sheet."""
        raise NotImplementedError

    def open(self, story_id: StoryId | None) -> None:
        """Show another story, or none."""
        self.show_sheet(self._read(story_id))

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the table is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale and self.sheet is not None:
            self._stale = False
            self.show_sheet(self._read(self.sheet.story_id))

    def _read(self, story_id: StoryId | None) -> SheetT | None:
        if story_id is None:
            return None
        try:
            return self._read_sheet(self._library, story_id)
        except KeyError:
            return None

    def _follow(self, changes: ChangeSet) -> None:
        if self.sheet is None or not changes.touches(*self.tables):
            return
        if self._awake:
            self.show_sheet(self._read(self.sheet.story_id))
        else:
            self._stale = True
