"""The tables of a library, as migrations; what was released is never edited, only added to.

Loaded only when there is something to migrate: sqlite-utils takes a tenth of the time to the first window.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from planner.library.schema import KEYS, PLAN_FIELDS, PLAN_SLOTS

SET = Migrations("longfic")


def apply(connection: sqlite3.Connection) -> None:
    """Bring a library up to date, inside the caller's transaction."""
    SET.apply(Database(connection, execute_plugins=False))


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


@SET(name="0001_first")
def _first(db: Database) -> None:
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    # By paragraph: with a row a chapter, snippets are a hundred times slower (facts/speed.md).
    db.execute("CREATE VIRTUAL TABLE prose_fts USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE plan_fts USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    _search_fields(db, 0, 22)


_PLOT_TABLES = """
ALTER TABLE story ADD COLUMN sleep_after INTEGER NOT NULL DEFAULT 3 CHECK (sleep_after > 0);
ALTER TABLE chapter ADD COLUMN shelved INTEGER NOT NULL DEFAULT 0 CHECK (shelved IN (0, 1));
ALTER TABLE chapter ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE chapter ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
ALTER TABLE scene ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE scene ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
ALTER TABLE scene ADD COLUMN moment TEXT NOT NULL DEFAULT '';
CREATE TABLE thread (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'conflict'
        CHECK (kind IN ('conflict', 'mystery', 'romance', 'friendship', 'growth', 'theme', 'running gag', 'other')),
    promise INTEGER NOT NULL DEFAULT 1 CHECK (promise IN (0, 1)),
    colour TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX thread_story ON thread(story_id);
CREATE TABLE beat (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id INTEGER NOT NULL REFERENCES thread(id) ON DELETE CASCADE,
    chapter_id INTEGER NOT NULL REFERENCES chapter(id) ON DELETE CASCADE,
    scene_id INTEGER REFERENCES scene(id) ON DELETE SET NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL DEFAULT 'advances' CHECK (role IN ('opens', 'advances', 'resolves')),
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX beat_thread ON beat(thread_id);
CREATE INDEX beat_chapter ON beat(chapter_id);
CREATE INDEX beat_scene ON beat(scene_id);
CREATE TABLE ending (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    chapter_id INTEGER NOT NULL REFERENCES chapter(id) ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'possible' CHECK (kind IN ('possible', 'intended')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ending_story ON ending(story_id);
CREATE INDEX ending_chapter ON ending(chapter_id);
CREATE TABLE baseline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    label TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL,
    plan TEXT NOT NULL
) STRICT;
CREATE INDEX baseline_story ON baseline(story_id);
CREATE TABLE status_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chapter_id INTEGER NOT NULL REFERENCES chapter(id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX status_change_chapter ON status_change(chapter_id);
CREATE TABLE place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX place_story ON place(story_id);
CREATE TABLE presence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scene_id INTEGER NOT NULL REFERENCES scene(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX presence_scene ON presence(scene_id);
CREATE INDEX presence_person ON presence(person_id);
CREATE TABLE custom_field (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    owner TEXT NOT NULL CHECK (owner IN ('chapter', 'scene')),
    name TEXT NOT NULL
) STRICT;
CREATE INDEX custom_field_story ON custom_field(story_id);
CREATE TABLE custom_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL REFERENCES custom_field(id) ON DELETE CASCADE,
    chapter_id INTEGER REFERENCES chapter(id) ON DELETE CASCADE,
    scene_id INTEGER REFERENCES scene(id) ON DELETE CASCADE,
    text TEXT NOT NULL DEFAULT '',
    CHECK ((chapter_id IS NULL) <> (scene_id IS NULL))
) STRICT;
CREATE INDEX custom_value_field ON custom_value(field_id);
CREATE INDEX custom_value_chapter ON custom_value(chapter_id);
CREATE INDEX custom_value_scene ON custom_value(scene_id);
CREATE TABLE own_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT
"""


@SET(name="0002_plot")
def _plot(db: Database) -> None:
    for statement in _PLOT_TABLES.split(";\n"):
        db.execute(statement)
    # Places were names in scenes; now there is a record for each, with what is known about it.
    db.execute(
        "INSERT INTO place (story_id, position, name) SELECT story_id,"
        " row_number() OVER (PARTITION BY story_id ORDER BY min(scene.id)) - 1, scene.place"
        " FROM scene JOIN chapter ON chapter.id = chapter_id WHERE scene.place <> '' GROUP BY story_id, scene.place"
    )
    _search_fields(db, 22, 32)


_CAST_TABLES = """
ALTER TABLE person ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN origin TEXT NOT NULL DEFAULT ''
    CHECK (origin IN ('', 'canon', 'altered', 'original'));
ALTER TABLE person ADD COLUMN fandom TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN species TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN age TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN looks TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN voice TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN uses TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN avoids TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN want TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN need TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN fear TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN lie TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN arc TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN portrait TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN tagged INTEGER NOT NULL DEFAULT 0 CHECK (tagged IN (0, 1));
ALTER TABLE person ADD COLUMN tag TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN x INTEGER;
ALTER TABLE person ADD COLUMN y INTEGER;
ALTER TABLE person ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
CREATE TABLE portrait (
    digest TEXT PRIMARY KEY,
    image BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tie_kind (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    line TEXT NOT NULL DEFAULT 'solid' CHECK (line IN ('solid', 'dashed', 'dotted', 'dash-dotted')),
    romantic INTEGER NOT NULL DEFAULT 0 CHECK (romantic IN (0, 1))
) STRICT;
CREATE INDEX tie_kind_story ON tie_kind(story_id);
CREATE TABLE tie (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    one INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'platonic',
    label TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'both' CHECK (direction IN ('both', 'one way', 'unequal')),
    closeness INTEGER CHECK (closeness BETWEEN -5 AND 5),
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    begins INTEGER REFERENCES chapter(id) ON DELETE SET NULL,
    note TEXT NOT NULL DEFAULT '',
    tagged INTEGER NOT NULL DEFAULT 0 CHECK (tagged IN (0, 1)),
    tag TEXT NOT NULL DEFAULT '',
    CHECK (one <> other)
) STRICT;
CREATE INDEX tie_story ON tie(story_id);
CREATE INDEX tie_one ON tie(one);
CREATE INDEX tie_other ON tie(other);
CREATE INDEX tie_begins ON tie(begins);
CREATE TABLE development (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tie_id INTEGER NOT NULL REFERENCES tie(id) ON DELETE CASCADE,
    chapter_id INTEGER NOT NULL REFERENCES chapter(id) ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    closeness INTEGER CHECK (closeness BETWEEN -5 AND 5),
    hidden INTEGER CHECK (hidden IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX development_tie ON development(tie_id);
CREATE INDEX development_chapter ON development(chapter_id);
CREATE TABLE person_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX person_group_story ON person_group(story_id);
CREATE TABLE membership (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES person_group(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX membership_group ON membership(group_id);
CREATE INDEX membership_person ON membership(person_id);
CREATE TABLE board (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE INDEX board_story ON board(story_id);
CREATE TABLE board_place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id INTEGER NOT NULL REFERENCES board(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    x INTEGER,
    y INTEGER,
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))
) STRICT;
CREATE INDEX board_place_board ON board_place(board_id);
CREATE INDEX board_place_person ON board_place(person_id);
CREATE TABLE secret (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    promise INTEGER NOT NULL DEFAULT 1 CHECK (promise IN (0, 1))
) STRICT;
CREATE INDEX secret_story ON secret(story_id);
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    secret_id INTEGER NOT NULL REFERENCES secret(id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
    chapter_id INTEGER REFERENCES chapter(id) ON DELETE CASCADE,
    scene_id INTEGER REFERENCES scene(id) ON DELETE SET NULL,
    teller INTEGER REFERENCES person(id) ON DELETE SET NULL,
    how TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reveal_secret ON reveal(secret_id);
CREATE INDEX reveal_person ON reveal(person_id);
CREATE INDEX reveal_chapter ON reveal(chapter_id);
CREATE INDEX reveal_scene ON reveal(scene_id);
CREATE INDEX reveal_teller ON reveal(teller);
CREATE TABLE new_field (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    owner TEXT NOT NULL CHECK (owner IN ('chapter', 'scene', 'person')),
    name TEXT NOT NULL
) STRICT;
CREATE TABLE new_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL REFERENCES new_field(id) ON DELETE CASCADE,
    chapter_id INTEGER REFERENCES chapter(id) ON DELETE CASCADE,
    scene_id INTEGER REFERENCES scene(id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES person(id) ON DELETE CASCADE,
    text TEXT NOT NULL DEFAULT '',
    CHECK ((chapter_id IS NOT NULL) + (scene_id IS NOT NULL) + (person_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO new_field SELECT id, story_id, position, owner, name FROM custom_field;
INSERT INTO new_value (id, field_id, chapter_id, scene_id, text)
    SELECT id, field_id, chapter_id, scene_id, text FROM custom_value;
DELETE FROM sqlite_sequence WHERE name IN ('new_field', 'new_value');
INSERT INTO sqlite_sequence (name, seq)
    SELECT CASE name WHEN 'custom_field' THEN 'new_field' ELSE 'new_value' END, seq FROM sqlite_sequence
    WHERE name IN ('custom_field', 'custom_value');
DROP TABLE custom_value;
DROP TABLE custom_field;
ALTER TABLE new_field RENAME TO custom_field;
ALTER TABLE new_value RENAME TO custom_value;
CREATE INDEX custom_field_story ON custom_field(story_id);
CREATE INDEX custom_value_field ON custom_value(field_id);
CREATE INDEX custom_value_chapter ON custom_value(chapter_id);
CREATE INDEX custom_value_scene ON custom_value(scene_id);
CREATE INDEX custom_value_person ON custom_value(person_id);
UPDATE person SET about = CASE WHEN about = '' THEN role ELSE role || char(10) || about END, role = ''
    WHERE lower(role) NOT IN ('', 'main', 'supporting', 'minor', 'mentioned');
UPDATE person SET role = lower(role)
"""
# Dropping a table empties it, and its triggers would take what it held out of search, did they not go first.
_CUSTOM_TEXT = PLAN_FIELDS.index(("custom_value", "text"))


@SET(name="0003_cast")
def _cast(db: Database) -> None:
    for change in ("added", "changed", "removed"):
        db.execute(f"DROP TRIGGER search_custom_value_text_{change}")
    for statement in _CAST_TABLES.split(";\n"):
        db.execute(statement)
    _search_fields(db, _CUSTOM_TEXT, _CUSTOM_TEXT + 1)
    _search_fields(db, 32, 51)


# Tallies outlive their stories and chapters. What is typed fills the tables without an id, and undo leaves them alone.
_PROGRESS_TABLES = """
ALTER TABLE chapter ADD COLUMN due TEXT NOT NULL DEFAULT '';
CREATE INDEX tally_story ON tally(story_id, day, added, deleted);
CREATE TABLE typing_time (
    day TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (day, story_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally_hour (
    month TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    added INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (month, story_id, hour)
) STRICT, WITHOUT ROWID;
CREATE TABLE unwritten (
    day TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    chapter_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    counted INTEGER NOT NULL DEFAULT 0 CHECK (counted IN (0, 1)),
    words INTEGER NOT NULL,
    PRIMARY KEY (day, story_id, chapter_id, reason, counted)
) STRICT, WITHOUT ROWID;
CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('target', 'habit')),
    measure TEXT NOT NULL DEFAULT 'words' CHECK (measure IN ('words', 'time')),
    amount INTEGER CHECK (amount IS NULL OR amount > 0),
    period TEXT NOT NULL DEFAULT 'day' CHECK (period IN ('day', 'week', 'month')),
    days_a_week INTEGER CHECK (days_a_week IS NULL OR days_a_week BETWEEN 1 AND 7),
    first_day TEXT NOT NULL DEFAULT '',
    last_day TEXT NOT NULL DEFAULT '',
    stories TEXT NOT NULL DEFAULT '[]',
    balance INTEGER NOT NULL DEFAULT 0,
    schedule TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    archived TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE log_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    story_id INTEGER REFERENCES story(id) ON DELETE SET NULL,
    measure TEXT NOT NULL DEFAULT 'words' CHECK (measure IN ('words', 'time')),
    count INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT 'manual',
    foreign_id TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;
CREATE INDEX log_entry_day ON log_entry(measure, day, count);
CREATE INDEX log_entry_story ON log_entry(story_id);
CREATE INDEX log_entry_foreign ON log_entry(source, foreign_id);
CREATE TABLE sprint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun TEXT NOT NULL,
    planned INTEGER,
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    words INTEGER NOT NULL,
    words_before INTEGER,
    story_id INTEGER REFERENCES story(id) ON DELETE SET NULL,
    chapter_id INTEGER REFERENCES chapter(id) ON DELETE SET NULL,
    note TEXT NOT NULL DEFAULT '',
    samples TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sprint_begun ON sprint(begun);
CREATE INDEX sprint_story ON sprint(story_id);
CREATE INDEX sprint_chapter ON sprint(chapter_id)
"""


@SET(name="0004_progress")
def _progress(db: Database) -> None:
    for statement in _PROGRESS_TABLES.split(";\n"):
        db.execute(statement)


def _search_fields(db: Database, first: int, end: int) -> None:
    """Have search keep up with the fields at these slots of PLAN_FIELDS."""
    for slot in range(first, end):
        for statement in _plan_search_triggers(slot, *PLAN_FIELDS[slot]):
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
