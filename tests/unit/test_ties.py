"""How ties develop over the chapters: laws of a course, and a few courses told by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import CLOSEST, KINDS, Course, Development, DevelopmentId, Standing, Tie, TieId

CHAPTERS = [ChapterId(10 + number) for number in range(6)]
SHELVED = ChapterId(99)
TIE = TieId(1)

closeness = st.none() | st.integers(-CLOSEST, CLOSEST)
kinds = st.sampled_from([kind.name for kind in KINDS])
texts = st.sampled_from(["", "neighbours", "sworn to silence"])
chapters = st.sampled_from([*CHAPTERS, SHELVED])
ties = st.builds(
    Tie,
    id=st.just(TIE),
    story_id=st.just(StoryId(1)),
    position=st.just(0),
    one=st.just(PersonId(1)),
    other=st.just(PersonId(2)),
    kind=kinds,
    label=texts,
    closeness=closeness,
    hidden=st.booleans(),
    begins=st.none() | chapters,
)
entries = st.builds(
    Development,
    id=st.just(DevelopmentId(0)),
    tie_id=st.just(TIE),
    chapter_id=chapters,
    kind=st.just("") | kinds,
    label=texts,
    closeness=closeness,
    hidden=st.none() | st.booleans(),
    note=texts,
)
developments = st.lists(entries, max_size=6, unique_by=lambda each: each.chapter_id).map(
    lambda found: [replace(each, id=DevelopmentId(place)) for place, each in enumerate(found)]
)
moments = st.integers(0, len(CHAPTERS) + 2)


def number_of(development: Development) -> int:
    """The number of its chapter; beyond the last for what is shelved."""
    return CHAPTERS.index(development.chapter_id) + 1 if development.chapter_id in CHAPTERS else 1000


def develop(chapter: int, **fields: object) -> Development:
    return Development(DevelopmentId(chapter), TIE, CHAPTERS[chapter - 1], **fields)  # type: ignore[arg-type]


def tie(**fields: object) -> Tie:
    return Tie(TIE, StoryId(1), 0, PersonId(1), PersonId(2), **fields)  # type: ignore[arg-type]


def course(of: Tie, said: Sequence[Development]) -> Course:
    return Course([of], said, CHAPTERS)


@given(ties, developments, moments)
def test_standing_depends_only_on_what_was_told_so_far(of: Tie, said: list[Development], at: int) -> None:
    so_far = [each for each in said if number_of(each) <= at]
    assert course(of, said).standing(TIE, at) == course(of, so_far).standing(TIE, at)


@given(ties, developments, moments)
def test_standing_does_not_depend_on_the_chapters_to_come(of: Tie, said: list[Development], at: int) -> None:
    known = Course([of], said, CHAPTERS[:at]).standing(TIE, at)
    begun = of.begins is None or of.begins in CHAPTERS[:at] or of.begins == SHELVED
    if begun or any(number_of(each) <= at for each in said):
        assert course(of, said).standing(TIE, at) == known
    else:
        assert course(of, said).standing(TIE, at) is None


@given(ties, st.lists(entries, max_size=6, unique_by=lambda each: each.chapter_id), st.randoms())
def test_the_order_in_which_developments_are_read_does_not_matter(
    of: Tie, said: list[Development], chance: Random
) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert [course(of, said).standing(TIE, at) for at in range(8)] == [
        course(of, shuffled).standing(TIE, at) for at in range(8)
    ]


@given(ties, developments)
def test_a_curve_has_a_value_for_each_chapter_and_the_time_before(of: Tie, said: list[Development]) -> None:
    made = course(of, said)
    curve = made.curve(TIE)
    assert len(curve) == len(CHAPTERS) + 1
    standings = [made.standing(TIE, at) for at in range(len(CHAPTERS) + 1)]
    assert curve == [standing.closeness if standing else None for standing in standings]
    # Once there is a closeness it stays known.
    known = [value is not None for value in curve]
    assert known == sorted(known)


@given(ties, developments)
def test_a_curve_changes_at_turning_points_only(of: Tie, said: list[Development]) -> None:
    made = course(of, said)
    curve = made.curve(TIE)
    bends = {at for at in range(1, len(curve)) if curve[at] != curve[at - 1]}
    assert bends <= set(made.turning_points(TIE))
    assert made.turning_points(TIE) == sorted(set(made.turning_points(TIE)))


@given(ties, developments)
def test_a_tie_is_there_from_its_beginning_on(of: Tie, said: list[Development]) -> None:
    made = course(of, said)
    begins = made.begins(TIE)
    for at in range(len(CHAPTERS) + 1):
        standing = made.standing(TIE, at)
        assert (standing is not None) == (at >= begins)
        assert standing is None or begins <= standing.since <= at


@given(ties, developments, moments, moments)
def test_what_changed_is_what_turned_in_between(of: Tie, said: list[Development], before: int, after: int) -> None:
    made = course(of, said)
    low, high = sorted((before, after))
    turned = any(low < number <= high for number in made.turning_points(TIE))
    assert made.changed(before, after) == made.changed(after, before) == ([TIE] if turned else [])


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] != pair[1]), max_size=6))
def test_a_matrix_reads_the_same_from_both_sides(pairs: list[tuple[int, int]]) -> None:
    found = [
        replace(tie(), id=TieId(place), one=PersonId(one), other=PersonId(other))
        for place, (one, other) in enumerate(pairs)
    ]
    made = Course(found, [], CHAPTERS)
    cells = made.matrix(0)
    for one, other in product(range(1, 5), repeat=2):
        pair = PersonId(one), PersonId(other)
        assert cells.get(pair) == cells.get(pair[::-1])
        assert [each.id for each, _ in cells.get(pair, [])] == [each.id for each in made.between(*pair)]
        assert one != other or pair not in cells


def test_what_a_development_leaves_empty_stays_as_it_was() -> None:
    made = course(
        tie(kind="rivals", label="old grudge", closeness=-2),
        [
            develop(2, closeness=0),
            develop(4, kind="romantic", hidden=True),
            develop(5, label="found out", hidden=False),
        ],
    )
    assert [made.standing(TIE, at) for at in (1, 2, 4, 5)] == [
        Standing("rivals", "old grudge", -2, False, 0),
        Standing("rivals", "old grudge", 0, False, 2),
        Standing("romantic", "old grudge", 0, True, 4),
        Standing("romantic", "found out", 0, False, 5),
    ]
    assert made.curve(TIE) == [-2, -2, 0, 0, 0, 0, 0]
    assert made.turning_points(TIE) == [2, 4, 5]


def test_a_tie_that_begins_later_is_not_there_before() -> None:
    made = course(tie(begins=CHAPTERS[2], closeness=1), [develop(5, closeness=3)])
    assert made.curve(TIE) == [None, None, None, 1, 1, 3, 3]
    assert made.turning_points(TIE) == [3, 5]
    assert made.matrix(2) == {}


def test_a_development_before_the_beginning_begins_the_tie() -> None:
    made = course(tie(begins=CHAPTERS[3], closeness=1), [develop(2, label="a glance")])
    assert made.begins(TIE) == 2
    assert made.curve(TIE) == [None, None, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("said", [[], [develop(3, closeness=2)]])
def test_a_beginning_that_is_shelved_has_always_been(said: list[Development]) -> None:
    made = course(tie(begins=SHELVED, label="kin"), said)
    assert made.begins(TIE) == 0
    standing = made.standing(TIE, 1)
    assert standing is not None
    assert standing.label == "kin"


def test_developments_in_shelved_chapters_have_not_happened() -> None:
    shelved = replace(develop(1, closeness=5), chapter_id=SHELVED)
    assert course(tie(closeness=0), [shelved]).curve(TIE) == [0] * 7


def test_an_unknown_tie_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        course(tie(), []).tie(TieId(7))
