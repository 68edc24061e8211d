"""What an author does to chapters and scenes on the board and in the table: each verb is one named change."""

from __future__ import annotations

from collections.abc import Sequence

from planner.desktop.verbs import Verbs
from planner.domain.arranging import Move, Ref, moved_down, moved_up, placed
from planner.domain.outline import ArcId, ChapterId, Outline, SceneId


class ChapterVerbs(Verbs):
    """Each returns whether it happened; what stood in its way was told."""

    def edit(self, refs: Sequence[Ref], undo_label: str, **fields: object) -> bool:
        """Set fields of arcs, chapters or scenes, in one change."""
        outline = self._library.outline

        def work() -> None:
            for ref in refs:
                match ref.kind:
                    case "arc":
                        outline.edit_arc(ArcId(ref.id), **fields)
                    case "chapter":
                        outline.edit_chapter(ChapterId(ref.id), **fields)
                    case "scene":
                        outline.edit_scene(SceneId(ref.id), **fields)

        return bool(refs) and self.done(undo_label, work)

    def place(self, outline: Outline, refs: Sequence[Ref], parent: Ref | None, row: int | None) -> bool:
        """Put chapters or scenes before what is at ``row`` of ``parent`` (None: at its end)."""
        return self._move(placed(outline, refs, parent, row))

    def move_earlier(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Move chapters or scenes one step towards the beginning."""
        return self._move(moved_up(outline, refs))

    def move_later(self, outline: Outline, refs: Sequence[Ref]) -> bool:
        """Move chapters or scenes one step towards the end."""
        return self._move(moved_down(outline, refs))

    def _move(self, moves: Sequence[Move]) -> bool:
        if not moves:
            return False
        outline = self._library.outline

        def work() -> None:
            for move in moves:
                if move.ref.kind == "chapter":
                    arc_id = ArcId(move.parent.id) if move.parent else None
                    outline.move_chapter(ChapterId(move.ref.id), arc_id, move.position)
                elif move.parent is not None:
                    outline.move_scene(SceneId(move.ref.id), ChapterId(move.parent.id), move.position)

        return self.done(self._move_label(moves[0].ref.kind == "scene", len(moves)), work)

    def remove(self, refs: Sequence[Ref]) -> bool:
        """Delete chapters or scenes, and offer to undo it."""
        outline = self._library.outline

        def work() -> None:
            for ref in refs:
                if ref.kind == "chapter":
                    outline.remove_chapter(ChapterId(ref.id))
                else:
                    outline.remove_scene(SceneId(ref.id))

        scenes, count = bool(refs) and refs[0].kind == "scene", len(refs)
        if count == 1:
            label = self.tr("Delete scene") if scenes else self.tr("Delete chapter")
            done = self.tr("Deleted a scene.") if scenes else self.tr("Deleted a chapter.")
        else:
            label = self.tr("Delete {count} scenes") if scenes else self.tr("Delete {count} chapters")
            done = self.tr("Deleted {count} scenes.") if scenes else self.tr("Deleted {count} chapters.")
        if not refs or not self.done(label.format(count=count), work):
            return False
        self._notices.say(done.format(count=count), undo=True)
        return True

    def _move_label(self, scenes: bool, count: int) -> str:
        if count == 1:
            return self.tr("Move scene") if scenes else self.tr("Move chapter")
        many = self.tr("Move {count} scenes") if scenes else self.tr("Move {count} chapters")
        return many.format(count=count)
