"""TrackBear's files: its export as a ZIP or JSON, and its table of tallies, in and out.

Source: dispatchrabbi/trackbear, server/lib/models/export.ts and the models it writes.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from planner.domain.errors import PlannerError
from planner.domain.exchange import Brought, BroughtGoal, LogDraft, Tally
from planner.domain.goals import Goal, GoalId, GoalKind, Measure, Period
from planner.domain.log import MOST, Source

DATA = "trackbear-progress-data.json"
COLUMNS = (
    "id",
    "uuid",
    "project_id",
    "project_title",
    "date",
    "measure",
    "count",
    "note",
    "tag_ids",
    "tag_names",
    "created_at",
    "updated_at",
)
"""The columns of its table, in its order."""

MOST_BYTES = 64 * 1024 * 1024
"""No log of a life is larger; what would unpack to more is no export."""

_MEASURES = {"word": Measure.WORDS, "time": Measure.TIME}
_NAMES = {Measure.WORDS: "word", Measure.TIME: "time"}
_PERIODS = {"day": Period.DAY, "week": Period.WEEK, "month": Period.MONTH}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")
_NOT_ONE = "This is not an export of TrackBear."
_ADVICE = "In TrackBear, choose Settings, Account, Export your data, and give the file as it comes."


def is_trackbear_table(header: Iterable[str]) -> bool:
    """Whether the names of a table's columns are those of TrackBear's."""
    names = {name.strip().casefold() for name in header}
    return {"uuid", "project_title", "date", "measure", "count"} <= names


# --- in --------------------------------------------------------------------------------------------------


def read_zip(data: bytes) -> LogDraft:
    """An export as it is downloaded.

    Raises:
        PlannerError: it is something else, or damaged.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            name = next((each for each in archive.namelist() if each.rpartition("/")[2] == DATA), None)
            if name is None:
                raise PlannerError(_NOT_ONE, _ADVICE)
            if archive.getinfo(name).file_size > MOST_BYTES:
                raise PlannerError("What is in this file is too large for a log.", _ADVICE)
            with archive.open(name) as member:
                return read_json(member.read(MOST_BYTES))
    # A mutilated archive fails in many ways, down to the decompressor's own and a password it never had.
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise PlannerError("This file is damaged, or is no ZIP file.", _ADVICE) from error


def read_json(data: bytes) -> LogDraft:
    """The data of an export.

    Raises:
        PlannerError: it is something else, or damaged.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PlannerError(_NOT_ONE, _ADVICE) from error
    if not isinstance(found, dict) or not isinstance(found.get("tallies"), list):
        raise PlannerError(_NOT_ONE, _ADVICE)
    titles = {_key(each.get("id")): _text(each.get("title")) for each in _dicts(found, "projects")}
    left: Counter[str] = Counter()
    entries: list[Brought] = []
    for tally in _dicts(found, "tallies"):
        if tally.get("state", "active") == "active":
            entries += _entry(tally, _title(titles, tally.get("workId")), left)
    goals: list[BroughtGoal] = []
    for kind, name in ((GoalKind.TARGET, "targets"), (GoalKind.HABIT, "habits")):
        for each in _dicts(found, name):
            if each.get("state", "active") == "active":
                goals += _goal(each, kind, titles, left)
    if not entries and not goals and found["tallies"]:
        raise PlannerError("There is nothing in this export that could be read.", _ADVICE)
    return LogDraft(Source.TRACKBEAR, tuple(entries), tuple(goals), _told(left))


def read_table(rows: Iterable[Mapping[str, str]]) -> LogDraft:
    """The rows of TrackBear's table, by the names of its columns.

    Raises:
        PlannerError: nothing in it can be read.
    """
    left: Counter[str] = Counter()
    entries: list[Brought] = []
    for row in rows:
        try:
            count: object = int(row.get("count", ""))
        except ValueError:
            count = None
        tally = {**row, "count": count, "note": _bare(row.get("note", ""))}
        entries += _entry(tally, _bare(row.get("project_title", "")), left)
    if not entries:
        raise PlannerError("There is no entry in this table that could be read.", _ADVICE)
    return LogDraft(Source.TRACKBEAR, tuple(entries), dropped=_told(left))


def _entry(tally: Mapping[str, Any], project: str, left: Counter[str]) -> list[Brought]:
    measure, count, day = tally.get("measure"), tally.get("count"), _day(tally.get("date"))
    if not isinstance(count, int) or isinstance(count, bool) or abs(count) > MOST or day is None:
        left["damaged"] += 1
        return []
    if not isinstance(measure, str) or measure not in _MEASURES:
        left[measure if isinstance(measure, str) else "damaged"] += 1
        return []
    uuid = tally.get("uuid") or tally.get("id") or ""
    named = str(uuid) if isinstance(uuid, str | int) else ""
    return [Brought(day, count, _MEASURES[measure], project, _text(tally.get("note")), named)]


def _goal(each: Mapping[str, Any], kind: GoalKind, titles: Mapping[int, str], left: Counter[str]) -> list[BroughtGoal]:
    given = _dict(each.get("parameters"))
    threshold, cadence = _dict(given.get("threshold")), _dict(given.get("cadence"))
    amount, measure = threshold.get("count"), _MEASURES.get(_text(threshold.get("measure")) or "word")
    period = _PERIODS.get(_text(cadence.get("unit")) or "day")
    amount = amount if isinstance(amount, int) and 0 < amount <= MOST else None
    first, last = _day(each.get("startDate")), _day(each.get("endDate"))
    every = cadence.get("period", 1)
    is_known = measure is not None and (kind is GoalKind.HABIT or amount is not None)
    if not is_known or period is None or every != 1 or each.get("tagIds") or (first and last and last < first):
        left["goal"] += 1
        return []
    assert measure is not None
    goal = Goal(
        GoalId(0), _text(each.get("title")), kind, measure, amount, period, start=first, end=last,
    )  # fmt: skip
    works = each.get("workIds")
    names = [_title(titles, work) for work in works] if isinstance(works, list) else []
    return [BroughtGoal(goal, tuple(name for name in names if name))]


def _dicts(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    known = found.get(name)
    return [each for each in known if isinstance(each, dict)] if isinstance(known, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _key(value: object) -> int:
    """A project's number; one that has none is that of no tally."""
    return value if isinstance(value, int) else -1


def _title(titles: Mapping[int, str], work: object) -> str:
    return titles.get(_key(work), "") if isinstance(work, int) else ""


def _text(value: object) -> str:
    """What was written, without what is no valid text."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(letter for letter in value if not 0xD800 <= ord(letter) <= 0xDFFF).split())


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and 1900 <= day.year <= 2199 else None


def _told(left: Counter[str]) -> tuple[str, ...]:
    told: list[str] = []
    if damaged := left.pop("damaged", 0):
        told.append(f"{damaged:,} entries could not be read." if damaged > 1 else "1 entry could not be read.")
    if goals := left.pop("goal", 0):
        some = f"{goals:,} goals count" if goals > 1 else "1 goal counts"
        told.append(f"{some} in a way that Longfic does not, and {'are' if goals > 1 else 'is'} left out.")
    for measure, times in sorted(left.items()):
        told.append(f"Longfic counts words and minutes: {times:,} × {measure} left out.")
    return tuple(told)


# --- out -------------------------------------------------------------------------------------------------


def trackbear_table(tallies: Iterable[Tally]) -> str:
    """Tallies as TrackBear's own table (CSV): its columns, in its order."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for number, tally in enumerate(tallies, 1):
        created, updated = (moment.astimezone() for moment in (tally.created, tally.updated))
        table.writerow(
            (
                number,
                tally.uuid,
                "" if tally.story_id is None else tally.story_id,
                _harmless(tally.title),
                tally.day.isoformat(),
                _NAMES[tally.measure],
                tally.count,
                _harmless(tally.note),
                "",
                "",
                created.isoformat(timespec="seconds"),
                updated.isoformat(timespec="seconds"),
            )
        )
    return text.getvalue()


def _harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula; `_bare` gives it back."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
