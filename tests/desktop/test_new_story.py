"""The form for a new story: what is in the library after it, and what it opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.settings import TEXT_SCALE
from planner.desktop.shelf.new_story import NewStoryDialog
from planner.domain.outline import ChapterStatus, StoryKind, StoryState
from planner.library.file import Library
from tests.desktop.shelf_stage import part, ran, second_look


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> NewStoryDialog:
    made = NewStoryDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def create(form: NewStoryDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(part(form, "new_story.create"), Qt.MouseButton.LeftButton)


def test_a_story_with_planned_chapters(desk: Desk, library: Library, form: NewStoryDialog, qtbot: QtBot) -> None:
    noted = ran(desk, "go.write")
    qtbot.keyClicks(part(form, "new_story.title"), "  Salt  and Static ")
    qtbot.keyClicks(part(form, "new_story.fandom"), "Tramways")
    qtbot.keyClicks(part(form, "new_story.spark"), "Because nobody else will")
    qtbot.keyClicks(part(form, "new_story.chapters"), "12")
    create(form, qtbot)
    with second_look(library) as other:
        (story,) = other.stories.all()
        chapters = other.outline.get(story.id).chapters
    assert (story.title, story.fandom, story.spark) == ("Salt and Static", "Tramways", "Because nobody else will")
    assert (story.expected, story.kind, story.state) == (12, StoryKind.MULTI_CHAPTER, StoryState.PLANNING)
    assert len(chapters) == 12
    assert {chapter.status for chapter in chapters} == {ChapterStatus.PLANNED}
    assert (desk.place.story_id, desk.place.chapter_id) == (story.id, chapters[0].id)
    assert noted == ["go.write"]
    assert not form.isVisible()


def test_with_large_text_the_form_scrolls_and_the_buttons_stay(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.set(TEXT_SCALE, 200)
    form = NewStoryDialog(desk)
    qtbot.addWidget(form)
    form.show()
    QApplication.processEvents()
    assert form.height() <= form.screen().availableGeometry().height()
    assert part(form, "new_story.title").hasFocus()
    form.resize(form.width(), 400)
    QApplication.processEvents()
    create = part(form, "new_story.create")
    assert form.rect().contains(create.geometry())
    area = part(form, "new_story.scroll")
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() > 0


def test_nothing_must_be_answered(library: Library, form: NewStoryDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(part(form, "new_story.title"), Qt.Key.Key_Return)
    with second_look(library) as other:
        (story,) = other.stories.all()
        assert (story.title, story.expected) == ("Untitled story", None)
        assert len(other.outline.get(story.id).chapters) == 1


def test_a_one_shot_has_one_chapter(library: Library, form: NewStoryDialog, qtbot: QtBot) -> None:
    one_shot = part(form, "new_story.one_shot")
    assert isinstance(one_shot, QRadioButton)
    qtbot.keyClicks(part(form, "new_story.chapters"), "7")
    one_shot.click()
    assert not part(form, "new_story.chapters").isEnabled()
    create(form, qtbot)
    with second_look(library) as other:
        (story,) = other.stories.all()
        assert (story.kind, story.expected) == (StoryKind.ONE_SHOT, 1)
        assert len(other.outline.get(story.id).chapters) == 1


def test_the_whole_of_it_is_one_step(library: Library, form: NewStoryDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(part(form, "new_story.chapters"), "30")
    create(form, qtbot)
    assert library.undo_label == "New story"
    library.undo()
    with second_look(library) as other:
        assert other.stories.all() == []


def test_cancel_makes_nothing(library: Library, form: NewStoryDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(part(form, "new_story.title"), "Salt")
    qtbot.mouseClick(part(form, "new_story.cancel"), Qt.MouseButton.LeftButton)
    assert not form.isVisible()
    with second_look(library) as other:
        assert other.stories.all() == []
