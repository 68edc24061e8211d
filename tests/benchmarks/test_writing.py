"""Opening a chapter, typing in it, and having it saved."""

from __future__ import annotations

import sqlite3
from itertools import cycle

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session
from planner.desktop.settings import PROSE_SIZE
from planner.desktop.theme import Theme
from planner.desktop.write.chapters import MOST_RECENT
from planner.domain.draft import StoryDraft
from planner.domain.outline import ChapterId
from planner.domain.prose.html import to_html
from tests.benchmarks.big_story import HUGE_CHAPTER, ORDINARY_CHAPTER
from tests.benchmarks.painting import part, until_idle, until_painted, worst_stall

SIZE = (460, 725)
"""Our editor's, in the window as it is first opened."""

OPENINGS = 15
KEYS = 500
SAVES = 40
PAUSE_SECONDS = 2.0
LETTERS = "the quick brown fox jumps over the lazy dog "


@pytest.fixture
def bare_edit(qtbot: QtBot) -> QTextEdit:
    """A text editor as Qt makes it, on the screen; of our size and with our font, whose shaping is half the work."""
    edit = QTextEdit()
    qtbot.addWidget(edit)
    edit.setFont(Theme().prose_font(PROSE_SIZE.default))
    edit.resize(*SIZE)
    with qtbot.waitExposed(edit):
        edit.show()
    return edit


def chapter_text(story: StoryDraft, number: int) -> str:
    """The plain text of a chapter."""
    return "\n".join(scene.prose.plain for scene in story.chapters[number - 1].scenes)


def open_bare(benchmark: BenchmarkFixture, edit: QTextEdit, text: str) -> None:
    """Time putting a text into an editor that shows another one."""
    benchmark.pedantic(
        lambda: until_painted(edit, lambda: edit.setPlainText(text)),
        setup=lambda: until_painted(edit, edit.clear),
        rounds=OPENINGS,
        warmup_rounds=2,
    )


def type_keys(benchmark: BenchmarkFixture, edit: QTextEdit) -> None:
    """Time each of many keys in the middle of the text until it is seen, then the worst stall in a pause."""
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    edit.setTextCursor(cursor)
    edit.setFocus()
    letters = cycle(LETTERS)
    benchmark.pedantic(
        lambda: until_painted(edit, lambda: QTest.keyClicks(edit, next(letters))), rounds=KEYS, warmup_rounds=20
    )
    benchmark.extra_info["stall"] = 1000 * worst_stall(PAUSE_SECONDS)


def test_open_ordinary_bare(benchmark: BenchmarkFixture, bare_edit: QTextEdit, story: StoryDraft) -> None:
    open_bare(benchmark, bare_edit, chapter_text(story, ORDINARY_CHAPTER))


def test_open_huge_bare(benchmark: BenchmarkFixture, bare_edit: QTextEdit, story: StoryDraft) -> None:
    open_bare(benchmark, bare_edit, chapter_text(story, HUGE_CHAPTER))


def test_key_in_huge_bare(benchmark: BenchmarkFixture, bare_edit: QTextEdit, story: StoryDraft) -> None:
    bare_edit.setPlainText(chapter_text(story, HUGE_CHAPTER))
    type_keys(benchmark, bare_edit)


def test_autosave_bare(benchmark: BenchmarkFixture, bare_database: sqlite3.Connection, story: StoryDraft) -> None:
    """One row with the scene's HTML, written and committed."""
    html = to_html(story.chapters[ORDINARY_CHAPTER - 1].scenes[0].prose)
    bare_database.execute("CREATE TABLE text (scene_id INTEGER PRIMARY KEY, html TEXT)")
    bare_database.execute("INSERT INTO text VALUES (1, ?)", [html])
    bare_database.commit()
    additions = iter(range(SAVES + 2))

    def save() -> None:
        bare_database.execute("UPDATE text SET html = ?", [f"{html}<p>{next(additions)}</p>"])
        bare_database.commit()

    benchmark.pedantic(save, rounds=SAVES, warmup_rounds=2)


@pytest.fixture
def editor(session: Session) -> QTextEdit:
    """The editor of the open chapter's text, with the focus."""
    editor = part(session.window, QTextEdit, "write.text")
    editor.setFocus()
    return editor


@pytest.fixture
def chapters(session: Session) -> tuple[ChapterId, ...]:
    """The ids of the open story's chapters."""
    story_id = session.desk.place.story_id
    assert story_id is not None
    return tuple(chapter.id for chapter in session.desk.library.outline.get(story_id).chapters)


def test_open_ordinary(
    benchmark: BenchmarkFixture, session: Session, editor: QTextEdit, chapters: tuple[ChapterId, ...]
) -> None:
    """From choosing a chapter that was not open before until it is seen."""
    others = iter(chapters[ORDINARY_CHAPTER:])
    benchmark.pedantic(
        lambda: until_painted(editor, lambda: session.desk.place.select("chapter", next(others))),
        setup=until_idle,
        rounds=OPENINGS,
        warmup_rounds=2,
    )


def test_open_huge(
    benchmark: BenchmarkFixture, session: Session, editor: QTextEdit, chapters: tuple[ChapterId, ...]
) -> None:
    """The same for the longest chapter. Others are opened in between, until it is no longer kept."""
    others = iter(chapters[HUGE_CHAPTER:])

    def forget() -> None:
        for _ in range(MOST_RECENT):
            until_painted(editor, lambda: session.desk.place.select("chapter", next(others)))
        until_idle()

    benchmark.pedantic(
        lambda: until_painted(editor, lambda: session.desk.place.select("chapter", chapters[HUGE_CHAPTER - 1])),
        setup=forget,
        rounds=OPENINGS,
        warmup_rounds=2,
    )


def test_key_in_huge(
    benchmark: BenchmarkFixture, session: Session, editor: QTextEdit, chapters: tuple[ChapterId, ...]
) -> None:
    session.desk.place.select("chapter", chapters[HUGE_CHAPTER - 1])
    until_idle()
    type_keys(benchmark, editor)


def test_autosave(benchmark: BenchmarkFixture, session: Session, editor: QTextEdit) -> None:
    """A word was typed at the end of a scene; from the end of the pause until it is on disk."""
    editor.moveCursor(QTextCursor.MoveOperation.End)
    letters = cycle(LETTERS)

    def type_a_letter() -> None:
        until_painted(editor, lambda: QTest.keyClicks(editor, next(letters)))

    benchmark.pedantic(session.window.pages.flush, setup=type_a_letter, rounds=SAVES, warmup_rounds=2)
    assert session.desk.library.tallies.today() > 0
