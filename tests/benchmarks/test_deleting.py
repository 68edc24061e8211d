"""Deleting a story of two million words, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from planner.library.file import Library

ROUNDS = 5


@pytest.fixture
def library(big_library_copy: Path) -> Iterator[Library]:
    """The big library without a window."""
    with Library.open(big_library_copy) as opened:
        yield opened


def _delete(library: Library) -> None:
    with library.change("Delete story"):
        library.stories.remove(library.stories.all()[0].id)


def test_delete_story(benchmark: BenchmarkFixture, library: Library) -> None:
    """The verb with all that is kept for undo and the trash, committed."""
    _delete(library)
    benchmark.pedantic(lambda: _delete(library), setup=lambda: library.undo() and None, rounds=ROUNDS)
    assert library.stories.all() == []


def test_undo_delete_story(benchmark: BenchmarkFixture, library: Library) -> None:
    """The same for undo."""
    benchmark.pedantic(library.undo, setup=lambda: _delete(library), rounds=ROUNDS)
    assert library.stories.all()[0].words > 1_000_000
