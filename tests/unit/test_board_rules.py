"""Arrangements of people on a board: far enough apart, nobody lost, nobody moved who stood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import APART, Point, Spot, by_group, circle, free_spot, settled
from planner.domain.outline import PersonId

people = st.lists(st.integers(1, 80).map(PersonId), max_size=40, unique=True)
points = st.tuples(st.integers(-600, 600), st.integers(-600, 600))


def nearest(places: Mapping[PersonId, Point]) -> float:
    """The least distance of any two people."""
    return min((math.dist(one, other) for one, other in combinations(places.values(), 2)), default=math.inf)


@given(people, points)
def test_a_circle_holds_all_with_room_between_them(them: list[PersonId], centre: Point) -> None:
    places = circle(them, centre)
    assert list(places) == them
    assert nearest(places) >= APART


def test_a_circle_begins_at_the_top_and_goes_clockwise() -> None:
    top, right, bottom, left = circle([PersonId(number) for number in range(4)]).values()
    assert top[0] == bottom[0] == 0
    assert top[1] < 0 < bottom[1]
    assert left[0] < 0 < right[0]


def test_somebody_alone_stands_in_the_middle() -> None:
    assert circle([PersonId(3)], (40, -7)) == {3: (40, -7)}
    assert circle([]) == {}


@given(people, st.lists(st.sets(st.integers(1, 80).map(PersonId), max_size=12), max_size=6))
def test_groups_stand_apart_and_nobody_is_lost(them: list[PersonId], groups: list[set[PersonId]]) -> None:
    places = by_group(them, groups)
    assert set(places) == set(them)
    assert nearest(places) >= APART


@given(people, st.data())
def test_a_group_stays_together(them: list[PersonId], data: st.DataObject) -> None:
    group = data.draw(st.sets(st.sampled_from(them), min_size=1) if them else st.just(set()))
    places = by_group(them, [group])
    rest = [each for each in them if each not in group]
    if group and rest:
        reach = max(math.dist(places[one], places[other]) for one in group for other in group)
        middle = [sum(places[each][axis] for each in group) / len(group) for axis in (0, 1)]
        assert all(math.dist(places[each], middle) > reach / 2 for each in rest)


def spread_out(found: list[Point]) -> dict[PersonId, Point]:
    """People on those of the points that leave one another room."""
    kept: list[Point] = []
    for point in found:
        if all(math.dist(point, other) >= APART for other in kept):
            kept.append(point)
    return {PersonId(1000 + place): point for place, point in enumerate(kept)}


@given(st.lists(points, max_size=15).map(spread_out), people.map(lambda them: them[:15]), st.data())
def test_newcomers_move_nobody_and_tread_on_nobodys_toes(
    known: dict[PersonId, Point], newcomers: list[PersonId], data: st.DataObject
) -> None:
    before = dict(known)
    everybody = [*known, *newcomers]
    pairs = st.tuples(st.sampled_from(everybody), st.sampled_from(everybody)) if everybody else st.nothing()
    ties = data.draw(st.lists(pairs, max_size=20) if everybody else st.just([]))
    places = settled(known, newcomers, ties)
    assert known == before
    assert set(places) == set(newcomers)
    assert nearest({**known, **places}) >= APART


def test_a_newcomer_stands_near_those_they_are_tied_to() -> None:
    known = {PersonId(1): (0, 0), PersonId(2): (3000, 0)}
    places = settled(known, [PersonId(3)], [(PersonId(3), PersonId(2))])
    assert math.dist(places[PersonId(3)], (3000, 0)) < 2 * APART


def test_a_newcomer_tied_to_a_newcomer_stands_near_them() -> None:
    known = {PersonId(1): (0, 0), PersonId(2): (3000, 0)}
    ties = [(PersonId(3), PersonId(2)), (PersonId(4), PersonId(3))]
    places = settled(known, [PersonId(3), PersonId(4)], ties)
    assert math.dist(places[PersonId(4)], (3000, 0)) < 3 * APART


@given(st.lists(points, max_size=15), points)
def test_a_free_spot_is_free_and_the_wish_where_nobody_stands(taken: list[Point], wish: Point) -> None:
    spot = free_spot(taken, wish)
    assert all(math.dist(spot, other) >= APART for other in taken)
    if all(math.dist(wish, other) >= APART for other in taken):
        assert spot == wish


def test_a_spot_without_both_numbers_is_no_point() -> None:
    assert Spot(3, 4).point == (3, 4)
    assert Spot(3, None).point is None
    assert Spot().point is None


def test_a_crowd_in_no_group_does_not_push_the_groups_out_of_sight() -> None:
    them = [PersonId(number) for number in range(200)]
    groups = [them[first : first + 14] for first in range(0, 70, 14)]
    places = by_group(them, groups)
    lines = [[place[axis] for place in places.values()] for axis in (0, 1)]
    spans = [max(line) - min(line) for line in lines]
    # At a tenth of the usual size it fits into a small window.
    assert max(spans) < 6000
