"""Prose in its own tables, away from the plan: stored form, plain text, words, and the index of paragraphs."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from planner.domain.outline import ChapterId, SceneId
from planner.domain.prose.counting import count_words
from planner.domain.prose.html import canonical, from_html, to_html
from planner.domain.prose.model import EMPTY, Prose
from planner.library.journal import Recorded
from planner.library.schema import PARAGRAPH_BITS
from planner.library.store import Row, Store

NotePlace = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class PreparedText:
    """Prose made ready to be written: what can be computed away from the connection."""

    html: str
    plain: str
    words: int


def prepared(prose: Prose) -> PreparedText:
    """Compute the columns of a text or a note from its prose, as it will be read again."""
    prose = canonical(prose)
    return PreparedText(to_html(prose), prose.plain, count_words(prose))


class ProseTable:
    """Texts of scenes and notes of chapters."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.finishers.append(self._follow)

    # Reading

    def scene(self, scene_id: SceneId) -> Prose:
        """The text of a scene; empty if it has none yet."""
        row = self._store.one("SELECT html FROM text WHERE scene_id = ?", scene_id)
        return from_html(row[0]) if row else EMPTY

    def scenes(self, chapter_id: ChapterId) -> list[tuple[SceneId, str, str | None]]:
        """Id, html and time of saving of a chapter's scenes, in order."""
        rows = self._store.rows(
            "SELECT id, coalesce(html, ''), saved FROM scene LEFT JOIN text ON scene_id = id"
            " WHERE chapter_id = ? ORDER BY position",
            chapter_id,
        )
        return [(SceneId(row[0]), row[1], row[2]) for row in rows]

    def has_text(self, chapter_id: ChapterId) -> bool:
        """Whether anything stands in a chapter's scenes."""
        return bool(
            self._store.value(
                "SELECT EXISTS (SELECT 1 FROM scene JOIN text ON scene_id = id WHERE chapter_id = ? AND html <> '')",
                chapter_id,
            )
        )

    def scene_ids(self, chapter_id: ChapterId) -> list[SceneId]:
        """The ids of a chapter's scenes, in order."""
        return [
            row[0]
            for row in self._store.rows("SELECT id FROM scene WHERE chapter_id = ? ORDER BY position", chapter_id)
        ]

    def note(self, chapter_id: ChapterId, place: NotePlace) -> Prose:
        """An author's note of a chapter; empty if it has none."""
        return from_html(self.note_html(chapter_id, place))

    def note_html(self, chapter_id: ChapterId, place: NotePlace) -> str:
        row = self._store.one(f"SELECT {place}_html FROM note WHERE chapter_id = ?", chapter_id)
        return str(row[0]) if row else ""

    # Writing

    def write(self, scene_id: SceneId, text: PreparedText) -> int:
        """Write the text of a scene; returns by how many words it grew."""
        row = self._store.one("SELECT words, plain FROM text WHERE scene_id = ?", scene_id)
        self._store.execute(
            "INSERT INTO text (scene_id, words, saved, html, plain) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (scene_id) DO UPDATE SET words = excluded.words, saved = excluded.saved,"
            " html = excluded.html, plain = excluded.plain",
            scene_id,
            text.words,
            self._store.now(),
            text.html,
            text.plain,
        )
        # While the journal records, _follow does this once for the whole change.
        if not self._store.recording:
            old = row[1] if row else indexed(self._store.connection, scene_id)
            index_paragraphs(self._store.connection, scene_id, old, text.plain)
        return text.words - (row[0] if row else 0)

    def write_note(self, chapter_id: ChapterId, place: NotePlace, text: PreparedText) -> None:
        """Write an author's note."""
        self._store.execute(
            f"INSERT INTO note (chapter_id, {place}_words, {place}_html, {place}_plain) VALUES (?, ?, ?, ?)"
            f" ON CONFLICT (chapter_id) DO UPDATE SET {place}_words = excluded.{place}_words,"
            f" {place}_html = excluded.{place}_html, {place}_plain = excluded.{place}_plain",
            chapter_id,
            text.words,
            text.html,
            text.plain,
        )

    # Parts of the outline's verbs

    def split(self, scene_id: SceneId, new: SceneId, paragraph: int) -> None:
        """Move the paragraphs of a scene from ``paragraph`` on to the scene ``new``."""
        paragraphs = self.scene(scene_id).paragraphs
        self.write(scene_id, prepared(Prose(paragraphs[:paragraph])))
        self.write(new, prepared(Prose(paragraphs[paragraph:])))

    def join(self, into: SceneId, scene_id: SceneId) -> None:
        """Put the text of a scene behind that of another."""
        joined = Prose((*self.scene(into).paragraphs, *self.scene(scene_id).paragraphs))
        self.write(into, prepared(joined))

    def copy(self, scene_id: SceneId, copy: SceneId) -> None:
        """Give a scene the text of another."""
        row = self._store.one("SELECT html, plain, words FROM text WHERE scene_id = ?", scene_id)
        if row is not None:
            self.write(copy, PreparedText(*row))

    def copy_notes(self, chapter_id: ChapterId, copy: ChapterId) -> None:
        """Give a chapter the notes of another."""
        for place in ("before", "after"):
            row = self._note_row(chapter_id, place)
            if row is not None:
                self.write_note(copy, place, PreparedText(*row))

    def move_note_after(self, chapter_id: ChapterId, new: ChapterId) -> None:
        """Move the note after a chapter to another chapter."""
        row = self._note_row(chapter_id, "after")
        if row is not None and row[0]:
            self.write_note(new, "after", PreparedText(*row))
            self.write_note(chapter_id, "after", prepared(EMPTY))

    def _note_row(self, chapter_id: ChapterId, place: NotePlace) -> Row | None:
        return self._store.one(
            f"SELECT {place}_html, {place}_plain, {place}_words FROM note WHERE chapter_id = ?", chapter_id
        )

    def _follow(self, recorded: Recorded) -> None:
        """Keep the index of paragraphs in step with whatever changed texts.

        A scene that is gone stays in it until the trash is emptied: search passes it over, deleting a long story takes
        seconds less, and so does bringing it back.
        """
        connection = self._store.connection
        for (table, row_id), (before, after) in recorded.net().items():
            if table != "text" or (after is None and not self._is_there(row_id)):
                continue
            old = before["plain"] if before else indexed(connection, row_id)
            index_paragraphs(connection, row_id, old, after["plain"] if after else "")

    def _is_there(self, scene_id: int) -> bool:
        return self._store.one("SELECT 1 FROM scene WHERE id = ?", scene_id) is not None


def indexed(connection: sqlite3.Connection, scene_id: int) -> str:
    """The plain text of a scene as the search index has it; a scene that was deleted may still be there."""
    base = scene_id << PARAGRAPH_BITS
    rows = connection.execute(
        "SELECT rowid, body FROM prose_fts WHERE rowid BETWEEN ? AND ?", (base, base + (1 << PARAGRAPH_BITS) - 1)
    ).fetchall()
    lines = [""] * (max((rowid - base for rowid, _ in rows), default=-1) + 1)
    for rowid, body in rows:
        lines[rowid - base] = body
    return "\n".join(lines)


def forget_gone_scenes(connection: sqlite3.Connection) -> None:
    """Take what is no longer there out of the search index."""
    gone = connection.execute(
        f"SELECT rowid FROM prose_fts WHERE rowid >> {PARAGRAPH_BITS} NOT IN (SELECT id FROM scene)"
    ).fetchall()
    # One by one: with a range FTS5 takes half as long again.
    connection.executemany("DELETE FROM prose_fts WHERE rowid = ?", gone)


def index_paragraphs(connection: sqlite3.Connection, scene_id: int, old: str, new: str) -> None:
    """Bring the search index of one scene from its old plain text to its new, touching what differs only."""
    old_lines, new_lines = old.split("\n"), new.split("\n")
    if len(old_lines) == len(new_lines):
        dirty = [i for i, (a, b) in enumerate(zip(old_lines, new_lines, strict=True)) if a != b]
    else:
        start = next(
            (i for i, (a, b) in enumerate(zip(old_lines, new_lines, strict=False)) if a != b),
            min(len(old_lines), len(new_lines)),
        )
        dirty = list(range(start, max(len(old_lines), len(new_lines))))
    # Row ids beyond these would be the next scene's; what is so long is still saved and exported, only not searched.
    dirty = [i for i in dirty if i < 1 << PARAGRAPH_BITS]
    base = scene_id << PARAGRAPH_BITS
    gone = [(base | i,) for i in dirty if i < len(old_lines) and old_lines[i]]
    come = [(base | i, new_lines[i]) for i in dirty if i < len(new_lines) and new_lines[i]]
    if gone:
        connection.executemany("DELETE FROM prose_fts WHERE rowid = ?", gone)
    if come:
        connection.executemany("INSERT INTO prose_fts (rowid, body) VALUES (?, ?)", come)
