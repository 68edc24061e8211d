"""What the tests of the outline share: a library with a story in it, and what a second look at the file finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt

from planner.desktop.outline.model import OutlineModel
from planner.domain.arranging import Ref
from planner.domain.outline import Arc, Chapter, Outline, StoryId
from planner.library.file import Library

Plan = Sequence["str | tuple[str, Sequence[str]]"]
"""Titles of loose chapters, and arcs as (title, titles of chapters); a chapter may be "Title: scene, scene"."""


def add_story(library: Library, plan: Plan, title: str = "Lighthouse") -> StoryId:
    """Make a story of this plan."""
    with library.change("Add story"):
        story_id = library.stories.add(title)
        for item in plan:
            if isinstance(item, str):
                _add_chapter(library, story_id, item, None)
            else:
                arc_id = library.outline.add_arc(story_id, item[0])
                for text in item[1]:
                    _add_chapter(library, story_id, text, arc_id)
    return story_id


def _add_chapter(library: Library, story_id: StoryId, text: str, arc_id: int | None) -> None:
    title, _, scenes = text.partition(": ")
    chapter_id = library.outline.add_chapter(story_id, arc_id=arc_id, title=title)  # type: ignore[arg-type]
    for number, scene in enumerate(scenes.split(", ") if scenes else ()):
        if number == 0:
            library.outline.edit_scene(library.outline.chapter(chapter_id).scenes[0].id, title=scene)
        else:
            library.outline.add_scene(chapter_id, title=scene)


def plan_of(outline: Outline) -> list[str | tuple[str, list[str]]]:
    """The plan an outline follows, as `add_story` takes it; untitled scenes are "?"."""
    return [
        (item.title, [_chapter_text(chapter) for chapter in item.chapters])
        if isinstance(item, Arc)
        else _chapter_text(item)
        for item in outline.items
    ]


def _chapter_text(chapter: Chapter) -> str:
    if len(chapter.scenes) == 1 and not chapter.scenes[0].title:
        return chapter.title
    return f"{chapter.title}: {', '.join(scene.title or '?' for scene in chapter.scenes)}"


@contextmanager
def second_look(path: Path) -> Iterator[Library]:
    """The file as another program sees it."""
    with Library.open(path, read_only=True) as library:
        yield library


def saved_plan(path: Path, story_id: StoryId) -> list[str | tuple[str, list[str]]]:
    """The plan that is in the file."""
    with second_look(path) as library:
        return plan_of(library.outline.get(story_id))


def shown(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    """What the model shows: titles, with the rows below as a list behind."""
    rows: list[object] = []
    for row in range(model.rowCount(parent or QModelIndex())):
        index = model.index(row, 0, parent or QModelIndex())
        rows.append(model.data(index, Qt.ItemDataRole.EditRole))
        if model.rowCount(index):
            rows.append(shown(model, index))
    return rows


def ref_titled(outline: Outline | None, title: str) -> Ref:
    """The part with this title."""
    assert outline is not None
    for item in outline.items:
        if isinstance(item, Arc) and item.title == title:
            return Ref("arc", item.id)
    for chapter in outline.chapters:
        if chapter.title == title:
            return Ref("chapter", chapter.id)
        for scene in chapter.scenes:
            if scene.title == title:
                return Ref("scene", scene.id)
    raise LookupError(title)
