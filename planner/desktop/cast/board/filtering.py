"""What a filter of the board leaves: people by group, role, arc and words, and ties by kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.desktop.cast.board.model import BoardModel
from planner.desktop.widgets.people import group_name, person_name
from planner.desktop.widgets.ties import kind_text
from planner.domain.cast import GroupId, Person, PersonRole
from planner.domain.outline import ArcId, PersonId
from planner.domain.ties import TieId


@dataclass(frozen=True)
class BoardFilter:
    """What the author looks for; what is empty keeps everything."""

    text: str = ""
    groups: frozenset[GroupId] = frozenset()
    roles: frozenset[PersonRole] = frozenset()
    kinds: frozenset[str] = frozenset()
    arcs: frozenset[ArcId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text or self.groups or self.roles or self.kinds or self.arcs)


@dataclass(frozen=True)
class Kept:
    """Whom and what a filter leaves."""

    people: frozenset[PersonId]
    ties: frozenset[TieId]


def kept(wanted: BoardFilter, model: BoardModel, in_arcs: Mapping[ArcId, Collection[PersonId]]) -> Kept:
    """Whom and what of a board the filter leaves, as things stand at the chapter shown.

    People have to be wanted in every way that is asked for. Words are looked for in names, groups, and in the labels
    and kinds of ties, which stand for their two people. Of ties, those between people who are left stay, if they are
    of a kind that is wanted.
    """
    ties = {tie_id for tie_id, standing in model.standings.items() if not wanted.kinds or standing.kind in wanted.kinds}
    people = set(model.people)
    if wanted.groups:
        people &= {
            key for group_id in wanted.groups if group_id in model.groups for key in model.groups[group_id].members
        }
    if wanted.roles:
        people &= {key for key, person in model.people.items() if person.role in wanted.roles}
    if wanted.arcs:
        people &= {key for arc_id in wanted.arcs for key in in_arcs.get(arc_id, ())}
    if wanted.kinds:
        people &= _ends(model, ties)
    if wanted.text:
        words = wanted.text.casefold().split()
        said = {tie_id for tie_id in ties if _has(words, _words_of_tie(model, tie_id))}
        people &= {key for key in people if _has(words, _words_of(model, model.people[key]))} | _ends(model, said)
    both = {tie_id for tie_id in ties if model.ties[tie_id].one in people and model.ties[tie_id].other in people}
    return Kept(frozenset(people), frozenset(both))


def _ends(model: BoardModel, ties: Collection[TieId]) -> set[PersonId]:
    return {end for tie_id in ties for end in (model.ties[tie_id].one, model.ties[tie_id].other)}


def _words_of(model: BoardModel, person: Person) -> str:
    groups = (group_name(group) for group in model.groups.values() if person.id in group.members)
    return " ".join((person_name(person), *person.names, *groups))


def _words_of_tie(model: BoardModel, tie_id: TieId) -> str:
    standing = model.standings[tie_id]
    return f"{kind_text(standing.kind)} {standing.label}"


def _has(words: Collection[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
