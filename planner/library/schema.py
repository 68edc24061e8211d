"""What other modules must know of the tables of a library: which take part in undo and in search, and their keys."""

from __future__ import annotations

APPLICATION_ID = 0x4C46_4943
"""``LFIC``: what SQLite's ``application_id`` says in a library."""

MIGRATIONS: tuple[str, ...] = ("0001_first", "0002_plot", "0003_cast", "0004_progress")
"""Names of the migrations this version knows, in their order. What they do is in ``migrations.py``."""

JOURNALED: tuple[str, ...] = (
    "story",
    "story_tag",
    "arc",
    "chapter",
    "person",
    "scene",
    "text",
    "note",
    "idea",
    "thread",
    "beat",
    "ending",
    "baseline",
    "status_change",
    "place",
    "presence",
    "custom_field",
    "custom_value",
    "own_template",
    "tie_kind",
    "tie",
    "development",
    "person_group",
    "membership",
    "board",
    "board_place",
    "secret",
    "reveal",
    "goal",
    "log_entry",
    "sprint",
)
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
    ("thread", "title"),
    ("thread", "note"),
    ("beat", "text"),
    ("ending", "note"),
    ("chapter", "remarks"),
    ("scene", "remarks"),
    ("scene", "moment"),
    ("place", "name"),
    ("place", "about"),
    ("custom_value", "text"),
    ("person", "aliases"),
    ("person", "looks"),
    ("person", "voice"),
    ("person", "uses"),
    ("person", "avoids"),
    ("person", "want"),
    ("person", "need"),
    ("person", "fear"),
    ("person", "lie"),
    ("person", "arc"),
    ("tie", "label"),
    ("tie", "note"),
    ("development", "label"),
    ("development", "note"),
    ("person_group", "name"),
    ("person_group", "note"),
    ("secret", "title"),
    ("secret", "note"),
    ("reveal", "how"),
)
"""What search finds in the plan. A field's index here is part of its row id in ``plan_fts``: append, never reorder."""

PLAN_SLOTS = 64
"""``plan_fts`` row ids are row id x PLAN_SLOTS + index in PLAN_FIELDS."""

PARAGRAPH_BITS = 20
"""``prose_fts`` row ids are scene id << PARAGRAPH_BITS | paragraph."""
