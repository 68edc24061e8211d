"""Taking a cast along into another story of the library.

People are copied, not shared: a sequel changes them, and a record shared by two stories would have to say for every
field, tie and secret which story means what, and an undo in one would reach into the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.outline import PersonId, StoryId
from planner.domain.ties import Standing, Tie
from planner.library.cast import FIELDS, Cast
from planner.library.custom import CustomFields
from planner.library.store import Store
from planner.library.ties import Ties


@dataclass(frozen=True, slots=True)
class Along:
    """What taking people along does: how many there are, how many of them are there already, how many ties are new."""

    people: int
    there: int
    ties: int


class Series:
    """What goes from story to story. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, cast: Cast, ties: Ties, custom: CustomFields) -> None:
        self._store = store
        self._cast = cast
        self._ties = ties
        self._custom = custom

    def preview(self, people: Collection[PersonId], source: StoryId, into: StoryId, at: int | None = None) -> Along:
        """What ``take_along`` would do, without doing it."""
        known = self._known(people, source, into)
        # Who is not there yet stands for themselves.
        same = {person_id: there or PersonId(-person_id) for person_id, there in known.items()}
        going = sum(there is not None for there in known.values())
        return Along(len(known), going, len(list(self._coming(source, into, same, at))))

    def take_along(
        self, people: Collection[PersonId], source: StoryId, into: StoryId, at: int | None = None
    ) -> dict[PersonId, PersonId]:
        """Copy people of one story into another, with their groups and with their ties as they stand at a chapter.

        Somebody of the same name who is there already is taken to be the same: their record stays as it is, and they
        get the ties of kinds they do not have. How the ties stand becomes how they begin.

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
        same: dict[PersonId, PersonId] = {}
        for person_id, known in self._known(people, source, into).items():
            if known is None:
                person = self._cast.person(person_id)
                fields = {name: getattr(person, name) for name in FIELDS if name != "name"}
                known = self._cast.add(into, person.name, **fields)
                self._store.update(
                    "person",
                    known,
                    {"portrait": person.portrait, "x": person.x, "y": person.y, "pinned": int(person.pinned)},
                )
                self._copy_values(person.id, known, source, into)
            same[person_id] = known
        self._copy_kinds(source, into)
        for tie, standing in list(self._coming(source, into, same, at)):
            self._copy_tie(tie, standing, same)
        self._copy_groups(source, into, same)
        return same

    def _known(self, people: Collection[PersonId], source: StoryId, into: StoryId) -> dict[PersonId, PersonId | None]:
        """Who goes along, and who in ``into`` is the same; each is so once, for two people may share a name."""
        there: dict[str, list[PersonId]] = {}
        for person in self._cast.people(into):
            there.setdefault(person.name.casefold(), []).append(person.id)
        found: dict[PersonId, PersonId | None] = {}
        for person in self._cast.people(source):
            if person.id in people:
                called = there.get(person.name.casefold())
                found[person.id] = called.pop(0) if called else None
        return found

    def _coming(
        self, source: StoryId, into: StoryId, same: Mapping[PersonId, PersonId], at: int | None
    ) -> Iterator[tuple[Tie, Standing]]:
        """The ties that come along, and how they stand: those of a kind that the two do not have there already."""
        known = {(frozenset((tie.one, tie.other)), tie.kind) for tie in self._ties.all(into)}
        course = self._ties.course(source)
        for tie in course.ties:
            standing = course.standing(tie.id, course.length if at is None else at)
            if standing is None or tie.one not in same or tie.other not in same:
                continue
            if (frozenset((same[tie.one], same[tie.other])), standing.kind) not in known:
                yield tie, standing

    def _copy_tie(self, tie: Tie, standing: Standing, same: Mapping[PersonId, PersonId]) -> None:
        self._ties.add(
            same[tie.one],
            same[tie.other],
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
