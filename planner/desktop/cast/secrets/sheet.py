"""What the matrix of secrets shows as of a chapter, without widgets: cells and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from planner.desktop.cast.told import Told
from planner.desktop.widgets.people import person_name
from planner.domain.cast import Person
from planner.domain.outline import Chapter, PersonId, StoryId
from planner.domain.secrets import Knower, Knowledge, Reveal, Secret, SecretId, Slip, SlipKind

if TYPE_CHECKING:
    from planner.library.file import Library

READER = 0
"""The key of the reader's row; everybody else's is their id."""

TABLES = ("story", "arc", "chapter", "scene", "person", "secret", "reveal")
"""What the matrix is read from."""


class Knowing(StrEnum):
    """How somebody stands to a secret."""

    KNOWS = "knows"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True)
class Cell:
    """Whether somebody knows a secret: ``number`` is the chapter they learn it in, 0 for from the start.

    ``slips`` are sentences on what cannot be so.
    """

    knowing: Knowing
    number: int | None = None
    slips: tuple[str, ...] = ()


NOTHING = Cell(Knowing.NEVER)


@dataclass(frozen=True)
class Sheet:
    """A story's people and secrets, over its chapters."""

    story_id: StoryId
    people: Mapping[PersonId, Person]
    secrets: Mapping[SecretId, Secret]
    chapters: tuple[Chapter, ...]
    knowledge: Knowledge
    slips: tuple[Slip, ...]
    reveals: Mapping[tuple[int, SecretId], Reveal]
    """By the keys of row and column, also those in chapters that are shelved."""

    @property
    def rows(self) -> list[int]:
        """The keys of the rows, the reader's first."""
        return [READER, *self.people]

    def at(self, as_of: int | None) -> int:
        """The chapter that a moment of the story is; None is the whole of it."""
        return self.knowledge.length if as_of is None else min(as_of, self.knowledge.length)

    def chapter(self, number: int) -> Chapter | None:
        """The chapter with this number."""
        return self.chapters[number - 1] if 0 < number <= len(self.chapters) else None

    def name(self, who: Knower) -> str:
        """What somebody is called at the beginning of a sentence."""
        if who is None:
            return _tr("The reader")
        person = self.people.get(who)
        return person_name(person) if person else ""

    def reveal(self, who: Knower, secret_id: SecretId) -> Reveal | None:
        """By which reveal somebody learns a secret, if they do, also in a chapter that is shelved."""
        return self.reveals.get((key_of(who), secret_id))

    def cells(self, as_of: int | None) -> dict[tuple[int, SecretId], Cell]:
        """Every cell that is not empty as of a chapter, by the keys of its row and column."""
        at = self.at(as_of)
        slips: dict[tuple[int, SecretId], list[str]] = {}
        for slip in self.slips:
            sentence = self.slip_text(slip)
            slips.setdefault((key_of(slip.reveal.person_id), slip.reveal.secret_id), []).append(sentence)
            if slip.reveal.teller is not None and slip.kind is not SlipKind.LEARNS_TWICE:
                slips.setdefault((key_of(slip.reveal.teller), slip.reveal.secret_id), []).append(sentence)
        found: dict[tuple[int, SecretId], Cell] = {}
        for secret_id in self.secrets:
            for row in self.rows:
                since = self.knowledge.since(secret_id, who_of(row))
                told = tuple(slips.get((row, secret_id), ()))
                if since is not None:
                    knowing = Knowing.KNOWS if since <= at else Knowing.LATER
                    found[row, secret_id] = Cell(knowing, since, told)
                elif told:
                    found[row, secret_id] = Cell(Knowing.NEVER, None, told)
        return found

    # In sentences

    def slip_text(self, slip: Slip) -> str:
        """What cannot be so, in a sentence."""
        secret = secret_title(self.secrets[slip.reveal.secret_id])
        teller = self.name(slip.reveal.teller)
        match slip.kind:
            case SlipKind.LEARNS_TWICE:
                words = _tr("{who} learns “{secret}” in chapter {number}, but knows it by then.")
            case SlipKind.TELLS_WITHOUT_KNOWING if slip.number == 0:
                words = _tr("{teller} tells “{secret}” before the story begins, but never learns it.")
            case SlipKind.TELLS_WITHOUT_KNOWING:
                words = _tr("{teller} tells “{secret}” in chapter {number}, but never learns it.")
            case SlipKind.TELLS_BEFORE_LEARNING if slip.number == 0:
                words = _tr("{teller} tells “{secret}” before the story begins, but learns it in chapter {learns}.")
            case SlipKind.TELLS_BEFORE_LEARNING if slip.number == slip.learns:
                words = _tr(
                    "{teller} tells “{secret}” in chapter {number}, in a scene before the one they learn it in."
                )
            case _:
                words = _tr("{teller} tells “{secret}” in chapter {number}, but learns it in chapter {learns}.")
        who = self.name(slip.reveal.person_id)
        return words.format(teller=teller, who=who, secret=secret, number=slip.number, learns=slip.learns)

    def slips_told(self) -> list[Told]:
        """What cannot be so, each with where it is; the key is the place among ``slips``."""
        return [
            Told(place, self.slip_text(slip), self._where(slip.number, slip.reveal))
            for place, slip in enumerate(self.slips)
        ]

    def course_told(self, secret_id: SecretId) -> list[Told]:
        """How a secret comes out, in reading order; the keys are those of the reveals."""
        return [
            Told(reveal.id, self.reveal_text(number, reveal), self._where(number, reveal))
            for number, reveal in self.knowledge.reveals(secret_id)
        ]

    def reveal_text(self, number: int, reveal: Reveal) -> str:
        """Somebody learns a secret, in a sentence."""
        if number == 0 and reveal.teller is None:
            words = _tr("{who} knows it from the start")
        elif number == 0:
            words = _tr("{who} knows it from the start, from {teller}")
        elif reveal.teller is None:
            words = _tr("{who} learns it")
        else:
            words = _tr("{who} learns it from {teller}")
        sentence = words.format(who=self.name(reveal.person_id), teller=self.name(reveal.teller))
        return f"{sentence}: {reveal.how}" if reveal.how else f"{sentence}."

    def _where(self, number: int, reveal: Reveal) -> str:
        chapter = self.chapter(number)
        if chapter is None:
            return _tr("Before chapter 1")
        scenes = {scene.id: scene for scene in chapter.scenes}
        scene = scenes.get(reveal.scene_id) if reveal.scene_id is not None else None
        return f"{chapter.heading} · {scene.title}" if scene is not None and scene.title else chapter.heading


def read_sheet(library: Library, story_id: StoryId) -> Sheet:
    """A story's secrets as the library holds them; KeyError if the story is gone."""
    chapters = library.outline.get(story_id).chapters
    reveals = library.secrets.reveals(story_id)
    knowledge = Knowledge(
        library.secrets.all(story_id),
        reveals,
        [chapter.id for chapter in chapters],
        [scene.id for chapter in chapters for scene in chapter.scenes],
    )
    return Sheet(
        story_id,
        {person.id: person for person in library.cast.people(story_id)},
        {secret.id: secret for secret in knowledge.secrets},
        chapters,
        knowledge,
        tuple(knowledge.slips()),
        {(key_of(reveal.person_id), reveal.secret_id): reveal for reveal in reveals},
    )


def key_of(who: Knower) -> int:
    """The key of somebody's row."""
    return READER if who is None else who


def who_of(key: int) -> Knower:
    """Who is in a row."""
    return None if key == READER else PersonId(key)


def secret_title(secret: Secret) -> str:
    """The secret's title, or what stands in for one."""
    return secret.title or _tr("Untitled secret")


def cell_text(cell: Cell) -> str:
    """A cell in a few words."""
    if cell.knowing is Knowing.NEVER:
        return _tr("never")
    if cell.number == 0:
        return _tr("from the start")
    words = _tr("since chapter {number}") if cell.knowing is Knowing.KNOWS else _tr("in chapter {number}")
    return words.format(number=cell.number)


def cell_sentence(sheet: Sheet, who: Knower, secret: Secret, cell: Cell) -> str:
    """A cell in a sentence, for whoever hears it instead of seeing it."""
    if cell.knowing is Knowing.NEVER:
        words = _tr("{who} never learns “{secret}”.")
    elif cell.number == 0:
        words = _tr("{who} knows “{secret}” from the start.")
    elif cell.knowing is Knowing.KNOWS:
        words = _tr("{who} has known “{secret}” since chapter {number}.")
    else:
        words = _tr("{who} learns “{secret}” in chapter {number}.")
    said = words.format(who=sheet.name(who), secret=secret_title(secret), number=cell.number)
    return " ".join((said, *cell.slips))


def sum_text(sheet: Sheet, as_of: int | None) -> str:
    """ "12 secrets · the reader does not know 3 of them yet"."""
    count = len(sheet.secrets)
    left = len(sheet.knowledge.unrevealed(sheet.at(as_of)))
    said = [(_tr("1 secret") if count == 1 else _tr("{count} secrets")).format(count=count)]
    if left and sheet.at(as_of) == sheet.knowledge.length:
        words = _tr("1 is never told to the reader") if left == 1 else _tr("{count} are never told to the reader")
        said.append(words.format(count=left))
    elif left:
        words = _tr("the reader is still owed 1") if left == 1 else _tr("the reader is still owed {count}")
        said.append(words.format(count=left))
    return " · ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Secrets", text)
