"""The calendar file: what a calendar program reads of it is what was put in, however odd the titles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.outline import Chapter, ChapterId, Story, StoryId
from planner.domain.spark import Slot
from planner.formats.calendar import Occasion, calendar_file, of_chapters, of_goals

MADE = datetime(2026, 11, 16, 20, 40, tzinfo=UTC)
TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co")), min_size=1, max_size=120)


def test_days_are_whole_and_their_end_is_the_day_after() -> None:
    file = calendar_file([Occasion("goal-1", date(2026, 11, 1), date(2026, 11, 30), "NaNoWriMo", "50,000 words")], MADE)
    lines = file.decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20261101" in lines
    assert "DTEND;VALUE=DATE:20261201" in lines
    assert "UID:goal-1@longfic" in lines
    assert "DTSTAMP:20261116T204000Z" in lines
    assert "DESCRIPTION:50\\,000 words" in lines


def test_no_line_is_longer_than_a_calendar_may_have() -> None:
    file = calendar_file([Occasion("a", date(2026, 1, 1), date(2026, 1, 1), "Längst " * 60)], MADE)
    assert max(map(len, file.split(b"\r\n"))) <= 75


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 90), TITLES), max_size=6))
def test_a_calendar_reads_what_was_put_in(parts: list[tuple[date, int, str]]) -> None:
    occasions = [
        Occasion(str(number), first, first + timedelta(days=more), title)
        for number, (first, more, title) in enumerate(parts)
    ]
    events = Calendar.from_ical(calendar_file(occasions, MADE)).walk("VEVENT")
    found = [
        (event.decoded("dtstart"), event.decoded("dtend") - timedelta(days=1), str(event["summary"]))
        for event in events
    ]
    printable = ["".join(letter for letter in title if letter.isprintable()) for _, _, title in parts]
    assert found == [(each.first, each.last, title) for each, title in zip(occasions, printable, strict=True)]


def test_targets_with_an_end_and_chapters_ahead_become_occasions() -> None:
    moment = datetime(2026, 10, 30, 20)
    target = Goal(
        GoalId(3), "NaNoWriMo", amount=50_000, start=date(2026, 11, 1), end=date(2026, 11, 30), created=moment
    )
    habit = Goal(GoalId(4), "Daily", GoalKind.HABIT, amount=300, end=date(2026, 11, 30))
    assert of_goals([target, habit]) == [
        Occasion("goal-3-261030200000", date(2026, 11, 1), date(2026, 11, 30), "NaNoWriMo: 50,000 words")
    ]
    story = Story(StoryId(1), "Tide", created=moment)
    chapter = Chapter(ChapterId(9), StoryId(1), None, 0, 7, "Ice", synopsis="They cross.")
    slot = Slot(ChapterId(9), 7, 3000, date(2026, 11, 3), date(2026, 11, 5), False, 1000)
    assert of_chapters(story, [chapter], [slot]) == [
        Occasion(
            "chapter-9-261030200000",
            date(2026, 11, 3),
            date(2026, 11, 5),
            "Chapter 7: Ice (Tide)",
            "3,000 words to write.\n\nThey cross.",
        )
    ]
