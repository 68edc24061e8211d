"""The tab Course: the curves of chosen ties, and beside them the ties to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.cast.as_of_bar import AsOfBar
from planner.desktop.cast.bonds import TABLES, Bonds, read_bonds
from planner.desktop.cast.course.chart import CourseChart
from planner.desktop.cast.course.curves import Grip, Knot
from planner.desktop.cast.course.legend import Legend
from planner.desktop.cast.course.paint import shown_kinds
from planner.desktop.cast.course.picture import hidden_anywhere
from planner.desktop.cast.course.ties_list import TiesFound, TiesModel, TiesView
from planner.desktop.cast.moments import Change
from planner.desktop.cast.tie_verbs import TieVerbs
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.filters import FilterLine
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import ElidedLabel
from planner.domain.changes import ChangeSet
from planner.domain.ties import TieId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LIST_WIDTH = 264
_NARROW = 820
"""Below this width, at a text scale of 1, the list goes below the chart."""


class CourseTab(KeptFresh):
    """How close people are, chapter by chapter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.course")
        self.setAccessibleName(self.tr("Course"))
        self._desk = desk
        self._verbs = TieVerbs(desk, self)
        self._bonds: Bonds | None = None
        self._anew = True
        self._following = False
        theme = desk.theme
        self.chart = CourseChart(theme)
        self.chart.may_write = not desk.library.read_only
        self.legend = Legend(theme)
        self.here = ElidedLabel("", "small")
        self.here.setObjectName("course.here")
        self.model = TiesModel(self)
        self.found = TiesFound(self.model, self)
        self.list = TiesView(theme, self.found)
        self.line = FilterLine()
        self.line.setObjectName("course.search")
        self.line.setPlaceholderText(self.tr("Find ties"))
        self.line.setAccessibleName(self.tr("Find ties by names and words"))
        self.line.setClearButtonEnabled(True)
        self.as_of = AsOfBar(desk, shows=(Change.TIE,))
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.chart)

    # Parts

    def _lay_out(self) -> None:
        board = self._desk.commands.actions["cast.tab.board"]
        step = self._first_step = button(self.tr("Go to the board"), "course.to_board", board.trigger, "primary")
        text = self.tr(
            "A tie is how two people stand with one another. Draw one on the board, or write in the matrix; here you "
            "see how close it makes them from chapter to chapter, which is what a slow burn is."
        )
        nothing = EmptyState(self._desk.theme, "cast", self.tr("No ties yet"), text, (step,))
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(M, S, S, S)
        side.setSpacing(S)
        side.addWidget(self.line)
        side.addWidget(self.list, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart, 1)
        below = QVBoxLayout()
        below.setContentsMargins(M, S, M, S)
        below.setSpacing(XS)
        below.addWidget(self.here)
        below.addWidget(self.legend)
        column.addLayout(below)
        whole = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self._side)
        self._halves.addWidget(right, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.as_of)

    def _listen(self) -> None:
        desk, chart = self._desk, self.chart
        desk.bus.changed.connect(self._follow)
        desk.place.story_changed.connect(self._follow_story)
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.as_of_changed.connect(lambda: chart.show_moment(desk.place.as_of))
        desk.theme.changed.connect(self._dress)
        self.model.ticked.connect(self._show_curves)
        self.line.textChanged.connect(self.found.look_for)
        self.line.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.selectionModel().currentChanged.connect(self._follow_list)
        self.list.activated.connect(lambda _index: chart.setFocus(Qt.FocusReason.OtherFocusReason))
        chart.went.connect(self._go)
        chart.moment_wanted.connect(desk.place.set_as_of)
        chart.dragged.connect(self._drag)
        chart.bent.connect(self._bend)
        chart.removed.connect(self._remove)
        chart.labelled.connect(self._label)
        chart.menu_wanted.connect(self._offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        scale = self._desk.theme.text_scale
        narrow = self.width() < _NARROW * scale
        self._halves.setDirection(QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMaximumWidth(self.width() if narrow else round(_LIST_WIDTH * scale))
        self._side.setMinimumWidth(0 if narrow else round(_LIST_WIDTH * scale))
        self._side.setMaximumHeight(max(round(self.height() * 0.34), 120) if narrow else 16_777_215)

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*TABLES):
            self._note_stale()

    def _follow_story(self, _story: object) -> None:
        self._stale = self._anew = True
        self.line.clear()
        self._note_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_place()

    def refresh(self) -> None:
        """Show what the library holds."""
        self._stale = False
        bonds = self._bonds = read_bonds(self._desk.library, self._desk.place.story_id)
        self._following = True
        self.model.show(bonds, anew=self._anew)
        self._following = False
        self._anew = False
        has_ties = bool(bonds and bonds.course.ties)
        self._stack.setCurrentIndex(1 if has_ties else 0)
        self.as_of.setVisible(has_ties)
        self.setFocusProxy(self.chart if has_ties else self._first_step)
        self._show_curves()
        self.chart.show_moment(self._desk.place.as_of)

    def _show_curves(self) -> None:
        if self._bonds is None:
            return
        self.chart.show_curves(self._bonds, self.model.chosen, self._hint(self._bonds))
        curves = self.chart.curves
        kinds = [self._bonds.kind(kind) for kind in shown_kinds(curves)]
        self.legend.show_kinds(kinds, knots=bool(curves), hidden=hidden_anywhere(curves))
        self._show_here()

    def _hint(self, bonds: Bonds) -> str:
        if not bonds.chapters:
            return self.tr("Once the story has chapters, closeness can change from one to the next.")
        if not self.model.chosen:
            return self.tr("Tick the ties in the list whose curves you want to see.")
        if self._desk.library.read_only:
            return self.tr("Nobody has said yet how close these people are.")
        return self.tr(
            "How close are they? Double-click at a chapter, as high as they are close, or press the arrow up. "
            "Two such points make a curve."
        )

    def _show_here(self) -> None:
        self.here.setText(self.chart.here())

    def _follow_place(self) -> None:
        """A tie that is selected anywhere is shown here."""
        tie_id = self._desk.place.tie_id
        if tie_id is None or not self.isVisible() or self._bonds is None or not self._bonds.has(tie_id):
            return
        if self.chart.current != tie_id or tie_id not in self.model.chosen:
            self.model.tick([tie_id])
            self.chart.go_to(tie_id)
        self._go_in_list(tie_id)
        self._show_here()

    def _go_in_list(self, tie_id: TieId) -> None:
        self._following = True
        self.list.go_to(tie_id)
        self._following = False

    def _follow_list(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        tie_id = self.list.tie()
        if tie_id is None or self._following:
            return
        if tie_id in self.model.chosen:
            self.chart.go_to(tie_id)
            self._show_here()

    def _go(self, tie_id: int, at: int) -> None:
        self._desk.place.set_as_of(at)
        if self._desk.place.tie_id != tie_id:
            self._desk.place.select("tie", tie_id)
        self._go_in_list(TieId(tie_id))
        self._show_here()

    # Changing

    def _drag(self, grip: Grip) -> None:
        bonds, knot = self._bonds, grip.knot
        if bonds is None:
            return
        chapter_id = bonds.chapter_id(grip.at) if grip.moves else None
        closeness = grip.closeness if grip.bends else None
        there = [each for number, each in bonds.course.developments(knot.tie_id) if number == grip.at and grip.moves]
        if knot.development is not None:
            if self._verbs.move_development(knot.development, chapter_id, closeness) and there:
                self._desk.notices.say(self.tr("It took the place of what happened there."), undo=True)
        else:
            moved = {} if chapter_id is None else {"begins": chapter_id}
            bent = {} if closeness is None else {"closeness": closeness}
            label = self.tr("Change closeness") if chapter_id is None else self.tr("Move beginning")
            self._verbs.edit(knot.tie_id, label, **moved, **bent)
        self._desk.place.set_as_of(grip.at)

    def _bend(self, tie_id: int, at: int, closeness: int) -> None:
        if self._bonds is not None:
            self._verbs.bend(self._bonds, TieId(tie_id), at, closeness, joins=True)

    def _remove(self, knot: Knot) -> None:
        if knot.development is not None:
            self._verbs.remove_development(knot.development)
        elif knot.closeness is not None:
            self._verbs.edit(knot.tie_id, self.tr("Forget closeness"), closeness=None)

    def _label(self, knot: Knot, text: str) -> None:
        if knot.development is not None:
            self._verbs.name_development(knot.development, text)
        else:
            self._verbs.edit(knot.tie_id, self.tr("Rename tie"), label=text)

    def menu(self, knot: Knot | None) -> QMenu:
        """The menu of a place on a curve."""
        menu = QMenu(self)
        menu.setObjectName("course.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        may = self.chart.may_write
        add = menu.addAction(self.tr("Add a turning point"), self.chart.add)
        add.setEnabled(may and bool(self._bonds and self._bonds.chapters))
        name = menu.addAction(self.tr("Say what it is from here on…"), self.chart.write_label)
        name.setEnabled(may and knot is not None)
        words = self.tr("Remove turning point") if knot and knot.development else self.tr("Forget closeness")
        remove = menu.addAction(words)
        remove.setEnabled(may and knot is not None and (knot.development is not None or knot.closeness is not None))
        if knot is not None:
            remove.triggered.connect(lambda _checked=False: self._remove(knot))
        return menu

    def _offer(self, knot: Knot | None, at: QPoint) -> None:
        self.menu(knot).popup(at)

    def flush(self) -> None:
        """Save what is being written."""
        self.chart.flush()
