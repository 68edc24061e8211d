"""Everything a page may need, in one frozen object that app.py fills and hands to each page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.commands import CommandSet
    from planner.desktop.day_turn import DayTurn
    from planner.desktop.notices import Notices
    from planner.desktop.place import CurrentPlace
    from planner.desktop.settings import Settings
    from planner.desktop.sprint_keeper import SprintKeeper
    from planner.desktop.tasks import Tasks
    from planner.desktop.theme import Theme
    from planner.library.file import Library


@dataclass(frozen=True)
class Desk:
    """The open library and what the pages share around it.

    A page's constructor takes ``desk`` and a parent, and nothing else.
    """

    library: Library
    bus: Bus
    place: CurrentPlace
    settings: Settings
    theme: Theme
    commands: CommandSet
    notices: Notices
    tasks: Tasks
    day: DayTurn

    @cached_property
    def sprints(self) -> SprintKeeper:
        """The sprint under way; made when it is first asked for, which is after the first paint."""
        from planner.desktop.sprint_keeper import SprintKeeper

        return SprintKeeper(self, self.bus)
