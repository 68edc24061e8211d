"""Shelf, ideas, search, import and trash in the real window, by the commands' own shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.flows.import_story import ImportFlow
from planner.desktop.pages import PageName
from planner.desktop.shelf.capture import CaptureSheet
from planner.desktop.shelf.import_preview import ImportPreview
from planner.desktop.shelf.new_story import NewStoryDialog
from planner.desktop.shelf.trash import TrashDialog
from planner.desktop.window import Window
from planner.domain.outline import StoryId
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, part, second_look, write


@pytest.fixture
def story(library: Library) -> StoryId:
    made = add_story(library, "Salt", chapters=2)
    write(library, library.outline.get(made).chapters[1].id, "Nothing yet.\nThe lantern went out.")
    return made


def press(window: Window, keys: str) -> None:
    QTest.keySequence(window, QKeySequence(keys))


def shown(window: Window) -> PageName | None:
    """The page that is on the screen."""
    return window.pages.name


def open_dialog(kind: type[QDialog]) -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def test_a_story_is_opened_written_and_the_shelf_knows(
    desk: Desk, library: Library, window: Window, story: StoryId, qtbot: QtBot
) -> None:
    cards = part(window, "shelf.cards")
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert shown(window) == PageName.WRITE
    assert desk.place.story_id == story
    write(library, library.outline.get(story).chapters[0].id, "Three words more")
    press(window, "Ctrl+1")
    assert shown(window) == PageName.SHELF
    assert part(window, "today.words").property("text") == "9 words"


def test_the_story_that_is_open_can_be_deleted_and_brought_back(
    desk: Desk, library: Library, window: Window, story: StoryId, qtbot: QtBot
) -> None:
    desk.place.open_story(story)
    cards = part(window, "shelf.cards")
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Delete)
    assert desk.place.story_id is None
    assert part(window, "shelf.welcome").isVisible()
    press(window, "Ctrl+Z")
    with second_look(library) as other:
        assert other.stories.get(story).title == "Salt"
    assert cards.isVisible()


def test_an_idea_is_captured_while_writing(
    desk: Desk, library: Library, window: Window, story: StoryId, qtbot: QtBot
) -> None:
    desk.place.open_story(story)
    desk.commands.run("go.write")
    press(window, "Ctrl+Shift+I")
    sheet = open_dialog(CaptureSheet)
    qtbot.keyClicks(part(sheet, "capture.text"), "A lighthouse")
    qtbot.keyClick(part(sheet, "capture.text"), Qt.Key.Key_Return)
    with second_look(library) as other:
        assert [(idea.text, idea.story_id) for idea in other.ideas.all()] == [("A lighthouse", story)]
    assert shown(window) == PageName.WRITE


def test_a_new_story_is_open_at_its_first_chapter(desk: Desk, library: Library, window: Window, qtbot: QtBot) -> None:
    press(window, "Ctrl+N")
    form = open_dialog(NewStoryDialog)
    qtbot.keyClicks(part(form, "new_story.title"), "Weather")
    qtbot.keyClicks(part(form, "new_story.chapters"), "3")
    qtbot.keyClick(part(form, "new_story.chapters"), Qt.Key.Key_Return)
    assert shown(window) == PageName.WRITE
    (made,) = library.stories.all()
    assert desk.place.chapter_id == library.outline.get(made.id).chapters[0].id


def test_search_finds_and_jumps_into_the_text(
    desk: Desk, library: Library, window: Window, story: StoryId, qtbot: QtBot
) -> None:
    press(window, "Ctrl+Shift+F")
    assert shown(window) == PageName.SEARCH
    line = part(window, "search.query")
    assert line.hasFocus()
    qtbot.keyClicks(line, "lantern")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert shown(window) == PageName.WRITE
    assert desk.place.chapter_id == library.outline.get(story).chapters[1].id
    press(window, "Ctrl+Shift+F")
    assert line.property("selectedText") == "lantern"


def test_what_was_deleted_is_restored_from_the_menu(
    desk: Desk, library: Library, window: Window, story: StoryId, qtbot: QtBot
) -> None:
    with library.change("Delete story"):
        library.stories.remove(story)
    desk.commands.run("library.trash")
    dialog = open_dialog(TrashDialog)
    qtbot.mouseClick(part(dialog, "trash.restore"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(dialog, "trash.close"), Qt.MouseButton.LeftButton)
    assert part(window, "shelf.cards").isVisible()


def in_preview(act: Callable[[ImportPreview], object], qtbot: QtBot) -> None:
    """Do this as soon as the preview, which waits for an answer, is on the screen."""

    def look() -> None:
        preview = QApplication.activeModalWidget()
        if isinstance(preview, ImportPreview):
            timer.stop()
            act(preview)

    timer = QTimer(QApplication.instance())
    timer.timeout.connect(look)
    timer.start(5)


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    path = tmp_path / "the-ferry.txt"
    path.write_text("Chapter 1: Out\n\nThe ferry left.\n\nChapter 2: Back\n\nThe ferry came back.\n", encoding="utf-8")
    return path


def test_a_corrected_import_is_what_comes_into_the_library(
    desk: Desk, library: Library, window: Window, manuscript: Path, qtbot: QtBot
) -> None:
    def correct(preview: ImportPreview) -> None:
        chapters = part(preview, "import.chapters")
        qtbot.keyClick(chapters, Qt.Key.Key_End)
        qtbot.mouseClick(part(preview, "button.import.merge"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(part(preview, "import.import"), Qt.MouseButton.LeftButton)

    in_preview(correct, qtbot)
    ImportFlow(desk, window).take([manuscript])
    qtbot.waitUntil(lambda: shown(window) == PageName.WRITE)
    with second_look(library) as other:
        (made,) = other.stories.all()
        assert made.title == "The ferry"
        (chapter,) = other.outline.get(made.id).chapters
        text = "\n".join(scene.prose.plain for scene in other.texts.chapter(chapter.id).scenes)
    assert text == "The ferry left.\nChapter 2: Back\nThe ferry came back."
    assert library.tallies.today() == 0


def test_the_preview_decides_which_story_it_goes_into(
    desk: Desk, library: Library, window: Window, story: StoryId, manuscript: Path, qtbot: QtBot
) -> None:
    def choose(preview: ImportPreview) -> None:
        target = part(preview, "import.target")
        assert isinstance(target, QComboBox)
        target.setCurrentText("The end of “Salt”")
        qtbot.mouseClick(part(preview, "import.import"), Qt.MouseButton.LeftButton)

    in_preview(choose, qtbot)
    ImportFlow(desk, window).take([manuscript])
    qtbot.waitUntil(lambda: shown(window) == PageName.WRITE)
    with second_look(library) as other:
        (salt,) = other.stories.all()
        assert [chapter.title for chapter in other.outline.get(salt.id).chapters] == ["", "", "Out", "Back"]


def test_every_part_has_a_name_for_a_screen_reader(desk: Desk, window: Window, story: StoryId) -> None:
    window.go(PageName.SEARCH)
    window.go(PageName.SHELF)
    for page in (PageName.SHELF, PageName.SEARCH):
        built = window.pages.built(page)
        assert built is not None
        for each in built.findChildren(QWidget):
            focusable = each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None
            own = bool(each.objectName()) and not each.objectName().startswith("qt_")
            if focusable and own:
                assert each.accessibleName(), each.objectName()
