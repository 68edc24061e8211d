"""The tab Board: the canvas, bars above and below it, and what stands in its place while nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.cast.board.actions import BoardActions
from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.canvas import BoardCanvas
from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.verbs import BoardVerbs
from planner.desktop.page_tabs import CAST, CastTab
from planner.desktop.theme import M, S
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.board import BoardId
from planner.domain.changes import ChangeSet, Origin
from planner.domain.outline import PersonId
from planner.domain.ties import TieId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class BoardTab(StoryTab[BoardModel]):
    """The board of the open story's cast, as of the chapter the author looks at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.board")
        self.setAccessibleName(self.tr("Board"))
        self._desk = desk
        self.model = BoardModel(desk.library, desk.place, self)
        self.scene = BoardScene(self.model, desk.theme, self)
        self.canvas = BoardCanvas(self.scene, Portraits.of(desk), desk.theme)
        self.canvas.may_write = not desk.library.read_only
        self.verbs = BoardVerbs(desk.library, self.model, desk.notices, self)
        self.board_actions = BoardActions(desk, self.scene, self.canvas, self.verbs)
        self._adds_first = False
        self._following = False
        self._lay_out()
        self._listen()
        self._open_story()

    def _lay_out(self) -> None:
        desk = self._desk
        self._first_step = action_button(desk.commands.actions["cast.add_person"], "primary")
        self._nobody = EmptyState(
            desk.theme,
            "cast",
            self.tr("Who is in the story?"),
            self.tr(
                "The board shows the people and what is between them, and how it changes from chapter to chapter. "
                "It begins with the first one."
            ),
            (self._first_step,),
        )
        self._hint = label("", "muted", wrap=True)
        self._hint.setObjectName("cast.board.hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setContentsMargins(M, S, M, S)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._nobody)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self._stack, 1)
        column.addWidget(self._hint)
        column.addLayout(self._below)

    def add_above(self, bar: QWidget) -> None:
        """Put a bar above the board, below those already there."""
        self._above.addWidget(bar)

    def add_below(self, bar: QWidget) -> None:
        """Put a bar below the board, below those already there."""
        self._below.addWidget(bar)

    def _listen(self) -> None:
        desk = self._desk
        desk.commands.bind("cast.add_person", self._add_person)
        # Not to the whole tab: with the focus in a bar, Delete must not reach for people.
        desk.commands.attach("board", self._stack)
        desk.bus.changed.connect(self._follow)
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.as_of_changed.connect(self.model.follow_time)
        self.model.followed.connect(self._show_what_there_is)
        self.scene.selection_changed.connect(self._note_selection)
        self.board_actions.writing.over.connect(self._give_up_first)

    # Following

    def show_board(self, board_id: BoardId | None) -> None:
        """Show one of the story's boards; None is the one that everybody is on."""
        self.model.open(self._desk.place.story_id, board_id)

    def _open_story(self, *_story: object) -> None:
        self._adds_first = False
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _follow(self, changes: ChangeSet) -> None:
        self.model.follow(changes)
        if changes.origin in (Origin.UNDO, Origin.REDO) and self.isVisible():
            self._show_changed(changes)

    def _show_changed(self, changes: ChangeSet) -> None:
        """Undo and redo take the author to what came back."""
        people, ties = changes.table("person"), changes.table("tie")
        back: list[Ref] = [("person", PersonId(row_id)) for row_id in sorted(people.added)]
        back += [("tie", TieId(row_id)) for row_id in sorted(ties.added) if not people.added]
        back = [ref for ref in back if self.scene.has(ref)]
        if back:
            self.scene.select(back)
            self.canvas.show_ref(back[0])

    def _show_what_there_is(self, *_followed: object) -> None:
        model = self.model
        self._adds_first = self._adds_first and not model.people
        empty = not model.people and not self._adds_first
        self._stack.setCurrentWidget(self._nobody if empty else self.canvas)
        self.setFocusProxy(self._first_step if empty else self.canvas)
        words = ""
        if len(model.people) == 1 and self.canvas.may_write:
            words = self.tr("Double-click an empty place to add somebody else.")
        elif len(model.people) > 1 and not model.ties and self.canvas.may_write:
            words = self.tr(
                "To tie two people, drag from the rim of one to the other; or select both and press {keys}."
            ).format(keys=self._desk.commands.shortcut("cast.tie").toString())
        self._hint.setText(words)
        self._hint.setVisible(bool(words) and not empty)
        self._enable()

    def _follow_place(self) -> None:
        """Select what the author went to elsewhere."""
        self._teller.stop()
        place = self._desk.place
        ref: Ref | None = None
        if place.person_id is not None:
            ref = "person", place.person_id
        elif place.tie_id is not None:
            ref = "tie", place.tie_id
        elif place.group_id is not None:
            ref = "group", place.group_id
        if ref is None or ref == self.scene.current or not self.scene.has(ref):
            return
        self._following = True
        self.scene.select((ref,))
        self._following = False
        self.canvas.show_ref(ref)

    def _note_selection(self) -> None:
        if not self._following:
            self._teller.start()

    def _tell_place(self) -> None:
        place, current = self._desk.place, self.scene.current
        if not self.isVisible():
            return
        if self.canvas.is_busy:
            # The sheet beside the board would take its time while somebody is carried.
            self._teller.start()
        elif current is not None:
            if getattr(place, f"{current[0]}_id") != current[1]:
                place.select(*current)
        elif place.kind in ("person", "tie", "group"):
            place.leave_beside()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enable()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enable()

    def _enable(self) -> None:
        may_add = self.canvas.may_write and self.model.story_id is not None
        self._desk.commands.enable("cast.add_person", may_add)
        self.board_actions.set_on_screen(self.isVisible())

    # Commands

    def _add_person(self) -> None:
        if not self.isVisible():
            self._desk.commands.run(CAST.command(CastTab.BOARD))
        self._adds_first = True
        self._show_what_there_is()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.board_actions.add_person()

    def _give_up_first(self) -> None:
        if self._adds_first:
            self._adds_first = False
            self._show_what_there_is()

    def flush(self) -> None:
        """Be done with a name that is being written."""
        self.board_actions.writing.flush()

    # Pictures

    def picture_bounds(self) -> QRectF:
        """The part of the board that a picture of all of it shows."""
        return self.scene.bounds().adjusted(-M, -M, M, M)

    def paint_picture(self, painter: QPainter, size: QSizeF) -> None:
        """Draw all of the board, without what is selected, as large as it goes into a picture of a size."""
        self.scene.finish()
        camera = Camera.fitted(self.picture_bounds(), size, most=100.0)
        self.canvas.look.paint(painter, camera, QRectF(0, 0, size.width(), size.height()), plain=True)
