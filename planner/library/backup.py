"""Rolling backups beside the library: one a day, kept a fortnight, and one a month, kept for good."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.errors import Cancelled, PlannerError
from planner.library.schema import APPLICATION_ID

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
    part = target.with_suffix(".part")

    def go_on(status: int, remaining: int, total: int) -> None:
        if cancelled():
            raise Cancelled

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        source_uri = f"{library.resolve().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(source_uri, uri=True)) as source,
            closing(sqlite3.connect(part)) as copy,
        ):
            source.backup(copy, pages=_PAGES_A_STEP, progress=go_on, sleep=0.01)
        if not is_good(part):
            raise PlannerError("The backup could not be verified.", "Check the disk; Longfic will try again tomorrow.")
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise PlannerError("The backup could not be made.", f"Check the folder “{target.parent}”: {error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    for old in outdated(backups(library)):
        with suppress(OSError):
            old.path.unlink(missing_ok=True)
    return Backup(target, stamp, before_update)


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
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
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
    aside = library.with_name(f"{library.stem} replaced {now:{_STAMP}}{library.suffix}")
    try:
        part.write_bytes(backup.read_bytes())
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        # A journal left by a crash belongs to the old file; beside the new one it would destroy it.
        leftover = library.with_name(f"{library.name}-journal")
        if leftover.exists():
            leftover.replace(aside.with_name(f"{aside.name}-journal"))
        existed = library.exists()
        if existed:
            library.replace(aside)
        part.replace(library)
    except OSError as error:
        if aside.exists() and not library.exists():
            aside.replace(library)
        raise PlannerError("The backup could not be put in place.", f"{error}.", str(library)) from error
    finally:
        part.unlink(missing_ok=True)
    return aside if existed else None


class Backups:
    """The backups of an open library."""

    def __init__(self, library: Path, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock

    def list(self) -> list[Backup]:
        """Newest first."""
        return backups(self._library)

    def is_due(self) -> bool:
        return is_due(self._library, self._clock())

    def make(self, cancelled: Callable[[], bool] = lambda: False) -> Backup:
        """Make one now (see ``make``); safe on any thread."""
        return make(self._library, self._clock(), cancelled=cancelled)
