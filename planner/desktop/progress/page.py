"""The page Progress: goals, pictures of what was written, the calendar, sprints, and the log."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.settings import PROGRESS_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


def _goals(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.progress.goals.tab import GoalsTab

    return GoalsTab(desk, parent)


def _charts(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.progress.charts.tab import ChartsTab

    return ChartsTab(desk, parent)


def _log(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.progress.log.tab import LogTab

    return LogTab(desk, parent)


def _calendar(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.progress.calendar.tab import CalendarTab

    return CalendarTab(desk, parent)


def _sprints(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.progress.sprints.tab import SprintsTab

    return SprintsTab(desk, parent)


FACTORIES: dict[StrEnum, TabFactory] = {
    ProgressTab.GOALS: _goals,
    ProgressTab.CHARTS: _charts,
    ProgressTab.CALENDAR: _calendar,
    ProgressTab.LOG: _log,
    ProgressTab.SPRINTS: _sprints,
}
"""How each tab is made, inside its parent. Their modules are loaded when they are first shown."""


class ProgressPage(TabbedPage):
    """How the writing goes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PROGRESS, FACTORIES, PROGRESS_TAB, parent)
        self.name_for_listeners(self.tr("Progress"), self.tr("Views of the progress"))
