"""What an author does to ties on the curves and in the matrix: each verb is one named change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.desktop.cast.bonds import Bonds
from planner.desktop.verbs import Verbs
from planner.domain.outline import ChapterId, PersonId
from planner.domain.ties import Course, DevelopmentId, Direction, TieId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class TieVerbs(Verbs):
    """Each returns whether it happened; what stood in its way was told."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk.library, desk.notices, parent)

    # As of a chapter

    def stand(
        self, bonds: Bonds, tie_id: TieId, as_of: int | None, undo_label: str, *, joins: bool = True, **fields: object
    ) -> bool:
        """Have a tie stand so as of a chapter. ``joins``: changes of one field that follow one another are one step.

        As of the whole story that is from where it began to stand as it does at the end.
        """
        at = said_at(bonds.course, tie_id, as_of)
        chapter_id = bonds.chapter_id(at)
        if fields == {"label": ""} and at not in {0, *bonds.course.turning_points(tie_id)}:
            # A development that says nothing leaves it as it was.
            self._notices.say(self.tr("Without other words it is called what it was called before."))
            return False
        key = ("stand", tie_id, chapter_id, *fields) if joins else None
        return self.done(undo_label, lambda: self._library.ties.stand(tie_id, chapter_id, **fields), key)

    def bend(self, bonds: Bonds, tie_id: TieId, at: int, closeness: int, *, joins: bool) -> bool:
        """Set the closeness from a chapter on, with a new development where there is none."""
        ties, course = self._library.ties, bonds.course
        begins = course.begins(tie_id)
        told = next((each for number, each in course.developments(tie_id) if number == at), None)
        key = ("bend", tie_id, at) if joins else None
        if told is not None:
            return self.done(
                self.tr("Change closeness"), lambda: ties.edit_development(told.id, closeness=closeness), key
            )
        if at == begins:
            return self.done(self.tr("Change closeness"), lambda: ties.edit(tie_id, closeness=closeness), key)
        chapter_id = bonds.chapter_id(at)
        if chapter_id is None:
            self._notices.say(self.tr("Before chapter 1 there is nothing between them yet."))
            return False
        return self.done(
            self.tr("Add turning point"), lambda: ties.develop(tie_id, chapter_id, closeness=closeness), key
        )

    # Turning points

    def move_development(
        self, development_id: DevelopmentId, chapter_id: ChapterId | None, closeness: int | None
    ) -> bool:
        """Have a development happen in another chapter (None: where it does) with another closeness (None: its own)."""
        ties = self._library.ties

        def work() -> None:
            if closeness is not None:
                ties.edit_development(development_id, closeness=closeness)
            if chapter_id is not None:
                ties.move_development(development_id, chapter_id)

        return self.done(self.tr("Change closeness") if chapter_id is None else self.tr("Move turning point"), work)

    def remove_development(self, development_id: DevelopmentId) -> bool:
        """Have a tie not change there."""
        return self.done(self.tr("Remove turning point"), lambda: self._library.ties.remove_development(development_id))

    def name_development(self, development_id: DevelopmentId, label: str) -> bool:
        """Say what a tie is called from a development on."""
        ties = self._library.ties
        return self.done(self.tr("Rename tie"), lambda: ties.edit_development(development_id, label=label))

    # Whole ties

    def edit(self, tie_id: TieId, undo_label: str, **fields: object) -> bool:
        """Set how a tie is from its beginning."""
        return self.done(undo_label, lambda: self._library.ties.edit(tie_id, **fields))

    def add(self, one: PersonId, other: PersonId, **fields: object) -> TieId | None:
        """Tie two people; None if that could not be."""
        return self.do(self.tr("Add tie"), lambda: self._library.ties.add(one, other, **fields))

    def direct(self, tie_id: TieId, direction: Direction, *, turned: bool = False) -> bool:
        """Say whose tie it is; ``turned``: the second person's, who then is the first."""
        ties = self._library.ties

        def work() -> None:
            if turned:
                ties.reverse(tie_id)
            ties.edit(tie_id, direction=direction)

        return self.done(self.tr("Change direction"), work)

    def remove(self, tie_id: TieId) -> bool:
        """Delete a tie, and offer to undo it."""
        if self.done(self.tr("Delete tie"), lambda: self._library.ties.remove(tie_id)):
            self._notices.say(self.tr("The tie is deleted."), undo=True)
            return True
        return False


def said_at(course: Course, tie_id: TieId, as_of: int | None) -> int:
    """The chapter that an edit as of another is about: that one, but of the whole story the one the tie turned last.

    0 is the tie's beginning.
    """
    if as_of is not None and as_of <= course.length:
        return as_of
    turns = [number for number, _ in course.developments(tie_id)]
    return turns[-1] if turns else 0
