"""What an author does on the board: each verb is one change of the library, named, and told when it fails."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.desktop.cast.board.model import BoardModel
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.people import person_name
from planner.domain.board import Point, free_spot
from planner.domain.cast import GroupId
from planner.domain.outline import PersonId
from planner.domain.ties import Direction, TieId

if TYPE_CHECKING:
    from planner.desktop.notices import Notices
    from planner.library.file import Library


class BoardVerbs(Verbs):
    """Verbs over people, ties and places. Those that make something return it; None or False: it did not happen."""

    def __init__(self, library: Library, model: BoardModel, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(library, notices, parent)
        self._model = model

    # Places

    def put(self, points: Mapping[PersonId, Point], label: str = "", joins: object = None) -> bool:
        """Say where people stand. Steps with the same ``joins`` that follow one another are undone at once."""
        if not points:
            return False
        if not label:
            one = next(iter(points))
            label = (
                self.tr("Move {name}").format(name=self._name(one))
                if len(points) == 1
                else self.tr("Move {count} people").format(count=len(points))
            )
        return self.done(label, lambda: self._put(points), joins)

    def _put(self, points: Mapping[PersonId, Point]) -> None:
        self._library.boards.put(self._model.board_id, {**self._model.unkept(), **points})

    def pin(self, people: Collection[PersonId], pinned: bool) -> bool:
        """Have no arranging move people, or have it move them again."""
        label = self.tr("Pin on the board") if pinned else self.tr("Unpin from the board")

        def work() -> None:
            self._put(self._model.unkept())
            self._library.boards.pin(self._model.board_id, people, pinned)

        return bool(people) and self.done(label, work)

    # People

    def add_person(self, name: str, point: Point, tied_to: PersonId | None = None, kind: str = "") -> PersonId | None:
        """Add somebody at a point, and tied to another from the chapter on that is shown."""
        story_id = self._model.story_id
        if story_id is None:
            return None

        def work() -> PersonId:
            person_id = self._library.cast.add(story_id, name)
            self._put({person_id: point})
            if tied_to is not None:
                self._library.ties.add(tied_to, person_id, kind=kind, begins=self._model.chapter_id)
            return person_id

        return self.do(self.tr("Add {name}").format(name=name or self.tr("somebody")), work)

    def rename_person(self, person_id: PersonId, name: str) -> bool:
        """Give somebody another name."""
        return self.done(self.tr("Rename person"), lambda: self._library.cast.edit(person_id, name=name))

    def edit_people(self, people: Iterable[PersonId], label: str, **fields: object) -> bool:
        """Set fields of several people."""

        def work() -> None:
            for person_id in people:
                self._library.cast.edit(person_id, **fields)

        return self.done(label, work)

    def duplicate(self, people: Sequence[PersonId], ties: Sequence[TieId]) -> tuple[list[PersonId], list[TieId]]:
        """Copy people, each beside themselves, and ties."""

        def work() -> tuple[list[PersonId], list[TieId]]:
            made: list[PersonId] = []
            points: dict[PersonId, Point] = {}
            taken = list(self._model.points.values())
            for person_id in people:
                copy = self._library.cast.duplicate(person_id)
                points[copy] = free_spot(taken, self._model.points[person_id])
                taken.append(points[copy])
                made.append(copy)
            if points:
                self._put(points)
            return made, [self._library.ties.duplicate(tie_id) for tie_id in ties]

        return self.do(self.tr("Duplicate {what}").format(what=self._what(people, ties)), work) or ([], [])

    def remove(self, people: Sequence[PersonId], ties: Sequence[TieId], groups: Sequence[GroupId] = ()) -> bool:
        """Delete people with their ties, other ties, and groups."""
        hanging = {tie.id for tie in self._model.ties.values() if tie.one in people or tie.other in people}

        def work() -> None:
            for tie_id in ties:
                if tie_id not in hanging:
                    self._library.ties.remove(tie_id)
            for person_id in people:
                self._library.cast.remove(person_id)
            for group_id in groups:
                self._library.cast.remove_group(group_id)

        what = self._what(people, ties, groups)
        done = self.done(self.tr("Delete {what}").format(what=what), work)
        if done:
            self._notices.say(self.tr("Deleted {what}.").format(what=what), undo=True)
        return done

    def take_off(self, people: Sequence[PersonId]) -> bool:
        """Take people off a board that not everybody is on; they stay in the cast."""
        board_id = self._model.board_id
        if board_id is None:
            return False
        return self.done(self.tr("Take off the board"), lambda: self._library.boards.leave(board_id, people))

    # Groups

    def set_member(self, group_id: GroupId, people: Collection[PersonId], member: bool) -> bool:
        """Put people into a group, or take them out."""
        group = self._model.groups[group_id]
        wanted = [each for each in group.members if member or each not in people]
        if member:
            wanted += [each for each in people if each not in wanted]
        label = self.tr("Add to group") if member else self.tr("Take out of group")
        return self.done(label, lambda: self._library.cast.set_members(group_id, wanted))

    def add_group(self, name: str, people: Collection[PersonId]) -> GroupId | None:
        """Make a group of people."""
        story_id = self._model.story_id
        if story_id is None:
            return None
        return self.do(self.tr("Add group"), lambda: self._library.cast.add_group(story_id, name, people))

    def rename_group(self, group_id: GroupId, name: str) -> bool:
        """Give a group another name."""
        return self.done(self.tr("Rename group"), lambda: self._library.cast.edit_group(group_id, name=name))

    # Ties

    def add_tie(self, one: PersonId, other: PersonId, kind: str) -> TieId | None:
        """Tie two people, from the chapter on that is shown; as the story is shown as a whole, since before it."""
        label = self.tr("Tie {one} and {other}").format(one=self._name(one), other=self._name(other))
        begins = self._model.chapter_id
        return self.do(label, lambda: self._library.ties.add(one, other, kind=kind, begins=begins))

    def stand(self, tie_ids: Collection[TieId], label: str, /, **fields: object) -> bool:
        """Say how ties stand as of the chapter that is shown.

        Where the story is shown as a whole that is set right where it was said last: in the tie's latest development
        that says something of it, or at its beginning.
        """

        def work() -> None:
            for tie_id in tie_ids:
                self._stand(tie_id, fields)

        return bool(tie_ids) and self.done(label, work)

    def _stand(self, tie_id: TieId, fields: Mapping[str, object]) -> None:
        ties = self._library.ties
        if not self._model.shows_whole:
            ties.stand(tie_id, self._model.chapter_id, **fields)
            return
        for name, value in fields.items():
            said = [
                each for _, each in self._model.course.developments(tie_id) if getattr(each, name) not in ("", None)
            ]
            if said:
                ties.edit_development(said[-1].id, **{name: value})
            else:
                ties.edit(tie_id, **{name: value})

    def set_direction(self, tie_ids: Collection[TieId], direction: Direction) -> bool:
        """Say whose ties they are."""

        def work() -> None:
            for tie_id in tie_ids:
                self._library.ties.edit(tie_id, direction=direction)

        return bool(tie_ids) and self.done(self.tr("Change direction of tie"), work)

    def reverse(self, tie_ids: Collection[TieId]) -> bool:
        """Draw ties the other way."""

        def work() -> None:
            for tie_id in tie_ids:
                self._library.ties.reverse(tie_id)

        return bool(tie_ids) and self.done(self.tr("Turn tie round"), work)

    # Parts of the verbs

    def _name(self, person_id: PersonId) -> str:
        return person_name(self._model.cast[person_id])

    def _what(self, people: Sequence[PersonId], ties: Sequence[TieId], groups: Sequence[GroupId] = ()) -> str:
        """People, ties and groups as labels and the status bar name them."""
        parts = []
        if people:
            parts.append(
                self._name(people[0]) if len(people) == 1 else self.tr("{count} people").format(count=len(people))
            )
        if ties and not people:
            parts.append(self.tr("tie") if len(ties) == 1 else self.tr("{count} ties").format(count=len(ties)))
        if groups and not parts:
            parts.append(self.tr("group") if len(groups) == 1 else self.tr("{count} groups").format(count=len(groups)))
        return self.tr(" and ").join(parts)
