"""The tab Drift: locked plans in a list and over time, and how far the plan came away from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.icons import icon
from planner.desktop.plot.drift.chart import DriftChart
from planner.desktop.plot.drift.details import DriftDetails
from planner.desktop.plot.drift.model import NOW, BaselinesModel, Moment, Plans, read_plans
from planner.desktop.theme import XS, L, M
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.column import Column
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import LinesDelegate, LinesView
from planner.domain.changes import ChangeSet
from planner.domain.drift import BaselineId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("story", "arc", "chapter", "scene", "text", "thread", "beat", "baseline")
_LIST_WIDTH = 264
_NARROW = 620
"""Below this width, at a text scale of 1, the list goes above what it chooses."""
_LIST_HEIGHT = 150


class DriftTab(KeptFresh):
    """How the plan grew, shrank and moved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.drift")
        self.setAccessibleName(self.tr("Drift"))
        self._desk = desk
        self._verbs = Verbs(desk.library, desk.notices, self)
        self._plans: Plans | None = None
        self._other = NOW
        theme = desk.theme
        self.chart = DriftChart(theme)
        self.chart.chosen.connect(self.choose)
        self.model = BaselinesModel(self)
        self.list = LinesView()
        self.list.setObjectName("drift.list")
        self.list.setAccessibleName(self.tr("Locked plans"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setItemDelegate(LinesDelegate(theme, self.list))
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._follow_choice)
        self.details = DriftDetails(theme)
        self.details.renamed.connect(self.rename)
        self.details.remove_wanted.connect(self.remove)
        self.details.compared.connect(self.compare)
        self._lock = self._lock_button("drift.lock")
        self._lock_first = self._lock_button("drift.lock_first")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self._drift())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._note_stale)
        desk.place.story_changed.connect(self._follow_story)

    # Parts

    def _lock_button(self, name: str) -> QPushButton:
        made = button(
            self.tr("Lock the plan"), name, self.lock, "primary", icon("lock", self._desk.theme, "accent_text")
        )
        made.setEnabled(not self._desk.library.read_only)
        return made

    def _nothing(self) -> QWidget:
        text = self.tr(
            "Lock the plan as it stands, and later you read here, in a few sentences, how it grew. When the writing "
            "begins it is kept by itself."
        )
        return EmptyState(
            self._desk.theme,
            "lock",
            self.tr("Is it getting away from you?"),
            text,
            (self._lock_first,),
        )

    def _drift(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(label(self.tr("How the plan grew since it was locked"), "lead", wrap=True), 1)
        head.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        chart = Panel()
        chart.column.setSpacing(XS)
        chart.column.addWidget(label(self.tr("Planned words and chapters over time"), "section"))
        chart.column.addWidget(self.chart)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(XS)
        side.addWidget(label(self.tr("Locked plans"), "section"))
        side.addWidget(self.list, 1)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(L)
        self._lower.addWidget(self._side)
        self._lower.addWidget(self.details, 1, Qt.AlignmentFlag.AlignTop)
        made = Column(self._desk.theme, "drift.scroll")
        made.column.addLayout(head)
        made.column.addWidget(chart)
        made.column.addLayout(self._lower, 1)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self._desk.theme.text_scale
        narrow = self.width() < _NARROW * scale
        self._lower.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else round(_LIST_WIDTH * scale))
        self._side.setMaximumWidth(self.width() if narrow else round(_LIST_WIDTH * scale))
        self._side.setMinimumHeight(round(_LIST_HEIGHT * scale))

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            self._note_stale()

    def _follow_story(self, _story: object) -> None:
        self._other = NOW
        self._note_stale()

    def refresh(self) -> None:
        """Show what the library holds."""
        story_id = self._desk.place.story_id
        if story_id is None:
            return
        self._stale = False
        plans = self._plans = read_plans(self._desk.library, story_id, self._desk.library.now())
        self.model.show(plans.locked)
        self._stack.setCurrentIndex(1 if plans.locked else 0)
        self.setFocusProxy(self.list if plans.locked else self._lock_first)
        if plans.locked and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(self.model.rowCount() - 1))
        self._show_drift()

    def _follow_choice(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_drift()

    def _show_drift(self) -> None:
        chosen = self._chosen()
        if self._plans is None or chosen is None:
            return
        other = self._plans.get(self._other).id
        if other == chosen.id:
            other = self._other = NOW
        self.chart.show_plans(self._plans.moments, (chosen.id, other))
        self.details.show_comparison(self._plans, chosen, other, self._desk.library.read_only)

    def _chosen(self) -> Moment | None:
        index = self.list.currentIndex()
        return self.model.moment(index.row()) if index.isValid() else None

    # Verbs

    def choose(self, baseline_id: int) -> None:
        """Choose the baseline to look at."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(baseline_id)))

    def compare(self, other: int) -> None:
        """Compare the chosen baseline with another, or with the plan as it is now."""
        self._other = BaselineId(other)
        self._show_drift()

    def lock(self) -> None:
        """Keep the plan as it stands now, and let the author name it."""
        story_id = self._desk.place.story_id
        if story_id is None:
            return
        if self._verbs.done(self.tr("Lock the plan"), lambda: self._desk.library.plot.lock(story_id)):
            self.list.setCurrentIndex(self.model.index(0))
            self.details.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.notices.say(self.tr("The plan is locked."), undo=True)

    def rename(self, baseline_id: int, name: str) -> None:
        """Call a baseline something else."""
        plot = self._desk.library.plot
        self._verbs.done(self.tr("Rename locked plan"), lambda: plot.rename_baseline(BaselineId(baseline_id), name))

    def remove(self) -> None:
        """Forget the chosen baseline, and offer to undo it."""
        chosen = self._chosen()
        if chosen is None:
            return
        plot = self._desk.library.plot
        if self._verbs.done(self.tr("Forget locked plan"), lambda: plot.remove_baseline(chosen.id)):
            self._desk.notices.say(self.tr("{plan} is forgotten.").format(plan=chosen.name), undo=True)

    def flush(self) -> None:
        """Save a name that was typed."""
        self.details.name.commit()
