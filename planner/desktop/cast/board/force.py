"""Arranging people by force: those with ties draw near, all others keep away. Loads networkx when it is first asked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from planner.domain.board import APART, Point, circle, spread_out
from planner.domain.outline import PersonId

_LENGTH = 1.35 * APART
"""How long a tie would like to be."""
_STEPS = 120
"""As many as 200 people with 600 ties need to come to rest; it takes some 0.2 s."""
_MOST = 499
"""From 500 people on networkx wants scipy, which is larger than all of Longfic; so many tied together make a circle."""
_GAP = 2 * APART
_WIDER = 1.5
"""A board is wider than high, as screens are."""

Pair = tuple[PersonId, PersonId]


def by_force(
    people: Sequence[PersonId],
    ties: Iterable[Pair],
    pinned: Mapping[PersonId, Point],
    progress: Callable[[float], None] = lambda fraction: None,
) -> dict[PersonId, Point]:
    """Where people stand when ties pull and nearness pushes, each ``APART`` from the next; the pinned stay.

    Those who are tied together, if only through others, make a cluster. The clusters stand side by side, the largest
    first, beneath those that hold somebody pinned; people with no tie at all make rows at the end. The same people
    and ties come out the same.
    """
    weights = Counter(frozenset(pair) for pair in ties if pair[0] != pair[1] and {*pair} <= {*people})
    clusters = _clusters(people, weights)
    places: dict[PersonId, Point] = {key: point for key, point in pinned.items() if key in {*people}}
    free: list[dict[PersonId, Point]] = []
    loners: list[PersonId] = []
    done = 0
    for cluster in clusters:
        if len(cluster) == 1:
            loners += [key for key in cluster if key not in places]
        elif any(key in places for key in cluster):
            places |= _settle(cluster, weights, {key: places[key] for key in cluster if key in places})
        else:
            free.append(_settle(cluster, weights, {}))
        done += len(cluster)
        progress(0.9 * done / len(people))
    if loners:
        free.append(_rows(loners))
    return spread_out(_packed(places, free), [key for key in pinned if key in places])


def _clusters(people: Sequence[PersonId], weights: Mapping[frozenset[PersonId], int]) -> list[list[PersonId]]:
    """People who are tied together, if only through others; the largest clusters first, loners last."""
    friends: dict[PersonId, list[PersonId]] = {key: [] for key in people}
    for one, other in weights:
        friends[one].append(other)
        friends[other].append(one)
    seen: set[PersonId] = set()
    clusters: list[list[PersonId]] = []
    for start in people:
        if start in seen:
            continue
        seen.add(start)
        cluster = [start]
        for key in cluster:
            fresh = [friend for friend in friends[key] if friend not in seen]
            seen.update(fresh)
            cluster += fresh
        clusters.append(cluster)
    return sorted(clusters, key=len, reverse=True)


def _settle(
    cluster: Sequence[PersonId], weights: Mapping[frozenset[PersonId], int], held: Mapping[PersonId, Point]
) -> dict[PersonId, Point]:
    """One cluster, around those who are held where they are, or around the origin."""
    middle = _middle(held.values()) if held else (0, 0)
    start = circle(cluster, middle) | dict(held)
    if len(cluster) > _MOST:
        return start
    import networkx

    graph: networkx.Graph[PersonId] = networkx.Graph()
    graph.add_nodes_from(cluster)
    for pair, count in weights.items():
        one, other = tuple(pair)
        if one in graph and other in graph:
            graph.add_edge(one, other, weight=1 + math.log(count))
    found = networkx.spring_layout(
        graph,
        k=1.0,
        pos={key: (x / _LENGTH, y / _LENGTH) for key, (x, y) in start.items()},
        fixed=list(held) or None,
        iterations=_STEPS,
        scale=None,
        seed=1,
        method="force",
    )
    return {key: (round(x * _LENGTH), round(y * _LENGTH)) for key, (x, y) in found.items()} | dict(held)


def _rows(loners: Sequence[PersonId]) -> dict[PersonId, Point]:
    columns = max(math.ceil(math.sqrt(len(loners) * _WIDER)), 1)
    return {key: (at % columns * APART, at // columns * APART) for at, key in enumerate(loners)}


def _packed(placed: Mapping[PersonId, Point], free: Sequence[Mapping[PersonId, Point]]) -> dict[PersonId, Point]:
    """Those who have their places, and below them the others in shelves, about as wide as the board should be."""
    boxes = [_box(cluster.values()) for cluster in free]
    area = sum((right - left + _GAP) * (bottom - top + _GAP) for left, top, right, bottom in boxes)
    widest = max((right - left + _GAP for left, _, right, _ in boxes), default=0)
    width = max(math.sqrt(area * _WIDER), widest)
    places = dict(placed)
    x = start = min((x for x, _ in placed.values()), default=0)
    y = max((y for _, y in placed.values()), default=-_GAP) + _GAP
    height = 0
    for cluster, (left, top, right, bottom) in zip(free, boxes, strict=True):
        if x > start and x - start + right - left > width:
            x, y, height = start, y + height + _GAP, 0
        places |= {key: (px - left + x, py - top + y) for key, (px, py) in cluster.items()}
        x += right - left + _GAP
        height = max(height, bottom - top)
    return places


def _box(points: Iterable[Point]) -> tuple[int, int, int, int]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _middle(points: Iterable[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return round(sum(xs) / len(xs)), round(sum(ys) / len(ys))
