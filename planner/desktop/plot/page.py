"""The page Plot: a strip of tabs, each made when it is first shown."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import PLOT, PlotTab
from planner.desktop.settings import PLOT_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory, loaded

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


FACTORIES: dict[StrEnum, TabFactory] = {
    PlotTab.GRID: loaded("planner.desktop.plot.grid.view", "GridTab"),
    PlotTab.CARDS: loaded("planner.desktop.plot.cards.tab", "CardsTab"),
    PlotTab.TABLE: loaded("planner.desktop.plot.table.tab", "TableTab"),
    PlotTab.ENDINGS: loaded("planner.desktop.plot.endings.tab", "EndingsTab"),
    PlotTab.DRIFT: loaded("planner.desktop.plot.drift.tab", "DriftTab"),
}
"""How each tab is made."""


class PlotPage(TabbedPage):
    """How the story is built, seen in several ways."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PLOT, FACTORIES, PLOT_TAB, parent)
        self.name_for_listeners(self.tr("Plot"), self.tr("Views of the plot"))
