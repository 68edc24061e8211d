"""The commands that show a tab of a page, which are there before the page is: it is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import ALL_TABS
from planner.desktop.pages import STORY_PAGES, PageName
from planner.desktop.settings import CAST_TAB, PLOT_TAB, PROGRESS_TAB

if TYPE_CHECKING:
    from planner.desktop.commands import CommandSet
    from planner.desktop.settings import Settings

_LAST = {PageName.PLOT: PLOT_TAB, PageName.CAST: CAST_TAB, PageName.PROGRESS: PROGRESS_TAB}
"""Which tab of a page was shown last."""


@runtime_checkable
class HasTabs(Protocol):
    """A page with tabs."""

    def show_tab(self, name: StrEnum) -> QWidget:
        """Show one of them, and return it."""


def bind_tabs(commands: CommandSet, settings: Settings, go: Callable[[PageName], QWidget]) -> None:
    """Have each tab's command show its page, and on it the tab."""

    def show(page: PageName, tab: StrEnum) -> None:
        # A page that is not there yet is made with this tab alone, not with the one shown last as well.
        settings.set(_LAST[page], tab.value)
        shown = go(page)
        if isinstance(shown, HasTabs):
            shown.show_tab(tab)
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    for tabs in ALL_TABS:
        for tab in tabs:
            commands.bind(tabs.command(tab), partial(show, PageName(tabs.page), tab))


def enable_tabs(commands: CommandSet, has_story: bool) -> None:
    """Offer the tabs of pages about a story only while one is open."""
    for tabs in ALL_TABS:
        if PageName(tabs.page) in STORY_PAGES:
            commands.enable(map(tabs.command, tabs), has_story)
