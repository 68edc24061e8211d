"""Beats and reveals that belong to scenes, when the outline moves the scenes."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.outline import SceneId
from planner.library.order import renumber
from planner.library.store import Store


def follow_scenes(store: Store, scene_ids: Iterable[SceneId]) -> None:
    """Let what belongs to scenes go to the chapters where those went; beats go behind the beats that are there."""
    for scene_id in scene_ids:
        store.execute(
            "UPDATE reveal SET chapter_id = scene.chapter_id FROM scene"
            " WHERE scene.id = scene_id AND scene_id = ? AND reveal.chapter_id IS NOT scene.chapter_id",
            scene_id,
        )
        for beat_id, thread_id, old, new in store.rows(
            "SELECT beat.id, thread_id, beat.chapter_id, scene.chapter_id FROM beat JOIN scene ON scene.id = scene_id"
            " WHERE scene_id = ? AND beat.chapter_id <> scene.chapter_id ORDER BY beat.position",
            scene_id,
        ):
            store.update("beat", beat_id, {"chapter_id": new})
            for chapter_id, last in ((new, beat_id), (old, None)):
                rows = store.rows(
                    "SELECT id FROM beat WHERE thread_id = ? AND chapter_id = ? ORDER BY id = ?, position, id",
                    thread_id,
                    chapter_id,
                    last,
                )
                renumber(store, [("beat", row[0]) for row in rows])
