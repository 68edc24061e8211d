"""Moving a chapter in an outline of four hundred."""

from __future__ import annotations

import sqlite3
from itertools import cycle

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from tests.benchmarks.big_story import CHAPTERS
from tests.benchmarks.painting import until_painted

MOVES = 30


def test_move_bare(benchmark: BenchmarkFixture, qtbot: QtBot, bare_database: sqlite3.Connection) -> None:
    """A row of a plain tree taken out and put in elsewhere, and the new order written and committed."""
    bare_database.execute("CREATE TABLE chapter (id INTEGER PRIMARY KEY, position INTEGER)")
    bare_database.executemany("INSERT INTO chapter VALUES (?, ?)", [(number, number) for number in range(CHAPTERS)])
    bare_database.commit()
    model = QStandardItemModel()
    for number in range(CHAPTERS):
        model.appendRow(QStandardItem(f"Chapter {number + 1}"))
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(300, 800)
    with qtbot.waitExposed(view):
        view.show()
    places = cycle([(2, 12), (12, 2)])

    def move() -> None:
        start, end = next(places)
        model.insertRow(end, model.takeRow(start))
        bare_database.execute("UPDATE chapter SET position = position + 1 WHERE position >= ?", [end])
        bare_database.commit()

    benchmark.pedantic(lambda: until_painted(view, move), rounds=MOVES, warmup_rounds=2)
