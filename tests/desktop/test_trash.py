"""The trash: what was deleted comes back, in this session and the next, until it is emptied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QListView
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.shelf.trash import KIND_NAMES, TrashDialog, TrashModel
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.message import Message
from planner.domain.outline import StoryId
from planner.library.file import Library
from planner.library.trash import KINDS
from tests.desktop.shelf_stage import add_story, part, said, second_look


def delete_chapter(library: Library, story_id: StoryId, number: int) -> None:
    with library.change("Delete chapter"):
        library.outline.remove_chapter(library.outline.get(story_id).chapters[number].id)


def open_trash(desk: Desk, qtbot: QtBot) -> TrashDialog:
    made = TrashDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: TrashDialog) -> list[str]:
    return [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())]


def trash_list(dialog: TrashDialog) -> QListView:
    found = part(dialog, "trash.list")
    assert isinstance(found, QListView)
    return found


@pytest.fixture
def story(library: Library) -> StoryId:
    made = add_story(library, "Salt", chapters=3)
    with library.change("Name"):
        for number, chapter in enumerate(library.outline.get(made).chapters, 1):
            library.outline.edit_chapter(chapter.id, title=f"Part {number}")
    return made


def test_what_was_deleted_and_from_where(desk: Desk, library: Library, story: StoryId, qtbot: QtBot) -> None:
    delete_chapter(library, story, 1)
    with library.change("Delete idea"):
        library.ideas.remove(library.ideas.add("Rain"))
    dialog = open_trash(desk, qtbot)
    assert rows(dialog) == ["Chapter: Part 2"]
    assert dialog.model.index(0).data(FOOT_ROLE) == "from “Salt”, deleted just now"


def test_restore_puts_it_back_in_its_place(desk: Desk, library: Library, story: StoryId, qtbot: QtBot) -> None:
    delete_chapter(library, story, 1)
    heard = said(desk)
    dialog = open_trash(desk, qtbot)
    qtbot.mouseClick(part(dialog, "trash.restore"), Qt.MouseButton.LeftButton)
    with second_look(library) as other:
        assert [chapter.title for chapter in other.outline.get(story).chapters] == ["Part 1", "Part 2", "Part 3"]
    assert rows(dialog) == []
    assert heard == [("Restored to where it was.", True)]
    library.undo()
    assert rows(dialog) == ["Chapter: Part 2"]


def test_several_things_come_back_in_one_step(desk: Desk, library: Library, story: StoryId, qtbot: QtBot) -> None:
    delete_chapter(library, story, 0)
    with library.change("Delete story"):
        library.stories.remove(story)
    dialog = open_trash(desk, qtbot)
    assert rows(dialog) == ["Story: Salt", "Chapter: Part 1"]
    trash_list(dialog).selectAll()
    qtbot.keyClick(trash_list(dialog), Qt.Key.Key_Return)
    with second_look(library) as other:
        assert [chapter.title for chapter in other.outline.get(story).chapters] == ["Part 1", "Part 2", "Part 3"]
    assert library.undo_label == "Restore deleted"


def test_what_has_no_place_any_more_says_what_to_restore_first(
    desk: Desk, library: Library, story: StoryId, qtbot: QtBot
) -> None:
    delete_chapter(library, story, 0)
    with library.change("Delete story"):
        library.stories.remove(story)
    dialog = open_trash(desk, qtbot)
    trash_list(dialog).setCurrentIndex(dialog.model.index(1))
    qtbot.mouseClick(part(dialog, "trash.restore"), Qt.MouseButton.LeftButton)
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("Restore the story first" in text for text in shown)
    assert rows(dialog) == ["Story: Salt", "Chapter: Part 1"]


def test_a_later_session_can_restore(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    path = tmp_path / "later.longfic"
    with Library.open(path) as library:
        story = add_story(library, "Salt")
        with library.change("Delete story"):
            library.stories.remove(story)
    with Library.open(path) as library:
        keeper = QObject()
        desk = build_desk(library, qapp, keeper)
        dialog = open_trash(desk, qtbot)
        qtbot.mouseClick(part(dialog, "trash.restore"), Qt.MouseButton.LeftButton)
        with second_look(library) as other:
            assert [each.title for each in other.stories.all()] == ["Salt"]
        desk.bus.close()
        keeper.deleteLater()


def ask_to_empty(dialog: TrashDialog, qtbot: QtBot, answer: str) -> None:
    qtbot.mouseClick(part(dialog, "trash.empty"), Qt.MouseButton.LeftButton)
    question = QApplication.activeModalWidget()
    assert isinstance(question, Message)
    qtbot.mouseClick(part(question, f"message.{answer}"), Qt.MouseButton.LeftButton)


def test_emptying_asks_first(desk: Desk, library: Library, story: StoryId, qtbot: QtBot) -> None:
    delete_chapter(library, story, 0)
    dialog = open_trash(desk, qtbot)
    ask_to_empty(dialog, qtbot, "keep")
    assert rows(dialog) == ["Chapter: Part 1"]
    ask_to_empty(dialog, qtbot, "empty")
    assert rows(dialog) == []
    with second_look(library) as other:
        assert other.trash.list() == []
    assert not part(dialog, "trash.empty").isEnabled()
    assert not part(dialog, "trash.restore").isEnabled()


def test_the_model_follows_undo_row_by_row(desk: Desk, library: Library, story: StoryId) -> None:
    model = TrashModel(library, desk.bus)
    tester = QAbstractItemModelTester(model)
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    delete_chapter(library, story, 2)
    delete_chapter(library, story, 1)
    assert [model.index(row).data() for row in range(2)] == ["Chapter: Part 2", "Chapter: Part 3"]
    library.undo()
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Chapter: Part 3"]
    assert not resets
    assert tester is not None


def test_everything_that_can_be_deleted_has_a_name() -> None:
    assert set(KIND_NAMES) >= set(KINDS)
