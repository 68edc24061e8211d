"""Rules for a machine over the library: goals, the log, sprints, and chapters that are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from planner.domain.goals import Goal, GoalId, GoalKind, Measure, Period
from planner.domain.log import EntryId, NewEntry, Source
from planner.domain.outline import StoryId
from planner.domain.schedule import PRESETS, Preset
from planner.domain.sprint_log import NewSprint, SprintId
from tests.unit.library_machine import Machine, picked, picks, places, texts

TODAY = date(2026, 11, 22)
days = st.integers(-400, 400).map(lambda offset: TODAY + timedelta(days=offset))
counts = st.integers(-900, 9000)


class ProgressRules(Machine):
    """Every verb of progress."""

    @property
    def goals(self) -> list[GoalId]:
        return self.ids("goal")

    @property
    def entries(self) -> list[EntryId]:
        return self.ids("log_entry")

    @property
    def sprints(self) -> list[SprintId]:
        return self.ids("sprint")

    def a_story(self, pick: int) -> StoryId | None:
        found: StoryId | None = picked([None, *self.stories], pick)
        return found

    @rule(text=texts, pick=picks, amount=st.integers(1, 90_000), day=days, preset=st.sampled_from(Preset))
    def add_goal(self, text: str, pick: int, amount: int, day: date, preset: Preset) -> None:
        if pick % 4 == 0:
            self.do(self.library.goals.start_nanowrimo, day.year)
            return
        kind = picked(list(GoalKind), pick)
        story = self.a_story(pick)
        plan = PRESETS[preset].with_date(day, pick % 200)
        goal = Goal(
            GoalId(0), text, kind, amount=amount, start=day, stories=() if story is None else (story,), schedule=plan
        )
        self.do(self.library.goals.add, goal)

    @precondition(lambda self: self.goals)
    @rule(
        pick=picks,
        text=texts,
        day=days,
        place=places,
        action=st.sampled_from(["edit", "move", "archive", "unarchive", "remove"]),
    )
    def change_goal(self, pick: int, text: str, day: date, place: int | None, action: str) -> None:
        goal, goals = picked(self.goals, pick), self.library.goals
        match action:
            case "edit":
                measure, period = picked(list(Measure), pick), picked(list(Period), pick)
                self.do(goals.edit, goal, note=text, start=day, end=None, measure=measure, period=period)
            case "move":
                self.do(goals.move, goal, place)
            case "archive":
                self.do(goals.archive, goal)
            case "unarchive":
                self.do(goals.unarchive, goal)
            case _:
                self.do(goals.remove, goal)

    @rule(pick=picks, count=counts, day=days, text=texts, action=st.sampled_from(["add", "total", "many"]))
    def log_words(self, pick: int, count: int, day: date, text: str, action: str) -> None:
        log, story = self.library.log, self.a_story(pick)
        entry = NewEntry(day, count, picked(list(Measure), pick), story, text, Source.CSV, text)
        match action:
            case "add":
                self.do(log.add, entry)
            case "total":
                self.do(log.set_total, story, count, day, text)
            case _:
                self.do(log.add_many, [entry, entry])

    @precondition(lambda self: self.entries)
    @rule(pick=picks, count=counts, day=days, text=texts, remove=st.booleans())
    def change_entry(self, pick: int, count: int, day: date, text: str, remove: bool) -> None:
        entry = picked(self.entries, pick)
        if remove:
            self.do(self.library.log.remove, [entry])
        else:
            self.do(self.library.log.edit, entry, count=count, day=day, note=text, story_id=self.a_story(pick))

    @rule(pick=picks, words=counts, seconds=st.integers(0, 5400), text=texts, entered=st.booleans())
    def add_sprint(self, pick: int, words: int, seconds: int, text: str, entered: bool) -> None:
        chapter = picked([None, *self.chapters], pick)
        done = NewSprint(
            datetime(2026, 11, 22, 10), 900, seconds, words, pick, self.a_story(pick), chapter, text, ((5, words),)
        )
        self.do(self.library.sprints.add, done, entered=entered)

    @precondition(lambda self: self.sprints)
    @rule(pick=picks, words=counts, text=texts, remove=st.booleans())
    def change_sprint(self, pick: int, words: int, text: str, remove: bool) -> None:
        sprint = picked(self.sprints, pick)
        if remove:
            self.do(self.library.sprints.remove, sprint)
        else:
            self.do(self.library.sprints.edit, sprint, words=words, note=text, planned=None, chapter_id=None)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, day=st.none() | days)
    def set_due(self, pick: int, day: date | None) -> None:
        self.do(self.library.outline.edit_chapter, picked(self.chapters, pick), due=day)

    @precondition(lambda self: self.library.progress.unwritten())
    @rule(pick=picks)
    def count_unwritten(self, pick: int) -> None:
        part = picked(self.library.progress.unwritten(), pick)
        self.library.progress.count_unwritten(part, not part.counted)
