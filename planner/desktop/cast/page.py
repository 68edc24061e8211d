"""The page Cast: the people of a story and what is between them, seen in several ways."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import CAST
from planner.desktop.settings import CAST_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


FACTORIES: dict[StrEnum, TabFactory] = {}
"""How each tab is made, inside its parent. Their modules are loaded when they are first shown."""


class CastPage(TabbedPage):
    """Who is in the story, and how they stand with one another."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, CAST, FACTORIES, CAST_TAB, parent)
        self.name_for_listeners(self.tr("Cast"), self.tr("Views of the cast"))
