"""The big library and the bare things the benchmarks compare with."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.draft import StoryDraft
from tests.benchmarks.big_story import big_library, big_story


@pytest.fixture(scope="session")
def story() -> StoryDraft:
    """The big story itself, for those who do without a library."""
    return big_story()


@pytest.fixture
def big_library_copy(tmp_path: Path) -> Path:
    """A copy of the big library that may be written to."""
    return Path(shutil.copy(big_library(), tmp_path / "big.longfic"))


@pytest.fixture
def bare_database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty SQLite file that commits as safely as a library does."""
    with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        yield database
