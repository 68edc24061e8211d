"""Turning one tree into another with the fewest rows touched, so that a view keeps its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.reordering import longest_kept

ROOT = 0
"""The key of the invisible parent of the top rows."""


@dataclass(frozen=True, slots=True)
class Insert:
    """New rows with these keys, the first at ``row`` of ``parent``, still without children."""

    parent: int
    row: int
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """``count`` rows go, with all that is in them."""

    parent: int
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Move:
    """One row, with all that is in it, to ``to`` of ``destination`` as counted once it has left its place."""

    parent: int
    row: int
    destination: int
    to: int


Edit = Insert | Remove | Move


def edit_script(current: Mapping[int, Sequence[int]], target: Mapping[int, Sequence[int]]) -> list[Edit]:
    """The edits that, made one after the other, turn ``current`` into ``target``.

    Both map every key to the keys of its children, from `ROOT` down. In ``target`` a key comes before those of its
    children, and no key may stand below one that stood below it: kinds of rows have fixed ranks.
    """
    return _Script(current, target).edits


class _Script:
    """Works on a copy of what differs, so that each edit's rows are those found when it is made."""

    def __init__(self, current: Mapping[int, Sequence[int]], target: Mapping[int, Sequence[int]]) -> None:
        self.edits: list[Edit] = []
        self._target = target
        differing = [key for key in target if current.get(key) != target[key]]
        gone = [key for key in current if key not in target]
        self._children = {key: list(current.get(key, ())) for key in (*differing, *gone)}
        self._parent = {child: key for key, children in self._children.items() for child in children}
        for key in differing:
            self._arrange(key)
        for key in differing:
            self._remove_the_rest(key)

    def _arrange(self, parent: int) -> None:
        """Bring the wanted children of ``parent`` into order, leaving between them what has yet to go."""
        here, wanted = self._children[parent], self._target[parent]
        kept = longest_kept(here, wanted)
        row = 0
        for key in wanted:
            if row >= len(here) or here[row] != key:
                row = self._bring(key, parent, row, stays=key in kept)
            row += 1

    def _bring(self, key: int, parent: int, row: int, *, stays: bool) -> int:
        """Make ``key`` stand in ``parent`` at or after ``row``; returns the row it stands at."""
        here = self._children[parent]
        if stays:
            return here.index(key, row)
        source = self._parent.get(key)
        if source is None:
            self._insert(key, parent, row)
        else:
            old_row = self._children[source].index(key)
            del self._children[source][old_row]
            row -= source == parent and old_row < row
            self.edits.append(Move(source, old_row, parent, row))
        here.insert(row, key)
        self._parent[key] = parent
        return row

    def _insert(self, key: int, parent: int, row: int) -> None:
        last = self.edits[-1] if self.edits else None
        if isinstance(last, Insert) and last.parent == parent and last.row + len(last.keys) == row:
            self.edits[-1] = Insert(parent, last.row, (*last.keys, key))
        else:
            self.edits.append(Insert(parent, row, (key,)))

    def _remove_the_rest(self, parent: int) -> None:
        here, staying = self._children[parent], set(self._target[parent])
        end = len(here)
        while end:
            start = end
            while start and here[start - 1] not in staying:
                start -= 1
            if start < end:
                self.edits.append(Remove(parent, start, end - start))
            end = max(start - 1, 0)
