"""The board's commands and what the canvas asks for: bound to the verbs, and enabled when they apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from planner.desktop.cast.board.canvas import BoardCanvas
from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.menus import BoardMenus, ask_kind
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.verbs import BoardVerbs
from planner.desktop.cast.board.writing import BoardWriting
from planner.desktop.settings import CAST_TIE_KIND
from planner.domain.board import Point, free_spot
from planner.domain.cast import GroupId
from planner.domain.outline import PersonId
from planner.domain.ties import TieId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_ZOOM_STEP = 1.25
_ONE_MOVE_MS = 1_000
"""Presses of arrow keys with no longer a pause between them are one step of undo."""
_SHOWING = ("cast.zoom_in", "cast.zoom_out", "cast.zoom_normal", "cast.fit")


class BoardActions(QObject):
    """Does what the author asks of the board. What was made is selected then."""

    def __init__(self, desk: Desk, scene: BoardScene, canvas: BoardCanvas, verbs: BoardVerbs) -> None:
        super().__init__(canvas)
        self._desk = desk
        self._scene = scene
        self._canvas = canvas
        self._verbs = verbs
        self._on_screen = False
        self._move: object = object()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_ONE_MOVE_MS)
        self._pause.timeout.connect(self._end_move)
        self.writing = BoardWriting(canvas)
        self.menus = BoardMenus(canvas, desk.commands, scene, verbs, desk.theme)
        self.menus.open_sheet = self.open_sheet
        self._bind()
        canvas.people_moved.connect(verbs.put)
        canvas.people_nudged.connect(self._nudge)
        canvas.tie_wanted.connect(self.ask_tie)
        canvas.newcomer_wanted.connect(self._add_at)
        canvas.write_wanted.connect(self._write)
        canvas.open_wanted.connect(self.open_sheet)
        canvas.menu_wanted.connect(self._show_menu)
        scene.selection_changed.connect(self._end_move)
        scene.selection_changed.connect(self.refresh)
        scene.settled.connect(self.refresh)

    @property
    def _model(self) -> BoardModel:
        return self._scene.model

    def _bind(self) -> None:
        canvas = self._canvas
        self._desk.commands.bind_all(
            {
                "cast.tie": self._tie,
                "cast.add_group": self._add_group,
                "cast.rename": self._rename,
                "cast.duplicate": self._duplicate,
                "cast.reverse": lambda: self._verbs.reverse(self._scene.selected_ties),
                "cast.pin": self._pin,
                "cast.delete": self._delete,
                "cast.zoom_in": lambda: canvas.zoom(_ZOOM_STEP),
                "cast.zoom_out": lambda: canvas.zoom(1 / _ZOOM_STEP),
                "cast.zoom_normal": lambda: canvas.zoom_to(1.0),
                "cast.fit": canvas.fit,
            }
        )

    # Making

    def add_person(self) -> None:
        """Ask for a name where there is room, near who is selected or in the middle, and add somebody."""
        current = self._scene.selected_people
        if current:
            wish = self._scene.nodes[current[-1]].goal
        else:
            wish = self._canvas.camera.to_board(QRectF(self._canvas.rect()).center())
        taken = [*self._model.points.values()]
        x, y = free_spot(taken, (round(wish.x()), round(wish.y())))
        self._add_at(QPointF(x, y), None)

    def _add_at(self, point: QPointF, tied_to: PersonId | None) -> None:
        if tied_to is not None:
            where = self._canvas.mapToGlobal(self._canvas.camera.to_screen(point).toPoint())
            self._ask_kind(where, lambda kind: self._write_newcomer(point, tied_to, kind))
        else:
            self._write_newcomer(point, None, "")

    def _write_newcomer(self, point: QPointF, tied_to: PersonId | None, kind: str) -> None:
        def written(name: str) -> None:
            self._canvas.ghost = None
            if name:
                place = (round(point.x()), round(point.y()))
                self._select("person", self._verbs.add_person(name, place, tied_to, kind))

        self._canvas.show_point(point)
        self._canvas.ghost = (point, tied_to)
        self.writing.begin_at(point, self.tr("Name"), written, self._forget_ghost)

    def _forget_ghost(self) -> None:
        self._canvas.ghost = None

    def ask_tie(self, one: PersonId, other: PersonId, at: QPoint) -> None:
        """Ask what kind of tie is to be between two, and make it."""
        self._ask_kind(at, lambda kind: self._select("tie", self._verbs.add_tie(one, other, kind)))

    def _ask_kind(self, at: QPoint, chosen: Callable[[str], object]) -> None:
        def choose(kind: str) -> None:
            self._desk.settings.set(CAST_TIE_KIND, kind)
            chosen(kind)

        last = self._desk.settings.get(CAST_TIE_KIND)
        ask_kind(self._canvas, self._model.kinds, self._desk.theme, last, at, choose)

    def _tie(self) -> None:
        people = self._scene.selected_people
        if len(people) == 2:
            one, other = (self._scene.nodes[each].point for each in people)
            middle = self._canvas.camera.to_screen((one + other) / 2).toPoint()
            self.ask_tie(people[0], people[1], self._canvas.mapToGlobal(middle))

    def _add_group(self) -> None:
        people = self._scene.selected_people
        if not people:
            return
        points = [self._scene.nodes[each].point for each in people]
        top = min(points, key=lambda point: point.y())
        above = QPointF(sum(point.x() for point in points) / len(points), top.y() - 90)

        def written(name: str) -> None:
            if name:
                self._select("group", self._verbs.add_group(name, people))

        self.writing.begin_at(above, self.tr("Name of the group"), written)

    def _select(self, kind: Literal["person", "tie", "group"], row_id: int | None) -> None:
        if row_id is not None:
            self._scene.select([(kind, row_id)])

    # Changing

    def _rename(self) -> None:
        if self._scene.current is not None:
            self._write(self._scene.current)

    def _write(self, ref: Ref) -> None:
        """Write a name, or the words of a tie, where it stands."""
        kind, row_id = ref
        canvas = self._canvas
        if kind == "person":
            before = self._model.cast[PersonId(row_id)].name
            words = self.tr("Name")
        elif kind == "tie":
            before = self._scene.links[TieId(row_id)].standing.label
            words = self.tr("What the tie is called")
        else:
            before = self._model.groups[GroupId(row_id)].name
            words = self.tr("Name of the group")

        def written(text: str) -> None:
            if text == before or not self._scene.has(ref):
                return
            if kind == "tie":
                self._verbs.stand([TieId(row_id)], self.tr("Rename tie"), label=text)
            elif not text:
                return
            elif kind == "person":
                self._verbs.rename_person(PersonId(row_id), text)
            else:
                self._verbs.rename_group(GroupId(row_id), text)

        canvas.show_ref(ref)
        self.writing.begin(words, before, lambda: canvas.name_area(ref), written)

    def _duplicate(self) -> None:
        people, ties = self._verbs.duplicate(self._scene.selected_people, self._scene.selected_ties)
        made: list[Ref] = [("person", each) for each in people]
        made += [("tie", each) for each in ties]
        if made:
            self._scene.select(made)

    def _delete(self) -> None:
        groups = [GroupId(row_id) for kind, row_id in self._scene.selected if kind == "group"]
        people, ties = self._scene.selected_people, self._scene.selected_ties
        if people or ties or groups:
            self._verbs.remove(people, ties, groups)

    def _pin(self) -> None:
        people = self._scene.selected_people
        self._verbs.pin(people, not all(self._model.is_pinned(each) for each in people))
        self.refresh()

    def _nudge(self, points: Mapping[PersonId, Point]) -> None:
        self._pause.start()
        self._verbs.put(points, joins=self._move)

    def _end_move(self) -> None:
        self._move = object()

    # Opening

    def open_sheet(self, ref: Ref) -> None:
        """Go to the sheet of something, in the plan beside the page."""
        kind, row_id = ref
        commands = self._desk.commands
        self._desk.place.select(kind, row_id)
        if commands.is_bound("view.plan") and not commands.actions["view.plan"].isChecked():
            commands.run("view.plan")
        plan = self._canvas.window().findChild(QWidget, "plan.panel")
        if plan is not None:
            plan.setFocus()

    def _show_menu(self, ref: Ref | None, at: QPoint) -> None:
        self.menus.menu(ref, self._canvas.may_write).popup(at)

    # Which apply

    def set_on_screen(self, on_screen: bool) -> None:
        """The commands rest while the board cannot be seen."""
        self._on_screen = on_screen
        if not on_screen:
            self.writing.flush()
        self.refresh()

    def refresh(self) -> None:
        """Enable what applies to what is selected."""
        commands, scene = self._desk.commands, self._scene
        people, ties = scene.selected_people, scene.selected_ties
        may_write = self._canvas.may_write and self._on_screen
        commands.enable(_SHOWING, self._on_screen and bool(scene.nodes))
        commands.enable("cast.tie", may_write and len(people) == 2)
        commands.enable(("cast.add_group", "cast.pin"), may_write and bool(people))
        commands.enable("cast.reverse", may_write and bool(ties))
        commands.enable("cast.duplicate", may_write and bool(people or ties))
        commands.enable(("cast.rename", "cast.delete"), may_write and bool(scene.selected))
        commands.check("cast.pin", bool(people) and all(self._model.is_pinned(each) for each in people))
