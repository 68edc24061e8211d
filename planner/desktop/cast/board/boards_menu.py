"""The boards of a cast: which one is shown, and making, naming, copying and deleting them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.model import BoardModel, Followed
from planner.desktop.cast.board.people_on_board import PeopleOnBoard
from planner.desktop.icons import icon
from planner.desktop.theme import XS
from planner.desktop.verbs import Verbs
from planner.domain.board import Board, BoardId
from planner.domain.changes import ChangeSet
from planner.domain.outline import PersonId, StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

COMMANDS = (
    "cast.board_new",
    "cast.board_of_selected",
    "cast.board_people",
    "cast.board_rename",
    "cast.board_duplicate",
    "cast.board_up",
    "cast.board_down",
    "cast.board_delete",
)
_NAMING_WIDTH = 200
_LONGEST = 180
"""The width of a name, in pixels at the usual text size, from which on it is shortened on the button."""


class _NameLine(QLineEdit):
    """Where a board is named: Enter takes the name, Escape or leaving the line does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.board_name")
        self.setPlaceholderText(self.tr("What to call the board"))
        self.setAccessibleName(self.tr("Name of the board"))
        self.setMinimumWidth(_NAMING_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)


class BoardsMenu(QWidget):
    """Says which board is shown, and opens the menu of all. The board of everybody is always there.

    Names are written in place of the button. ``selected`` says who is selected on the board.
    """

    def __init__(
        self,
        desk: Desk,
        model: BoardModel,
        selected: Callable[[], Sequence[PersonId]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cast.boards")
        self._desk, self._model, self._selected = desk, model, selected
        self._verbs = Verbs(desk.library, desk.notices, self)
        self._boards: list[Board] = []
        self._story: StoryId | None = None
        self._last: dict[StoryId, BoardId | None] = {}
        self._name: Callable[[str], object] | None = None
        self.menu = QMenu(self)
        self.menu.setObjectName("cast.boards_menu")
        self.menu.aboutToShow.connect(self._fill)
        self.button = QToolButton()
        self.button.setObjectName("cast.boards_button")
        self.button.setMenu(self.menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setProperty("kind", "choice")
        self.button.setIcon(icon("cast", desk.theme, "muted"))
        self.line = _NameLine()
        self.line.returnPressed.connect(self._named)
        self.line.editingFinished.connect(self._stop_naming)
        self.line.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        row.addWidget(self.button)
        row.addWidget(self.line)
        model.followed.connect(self._follow_model)
        desk.bus.changed.connect(self._follow)
        desk.place.story_changed.connect(self._return_to_last)
        self._read()

    # Following

    def _follow_model(self, followed: Followed) -> None:
        if followed.is_new:
            self._stop_naming()
            self._read()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("board"):
            self._read()

    def _read(self) -> None:
        story_id = self._story = self._model.story_id
        self._boards = [] if story_id is None else self._desk.library.boards.all(story_id)
        board = self._shown
        name = self.tr("Everyone") if board is None else self._name_of(board)
        metrics, side = self.button.fontMetrics(), round(_LONGEST * self._desk.theme.text_scale)
        self.button.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, side).replace("&", "&&"))
        self.button.setToolTip(name)
        self.button.setAccessibleName(self.tr("Board: {name}").format(name=name))
        self._enable()

    @property
    def _shown(self) -> Board | None:
        """The board that is shown; None for that of everybody."""
        return next((board for board in self._boards if board.id == self._model.board_id), None)

    def _name_of(self, board: Board) -> str:
        return board.name or self.tr("Unnamed board")

    def functions(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return dict(
            zip(
                COMMANDS,
                (
                    self.add,
                    self.add_of_selected,
                    self.choose_people,
                    self.rename,
                    self.duplicate,
                    partial(self.reorder, -1),
                    partial(self.reorder, 1),
                    self.remove,
                ),
                strict=True,
            )
        )

    def _enable(self) -> None:
        if not self.isVisible():
            return
        enable, own = self._desk.commands.enable, self._shown is not None
        enable(("cast.board_new", "cast.board_duplicate"), self._story is not None)
        enable(("cast.board_people", "cast.board_rename", "cast.board_delete"), own)
        enable("cast.board_of_selected", bool(self._selected()))
        shown = self._shown
        enable("cast.board_up", shown is not None and shown != self._boards[0])
        enable("cast.board_down", shown is not None and shown != self._boards[-1])

    def selection_changed(self) -> None:
        """Be told that others are selected."""
        self._enable()

    def _fill(self) -> None:
        self._enable()
        self.menu.clear()
        shown = self._shown
        entries: list[tuple[str, BoardId | None]] = [(self.tr("Everyone"), None)]
        entries += [(self._name_of(board), board.id) for board in self._boards]
        for name, board_id in entries:
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setObjectName(f"cast.show_board_{board_id or 0}")
            action.setCheckable(True)
            action.setChecked(board_id == (shown.id if shown else None))
            action.triggered.connect(lambda _checked=False, which=board_id: self.show_board(which))
        actions = self._desk.commands.actions
        self.menu.addSeparator()
        self.menu.addActions([actions[command] for command in COMMANDS[:3]])
        self.menu.addSeparator()
        self.menu.addActions([actions[command] for command in COMMANDS[3:]])

    # Verbs

    def show_board(self, board_id: BoardId | None) -> None:
        """Show another board of the story, and remember it for when the story is opened again."""
        story_id = self._model.story_id
        if story_id is not None:
            self._last[story_id] = board_id
            self._model.open(story_id, board_id)

    def _return_to_last(self, *_story: object) -> None:
        """Show the board of the story that was shown last, if it is there still."""
        story_id = self._model.story_id
        board_id = self._last.get(story_id) if story_id is not None else None
        if board_id is not None and any(board.id == board_id for board in self._boards):
            self._model.open(story_id, board_id)

    def add(self) -> None:
        """Ask for a name, and make a board of everybody."""
        people = list(self._model.cast)
        self._ask("", lambda name: self._add(name, people))

    def add_of_selected(self) -> None:
        """Ask for a name, and make a board of those who are selected."""
        people = list(self._selected())
        if people:
            self._ask("", lambda name: self._add(name, people))

    def rename(self) -> None:
        """Write another name for the board that is shown."""
        board = self._shown
        if board is not None:
            self._ask(board.name, lambda name: self._rename(board.id, name))

    def duplicate(self) -> None:
        """Make a board with the same people in the same places, and show it."""
        board = self._shown
        name = self.tr("{name}, copy").format(name=self.tr("Everyone") if board is None else self._name_of(board))
        self._add(name, list(self._model.people))

    def reorder(self, by: int) -> None:
        """Let the board that is shown stand earlier or later among the story's boards."""
        board = self._shown
        if board is not None:
            position = self._boards.index(board) + by
            if 0 <= position < len(self._boards):
                label = self.tr("Move board {name}").format(name=self._name_of(board))
                self._verbs.done(label, lambda: self._desk.library.boards.move(board.id, position))

    def remove(self) -> None:
        """Delete the board that is shown; its people stay in the cast."""
        board = self._shown
        if board is None:
            return
        name = self._name_of(board)
        label = self.tr("Delete board {name}").format(name=name)
        if self._verbs.done(label, lambda: self._desk.library.boards.remove(board.id)):
            self._desk.notices.say(self.tr("Deleted the board {name}. Its people stay.").format(name=name), undo=True)

    def choose_people(self) -> None:
        """Ask who is on the board that is shown."""
        board = self._shown
        if board is None:
            return
        dialog = PeopleOnBoard(self._desk, self._name_of(board), self._model.cast, self._model.people, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._set_people(board.id, dialog.chosen))
        dialog.open()

    def put_on(self, board_id: BoardId, people: Sequence[PersonId]) -> None:
        """Put people on another board; they find their places there when it is shown."""
        self._verbs.done(self.tr("Put on a board"), lambda: self._desk.library.boards.join(board_id, people))

    def offer(self, menu: QMenu, ref: Ref | None) -> None:
        """Add to a context menu what boards have to do with people."""
        people = list(self._selected())
        others = [board for board in self._boards if board.id != self._model.board_id]
        if ref is None or ref[0] != "person" or not people or not others or self._desk.library.read_only:
            return
        submenu = menu.addMenu(self.tr("Put on another board"))
        submenu.setObjectName("cast.put_on")
        for board in others:
            action = submenu.addAction(self._name_of(board).replace("&", "&&"))
            action.triggered.connect(partial(self._put_on, board.id, people))

    # Parts of the verbs

    def _put_on(self, board_id: BoardId, people: Sequence[PersonId], _checked: bool = False) -> None:
        self.put_on(board_id, people)

    def _add(self, name: str, people: Sequence[PersonId]) -> None:
        story_id = self._model.story_id
        if story_id is None:
            return
        points = {key: self._model.points[key] for key in people if key in self._model.points}
        pinned = [key for key in points if self._model.is_pinned(key)]
        boards = self._desk.library.boards
        made: list[BoardId] = []

        def work() -> None:
            board_id = boards.add(story_id, name, people)
            boards.put(board_id, points)
            boards.pin(board_id, pinned)
            made.append(board_id)

        if self._verbs.done(self.tr("Add board {name}").format(name=name), work):
            self.show_board(made[0])

    def _rename(self, board_id: BoardId, name: str) -> None:
        self._verbs.done(self.tr("Rename board"), lambda: self._desk.library.boards.rename(board_id, name))

    def _set_people(self, board_id: BoardId, chosen: Sequence[PersonId]) -> None:
        boards, story_id = self._desk.library.boards, self._model.story_id
        if story_id is None:
            return
        present = boards.spots(story_id, board_id)

        def work() -> None:
            boards.leave(board_id, [key for key in present if key not in chosen])
            boards.join(board_id, chosen)

        if list(present) != list(chosen):
            self._verbs.done(self.tr("Choose people on the board"), work)

    # Naming

    def _ask(self, name: str, on_named: Callable[[str], object]) -> None:
        self._name = on_named
        self.line.setText(name)
        self.button.hide()
        self.line.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> None:
        name, on_named = self.line.text().strip(), self._name
        self._stop_naming()
        if name and on_named is not None:
            on_named(name)

    def _stop_naming(self) -> None:
        if self._name is None:
            return
        self._name = None
        had_focus = self.line.hasFocus()
        self.button.show()
        self.line.hide()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
