"""A tale with threads, for tests of the ledgers: five chapters, two of them drafted."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.prose.model import prose_from_text
from planner.domain.threads import BeatRole, ThreadId
from planner.library.file import Library
from tests.unit.library_rooms import Clock

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


def add_tale(library: Library, clock: Clock | None = None, **threads: str) -> Tale:
    """Make the tale; a thread is a line of o, a, r and dots, and no promise where its name begins with "loose".

    With a clock, which the library has too, it is written on four days, half a chapter on each; the last is three
    days later.
    """
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
        if clock is not None:
            write(library, chapter, WORDS // 2)
            clock.advance(days=1)
        write(library, chapter, WORDS)
        with library.change("Draft"):
            library.outline.edit_chapter(chapter, status=ChapterStatus.DRAFTED)
        if clock is not None and chapter != chapters[1]:
            clock.advance(days=1)
    return Tale(library, story, chapters, made)


def write(library: Library, chapter: ChapterId, words: int) -> None:
    """Give a chapter's first scene so many words, as the editor does."""
    scene = library.outline.chapter(chapter).scenes[0]
    library.texts.save_chapter(chapter, ChapterText((SceneText(scene.id, prose_from_text("word " * words)),)))
