"""Opening the charts and the goals of ten years: fifty stories, each written in every day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from planner.domain.goals import Goal, GoalId, GoalKind
from planner.library.file import Library

STORIES = 50
DAYS = 3653
ROUNDS = 7


class Clock:
    """Goes from day to day."""

    def __init__(self) -> None:
        self.now = datetime.now().replace(hour=21) - timedelta(days=DAYS)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with words in every story on every day of ten years."""
    path = tmp_path_factory.mktemp("decade") / "decade.longfic"
    clock, source = Clock(), Random(50)
    with Library.open(path, clock=clock) as library:
        with library.change("Make stories"):
            stories = [library.stories.add(f"Story {number + 1}", chapters=8) for number in range(STORIES)]
            chapters = [library.outline.get(story).chapters for story in stories]
        with library.change("Write"):
            for day in range(DAYS):
                for story in chapters:
                    library.tallies.record(story[day % len(story)].id, source.randrange(-60, 900))
                clock.now += timedelta(days=1)
        with library.change("Aim"):
            library.goals.add(Goal(GoalId(0), "A million", amount=1_000_000))
            library.goals.add(Goal(GoalId(0), "Each day", GoalKind.HABIT, amount=500))
            library.goals.add(Goal(GoalId(0), "Four days a week", GoalKind.HABIT, amount=300, days_a_week=4))
    return path


@pytest.mark.parametrize("tab", ["charts", "goals"])
def test_open_progress(benchmark: BenchmarkFixture, decade: Path, tab: str) -> None:
    """The page opened for the first time in a window, its modules loaded then."""
    # Whatever holds where the benchmarks run, an author's Python keeps what it has compiled.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken: list[float] = []

    def open_tab() -> None:
        command = [sys.executable, "-m", "tests.benchmarks.first_progress", str(decade), tab]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2], env=environment
        )
        taken.append(float(done.stdout))

    benchmark.pedantic(open_tab, rounds=ROUNDS, warmup_rounds=1)
    benchmark.extra_info["milliseconds"] = median(taken[1:])
