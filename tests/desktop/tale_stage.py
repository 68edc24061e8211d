"""What the tests of the plot's ledgers share: a tale with threads, and what a second look at the file finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.prose.model import prose_from_text
from planner.domain.threads import BeatRole, ThreadId
from planner.library.file import Library

W = TypeVar("W", bound=QWidget)

_ROLES = {"o": BeatRole.OPENS, "a": BeatRole.ADVANCES, "r": BeatRole.RESOLVES}
TITLES = ("The lamp", "Ice", "The letter", "Thaw", "Harbour")
WORDS = 1000


@dataclass(frozen=True)
class Tale:
    """A story of five chapters, the first two drafted with a thousand words each."""

    library: Library
    story: StoryId
    chapters: tuple[ChapterId, ...]
    threads: dict[str, ThreadId]


def add_tale(library: Library, **threads: str) -> Tale:
    """Make the tale; a thread is a line of o, a, r and dots, and no promise where its name begins with "loose"."""
    with library.change("Make the tale"):
        story = library.stories.add("Lighthouse", chapters=len(TITLES))
        chapters = tuple(library.outline.reading_order(story))
        for chapter, title in zip(chapters, TITLES, strict=True):
            library.outline.edit_chapter(chapter, title=title)
        made = {}
        for name, line in threads.items():
            title = name.replace("_", " ")
            made[name] = library.plot.add_thread(story, title, promise=not name.startswith("loose"))
            for chapter, letter in zip(chapters, line, strict=False):
                if letter in _ROLES:
                    library.plot.add_beat(made[name], chapter, role=_ROLES[letter])
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


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The part of a page with this object name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found
