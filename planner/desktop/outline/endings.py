"""The commands that mark the chapter the author is in as an ending."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.domain.changes import ChangeSet
from planner.domain.endings import EndingKind
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

COMMANDS = {
    EndingKind.POSSIBLE: "outline.ending.possible",
    EndingKind.INTENDED: "outline.ending.intended",
}


class EndingActions(QObject):
    """Marks a chapter as a possible or the intended ending; chosen once more, the mark goes."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        for kind, command in COMMANDS.items():
            desk.commands.bind(command, partial(self._mark, kind))
        desk.place.selection_changed.connect(self.refresh)
        desk.bus.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Enable and check what applies to the chapter the author is in."""
        kind = self._kind()
        chapter_id, library = self._desk.place.chapter_id, self._desk.library
        applies = chapter_id is not None and not library.read_only and not library.outline.chapter(chapter_id).shelved
        for each, command in COMMANDS.items():
            self._desk.commands.enable(command, applies)
            self._desk.commands.check(command, each is kind)

    def _kind(self) -> EndingKind | None:
        place = self._desk.place
        if place.story_id is None or place.chapter_id is None:
            return None
        endings = self._desk.library.plot.endings(place.story_id)
        return next((ending.kind for ending in endings if ending.chapter_id == place.chapter_id), None)

    def _mark(self, kind: EndingKind) -> None:
        chapter_id, plot = self._desk.place.chapter_id, self._desk.library.plot
        if chapter_id is None:
            return
        try:
            if self._kind() is kind:
                with self._desk.library.change(self.tr("Unmark ending")):
                    plot.unmark_ending(chapter_id)
            else:
                with self._desk.library.change(self.tr("Mark ending")):
                    plot.mark_ending(chapter_id, kind)
        except PlannerError as error:
            self._desk.notices.error(error)
        self.refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("ending", "chapter"):
            self.refresh()
