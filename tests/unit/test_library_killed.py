"""A program killed at any moment leaves a sound library with everything in it that was saved."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.outline import ChapterId, StoryId
from planner.library.backup import backups, is_good
from planner.library.file import Library, problems
from tests.unit.library_laws import check_laws
from tests.unit.library_rooms import story_with_chapters, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")

KILLS_AT_WORK = 30
KILLS_AT_BIRTH = 16

Kill = Callable[[Path, int, float], list[str]]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Has an author work on a library, kills her, and returns what she said."""
    command = [sys.executable, "-m", "tests.unit.library_typist"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=root
    ) as typist:
        assert typist.stdin is not None
        assert typist.stdout is not None
        words, answers = typist.stdin, typist.stdout

        def one(path: Path, seed: int, milliseconds: float) -> list[str]:
            words.write(f"{path} {seed} {milliseconds}\n")
            said: list[str] = []
            while not said or said[-1] not in ("killed", "ended by itself"):
                said.append(answers.readline().strip())
                assert said[-1], "the typist died"
            assert said.pop() == "killed"
            return said

        yield one


def check_all(path: Path) -> None:
    """What SQLite says of the file, FTS5 of its indices, what holds in every library, and in one of this author's."""
    assert problems(path) == []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for table in ("prose_fts", "plan_fts"):
            other.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        check_laws(other)
        check_halves(other)


def check_halves(other: sqlite3.Connection) -> None:
    """Of what she does in one change, and of what one verb writes into two tables, all is there or nothing."""
    people = other.execute("SELECT name FROM person ORDER BY name").fetchall()
    assert people == other.execute("SELECT title FROM secret ORDER BY title").fetchall()
    sprints = other.execute("SELECT id, words FROM sprint ORDER BY id").fetchall()
    logged = "SELECT CAST(foreign_id AS INTEGER), count FROM log_entry WHERE source = 'sprint' AND measure = 'words'"
    assert sprints == other.execute(f"{logged} ORDER BY 1").fetchall()
    target = other.execute("SELECT amount FROM goal WHERE kind = 'target'").fetchall()
    assert target == ([(sum(words for _, words in sprints),)] if sprints else [])


def test_a_kill_at_work_loses_nothing_that_was_saved(kill: Kill, tmp_path: Path) -> None:
    path = tmp_path / "library.longfic"
    chance = random.Random(path.name)
    saved = 0
    for seed in range(KILLS_AT_WORK):
        said = kill(path, seed, chance.expovariate(1 / 40))
        assert not said or said[0] == f"opened {saved}"
        saved += sum(word.startswith("saved") for word in said)
        check_all(path)
        with Library.open(path, session=True) as library:
            recovered = library.recovered
            assert recovered is not None
            first = library.outline.chapter(ChapterId(1)).scenes[0].id
            number = int(library.texts.scene(first).plain.partition(":")[0] or 0)
            # She may have been killed between saving and saying so.
            assert number in (saved, saved + 1)
            assert (recovered.saved_at is None) == (number == 0)
            saved = number
        check_all(path)
        assert all(is_good(backup.path) for backup in backups(path))
    # How much depends on the machine.
    assert saved > 0


def test_a_kill_at_the_very_beginning_leaves_room_for_another(kill: Kill, tmp_path: Path) -> None:
    chance = random.Random(0)
    for seed in range(KILLS_AT_BIRTH):
        path = tmp_path / f"{seed}.longfic"
        kill(path, seed, -chance.uniform(0, 40))
        with Library.open(path) as library:
            if library.stories.all():
                assert len(library.outline.get(StoryId(1)).chapters) >= 3
            else:
                write(library, story_with_chapters(library)[1][0].id, "Begun after all.")
        check_all(path)
