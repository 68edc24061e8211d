"""Sprints in the library: the log of those that are over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from planner.domain.days import author_day, start_of_day
from planner.domain.goals import Measure
from planner.domain.log import EntryId, NewEntry, Source
from planner.domain.outline import StoryId
from planner.domain.sprint_log import NewSprint, SprintId, SprintResult, read_samples, samples_text
from planner.library.fields import checked
from planner.library.logbook import Logbook
from planner.library.store import Store
from planner.library.tallies import START_OF_DAY

SPRINT_FIELDS = ("begun", "planned", "seconds", "words", "words_before", "story_id", "chapter_id", "note", "samples")
_SPRINTS = f"SELECT id, {', '.join(SPRINT_FIELDS)} FROM sprint"


class Sprints:
    """The log of sprints. Verbs are called inside ``library.change``.

    Words that were typed in the library are in the tally already. Those of a sprint on paper are logged with it,
    as words and as time, and follow it when it is edited or removed.
    """

    def __init__(self, store: Store, log: Logbook) -> None:
        self._store = store
        self._log = log

    def now(self) -> datetime:
        """The moment by the library's clock, with its zone, as sprints are fed with it."""
        return self._store.clock().astimezone()

    def all(self, since: date | None = None, story_id: StoryId | None = None) -> list[SprintResult]:
        """The sprints there were, newest first."""
        records = self._store.records(
            f"{_SPRINTS} WHERE begun >= ?1 AND (?2 IS NULL OR story_id = ?2) ORDER BY begun DESC, id DESC",
            since.isoformat() if since else "",
            story_id,
        )
        return [_sprint(record) for record in records]

    def get(self, sprint_id: SprintId) -> SprintResult:
        """One sprint; KeyError if there is none."""
        for record in self._store.records(f"{_SPRINTS} WHERE id = ?", sprint_id):
            return _sprint(record)
        raise KeyError(sprint_id)

    def is_logged(self, sprint_id: SprintId) -> bool:
        """Whether a sprint's words were entered, so that they are in the log, and not typed here."""
        return bool(self._entries(sprint_id))

    def add(self, done: NewSprint, *, entered: bool = False) -> SprintId:
        """Add a sprint. ``entered``: its words were not typed here, so they are logged, and its time too."""
        columns = _columns({name: getattr(done, name) for name in SPRINT_FIELDS})
        sprint_id = SprintId(self._store.insert("sprint", **columns))
        if entered:
            self._enter(sprint_id)
        return sprint_id

    def edit(self, sprint_id: SprintId, **fields: object) -> None:
        """Set fields of a sprint, named and typed as those of ``SprintResult``."""
        self._store.update("sprint", sprint_id, _columns(fields))
        if self.is_logged(sprint_id):
            self._enter(sprint_id)

    def remove(self, sprint_id: SprintId) -> None:
        """Take a sprint out of the log, and what was logged with it."""
        self._store.remove("sprint", sprint_id)
        self._log.remove(list(self._entries(sprint_id).values()))

    def _enter(self, sprint_id: SprintId) -> None:
        """Log what a sprint brought, or have what is logged say what it is now."""
        done, known = self.get(sprint_id), self._entries(sprint_id)
        row = self._store.one("SELECT value FROM setting WHERE key = ?", START_OF_DAY)
        day = author_day(done.begun, start_of_day(row[0] if row else None))
        for measure, count in ((Measure.WORDS, done.words), (Measure.TIME, round(done.minutes))):
            if measure in known:
                self._log.edit(known[measure], day=day, count=count, story_id=done.story_id, note=done.note)
            else:
                self._log.add(NewEntry(day, count, measure, done.story_id, done.note, Source.SPRINT, _name(sprint_id)))

    def _entries(self, sprint_id: SprintId) -> dict[Measure, EntryId]:
        rows = self._store.rows(
            "SELECT measure, id FROM log_entry WHERE source = ? AND foreign_id = ?",
            Source.SPRINT.value,
            _name(sprint_id),
        )
        return {Measure(measure): EntryId(entry_id) for measure, entry_id in rows}


def _name(sprint_id: SprintId) -> str:
    return str(sprint_id)


def _columns(fields: dict[str, object]) -> dict[str, object]:
    columns = dict(fields)
    if isinstance(columns.get("begun"), datetime):
        begun = columns["begun"]
        assert isinstance(begun, datetime)
        # Local time without its zone, as everything in a library is.
        columns["begun"] = begun.replace(tzinfo=None).isoformat(timespec="seconds")
    if "samples" in columns:
        samples: Any = columns["samples"]
        columns["samples"] = samples_text(samples)
    return checked(columns, SPRINT_FIELDS)


def _sprint(record: dict[str, Any]) -> SprintResult:
    record["begun"] = datetime.fromisoformat(record["begun"])
    record["samples"] = read_samples(record["samples"])
    return SprintResult(**record)
