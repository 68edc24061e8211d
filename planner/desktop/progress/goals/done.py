"""The goals that were put away, folded, each with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.goals.fold import Fold
from planner.desktop.progress.goals.texts import result_text, title_text, tr
from planner.desktop.settings import fold_setting
from planner.desktop.theme import L, M
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.empty import Mark
from planner.desktop.widgets.labels import label
from planner.domain.goals import Goal, GoalId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_FOLDED = fold_setting("goals.done")
_MARK = 20


class DoneGoals(QWidget):
    """A row for each goal that was put away, the newest first."""

    unarchive_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._goals: Sequence[Goal] = ()
        self._rows: dict[GoalId, _Row] = {}
        self._fold: Fold[QWidget] = Fold(desk.theme, "goals.done", "", self._make)
        self._fold.toggled.connect(self._keep_fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fold)
        self._fold.set_open(desk.settings.get(_FOLDED) == "open")

    def _make(self) -> QWidget:
        self._holder = QWidget(self._fold)
        self._list = QVBoxLayout(self._holder)
        self._list.setContentsMargins(L, 0, 0, 0)
        self._list.setSpacing(M)
        return self._holder

    def _keep_fold(self, is_open: bool) -> None:
        self._desk.settings.set(_FOLDED, "open" if is_open else "folded")
        self.show_goals(self._goals)

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Show these."""
        self._goals = goals
        self.setVisible(bool(goals))
        self._fold.set_text(tr("Done ({n})").format(n=number_text(len(goals))))
        if not self._fold.is_open:
            return
        wanted = {goal.id for goal in goals}
        for goal_id in [known for known in self._rows if known not in wanted]:
            row = self._rows.pop(goal_id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, goal in enumerate(goals):
            if goal.id not in self._rows:
                made = self._rows[goal.id] = _Row(self._desk, goal, self._holder)
                made.back.clicked.connect(partial(self.unarchive_wanted.emit, int(goal.id)))
                made.remove.clicked.connect(partial(self.remove_wanted.emit, int(goal.id)))
                self._list.insertWidget(at, made)
            self._rows[goal.id].show_goal(goal)


class _Row(QWidget):
    def __init__(self, desk: Desk, goal: Goal, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"goals.done.{goal.id}")
        self._mark = Mark("flag", desk.theme, _MARK)
        self._title = label("", wrap=True)
        self._result = label("", "muted", wrap=True)
        self.back = button(tr("Take it up again"), "goal.unarchive", kind="link")
        self.remove = icon_button(icon("trash", desk.theme, "muted"), tr("Delete"), "goal.remove")
        for each in (self.back, self.remove):
            each.setEnabled(not desk.library.read_only)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._result)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.back)
        row.addWidget(self.remove)

    def show_goal(self, goal: Goal) -> None:
        self._mark.show_icon("flag-filled" if goal.result and goal.result.reached_on else "flag")
        self._title.setText(title_text(goal))
        self._result.setText(result_text(goal))
