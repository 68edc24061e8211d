"""Which rows a filter leaves."""

from __future__ import annotations

import pytest

from planner.desktop.outline.shape import handle, matching, ref_of, shape_of
from planner.domain.arranging import Ref
from planner.domain.outline import (
    Arc,
    ArcId,
    Chapter,
    ChapterId,
    ChapterStatus,
    Outline,
    Scene,
    SceneId,
    Story,
    StoryId,
)

STORY = StoryId(1)


def chapter(number: int, title: str, status: ChapterStatus = ChapterStatus.PLANNED, synopsis: str = "") -> Chapter:
    scenes = (
        Scene(SceneId(number * 10), ChapterId(number), 0, "Café", "They quarrel"),
        Scene(SceneId(number * 10 + 1), ChapterId(number), 1),
    )
    return Chapter(ChapterId(number), STORY, None, 0, number, title, synopsis, status=status, scenes=scenes)


OUTLINE = Outline(
    Story(STORY, "Story"),
    (
        chapter(1, "Prologue", ChapterStatus.READY),
        Arc(
            ArcId(1),
            STORY,
            1,
            "Winter",
            chapters=(chapter(2, "Snow", ChapterStatus.READY), chapter(3, "Ice", synopsis="The lake breaks")),
        ),
    ),
)
SHAPE = shape_of(OUTLINE)


def kept(text: str, *statuses: ChapterStatus) -> str:
    """The rows left, as letters and ids: a for arc, c for chapter, s for scene."""
    return " ".join(sorted(f"{ref.kind[0]}{ref.id}" for ref in map(ref_of, matching(SHAPE, text, statuses))))


READY, DRAFTED = ChapterStatus.READY, ChapterStatus.DRAFTED


@pytest.mark.parametrize(
    ("text", "statuses", "expected"),
    [
        pytest.param("SNOW", (), "a1 c2 s20 s21", id="a title, with all it holds"),
        pytest.param("lake break", (), "a1 c3 s30 s31", id="words of the synopsis"),
        pytest.param("winter", (), "a1 c2 c3 s20 s21 s30 s31", id="an arc"),
        pytest.param("3", (), "a1 c3 s30 s31", id="a chapter's number"),
        pytest.param("cafe quarrel", (), "a1 c1 c2 c3 s10 s20 s30", id="a scene, without its accent"),
        pytest.param("", (READY,), "a1 c1 c2 s10 s11 s20 s21", id="a status"),
        pytest.param("winter", (DRAFTED,), "", id="an arc without a chapter of that status"),
        pytest.param("nowhere", (), "", id="nothing"),
    ],
)
def test_what_a_filter_keeps(text: str, statuses: tuple[ChapterStatus, ...], expected: str) -> None:
    assert kept(text, *statuses) == expected


@pytest.mark.parametrize("ref", [Ref("arc", 1), Ref("chapter", 1), Ref("scene", 2**40)])
def test_a_handle_stands_for_one_part(ref: Ref) -> None:
    assert ref_of(handle(ref)) == ref
