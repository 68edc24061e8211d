"""The people of a story in the library."""

from __future__ import annotations

from planner.domain.outline import Person, PersonId, StoryId
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.store import Store

FIELDS = ("name", "pronouns", "role", "about")


class Cast:
    """The people of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self, story_id: StoryId) -> list[Person]:
        """Everybody in a story, in order."""
        rows = self._store.rows(
            "SELECT id, story_id, position, name, pronouns, role, about FROM person WHERE story_id = ?"
            " ORDER BY position",
            story_id,
        )
        return [Person(*row) for row in rows]

    def add(self, story_id: StoryId, name: str, **fields: object) -> PersonId:
        """Add somebody, behind those already there."""
        columns = checked({"name": name, **fields}, FIELDS)
        person_id = self._store.insert("person", story_id=story_id, position=-1, **columns)
        siblings = children(self._store, "person", "story_id", story_id)
        renumber(self._store, placed(siblings, ("person", person_id), None))
        return PersonId(person_id)

    def edit(self, person_id: PersonId, **fields: object) -> None:
        """Set name, pronouns, role or about."""
        self._store.update("person", person_id, checked(fields, FIELDS))

    def remove(self, person_id: PersonId) -> None:
        """Delete somebody; scenes told by them have no POV then. They can be restored from the trash."""
        story_id = self._store.value("SELECT story_id FROM person WHERE id = ?", person_id)
        self._store.remove("person", person_id)
        renumber(self._store, children(self._store, "person", "story_id", story_id))
