"""The tabs of pages that have several; apart from their rooms, so that commands can name them and naming loads none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from planner.desktop.translation import mark


class PlotTab(StrEnum):
    """The tabs of Plot, in order."""

    GRID = "grid"
    CARDS = "cards"
    TABLE = "table"
    ENDINGS = "endings"
    DRIFT = "drift"


class CastTab(StrEnum):
    """The tabs of Cast, in order."""

    BOARD = "board"
    COURSE = "course"
    MATRIX = "matrix"
    SECRETS = "secrets"
    PRESENCE = "presence"


class ProgressTab(StrEnum):
    """The tabs of Progress, in order."""

    GOALS = "goals"
    CHARTS = "charts"
    CALENDAR = "calendar"
    SPRINTS = "sprints"
    LOG = "log"


@dataclass(frozen=True)
class PageTabs:
    """The tabs of one page. ``page`` begins the ids of their commands, ``context`` is that of their words."""

    page: str
    context: str
    words: Mapping[StrEnum, str]

    def command(self, tab: StrEnum) -> str:
        """The id of the command that shows a tab."""
        return f"{self.page}.tab.{tab.value}"

    def text(self, tab: StrEnum) -> str:
        """What a tab is called, in the author's language."""
        return QCoreApplication.translate(self.context, self.words[tab])

    def __iter__(self) -> Iterator[StrEnum]:
        return iter(self.words)


PLOT = PageTabs(
    "plot",
    "Plot",
    {
        PlotTab.GRID: mark("Plot", "Grid"),
        PlotTab.CARDS: mark("Plot", "Cards"),
        PlotTab.TABLE: mark("Plot", "Table"),
        PlotTab.ENDINGS: mark("Plot", "Endings"),
        PlotTab.DRIFT: mark("Plot", "Drift"),
    },
)
CAST = PageTabs(
    "cast",
    "Cast",
    {
        CastTab.BOARD: mark("Cast", "Board"),
        CastTab.COURSE: mark("Cast", "Course"),
        CastTab.MATRIX: mark("Cast", "Matrix"),
        CastTab.SECRETS: mark("Cast", "Secrets"),
        CastTab.PRESENCE: mark("Cast", "Presence"),
    },
)
PROGRESS = PageTabs(
    "progress",
    "Progress",
    {
        ProgressTab.GOALS: mark("Progress", "Goals"),
        ProgressTab.CHARTS: mark("Progress", "Charts"),
        ProgressTab.CALENDAR: mark("Progress", "Calendar"),
        ProgressTab.SPRINTS: mark("Progress", "Sprints"),
        ProgressTab.LOG: mark("Progress", "Log"),
    },
)
ALL_TABS = (PLOT, CAST, PROGRESS)
