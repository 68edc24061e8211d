"""Each story is taken up again where it was left: from the shelf, the quick jump, and the command."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session
from planner.desktop.desk import Desk
from planner.desktop.pages import PageName
from planner.desktop.shelf.page import ShelfPage
from planner.desktop.window import Window
from planner.desktop.write.editor import ProseEditor
from planner.domain.outline import Chapter, StoryId
from planner.domain.place import Place
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, part, write

Key = Qt.Key


def chapters_of(library: Library, story_id: StoryId) -> tuple[Chapter, ...]:
    return library.outline.get(story_id).chapters


@pytest.fixture
def stories(library: Library) -> tuple[StoryId, StoryId]:
    """Two stories with words in their second chapters."""
    made = add_story(library, "Salt", chapters=3), add_story(library, "Weather", chapters=3)
    for story_id in made:
        write(library, chapters_of(library, story_id)[1].id, "The lamp went out.\nNobody had seen who did it.")
    return made


def editor(window: Window) -> ProseEditor:
    found = part(window, "write.text")
    assert isinstance(found, ProseEditor)
    return found


def open_card(window: Window, row: int, qtbot: QtBot) -> None:
    window.go(PageName.SHELF)
    page = window.pages.built(PageName.SHELF)
    assert isinstance(page, ShelfPage)
    at: QPoint = page.cards.visualRect(page.model.index(row)).center()
    qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_story_opens_where_it_was_left_after_another_was_open(
    desk: Desk, library: Library, window: Window, stories: tuple[StoryId, StoryId], qtbot: QtBot
) -> None:
    salt, weather = stories
    desk.place.select("chapter", chapters_of(library, salt)[1].id)
    desk.commands.run("go.write")
    editor(window).setFocus()
    qtbot.keyClick(editor(window), Key.Key_Down)
    for _ in range(6):
        qtbot.keyClick(editor(window), Key.Key_Right)
    block, column = editor(window).textCursor().block().text(), editor(window).textCursor().positionInBlock()
    open_card(window, 1, qtbot)
    assert desk.place.story_id == weather
    assert desk.place.chapter_id == chapters_of(library, weather)[0].id
    open_card(window, 0, qtbot)
    assert (desk.place.story_id, desk.place.chapter_id) == (salt, chapters_of(library, salt)[1].id)
    cursor = editor(window).textCursor()
    assert (cursor.block().text(), cursor.positionInBlock()) == (block, column)


def test_the_quick_jump_takes_a_story_up_where_it_was_left(
    desk: Desk, library: Library, window: Window, stories: tuple[StoryId, StoryId], qtbot: QtBot
) -> None:
    salt, weather = stories
    chapter = chapters_of(library, weather)[1]
    library.place.set(Place(weather, chapter.id, chapter.scenes[0].id, 23))
    library.place.set(Place(salt, chapters_of(library, salt)[0].id))
    desk.place.open_story(salt)
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    line = part(window, "jump.line")
    qtbot.keyClicks(line, "Weather")
    qtbot.keyClick(line, Key.Key_Return)
    assert (desk.place.story_id, desk.place.chapter_id) == (weather, chapter.id)
    cursor = editor(window).textCursor()
    assert (cursor.block().text(), cursor.positionInBlock()) == ("Nobody had seen who did it.", 4)


def test_a_place_that_is_gone_gives_way_to_the_next_step(
    desk: Desk, library: Library, window: Window, stories: tuple[StoryId, StoryId], qtbot: QtBot
) -> None:
    salt, weather = stories
    third = chapters_of(library, weather)[2]
    library.place.set(Place(weather, third.id))
    library.place.set(Place(salt))
    with library.change("Delete"):
        library.outline.remove_chapter(third.id)
    open_card(window, 1, qtbot)
    assert desk.place.chapter_id == chapters_of(library, weather)[0].id


def test_the_command_opens_a_story_where_it_was_left(tmp_path: Path, qtbot: QtBot) -> None:
    library = Library.open(tmp_path / "library.longfic")
    salt, weather = add_story(library, "Salt", chapters=3), add_story(library, "Weather", chapters=3)
    chapter = chapters_of(library, weather)[2]
    library.place.set(Place(weather, chapter.id))
    library.place.set(Place(salt))
    session = Session(library)
    try:
        session.start("weather")
        assert session.desk.place.chapter_id == chapter.id
        assert session.window.pages.name is PageName.WRITE
    finally:
        session.window.close()
        session.end()


def test_the_shelf_comes_first_after_a_long_absence(tmp_path: Path, qtbot: QtBot) -> None:
    now = datetime(2026, 9, 1, 20)
    path = tmp_path / "library.longfic"
    with Library.open(path, clock=lambda: now) as library:
        salt = add_story(library, "Salt", chapters=3)
        library.place.set(Place(salt, chapters_of(library, salt)[2].id))
    for days, page in ((3, PageName.WRITE), (20, PageName.SHELF), (21, PageName.WRITE)):
        moment = now + timedelta(days=days)
        session = Session(Library.open(path, clock=lambda moment=moment: moment))  # type: ignore[misc]
        try:
            session.start()
            assert session.window.pages.name is page
            assert session.desk.place.story_id == salt
            if page is PageName.SHELF:
                qtbot.waitUntil(part(session.window, "shelf.return").isVisible)
                qtbot.mouseClick(part(session.window, "return.go_on"), Qt.MouseButton.LeftButton)
                assert session.window.pages.name is PageName.WRITE
                assert session.desk.place.chapter_id == session.desk.library.outline.get(salt).chapters[2].id
        finally:
            session.window.close()
            session.end()
