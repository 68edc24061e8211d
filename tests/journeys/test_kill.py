"""The program is killed in mid-sentence, again and again: a moment is lost at most, and it says what it recovered."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.place import Place
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.journeys.author import Author
from tests.journeys.typing_program import TEXT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")

PAUSE = 1.0
"""Typing is on disk within this many seconds of a pause …"""
LONGEST = 5.0
"""… and no later than this while typing goes on."""
SLACK = 0.7
"""What a busy machine may add to either."""
LINES = 60

MOMENTS = {seed: 0.3 + random.Random(seed).uniform(0, 2.5) for seed in range(1, 6)} | {0: LONGEST + 1.2}
"""Seconds from the first key to the kill, by the typist's seed."""


@dataclass
class Killed:
    """A program that was killed: when each key was taken, and when the end came."""

    keys: list[float]
    end: float

    def must_be_saved(self) -> int:
        """How many of the keys, counted from the first, the promise covers."""
        covered = 0
        for count, (taken, following) in enumerate(zip(self.keys, [*self.keys[1:], self.end], strict=True), 1):
            if following - taken > PAUSE + SLACK or self.end - taken > LONGEST + SLACK:
                covered = count
        return covered


def type_and_kill(library: Path, seed: int, seconds: float) -> Killed:
    """Let the program type for some seconds from the first key on, and kill it."""
    command = [sys.executable, "-m", "tests.journeys.typing_program", str(library), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first, "the program ended before it typed"
        time.sleep(seconds)
        program.send_signal(signal.SIGKILL)
        end = time.monotonic()
        said = first + program.stdout.read()
    assert program.returncode == -signal.SIGKILL
    # The last line may be half a line.
    return Killed([float(line.split()[1]) for line in said.split("\n")[:-1]], end)


@pytest.fixture
def library_path(author: Author) -> Path:
    """A story whose second chapter is longer than the screen, left at its end."""
    long = prose_from_text("\n".join(f"Line {number} of what was there before." for number in range(LINES)) + "\n")
    chapters = (ChapterDraft("Before"), ChapterDraft("The Long Night", (SceneDraft(long),)))
    with Library.open(author.path) as library:
        with library.change("Import"):
            story_id = library.drafts.add(StoryDraft("Salt and Signal", chapters=chapters))
        chapter = library.outline.get(story_id).chapters[1]
        library.place.set(Place(story_id, chapter.id, chapter.scenes[0].id, len(long.plain), scroll=100_000))
    return author.path


def last_line(path: Path) -> str:
    """What is saved of what was typed, as a second program sees it."""
    with Library.open(path, read_only=True) as looking:
        chapter = looking.outline.get(looking.stories.all()[0].id).chapters[1]
        return looking.texts.scene(chapter.scenes[0].id).plain.split("\n")[LINES]


@pytest.mark.parametrize("seed", MOMENTS)
def test_a_kill_loses_a_moment_at_most(author: Author, library_path: Path, seed: int) -> None:
    killed = type_and_kill(library_path, seed, MOMENTS[seed])
    saved = last_line(library_path)
    # What is there is what was typed, without a hole; a key may have been taken and not told.
    assert TEXT.startswith(saved)
    assert killed.must_be_saved() <= len(saved) <= len(killed.keys) + 1
    author.sit_down()
    assert author.window.windowTitle().startswith("Salt and Signal")
    assert "did not close properly" in author.labels()
    if saved:
        assert "Chapter 2: The Long Night" in author.labels(author.part("banner"))
    cursor = author.editor.textCursor()
    assert cursor.blockNumber() == LINES
    assert cursor.positionInBlock() <= len(saved)
    # The line she was at is on the screen.
    assert author.window.rect().contains(
        author.editor.viewport().mapTo(author.window, author.editor.cursorRect().center())
    )
    author.stand_up()
    author.sit_down()
    assert "did not close properly" not in author.labels()


def test_promise() -> None:
    """The measure itself: a key before a pause is covered, one in the middle of typing only after five seconds."""
    assert Killed([0.0, 0.1, 2.0, 2.1], 2.2).must_be_saved() == 2
    assert Killed([0.0, 0.1, 0.2], 0.3).must_be_saved() == 0
    assert Killed([step / 10 for step in range(70)], 7.0).must_be_saved() == 13
