"""The page Plot: a strip of tabs, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from planner.desktop.pages import KeepsText
from planner.desktop.plot_tabs import TAB_NAMES, PlotTab, tab_command
from planner.desktop.settings import PLOT_TAB
from planner.desktop.theme import M
from planner.desktop.widgets.labels import line

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


FACTORIES: dict[PlotTab, Callable[[Desk, QWidget], QWidget]] = {
    PlotTab.GRID: _grid,
    PlotTab.CARDS: _cards,
    PlotTab.TABLE: _table,
    PlotTab.ENDINGS: _endings,
    PlotTab.DRIFT: _drift,
}
"""How each tab is made, inside its parent. Their modules are loaded when they are first shown."""


class PlotPage(QWidget):
    """How the story is built, seen in several ways."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot")
        self.setAccessibleName(self.tr("Plot"))
        self._desk = desk
        self._names = [name for name in PlotTab if name in FACTORIES]
        self._made: dict[PlotTab, QWidget] = {}
        self._tabs = QTabBar()
        self._tabs.setObjectName("plot.tabs")
        self._tabs.setAccessibleName(self.tr("Views of the plot"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for name in self._names:
            self._tabs.addTab(QCoreApplication.translate("Plot", TAB_NAMES[name]))
            desk.commands.bind(tab_command(name), partial(self._go_to_tab, name))
        self._stack = QStackedWidget()
        self._lay_out()
        last = desk.settings.get(PLOT_TAB)
        self.show_tab(PlotTab(last) if last in self._names else self._names[0])
        self._tabs.currentChanged.connect(lambda index: self.show_tab(self._names[index]))
        desk.place.story_changed.connect(self._follow_story)

    def _lay_out(self) -> None:
        strip = QVBoxLayout()
        strip.setContentsMargins(M, M, M, 0)
        strip.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(strip)
        column.addWidget(line())
        column.addWidget(self._stack, 1)

    @property
    def made(self) -> list[PlotTab]:
        """The tabs that have been shown, the first first."""
        return list(self._made)

    def _go_to_tab(self, name: PlotTab) -> None:
        self._desk.commands.run("go.plot")
        self.show_tab(name)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_story(self, story_id: object) -> None:
        self._desk.commands.enable(map(tab_command, self._names), story_id is not None)

    def show_tab(self, name: PlotTab) -> QWidget:
        """Show a tab, making it if need be, and remember it for the next time."""
        tab = self._made.get(name)
        if tab is None:
            tab = self._made[name] = FACTORIES[name](self._desk, self._stack)
            self._stack.addWidget(tab)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(tab)
        if had_focus:
            # Qt would give it to whatever comes first, which is a filter or a menu.
            tab.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tabs.setCurrentIndex(self._names.index(name))
        self._desk.settings.set(PLOT_TAB, name.value)
        self.setFocusProxy(tab)
        return tab

    def flush(self) -> None:
        """Have every tab write down what it holds."""
        for tab in self._made.values():
            if isinstance(tab, KeepsText):
                tab.flush()
