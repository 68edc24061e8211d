"""Where the author is in a story: what is reopened next time."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.outline import ChapterId, SceneId, StoryId


@dataclass(frozen=True, slots=True)
class Place:
    """A story, and in it perhaps a chapter with the cursor.

    ``offset`` is the cursor's position from the start of the scene's text, counted as Qt counts it (in UTF-16 units:
    an emoji is two), since nobody but the editor that wrote it reads it. ``scroll`` is the value of
    the editor's scroll bar in pixels.
    """

    story_id: StoryId
    chapter_id: ChapterId | None = None
    scene_id: SceneId | None = None
    offset: int = 0
    scroll: int = 0
