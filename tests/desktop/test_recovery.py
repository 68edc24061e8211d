"""A library that is in use, damaged, too new or no library is met with a sentence and a way on."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import main, reading_locale
from planner.desktop.crash import CrashReports, log_path
from planner.desktop.recovery import open_library, recovered_text
from planner.desktop.session_end import SessionEnd
from planner.desktop.widgets.message import Message
from planner.library.file import Library, Recovered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed library with one story and a backup."""
    path = tmp_path / "library.longfic"
    with Library.open(path) as library:
        with library.change("Make a story"):
            library.stories.add("Night Ferry")
        library.backups.make()
    return path


class Answers:
    """Presses buttons of the messages that appear, one after the other, and takes down what they said."""

    def __init__(self, qtbot: QtBot, *choices: str) -> None:
        self.said: list[str] = []
        self.offered: list[list[str]] = []
        self._qtbot = qtbot
        self._choices = list(choices)
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    def _look(self) -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, Message) and message.isVisible() and self._choices:
            self.said.append(" ".join(label.text() for label in message.findChildren(QLabel)))
            buttons = message.findChildren(QPushButton)
            self.offered.append([button.objectName().removeprefix("message.") for button in buttons])
            wanted = message.findChild(QPushButton, f"message.{self._choices.pop(0)}")
            assert wanted is not None
            self._qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)

    def stop(self) -> None:
        """No more messages are expected; all choices were needed."""
        self._timer.stop()
        assert self._choices == []


@pytest.fixture
def answers(qtbot: QtBot) -> Iterator[Callable[..., Answers]]:
    """Makes `Answers`, and stops them at the end."""
    made: list[Answers] = []

    def make(*choices: str) -> Answers:
        made.append(Answers(qtbot, *choices))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def test_a_sound_library_opens_without_a_word(path: Path, answers: Callable[..., Answers]) -> None:
    asked = answers()
    library = open_library(path)
    assert library is not None
    assert [story.title for story in library.stories.all()] == ["Night Ferry"]
    library.close()
    assert asked.said == []


def test_a_library_in_use_can_be_looked_at(path: Path, answers: Callable[..., Answers]) -> None:
    asked = answers("look")
    with Library.open(path):
        seen = open_library(path)
        assert seen is not None
        assert seen.read_only
        assert [story.title for story in seen.stories.all()] == ["Night Ferry"]
        seen.close()
    assert "another window" in asked.said[0]


def test_the_author_may_rather_quit(path: Path, answers: Callable[..., Answers]) -> None:
    answers("quit")
    with Library.open(path):
        assert open_library(path) is None


def test_a_damaged_library_offers_its_newest_good_backup(path: Path, answers: Callable[..., Answers]) -> None:
    damaged = path.read_bytes()[:8192]
    path.write_bytes(damaged)
    asked = answers("restore", "go_on")
    library = open_library(path)
    assert library is not None
    assert [story.title for story in library.stories.all()] == ["Night Ferry"]
    library.close()
    assert "damaged" in asked.said[0]
    kept = list(path.parent.glob("*replaced*"))
    assert [other.read_bytes() for other in kept] == [damaged]


def test_without_a_backup_none_is_offered(path: Path, answers: Callable[..., Answers]) -> None:
    for backup in path.with_name("library backups").iterdir():
        backup.unlink()
    path.write_bytes(path.read_bytes()[:8192])
    asked = answers("quit")
    assert open_library(path) is None
    assert "restore" not in asked.offered[0]


def test_a_file_that_is_no_library_is_left_alone(tmp_path: Path, answers: Callable[..., Answers]) -> None:
    letter = tmp_path / "letter.longfic"
    letter.write_text("Dear diary,", encoding="utf-8")
    asked = answers("quit")
    assert open_library(letter) is None
    assert "not a Longfic library" in asked.said[0]
    assert letter.read_text(encoding="utf-8") == "Dear diary,"


def test_what_was_recovered_is_said_with_its_chapter_and_hour() -> None:
    recovered = Recovered(datetime(2026, 5, 3, 21, 40), "Chapter 3: The Bridge", 1204, None)
    text = recovered_text(recovered, datetime(2026, 5, 3, 22, 0))
    assert "Chapter 3: The Bridge" in text
    assert "21:40" in text
    assert "1204" in text
    assert "26" not in text
    assert "26" in recovered_text(recovered, datetime(2026, 5, 9, 9, 0))


def test_a_crash_before_anything_was_written_lost_nothing() -> None:
    assert "Nothing was lost" in recovered_text(Recovered(None, "", 0, None), datetime(2026, 5, 3))


@contextmanager
def reporting(keep_text: Callable[[], None]) -> Iterator[CrashReports]:
    """Reports of bugs, in place of the test's own hook."""
    before = sys.excepthook
    reports = CrashReports(keep_text)
    reports.install()
    try:
        yield reports
    finally:
        reports.remove()
        sys.excepthook = before


def test_a_bug_is_logged_and_said_and_the_text_is_kept(
    qtbot: QtBot, answers: Callable[..., Answers], capsys: pytest.CaptureFixture[str]
) -> None:
    kept: list[bool] = []
    asked = answers("copy")
    with reporting(lambda: kept.append(True)):
        try:
            raise ZeroDivisionError("of all things")
        except ZeroDivisionError as error:
            sys.excepthook(ZeroDivisionError, error, error.__traceback__)
        qtbot.waitUntil(lambda: bool(asked.said))
        qtbot.waitUntil(lambda: "of all things" in QGuiApplication.clipboard().text())
    assert kept == [True]
    assert "Your text is safe" in asked.said[0]
    assert "of all things" in log_path().read_text(encoding="utf-8")
    assert "of all things" in capsys.readouterr().err


def test_an_update_that_fails_is_said_before_there_is_a_window(
    path: Path, answers: Callable[..., Answers], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        # The update to this version is made again, and finds its columns there already.
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0002_plot'")
    before = path.read_bytes()
    asked = answers("copy")
    assert main(path) == 1
    assert "could not open your library" in asked.said[0]
    assert "duplicate column" in QGuiApplication.clipboard().text()
    assert "duplicate column" in log_path().read_text(encoding="utf-8")
    assert "duplicate column" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_where_the_system_names_no_language_numbers_are_written_in_english() -> None:
    assert reading_locale(QLocale.c()).toString(2845) == "2,845"
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    assert reading_locale(german).toString(2845) == "2.845"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_signal_closes_the_window_as_the_author_would(qtbot: QtBot) -> None:
    closed: list[bool] = []
    end = SessionEnd(lambda: None, lambda: closed.append(True))
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: closed == [True])
    end.stop()
