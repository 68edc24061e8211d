"""The boards of a cast in the library: who is on them, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.board import Board, BoardId, Point, Spot
from planner.domain.outline import PersonId, StoryId
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.store import Store

Which = BoardId | None
"""A board, or None: the one that everybody is on."""


class Boards:
    """Boards of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, story_id: StoryId) -> list[Board]:
        """A story's boards beside the one of everybody, in order."""
        records = self._store.records(
            "SELECT id, story_id, position, name FROM board WHERE story_id = ? ORDER BY position", story_id
        )
        return [Board(**record) for record in records]

    def spots(self, story_id: StoryId, board_id: Which) -> dict[PersonId, Spot]:
        """Where people stand on a board, in the order of the cast; those who are not on it are left out."""
        if board_id is None:
            rows = self._store.rows(
                "SELECT id, x, y, pinned FROM person WHERE story_id = ? ORDER BY position", story_id
            )
        else:
            rows = self._store.rows(
                "SELECT person_id, board_place.x, board_place.y, board_place.pinned FROM board_place"
                " JOIN person ON person.id = person_id WHERE board_id = ? ORDER BY person.position",
                board_id,
            )
        return {PersonId(person_id): Spot(x, y, bool(pinned)) for person_id, x, y, pinned in rows}

    def add(self, story_id: StoryId, name: str, people: Iterable[PersonId] = ()) -> BoardId:
        """Add a board with some people on it, behind those already there."""
        columns = checked({"name": name}, ("name",))
        board_id = BoardId(self._store.insert("board", story_id=story_id, position=-1, **columns))
        self._place(board_id, story_id, None)
        self.join(board_id, people)
        return board_id

    def rename(self, board_id: BoardId, name: str) -> None:
        """Set what a board is called."""
        self._store.update("board", board_id, checked({"name": name}, ("name",)))

    def move(self, board_id: BoardId, position: int) -> None:
        """Move a board among the story's boards."""
        self._place(board_id, self._story_of(board_id), position)

    def remove(self, board_id: BoardId) -> None:
        """Delete a board; its people stay in the cast. It can be restored from the trash."""
        story_id = self._story_of(board_id)
        self._store.remove("board", board_id)
        renumber(self._store, children(self._store, "board", "story_id", story_id))

    def join(self, board_id: BoardId, people: Iterable[PersonId]) -> None:
        """Put people on a board, where they have no place yet; those who are on it stay where they are.

        Raises:
            ValueError: somebody is of another story.
        """
        story_id = self._story_of(board_id)
        present = self.spots(story_id, board_id)
        for person_id in dict.fromkeys(people):
            if self._store.value("SELECT story_id FROM person WHERE id = ?", person_id) != story_id:
                raise ValueError("the person belongs to another story")
            if person_id not in present:
                self._store.insert("board_place", board_id=board_id, person_id=person_id)

    def leave(self, board_id: BoardId, people: Iterable[PersonId]) -> None:
        """Take people off a board."""
        for person_id in people:
            self._store.execute("DELETE FROM board_place WHERE board_id = ? AND person_id = ?", board_id, person_id)

    def put(self, board_id: Which, points: Mapping[PersonId, Point]) -> None:
        """Say where people stand; on a board they are not on, they are then."""
        if board_id is not None:
            self.join(board_id, points)
        for person_id, (x, y) in points.items():
            self._set(board_id, person_id, x=x, y=y)

    def pin(self, board_id: Which, people: Iterable[PersonId], pinned: bool = True) -> None:
        """Have no arranging move people, or have it move them again."""
        for person_id in people:
            self._set(board_id, person_id, pinned=int(pinned))

    def _set(self, board_id: Which, person_id: PersonId, **columns: object) -> None:
        if board_id is None:
            self._store.update("person", person_id, columns)
            return
        row = self._store.one("SELECT id FROM board_place WHERE board_id = ? AND person_id = ?", board_id, person_id)
        if row is None:
            raise KeyError(person_id)
        self._store.update("board_place", row[0], columns)

    def _story_of(self, board_id: BoardId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM board WHERE id = ?", board_id))

    def _place(self, board_id: BoardId, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, "board", "story_id", story_id)
        renumber(self._store, placed(siblings, ("board", board_id), position))
