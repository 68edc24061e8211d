"""Where a part goes when the author moves it by keyboard or drops it somewhere."""

from __future__ import annotations

from datetime import datetime

import pytest

from planner.domain.arranging import (
    Move,
    Ref,
    accepts,
    into_arc,
    moved_down,
    moved_up,
    neighbour,
    out_of_arc,
    placed,
)
from planner.domain.outline import Arc, ArcId, Chapter, ChapterId, Outline, Scene, SceneId, Story, StoryId

STORY = StoryId(1)


def chapter(number: int, *scenes: int, arc: int | None = None) -> Chapter:
    return Chapter(
        id=ChapterId(number),
        story_id=STORY,
        arc_id=ArcId(arc) if arc else None,
        position=0,
        number=number,
        scenes=tuple(Scene(SceneId(s), ChapterId(number), i) for i, s in enumerate(scenes)),
    )


def arc(number: int, *chapters: int) -> Arc:
    return Arc(ArcId(number), STORY, 0, chapters=tuple(chapter(c, arc=number) for c in chapters))


def outline(*items: Arc | Chapter) -> Outline:
    return Outline(Story(STORY, "Story", created=datetime.min, touched=datetime.min), items)


def chapters(*numbers: int) -> list[Ref]:
    return [Ref("chapter", number) for number in numbers]


ARC = Ref("arc", 1)
MIXED = outline(chapter(1), arc(1, 2, 3), chapter(4), chapter(5))


@pytest.mark.parametrize(
    ("moving", "expected"),
    [
        pytest.param(chapters(5), [Move(Ref("chapter", 5), None, 2)], id="past a neighbour"),
        pytest.param(chapters(4), [Move(Ref("chapter", 4), ARC, 2)], id="into the arc above, at its end"),
        pytest.param(chapters(3), [Move(Ref("chapter", 3), ARC, 0)], id="within the arc"),
        pytest.param(chapters(2), [Move(Ref("chapter", 2), None, 1)], id="out of the arc, before it"),
        pytest.param(chapters(1), [], id="nowhere from the top"),
        pytest.param([ARC], [Move(ARC, None, 0)], id="an arc past a chapter"),
        pytest.param(
            chapters(2, 3),
            [Move(Ref("chapter", 2), None, 1), Move(Ref("chapter", 3), None, 2)],
            id="two leave the arc together",
        ),
        pytest.param(
            chapters(4, 5),
            [Move(Ref("chapter", 4), ARC, 2), Move(Ref("chapter", 5), ARC, 3)],
            id="two enter the arc together",
        ),
        pytest.param([ARC, Ref("chapter", 2)], [Move(ARC, None, 0)], id="a chapter goes along with its arc"),
    ],
)
def test_moving_up(moving: list[Ref], expected: list[Move]) -> None:
    assert moved_up(MIXED, moving) == expected


@pytest.mark.parametrize(
    ("moving", "expected"),
    [
        pytest.param(chapters(4), [Move(Ref("chapter", 4), None, 3)], id="past a neighbour"),
        pytest.param(chapters(1), [Move(Ref("chapter", 1), ARC, 0)], id="into the arc below, at its start"),
        pytest.param(chapters(3), [Move(Ref("chapter", 3), None, 2)], id="out of the arc, after it"),
        pytest.param(chapters(5), [], id="nowhere from the end"),
        pytest.param(chapters(4, 5), [], id="a block stays together at the end"),
        pytest.param([ARC], [Move(ARC, None, 2)], id="an arc past a chapter"),
        pytest.param(
            chapters(2, 3),
            [Move(Ref("chapter", 3), None, 2), Move(Ref("chapter", 2), None, 2)],
            id="two leave the arc together",
        ),
    ],
)
def test_moving_down(moving: list[Ref], expected: list[Move]) -> None:
    assert moved_down(MIXED, moving) == expected


def test_a_scene_moves_across_the_border_of_its_chapter() -> None:
    story = outline(chapter(1, 10, 11), arc(1, 2), chapter(3, 30))
    assert moved_down(story, [Ref("scene", 11)]) == [Move(Ref("scene", 11), Ref("chapter", 2), 0)]
    assert moved_up(story, [Ref("scene", 30)]) == [Move(Ref("scene", 30), Ref("chapter", 2), 0)]
    assert moved_up(story, [Ref("scene", 11)]) == [Move(Ref("scene", 11), Ref("chapter", 1), 0)]
    assert moved_up(story, [Ref("scene", 10)]) == []
    assert moved_down(story, [Ref("scene", 30)]) == []


@pytest.mark.parametrize(
    ("moving", "parent", "row", "expected"),
    [
        pytest.param(chapters(5), None, 0, [Move(Ref("chapter", 5), None, 0)], id="between"),
        pytest.param(chapters(1), None, None, [Move(Ref("chapter", 1), None, 3)], id="at the end"),
        pytest.param(chapters(5), ARC, None, [Move(Ref("chapter", 5), ARC, 2)], id="on an arc"),
        pytest.param(chapters(2), ARC, 2, [Move(Ref("chapter", 2), ARC, 1)], id="down within an arc"),
        pytest.param(chapters(4), None, 2, [], id="where it stands"),
        pytest.param(chapters(4), None, 3, [], id="just after itself"),
        pytest.param([ARC], ARC, None, [], id="no arc in an arc"),
        pytest.param(chapters(1), Ref("chapter", 4), None, [], id="no chapter in a chapter"),
        pytest.param(
            chapters(5, 1),
            ARC,
            1,
            [Move(Ref("chapter", 1), ARC, 1), Move(Ref("chapter", 5), ARC, 2)],
            id="several keep their reading order",
        ),
        pytest.param(
            [ARC, *chapters(4)],
            None,
            0,
            [Move(ARC, None, 0), Move(Ref("chapter", 4), None, 1)],
            id="arcs and chapters together at the top",
        ),
    ],
)
def test_dropping(moving: list[Ref], parent: Ref | None, row: int | None, expected: list[Move]) -> None:
    assert placed(MIXED, moving, parent, row) == expected


def test_a_scene_is_dropped_on_a_chapter_or_between_scenes() -> None:
    story = outline(chapter(1, 10, 11), chapter(2, 20, 21))
    assert placed(story, [Ref("scene", 10)], Ref("chapter", 2), None) == [Move(Ref("scene", 10), Ref("chapter", 2), 2)]
    assert placed(story, [Ref("scene", 10), Ref("scene", 21)], Ref("chapter", 2), 1) == [
        Move(Ref("scene", 10), Ref("chapter", 2), 1)
    ]
    assert placed(story, [Ref("scene", 10)], None, 0) == []


def test_nothing_and_mixed_company_are_not_accepted() -> None:
    assert not accepts(None, [])
    assert not accepts(Ref("chapter", 1), [Ref("scene", 10), Ref("chapter", 2)])


@pytest.mark.parametrize(
    ("moving", "expected"),
    [
        pytest.param(chapters(4), [Move(Ref("chapter", 4), ARC, 2)], id="the arc just above"),
        pytest.param(chapters(1), [Move(Ref("chapter", 1), ARC, 0)], id="the arc just below"),
        pytest.param(chapters(5), [Move(Ref("chapter", 5), ARC, 2)], id="the nearest above"),
        pytest.param(chapters(2), [], id="one that is in an arc stays"),
        pytest.param(
            chapters(4, 5),
            [Move(Ref("chapter", 4), ARC, 2), Move(Ref("chapter", 5), ARC, 3)],
            id="two in order",
        ),
    ],
)
def test_putting_into_an_arc(moving: list[Ref], expected: list[Move]) -> None:
    assert into_arc(MIXED, moving) == expected


def test_without_arcs_nothing_goes_into_one() -> None:
    assert into_arc(outline(chapter(1)), chapters(1)) == []


@pytest.mark.parametrize(
    ("moving", "expected"),
    [
        pytest.param(chapters(2), [Move(Ref("chapter", 2), None, 1)], id="the first goes before"),
        pytest.param(chapters(3), [Move(Ref("chapter", 3), None, 2)], id="another goes after"),
        pytest.param(
            chapters(2, 3),
            [Move(Ref("chapter", 2), None, 1), Move(Ref("chapter", 3), None, 2)],
            id="all go before, in order",
        ),
        pytest.param(chapters(1), [], id="a loose one stays"),
    ],
)
def test_taking_out_of_an_arc(moving: list[Ref], expected: list[Move]) -> None:
    assert out_of_arc(MIXED, moving) == expected


def test_several_taken_from_the_middle_keep_their_order() -> None:
    story = outline(arc(1, 1, 2, 3, 4))
    assert out_of_arc(story, chapters(2, 4)) == [
        Move(Ref("chapter", 2), None, 1),
        Move(Ref("chapter", 4), None, 2),
    ]


@pytest.mark.parametrize(
    ("going", "expected"),
    [
        pytest.param(chapters(4), Ref("chapter", 5), id="the one after"),
        pytest.param(chapters(5), Ref("chapter", 4), id="the one before, at the end"),
        pytest.param(chapters(4, 5), ARC, id="before all that go"),
        pytest.param(chapters(2, 3), ARC, id="the arc, when it is empty then"),
        pytest.param([ARC, *chapters(1, 4, 5)], None, id="nothing is left"),
        pytest.param([], None, id="nothing goes"),
    ],
)
def test_what_stands_next_to_what_goes(going: list[Ref], expected: Ref | None) -> None:
    assert neighbour(MIXED, going) == expected
