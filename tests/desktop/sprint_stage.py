"""An author who sprints: the window on a library whose clock a test moves, and a second pair of eyes on the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit, QWidget

from planner.desktop.desk import Desk
from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.sprints.tab import SprintsTab
from planner.desktop.widgets.tabbed import TabbedPage
from planner.desktop.window import Window
from planner.domain.outline import Chapter
from planner.library.file import Library

BEGIN = datetime(2026, 11, 16, 20, 7)


class Clock:
    """The library's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


def add_story(library: Library, title: str = "Night Ferry") -> None:
    """A story of two chapters."""
    with library.change("Make a story"):
        story = library.stories.add(title)
        for name in ("First", "Second"):
            library.outline.edit_chapter(library.outline.add_chapter(story), title=name)


class Stage:
    """What the author does and sees."""

    def __init__(self, window: Window, desk: Desk, clock: Clock) -> None:
        self.window = window
        self.desk = desk
        self.clock = clock
        window.resize(1200, 900)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        library = self.desk.library
        return library.outline.get(library.stories.all()[0].id).chapters

    # The author

    def wait(self, seconds: float) -> None:
        """Let time pass on the library's clock."""
        self.clock.now += timedelta(seconds=seconds)
        self.desk.sprints.look()

    def write(self, text: str, chapter: int = 0) -> None:
        """Type into a chapter."""
        self.desk.place.select("chapter", self.chapters[chapter].id)
        self.desk.commands.run("go.write")
        editor = self.window.findChild(QTextEdit, "write.text")
        assert editor is not None
        QTest.keyClicks(editor, text)

    def save(self) -> None:
        """What a pause in the typing does."""
        self.window.flush()

    def press(self, keys: Qt.Key) -> None:
        """A key with Ctrl and Alt, wherever the focus is."""
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        QTest.keyClick(self.window.focusWidget() or self.window, keys, control | alt)

    def click(self, name: str) -> None:
        QApplication.processEvents()
        found = [each for each in self.window.findChildren(QPushButton, name) if each.isVisible()]
        assert len(found) == 1, name
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def tab(self) -> SprintsTab:
        """The tab, as the menu brings it up."""
        self.desk.commands.run("progress.tab.sprints")
        page = self.window.pages.built(PageName.PROGRESS)
        assert isinstance(page, TabbedPage)
        tab = page.show_tab(ProgressTab.SPRINTS)
        assert isinstance(tab, SprintsTab)
        QApplication.processEvents()
        return tab

    # The screen and the file

    def text(self, name: str) -> str:
        """What a label or a button says; empty while it is hidden."""
        QApplication.processEvents()
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QLabel | QPushButton), name
        return found.text() if found.isVisible() else ""

    @property
    def clock_text(self) -> str:
        return self.text("status.sprint.clock")

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What a second connection reads."""
        with closing(sqlite3.connect(f"{self.desk.library.path.as_uri()}?mode=ro", uri=True)) as other:
            return other.execute(sql).fetchall()

    def logged(self) -> list[tuple[object, ...]]:
        """Begin, seconds and words of the sprints in the file."""
        return self.rows("SELECT begun, seconds, words FROM sprint ORDER BY begun")
