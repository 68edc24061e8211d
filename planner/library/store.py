"""The connection to a library and the one way to write to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from planner.domain.changes import ChangeSet, Origin
from planner.domain.errors import PlannerError
from planner.library.journal import Entry, Journal, Recorded

Listener = Callable[[ChangeSet], None]
Row = tuple[Any, ...]
Finisher = Callable[[Recorded], None]


class Store:
    """One connection, on the thread that owns the library, with its journal and its listeners.

    The modules of the nouns (``outline``, ``texts`` …) read and write through it. ``finishers`` run
    inside every change just before it is committed, with what the change recorded: search and trash
    keep themselves up to date there, for a change, an undo and a redo alike. ``rolled_back`` run after a
    transaction that failed, so that nobody remembers what did not happen. ``on_moved`` runs when the file
    is found to be no longer in its place. ``reason`` is why words come or go in the change under way, where a verb
    says so; the tally wants to know.
    """

    def __init__(self, connection: sqlite3.Connection, *, read_only: bool, clock: Callable[[], datetime]) -> None:
        self.connection = connection
        self.read_only = read_only
        self.clock = clock
        self.journal = Journal(connection) if not read_only else None
        self.finishers: list[Finisher] = []
        self.rolled_back: list[Callable[[], None]] = []
        self.on_moved: Callable[[], None] = lambda: None
        self._listeners: list[Listener] = []
        self._changing = False
        self.reason = ""

    # Reading

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        return self._read(sql, values)[1]

    def records(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """All rows of a query, by the names of its columns: ready to become dataclasses."""
        names, rows = self._read(sql, values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        rows = self._read(sql, values)[1]
        return rows[0] if rows else None

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row; KeyError with the values if there is no row."""
        row = self.one(sql, *values)
        if row is None:
            raise KeyError(*values)
        return row[0]

    def _read(self, sql: str, values: Sequence[object]) -> tuple[list[str], list[Row]]:
        try:
            cursor = self.connection.execute(sql, values)
            return [column[0] for column in cursor.description], cursor.fetchall()
        except sqlite3.DatabaseError as error:
            raise _as_planner_error(error) from error

    def now(self) -> str:
        """The clock's local time as the library writes it: ISO 8601 to the second."""
        return self.clock().isoformat(timespec="seconds")

    def today(self) -> date:
        return self.clock().date()

    # Writing

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Run one writing statement inside the change under way."""
        self.require_change()
        return self.connection.execute(sql, values)

    def insert(self, table: str, **columns: object) -> int:
        """Insert a row and return its id."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        cursor = self.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", *columns.values())
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def update(self, table: str, row_id: int, columns: dict[str, object], *, key: str = "id") -> None:
        """Set columns of one row; KeyError if there is no such row."""
        if not columns:
            return
        setting = ", ".join(f"{name} = ?" for name in columns)
        if self.execute(f"UPDATE {table} SET {setting} WHERE {key} = ?", *columns.values(), row_id).rowcount == 0:
            raise KeyError(row_id)

    def remove(self, table: str, row_id: int) -> None:
        """Delete one row; KeyError if there is no such row."""
        if self.execute(f"DELETE FROM {table} WHERE id = ?", row_id).rowcount == 0:
            raise KeyError(row_id)

    def execute_many(self, sql: str, rows: Sequence[Row]) -> None:
        self.require_change()
        self.connection.executemany(sql, rows)

    def require_change(self) -> None:
        """Verbs belong inside ``library.change``; anything else is a bug of ours."""
        self.require_writable()
        if not self._changing:
            raise RuntimeError("a verb was called outside library.change()")

    def require_writable(self) -> None:
        if self.read_only:
            raise PlannerError(
                "This library is open for looking only.",
                "Close the other window of Longfic that has it open, then open it again.",
            )

    @property
    def changing(self) -> bool:
        """Whether a change is under way."""
        return self._changing

    @property
    def recording(self) -> bool:
        """Whether the journal records what is written now."""
        return self.journal is not None and self.journal.recording

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction without an undo step or a message; SQLite's errors become the author's."""
        self.require_writable()
        outer = self._changing
        try:
            with author_errors(), atomic(self.connection):
                self._changing = True
                try:
                    yield
                finally:
                    self._changing = outer
        except BaseException as error:
            if not outer:
                for forget in self.rolled_back:
                    forget()
                if isinstance(error, Moved):
                    self.on_moved()
            raise

    @contextmanager
    def change(
        self, label: str, *, source: object = None, origin: Origin = Origin.DO, joins: object = None
    ) -> Iterator[None]:
        """One undo step and one ChangeSet; a change inside another joins it.

        Changes that follow one another with the same ``joins`` are one undo step: a field saved at each pause.

        Raises:
            PlannerError: the library is open for looking only, the disk is full, …; nothing is changed then.
        """
        if self._changing:
            yield
            return
        self.require_writable()
        assert self.journal is not None
        with self.transaction():
            self.reason = ""
            mark = self.journal.begin()
            try:
                yield
            finally:
                self.journal.stop()
            recorded = self.journal.recorded(mark, label, origin)
            self._finish(recorded)
        if recorded:
            self.journal.push(recorded, joins)
            self.publish(recorded.change_set(source))

    def turn(self, undo: bool) -> ChangeSet | None:
        """Undo or redo the newest step; None if there is none."""
        self.require_writable()
        if self._changing:
            raise RuntimeError("undo inside a change")
        assert self.journal is not None
        step = self.journal.peek(undo)
        if step is None:
            return None
        with self.transaction():
            recorded = self.journal.turn_back(step, undo)
            if recorded.orphaned:
                recorded.kept.append("What was written there is in the trash.")
            self._finish(recorded)
        self.journal.turned(recorded, undo)
        changes = recorded.change_set(None)
        self.publish(changes)
        return changes

    def _finish(self, recorded: Recorded) -> None:
        for finisher in self.finishers:
            finisher(recorded)
        self.touch_stories(self._stories_of(recorded))

    def _stories_of(self, recorded: Recorded) -> set[int]:
        """The stories that a change was about; moving one on the shelf is not work on it."""
        stories: set[int] = set()
        scenes: set[int] = set()
        chapters: set[int] = set()
        for entry in recorded.entries:
            image = entry.after or entry.before or {}
            if "story_id" in image and entry.table != "idea":
                stories.add(image["story_id"])
            elif entry.table == "scene":
                chapters.add(image["chapter_id"])
            elif entry.table == "note":
                chapters.add(entry.row_id)
            elif entry.table == "text":
                scenes.add(entry.row_id)
            elif entry.table == "story" and _edited(entry):
                stories.add(entry.row_id)
        chapters |= {
            row[0] for scene in scenes for row in self.rows("SELECT chapter_id FROM scene WHERE id = ?", scene)
        }
        for chapter in chapters:
            stories |= {row[0] for row in self.rows("SELECT story_id FROM chapter WHERE id = ?", chapter)}
        return stories

    def touch_stories(self, story_ids: Iterable[int]) -> None:
        """Note that stories were worked on now; what is no longer there is passed over."""
        self.execute_many(
            "INSERT INTO activity SELECT id, ? FROM story WHERE id = ?"
            " ON CONFLICT (story_id) DO UPDATE SET touched = excluded.touched",
            [(self.now(), story_id) for story_id in story_ids],
        )

    def reconnect(self, connection: sqlite3.Connection) -> None:
        """Go on with another connection to the same content; undo begins anew, since its steps live in the old one."""
        assert self.journal is not None
        journal = Journal(connection)
        journal.keep_prose, journal.rejoin = self.journal.keep_prose, self.journal.rejoin
        self.connection.close()
        self.connection, self.journal = connection, journal

    # Listening

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have every ChangeSet; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, changes: ChangeSet) -> None:
        """Tell every listener."""
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)


def _edited(entry: Entry) -> bool:
    """Whether more than its place in the list changed."""
    if entry.before is None or entry.after is None:
        return True
    return {**entry.before, "position": 0} != {**entry.after, "position": 0}


class Moved(PlannerError):
    """Another program took the library's file away, or put another in its place, while it was open."""

    def __init__(self) -> None:
        super().__init__(
            "The library's file is no longer where it was, so nothing was saved.",
            "Put it back in its place; Longfic will go on trying.",
        )


@contextmanager
def atomic(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction, or a savepoint inside the one under way; an exception undoes all that was done in it.

    As ``sqlite_utils.Database.atomic``, whose import would take longer than opening a library does.
    """
    nested = connection.in_transaction
    connection.execute("SAVEPOINT nested" if nested else "BEGIN")
    try:
        yield
        connection.execute("RELEASE nested" if nested else "COMMIT")
    except BaseException:
        # A full disk, say, has ended the transaction already.
        if connection.in_transaction:
            if nested:
                connection.execute("ROLLBACK TO nested")
                connection.execute("RELEASE nested")
            else:
                connection.execute("ROLLBACK")
        raise


@contextmanager
def author_errors() -> Iterator[None]:
    """Turn what a disk can do to SQLite into sentences for the author."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _as_planner_error(error) from error


_DISK: tuple[tuple[str, str, str], ...] = (
    ("full", "The disk is full, so nothing was saved.", "Make room on the disk; Longfic will go on trying."),
    ("readonly", "The library cannot be written.", "Check that the file and its folder may be changed by you."),
    ("locked", "Another program is using the library.", "Close it, or wait a moment; Longfic will go on trying."),
    ("i/o", "The disk did not take what was written.", "Check that the disk is still connected and has room."),
    ("unable to open", "The library's folder cannot be written.", "Check that the folder is there and may be changed."),
)
_DAMAGE = ("malformed", "not a database", "unsupported file format", "could not decode")


def is_about_the_disk(error: sqlite3.DatabaseError) -> bool:
    """Whether it is not the library that is at fault, but what it lies on."""
    return any(sign in str(error).lower() for sign, _, _ in _DISK)


def _as_planner_error(error: sqlite3.DatabaseError) -> Exception:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return Moved()
    message = str(error).lower()
    for sign, what, advice in _DISK:
        if sign in message:
            return PlannerError(what, advice)
    if any(sign in message for sign in _DAMAGE):
        return PlannerError("The library is damaged.", "Close Longfic and open it again: it will offer a backup.")
    return error
