"""What the board shows of a story: who stands where, and how their ties stand at a chapter; read item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from planner.domain.board import BoardId, Point, Spot, settled
from planner.domain.cast import Group, GroupId, Person
from planner.domain.changes import ChangeSet, Origin, TableChanges
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.presence import Presence, presences
from planner.domain.ties import Course, Development, DevelopmentId, Standing, Tie, TieId, TieKind

if TYPE_CHECKING:
    from planner.desktop.place import CurrentPlace
    from planner.library.file import Library

K = TypeVar("K", bound=int)
R = TypeVar("R", bound="_Row")

_ONE_BY_ONE = 40
"""More changed rows of a table than this are read with all others at once."""
_OUTLINE = ("chapter", "arc")
_WHO_IS_WHERE = ("scene", "presence", "chapter", "arc")


@dataclass(frozen=True)
class Followed:
    """Whom and what a change of the library, or of the chapter shown, may have touched.

    ``is_new``: another story or board is shown, and nothing of the one before is left. ``is_time``: only the chapter
    shown is another, so that there are the same people, ties, kinds and groups as before.
    """

    people: frozenset[PersonId] = frozenset()
    ties: frozenset[TieId] = frozenset()
    groups: frozenset[GroupId] = frozenset()
    is_new: bool = False
    is_time: bool = False
    origin: Origin | None = None

    def __bool__(self) -> bool:
        return bool(self.people or self.ties or self.groups or self.is_new)


@dataclass
class _Read:
    """What was read of one story."""

    people: dict[PersonId, Person] = field(default_factory=dict)
    spots: dict[PersonId, Spot] = field(default_factory=dict)
    ties: dict[TieId, Tie] = field(default_factory=dict)
    developments: dict[DevelopmentId, Development] = field(default_factory=dict)
    groups: dict[GroupId, Group] = field(default_factory=dict)
    kinds: list[TieKind] = field(default_factory=list)
    chapters: list[ChapterId] = field(default_factory=list)
    presences: dict[PersonId, Presence] = field(default_factory=dict)


class BoardModel(QObject):
    """One board of the open story, as of the chapter the author looks at.

    Only people who are on the board are in ``people``; only ties between two of them that have come to be are in
    ``standings``.
    """

    followed = Signal(object)
    """Emitted with a `Followed` after something changed."""

    def __init__(self, library: Library, place: CurrentPlace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._place = place
        self._read = _Read()
        self.story_id: StoryId | None = None
        self.board_id: BoardId | None = None
        self.course = Course((), (), ())
        self.people: dict[PersonId, Person] = {}
        self.points: dict[PersonId, Point] = {}
        self.standings: dict[TieId, Standing] = {}
        self.absent: frozenset[PersonId] = frozenset()
        """Those who have not appeared yet."""
        self._given: dict[PersonId, Point] = {}
        self._awake = True
        self._stale = False

    # What there is

    @property
    def at(self) -> int:
        """The number of the chapter as of which ties are shown."""
        as_of = self._place.as_of
        return self.course.length if as_of is None else min(as_of, self.course.length)

    @property
    def chapter_id(self) -> ChapterId | None:
        """The chapter as of which the author edits; None: before the first, or the story as a whole."""
        as_of = self._place.as_of
        return self._read.chapters[self.at - 1] if as_of is not None and self.at > 0 else None

    @property
    def shows_whole(self) -> bool:
        """Whether the story is shown as a whole, as things stand at its end."""
        return self._place.as_of is None

    @property
    def cast(self) -> Mapping[PersonId, Person]:
        """Everybody in the story, on this board or not, in order."""
        return self._read.people

    @property
    def ties(self) -> Mapping[TieId, Tie]:
        """All ties of the story, whether they have come to be or not."""
        return self._read.ties

    @property
    def groups(self) -> Mapping[GroupId, Group]:
        """All groups of the story, in order."""
        return self._read.groups

    @property
    def kinds(self) -> list[TieKind]:
        """The kinds of tie there are in the story."""
        return self._read.kinds

    @property
    def chapters(self) -> list[ChapterId]:
        """The story's chapters in reading order."""
        return self._read.chapters

    def is_pinned(self, person_id: PersonId) -> bool:
        """Whether no arranging moves somebody."""
        spot = self._read.spots.get(person_id)
        return spot is not None and spot.pinned

    def unkept(self) -> dict[PersonId, Point]:
        """Where those stand whom nobody has put anywhere yet; kept with the first who is moved, lest they jump."""
        return {
            person_id: point
            for person_id, point in self.points.items()
            if (spot := self._read.spots.get(person_id)) is not None and spot.point is None
        }

    # Opening

    def open(self, story_id: StoryId | None, board_id: BoardId | None = None) -> None:
        """Show a board of a story (None: the one that everybody is on), or nothing."""
        self.story_id, self.board_id = story_id, board_id if story_id is not None else None
        self._given.clear()
        self._read = _Read()
        if story_id is not None:
            if not self._exists(story_id, None):
                self.story_id = self.board_id = None
            else:
                if not self._exists(story_id, board_id):
                    self.board_id = None
                self._read_all(story_id)
        self._arrange()
        self.followed.emit(Followed(is_new=True))

    def _read_all(self, story_id: StoryId) -> None:
        library = self._library
        self._read = _Read(
            people=_by_id(library.cast.people(story_id)),
            spots=library.boards.spots(story_id, self.board_id),
            ties=_by_id(library.ties.all(story_id)),
            developments=_by_id(library.ties.developments(story_id)),
            groups=_by_id(library.cast.groups(story_id)),
            kinds=library.ties.kinds(story_id),
            chapters=library.outline.reading_order(story_id),
            presences=presences(library.outline.get(story_id).chapters),
        )

    # Following

    def follow(self, changes: ChangeSet) -> None:
        """Read what a change touched, and tell of it."""
        story_id = self.story_id
        if story_id is None:
            return
        if not self._awake:
            self._stale = True
            return
        if story_id in changes.table("story").removed or self.board_id in changes.table("board").removed:
            gone = story_id in changes.table("story").removed
            self.open(None if gone else story_id)
            return
        touched = self._refresh(story_id, changes)
        if touched is None:
            return
        people, ties, groups = touched
        before = self._state()
        self._arrange()
        self._tell(before, people, ties, groups, changes.origin)

    def follow_time(self) -> None:
        """Show how things stand as of another chapter."""
        if self.story_id is not None:
            before = self._state()
            # Nobody moves and no tie becomes another by looking at another chapter.
            self._stand()
            self._tell(before, set(), set(), set(), None, is_time=True)

    def set_awake(self, awake: bool) -> None:
        """While nobody sees the board nothing is read; what happened meanwhile is read when somebody does."""
        self._awake = awake
        if not awake or not self._stale or self.story_id is None:
            return
        self._stale = False
        if not self._exists(self.story_id, self.board_id):
            self.open(self.story_id)
            return
        old, before = self._read, self._state()
        self._read_all(self.story_id)
        new = self._read
        self._arrange()
        self._tell(
            before,
            _differing(old.people, new.people) | _differing(old.spots, new.spots),
            _differing(old.ties, new.ties) | (set(new.ties) if old.kinds != new.kinds else set()),
            _differing(old.groups, new.groups),
            None,
        )

    def _exists(self, story_id: StoryId, board_id: BoardId | None) -> bool:
        try:
            self._library.stories.get(story_id)
        except KeyError:
            return False
        return board_id is None or any(board.id == board_id for board in self._library.boards.all(story_id))

    def _refresh(self, story_id: StoryId, changes: ChangeSet) -> tuple[set[PersonId], set[TieId], set[GroupId]] | None:
        """Read again what changed; returns whom it touched, or None if that is none of the board's."""
        library, read = self._library, self._read
        people: set[PersonId] = set()
        ties: set[TieId] = set()
        groups: set[GroupId] = set()
        if not changes.touches(
            "person", "tie", "tie_kind", "development", "person_group", "membership", "board_place", *_WHO_IS_WHERE
        ):
            return None
        if changes.touches("person"):
            rows = changes.table("person")
            read.people, people = _followed(
                read.people, rows, library.cast.person, lambda: library.cast.people(story_id), story_id
            )
        if changes.touches("person", "board_place"):
            spots = read.spots
            read.spots = library.boards.spots(story_id, self.board_id)
            people |= _differing(spots, read.spots)
        if changes.touches("tie"):
            rows = changes.table("tie")
            read.ties, ties = _followed(read.ties, rows, library.ties.tie, lambda: library.ties.all(story_id), story_id)
        if changes.touches("development", "tie"):
            read.developments = _by_id(library.ties.developments(story_id))
        if changes.touches("person_group", "membership", "person"):
            before = read.groups
            read.groups = _by_id(library.cast.groups(story_id))
            groups = _differing(before, read.groups)
        if changes.touches("tie_kind"):
            read.kinds = library.ties.kinds(story_id)
            ties |= set(read.ties)
        if changes.touches(*_OUTLINE):
            read.chapters = library.outline.reading_order(story_id)
        if changes.touches(*_WHO_IS_WHERE):
            read.presences = presences(library.outline.get(story_id).chapters)
        return people, ties, groups

    def _state(self) -> tuple[dict[PersonId, Point], dict[TieId, Standing], frozenset[PersonId]]:
        return self.points, self.standings, self.absent

    def _arrange(self) -> None:
        """Work out who stands where and how, from what was read."""
        read = self._read
        self.course = Course(read.ties.values(), read.developments.values(), read.chapters)
        self.people = {key: read.people[key] for key in read.spots if key in read.people}
        self.points = self._places()
        self._stand()

    def _stand(self) -> None:
        """Work out how ties stand and who has appeared as of the chapter shown."""
        read = self._read
        standings = ((tie.id, self.course.standing(tie.id, self.at)) for tie in read.ties.values() if self._joins(tie))
        self.standings = {tie_id: standing for tie_id, standing in standings if standing is not None}
        self.absent = frozenset(
            key
            for key in self.people
            if (presence := read.presences.get(key)) is not None and not presence.has_appeared(self.at)
        )

    def _joins(self, tie: Tie) -> bool:
        return tie.one in self.people and tie.other in self.people

    def _places(self) -> dict[PersonId, Point]:
        """Where everybody stands; those nobody has put anywhere stay where they were first given a place."""
        known: dict[PersonId, Point] = {}
        for key in self.people:
            point = self._read.spots[key].point or self._given.get(key)
            if point is not None:
                known[key] = point
        newcomers = [key for key in self.people if key not in known]
        if newcomers:
            pairs = [(tie.one, tie.other) for tie in self._read.ties.values()]
            given = settled(known, newcomers, pairs)
            self._given |= given
            known |= given
        return {key: known[key] for key in self.people}

    def _tell(
        self,
        before: tuple[dict[PersonId, Point], dict[TieId, Standing], frozenset[PersonId]],
        people: set[PersonId],
        ties: set[TieId],
        groups: set[GroupId],
        origin: Origin | None,
        *,
        is_time: bool = False,
    ) -> None:
        points, standings, absent = before
        people |= {key for key in {*points, *self.points} if points.get(key) != self.points.get(key)}
        people |= absent ^ self.absent
        ties |= {key for key in {*standings, *self.standings} if standings.get(key) != self.standings.get(key)}
        followed = Followed(frozenset(people), frozenset(ties), frozenset(groups), is_time=is_time, origin=origin)
        if followed:
            self.followed.emit(followed)


class _Row(Protocol):
    """What a row of the cast has."""

    @property
    def story_id(self) -> StoryId: ...

    @property
    def position(self) -> int: ...


def _by_id(rows: Iterable[Any]) -> dict[Any, Any]:
    return {row.id: row for row in rows}


def _differing(before: Mapping[K, object], after: Mapping[K, object]) -> set[K]:
    """Keys whose rows came, went or changed."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def _followed(
    known: dict[K, R], rows: TableChanges, read: Callable[[K], R], read_all: Callable[[], list[R]], story_id: StoryId
) -> tuple[dict[K, R], set[K]]:
    """The rows of a table after some of them changed, in their order; and which ones differ now."""
    fresh: dict[K, R]
    if len(rows.all) > _ONE_BY_ONE:
        fresh = _by_id(read_all())
    else:
        fresh = {key: row for key, row in known.items() if key not in rows.removed}
        for row_id in rows.added | rows.changed:
            row = read(cast(K, row_id))
            if row.story_id == story_id:
                fresh[cast(K, row_id)] = row
        fresh = dict(sorted(fresh.items(), key=lambda item: item[1].position))
    return fresh, _differing(known, fresh)
