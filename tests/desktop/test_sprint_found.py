"""A sprint outlives the program: what it brought is kept and offered after a crash, a kill, or closing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk, parts
from planner.desktop.flows.bind import Flows
from planner.desktop.window import Window
from planner.domain.sprints import Begin
from planner.library.file import Library
from tests.desktop.sprint_stage import Clock, Stage, add_story


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


class Author:
    """Opens the same library again and again."""

    def __init__(self, path: Path, qapp: QApplication, qtbot: QtBot) -> None:
        self.path = path
        self.clock = Clock()
        self._qapp = qapp
        self._qtbot = qtbot

    @contextmanager
    def session(self, *, read_only: bool = False) -> Iterator[Stage]:
        """The program, from its start until it is closed."""
        library = Library.open(self.path, clock=self.clock, session=not read_only, read_only=read_only)
        if not library.stories.all():
            add_story(library)
        keeper = QObject()
        desk = build_desk(library, self._qapp, keeper)
        window = Window(desk, parts(desk))
        Flows(desk, window)
        self._qtbot.addWidget(window)
        window.show()
        try:
            yield Stage(window, desk, self.clock)
        finally:
            window.close()
            desk.tasks.close()
            desk.bus.close()
            keeper.deleteLater()
            library.close()


@pytest.fixture
def author(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Author:
    return Author(tmp_path / "library.longfic", qapp, qtbot)


def offered(stage: Stage) -> str:
    """What the band above the page says of a sprint that was found."""
    QApplication.processEvents()
    band = stage.window.findChild(QWidget, "sprint.found")
    if band is None or not band.isVisible():
        return ""
    texts = [each.text() for each in band.findChildren(QLabel) if each.text()]
    return texts[0] if texts else ""


def write_half(author: Author) -> None:
    """A session that is closed after six minutes of a sprint."""
    with author.session() as stage:
        stage.desk.sprints.begin()
        stage.write("one two three ")
        stage.wait(6 * 60)


def test_a_sprint_is_kept_when_the_window_is_closed(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=23)
    with author.session() as stage:
        assert offered(stage) == "A sprint was under way when Longfic closed: 3 words in 6 minutes."
        stage.click("sprint.found.keep")
        assert stage.logged() == [("2026-11-16T20:07:00", 360, 3)]
        assert offered(stage) == ""
    with author.session() as stage:
        assert offered(stage) == ""
        assert len(stage.logged()) == 1


def test_it_can_be_thrown_away_and_the_words_stay(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=23)
    with author.session() as stage:
        stage.click("sprint.found.drop")
        assert stage.logged() == []
        assert stage.desk.library.tallies.today() == 3
    with author.session() as stage:
        assert offered(stage) == ""


def test_it_goes_on_while_there_is_time_left(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(minute=18)
    with author.session() as stage:
        stage.click("sprint.found.go_on")
        assert stage.clock_text == "4:00 · 3 words"
        stage.write("four five ")
        stage.wait(5 * 60)
        assert stage.logged() == [("2026-11-16T20:07:00", 900, 5)]


def test_a_new_sprint_keeps_the_one_that_was_never_decided_on(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=23)
    with author.session() as stage:
        stage.desk.commands.run("sprint.start")
        assert stage.logged() == [("2026-11-16T20:07:00", 360, 3)]
        assert stage.clock_text.startswith("15:00 · 0 words")
        stage.wait(100)
        stage.desk.commands.run("sprint.stop")
        assert len(stage.logged()) == 2


def test_words_after_the_program_closed_are_not_its_own(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=21)
    with author.session() as stage:
        stage.write("quite another text ")
        stage.save()
        stage.click("sprint.found.keep")
        assert stage.logged() == [("2026-11-16T20:07:00", 360, 3)]


def test_who_does_not_decide_is_asked_again_and_later_words_are_not_its_own(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=21)
    with author.session() as stage:
        stage.write("quite another text ")
    with author.session() as stage:
        assert "3 words in 6 minutes" in offered(stage)
        stage.click("sprint.found.keep")
        assert stage.logged() == [("2026-11-16T20:07:00", 360, 3)]


def test_time_that_runs_out_while_she_wonders_ends_it(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(minute=18)
    with author.session() as stage:
        author.clock.now = author.clock.now.replace(hour=22)
        stage.click("sprint.found.go_on")
        assert stage.logged() == [("2026-11-16T20:07:00", 360, 3)]


def test_a_pause_outlives_the_program(author: Author) -> None:
    with author.session() as stage:
        stage.desk.sprints.begin()
        stage.write("one two three ")
        stage.wait(120)
        stage.desk.sprints.pause()
    author.clock.now = author.clock.now.replace(hour=23)
    with author.session() as stage:
        stage.write("not in the sprint ")
        stage.click("sprint.found.go_on")
        assert stage.clock_text.startswith("13:00 · 3 words, paused")
        stage.desk.sprints.pause()
        stage.write("four ")
        stage.wait(60)
        stage.desk.sprints.stop()
        assert stage.logged() == [("2026-11-16T20:07:00", 180, 4)]


def test_one_that_waits_for_its_time_still_does(author: Author) -> None:
    with author.session() as stage:
        stage.desk.sprints.begin(Begin.ON_THE_HOUR)
    author.clock.now = author.clock.now.replace(minute=50)
    with author.session() as stage:
        assert stage.clock_text == "10:00 · until the sprint begins"
    author.clock.now = author.clock.now.replace(hour=22)
    with author.session() as stage:
        assert (stage.clock_text, offered(stage), stage.logged()) == ("", "", [])


def test_who_only_looks_is_asked_nothing_and_begins_nothing(author: Author) -> None:
    write_half(author)
    author.clock.now = author.clock.now.replace(hour=23)
    with author.session(read_only=True) as stage:
        assert offered(stage) == ""
        assert not stage.desk.commands.actions["sprint.start"].isEnabled()
        assert not stage.tab().start.go.isEnabled()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_in_the_middle_loses_at_most_half_a_minute(author: Author) -> None:
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.desktop.sprint_typist", str(author.path)],
        cwd=root,
        env=dict(os.environ),
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == -9, ended.stderr.decode()
    author.clock.now = author.clock.now.replace(hour=22)
    with author.session() as stage:
        assert "42 words in 14 minutes" in offered(stage)
        stage.click("sprint.found.keep")
        assert stage.logged() == [("2026-11-16T20:07:00", 840, 42)]
