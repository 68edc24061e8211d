"""Taking a cast along into another story of the library.

People are copied, not shared: a sequel changes them, and a record shared by two stories would have to say for every
field, tie and secret which story means what, and an undo in one would reach into the other.
"""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.outline import PersonId, StoryId
from planner.library.cast import FIELDS, Cast
from planner.library.custom import CustomFields
from planner.library.store import Store
from planner.library.ties import Ties


class Series:
    """What goes from story to story. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, cast: Cast, ties: Ties, custom: CustomFields) -> None:
        self._store = store
        self._cast = cast
        self._ties = ties
        self._custom = custom

    def take_along(
        self, people: Collection[PersonId], source: StoryId, into: StoryId, at: int | None = None
    ) -> dict[PersonId, PersonId]:
        """Copy people of one story into another, with their groups and with their ties as they stand at a chapter.

        Somebody of the same name who is there already is taken to be the same: their record stays as it is, and they
        get the ties they do not have. How the ties stand becomes how they begin.

        Args:
            people: who goes along; their ties to those who do not are left behind.
            source: the story they come from.
            into: the story they go to; another one.
            at: the number of the chapter after which ties are taken, 0 for before the first; None: the last.

        Returns:
            who is who: ids in ``source`` to ids in ``into``.

        Raises:
            ValueError: the two stories are one.
        """
        if source == into:
            raise ValueError("a cast is taken into another story")
        there = {person.name.casefold(): person.id for person in self._cast.people(into)}
        same: dict[PersonId, PersonId] = {}
        for person in self._cast.people(source):
            if person.id not in people:
                continue
            known = there.get(person.name.casefold())
            if known is None:
                fields = {name: getattr(person, name) for name in FIELDS if name != "name"}
                known = self._cast.add(into, person.name, **fields)
                self._store.update(
                    "person",
                    known,
                    {"portrait": person.portrait, "x": person.x, "y": person.y, "pinned": int(person.pinned)},
                )
                self._copy_values(person.id, known, source, into)
            same[person.id] = known
        self._copy_kinds(source, into)
        self._copy_ties(source, same, at)
        self._copy_groups(source, into, same)
        return same

    def _copy_ties(self, source: StoryId, same: dict[PersonId, PersonId], at: int | None) -> None:
        course = self._ties.course(source)
        chapter = course.length if at is None else at
        for tie in course.ties:
            standing = course.standing(tie.id, chapter)
            if standing is None or tie.one not in same or tie.other not in same:
                continue
            one, other = same[tie.one], same[tie.other]
            known = self._store.one(
                "SELECT 1 FROM tie WHERE kind = ? AND ((one = ? AND other = ?) OR (one = ? AND other = ?))",
                standing.kind,
                one,
                other,
                other,
                one,
            )
            if known is None:
                self._ties.add(
                    one,
                    other,
                    kind=standing.kind,
                    label=standing.label,
                    direction=tie.direction,
                    closeness=standing.closeness,
                    hidden=standing.hidden,
                    note=tie.note,
                    tagged=tie.tagged,
                    tag=tie.tag,
                )

    def _copy_kinds(self, source: StoryId, into: StoryId) -> None:
        known = {kind.name for kind in self._ties.kinds(into)}
        for kind in self._ties.kinds(source):
            if kind.name not in known:
                self._ties.add_kind(into, kind.name, colour=kind.colour, line=kind.line, romantic=kind.romantic)

    def _copy_groups(self, source: StoryId, into: StoryId, same: dict[PersonId, PersonId]) -> None:
        there = {group.name.casefold(): group for group in self._cast.groups(into)}
        for group in self._cast.groups(source):
            members = [same[person_id] for person_id in group.members if person_id in same]
            known = there.get(group.name.casefold())
            if known is not None:
                self._cast.set_members(known.id, (*known.members, *members))
            elif members:
                self._cast.add_group(into, group.name, members, colour=group.colour, note=group.note)

    def _copy_values(self, person_id: PersonId, copy: PersonId, source: StoryId, into: StoryId) -> None:
        fields = {field.name: field.id for field in self._custom.fields(into, "person")}
        values = self._custom.values("person", person_id)
        for field in self._custom.fields(source, "person"):
            if field.id in values:
                if field.name not in fields:
                    fields[field.name] = self._custom.add(into, "person", field.name)
                self._custom.set_value(fields[field.name], copy, values[field.id])
