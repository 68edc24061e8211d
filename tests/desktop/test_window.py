"""The window shows what belongs to the page, says what undo would do, and comes back as it was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session, parts
from planner.desktop.desk import Desk
from planner.desktop.notices import SaveState
from planner.desktop.pages import PageName
from planner.desktop.window import Window
from planner.domain.errors import PlannerError
from planner.domain.outline import StoryId
from planner.library.file import Library


@pytest.fixture
def story(library: Library) -> StoryId:
    """A story with two chapters."""
    with library.change("Make a story"):
        story_id = library.stories.add("Night Ferry")
        library.outline.add_chapter(story_id, title="Embarking", target_words=2500)
        library.outline.add_chapter(story_id, title="Landfall")
    return story_id


@pytest.fixture
def writing(window: Window, desk: Desk, story: StoryId) -> Window:
    """The window with the first chapter of the story open."""
    desk.place.select("chapter", desk.library.outline.get(story).chapters[0].id)
    desk.commands.run("go.write")
    return window


def press(window: QWidget, keys: str) -> None:
    """Press a shortcut with the focus where it is."""
    window.activateWindow()
    QTest.keySequence(window, QKeySequence(keys))


def text_of(window: Window, name: str) -> str:
    """What a label or button of the status bar says."""
    found = window.findChild(QWidget, name)
    assert isinstance(found, QLabel | QPushButton)
    return found.text() if found.isVisible() else ""


# What is on the screen


def test_without_a_story_there_is_only_the_shelf(window: Window) -> None:
    assert window.pages.name == PageName.SHELF
    assert not window.outline.isVisible()
    assert not window.plan.isVisible()
    write = window.findChild(QToolButton, "rail.write")
    assert write is not None
    assert not write.isEnabled()
    assert window.windowTitle() == "Longfic"


def test_a_story_brings_its_outline_and_its_plan(writing: Window) -> None:
    assert writing.pages.name == PageName.WRITE
    assert writing.outline.isVisible()
    assert writing.plan.isVisible()
    assert writing.windowTitle() == "Night Ferry — Longfic"


def test_the_shelf_stands_alone_even_while_a_story_is_open(writing: Window, desk: Desk) -> None:
    desk.commands.run("go.shelf")
    assert not writing.outline.isVisible()
    desk.commands.run("go.write")
    assert writing.outline.isVisible()


def test_the_rail_marks_the_page_and_goes_there(writing: Window, qtbot: QtBot) -> None:
    shelf = writing.findChild(QToolButton, "rail.shelf")
    write = writing.findChild(QToolButton, "rail.write")
    assert shelf is not None
    assert write is not None
    assert write.isChecked()
    qtbot.mouseClick(shelf, Qt.MouseButton.LeftButton)
    assert writing.pages.name == PageName.SHELF
    assert shelf.isChecked()
    assert not write.isChecked()
    qtbot.mouseClick(shelf, Qt.MouseButton.LeftButton)
    assert shelf.isChecked()


def test_pages_are_built_when_they_are_first_shown(window: Window, desk: Desk) -> None:
    assert window.pages.built(PageName.PREFERENCES) is None
    desk.commands.run("app.preferences")
    page = window.pages.built(PageName.PREFERENCES)
    desk.commands.run("go.shelf")
    desk.commands.run("app.preferences")
    assert page is not None
    assert window.pages.built(PageName.PREFERENCES) is page


def test_outline_and_plan_can_be_put_away_and_stay_away(writing: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.commands.run("view.outline")
    assert not writing.outline.isVisible()
    assert not desk.commands.actions["view.outline"].isChecked()
    again = Window(desk, parts(desk))
    qtbot.addWidget(again)
    again.show()
    again.go(PageName.WRITE)
    assert not again.outline.isVisible()
    assert again.plan.isVisible()


def test_distraction_free_leaves_only_the_page(writing: Window, qtbot: QtBot) -> None:
    writing.way_back_timer.setInterval(10)
    press(writing, "F11")
    for part in (writing.rail, writing.outline, writing.plan, writing.statusBar(), writing.menuBar()):
        assert not part.isVisible()
    assert writing.isFullScreen()
    page = writing.pages.currentWidget()
    assert page is not None
    assert page.isVisible()
    assert text_of(writing, "window.way_back") == "Esc or F11 brings the rest back"
    qtbot.waitUntil(lambda: text_of(writing, "window.way_back") == "")
    press(writing, "F11")
    assert writing.rail.isVisible()
    assert writing.outline.isVisible()
    assert not writing.isFullScreen()


def test_escape_ends_distraction_free(writing: Window, qtbot: QtBot) -> None:
    press(writing, "F11")
    qtbot.keyClick(writing.focusWidget() or writing, Qt.Key.Key_Escape)
    assert writing.rail.isVisible()


def test_f6_goes_round_the_parts_of_the_window(writing: Window, qtbot: QtBot) -> None:
    visited: list[str] = []
    for _ in range(3):
        press(writing, "F6")
        focus = writing.focusWidget()
        panes = {"outline": writing.outline, "page": writing.pages, "plan": writing.plan}
        visited += [name for name, pane in panes.items() if focus is not None and pane.isAncestorOf(focus)]
    assert sorted(visited) == ["outline", "page", "plan"]


# Doing and undoing


def test_undo_says_what_it_will_undo(window: Window, desk: Desk, story: StoryId) -> None:
    assert desk.commands.actions["edit.undo"].text() == "Undo Make a story"
    desk.commands.run("edit.undo")
    assert desk.library.stories.all() == []
    assert not desk.commands.actions["edit.undo"].isEnabled()
    assert desk.commands.actions["edit.redo"].text() == "Redo Make a story"
    assert text_of(window, "status.notice") == "Undone: Make a story"
    desk.commands.run("edit.redo")
    assert [each.title for each in desk.library.stories.all()] == ["Night Ferry"]


def test_in_a_field_undo_means_the_typing(window: Window, desk: Desk, story: StoryId, qtbot: QtBot) -> None:
    field = QLineEdit(window)
    field.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: field.hasFocus())
    qtbot.keyClicks(field, "abc")
    press(field, "Ctrl+Z")
    assert field.text() == ""
    assert [each.title for each in desk.library.stories.all()] == ["Night Ferry"]


def test_after_replacing_all_undo_means_the_text(writing: Window, desk: Desk) -> None:
    editor = writing.findChild(QTextEdit, "write.text")
    find, replace = (writing.findChild(QLineEdit, name) for name in ("find.text", "find.with"))
    every = writing.findChild(QPushButton, "find.replace_all")
    assert editor is not None
    assert find is not None
    assert replace is not None
    assert every is not None
    editor.setFocus()
    QTest.keyClicks(editor, "the sea, the sea")
    desk.commands.run("find.replace")
    QTest.keyClicks(find, "sea")
    QTest.keyClick(find, Qt.Key.Key_Tab)
    assert replace.hasFocus()
    QTest.keyClicks(replace, "ice")
    every.click()
    assert editor.toPlainText() == "the ice, the ice"
    every.setFocus()
    assert desk.commands.actions["edit.undo"].text() == "Undo typing"
    desk.commands.run("edit.undo")
    assert editor.toPlainText() == "the sea, the sea"
    desk.commands.run("edit.redo")
    assert editor.toPlainText() == "the ice, the ice"
    assert [each.title for each in desk.library.stories.all()] == ["Night Ferry"]


def test_a_notice_offers_undo(window: Window, desk: Desk, story: StoryId, qtbot: QtBot) -> None:
    desk.notices.say("Story made.", undo=True)
    assert text_of(window, "status.notice") == "Story made."
    undo = window.findChild(QPushButton, "status.undo")
    assert undo is not None
    assert undo.isVisible()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert desk.library.stories.all() == []


def test_taking_an_offer_leaves_the_keys_where_the_author_writes(writing: Window, desk: Desk, qtbot: QtBot) -> None:
    editor = writing.findChild(QTextEdit, "write.text")
    offer = writing.findChild(QPushButton, "status.offer")
    assert editor is not None
    assert offer is not None
    editor.setFocus()
    taken: list[bool] = []
    desk.notices.offer("300 words pasted", "Count them", lambda: taken.append(True))
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert taken == [True]
    assert editor.hasFocus()


def test_deleting_the_open_story_goes_back_to_the_shelf(writing: Window, desk: Desk, story: StoryId) -> None:
    with desk.library.change("Delete story"):
        desk.library.stories.remove(story)
    assert writing.pages.name == PageName.SHELF
    assert desk.place.story_id is None
    assert writing.windowTitle() == "Longfic"


def test_an_error_stays_until_it_is_dismissed(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.notices.error(PlannerError("The disk is full.", "Make room and go on."))
    assert window.banner.text == "The disk is full. Make room and go on."
    dismiss = window.findChild(QToolButton, "banner.dismiss")
    assert dismiss is not None
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert window.banner.text == ""


# The status bar


def test_words_of_the_chapter_stand_beside_its_target(writing: Window, desk: Desk) -> None:
    assert text_of(writing, "status.chapter") == "Chapter: 0 of 2500 words"
    desk.notices.show_words(310)
    assert text_of(writing, "status.chapter") == "Chapter: 310 of 2500 words"
    desk.notices.show_words(1)
    desk.commands.run("go.next_chapter")
    assert text_of(writing, "status.chapter") == "Chapter: 0 words"


def test_saved_is_said(writing: Window, desk: Desk) -> None:
    desk.notices.show_save(SaveState.SAVED)
    assert text_of(writing, "status.saved") == "Saved"
    desk.notices.show_save(SaveState.FAILED)
    assert text_of(writing, "status.saved") == "Not saved"


@pytest.mark.parametrize("page", ["go.shelf", "find.everywhere", "app.preferences"])
def test_away_from_the_text_nothing_is_said_about_it(writing: Window, desk: Desk, page: str) -> None:
    desk.commands.run(page)
    assert text_of(writing, "status.chapter") == ""
    assert text_of(writing, "status.saved") == ""
    assert "today" in text_of(writing, "status.today")
    desk.commands.run("go.plot")
    assert text_of(writing, "status.chapter").startswith("Chapter: 0 of")
    assert text_of(writing, "status.saved") == "Saved"


def test_what_could_not_be_saved_is_said_on_every_page(writing: Window, desk: Desk) -> None:
    desk.notices.show_save(SaveState.FAILED)
    desk.commands.run("go.shelf")
    assert text_of(writing, "status.saved") == "Not saved"


# The band above the page


def test_a_passing_sentence_goes_with_the_next_change(writing: Window, desk: Desk, story: StoryId) -> None:
    writing.banner.say("Longfic did not close properly.", passing=True)
    desk.commands.run("go.shelf")
    assert writing.banner.text != ""
    with desk.library.change("Edit"):
        desk.library.stories.edit(story, fandom="Lighthouses")
    assert writing.banner.text == ""
    desk.notices.tell("Exported.")
    with desk.library.change("Edit"):
        desk.library.stories.edit(story, fandom="Ferries")
    assert writing.banner.text == "Exported."


def test_distraction_free_shows_warnings_alone(writing: Window, desk: Desk) -> None:
    desk.notices.tell("Longfic did not close properly.")
    writing.set_distraction_free(True)
    assert writing.banner.text == ""
    desk.notices.tell("Exported.")
    assert writing.banner.text == ""
    writing.set_distraction_free(False)
    assert writing.banner.text == "Exported."
    writing.set_distraction_free(True)
    desk.notices.error(PlannerError("The disk is full.", "Make room and go on."))
    assert writing.banner.text.startswith("The disk is full")
    writing.set_distraction_free(False)
    assert writing.banner.text.startswith("The disk is full")


def test_a_passing_sentence_does_not_come_back_after_distraction_free(writing: Window, desk: Desk) -> None:
    writing.banner.say("Longfic did not close properly.", passing=True)
    writing.set_distraction_free(True)
    with desk.library.change("Make a story"):
        desk.library.stories.add("Landfall")
    writing.set_distraction_free(False)
    assert writing.banner.text == ""


# Reach


def test_every_control_of_the_frame_has_a_name(writing: Window) -> None:
    for control in writing.findChildren(QAbstractButton):
        if control.isVisible() and not control.objectName().startswith("qt_"):
            assert control.accessibleName() or control.text(), control


def test_twice_the_text_size_still_fits_the_rail(writing: Window, desk: Desk) -> None:
    from planner.desktop.settings import TEXT_SCALE

    desk.settings.set(TEXT_SCALE, 200)
    QApplication.processEvents()
    for each in writing.rail.findChildren(QToolButton):
        assert each.width() >= each.sizeHint().width()


# Files


def test_a_file_dropped_on_the_window_is_taken_in(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "fic.txt"))])
    window.files_dropped.disconnect()
    enter = QDragEnterEvent(
        QPoint(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(window.files_dropped) as told:
        window.dropEvent(
            QDropEvent(
                QPointF(200, 200),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    assert told.args == [[tmp_path / "fic.txt"]]


# Opening and closing


def run_session(library: Library, qtbot: QtBot) -> Session:
    """A session as main() makes it, up to the first paint."""
    session = Session(library)
    session.start()
    qtbot.waitUntil(lambda: session.desk.commands.is_bound("library.open"))
    return session


def test_the_window_comes_back_where_the_author_was(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "library.longfic"
    session = run_session(Library.open(path, session=True), qtbot)
    library = session.desk.library
    with library.change("Make a story"):
        story_id = library.stories.add("Night Ferry")
        library.outline.add_chapter(story_id, title="Embarking")
        chapter_id = library.outline.add_chapter(story_id, title="Landfall")
    session.desk.place.select("chapter", chapter_id)
    session.desk.commands.run("go.write")
    session.window.resize(1100, 640)
    session.window.close()
    session.end()
    again = run_session(Library.open(path, session=True), qtbot)
    assert again.desk.place.chapter_id == chapter_id
    assert again.window.pages.name == PageName.WRITE
    assert again.window.height() == 640
    assert again.window.banner.text == ""
    again.window.close()
    again.end()


def test_a_window_closed_at_once_is_not_made_whole_afterwards(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(Library.open(tmp_path / "library.longfic", session=True))
    with qtbot.waitExposed(session.window):
        session.start()
    desk = session.desk
    assert not desk.commands.is_bound("library.open")
    session.end()
    session.window.repaint()
    QApplication.processEvents()
    assert not desk.commands.is_bound("library.open")
    # Nobody else hears of errors any more.
    assert "Traceback" not in capsys.readouterr().err
    session.window.close()


def test_after_a_crash_the_window_says_what_was_recovered(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "library.longfic"
    crashed = Library.open(path, session=True)
    copy = tmp_path / "copy.longfic"
    copy.write_bytes(path.read_bytes())
    crashed.close()
    session = run_session(Library.open(copy, session=True), qtbot)
    assert "did not close properly" in session.window.banner.text
    with session.desk.library.change("Make a story"):
        session.desk.library.stories.add("Night Ferry")
    assert session.window.banner.text == ""
    session.window.close()
    session.end()


def test_a_library_opened_to_look_says_so_in_the_status_bar(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "library.longfic"
    with Library.open(path) as library, library.change("Make a story"):
        library.outline.add_chapter(library.stories.add("Night Ferry"))
    session = run_session(Library.open(path, read_only=True), qtbot)
    assert "only looking" in session.window.banner.text
    assert text_of(session.window, "status.saved") == "Looking only"
    story = session.desk.library.stories.all()[0]
    session.desk.place.select("chapter", session.desk.library.outline.get(story.id).chapters[0].id)
    session.desk.commands.run("go.write")
    assert text_of(session.window, "status.saved") == "Looking only"
    session.window.close()
    session.end()
