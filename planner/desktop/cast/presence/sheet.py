"""What the chart of presence shows, without widgets: cells, rows in an order, and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from planner.desktop.cast.told import Told
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.people import person_name
from planner.domain.cast import Person
from planner.domain.outline import Chapter, ChapterId, PersonId, StoryId
from planner.domain.presence import NOWHERE, UNSEEN, Presence, presences, told_by, untied, who_is_in
from planner.domain.presence import Told as ToldBy
from planner.domain.ties import Tie

if TYPE_CHECKING:
    from planner.library.file import Library

TABLES = ("story", "arc", "chapter", "scene", "person", "presence", "text", "tie")
"""What the chart is read from."""
_MOST_TIES = 30
"""Of more pairs that share scenes only those with the most are named."""
_NOTHING_TOLD = ToldBy(0, 0)


class Order(StrEnum):
    """What the rows are in the order of."""

    CAST = "cast"
    FIRST = "first"
    SCENES = "scenes"


ORDERS = {
    Order.CAST: mark("Presence", "In the order of the cast"),
    Order.FIRST: mark("Presence", "By first appearance"),
    Order.SCENES: mark("Presence", "By number of scenes"),
}


@dataclass(frozen=True)
class Cell:
    """Somebody in a chapter: scenes they are in, scenes they tell, and the words of both."""

    scenes: int
    told: int
    words: int
    told_words: int


@dataclass(frozen=True)
class Row:
    """Somebody, where they are, and what they tell."""

    person: Person
    presence: Presence
    told: ToldBy


@dataclass(frozen=True)
class Chart:
    """A story's people over its chapters; ``written`` is the number of the last chapter that is written."""

    story_id: StoryId
    rows: Mapping[PersonId, Row]
    chapters: Mapping[ChapterId, Chapter]
    cells: Mapping[tuple[PersonId, ChapterId], Cell]
    ties: tuple[Tie, ...]
    written: int

    def keys(self, order: Order) -> list[int]:
        """The ids of the people in an order; who is nowhere comes last."""
        rows = list(self.rows.values())
        if order is Order.FIRST:
            rows.sort(key=lambda row: row.presence.first or len(self.chapters) + 1)
        elif order is Order.SCENES:
            rows.sort(key=lambda row: -row.presence.scenes)
        return [row.person.id for row in rows]

    def chapter(self, number: int) -> Chapter:
        """The chapter with this number."""
        return list(self.chapters.values())[number - 1]

    # In sentences

    def unseen_told(self) -> list[Told]:
        """Who has not been seen for long when the last chapter that is written is over, longest first."""
        gone = [(row.presence.unseen(self.written), row) for row in self.rows.values()]
        gone = sorted((entry for entry in gone if entry[0] >= UNSEEN), key=lambda entry: -entry[0])
        return [Told(row.person.id, self._unseen_text(row, count), self._again_text(row)) for count, row in gone]

    def _unseen_text(self, row: Row, count: int) -> str:
        last = self.written - count
        words = _tr("{who} has not been seen for {count} chapters, since chapter {last}.")
        return words.format(who=person_name(row.person), count=count, last=last)

    def _again_text(self, row: Row) -> str:
        again = min((number for number in row.presence.chapters if number > self.written), default=None)
        if again is None:
            return _tr("No chapter to come has a scene with them")
        return _tr("Is back in chapter {number}, as planned").format(number=again)

    def pairs(self) -> list[tuple[PersonId, PersonId, int]]:
        """Pairs that share scenes and have no tie yet, with the scenes; most scenes first."""
        tied = [(tie.one, tie.other) for tie in self.ties]
        found = untied(self.chapters.values(), tied)
        return [pair for pair in found if pair[0] in self.rows and pair[1] in self.rows][:_MOST_TIES]

    def pairs_told(self) -> list[Told]:
        """The pairs in words; the keys are those of `pair_key`."""
        return [
            Told(
                pair_key(one, other),
                _tr("{one} and {other}").format(one=self._name(one), other=self._name(other)),
                _tr("Share {count} scenes, no tie yet").format(count=count),
            )
            for one, other, count in self.pairs()
        ]

    def _name(self, person_id: PersonId) -> str:
        return person_name(self.rows[person_id].person)

    def cell_sentence(self, person_id: PersonId, chapter_id: ChapterId) -> str:
        """A cell in a sentence; empty for one that is about to go."""
        if person_id not in self.rows or chapter_id not in self.chapters:
            return ""
        chapter, cell = self.chapters[chapter_id], self.cells.get((person_id, chapter_id))
        who = self._name(person_id)
        if cell is None:
            return _tr("{who} is not in {chapter}.").format(who=who, chapter=chapter.heading)
        scenes = _tr("1 scene") if cell.scenes == 1 else _tr("{count} scenes").format(count=cell.scenes)
        said = _tr("{who} in {chapter}: {scenes}, {words}.").format(
            who=who, chapter=chapter.heading, scenes=scenes, words=words_text(cell.words)
        )
        if not cell.told:
            return said
        tells = _tr("Tells 1 of them, {words}.") if cell.told == 1 else _tr("Tells {count} of them, {words}.")
        return f"{said} {tells.format(count=cell.told, words=words_text(cell.told_words))}"

    def row_sentence(self, row: Row) -> str:
        """Somebody's presence in a sentence."""
        who, presence = person_name(row.person), row.presence
        if presence.first is None:
            return _tr("{who} is in no scene yet.").format(who=who)
        words = _tr("{who}: chapters {first} to {last}, scenes: {scenes}, of which told: {told}, {words}.")
        return words.format(
            who=who,
            first=presence.first,
            last=presence.last,
            scenes=presence.scenes,
            told=row.told.scenes,
            words=words_text(row.told.words),
        )


def read_chart(library: Library, story_id: StoryId) -> Chart:
    """A story's presence as the library holds it; KeyError if the story is gone."""
    chapters = library.outline.get(story_id).chapters
    there, told = presences(chapters), told_by(chapters)
    return Chart(
        story_id,
        {
            person.id: Row(person, there.get(person.id, NOWHERE), told.get(person.id, _NOTHING_TOLD))
            for person in library.cast.people(story_id)
        },
        {chapter.id: chapter for chapter in chapters},
        {(person_id, chapter.id): cell for chapter in chapters for person_id, cell in _cells(chapter).items()},
        tuple(library.ties.all(story_id)),
        max((chapter.number for chapter in chapters if chapter.status.is_written), default=0),
    )


def _cells(chapter: Chapter) -> dict[PersonId, Cell]:
    found: dict[PersonId, Cell] = {}
    for scene in chapter.scenes:
        for person_id in who_is_in(scene):
            cell, tells = found.get(person_id, Cell(0, 0, 0, 0)), scene.pov == person_id
            found[person_id] = Cell(
                cell.scenes + 1,
                cell.told + tells,
                cell.words + scene.words,
                cell.told_words + scene.words * tells,
            )
    return found


_PAIR_BITS = 31


def pair_key(one: PersonId, other: PersonId) -> int:
    """One number for two people."""
    return (one << _PAIR_BITS) | other


def pair_of(key: int) -> tuple[PersonId, PersonId]:
    """The two people of a `pair_key`."""
    return PersonId(key >> _PAIR_BITS), PersonId(key & ((1 << _PAIR_BITS) - 1))


def order_text(order: Order) -> str:
    """An order's name in the author's language."""
    return QCoreApplication.translate("Presence", ORDERS[order])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Presence", text)
