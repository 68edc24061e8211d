"""What was written by day and story, as a table for spreadsheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from planner.domain.exchange import Tally
from planner.domain.goals import Measure
from planner.formats.spreadsheet import csv_text

HEADER = ("Date", "Story", "Words", "Minutes")


def days_table(tallies: Iterable[Tally]) -> str:
    """A row for each story on each day, the earliest first (CSV)."""
    sums: defaultdict[tuple[date, str], dict[Measure, int]] = defaultdict(lambda: dict.fromkeys(Measure, 0))
    for tally in tallies:
        sums[tally.day, tally.title][tally.measure] += tally.count
    rows = [
        (day.isoformat(), title, counts[Measure.WORDS], counts[Measure.TIME])
        for (day, title), counts in sorted(sums.items())
    ]
    return csv_text([HEADER, *rows])
