"""The rows of the log: each day with its sum, and under it what was typed, what was logged, and what is not counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.goals import Measure
from planner.domain.log import LogEntry, Source
from planner.domain.outline import StoryId
from planner.library.progress import TypedDay, Unwritten

if TYPE_CHECKING:
    from planner.library.file import Library

Key = tuple[int, ...]


class Shown(StrEnum):
    """Which rows are shown, by where they come from."""

    ALL = ""
    TYPED = "typed"
    MANUAL = "manual"
    SPRINT = "sprint"
    BROUGHT = "brought"
    UNWRITTEN = "unwritten"


SHOWN_SOURCES = {
    Source.MANUAL: Shown.MANUAL,
    Source.SPRINT: Shown.SPRINT,
    Source.TRACKBEAR: Shown.BROUGHT,
    Source.NANOWRIMO: Shown.BROUGHT,
    Source.CSV: Shown.BROUGHT,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the filters keep: of one story or (None) all, of one kind, and between two days, both included."""

    story_id: StoryId | None = None
    shown: Shown = Shown.ALL
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the log. ``key`` orders it, the newest day first, and tells it from all others.

    A row has ``typed``, ``entry`` or ``unwritten``; one that has none of them is the head of its day.
    ``words`` and ``minutes`` are None where it has nothing to say of them.
    """

    key: Key
    day: date
    words: int | None = None
    minutes: int | None = None
    story_id: StoryId | None = None
    typed: TypedDay | None = None
    entry: LogEntry | None = None
    unwritten: Unwritten | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is the head of its day."""
        return self.typed is None and self.entry is None and self.unwritten is None


_REASONS = ("paste", "import", "restore", "replace", "undo", "change")


def day_key(day: date) -> Key:
    """The key of a day's head, which comes before all other keys of the day."""
    return (-day.toordinal(),)


def read_rows(library: Library, kept: Kept, since: date | None, until: date | None) -> list[Row]:
    """The rows of a time, both days included, in the order of their keys."""
    since = max(filter(None, (since, kept.since)), default=None)
    until = min(filter(None, (until, kept.until)), default=None)
    by_day: defaultdict[date, list[Row]] = defaultdict(list)
    for row in _read(library, kept, since, until):
        by_day[row.day].append(row)
    rows: list[Row] = []
    for day in sorted(by_day, reverse=True):
        parts = sorted(by_day[day], key=lambda row: row.key)
        rows += [_head(day, parts), *parts]
    return rows


def _read(library: Library, kept: Kept, since: date | None, until: date | None) -> Iterator[Row]:
    progress = library.progress
    stories = None if kept.story_id is None else [kept.story_id]
    parts = [
        part for part in progress.unwritten(since, until) if kept.story_id is None or part.story_id == kept.story_id
    ]
    if kept.shown in (Shown.ALL, Shown.TYPED):
        counted: defaultdict[tuple[date, StoryId], list[int]] = defaultdict(lambda: [0, 0])
        for part in parts:
            if part.counted:
                counted[part.day, part.story_id][part.words < 0] += abs(part.words)
        for typed in progress.typed(stories, since, until):
            if (row := _typed_row(typed, *counted[typed.day, typed.story_id])) is not None:
                yield row
    if kept.shown in (Shown.ALL, Shown.UNWRITTEN):
        yield from map(_unwritten_row, parts)
    if kept.shown not in (Shown.TYPED, Shown.UNWRITTEN):
        for entry in library.log.entries(kept.story_id, since, until):
            if kept.shown in (Shown.ALL, SHOWN_SOURCES[entry.source]):
                yield _entry_row(entry)


def _typed_row(typed: TypedDay, came: int, went: int) -> Row | None:
    """What was really typed: what was counted later has a row of its own."""
    own = TypedDay(typed.day, typed.story_id, max(0, typed.added - came), max(0, typed.deleted - went), typed.seconds)
    minutes = (own.seconds + 30) // 60
    if not (own.added or own.deleted or minutes):
        return None
    key = (*day_key(own.day), 1, own.story_id)
    return Row(key, own.day, own.added - own.deleted, minutes or None, own.story_id, typed=own)


def _entry_row(entry: LogEntry) -> Row:
    words, minutes = (entry.count, None) if entry.measure is Measure.WORDS else (None, entry.count)
    return Row((*day_key(entry.day), 2, -entry.id), entry.day, words, minutes, entry.story_id, entry=entry)


def _unwritten_row(part: Unwritten) -> Row:
    where = (part.story_id, part.chapter_id or 0, _REASONS.index(part.reason), int(part.counted))
    return Row((*day_key(part.day), 3, *where), part.day, part.words, None, part.story_id, unwritten=part)


def _head(day: date, parts: list[Row]) -> Row:
    """The sums of a day: what is not counted is no part of them."""
    counted = [row for row in parts if row.unwritten is None or row.unwritten.counted]
    words = [row.words for row in counted if row.words is not None]
    minutes = [row.minutes for row in counted if row.minutes is not None]
    return Row(day_key(day), day, sum(words) if words else None, sum(minutes) if minutes else None)
