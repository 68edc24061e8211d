"""The shapes of ties and groups: curves fanned out between two people, their arrows, and soft hulls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

FAN = 52.0
"""How far apart the control points of two ties between one pair are."""
_BOW, _MOST_BOW = 0.1, 30.0
"""A single tie is a little bent, by its length, lest it look like a ruler's line."""
_GAP = 3.0
_SAMPLES = 12
_BOXES, _FINE = 8, 4
NAME_TOP, NAME_BOTTOM = 7.0, 27.0
"""Where a name begins and ends below a disc."""
_HULL_PAD = 30.0
_CORNERS = 12


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a curve: rectangles around them, where each begins and the last ends, and how far along that is."""

    boxes: list[QRectF]
    corners: list[QPointF]
    lengths: list[float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A tie's line from rim to rim: a quadratic curve with its ends, and points along it for finding it."""

    start: QPointF
    control: QPointF
    end: QPointF

    @property
    def path(self) -> QPainterPath:
        path = QPainterPath(self.start)
        path.quadTo(self.control, self.end)
        return path

    def at(self, t: float) -> QPointF:
        """The point at ``t`` of the way, 0 to 1."""
        u = 1 - t
        return QPointF(
            u * u * self.start.x() + 2 * u * t * self.control.x() + t * t * self.end.x(),
            u * u * self.start.y() + 2 * u * t * self.control.y() + t * t * self.end.y(),
        )

    @property
    def bounds(self) -> QRectF:
        """A rectangle around it."""
        xs = (self.start.x(), self.at(0.5).x(), self.end.x())
        ys = (self.start.y(), self.at(0.5).y(), self.end.y())
        return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-8, -8, 8, 8)

    @property
    def stretches(self) -> Stretches:
        """It in several stretches, one after the other."""
        points = [self.at(step / (_BOXES * _FINE)) for step in range(_BOXES * _FINE + 1)]
        lengths = [0.0]
        for one, other in pairwise(points):
            lengths.append(lengths[-1] + math.hypot(other.x() - one.x(), other.y() - one.y()))
        corners = points[::_FINE]
        boxes = [QRectF(one, other).normalized().adjusted(-8, -8, 8, 8) for one, other in pairwise(corners)]
        return Stretches(boxes, corners, lengths[::_FINE])

    def stretch(self, among: Stretches, first: int, last: int) -> QPainterPath:
        """The part of it from the first to the last of some of its stretches, both included."""
        t0, t1 = first / _BOXES, (last + 1) / _BOXES
        one, both, other = (1 - t0) * (1 - t1), (1 - t0) * t1 + t0 * (1 - t1), t0 * t1
        path = QPainterPath(among.corners[first])
        path.quadTo(self.start * one + self.control * both + self.end * other, among.corners[last + 1])
        return path

    def distance(self, point: QPointF) -> float:
        """How far a point is from it, about."""
        best = math.inf
        before = self.start
        for step in range(1, _SAMPLES + 1):
            after = self.at(step / _SAMPLES)
            best = min(best, _to_segment(point, before, after))
            before = after
        return best

    def arrow(self, size: float, *, at_start: bool = False) -> QPolygonF:
        """An arrowhead at the end, or at the start."""
        tip = self.start if at_start else self.end
        dx, dy = tip.x() - self.control.x(), tip.y() - self.control.y()
        length = math.hypot(dx, dy) or 1.0
        dx, dy = dx / length, dy / length
        base = QPointF(tip.x() - dx * size, tip.y() - dy * size)
        across = QPointF(-dy * size * 0.48, dx * size * 0.48)
        return QPolygonF([tip, base + across, base - across])


@dataclass(frozen=True, slots=True)
class End:
    """Somebody whom a tie goes to: a disc, and a name below it that is ``name`` wide to either side."""

    x: float
    y: float
    radius: float
    name: float = 0.0


def curve(one: End, other: End, bend: float) -> Curve:
    """A tie's line between two people.

    ``bend`` is how far its control point lies to the right of the straight way; see `bends`.
    """
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    if not bend:
        bend = min(length * _BOW, _MOST_BOW)
    control = QPointF((one.x + other.x) / 2 - dy / length * bend, (one.y + other.y) / 2 + dx / length * bend)
    return Curve(_rim(one, control), control, _rim(other, control))


def bends(count: int) -> list[float]:
    """How the ties between one pair are fanned out, in their order; 0 is for one that is alone."""
    if count == 1:
        return [0.0]
    return [(number - (count - 1) / 2) * FAN or 0.01 for number in range(count)]


def hull(points: Sequence[tuple[QPointF, float]]) -> QPainterPath:
    """A soft outline around people, each a point and a radius."""
    corners = []
    for point, radius in points:
        reach = radius + _HULL_PAD
        for corner in range(_CORNERS):
            angle = 2 * math.pi * corner / _CORNERS
            corners.append((point.x() + reach * math.cos(angle), point.y() + reach * math.sin(angle)))
    outline = _convex(corners)
    path = QPainterPath()
    if len(outline) < 3:
        return path
    # Each corner is the control point of a curve from the middle of one side to the middle of the next.
    middles = [
        QPointF((x + nx) / 2, (y + ny) / 2)
        for (x, y), (nx, ny) in zip(outline, [*outline[1:], outline[0]], strict=True)
    ]
    path.moveTo(middles[-1])
    for (x, y), middle in zip(outline, middles, strict=True):
        path.quadTo(QPointF(x, y), middle)
    path.closeSubpath()
    return path


def _rim(end: End, towards: QPointF) -> QPointF:
    """Where a line from somebody's middle comes out of their disc, or from behind their name."""
    dx, dy = towards.x() - end.x, towards.y() - end.y
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    reach = end.radius + _GAP
    if end.name and dy > 0:
        bottom, side = end.radius + NAME_BOTTOM, end.name + _GAP
        out = bottom / dy
        if abs(dx) * out > side:
            # It leaves by the side of the name, unless it does so above it.
            out = side / abs(dx)
            out = out if out * dy > end.radius + NAME_TOP else reach
        reach = max(reach, out)
    reach = min(reach, length)
    return QPointF(end.x + dx * reach, end.y + dy * reach)


def _to_segment(point: QPointF, one: QPointF, other: QPointF) -> float:
    dx, dy = other.x() - one.x(), other.y() - one.y()
    squared = dx * dx + dy * dy or 1.0
    t = min(max(((point.x() - one.x()) * dx + (point.y() - one.y()) * dy) / squared, 0.0), 1.0)
    return math.hypot(point.x() - one.x() - t * dx, point.y() - one.y() - t * dy)


def _convex(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex hull, by Andrew's monotone chain."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(source: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for x, y in source:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2], chain[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    return half(ordered) + half(ordered[::-1])
