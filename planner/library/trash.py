"""The trash: images of what was deleted, so that it can come back even in a later session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planner.domain.changes import Origin
from planner.domain.errors import PlannerError
from planner.library.beats import follow_scenes
from planner.library.journal import Image, Recorded, insert_image
from planner.library.order import Key, children, placed, renumber, top_of_story
from planner.library.prose import forget_gone_scenes
from planner.library.schema import JOURNALED
from planner.library.store import Store

KINDS = (
    "story",
    "arc",
    "chapter",
    "scene",
    "person",
    "idea",
    "thread",
    "place",
    "custom_field",
    "tie",
    "person_group",
    "board",
    "secret",
    "goal",
)
"""What can lie in the trash by itself; the rest (texts, notes, tags, beats …) lies there with its owner."""

_PARENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "story_tag": (("story", "story_id"),),
    "arc": (("story", "story_id"),),
    "chapter": (("arc", "arc_id"), ("story", "story_id")),
    "person": (("story", "story_id"),),
    "scene": (("chapter", "chapter_id"),),
    "text": (("scene", "scene_id"),),
    "note": (("chapter", "chapter_id"),),
    "thread": (("story", "story_id"),),
    "beat": (("thread", "thread_id"), ("chapter", "chapter_id")),
    "ending": (("chapter", "chapter_id"),),
    "baseline": (("story", "story_id"),),
    "status_change": (("chapter", "chapter_id"),),
    "place": (("story", "story_id"),),
    "presence": (("scene", "scene_id"), ("person", "person_id")),
    "custom_field": (("story", "story_id"),),
    "custom_value": (
        ("scene", "scene_id"),
        ("chapter", "chapter_id"),
        ("person", "person_id"),
        ("custom_field", "field_id"),
    ),
    "tie_kind": (("story", "story_id"),),
    "tie": (("story", "story_id"), ("person", "one"), ("person", "other")),
    "development": (("tie", "tie_id"), ("chapter", "chapter_id")),
    "person_group": (("story", "story_id"),),
    "membership": (("person_group", "group_id"), ("person", "person_id")),
    "board": (("story", "story_id"),),
    "board_place": (("board", "board_id"), ("person", "person_id")),
    "secret": (("story", "story_id"),),
    "reveal": (("secret", "secret_id"), ("person", "person_id"), ("chapter", "chapter_id")),
}
"""Of each table, its parents and the columns that name them, nearest first."""

_REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "chapter": (("arc", "arc_id"),),
    "scene": (("person", "pov"),),
    "beat": (("scene", "scene_id"),),
    "tie": (("chapter", "begins"),),
    "reveal": (("scene", "scene_id"), ("person", "teller")),
    "log_entry": (("story", "story_id"),),
    "sprint": (("story", "story_id"), ("chapter", "chapter_id")),
}
"""Of each table, what it refers to but can do without."""

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Trashed:
    """Something in the trash. ``kind`` is one of KINDS; ``title`` may be empty."""

    id: int
    kind: str
    title: str
    story_title: str
    deleted_at: datetime


Images = list[tuple[str, Image]]


class Trash:
    """What was deleted. It fills itself at the end of every change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._joined: dict[int, dict[str, Any]] = {}
        store.finishers.append(self._keep)
        store.rolled_back.append(self._joined.clear)

    def list(self) -> list[Trashed]:
        """What can be restored, newest first (what came back by undo or otherwise is not listed)."""
        rows = self._store.rows("SELECT id, kind, row_id, title, story_title, deleted_at FROM trash ORDER BY id DESC")
        return [
            Trashed(entry, kind, title, story_title, datetime.fromisoformat(deleted_at))
            for entry, kind, row_id, title, story_title, deleted_at in rows
            if not self._exists(kind, row_id)
        ]

    def restore(self, trashed_id: int) -> None:
        """Bring something back to its old place, as far as that is there; call it inside ``library.change``.

        Its entry stays, unlisted, so that an undo of this leaves it where a later session finds it.

        Raises:
            KeyError: there is no such thing in the trash.
            PlannerError: what it belonged to is gone as well.
        """
        kind, row_id, text = self._entry("id = ?", trashed_id)
        kept = json.loads(text)
        images: Images = [(table, image) for table, image in kept["images"]]
        root = images[0][1]
        self._require_parent(kind, root)
        if kind == "chapter" and root["arc_id"] is not None and not self._exists("arc", root["arc_id"]):
            root["arc_id"] = None
        self._insert(images)
        for table, linked, column in kept.get("links", ()):
            self._store.execute(f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} IS NULL", row_id, linked)
        renumber(self._store, placed(self._siblings(kind, root), (kind, row_id), root["position"]))
        if kind == "arc":
            # The chapters of an arc that was dissolved are in it again.
            for keys in (children(self._store, "chapter", "arc_id", row_id), self._siblings(kind, root)):
                renumber(self._store, keys)
        if kind == "person":
            # Their ties are back among the others.
            renumber(self._store, children(self._store, "tie", "story_id", root["story_id"]))
        # A scene and its beat or reveal may have gone to different chapters while one of them lay here.
        scenes = {image["scene_id"] for table, image in images if table in ("beat", "reveal")}
        follow_scenes(self._store, sorted((scenes | {row_id} if kind == "scene" else scenes) - {None}))

    def revive_scene(self, scene_id: int, chapter_id: int) -> bool:
        """Bring back the plan of a scene whose break the author deleted and then brought back.

        What its plan had added to the scene it was joined to is taken out again, if it still stands there.
        Returns whether the scene was found. Its text and position are the caller's business.
        """
        row = self._store.one("SELECT images FROM trash WHERE kind = 'scene' AND row_id = ?", scene_id)
        if row is None or self._exists("scene", scene_id):
            return False
        kept = json.loads(row[0])
        images = [(table, image) for table, image in kept["images"] if table == "scene"]
        images[0][1]["chapter_id"] = chapter_id
        self._insert(images)
        joined = kept.get("joined")
        if joined and self._exists("scene", joined["into"]):
            for column, value in joined["after"].items():
                self._store.execute(
                    f"UPDATE scene SET {column} = ? WHERE id = ? AND {column} IS ?",
                    joined["before"][column],
                    joined["into"],
                    value,
                )
        return True

    def remember_joined(self, scene_id: int, into: int, before: Image, after: Image) -> None:
        """Note, with the scene about to be removed, what its plan changed in the scene it was joined to."""
        self._joined[scene_id] = {"into": into, "before": before, "after": after}

    def empty(self) -> None:
        """Forget everything in the trash, for good."""
        with self._store.transaction():
            self._store.execute("DELETE FROM trash")
            forget_gone_scenes(self._store.connection)

    # Parts

    def _entry(self, condition: str, value: int) -> Any:
        row = self._store.one(f"SELECT kind, row_id, images FROM trash WHERE {condition}", value)
        if row is None:
            raise KeyError(value)
        return row

    def _exists(self, table: str, row_id: int) -> bool:
        assert table in JOURNALED
        return self._store.one(f"SELECT 1 FROM {table} WHERE id = ?", row_id) is not None

    def _require_parent(self, kind: str, root: Image) -> None:
        for table, column in _PARENTS.get(kind, ()):
            if table != "arc" and not self._exists(table, root[column]):
                raise PlannerError(f"The {table} it belonged to was deleted too.", f"Restore the {table} first.")

    def _insert(self, images: Iterable[tuple[str, Image]]) -> None:
        self._store.require_change()
        for table, image in sorted(images, key=lambda pair: JOURNALED.index(pair[0])):
            if self._fits(table, image):
                insert_image(self._store.connection, table, image)

    def _fits(self, table: str, image: Image) -> bool:
        """Whether a row has all it belongs to; what it only refers to is forgotten where that is gone."""
        for parent, column in (*_PARENTS.get(table, ()), *_REFERENCES.get(table, ())):
            if image[column] is not None and not self._exists(parent, image[column]):
                if (parent, column) not in _REFERENCES.get(table, ()):
                    return False
                image[column] = None
        return True

    def _siblings(self, kind: str, root: Image) -> Sequence[Key]:
        if kind == "arc" or (kind == "chapter" and root["arc_id"] is None):
            return top_of_story(self._store, root["story_id"])
        if kind == "chapter":
            return children(self._store, "chapter", "arc_id", root["arc_id"])
        if kind in ("story", "idea", "goal"):
            return children(self._store, kind)
        column = _PARENTS[kind][0][1]
        return children(self._store, kind, column, root[column])

    def _keep(self, recorded: Recorded) -> None:
        """Put what a change removed into the trash, one entry for each thing with all that was in it."""
        net = recorded.net()
        removed = {key: before for key, (before, after) in net.items() if before is not None and after is None}
        roots: dict[Key, Images] = {}
        for key in sorted(removed, key=lambda key: JOURNALED.index(key[0])):
            root = _root(key, removed)
            if root[0] in KINDS:
                roots.setdefault(root, []).append((key[0], removed[key]))
        for (kind, row_id), images in roots.items():
            # What an undo takes back, redo brings; only what was written there since must outlive the session.
            if recorded.origin is Origin.UNDO and not any(
                table == "text" and image["scene_id"] in recorded.orphaned for table, image in images
            ):
                continue
            links = [
                (table, linked, column)
                for (table, linked), (before, after) in net.items()
                for parent, column in _REFERENCES.get(table, ())
                if parent == kind and before and after and before[column] == row_id != after[column]
            ]
            self._put(kind, row_id, images, links)

    def _put(self, kind: str, row_id: int, images: Images, links: Sequence[tuple[str, int, str]]) -> None:
        root = images[0][1]
        story_id = self._story_of(kind, row_id, root)
        kept: dict[str, Any] = {"images": images, "links": links}
        if kind == "scene" and row_id in self._joined:
            kept["joined"] = self._joined.pop(row_id)
        story = self._store.one("SELECT title FROM story WHERE id = ?", story_id)
        title, story_title = self._title(kind, root), story[0] if story else ""
        self._store.connection.execute(
            "INSERT OR REPLACE INTO trash (kind, row_id, title, story_id, story_title, deleted_at, images)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, row_id, title, story_id, story_title, self._store.now(), json.dumps(kept)),
        )

    def _title(self, kind: str, root: Image) -> str:
        if kind != "tie":
            return _title(root)
        rows = self._store.rows("SELECT name FROM person WHERE id IN (?, ?)", root["one"], root["other"])
        return _title({"title": " – ".join(row[0] for row in rows)})

    def _story_of(self, kind: str, row_id: int, root: Image) -> int:
        if kind == "story":
            return row_id
        if kind == "scene":
            row = self._store.one("SELECT story_id FROM chapter WHERE id = ?", root["chapter_id"])
            return row[0] if row else 0
        return root.get("story_id") or 0


def _root(key: Key, removed: dict[Key, Image]) -> Key:
    for table, column in _PARENTS.get(key[0], ()):
        parent = (table, removed[key][column])
        if parent in removed:
            return _root(parent, removed)
    return key


def _title(image: Image) -> str:
    """What tells one deleted thing from another: its title, else the beginning of what was planned for it."""
    for name in ("title", "name", "synopsis", "text"):
        if image.get(name):
            line = str(image[name]).strip().split("\n", 1)[0]
            return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1] + "…"
    return ""
