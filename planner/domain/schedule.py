"""A schedule: how much of the work each day takes, and how what remains is spread over the days that remain.

The model is WriteTrack's (facts/trackers.md): a weight for each day, 100 for a normal one, 0 for a day off, 150 for
a heavy one; after every entry what remains is spread over the remaining days by their weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from planner.domain.days import length, span

OFF, LIGHT, NORMAL, PUSH = 0, 50, 100, 150
"""Weights an author can choose from; any other whole number up to ``HEAVIEST`` will do."""

HEAVIEST = 1000
_LOW, _HIGH = 50, 150


class Shape(StrEnum):
    """How the load goes over the whole time, on top of what weekday it is."""

    LEVEL = "level"
    RISING = "rising"
    FALLING = "falling"
    MOUNTAIN = "mountain"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weights by weekday (Monday first) and, where a date has its own (a holiday, a push), by date."""

    week: tuple[int, ...] = (NORMAL,) * 7
    dates: tuple[tuple[date, int], ...] = ()
    shape: Shape = Shape.LEVEL

    def __post_init__(self) -> None:
        weights = (*self.week, *(weight for _, weight in self.dates))
        if len(self.week) != 7 or not all(0 <= weight <= HEAVIEST for weight in weights):
            raise ValueError(f"a week has 7 weights, each between 0 and {HEAVIEST}")

    def weight(self, day: date) -> int:
        """The weight of a day by date or weekday; the shape left out, since that needs to know first and last day."""
        for known, weight in self.dates:
            if known == day:
                return weight
        return self.week[day.weekday()]

    def is_off(self, day: date) -> bool:
        """Whether nothing is asked of a day."""
        return self.weight(day) == OFF

    def weights(self, first: date, last: date) -> list[int]:
        """The weights of all days from the first to the last, shape and all; a date's own weight is taken as it is."""
        own = dict(self.dates)
        count = length(first, last)
        return [
            own[day] if day in own else round(self.week[day.weekday()] * self._share(at, count) / 100)
            for at, day in enumerate(span(first, last))
        ]

    def _share(self, at: int, count: int) -> float:
        """Per cent of a normal day's load that the shape gives to day ``at`` of ``count``."""
        way = at / (count - 1) if count > 1 else 0.5
        match self.shape:
            case Shape.RISING:
                return _LOW + (_HIGH - _LOW) * way
            case Shape.FALLING:
                return _HIGH - (_HIGH - _LOW) * way
            case Shape.MOUNTAIN:
                return _LOW + (_HIGH - _LOW) * (1 - abs(2 * way - 1))
            case _:
                return 100

    def with_date(self, day: date, weight: int | None) -> Schedule:
        """The same with a weight of its own for a date, or (None) without one."""
        kept = [(known, other) for known, other in self.dates if known != day]
        return replace(self, dates=tuple(sorted(kept if weight is None else [*kept, (day, weight)])))

    def with_weekday(self, weekday: int, weight: int) -> Schedule:
        """The same with another weight for a weekday; 0 is Monday."""
        return replace(self, week=tuple(weight if at == weekday else other for at, other in enumerate(self.week)))


class Preset(StrEnum):
    """Schedules to begin with."""

    STEADY = "steady"
    WEEKENDS_OFF = "weekends off"
    WEEKENDS_ONLY = "weekends only"
    RISING = "rising"
    FALLING = "falling"
    MOUNTAIN = "mountain"


PRESETS: dict[Preset, Schedule] = {
    Preset.STEADY: Schedule(),
    Preset.WEEKENDS_OFF: Schedule((NORMAL,) * 5 + (OFF,) * 2),
    Preset.WEEKENDS_ONLY: Schedule((OFF,) * 5 + (NORMAL,) * 2),
    Preset.RISING: Schedule(shape=Shape.RISING),
    Preset.FALLING: Schedule(shape=Shape.FALLING),
    Preset.MOUNTAIN: Schedule(shape=Shape.MOUNTAIN),
}


def preset_of(schedule: Schedule) -> Preset | None:
    """The preset a schedule was made from, dates of their own not looked at; None if it is the author's own."""
    plain = replace(schedule, dates=())
    return next((preset for preset, known in PRESETS.items() if known == plain), None)


def apply_preset(schedule: Schedule, preset: Preset) -> Schedule:
    """A preset with the dates that have weights of their own kept."""
    return replace(PRESETS[preset], dates=schedule.dates)


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers by weight that sum to ``amount`` exactly (largest remainder; of equal ones the earlier day).

    Where every day is off the days count alike, since something has to be done on them. Nothing is spread of an
    amount below 0, or over no days.
    """
    if not weights:
        return []
    even = list(weights) if any(weights) else [1] * len(weights)
    total, amount = sum(even), max(0, amount)
    shares = [amount * weight // total for weight in even]
    missing = amount - sum(shares)
    by_remainder = sorted(range(len(even)), key=lambda at: (-(amount * even[at] % total), at))
    for at in by_remainder[:missing]:
        shares[at] += 1
    return shares


def par_line(amount: int, weights: Sequence[int]) -> list[int]:
    """What should be done by the end of each day.

    With equal weights that is TrackBear's par, round(amount ÷ days x day), halves up; the last is exact
    (facts/trackers.md). A day off leaves the line level.
    """
    even = list(weights) if any(weights) else [1] * len(weights)
    total = sum(even)
    return [(2 * amount * done + total) // (2 * total) for done in accumulate(even)]
