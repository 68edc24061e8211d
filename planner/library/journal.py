"""Undo and redo of the store: TEMP triggers keep the image of every row of the plan before and after a change.

The method is the one in SQLite's own notes on undo with triggers, with images in place of statements.
What an undo does is recorded by the same triggers, and that record is the redo: it brings back what
was really there, prose typed since included.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.domain.changes import ChangeSet, Origin, TableChanges
from planner.library.schema import JOURNALED, KEYS

STEPS = 300
"""How many steps can be undone."""

Image = dict[str, Any]
PROSE_TABLES = ("text", "note")
KeepProse = Callable[[str, int], str | None]
Rejoin = Callable[["Sequence[Entry]"], Callable[[], None] | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one row: its image before (None: it was added) and after (None: it was removed)."""

    table: str
    row_id: int
    before: Image | None
    after: Image | None


@dataclass
class Recorded:
    """All that one change, undo or redo did, in order; ``first`` and ``last`` are its rows in the journal.

    ``kept`` are sentences for the author on prose that was saved from an undo; ``orphaned`` are scenes whose
    text an undo removed although it was written since the step.
    """

    label: str
    origin: Origin
    first: int
    last: int
    entries: list[Entry] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    orphaned: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return self.last >= self.first

    def net(self) -> dict[tuple[str, int], tuple[Image | None, Image | None]]:
        """First image before and last image after, of each row."""
        result: dict[tuple[str, int], tuple[Image | None, Image | None]] = {}
        for entry in self.entries:
            key = (entry.table, entry.row_id)
            before = result[key][0] if key in result else entry.before
            result[key] = (before, entry.after)
        return result

    def change_set(self, source: object) -> ChangeSet:
        """The message about it."""
        added: dict[str, set[int]] = {}
        removed: dict[str, set[int]] = {}
        changed: dict[str, set[int]] = {}
        for (table, row_id), (before, after) in self.net().items():
            if before is None and after is None:
                continue
            kind = added if before is None else removed if after is None else changed
            kind.setdefault(table, set()).add(row_id)
        tables = {
            name: TableChanges(
                frozenset(added.get(name, ())), frozenset(removed.get(name, ())), frozenset(changed.get(name, ()))
            )
            for name in {*added, *removed, *changed}
        }
        return ChangeSet(self.label, self.origin, tables, source, tuple(self.kept))


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the journal that can be turned back. The next change with the same ``joins`` becomes part of it.

    ``typed``: it was made in the text, as a scene break is.
    """

    label: str
    first: int
    last: int
    joins: object = None
    typed: bool = False


class Journal:
    """The journal of one writing connection; it ends with the session (the trash outlives it)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._columns: dict[str, tuple[str, ...]] = {}
        self.recording = False
        self.keep_prose: KeepProse = lambda table, row_id: None
        self.rejoin: Rejoin = lambda entries: None
        self._install()

    @property
    def undo_label(self) -> str | None:
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        return self._redo[-1].label if self._redo else None

    # Recording

    def begin(self) -> int:
        """Begin to record; returns the mark where this change starts."""
        self._switch(True)
        row = self._connection.execute("SELECT coalesce(max(seq), 0) FROM temp.journal").fetchone()
        return int(row[0]) + 1

    def stop(self) -> None:
        self._switch(False)

    def recorded(self, mark: int, label: str, origin: Origin) -> Recorded:
        """What was recorded since the mark."""
        rows = self._connection.execute(
            "SELECT seq, tbl, row_id, before, after FROM temp.journal WHERE seq >= ? ORDER BY seq", (mark,)
        ).fetchall()
        last = rows[-1][0] if rows else mark - 1
        return Recorded(label, origin, mark, last, [_entry(*row[1:]) for row in rows])

    def push(self, recorded: Recorded, joins: object = None) -> None:
        """Make a finished change the newest undo step, or with ``joins`` a part of a newest step that has the same."""
        first = recorded.first
        newest = self._undo[-1] if self._undo else None
        if newest is not None and joins is not None and newest.joins == joins:
            first = self._undo.pop().first
        self._undo.append(Step(recorded.label, first, recorded.last, joins, recorded.origin is Origin.TYPING))
        self._forget(self._redo)
        self._redo = []
        if len(self._undo) > STEPS:
            self._forget(self._undo[:-STEPS])
            del self._undo[:-STEPS]

    # Turning back

    def peek(self, undo: bool) -> Step | None:
        """The step that undo (or redo) would turn back."""
        stack = self._undo if undo else self._redo
        return stack[-1] if stack else None

    def turn_back(self, step: Step, undo: bool) -> Recorded:
        """Write the images before ``step`` back, newest first, and record doing so.

        Prose that was changed since the step was made is put into a snapshot first: undo never destroys prose.
        Where only a scene break is taken back, it is simply joined again.
        """
        rows = self._connection.execute(
            "SELECT tbl, row_id, before, after FROM temp.journal WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",
            (step.first, step.last),
        ).fetchall()
        entries = [_entry(*row) for row in rows]
        last_prose: dict[tuple[str, int], Image | None] = {}
        for entry in entries:
            if entry.table in PROSE_TABLES:
                last_prose.setdefault((entry.table, entry.row_id), entry.after)
        changed = [key for key, image in last_prose.items() if self._has_changed(*key, image)]
        rejoin = self.rejoin(entries) if changed and undo and step.typed else None
        kept = [] if rejoin else self._keep_prose(changed)
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        mark = self.begin()
        try:
            for entry in entries:
                self._write_back(entry)
            if rejoin is not None:
                rejoin()
        finally:
            self.stop()
        recorded = self.recorded(mark, step.label, Origin.UNDO if undo else Origin.REDO)
        recorded.kept = kept
        if rejoin is not None:
            return recorded
        recorded.orphaned = {
            row_id
            for (table, row_id), (before, after) in recorded.net().items()
            if table == "text" and after is None and any(_prose(before))
            if _prose(before) != _prose(last_prose.get((table, row_id)))
        }
        return recorded

    def turned(self, recorded: Recorded, undo: bool) -> None:
        """Move the step to the other stack, after its turning back was committed."""
        source, target = (self._undo, self._redo) if undo else (self._redo, self._undo)
        step = source.pop()
        self._forget([step])
        target.append(Step(recorded.label, recorded.first, recorded.last, typed=step.typed))

    def _write_back(self, entry: Entry) -> None:
        table, key = entry.table, KEYS.get(entry.table, "id")
        if entry.before is None:
            self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (entry.row_id,))
        elif entry.after is None:
            insert_image(self._connection, table, entry.before)
        else:
            # Prose may have changed since: all of its columns go together, or its words would not be its own.
            whole = table in PROSE_TABLES
            different = [name for name, value in entry.before.items() if whole or entry.after.get(name) != value]
            setting = ", ".join(f"{name} = ?" for name in different)
            values = [entry.before[name] for name in different]
            self._connection.execute(f"UPDATE {table} SET {setting} WHERE {key} = ?", (*values, entry.row_id))

    def _has_changed(self, table: str, row_id: int, image: Image | None) -> bool:
        """Whether prose is there now, and is another than in an image."""
        present = self._image(table, row_id)
        return present is not None and any(_prose(present)) and _prose(present) != _prose(image)

    def _keep_prose(self, keys: Iterable[tuple[str, int]]) -> list[str]:
        sentences = [self.keep_prose(table, row_id) for table, row_id in keys]
        return list(dict.fromkeys(filter(None, sentences)))

    def _image(self, table: str, row_id: int) -> Image | None:
        names = self._columns[table]
        row = self._connection.execute(
            f"SELECT {', '.join(names)} FROM {table} WHERE {KEYS.get(table, 'id')} = ?", (row_id,)
        ).fetchone()
        return None if row is None else dict(zip(names, row, strict=True))

    # The tables and triggers, which live in this connection only

    def _install(self) -> None:
        execute = self._connection.execute
        execute(
            "CREATE TEMP TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL,"
            " row_id INTEGER NOT NULL, before TEXT, after TEXT)"
        )
        execute("CREATE TEMP TABLE journal_switch (recording INTEGER NOT NULL)")
        execute("INSERT INTO journal_switch VALUES (0)")
        for table in JOURNALED:
            columns = tuple(row[1] for row in execute(f"PRAGMA table_info({table})"))
            self._columns[table] = columns
            for statement in _triggers(table, columns):
                execute(statement)

    def _switch(self, on: bool) -> None:
        self.recording = on
        self._connection.execute("UPDATE temp.journal_switch SET recording = ?", (int(on),))

    def _forget(self, steps: Iterable[Step]) -> None:
        self._connection.executemany(
            "DELETE FROM temp.journal WHERE seq BETWEEN ? AND ?", [(step.first, step.last) for step in steps]
        )


def insert_image(connection: sqlite3.Connection, table: str, image: Image) -> None:
    """Insert a row as its image says, or make the row with that key be so."""
    key = KEYS.get(table, "id")
    names = ", ".join(image)
    marks = ", ".join("?" * len(image))
    setting = ", ".join(f"{name} = excluded.{name}" for name in image if name != key)
    connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {setting}",
        tuple(image.values()),
    )


def _entry(table: str, row_id: int, before: str | None, after: str | None) -> Entry:
    return Entry(table, row_id, json.loads(before) if before else None, json.loads(after) if after else None)


def _prose(image: Image | None) -> tuple[str, ...]:
    return tuple(str(value) for name, value in (image or {}).items() if name.endswith("html"))


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    key = KEYS.get(table, "id")

    def image(side: str) -> str:
        pairs = ", ".join(f"'{name}', {side}.{name}" for name in columns)
        return f"json_object({pairs})"

    def trigger(event: str, condition: str, row_id: str, before: str, after: str) -> str:
        return (
            f"CREATE TEMP TRIGGER journal_{table}_{event.lower()} AFTER {event} ON main.{table} "
            f"WHEN (SELECT recording FROM journal_switch) {condition} BEGIN "
            f"INSERT INTO journal (tbl, row_id, before, after) VALUES ('{table}', {row_id}, {before}, {after}); END"
        )

    differs = f"AND ({', '.join(f'old.{c}' for c in columns)}) IS NOT ({', '.join(f'new.{c}' for c in columns)})"
    return (
        trigger("INSERT", "", f"new.{key}", "NULL", image("new")),
        trigger("UPDATE", differs, f"new.{key}", image("old"), image("new")),
        trigger("DELETE", "", f"old.{key}", image("old"), "NULL"),
    )
