"""Moving a chapter in an outline of four hundred."""

from __future__ import annotations

import sqlite3
from itertools import cycle

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session
from tests.benchmarks.big_story import CHAPTERS
from tests.benchmarks.painting import part, until_idle, until_painted

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


def outline_tree(session: Session) -> QTreeView:
    """The outline on the screen, with the focus and the ordinary chapter selected in it."""
    tree = part(session.window, QTreeView, "outline.tree")
    tree.setFocus()
    until_idle()
    return tree


def test_move_chapter(benchmark: BenchmarkFixture, session: Session) -> None:
    """From the key that moves the selected chapter to the tree as it then is, saved."""
    tree = outline_tree(session)
    commands = cycle(["outline.move_down", "outline.move_up"])
    benchmark.pedantic(
        lambda: until_painted(tree, lambda: session.desk.commands.run(next(commands))), rounds=MOVES, warmup_rounds=2
    )
    assert session.desk.library.undo_label is not None


def test_undo_move(benchmark: BenchmarkFixture, session: Session) -> None:
    """The same for undo."""
    tree = outline_tree(session)
    benchmark.pedantic(
        lambda: until_painted(tree, lambda: session.desk.commands.run("edit.undo")),
        setup=lambda: until_painted(tree, lambda: session.desk.commands.run("outline.move_down")),
        rounds=MOVES,
        warmup_rounds=2,
    )
    assert session.desk.library.undo_label is None
