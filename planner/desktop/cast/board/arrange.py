"""Arranging a board: by force, in a circle, by group; whoever is pinned stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.desktop.cast.board.force import Pair, by_force
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.verbs import BoardVerbs
from planner.desktop.tasks import IsCancelled, Progress
from planner.domain.board import BoardId, Point, by_group, circle, spread_out
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.outline import PersonId, StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MANY = 40
"""More people than this are arranged away from the window even where it is only arithmetic."""


class Way(StrEnum):
    """How people are arranged."""

    FORCE = "force"
    CIRCLE = "circle"
    GROUP = "group"


@dataclass(frozen=True)
class _Plan:
    """What an arranging needs to know, read before it leaves the window's thread."""

    way: Way
    story_id: StoryId
    board_id: BoardId | None
    points: Mapping[PersonId, Point]
    pinned: Mapping[PersonId, Point]
    ties: tuple[Pair, ...]
    groups: tuple[tuple[PersonId, ...], ...]


class Arranger(QObject):
    """Arranges the board that is shown. It is one change: undone in one step, and animated as every other."""

    arranged = Signal()
    """Emitted after people were given new places."""

    def __init__(self, desk: Desk, model: BoardModel, verbs: BoardVerbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._verbs = verbs
        self._labels = {
            Way.FORCE: self.tr("Arrange by ties"),
            Way.CIRCLE: self.tr("Arrange in a circle"),
            Way.GROUP: self.tr("Arrange by group"),
        }

    def arrange(self, way: Way) -> None:
        """Give everybody on the board who is not pinned a new place."""
        model, notices = self._model, self._desk.notices
        if model.story_id is None or not model.people or self._desk.library.read_only:
            return
        pinned = {key: point for key, point in model.points.items() if model.is_pinned(key)}
        if len(pinned) == len(model.people):
            notices.say(self.tr("Everybody on this board is pinned, so nobody moves."))
            return
        ties = tuple((tie.one, tie.other) for tie in model.ties.values())
        groups = tuple(group.members for group in model.groups.values())
        plan = _Plan(way, model.story_id, model.board_id, dict(model.points), pinned, ties, groups)
        if way is not Way.FORCE and len(plan.points) <= _MANY:
            self._put(plan, _arranged(plan))
            return

        def work(progress: Progress, _cancelled: IsCancelled) -> dict[PersonId, Point]:
            return _arranged(plan, progress)

        self._desk.tasks.run(work, lambda places: self._put(plan, places), self._fail, self._labels[way])

    def _put(self, plan: _Plan, places: Mapping[PersonId, Point]) -> None:
        """Put people where they belong, unless the author went to another board meanwhile."""
        model = self._model
        if (model.story_id, model.board_id) != (plan.story_id, plan.board_id):
            return
        moved = {
            key: point
            for key, point in places.items()
            if key in model.people and not model.is_pinned(key) and model.points[key] != point
        }
        if moved and self._verbs.put(moved, self._labels[plan.way]):
            self._desk.notices.say(self.tr("Arranged {count} people.").format(count=len(moved)), undo=True)
        self.arranged.emit()

    def _fail(self, error: PlannerError) -> None:
        if isinstance(error, Cancelled):
            self._desk.notices.say(str(error))
        else:
            self._desk.notices.error(error)


def _arranged(plan: _Plan, progress: Callable[[float], None] = lambda fraction: None) -> dict[PersonId, Point]:
    """The new places of all. They lie about where the old ones did, so that the board does not jump away."""
    people = list(plan.points)
    if plan.way is Way.FORCE:
        places = by_force(people, plan.ties, plan.pinned, progress)
        return places if plan.pinned else _moved(places, _middle(plan.points))
    free = [key for key in people if key not in plan.pinned]
    places = circle(free) if plan.way is Way.CIRCLE else by_group(free, plan.groups)
    places = _moved(places, _middle(plan.points))
    return spread_out(places | dict(plan.pinned), plan.pinned) if plan.pinned else places


def _middle(points: Mapping[PersonId, Point]) -> Point:
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2


def _moved(places: Mapping[PersonId, Point], middle: Point) -> dict[PersonId, Point]:
    """The same places around another middle."""
    x, y = _middle(places)
    return {key: (px - x + middle[0], py - y + middle[1]) for key, (px, py) in places.items()}
