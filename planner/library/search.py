"""Search over all prose by paragraph, and over the plan's own text (SQLite FTS5)."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.outline import ChapterId, SceneId, StoryId
from planner.domain.prose.html import clean_text
from planner.library.schema import PARAGRAPH_BITS, PLAN_FIELDS, PLAN_SLOTS
from planner.library.store import Store

CONTEXT = 60
"""Characters of context kept on each side of a match."""

# Prose holds no control characters (architecture.md), so these can mark a match without ever being one.
_OPEN, _CLOSE = "\x02", "\x03"

_OWNED_BY_CHAPTERS = {
    "scene": "SELECT story_id, chapter_id FROM scene JOIN chapter ON chapter.id = chapter_id",
    "beat": "SELECT story_id, chapter_id FROM beat JOIN chapter ON chapter.id = chapter_id",
    "ending": "SELECT story_id, chapter_id FROM ending",
    "custom_value": (
        "SELECT story_id, coalesce(custom_value.chapter_id, scene.chapter_id) FROM custom_value"
        " JOIN custom_field ON custom_field.id = field_id LEFT JOIN scene ON scene.id = scene_id"
    ),
    "development": ("SELECT story_id, development.chapter_id FROM development JOIN tie ON tie.id = tie_id"),
    "reveal": "SELECT story_id, reveal.chapter_id FROM reveal JOIN secret ON secret.id = secret_id",
}
"""How the story and the chapter are found of what belongs to a chapter."""


@dataclass(frozen=True, slots=True)
class ProseHit:
    """A paragraph in which something was found: its first match with the words around it.

    ``paragraph`` counts in the scene, ``start`` in characters of the paragraph, both from 0.
    """

    story_id: StoryId
    chapter_id: ChapterId
    scene_id: SceneId
    paragraph: int
    start: int
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class PlanHit:
    """A field of the plan in which something was found. ``kind`` is the table, ``field`` the column.

    ``chapter_id`` is the chapter it belongs to, if it belongs to one.
    """

    kind: str
    id: int
    story_id: StoryId | None
    chapter_id: ChapterId | None
    field: str
    before: str
    match: str
    after: str


def match_expression(query: str) -> str | None:
    """What FTS5 is asked for what the author typed: all words, the last one as a beginning; "…" is a phrase.

    Returns None if there is nothing to look for.
    """
    query = clean_text(query)
    parts: list[str] = []
    for index, piece in enumerate(query.replace("“", '"').replace("”", '"').split('"')):
        words = [word for word in piece.split() if any(character.isalnum() for character in word)]
        if index % 2:
            parts += [f'"{" ".join(words)}"'] if words else []
        else:
            parts += [f'"{word}"' for word in words]
    if not parts:
        return None
    still_typing = query[-1].isalnum() or query[-1] in "'’-"
    return " ".join(parts) + ("*" if still_typing else "")


class Search:
    """Finds words in what was written and planned. Case and accents do not matter."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def prose(self, query: str, story_id: StoryId | None = None, limit: int = 50) -> list[ProseHit]:
        """The first paragraphs with all the words of ``query``, in one story or everywhere."""
        expression = match_expression(query)
        if expression is None:
            return []
        scope, values = self._scope(story_id)
        records = self._store.records(
            "SELECT story_id, chapter_id, scene.id AS scene_id,"
            f" prose_fts.rowid & {(1 << PARAGRAPH_BITS) - 1} AS paragraph,"
            f" highlight(prose_fts, 0, char({ord(_OPEN)}), char({ord(_CLOSE)})) AS marked"
            f" FROM prose_fts CROSS JOIN scene ON scene.id = prose_fts.rowid >> {PARAGRAPH_BITS}"
            f" JOIN chapter ON chapter.id = chapter_id WHERE prose_fts MATCH ? {scope} LIMIT ?",
            expression,
            *values,
            limit,
        )
        hits: list[ProseHit] = []
        for record in records:
            start, before, match, after = _around(record.pop("marked"))
            hits.append(ProseHit(**record, start=start, before=before, match=match, after=after))
        return hits

    def plan(self, query: str, story_id: StoryId | None = None, limit: int = 50) -> list[PlanHit]:
        """The first fields of the plan (titles, synopses, notes, people, ideas) with all the words of ``query``."""
        expression = match_expression(query)
        if expression is None:
            return []
        rows = self._store.rows(
            f"SELECT rowid / {PLAN_SLOTS}, rowid % {PLAN_SLOTS},"
            f" highlight(plan_fts, 0, char({ord(_OPEN)}), char({ord(_CLOSE)}))"
            " FROM plan_fts WHERE plan_fts MATCH ?",
            expression,
        )
        hits: list[PlanHit] = []
        for row_id, slot, marked in rows:
            table, field = PLAN_FIELDS[slot]
            owner = self._owner(table, row_id)
            if story_id is not None and owner[0] != story_id:
                continue
            kind = "chapter" if table == "note" else table
            hits.append(PlanHit(kind, row_id, *owner, field.removesuffix("_plain"), *_around(marked)[1:]))
            if len(hits) == limit:
                break
        return hits

    def _scope(self, story_id: StoryId | None) -> tuple[str, tuple[int, ...]]:
        """Within a story: by its id, and (what makes it quick) between its first and last paragraph's row."""
        if story_id is None:
            return "", ()
        bounds = self._store.one(
            "SELECT min(scene.id), max(scene.id) FROM scene JOIN chapter ON chapter.id = chapter_id WHERE story_id = ?",
            story_id,
        )
        if bounds is None or bounds[0] is None:
            return "AND 0", ()
        first, last = bounds
        return (
            "AND story_id = ? AND prose_fts.rowid BETWEEN ? AND ?",
            (story_id, first << PARAGRAPH_BITS, ((last + 1) << PARAGRAPH_BITS) - 1),
        )

    def _owner(self, table: str, row_id: int) -> tuple[StoryId | None, ChapterId | None]:
        if table == "story":
            return StoryId(row_id), None
        if table in ("chapter", "note"):
            return StoryId(self._store.value("SELECT story_id FROM chapter WHERE id = ?", row_id)), ChapterId(row_id)
        if table in _OWNED_BY_CHAPTERS:
            row = self._store.one(f"{_OWNED_BY_CHAPTERS[table]} WHERE {table}.id = ?", row_id)
            assert row is not None
            return row[0], row[1]
        return self._store.value(f"SELECT story_id FROM {table} WHERE id = ?", row_id), None


def _around(marked: str) -> tuple[int, str, str, str]:
    """Where the first match of a marked text starts, the words before it, itself, and the words after it."""
    before, _, rest = marked.partition(_OPEN)
    match, _, after = rest.partition(_CLOSE)
    after = after.replace(_OPEN, "").replace(_CLOSE, "")
    start = len(before)
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    return start, before, match, after
