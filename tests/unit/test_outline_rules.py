"""What follows from an outline: order, progress, and the next step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import (
    Arc,
    ArcId,
    Chapter,
    ChapterId,
    ChapterStatus,
    Outline,
    PersonId,
    Scene,
    SceneId,
    Step,
    Story,
    StoryId,
    next_step,
    progress,
)

STORY = StoryId(1)
PLANNED, OUTLINED, DRAFTING, DRAFTED, REVISED, READY = ChapterStatus


def _chapter(number: int, status: ChapterStatus = PLANNED, title: str = "", words: int = 0) -> Chapter:
    return Chapter(ChapterId(number), STORY, None, number - 1, number, title, status=status, words=words)


def _chapters(*statuses: ChapterStatus) -> list[Chapter]:
    return [_chapter(number, status) for number, status in enumerate(statuses, start=1)]


def test_statuses_rank_in_the_order_of_the_work() -> None:
    assert [status.rank for status in ChapterStatus] == [0, 1, 2, 3, 4, 5]
    assert [status for status in ChapterStatus if status.is_written] == [DRAFTED, REVISED, READY]


def test_a_heading_is_what_ao3_shows() -> None:
    assert _chapter(3).heading == "Chapter 3"
    assert _chapter(3, title="The Bridge").heading == "Chapter 3: The Bridge"


def test_an_outline_reads_through_its_arcs() -> None:
    arc = Arc(ArcId(1), STORY, 1, "Spring", chapters=(_chapter(2, words=20), _chapter(3, words=3)))
    outline = Outline(Story(STORY, "The Long Road"), (_chapter(1, words=100), arc, _chapter(4)))
    assert [chapter.number for chapter in outline.chapters] == [1, 2, 3, 4]
    assert outline.words == 123
    assert outline.chapter(ChapterId(3)).number == 3
    with pytest.raises(KeyError):
        outline.chapter(ChapterId(9))


@pytest.mark.parametrize("planned", ["title", "synopsis", "goal", "conflict", "outcome", "place"])
def test_a_scene_with_anything_planned_has_a_plan(planned: str) -> None:
    assert Scene(SceneId(1), ChapterId(1), 0, **{planned: "something"}).has_plan  # type: ignore[arg-type]


def test_a_scene_without_words_for_it_has_no_plan_but_a_point_of_view_is_one() -> None:
    assert not Scene(SceneId(1), ChapterId(1), 0, words=500).has_plan
    assert Scene(SceneId(1), ChapterId(1), 0, pov=PersonId(1)).has_plan


@pytest.mark.parametrize(
    ("statuses", "expected", "text"),
    [
        ((), None, "0 of ? chapters"),
        ((), 12, "0 of 12 chapters"),
        ((DRAFTED, REVISED, READY, DRAFTING), 12, "3 of 12 chapters"),
        ((DRAFTED, PLANNED), None, "1 of ? chapters"),
        ((DRAFTED, DRAFTED, DRAFTED), 2, "3 of 3 chapters"),
        ((READY,), 1, "1 of 1 chapter"),
    ],
)
def test_progress_in_words(statuses: tuple[ChapterStatus, ...], expected: int | None, text: str) -> None:
    assert progress(_chapters(*statuses), expected).text == text


def test_progress_divides_by_status() -> None:
    found = progress(_chapters(PLANNED, DRAFTED, PLANNED, READY), 12)
    assert found.by_status == {PLANNED: 2, OUTLINED: 0, DRAFTING: 0, DRAFTED: 1, REVISED: 0, READY: 1}
    assert list(found.by_status) == list(ChapterStatus)
    assert (found.written, found.existing, found.total) == (2, 4, 12)


@pytest.mark.parametrize(
    ("statuses", "expected", "step", "text"),
    [
        ((), None, Step.PLAN, "Plan the first chapter"),
        ((), 3, Step.PLAN, "Plan the first chapter"),
        ((READY, PLANNED, DRAFTING), None, Step.CONTINUE, "Go on with Chapter 3"),
        ((DRAFTED, PLANNED, OUTLINED), None, Step.WRITE, "Write Chapter 2"),
        ((DRAFTED, OUTLINED, PLANNED), 9, Step.WRITE, "Write Chapter 2"),
        ((READY, DRAFTED), 4, Step.PLAN, "Plan chapter 3 of 4"),
        ((READY, REVISED, DRAFTED), 3, Step.REVISE, "Revise Chapter 3"),
        ((READY, REVISED), None, Step.FINISH, "Make Chapter 2 ready to post"),
        ((READY, READY), 2, Step.POST, "Every chapter is ready: post, or call it complete"),
        ((READY, READY, READY), 2, Step.POST, "Every chapter is ready: post, or call it complete"),
    ],
)
def test_the_next_step(statuses: tuple[ChapterStatus, ...], expected: int | None, step: Step, text: str) -> None:
    found = next_step(_chapters(*statuses), expected)
    assert (found.step, found.text) == (step, text)
    assert found.reason.endswith(".")


def test_every_step_has_a_reason_of_its_own() -> None:
    stories = [_chapters(*[status] * count) for status in ChapterStatus for count in (0, 3, 4)]
    reasons = {(step.step, step.chapter is None, step.reason) for step in (next_step(each, 4) for each in stories)}
    # To plan has two: the first chapter, and one more.
    assert len(reasons) == len(Step) + 1
    assert len({reason for *_, reason in reasons}) == len(reasons)


_STATUSES = st.lists(st.sampled_from(ChapterStatus), min_size=1, max_size=6)


@given(_STATUSES, st.none() | st.integers(1, 8))
def test_the_next_step_is_about_a_chapter_that_needs_it(statuses: list[ChapterStatus], expected: int | None) -> None:
    chapters = _chapters(*statuses)
    found = next_step(iter(chapters), expected)
    if found.step is Step.PLAN:
        assert found.chapter is None
        assert expected is not None
        assert len(chapters) < expected
    else:
        assert found.chapter in chapters
    if found.chapter is not None and found.step is not Step.POST:
        alike = [chapter for chapter in chapters if chapter.status is found.chapter.status]
        assert found.chapter == alike[0]
        assert found.chapter.heading in found.text
