"""Progress on the command line: how the writing goes, words logged from elsewhere, and a tracker's table in and out."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planner.cli import cli
from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.log import NewEntry
from planner.formats.progress_report import goal_report, progress_lines, progress_report
from planner.library.file import Library


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def run_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json"))


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code != 0
    return result.stderr


@pytest.fixture
def library() -> Path:
    path = Path(os.environ["LONGFIC_LIBRARY"])
    with Library.open(path) as opened, opened.change("Make"):
        opened.stories.add("The Ferry", chapters=3)
    return path


def test_words_are_logged_on_a_story_with_a_note(library: Path) -> None:
    today = run_json("progress")["date"]
    assert run("log", "+612", "--story", "ferry", "--note", "train") == f"{today}      +612 words  The Ferry: train\n"
    entry = run_json("log")[0]
    assert (entry["count"], entry["story"], entry["note"], entry["source"]) == (612, "The Ferry", "train", "manual")
    assert run_json("progress")["today"] == 612


def test_a_total_less_and_time(library: Path) -> None:
    assert run_json("log", "=12400")["count"] == 12_400
    assert run_json("log", "-50")["count"] == -50
    assert run_json("log", "=12400")["count"] == 50
    time = run_json("log", "45", "min", "--date", "2026-11-01")
    assert (time["count"], time["measure"], time["date"]) == (45, "time", "2026-11-01")
    assert len(run_json("log", "--date", "1 Nov 2026")) == 1


def test_what_is_no_amount_or_no_day_is_a_sentence(library: Path) -> None:
    assert "“lots” is not a count." in refused("log", "lots")
    assert "“03/04/2026” is not a day." in refused("log", "5", "--date", "03/04/2026")
    assert "There is no story “Nowhere”" in refused("log", "5", "--story", "Nowhere")
    assert "No such option" in refused("log", "--stroy", "ferry")
    assert run("log") == "Nothing was logged yet.\n"


def test_what_is_exported_is_known_when_it_comes_back(library: Path, tmp_path: Path) -> None:
    run("log", "+612", "--story", "ferry", "--note", "=1+1")
    run("log", "45 min")
    table = tmp_path / "tallies.csv"
    assert run("log", "--export", table) == f"{table}: 2 rows\n"
    assert run("log", "--import", table) == "2 entries, 0 new, 2 known\n"
    other = tmp_path / "other.longfic"
    Library.open(other).close()
    report = run_json("log", "--import", table, "--library", other)
    assert report == {"source": "trackbear", "entries": 2, "new": 2, "known": 0, "dropped": []}
    assert run_json("log", "--import", table, "--library", other)["new"] == 0
    assert {entry["note"] for entry in run_json("log", "--library", other)} == {"=1+1", ""}


def test_any_table_is_brought_to_a_story_and_doubtful_dates_are_not_guessed(library: Path, tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("date,words\n2026-11-01,100\n2026-11-02,90\nsum,190\n", encoding="utf-8")
    told = run("log", "--import", table, "--story", "ferry")
    assert told == "2 entries, 2 new, 0 known\n  Row 4 has no date that could be read.\n"
    assert {entry["story"] for entry in run_json("log")} == {"The Ferry"}
    table.write_text("date,words\n01/11/2026,100\n02/11/2026,90\n", encoding="utf-8")
    assert "can be read in two ways" in refused("log", "--import", table)


def test_only_one_thing_at_a_time(library: Path, tmp_path: Path) -> None:
    assert "only one of them" in refused("log", "5", "--export", tmp_path / "out.csv")


def test_progress_tells_goals_streak_and_what_is_planned(library: Path) -> None:
    with Library.open(library) as opened, opened.change("Write"):
        today = opened.progress.today()
        opened.goals.add(Goal(GoalId(0), "Sprint to the end", amount=1000, start=today, end=today + timedelta(days=9)))
        opened.goals.add(Goal(GoalId(0), "A little", GoalKind.HABIT, amount=50, start=today))
        for chapter in opened.outline.get(opened.stories.all()[0].id).chapters:
            opened.outline.edit_chapter(chapter.id, target_words=2000)
        opened.log.add(NewEntry(today, 60))
    lines = run("progress").splitlines()
    assert lines[0].endswith(": 60 words")
    assert lines[1] == "Streak: 1 day, the longest 1 day"
    assert "Sprint to the end: 60 of 1,000 words" in lines
    assert "  on course, par for today is 100" in lines
    assert "  Needed today: 100, 40 to go, 10 days left" in lines
    assert not any("you finish on" in line for line in lines)
    assert "A little: 60 of 50 words today, 1 day in a row" in lines
    assert any(line.startswith("The Ferry: 6,000 words planned in 3 chapters") for line in lines)
    report = run_json("progress", "ferry")
    assert report["today"] == 0
    assert [goal["title"] for goal in report["goals"]] == ["Sprint to the end", "A little"]
    assert report["planned"][0]["words"] == 6000


def test_a_november_behind_says_what_it_needs_and_when_it_ends() -> None:
    first = date(2026, 11, 1)
    goal = Goal(GoalId(1), "NaNoWriMo", amount=50_000, start=first, end=date(2026, 11, 30))
    days = {first + timedelta(days=number): 1600 for number in range(10)}
    report = goal_report(goal, days, date(2026, 11, 10))
    assert (report["written"], report["par"], report["ahead"], report["needed_today"]) == (16_000, 16_667, -667, 1696)
    assert report["finish"] == "2026-12-02"
    lines = progress_lines(progress_report(days, {}, date(2026, 11, 10), [report], []))
    assert "  667 behind, par is 16,667" in lines
    assert "  At this pace you finish on 2 December 2026" in lines


def test_a_day_that_is_written_is_said_to_be_done() -> None:
    goal = Goal(GoalId(1), "Winter", amount=1000, start=date(2026, 12, 1), end=date(2026, 12, 10))
    report = goal_report(goal, {date(2026, 12, 1): 130}, date(2026, 12, 1))
    lines = progress_lines(progress_report({}, {}, date(2026, 12, 1), [report], []))
    assert "  30 ahead, par is 100" in lines
    assert "  Today is done: 130 of 100, 10 days left" in lines
    assert "  At this pace you finish on 8 December 2026" in lines


def test_progress_of_an_empty_library(library: Path) -> None:
    report = run_json("progress")
    assert (report["today"], report["streak"], report["best_day"], report["goals"]) == (0, 0, None, [])
