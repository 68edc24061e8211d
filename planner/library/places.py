"""The places of a story in the library. A scene names its place; the record says more about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from planner.domain.outline import SceneId, StoryId
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.store import Store

PlaceId = NewType("PlaceId", int)

_PLACES = (
    "SELECT id, story_id, position, name, about, (SELECT count(*) FROM scene JOIN chapter"
    " ON chapter.id = chapter_id WHERE chapter.story_id = place.story_id AND scene.place = name) AS scenes FROM place"
)


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Somewhere scenes happen; ``scenes`` counts them."""

    id: PlaceId
    story_id: StoryId
    position: int
    name: str
    about: str = ""
    scenes: int = 0


class Places:
    """Places of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, story_id: StoryId) -> list[StoryPlace]:
        """A story's places, in order."""
        records = self._store.records(f"{_PLACES} WHERE story_id = ? ORDER BY position", story_id)
        return [StoryPlace(**record) for record in records]

    def named(self, story_id: StoryId, name: str) -> StoryPlace | None:
        """The place of this name, if the story has one."""
        records = self._store.records(f"{_PLACES} WHERE story_id = ? AND name = ? ORDER BY position", story_id, name)
        return StoryPlace(**records[0]) if records else None

    def names(self, story_id: StoryId) -> list[str]:
        """What a story's places are called, in order."""
        return [
            row[0] for row in self._store.rows("SELECT name FROM place WHERE story_id = ? ORDER BY position", story_id)
        ]

    def add(self, story_id: StoryId, name: str, about: str = "") -> PlaceId:
        """Add a place, behind those already there."""
        columns = checked({"name": name, "about": about}, ("name", "about"))
        place_id = self._store.insert("place", story_id=story_id, position=-1, **columns)
        siblings = children(self._store, "place", "story_id", story_id)
        renumber(self._store, placed(siblings, ("place", place_id), None))
        return PlaceId(place_id)

    def ensure(self, scene_id: SceneId) -> None:
        """Make a record of the place a scene names, if there is none."""
        row = self._store.one(
            "SELECT story_id, place FROM scene JOIN chapter ON chapter.id = chapter_id WHERE scene.id = ?"
            " AND place <> '' AND NOT EXISTS"
            " (SELECT 1 FROM place AS known WHERE known.story_id = chapter.story_id AND name = scene.place)",
            scene_id,
        )
        if row is not None:
            self.add(row[0], row[1])

    def edit(self, place_id: PlaceId, **fields: object) -> None:
        """Set name or about; a new name reaches the scenes that are there."""
        columns = checked(fields, ("name", "about"))
        row = self._store.one("SELECT story_id, name FROM place WHERE id = ?", place_id)
        if row is not None and columns.get("name"):
            self._store.execute(
                "UPDATE scene SET place = ? WHERE place = ? AND chapter_id IN"
                " (SELECT id FROM chapter WHERE story_id = ?)",
                columns["name"],
                row[1],
                row[0],
            )
        self._store.update("place", place_id, columns)

    def remove(self, place_id: PlaceId) -> None:
        """Delete a place; scenes keep its name until another is given. It can be restored from the trash."""
        story_id = self._store.value("SELECT story_id FROM place WHERE id = ?", place_id)
        self._store.remove("place", place_id)
        renumber(self._store, children(self._store, "place", "story_id", story_id))
