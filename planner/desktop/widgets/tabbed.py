"""A page that is a strip of tabs, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from planner.desktop.page_tabs import PageTabs
from planner.desktop.pages import KeepsText
from planner.desktop.settings import Setting
from planner.desktop.theme import M
from planner.desktop.widgets.labels import line

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

TabFactory = Callable[["Desk", QWidget], QWidget]
"""Makes a tab inside its parent."""


def loaded(module: str, name: str) -> TabFactory:
    """Makes the tab that a module has under this name; the module is loaded when the tab is first shown."""

    def make(desk: Desk, parent: QWidget) -> QWidget:
        tab = getattr(import_module(module), name)(desk, parent)
        assert isinstance(tab, QWidget)
        return tab

    return make


class TabbedPage(QWidget):
    """One thing seen in several ways. The tab shown last is remembered."""

    def __init__(
        self,
        desk: Desk,
        tabs: PageTabs,
        factories: Mapping[StrEnum, TabFactory],
        setting: Setting[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(tabs.page)
        self._desk = desk
        self._factories = factories
        self._setting = setting
        self._names = [name for name in tabs if name in factories]
        self._made: dict[StrEnum, QWidget] = {}
        self._tabs = QTabBar()
        self._tabs.setObjectName(f"{tabs.page}.tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for name in self._names:
            self._tabs.addTab(tabs.text(name))
        self._stack = QStackedWidget()
        self._lay_out()
        last = desk.settings.get(setting)
        self.show_tab(next((name for name in self._names if name.value == last), self._names[0]))
        self._tabs.currentChanged.connect(lambda index: self.show_tab(self._names[index]))

    def name_for_listeners(self, page: str, views: str) -> None:
        """Say to screen readers what the page and its strip of tabs are."""
        self.setAccessibleName(page)
        self._tabs.setAccessibleName(views)

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
    def made(self) -> list[StrEnum]:
        """The tabs that have been shown, the first first."""
        return list(self._made)

    def show_tab(self, name: StrEnum) -> QWidget:
        """Show a tab, making it if need be, and remember it for the next time."""
        tab = self._made.get(name)
        if tab is None:
            tab = self._made[name] = self._factories[name](self._desk, self._stack)
            self._stack.addWidget(tab)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(tab)
        if had_focus:
            # Qt would give it to whatever comes first, which is a filter or a menu.
            tab.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tabs.setCurrentIndex(self._names.index(name))
        self._desk.settings.set(self._setting, name.value)
        self.setFocusProxy(tab)
        return tab

    def flush(self) -> None:
        """Have every tab write down what it holds."""
        for tab in self._made.values():
            if isinstance(tab, KeepsText):
                tab.flush()
