"""What an author does: work done as one change of the library that has a name to undo it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.desktop.notices import Notices
    from planner.library.file import Library

T = TypeVar("T")


class Verbs(QObject):
    """Does work in a change of its own, which joins the last one if that has the same ``joins`` (None: none).

    The author is told what stands in its way.
    """

    def __init__(self, library: Library, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._notices = notices

    def do(self, label: str, work: Callable[[], T], joins: object = None) -> T | None:
        """What the work returns; None if it did not happen."""
        try:
            with self._library.change(label, joins=joins):
                return work()
        except PlannerError as error:
            self._notices.error(error)
            return None

    def done(self, label: str, work: Callable[[], object], joins: object = None) -> bool:
        """Whether it happened."""

        def answered() -> bool:
            work()
            return True

        return self.do(label, answered, joins) is True
