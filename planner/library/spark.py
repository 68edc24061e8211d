"""The spark plan in the library: what the author settled for the rest of a story, and when chapters were drafted."""

from __future__ import annotations

import json
from datetime import date, datetime

from planner.domain.days import author_day, start_of_day
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.spark_plan import Outlook, SparkPlan, goals_of, outlook
from planner.library.goals import Goals, read_schedule, schedule_text
from planner.library.plot import PlotTable
from planner.library.settings import SettingsTable
from planner.library.store import Store
from planner.library.tallies import START_OF_DAY, Tallies


class SparkPlans:
    """Spark plans by story. They are kept like settings: no part of the plan, and undo leaves them alone."""

    def __init__(self, store: Store, settings: SettingsTable, plot: PlotTable, goals: Goals, tallies: Tallies) -> None:
        self._store = store
        self._settings = settings
        self._plot = plot
        self._goals = goals
        self._tallies = tallies

    def get(self, story_id: StoryId) -> SparkPlan:
        """What was settled for a story; the usual if nothing was, or if it cannot be read."""
        try:
            kept = json.loads(self._settings.get(_key(story_id)) or "{}")
            return SparkPlan(
                pace=kept.get("pace"),
                until=date.fromisoformat(kept["until"]) if kept.get("until") else None,
                days=int(kept.get("days", SparkPlan().days)),
                burst=int(kept.get("burst", SparkPlan().burst)),
                schedule=read_schedule(kept["schedule"]) if "schedule" in kept else None,
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return SparkPlan()

    def keep(self, story_id: StoryId, plan: SparkPlan) -> None:
        """Keep what the author settled for a story; it needs no ``library.change``."""
        kept: dict[str, object] = {"pace": plan.pace, "days": plan.days, "burst": plan.burst}
        if plan.until is not None:
            kept["until"] = plan.until.isoformat()
        if plan.schedule is not None:
            kept["schedule"] = schedule_text(plan.schedule)
        self._settings.set(_key(story_id), json.dumps(kept))

    def outlook(self, story_id: StoryId) -> Outlook:
        """What follows from it today: pace and date, and a date for each chapter (``slots``)."""
        chapters, _ = self._plot.story(story_id)
        today = self._tallies.author_day()
        goals = goals_of(self._goals.all(), story_id, today)
        return outlook(chapters, self.get(story_id), goals, self._tallies.pace(), today)

    def drafted_on(self, story_id: StoryId) -> dict[ChapterId, date]:
        """The author's day on which each drafted chapter became so, the last time it did; those nobody knows of are
        left out."""
        start = start_of_day(self._settings.get(START_OF_DAY))
        days: dict[ChapterId, date] = {}
        for chapter_id, status, at in self._store.rows(
            "SELECT chapter_id, status_change.status, at FROM status_change"
            " JOIN chapter ON chapter.id = chapter_id WHERE story_id = ? ORDER BY status_change.id",
            story_id,
        ):
            if not ChapterStatus(status).is_written:
                days.pop(chapter_id, None)
            elif chapter_id not in days:
                days[ChapterId(chapter_id)] = author_day(datetime.fromisoformat(at), start)
        return days


def _key(story_id: StoryId) -> str:
    return f"spark.{story_id}"
