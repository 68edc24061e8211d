"""Taking a cast along: the dialog says what will happen, and it is one step to undo."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.flows.take_along import TakeAlongDialog
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.window import Window
from planner.domain.cast_draft import DevelopmentDraft, PersonDraft, TieDraft
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.outline import StoryId

W = TypeVar("W", bound=QWidget)
FIRST = StoryDraft(
    "Low Water",
    chapters=(ChapterDraft("Ebb"), ChapterDraft("Flood")),
    people=(PersonDraft("Ines", role="main"), PersonDraft("Tomas"), PersonDraft("Rui")),
    ties=(
        TieDraft("Ines", "Tomas", "rivals", developments=(DevelopmentDraft(2, "romantic", "at last"),)),
        TieDraft("Ines", "Rui", "family", begins=2),
    ),
)
SECOND = StoryDraft("High Water", chapters=(ChapterDraft("Again"),), people=(PersonDraft("Tomas"),))


@pytest.fixture
def stories(desk: Desk) -> tuple[StoryId, StoryId]:
    with desk.library.change("Add"):
        return desk.library.drafts.add(FIRST), desk.library.drafts.add(SECOND)


@pytest.fixture
def dialog(window: Window, desk: Desk, stories: tuple[StoryId, StoryId]) -> TakeAlongDialog:
    """The dialog, opened from the menu while the first story is open."""
    desk.place.open_story(stories[0])
    desk.commands.run("cast.take_along")
    found = window.findChild(TakeAlongDialog)
    assert found is not None
    return found


def part(dialog: TakeAlongDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def said(dialog: TakeAlongDialog) -> str:
    return part(dialog, QLabel, "take_along.preview").text()


def tick(dialog: TakeAlongDialog, row: int, qtbot: QtBot) -> None:
    """Take away or put the tick of a row by the keyboard."""
    view = part(dialog, QListView, "take_along.people")
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    qtbot.keyClick(view, Qt.Key.Key_Space)


def test_it_says_what_will_come_along(dialog: TakeAlongDialog, qtbot: QtBot) -> None:
    assert part(dialog, ChoiceBox, "take_along.source").currentText() == "Low Water"
    assert part(dialog, ChoiceBox, "take_along.into").currentText() == "High Water"
    assert said(dialog) == "3 people, 2 ties as they stand at the end; 1 is there already."
    at = part(dialog, ChoiceBox, "take_along.at")
    at.setCurrentIndex(at.findText("After Chapter 1: Ebb"))
    assert said(dialog) == "3 people, 1 tie as they stand after chapter 1; 1 is there already."
    tick(dialog, 1, qtbot)
    assert said(dialog) == "2 people, 0 ties as they stand after chapter 1."


def test_it_takes_them_in_one_step(dialog: TakeAlongDialog, desk: Desk, stories: tuple[StoryId, StoryId]) -> None:
    part(dialog, QPushButton, "take_along.ok").click()
    library = desk.library
    assert [person.name for person in library.cast.people(stories[1])] == ["Tomas", "Ines", "Rui"]
    assert [(tie.kind, tie.label) for tie in library.ties.all(stories[1])] == [("romantic", "at last"), ("family", "")]
    assert not dialog.isVisible()
    assert library.undo_label == "Take the cast along"
    library.undo()
    assert [person.name for person in library.cast.people(stories[1])] == ["Tomas"]


def test_it_asks_for_two_stories_and_for_somebody(dialog: TakeAlongDialog) -> None:
    ok = part(dialog, QPushButton, "take_along.ok")
    part(dialog, QPushButton, "take_along.none").click()
    assert said(dialog) == "Tick whom to take along."
    assert not ok.isEnabled()
    part(dialog, QPushButton, "take_along.all").click()
    assert ok.isEnabled()
    part(dialog, ChoiceBox, "take_along.into").setCurrentIndex(0)
    assert not ok.isEnabled()
    assert "two stories" in said(dialog)


def test_into_a_story_nobody_is_in_yet(window: Window, desk: Desk, stories: tuple[StoryId, StoryId]) -> None:
    with desk.library.change("New"):
        empty = desk.library.stories.add("Slack Water")
    desk.place.open_story(empty)
    desk.commands.run("cast.take_along")
    dialog = window.findChild(TakeAlongDialog)
    assert dialog is not None
    assert part(dialog, ChoiceBox, "take_along.into").currentText() == "Slack Water"
    assert part(dialog, ChoiceBox, "take_along.source").currentText() == "Low Water"


def test_with_one_story_it_says_so(window: Window, desk: Desk) -> None:
    heard: list[str] = []
    desk.notices.said.connect(lambda text, _undo: heard.append(text))
    with desk.library.change("New"):
        desk.place.open_story(desk.library.stories.add("Alone"))
    desk.commands.run("cast.take_along")
    assert heard == ["There is no other story yet to take the cast into."]
    assert window.findChild(TakeAlongDialog) is None
