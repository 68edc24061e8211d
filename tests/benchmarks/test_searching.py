"""Searching all prose for words from the rarest to the commonest."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtWidgets import QLineEdit, QListView
from pytest_benchmark.fixture import BenchmarkFixture

from planner.desktop.app import Session
from planner.desktop.pages import PageName
from planner.domain.draft import StoryDraft
from tests.benchmarks.big_story import COMMON_WORD, NAME, RARE_WORD
from tests.benchmarks.painting import part, until_idle, until_painted

SEARCHES = 30
HITS = 50

words = pytest.mark.parametrize(
    "word", [pytest.param(RARE_WORD, id="rare"), pytest.param(NAME, id="name"), pytest.param(COMMON_WORD, id="common")]
)


@words
def test_search_bare(
    benchmark: BenchmarkFixture, bare_database: sqlite3.Connection, story: StoryDraft, word: str
) -> None:
    """Full-text search over paragraphs, with snippets."""
    bare_database.execute("CREATE VIRTUAL TABLE prose USING fts5 (plain)")
    paragraphs = (
        [paragraph.plain] for chapter in story.chapters for scene in chapter.scenes for paragraph in scene.prose
    )
    bare_database.executemany("INSERT INTO prose VALUES (?)", paragraphs)
    bare_database.commit()
    query = "SELECT rowid, snippet(prose, 0, '[', ']', '…', 16) FROM prose WHERE prose MATCH ? LIMIT ?"
    benchmark.pedantic(lambda: bare_database.execute(query, [word, HITS]).fetchall(), rounds=SEARCHES, warmup_rounds=2)


@words
def test_search(benchmark: BenchmarkFixture, session: Session, word: str) -> None:
    """From the last letter typed to the hits on the screen."""
    page = session.window.go(PageName.SEARCH)
    line = part(page, QLineEdit, "search.query")
    hits = part(page, QListView, "search.text")

    def forget() -> None:
        line.setText(word[:-1] + "zz")
        until_idle()
        assert not hits.isVisible()

    benchmark.pedantic(
        lambda: until_painted(hits, lambda: line.setText(word)), setup=forget, rounds=SEARCHES, warmup_rounds=2
    )
