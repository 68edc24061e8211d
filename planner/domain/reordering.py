"""Which of the things in a list stayed where they were when it was put into another order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def longest_kept(current: Iterable[int], target: Sequence[int]) -> set[int]:
    """The largest set of keys that stand in the same order in both lists: all others have to move.

    Longest increasing subsequence by patience sorting (Fredman 1975, "On computing the length of longest
    increasing subsequences"), O(n log n).
    """
    wanted = {key: place for place, key in enumerate(target)}
    tops: list[int] = []
    top_keys: list[int] = []
    before: dict[int, int | None] = {}
    for key in current:
        place = wanted.get(key)
        if place is None:
            continue
        pile = bisect_left(tops, place)
        before[key] = top_keys[pile - 1] if pile else None
        if pile == len(tops):
            tops.append(place)
            top_keys.append(key)
        else:
            tops[pile], top_keys[pile] = place, key
    kept: set[int] = set()
    last = top_keys[-1] if top_keys else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
