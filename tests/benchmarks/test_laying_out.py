"""Scrolling the corkboard and the outline table of four hundred chapters, and moving a card."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytest_benchmark.fixture import BenchmarkFixture

from planner.desktop.app import Session
from planner.desktop.page_tabs import PlotTab
from planner.desktop.plot.cards.view import CardsView
from planner.desktop.plot.page import PlotPage
from planner.desktop.plot.table.view import OutlineTable
from tests.benchmarks.big_story import CHAPTERS
from tests.benchmarks.painting import part, until_idle, until_painted

STEP = 64
"""Pixels a turn of the wheel scrolls."""
FRAMES = 200


def opened(session: Session, tab: PlotTab) -> None:
    """Show a tab of the plot of the big story."""
    session.window.resize(1700, 1000)
    session.desk.commands.run("go.plot")
    part(session.window, PlotPage, "plot").show_tab(tab).setFocus()
    until_idle()


def scrolled(view: QAbstractItemView) -> Callable[[], None]:
    """Something to time: one more step through all chapters, painted."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    there_and_back = cycle([*range(STEP, bar.maximum(), STEP), *range(bar.maximum(), STEP, -STEP)])
    return lambda: until_painted(view, lambda: bar.setValue(next(there_and_back)))


def test_scroll_cards(benchmark: BenchmarkFixture, session: Session) -> None:
    """The corkboard."""
    opened(session, PlotTab.CARDS)
    benchmark.pedantic(scrolled(part(session.window, CardsView, "cards")), rounds=FRAMES, warmup_rounds=5)


def test_scroll_table(benchmark: BenchmarkFixture, session: Session) -> None:
    """The outline table."""
    opened(session, PlotTab.TABLE)
    table = part(session.window, OutlineTable, "table")
    assert table.order.rowCount() == CHAPTERS
    benchmark.pedantic(scrolled(table), rounds=FRAMES, warmup_rounds=5)


def test_move_card(benchmark: BenchmarkFixture, session: Session) -> None:
    """From the keys that move a card to the board as it then is, saved; the tree beside it follows as well."""
    opened(session, PlotTab.CARDS)
    board = part(session.window, CardsView, "cards")
    keys = cycle([Qt.Key.Key_Right, Qt.Key.Key_Left])
    benchmark.pedantic(
        lambda: until_painted(board, lambda: QTest.keyClick(board, next(keys), Qt.KeyboardModifier.AltModifier)),
        rounds=20,
        warmup_rounds=2,
    )
    assert session.desk.library.undo_label == "Move chapter"
