"""Rearranging an outline: which moves put parts where the author wants them, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.domain.outline import Arc, Chapter, Outline

Part = Literal["arc", "chapter", "scene"]


class Ref(NamedTuple):
    """A part of an outline, by what it is and its id."""

    kind: Part
    id: int


@dataclass(frozen=True, slots=True)
class Move:
    """One part to its new place: ``position`` counts in ``parent`` (None: the top of the story) without the part."""

    ref: Ref
    parent: Ref | None
    position: int


class Arrangement:
    """The order of a story's parts as plain lists; moves made in it are collected in ``moves``."""

    def __init__(self, outline: Outline, *, scenes: bool = True) -> None:
        """Without ``scenes`` only arcs and chapters are there to be arranged, which is three times as fast."""
        self.moves: list[Move] = []
        self._with_scenes = scenes
        self._children: dict[Ref | None, list[Ref]] = {None: []}
        self._parent: dict[Ref, Ref | None] = {}
        for item in outline.items:
            if isinstance(item, Arc):
                arc = self._add(Ref("arc", item.id), None)
                for chapter in item.chapters:
                    self._add_chapter(chapter, arc)
            else:
                self._add_chapter(item, None)

    def _add(self, ref: Ref, parent: Ref | None) -> Ref:
        self._children[parent].append(ref)
        self._children[ref] = []
        self._parent[ref] = parent
        return ref

    def _add_chapter(self, chapter: Chapter, parent: Ref | None) -> None:
        ref = self._add(Ref("chapter", chapter.id), parent)
        for scene in chapter.scenes if self._with_scenes else ():
            self._add(Ref("scene", scene.id), ref)

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._parent

    def parent(self, ref: Ref) -> Ref | None:
        """What a part stands in; None for the top of the story."""
        return self._parent[ref]

    def siblings(self, ref: Ref) -> Sequence[Ref]:
        """The parts that stand where this one stands, itself included."""
        return self._children[self._parent[ref]]

    def children(self, parent: Ref | None) -> Sequence[Ref]:
        """What stands in a part, or at the top of the story."""
        return self._children[parent]

    def position(self, ref: Ref) -> int:
        """Where a part stands among its siblings."""
        return self.siblings(ref).index(ref)

    def walk(self, parent: Ref | None = None) -> Iterator[Ref]:
        """All parts in reading order, each before what stands in it."""
        for child in self._children[parent]:
            yield child
            yield from self.walk(child)

    def outermost(self, refs: Iterable[Ref]) -> list[Ref]:
        """These parts in reading order, without those that go along with another of them."""
        chosen = set(refs)
        return [ref for ref in self.walk() if ref in chosen and not chosen.intersection(self._ancestors(ref))]

    def _ancestors(self, ref: Ref) -> Iterator[Ref]:
        parent = self._parent[ref]
        while parent is not None:
            yield parent
            parent = self._parent[parent]

    def move(self, ref: Ref, parent: Ref | None, position: int) -> None:
        """Put a part at ``position`` in ``parent``; nothing is collected if it stands there already."""
        if self._parent[ref] == parent and self.position(ref) == position:
            return
        self._children[self._parent[ref]].remove(ref)
        self._children[parent].insert(position, ref)
        self._parent[ref] = parent
        self.moves.append(Move(ref, parent, position))


def _arrangement_for(outline: Outline, refs: Sequence[Ref]) -> Arrangement:
    return Arrangement(outline, scenes=any(ref.kind == "scene" for ref in refs))


def accepts(parent: Ref | None, refs: Iterable[Ref]) -> bool:
    """Whether all these parts may stand in ``parent``: arcs at the top only, scenes in chapters only."""
    allowed: dict[str | None, set[str]] = {None: {"arc", "chapter"}, "arc": {"chapter"}, "chapter": {"scene"}}
    kinds = {ref.kind for ref in refs}
    return bool(kinds) and kinds <= allowed.get(parent.kind if parent else None, set())


def placed(outline: Outline, refs: Sequence[Ref], parent: Ref | None, row: int | None) -> list[Move]:
    """The moves that put parts, in reading order, before what is at ``row`` of ``parent`` now (None: at its end).

    Empty if ``parent`` cannot hold them, or if they stand there already.
    """
    arrangement = _arrangement_for(outline, refs)
    chosen = arrangement.outermost(refs)
    if not accepts(parent, chosen):
        return []
    there = arrangement.children(parent)
    above = [ref for ref in (there if row is None else there[:row]) if ref not in chosen]
    before = above[-1] if above else None
    for ref in chosen:
        others = [other for other in there if other != ref]
        arrangement.move(ref, parent, others.index(before) + 1 if before else 0)
        before = ref
    return arrangement.moves


def moved_up(outline: Outline, refs: Sequence[Ref]) -> list[Move]:
    """The moves that take parts one step towards the beginning, across the borders of arcs and chapters."""
    return _stepped(outline, refs, -1)


def moved_down(outline: Outline, refs: Sequence[Ref]) -> list[Move]:
    """The moves that take parts one step towards the end, across the borders of arcs and chapters."""
    return _stepped(outline, refs, +1)


def _stepped(outline: Outline, refs: Sequence[Ref], step: int) -> list[Move]:
    arrangement = _arrangement_for(outline, refs)
    chosen = arrangement.outermost(refs)
    for ref in chosen[::-step]:
        target = _step_target(arrangement, ref, step, set(chosen))
        if target is not None:
            arrangement.move(ref, *target)
    return arrangement.moves


def _step_target(arrangement: Arrangement, ref: Ref, step: int, chosen: set[Ref]) -> tuple[Ref | None, int] | None:
    siblings, position, parent = arrangement.siblings(ref), arrangement.position(ref), arrangement.parent(ref)
    beside = position + step
    if 0 <= beside < len(siblings):
        neighbour = siblings[beside]
        if neighbour in chosen:
            return None
        if neighbour.kind == "arc" and ref.kind == "chapter":
            return neighbour, len(arrangement.children(neighbour)) if step < 0 else 0
        return parent, beside
    if ref.kind == "chapter" and parent is not None:
        return None, arrangement.position(parent) + (step > 0)
    if ref.kind == "scene":
        chapters = [other for other in arrangement.walk() if other.kind == "chapter"]
        beside = chapters.index(parent or ref) + step
        if 0 <= beside < len(chapters):
            return chapters[beside], len(arrangement.children(chapters[beside])) if step < 0 else 0
    return None


def into_arc(outline: Outline, refs: Sequence[Ref]) -> list[Move]:
    """The moves that put loose chapters into an arc: one that touches them if there is such, else the nearest above.

    Empty if the story has no arc, or if no loose chapter is among the parts.
    """
    arrangement = _arrangement_for(outline, refs)
    loose = [r for r in arrangement.outermost(refs) if r.kind == "chapter" and arrangement.parent(r) is None]
    arcs = [ref for ref in arrangement.children(None) if ref.kind == "arc"]
    if not loose or not arcs:
        return []
    first, last = arrangement.position(loose[0]), arrangement.position(loose[-1])
    above = [arc for arc in arcs if arrangement.position(arc) < first]
    below = [arc for arc in arcs if arrangement.position(arc) > last]
    touches_above = bool(above) and arrangement.position(above[-1]) == first - 1
    touches_below = bool(below) and arrangement.position(below[0]) == last + 1
    arc = above[-1] if above and (touches_above or not touches_below) else (below or arcs)[0]
    at_end = arc in above
    for count, ref in enumerate(loose):
        arrangement.move(ref, arc, len(arrangement.children(arc)) if at_end else count)
    return arrangement.moves


def out_of_arc(outline: Outline, refs: Sequence[Ref]) -> list[Move]:
    """The moves that take chapters out of their arcs: before the arc for those that began it, else after it."""
    arrangement = _arrangement_for(outline, refs)
    taken: dict[Ref, int] = {}
    for ref in arrangement.outermost(refs):
        arc = arrangement.parent(ref)
        if ref.kind != "chapter" or arc is None:
            continue
        if arrangement.position(ref) == 0 and arc not in taken:
            arrangement.move(ref, None, arrangement.position(arc))
        else:
            taken[arc] = taken.get(arc, 0) + 1
            arrangement.move(ref, None, arrangement.position(arc) + taken[arc])
    return arrangement.moves


def neighbour(outline: Outline, refs: Sequence[Ref]) -> Ref | None:
    """What stands next to parts that are about to go: the one after them, else before, else what they stand in."""
    arrangement = _arrangement_for(outline, refs)
    going = arrangement.outermost(refs)
    if not going:
        return None
    siblings, last = arrangement.siblings(going[-1]), arrangement.position(going[-1])
    nearby = [*siblings[last + 1 :], *reversed(siblings[:last])]
    parent = arrangement.parent(going[-1])
    return next((ref for ref in nearby if ref not in going), parent)
