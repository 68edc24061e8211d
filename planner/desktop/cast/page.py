"""The page Cast: the people of a story and what is between them, seen in several ways."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page_tabs import CAST, CastTab
from planner.desktop.settings import CAST_TAB
from planner.desktop.widgets.tabbed import TabbedPage, TabFactory, loaded

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


def _board(desk: Desk, parent: QWidget) -> QWidget:
    from planner.desktop.cast.board.bar import furnish
    from planner.desktop.cast.board.view import BoardTab

    tab = BoardTab(desk, parent)
    furnish(desk, tab)
    return tab


FACTORIES: dict[StrEnum, TabFactory] = {
    CastTab.BOARD: _board,
    CastTab.COURSE: loaded("planner.desktop.cast.course.tab", "CourseTab"),
    CastTab.MATRIX: loaded("planner.desktop.cast.matrix.tab", "MatrixTab"),
    CastTab.SECRETS: loaded("planner.desktop.cast.secrets.tab", "SecretsTab"),
    CastTab.PRESENCE: loaded("planner.desktop.cast.presence.tab", "PresenceTab"),
}
"""How each tab is made."""


class CastPage(TabbedPage):
    """Who is in the story, and how they stand with one another."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, CAST, FACTORIES, CAST_TAB, parent)
        self.name_for_listeners(self.tr("Cast"), self.tr("Views of the cast"))
