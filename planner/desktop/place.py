"""Where the author is: the open story and what is selected in it, shared by all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from planner.domain.changes import ChangeSet
from planner.domain.outline import ArcId, ChapterId, SceneId, StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

Kind = Literal["story", "arc", "chapter", "scene"]


@dataclass(frozen=True, slots=True)
class Jump:
    """A stretch of prose to show: ``length`` characters from ``start`` in one paragraph of a scene."""

    scene_id: SceneId
    paragraph: int
    start: int
    length: int


class CurrentPlace(QObject):
    """The open story, and the arc, chapter or scene selected in it.

    A selected scene is selected within its chapter, so that ``chapter_id`` is set as well. With nothing
    else selected the selection is the story itself.
    """

    story_changed = Signal(object)
    """Emitted with the id of the story that is open now, or None, after `selection_changed` is due."""
    selection_changed = Signal()
    jump_requested = Signal(object)
    """Emitted with a `Jump`, after its scene was selected."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.story_id: StoryId | None = None
        self.arc_id: ArcId | None = None
        self.chapter_id: ChapterId | None = None
        self.scene_id: SceneId | None = None
        bus.changed.connect(self._follow)

    @property
    def kind(self) -> Kind | None:
        """What is selected; None while no story is open."""
        if self.scene_id is not None:
            return "scene"
        if self.chapter_id is not None:
            return "chapter"
        if self.arc_id is not None:
            return "arc"
        return "story" if self.story_id is not None else None

    def open_story(self, story_id: StoryId | None) -> None:
        """Open a story with the story itself selected, or close the open one."""
        if story_id != self.story_id:
            self.story_id, self.arc_id, self.chapter_id, self.scene_id = story_id, None, None, None
            self.story_changed.emit(story_id)
            self.selection_changed.emit()

    def select(self, kind: Kind, row_id: int) -> None:
        """Select a story, arc, chapter or scene, opening the story it belongs to.

        Raises KeyError if there is none with that id.
        """
        story_id, arc_id, chapter_id, scene_id = self._resolve(kind, row_id)
        before = (self.arc_id, self.chapter_id, self.scene_id)
        story_is_new = story_id != self.story_id
        self.story_id, self.arc_id, self.chapter_id, self.scene_id = story_id, arc_id, chapter_id, scene_id
        if story_is_new:
            self.story_changed.emit(story_id)
        if story_is_new or before != (arc_id, chapter_id, scene_id):
            self.selection_changed.emit()

    def jump(self, scene_id: SceneId, paragraph: int, start: int, length: int) -> None:
        """Select a scene and ask the page that shows it to show this stretch of its prose."""
        self.select("scene", scene_id)
        self.jump_requested.emit(Jump(scene_id, paragraph, start, length))

    def _resolve(self, kind: Kind, row_id: int) -> tuple[StoryId, ArcId | None, ChapterId | None, SceneId | None]:
        outline = self._library.outline
        if kind == "story":
            return self._library.stories.get(StoryId(row_id)).id, None, None, None
        if kind == "arc":
            arc = outline.arc(ArcId(row_id))
            return arc.story_id, arc.id, None, None
        if kind == "chapter":
            chapter_id = ChapterId(row_id)
            return outline.story_of(chapter_id), None, chapter_id, None
        scene = outline.scene(SceneId(row_id))
        return outline.story_of(scene.chapter_id), None, scene.chapter_id, scene.id

    def _follow(self, changes: ChangeSet) -> None:
        """Step up to what is left when what was selected is gone, and follow a scene to another chapter."""
        if self.story_id in changes.table("story").removed:
            self.open_story(None)
        elif self.scene_id in changes.table("scene").removed and self.chapter_id is not None:
            self._select_what_is_left(changes)
        elif self.chapter_id in changes.table("chapter").removed or self.arc_id in changes.table("arc").removed:
            self._select_story()
        elif self.scene_id in changes.table("scene").changed:
            self.select("scene", int(self.scene_id or 0))

    def _select_what_is_left(self, changes: ChangeSet) -> None:
        if self.chapter_id in changes.table("chapter").removed:
            self._select_story()
        else:
            self.select("chapter", int(self.chapter_id or 0))

    def _select_story(self) -> None:
        if self.story_id is not None:
            self.select("story", self.story_id)
