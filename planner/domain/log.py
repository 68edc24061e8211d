"""The log: words and minutes that were not typed here, written on paper, on a phone, or brought from a tracker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from planner.domain.errors import PlannerError
from planner.domain.goals import Measure
from planner.domain.outline import StoryId

EntryId = NewType("EntryId", int)

NOTE_LENGTH = 140
"""TrackBear's limit (facts/trackers.md)."""

MOST = 10_000_000
"""Nobody writes more in a life; a number beyond it is a slip of the finger."""


class Source(StrEnum):
    """Where an entry comes from."""

    MANUAL = "manual"
    SPRINT = "sprint"
    TRACKBEAR = "trackbear"
    NANOWRIMO = "nanowrimo"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """So many words or minutes on a day; ``count`` may be 0 or negative.

    ``foreign_id`` is what the tracker it came from calls it: by that it is known again when it is brought again.
    """

    id: EntryId
    day: date
    count: int
    measure: Measure = Measure.WORDS
    story_id: StoryId | None = None
    note: str = ""
    source: Source = Source.MANUAL
    foreign_id: str = ""
    created: datetime = datetime.min
    updated: datetime = datetime.min


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is not in the log yet."""

    day: date
    count: int
    measure: Measure = Measure.WORDS
    story_id: StoryId | None = None
    note: str = ""
    source: Source = Source.MANUAL
    foreign_id: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What an author meant: so many more, or (``total``) that it is so many altogether now."""

    count: int
    measure: Measure = Measure.WORDS
    total: bool = False


_GROUPED = r"\d{1,3}(?:[ ,.'’\u00a0\u2009\u202f]\d{3})+"
_NUMBER = rf"(?:{_GROUPED}|\d+)"
_WORDS = re.compile(
    rf"(?P<before>=|total(?:\s+is)?(?:\s+now)?\s*:?)?\s*(?P<sign>[+\-−–])?\s*(?P<number>{_NUMBER})"
    r"\s*(?:words?|w)?\s*(?P<after>total|altogether|in\s+all)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<sign>[+\-−–])?\s*(?:"
    r"(?P<hours>\d+(?:[.,]\d+)?)\s*(?:hours?|hrs?|h)(?:\s*(?P<rest>\d{1,2})\s*(?:minutes?|mins?|min|m)?)?"
    r"|(?P<clock>\d{1,2}):(?P<past>[0-5]\d)(?:\s*h)?"
    r"|(?P<minutes>\d+)\s*(?:minutes?|mins?|min|m))",
    re.IGNORECASE,
)


def read_entry(text: str) -> Typed:
    """What an author typed: "+612", "-50", "=12400", "12,400 total", "45 min", "1 h 20".

    A number alone is so many more.

    Raises:
        PlannerError: it is none of these.
    """
    known = text.strip()
    if found := _TIME.fullmatch(known):
        return Typed(_in_reach(_sign(found["sign"]) * _minutes(found), text), Measure.TIME)
    found = _WORDS.fullmatch(known)
    if found is None:
        raise _not_understood(text)
    total = bool(found["before"] or found["after"])
    count = _sign(found["sign"]) * int(re.sub(r"\D", "", found["number"]))
    if total and count < 0:
        raise _not_understood(text)
    return Typed(_in_reach(count, text), total=total)


def difference(wanted: int, known: int) -> int:
    """What is to be logged so that a total of ``known`` becomes ``wanted`` ("set total", facts/trackers.md)."""
    return wanted - known


def total(entries: Iterable[LogEntry | NewEntry], measure: Measure = Measure.WORDS) -> int:
    """What entries sum to, of one measure."""
    return sum(entry.count for entry in entries if entry.measure is measure)


def _sign(sign: str | None) -> int:
    return 1 if sign in (None, "+") else -1


def _minutes(found: re.Match[str]) -> int:
    if found["minutes"]:
        return int(found["minutes"])
    if found["clock"]:
        return int(found["clock"]) * 60 + int(found["past"])
    return round(float(found["hours"].replace(",", ".")) * 60) + int(found["rest"] or 0)


def _in_reach(count: int, text: str) -> int:
    if abs(count) > MOST:
        raise _not_understood(text)
    return count


def _not_understood(text: str) -> PlannerError:
    return PlannerError(
        f"“{text.strip()}” is not a count." if text.strip() else "There is no count.",
        "Write +612 for new words, =12400 for the total now, or 45 min for time.",
    )
