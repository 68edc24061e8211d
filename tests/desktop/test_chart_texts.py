"""What charts say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from planner.desktop.progress.charts.cumulative import Course
from planner.desktop.progress.charts.plan import PlannedWords, plan_text
from planner.desktop.progress.charts.shares import Share, largest, shares_text
from planner.desktop.progress.charts.texts import (
    ahead_text,
    amount_text,
    bars_text,
    cumulative_text,
    hour_text,
    span_text,
    year_text,
)
from planner.domain.binning import Bin
from planner.domain.goals import Measure
from planner.domain.outline import ChapterStatus
from planner.domain.projection import Forecast
from planner.domain.streaks import Streak

TODAY = date(2026, 11, 16)
LATER, EARLY, LATE = date(2026, 12, 4), date(2026, 11, 29), date(2027, 3, 2)


@pytest.fixture(autouse=True)
def _british(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("amount", "measure", "text"),
    [
        (1912, Measure.WORDS, "1,912 words"),
        (1, Measure.WORDS, "1 word"),
        (0, Measure.TIME, "0 minutes"),
        (1, Measure.TIME, "1 minute"),
        (60, Measure.TIME, "1 h"),
        (80, Measure.TIME, "1 h 20 min"),
        (-80, Measure.TIME, "−1 h 20 min"),
    ],
)
def test_amounts(amount: int, measure: Measure, text: str) -> None:
    assert amount_text(amount, measure) == text


@pytest.mark.parametrize(
    ("ahead", "text"), [(0, "on course"), (40, "40 words ahead of par"), (-812, "812 words behind par")]
)
def test_ahead_and_behind(ahead: int, text: str) -> None:
    assert ahead_text(ahead) == text


@pytest.mark.parametrize(
    ("amount", "ahead", "known", "text"),
    [
        (None, None, None, "24,792 words."),
        (50_000, -812, None, "24,792 of 50,000 words; 812 words behind par."),
        (
            50_000,
            0,
            Forecast(LATER, EARLY, LATE),
            "24,792 of 50,000 words; on course. At the pace of the last days it is done on 4 December 2026, between "
            "29 November 2026 and 2 March 2027 by the best and the worst days.",
        ),
        (
            50_000,
            None,
            Forecast(LATER, EARLY, None),
            "24,792 of 50,000 words. At the pace of the last days it is done on 4 December 2026, on days like the best "
            "by 29 November 2026.",
        ),
        (
            50_000,
            None,
            Forecast(LATER, LATER, LATER),
            "24,792 of 50,000 words. At the pace of the last days it is done on 4 December 2026.",
        ),
        (
            50_000,
            None,
            Forecast(None, None, None),
            "24,792 of 50,000 words. At the pace of the last days there is no date yet.",
        ),
        (
            24_000,
            792,
            Forecast(EARLY, EARLY, EARLY),
            "24,792 of 24,000 words; 792 words ahead of par. Reached on 29 November 2026.",
        ),
    ],
)
def test_the_growing_line_is_summed_up(
    amount: int | None, ahead: int | None, known: Forecast | None, text: str
) -> None:
    assert cumulative_text(24_792, amount, ahead, known) == text


def test_bars_are_summed_up() -> None:
    day = timedelta(days=1)
    bins = [
        Bin(TODAY - 2 * day, TODAY - 2 * day, 1200, 1000),
        Bin(TODAY - day, TODAY - day, 300, 0),
        Bin(TODAY, TODAY, 400, 1000),
        Bin(TODAY + day, TODAY + day, 0, 1000),
    ]
    assert bars_text(bins, TODAY) == (
        "1,900 words in all; the most, 1,200 words: Saturday, 14 November 2026. "
        "What was asked was reached on 1 of 2 days."
    )
    assert bars_text(bins[2:], TODAY) == "400 words in all; the most, 400 words: Monday, 16 November 2026."
    assert bars_text(bins[3:], TODAY) == "Nothing was written in this time."
    assert bars_text([], TODAY) == "Nothing was written in this time."


@pytest.mark.parametrize(
    ("streak", "text"),
    [
        (Streak(), ""),
        (Streak(1, 1), ""),
        (Streak(0, 5), " The most days in a row were 5."),
        (Streak(12, 40), " Writing for 12 days in a row; the longest time was 40."),
        (Streak(12, 12), " Writing for 12 days in a row, the longest time so far."),
    ],
)
def test_a_year_is_summed_up(streak: Streak, text: str) -> None:
    assert year_text(2026, [1000, -20, 0, 500], streak) == f"1,480 words on 2 days of 2026.{text}"


def test_a_year_without_words() -> None:
    assert year_text(2025, [], Streak()) == "Nothing was written in 2025."
    assert year_text(2025, [7], Streak()) == "7 words on 1 day of 2025."


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), "Sunday, 1 November 2026"),
        (date(2026, 11, 2), date(2026, 11, 8), "2 – 8 November 2026"),
        (date(2026, 11, 1), date(2026, 11, 30), "November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 November – 6 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 – 3 January 2027"),
    ],
)
def test_spans(first: date, last: date, text: str) -> None:
    assert span_text(first, last) == text


def test_hours_are_told_as_the_locale_does() -> None:
    assert [hour_text(hour) for hour in (0, 14)] == ["00:00", "14:00"]
    QLocale.setDefault(QLocale("en_US"))
    assert [hour_text(hour) for hour in (0, 14)] == ["12 AM", "2 PM"]


def test_of_many_stories_the_smallest_are_put_together() -> None:
    shares = [Share(f"Story {number}", number) for number in range(1, 13)]
    kept = largest(shares, 4)
    assert [(share.name, share.words, share.rest) for share in kept] == [
        ("Story 12", 12, False),
        ("Story 11", 11, False),
        ("Story 10", 10, False),
        ("9 others", 45, True),
    ]
    assert largest(shares[:3], 4) == shares[2::-1]
    assert shares_text(kept[:2]) == "Story 12: 12 words; Story 11: 11 words."
    assert shares_text([Share("Nothing", 0)]) == "There are no words yet."


def test_the_plan_is_compared_with_what_became_of_it() -> None:
    chapters = [
        PlannedWords("Chapter 1", 1, ChapterStatus.READY, 2600, 2000),
        PlannedWords("Chapter 2", 2, ChapterStatus.DRAFTED, 1800, 2000),
        PlannedWords("Chapter 3", 3, ChapterStatus.DRAFTING, 500, 2000),
        PlannedWords("Chapter 4", 4, ChapterStatus.PLANNED, 0, 2500),
    ]
    assert plan_text(chapters) == (
        "2 chapters are drafted, with 4,400 words where 4,000 were planned. Still to be written: 4,000 words."
    )
    assert plan_text(chapters[:1]) == "1 chapter is drafted, with 2,600 words where 2,000 were planned."
    assert plan_text([]) == "There are no chapters yet."


@pytest.mark.parametrize(
    ("written", "ahead"),
    [((100, 100), 0), ((100, 150), 0), ((100, 230), 30), ((90, 90), -110), ((90, 210), 10), ((100, 200, 200), -100)],
)
def test_a_day_that_is_not_over_does_not_put_anybody_behind(written: tuple[int, ...], ahead: int) -> None:
    days = [date(2026, 11, number) for number in (1, 2, 3)]
    par = list(zip(days, (100, 200, 300), strict=True))
    course = Course(list(zip(days, written, strict=False)), par, 300)
    assert course.ahead == ahead
