"""Goals and planned chapters as an iCalendar file (RFC 5545), for any calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from planner.domain.goals import Goal, GoalKind, Measure
from planner.domain.outline import Chapter, Story
from planner.domain.spark import Slot


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


def of_goals(goals: Iterable[Goal]) -> list[Occasion]:
    """The days of targets that have an end; habits are of every day, and would only fill a calendar."""
    found: list[Occasion] = []
    for goal in goals:
        if goal.kind is GoalKind.TARGET and goal.end is not None and goal.amount:
            amount = f"{goal.amount:,} {'words' if goal.measure is Measure.WORDS else 'minutes'}"
            title = f"{goal.title}: {amount}" if goal.title else amount
            found.append(
                Occasion(
                    f"goal-{goal.id}-{goal.created:%y%m%d%H%M%S}", goal.start or goal.end, goal.end, title, goal.note
                )
            )
    return found


def of_chapters(story: Story, chapters: Iterable[Chapter], slots: Iterable[Slot]) -> list[Occasion]:
    """The days on which chapters of a story are to be drafted."""
    known = {chapter.id: chapter for chapter in chapters}
    found: list[Occasion] = []
    for slot in slots:
        chapter = known[slot.chapter_id]
        title = f"Chapter {slot.number}: {chapter.title}" if chapter.title else f"Chapter {slot.number}"
        words = f"{slot.words:,} words to write." if slot.words else ""
        text = "\n\n".join(part for part in (words, chapter.synopsis) if part)
        key = f"chapter-{slot.chapter_id}-{story.created:%y%m%d%H%M%S}"
        found.append(Occasion(key, slot.first, slot.last, f"{title} ({story.title})" if story.title else title, text))
    return found


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
