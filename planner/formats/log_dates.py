"""Reads the dates of tables, whatever way round they are written, and the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.log import MOST, read_entry


class DateOrder(StrEnum):
    """Which part of a date in numbers comes first, where the year is last."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class OrderGuess:
    """The order that dates are in; not ``sure`` if they can be read either way."""

    order: DateOrder
    sure: bool


_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = r"(?:[t,\s]\s*\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}", re.IGNORECASE)
_NAMED = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|"
    rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?P<name2>[a-z]{{3,9}})\.?)[,\s-]+(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_COUNT = re.compile(r"([+\-−–]?)\s*(\d{1,3}(?:[ ,.'’\u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,]0+)?\s*(?:words?|w)?", re.I)


def read_date(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date | None:
    """A date as people and programs write it; None for anything else."""
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _NAMED.fullmatch(text):
        name = (found["name"] or found["name2"]).lower()
        if name[:3] not in _MONTHS:
            return None
        return _date(_year(found["year"]), _MONTHS.index(name[:3]) + 1, int(found["day"] or found["day2"]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return _date(_year(found[4]), month, day)
    return None


def guess_order(texts: Sequence[str]) -> OrderGuess:
    """Which way round dates are: by a number no month has, else by which way brings them into order, or closer."""
    numbered = [found for text in texts if (found := _NUMBERS.fullmatch(" ".join(text.split())))]
    if not numbered:
        return OrderGuess(DateOrder.DAY_FIRST, True)
    if any(int(found[1]) > 12 for found in numbered):
        return OrderGuess(DateOrder.DAY_FIRST, True)
    if any(int(found[3]) > 12 for found in numbered):
        return OrderGuess(DateOrder.MONTH_FIRST, True)
    if all(found[2] == "." for found in numbered):
        # Nobody writes points between a month and a day that follows it.
        return OrderGuess(DateOrder.DAY_FIRST, True)
    if all(found[1] == found[3] for found in numbered):
        return OrderGuess(DateOrder.DAY_FIRST, True)
    reach = {order: _reach([read_date(found[0], order) for found in numbered]) for order in DateOrder}
    order = min(DateOrder, key=lambda each: reach[each])
    return OrderGuess(order, False)


def _reach(days: Sequence[date | None]) -> int:
    """Over how many days dates lie; a log is kept on days on end rather than on the 1st of every month."""
    known = [day for day in days if day is not None]
    return (max(known) - min(known)).days if known else 0


def read_count(text: str) -> int | None:
    """A number of words, with or without marks between its thousands; None for anything else."""
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        return None
    number = int(re.sub(r"\D", "", found[2]))
    number = -number if found[1] in ("-", "−", "–") else number
    return number if abs(number) <= MOST else None


def read_minutes(text: str) -> int | None:
    """Minutes, as a bare number or as "1:20" or "1 h 20"; None for anything else."""
    if (number := read_count(text)) is not None:
        return number
    if re.fullmatch(r"\d{1,2}:\d{2}:\d{2}", text.strip()):
        text = text.strip().rpartition(":")[0]
    try:
        typed = read_entry(text)
    except (PlannerError, ValueError):
        return None
    return typed.count


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
