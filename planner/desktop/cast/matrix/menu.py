"""The menu of a cell of the matrix: what a tie is from a chapter on, whose it is, and that it is at all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.matrix.cells import cell_title
from planner.desktop.cast.matrix.model import MatrixModel
from planner.desktop.cast.tie_verbs import TieVerbs, said_at
from planner.desktop.widgets.ties import closeness_text, direction_text, kind_icon, kind_text
from planner.domain.outline import PersonId
from planner.domain.ties import CLOSEST, Direction, Standing, Tie

if TYPE_CHECKING:
    from planner.desktop.theme import Theme


class CellMenu(QObject):
    """Builds the menu and does what is chosen in it."""

    meant = Signal(int)
    """Emitted with the tie that is meant of several."""

    def __init__(self, model: MatrixModel, verbs: TieVerbs, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._model = model
        self._verbs = verbs
        self._theme = theme

    def menu(self, index: QModelIndex) -> QMenu:
        """The menu of a cell; of somebody with themselves it is empty."""
        menu = QMenu(self._widget)
        menu.setObjectName("matrix.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        pair, bonds, entry = self._model.pair(index), self._model.bonds, self._model.entry(index)
        if pair is None or bonds is None or pair[0] == pair[1]:
            return menu
        if entry is not None:
            if len(self._model.cell(index).ties) > 1:
                self._offer_ties(menu, index)
            self._offer_standing(menu, bonds, *entry)
            self._offer_directions(menu, bonds, entry[0])
            menu.addSeparator()
        self._offer_new(menu, bonds, pair, self.tr("Another tie") if entry else self.tr("Tie them"))
        if entry is not None:
            remove = menu.addAction(self.tr("Delete tie"), partial(self._verbs.remove, entry[0].id))
            remove.setEnabled(self._model.may_write)
        return menu

    def _offer_ties(self, menu: QMenu, index: QModelIndex) -> None:
        """Which of several ties is meant."""
        meant = self._model.entry(index)
        for tie, standing in self._model.cell(index).ties:
            action = menu.addAction(cell_title((tie, standing)))
            action.setCheckable(True)
            action.setChecked(meant is not None and meant[0].id == tie.id)
            action.triggered.connect(partial(self._mean, tie))
        menu.addSeparator()

    def _mean(self, tie: Tie, _checked: bool = False) -> None:
        self.meant.emit(tie.id)

    def _offer_standing(self, menu: QMenu, bonds: Bonds, tie: Tie, standing: Standing) -> None:
        may = self._model.may_write
        kinds = menu.addMenu(self.tr("Kind"))
        for kind in bonds.kinds:
            action = kinds.addAction(kind_icon(kind, self._theme), kind_text(kind.name))
            action.setCheckable(True)
            action.setChecked(kind.name == standing.kind)
            action.triggered.connect(partial(self._stand, tie, self.tr("Change kind"), "kind", kind.name))
        kinds.setEnabled(may)
        levels = menu.addMenu(self.tr("Closeness"))
        for closeness in range(CLOSEST, -CLOSEST - 1, -1):
            action = levels.addAction(self._level_text(closeness))
            action.setCheckable(True)
            action.setChecked(closeness == standing.closeness)
            action.triggered.connect(partial(self._stand, tie, self.tr("Change closeness"), "closeness", closeness))
        if standing.closeness is not None and said_at(bonds.course, tie.id, self._model.as_of) == 0:
            levels.addSeparator()
            forget = levels.addAction(self.tr("Not known"))
            forget.triggered.connect(partial(self._stand, tie, self.tr("Forget closeness"), "closeness", None))
        levels.setEnabled(may)
        hidden = menu.addAction(self.tr("Nobody else knows"))
        hidden.setCheckable(True)
        hidden.setChecked(standing.hidden)
        hidden.setEnabled(may)
        hidden.triggered.connect(
            partial(self._stand, tie, self.tr("Change who knows of it"), "hidden", not standing.hidden)
        )

    def _level_text(self, closeness: int) -> str:
        ends = {CLOSEST: self.tr("as close as can be"), -CLOSEST: self.tr("the worst of enemies")}
        words = ends.get(closeness)
        return f"{closeness_text(closeness)}, {words}" if words else closeness_text(closeness)

    def _stand(self, tie: Tie, label: str, field: str, value: object, _checked: bool = False) -> None:
        if self._model.bonds is not None:
            self._verbs.stand(self._model.bonds, tie.id, self._model.as_of, label, joins=False, **{field: value})

    def _offer_directions(self, menu: QMenu, bonds: Bonds, tie: Tie) -> None:
        """Both alike, from either to the other, or more the one's than the other's."""
        directions = menu.addMenu(self.tr("Whose it is"))
        choices = [(Direction.BOTH, False, direction_text(Direction.BOTH))]
        for turned in (False, True):
            one, other = (tie.other, tie.one) if turned else (tie.one, tie.other)
            words = self.tr("{one} to {other} only").format(one=bonds.name(one), other=bonds.name(other))
            choices.append((Direction.ONE_WAY, turned, words))
            choices.append((Direction.UNEQUAL, turned, self.tr("More {one}'s").format(one=bonds.name(one))))
        for direction, turned, words in choices:
            action = directions.addAction(words)
            action.setCheckable(True)
            action.setChecked(direction is tie.direction and not turned)
            action.triggered.connect(partial(self._direct, tie, direction, turned))
        directions.setEnabled(self._model.may_write)

    def _direct(self, tie: Tie, direction: Direction, turned: bool, _checked: bool = False) -> None:
        self._verbs.direct(tie.id, direction, turned=turned)

    def _offer_new(self, menu: QMenu, bonds: Bonds, pair: tuple[PersonId, PersonId], words: str) -> None:
        kinds = menu.addMenu(words)
        for kind in bonds.kinds:
            action = kinds.addAction(kind_icon(kind, self._theme), kind_text(kind.name))
            action.triggered.connect(partial(self._add, pair, kind.name))
        kinds.setEnabled(self._model.may_write)

    def _add(self, pair: tuple[PersonId, PersonId], kind: str, _checked: bool = False) -> None:
        self._model.add(pair, kind=kind)
