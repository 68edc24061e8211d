"""What the tests of the plot's cards, table and templates share: a story in arcs, and a second look at the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import Arc, ArcId, ChapterId, ChapterStatus, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library

W = TypeVar("W", bound=QWidget)

TITLES = ("The lamp", "Ice", "The letter", "Thaw", "Harbour")
WORDS = 1000


@dataclass(frozen=True)
class Tale:
    """A story of five chapters, the first two drafted with a thousand words each. Its arcs, if any, are
    "Winter" with the second and third chapter, and "Spring" with the fourth."""

    library: Library
    story: StoryId
    chapters: tuple[ChapterId, ...]
    arcs: tuple[ArcId, ...]


def add_tale(library: Library, *, arcs: bool = False) -> Tale:
    """Make the tale."""
    with library.change("Make the tale"):
        story = library.stories.add("Lighthouse", chapters=len(TITLES))
        chapters = tuple(library.outline.reading_order(story))
        for chapter, title in zip(chapters, TITLES, strict=True):
            library.outline.edit_chapter(chapter, title=title)
        made: tuple[ArcId, ...] = ()
        if arcs:
            winter = library.outline.group_chapters(chapters[1:3], "Winter")
            made = (winter, library.outline.group_chapters(chapters[3:4], "Spring"))
    for chapter in chapters[:2]:
        write(library, chapter, WORDS)
        with library.change("Draft"):
            library.outline.edit_chapter(chapter, status=ChapterStatus.DRAFTED)
    return Tale(library, story, chapters, made)


def write(library: Library, chapter: ChapterId, words: int) -> None:
    """Give a chapter's first scene so many words, as the editor does."""
    scene = library.outline.chapter(chapter).scenes[0]
    library.texts.save_chapter(chapter, ChapterText((SceneText(scene.id, prose_from_text("word " * words)),)))


@contextmanager
def second_look(library: Library) -> Iterator[Library]:
    """The file as another program sees it."""
    with Library.open(library.path, read_only=True) as other:
        yield other


def shape(library: Library, story: StoryId) -> list[str]:
    """The outline in the file: chapters by title, those in an arc as "Arc: title, title"."""
    lines = []
    with second_look(library) as other:
        for item in other.outline.get(story).items:
            if isinstance(item, Arc):
                lines.append(f"{item.title}: {', '.join(chapter.title for chapter in item.chapters)}")
            else:
                lines.append(item.title)
    return lines


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The part of a page with this object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found
