"""Rolling backups beside the library: one a day, kept a fortnight, and one a month, kept for good."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.errors import Cancelled, PlannerError
from planner.library.address import address
from planner.library.schema import APPLICATION_ID
from planner.library.settings import SESSION

DAYS_KEPT = 14
_STAMP = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2})(?: (before update))?\.longfic")
# Between steps the backup lets go of the file, so that a save never waits for all of it.
_PAGES_A_STEP = 500


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. ``before_update`` tells those made before a migration."""

    path: Path
    made_at: datetime
    before_update: bool = False


def folder(library: Path) -> Path:
    """Where the backups of a library are."""
    return library.with_name(f"{library.stem} backups")


def backups(library: Path) -> list[Backup]:
    """The backups of a library, newest first."""
    found: list[Backup] = []
    place = folder(library)
    for path in place.iterdir() if place.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            found.append(Backup(path, datetime.strptime(match[1], _STAMP), match[2] is not None))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def is_due(library: Path, now: datetime) -> bool:
    """Whether today's backup is still to be made."""
    return not any(b.made_at.date() == now.date() and not b.before_update for b in backups(library))


def make(
    library: Path, now: datetime, *, before_update: bool = False, cancelled: Callable[[], bool] = lambda: False
) -> Backup:
    """Back up a library with SQLite's own backup, verify it, and let old ones go. Safe on any thread.

    Raises:
        PlannerError: the backup could not be made, or did not verify; none is left behind then.
        Cancelled: ``cancelled`` said so.
    """
    stamp = now.replace(microsecond=0)
    name = f"{stamp:{_STAMP}}{' before update' if before_update else ''}.longfic"
    target = folder(library) / name

    def go_on(status: int, remaining: int, total: int) -> None:
        if cancelled():
            raise Cancelled

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_by_a_crash in target.parent.glob("*.part"):
            left_by_a_crash.unlink()
        with closing(sqlite3.connect(address(library.resolve(), "ro"), uri=True)) as source:
            copy(source, target, go_on, without_session=True)
    except (OSError, sqlite3.Error) as error:
        raise PlannerError("The backup could not be made.", f"Check the folder “{target.parent}”: {error}.") from error
    for old in outdated(backups(library)):
        # With a clock that was set back, the newest by its name is not the one just made.
        if old.path != target:
            with suppress(OSError):
                old.path.unlink(missing_ok=True)
    return Backup(target, stamp, before_update)


def copy(
    source: sqlite3.Connection,
    target: Path,
    progress: Callable[[int, int, int], None] | None = None,
    *,
    without_session: bool = False,
) -> None:
    """Copy a library with SQLite's own backup, verified: ``target`` is there whole or not at all.

    Args:
        source: a connection to the library.
        target: where the copy goes; a file that is there is replaced.
        progress: as for ``sqlite3.Connection.backup``; may raise to stop.
        without_session: leave out that a program has the library open now.

    Raises:
        OSError, sqlite3.Error: the copy could not be written.
        PlannerError: it was written, but is not sound.
    """
    part = target.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as written:
            source.backup(written, pages=_PAGES_A_STEP, progress=progress, sleep=0.01)
            if without_session:
                written.execute("DELETE FROM setting WHERE key = ?", (SESSION,))
        if not is_good(part):
            raise PlannerError("The copy of the library could not be verified.", "Check the disk it was written to.")
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def outdated(found: Iterable[Backup]) -> list[Backup]:
    """The backups that need not be kept: beyond the newest fourteen days, all but the first of each month."""
    newest_first = sorted(found, key=lambda backup: backup.made_at, reverse=True)
    days: list[object] = []
    for backup in newest_first:
        if backup.made_at.date() not in days:
            days.append(backup.made_at.date())
    recent = set(days[:DAYS_KEPT])
    first_of_month: dict[tuple[int, int], Backup] = {}
    for backup in newest_first:
        first_of_month[backup.made_at.year, backup.made_at.month] = backup
    kept = set(first_of_month.values())
    return [backup for backup in newest_first if backup.made_at.date() not in recent and backup not in kept]


def is_good(path: Path) -> bool:
    """Whether a file is a sound library: SQLite's quick check, and our mark in it."""
    try:
        with closing(sqlite3.connect(address(path.resolve(), "ro"), uri=True)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            return bool(mark == APPLICATION_ID and problems(connection) == [])
    except sqlite3.Error:
        return False


def problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a database; empty if it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
    return found + [
        f"a row of {row[0]} refers to a missing {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
    ]


def newest_good(library: Path) -> Backup | None:
    """The newest backup that verifies."""
    return next((backup for backup in backups(library) if is_good(backup.path)), None)


def restore(library: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a library that no program has open; returns where the old file went.

    Nothing is thrown away: the library that was there is kept beside it under a name that says so.

    Raises:
        PlannerError: the backup is damaged itself, or a file could not be moved; the library is as it was.
    """
    if not is_good(backup):
        raise PlannerError("This backup is damaged too.", "Choose an older one.", str(backup))
    part = library.with_suffix(".part")
    aside = beside(library, "replaced", now)
    # A journal left by a crash belongs to the old file; beside the new one it would destroy it.
    moves = [
        (library, aside),
        (library.with_name(f"{library.name}-journal"), aside.with_name(f"{aside.name}-journal")),
    ]
    moved: list[tuple[Path, Path]] = []
    try:
        part.write_bytes(backup.read_bytes())
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        for old, new in moves:
            if old.exists():
                old.replace(new)
                moved.append((old, new))
        part.replace(library)
    except OSError as error:
        for old, new in moved:
            new.replace(old)
        raise PlannerError("The backup could not be put in place.", f"{error}.", str(library)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return aside if (library, aside) in moved else None


def beside(library: Path, why: str, now: datetime) -> Path:
    """A name beside the library for a version of it that is not to be lost."""
    return library.with_name(f"{library.stem} {why} {now:{_STAMP}}{library.suffix}")


class Backups:
    """The backups of an open library."""

    def __init__(self, library: Path, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock
        self._one_at_a_time = threading.Lock()

    def list(self) -> list[Backup]:
        """Newest first."""
        return backups(self._library)

    def is_due(self) -> bool:
        return is_due(self._library, self._clock())

    def make(self, cancelled: Callable[[], bool] = lambda: False) -> Backup:
        """Make one now (see ``make``); safe on any thread."""
        with self._one_at_a_time:
            return make(self._library, self._clock(), cancelled=cancelled)
