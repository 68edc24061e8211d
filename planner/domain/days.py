"""The author's day: which date a moment belongs to, with her own start of day; and the weeks and months days make.

Everything here looks at the clock on the wall and never adds hours to it. So an hour that a change of the clocks
repeats or leaves out belongs to the date its wall clock says, and whoever travels writes on the date of the place
she writes in. A date is found once, when the words are written, and never worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
MONDAY, SUNDAY = 0, 6


def author_day(moment: datetime, start: time = MIDNIGHT, zone: tzinfo | None = None) -> date:
    """The date a moment belongs to: its own, or the one before while the author's day has not begun.

    Args:
        moment: the time on the author's wall; with a zone, any aware moment.
        start: when her day begins; at 4:00, what she writes at 3 in the morning belongs to yesterday.
        zone: where she is, if the moment is told in another zone (UTC, say).
    """
    wall = moment if zone is None else moment.astimezone(zone)
    return wall.date() if wall.time() >= start else wall.date() - ONE_DAY


def begins(day: date, start: time = MIDNIGHT) -> datetime:
    """When the author's day begins on the wall clock; it ends where the next begins."""
    return datetime.combine(day, start)


def start_of_day(text: str | None) -> time:
    """A start of day from how a setting keeps it ("04:00"); midnight if there is none or it cannot be read."""
    try:
        return time.fromisoformat(text or "").replace(tzinfo=None)
    except ValueError:
        return MIDNIGHT


def week_of(day: date, first: int = MONDAY) -> date:
    """The first day of the week a day lies in; ``first`` is the weekday weeks begin with (0 is Monday)."""
    return day - timedelta(days=(day.weekday() - first) % 7)


def month_of(day: date) -> date:
    """The first day of the month a day lies in."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month a day lies in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def span(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included; none if the last comes before the first."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def length(first: date, last: date) -> int:
    """How many days there are from the first to the last, both included; 0 if the last comes before the first."""
    return max(0, (last - first).days + 1)
