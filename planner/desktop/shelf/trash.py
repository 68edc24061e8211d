"""What was deleted, and how it comes back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.shelf.when import relative
from planner.desktop.theme import XL, M, S
from planner.desktop.translation import mark
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.message import Message
from planner.desktop.widgets.rows import Index, RowsById
from planner.domain.errors import PlannerError
from planner.library.trash import Trashed

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.desk import Desk
    from planner.library.file import Library

KIND_NAMES = {
    "story": mark("Trash", "Story"),
    "arc": mark("Trash", "Arc"),
    "chapter": mark("Trash", "Chapter"),
    "scene": mark("Trash", "Scene"),
    "person": mark("Trash", "Person"),
    "idea": mark("Trash", "Idea"),
    "thread": mark("Trash", "Thread"),
    "place": mark("Trash", "Place"),
    "custom_field": mark("Trash", "Field of your own"),
    "tie": mark("Trash", "Tie"),
    "person_group": mark("Trash", "Group"),
    "board": mark("Trash", "Board"),
    "secret": mark("Trash", "Secret"),
    "goal": mark("Trash", "Goal"),
}
"""What a thing in the trash is called, by its kind."""


class TrashModel(RowsById):
    """What can be brought back, the newest first."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        self._trash = library.trash
        self._things = {thing.id: thing for thing in self._trash.list()}
        super().__init__(self._things, parent)
        bus.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Look into the trash again."""
        present = {thing.id: thing for thing in self._trash.list()}
        # What went stays known until its row is gone.
        self._things.update(present)
        self.follow_order(list(present))
        self._things = present

    def thing(self, row: int) -> Trashed:
        """What lies in a row."""
        return self._things[self._ids[row]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        thing = self.thing(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(thing)
        if role == FOOT_ROLE:
            return self._foot(thing)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._name(thing)}. {self._foot(thing)}"
        return None

    def _name(self, thing: Trashed) -> str:
        kind = QCoreApplication.translate("Trash", KIND_NAMES[thing.kind])
        if not thing.title:
            return self.tr("{kind} without a title").format(kind=kind)
        return self.tr("{kind}: {title}").format(kind=kind, title=thing.title)

    def _foot(self, thing: Trashed) -> str:
        when = self.tr("deleted {when}").format(when=relative(thing.deleted_at, datetime.now()))
        if thing.kind == "story" or not thing.story_title:
            return when
        return self.tr("from “{story}”, {when}").format(story=thing.story_title, when=when)


class TrashDialog(QDialog):
    """The list of what was deleted. Restoring is a step that undo takes back; emptying is not, so it asks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("trash")
        self.setWindowTitle(self.tr("Bring back deleted"))
        self.resize(520, 480)
        self.model = TrashModel(desk.library, desk.bus, self)
        self._view = LinesView()
        self._view.setObjectName("trash.list")
        self._view.setAccessibleName(self.tr("Deleted"))
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._view.setItemDelegate(LinesDelegate(desk.theme, self._view))
        self._view.setModel(self.model)
        self._view.activated.connect(self._restore)
        self._restore_button = button(self.tr("Restore"), "trash.restore", self._restore, "primary")
        self._empty_button = button(self.tr("Empty the trash…"), "trash.empty", self._ask_to_empty)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._lay_out()
        self._view.selectionModel().selectionChanged.connect(self._follow)
        self.model.rowsRemoved.connect(self._follow)
        self.model.rowsInserted.connect(self._follow)
        self._view.setCurrentIndex(self.model.index(0))
        self._follow()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._view)
        text = self.tr("What you delete waits here, in this session and the next, and can be put back in its place.")
        self._stack.addWidget(EmptyState(self._desk.theme, "trash", self.tr("Nothing to bring back"), text))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._empty_button)
        row.addStretch()
        row.addWidget(button(self.tr("Close"), "trash.close", self.reject))
        row.addWidget(self._restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(label(self.tr("Deleted"), "title"))
        column.addWidget(self._stack, 1)
        column.addWidget(self._error)
        column.addLayout(row)

    def _follow(self) -> None:
        has_rows = self.model.rowCount() > 0
        self._stack.setCurrentIndex(0 if has_rows else 1)
        may_change = not self._desk.library.read_only
        self._empty_button.setEnabled(has_rows and may_change)
        self._restore_button.setEnabled(self._view.selectionModel().hasSelection() and may_change)

    def _restore(self) -> None:
        """Put what is selected back, the newest first: what was deleted earlier may belong in it."""
        rows = sorted(index.row() for index in self._view.selectionModel().selectedIndexes())
        things = [self.model.thing(row) for row in rows]
        self._error.hide()
        try:
            with self._desk.library.change(self.tr("Restore deleted")):
                for thing in things:
                    self._desk.library.trash.restore(thing.id)
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
        else:
            self._desk.notices.say(self.tr("Restored to where it was."), undo=True)

    def _ask_to_empty(self) -> None:
        question = Message(
            self.tr("Empty the trash?"),
            self.tr("What is in it is gone for good then; undo will not bring it back."),
            (("empty", self.tr("Empty the trash")), ("keep", self.tr("Keep it"))),
            parent=self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._empty() if question.choice == "empty" else None)
        question.open()

    def _empty(self) -> None:
        try:
            self._desk.library.trash.empty()
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
        self.model.refresh()
