"""Baselines in the library: those the author locks, and the one that is kept when the writing begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from planner.domain.changes import ChangeSet
from planner.domain.draft import ChapterDraft, ChapterText, SceneDraft, StoryDraft
from planner.domain.drift import drift
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from planner.library.plot import FIRST_BASELINE
from tests.unit.library_rooms import Clock, write

NOON = datetime(2026, 11, 2, 12)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def story(library: Library) -> StoryId:
    with library.change("New story"):
        return library.stories.add("Lighthouse", chapters=3)


def first_chapter(library: Library, story: StoryId) -> ChapterId:
    return library.outline.reading_order(story)[0]


def set_status(library: Library, chapter: ChapterId, status: ChapterStatus) -> None:
    with library.change("Change status"):
        library.outline.edit_chapter(chapter, status=status)


def labels(library: Library, story: StoryId) -> list[str]:
    return [baseline.label for baseline in library.plot.baselines(story)]


def test_the_first_words_keep_the_plan_as_it_was(library: Library, story: StoryId) -> None:
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    write(library, first_chapter(library, story), "The lamp was out.")
    (kept,) = library.plot.baselines(story)
    assert (kept.label, kept.made_at, kept.plan.words) == (FIRST_BASELINE, NOON, 6000)
    assert heard[-1].table("baseline").added == {kept.id}
    write(library, library.outline.reading_order(story)[1], "So was the moon.")
    assert len(labels(library, story)) == 1


def test_the_first_words_of_a_text_with_a_new_scene_keep_it_as_well(library: Library, story: StoryId) -> None:
    write(library, first_chapter(library, story), "One.", "Two.")
    assert labels(library, story) == [FIRST_BASELINE]
    assert len(library.plot.baselines(story)[0].plan.chapters[0].scenes) == 1
    library.undo()
    assert labels(library, story) == []


@pytest.mark.parametrize("status", [ChapterStatus.DRAFTING, ChapterStatus.READY])
def test_so_does_the_first_status_that_says_so_and_undo_takes_both_back(
    library: Library, story: StoryId, status: ChapterStatus
) -> None:
    set_status(library, first_chapter(library, story), status)
    assert labels(library, story) == [FIRST_BASELINE]
    assert library.plot.baselines(story)[0].plan.words == 6000
    library.undo()
    assert labels(library, story) == []
    library.redo()
    assert labels(library, story) == [FIRST_BASELINE]


def test_planning_and_an_empty_save_begin_nothing(library: Library, story: StoryId) -> None:
    chapter = first_chapter(library, story)
    set_status(library, chapter, ChapterStatus.OUTLINED)
    write(library, chapter, " ")
    note = prose_from_text("Thanks for reading.")
    scenes = library.texts.chapter(chapter).scenes
    library.texts.save_chapter(chapter, ChapterText(scenes, before=note))
    assert labels(library, story) == []


def test_a_plan_the_author_locked_is_enough(library: Library, story: StoryId) -> None:
    with library.change("Lock the plan"):
        library.plot.lock(story, "Mine")
    write(library, first_chapter(library, story), "Words.")
    assert labels(library, story) == ["Mine"]


def test_a_baseline_that_was_removed_does_not_come_back(library: Library, story: StoryId) -> None:
    write(library, first_chapter(library, story), "Words.")
    with library.change("Remove baseline"):
        library.plot.remove_baseline(library.plot.baselines(story)[0].id)
    write(library, first_chapter(library, story), "Other words.")
    set_status(library, library.outline.reading_order(story)[1], ChapterStatus.DRAFTED)
    assert labels(library, story) == []


def test_an_import_is_no_beginning(library: Library) -> None:
    chapters = (ChapterDraft("One", (SceneDraft(prose_from_text("Written long ago.")),)), ChapterDraft("Two"))
    with library.change("Import"):
        story = library.drafts.add(StoryDraft("Old", chapters=chapters))
    assert labels(library, story) == []
    write(library, library.outline.reading_order(story)[1], "And on it goes.")
    assert labels(library, story) == []


def test_a_locked_plan_knows_its_chapters_and_when_it_would_be_done(
    library: Library, story: StoryId, clock: Clock
) -> None:
    for words in (500, 1000, 1500):
        write(library, first_chapter(library, story), "word " * words)
        clock.advance(days=1)
    with library.change("Lock the plan"):
        baseline = library.plot.lock(story, "Mine")
    kept = next(each for each in library.plot.baselines(story) if each.id == baseline)
    assert kept.plan == library.plot.plan(story)
    # 500 words a day, and of three chapters of 2000 there are 4500 left on 5 November.
    assert kept.plan.finish == date(2026, 11, 14)
    assert not drift(kept.plan, library.plot.plan(story))
    scene = library.outline.chapter(first_chapter(library, story)).scenes[0].id
    with library.change("Split scene"):
        second = library.outline.add_scene(first_chapter(library, story))
    with library.change("Split chapter"):
        library.outline.split_chapter(second)
    assert drift(kept.plan, library.plot.plan(story)).split == ()
    with library.change("Split chapter"):
        library.outline.split_chapter(scene)
    assert len(drift(kept.plan, library.plot.plan(story)).split) == 1


def test_a_story_says_when_a_thread_is_asleep(library: Library, story: StoryId) -> None:
    assert library.stories.get(story).sleep_after == 3
    with library.change("Edit story"):
        library.stories.edit(story, sleep_after=5)
    assert library.stories.get(story).sleep_after == 5
    library.undo()
    assert library.outline.get(story).story.sleep_after == 3
