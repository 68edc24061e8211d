"""Order in a list: ``position`` is 0…n-1 in its parent, kept dense here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from planner.library.store import Store

Key = tuple[str, int]
"""A table and a row id: arcs and loose chapters share one list, so an id alone would not do."""


def top_of_story(store: Store, story_id: int) -> list[Key]:
    """Arcs and loose chapters of a story, in order."""
    rows = store.rows(
        "SELECT 'arc', id, position FROM arc WHERE story_id = ?"
        " UNION ALL SELECT 'chapter', id, position FROM chapter WHERE story_id = ? AND arc_id IS NULL"
        " ORDER BY position",
        story_id,
        story_id,
    )
    return [(table, row_id) for table, row_id, _ in rows]


def children(store: Store, table: str, parent: str | None = None, parent_id: int | None = None) -> list[Key]:
    """Rows of one table under one parent (``parent`` is the column that names it), in order."""
    if parent is None:
        rows = store.rows(f"SELECT id FROM {table} ORDER BY position, id")
    else:
        rows = store.rows(f"SELECT id FROM {table} WHERE {parent} = ? ORDER BY position, id", parent_id)
    return [(table, row[0]) for row in rows]


def renumber(store: Store, keys: Sequence[Key]) -> None:
    """Write 0…n-1 into ``position``, for those that are not so already."""
    for table in {table for table, _ in keys}:
        store.execute_many(
            f"UPDATE {table} SET position = ? WHERE id = ? AND position <> ?",
            [(index, row_id, index) for index, (name, row_id) in enumerate(keys) if name == table],
        )


def placed(keys: Sequence[Key], key: Key, position: int | None) -> list[Key]:
    """``keys`` with ``key`` at ``position``, counted without it; None or too far means last."""
    rest = [other for other in keys if other != key]
    at = len(rest) if position is None else max(0, min(position, len(rest)))
    return [*rest[:at], key, *rest[at:]]
