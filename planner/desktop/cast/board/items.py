"""The things on the board as they are drawn just now: people, ties and groups, each on its way to how it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from planner.desktop.cast.board.shapes import Curve, End, Stretches, curve, hull
from planner.domain.cast import Group, Person, PersonRole
from planner.domain.outline import PersonId
from planner.domain.ties import CLOSEST, Standing, Tie, TieKind

Ref = tuple[Literal["person", "tie", "group"], int]
"""Something on the board, by the kind of place it is and its id."""

RADII: Mapping[PersonRole, float] = {
    PersonRole.MAIN: 38.0,
    PersonRole.SUPPORTING: 31.0,
    PersonRole.UNSET: 28.0,
    PersonRole.MINOR: 25.0,
    PersonRole.MENTIONED: 21.0,
}
"""How large people are drawn, by how much of the story they have."""

DISC_EDGE = 7.0
"""How far the ring around a disc reaches at most, in the board's units."""

FADED = 0.32
"""How much is seen of somebody who has not appeared yet."""
FILTERED = 0.12
"""How much is seen of what a filter leaves out."""

_UNKNOWN_WIDTH = 2.2
_THINNEST, _THICKEST = 1.2, 5.4


def width_of(closeness: int | None) -> float:
    """How thick a tie is drawn: the closer, the thicker."""
    if closeness is None:
        return _UNKNOWN_WIDTH
    return _THINNEST + (_THICKEST - _THINNEST) * (closeness + CLOSEST) / (2 * CLOSEST)


@dataclass(slots=True)
class Fluent:
    """A number on its way from one value to another."""

    now: float
    goal: float = 0.0
    came: float = 0.0

    def __post_init__(self) -> None:
        self.came = self.goal = self.now

    def aim(self, goal: float) -> bool:
        """Go to a value from where it is now; whether that is another one."""
        self.came, self.goal = self.now, goal
        return self.now != goal

    def jump(self, value: float) -> None:
        """Be there at once."""
        self.now = self.came = self.goal = value

    def advance(self, t: float) -> None:
        """Be ``t`` of the way, 0 to 1."""
        self.now = self.came + (self.goal - self.came) * t


@dataclass(slots=True, eq=False)
class Node:
    """Somebody on the board."""

    person: Person
    x: Fluent
    y: Fluent
    alpha: Fluent
    pinned: bool = False
    absent: bool = False
    name_half: float = 0.0
    """Half as wide as the name is below the disc."""
    name_room: float = 0.0
    """How wide the name may be written, in pixels at the usual size of text; 0: there is no room for it."""

    @property
    def radius(self) -> float:
        return RADII[self.person.role]

    @property
    def point(self) -> QPointF:
        return QPointF(self.x.now, self.y.now)

    @property
    def goal(self) -> QPointF:
        return QPointF(self.x.goal, self.y.goal)

    @property
    def end(self) -> End:
        return End(self.x.now, self.y.now, self.radius, self.name_half)

    @property
    def disc(self) -> QRectF:
        radius = self.radius
        return QRectF(self.x.now - radius, self.y.now - radius, 2 * radius, 2 * radius)

    @property
    def fluents(self) -> tuple[Fluent, ...]:
        return self.x, self.y, self.alpha


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a tie's line: how much of the line comes before it, and whether its ends are the tie's."""

    path: QPainterPath
    before: float
    starts: bool = True
    ends: bool = True


@dataclass(slots=True, eq=False)
class Link:
    """A tie on the board; while it goes, as it stood last. ``label_at`` is where on the curve its words stand."""

    tie: Tie
    standing: Standing
    kind: TieKind
    one: Node
    other: Node
    width: Fluent
    alpha: Fluent
    bend: Fluent
    text: str = ""
    """What it says of itself where there is room."""
    words: str = ""
    """What is written of that; nothing where there is no room."""
    words_room: float = 150.0
    """How wide the words may be, in pixels at the usual size of text."""
    brief: bool = False
    """Whether what is hidden has a sign only, without the word."""
    label_at: float = 0.5
    colour: QColor = field(default_factory=QColor)
    came: QColor = field(default_factory=QColor)
    goal: QColor = field(default_factory=QColor)
    going: bool = False
    _curve: Curve | None = None
    _bounds: QRectF | None = None
    _stretches: Stretches | None = None
    _words_at: tuple[float, QPointF] | None = None
    _path: QPainterPath | None = None

    def spoil(self) -> None:
        """One of its ends moved, or it bent."""
        self._curve = self._bounds = self._stretches = self._path = self._words_at = None

    def crosses(self, rect: QRectF) -> bool:
        """Whether its line may be seen in a rectangle."""
        if rect.contains(self.bounds):
            return True
        return self.bounds.intersects(rect) and any(box.intersects(rect) for box in self.stretches.boxes)

    @property
    def stretches(self) -> Stretches:
        """Stretches of its line."""
        if self._stretches is None:
            self._stretches = self.curve.stretches
        return self._stretches

    def seen_in(self, rect: QRectF) -> Stretch:
        """The part of its line that may be seen in a rectangle."""
        if rect.contains(self.bounds):
            return Stretch(self.path, 0.0)
        among = self.stretches
        seen = [number for number, box in enumerate(among.boxes) if box.intersects(rect)]
        last = len(among.boxes) - 1
        if not seen or (seen[0] == 0 and seen[-1] == last):
            return Stretch(self.path, 0.0)
        path = self.curve.stretch(among, seen[0], seen[-1])
        return Stretch(path, among.lengths[seen[0]], seen[0] == 0, seen[-1] == last)

    @property
    def curve(self) -> Curve:
        """Its line between the two as they stand now."""
        if self._curve is None:
            # Fanned out the same way whoever of the two is first in it.
            bend = self.bend.now if self.one.person.id < self.other.person.id else -self.bend.now
            self._curve = curve(self.one.end, self.other.end, bend)
        return self._curve

    @property
    def words_at(self) -> QPointF:
        """Where its words stand."""
        if self._words_at is None or self._words_at[0] != self.label_at:
            self._words_at = self.label_at, self.curve.at(self.label_at)
        return self._words_at[1]

    @property
    def bounds(self) -> QRectF:
        """A rectangle around its line."""
        if self._bounds is None:
            self._bounds = self.curve.bounds
        return self._bounds

    @property
    def path(self) -> QPainterPath:
        if self._path is None:
            self._path = self.curve.path
        return self._path

    @property
    def fluents(self) -> tuple[Fluent, ...]:
        return self.width, self.alpha, self.bend


@dataclass(slots=True, eq=False)
class Hull:
    """A group on the board, around those of its members who are on it."""

    group: Group
    members: list[Node]
    alpha: Fluent
    name_across: float | None = None
    """Where along its upper edge its name stands, 0 to 1; None: above its uppermost member."""
    _path: QPainterPath | None = None
    _bounds: QRectF | None = None
    _outline: QPolygonF | None = None

    def spoil(self) -> None:
        """One of its members moved, came or went."""
        self._path = self._bounds = self._outline = None

    @property
    def path(self) -> QPainterPath:
        if self._path is None:
            self._path = hull([(node.point, node.radius) for node in self.members])
        return self._path

    @property
    def bounds(self) -> QRectF:
        """A rectangle around it."""
        if self._bounds is None:
            self._bounds = self.path.boundingRect()
        return self._bounds

    @property
    def top(self) -> QPointF:
        """What its name stands above."""
        return self.upper_edge(self.name_across)

    def upper_edge(self, across: float | None) -> QPointF:
        """A point of its upper edge, so far from its left to its right; None: above its uppermost member."""
        if across is None:
            node = min(self.members, key=lambda each: each.y.now - each.radius)
            return QPointF(node.x.now, self.bounds.top())
        if self._outline is None:
            self._outline = self.path.toFillPolygon()
        x = self.bounds.left() + across * self.bounds.width()
        crossed = [
            one.y() + (other.y() - one.y()) * (x - one.x()) / (other.x() - one.x())
            for one, other in pairwise(self._outline.toList())
            if (one.x() - x) * (other.x() - x) <= 0 and one.x() != other.x()
        ]
        return QPointF(x, min(crossed, default=self.bounds.top()))


def on_board(group: Group, nodes: Mapping[PersonId, Node]) -> list[Node]:
    """The members of a group who are on the board."""
    return [nodes[person_id] for person_id in group.members if person_id in nodes]
