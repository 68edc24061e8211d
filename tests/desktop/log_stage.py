"""The tab Log as the author sees it, with a clock that stands, and the file as another program does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.log.model import Col
from planner.desktop.progress.log.tab import LogTab
from planner.desktop.widgets.tabbed import TabbedPage
from planner.desktop.window import Window
from planner.domain.log import NewEntry
from planner.library.file import Library

MONDAY = datetime(2026, 11, 16, 20, 0)
TODAY = MONDAY.date()


class Clock:
    """The library's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


def make_library(path: Path, clock: Clock) -> Library:
    """A library with a story of two chapters."""
    opened = Library.open(path, clock=clock)
    with opened.change("Make"):
        opened.stories.add("The Ferry", chapters=2)
    return opened


def log(library: Library, *words: int, first: date = TODAY) -> None:
    """Words of days on end, going back."""
    with library.change("Log"):
        for number, count in enumerate(words):
            library.log.add(NewEntry(first - timedelta(days=number), count))


class Stage:
    """The page Progress on its last tab."""

    def __init__(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot
        window.resize(1100, 900)
        desk.commands.run("go.progress")
        page = window.pages.built(PageName.PROGRESS)
        assert isinstance(page, TabbedPage)
        tab = page.show_tab(ProgressTab.LOG)
        assert isinstance(tab, LogTab)
        self.tab, self.table = tab, tab.table
        QApplication.processEvents()

    def cells(self, *columns: Col) -> list[tuple[str, ...]]:
        """What the rows show in some columns."""
        model = self.table.model()
        return [tuple(str(model.index(row, at).data()) for at in columns) for row in range(model.rowCount())]

    def index(self, first: str, column: Col = Col.DAY) -> QModelIndex:
        """A cell of the first row that begins with a text."""
        row = next(at for at, (text,) in enumerate(self.cells(Col.DAY)) if text == first)
        return self.table.model().index(row, column)

    def line(self, name: str) -> QLineEdit:
        found = self.window.findChild(QLineEdit, name)
        assert found is not None
        return found

    def say(self, text: str) -> None:
        """Type into the line for words."""
        line = self.line("log.count")
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)

    @property
    def told(self) -> str:
        found = self.window.findChild(QLabel, "log.told")
        assert found is not None
        return found.text()

    def click(self, name: str, within: QWidget | None = None) -> None:
        QApplication.processEvents()
        found = [each for each in (within or self.window).findChildren(QPushButton, name) if each.isVisible()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def click_at(self, place: QPoint, *, double: bool = False) -> None:
        viewport = self.table.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        if double:
            QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)

    def choose(self, name: str, text: str) -> None:
        """Choose from a box as a person does, by its keys."""
        box = self.window.findChild(QComboBox, name)
        assert box is not None
        choose(box, text)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(f"{self.desk.library.path.as_uri()}?mode=ro", uri=True)) as other:
            return other.execute(sql).fetchall()

    def field(self, kind: type[QWidget], name: str) -> QWidget:
        """The field that a cell is edited in."""
        found = self.table.findChild(kind, name)
        assert found is not None
        return found


def choose(box: QComboBox, text: str) -> None:
    """Choose from a box by its keys."""
    at = box.findText(text)
    assert at >= 0, [box.itemText(row) for row in range(box.count())]
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(at):
        QTest.keyClick(box, Qt.Key.Key_Down)
