"""Reads any table of words written: guesses what its columns hold, and makes entries of its rows."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from itertools import pairwise

from planner.domain.errors import PlannerError
from planner.domain.exchange import Brought, LogDraft
from planner.domain.goals import Measure
from planner.domain.log import Source
from planner.formats.log_dates import DateOrder, guess_order, read_count, read_date, read_minutes

_DELIMITERS = "\t;,|"
_LOOKED_AT = 200
"""Rows that are looked at for a guess."""

_MOST_COLUMNS = 60
_ENOUGH = 0.6
"""Of a column of dates or numbers so many cells are such; the others may be empty, or sums."""

_ROWS_NAMED = 5
"""Of rows that could not be read, so many are named."""

_WORDS = re.compile(r"\b(?:words?|count|wordcount|written|wc|amount|progress|value)\b")
_TOTALS = re.compile(r"\b(?:total|cumulative|running|sum|so far|overall|end count)\b")
_TIMES = re.compile(r"\b(?:minutes?|mins?|time|duration)\b")
_STORIES = re.compile(r"\b(?:story|stories|project|novel|work|title|book|fic|manuscript|document)\b")
_NOTES = re.compile(r"\b(?:notes?|comments?|remarks?|description|memo)\b")
_MEASURES = re.compile(r"\b(?:measure|units?|type)\b")
_IDS = re.compile(r"\b(?:id|uuid|number|no|goal|target|remaining|left|par)\b")
_NANOWRIMO = ("date", "count", "actions")
_NANOWRIMO_DATE = re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4}")


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of text; all rows are as long as the longest. ``header`` is empty where the first row is one of entries."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return max(len(self.header), len(self.rows[0]) if self.rows else 0)

    def column(self, at: int) -> list[str]:
        """The cells of a column."""
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold, by their numbers; None where a table has no such column.

    Attributes:
        is_total: ``words`` are how many there were in all by then, not how many came.
        order: which way round dates in numbers are; ``order_sure`` if there is no other way to read them.
        measure: a column that says of each row what is counted.
    """

    date: int
    words: int | None = None
    time: int | None = None
    story: int | None = None
    note: int | None = None
    measure: int | None = None
    is_total: bool = False
    order: DateOrder = DateOrder.DAY_FIRST
    order_sure: bool = True


def read_cells(text: str) -> Table:
    """A table from text, its cells between tabs, semicolons, commas or bars.

    Raises:
        PlannerError: there is no table in it.
    """
    best: list[list[str]] = []
    for delimiter in _DELIMITERS:
        rows = _split(text, delimiter)
        if _fitness(rows) > _fitness(best):
            best = rows
    rows = [row for row in best if any(row)]
    if not rows or max(map(len, rows)) < 2:
        raise PlannerError(
            "There is no table in this: a date and a number belong in each row.",
            "Choose TrackBear's export, or a table as a spreadsheet saves it (CSV).",
        )
    width = min(max(map(len, rows)), _MOST_COLUMNS)
    cells = [tuple((row + [""] * width)[:width]) for row in rows]
    has_header = not any(read_date(cell) or read_date(cell, DateOrder.MONTH_FIRST) for cell in cells[0])
    return Table(cells[0], tuple(cells[1:])) if has_header else Table((), tuple(cells))


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        return []


def _fitness(rows: list[list[str]]) -> float:
    """How much like a table rows are: most of them as long as each other, and dates and numbers in cells of their
    own."""
    looked = [row for row in rows[:_LOOKED_AT] if any(row)]
    if not looked:
        return 0
    length, times = Counter(map(len, looked)).most_common(1)[0]
    if length < 2:
        return 0.01
    dates = sum(any(read_date(cell) or read_date(cell, DateOrder.MONTH_FIRST) for cell in row) for row in looked)
    return times / len(looked) + 2 * dates / len(looked)


# --- what the columns hold -------------------------------------------------------------------------------


def guess_columns(table: Table) -> Columns:
    """What the columns seem to hold, by their names and what is in them.

    Raises:
        PlannerError: there are no dates, or nothing to count.
    """
    dates = max(range(table.width), key=lambda at: _share(table, at, _is_date))
    if _share(table, dates, _is_date) < _ENOUGH / 2:
        raise PlannerError(
            "No column of this table holds dates.", "Give the days in a column of their own, such as 2026-11-01."
        )
    guess = guess_order(table.column(dates)[: _LOOKED_AT * 10])
    names = [name.casefold().replace("_", " ") for name in table.header] or [""] * table.width
    free = [at for at in range(table.width) if at != dates]
    time = _named(names, free, _TIMES, lambda at: _share(table, at, _is_minutes) >= _ENOUGH)
    free = [at for at in free if at != time]
    words, is_total = _guess_words(table, names, free)
    if words is None and time is None:
        raise PlannerError(
            "No column of this table holds numbers.", "Give the words of each day in a column of their own."
        )
    free = [at for at in free if at != words]
    made = Columns(
        dates,
        words,
        time,
        _named(names, free, _STORIES, lambda at: _share(table, at, _is_number) < _ENOUGH),
        _named(names, free, _NOTES),
        _named(names, free, _MEASURES),
        order=guess.order,
        order_sure=guess.sure,
    )
    return replace(made, is_total=_rises(table, made) if is_total is None else is_total)


def _guess_words(table: Table, names: Sequence[str], free: Sequence[int]) -> tuple[int | None, bool | None]:
    """The column of words, and whether its name says that it holds totals."""
    numbers = [at for at in free if _share(table, at, _is_number) >= _ENOUGH and not _IDS.search(names[at])]
    plain = _named(names, [at for at in numbers if not _TOTALS.search(names[at])], _WORDS)
    if plain is not None:
        return plain, None
    totals = _named(names, numbers, _TOTALS)
    others = [at for at in numbers if at != totals]
    if totals is not None and not others:
        return totals, True
    return (others[0], None) if others else (None, None)


def _rises(table: Table, columns: Columns) -> bool:
    """Whether numbers only ever grow, and by much, so that they are totals."""
    if columns.words is None:
        return False
    pairs = [
        (day, count)
        for row in table.rows
        if (day := read_date(row[columns.date], columns.order))
        and (count := read_count(row[columns.words])) is not None
    ]
    counts = [count for _, count in sorted(pairs)]
    steps = list(pairwise(counts))
    if len(counts) < 4 or any(after < before for before, after in steps):
        return False
    return counts[-1] >= 3 * max(counts[0], 1) and sum(after > before for before, after in steps) * 2 > len(steps)


def _named(
    names: Sequence[str], free: Sequence[int], pattern: re.Pattern[str], fits: Callable[[int], bool] = lambda _at: True
) -> int | None:
    return next((at for at in free if pattern.search(names[at]) and fits(at)), None)


def _share(table: Table, at: int, fits: Callable[[str], bool]) -> float:
    """The share of the filled cells of a column that are of a kind."""
    cells = [row[at] for row in table.rows[:_LOOKED_AT] if row[at]]
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_date(text: str) -> bool:
    return read_date(text) is not None or read_date(text, DateOrder.MONTH_FIRST) is not None


def _is_number(text: str) -> bool:
    return read_count(text) is not None


def _is_minutes(text: str) -> bool:
    return read_minutes(text) is not None


# --- entries ---------------------------------------------------------------------------------------------


def source_of(table: Table) -> Source:
    """Where a table comes from: NaNoWriMo's says so by its columns, or by how it writes its dates."""
    if tuple(name.casefold() for name in table.header[:3]) == _NANOWRIMO[: len(table.header)] and table.header:
        return Source.NANOWRIMO
    looked = [row[0] for row in table.rows[:_LOOKED_AT]]
    is_his = bool(looked) and table.width <= 3 and all(_NANOWRIMO_DATE.fullmatch(cell) for cell in looked)
    return Source.NANOWRIMO if is_his else Source.CSV


def read_rows(table: Table, columns: Columns) -> LogDraft:
    """The entries of a table's rows. Empty cells are no entries; what cannot be read is told.

    Raises:
        PlannerError: there is nothing in it that can be read.
    """
    found: list[Brought] = []
    undated: list[int] = []
    unread: list[int] = []
    other: Counter[str] = Counter()
    first = 2 if table.header else 1
    for number, row in enumerate(table.rows, first):
        day = read_date(row[columns.date], columns.order)
        if day is None:
            undated.append(number)
            continue
        try:
            found += _entries(row, columns, day, other)
        except ValueError:
            unread.append(number)
    if not found:
        raise PlannerError(
            "Nothing in this table could be read.", "Say which column holds the days, and which the words."
        )
    dropped = [*_told(undated, "has no date", "have no date"), *_told(unread, "has no number", "have no number")]
    dropped += [f"Longfic counts words and minutes, not {name}: {times:,} left out." for name, times in other.items()]
    entries = tuple(_differences(found) if columns.is_total else found)
    return LogDraft(source_of(table), entries, dropped=tuple(dropped))


def _entries(row: Sequence[str], columns: Columns, day: date, other: Counter[str]) -> Iterator[Brought]:
    """The entries of one row; ValueError if a cell that should hold a number does not."""
    project = "" if columns.story is None else row[columns.story]
    note = "" if columns.note is None else row[columns.note]
    counted = Measure.WORDS
    if columns.measure is not None and row[columns.measure]:
        said = _measure(row[columns.measure])
        if said is None:
            other[row[columns.measure].casefold()] += 1
            return
        counted = said
    for measure, at in ((counted, columns.words), (Measure.TIME, columns.time)):
        if at is None or not row[at]:
            continue
        count = read_count(row[at]) if measure is Measure.WORDS else read_minutes(row[at])
        if count is None:
            raise ValueError(row[at])
        yield Brought(day, count, measure, project, note)


def _measure(text: str) -> Measure | None:
    plain = text.strip().casefold()
    if plain in ("word", "words", "w"):
        return Measure.WORDS
    return Measure.TIME if plain in ("time", "minute", "minutes", "min", "mins") else None


def _differences(entries: Sequence[Brought]) -> Iterator[Brought]:
    """What came with each total: by how much it is more than the one before it, of the same story."""
    last: defaultdict[tuple[str, Measure], int] = defaultdict(int)
    for entry in sorted(entries, key=lambda each: each.day):
        if entry.measure is Measure.TIME:
            yield entry
            continue
        came = entry.count - last[entry.project, entry.measure]
        last[entry.project, entry.measure] = entry.count
        if came:
            yield Brought(entry.day, came, entry.measure, entry.project, entry.note)


def _told(rows: Sequence[int], one: str, several: str) -> list[str]:
    if not rows:
        return []
    if len(rows) == 1:
        return [f"Row {rows[0]} {one} that could be read."]
    named = ", ".join(map(str, rows[:_ROWS_NAMED])) + (" …" if len(rows) > _ROWS_NAMED else "")
    return [f"{len(rows):,} rows {several} that could be read (rows {named})."]
