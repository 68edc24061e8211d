"""Small libraries for tests: a story, words to put into it, and a second pair of eyes on the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import Chapter, ChapterId, SceneId, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 21, 30))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: int) -> None:
        self.now += timedelta(**by)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What another program reads in the file right now."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as other:
        return other.execute(sql, values).fetchall()


def story_with_chapters(library: Library, chapters: int = 3) -> tuple[StoryId, list[Chapter]]:
    """Add a story with planned chapters, and return its id and them."""
    with library.change("New story"):
        story_id = library.stories.add("The Lamp Keeper", chapters=chapters)
    return story_id, list(library.outline.get(story_id).chapters)


def write(library: Library, chapter_id: ChapterId, *texts: str, not_written: int = 0) -> list[SceneId]:
    """Save texts as the scenes of a chapter, as the editor does: new ones without an id."""
    ids: Iterator[SceneId | None] = iter([scene.id for scene in library.outline.chapter(chapter_id).scenes])
    scenes = tuple(SceneText(next(ids, None), prose_from_text(text)) for text in texts)
    return library.texts.save_chapter(chapter_id, ChapterText(scenes), not_written=not_written)
