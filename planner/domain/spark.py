"""The spark plan: from the words still planned, which date a pace leads to, which pace a date asks for, and when each
chapter should be drafted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from planner.domain import projection
from planner.domain.days import ONE_DAY, span
from planner.domain.endings import default_target, words_left
from planner.domain.outline import Chapter, ChapterId
from planner.domain.projection import REACH
from planner.domain.schedule import NORMAL, Schedule, spread


@dataclass(frozen=True, slots=True)
class Ahead:
    """A chapter that has no draft yet, and the words still to be written in it."""

    chapter: Chapter
    words: int


def ahead(chapters: Sequence[Chapter]) -> list[Ahead]:
    """The chapters without a draft, in reading order.

    One that has its words already but is not called drafted is among them, with none to write.
    """
    usual = default_target(chapters)
    return [
        Ahead(chapter, words_left(chapter, usual))
        for chapter in chapters
        if not chapter.status.is_written and not chapter.shelved
    ]


def words_planned(chapters: Sequence[Chapter]) -> int:
    """Words still to be written until every chapter has a draft."""
    return sum(part.words for part in ahead(chapters))


def finish(words: int, pace: int, today: date, schedule: Schedule | None = None) -> date | None:
    """The date a pace leads to, if writing begins today; None if that never comes.

    Args:
        words: words to write.
        pace: words on a normal day.
        today: the first day of writing.
        schedule: how much of the pace a day brings.
    """
    return projection.finish(words, pace, today - ONE_DAY, schedule) if words > 0 else today


def pace_for(words: int, until: date, today: date, schedule: Schedule | None = None) -> int | None:
    """The words a normal day needs so that all are written by a date, both days included; None if no day is left."""
    if words <= 0:
        return 0
    load = sum((schedule or Schedule()).weight(day) for day in span(today, until))
    return -(-words * NORMAL // load) if load else None


@dataclass(frozen=True, slots=True)
class Burst:
    """What comes of writing while it lasts: so many words, the chapters drafted then, and the words left after."""

    words: int
    drafted: tuple[ChapterId, ...]
    left: int


def burst(chapters: Sequence[Chapter], days: int, pace: int) -> Burst:
    """How far "12 days at 4,000" would bring the plan, chapter after chapter in reading order."""
    words = reach = days * pace
    drafted: list[ChapterId] = []
    for part in ahead(chapters):
        if part.words > reach:
            break
        reach -= part.words
        drafted.append(part.chapter.id)
    return Burst(words, tuple(drafted), max(0, words_planned(chapters) - words))


def days_needed(words: int, pace: int) -> int | None:
    """Days of writing at a pace; None if it never gets there."""
    if words <= 0:
        return 0
    return -(-words // pace) if pace > 0 else None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a chapter is to be drafted: from its first day to its last.

    ``pinned``: the author set the last day. ``pace``: words a normal day it is reckoned with; above the pace one can
    keep where a pin asks for more, and None where its pin lies behind what comes before it.
    """

    chapter_id: ChapterId
    number: int
    words: int
    first: date
    last: date
    pinned: bool
    pace: int | None


def calendar(
    chapters: Sequence[Chapter],
    pace: int,
    today: date,
    schedule: Schedule | None = None,
    pins: Mapping[ChapterId, date] | None = None,
) -> list[Slot]:
    """Which chapter is to be drafted when, in reading order, if writing begins today.

    Up to a date the author pinned the pace is kept if it suffices, else what has to be written until then is spread
    over the days by weight. What comes after it begins on the next day. A chapter pinned before the one that comes
    before it in the story, or in the past, gets no days of its own.

    Args:
        chapters: all of a story's, in reading order.
        pace: words on a normal day one can keep; at least 1.
        today: the first day of writing.
        schedule: how much of the pace a day brings.
        pins: by chapter, the date on which it should be drafted; those that are not given follow the pace.
    """
    plan, pace, known = schedule or Schedule(), max(1, pace), pins or {}
    slots: list[Slot] = []
    begin = today
    parts = ahead(chapters)
    # A stretch ends with a pinned chapter; the last may have none.
    ends = [sum(part.chapter.id in known for part in parts[:at]) for at in range(len(parts))]
    for _, stretch in groupby(zip(ends, parts, strict=True), key=lambda pair: pair[0]):
        members = [part for _, part in stretch]
        pin = known.get(members[-1].chapter.id)
        slots += _slots(members, begin, pin, pace, plan)
        if pin is not None:
            begin = max(begin, pin + ONE_DAY)
    return slots


def _slots(members: Sequence[Ahead], begin: date, pin: date | None, pace: int, plan: Schedule) -> list[Slot]:
    """Slots of the chapters of one stretch, whose last is pinned, or none is."""
    words = sum(part.words for part in members)
    if pin is not None and pin < begin:
        return [_slot(part, pin, pin, part is members[-1], None) for part in members]
    natural = finish(words, pace, begin, plan) or begin + timedelta(days=REACH)
    if pin is None or natural <= pin:
        days = list(span(begin, natural))
        brought = [pace * plan.weight(day) for day in days]
        kept, unit = pace, NORMAL
    else:
        days = list(span(begin, pin))
        brought = spread(words, [plan.weight(day) for day in days])
        kept, unit = pace_for(words, pin, begin, plan) or words, 1
    slots: list[Slot] = []
    at, written, due = 0, brought[0] if brought else 0, 0
    for part in members:
        # Its first day is that of its first word, its last that of its last.
        while written <= due and part.words and at + 1 < len(days):
            at += 1
            written += brought[at]
        first, due = at, due + part.words * unit
        while written < due and at + 1 < len(days):
            at += 1
            written += brought[at]
        pinned = pin is not None and part is members[-1]
        last = pin if pinned and pin is not None else days[at]
        slots.append(_slot(part, days[first], last, pinned, kept))
    return slots


def _slot(part: Ahead, first: date, last: date, pinned: bool, pace: int | None) -> Slot:
    return Slot(part.chapter.id, part.chapter.number, part.words, first, last, pinned, pace)


def plan_finish(
    chapters: Sequence[Chapter], pace: float | None, today: date, pins: Mapping[ChapterId, date]
) -> date | None:
    """The day on which the last chapter is to be drafted: by the dates the author set, and by the pace for the rest.

    None if there is neither.
    """
    if pace is not None and pace > 0:
        return max((slot.last for slot in calendar(chapters, round(pace), today, pins=pins)), default=today)
    return max(pins.values(), default=None)


def pinned(chapters: Sequence[Chapter], since: date | None = None) -> dict[ChapterId, date]:
    """The dates the author set for chapters that have no draft yet; those before ``since`` have gone by."""
    return {
        part.chapter.id: part.chapter.due
        for part in ahead(chapters)
        if part.chapter.due is not None and (since is None or part.chapter.due >= since)
    }
