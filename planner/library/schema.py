"""The tables of a library, as migrations; what was released is never edited, only added to."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x4C46_4943
"""``LFIC``: what SQLite's ``application_id`` says in a library."""

MIGRATIONS = Migrations("longfic")

JOURNALED: tuple[str, ...] = ("story", "story_tag", "arc", "chapter", "person", "scene", "text", "note", "idea")
"""Tables that take part in undo, parents first. They hold INTEGER and TEXT columns only, which JSON can carry."""

KEYS: dict[str, str] = {"text": "scene_id", "note": "chapter_id"}
"""The primary key of a journaled table, where it is not ``id``."""

PLAN_FIELDS: tuple[tuple[str, str], ...] = (
    ("story", "title"),
    ("story", "fandom"),
    ("story", "spark"),
    ("story", "summary"),
    ("arc", "title"),
    ("arc", "synopsis"),
    ("chapter", "title"),
    ("chapter", "synopsis"),
    ("chapter", "purpose"),
    ("chapter", "hook"),
    ("chapter", "summary"),
    ("scene", "title"),
    ("scene", "synopsis"),
    ("scene", "goal"),
    ("scene", "conflict"),
    ("scene", "outcome"),
    ("scene", "place"),
    ("person", "name"),
    ("person", "about"),
    ("idea", "text"),
    ("note", "before_plain"),
    ("note", "after_plain"),
)
"""What search finds in the plan. A field's index here is part of its row id in ``plan_fts``: append, never reorder."""

PLAN_SLOTS = 64
"""``plan_fts`` row ids are row id x PLAN_SLOTS + index in PLAN_FIELDS."""

PARAGRAPH_BITS = 20
"""``prose_fts`` row ids are scene id << PARAGRAPH_BITS | paragraph."""

# AUTOINCREMENT keeps an id from being used twice, so that what lies in the trash can come back as itself.
_TABLES = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    fandom TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'multi-chapter' CHECK (kind IN ('multi-chapter', 'one-shot')),
    state TEXT NOT NULL DEFAULT 'planning'
        CHECK (state IN ('idea', 'planning', 'writing', 'posting', 'hiatus', 'shelved', 'complete')),
    spark TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    expected INTEGER CHECK (expected IS NULL OR expected > 0),
    position INTEGER NOT NULL,
    created TEXT NOT NULL
) STRICT;
CREATE TABLE story_tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX story_tag_story ON story_tag(story_id);
CREATE TABLE arc (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    synopsis TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX arc_story ON arc(story_id);
CREATE TABLE chapter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    arc_id INTEGER REFERENCES arc(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    synopsis TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    hook TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    target_words INTEGER CHECK (target_words IS NULL OR target_words > 0),
    status TEXT NOT NULL DEFAULT 'planned'
        CHECK (status IN ('planned', 'outlined', 'drafting', 'drafted', 'revised', 'ready'))
) STRICT;
CREATE INDEX chapter_story ON chapter(story_id);
CREATE INDEX chapter_arc ON chapter(arc_id);
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    pronouns TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX person_story ON person(story_id);
CREATE TABLE scene (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chapter_id INTEGER NOT NULL REFERENCES chapter(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    synopsis TEXT NOT NULL DEFAULT '',
    goal TEXT NOT NULL DEFAULT '',
    conflict TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    pov INTEGER REFERENCES person(id) ON DELETE SET NULL,
    place TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX scene_chapter ON scene(chapter_id);
CREATE INDEX scene_pov ON scene(pov);
CREATE TABLE text (
    scene_id INTEGER PRIMARY KEY REFERENCES scene(id) ON DELETE CASCADE,
    words INTEGER NOT NULL DEFAULT 0,
    saved TEXT NOT NULL,
    html TEXT NOT NULL DEFAULT '',
    plain TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE note (
    chapter_id INTEGER PRIMARY KEY REFERENCES chapter(id) ON DELETE CASCADE,
    before_words INTEGER NOT NULL DEFAULT 0,
    after_words INTEGER NOT NULL DEFAULT 0,
    before_html TEXT NOT NULL DEFAULT '',
    after_html TEXT NOT NULL DEFAULT '',
    before_plain TEXT NOT NULL DEFAULT '',
    after_plain TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE idea (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    story_id INTEGER REFERENCES story(id) ON DELETE SET NULL,
    position INTEGER NOT NULL,
    created TEXT NOT NULL
) STRICT;
CREATE INDEX idea_story ON idea(story_id);
CREATE TABLE activity (
    story_id INTEGER PRIMARY KEY REFERENCES story(id) ON DELETE CASCADE,
    touched TEXT NOT NULL
) STRICT;
CREATE TABLE tally (
    day TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    chapter_id INTEGER NOT NULL,
    added INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted >= 0),
    PRIMARY KEY (day, story_id, chapter_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chapter_id INTEGER NOT NULL,
    scene_id INTEGER,
    label TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('asked', 'day', 'rewrite', 'undo')),
    made_at TEXT NOT NULL,
    words INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_chapter ON snapshot(chapter_id, made_at);
CREATE TABLE trash (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    story_title TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    images TEXT NOT NULL,
    UNIQUE (kind, row_id)
) STRICT;
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


@MIGRATIONS(name="0001_first")
def _first(db: Database) -> None:
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    # By paragraph: with a row a chapter, snippets are a hundred times slower (facts/speed.md).
    db.execute("CREATE VIRTUAL TABLE prose_fts USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE plan_fts USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    for slot, (table, field) in enumerate(PLAN_FIELDS):
        for statement in _plan_search_triggers(slot, table, field):
            db.execute(statement)


def _plan_search_triggers(slot: int, table: str, field: str) -> tuple[str, ...]:
    """Triggers that keep ``plan_fts`` in step with one field, whoever writes it."""
    key = KEYS.get(table, "id")
    name = f"search_{table}_{field}"
    row_id = f"new.{key} * {PLAN_SLOTS} + {slot}"
    add = f"INSERT INTO plan_fts(rowid, body) SELECT {row_id}, new.{field} WHERE new.{field} <> '';"
    drop = f"DELETE FROM plan_fts WHERE rowid = old.{key} * {PLAN_SLOTS} + {slot};"
    return (
        f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} WHEN new.{field} <> '' BEGIN {add} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {field} ON {table} "
        f"WHEN old.{field} IS NOT new.{field} BEGIN {drop} {add} END",
        f"CREATE TRIGGER {name}_removed AFTER DELETE ON {table} WHEN old.{field} <> '' BEGIN {drop} END",
    )
