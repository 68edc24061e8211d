"""Through time: the slider through the chapters, stepping, playing, and what it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.as_of_bar import AsOfBar
from planner.desktop.desk import Desk
from planner.domain.outline import ChapterId
from planner.library.file import Library

TITLES = ("The ferry", "A borrowed coat", "", "Lamplight")


class Stage:
    """Two people whose tie turns in chapters 2 and 4; the reader learns a secret in chapter 2."""

    def __init__(self, desk: Desk, library: Library, qtbot: QtBot, pace_ms: int = 1) -> None:
        self.desk, self.library, self.place = desk, library, desk.place
        with library.change("New story"):
            self.story = library.stories.add("Harbour")
            self.chapters = [library.outline.add_chapter(self.story, title=title) for title in TITLES]
            self.ines, self.tomas = (library.cast.add(self.story, name) for name in ("Ines", "Tomas"))
            self.tie = library.ties.add(self.ines, self.tomas, kind="rivals", label="strangers")
            library.ties.develop(self.tie, self.chapters[1], closeness=-2)
            library.ties.develop(self.tie, self.chapters[3], kind="romantic", label="lovers", closeness=4)
            self.secret = library.secrets.add(self.story, "She sank the boat")
            library.secrets.learn(self.secret, None, self.chapters[1])
        desk.place.open_story(self.story)
        self.bar = AsOfBar(desk, pace_ms=pace_ms)
        qtbot.addWidget(self.bar)
        self.bar.resize(900, 70)
        self.bar.show()

    @property
    def caption(self) -> str:
        return self.bar.caption.text()

    @property
    def summary(self) -> str:
        return self.bar.summary.text()

    def action(self, command: str) -> QAction:
        return self.desk.commands.actions[command]

    def click(self, number: int) -> None:
        track = self.bar.track
        QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(number)), track.height() // 2))


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> Stage:
    return Stage(desk, library, qtbot)


def test_it_begins_with_the_whole_story(stage: Stage) -> None:
    assert stage.caption == "The whole story"
    assert stage.bar.track.value() == len(TITLES) + 1
    assert not stage.action("cast.later").isEnabled()
    assert not stage.action("cast.whole_story").isEnabled()


def test_a_click_goes_to_a_chapter_and_says_what_changes_there(stage: Stage) -> None:
    stage.click(2)
    assert stage.place.as_of == 2
    assert stage.caption == "As of chapter 2: A borrowed coat"
    assert stage.summary == "◆ 1 tie changes   ○ 1 learns a secret"
    said = stage.bar.track.accessibleDescription()
    assert said == (
        "As of chapter 2: A borrowed coat. Ines and Tomas: Rivals, strangers, −2. The reader learns: She sank the boat"
    )
    stage.click(3)
    assert (stage.caption, stage.summary) == ("As of chapter 3", "")
    stage.click(0)
    assert (stage.place.as_of, stage.caption) == (0, "Before chapter 1")


def test_dragging_slides_through_the_chapters(stage: Stage) -> None:
    track, seen = stage.bar.track, []
    stage.place.as_of_changed.connect(lambda: seen.append(stage.place.as_of))
    points = [QPoint(round(track.x_of(number)), track.height() // 2) for number in (1, 2, 4)]
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(track, point)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=points[-1])
    assert seen == [1, 2, 4]


def test_keys_move_it(stage: Stage) -> None:
    track = stage.bar.track
    track.setFocus()
    QTest.keyClick(track, Qt.Key.Key_Home)
    assert stage.place.as_of == 0
    QTest.keyClick(track, Qt.Key.Key_Right)
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert stage.place.as_of == 2
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert stage.place.as_of == 1
    QTest.keyClick(track, Qt.Key.Key_End)
    assert stage.place.as_of is None


def test_commands_step_and_go_back_to_the_whole(stage: Stage) -> None:
    stage.place.set_as_of(0)
    assert not stage.action("cast.earlier").isEnabled()
    stage.desk.commands.run("cast.later")
    assert stage.caption == "As of chapter 1: The ferry"
    stage.desk.commands.run("cast.earlier")
    assert stage.place.as_of == 0
    stage.desk.commands.run("cast.whole_story")
    assert stage.place.as_of is None


def test_playing_goes_from_the_beginning_to_the_last_chapter_and_stops(stage: Stage, qtbot: QtBot) -> None:
    seen: list[int | None] = []
    stage.place.as_of_changed.connect(lambda: seen.append(stage.place.as_of))
    stage.bar.track.setFocus()
    QTest.keyClick(stage.bar.track, Qt.Key.Key_Space)
    assert stage.action("cast.play").text() == "Stop playing"
    qtbot.waitUntil(lambda: not stage.bar.play.running)
    assert seen == [0, 1, 2, 3, 4]
    assert stage.action("cast.play").text() == "Play through the chapters"


def test_playing_stops_when_asked_and_when_the_author_goes_elsewhere(
    desk: Desk, library: Library, qtbot: QtBot
) -> None:
    stage = Stage(desk, library, qtbot, pace_ms=60_000)
    button = stage.bar.findChild(QToolButton, "tool.cast.play")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.place.as_of == 0
    assert stage.bar.play.running
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not stage.bar.play.running
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (stage.place.as_of, stage.bar.play.running) == (1, True)
    stage.click(3)
    assert (stage.place.as_of, stage.bar.play.running) == (3, False)


def test_it_stays_with_its_chapter_when_others_come_and_go(stage: Stage) -> None:
    outline, library = stage.library.outline, stage.library
    stage.click(2)
    with library.change("Add a chapter"):
        added = outline.add_chapter(stage.story, position=0, title="Prologue")
    assert (stage.place.as_of, stage.caption) == (3, "As of chapter 3: A borrowed coat")
    with library.change("Shelve"):
        outline.shelve([added])
    assert (stage.place.as_of, stage.caption) == (2, "As of chapter 2: A borrowed coat")
    library.undo()
    library.undo()
    assert (stage.place.as_of, stage.caption) == (2, "As of chapter 2: A borrowed coat")
    with library.change("Delete"):
        outline.remove_chapter(ChapterId(stage.chapters[1]))
    assert (stage.place.as_of, stage.caption) == (1, "As of chapter 1: The ferry")


def test_the_whole_story_stays_whole_when_it_grows(stage: Stage) -> None:
    with stage.library.change("Add a chapter"):
        stage.library.outline.add_chapter(stage.story, title="Morning")
    assert stage.place.as_of is None
    assert stage.bar.track.value() == stage.bar.track.maximum() == 6


def test_signs_follow_what_the_author_changes(stage: Stage) -> None:
    stage.click(3)
    assert stage.summary == ""
    with stage.library.change("Develop"):
        stage.library.ties.develop(stage.tie, stage.chapters[2], label="allies")
    assert stage.summary == "◆ 1 tie changes"
    assert stage.bar.track.words_at(stage.bar.track.x_of(3)).splitlines()[1] == "Ines and Tomas: Rivals, allies, −2"
    stage.library.undo()
    assert stage.summary == ""


def test_without_chapters_there_is_a_sentence(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = Stage(desk, library, qtbot)
    with library.change("New story"):
        other = library.stories.add("Nothing yet")
        for chapter in library.outline.reading_order(other):
            library.outline.remove_chapter(chapter)
    desk.place.open_story(other)
    assert stage.bar.nothing.isVisible()
    assert not stage.bar.track.isVisible()
    assert not stage.action("cast.play").isEnabled()
    with library.change("Add a chapter"):
        library.outline.add_chapter(other)
    assert stage.bar.track.isVisible()
    desk.place.open_story(None)
    assert not stage.bar.track.isVisible()


def test_the_commands_are_those_of_the_bar_on_screen(stage: Stage, qtbot: QtBot) -> None:
    stage.bar.hide()
    assert not stage.action("cast.play").isEnabled()
    other = AsOfBar(stage.desk, pace_ms=60_000)
    qtbot.addWidget(other)
    other.show()
    stage.desk.commands.run("cast.play")
    assert (other.play.running, stage.bar.play.running) == (True, False)
    stage.bar.show()
    assert stage.caption == "Before chapter 1"
