"""Bringing words in from trackers and tables: nothing is written before it was looked at, and nothing comes twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.progress.log.import_dialog import ImportLog
from planner.desktop.progress.log.paste_dialog import PasteTable
from planner.desktop.window import Window
from planner.library.file import Library
from tests.desktop.log_stage import Clock, Stage, choose, log, make_library

PASTED = "Date\tCount\tActions\nNov 1, 2023\t1667\t\nNov 2, 2023\t1,204\t\n"
EXPORT = {
    "tallies": [
        {"id": 1, "uuid": "a", "date": "2026-11-01", "measure": "word", "count": 900, "workId": 7, "note": "early"},
        {"id": 2, "uuid": "b", "date": "2026-11-02", "measure": "time", "count": 45, "workId": 8, "note": ""},
    ],
    "projects": [{"id": 7, "title": "the ferry"}, {"id": 8, "title": "Something else"}],
    "targets": [
        {
            "title": "This November",
            "parameters": {"threshold": {"measure": "word", "count": 50000}},
            "startDate": "2026-11-01",
            "endDate": "2026-11-30",
            "workIds": [7],
        }
    ],
    "habits": [],
    "tags": [],
}


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = make_library(tmp_path / "library.longfic", Clock())
    yield opened
    opened.close()


@pytest.fixture
def stage(window: Window, desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(window, desk, qtbot)


def preview(stage: Stage) -> ImportLog:
    """The dialog, once the file was read."""
    stage.qtbot.waitUntil(lambda: stage.window.findChild(ImportLog) is not None)
    found = stage.window.findChild(ImportLog)
    assert found is not None
    return found


def text(dialog: ImportLog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def box(dialog: ImportLog, name: str) -> QComboBox:
    found = dialog.findChild(QComboBox, name)
    assert found is not None
    return found


def accept(stage: Stage, dialog: ImportLog) -> None:
    add = dialog.findChild(QPushButton, "import_log.add")
    assert add is not None
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def give(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Have the next file dialog answer with a file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))


def export(folder: Path) -> Path:
    path = folder / "trackbear-progress-data.json"
    path.write_text(json.dumps(EXPORT), encoding="utf-8")
    return path


def test_a_pasted_table_is_shown_before_it_comes_and_is_one_step(stage: Stage) -> None:
    QApplication.clipboard().setText(PASTED)
    stage.desk.commands.run("log.paste")
    dialog = preview(stage)
    assert text(dialog, "import_log.heading") == "2 entries, 2 new, 0 known"
    assert text(dialog, "import_log.told") == "From NaNoWriMo, 1 November 2023 to 2 November 2023."
    assert stage.rows("SELECT * FROM log_entry") == []
    choose(box(dialog, "import_log.story_0"), "The Ferry")
    accept(stage, dialog)
    assert stage.rows("SELECT day, count, story_id, source FROM log_entry ORDER BY day") == [
        ("2023-11-01", 1667, 1, "nanowrimo"),
        ("2023-11-02", 1204, 1, "nanowrimo"),
    ]
    stage.desk.library.undo()
    assert stage.rows("SELECT * FROM log_entry") == []


def test_with_nothing_to_paste_there_is_a_place_for_it(stage: Stage) -> None:
    stage.desk.commands.run("log.paste")
    dialog = stage.window.findChild(PasteTable)
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit, "paste_table.text")
    assert field is not None
    field.setPlainText(PASTED)
    stage.click("paste_table.go", dialog)
    assert text(preview(stage), "import_log.heading") == "2 entries, 2 new, 0 known"


def test_trackbears_export_brings_entries_and_goals_and_no_second_time(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, export(tmp_path))
    stage.desk.commands.run("log.import")
    dialog = preview(stage)
    assert box(dialog, "import_log.story_0").currentText() == "The Ferry"
    assert box(dialog, "import_log.story_1").currentText() == "No story"
    goal = dialog.findChild(QCheckBox, "import_log.goal_0")
    assert goal is not None
    assert goal.text() == "This November\n50,000 words, until 30 November 2026"
    assert all(area.horizontalScrollBar().maximum() == 0 for area in dialog.findChildren(QScrollArea))
    accept(stage, dialog)
    assert stage.rows("SELECT count, measure, story_id, note, foreign_id FROM log_entry ORDER BY day") == [
        (900, "words", 1, "early", "a"),
        (45, "time", None, "", "b"),
    ]
    assert stage.rows("SELECT title, amount, stories FROM goal") == [("This November", 50_000, "[1]")]
    stage.qtbot.waitUntil(lambda: stage.window.findChild(ImportLog) is None)
    stage.desk.commands.run("log.import")
    again = preview(stage)
    assert text(again, "import_log.heading") == "2 entries, 0 new, 2 known"
    add = again.findChild(QPushButton, "import_log.add")
    assert add is not None
    assert not add.isEnabled()


def test_a_table_that_is_dropped_on_the_window_goes_to_the_log(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("date,words\n2026-11-01,100\n2026-11-02,90\n", encoding="utf-8")
    stage.window.files_dropped.emit([path])
    assert text(preview(stage), "import_log.heading") == "2 entries, 2 new, 0 known"


def test_columns_may_be_said_to_hold_something_else(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("when,a,b\n01/11/2023,100,10\n02/11/2023,300,20\n03/11/2023,400,30\n", encoding="utf-8")
    give(monkeypatch, path)
    stage.desk.commands.run("log.import")
    dialog = preview(stage)
    assert [entry.count for entry in dialog.entries] == [100, 300, 400]
    choose(box(dialog, "import_log.total"), "all there were by then")
    assert [entry.count for entry in dialog.entries] == [100, 200, 100]
    choose(box(dialog, "import_log.total"), "those of its day")
    choose(box(dialog, "import_log.words"), "b")
    assert [entry.count for entry in dialog.entries] == [10, 20, 30]
    assert box(dialog, "import_log.order").isVisible()
    choose(box(dialog, "import_log.order"), "4 March")
    assert [entry.day.month for entry in dialog.entries] == [1, 2, 3]
    choose(box(dialog, "import_log.date"), "a")
    assert text(dialog, "import_log.heading") == "No entries"
    choose(box(dialog, "import_log.date"), "when")
    assert len(dialog.entries) == 3


def test_a_long_table_is_read_away_from_the_window(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "years.csv"
    days = [date(2010, 1, 1) + timedelta(days=number) for number in range(5000)]
    path.write_text("date,words\n" + "\n".join(f"{day},100" for day in days), encoding="utf-8")
    give(monkeypatch, path)
    stage.desk.commands.run("log.import")
    dialog = preview(stage)
    stage.qtbot.waitUntil(lambda: len(dialog.entries) == 5000)
    said: list[str] = []
    stage.desk.notices.said.connect(lambda text, _undo: said.append(text))
    accept(stage, dialog)
    stage.qtbot.waitUntil(lambda: "5,000 entries added." in said, timeout=20_000)
    assert stage.rows("SELECT count(*) FROM log_entry") == [(5000,)]
    stage.desk.library.undo()
    assert stage.rows("SELECT count(*) FROM log_entry") == [(0,)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"{", b"\x00\x01\x02\x03" * 50, b"just some words"])
def test_a_bad_file_is_a_sentence_and_the_library_stays_as_it_is(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    failed: list[object] = []
    stage.desk.notices.failed.connect(failed.append)
    path = tmp_path / "bad.zip"
    path.write_bytes(content)
    give(monkeypatch, path)
    stage.desk.commands.run("log.import")
    stage.qtbot.waitUntil(lambda: bool(failed))
    assert "bad.zip" in str(failed[0])
    assert stage.window.findChild(ImportLog) is None
    assert stage.rows("SELECT * FROM log_entry") == []


@pytest.mark.parametrize(
    ("command", "suffix", "begins"),
    [
        ("log.export_csv", ".csv", "\ufeffDate,Story,Words,Minutes"),
        ("log.export_trackbear", ".csv", "id,uuid,project_id,project_title,date,measure,count,note"),
        ("log.export_calendar", ".ics", "BEGIN:VCALENDAR"),
    ],
)
def test_exports_are_written_where_the_author_says(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, suffix: str, begins: str
) -> None:
    log(stage.desk.library, 100)
    with stage.desk.library.change("Goal"):
        stage.desk.library.goals.start_nanowrimo()
    path = tmp_path / f"out{suffix}"
    give(monkeypatch, path)
    said: list[str] = []
    stage.desk.notices.said.connect(lambda text, _undo: said.append(text))
    stage.desk.commands.run(command)
    stage.qtbot.waitUntil(lambda: bool(said))
    written = path.read_text(encoding="utf-8")
    assert written.startswith(begins)
    if suffix == ".ics":
        assert "SUMMARY:NaNoWriMo 2026: 50\\,000 words" in written
