"""What the tests of the plot's ledgers share: the tale, a second look at its file, and parts of a page by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from planner.library.file import Library
from tests.unit.library_rooms import Clock
from tests.unit.library_tale import TITLES, Tale, add_tale

__all__ = ["TITLES", "Clock", "Tale", "add_tale", "find", "second_look", "three_days_ago"]

W = TypeVar("W", bound=QWidget)


def three_days_ago() -> Clock:
    """A clock that is right once a tale was written by it."""
    return Clock(datetime.now() - timedelta(days=3))


@contextmanager
def second_look(library: Library) -> Iterator[Library]:
    """The file as another program sees it."""
    with Library.open(library.path, read_only=True) as other:
        yield other


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The part of a page with this object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found
