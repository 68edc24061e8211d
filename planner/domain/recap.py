"""Where a story stands, for an author who has not seen it for long: what is open, who is where, the last lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.outline import (
    Chapter,
    NextStep,
    Outline,
    PersonId,
    Progress,
    Scene,
    SceneId,
    Story,
    next_step,
    progress,
)
from planner.domain.place import Place
from planner.domain.presence import who_is_in
from planner.domain.threads import Plot, Thread

_LINES = 3
_LETTERS = 320


@dataclass(frozen=True)
class Recap:
    """Where a story stands: what is open, and the scene it was left in with who is there and its last lines."""

    story: Story
    progress: Progress
    next_step: NextStep
    open: tuple[Thread, ...]
    chapter: Chapter | None = None
    scene: Scene | None = None
    people: tuple[PersonId, ...] = ()
    lines: tuple[str, ...] = ()


def recap(outline: Outline, plot: Plot, left: Place | None, text_of: Callable[[SceneId], str]) -> Recap:
    """Tell where a story stands.

    Args:
        outline: the story.
        plot: its threads.
        left: where the author was in it, if that is known; it may be gone.
        text_of: gives a scene's text, a paragraph a line.
    """
    chapters, story = outline.chapters, outline.story
    written = max((chapter.number for chapter in chapters if chapter.words), default=0)
    chapter, scene = scene_left(chapters, left)
    lines: tuple[str, ...] = ()
    if scene is not None:
        at_cursor = left is not None and left.scene_id == scene.id and left.offset > 0
        lines = last_lines(text_of(scene.id), left.offset if left is not None and at_cursor else None)
    return Recap(
        story=story,
        progress=progress(chapters, story.expected),
        next_step=next_step(chapters, story.expected),
        open=tuple(plot.open_after(written)),
        chapter=chapter,
        scene=scene,
        people=who_is_in(scene) if scene is not None else (),
        lines=lines,
    )


def scene_left(chapters: Sequence[Chapter], left: Place | None) -> tuple[Chapter | None, Scene | None]:
    """The scene with words in which the author was, or else the last one there is before it; at last, any."""
    written = [(chapter, scene) for chapter in chapters for scene in chapter.scenes if scene.words]
    if left is not None:
        for chapter, scene in written:
            if scene.id == left.scene_id:
                return chapter, scene
        at = next((chapter.number for chapter in chapters if chapter.id == left.chapter_id), None)
        before = [(chapter, scene) for chapter, scene in written if at is not None and chapter.number <= at]
        if before:
            return before[-1]
    return written[-1] if written else (None, None)


def last_lines(text: str, offset: int | None = None) -> tuple[str, ...]:
    """The last paragraphs of a text, as many as are read at a glance; of a long one the end.

    Args:
        text: a paragraph a line.
        offset: up to the paragraph in which this place is, in UTF-16 units; None for the whole text.
    """
    if offset is not None:
        place = len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))
        end = text.find("\n", place)
        text = text if end < 0 else text[:end]
    found: list[str] = []
    room = _LETTERS
    for paragraph in reversed([line.strip() for line in text.split("\n") if line.strip()]):
        if found and len(paragraph) > room:
            break
        found.append(_end_of(paragraph))
        room -= len(paragraph)
        if len(found) == _LINES:
            break
    return tuple(reversed(found))


def _end_of(paragraph: str) -> str:
    """The end of a paragraph that is too long, from the beginning of a word on."""
    if len(paragraph) <= _LETTERS:
        return paragraph
    end = paragraph[-_LETTERS:]
    word = end.find(" ")
    return "…" + (end[word + 1 :] if word >= 0 else end)
