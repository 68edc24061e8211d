"""What is done is told once, with a figure, and then leaves the author alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.window import Window
from planner.domain.outline import ChapterStatus, StoryId, StoryState
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, part, write


class Clock:
    """Tells whatever time it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 20, 30)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def story(library: Library, clock: Clock) -> StoryId:
    """A story whose first chapter was written on two days."""
    made = add_story(library, "Salt", chapters=3, state=StoryState.WRITING)
    chapter = library.outline.get(made).chapters[0]
    write(library, chapter.id, "The lamp went")
    clock.now = datetime(2026, 11, 2, 20, 30)
    write(library, chapter.id, "The lamp went out again")
    return made


def notice(window: Window) -> str:
    found = part(window, "status.notice")
    assert isinstance(found, QLabel)
    return found.text()


def give(library: Library, story: StoryId, status: ChapterStatus, *numbers: int) -> None:
    chapters = library.outline.get(story).chapters
    with library.change("Change status"):
        for number in numbers:
            library.outline.edit_chapter(chapters[number - 1].id, status=status)


def test_a_first_draft_is_told_once_with_its_words_and_days(library: Library, story: StoryId, window: Window) -> None:
    give(library, story, ChapterStatus.DRAFTING, 1)
    assert notice(window) == ""
    give(library, story, ChapterStatus.DRAFTED, 1)
    assert notice(window) == "Chapter 1 has its first draft: 5 words, written on 2 days."
    window.statusBar().clear_notice()  # type: ignore[attr-defined]
    give(library, story, ChapterStatus.DRAFTING, 1)
    give(library, story, ChapterStatus.DRAFTED, 1)
    library.undo()
    library.redo()
    assert notice(window) == ""


def test_several_drafts_are_one_word(library: Library, story: StoryId, window: Window) -> None:
    give(library, story, ChapterStatus.DRAFTED, 2)
    assert notice(window) == "Chapter 2 has its first draft."
    give(library, story, ChapterStatus.DRAFTED, 1, 3)
    assert notice(window) == "2 chapters have their first drafts."


def test_the_end_of_a_story_is_told_until_it_is_dismissed(
    desk: Desk, library: Library, story: StoryId, window: Window, qtbot: QtBot
) -> None:
    def become(state: StoryState) -> None:
        with library.change("Change state"):
            library.stories.edit(story, state=state)

    become(StoryState.COMPLETE)
    assert window.banner.text == "“Salt” is complete: 5 words, written on 2 days."
    qtbot.mouseClick(part(window.banner, "banner.dismiss"), Qt.MouseButton.LeftButton)
    assert window.banner.text == ""
    become(StoryState.WRITING)
    become(StoryState.COMPLETE)
    assert window.banner.text == ""


def test_a_story_that_comes_in_complete_is_nothing_to_tell(library: Library, window: Window) -> None:
    add_story(library, "Doors", state=StoryState.COMPLETE)
    assert window.banner.text == ""
