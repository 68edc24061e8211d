"""What the tests of the cast's curves and matrix share: a ferry's crew, their ties, and a second look at the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import Course, Development, Tie, TieId
from planner.library.file import Library

NAMES = ("Ines", "Tomas", "Mara", "Jo")


@dataclass
class Crew:
    """A story of six chapters with four people."""

    library: Library
    story: StoryId
    chapters: tuple[ChapterId, ...]
    people: dict[str, PersonId]

    def tie(self, one: str, other: str, told: dict[int, dict[str, object]] | None = None, **fields: object) -> TieId:
        """Tie two people; ``told`` are developments by the number of their chapter."""
        ties = self.library.ties
        with self.library.change("Tie"):
            tie_id = ties.add(self.people[one], self.people[other], **fields)
            for number, said in (told or {}).items():
                ties.develop(tie_id, self.chapters[number - 1], **said)
        return tie_id

    @contextmanager
    def second_look(self) -> Iterator[Library]:
        """The file as another program sees it."""
        with Library.open(self.library.path, read_only=True) as other:
            yield other

    def saved_course(self) -> Course:
        with self.second_look() as other:
            return other.ties.course(self.story)

    def saved_ties(self) -> list[Tie]:
        with self.second_look() as other:
            return other.ties.all(self.story)

    def saved_developments(self) -> list[Development]:
        with self.second_look() as other:
            return other.ties.developments(self.story)

    def curve(self, tie_id: TieId) -> list[int | None]:
        return self.saved_course().curve(tie_id)


def add_crew(library: Library, chapters: int = 6, names: tuple[str, ...] = NAMES) -> Crew:
    """Make the story."""
    with library.change("Begin"):
        story = library.stories.add("Night Ferry", chapters=chapters)
        people = {name: library.cast.add(story, name) for name in names}
    return Crew(library, story, tuple(library.outline.reading_order(story)), people)


@contextmanager
def looking_only(app: QApplication, path: Path, tell: Callable[[Crew], TieId]) -> Iterator[tuple[Desk, Crew, TieId]]:
    """The desk on the crew's library, opened for looking only, after a tie of theirs was told."""
    with Library.open(path) as library:
        made = add_crew(library)
        tie_id = tell(made)
    with Library.open(path, read_only=True) as library:
        keeper = QObject()
        desk = build_desk(library, app, keeper)
        yield desk, Crew(library, made.story, made.chapters, made.people), tie_id
        desk.tasks.close()
        desk.bus.close()
        keeper.deleteLater()
