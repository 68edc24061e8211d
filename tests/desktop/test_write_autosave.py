"""When autosave saves, without waiting as long as an author would."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from planner.desktop.notices import SaveState
from planner.desktop.write.autosave import LONGEST_MS, PAUSE_MS, Autosave
from planner.desktop.write.blocks import PageStyle
from planner.desktop.write.chapters import OpenChapter
from planner.domain.errors import PlannerError
from planner.library.file import Library

STYLE = PageStyle(QFont("DejaVu Serif", 12))


@pytest.fixture
def chapter(library: Library, qapp: object) -> OpenChapter:
    with library.change("Add"):
        story_id = library.stories.add("Story", chapters=1)
    chapter_id = library.outline.get(story_id).chapters[0].id
    return OpenChapter.of(chapter_id, library.texts.chapter(chapter_id), STYLE, STYLE)


def test_the_promised_times() -> None:
    assert PAUSE_MS <= 1_000
    assert LONGEST_MS <= 5_000


def test_it_saves_while_typing_goes_on_without_a_pause(library: Library, chapter: OpenChapter, qtbot: QtBot) -> None:
    autosave = Autosave(library, pause_ms=200, longest_ms=500)
    chapter.text.edited.connect(lambda: autosave.note_edit(chapter))
    typist = QTimer()
    typist.setInterval(20)
    typist.timeout.connect(lambda: chapter.text.cursor(0).insertText("x"))
    clock = QElapsedTimer()
    clock.start()
    with qtbot.waitSignal(autosave.saved, timeout=5_000):
        typist.start()
    typist.stop()
    autosave.flush()
    assert clock.elapsed() >= 450
    assert library.texts.chapter(chapter.id).scenes[0].prose.plain.startswith("xxx")


def test_it_waits_for_a_pause(library: Library, chapter: OpenChapter, qtbot: QtBot) -> None:
    autosave = Autosave(library, pause_ms=100, longest_ms=60_000)
    states: list[SaveState] = []
    autosave.state_changed.connect(states.append)
    chapter.text.edited.connect(lambda: autosave.note_edit(chapter))
    chapter.text.cursor(0).insertText("a")
    assert states == [SaveState.UNSAVED]
    assert library.texts.chapter(chapter.id).scenes[0].prose.plain == ""
    with qtbot.waitSignal(autosave.saved, timeout=5_000):
        chapter.text.cursor(0).insertText("b")
    assert states == [SaveState.UNSAVED, SaveState.SAVED]
    assert library.texts.chapter(chapter.id).scenes[0].prose.plain == "ba"


def test_what_could_not_be_saved_is_tried_again(library: Library, chapter: OpenChapter, qtbot: QtBot) -> None:
    autosave = Autosave(library, pause_ms=50, longest_ms=100)
    problems: list[PlannerError] = []
    autosave.failed.connect(problems.append)
    chapter.text.edited.connect(lambda: autosave.note_edit(chapter))
    pages = library._store.value("PRAGMA page_count")
    library._store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with qtbot.waitSignals([autosave.failed, autosave.failed], timeout=5_000):
        chapter.text.cursor(0).insertText("word " * 5_000)
    assert autosave.unsaved == {chapter.id}
    assert not autosave.flush()
    library._store.connection.execute("PRAGMA max_page_count = 100000")
    with qtbot.waitSignal(autosave.saved, timeout=5_000):
        pass
    assert autosave.unsaved == set()
    assert library.texts.chapter(chapter.id).scenes[0].prose.plain == "word " * 5_000


def test_a_chapter_that_was_deleted_is_not_saved(library: Library, chapter: OpenChapter) -> None:
    autosave = Autosave(library)
    with library.change("Delete"):
        library.outline.remove_chapter(chapter.id)
    chapter.text.cursor(0).insertText("late")
    autosave.note_edit(chapter)
    assert autosave.flush()
    assert library.trash.list()
