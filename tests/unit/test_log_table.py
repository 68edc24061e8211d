"""Tables of words from anywhere: what their columns hold is guessed, and their rows become entries."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.domain.exchange import Brought, LogDraft
from planner.domain.goals import Measure
from planner.domain.log import Source
from planner.formats.log_dates import DateOrder, guess_order, read_count, read_date, read_minutes
from planner.formats.log_files import read_log, read_log_text
from planner.formats.log_table import Table, guess_columns, read_rows

NOVEMBER = date(2023, 11, 1)


def read(text: str) -> LogDraft:
    """The entries of a table as it is guessed."""
    table = read_log_text(text)
    assert isinstance(table, Table)
    return read_rows(table, guess_columns(table))


@pytest.mark.parametrize(
    "text",
    [
        "2023-11-01",
        "2023/11/1",
        "2023-11-01T20:15:00Z",
        "Nov 1, 2023",
        "Nov. 1 2023",
        "November 1st, 2023",
        "Wednesday, November 1, 2023",
        "Wed 1 Nov 2023",
        "1 November 2023",
        "1. Nov 2023",
        "1-Nov-23",
        "01/11/2023",
        "1.11.23",
        "1-11-2023 20:15",
    ],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert read_date(text, DateOrder.DAY_FIRST) == NOVEMBER


def test_a_date_in_numbers_is_read_in_the_order_that_is_asked_for() -> None:
    assert read_date("11/01/2023", DateOrder.MONTH_FIRST) == NOVEMBER
    assert read_date("13/01/2023", DateOrder.MONTH_FIRST) is None


@pytest.mark.parametrize(
    "text", ["", "1667", "Total", "2023-13-01", "Foo 1, 2023", "0000-01-01", "11/2023", "31/02/2023"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("texts", "order", "sure"),
    [
        (["01/11/2023", "13/11/2023"], DateOrder.DAY_FIRST, True),
        (["11/01/2023", "11/13/2023"], DateOrder.MONTH_FIRST, True),
        (["01.11.2023", "02.11.2023"], DateOrder.DAY_FIRST, True),
        (["2023-11-01"], DateOrder.DAY_FIRST, True),
        (["11/01/2023", "11/02/2023", "11/03/2023"], DateOrder.MONTH_FIRST, False),
        (["01/11/2023", "02/11/2023", "03/11/2023"], DateOrder.DAY_FIRST, False),
        (["11/11/2023"], DateOrder.DAY_FIRST, True),
    ],
)
def test_the_order_of_dates_is_settled_by_evidence(texts: list[str], order: DateOrder, sure: bool) -> None:
    guess = guess_order(texts)
    assert (guess.order, guess.sure) == (order, sure)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1667", 1667),
        ("1,667", 1667),
        ("1.667", 1667),
        ("+612", 612),
        ("−50", -50),
        ("612 words", 612),
        ("1667.0", 1667),
    ],
)
def test_numbers_are_read_with_and_without_marks(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(("text", "minutes"), [("45", 45), ("1:20", 80), ("1 h 20", 80), ("01:20:00", 80), ("x", None)])
def test_times_are_minutes(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


def test_nanowrimos_table_is_read_as_it_is_pasted() -> None:
    draft = read("Date\tCount\tActions\nNov 1, 2023\t1667\t\nNov 2, 2023\t1,204\tDelete\nNov 3, 2023\t0\t\n")
    assert draft.source is Source.NANOWRIMO
    assert [(entry.day.day, entry.count) for entry in draft.entries] == [(1, 1667), (2, 1204), (3, 0)]


def test_rows_alone_are_enough() -> None:
    draft = read("Nov 1, 2023\t1667\nNov 2, 2023\t1204")
    assert draft.source is Source.NANOWRIMO
    assert len(draft.entries) == 2


def test_totals_become_what_came_on_each_day() -> None:
    draft = read("Day;Total words\n2023-11-01;1000\n2023-11-02;2500\n2023-11-03;2500\n2023-11-04;2400\n")
    assert [(entry.day.day, entry.count) for entry in draft.entries] == [(1, 1000), (2, 1500), (4, -100)]


def test_numbers_that_only_grow_are_taken_for_totals() -> None:
    table = read_log_text("date,words\n" + "\n".join(f"2023-11-{day:02},{day * 1700}" for day in range(1, 15)))
    assert isinstance(table, Table)
    assert guess_columns(table).is_total


def test_an_even_hand_is_not_taken_for_totals() -> None:
    table = read_log_text("date,words\n" + "\n".join(f"2023-11-{day:02},1667" for day in range(1, 15)))
    assert isinstance(table, Table)
    assert not guess_columns(table).is_total


def test_words_time_story_and_note_are_found_by_their_names() -> None:
    draft = read(
        "Project,Session notes,Date,Minutes,Word count\n"
        'The Ferry,"rain, all day",13/11/2023,45,612\nThe Ferry,,14/11/2023,,250\n'
    )
    assert draft.entries == (
        Brought(date(2023, 11, 13), 612, Measure.WORDS, "The Ferry", "rain, all day"),
        Brought(date(2023, 11, 13), 45, Measure.TIME, "The Ferry", "rain, all day"),
        Brought(date(2023, 11, 14), 250, Measure.WORDS, "The Ferry"),
    )
    assert draft.projects == ("The Ferry",)


def test_a_column_may_say_what_is_counted() -> None:
    draft = read("date,measure,count\n2023-11-01,words,10\n2023-11-01,minutes,20\n2023-11-01,pages,3\n")
    assert [(entry.count, entry.measure) for entry in draft.entries] == [(10, Measure.WORDS), (20, Measure.TIME)]
    assert draft.dropped == ("Longfic counts words and minutes, not pages: 1 left out.",)


def test_rows_that_cannot_be_read_are_told() -> None:
    draft = read("date,words\n2023-11-01,10\n2023-11-02,20\n2023-11-03,lots\nsum,30\n")
    assert len(draft.entries) == 2
    assert draft.dropped == ("Row 5 has no date that could be read.", "Row 4 has no number that could be read.")


@pytest.mark.parametrize(
    "text", ["", "words", "a,b\nc,d", "2023-11-01\n2023-11-02", "date,words\n2023-11-01,lots", "{}", "[1,2]"]
)
def test_what_is_no_table_is_a_sentence(text: str) -> None:
    with pytest.raises(PlannerError, match=r"\."):
        read(text)


def test_old_encodings_are_read() -> None:
    table = read_log("date;story;words\n2023-11-01;Café;10\n2023-11-02;Café;20".encode("cp1252"))
    assert isinstance(table, Table)
    assert read_rows(table, guess_columns(table)).projects == ("Café",)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(-500, 5000)), min_size=4, max_size=60), st.sampled_from("\t;,|")
)
def test_any_table_of_days_and_words_is_read_as_it_was_written(pairs: list[tuple[int, int]], delimiter: str) -> None:
    days = [(NOVEMBER + timedelta(days=after), words) for after, words in pairs]
    text = f"date{delimiter}words\n" + "\n".join(f"{day.isoformat()}{delimiter}{words}" for day, words in days)
    table = read_log_text(text)
    assert isinstance(table, Table)
    draft = read_rows(table, replace(guess_columns(table), is_total=False))
    assert [(entry.day, entry.count) for entry in draft.entries] == days


@given(st.text(alphabet="0123456789-/.,;|\t\n \"'Nov+abc\u00e9\x00", max_size=400))
def test_any_text_is_entries_or_a_sentence(text: str) -> None:
    # Anything but the author's kind of error is a bug, and fails.
    with suppress(PlannerError):
        read(text)
