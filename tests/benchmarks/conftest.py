"""The big library and the bare things the benchmarks compare with."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session, application
from planner.domain.draft import StoryDraft
from planner.library.file import Library
from tests.benchmarks.big_story import big_library, big_story
from tests.benchmarks.painting import until_idle


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


@pytest.fixture
def session(qtbot: QtBot, big_library_copy: Path) -> Iterator[Session]:
    """Longfic's window on the big library, on the screen and at rest."""
    app = application()
    undressed = app.styleSheet(), app.palette(), app.font(), app.style().name()
    session = Session(Library.open(big_library_copy))
    session.start()
    with qtbot.waitExposed(session.window):
        session.window.activateWindow()
    until_idle()
    yield session
    session.window.close()
    session.end()
    # What is measured bare afterwards must be bare.
    sheet, palette, font, style = undressed
    app.setStyleSheet(sheet)
    app.setStyle(style)
    app.setPalette(palette)
    app.setFont(font)
