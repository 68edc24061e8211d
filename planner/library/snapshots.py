"""Snapshots: kept versions of a chapter's or a scene's text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, SceneId
from planner.domain.prose.html import from_html
from planner.domain.prose.model import EMPTY
from planner.library.outline import OutlineTable
from planner.library.prose import ProseTable, prepared
from planner.library.store import Store

SnapshotId = NewType("SnapshotId", int)


class Reason(StrEnum):
    """Why a snapshot was made."""

    ASKED = "asked"
    DAY = "day"
    REWRITE = "rewrite"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept version; ``scene_id`` is None if it is of the whole chapter."""

    id: SnapshotId
    chapter_id: ChapterId
    scene_id: SceneId | None
    label: str
    reason: Reason
    made_at: datetime
    words: int


class Snapshots:
    """Kept versions of texts. They outlive the chapter they were made of, and undo does not touch them."""

    def __init__(self, store: Store, outline: OutlineTable, prose: ProseTable) -> None:
        self._store = store
        self._outline = outline
        self._prose = prose
        self._days: set[tuple[int, str]] = set()
        store.rolled_back.append(self._days.clear)
        if store.journal is not None:
            store.journal.keep_prose = self._keep_before_undo

    def list(self, chapter_id: ChapterId) -> list[Snapshot]:
        """A chapter's snapshots, newest first."""
        records = self._store.records(
            "SELECT id, chapter_id, scene_id, label, reason, made_at, words FROM snapshot WHERE chapter_id = ?"
            " ORDER BY id DESC",
            chapter_id,
        )
        for record in records:
            record["reason"] = Reason(record["reason"])
            record["made_at"] = datetime.fromisoformat(record["made_at"])
        return [Snapshot(**record) for record in records]

    def text(self, snapshot_id: SnapshotId) -> ChapterText:
        """What a snapshot kept; KeyError if there is none such."""
        body, made_at = self._row(snapshot_id, "body, made_at")
        kept = json.loads(body)
        return ChapterText(
            scenes=tuple(SceneText(SceneId(scene_id), from_html(html)) for scene_id, html in kept["scenes"]),
            before=from_html(kept.get("before", "")),
            after=from_html(kept.get("after", "")),
            saved=datetime.fromisoformat(made_at),
        )

    def keep(
        self, chapter_id: ChapterId, label: str = "", scene_id: SceneId | None = None, reason: Reason = Reason.ASKED
    ) -> SnapshotId:
        """Keep the present text of a chapter, or of one of its scenes. It needs no ``library.change``."""
        notes = {} if scene_id else {place: self._prose.note_html(chapter_id, place) for place in ("before", "after")}
        members = ", ".join(["'scenes', json_group_array(json_array(id, html))", *(f"'{place}', ?" for place in notes)])
        # One statement: the first save of a day keeps all of a chapter, while its author pauses.
        with self._store.transaction():
            cursor = self._store.execute(
                "INSERT INTO snapshot (chapter_id, scene_id, label, reason, made_at, words, body)"
                f" SELECT ?, ?, ?, ?, ?, coalesce(sum(words), 0), json_object({members}) FROM"
                " (SELECT id, coalesce(html, '') AS html, words FROM scene LEFT JOIN text ON scene_id = id"
                " WHERE chapter_id = ? AND (? IS NULL OR id = ?) ORDER BY position)",
                chapter_id,
                scene_id,
                label,
                reason,
                self._store.now(),
                *notes.values(),
                chapter_id,
                scene_id,
                scene_id,
            )
        assert cursor.lastrowid is not None
        return SnapshotId(cursor.lastrowid)

    def keep_day(self, chapter_id: ChapterId) -> None:
        """Keep the text as it was when the day's work on a chapter began, once a day."""
        day = self._store.today().isoformat()
        if (chapter_id, day) in self._days:
            return
        made = self._store.one(
            "SELECT 1 FROM snapshot WHERE chapter_id = ? AND reason = 'day' AND made_at >= ?", chapter_id, day
        )
        if not made and self._prose.has_text(chapter_id):
            self.keep(chapter_id, reason=Reason.DAY)
        self._days.add((chapter_id, day))

    def restore(self, snapshot_id: SnapshotId) -> None:
        """Make the text what it was, inside ``library.change``; the present text is kept as a snapshot first.

        Scenes made since then lose their text (it is in that snapshot), and go if nothing was planned for them;
        scenes removed since then come back without their plan.
        """
        self._store.reason = "restore"
        chapter_id, scene_id = self._row(snapshot_id, "chapter_id, scene_id")
        kept = self.text(snapshot_id)
        self.keep(chapter_id, scene_id=scene_id, reason=Reason.REWRITE)
        present = [scene for scene, _, _ in self._prose.scenes(chapter_id)]
        for position, scene in enumerate(kept.scenes):
            assert scene.id is not None
            target = scene.id if scene.id in present else self._outline.add_scene(chapter_id, position)
            self._prose.write(target, prepared(scene.prose))
        if scene_id is not None:
            return
        self._prose.write_note(chapter_id, "before", prepared(kept.before))
        self._prose.write_note(chapter_id, "after", prepared(kept.after))
        for extra in [scene for scene in present if scene not in {kept_scene.id for kept_scene in kept.scenes}]:
            if self._outline.scene(extra).has_plan:
                self._prose.write(extra, prepared(EMPTY))
            else:
                self._outline.remove_scene(extra)

    def remove(self, snapshot_id: SnapshotId) -> None:
        """Forget a snapshot."""
        with self._store.transaction():
            self._store.execute("DELETE FROM snapshot WHERE id = ?", snapshot_id)

    def _row(self, snapshot_id: SnapshotId, columns: str) -> Any:
        row = self._store.one(f"SELECT {columns} FROM snapshot WHERE id = ?", snapshot_id)
        if row is None:
            raise KeyError(snapshot_id)
        return row

    def _keep_before_undo(self, table: str, row_id: int) -> str | None:
        chapter_id = ChapterId(row_id) if table == "note" else self._outline.chapter_of(SceneId(row_id))
        self.keep(chapter_id, reason=Reason.UNDO)
        heading = self._outline.chapter(chapter_id).heading
        return f"The newer text of {heading} was kept as a version."
