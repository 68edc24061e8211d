"""The tab Matrix: everybody with everybody as of a chapter, and who of them is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.cast.as_of_bar import AsOfBar
from planner.desktop.cast.bonds import TABLES, Bonds, read_bonds
from planner.desktop.cast.course.legend import Legend
from planner.desktop.cast.matrix.cells import cells_at, named, tied
from planner.desktop.cast.matrix.menu import CellMenu
from planner.desktop.cast.matrix.model import MatrixModel
from planner.desktop.cast.matrix.table import MatrixTable
from planner.desktop.cast.moments import Change
from planner.desktop.cast.tie_verbs import TieVerbs
from planner.desktop.settings import CAST_SIGNS
from planner.desktop.theme import M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.filters import FilterLine
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import ElidedLabel, label, line
from planner.desktop.widgets.people import Portraits
from planner.desktop.widgets.story_tab import Teller
from planner.domain.changes import ChangeSet
from planner.domain.outline import PersonId
from planner.domain.presence import presences
from planner.domain.ties import CLOSEST

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

EVERYBODY, TIED, PRESENT = "everybody", "tied", "present"
_NO_TABLE, _TABLE = 0, 1
_LINE = 160


class MatrixTab(KeptFresh):
    """How everybody stands with everybody."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.matrix")
        self.setAccessibleName(self.tr("Matrix"))
        self._desk = desk
        self._verbs = TieVerbs(desk, self)
        self._bonds: Bonds | None = None
        self._following = False
        self.model = MatrixModel(self._verbs, may_write=not desk.library.read_only, parent=self)
        signs = desk.settings.get(CAST_SIGNS)
        self.table = MatrixTable(self.model, desk.theme, Portraits.of(desk), signs_only=signs)
        self.cells = CellMenu(self.model, self._verbs, desk.theme, self)
        self.as_of = AsOfBar(desk, shows=(Change.TIE,))
        self.line = FilterLine()
        self.who = ChoiceBox("matrix.who")
        self.signs = QCheckBox(self.tr("Signs only"))
        self.signs.setObjectName("matrix.signs")
        self.signs.setChecked(signs)
        self.legend = Legend(desk.theme)
        self.legend.setVisible(signs)
        self.here = ElidedLabel("", "small")
        self.here.setObjectName("matrix.here")
        self._teller = Teller(self._tell_place, self)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)

    # Parts

    def _lay_out(self) -> None:
        self.line.setObjectName("matrix.filter")
        self.line.setPlaceholderText(self.tr("Find people"))
        self.line.setAccessibleName(self.tr("Find people by their names"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(_LINE)
        self.who.setAccessibleName(self.tr("Who is shown"))
        self.who.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        for words, key in (
            (self.tr("Everybody"), EVERYBODY),
            (self.tr("Those with ties"), TIED),
            (self.tr("Those in the chapter"), PRESENT),
        ):
            self.who.addItem(words, key)
        bar = QVBoxLayout()
        bar.setContentsMargins(M, S, M, S)
        row = FlowLayout()
        row.setSpacing(S)
        bar.addLayout(row)
        # Beside the fields, in the middle of their height.
        self.signs.setMinimumHeight(self.line.sizeHint().height())
        for each in (self.line, self.who, self.signs):
            row.addWidget(each)
        self._nobody = label(self.tr("Nobody like that is here."), "muted")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._nobody)
        self._shown.addWidget(self.table)
        foot = QVBoxLayout()
        foot.setContentsMargins(M, S, M, S)
        foot.setSpacing(S)
        foot.addWidget(self.here)
        foot.addWidget(self.legend)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._shown, 1)
        column.addWidget(line())
        column.addLayout(foot)
        column.addWidget(line())
        column.addWidget(self.as_of)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(whole)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _nothing(self) -> QWidget:
        board = self._desk.commands.actions["cast.tab.board"]
        step = self._first_step = button(self.tr("Go to the board"), "matrix.to_board", board.trigger, "primary")
        text = self.tr(
            "With two people or more there is a cell for each two of them here. Write in it what is between them, and "
            "slide through the chapters to see what becomes of it."
        )
        return EmptyState(self._desk.theme, "cast", self.tr("It takes two"), text, (step,))

    def _listen(self) -> None:
        desk, table = self._desk, self.table
        desk.bus.changed.connect(self._follow)
        desk.place.story_changed.connect(self._follow_story)
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.as_of_changed.connect(self._show)
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.left.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.who.currentIndexChanged.connect(lambda _row: self._show())
        self.signs.toggled.connect(self._show_signs)
        table.selectionModel().currentChanged.connect(self._went)
        table.nudged.connect(self._nudge)
        table.remove_wanted.connect(self._remove)
        table.next_wanted.connect(self._mean_next)
        table.menu_wanted.connect(self._offer)
        table.person_picked.connect(self._pick_person)
        self.cells.meant.connect(self._mean)
        self.model.dataChanged.connect(lambda *_: self._show_here())

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        touched = changes.touches(*TABLES)
        if touched or (self.who.currentData() == PRESENT and changes.touches("scene", "presence")):
            self._note_stale()

    def _follow_story(self, _story: object) -> None:
        self._stale = True
        self.line.clear()
        self._note_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._teller.stop()

    def refresh(self) -> None:
        """Show what the library holds."""
        self._stale = False
        self._bonds = read_bonds(self._desk.library, self._desk.place.story_id)
        has_pairs = bool(self._bonds and len(self._bonds.people) > 1)
        self._stack.setCurrentIndex(1 if has_pairs else 0)
        self.setFocusProxy(self.table if has_pairs else self._first_step)
        self._show()

    def _show(self) -> None:
        if self._bonds is None or self._stale:
            return
        people = self._wanted(self._bonds)
        self._following = True
        self.model.show(self._bonds, self._desk.place.as_of, people)
        self._following = False
        self._shown.setCurrentIndex(_TABLE if people else _NO_TABLE)
        if people and not self.table.currentIndex().isValid():
            self._following = True
            self.table.go_to(self.model.index(0, min(1, len(people) - 1)))
            self._following = False
        shown = self.model.kinds()
        self.legend.show_kinds([kind for kind in self._bonds.kinds if kind.name in shown])
        self._show_here()

    def _wanted(self, bonds: Bonds) -> list[PersonId]:
        """Who is to be shown, in the author's order."""
        people = named(bonds, list(bonds.people), self.line.text())
        as_of = self._desk.place.as_of
        if self.who.currentData() == TIED:
            having = tied(cells_at(bonds.course, bonds.moment(as_of)))
            return [person_id for person_id in people if person_id in having]
        if self.who.currentData() == PRESENT:
            found = presences(self._desk.library.outline.get(bonds.story_id).chapters)
            everywhere = as_of is None or as_of > bonds.course.length
            return [each for each in people if each in found and (everywhere or as_of in found[each].chapters)]
        return people

    def _show_signs(self, on: bool) -> None:
        self._desk.settings.set(CAST_SIGNS, on)
        self.table.show_signs(on)
        self.legend.setVisible(on)

    def _show_here(self) -> None:
        index = self.table.currentIndex()
        said = self.model.data(index, Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
        self.here.setText(str(said or ""))

    # Where the author is

    def _went(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_here()
        if not self._following:
            self._teller.start()

    def _tell_place(self) -> None:
        """Select what the current cell is about, so that its sheet is shown."""
        index, place = self.table.currentIndex(), self._desk.place
        pair, entry = self.model.pair(index), self.model.entry(index)
        if pair is None or not self.isVisible():
            return
        self._following = True
        if entry is not None:
            self._mean(entry[0].id)
        elif pair[0] == pair[1]:
            place.select("person", pair[0])
        elif place.kind in ("tie", "person"):
            place.leave_beside()
        self._following = False

    def _follow_place(self) -> None:
        """Go to the tie or to whom is selected anywhere."""
        place = self._desk.place
        self.model.select(place.tie_id)
        if self._following or self._bonds is None or not self.isVisible():
            return
        self._following = True
        index = self.table.currentIndex()
        if place.tie_id is not None and self._bonds.has(place.tie_id):
            tie = self._bonds.course.tie(place.tie_id)
            if not any(each.id == tie.id for each, _ in self.model.cell(index).ties):
                self.table.go_to(self.model.index_of(tie.one, tie.other))
        elif place.person_id is not None and self.model.pair(index) != (place.person_id, place.person_id):
            self.table.go_to(self.model.index_of(place.person_id, place.person_id))
        self._following = False

    def _pick_person(self, person_id: int) -> None:
        self._teller.stop()
        self._desk.place.select("person", person_id)

    def _mean(self, tie_id: int) -> None:
        if self._desk.place.tie_id != tie_id:
            self._desk.place.select("tie", tie_id)

    def _mean_next(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        following = self.model.cell(index).after(entry[0].id if entry else None)
        if following is not None:
            self._mean(following)

    # Changing

    def _nudge(self, index: QModelIndex, rise: int) -> None:
        entry, bonds = self.model.entry(index), self._bonds
        if entry is None or bonds is None or not self.model.may_write:
            return
        before = entry[1].closeness
        closeness = 0 if before is None else max(-CLOSEST, min(CLOSEST, before + rise))
        if closeness != before:
            words = self.tr("Change closeness")
            self._verbs.stand(bonds, entry[0].id, self._desk.place.as_of, words, closeness=closeness)

    def _remove(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None and self.model.may_write:
            self._verbs.remove(entry[0].id)

    def _offer(self, index: QModelIndex, at: QPoint) -> None:
        menu = self.cells.menu(index)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

    def flush(self) -> None:
        """Save what is being written in a cell."""
        focus = QApplication.focusWidget()
        if focus is not None and self.table.viewport().isAncestorOf(focus):
            # The field writes when it loses the focus.
            self.table.setFocus()
