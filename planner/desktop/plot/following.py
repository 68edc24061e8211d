"""Reading a story's outline again after a change, and no more of it than the change can have touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.changes import ChangeSet
from planner.domain.outline import Arc, Chapter, Outline, Scene, StoryId

if TYPE_CHECKING:
    from planner.library.file import Library

_WITHOUT_SCENES = {"story", "arc", "chapter", "status_change", "ending", "beat"}
"""Tables whose changes leave every scene as it is."""


def read_outline(library: Library, story_id: StoryId | None) -> Outline | None:
    """The outline of a story; None for none, or for one that is gone."""
    if story_id is None:
        return None
    try:
        return library.outline.get(story_id)
    except KeyError:
        return None


def followed(library: Library, outline: Outline, changes: ChangeSet) -> Outline | None:
    """The outline after a change; None if its story is gone.

    Prose is saved after every pause in typing, and touches one chapter; moving a chapter leaves every scene as it is.
    """
    chapters = (*outline.chapters, *outline.shelved)
    if changes.tables.keys() <= {"text", "note"}:
        saved = changes.table("text").all
        touched = [chapter.id for chapter in chapters if any(scene.id in saved for scene in chapter.scenes)]
        return _with_chapters(outline, {row_id: library.outline.chapter(row_id) for row_id in touched})
    scenes: dict[int, tuple[Scene, ...]] | None = None
    if changes.tables.keys() <= _WITHOUT_SCENES:
        scenes = {chapter.id: chapter.scenes for chapter in chapters}
    try:
        return library.outline.get(outline.story.id, scenes=scenes)
    except KeyError:
        return None


def _with_chapters(outline: Outline, fresh: Mapping[int, Chapter]) -> Outline:
    items = (
        replace(item, chapters=tuple(fresh.get(chapter.id, chapter) for chapter in item.chapters))
        if isinstance(item, Arc)
        else fresh.get(item.id, item)
        for item in outline.items
    )
    return replace(outline, items=tuple(items))
