"""The board: where people stand on it, and arrangements of them that need no more than arithmetic."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from typing import NewType

from planner.domain.outline import PersonId, StoryId

BoardId = NewType("BoardId", int)

APART = 180
"""How far people stand from one another at least, in the board's units: pixels at 100 %."""

_STEP = APART + 2
"""What arrangements reckon with: places are whole numbers, and rounding two of them brings them 1.4 nearer at most."""

Point = tuple[int, int]

_ROOM = APART + 2
"""How far apart two are pushed, so that rounding brings nobody too near."""
_PUSHES = 200
_ONE_CIRCLE = 12
"""More newcomers than this do not make one circle, which would be mostly empty."""


@dataclass(frozen=True, slots=True)
class Board:
    """One of several boards of a cast, with some of its people on it; the board of everybody needs no record."""

    id: BoardId
    story_id: StoryId
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands on a board; None until they were put somewhere. Pinned: no arranging moves them."""

    x: int | None = None
    y: int | None = None
    pinned: bool = False

    @property
    def point(self) -> Point | None:
        return None if self.x is None or self.y is None else (self.x, self.y)


def circle(people: Sequence[PersonId], centre: Point = (0, 0)) -> dict[PersonId, Point]:
    """People on a circle, the first at the top, clockwise, each ``APART`` from the next at least."""
    if len(people) == 1:
        return {people[0]: centre}
    radius = _STEP / 2 / math.sin(math.pi / len(people)) if len(people) > 1 else 0
    radius = max(radius, APART)
    return {
        person_id: (
            round(centre[0] + radius * math.sin(2 * math.pi * place / len(people))),
            round(centre[1] - radius * math.cos(2 * math.pi * place / len(people))),
        )
        for place, person_id in enumerate(people)
    }


def gathered(people: Sequence[PersonId]) -> dict[PersonId, Point]:
    """People around the point 0, 0: on a circle, or if they are many in rings, which need far less room."""
    return circle(people) if len(people) <= _ONE_CIRCLE else dict(zip(people, _rings((0, 0)), strict=False))


def by_group(people: Sequence[PersonId], groups: Iterable[Collection[PersonId]]) -> dict[PersonId, Point]:
    """People gathered by group, those in none by themselves, in rows and columns that do not touch.

    Somebody in several groups stands with the first.
    """
    taken: set[PersonId] = set()
    clusters: list[dict[PersonId, Point]] = []
    for group in groups:
        cluster = [person_id for person_id in people if person_id in group and person_id not in taken]
        taken.update(cluster)
        clusters.append(gathered(cluster))
    clusters.append(gathered([person_id for person_id in people if person_id not in taken]))
    clusters = [cluster for cluster in clusters if cluster]
    columns = math.ceil(math.sqrt(len(clusters)))
    reaches = [max(math.hypot(*point) for point in cluster.values()) for cluster in clusters]
    # A row is as high, and a column as wide, as what is biggest in it: one crowd must not push all others away.
    across = _middles([max(reaches[column::columns]) for column in range(columns)])
    down = _middles([max(reaches[begin : begin + columns]) for begin in range(0, len(reaches), columns or 1)])
    return {
        person_id: (x + across[number % columns], y + down[number // columns])
        for number, cluster in enumerate(clusters)
        for person_id, (x, y) in cluster.items()
    }


def _middles(reaches: Sequence[float]) -> list[int]:
    """Where the middles of things lie in a line that reach so far to both sides and stand well apart."""
    edges = list(accumulate((2 * reach + 1.5 * APART for reach in reaches), initial=0.0))
    return [round((one + other) / 2) for one, other in pairwise(edges)]


def settled(
    known: Mapping[PersonId, Point], newcomers: Sequence[PersonId], ties: Iterable[tuple[PersonId, PersonId]]
) -> dict[PersonId, Point]:
    """Where newcomers go on a board where others stand: near those they have a tie with, on nobody's toes.

    Nobody who stands is moved. On an empty board they make a circle, or if they are many rings around the first.
    """
    if not known:
        return gathered(newcomers)
    friends: dict[PersonId, list[PersonId]] = {}
    for one, other in ties:
        friends.setdefault(one, []).append(other)
        friends.setdefault(other, []).append(one)
    places = dict(known)
    for person_id in newcomers:
        near = [places[friend] for friend in friends.get(person_id, []) if friend in places] or list(places.values())
        middle = (round(sum(x for x, _ in near) / len(near)), round(sum(y for _, y in near) / len(near)))
        places[person_id] = free_spot(places.values(), middle)
    return {person_id: places[person_id] for person_id in newcomers}


def free_spot(taken: Collection[Point], wish: Point) -> Point:
    """The place nearest to a wish, on rings around it, that is ``APART`` from all that are taken."""
    return next(point for point in _rings(wish) if all(math.dist(point, other) >= APART for other in taken))


def spread_out(points: Mapping[PersonId, Point], fixed: Collection[PersonId] = ()) -> dict[PersonId, Point]:
    """People moved as little as need be for each to stand ``APART`` from every other; the ``fixed`` are not moved.

    Two who are fixed may stand as near as they were put.
    """
    held = frozenset(fixed)
    places = {person_id: (float(x), float(y)) for person_id, (x, y) in points.items()}
    for _ in range(_PUSHES):
        if not _push_apart(places, held):
            break
    settled_places: dict[PersonId, Point] = {key: points[key] for key in points if key in held}
    for person_id, (x, y) in places.items():
        if person_id not in held:
            settled_places[person_id] = free_spot(list(settled_places.values()), (round(x), round(y)))
    return {person_id: settled_places[person_id] for person_id in points}


def _push_apart(places: dict[PersonId, tuple[float, float]], held: Collection[PersonId]) -> bool:
    """Push each two that are too near half as far as is missing, or one all the way; whether there were any."""
    cells: dict[tuple[int, int], list[PersonId]] = {}
    for person_id, (x, y) in places.items():
        cells.setdefault((int(x // _ROOM), int(y // _ROOM)), []).append(person_id)
    moved = False
    for (column, row), here in cells.items():
        near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells.get((column + dx, row + dy), ())]
        for one in here:
            for other in near:
                # Each pair once; who stands still is never the one that is pushed.
                if one < other and not (one in held and other in held):
                    moved |= _push(places, one, other, held)
    return moved


def _push(
    places: dict[PersonId, tuple[float, float]], one: PersonId, other: PersonId, held: Collection[PersonId]
) -> bool:
    (x, y), (u, v) = places[one], places[other]
    distance = math.hypot(u - x, v - y)
    if distance >= APART:
        return False
    # Two on one spot go ways that depend on who they are, so that many on one spot do not stay in a line.
    angle = (one * 7 + other) % 360
    dx, dy = ((u - x) / distance, (v - y) / distance) if distance else (math.cos(angle), math.sin(angle))
    missing = _ROOM - distance
    share = 1.0 if one in held else 0.0 if other in held else 0.5
    places[one] = (x - dx * missing * (1 - share), y - dy * missing * (1 - share))
    places[other] = (u + dx * missing * share, v + dy * missing * share)
    return True


def _rings(middle: Point) -> Iterator[Point]:
    """Points around a middle, ever further out, each ``APART`` from the next."""
    yield middle
    for ring in count(1):
        for step in range(6 * ring):
            angle = 2 * math.pi * step / (6 * ring)
            yield (
                round(middle[0] + ring * _STEP * math.cos(angle)),
                round(middle[1] + ring * _STEP * math.sin(angle)),
            )
