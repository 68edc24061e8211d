"""The board and the matrix of two hundred people and six hundred ties: pushed, zoomed, carried on, slid."""

from __future__ import annotations

import random
from itertools import cycle

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytest_benchmark.fixture import BenchmarkFixture

from planner.desktop.app import Session
from planner.desktop.cast.board.canvas import BoardCanvas
from planner.domain.cast import PersonRole
from planner.domain.outline import PersonId
from planner.domain.ties import KINDS, Direction
from tests.benchmarks.painting import part, until_idle, until_painted

PEOPLE, TIES, GROUPS = 200, 600, 12
ACROSS = 16
"""People in a row of the board."""
NEAR = 4
"""Most ties are with somebody so many places away at most."""
FRAMES = 120
MOMENTS = 20
"""Chapters in which ties develop."""
STEP = 48
"""Pixels the board is pushed at a time."""


@pytest.fixture
def board(session: Session) -> BoardCanvas:
    """The board of a large cast on the screen, as small as it must be to show all of it."""
    library = session.desk.library
    story_id = library.stories.all()[0].id
    source = random.Random(200)
    chapters = library.outline.reading_order(story_id)[:MOMENTS]
    with library.change("Add people"):
        roles = list(PersonRole)
        people = [person.id for person in library.cast.people(story_id)]
        people += [
            library.cast.add(story_id, f"Person {number} of the Cast", role=source.choice(roles))
            for number in range(len(people), PEOPLE)
        ]
        library.boards.put(
            None,
            {
                person_id: (number % ACROSS * 190 + source.randint(-30, 30), number // ACROSS * 190)
                for number, person_id in enumerate(people)
            },
        )
        for number in range(TIES):
            one = source.randrange(PEOPLE)
            other = source.randrange(PEOPLE) if number % 4 == 0 else _near(one, source)
            if one != other:
                tie_id = library.ties.add(
                    people[one],
                    people[other],
                    kind=source.choice(KINDS).name,
                    label=source.choice(("", "owes her a favour")),
                    direction=source.choice(list(Direction)),
                    closeness=source.choice((None, -4, 0, 3, 5)),
                )
                if number % 3 == 0:
                    library.ties.develop(tie_id, source.choice(chapters), label="forgives him", closeness=2)
        for number in range(GROUPS):
            library.cast.add_group(story_id, f"Family {number}", people[number * ACROSS : number * ACROSS + 4])
    session.window.resize(1700, 1000)
    session.desk.commands.run("go.cast")
    canvas = part(session.window, BoardCanvas, "cast.board.canvas")
    assert len(canvas.scene.nodes) == PEOPLE
    until_still(canvas)
    return canvas


def _near(one: int, source: random.Random) -> int:
    across, down = source.randint(-NEAR, NEAR), source.randint(-2, 2)
    return min(max(one + across + down * ACROSS, 0), PEOPLE - 1)


def until_still(canvas: BoardCanvas) -> None:
    """Wait until all of the board is painted as it should be."""
    until_idle()
    while not canvas.is_still:
        until_idle()


@pytest.mark.parametrize("percent", [25, 100])
def test_push_board(benchmark: BenchmarkFixture, board: BoardCanvas, percent: int) -> None:
    """Pushed to and fro, all of it in sight or an eighth."""
    board.zoom_to(percent / 100)
    until_still(board)
    there_and_back = cycle([*[(STEP, STEP // 2)] * 12, *[(-STEP, -STEP // 2)] * 12])

    def push() -> None:
        by = next(there_and_back)
        until_painted(board, lambda: board.set_camera(board.camera.moved(*by)))

    benchmark.pedantic(push, rounds=FRAMES, warmup_rounds=3)


def test_zoom_board(benchmark: BenchmarkFixture, board: BoardCanvas) -> None:
    """From all of it to the usual size and back, without a pause."""
    factors = cycle([*[1.12] * 12, *[1 / 1.12] * 12])
    middle = QPointF(board.rect().center())

    def zoom() -> None:
        until_painted(board, lambda: board.zoom(next(factors), middle))

    benchmark.pedantic(zoom, rounds=FRAMES, warmup_rounds=3)


@pytest.mark.parametrize("percent", [25, 100])
def test_carry_on_board(benchmark: BenchmarkFixture, board: BoardCanvas, percent: int) -> None:
    """Somebody with their ties, by the mouse."""
    board.zoom_to(percent / 100)
    until_still(board)
    ties = dict.fromkeys(board.scene.nodes, 0)
    for link in board.scene.links.values():
        ties[link.one.person.id] += 1
        ties[link.other.person.id] += 1
    person_id: PersonId = max(ties, key=lambda key: ties[key])
    board.show_ref(("person", person_id))
    until_still(board)
    at = board.camera.to_screen(board.scene.nodes[person_id].point).toPoint()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(board, button, pos=at)
    offsets = cycle([*range(0, 120, 8), *range(120, 0, -8)])

    def carry() -> None:
        off = next(offsets)
        until_painted(board, lambda: QTest.mouseMove(board, at + QPoint(off + 12, off // 2)))

    benchmark.pedantic(carry, rounds=FRAMES, warmup_rounds=3)
    QTest.mouseRelease(board, button, pos=at + QPoint(60, 60))
    until_still(board)


def test_slide_board(benchmark: BenchmarkFixture, board: BoardCanvas, session: Session) -> None:
    """From chapter to chapter, a dozen ties changing in each."""
    numbers = cycle([*range(1, MOMENTS), *range(MOMENTS, 1, -1)])

    def slide() -> None:
        until_painted(board, lambda: session.desk.place.set_as_of(next(numbers)))

    benchmark.pedantic(slide, rounds=FRAMES, warmup_rounds=3)
    until_still(board)


@pytest.fixture
def matrix(board: BoardCanvas, session: Session) -> QAbstractItemView:
    """Everybody by everybody."""
    session.desk.commands.run("cast.tab.matrix")
    table = part(session.window, QAbstractItemView, "cast.matrix.table")
    assert table.model().rowCount() == table.model().columnCount() == len(board.scene.nodes)
    until_idle()
    return table


def test_scroll_matrix(benchmark: BenchmarkFixture, matrix: QAbstractItemView) -> None:
    """A matrix of two hundred by two hundred, pushed to and fro."""
    bar = matrix.verticalScrollBar()
    values = cycle([*range(STEP, 24 * STEP, STEP), *range(24 * STEP, STEP, -STEP)])

    def push() -> None:
        until_painted(matrix.viewport(), lambda: bar.setValue(next(values)))

    benchmark.pedantic(push, rounds=FRAMES, warmup_rounds=3)


def test_slide_matrix(benchmark: BenchmarkFixture, matrix: QAbstractItemView, session: Session) -> None:
    """The same, from chapter to chapter."""
    numbers = cycle([*range(1, MOMENTS), *range(MOMENTS, 1, -1)])

    def slide() -> None:
        session.desk.place.set_as_of(next(numbers))
        # What changed may lie where nobody looks, and then nothing is painted by itself.
        matrix.viewport().repaint()

    benchmark.pedantic(slide, rounds=FRAMES, warmup_rounds=3)
