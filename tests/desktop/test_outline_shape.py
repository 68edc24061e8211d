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


def kept(text: str, *statuses: ChapterStatus) -> set[str]:
    return {f"{ref.kind} {ref.id}" for ref in map(ref_of, matching(SHAPE, text, statuses))}


@pytest.mark.parametrize(
    ("text", "statuses", "expected"),
    [
        pytest.param("SNOW", (), {"arc 1", "chapter 2", "scene 20", "scene 21"}, id="a title, with all it holds"),
        pytest.param("lake break", (), {"arc 1", "chapter 3", "scene 30", "scene 31"}, id="words of the synopsis"),
        pytest.param(
            "winter",
            (),
            {"arc 1", "chapter 2", "chapter 3", "scene 20", "scene 21", "scene 30", "scene 31"},
            id="an arc",
        ),
        pytest.param("3", (), {"arc 1", "chapter 3", "scene 30", "scene 31"}, id="a chapter's number"),
        pytest.param(
            "cafe quarrel",
            (),
            {"chapter 1", "arc 1", "chapter 2", "chapter 3", "scene 10", "scene 20", "scene 30"},
            id="a scene, without its accent",
        ),
        pytest.param(
            "",
            (ChapterStatus.READY,),
            {"chapter 1", "scene 10", "scene 11", "arc 1", "chapter 2", "scene 20", "scene 21"},
            id="a status",
        ),
        pytest.param("winter", (ChapterStatus.DRAFTED,), set(), id="an arc without a chapter of that status"),
        pytest.param("nowhere", (), set(), id="nothing"),
    ],
)
def test_what_a_filter_keeps(text: str, statuses: tuple[ChapterStatus, ...], expected: set[str]) -> None:
    assert kept(text, *statuses) == expected


@pytest.mark.parametrize("ref", [Ref("arc", 1), Ref("chapter", 1), Ref("scene", 2**40)])
def test_a_handle_stands_for_one_part(ref: Ref) -> None:
    assert ref_of(handle(ref)) == ref
