"""Goals in the library: targets and habits, their stories and schedules, and the results of those put away."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from planner.domain.days import MONDAY, month_end
from planner.domain.errors import PlannerError
from planner.domain.goals import Goal, GoalId, GoalKind, Measure, Period, Result, check, nanowrimo
from planner.domain.outline import StoryId
from planner.domain.records import result
from planner.domain.schedule import Schedule, Shape
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.progress import Progress
from planner.library.store import Store

GOAL_FIELDS = (
    "title",
    "kind",
    "measure",
    "amount",
    "period",
    "days_a_week",
    "start",
    "end",
    "stories",
    "balance",
    "schedule",
    "note",
)
_COLUMNS = {"start": "first_day", "end": "last_day"}
FIRST_WEEKDAY = "first_weekday"
"""The key of the setting that says on which weekday a week begins, 0 for Monday."""


class Goals:
    """The goals, in the author's order. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self._store = store
        self._progress = progress

    # Queries

    def all(self, *, archived: bool = False) -> list[Goal]:
        """The goals there are, in order; or those put away, the newest first."""
        sign, order = ("<>", "archived DESC, id DESC") if archived else ("=", "position")
        return [
            _goal(record)
            for record in self._store.records(f"SELECT * FROM goal WHERE archived {sign} '' ORDER BY {order}")
        ]

    def get(self, goal_id: GoalId) -> Goal:
        """One goal, put away or not; KeyError if there is none."""
        for record in self._store.records("SELECT * FROM goal WHERE id = ?", goal_id):
            return _goal(record)
        raise KeyError(goal_id)

    def first_weekday(self) -> int:
        """The weekday on which the author's weeks begin; 0 is Monday."""
        row = self._store.one("SELECT value FROM setting WHERE key = ?", FIRST_WEEKDAY)
        return int(row[0]) % 7 if row and row[0].isdecimal() else MONDAY

    # Verbs

    def add(self, goal: Goal) -> GoalId:
        """Add a goal behind the others; its id, position and result are not looked at.

        Raises:
            PlannerError: it means nothing as it is (``domain.goals.check``).
        """
        _require_sound(goal)
        columns = _goal_columns({name: getattr(goal, name) for name in GOAL_FIELDS})
        goal_id = self._store.insert("goal", position=-1, created=self._store.now(), **columns)
        renumber(self._store, placed(children(self._store, "goal"), ("goal", goal_id), None))
        return GoalId(goal_id)

    def start_nanowrimo(self, year: int | None = None) -> GoalId:
        """Add NaNoWriMo's goal: 50,000 words in November of a year, without one in the next November to end.

        Words that this November has already count; if it has none so far, the goal begins today.
        """
        today = self._progress.today()
        chosen = year or (today.year if today.month <= 11 else today.year + 1)
        first = date(chosen, 11, 1)
        return self.add(nanowrimo(chosen, today, self._progress.first_words(first, month_end(first))))

    def edit(self, goal_id: GoalId, **fields: object) -> None:
        """Set fields of a goal, named and typed as those of ``domain.goals.Goal``: title, kind, measure, amount,
        period, days_a_week, start, end, stories, balance, schedule, note.

        Raises:
            PlannerError: it would mean nothing.
        """
        columns = _goal_columns(fields)
        known: Any = fields
        _require_sound(replace(self.get(goal_id), **known))
        self._store.update("goal", goal_id, columns)

    def move(self, goal_id: GoalId, position: int | None) -> None:
        """Move a goal to ``position``, counted without it and those put away (None: last)."""
        key = ("goal", goal_id)
        shown = [goal.id for goal in self.all() if goal.id != goal_id]
        keys = [other for other in children(self._store, "goal") if other != key]
        at = keys.index(("goal", shown[position])) if position is not None and 0 <= position < len(shown) else None
        renumber(self._store, placed(keys, key, at))

    def archive(self, goal_id: GoalId) -> Result:
        """Put a goal away with its result as it stands today."""
        goal = self.get(goal_id)
        found = result(goal, self._progress.goal_days(goal), self._progress.today(), self.first_weekday())
        text = json.dumps(asdict(found), default=date.isoformat)
        self._store.update("goal", goal_id, {"archived": self._store.now(), "result": text})
        return found

    def unarchive(self, goal_id: GoalId) -> None:
        """Take a goal up again."""
        self._store.update("goal", goal_id, {"archived": "", "result": ""})

    def remove(self, goal_id: GoalId) -> None:
        """Delete a goal; it can be restored from the trash."""
        self._store.remove("goal", goal_id)
        renumber(self._store, children(self._store, "goal"))


def schedule_text(schedule: Schedule) -> str:
    """A schedule as it is kept; empty for one that weighs all days alike."""
    if schedule == Schedule():
        return ""
    dates = {day.isoformat(): weight for day, weight in schedule.dates}
    return json.dumps({"week": schedule.week, "dates": dates, "shape": schedule.shape})


def read_schedule(text: str) -> Schedule:
    """A schedule from how it is kept."""
    if not text:
        return Schedule()
    kept = json.loads(text)
    dates = tuple(sorted((date.fromisoformat(day), weight) for day, weight in kept["dates"].items()))
    return Schedule(tuple(kept["week"]), dates, Shape(kept["shape"]))


def _require_sound(goal: Goal) -> None:
    if (wrong := check(goal)) is not None:
        raise PlannerError("This goal cannot be kept yet.", wrong)


def _goal_columns(fields: dict[str, object]) -> dict[str, object]:
    """Columns of a row from a goal's fields, lists and schedules as texts."""
    ready: dict[str, object] = dict(fields)
    for name, value in fields.items():
        if name in ("start", "end"):
            ready[name] = value or ""
        elif isinstance(value, Schedule):
            ready[name] = schedule_text(value)
        elif name == "stories" and isinstance(value, tuple | list):
            ready[name] = json.dumps(value)
    columns = checked(ready, GOAL_FIELDS)
    return {_COLUMNS.get(name, name): value for name, value in columns.items()}


def _goal(record: dict[str, Any]) -> Goal:
    return Goal(
        id=record["id"],
        title=record["title"],
        kind=GoalKind(record["kind"]),
        measure=Measure(record["measure"]),
        amount=record["amount"],
        period=Period(record["period"]),
        days_a_week=record["days_a_week"],
        start=_day(record["first_day"]),
        end=_day(record["last_day"]),
        stories=tuple(StoryId(story_id) for story_id in json.loads(record["stories"])),
        balance=record["balance"],
        schedule=read_schedule(record["schedule"]),
        note=record["note"],
        position=record["position"],
        created=datetime.fromisoformat(record["created"]),
        archived=datetime.fromisoformat(record["archived"]) if record["archived"] else None,
        result=_result(json.loads(record["result"])) if record["result"] else None,
    )


def _result(kept: dict[str, Any]) -> Result:
    return Result(**kept | {name: _day(kept[name]) for name in ("reached_on", "best_day")})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
