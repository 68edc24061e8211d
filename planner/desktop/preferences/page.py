"""The preferences page: a column with a tab for each group of settings, each made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.preferences.library import LibraryPage
from planner.desktop.preferences.look import LookPage, TypingPage
from planner.desktop.preferences.progress import ProgressSettingsPage
from planner.desktop.preferences.shortcuts import ShortcutsPage
from planner.desktop.preferences.tabs import Tab
from planner.desktop.theme import XL, XXL, L
from planner.desktop.widgets.labels import label, line

_WIDTH = 720


class PreferencesPage(QWidget):
    """Everything the author can set."""

    restore_wanted = Signal(object)
    """Emitted with the path of the backup to put in the library's place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("preferences")
        self.setAccessibleName(self.tr("Settings"))
        self._makers: dict[Tab, Callable[[], QWidget]] = {
            Tab.LOOK: lambda: scrolled(LookPage(desk)),
            Tab.TYPING: lambda: scrolled(TypingPage(desk)),
            Tab.PROGRESS: lambda: scrolled(ProgressSettingsPage(desk)),
            Tab.SHORTCUTS: lambda: ShortcutsPage(desk),
            Tab.LIBRARY: self._make_library,
        }
        self._made: dict[Tab, QWidget] = {}
        self._tabs = QTabBar()
        self._tabs.setObjectName("preferences.tabs")
        self._tabs.setAccessibleName(self.tr("Groups of settings"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        names = (
            self.tr("Look"),
            self.tr("Typing"),
            self.tr("Progress"),
            self.tr("Shortcuts"),
            self.tr("Library"),
        )
        for name in names:
            self._tabs.addTab(name)
        self._stack = QStackedWidget()
        self._tabs.currentChanged.connect(lambda index: self.show_tab(Tab(index)))
        self.setFocusProxy(self._tabs)
        self._lay_out()
        self.show_tab(Tab.LOOK)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, XXL, 0, XL)
        column.setSpacing(0)
        column.addWidget(label(self.tr("Settings"), "display"))
        column.addSpacing(L)
        column.addWidget(self._tabs)
        column.addWidget(line())
        column.addSpacing(XL)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, 0, XL, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

    def _make_library(self) -> QWidget:
        page = LibraryPage(self._desk)
        page.restore_wanted.connect(self.restore_wanted)
        return scrolled(page)

    def show_tab(self, tab: Tab) -> None:
        """Show a group of settings."""
        if tab not in self._made:
            self._made[tab] = self._makers[tab]()
            self._stack.addWidget(self._made[tab])
        self._stack.setCurrentWidget(self._made[tab])
        self._tabs.setCurrentIndex(tab)


def scrolled(page: QWidget) -> QScrollArea:
    """The page in a scroll area that shows no frame of its own."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setProperty("look", "clear")
    area.setWidget(page)
    return area
