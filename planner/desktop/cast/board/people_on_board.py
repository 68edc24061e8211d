"""The question who is on a board: everybody in the cast, each with a tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.theme import L, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.filters import FilterLine
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.people import person_name, role_text
from planner.domain.cast import Person
from planner.domain.outline import PersonId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_SIZE = 380, 460


class PeopleOnBoard(QDialog):
    """Ticks are taken all at once, by one button, as one change."""

    def __init__(
        self,
        desk: Desk,
        board: str,
        cast: Mapping[PersonId, Person],
        present: Collection[PersonId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cast.people_on_board")
        self.setWindowTitle(self.tr("People on {board}").format(board=board))
        self.resize(*(round(side * desk.theme.text_scale) for side in _SIZE))
        self._rows = QStandardItemModel(self)
        for person in cast.values():
            item = QStandardItem(person_name(person))
            item.setData(person.id)
            item.setData(role_text(person.role), FOOT_ROLE)
            item.setEditable(False)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if person.id in present else Qt.CheckState.Unchecked)
            self._rows.appendRow(item)
        self._narrowed = QSortFilterProxyModel(self)
        self._narrowed.setSourceModel(self._rows)
        self._narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line = FilterLine()
        self.line.setObjectName("people_on_board.filter")
        self.line.setPlaceholderText(self.tr("Type to narrow the list"))
        self.line.setAccessibleName(self.tr("Narrow the list"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._narrowed.setFilterFixedString)
        self.list = LinesView()
        self.list.setItemDelegate(LinesDelegate(desk.theme, self.list))
        self.list.setObjectName("people_on_board.list")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setModel(self._narrowed)
        self.line.left.connect(self.list.setFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        ok = button(self.tr("Put these on the board"), "people_on_board.ok", self.accept, "primary")
        ok.setDefault(True)
        below = QHBoxLayout()
        below.setSpacing(S)
        below.addStretch()
        below.addWidget(button(self.tr("Cancel"), "people_on_board.cancel", self.reject))
        below.addWidget(ok)
        all_or_none = QHBoxLayout()
        all_or_none.setSpacing(S)
        for words, name, on_click in (
            (self.tr("Everybody"), "people_on_board.all", lambda: self._tick_shown(Qt.CheckState.Checked)),
            (self.tr("Nobody"), "people_on_board.none", lambda: self._tick_shown(Qt.CheckState.Unchecked)),
        ):
            all_or_none.addWidget(button(words, name, on_click, "link"))
        all_or_none.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(S)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addLayout(all_or_none)
        column.addLayout(below)

    @property
    def chosen(self) -> list[PersonId]:
        """Those who are ticked, in the order of the cast."""
        items = (self._rows.item(row) for row in range(self._rows.rowCount()))
        return [PersonId(item.data()) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tick_shown(self, state: Qt.CheckState) -> None:
        """Tick or untick those whom the line has left."""
        for row in range(self._narrowed.rowCount()):
            self._narrowed.setData(self._narrowed.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)
