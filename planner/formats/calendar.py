"""Goals and planned chapters as an iCalendar file (RFC 5545), for any calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Occasion:
    """Whole days with a name: the days of a goal, or those on which a chapter is to be drafted; both are included.

    ``key`` tells it from all others, always in the same way, so that a calendar knows it when it comes again.
    """

    key: str
    first: date
    last: date
    title: str
    text: str = ""


def calendar_file(occasions: Iterable[Occasion], made: datetime) -> bytes:
    """A calendar of occasions, which do not make the author busy.

    Args:
        made: the moment; one without a time zone is local.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Longfic//Longfic//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Longfic")
    stamp = made.astimezone(UTC)
    for occasion in occasions:
        event = Event()
        event.add("uid", f"{occasion.key}@longfic")
        event.add("dtstamp", stamp)
        event.add("dtstart", occasion.first)
        # The end of whole days is the day after (RFC 5545, 3.6.1).
        event.add("dtend", occasion.last + timedelta(days=1))
        event.add("summary", _printable(occasion.title))
        if occasion.text:
            event.add("description", _printable(occasion.text))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made_of: bytes = calendar.to_ical()
    return made_of


def _printable(text: str) -> str:
    """A text without control characters, which a calendar may not hold."""
    return "".join(letter for letter in text if letter == "\n" or letter.isprintable())
