"""What the calendar shows: days in weeks and months, and the chapters that lie across them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.days import ONE_DAY, month_end, month_of, span, week_of
from planner.domain.outline import Chapter, ChapterId
from planner.domain.schedule import NORMAL
from planner.domain.spark_plan import Outlook

DAYS = 7
MOST_MONTHS = 24
"""So many months are shown at most."""
_ROOM = timedelta(days=14)
"""After the last chapter there is room for so many days, to drag it to."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A chapter on its days.

    Attributes:
        words: still to be written in it; in a drafted one, those it has.
        pinned: the author set the last day.
        pace: words on a normal day that its dates ask for; None where there is no day for them.
        hurried: that is more than the pace that can be kept.
        done: it is drafted; its day is the one on which it became so.
        planned_for: a date the author set that has gone by.
    """

    chapter: Chapter
    first: date
    last: date
    words: int
    pinned: bool = False
    pace: int | None = None
    hurried: bool = False
    done: bool = False
    planned_for: date | None = None

    @property
    def id(self) -> ChapterId:
        return self.chapter.id


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar.

    Attributes:
        weight: how much it is to carry; ``own``: the author said so of this very date.
        written: words of the story; None of a day to come, or one without any.
        ends: titles of the goals that end on it.
        settled: everything was to be drafted by this day.
    """

    day: date
    weight: int = NORMAL
    own: bool = False
    written: int | None = None
    today: bool = False
    ends: tuple[str, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A row: the days of a week that lie in one month, None where another month's are."""

    month: date
    days: tuple[date | None, ...]

    @property
    def first(self) -> date:
        return next(day for day in self.days if day is not None)

    @property
    def last(self) -> date:
        return next(day for day in reversed(self.days) if day is not None)


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a bar that lies in one week, from a column to another (both included), in a lane of that week.

    ``begins`` and ``ends`` say whether it is the bar's first and last.
    """

    bar: Bar
    first: int
    last: int
    lane: int
    begins: bool
    ends: bool


def bars(outlook: Outlook, drafted: Mapping[ChapterId, date]) -> list[Bar]:
    """The chapters in reading order, those without a day left out."""
    slots = {slot.chapter_id: slot for slot in outlook.slots}
    found: list[Bar] = []
    for chapter in outlook.chapters:
        slot = slots.get(chapter.id)
        if slot is not None:
            gone_by = chapter.due if chapter.due is not None and chapter.due < outlook.today else None
            hurried = slot.pace is not None and slot.pace > outlook.pace
            found.append(
                Bar(
                    chapter,
                    slot.first,
                    slot.last,
                    slot.words,
                    slot.pinned,
                    slot.pace,
                    hurried,
                    planned_for=gone_by,
                )
            )
        elif chapter.status.is_written and chapter.id in drafted:
            day = drafted[chapter.id]
            found.append(Bar(chapter, day, day, chapter.words, done=True))
    return found


def days(outlook: Outlook, written: Mapping[date, int], first: date, last: date) -> dict[date, Day]:
    """The days of a time, with what is known of each."""
    own = {day for day, _ in outlook.schedule.dates}
    weights = dict(outlook.schedule.dates)
    ends: dict[date, tuple[str, ...]] = {}
    for goal in outlook.goals:
        if goal.end is not None:
            ends[goal.end] = (*ends.get(goal.end, ()), goal.title)
    return {
        day: Day(
            day,
            weights.get(day, outlook.schedule.week[day.weekday()]),
            day in own,
            written.get(day) if day <= outlook.today else None,
            day == outlook.today,
            ends.get(day, ()),
            day == outlook.plan.until,
        )
        for day in span(first, last)
    }


def reach(outlook: Outlook, known: Sequence[Bar], months_back: int) -> tuple[date, date]:
    """The first and last day to be shown, in whole months: from this one (or so many before it) to the last chapter's,
    but at most ``MOST_MONTHS`` from today on."""
    first = month_of(outlook.today)
    for _ in range(months_back):
        first = month_of(first - ONE_DAY)
    ends = [goal.end for goal in outlook.goals if goal.end is not None]
    settled = [outlook.plan.until] if outlook.plan.until is not None else []
    last = max([outlook.today, *(bar.last for bar in known), *ends, *settled]) + _ROOM
    furthest = month_of(outlook.today + timedelta(days=31 * MOST_MONTHS)) - ONE_DAY
    return first, month_end(min(last, furthest))


def weeks(first: date, last: date, first_weekday: int) -> list[Week]:
    """The rows of a time, each month beginning a new one."""
    rows: list[Week] = []
    start = week_of(first, first_weekday)
    while start <= last:
        known = [start + timedelta(days=at) for at in range(DAYS)]
        for month in sorted({month_of(day) for day in known}):
            inside = tuple(day if month_of(day) == month and first <= day <= last else None for day in known)
            if any(inside):
                rows.append(Week(month, inside))
        start += timedelta(days=DAYS)
    return rows


def pieces(known: Sequence[Bar], rows: Sequence[Week]) -> list[list[Piece]]:
    """The parts of the bars in each row, none over another."""
    ordered = sorted(known, key=lambda bar: (bar.first, bar.chapter.number))
    found: list[list[Piece]] = []
    for row in rows:
        first, last = row.first, row.last
        taken: list[int] = []
        here: list[Piece] = []
        for bar in ordered:
            if bar.first > last:
                break
            if bar.last < first:
                continue
            begins, ends = bar.first >= first, bar.last <= last
            left = row.days.index(bar.first if begins else first)
            right = row.days.index(bar.last if ends else last)
            lane = next((lane for lane, until in enumerate(taken) if until < left), len(taken))
            taken[lane:] = [right, *taken[lane + 1 :]]
            here.append(Piece(bar, left, right, lane, begins, ends))
        found.append(here)
    return found
