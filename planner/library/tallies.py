"""The tally: words written on each of the author's days, by story and chapter, and what came in without being written.

Whatever is needed at every pause in the typing is here; the questions a page of figures asks are in ``progress.py``.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Literal

from planner.domain.changes import Origin
from planner.domain.days import author_day, start_of_day
from planner.domain.outline import ChapterId, StoryId
from planner.domain.pace import RECENT_DAYS, Pace, present_pace
from planner.library.journal import Image, Recorded
from planner.library.store import Store

START_OF_DAY = "start_of_day"
"""The key of the setting that says when the author's day begins, as "04:00"; without it, at midnight."""

PASTE_LIMIT = "paste_limit"
"""The key of the setting that says from how many words on a paste is not written."""

USUAL_PASTE_LIMIT = 100

Reason = Literal["paste", "import", "restore", "replace", "undo", "change"]
"""Why words came or went that nobody wrote: "change" is any other change of the plan, as copying or deleting."""

_ADD_UNWRITTEN = (
    "INSERT INTO unwritten (day, story_id, chapter_id, reason, words) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET words = words + excluded.words"
)


class Tallies:
    """Words written. It is a log, not a part of the plan: undo does not touch it.

    The words of a library are at any time those written and not deleted again, and those that came unwritten: every
    change that is not typing is looked through for the words it brought or took.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        store.finishers.append(self._note_unwritten)

    def author_day(self) -> date:
        """The date of the author's day now."""
        row = self._store.one("SELECT value FROM setting WHERE key = ?", START_OF_DAY)
        return author_day(self._store.clock(), start_of_day(row[0] if row else None))

    def paste_limit(self) -> int:
        """From how many words on a paste is not written."""
        row = self._store.one("SELECT value FROM setting WHERE key = ?", PASTE_LIMIT)
        return int(row[0]) if row and row[0].isdecimal() else USUAL_PASTE_LIMIT

    def today(self) -> int:
        """Words written today in all stories, logged ones too; may be negative, as in TrackBear (facts/trackers.md)."""
        return self.day(self.author_day())

    def day(self, day: date, story_id: StoryId | None = None) -> int:
        """Net words of one day, logged ones too."""
        condition = "" if story_id is None else " AND story_id = ?2"
        values = (day.isoformat(),) if story_id is None else (day.isoformat(), story_id)
        return int(
            self._store.value(
                f"SELECT (SELECT coalesce(sum(added - deleted), 0) FROM tally WHERE day = ?1{condition}) +"
                f" (SELECT coalesce(sum(count), 0) FROM log_entry WHERE measure = 'words' AND day = ?1{condition})",
                *values,
            )
        )

    def days(self) -> list[tuple[date, int]]:
        """Net words of every day with an entry, in order."""
        return self._days("")

    def typed(self, since: date) -> int:
        """Net words typed here since a day began, in all stories; what a sprint brought is a difference of two such."""
        return int(
            self._store.value("SELECT coalesce(sum(added - deleted), 0) FROM tally WHERE day >= ?", since.isoformat())
        )

    def pace(self) -> Pace | None:
        """How fast the author writes at present, all stories taken together; None if nobody can tell."""
        return present_pace(self._days(f"DESC LIMIT {RECENT_DAYS}")[-RECENT_DAYS:])

    def _days(self, end: str) -> list[tuple[date, int]]:
        # Each walks its index in order; together they would be sorted.
        sums: defaultdict[str, int] = defaultdict(int)
        for sql in (
            f"SELECT day, sum(added - deleted) FROM tally GROUP BY day ORDER BY day {end}",
            f"SELECT day, sum(count) FROM log_entry WHERE measure = 'words' GROUP BY day ORDER BY day {end}",
        ):
            for day, words in self._store.rows(sql):
                sums[day] += words
        return [(date.fromisoformat(day), words) for day, words in sorted(sums.items())]

    # Writing down what happened, inside a transaction

    def record(self, chapter_id: ChapterId, words: int) -> None:
        """Count words written (or, below 0, deleted) in a chapter today."""
        if not words:
            return
        day, hour = self.author_day().isoformat(), self._store.clock().hour
        added, deleted = max(words, 0), max(-words, 0)
        self._store.execute(
            "INSERT INTO tally (day, story_id, chapter_id, added, deleted)"
            " SELECT ?, story_id, id, ?, ? FROM chapter WHERE id = ?"
            " ON CONFLICT (day, story_id, chapter_id) DO UPDATE"
            " SET added = added + excluded.added, deleted = deleted + excluded.deleted",
            day,
            added,
            deleted,
            chapter_id,
        )
        self._store.execute(
            "INSERT INTO tally_hour (month, story_id, hour, added, deleted)"
            " SELECT ?, story_id, ?, ?, ? FROM chapter WHERE id = ?"
            " ON CONFLICT (month, story_id, hour) DO UPDATE"
            " SET added = added + excluded.added, deleted = deleted + excluded.deleted",
            day[:7],
            hour,
            added,
            deleted,
            chapter_id,
        )

    def record_time(self, chapter_id: ChapterId, seconds: int) -> None:
        """Count seconds of typing in a chapter today (``domain.typing_time`` says what is typing)."""
        if seconds <= 0:
            return
        self._store.execute(
            "INSERT INTO typing_time (day, story_id, seconds) SELECT ?, story_id, ? FROM chapter WHERE id = ?"
            " ON CONFLICT (day, story_id) DO UPDATE SET seconds = seconds + excluded.seconds",
            self.author_day().isoformat(),
            seconds,
            chapter_id,
        )

    def leave_out(self, chapter_id: ChapterId, words: int, reason: Reason) -> None:
        """Note words that came into a chapter (or, below 0, went) today without being written."""
        story = self._store.one("SELECT story_id FROM chapter WHERE id = ?", chapter_id)
        if story is not None and words:
            self._leave_out(story[0], chapter_id, words, reason)

    def _leave_out(self, story_id: int, chapter_id: int, words: int, reason: str) -> None:
        key = (self.author_day().isoformat(), story_id, chapter_id, reason)
        self._store.execute(_ADD_UNWRITTEN, *key, words)
        self._store.execute(
            "DELETE FROM unwritten WHERE day = ? AND story_id = ? AND chapter_id = ? AND reason = ? AND words = 0", *key
        )

    def _note_unwritten(self, recorded: Recorded) -> None:
        """Note by how many words a change that is not typing made stories longer or shorter."""
        if recorded.origin is Origin.TYPING or not any(entry.table == "text" for entry in recorded.entries):
            return
        net = recorded.net()
        grown: defaultdict[int, int] = defaultdict(int)
        chapters: defaultdict[int, set[int]] = defaultdict(set)
        for (table, scene_id), (before, after) in net.items():
            words = (after or {}).get("words", 0) - (before or {}).get("words", 0)
            if table == "text" and words:
                chapter_id = self._parent(net, "scene", scene_id, "chapter_id")
                story_id = self._parent(net, "chapter", chapter_id, "story_id")
                grown[story_id] += words
                chapters[story_id].add(chapter_id)
        turned = recorded.origin in (Origin.UNDO, Origin.REDO)
        reason = "undo" if turned else self._store.reason or "change"
        for story_id, words in grown.items():
            if words:
                only = next(iter(chapters[story_id])) if len(chapters[story_id]) == 1 else 0
                self._leave_out(story_id, only, words, reason)

    def _parent(
        self, net: dict[tuple[str, int], tuple[Image | None, Image | None]], table: str, row_id: int, column: str
    ) -> int:
        """What a row belongs to, or belonged to before it was removed; 0 if nobody knows."""
        before, after = net.get((table, row_id), (None, None))
        image = after or before
        if image is not None:
            return int(image[column])
        row = self._store.one(f"SELECT {column} FROM {table} WHERE id = ?", row_id)
        return int(row[0]) if row else 0
