"""Ideas: caught in a sheet from anywhere, and what becomes of them in the inbox."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.shelf.capture import CaptureSheet
from planner.desktop.shelf.choose import ChooseDialog
from planner.desktop.shelf.ideas import IdeasInbox, more_rect
from planner.desktop.shelf.model import IdeasModel
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.domain.outline import IdeaId, StoryId
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, entry, menu_at, part, said, second_look


def capture(library: Library, text: str, story_id: StoryId | None = None) -> IdeaId:
    with library.change("Capture idea"):
        return library.ideas.add(text, story_id)


def texts(library: Library) -> list[str]:
    """The inbox as it is in the file."""
    with second_look(library) as other:
        return [idea.text for idea in other.ideas.all()]


@pytest.fixture
def sheet(desk: Desk, qtbot: QtBot) -> CaptureSheet:
    made = CaptureSheet(desk)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def inbox(desk: Desk, qtbot: QtBot) -> IdeasInbox:
    made = IdeasInbox(desk)
    qtbot.addWidget(made)
    made.resize(280, 500)
    made.show()
    return made


def ideas_list(inbox: IdeasInbox) -> QListView:
    found = part(inbox, "ideas.list")
    assert isinstance(found, QListView)
    return found


def text_field(sheet: CaptureSheet) -> QPlainTextEdit:
    found = part(sheet, "capture.text")
    assert isinstance(found, QPlainTextEdit)
    return found


def choose(qtbot: QtBot, typed: str) -> None:
    """Narrow the open choice by typing, and take the first that is left."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ChooseDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChooseDialog)
    line = part(dialog, "choose.filter")
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)


# --- the sheet


def test_enter_keeps_an_idea(desk: Desk, library: Library, sheet: CaptureSheet, qtbot: QtBot) -> None:
    heard = said(desk)
    sheet.pop_up()
    qtbot.keyClicks(text_field(sheet), "A lighthouse that answers")
    qtbot.keyClick(text_field(sheet), Qt.Key.Key_Return)
    assert texts(library) == ["A lighthouse that answers"]
    assert not sheet.isVisible()
    assert heard == [("Idea kept. It waits on the shelf.", True)]
    library.undo()
    assert texts(library) == []


def test_shift_enter_breaks_the_line(library: Library, sheet: CaptureSheet, qtbot: QtBot) -> None:
    sheet.pop_up()
    qtbot.keyClicks(text_field(sheet), "One")
    qtbot.keyClick(text_field(sheet), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(text_field(sheet), "two")
    qtbot.keyClick(text_field(sheet), Qt.Key.Key_Enter)
    assert texts(library) == ["One\ntwo"]


def test_the_sheet_offers_the_open_story(desk: Desk, library: Library, sheet: CaptureSheet, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    story = add_story(library, "Weather")
    desk.place.open_story(story)
    sheet.pop_up()
    stories = part(sheet, "capture.story")
    assert isinstance(stories, QComboBox)
    assert [stories.itemText(row) for row in range(stories.count())] == ["No story", "Salt", "Weather"]
    assert stories.currentText() == "Weather"
    qtbot.keyClicks(text_field(sheet), "Rain")
    qtbot.mouseClick(part(sheet, "capture.keep"), Qt.MouseButton.LeftButton)
    with second_look(library) as other:
        assert other.ideas.all()[0].story_id == story


def test_escape_keeps_nothing_but_loses_nothing(library: Library, sheet: CaptureSheet, qtbot: QtBot) -> None:
    sheet.pop_up()
    qtbot.keyClicks(text_field(sheet), "Half a tho")
    qtbot.keyClick(text_field(sheet), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert texts(library) == []
    sheet.pop_up()
    assert text_field(sheet).textCursor().selectedText() == "Half a tho"


def test_an_empty_idea_is_not_kept(library: Library, sheet: CaptureSheet, qtbot: QtBot) -> None:
    sheet.pop_up()
    qtbot.keyClicks(text_field(sheet), "   ")
    assert not part(sheet, "capture.keep").isEnabled()
    qtbot.keyClick(text_field(sheet), Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert texts(library) == []


# --- the inbox


def test_model_follows_each_change_row_by_row(desk: Desk, library: Library) -> None:
    capture(library, "one")
    model = IdeasModel(library, desk.bus, desk.notices.error)
    tester = QAbstractItemModelTester(model)
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    two = capture(library, "two")
    three = capture(library, "three")
    shown = [[model.index(row).data() for row in range(model.rowCount())]]
    with library.change("Edit"):
        library.ideas.edit(two, "second")
        library.ideas.move(three, 2)
    shown.append([model.index(row).data() for row in range(model.rowCount())])
    with library.change("Delete"):
        library.ideas.remove(two)
    shown.append([model.index(row).data() for row in range(model.rowCount())])
    library.undo()
    shown.append([model.index(row).data() for row in range(model.rowCount())])
    assert shown == [
        ["three", "two", "one"],
        ["second", "one", "three"],
        ["one", "three"],
        ["second", "one", "three"],
    ]
    assert not resets
    assert tester is not None


def test_an_idea_says_which_story_it_is_for(desk: Desk, library: Library) -> None:
    story = add_story(library, "Salt")
    capture(library, "Rain", story)
    model = IdeasModel(library, desk.bus, desk.notices.error)
    assert model.index(0).data(FOOT_ROLE) == "Salt · just now"
    with library.change("Rename"):
        library.stories.edit(story, title="Pepper")
    assert model.index(0).data(FOOT_ROLE) == "Pepper · just now"
    with library.change("Delete"):
        library.stories.remove(story)
    assert model.index(0).data(FOOT_ROLE) == "just now"


def test_an_empty_inbox_says_how_to_fill_it(library: Library, inbox: IdeasInbox) -> None:
    assert not ideas_list(inbox).isVisible()
    capture(library, "Rain")
    assert ideas_list(inbox).isVisible()


def test_edit_in_place(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    capture(library, "Rain")
    view = ideas_list(inbox)
    view.setCurrentIndex(inbox.model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = part(inbox, "ideas.edit")
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, " at last")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert texts(library) == ["Rain at last"]
    assert library.undo_label == "Edit idea"


def test_escape_leaves_an_idea_as_it_was(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    capture(library, "Rain")
    viewport = ideas_list(inbox).viewport()
    at = ideas_list(inbox).visualRect(inbox.model.index(0)).topLeft() + QPoint(12, 12)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    editor = part(inbox, "ideas.edit")
    qtbot.keyClicks(editor, " or shine")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert texts(library) == ["Rain"]


def test_delete_can_be_undone(desk: Desk, library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    capture(library, "Rain")
    heard = said(desk)
    ideas_list(inbox).setCurrentIndex(inbox.model.index(0))
    qtbot.keyClick(ideas_list(inbox), Qt.Key.Key_Delete)
    assert texts(library) == []
    assert heard == [("Idea deleted.", True)]
    library.undo()
    assert texts(library) == ["Rain"]


def test_the_mark_at_the_right_opens_the_menu(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    capture(library, "Rain")
    view = ideas_list(inbox)
    at = more_rect(view.visualRect(inbox.model.index(0))).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.objectName() == "ideas.menu"
    menu.close()


def test_without_a_story_an_idea_can_only_become_one(library: Library, inbox: IdeasInbox) -> None:
    capture(library, "Rain on the tramway\nand nobody minds")
    menu = menu_at(ideas_list(inbox), inbox.model.index(0))
    enabled = [action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert enabled == ["Edit", "Make it a story", "Delete"]
    entry(menu, "Make it a story").trigger()
    with second_look(library) as other:
        (story,) = other.stories.all()
        assert story.title == "Rain on the tramway"
        assert story.spark == "Rain on the tramway\nand nobody minds"
        assert other.ideas.all() == []


def test_an_idea_becomes_a_chapter_of_its_story(library: Library, inbox: IdeasInbox) -> None:
    story = add_story(library, "Salt", chapters=1)
    capture(library, "Rain", story)
    menu = menu_at(ideas_list(inbox), inbox.model.index(0))
    entry(menu, "Make it a chapter of “Salt”").trigger()
    with second_look(library) as other:
        assert [chapter.synopsis for chapter in other.outline.get(story).chapters] == ["", "Rain"]
        assert other.ideas.all() == []


def test_an_idea_becomes_a_scene_of_a_chosen_chapter(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    story = add_story(library, "Weather", chapters=12)
    capture(library, "Rain")
    entry(menu_at(ideas_list(inbox), inbox.model.index(0)), "Make it a scene of…").trigger()
    choose(qtbot, "wea")
    choose(qtbot, "12")
    with second_look(library) as other:
        last = other.outline.get(story).chapters[11]
        assert [scene.synopsis for scene in last.scenes] == ["", "Rain"]
    library.undo()
    assert texts(library) == ["Rain"]


def test_an_idea_goes_to_a_story_and_from_it(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    story = add_story(library, "Salt")
    capture(library, "Rain")
    entry(menu_at(ideas_list(inbox), inbox.model.index(0)), "Put it with a story…").trigger()
    choose(qtbot, "salt")
    with second_look(library) as other:
        assert other.ideas.all()[0].story_id == story
    entry(menu_at(ideas_list(inbox), inbox.model.index(0)), "Put it with a story…").trigger()
    choose(qtbot, "no st")
    with second_look(library) as other:
        assert other.ideas.all()[0].story_id is None


def test_a_choice_can_be_declined(library: Library, inbox: IdeasInbox, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    capture(library, "Rain")
    entry(menu_at(ideas_list(inbox), inbox.model.index(0)), "Make it a chapter of…").trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChooseDialog)
    qtbot.keyClick(part(dialog, "choose.filter"), Qt.Key.Key_Escape)
    assert texts(library) == ["Rain"]
