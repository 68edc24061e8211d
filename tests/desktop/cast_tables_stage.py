"""What the tests of the cast's tables share: a story with people and secrets, a tab on it, and a second look."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.domain.outline import ChapterId, ChapterStatus, PersonId, StoryId
from planner.domain.secrets import SecretId
from planner.library.file import Library

W = TypeVar("W", bound=QWidget)
PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier

CHAPTERS = ("Embarking", "Salt", "Fog", "The bell", "Landfall")
PEOPLE = ("Ines", "Tomas", "Ruy")
SECRETS = ("The lamp was put out", "Ruy counts cards")


class CastStory:
    """Five chapters, the first four written, with three people and two secrets."""

    def __init__(self, library: Library, chapters: tuple[str, ...] = CHAPTERS) -> None:
        with library.change("Add story"):
            self.id: StoryId = library.stories.add("Night Ferry", chapters=len(chapters))
            self.chapters: list[ChapterId] = library.outline.reading_order(self.id)
            for chapter_id, title in zip(self.chapters, chapters, strict=True):
                status = ChapterStatus.PLANNED if chapter_id == self.chapters[-1] else ChapterStatus.DRAFTED
                library.outline.edit_chapter(chapter_id, title=title, status=status)
            self.people: list[PersonId] = [library.cast.add(self.id, name) for name in PEOPLE]
            self.secrets: list[SecretId] = [library.secrets.add(self.id, title) for title in SECRETS]


class CastStage:
    """A tab of the page Cast, shown and with the focus in its table."""

    def __init__(self, desk: Desk, qtbot: QtBot, story: CastStory, tab: QWidget, table: str) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.story = story
        self.tab = tab
        desk.commands.attach("everywhere", tab)
        desk.commands.attach("story", tab)
        qtbot.addWidget(tab)
        tab.resize(1000, 800)
        tab.show()
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        self.table = self.find(QTableView, table)
        if self.table.isVisible():
            self.table.setFocus()
            qtbot.waitUntil(self.table.hasFocus)

    def find(self, kind: type[W], name: str) -> W:
        found = self.tab.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.table, key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.table, letter)

    def go(self, row: int, column: int) -> QModelIndex:
        index = self.table.model().index(row, column)
        self.table.setCurrentIndex(index)
        return index

    def click(self, row: int, column: int) -> None:
        index = self.table.model().index(row, column)
        self.table.scrollTo(index)
        at: QPoint = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)

    def shown(self) -> list[list[str]]:
        """The words of all cells, row by row."""
        model = self.table.model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def header(self, orientation: Qt.Orientation) -> list[str]:
        model = self.table.model()
        count = model.columnCount() if orientation == Qt.Orientation.Horizontal else model.rowCount()
        return [str(model.headerData(section, orientation)) for section in range(count)]
