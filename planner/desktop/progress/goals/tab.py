"""The tab Goals: what the author wants to write, how far she is, and what each day to come needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.empty import EmptyState

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class GoalsTab(QWidget):
    """The goals, one under the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goals")
        self._desk = desk
        actions = desk.commands.actions
        desk.commands.bind("goal.nanowrimo", self._start_nanowrimo)
        empty = EmptyState(
            desk.theme,
            "target",
            self.tr("Write towards something"),
            self.tr("A target is so many words by a date; a habit is so many a day, a week or a month."),
            (action_button(actions["goal.nanowrimo"], "primary"),),
        )
        column = QVBoxLayout(self)
        column.addWidget(empty)

    def _start_nanowrimo(self) -> None:
        with self._desk.library.change(self.tr("Start NaNoWriMo")):
            self._desk.library.goals.start_nanowrimo()
