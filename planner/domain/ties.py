"""Ties between people, and how each develops over the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from planner.domain.outline import ChapterId, PersonId, StoryId

TieId = NewType("TieId", int)
TieKindId = NewType("TieKindId", int)
DevelopmentId = NewType("DevelopmentId", int)

CLOSEST = 5
"""Closeness goes from minus this, the worst of enemies, to this, as close as two can be."""


class Direction(StrEnum):
    """Whose tie it is: both people's, the first one's to the other only, or more the first one's."""

    BOTH = "both"
    ONE_WAY = "one way"
    UNEQUAL = "unequal"


class Line(StrEnum):
    """How a tie is drawn, so that kinds are told apart without colours."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOTTED = "dash-dotted"


@dataclass(frozen=True, slots=True)
class TieKind:
    """A sort of tie. ``romantic``: AO3 writes it `A/B`, anything else `A & B` (facts/ao3.md, "A work").

    ``id`` is None for those that every story has; ``colour`` is the name of a swatch.
    """

    name: str
    colour: str = ""
    line: Line = Line.SOLID
    romantic: bool = False
    id: TieKindId | None = None


KINDS: tuple[TieKind, ...] = (
    TieKind("romantic", "pink", Line.SOLID, romantic=True),
    TieKind("platonic", "blue", Line.SOLID),
    TieKind("family", "green", Line.SOLID),
    TieKind("rivals", "orange", Line.DASHED),
    TieKind("enemies", "red", Line.DASHED),
    TieKind("mentor", "purple", Line.DASH_DOTTED),
    TieKind("work", "teal", Line.DOTTED),
    TieKind("other", "", Line.DOTTED),
)
"""The kinds every story has; the author adds her own beside them."""

BUILT_IN: Mapping[str, TieKind] = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of a kind between two people, as it stands at its beginning.

    ``kind`` names one of ``KINDS`` or of the story's own. ``closeness`` is −5…+5 or unknown. ``hidden``: others do not
    know of it. ``begins`` is the chapter in which it comes to be; None: it was there before the story. ``tagged``: the
    story's tags name it, as ``tag`` where the author wrote one.
    """

    id: TieId
    story_id: StoryId
    position: int
    one: PersonId
    other: PersonId
    kind: str = "platonic"
    label: str = ""
    direction: Direction = Direction.BOTH
    closeness: int | None = None
    hidden: bool = False
    begins: ChapterId | None = None
    note: str = ""
    tagged: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Development:
    """From this chapter on a tie stands so; what is empty or None stays as it was. ``note`` says what happens."""

    id: DevelopmentId
    tie_id: TieId
    chapter_id: ChapterId
    kind: str = ""
    label: str = ""
    closeness: int | None = None
    hidden: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a tie stands after a chapter; ``since`` is the chapter that made it so, 0: it always was."""

    kind: str
    label: str
    closeness: int | None
    hidden: bool
    since: int


class Course:
    """A story's ties over its chapters in reading order; chapters count from 1, and 0 is before the first.

    What happens in chapters that are not among them, since they are shelved, has not happened.
    """

    def __init__(self, ties: Iterable[Tie], developments: Iterable[Development], chapters: Sequence[ChapterId]) -> None:
        self.ties = tuple(ties)
        self.length = len(chapters)
        self._numbers = {chapter_id: number for number, chapter_id in enumerate(chapters, 1)}
        self._by_id = {tie.id: tie for tie in self.ties}
        self._developments: dict[TieId, list[tuple[int, Development]]] = {tie.id: [] for tie in self.ties}
        for development in developments:
            number = self._numbers.get(development.chapter_id)
            if number is not None and development.tie_id in self._developments:
                self._developments[development.tie_id].append((number, development))
        for entries in self._developments.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].id))

    def tie(self, tie_id: TieId) -> Tie:
        """One of the ties; KeyError if it is none of them."""
        return self._by_id[tie_id]

    def developments(self, tie_id: TieId) -> list[tuple[int, Development]]:
        """A tie's developments with their chapters' numbers, in reading order."""
        return list(self._developments[tie_id])

    def begins(self, tie_id: TieId) -> int:
        """The chapter in which a tie comes to be; 0 if it was there before. A development earlier than that begins it.

        A tie whose beginning is in a shelved chapter counts as having been there before: what is told later must not
        change what was so far.
        """
        tie = self._by_id[tie_id]
        number = None if tie.begins is None else self._numbers.get(tie.begins)
        if number is None:
            return 0
        return min([number, *(first for first, _ in self._developments[tie_id][:1])])

    def standing(self, tie_id: TieId, at: int) -> Standing | None:
        """How a tie stands when the reader has finished chapter ``at``; None if it has not come to be."""
        tie = self._by_id[tie_id]
        begins = self.begins(tie_id)
        if at < begins:
            return None
        kind, label, closeness, hidden, since = tie.kind, tie.label, tie.closeness, tie.hidden, begins
        for number, development in self._developments[tie_id]:
            if number > at:
                break
            kind = development.kind or kind
            label = development.label or label
            closeness = closeness if development.closeness is None else development.closeness
            hidden = hidden if development.hidden is None else development.hidden
            since = number
        return Standing(kind, label, closeness, hidden, since)

    def curve(self, tie_id: TieId) -> list[int | None]:
        """The closeness after each chapter from 0 to the last; None where it is unknown or the tie is not there."""
        told: dict[int, int | None] = {
            number: each.closeness for number, each in self._developments[tie_id] if each.closeness is not None
        }
        told.setdefault(self.begins(tie_id), self._by_id[tie_id].closeness)
        curve: list[int | None] = []
        for number in range(self.length + 1):
            curve.append(told.get(number, curve[-1] if curve else None))
        return curve

    def turning_points(self, tie_id: TieId) -> list[int]:
        """The chapters in which a tie comes to be or develops, in order."""
        numbers = {number for number, _ in self._developments[tie_id]} | {self.begins(tie_id)}
        return sorted(numbers - {0})

    def between(self, one: PersonId, other: PersonId) -> list[Tie]:
        """The ties between two people, whichever way they were drawn, in the author's order."""
        pair = {one, other}
        return [tie for tie in self.ties if {tie.one, tie.other} == pair]

    def matrix(self, at: int) -> dict[tuple[PersonId, PersonId], list[tuple[Tie, Standing]]]:
        """How all stand with all after chapter ``at``; each pair is there both ways, pairs without a tie are not."""
        cells: dict[tuple[PersonId, PersonId], list[tuple[Tie, Standing]]] = {}
        for tie in self.ties:
            standing = self.standing(tie.id, at)
            if standing is not None:
                cells.setdefault((tie.one, tie.other), []).append((tie, standing))
                cells.setdefault((tie.other, tie.one), []).append((tie, standing))
        return cells

    def changed(self, before: int, after: int) -> list[TieId]:
        """The ties that stand otherwise after one chapter than after another."""
        return [tie.id for tie in self.ties if self.standing(tie.id, before) != self.standing(tie.id, after)]
