"""What the goals ask of today: for the status bar, live while words are typed, with a quiet word when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.desktop.widgets.amounts import number_text
from planner.domain.changes import ChangeSet, Origin
from planner.domain.day_need import DayNeed, day_need
from planner.domain.goals import Goal, GoalKind, Measure

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("goal", "log_entry", "tally", "story", "sprint")


@dataclass
class _Known:
    """A goal with the days that count for it; only today's changes while words are typed."""

    goal: Goal
    days: dict[date, int] = field(default_factory=dict)

    def reached(self) -> bool:
        """Whether it is a target with all its words written."""
        target = self.goal.kind is GoalKind.TARGET
        return target and sum(self.days.values()) >= (self.goal.amount or 0)


class GoalToday(QObject):
    """Knows what the first goal that asks for something asks of today."""

    changed = Signal()
    """Emitted when ``need`` is another."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: list[_Known] = []
        self._told: set[tuple[date, int, str]] = set()
        self.need: DayNeed | None = None
        self._needs: list[DayNeed] = []
        self._read()
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._read)
        desk.settings.changed.connect(self._follow_setting)

    def _follow_setting(self, key: str) -> None:
        if key == "first_weekday":
            self._read()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            before = self._state()
            self._read()
            if not changes.touches("goal"):
                self._celebrate(before)
        elif changes.origin is Origin.TYPING and self._known:
            before = self._state()
            today = self._desk.day.today
            for known in self._known:
                goal = known.goal
                known.days |= self._desk.library.progress.days(goal.stories, today, today, goal.measure)
            self._choose()
            self._celebrate(before)

    def _read(self, *_what: object) -> None:
        progress, goals = self._desk.library.progress, self._desk.library.goals
        self._known = [_Known(goal, progress.goal_days(goal)) for goal in goals.all()]
        self._choose()

    def _choose(self) -> None:
        today = self._desk.day.today
        first = self._desk.library.goals.first_weekday() if self._known else 0
        found = (day_need(known.goal, known.days, today, first) for known in self._known)
        # Kept, since each goes through all the days of a goal, and the author is pausing for a moment only.
        self._needs = [need for need in found if need is not None]
        need = self._needs[0] if self._needs else None
        if need != self.need:
            self.need = need
            self.changed.emit()

    # A quiet word

    def _state(self) -> set[tuple[int, str]]:
        """What is done, by goal."""
        done = {(int(need.goal_id), "day") for need in self._needs if not need.left}
        return done | {(int(known.goal.id), "goal") for known in self._known if known.reached()}

    def _celebrate(self, before: set[tuple[int, str]]) -> None:
        """Say once what has just been done, the goal itself rather than the day."""
        today = self._desk.day.today
        new = sorted((goal_id, what) for goal_id, what in self._state() - before)
        new = [each for each in new if (today, *each) not in self._told]
        self._told |= {(today, *each) for each in new}
        for goal_id, what in sorted(new, key=lambda each: each[1] != "goal")[:1]:
            known = next(known for known in self._known if known.goal.id == goal_id)
            goal, days = known.goal, sum(count > 0 for count in known.days.values())
            title = goal.title or self.tr("Your goal")
            if what == "goal":
                text = self.tr("{title} is reached: {amount}, written on {days}.")
                on = self.tr("one day") if days == 1 else self.tr("{n} days").format(n=number_text(days))
                self._desk.notices.say(text.format(title=title, amount=self._amount(goal), days=on))
            else:
                self._desk.notices.say(self.tr("{title}: what it asked for is written.").format(title=title))

    def _amount(self, goal: Goal) -> str:
        number = number_text(goal.amount or 0)
        words = self.tr("{n} words") if goal.measure is Measure.WORDS else self.tr("{n} minutes")
        return words.format(n=number)
