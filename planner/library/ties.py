"""The ties between people in the library, how they develop, and the kinds of tie an author made herself."""

from __future__ import annotations

from typing import Any

from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import (
    BUILT_IN,
    KINDS,
    Course,
    Development,
    DevelopmentId,
    Direction,
    Line,
    Tie,
    TieId,
    TieKind,
    TieKindId,
)
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Store

TIE_FIELDS = ("kind", "label", "direction", "closeness", "hidden", "begins", "note", "tagged", "tag")
DEVELOPMENT_FIELDS = ("kind", "label", "closeness", "hidden", "note")
KIND_FIELDS = ("name", "colour", "line", "romantic")
STANDING_FIELDS = ("kind", "label", "closeness", "hidden")
"""What a tie and its developments both say."""


class Ties:
    """Ties of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable) -> None:
        self._store = store
        self._outline = outline

    # Queries

    def all(self, story_id: StoryId) -> list[Tie]:
        """A story's ties, in the author's order."""
        records = self._store.records("SELECT * FROM tie WHERE story_id = ? ORDER BY position", story_id)
        return [_tie(record) for record in records]

    def tie(self, tie_id: TieId) -> Tie:
        """One tie; KeyError if there is none."""
        for record in self._store.records("SELECT * FROM tie WHERE id = ?", tie_id):
            return _tie(record)
        raise KeyError(tie_id)

    def developments(self, story_id: StoryId) -> list[Development]:
        """All developments of a story's ties."""
        records = self._store.records(
            "SELECT development.* FROM development JOIN tie ON tie.id = tie_id WHERE story_id = ?"
            " ORDER BY development.id",
            story_id,
        )
        return [_development(record) for record in records]

    def development(self, development_id: DevelopmentId) -> Development:
        """One development; KeyError if there is none."""
        for record in self._store.records("SELECT * FROM development WHERE id = ?", development_id):
            return _development(record)
        raise KeyError(development_id)

    def course(self, story_id: StoryId) -> Course:
        """How a story's ties develop over its chapters, shelved ones left out."""
        return Course(self.all(story_id), self.developments(story_id), self._outline.reading_order(story_id))

    def kinds(self, story_id: StoryId) -> list[TieKind]:
        """The kinds of tie there are in a story: those every story has, then the author's own."""
        records = self._store.records(
            "SELECT id, name, colour, line, romantic FROM tie_kind WHERE story_id = ? ORDER BY position", story_id
        )
        return [*KINDS, *(_kind(record) for record in records)]

    # Ties

    def add(self, one: PersonId, other: PersonId, **fields: object) -> TieId:
        """Tie two people, behind the ties already there.

        Raises:
            ValueError: they are one and the same, or of different stories.
        """
        story_id = self._story_of("person", one)
        if one == other or self._story_of("person", other) != story_id:
            raise ValueError("a tie is between two people of one story")
        columns = checked(fields, TIE_FIELDS)
        tie_id = self._store.insert("tie", story_id=story_id, one=one, other=other, position=-1, **columns)
        self._place("tie", tie_id, story_id, None)
        return TieId(tie_id)

    def edit(self, tie_id: TieId, **fields: object) -> None:
        """Set some of ``TIE_FIELDS``: how it stands at its beginning."""
        self._store.update("tie", tie_id, checked(fields, TIE_FIELDS))

    def reverse(self, tie_id: TieId) -> None:
        """Draw a tie the other way: who was first in it is second."""
        tie = self.tie(tie_id)
        self._store.update("tie", tie_id, {"one": tie.other, "other": tie.one})

    def move(self, tie_id: TieId, position: int) -> None:
        """Move a tie among the story's ties: the order of its tags, and of those between one pair."""
        self._place("tie", tie_id, self._story_of("tie", tie_id), position)

    def duplicate(self, tie_id: TieId) -> TieId:
        """Copy a tie with its developments, right after it."""
        tie = self.tie(tie_id)
        copy = self.add(tie.one, tie.other, **{name: getattr(tie, name) for name in TIE_FIELDS})
        self._place("tie", copy, tie.story_id, tie.position + 1)
        names = ", ".join(DEVELOPMENT_FIELDS)
        self._store.execute(
            f"INSERT INTO development (tie_id, chapter_id, {names}) SELECT ?, chapter_id, {names} FROM development"
            " WHERE tie_id = ? ORDER BY id",
            copy,
            tie_id,
        )
        return copy

    def remove(self, tie_id: TieId) -> None:
        """Delete a tie with its developments; it can be restored from the trash."""
        story_id = self._story_of("tie", tie_id)
        self._store.remove("tie", tie_id)
        renumber(self._store, children(self._store, "tie", "story_id", story_id))

    # Developments

    def develop(self, tie_id: TieId, chapter_id: ChapterId, **fields: object) -> DevelopmentId:
        """Say how a tie stands from a chapter on; added to what is said there already.

        Raises:
            ValueError: the chapter is of another story.
        """
        self._require_same_story(tie_id, chapter_id)
        columns = checked(fields, DEVELOPMENT_FIELDS)
        row = self._store.one("SELECT id FROM development WHERE tie_id = ? AND chapter_id = ?", tie_id, chapter_id)
        if row is None:
            return DevelopmentId(self._store.insert("development", tie_id=tie_id, chapter_id=chapter_id, **columns))
        self._store.update("development", row[0], columns)
        return DevelopmentId(row[0])

    def stand(self, tie_id: TieId, chapter_id: ChapterId | None, **fields: object) -> None:
        """Say how a tie stands from a chapter on, or (None) from its beginning: what an edit "as of" a chapter means.

        In the chapter in which the tie begins, or before it, that is its beginning, unless it has developed by then.
        """
        columns = checked(fields, STANDING_FIELDS)
        if chapter_id is None or self._is_beginning(self.tie(tie_id), chapter_id):
            self._store.update("tie", tie_id, columns)
        else:
            self.develop(tie_id, chapter_id, **fields)

    def edit_development(self, development_id: DevelopmentId, **fields: object) -> None:
        """Set some of ``DEVELOPMENT_FIELDS``."""
        self._store.update("development", development_id, checked(fields, DEVELOPMENT_FIELDS))

    def move_development(self, development_id: DevelopmentId, chapter_id: ChapterId) -> None:
        """Have a development happen in another chapter; one that is there already gives way where both say something.

        Raises:
            ValueError: the chapter is of another story.
        """
        moved = self.development(development_id)
        self._require_same_story(moved.tie_id, chapter_id)
        there = self._store.one(
            "SELECT id FROM development WHERE tie_id = ? AND chapter_id = ? AND id <> ?",
            moved.tie_id,
            chapter_id,
            development_id,
        )
        if there is not None:
            other = self.development(there[0])
            said = {name: getattr(other, name) for name in DEVELOPMENT_FIELDS if getattr(moved, name) in ("", None)}
            self._store.update("development", development_id, checked(said, DEVELOPMENT_FIELDS))
            self._store.remove("development", there[0])
        self._store.update("development", development_id, {"chapter_id": chapter_id})

    def remove_development(self, development_id: DevelopmentId) -> None:
        """Have a tie not change there."""
        self._store.remove("development", development_id)

    # Kinds

    def add_kind(self, story_id: StoryId, name: str, **fields: object) -> TieKindId:
        """Add a kind of the author's own.

        Raises:
            ValueError: there is a kind of this name.
        """
        self._require_new_kind(story_id, name)
        columns = checked({"name": name, **fields}, KIND_FIELDS)
        kind_id = self._store.insert("tie_kind", story_id=story_id, position=-1, **columns)
        self._place("tie_kind", kind_id, story_id, None)
        return TieKindId(kind_id)

    def edit_kind(self, kind_id: TieKindId, **fields: object) -> None:
        """Set name, colour, line or romantic; a new name reaches the ties of that kind.

        Raises:
            ValueError: there is another kind of that name.
        """
        columns = checked(fields, KIND_FIELDS)
        story_id, old = self._kind_row(kind_id)
        if "name" in columns and columns["name"] != old:
            self._require_new_kind(story_id, str(columns["name"]))
            self._rename(story_id, old, str(columns["name"]))
        self._store.update("tie_kind", kind_id, columns)

    def remove_kind(self, kind_id: TieKindId) -> None:
        """Delete a kind of the author's own; its ties are of the kind "other" then."""
        story_id, name = self._kind_row(kind_id)
        self._rename(story_id, name, "other")
        self._store.remove("tie_kind", kind_id)
        renumber(self._store, children(self._store, "tie_kind", "story_id", story_id))

    # Parts

    def _rename(self, story_id: StoryId, old: str, new: str) -> None:
        self._store.execute("UPDATE tie SET kind = ? WHERE story_id = ? AND kind = ?", new, story_id, old)
        self._store.execute(
            "UPDATE development SET kind = ? WHERE kind = ? AND tie_id IN (SELECT id FROM tie WHERE story_id = ?)",
            new,
            old,
            story_id,
        )

    def _kind_row(self, kind_id: TieKindId) -> tuple[StoryId, str]:
        row = self._store.one("SELECT story_id, name FROM tie_kind WHERE id = ?", kind_id)
        if row is None:
            raise KeyError(kind_id)
        return row[0], row[1]

    def _require_new_kind(self, story_id: StoryId, name: str) -> None:
        if not name.strip() or name in BUILT_IN:
            raise ValueError("a kind of tie needs a name of its own")
        if self._store.one("SELECT 1 FROM tie_kind WHERE story_id = ? AND name = ?", story_id, name):
            raise ValueError("there is a kind of this name")

    def _require_same_story(self, tie_id: TieId, chapter_id: ChapterId) -> None:
        if self._outline.story_of(chapter_id) != self._story_of("tie", tie_id):
            raise ValueError("the chapter belongs to another story")

    def _is_beginning(self, tie: Tie, chapter_id: ChapterId) -> bool:
        """Whether saying something of a tie in a chapter is saying how it begins (see ``Course.begins``)."""
        order = self._outline.reading_order(tie.story_id)
        if tie.begins not in order or chapter_id not in order:
            return False
        so_far = set(order[: order.index(chapter_id) + 1])
        told = self._store.rows("SELECT chapter_id FROM development WHERE tie_id = ?", tie.id)
        return order.index(chapter_id) <= order.index(tie.begins) and not any(row[0] in so_far for row in told)

    def _story_of(self, table: str, row_id: int) -> StoryId:
        return StoryId(self._store.value(f"SELECT story_id FROM {table} WHERE id = ?", row_id))

    def _place(self, table: str, row_id: int, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, table, "story_id", story_id)
        renumber(self._store, placed(siblings, (table, row_id), position))


def _tie(record: dict[str, Any]) -> Tie:
    record["direction"] = Direction(record["direction"])
    record["hidden"] = bool(record["hidden"])
    record["tagged"] = bool(record["tagged"])
    return Tie(**record)


def _development(record: dict[str, Any]) -> Development:
    if record["hidden"] is not None:
        record["hidden"] = bool(record["hidden"])
    return Development(**record)


def _kind(record: dict[str, Any]) -> TieKind:
    return TieKind(
        name=record["name"],
        colour=record["colour"],
        line=Line(record["line"]),
        romantic=bool(record["romantic"]),
        id=TieKindId(record["id"]),
    )
