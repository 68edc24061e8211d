"""The log in the library: words and minutes entered by hand or brought from a tracker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planner.domain.goals import Measure
from planner.domain.log import NOTE_LENGTH, EntryId, LogEntry, NewEntry, Source, difference
from planner.domain.outline import StoryId
from planner.library.fields import checked
from planner.library.store import Store

ENTRY_FIELDS = ("day", "count", "measure", "story_id", "note")
_NEW = (*ENTRY_FIELDS, "source", "foreign_id")
_ENTRIES = "SELECT id, day, count, measure, story_id, note, source, foreign_id, created, updated FROM log_entry"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding many entries: the ids of the new ones, and how many were in the log already."""

    ids: tuple[EntryId, ...]
    known: int


class Logbook:
    """The log. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # Queries

    def entries(
        self, story_id: StoryId | None = None, since: date | None = None, until: date | None = None
    ) -> list[LogEntry]:
        """Entries, the newest day first; of one story, or (None) all. Both days are included."""
        conditions: list[str] = []
        values: list[object] = []
        for condition, value in (
            ("story_id = ?", story_id),
            ("day >= ?", since and since.isoformat()),
            ("day <= ?", until and until.isoformat()),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(value)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return [
            _entry(record) for record in self._store.records(f"{_ENTRIES}{where} ORDER BY day DESC, id DESC", *values)
        ]

    def get(self, entry_id: EntryId) -> LogEntry:
        """One entry; KeyError if there is none."""
        for record in self._store.records(f"{_ENTRIES} WHERE id = ?", entry_id):
            return _entry(record)
        raise KeyError(entry_id)

    def total(self, story_id: StoryId | None = None) -> int:
        """The total that "set total" starts from: a story's words here and those logged for it.

        Without a story, all that was ever tallied and logged.
        """
        if story_id is None:
            here = self._store.value("SELECT coalesce(sum(added - deleted), 0) FROM tally")
            logged = self._store.value("SELECT coalesce(sum(count), 0) FROM log_entry WHERE measure = 'words'")
        else:
            here = self._store.value(
                "SELECT coalesce(sum(words), 0) FROM chapter JOIN scene ON chapter_id = chapter.id"
                " JOIN text ON scene_id = scene.id WHERE story_id = ? AND NOT shelved",
                story_id,
            )
            logged = self._store.value(
                "SELECT coalesce(sum(count), 0) FROM log_entry WHERE measure = 'words' AND story_id = ?", story_id
            )
        return int(here + logged)

    def unknown(self, entries: Iterable[NewEntry]) -> list[NewEntry]:
        """Those of entries brought from elsewhere that are not in the log.

        An entry is known by what its source calls it; one without such a name by being the same in everything, as
        many times over as it is there.
        """
        new = list(entries)
        named = self._named({entry.source for entry in new if entry.foreign_id})
        same = self._same(new)
        found: list[NewEntry] = []
        for entry in new:
            name, likeness = (entry.source.value, entry.foreign_id), _likeness(entry)
            if entry.foreign_id:
                if name in named:
                    continue
                named.add(name)
            elif same[likeness]:
                same[likeness] -= 1
                continue
            found.append(entry)
        return found

    # Verbs

    def add(self, entry: NewEntry) -> EntryId:
        """Add an entry."""
        now = self._store.now()
        columns = _columns({name: getattr(entry, name) for name in _NEW})
        return EntryId(self._store.insert("log_entry", created=now, updated=now, **columns))

    def set_total(self, story_id: StoryId | None, wanted: int, day: date, note: str = "") -> EntryId:
        """Log what is missing, or too much, so that a total becomes what the author says it is."""
        return self.add(NewEntry(day, difference(wanted, self.total(story_id)), story_id=story_id, note=note))

    def add_many(self, entries: Iterable[NewEntry]) -> Added:
        """Add entries that were brought from elsewhere, those that are in the log already left out (`unknown`)."""
        wanted = list(entries)
        ids = tuple(self.add(entry) for entry in self.unknown(wanted))
        return Added(ids, len(wanted) - len(ids))

    def edit(self, entry_id: EntryId, **fields: object) -> None:
        """Set fields of an entry: day, count, measure, story_id, note."""
        columns = checked(fields, ENTRY_FIELDS)
        if columns:
            self._store.update("log_entry", entry_id, _columns(fields) | {"updated": self._store.now()})

    def remove(self, entry_ids: Sequence[EntryId]) -> None:
        """Take entries out of the log."""
        for entry_id in entry_ids:
            self._store.remove("log_entry", entry_id)

    # Parts

    def _named(self, sources: Iterable[Source]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for source in sources:
            found |= set(
                self._store.rows(
                    "SELECT source, foreign_id FROM log_entry WHERE source = ? AND foreign_id <> ''", source.value
                )
            )
        return found

    def _same(self, new: Sequence[NewEntry]) -> Counter[tuple[object, ...]]:
        if not new:
            return Counter()
        days = [entry.day for entry in new]
        return Counter(_likeness(entry) for entry in self.entries(None, min(days), max(days)) if not entry.foreign_id)


def _likeness(entry: NewEntry | LogEntry) -> tuple[object, ...]:
    return entry.day, entry.count, entry.measure, entry.story_id, _note(entry.note), entry.source


def _columns(fields: dict[str, object]) -> dict[str, object]:
    columns = checked(fields, _NEW)
    return columns | {"note": _note(str(columns["note"]))} if "note" in columns else columns


def _note(text: str) -> str:
    return " ".join(text.split())[:NOTE_LENGTH]


def _entry(record: dict[str, Any]) -> LogEntry:
    return LogEntry(
        id=record["id"],
        day=date.fromisoformat(record["day"]),
        count=record["count"],
        measure=Measure(record["measure"]),
        story_id=record["story_id"],
        note=record["note"],
        source=Source(record["source"]),
        foreign_id=record["foreign_id"],
        created=datetime.fromisoformat(record["created"]),
        updated=datetime.fromisoformat(record["updated"]),
    )
