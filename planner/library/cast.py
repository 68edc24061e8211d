"""The people of a story in the library, their portraits, and the groups they are in."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from planner.domain.cast import WRITTEN_FIELDS, Group, GroupId, Person, PersonOrigin, PersonRole, merged
from planner.domain.outline import PersonId, StoryId
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Store

FIELDS = ("name", "aliases", "role", "origin", *WRITTEN_FIELDS, "colour", "tagged", "tag")
"""What the author sets of somebody; their portrait and their place on a board have verbs of their own."""

GROUP_FIELDS = ("name", "colour", "note")

_PEOPLE = f"SELECT id, story_id, position, {', '.join(FIELDS)}, portrait, x, y, pinned FROM person"


class Cast:
    """The people of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable) -> None:
        self._store = store
        self._outline = outline

    # People

    def people(self, story_id: StoryId) -> list[Person]:
        """Everybody in a story, in order."""
        records = self._store.records(f"{_PEOPLE} WHERE story_id = ? ORDER BY position", story_id)
        return [_person(record) for record in records]

    def person(self, person_id: PersonId) -> Person:
        """One of them; KeyError if there is none."""
        for record in self._store.records(f"{_PEOPLE} WHERE id = ?", person_id):
            return _person(record)
        raise KeyError(person_id)

    def add(self, story_id: StoryId, name: str, **fields: object) -> PersonId:
        """Add somebody, behind those already there; ValueError for a role or an origin that is none."""
        columns = _columns({"name": name, **fields})
        person_id = self._store.insert("person", story_id=story_id, position=-1, **columns)
        self._place(person_id, story_id, None)
        return PersonId(person_id)

    def edit(self, person_id: PersonId, **fields: object) -> None:
        """Set some of ``FIELDS``; ValueError for a role or an origin that is none."""
        self._store.update("person", person_id, _columns(fields))

    def move(self, person_id: PersonId, position: int) -> None:
        """Move somebody among the people of their story."""
        self._place(person_id, self._story_of(person_id), position)

    def duplicate(self, person_id: PersonId) -> PersonId:
        """Copy somebody with what is written about them, their portrait and groups, but no ties; right after them."""
        person = self.person(person_id)
        fields = {name: getattr(person, name) for name in FIELDS if name != "name"}
        copy = self.add(person.story_id, person.name, **fields)
        self._place(copy, person.story_id, person.position + 1)
        self._store.update("person", copy, {"portrait": person.portrait})
        for table, own, other in (("membership", "person_id", "group_id"), ("custom_value", "person_id", "field_id")):
            extra = ", text" if table == "custom_value" else ""
            self._store.execute(
                f"INSERT INTO {table} ({own}, {other}{extra}) SELECT ?, {other}{extra} FROM {table} WHERE {own} = ?"
                " ORDER BY id",
                copy,
                person_id,
            )
        return copy

    def merge(self, kept_id: PersonId, gone_id: PersonId) -> None:
        """Make two records one: whatever refers to ``gone_id`` refers to ``kept_id`` then, and it goes to the trash.

        A tie between the two goes with it. Where both learn one secret, the earlier reveal stays.

        Raises:
            ValueError: they are the same record, or of different stories.
        """
        kept, gone = self.person(kept_id), self.person(gone_id)
        if kept_id == gone_id or kept.story_id != gone.story_id:
            raise ValueError("two people of one story can be merged")
        changes = merged(kept, gone)
        if kept.x is None and gone.x is not None:
            changes |= {"x": gone.x, "y": gone.y, "pinned": gone.pinned}
        self._store.update("person", kept_id, checked(changes, (*FIELDS, "portrait", "x", "y", "pinned")))
        self._merge_reveals(kept, gone)
        for table, column, once in _REFERENCES:
            twice = f" AND {once} NOT IN (SELECT {once} FROM {table} WHERE {column} = ?)" if once else ""
            values = (kept_id, gone_id, *([kept_id] if once else []))
            self._store.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?{twice}", *values)
        for column, other in (("one", "other"), ("other", "one")):
            self._store.execute(
                f"UPDATE tie SET {column} = ? WHERE {column} = ? AND {other} <> ?", kept_id, gone_id, kept_id
            )
        self._store.execute("UPDATE reveal SET teller = NULL WHERE teller = ? AND person_id = ?", kept_id, kept_id)
        self._join_values(kept_id, gone_id)
        self.remove(gone_id)

    def remove(self, person_id: PersonId) -> None:
        """Delete somebody with their ties; scenes told by them have no POV then. The trash can bring all of it back."""
        story_id = self._story_of(person_id)
        self._store.remove("person", person_id)
        for table in ("person", "tie"):
            renumber(self._store, children(self._store, table, "story_id", story_id))

    # Portraits

    def set_portrait(self, person_id: PersonId, image: bytes | None) -> None:
        """Give somebody a portrait, or none: a square image in a format Qt reads, small already.

        It is kept once, by its content, and stays as long as anything in the plan, the trash or undo may need it.
        """
        digest = ""
        if image is not None:
            digest = sha256(image).hexdigest()
            self._store.execute("INSERT OR IGNORE INTO portrait (digest, image) VALUES (?, ?)", digest, image)
        self._store.update("person", person_id, {"portrait": digest})

    def portrait(self, digest: str) -> bytes | None:
        """The image with this digest; None if there is none."""
        row = self._store.one("SELECT image FROM portrait WHERE digest = ?", digest)
        return None if row is None else bytes(row[0])

    def forget_portraits(self) -> None:
        """Drop the portraits that neither the plan nor the trash needs; only while there is nothing to undo."""
        unused = self._store.rows("SELECT digest FROM portrait WHERE digest NOT IN (SELECT portrait FROM person)")
        for (digest,) in unused:
            with self._store.transaction():
                self._store.execute(
                    "DELETE FROM portrait WHERE digest = ?"
                    " AND NOT EXISTS (SELECT 1 FROM trash WHERE instr(images, portrait.digest) > 0)",
                    digest,
                )

    # Groups

    def groups(self, story_id: StoryId) -> list[Group]:
        """A story's groups, in order, their members in the order of the cast."""
        members: dict[int, list[PersonId]] = {}
        for group_id, person_id in self._store.rows(
            "SELECT group_id, person_id FROM membership JOIN person ON person.id = person_id WHERE story_id = ?"
            " ORDER BY person.position",
            story_id,
        ):
            members.setdefault(group_id, []).append(person_id)
        records = self._store.records(
            "SELECT id, story_id, position, name, colour, note FROM person_group WHERE story_id = ? ORDER BY position",
            story_id,
        )
        return [Group(**record, members=tuple(members.get(record["id"], ()))) for record in records]

    def add_group(self, story_id: StoryId, name: str, members: Iterable[PersonId] = (), **fields: object) -> GroupId:
        """Add a group, behind those already there."""
        columns = checked({"name": name, **fields}, GROUP_FIELDS)
        group_id = GroupId(self._store.insert("person_group", story_id=story_id, position=-1, **columns))
        self._place_group(group_id, story_id, None)
        self.set_members(group_id, members)
        return group_id

    def edit_group(self, group_id: GroupId, **fields: object) -> None:
        """Set name, colour or note."""
        self._store.update("person_group", group_id, checked(fields, GROUP_FIELDS))

    def move_group(self, group_id: GroupId, position: int) -> None:
        """Move a group among the story's groups."""
        self._place_group(group_id, self._group_story(group_id), position)

    def set_members(self, group_id: GroupId, members: Iterable[PersonId]) -> None:
        """Say who is in a group."""
        wanted = list(dict.fromkeys(members))
        present = [row[0] for row in self._store.rows("SELECT person_id FROM membership WHERE group_id = ?", group_id)]
        for gone in present:
            if gone not in wanted:
                self._store.execute("DELETE FROM membership WHERE group_id = ? AND person_id = ?", group_id, gone)
        for person_id in wanted:
            if person_id not in present:
                self._store.insert("membership", group_id=group_id, person_id=person_id)

    def remove_group(self, group_id: GroupId) -> None:
        """Delete a group; its people stay. It can be restored from the trash."""
        story_id = self._group_story(group_id)
        self._store.remove("person_group", group_id)
        renumber(self._store, children(self._store, "person_group", "story_id", story_id))

    def story_with(self, table: str, row_id: int) -> StoryId:
        """The story a person, tie, group or secret is of; ``table`` is theirs. KeyError if there is none such."""
        assert table in ("person", "tie", "person_group", "secret")
        return StoryId(self._store.value(f"SELECT story_id FROM {table} WHERE id = ?", row_id))

    # Parts

    def _story_of(self, person_id: PersonId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM person WHERE id = ?", person_id))

    def _group_story(self, group_id: GroupId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM person_group WHERE id = ?", group_id))

    def _place(self, person_id: int, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, "person", "story_id", story_id)
        renumber(self._store, placed(siblings, ("person", person_id), position))

    def _place_group(self, group_id: int, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, "person_group", "story_id", story_id)
        renumber(self._store, placed(siblings, ("person_group", group_id), position))

    def _merge_reveals(self, kept: Person, gone: Person) -> None:
        """Of two reveals of one secret to what is now one person, leave the earlier."""
        everything = self._outline.reading_order(kept.story_id, shelved=True)
        order = {None: -1} | {chapter_id: place for place, chapter_id in enumerate(everything)}
        mine = self._reveals_to(kept.id)
        for secret_id, (reveal_id, chapter_id) in self._reveals_to(gone.id).items():
            if secret_id in mine:
                later = mine[secret_id][0] if order[chapter_id] < order[mine[secret_id][1]] else reveal_id
                self._store.remove("reveal", later)

    def _reveals_to(self, person_id: PersonId) -> dict[int, tuple[int, Any]]:
        rows = self._store.rows("SELECT secret_id, id, chapter_id FROM reveal WHERE person_id = ?", person_id)
        return {secret_id: (reveal_id, chapter_id) for secret_id, reveal_id, chapter_id in rows}

    def _join_values(self, kept: PersonId, gone: PersonId) -> None:
        """Add what stands in the author's own fields of one below what stands in the other's."""
        for value_id, field_id, text in self._store.rows(
            "SELECT id, field_id, text FROM custom_value WHERE person_id = ? ORDER BY id", gone
        ):
            row = self._store.one(
                "SELECT id, text FROM custom_value WHERE person_id = ? AND field_id = ?", kept, field_id
            )
            if row is None:
                self._store.update("custom_value", value_id, {"person_id": kept})
            elif text and text != row[1]:
                self._store.update("custom_value", row[0], {"text": "\n\n".join(filter(None, (row[1], text)))})


_REFERENCES: tuple[tuple[str, str, str | None], ...] = (
    ("scene", "pov", None),
    ("presence", "person_id", "scene_id"),
    ("membership", "person_id", "group_id"),
    ("board_place", "person_id", "board_id"),
    ("reveal", "person_id", None),
    ("reveal", "teller", None),
)
"""What refers to people by a column, and what of it there may be only one of for each person."""


def _columns(fields: dict[str, object]) -> dict[str, object]:
    columns = checked(fields, FIELDS)
    for name, values in (("role", PersonRole), ("origin", PersonOrigin)):
        if name in columns:
            values(str(columns[name]))
    return columns


def _person(record: dict[str, Any]) -> Person:
    record["role"] = PersonRole(record["role"])
    record["origin"] = PersonOrigin(record["origin"])
    record["tagged"] = bool(record["tagged"])
    record["pinned"] = bool(record["pinned"])
    return Person(**record)
