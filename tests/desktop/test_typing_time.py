"""The minutes of real typing: autosave writes down how long keys were pressed, without the pauses in between."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QObject

from planner.desktop.desk import Desk
from planner.desktop.write.autosave import Autosave
from planner.desktop.write.chapters import OpenChapter
from planner.desktop.write.style import NOTE_SCALE, page_style
from planner.domain.goals import Measure
from planner.domain.outline import ChapterId
from planner.domain.typing_time import IDLE
from planner.library.file import Library


class Typist:
    """Types into a chapter at moments of her own."""

    def __init__(self, desk: Desk, chapter_id: ChapterId, keeper: QObject) -> None:
        self.now = 1_000.0
        self.autosave = Autosave(desk.library, keeper, clock=lambda: self.now)
        text = desk.library.texts.chapter(chapter_id)
        style, notes = page_style(desk.settings, desk.theme), page_style(desk.settings, desk.theme, NOTE_SCALE)
        self.chapter = OpenChapter.of(chapter_id, text, style, notes)
        self.chapter.text.edited.connect(lambda: self.autosave.note_edit(self.chapter))

    def type(self, *moments: float) -> None:
        """A letter at each of these seconds."""
        for moment in moments:
            self.now = 1_000.0 + moment
            self.chapter.text.cursor().insertText("a")


@pytest.fixture
def chapter_id(library: Library) -> ChapterId:
    with library.change("Make a story"):
        return library.outline.add_chapter(library.stories.add("Night Ferry"))


@pytest.fixture
def typist(desk: Desk, chapter_id: ChapterId) -> Typist:
    return Typist(desk, chapter_id, desk.bus)


def seconds(library: Library) -> int:
    return sum(library.progress.seconds().values())


def test_the_time_between_keys_is_typing(typist: Typist, library: Library) -> None:
    typist.type(*range(0, 31))
    typist.autosave.flush()
    assert seconds(library) == 30


def test_a_long_pause_is_none(typist: Typist, library: Library) -> None:
    typist.type(0, 10, 10 + IDLE + 1, 20 + IDLE + 1)
    typist.autosave.flush()
    assert seconds(library) == 20


def test_parts_of_a_second_are_kept_for_the_next_save(typist: Typist, library: Library) -> None:
    moments = [number * 0.3 for number in range(101)]
    for before, after in pairwise(moments):
        typist.type(before, after)
        typist.autosave.flush()
    assert seconds(library) in (29, 30)


def test_minutes_are_there_for_goals_of_time(typist: Typist, library: Library) -> None:
    typist.type(*range(0, 601, 20))
    typist.autosave.flush()
    assert sum(library.progress.days(measure=Measure.TIME).values()) == 10


def test_saving_without_a_key_adds_none(typist: Typist, library: Library) -> None:
    typist.type(0, 5)
    typist.autosave.flush()
    typist.now += 30
    typist.autosave.flush()
    assert seconds(library) == 5
