"""The page Progress: goals, pictures of what was written, the calendar, sprints, and the log."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.settings import PROGRESS_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory, loaded

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


FACTORIES: dict[StrEnum, TabFactory] = {
    ProgressTab.GOALS: loaded("planner.desktop.progress.goals.tab", "GoalsTab"),
    ProgressTab.CHARTS: loaded("planner.desktop.progress.charts.tab", "ChartsTab"),
    ProgressTab.CALENDAR: loaded("planner.desktop.progress.calendar.tab", "CalendarTab"),
    ProgressTab.LOG: loaded("planner.desktop.progress.log.tab", "LogTab"),
    ProgressTab.SPRINTS: loaded("planner.desktop.progress.sprints.tab", "SprintsTab"),
}
"""How each tab is made."""


class ProgressPage(TabbedPage):
    """How the writing goes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PROGRESS, FACTORIES, PROGRESS_TAB, parent)
        self.name_for_listeners(self.tr("Progress"), self.tr("Views of the progress"))
