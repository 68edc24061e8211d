"""What the tests of the plot grid share: a story with threads, the grid on it, and what the file then holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.plot.grid.clipboard import carry
from planner.desktop.plot.grid.headers import GridHeader
from planner.desktop.plot.grid.view import GridTab
from planner.desktop.undo import Undo
from planner.domain.outline import ChapterId, StoryId
from planner.domain.threads import Beat, BeatRole, ThreadId
from planner.library.file import Library
from tests.desktop.outline_stage import second_look

Story = Mapping[str, Sequence[str]]
"""Titles of threads; for each, its beats as "chapter role text": "1 o The lamp goes out"."""

CHAPTERS = ("Embarking", "Salt", "Fog", "Landfall")
STORY: Story = {
    "Lamp": ("1 o goes out", "3 a is found", "4 r burns"),
    "Pilot": ("2 o comes aboard", "2 a lies"),
    "Soup": (),
}
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

_ROLES = {"o": BeatRole.OPENS, "a": BeatRole.ADVANCES, "r": BeatRole.RESOLVES}
_LETTERS = {role: letter for letter, role in _ROLES.items()}


def add_plot(library: Library, story: Story = STORY, chapters: Sequence[str] = CHAPTERS) -> StoryId:
    """Make a story with these chapters and threads."""
    with library.change("Add story"):
        story_id = library.stories.add("Night Ferry")
        ids = [library.outline.add_chapter(story_id, title=title) for title in chapters]
        for title, beats in story.items():
            thread_id = library.plot.add_thread(story_id, title)
            for beat in beats:
                number, role, text = beat.split(" ", 2)
                library.plot.add_beat(thread_id, ids[int(number) - 1], role=_ROLES[role], text=text)
    return story_id


def plot_of(library: Library, story_id: StoryId) -> dict[str, list[str]]:
    """A story's threads and beats, as `add_plot` takes them."""
    _, plot = library.plot.story(story_id)
    return {
        thread.title: [f"{number} {_LETTERS[beat.role]} {beat.text}" for number, beat in plot.beats(thread.id)]
        for thread in plot.threads
    }


class PlotStage:
    """The grid on a story, shown and with the focus in it."""

    def __init__(self, desk: Desk, qtbot: QtBot, story: Story = STORY, chapters: Sequence[str] = CHAPTERS) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.story_id = add_plot(desk.library, story, chapters)
        desk.place.open_story(self.story_id)
        self.tab = GridTab(desk)
        self.undo = Undo(desk, self.tab)
        self.tester = QAbstractItemModelTester(self.tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        # The commands of the whole window have no window here.
        desk.commands.attach("everywhere", self.tab)
        desk.commands.attach("story", self.tab)
        qtbot.addWidget(self.tab)
        self.tab.resize(1100, 700)
        self.tab.show()
        self.tab.activateWindow()
        qtbot.waitUntil(self.tab.isActiveWindow)
        if story and chapters:
            self.tab.table.setFocus()
            qtbot.waitUntil(self.tab.table.hasFocus)

    # Where things are

    def chapter(self, title: str) -> ChapterId:
        outline = self.desk.library.outline.get(self.story_id)
        return next(chapter.id for chapter in outline.chapters if chapter.title == title)

    def thread(self, title: str) -> ThreadId:
        return next(each.id for each in self.desk.library.plot.threads(self.story_id) if each.title == title)

    def beat(self, text: str) -> Beat:
        return next(beat for beat in self.desk.library.plot.beats(self.story_id) if beat.text == text)

    def index(self, thread: str, chapter: str) -> QModelIndex:
        return self.tab.model.index_of(self.thread(thread), self.chapter(chapter))

    def rect(self, thread: str, chapter: str) -> QRect:
        index = self.index(thread, chapter)
        assert index.isValid(), "the cell is not shown"
        self.tab.table.scrollTo(index)
        return self.tab.table.visualRect(index)

    def card(self, text: str) -> QRect:
        beat = self.beat(text)
        self.tab.table.scrollTo(self.tab.model.index_of_beat(beat.id))
        return self.tab.table.card_rect(beat.id)

    def header(self, *, threads: bool) -> GridHeader:
        across = threads != self.tab.model.swapped
        header = self.tab.table.horizontalHeader() if across else self.tab.table.verticalHeader()
        assert isinstance(header, GridHeader)
        return header

    def heading(self, thread: str) -> QPoint:
        """The middle of a thread's header; "" for that of a thread to be made."""
        model = self.tab.model
        section = model.section_of(self.thread(thread), threads=True) if thread else model.thread_count
        return self.header(threads=True).section_rect(section).center()

    # What the author does

    def click(self, at: QPoint, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.tab.table.viewport(), Qt.MouseButton.LeftButton, modifier, at)

    def click_card(self, text: str) -> None:
        self.click(self.card(text).center())

    def click_cell(self, thread: str, chapter: str, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Click below the cards of a cell."""
        rect = self.rect(thread, chapter)
        self.click(QPoint(rect.center().x(), rect.bottom() - 3), modifier)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.tab.table, key, modifier)

    def type(self, text: str) -> None:
        """Type letter by letter into whatever has the focus by then."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.tab.table, letter)

    def enter(self) -> None:
        """Be done with what is being written."""
        editor = self.editor()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        # Qt closes the editor of a view a turn of the event loop later.
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.tab.table)

    def editor(self) -> QWidget:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QPlainTextEdit | QLineEdit), "nothing is being written"
        return editor

    def drag(self, text: str, to: QPoint, *, copies: bool = False) -> bool:
        """Drag a card over the grid and let go; returns whether the grid took it."""
        data = carry(self.tab.model, [self.beat(text)])
        action = Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction
        keys = CONTROL if copies else PLAIN
        buttons, viewport = Qt.MouseButton.LeftButton, self.tab.table.viewport()
        QApplication.sendEvent(viewport, QDragEnterEvent(to, action, data, buttons, keys))
        over = QDragMoveEvent(to, action, data, buttons, keys)
        QApplication.sendEvent(viewport, over)
        drop = QDropEvent(QPointF(to), action, data, buttons, keys)
        QApplication.sendEvent(viewport, drop)
        assert over.isAccepted() == drop.isAccepted()
        return drop.isAccepted()

    def drag_heading(self, thread: str, to: QPoint) -> None:
        """Drag a thread's header with the mouse."""
        viewport, button, start = self.header(threads=True).viewport(), Qt.MouseButton.LeftButton, self.heading(thread)
        QTest.mousePress(viewport, button, PLAIN, start)
        for step in range(1, 6):
            QTest.mouseMove(viewport, start + (to - start) * step / 5)
        QTest.mouseRelease(viewport, button, PLAIN, to)

    # What there is then

    def saved(self) -> dict[str, list[str]]:
        """The threads and beats in the file, as another program sees them."""
        with second_look(self.desk.library.path) as library:
            return plot_of(library, self.story_id)

    def current(self) -> str:
        """The text of the current card; "" if none is."""
        beat = self.tab.table.current_beat()
        return beat.text if beat else ""

    def place(self) -> tuple[str, str]:
        """The thread and the chapter the author is at."""
        cell = self.tab.table.cell()
        assert cell is not None
        sheet = self.tab.model.sheet
        assert sheet is not None
        return sheet.threads[cell[0]].title, sheet.chapters[cell[1]].title

    def shown(self) -> tuple[list[str], list[str]]:
        """The titles of the threads and of the chapters on the screen."""
        model = self.tab.model
        threads = [model.thread_at(section) for section in range(model.thread_count)]
        chapters = [model.chapter_at(section) for section in range(model.chapter_count)]
        return [each.title for each in threads if each], [each.title for each in chapters if each]


def choose(menu: QMenu, *path: str) -> None:
    """Choose an entry by its words."""
    for words in path:
        action = next(each for each in menu.actions() if each.text() == words)
        below = action.menu()
        if below is None:
            action.trigger()
            return
        assert isinstance(below, QMenu)
        menu = below
