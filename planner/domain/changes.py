"""What a change to the library changed: the one message every view listens to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where a change came from."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    TYPING = "typing"


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Ids of the rows of one table that were added, removed or changed."""

    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        return self.added | self.removed | self.changed


NOTHING = TableChanges()


@dataclass(frozen=True)
class ChangeSet:
    """The rows one change touched, by table name.

    Tables are those of the plan (``library/schema.py``, ``JOURNALED``). For prose they are ``text`` (ids are scene
    ids) and ``note`` (ids are chapter ids).

    ``source`` is the token a writer passed, so that a view can tell its own write from another's.
    ``kept`` are sentences on prose that was put into a snapshot before this change overwrote it.
    """

    label: str
    origin: Origin = Origin.DO
    tables: Mapping[str, TableChanges] = field(default_factory=dict)
    source: object = None
    kept: tuple[str, ...] = ()

    def table(self, name: str) -> TableChanges:
        """The changes to a table; empty if it was not touched."""
        return self.tables.get(name, NOTHING)

    def touches(self, *names: str) -> bool:
        """Whether any of these tables changed."""
        return any(name in self.tables for name in names)

    def __bool__(self) -> bool:
        return bool(self.tables)
