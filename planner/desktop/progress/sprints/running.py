"""The card of the sprint under way: a large calm clock, the words so far, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from planner.desktop.progress.sprints.chart import Course, SprintChart
from planner.desktop.sprint_clock import face_now, said_now, standing_now
from planner.desktop.theme import L, M, S
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.sprints import tr
from planner.domain.sprint_log import call_line
from planner.domain.sprints import State

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class RunningCard(Panel):
    """Follows the sprint under way, second by second."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sprints.running")
        self._desk = desk
        actions = desk.commands.actions
        self.clock = label("", "clock")
        self.clock.setObjectName("sprint.clock.face")
        self.said = label("", "lead", wrap=True)
        self.said.setObjectName("sprint.said")
        self.standing = label("", "muted", wrap=True)
        self.standing.setObjectName("sprint.standing")
        self.chart = SprintChart(desk.theme, "sprint.chart")
        self.call = label("", "muted")
        self._copy = button(tr("Copy for a chat"), "sprint.running.copy", self._copy_call, "link")
        self.pause = action_button(actions["sprint.pause"])
        self.stop = action_button(actions["sprint.stop"])
        for each in (self.clock, self.said, self.standing):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(each)
        self.column.setSpacing(S)
        self.column.addSpacing(S)
        self.column.addWidget(self.chart)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(self.pause)
        row.addWidget(self.stop)
        row.addStretch()
        self.column.addSpacing(S)
        self.column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addStretch()
        foot.addWidget(self.call)
        foot.addWidget(self._copy)
        foot.addStretch()
        self.column.addLayout(foot)
        self.column.setContentsMargins(L, L, L, L)
        desk.sprints.changed.connect(self.refresh)
        desk.sprints.ticked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the moment."""
        keeper = self._desk.sprints
        under_way = keeper.under_way
        if under_way is None:
            return
        self.clock.setText(face_now(keeper))
        self.clock.setAccessibleName(self.clock.text())
        self.said.setText(said_now(keeper))
        standing = standing_now(self._desk)[1]
        if keeper.state is State.GRACE:
            standing = tr("Time is up. {words} so far.").format(words=words_text(keeper.words))
        self.standing.setText(standing)
        self.standing.setVisible(bool(standing))
        has_begun = keeper.state is not State.WAITING
        self.chart.setVisible(has_begun)
        if has_begun:
            elapsed = under_way.sprint.elapsed(keeper.now())
            span = under_way.sprint.planned or max(elapsed, 300.0)
            self.chart.show_course(Course(under_way.samples, elapsed, keeper.words, span, keeper.rival))
        self.call.setText(call_line(under_way.sprint))

    def _copy_call(self) -> None:
        QApplication.clipboard().setText(self.call.text())
        self._desk.notices.say(tr("Copied."))
