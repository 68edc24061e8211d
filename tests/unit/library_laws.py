"""What holds in every sound library, as a second connection on the file finds it."""

from __future__ import annotations

import sqlite3

from planner.library.schema import PARAGRAPH_BITS

_LISTS = (
    "SELECT story_id, position FROM arc",
    # Loose chapters stand among the arcs, the others in theirs.
    "SELECT story_id, position FROM chapter WHERE arc_id IS NULL",
    "SELECT arc_id, position FROM chapter WHERE arc_id IS NOT NULL",
    "SELECT chapter_id, position FROM scene",
    "SELECT story_id, position FROM person",
    "SELECT 0, position FROM story",
    "SELECT 0, position FROM idea",
    "SELECT story_id, position FROM thread",
    "SELECT story_id, position FROM place",
    "SELECT story_id, position FROM custom_field",
    "SELECT story_id, position FROM tie",
    "SELECT story_id, position FROM tie_kind",
    "SELECT story_id, position FROM person_group",
    "SELECT story_id, position FROM board",
    "SELECT story_id, position FROM secret",
    "SELECT thread_id * 100000 + chapter_id, position FROM beat",
    "SELECT 0, position FROM goal",
)


def check_laws(other: sqlite3.Connection) -> None:
    """Fail if the plan, the texts and what is counted do not fit together."""
    assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    positions_are_dense(other)
    every_chapter_has_a_scene(other)
    what_belongs_to_scenes_is_in_their_chapters(other)
    portraits_are_there(other)
    search_knows_what_stands_in_the_texts(other)
    words_are_those_written_and_those_that_came_otherwise(other)


def positions_are_dense(other: sqlite3.Connection) -> None:
    lists: dict[tuple[str, int], list[int]] = {}
    for query in _LISTS:
        kind = "top" if "FROM arc" in query or "arc_id IS NULL" in query else query
        for parent, position in other.execute(query):
            lists.setdefault((kind, parent), []).append(position)
    for where, positions in lists.items():
        assert sorted(positions) == list(range(len(positions))), where


def every_chapter_has_a_scene(other: sqlite3.Connection) -> None:
    assert other.execute("SELECT id FROM chapter WHERE id NOT IN (SELECT chapter_id FROM scene)").fetchall() == []


def what_belongs_to_scenes_is_in_their_chapters(other: sqlite3.Connection) -> None:
    for table in ("beat", "reveal"):
        joined = f"{table} JOIN scene ON scene.id = scene_id"
        assert other.execute(f"SELECT * FROM {joined} WHERE scene.chapter_id <> {table}.chapter_id").fetchall() == []


def portraits_are_there(other: sqlite3.Connection) -> None:
    missing = "portrait <> '' AND portrait NOT IN (SELECT digest FROM portrait)"
    assert other.execute(f"SELECT id FROM person WHERE {missing}").fetchall() == []


def search_knows_what_stands_in_the_texts(other: sqlite3.Connection) -> None:
    expected = {
        (scene << PARAGRAPH_BITS | index, line)
        for scene, plain in other.execute("SELECT scene_id, plain FROM text")
        for index, line in enumerate(plain.split("\n"))
        if line
    }
    there = f"SELECT rowid, body FROM prose_fts WHERE rowid >> {PARAGRAPH_BITS} IN (SELECT id FROM scene)"
    assert set(other.execute(there)) == expected


def words_are_those_written_and_those_that_came_otherwise(other: sqlite3.Connection) -> None:
    there = other.execute("SELECT coalesce(sum(words), 0) FROM text").fetchone()
    known = other.execute(
        "SELECT (SELECT coalesce(sum(added - deleted), 0) FROM tally)"
        " + (SELECT coalesce(sum(words), 0) FROM unwritten WHERE NOT counted)"
    ).fetchone()
    assert there == known
