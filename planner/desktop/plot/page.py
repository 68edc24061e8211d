"""The page Plot: a strip of tabs, each made when it is first shown."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import PLOT, PlotTab
from planner.desktop.settings import PLOT_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


def _grid(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.plot.grid.view import GridTab

    return GridTab(desk, parent)


def _cards(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.plot.cards.tab import CardsTab

    return CardsTab(desk, parent)


def _table(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.plot.table.tab import TableTab

    return TableTab(desk, parent)


def _endings(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.plot.endings.tab import EndingsTab

    return EndingsTab(desk, parent)


def _drift(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.plot.drift.tab import DriftTab

    return DriftTab(desk, parent)


FACTORIES: dict[StrEnum, TabFactory] = {
    PlotTab.GRID: _grid,
    PlotTab.CARDS: _cards,
    PlotTab.TABLE: _table,
    PlotTab.ENDINGS: _endings,
    PlotTab.DRIFT: _drift,
}
"""How each tab is made, inside its parent. Their modules are loaded when they are first shown."""


class PlotPage(TabbedPage):
    """How the story is built, seen in several ways."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PLOT, FACTORIES, PLOT_TAB, parent)
        self.name_for_listeners(self.tr("Plot"), self.tr("Views of the plot"))
