"""The ledgers on the command line: threads and endings of an outline, what endings cost, how far a plan drifted."""

from __future__ import annotations

import csv
import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planner.cli import cli
from planner.domain.endings import EndingKind
from planner.library.file import Library
from planner.library.plot import FIRST_BASELINE
from tests.unit.library_rooms import Clock
from tests.unit.library_tale import Tale, add_tale


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def run_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json"))


@pytest.fixture
def tale() -> Tale:
    """A tale in the default library, which is closed again."""
    clock = Clock(datetime.now() - timedelta(days=3))
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"]), clock=clock) as library:
        made = add_tale(library, clock, Light="o...r", Secret=".o...", loose_gulls="o....")
        with library.change("Mark"):
            library.plot.mark_ending(made.chapters[3], EndingKind.INTENDED, "They row home.")
            library.plot.mark_ending(made.chapters[4])
            library.plot.edit_beat(library.plot.beats(made.story)[0].id, text="goes out")
    return made


def test_an_outline_tells_threads_and_endings(tale: Tale) -> None:
    report = run_json("outline", "Lighthouse")
    assert report["endings"] == [
        {"chapter": 4, "kind": "intended", "note": "They row home."},
        {"chapter": 5, "kind": "possible", "note": ""},
    ]
    assert report["threads"][0] == {
        "title": "Light",
        "kind": "conflict",
        "promise": True,
        "standing": "resolved",
        "opens": 1,
        "resolves": 5,
        "beats": [
            {"chapter": 1, "role": "opens", "text": "goes out"},
            {"chapter": 5, "role": "resolves", "text": ""},
        ],
    }
    gulls = report["threads"][2]
    assert (gulls["promise"], gulls["standing"], gulls["resolves"]) == (False, "open", None)


def test_endings_for_a_program(tale: Tale) -> None:
    report = run_json("endings", "Lighthouse")
    assert (report["story"], report["pace"]) == ("Lighthouse", {"writing_day": 500, "any_day": 500})
    assert [(each["chapter"], each["now"], each["kind"]) for each in report["endings"]] == [
        (2, True, None),
        (4, False, "intended"),
        (5, False, "possible"),
    ]
    assert report["endings"][1] | {"finish": ""} == {
        "chapter": 4,
        "title": "Thaw",
        "now": False,
        "kind": "intended",
        "note": "They row home.",
        "open": [
            {"title": "Light", "kind": "conflict", "promise": True},
            {"title": "Secret", "kind": "conflict", "promise": True},
            {"title": "loose gulls", "kind": "conflict", "promise": False},
        ],
        "secrets": [],
        "to_write": [3, 4],
        "left_out": [5],
        "words_left": 2000,
        "days": 4,
        "finish": "",
    }
    assert report["wrap_up"] == {
        "write": [5],
        "shelve": [3, 4],
        "new_chapter": False,
        "words": 1000,
        "promises": [
            {"title": "Light", "fate": "resolves", "chapter": 5},
            {"title": "Secret", "fate": "loose", "chapter": 5},
        ],
        "secrets": [],
    }


def test_endings_for_a_person(tale: Tale) -> None:
    assert run("endings", "Lighthouse").splitlines() == [
        "Lighthouse",
        "  After chapter 2 Ice (now)",
        "    Promises left open: Light, Secret",
        "    Other threads left open: loose gulls",
        "    Left out: chapters 3-5",
        "  After chapter 4 Thaw (intended: They row home.)",
        "    Promises left open: Light, Secret",
        "    Other threads left open: loose gulls",
        "    To write: chapters 3-4",
        "    Left out: chapter 5",
        "    2,000 words to write, 4 days at your present pace",
        "  After chapter 5 Harbour (possible)",
        "    Promises left open: Secret",
        "    Other threads left open: loose gulls",
        "    To write: chapters 3-5",
        "    3,000 words to write, 6 days at your present pace",
        "  The shortest way to keep every promise: write chapter 5, shelve chapters 3-4; 1,000 words to write",
    ]


def test_a_story_that_is_not_begun_has_no_endings() -> None:
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"])) as library, library.change("New story"):
        library.stories.add("New", chapters=2)
    assert run("endings", "New") == "New\n  No chapter is written or marked as an ending yet.\n"
    report = run_json("endings", "New")
    assert (report["endings"], report["wrap_up"], report["pace"]) == ([], None, None)
    assert run("drift", "New") == "New\n  Now: 2 chapters, 4,000 words\n  The plan was never locked.\n"


def test_drift_for_a_program_and_for_a_person(tale: Tale) -> None:
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"])) as library, library.change("Lengthen"):
        library.plot.lock(tale.story, "Mine")
        library.outline.add_chapter(tale.story, title="Fog", target_words=1500)
        library.outline.remove_chapter(tale.chapters[2])
        library.plot.add_beat(library.plot.add_thread(tale.story, "Auction"), tale.chapters[3])
    report = run_json("drift", "Lighthouse")
    assert (report["now"]["chapters"], report["now"]["words"]) == (5, 5500)
    assert [each["label"] for each in report["baselines"]] == [FIRST_BASELINE, "Mine"]
    assert report["baselines"][1]["drift"] == {
        "added": ["Fog"],
        "cut": ["The letter"],
        "moved": [],
        "split": [],
        "words": 500,
        "opened": ["Auction"],
        "days": 1,
    }
    today = date.today()
    shown = run("drift", "Lighthouse").splitlines()
    assert shown[0] == "Lighthouse"
    assert shown[-5:] == [
        f"  {today} Mine: 5 chapters, 5,000 words, finished by {report['baselines'][1]['finish']}",
        f"    500 words longer than on {today.day} {today:%B %Y}.",
        "    1 chapter came in and 1 went.",
        "    Opened since and not resolved: Auction.",
        "    The end is 1 day later.",
    ]


@pytest.mark.parametrize(("fmt", "suffix"), [("plan-html", "html"), ("plan-md", "md"), ("plan-csv", "csv")])
def test_the_plan_is_exported(tale: Tale, tmp_path: Path, fmt: str, suffix: str) -> None:
    output = tmp_path / f"plan.{suffix}"
    assert run("export", "Lighthouse", "--format", fmt, "--output", output) == f"{output}\n"
    text = output.read_text(encoding="utf-8-sig")
    assert "They row home." in text
    if fmt == "plan-csv":
        assert next(row["Light"] for row in csv.DictReader(text.splitlines())) == "opens: goes out"
