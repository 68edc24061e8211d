"""Scrolling the plot grid of four hundred chapters and forty threads, and changing a beat in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import cycle

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session
from planner.desktop.plot.grid.table import PlotTable
from planner.domain.threads import BeatRole
from tests.benchmarks.big_story import CHAPTERS
from tests.benchmarks.painting import part, until_idle, until_painted

THREADS = 40
BEATS = 40
"""In each thread."""
STEP = 64
"""Pixels a turn of the wheel scrolls."""
FRAMES = 200
SIZE = (1100, 760)
WORDS = (
    "the",
    "lamp",
    "goes",
    "out",
    "and",
    "nobody",
    "says",
    "why",
    "she",
    "came",
    "back",
    "with",
    "salt",
    "on",
    "her",
)


def places() -> list[tuple[int, int]]:
    """Which cells have a beat: (chapter, thread)."""
    source = random.Random(40)
    return [(chapter, thread) for thread in range(THREADS) for chapter in sorted(source.sample(range(CHAPTERS), BEATS))]


def text_of(chapter: int, thread: int) -> str:
    """What happens there."""
    start = (chapter + thread) % 7
    return " ".join(WORDS[start : start + 3 + chapter % 6])


def scrolled(view: QTableView) -> Callable[[], None]:
    """Something to time: one more step through the grid, painted."""
    bar = view.verticalScrollBar()
    there_and_back = cycle([*range(STEP, bar.maximum(), STEP), *range(bar.maximum(), STEP, -STEP)])
    return lambda: until_painted(view, lambda: bar.setValue(next(there_and_back)))


def test_scroll_plot_bare(benchmark: BenchmarkFixture, qtbot: QtBot) -> None:
    """A plain table with the same texts, its rows as high as three lines."""
    model = QStandardItemModel(CHAPTERS, THREADS)
    for chapter, thread in places():
        model.setItem(chapter, thread, QStandardItem(text_of(chapter, thread)))
    view = QTableView()
    qtbot.addWidget(view)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(64)
    view.horizontalHeader().setDefaultSectionSize(216)
    view.setModel(model)
    view.resize(*SIZE)
    with qtbot.waitExposed(view):
        view.show()
    benchmark.pedantic(scrolled(view), rounds=FRAMES, warmup_rounds=5)


@pytest.fixture
def plot(session: Session) -> PlotTable:
    """The plot grid of the big story on the screen."""
    library = session.desk.library
    story_id = library.stories.all()[0].id
    chapters = library.outline.reading_order(story_id)
    with library.change("Add threads"):
        threads = [library.plot.add_thread(story_id, f"Thread {number + 1}") for number in range(THREADS)]
        for chapter, thread in places():
            role = BeatRole.RESOLVES if chapter > CHAPTERS - 10 else BeatRole.ADVANCES
            library.plot.add_beat(threads[thread], chapters[chapter], text=text_of(chapter, thread), role=role)
    session.window.resize(1700, 1000)
    session.desk.commands.run("go.plot")
    until_idle()
    table = part(session.window, PlotTable, "plot.table")
    assert (table.grid.rowCount(), table.grid.columnCount()) == (CHAPTERS, THREADS + 1)
    return table


def test_scroll_plot(benchmark: BenchmarkFixture, plot: PlotTable) -> None:
    """The grid with its lines and cards, through all chapters."""
    plot.verticalScrollBar().setValue(0)
    benchmark.pedantic(scrolled(plot), rounds=FRAMES, warmup_rounds=5)


def test_scroll_plot_small(benchmark: BenchmarkFixture, session: Session, plot: PlotTable) -> None:
    """The same at the smallest zoom, where four times as many cells are seen."""
    session.desk.commands.run("plot.fit")
    until_idle()
    plot.verticalScrollBar().setValue(0)
    benchmark.pedantic(scrolled(plot), rounds=FRAMES, warmup_rounds=5)


def test_move_beat(benchmark: BenchmarkFixture, session: Session, plot: PlotTable) -> None:
    """From the key that moves the current beat to the grid as it then is, saved."""
    plot.setFocus()
    sheet = plot.grid.sheet
    assert sheet is not None
    plot.go_to_beat(next(iter(sheet.cells.values()))[0].id)
    until_idle()
    commands = cycle(["plot.move_down", "plot.move_up"])
    benchmark.pedantic(
        lambda: until_painted(plot, lambda: session.desk.commands.run(next(commands))), rounds=20, warmup_rounds=2
    )
    assert session.desk.library.undo_label == "Move beat"
