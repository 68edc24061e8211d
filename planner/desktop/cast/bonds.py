"""The ties of a story as views of them need them: with people, kinds and chapters, in one reading; and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from planner.desktop.widgets.people import person_name
from planner.desktop.widgets.ties import kind_of, kind_text
from planner.domain.cast import Person
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import Course, Direction, Tie, TieId, TieKind

if TYPE_CHECKING:
    from planner.library.file import Library

TABLES = ("story", "arc", "chapter", "person", "tie", "tie_kind", "development")
"""What `Bonds` are read from."""


@dataclass(frozen=True)
class Bonds:
    """A story's people, in the author's order, and their ties over its chapters; ``titles`` are those chapters'."""

    story_id: StoryId
    people: Mapping[PersonId, Person]
    kinds: tuple[TieKind, ...]
    course: Course
    chapters: tuple[ChapterId, ...]
    titles: tuple[str, ...]

    def name(self, person_id: PersonId) -> str:
        """What somebody is called."""
        return person_name(self.people[person_id])

    def pair(self, tie: Tie) -> str:
        """Whose tie it is, in words."""
        words = _tr("{one} to {other}") if tie.direction is Direction.ONE_WAY else _tr("{one} and {other}")
        return words.format(one=self.name(tie.one), other=self.name(tie.other))

    def called(self, tie_id: TieId) -> str:
        """Whose tie it is, and what it is where these two have several."""
        tie = self.course.tie(tie_id)
        standing = self.course.standing(tie_id, self.course.length)
        if standing is None or len(self.course.between(tie.one, tie.other)) == 1:
            return self.pair(tie)
        return f"{self.pair(tie)}: {standing.label or kind_text(standing.kind)}"

    def kind(self, name: str) -> TieKind:
        """The kind of this name."""
        return kind_of(name, self.kinds)

    def has(self, tie_id: TieId | None) -> bool:
        """Whether this is one of the ties."""
        return any(tie.id == tie_id for tie in self.course.ties)

    def chapter_text(self, number: int) -> str:
        """A chapter's heading; 0 is the time before the first."""
        if number == 0:
            return _tr("Before chapter 1")
        title = self.titles[number - 1]
        if title:
            return _tr("Chapter {number}: {title}").format(number=number, title=title)
        return _tr("Chapter {number}").format(number=number)

    def chapter_id(self, number: int) -> ChapterId | None:
        """The id of a chapter by its number; None for 0."""
        return self.chapters[number - 1] if number else None

    def moment(self, as_of: int | None) -> int:
        """The number of the chapter that is shown: the last for None, and for one beyond the last."""
        return self.course.length if as_of is None else min(as_of, self.course.length)


def read_bonds(library: Library, story_id: StoryId | None) -> Bonds | None:
    """The ties of a story; None for none, or for one that is gone."""
    if story_id is None:
        return None
    try:
        outline = library.outline.get(story_id, scenes={})
    except KeyError:
        return None
    chapters = outline.chapters
    ids = tuple(chapter.id for chapter in chapters)
    return Bonds(
        story_id,
        {person.id: person for person in library.cast.people(story_id)},
        tuple(library.ties.kinds(story_id)),
        Course(library.ties.all(story_id), library.ties.developments(story_id), ids),
        ids,
        tuple(chapter.title for chapter in chapters),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Bonds", words)
