"""What an author does to an outline: each verb is one change of the library, named, and told when it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planner.desktop.verbs import Verbs
from planner.domain.arranging import (
    Arrangement,
    Move,
    Part,
    Ref,
    into_arc,
    moved_down,
    moved_up,
    out_of_arc,
    placed,
)
from planner.domain.outline import Arc, ArcId, Chapter, ChapterId, ChapterStatus, Outline, SceneId, StoryId


class OutlineVerbs(Verbs):
    """Verbs over parts of one outline. Those that make something return it; None or False means it did not happen."""

    def rename(self, ref: Ref, title: str) -> bool:
        """Give a part another title."""
        label = self.tr("Rename {what}").format(what=self._what([ref]))
        return self.do(label, lambda: self._edit(ref, title=title)) is not None

    def set_status(self, chapters: Sequence[ChapterId], status: ChapterStatus) -> bool:
        """Give chapters a status."""

        def work() -> bool:
            for chapter_id in chapters:
                self._library.outline.edit_chapter(chapter_id, status=status)
            return True

        return bool(chapters) and self.do(self.tr("Change status"), work) is not None

    def shelve(self, chapters: Sequence[Chapter], shelved: bool) -> bool:
        """Take chapters out of the story without deleting them, or put them back."""
        label = self.tr("Shelve {what}") if shelved else self.tr("Put back {what}")
        refs = [Ref("chapter", chapter.id) for chapter in chapters]

        def work() -> bool:
            self._library.outline.shelve([chapter.id for chapter in chapters], shelved)
            return True

        if not chapters or self.do(label.format(what=self._what(refs)), work) is None:
            return False
        if shelved:
            what = chapters[0].heading if len(chapters) == 1 else self._what(refs)
            self._notices.say(self.tr("Shelved {what}: kept in its place.").format(what=what), undo=True)
        return True

    def rename_story(self, story_id: StoryId, title: str) -> bool:
        """Give the story another title."""

        def work() -> bool:
            self._library.stories.edit(story_id, title=title)
            return True

        return self.do(self.tr("Rename story"), work) is not None

    def plan_chapters(self, story_id: StoryId, count: int) -> bool:
        """Add planned chapters at the end of the story."""

        def work() -> bool:
            for _ in range(count):
                self._library.outline.add_chapter(story_id)
            return True

        return self.do(self.tr("Plan {count} chapters").format(count=count), work) is not None

    # Moving

    def place(self, outline: Outline, refs: Sequence[Ref], parent: Ref | None, row: int | None) -> bool:
        """Put parts before what is at ``row`` of ``parent`` (None: at its end)."""
        return self._move(placed(outline, refs, parent, row))

    def move_up(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Move parts one step towards the beginning."""
        return self._move(moved_up(outline, refs))

    def move_down(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Move parts one step towards the end."""
        return self._move(moved_down(outline, refs))

    def into_arc(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Put loose chapters into the nearest arc."""
        return self._move(into_arc(outline, refs))

    def out_of_arc(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Take chapters out of their arcs."""
        return self._move(out_of_arc(outline, refs))

    def _move(self, moves: Sequence[Move]) -> bool:
        def work() -> bool:
            for move in moves:
                self._write_move(move)
            return True

        label = self.tr("Move {what}").format(what=self._what([move.ref for move in moves]))
        return bool(moves) and self.do(label, work) is not None

    def _write_move(self, move: Move) -> None:
        outline, parent = self._library.outline, move.parent.id if move.parent else None
        match move.ref.kind:
            case "arc":
                outline.move_arc(ArcId(move.ref.id), move.position)
            case "chapter":
                arc_id = None if parent is None else ArcId(parent)
                outline.move_chapter(ChapterId(move.ref.id), arc_id, move.position)
            case "scene":
                assert parent is not None
                outline.move_scene(SceneId(move.ref.id), ChapterId(parent), move.position)

    # Adding

    def add_chapter(self, outline: Outline, after: Ref | None) -> Ref | None:
        """Add a planned chapter after a chapter or scene, at the end of an arc, or (None) at the end of the story."""
        arrangement = Arrangement(outline)
        if after and after.kind == "scene":
            after = arrangement.parent(after)
        arc_id: ArcId | None = None
        position: int | None = None
        if after and after.kind == "arc":
            arc_id = ArcId(after.id)
        elif after:
            parent = arrangement.parent(after)
            arc_id = ArcId(parent.id) if parent else None
            position = arrangement.position(after) + 1
        return self._made(
            "chapter",
            self.tr("Add chapter"),
            lambda: self._library.outline.add_chapter(outline.story.id, arc_id=arc_id, position=position),
        )

    def add_scene(self, outline: Outline, after: Ref) -> Ref | None:
        """Add a scene after a scene, or at the end of a chapter."""
        arrangement = Arrangement(outline)
        chapter = arrangement.parent(after) if after.kind == "scene" else after
        position = arrangement.position(after) + 1 if after.kind == "scene" else None
        if chapter is None or chapter.kind != "chapter":
            return None
        chapter_id = ChapterId(chapter.id)
        return self._made("scene", self.tr("Add scene"), lambda: self._library.outline.add_scene(chapter_id, position))

    def add_arc(self, outline: Outline, after: Ref | None) -> Ref | None:
        """Add an empty arc after what stands at the top of the story, or (None) at its end."""
        arrangement = Arrangement(outline)
        while after and arrangement.parent(after):
            after = arrangement.parent(after)
        position = arrangement.position(after) + 1 if after else None
        return self._made(
            "arc", self.tr("Add arc"), lambda: self._library.outline.add_arc(outline.story.id, "", position)
        )

    def group(self, chapters: Sequence[ChapterId]) -> Ref | None:
        """Put chapters into a new arc."""
        if not chapters:
            return None
        return self._made(
            "arc", self.tr("Group into an arc"), lambda: self._library.outline.group_chapters(chapters, "")
        )

    def duplicate(self, outline: Outline, refs: Sequence[Ref]) -> list[Ref]:
        """Copy parts with all that is in them, each right after its original."""
        originals = Arrangement(outline).outermost(refs)

        def work() -> list[Ref]:
            return [Ref(ref.kind, self._copy(ref)) for ref in originals]

        label = self.tr("Duplicate {what}").format(what=self._what(originals))
        return (self.do(label, work) or []) if originals else []

    def _copy(self, ref: Ref) -> int:
        match ref.kind:
            case "arc":
                return self._library.outline.duplicate_arc(ArcId(ref.id))
            case "chapter":
                return self._library.outline.duplicate_chapter(ChapterId(ref.id))
            case "scene":
                return self._library.outline.duplicate_scene(SceneId(ref.id))

    # Splitting, joining, removing

    def split_chapter(self, scene_id: SceneId) -> Ref | None:
        """Start a new chapter at a scene."""
        return self._made("chapter", self.tr("Split chapter"), lambda: self._library.outline.split_chapter(scene_id))

    def merge_scene(self, scene_id: SceneId) -> bool:
        """Join a scene with the one before it."""

        def work() -> bool:
            self._library.outline.merge_scene(scene_id)
            return True

        return self.do(self.tr("Join scenes"), work) is not None

    def dissolve(self, arc_id: ArcId) -> bool:
        """Remove an arc and keep its chapters where they are."""

        def work() -> bool:
            self._library.outline.dissolve_arc(arc_id)
            return True

        return self.do(self.tr("Dissolve arc"), work) is not None

    def remove(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Delete parts with all that is in them, and offer to undo it."""
        going = Arrangement(outline).outermost(refs)

        def work() -> bool:
            for ref in going:
                self._remove(ref)
            return True

        done = bool(going) and self.do(self.tr("Delete {what}").format(what=self._what(going)), work) is not None
        if done:
            self._notices.say(self.tr("Deleted {what}.").format(what=self._name(outline, going)), undo=True)
        return done

    def _remove(self, ref: Ref) -> None:
        match ref.kind:
            case "arc":
                self._library.outline.remove_arc(ArcId(ref.id))
            case "chapter":
                self._library.outline.remove_chapter(ChapterId(ref.id))
            case "scene":
                self._library.outline.remove_scene(SceneId(ref.id))

    # Parts of the verbs

    def _made(self, kind: Part, label: str, work: Callable[[], int]) -> Ref | None:
        row_id = self.do(label, work)
        return None if row_id is None else Ref(kind, row_id)

    def _edit(self, ref: Ref, **fields: object) -> bool:
        match ref.kind:
            case "arc":
                self._library.outline.edit_arc(ArcId(ref.id), **fields)
            case "chapter":
                self._library.outline.edit_chapter(ChapterId(ref.id), **fields)
            case "scene":
                self._library.outline.edit_scene(SceneId(ref.id), **fields)
        return True

    def _what(self, refs: Sequence[Ref]) -> str:
        """Parts as the label of an undo step names them: "chapter", "3 scenes"."""
        kinds = {ref.kind for ref in refs}
        if len(refs) == 1:
            one = {"arc": self.tr("arc"), "chapter": self.tr("chapter"), "scene": self.tr("scene")}
            return one[refs[0].kind]
        many = {"arc": self.tr("{count} arcs"), "chapter": self.tr("{count} chapters")}
        many["scene"] = self.tr("{count} scenes")
        text = many[refs[0].kind] if len(kinds) == 1 else self.tr("{count} parts")
        return text.format(count=len(refs))

    def _name(self, outline: Outline, refs: Sequence[Ref]) -> str:
        """Parts as the status bar names them: a chapter by its heading, several by their number."""
        if len(refs) > 1:
            return self._what(refs)
        ref = refs[0]
        for item in outline.items:
            if ref == Ref("arc", item.id) and isinstance(item, Arc):
                return item.title or self.tr("an arc")
        if ref.kind == "chapter":
            return outline.chapter(ChapterId(ref.id)).heading
        return self.tr("a scene")


def chapters_among(outline: Outline, refs: Iterable[Ref]) -> list[Chapter]:
    """The chapters meant by a selection, in reading order: a scene stands for its chapter, an arc for nothing."""
    chapters = {ref.id for ref in refs if ref.kind == "chapter"}
    scenes = {ref.id for ref in refs if ref.kind == "scene"}
    everything = [each for item in outline.items for each in (item.chapters if isinstance(item, Arc) else (item,))]
    return [
        chapter
        for chapter in everything
        if chapter.id in chapters or (scenes and any(scene.id in scenes for scene in chapter.scenes))
    ]
