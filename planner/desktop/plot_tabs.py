"""The tabs of the page Plot; apart from its room, so that commands can name them and naming one loads no page."""

from __future__ import annotations

from enum import StrEnum

from planner.desktop.translation import mark


class PlotTab(StrEnum):
    """The tabs, in order."""

    GRID = "grid"
    CARDS = "cards"
    TABLE = "table"
    ENDINGS = "endings"
    DRIFT = "drift"


TAB_NAMES = {
    PlotTab.GRID: mark("Plot", "Grid"),
    PlotTab.CARDS: mark("Plot", "Cards"),
    PlotTab.TABLE: mark("Plot", "Table"),
    PlotTab.ENDINGS: mark("Plot", "Endings"),
    PlotTab.DRIFT: mark("Plot", "Drift"),
}


def tab_command(tab: PlotTab) -> str:
    """The id of the command that shows a tab."""
    return f"plot.tab.{tab.value}"
