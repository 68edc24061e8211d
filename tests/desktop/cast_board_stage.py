"""A board with its bars on a small cast, as the tests of filters, boards and pictures need it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.bar import furnish
from planner.desktop.cast.board.view import BoardTab
from planner.desktop.desk import Desk
from planner.domain.board import Board, BoardId, Spot
from planner.domain.outline import PersonId
from planner.library.file import Library
from tests.desktop.shelf_stage import said
from tests.desktop.tale_stage import find, second_look

FILTERED = 0.2
"""Whoever is seen less than this is filtered out."""


class BoardStage:
    """Ines (main) and Tomas are rivals, and lovers from chapter 2 on; Tomas and Ada are family; Bruno has no tie.

    Ada and Bruno are "The harbour". Ines is in the arc "Ebb", Tomas in none. Ada appears in chapter 3 only.
    """

    def __init__(self, desk: Desk, library: Library, qtbot: QtBot) -> None:
        self.desk, self.library, self.qtbot = desk, library, qtbot
        with library.change("New story"):
            self.story = library.stories.add("Salt")
            self.arc = library.outline.add_arc(self.story, "Ebb")
            self.chapters = [library.outline.add_chapter(self.story, title=f"Part {n}") for n in range(1, 4)]
            library.outline.move_chapter(self.chapters[0], self.arc, None)
            self.ines = library.cast.add(self.story, "Ines", role="main")
            self.tomas = library.cast.add(self.story, "Tomas", role="supporting")
            self.ada = library.cast.add(self.story, "Ada & Co", role="supporting")
            self.bruno = library.cast.add(self.story, "Bruno", role="minor")
            self.rivals = library.ties.add(self.ines, self.tomas, kind="rivals", label="race each other")
            self.family = library.ties.add(self.tomas, self.ada, kind="family", label="cousins")
            library.ties.develop(self.rivals, self.chapters[1], kind="romantic", label="lovers")
            self.group = library.cast.add_group(self.story, "The harbour", [self.ada, self.bruno])
            self._be_present()
        desk.place.open_story(self.story)
        self.tab = BoardTab(desk)
        furnish(desk, self.tab)
        qtbot.addWidget(self.tab)
        self.tab.resize(1200, 700)
        self.tab.show()
        # The bar breaks its rows once it knows how wide its buttons are.
        QCoreApplication.sendPostedEvents()
        self.said = said(desk)

    def _be_present(self) -> None:
        outline = self.library.outline
        for chapter, people in zip(self.chapters, ([self.ines], [self.tomas], [self.ada]), strict=True):
            outline.set_present(outline.chapter(chapter).scenes[0].id, people)

    @property
    def line(self) -> QLineEdit:
        return find(self.tab, QLineEdit, "cast.filter")

    @property
    def boards_button(self) -> QToolButton:
        return find(self.tab, QToolButton, "cast.boards_button")

    def choose(self, name: str, *words: str) -> None:
        """Tick entries of one of the filter's menus."""
        for action in find(self.tab, QToolButton, name).menu().actions():
            if action.text() in words:
                action.trigger()

    def at_rest(self) -> BoardTab:
        """The board once everything has come to where it belongs."""
        # What lies upon the board takes its place, too.
        QCoreApplication.sendPostedEvents()
        self.qtbot.waitUntil(lambda: not self.tab.scene.is_moving)
        return self.tab

    def seen(self) -> set[str]:
        """The names of those who are not filtered out."""
        nodes = self.at_rest().scene.nodes.values()
        return {node.person.name for node in nodes if node.alpha.now > FILTERED}

    def seen_ties(self) -> set[str]:
        links = self.at_rest().scene.links.values()
        return {link.text for link in links if link.alpha.now > FILTERED}

    def boards(self) -> list[Board]:
        """The boards in the file."""
        with second_look(self.library) as other:
            return other.boards.all(self.story)

    def spots(self, board_id: BoardId | None) -> dict[PersonId, Spot]:
        """Who stands where on a board, in the file."""
        with second_look(self.library) as other:
            return other.boards.spots(self.story, board_id)
