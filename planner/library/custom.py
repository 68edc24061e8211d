"""Fields of the author's own, defined once for a story: for its chapters, its scenes, or its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from planner.domain.outline import PersonId, StoryId
from planner.library.fields import checked
from planner.library.order import Key, children, placed, renumber
from planner.library.store import Store

FieldId = NewType("FieldId", int)
Owner = Literal["chapter", "scene", "person"]


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field; every chapter of the story has it, or every scene, or everybody in it."""

    id: FieldId
    story_id: StoryId
    position: int
    owner: Owner
    name: str


class CustomFields:
    """The fields and their values. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fields(self, story_id: StoryId, owner: Owner) -> list[CustomField]:
        """A story's fields for chapters, scenes or people, in order."""
        records = self._store.records(
            "SELECT id, story_id, position, owner, name FROM custom_field WHERE story_id = ? AND owner = ?"
            " ORDER BY position",
            story_id,
            owner,
        )
        return [CustomField(**record) for record in records]

    def values(self, owner: Owner, row_id: int) -> dict[FieldId, str]:
        """What stands in the fields of a chapter, a scene or a person; those without a text are left out."""
        return dict(
            self._store.rows(f"SELECT field_id, text FROM custom_value WHERE {owner}_id = ? AND text <> ''", row_id)
        )

    def person_with(self, value_id: int) -> PersonId | None:
        """Whose the field is that this stands in; None for a chapter's or a scene's."""
        row = self._store.one("SELECT person_id FROM custom_value WHERE id = ?", value_id)
        return None if row is None or row[0] is None else PersonId(row[0])

    def add(self, story_id: StoryId, owner: Owner, name: str) -> FieldId:
        """Add a field, behind those already there."""
        columns = checked({"name": name}, ("name",))
        field_id = self._store.insert("custom_field", story_id=story_id, owner=owner, position=-1, **columns)
        renumber(self._store, placed(self._siblings(story_id), ("custom_field", field_id), None))
        return FieldId(field_id)

    def rename(self, field_id: FieldId, name: str) -> None:
        """Set what a field is called."""
        self._store.update("custom_field", field_id, checked({"name": name}, ("name",)))

    def move(self, field_id: FieldId, position: int) -> None:
        """Move a field to ``position`` among the story's fields of its sort, counted without it."""
        story_id, owner = self._field(field_id)
        # All fields of a story share one sequence, so that it is dense by story as every other list is.
        others = [field.id for field in self.fields(story_id, owner) if field.id != field_id]
        rest = [key for key in self._siblings(story_id) if key[1] != field_id]
        at = rest.index(("custom_field", others[position])) if 0 <= position < len(others) else None
        renumber(self._store, placed(rest, ("custom_field", field_id), at))

    def remove(self, field_id: FieldId) -> None:
        """Delete a field with everything that stands in it; it can be restored from the trash."""
        story_id, _ = self._field(field_id)
        self._store.remove("custom_field", field_id)
        renumber(self._store, self._siblings(story_id))

    def set_value(self, field_id: FieldId, row_id: int, text: str) -> None:
        """Set what stands in a field of a chapter, a scene or a person."""
        _, owner = self._field(field_id)
        columns = checked({"text": text}, ("text",))
        row = self._store.one(f"SELECT id FROM custom_value WHERE field_id = ? AND {owner}_id = ?", field_id, row_id)
        if row is not None:
            self._store.update("custom_value", row[0], columns)
        elif text:
            self._store.insert("custom_value", field_id=field_id, **{f"{owner}_id": row_id}, **columns)

    def _field(self, field_id: FieldId) -> tuple[StoryId, Owner]:
        row = self._store.one("SELECT story_id, owner FROM custom_field WHERE id = ?", field_id)
        if row is None:
            raise KeyError(field_id)
        return row[0], row[1]

    def _siblings(self, story_id: StoryId) -> list[Key]:
        return children(self._store, "custom_field", "story_id", story_id)


def copy_values(store: Store, owner: Owner, row_id: int, copy_id: int) -> None:
    """Give the copy of a chapter or a scene what stands in the original's fields."""
    store.execute(
        f"INSERT INTO custom_value (field_id, {owner}_id, text)"
        f" SELECT field_id, ?, text FROM custom_value WHERE {owner}_id = ? ORDER BY id",
        copy_id,
        row_id,
    )


def join_values(store: Store, into: int, scene_id: int) -> None:
    """Add what stands in the fields of a scene to those of another, below what stands there."""
    for field_id, text in store.rows(
        "SELECT field_id, text FROM custom_value WHERE scene_id = ? ORDER BY id", scene_id
    ):
        row = store.one("SELECT id, text FROM custom_value WHERE scene_id = ? AND field_id = ?", into, field_id)
        if row is None:
            store.insert("custom_value", field_id=field_id, scene_id=into, text=text)
        elif text and text != row[1]:
            store.update("custom_value", row[0], {"text": "\n\n".join(filter(None, (row[1], text)))})
