"""Where chapters and closeness lie on the chart of curves, and what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from planner.desktop.cast.course.curves import Knot, bounded
from planner.domain.ties import CLOSEST, TieId

_LANE = 3.0
_LANES = 15.0
"""Curves that say the same lie side by side: so many pixels apart, and all of them no wider than this."""


@dataclass(frozen=True)
class Curve:
    """A tie as it is drawn: its closeness and its kind after each chapter from 0, its knots, and its lane in pixels."""

    tie_id: TieId
    values: tuple[int | None, ...]
    kinds: tuple[str, ...]
    hidden: tuple[bool, ...]
    knots: tuple[Knot, ...]
    lane: float = 0.0

    def knot(self, at: int) -> Knot | None:
        """The knot in a chapter."""
        return next((knot for knot in self.knots if knot.at == at), None)


def lanes(count: int) -> list[float]:
    """By how much each of so many curves is shifted, so that none hides another."""
    step = min(_LANE, _LANES / max(count - 1, 1))
    return [round((place - (count - 1) / 2) * step, 2) for place in range(count)]


@dataclass(frozen=True)
class Axes:
    """From chapters and closeness to pixels: ``first`` and ``last`` chapter lie at the edges of ``plot``.

    The ends of closeness lie ``edge`` pixels within it: there are words, and curves that lie side by side.
    """

    plot: QRectF
    first: float
    last: float
    edge: float = 0.0

    @property
    def _half(self) -> float:
        return max(self.plot.height() / 2 - self.edge, 1.0)

    def x(self, at: float) -> float:
        """Where a chapter lies."""
        span = self.last - self.first
        return self.plot.left() + self.plot.width() * ((at - self.first) / span if span else 0.0)

    def y(self, closeness: float) -> float:
        """Where a closeness lies."""
        return self.plot.center().y() - self._half * closeness / CLOSEST

    def at(self, x: float) -> float:
        """The chapter at a place, between chapters a fraction."""
        return self.first + (self.last - self.first) * (x - self.plot.left()) / max(self.plot.width(), 1.0)

    def closeness(self, y: float) -> int:
        """The closeness nearest to a place."""
        return bounded(round((self.plot.center().y() - y) / self._half * CLOSEST))

    def point(self, curve: Curve, at: int, closeness: int) -> QPointF:
        """Where a curve is in a chapter."""
        return QPointF(self.x(at), self.y(closeness) + curve.lane)

    def height_at(self, curve: Curve, x: float) -> float | None:
        """How high a curve is at a place; None where it is not."""
        place = self.at(x)
        before = max(min(int(place), len(curve.values) - 1), 0)
        after = min(before + 1, len(curve.values) - 1)
        low, high = curve.values[before], curve.values[after]
        if low is None or high is None or not -0.5 <= place <= len(curve.values) - 0.5:
            return None
        part = min(max(place - before, 0.0), 1.0)
        return self.y(low + (high - low) * part * part * (3 - 2 * part)) + curve.lane

    def nearest_knot(self, curves: Sequence[Curve], place: QPointF, far: float) -> tuple[Curve, Knot] | None:
        """The knot nearest to a place, but not further than this; of equals the one that is drawn last."""
        found: tuple[float, Curve, Knot] | None = None
        for curve in curves:
            for knot in curve.knots:
                if knot.closeness is None:
                    continue
                way = QPointF(place - self.point(curve, knot.at, knot.closeness))
                distance = (way.x() ** 2 + way.y() ** 2) ** 0.5
                if distance <= far and (found is None or distance <= found[0]):
                    found = distance, curve, knot
        return found[1:] if found else None

    def nearest_curve(self, curves: Sequence[Curve], place: QPointF, far: float) -> Curve | None:
        """The curve nearest above or below a place."""
        found: tuple[float, Curve] | None = None
        for curve in curves:
            height = self.height_at(curve, place.x())
            if height is None or abs(height - place.y()) > far:
                continue
            if found is None or abs(height - place.y()) <= found[0]:
                found = abs(height - place.y()), curve
        return found[1] if found else None


def parted(wishes: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """Places near rising wishes, between two bounds, each at least so far from the next if there is room for all."""
    gap = min(gap, (high - low) / max(len(wishes) - 1, 1))
    places: list[float] = []
    for wish in wishes:
        places.append(max(wish, low, places[-1] + gap if places else low))
    above = high
    for number in reversed(range(len(places))):
        places[number] = min(places[number], above)
        above = places[number] - gap
    return places
