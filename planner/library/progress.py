"""Questions about progress: what was written when, in which stories and chapters, at which hours, and what was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from planner.domain.changes import NOTHING, ChangeSet
from planner.domain.goals import Goal, Measure
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.library.store import Row, Store
from planner.library.tallies import Reason, Tallies


@dataclass(frozen=True, slots=True)
class Written:
    """Words of a day: typed here, deleted here, logged."""

    added: int = 0
    deleted: int = 0
    logged: int = 0

    @property
    def net(self) -> int:
        return self.added - self.deleted + self.logged


@dataclass(frozen=True, slots=True)
class TypedDay:
    """What was typed in a story on a day: words added and deleted, and seconds of typing."""

    day: date
    story_id: StoryId
    added: int = 0
    deleted: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Words that came (or, below 0, went) on a day without being written. ``counted``: the author had them counted."""

    day: date
    story_id: StoryId
    chapter_id: ChapterId | None
    reason: Reason
    counted: bool
    words: int


class Progress:
    """Sums over the tally and the log. Where ``stories`` is empty or None, all count, and words of no story too."""

    def __init__(self, store: Store, tallies: Tallies) -> None:
        self._store = store
        self._tallies = tallies

    def today(self) -> date:
        """The author's day."""
        return self._tallies.author_day()

    # By day

    def days(
        self,
        stories: Collection[StoryId] | None = None,
        since: date | None = None,
        until: date | None = None,
        measure: Measure = Measure.WORDS,
    ) -> dict[date, int]:
        """Net words (or minutes) of every day with an entry, logged ones too, in order of days."""
        if measure is Measure.TIME:
            sums = {day: (seconds + 30) // 60 for day, seconds in self._typed_seconds(stories, since, until).items()}
        else:
            sums = {day: added - deleted for day, added, deleted in self._tallied(stories, since, until)}
        for day, count in self._logged(stories, since, until, measure):
            sums[day] = sums.get(day, 0) + count
        return {date.fromisoformat(day): sums[day] for day in sorted(sums)}

    def written(
        self, stories: Collection[StoryId] | None = None, since: date | None = None, until: date | None = None
    ) -> dict[date, Written]:
        """The words of every day with an entry: added, deleted and logged kept apart."""
        logged = dict(self._logged(stories, since, until, Measure.WORDS))
        found = {
            day: Written(added, deleted, logged.pop(day, 0))
            for day, added, deleted in self._tallied(stories, since, until)
        }
        found |= {day: Written(logged=count) for day, count in logged.items()}
        return {date.fromisoformat(day): found[day] for day in sorted(found)}

    def seconds(
        self, stories: Collection[StoryId] | None = None, since: date | None = None, until: date | None = None
    ) -> dict[date, int]:
        """Seconds of typing of every day with any; what was logged by hand is left out."""
        return {date.fromisoformat(day): count for day, count in self._typed_seconds(stories, since, until).items()}

    def typed(
        self, stories: Collection[StoryId] | None = None, since: date | None = None, until: date | None = None
    ) -> list[TypedDay]:
        """What was typed in each story on each day, the newest day first; what is logged is left out."""
        where, values = _where(stories, since, until)
        rows = self._store.rows(
            "SELECT day, story_id, sum(added), sum(deleted), sum(seconds) FROM ("
            f" SELECT day, story_id, added, deleted, 0 AS seconds FROM tally{where}"
            f" UNION ALL SELECT day, story_id, 0, 0, seconds FROM typing_time{where}"
            ") GROUP BY day, story_id ORDER BY day DESC, story_id",
            *values,
            *values,
        )
        return [TypedDay(date.fromisoformat(day), *rest) for day, *rest in rows]

    def days_back(self, before: date, count: int) -> date | None:
        """The earliest of the last ``count`` days before a date that have an entry of any kind; None without any."""
        tables = ("tally", "typing_time", "unwritten", "log_entry")
        union = " UNION ".join(f"SELECT day FROM {table} WHERE day < ?1" for table in tables)
        found = self._store.value(
            f"SELECT min(day) FROM (SELECT day FROM ({union}) ORDER BY day DESC LIMIT ?2)", before.isoformat(), count
        )
        return date.fromisoformat(found) if found else None

    def goal_days(self, goal: Goal) -> dict[date, int]:
        """What a goal's days brought, in its measure and of its stories."""
        return self.days(goal.stories, goal.start, goal.end, goal.measure)

    def first_words(self, since: date, until: date) -> date | None:
        """The first day of a time on which more was written than deleted."""
        return next((day for day, words in self.days(None, since, until).items() if words > 0), None)

    # By story, chapter, status, hour

    def by_story(
        self, since: date | None = None, until: date | None = None, measure: Measure = Measure.WORDS
    ) -> dict[StoryId | None, int]:
        """Net words (or minutes) by story; None are those logged for no story. Stories that are gone are in it."""
        table, value = ("typing_time", "seconds") if measure is Measure.TIME else ("tally", "added - deleted")
        where, values = _where(None, since, until)
        sums: defaultdict[StoryId | None, int] = defaultdict(int)
        for story_id, count in self._store.rows(
            f"SELECT story_id, sum({value}) FROM {table}{where} GROUP BY story_id", *values
        ):
            sums[story_id] += (count + 30) // 60 if measure is Measure.TIME else count
        where, values = _where(None, since, until, measure=measure.value)
        for story_id, count in self._store.rows(
            f"SELECT story_id, sum(count) FROM log_entry{where} GROUP BY story_id", *values
        ):
            sums[story_id] += count
        return dict(sums)

    def by_story_and_day(self, since: date, until: date | None = None) -> dict[tuple[StoryId | None, date], int]:
        """Net words by story and day, for bars made of stories."""
        where, values = _where(None, since, until)
        logged, more = _where(None, since, until, measure="words")
        sums: defaultdict[tuple[StoryId | None, date], int] = defaultdict(int)
        for story_id, day, count in (
            *self._store.rows(f"SELECT story_id, day, sum(added - deleted) FROM tally{where} GROUP BY 2, 1", *values),
            *self._store.rows(f"SELECT story_id, day, sum(count) FROM log_entry{logged} GROUP BY 2, 1", *more),
        ):
            sums[story_id, date.fromisoformat(day)] += count
        return dict(sums)

    def by_chapter(self, story_id: StoryId, since: date | None = None) -> dict[ChapterId, int]:
        """Net words typed in a story's chapters; those that are gone are in it, and 0 for what came into several."""
        where, values = _where([story_id], since, None)
        return dict(
            self._store.rows(f"SELECT chapter_id, sum(added - deleted) FROM tally{where} GROUP BY chapter_id", *values)
        )

    def by_status(self, story_id: StoryId | None = None) -> dict[ChapterStatus, int]:
        """The words there are in chapters of each status, in one story or all; shelved chapters left out."""
        condition = "" if story_id is None else " AND story_id = ?"
        rows = self._store.rows(
            "SELECT status, sum(words) FROM chapter JOIN scene ON chapter_id = chapter.id"
            f" JOIN text ON scene_id = scene.id WHERE NOT shelved{condition} GROUP BY status",
            *(() if story_id is None else (story_id,)),
        )
        found: dict[str, int] = dict(rows)
        return {status: found.get(status.value, 0) for status in ChapterStatus}

    def hours(
        self, stories: Collection[StoryId] | None = None, since: date | None = None, until: date | None = None
    ) -> list[int]:
        """Net words typed in each hour of the wall clock, 0 … 23; months that days lie in are taken whole."""
        where, values = _where(stories, since, until, column="month", length=7)
        sums = [0] * 24
        for hour, words in self._store.rows(
            f"SELECT hour, sum(added - deleted) FROM tally_hour{where} GROUP BY hour", *values
        ):
            sums[hour] = words
        return sums

    def last_worked(self) -> dict[StoryId, date]:
        """The last day with an entry, by story."""
        sums: dict[StoryId, str] = {}
        for table in ("tally", "log_entry"):
            for story_id, day in self._store.rows(
                f"SELECT story_id, max(day) FROM {table} WHERE story_id IS NOT NULL GROUP BY story_id"
            ):
                sums[story_id] = max(day, sums.get(story_id, ""))
        return {story_id: date.fromisoformat(day) for story_id, day in sums.items()}

    def days_on(self, chapter_id: ChapterId) -> int:
        """On how many days something was written in a chapter."""
        return int(self._store.value("SELECT count(*) FROM tally WHERE chapter_id = ? AND added > 0", chapter_id))

    # What was not written

    def unwritten(self, since: date | None = None, until: date | None = None) -> list[Unwritten]:
        """What came in without being written, the newest day first."""
        where, values = _where(None, since, until)
        rows = self._store.rows(
            f"SELECT day, story_id, chapter_id, reason, counted, words FROM unwritten{where}"
            " ORDER BY day DESC, story_id, chapter_id, reason",
            *values,
        )
        return [_unwritten(row) for row in rows]

    def count_unwritten(self, part: Unwritten, counted: bool = True) -> None:
        """Have what came in count as written on its day, or no longer; it needs no ``library.change``.

        Raises:
            KeyError: there is nothing of the kind (any more).
        """
        key = (part.day.isoformat(), part.story_id, part.chapter_id or 0, part.reason)
        with self._store.transaction():
            words = self._store.value(
                "SELECT words FROM unwritten WHERE (day, story_id, chapter_id, reason, counted) = (?, ?, ?, ?, ?)",
                *key,
                int(not counted),
            )
            self._store.execute(
                "DELETE FROM unwritten WHERE (day, story_id, chapter_id, reason, counted) = (?, ?, ?, ?, ?)",
                *key,
                int(not counted),
            )
            self._store.execute(
                "INSERT INTO unwritten VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET words = words + excluded.words",
                *key,
                int(counted),
                words,
            )
            self._store.execute("INSERT OR IGNORE INTO tally (day, story_id, chapter_id) VALUES (?, ?, ?)", *key[:3])
            times = 1 if counted else -1
            self._store.execute(
                "UPDATE tally SET added = added + ?, deleted = deleted + ?"
                " WHERE (day, story_id, chapter_id) = (?, ?, ?)",
                max(words, 0) * times,
                max(-words, 0) * times,
                *key[:3],
            )
        self._store.publish(ChangeSet("", tables={"tally": NOTHING}))

    # Parts

    def _tallied(
        self, stories: Collection[StoryId] | None, since: date | None, until: date | None
    ) -> list[tuple[str, int, int]]:
        where, values = _where(stories, since, until)
        rows = self._store.rows(f"SELECT day, sum(added), sum(deleted) FROM tally{where} GROUP BY day", *values)
        return cast(list[tuple[str, int, int]], rows)

    def _logged(
        self, stories: Collection[StoryId] | None, since: date | None, until: date | None, measure: Measure
    ) -> list[tuple[str, int]]:
        where, values = _where(stories, since, until, measure=measure.value)
        rows = self._store.rows(f"SELECT day, sum(count) FROM log_entry{where} GROUP BY day", *values)
        return cast(list[tuple[str, int]], rows)

    def _typed_seconds(
        self, stories: Collection[StoryId] | None, since: date | None, until: date | None
    ) -> dict[str, int]:
        where, values = _where(stories, since, until)
        return dict(self._store.rows(f"SELECT day, sum(seconds) FROM typing_time{where} GROUP BY day", *values))


def _where(
    stories: Collection[StoryId] | None,
    since: date | None,
    until: date | None,
    *,
    measure: str = "",
    column: str = "day",
    length: int = 10,
) -> tuple[str, list[object]]:
    """A condition on stories and days, with its values; empty where everything is meant."""
    conditions: list[str] = []
    values: list[object] = []
    if measure:
        conditions.append("measure = ?")
        values.append(measure)
    if stories:
        conditions.append(f"story_id IN ({', '.join('?' * len(stories))})")
        values += stories
    for day, sign in ((since, ">="), (until, "<=")):
        if day is not None:
            conditions.append(f"{column} {sign} ?")
            values.append(day.isoformat()[:length])
    return f" WHERE {' AND '.join(conditions)}" if conditions else "", values


def _unwritten(row: Row) -> Unwritten:
    day, story_id, chapter_id, reason, counted, words = row
    return Unwritten(date.fromisoformat(day), story_id, chapter_id or None, reason, bool(counted), words)
