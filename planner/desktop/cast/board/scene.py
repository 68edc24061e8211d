"""The board's things, following the model item by item, moving to where they belong, and found under the mouse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor

from planner.desktop.cast.board.items import FADED, FILTERED, Fluent, Hull, Link, Node, Ref, on_board, width_of
from planner.desktop.cast.board.model import BoardModel, Followed
from planner.desktop.cast.board.room import Room
from planner.desktop.cast.board.shapes import bends
from planner.desktop.theme import Theme
from planner.desktop.widgets.ties import kind_colour, kind_of, kind_text
from planner.domain.board import Point
from planner.domain.cast import GroupId
from planner.domain.outline import PersonId
from planner.domain.ties import Tie, TieId

Pair = tuple[PersonId, PersonId]
_FEW = 120
"""So many ties are given words at once; more of them a slice at a time."""
_SLICE_SECONDS = 0.004
_REST_MS = 120
"""With many ties, room is found anew when the author has stopped zooming for so long."""


class BoardScene(QObject):
    """Draws nothing itself: it knows where everything is just now."""

    changed = Signal()
    """Something is to be painted otherwise."""
    settled = Signal()
    """Everything has come to where it belongs."""
    replaced = Signal()
    """Another board is shown."""
    selection_changed = Signal()

    def __init__(self, model: BoardModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.theme = theme
        self.nodes: dict[PersonId, Node] = {}
        self.links: dict[TieId, Link] = {}
        self.hulls: dict[GroupId, Hull] = {}
        self.selected: dict[Ref, None] = {}
        self.current: Ref | None = None
        self.pace_ms: int | None = None
        """How long things take to move; None: as the theme has it. Motion the system asks not to have is never."""
        self._kept_people: frozenset[PersonId] | None = None
        self._kept_ties: frozenset[TieId] | None = None
        self._moving: list[Fluent] = []
        self._recolouring: list[Link] = []
        self._carried: frozenset[PersonId] = frozenset()
        self.lifted: frozenset[Ref] = frozenset()
        """What is on its way or carried about, with what hangs on it."""
        self._room = Room(theme)
        self._wording: Iterator[None] | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._go_on_wording)
        self._zoomed = QTimer(self)
        self._zoomed.setSingleShot(True)
        self._zoomed.setInterval(_REST_MS)
        self._zoomed.timeout.connect(self._find_room_at_rest)
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._motion.valueChanged.connect(self._advance)
        self._motion.finished.connect(self._arrive)
        model.followed.connect(self._follow)
        theme.changed.connect(self._recolour)
        self._follow(Followed(is_new=True))

    # Following the model

    def _follow(self, followed: Followed) -> None:
        if followed.is_new:
            self._rebuild()
            return
        for person_id in followed.people:
            self._follow_person(person_id)
        pairs: set[Pair] = set()
        for tie_id in followed.ties:
            pairs |= self._follow_tie(tie_id)
        for tie_id in self._ties_of(followed.people) - followed.ties:
            pairs |= self._follow_tie(tie_id)
        self._fan(pairs)
        for group_id in followed.groups | self._groups_of(followed.people):
            self._follow_group(group_id)
        self._keep_order()
        self._drop_selected()
        self._set_off()

    def _rebuild(self) -> None:
        self._motion.stop()
        self._moving.clear()
        self._recolouring.clear()
        self.nodes, self.links, self.hulls = {}, {}, {}
        self._kept_people = self._kept_ties = None
        for person_id in self.model.people:
            self._follow_person(person_id)
        pairs: set[Pair] = set()
        for tie_id in self.model.standings:
            pairs |= self._follow_tie(tie_id)
        self._fan(pairs)
        for group_id in self.model.groups:
            self._follow_group(group_id)
        for fluent in self._moving:
            fluent.advance(1.0)
        self._moving.clear()
        for link in self._recolouring:
            link.colour = link.goal
        self._recolouring.clear()
        self._carried = frozenset()
        self.lifted = frozenset()
        self._find_room()
        self.selected.clear()
        self.current = None
        self.replaced.emit()
        self.selection_changed.emit()
        self.changed.emit()
        self.settled.emit()

    def _follow_person(self, person_id: PersonId) -> None:
        person = self.model.people.get(person_id)
        node = self.nodes.get(person_id)
        if person is None:
            if node is not None:
                del self.nodes[person_id]
            return
        x, y = self.model.points[person_id]
        if node is None:
            node = self.nodes[person_id] = Node(person, Fluent(x), Fluent(y), Fluent(0.0))
        node.person = person
        node.name_half = self._room.name_half(node)
        node.pinned = self.model.is_pinned(person_id)
        node.absent = person_id in self.model.absent
        if person_id not in self._carried:
            self._aim(node.x, x)
            self._aim(node.y, y)
        self._aim(node.alpha, self._alpha(node))

    def _follow_tie(self, tie_id: TieId) -> set[Pair]:
        """Bring a tie up to date; returns the pairs whose ties are to be fanned out anew."""
        tie, standing = self.model.ties.get(tie_id), self.model.standings.get(tie_id)
        link = self.links.get(tie_id)
        pairs = {_pair(link.tie)} if link is not None else set()
        if tie is None or standing is None:
            if link is not None:
                if (
                    tie is None
                    or link.one is not self.nodes.get(tie.one)
                    or link.other is not self.nodes.get(tie.other)
                ):
                    self._forget_tie(tie_id)
                else:
                    link.going = True
                    self._aim(link.alpha, 0.0)
            return pairs
        one, other = self.nodes[tie.one], self.nodes[tie.other]
        kind = kind_of(standing.kind, self.model.kinds)
        colour = kind_colour(kind, self.theme)
        if link is None:
            width, bend = Fluent(width_of(standing.closeness)), Fluent(0.0)
            link = self.links[tie_id] = Link(tie, standing, kind, one, other, width, Fluent(0.0), bend)
            link.colour = link.goal = colour
        link.tie, link.standing, link.kind, link.one, link.other = tie, standing, kind, one, other
        link.going = False
        link.text = link.words = standing.label or kind_text(standing.kind)
        link.came, link.goal = link.colour, colour
        link.spoil()
        if link.came != link.goal:
            self._recolouring.append(link)
        self._aim(link.width, width_of(standing.closeness))
        self._aim(link.alpha, self._link_alpha(link))
        return pairs | {_pair(tie)}

    def _holds(self, link: Link) -> bool:
        """Whether the two whom a link was drawn between are still there."""
        one, other = self.nodes.get(link.one.person.id), self.nodes.get(link.other.person.id)
        return one is link.one and other is link.other

    def _follow_group(self, group_id: GroupId) -> None:
        group = self.model.groups.get(group_id)
        members = on_board(group, self.nodes) if group is not None else []
        if group is None or not members:
            self.hulls.pop(group_id, None)
            return
        found = self.hulls.get(group_id)
        if found is None:
            found = self.hulls[group_id] = Hull(group, members, Fluent(0.0))
        found.group, found.members = group, members
        found.spoil()
        self._aim(found.alpha, self._hull_alpha(found))

    def _fan(self, pairs: Collection[Pair]) -> None:
        """Fan out the ties between two people that can be seen, of each of these pairs."""
        between: dict[Pair, list[Link]] = {pair: [] for pair in pairs}
        for link in self.links.values():
            if not link.going and (found := between.get(_pair(link.tie))) is not None:
                found.append(link)
        for links in between.values():
            links.sort(key=lambda link: link.tie.position)
            for link, bend in zip(links, bends(len(links)), strict=True):
                if link.alpha.now == 0:
                    link.bend.jump(bend)
                    link.spoil()
                else:
                    self._aim(link.bend, bend)

    def _ties_of(self, people: Collection[PersonId]) -> set[TieId]:
        """The ties of these people, and those that hang on somebody who is no longer there."""
        if not people:
            return set()
        return {tie.id for tie in self.model.ties.values() if tie.one in people or tie.other in people}

    def _groups_of(self, people: Collection[PersonId]) -> set[GroupId]:
        return {group.id for group in self.model.groups.values() if not set(people).isdisjoint(group.members)}

    def _keep_order(self) -> None:
        """People and groups come in the author's order, whatever came last."""
        if list(self.nodes) != list(self.model.people):
            self.nodes = {key: self.nodes[key] for key in self.model.people}

    def _drop_selected(self) -> None:
        gone = [ref for ref in self.selected if not self.has(ref)]
        for ref in gone:
            del self.selected[ref]
        if self.current is not None and not self.has(self.current):
            self.current = next(reversed(self.selected), None)
        if gone:
            self.selection_changed.emit()

    # What a filter leaves

    def keep(self, people: Iterable[PersonId] | None, ties: Iterable[TieId] | None = None) -> None:
        """Fade all but these; None keeps everything. A tie fades with either of its two people, too."""
        self._kept_people = None if people is None else frozenset(people)
        self._kept_ties = None if ties is None else frozenset(ties)
        for node in self.nodes.values():
            self._aim(node.alpha, self._alpha(node))
        for link in self.links.values():
            if not link.going:
                self._aim(link.alpha, self._link_alpha(link))
        for shape in self.hulls.values():
            self._aim(shape.alpha, self._hull_alpha(shape))
        self._set_off()

    def _alpha(self, node: Node) -> float:
        if self._kept_people is not None and node.person.id not in self._kept_people:
            return FILTERED
        return FADED if node.absent else 1.0

    def _link_alpha(self, link: Link) -> float:
        own = FILTERED if self._kept_ties is not None and link.tie.id not in self._kept_ties else 1.0
        return min(own, self._alpha(link.one), self._alpha(link.other))

    def _hull_alpha(self, shape: Hull) -> float:
        """A group of which nobody is left fades with them."""
        kept = self._kept_people
        return 1.0 if kept is None or any(node.person.id in kept for node in shape.members) else FILTERED

    # Motion

    @property
    def is_moving(self) -> bool:
        """Whether things are on their way."""
        return self._motion.state() == QVariantAnimation.State.Running

    def _aim(self, fluent: Fluent, goal: float) -> None:
        if fluent.goal != goal or fluent.now != goal:
            fluent.aim(goal)
            self._moving.append(fluent)

    def _set_off(self) -> None:
        duration = self.theme.motion_ms()
        if duration and self.pace_ms is not None:
            duration = self.pace_ms
        self._motion.stop()
        if not self._moving and not self._recolouring:
            self._arrive()
        elif duration:
            for fluent in self._moving:
                fluent.came = fluent.now
            self._lift()
            self._motion.setDuration(duration)
            self._motion.start()
        else:
            self._advance(1.0)
            self._arrive()

    def _advance(self, t: float) -> None:
        for fluent in self._moving:
            fluent.advance(t)
        for link in self._recolouring:
            link.colour = _between(link.came, link.goal, t)
        self._spoil_lifted()
        self.changed.emit()

    def _arrive(self) -> None:
        self._moving.clear()
        self._recolouring.clear()
        for tie_id in [tie_id for tie_id, link in self.links.items() if link.going]:
            self._forget_tie(tie_id)
        self._find_room()
        self._lift()
        self.changed.emit()
        self.settled.emit()

    def finish(self) -> None:
        """Be where everything belongs at once."""
        if self.is_moving:
            self._motion.stop()
            self._advance(1.0)
            self._arrive()

    def carry(self, people: Iterable[PersonId]) -> None:
        """Take people up, to be carried with the mouse until they are put down."""
        self._carried = frozenset(people)
        self._lift()
        self.changed.emit()

    def _lift(self) -> None:
        """Find out what is on its way or carried, and what moves along with it."""
        if not self._carried and not self._moving and not self._recolouring:
            self.lifted = frozenset()
            return
        moving = {id(fluent) for fluent in self._moving}
        people = {
            key
            for key, node in self.nodes.items()
            if key in self._carried or any(id(fluent) in moving for fluent in node.fluents)
        }
        recoloured = set(map(id, self._recolouring))
        lifted: set[Ref] = {("person", key) for key in people}
        for tie_id, link in self.links.items():
            hangs = link.one.person.id in people or link.other.person.id in people
            if hangs or id(link) in recoloured or any(id(fluent) in moving for fluent in link.fluents):
                lifted.add(("tie", tie_id))
        for group_id, each in self.hulls.items():
            if id(each.alpha) in moving or any(node.person.id in people for node in each.members):
                lifted.add(("group", group_id))
        self.lifted = frozenset(lifted)

    def _spoil_lifted(self) -> None:
        for kind, row_id in self.lifted:
            if kind == "tie" and (link := self.links.get(TieId(row_id))) is not None:
                link.spoil()
            elif kind == "group" and (each := self.hulls.get(GroupId(row_id))) is not None:
                each.spoil()

    def shift(self, by: QPointF) -> None:
        """Carry along those who were taken up; the model is told when they are put down."""
        for person_id in self._carried:
            node = self.nodes.get(person_id)
            if node is not None:
                node.x.jump(node.x.now + by.x())
                node.y.jump(node.y.now + by.y())
        self._spoil_lifted()
        self.changed.emit()

    def carried(self) -> dict[PersonId, Point]:
        """Where those stand who are carried, in whole numbers."""
        points = self.points(self._carried)
        for person_id, (x, y) in points.items():
            self.nodes[person_id].x.jump(x)
            self.nodes[person_id].y.jump(y)
        self._spoil_lifted()
        return points

    def put_down(self) -> None:
        """Let those who are carried go to where the model has them."""
        people, self._carried = self._carried, frozenset()
        for person_id in people:
            if person_id in self.nodes:
                self._follow_person(person_id)
        self._set_off()

    def points(self, people: Iterable[PersonId]) -> dict[PersonId, Point]:
        """Where people stand just now, in whole numbers."""
        found = ((person_id, self.nodes.get(person_id)) for person_id in people)
        return {key: (round(node.x.now), round(node.y.now)) for key, node in found if node is not None}

    def _recolour(self) -> None:
        for link in self.links.values():
            link.colour = link.came = link.goal = kind_colour(link.kind, self.theme)
        self._room.measure()
        for node in self.nodes.values():
            node.name_half = self._room.name_half(node)
        for link in self.links.values():
            link.spoil()
        self._find_room()
        self.changed.emit()

    # Room for words

    def set_scale(self, scale: float) -> None:
        """The board is shown so large: names and words may have more room now, or less."""
        if not self._room.set_scale(scale):
            return
        if len(self.links) <= _FEW:
            self._find_room()
            self.changed.emit()
        else:
            self._zoomed.start()

    def _find_room_at_rest(self) -> None:
        self._find_room()
        self.changed.emit()

    def _find_room(self) -> None:
        """Give names and words their places, where everybody goes."""
        self._zoomed.stop()
        self._slices.stop()
        self._room.place_names(self.nodes.values(), self.hulls.values())
        # Those between people who have more of the story come first.
        links = sorted(self.links.values(), key=lambda link: (-link.one.radius - link.other.radius, link.tie.position))
        self._wording = self._room.place_words(links)
        if len(links) <= _FEW:
            for _ in self._wording:
                pass
            self._wording = None
        else:
            self._slices.start()

    @property
    def is_wording(self) -> bool:
        """Whether ties are still being given places for their words."""
        return self._wording is not None or self._zoomed.isActive()

    def _go_on_wording(self) -> None:
        end = perf_counter() + _SLICE_SECONDS
        for _ in self._wording or ():
            if perf_counter() > end:
                return
        self._slices.stop()
        self._wording = None
        self.changed.emit()

    def _forget_tie(self, tie_id: TieId) -> None:
        self._room.forget(self.links.pop(tie_id))

    # Selecting

    def has(self, ref: Ref) -> bool:
        """Whether something is on the board."""
        kind, row_id = ref
        if kind == "person":
            return row_id in self.nodes
        return row_id in (self.links if kind == "tie" else self.hulls)

    def select(self, refs: Iterable[Ref], current: Ref | None = None) -> None:
        """Select these and nothing else; the last is current unless another of them is named."""
        wanted = {ref: None for ref in refs if self.has(ref)}
        now = current if current in wanted else next(reversed(wanted), None)
        if list(wanted) != list(self.selected) or now != self.current:
            self.selected, self.current = wanted, now
            self.selection_changed.emit()

    @property
    def selected_people(self) -> list[PersonId]:
        """The people who are selected, in the order in which they were."""
        return [PersonId(row_id) for kind, row_id in self.selected if kind == "person"]

    @property
    def selected_ties(self) -> list[TieId]:
        """The ties that are selected."""
        return [TieId(row_id) for kind, row_id in self.selected if kind == "tie"]

    def sequence(self) -> list[Ref]:
        """Everything in the order in which the keyboard goes through it: people, ties, groups."""
        return list(self._refs())

    def _refs(self) -> Iterator[Ref]:
        for person_id in self.nodes:
            yield "person", person_id
        for link in sorted(self.links.values(), key=lambda each: each.tie.position):
            if not link.going:
                yield "tie", link.tie.id
        for group_id in self.hulls:
            yield "group", group_id

    # Finding

    def node_at(self, point: QPointF, slack: float = 0.0) -> Node | None:
        """Whoever is there, the one drawn last first."""
        for node in reversed(self.nodes.values()):
            dx, dy = node.x.now - point.x(), node.y.now - point.y()
            reach = node.radius + slack
            if dx * dx + dy * dy <= reach * reach:
                return node
        return None

    def link_at(self, point: QPointF, slack: float) -> Link | None:
        """The tie whose line passes within ``slack`` of a point, the nearest."""
        best, found = slack, None
        for link in self.links.values():
            if link.going:
                continue
            if link.bounds.adjusted(-slack, -slack, slack, slack).contains(point):
                distance = link.curve.distance(point)
                if distance <= best:
                    best, found = distance, link
        return found

    def people_in(self, rect: QRectF) -> list[PersonId]:
        """Whoever stands within a rectangle."""
        return [person_id for person_id, node in self.nodes.items() if rect.contains(node.point)]

    def bounds(self) -> QRectF:
        """The rectangle around all, where they go; empty if there is nobody."""
        found = QRectF()
        for node in self.nodes.values():
            goal = node.goal
            reach = node.radius + 24
            found |= QRectF(goal.x() - max(reach, 70), goal.y() - reach, 2 * max(reach, 70), 2 * reach + 30)
        for shape in self.hulls.values():
            if not self.is_moving:
                found |= shape.bounds.adjusted(0, -26, 0, 0)
        return found


def _pair(tie: Tie) -> Pair:
    return (tie.one, tie.other) if tie.one < tie.other else (tie.other, tie.one)


def _between(one: QColor, other: QColor, t: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * t,
        one.greenF() + (other.greenF() - one.greenF()) * t,
        one.blueF() + (other.blueF() - one.blueF()) * t,
    )
