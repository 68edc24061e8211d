"""Arranging the board: by ties, in a circle, by group; pinned people stay, and it is one step to undo."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.bar import furnish
from planner.desktop.cast.board.force import by_force
from planner.desktop.cast.board.view import BoardTab
from planner.desktop.commands import COMMANDS, CommandSet
from planner.desktop.desk import Desk
from planner.desktop.tasks import Task
from planner.domain.board import APART, Point, Spot
from planner.domain.outline import PersonId
from planner.library.file import Library
from tests.desktop.shelf_stage import said
from tests.desktop.tale_stage import find, second_look

NAMES = ("Ines", "Tomas", "Ada", "Bruno", "Cleo", "Dario")


class Stage:
    """A board of six: Ines is tied to Tomas, Tomas to Ada; Bruno and Cleo are a group."""

    def __init__(self, desk: Desk, library: Library, qtbot: QtBot) -> None:
        self.desk, self.library, self.qtbot = desk, library, qtbot
        with library.change("New story"):
            self.story = library.stories.add("Harbour", chapters=2)
            self.people = [library.cast.add(self.story, name) for name in NAMES]
            library.boards.put(None, {person: (40 * at, 0) for at, person in enumerate(self.people)})
            library.ties.add(self.people[0], self.people[1])
            library.ties.add(self.people[1], self.people[2])
            library.cast.add_group(self.story, "The twins", self.people[3:5])
        desk.place.open_story(self.story)
        self.tab = BoardTab(desk)
        furnish(desk, self.tab)
        qtbot.addWidget(self.tab)
        self.tab.resize(1000, 700)
        self.tab.show()
        self.said = said(desk)

    def spots(self) -> dict[PersonId, Spot]:
        """Where people stand, in the file."""
        with second_look(self.library) as other:
            return other.boards.spots(self.story, None)

    def points(self) -> dict[PersonId, Point]:
        return {key: spot.point for key, spot in self.spots().items() if spot.point is not None}

    def arrange(self, way: str) -> None:
        before = len(self.said)
        self.desk.commands.run(f"cast.arrange_{way}")
        self.qtbot.waitUntil(lambda: len(self.said) > before)


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> Stage:
    return Stage(desk, library, qtbot)


def nearest(points: dict[PersonId, Point]) -> float:
    return min(math.dist(points[one], points[other]) for one, other in combinations(points, 2))


@pytest.mark.parametrize("way", ["force", "circle", "group"])
def test_nobody_stands_too_near_another_and_one_undo_brings_all_back(stage: Stage, way: str) -> None:
    before = stage.points()
    stage.arrange(way)
    assert nearest(stage.points()) >= APART * 0.98
    assert set(stage.points()) == set(stage.people)
    assert stage.said[-1][1], "an Undo stands beside it"
    stage.library.undo()
    assert stage.points() == before


@pytest.mark.parametrize("way", ["force", "circle", "group"])
def test_the_pinned_stay_and_the_others_keep_off_them(stage: Stage, way: str) -> None:
    with stage.library.change("Pin"):
        stage.library.boards.pin(None, [stage.people[0], stage.people[4]])
    stage.arrange(way)
    points = stage.points()
    assert (points[stage.people[0]], points[stage.people[4]]) == ((0, 0), (160, 0))
    loose = {key: point for key, point in points.items() if key != stage.people[4]}
    assert nearest(loose) >= APART * 0.98


def test_the_board_shows_the_new_places(stage: Stage) -> None:
    stage.arrange("circle")
    stage.qtbot.waitUntil(lambda: not stage.tab.scene.is_moving)
    shown = {key: (round(node.x.now), round(node.y.now)) for key, node in stage.tab.scene.nodes.items()}
    assert shown == stage.points()


def test_ties_draw_together_and_groups_stand_together(stage: Stage) -> None:
    stage.arrange("force")
    points = stage.points()
    ines, tomas, ada, *_ = stage.people
    assert math.dist(points[ines], points[tomas]) < 3 * APART
    assert math.dist(points[tomas], points[ada]) < 3 * APART
    stage.arrange("group")
    points = stage.points()
    bruno, cleo, dario = stage.people[3:]
    assert math.dist(points[bruno], points[cleo]) < math.dist(points[bruno], points[dario])


def test_when_everybody_is_pinned_it_says_so_and_changes_nothing(stage: Stage) -> None:
    with stage.library.change("Pin"):
        stage.library.boards.pin(None, stage.people)
    before = stage.points()
    stage.arrange("circle")
    assert stage.said[-1] == ("Everybody on this board is pinned, so nobody moves.", False)
    assert stage.points() == before


def test_who_went_to_another_board_meanwhile_finds_that_as_it_was(stage: Stage) -> None:
    with stage.library.change("Add a board"):
        board = stage.library.boards.add(stage.story, "Two of them", stage.people[:2])
        stage.library.boards.put(board, {stage.people[0]: (5, 5), stage.people[1]: (6, 6)})
    before = stage.points()
    done: list[Task] = []
    stage.desk.tasks.began.connect(lambda task: task.finished.connect(lambda: done.append(task)))
    stage.desk.commands.run("cast.arrange_force")
    stage.tab.show_board(board)
    stage.qtbot.waitUntil(lambda: len(done) == 1)
    assert stage.points() == before
    with second_look(stage.library) as other:
        assert [spot.point for spot in other.boards.spots(stage.story, board).values()] == [(5, 5), (6, 6)]


def test_its_button_offers_the_three_ways(stage: Stage) -> None:
    menu = find(stage.tab, QToolButton, "cast.arrange").menu()
    assert [action.text() for action in menu.actions()] == [
        "Arrange by ties",
        "Arrange in a circle",
        "Arrange by group",
    ]
    assert all(action.isEnabled() for action in menu.actions())
    stage.tab.hide()
    assert not any(action.isEnabled() for action in menu.actions())


def test_a_library_for_looking_is_not_arranged(desk: Desk) -> None:
    looking = CommandSet(desk.settings, desk.theme, looking_only=True)
    for command in COMMANDS:
        if command.menu in ("cast/arrange", "cast/boards"):
            looking.bind(command.id, lambda: None)
            assert not looking.actions[command.id].isEnabled()


def test_by_force_clusters_stand_apart_and_it_comes_out_the_same() -> None:
    people = [PersonId(number) for number in range(1, 60)]
    ties = [(people[at], people[at + 1]) for at in range(40) if at % 10]
    pinned = {people[3]: (2000, 300), people[50]: (2000, 310)}
    places = by_force(people, ties, pinned)
    assert set(places) == set(people)
    assert {key: places[key] for key in pinned} == pinned
    others = {key: point for key, point in places.items() if key != people[50]}
    assert nearest(others) >= APART
    assert by_force(people, ties, pinned) == places


def test_a_crowd_is_arranged_without_scipy() -> None:
    people = [PersonId(number) for number in range(1, 521)]
    places = by_force(people, [(people[0], other) for other in people[1:]], {})
    assert nearest(places) >= APART


def test_the_program_starts_without_what_arranging_needs() -> None:
    code = (
        "import sys, planner.desktop.app, planner.desktop.cast.page, planner.desktop.cast.board.bar;"
        "print([name for name in ('numpy', 'networkx') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert ran.stdout.strip() == "[]"
