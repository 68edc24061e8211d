"""The tally: the author's day, what is written and what is not, and that both together are how a library grew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from planner.library.tallies import START_OF_DAY
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


def unwritten(library: Library) -> dict[str, int]:
    return dict(rows(library.path, "SELECT reason, sum(words) FROM unwritten GROUP BY reason ORDER BY reason"))


def test_a_night_belongs_to_the_day_before_where_the_author_says_so(library: Library, clock: Clock) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    library.settings.set(START_OF_DAY, "04:00")
    clock.now = datetime(2026, 11, 23, 3, 59)
    write(library, chapter.id, "one two three")
    assert (library.tallies.author_day(), library.tallies.today()) == (date(2026, 11, 22), 3)
    clock.advance(minutes=1)
    write(library, chapter.id, "one two three four")
    assert rows(library.path, "SELECT day, added FROM tally ORDER BY day") == [("2026-11-22", 3), ("2026-11-23", 1)]
    hours = rows(library.path, "SELECT month, hour, added, deleted FROM tally_hour ORDER BY hour")
    assert hours == [("2026-11", 3, 3, 0), ("2026-11", 4, 1, 0)]


def test_a_sprint_over_midnight_has_what_was_typed_since_it_began(library: Library, clock: Clock) -> None:
    _, (first, second, _) = story_with_chapters(library)
    clock.now = datetime(2026, 11, 22, 23, 50)
    write(library, first.id, "before it")
    began, known = library.tallies.author_day(), library.tallies.typed(library.tallies.author_day())
    write(library, first.id, "before it four")
    clock.advance(minutes=15)
    write(library, second.id, "five and pasted six", not_written=2)
    assert library.tallies.typed(began) - known == 3
    assert library.tallies.today() == 2


def test_a_start_of_day_nobody_can_read_is_midnight(library: Library, clock: Clock) -> None:
    library.settings.set(START_OF_DAY, "late")
    clock.now = datetime(2026, 11, 23, 0, 1)
    assert library.tallies.author_day() == date(2026, 11, 23)


def test_pastes_are_kept_apart(library: Library) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    write(library, chapter.id, "one two and some more that was pasted", not_written=6)
    assert library.tallies.today() == 2
    assert rows(library.path, "SELECT day, chapter_id, reason, counted, words FROM unwritten") == [
        ("2026-11-22", chapter.id, "paste", 0, 6)
    ]
    write(library, chapter.id, "one two", not_written=-6)
    assert library.tallies.today() == 2
    assert unwritten(library) == {}


def test_time_is_counted_with_the_words(library: Library) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    text = library.texts.chapter(chapter.id)
    for words, seconds in (("one", 40), ("one two", 50), ("one two three", 0)):
        prose = prose_from_text(words)
        scene = type(text.scenes[0])(text.scenes[0].id, prose)
        library.texts.save_chapter(chapter.id, type(text)((scene,)), seconds=seconds)
    assert rows(library.path, "SELECT day, seconds FROM typing_time") == [("2026-11-22", 90)]


def test_what_nobody_wrote_is_told_by_how_it_came(library: Library) -> None:
    draft = StoryDraft(
        "Old", chapters=(ChapterDraft("x", (SceneDraft(prose_from_text("five words came from outside")),)),)
    )
    with library.change("Import"):
        story = library.drafts.add(draft)
    chapter = library.outline.get(story).chapters[0].id
    assert unwritten(library) == {"import": 5}
    kept = library.snapshots.keep(chapter)
    write(library, chapter, "two left")
    with library.change("Restore"):
        library.snapshots.restore(kept)
    assert unwritten(library) == {"import": 5, "restore": 3}
    with library.change("Copy"):
        library.outline.duplicate_chapter(chapter)
    assert unwritten(library) == {"change": 5, "import": 5, "restore": 3}
    library.undo()
    assert unwritten(library) == {"change": 5, "import": 5, "restore": 3, "undo": -5}
    with library.change("Split"):
        library.outline.split_scene(library.outline.chapter(chapter).scenes[0].id, 0)
    with library.change("Remove"):
        library.stories.remove(story)
    assert unwritten(library) == {"change": 0, "import": 5, "restore": 3, "undo": -5}
    assert library.tallies.today() == -3


def test_a_due_date_is_kept_and_undone(library: Library) -> None:
    _, (chapter, *_) = story_with_chapters(library)
    with library.change("Due"):
        library.outline.edit_chapter(chapter.id, due=date(2026, 12, 24))
    assert library.outline.chapter(chapter.id).due == date(2026, 12, 24)
    assert rows(library.path, "SELECT due FROM chapter WHERE id = ?", chapter.id) == [("2026-12-24",)]
    with library.change("Free"):
        library.outline.edit_chapter(chapter.id, due=None)
    assert library.outline.chapter(chapter.id).due is None
    library.undo()
    assert library.outline.chapter(chapter.id).due == date(2026, 12, 24)


def test_the_plans_finish_follows_the_dates_of_chapters(library: Library) -> None:
    story, chapters = story_with_chapters(library)
    assert library.plot.plan(story).finish is None
    with library.change("Due"):
        library.outline.edit_chapter(chapters[1].id, due=date(2027, 2, 1))
        library.outline.edit_chapter(chapters[0].id, due=date(2027, 3, 1), status=ChapterStatus.DRAFTED)
    assert library.plot.plan(story).finish == date(2027, 2, 1)
