"""The library file: opening it safely, and the one way to change what is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.place import Place
from planner.library import backup
from planner.library.address import address
from planner.library.cast import Cast
from planner.library.custom import CustomFields
from planner.library.drafts import Drafts
from planner.library.ideas import Ideas
from planner.library.outline import OutlineTable
from planner.library.places import Places
from planner.library.plot import PlotTable
from planner.library.prose import ProseTable
from planner.library.schema import APPLICATION_ID, MIGRATIONS
from planner.library.search import Search
from planner.library.settings import SESSION, PlaceKeeper, SettingsTable
from planner.library.snapshots import Snapshots
from planner.library.store import Listener, Store, atomic, author_errors, is_about_the_disk
from planner.library.stories import Stories
from planner.library.tallies import Tallies
from planner.library.templates import Templates
from planner.library.texts import Texts
from planner.library.trash import Trash

if TYPE_CHECKING:
    from planner.library.boards import Boards
    from planner.library.goals import Goals
    from planner.library.logbook import Logbook
    from planner.library.progress import Progress
    from planner.library.secrets import Secrets
    from planner.library.series import Series
    from planner.library.spark import SparkPlans
    from planner.library.sprints import Sprints
    from planner.library.tags import Tags
    from planner.library.ties import Ties

_SQLITE_HEADER = b"SQLite format 3\x00"
# How long a save waits for a backup's step or a worker's reading to let go of the file.
_PATIENCE_SECONDS = 5.0


class Locked(PlannerError):
    """Another program has the library open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This library is open in another window of Longfic.",
            "Close that one first, or open the library just to look at it.",
            str(path),
        )


class Damaged(PlannerError):
    """The file is no longer a sound library; ``newest_good`` is the backup to offer."""

    def __init__(self, path: Path, details: str) -> None:
        self.newest_good = backup.newest_good(path)
        advice = (
            f"The newest good backup is of {self.newest_good.made_at:%d %B %Y, %H:%M}; it can be put in its place."
            if self.newest_good
            else "There is no good backup beside it; look for an older copy of the file."
        )
        super().__init__(f"The library is damaged ({details}).", advice, str(path))


class NewerVersion(PlannerError):
    """A newer Longfic wrote the library; this one would lose what it does not know."""

    def __init__(self, path: Path) -> None:
        super().__init__("A newer version of Longfic wrote this library.", "Update Longfic to open it.", str(path))


class OlderVersion(PlannerError):
    """An older Longfic wrote the library; to be looked at it must be brought up to date, which is writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "An older version of Longfic wrote this library.",
            "Open it once to write in it: it is backed up, brought up to date, and can be looked at then.",
            str(path),
        )


class NotALibrary(PlannerError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This file is not a Longfic library.",
            "To bring a story in, use Import a file or `longfic import`.",
            str(path),
        )


class CarriedOver(PlannerError):
    """The library goes on in another file, since another program took its own away while it was open."""

    def __init__(self, old: Path, new: Path) -> None:
        again = "Only what was done last is not in it yet; if you do not see it, do it again."
        if new == old:
            what = "The library's file was moved or deleted while it was open; it was written again where it was."
            super().__init__(what, again, str(new))
        else:
            what = (
                "Another program put a different file in the library's place while it was open. "
                "What you have here goes on in a file beside it, and nothing was overwritten."
            )
            super().__init__(what, f"Compare the two, and keep one. {again}", str(new))


@dataclass(frozen=True, slots=True)
class Recovered:
    """What there is after a session that did not end well: the last text saved, and where the author was."""

    saved_at: datetime | None
    chapter_heading: str
    words: int
    place: Place | None


def default_library_path() -> Path:
    """Where the library is, if nobody says otherwise."""
    return user_data_path("Longfic", appauthor=False) / "library.longfic"


class Library:
    """An open library. It belongs to the thread that opened it; other threads open it read-only for themselves."""

    def __init__(self, path: Path, store: Store, lock: FileLock | None) -> None:
        self.path = path
        self._store = store
        self._lock = lock
        self.settings = SettingsTable(store)
        self.place = PlaceKeeper(self.settings)
        self.stories = Stories(store)
        self._prose = ProseTable(store)
        self.outline = OutlineTable(store, self.stories, self._prose)
        self.places = Places(store)
        self.custom = CustomFields(store)
        self.tallies = Tallies(store)
        self.plot = PlotTable(store, self.outline, self.tallies)
        self.templates = Templates(store, self.outline)
        self.cast = Cast(store, self.outline)
        self.ideas = Ideas(store, self.stories, self.outline)
        self.snapshots = Snapshots(store, self.outline, self._prose)
        self.trash = Trash(store)
        self.texts = Texts(store, self.outline, self._prose, self.snapshots, self.tallies, self.trash)
        self.drafts = Drafts(store, self.stories, self.outline, self._prose, self.cast, self.plot)
        self.search = Search(store)
        self.backups = backup.Backups(path, store.clock)
        store.on_moved = self._carry_over
        self.recovered: Recovered | None = None
        self._in_session = False
        self._elsewhere: CarriedOver | None = None
        self.tell: Callable[[CarriedOver], object] = lambda error: None
        """Told when the file was found gone, also where nobody waits for an answer, as when a place is kept."""

    def now(self) -> datetime:
        """Local time, by the clock the library was opened with."""
        return self._store.clock()

    # What no start needs is loaded when it is first asked for.

    @cached_property
    def ties(self) -> Ties:
        """Ties between people."""
        from planner.library.ties import Ties

        return Ties(self._store, self.outline)

    @cached_property
    def secrets(self) -> Secrets:
        """Secrets, and who learns them."""
        from planner.library.secrets import Secrets

        return Secrets(self._store, self.outline)

    @cached_property
    def boards(self) -> Boards:
        """Where people stand on the boards of a cast."""
        from planner.library.boards import Boards

        return Boards(self._store)

    @cached_property
    def tags(self) -> Tags:
        """The tags of stories, those of their casts among them."""
        from planner.library.tags import Tags

        return Tags(self.stories, self.cast, self.ties)

    @cached_property
    def series(self) -> Series:
        """Taking a cast along into another story."""
        from planner.library.series import Series

        return Series(self._store, self.cast, self.ties, self.custom)

    @cached_property
    def progress(self) -> Progress:
        """What was written when."""
        from planner.library.progress import Progress

        return Progress(self._store, self.tallies)

    @cached_property
    def goals(self) -> Goals:
        """Targets and habits."""
        from planner.library.goals import Goals

        return Goals(self._store, self.progress)

    @cached_property
    def log(self) -> Logbook:
        """Words and minutes entered by hand, or brought from a tracker."""
        from planner.library.logbook import Logbook

        return Logbook(self._store)

    @cached_property
    def sprints(self) -> Sprints:
        """Sprints that are over."""
        from planner.library.sprints import Sprints

        return Sprints(self._store, self.log)

    @cached_property
    def spark(self) -> SparkPlans:
        """What the author settled for the rest of each story, and the dates that follow."""
        from planner.library.spark import SparkPlans

        return SparkPlans(self._store, self.settings, self.plot, self.goals, self.tallies)

    # Opening and closing

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, session: bool = False, clock: Callable[[], datetime] = datetime.now
    ) -> Library:
        """Open a library, or make a new one where there is none.

        Args:
            path: the file.
            read_only: open it for looking only; needs no lock, and the file must exist.
            session: an author sits at it until it is closed. ``recovered`` then says what there is, if the session
                before did not end well; a command that only comes by must not hide that from the next window.
            clock: tells local time.

        Raises:
            Locked, Damaged, NewerVersion, NotALibrary: as they say; the file is as it was.
            PlannerError: the folder cannot be written, the disk is full, ….
        """
        # Resolved, since two names of one file must not get two locks.
        path = path.expanduser().resolve()
        if read_only and not path.is_file():
            raise PlannerError("There is no library here yet.", "Open Longfic once to make one.", str(path))
        lock = None if read_only else _locked(path)
        try:
            _check_header(path)
            with author_errors():
                connection = _connect(path, read_only)
                try:
                    _prepare(connection, path, read_only, clock)
                    library = cls(path, Store(connection, read_only=read_only, clock=clock), lock)
                    if session and not read_only:
                        library._begin_session()
                    return library
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the library; a session that was begun has ended well then.

        Raises:
            CarriedOver: it went on in another file than it was opened from. It is closed all the same.
        """
        try:
            if self._in_session:
                self._end_session()
        finally:
            self._store.connection.close()
            if self._lock is not None:
                self._lock.release()
        if self._elsewhere is not None:
            raise self._elsewhere

    def _end_session(self) -> None:
        with suppress(PlannerError):
            try:
                self.settings.set(SESSION, None)
            except CarriedOver:
                self.settings.set(SESSION, None)
            # Any other failure: everything else was saved before, and the next opening says that this ended badly.

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def _begin_session(self) -> None:
        if self.settings.get(SESSION) is None:
            self.settings.set(SESSION, self._store.now())
        else:
            self.recovered = self._what_there_is()
        self._in_session = True
        self.cast.forget_portraits()

    def _what_there_is(self) -> Recovered:
        row = self._store.one(
            "SELECT saved, chapter_id FROM text JOIN scene ON scene.id = scene_id ORDER BY saved DESC LIMIT 1"
        )
        if row is None:
            return Recovered(None, "", 0, self.place.get())
        chapter = self.outline.chapter(row[1])
        return Recovered(datetime.fromisoformat(row[0]), chapter.heading, chapter.words, self.place.get())

    def _carry_over(self) -> None:
        """Write the library to a file again, from the one that this connection still has though it has no name.

        Raises:
            CarriedOver: it is there; this change was not made.
            PlannerError: it could not be written; everything is as it was, and the next change tries again.
        """
        old, store = self.path, self._store
        if not old.parent.is_dir():
            raise PlannerError(
                "The library's folder is not there any more, so nothing was saved.",
                "Connect its disk or put the folder back; Longfic will go on trying.",
                str(old.parent),
            )
        new = backup.beside(old, "kept", store.clock()) if old.exists() else old
        try:
            backup.copy(store.connection, new)
        except (OSError, sqlite3.Error) as error:
            raise PlannerError(
                "The library's file is gone and could not be written again.", f"{error}.", str(new)
            ) from error
        if self._lock is not None:
            self._lock.release()
        self._lock = _locked(new)
        with author_errors():
            connection = _connect(new, read_only=False)
            _set_up(connection)
            store.reconnect(connection)
        self.path, self.backups = new, backup.Backups(new, store.clock)
        told = CarriedOver(old, new)
        if new != old:
            self._elsewhere = told
        self.tell(told)
        raise told

    # Changing

    def change(self, label: str, *, source: object = None, joins: object = None) -> AbstractContextManager[None]:
        """The one way to write: verbs inside the block are one undo step and one ChangeSet.

        An exception rolls everything back and publishes nothing. Changes that follow one another with the same
        ``joins`` are one undo step, which is how a field that is saved at each pause is undone at once.
        """
        return self._store.change(label, source=source, joins=joins)

    def undo(self) -> ChangeSet | None:
        """Turn the newest step back; None if there is none."""
        return self._store.turn(undo=True)

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; None if there is nothing."""
        return self._store.turn(undo=False)

    @property
    def undo_label(self) -> str | None:
        """What undo would undo, or None."""
        return self._store.journal.undo_label if self._store.journal else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._store.journal.redo_label if self._store.journal else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; returns what ends it."""
        return self._store.subscribe(listener)


def problems(path: Path) -> list[str]:
    """What is wrong with a library file, in SQLite's words; empty if it is sound. Nothing of it is changed."""
    try:
        _check_header(path)
        with closing(_connect(path.resolve(), read_only=True)) as connection:
            return backup.problems(connection)
    except PlannerError as error:
        return [error.what]
    except sqlite3.Error as error:
        return [str(error)]


def restore(path: Path, chosen: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a library; returns where the library that was there is now.

    Raises:
        Locked: a program has the library open.
        PlannerError: see ``backup.restore``.
    """
    path = path.expanduser().resolve()
    lock = _locked(path)
    try:
        return backup.restore(path, chosen, now)
    finally:
        lock.release()


def _locked(path: Path) -> FileLock:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        lock.acquire(timeout=0)
    except Timeout:
        raise Locked(path) from None
    except OSError as error:
        raise PlannerError(
            "The library's folder cannot be written.", "Check that the folder may be changed by you.", str(path.parent)
        ) from error
    return lock


def _check_header(path: Path) -> None:
    """Refuse what cannot be a library before SQLite sees it, since SQLite would fill an empty file."""
    if path.is_dir():
        raise NotALibrary(path)
    if not path.exists():
        return
    size = path.stat().st_size
    if size == 0 and not backup.backups(path):
        return
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_SQLITE_HEADER):
        raise Damaged(path, "its beginning is not a library's") if backup.backups(path) else NotALibrary(path)
    if len(header) < 100 or int.from_bytes(header[68:72]) not in (APPLICATION_ID, 0):
        raise NotALibrary(path)
    page = int.from_bytes(header[16:18])
    if size < (65536 if page == 1 else page) * int.from_bytes(header[28:32]) and not _has_journal(path):
        raise Damaged(path, "its end is missing")


def _has_journal(path: Path) -> bool:
    """Whether a crash left SQLite something to roll back, which it does by itself."""
    return path.with_name(f"{path.name}-journal").exists()


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    # Not "ro": what a crash left half done must be rolled back before anybody can look. On a disk that cannot
    # be written SQLite makes do with reading.
    uri = address(path, "rw" if read_only else "rwc")
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_SECONDS, isolation_level=None, cached_statements=512)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool, clock: Callable[[], datetime]) -> None:
    """Check, update and set up a connection, in the order architecture.md gives."""
    execute = connection.execute
    try:
        is_new = execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        found = [] if is_new else backup.problems(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.DatabaseError) and is_about_the_disk(error):
            raise
        raise Damaged(path, str(error)) from error
    if found:
        raise Damaged(path, found[0])
    if is_new and (read_only or path.stat().st_size > 0):
        raise NotALibrary(path)
    if not is_new and execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALibrary(path)
    applied = set() if is_new else {row[0] for row in execute("SELECT name FROM _sqlite_migrations")}
    if applied - set(MIGRATIONS):
        raise NewerVersion(path)
    pending = bool(set(MIGRATIONS) - applied)
    if read_only:
        if pending:
            raise OlderVersion(path)
        return
    _set_up(connection)
    if pending:
        if not is_new:
            backup.make(path, clock(), before_update=True)
        # All or nothing: a crash here must not leave what is neither an older library nor this version's.
        with atomic(connection):
            execute(f"PRAGMA application_id = {APPLICATION_ID}")
            # Loaded here, since hardly ever is there anything to migrate.
            import_module("planner.library.migrations").apply(connection)


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in ("foreign_keys = ON", "journal_mode = DELETE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
