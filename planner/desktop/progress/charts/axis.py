"""Where things lie on a chart: scales, round figures beside it, and days beneath it; no painting, no Qt."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from planner.desktop.widgets.steps import nice_step


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to pixels: ``low`` lies at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value lies; the middle, if there is only one value."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)

    def value(self, place: float) -> float:
        """The value at a place."""
        if self.end == self.start:
            return self.low
        return self.low + (self.high - self.low) * (place - self.start) / (self.end - self.start)


def amount_ticks(most: int, least: int = 0, lines: int = 4) -> list[int]:
    """Round figures from 0, or from below the least, to the first that is not exceeded."""
    step = nice_step(max(most, -least), lines)
    low = -math.ceil(max(-least, 0) / step)
    high = max(math.ceil(most / step), 1 if low == 0 else 0)
    return [step * at for at in range(low, high + 1)]


class Unit(Enum):
    """What the days beneath a chart are told by."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day to be named beneath a chart. ``first``: the first of its year to be named, or the first at all."""

    day: date
    unit: Unit
    first: bool


_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50)


def day_ticks(first: date, last: date, most: int) -> list[DayTick]:
    """At most so many days between two: every day, every second, or every week, else months or years that begin."""
    days = (last - first).days
    for step in _DAY_STEPS:
        if days // step + 1 <= most:
            found = [first + timedelta(days=at) for at in range(0, days + 1, step)]
            return list(_told(found, Unit.DAY))
    for unit, steps in ((Unit.MONTH, _MONTH_STEPS), (Unit.YEAR, _YEAR_STEPS)):
        for step in steps:
            found = list(_months(first, last, step if unit is Unit.MONTH else 12 * step))
            if found and len(found) <= most:
                return list(_told(found, unit))
    return list(_told([first], Unit.YEAR))


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every ``step``-th month, counted from January of a year that ``step`` divides."""
    number = first.year * 12 + first.month - 1
    if first.day > 1:
        number += 1
    number += -number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= last:
        yield day
        number += step


def _told(days: Sequence[date], unit: Unit) -> Iterator[DayTick]:
    year: int | None = None
    for day in days:
        yield DayTick(day, unit, day.year != year)
        year = day.year


def thin(points: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """Of very many points of a line so few that each can have a pixel; the first and the last stay."""
    if len(points) <= max(most, 2):
        return list(points)
    stride = math.ceil((len(points) - 1) / (most - 1))
    return [*points[:-1:stride], points[-1]]
