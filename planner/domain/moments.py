"""When a scene happens in its story, as far as the author's words tell: "day 3, evening", "2 November", "14:30"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from planner.domain.outline import Scene, SceneId


class Calendar(StrEnum):
    """What days are counted by; days of different calendars cannot be compared."""

    STORY = "story"
    DATE = "date"
    DATE_OF_ANY_YEAR = "any year"


_DAY_MINUTES = 24 * 60
_WHOLE_DAY = (0, _DAY_MINUTES)
_LEAP_YEAR = 2000
_YEAR = 366
_HALF_YEAR = _YEAR // 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the stretch of it that is meant, in minutes from its first midnight (the night goes beyond it)."""

    calendar: Calendar
    day: int
    minutes: tuple[int, int] = _WHOLE_DAY

    @property
    def key(self) -> tuple[int, int, int]:
        """Sorts the moments of one calendar."""
        return (self.day, *self.minutes)

    def is_before(self, other: Moment) -> bool:
        """Whether this is over, beyond doubt, when the other begins.

        Of dates without a year the nearer reading counts: January comes after December, not eleven months before.
        """
        if self.calendar is not other.calendar:
            return False
        days = other.day - self.day
        if self.calendar is Calendar.DATE_OF_ANY_YEAR:
            days = (days + _HALF_YEAR) % _YEAR - _HALF_YEAR
        return days > 0 or (days == 0 and self.minutes[1] <= other.minutes[0])


_NAMED_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {short: number for number, name in enumerate(_NAMED_MONTHS, 1) for short in (name, name[:3])} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"-?\d{{1,5}}|{'|'.join(_NUMBERS)}"

_STORY_DAY = re.compile(
    rf"\bday\s+(?P<after>{_NUMBER})\b|\b(?P<before>first|second|third|\d{{1,5}}(?:st|nd|rd|th)) day\b"
)
_STORY_WEEK = re.compile(rf"\bweek\s+(?P<number>{_NUMBER})\b")
_OTHER_UNIT = re.compile(r"\b(?:month|year|book|part)\s+\S")
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}})\b)?"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>\d{{4}})\b(?!:))?"
)
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)\s*(?P<half>[ap]\.?m\b)?")
_HOUR = re.compile(r"\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b)")

_PARTS: tuple[tuple[str, tuple[int, int]], ...] = (
    ("small hours", (0, 5)),
    ("before dawn", (0, 7)),
    ("dawn", (4, 8)),
    ("sunrise", (4, 9)),
    ("breakfast", (6, 11)),
    ("early morning", (4, 10)),
    ("late morning", (9, 13)),
    ("mid-morning", (8, 12)),
    ("morning", (4, 12)),
    ("late afternoon", (15, 19)),
    ("afternoon", (12, 18)),
    ("noon", (12, 13)),
    ("midday", (11, 14)),
    ("lunch", (11, 15)),
    ("sunset", (16, 22)),
    ("dusk", (16, 22)),
    ("dinner", (17, 22)),
    ("evening", (17, 24)),
    ("tonight", (18, 30)),
    ("night", (20, 30)),
)
"""Words for parts of a day, with the hours they may mean; where one stands in another, the longer comes first."""

_VAGUE = ("midnight", "overnight")
"""Words that end one day and begin another."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Moment | None:
    """Read a moment; None where the words name no day, as "evening", "meanwhile" and "3/11" do not.

    A day is "day 3", "week 2, day 3", or a date with its month in letters or written as 2026-11-02. A time of day
    is a word or the time on a clock; without one the whole day is meant.
    """
    words = " ".join(text.casefold().split())
    for read in (_dated, _counted):
        found = read(words)
        if found is not None:
            calendar, day, rest = found
            return Moment(calendar, day, _time(rest))
    return None


def earlier_scenes(scenes: Iterable[Scene]) -> dict[SceneId, Scene]:
    """Scenes that happen before the one told before them, with that one.

    Scenes whose moments cannot be compared are passed over: each is held against the last that can.
    """
    found: dict[SceneId, Scene] = {}
    last: dict[Calendar, tuple[Moment, Scene]] = {}
    for scene in scenes:
        moment = parse(scene.moment) if scene.moment else None
        if moment is None:
            continue
        if moment.calendar in last:
            before, told_before = last[moment.calendar]
            if moment.is_before(before):
                found[scene.id] = told_before
        last[moment.calendar] = (moment, scene)
    return found


_Read = tuple[Calendar, int, str]
"""A calendar, a day in it, and the words that are left."""


def _dated(words: str) -> _Read | None:
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        found = pattern.search(words)
        if found is None:
            continue
        month = found["month"]
        number = int(month) if month.isdecimal() else _MONTHS[month]
        try:
            day = date(int(found["year"] or _LEAP_YEAR), number, int(found["day"]))
        except ValueError:
            return None
        rest = words[: found.start()] + " " + words[found.end() :]
        if found["year"]:
            return Calendar.DATE, day.toordinal(), rest
        return Calendar.DATE_OF_ANY_YEAR, day.timetuple().tm_yday, rest
    return None


def _counted(words: str) -> _Read | None:
    found = _STORY_DAY.search(words)
    if found is None or _OTHER_UNIT.search(words):
        return None
    day = _number(found["after"] or found["before"])
    rest = words[: found.start()] + " " + words[found.end() :]
    week = _STORY_WEEK.search(rest)
    if week is not None:
        day += 7 * (_number(week["number"]) - 1)
        rest = rest[: week.start()] + " " + rest[week.end() :]
    return Calendar.STORY, day, rest


def _number(word: str) -> int:
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    ordinals = ("first", "second", "third")
    return ordinals.index(word) + 1 if word in ordinals else int(word.rstrip("stndrh"))


def _time(words: str) -> tuple[int, int]:
    clock = _CLOCK.search(words) or _HOUR.search(words)
    if clock is not None:
        parts = clock.groupdict()
        hour, minute, half = int(parts["hour"]), int(parts.get("minute") or 0), parts["half"]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if hour < 24:
            return hour * 60 + minute, hour * 60 + minute + 1
    if any(word in words for word in _VAGUE):
        return _WHOLE_DAY
    for word, (first, last) in _PARTS:
        if re.search(rf"\b{word}\b", words):
            return first * 60, last * 60
    return _WHOLE_DAY
