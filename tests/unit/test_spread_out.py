"""Keeping people on a board apart: nobody on another's toes, nobody moved who need not be."""

from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import APART, Point, spread_out
from planner.domain.outline import PersonId

_PLACES = st.tuples(st.integers(-900, 900), st.integers(-900, 900))
_BOARDS = st.dictionaries(st.integers(1, 60).map(PersonId), _PLACES, max_size=40)


@given(_BOARDS, st.sets(st.integers(1, 60).map(PersonId), max_size=8))
def test_nobody_stands_on_anothers_toes_and_the_fixed_stay(points: dict[PersonId, Point], fixed: set[PersonId]) -> None:
    spread = spread_out(points, fixed)
    assert list(spread) == list(points)
    for one, other in combinations(spread, 2):
        if not {one, other} <= fixed:
            assert math.dist(spread[one], spread[other]) >= APART
    assert all(spread[key] == points[key] for key in points if key in fixed)


@given(_BOARDS)
def test_what_is_spread_out_stays_as_it_is(points: dict[PersonId, Point]) -> None:
    spread = spread_out(points)
    assert spread_out(spread) == spread


def test_two_on_one_spot_part() -> None:
    spread = spread_out({PersonId(1): (0, 0), PersonId(2): (0, 0)})
    assert spread[PersonId(1)] != spread[PersonId(2)]
    assert math.dist(spread[PersonId(1)], spread[PersonId(2)]) < 1.1 * APART
