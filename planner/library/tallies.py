"""The tally: words written on each day, by story and chapter."""

from __future__ import annotations

from datetime import date

from planner.domain.outline import ChapterId, StoryId
from planner.domain.pace import Pace, present_pace
from planner.library.store import Store


class Tallies:
    """Words written. It is a log, not a part of the plan: undo does not touch it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def today(self) -> int:
        """Words written today in all stories; may be negative, as in TrackBear (facts/trackers.md)."""
        return self.day(self._store.today())

    def day(self, day: date, story_id: StoryId | None = None) -> int:
        """Net words of one day."""
        condition = "" if story_id is None else " AND story_id = ?"
        values = (day.isoformat(),) if story_id is None else (day.isoformat(), story_id)
        return int(
            self._store.value(f"SELECT coalesce(sum(added - deleted), 0) FROM tally WHERE day = ?{condition}", *values)
        )

    def days(self) -> list[tuple[date, int]]:
        """Net words of every day with an entry, in order."""
        rows = self._store.rows("SELECT day, sum(added - deleted) FROM tally GROUP BY day ORDER BY day")
        return [(date.fromisoformat(day), words) for day, words in rows]

    def pace(self) -> Pace | None:
        """How fast the author writes at present, all stories taken together; None if nobody can tell."""
        return present_pace(self.days())

    def record(self, chapter_id: ChapterId, words: int) -> None:
        """Count words written (or, below 0, deleted) in a chapter today."""
        if not words:
            return
        self._store.execute(
            "INSERT INTO tally (day, story_id, chapter_id, added, deleted)"
            " SELECT ?, story_id, id, ?, ? FROM chapter WHERE id = ?"
            " ON CONFLICT (day, story_id, chapter_id) DO UPDATE"
            " SET added = added + excluded.added, deleted = deleted + excluded.deleted",
            self._store.today().isoformat(),
            max(words, 0),
            max(-words, 0),
            chapter_id,
        )
