"""Where the author is: the open story and what is selected in it, shared by all pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from planner.domain.changes import ChangeSet
from planner.domain.outline import ArcId, ChapterId, PersonId, SceneId, StoryId
from planner.domain.threads import BeatId, ThreadId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.domain.cast import GroupId
    from planner.domain.secrets import SecretId
    from planner.domain.ties import TieId
    from planner.library.file import Library

Kind = Literal["story", "arc", "chapter", "scene", "thread", "beat", "person", "tie", "group", "secret"]

_OF_THE_CAST: dict[Kind, str] = {"person": "person", "tie": "tie", "group": "person_group", "secret": "secret"}
"""What of the cast can be selected beside the outline, and the table it is in."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: the ids of what is selected and of what that is in."""

    story_id: StoryId | None = None
    arc_id: ArcId | None = None
    chapter_id: ChapterId | None = None
    scene_id: SceneId | None = None
    thread_id: ThreadId | None = None
    beat_id: BeatId | None = None
    person_id: PersonId | None = None
    tie_id: TieId | None = None
    group_id: GroupId | None = None
    secret_id: SecretId | None = None

    def without_beside(self) -> Spot:
        """The place in the outline alone."""
        return Spot(self.story_id, self.arc_id, self.chapter_id, self.scene_id)


@dataclass(frozen=True, slots=True)
class Jump:
    """A stretch of prose to show: ``length`` characters from ``start`` in one paragraph of a scene."""

    scene_id: SceneId
    paragraph: int
    start: int
    length: int


class CurrentPlace(QObject):
    """The open story, and what is selected in it; and the chapter as of which its cast is shown.

    A selected scene is selected within its chapter, so that ``chapter_id`` is set as well. A thread is selected
    beside the outline: the chapter the author was at stays hers; a beat is selected with its thread, and takes her
    to its chapter. So are a person, a tie, a group and a secret selected beside the outline. With nothing else
    selected the selection is the story itself.
    """

    story_changed = Signal(object)
    """Emitted with the id of the story that is open now, or None, after `selection_changed` is due."""
    selection_changed = Signal()
    jump_requested = Signal(object)
    """Emitted with a `Jump`, after its scene was selected."""
    as_of_changed = Signal()

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._spot = Spot()
        self._as_of: int | None = None
        self._as_of_chapter: ChapterId | None = None
        bus.changed.connect(self._follow)

    @property
    def story_id(self) -> StoryId | None:
        return self._spot.story_id

    @property
    def arc_id(self) -> ArcId | None:
        return self._spot.arc_id

    @property
    def chapter_id(self) -> ChapterId | None:
        return self._spot.chapter_id

    @property
    def scene_id(self) -> SceneId | None:
        return self._spot.scene_id

    @property
    def thread_id(self) -> ThreadId | None:
        return self._spot.thread_id

    @property
    def beat_id(self) -> BeatId | None:
        return self._spot.beat_id

    @property
    def person_id(self) -> PersonId | None:
        return self._spot.person_id

    @property
    def tie_id(self) -> TieId | None:
        return self._spot.tie_id

    @property
    def group_id(self) -> GroupId | None:
        return self._spot.group_id

    @property
    def secret_id(self) -> SecretId | None:
        return self._spot.secret_id

    @property
    def as_of(self) -> int | None:
        """The number of the chapter after which ties and secrets are shown as they stand, 0 for before the first.

        None is the whole story: as they stand at its end. It may be more than there are chapters now.
        """
        return self._as_of

    def set_as_of(self, number: int | None) -> None:
        """Show the cast as of another chapter. It stays with that chapter when chapters are added or moved."""
        order = self._library.outline.reading_order(self.story_id) if number and self.story_id else []
        self._as_of_chapter = order[number - 1] if number and number <= len(order) else None
        if number != self._as_of:
            self._as_of = number
            self.as_of_changed.emit()

    @property
    def kind(self) -> Kind | None:
        """What is selected; None while no story is open."""
        selected: tuple[tuple[Kind, int | None], ...] = (
            ("person", self.person_id),
            ("tie", self.tie_id),
            ("group", self.group_id),
            ("secret", self.secret_id),
            ("beat", self.beat_id),
            ("thread", self.thread_id),
            ("scene", self.scene_id),
            ("chapter", self.chapter_id),
            ("arc", self.arc_id),
            ("story", self.story_id),
        )
        return next((kind for kind, row_id in selected if row_id is not None), None)

    def open_story(self, story_id: StoryId | None) -> None:
        """Open a story with the story itself selected, or close the open one."""
        if story_id != self.story_id:
            self._go(Spot(story_id))

    def select(self, kind: Kind, row_id: int) -> None:
        """Select something of a kind, opening the story it belongs to.

        Raises KeyError if there is none with that id.
        """
        self._go(self._resolve(kind, row_id))

    def leave_beside(self) -> None:
        """Select no thread, beat, person, tie, group or secret any more, but what the author is at in the outline."""
        self._go(self._spot.without_beside())

    def _go(self, spot: Spot) -> None:
        before, self._spot = self._spot, spot
        if spot.story_id != before.story_id:
            self.set_as_of(None)
            self.story_changed.emit(spot.story_id)
        if spot != before:
            self.selection_changed.emit()

    def jump(self, scene_id: SceneId, paragraph: int, start: int, length: int) -> None:
        """Select a scene and ask the page that shows it to show this stretch of its prose."""
        self.select("scene", scene_id)
        self.jump_requested.emit(Jump(scene_id, paragraph, start, length))

    def _resolve(self, kind: Kind, row_id: int) -> Spot:
        outline = self._library.outline
        match kind:
            case "story":
                return Spot(self._library.stories.get(StoryId(row_id)).id)
            case "arc":
                arc = outline.arc(ArcId(row_id))
                return Spot(arc.story_id, arc.id)
            case "chapter":
                chapter_id = ChapterId(row_id)
                return Spot(outline.story_of(chapter_id), None, chapter_id)
            case "scene":
                scene = outline.scene(SceneId(row_id))
                return Spot(outline.story_of(scene.chapter_id), None, scene.chapter_id, scene.id)
            case "thread":
                return self._beside(ThreadId(row_id))
            case "beat":
                return self._at_beat(BeatId(row_id))
            case _:
                return self._at_cast(kind, row_id)

    def _beside(self, thread_id: ThreadId) -> Spot:
        story_id = self._library.plot.thread(thread_id).story_id
        return replace(self._here(story_id), thread_id=thread_id)

    def _at_cast(self, kind: Kind, row_id: int) -> Spot:
        here = self._here(self._library.cast.story_with(_OF_THE_CAST[kind], row_id))
        selected: dict[str, Any] = {f"{kind}_id": row_id}
        return replace(here, **selected)

    def _here(self, story_id: StoryId) -> Spot:
        """The author's place in the outline of a story."""
        return self._spot.without_beside() if self._spot.story_id == story_id else Spot(story_id)

    def _at_beat(self, beat_id: BeatId) -> Spot:
        beat = self._library.plot.beat(beat_id)
        scene_id = beat.scene_id
        if scene_id is None and beat.chapter_id == self.chapter_id:
            scene_id = self.scene_id
        story_id = self._library.outline.story_of(beat.chapter_id)
        return Spot(story_id, None, beat.chapter_id, scene_id, beat.thread_id, beat_id)

    def _follow(self, changes: ChangeSet) -> None:
        """Step up to what is left when what was selected is gone, and follow a scene or beat to another chapter."""
        if self.story_id in changes.table("story").removed:
            self.open_story(None)
            return
        if self.beat_id in changes.table("beat").removed:
            self._go(replace(self._spot, beat_id=None))
        if self.thread_id in changes.table("thread").removed:
            self.leave_beside()
        if self.kind in _OF_THE_CAST:
            row_id = getattr(self._spot, f"{self.kind}_id")
            if row_id in changes.table(_OF_THE_CAST[self.kind]).removed:
                self.leave_beside()
        self._follow_outline(changes)
        self._follow_as_of(changes)
        if self.beat_id in changes.table("beat").changed:
            self.select("beat", int(self.beat_id or 0))

    def _follow_outline(self, changes: ChangeSet) -> None:
        if self.chapter_id in changes.table("chapter").removed or self.arc_id in changes.table("arc").removed:
            self._go(replace(self._spot, arc_id=None, chapter_id=None, scene_id=None))
        elif self.scene_id in changes.table("scene").removed:
            self._go(replace(self._spot, scene_id=None))
        elif self.scene_id in changes.table("scene").changed:
            scene = self._library.outline.scene(SceneId(int(self.scene_id or 0)))
            self._go(replace(self._spot, chapter_id=scene.chapter_id))

    def _follow_as_of(self, changes: ChangeSet) -> None:
        """Keep to the chapter as of which the cast is shown; once it is gone, to the one before it."""
        if self._as_of and self.story_id is not None and changes.touches("chapter", "arc"):
            order = self._library.outline.reading_order(self.story_id)
            chapter_id = self._as_of_chapter
            number = order.index(chapter_id) + 1 if chapter_id in order else min(self._as_of - 1, len(order))
            self.set_as_of(number)
