"""Everybody with everybody as a Qt table that follows the library cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.matrix.cells import EMPTY, Cell, Pair, cell_words, cells_at, read_typed, told
from planner.desktop.cast.tie_verbs import TieVerbs
from planner.desktop.widgets.crossing import CrossingModel, Index
from planner.domain.cast import Person
from planner.domain.outline import PersonId
from planner.domain.ties import Standing, Tie, TieId

_MANY = 200
"""More cells than this are drawn anew all at once."""


class MatrixModel(CrossingModel):
    """A row and a column for each person that is shown; a cell is how they stand as of a chapter."""

    def __init__(self, verbs: TieVerbs, *, may_write: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self.may_write = may_write
        self.bonds: Bonds | None = None
        self.as_of: int | None = None
        self.selected: TieId | None = None
        self._cells: Mapping[Pair, Cell] = {}

    def show(self, bonds: Bonds, as_of: int | None, people: Sequence[PersonId]) -> None:
        """Show how these people stand with one another as of a chapter, None for the whole story."""
        before, cells, old_bonds = dict(self._people), self._cells, self.bonds
        self.as_of = as_of
        # Whoever is about to go must still be found by a view that asks before all of them are gone.
        lost = {person_id: person for person_id, person in before.items() if person_id not in bonds.people}
        self.bonds = bonds if not lost else _with(bonds, lost)
        self._cells = cells_at(bonds.course, bonds.moment(as_of))
        self.follow_keys(people, people)
        self.bonds = bonds
        self._tell_cells(cells, old_bonds)
        renamed = [each for each in people if each in before and before[each] != bonds.people[each]]
        if renamed:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(people) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(people) - 1)

    @property
    def _people(self) -> Mapping[PersonId, Person]:
        return self.bonds.people if self.bonds else {}

    def _tell_cells(self, before: Mapping[Pair, Cell], old: Bonds | None) -> None:
        changed = [
            pair for pair in {**before, **self._cells} if before.get(pair, EMPTY) != self._cells.get(pair, EMPTY)
        ]
        all_anew = old is not None and self.bonds is not None and old.kinds != self.bonds.kinds
        if not self._down or not (changed or all_anew):
            return
        if len(changed) > _MANY or all_anew:
            last = len(self._down) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))
            return
        for pair in changed:
            index = self.index_of(*pair)
            if index.isValid():
                self.dataChanged.emit(index, index)

    # Where things are

    def index_of(self, one: PersonId, other: PersonId) -> QModelIndex:
        """The cell of one person towards another; invalid if one of them is not shown."""
        return self.index_at(one, other)

    def pair(self, index: Index) -> Pair | None:
        """Who a cell is about."""
        keys = self.keys_of(index)
        return (PersonId(keys[0]), PersonId(keys[1])) if keys else None

    def cell(self, index: Index) -> Cell:
        """What a cell holds."""
        pair = self.pair(index)
        return self._cells.get(pair, EMPTY) if pair else EMPTY

    def entry(self, index: Index) -> tuple[Tie, Standing] | None:
        """The tie of a cell that is meant: the selected one, or else the first."""
        return self.cell(index).get(self.selected)

    def person_at(self, section: int) -> Person | None:
        """Whose row or column it is."""
        return self._people.get(PersonId(self._down[section])) if 0 <= section < len(self._down) else None

    def is_self(self, index: Index) -> bool:
        """Whether a cell is of somebody with themselves."""
        pair = self.pair(index)
        return pair is not None and pair[0] == pair[1]

    @property
    def people(self) -> list[PersonId]:
        """Who is shown, in order."""
        return [PersonId(key) for key in self._down]

    def kinds(self) -> set[str]:
        """The kinds of tie that cells show."""
        return {standing.kind for cell in self._cells.values() for _, standing in cell.ties}

    def select(self, tie_id: TieId | None) -> None:
        """Mean this tie in the cells it is in."""
        changed = {self.selected, tie_id} - {None}
        self.selected = tie_id
        for pair, cell in self._cells.items():
            if len(cell.ties) > 1 and any(tie.id in changed for tie, _ in cell.ties):
                index = self.index_of(*pair)
                if index.isValid():
                    self.dataChanged.emit(index, index)

    def add(self, pair: Pair, **fields: Any) -> bool:
        """Tie two people as of the chapter that is shown; of the whole story, from before it on."""
        if self.bonds is None or not self.may_write:
            return False
        begins = None if self.as_of is None else self.bonds.chapter_id(self.bonds.moment(self.as_of))
        return self._verbs.add(*pair, begins=begins, **fields) is not None

    # QAbstractTableModel

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_write and not self.is_self(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        pair, bonds = self.pair(index), self.bonds
        if pair is None or bonds is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return bonds.name(pair[0]) if pair[0] == pair[1] else cell_words(self.cell(index), self.selected)
            case Qt.ItemDataRole.EditRole:
                entry = self.entry(index)
                return entry[1].label if entry else ""
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return told(bonds, pair, self.cell(index))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        person = self.person_at(section)
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if person is None or self.bonds is None or role not in wanted:
            return None
        return self.bonds.name(person.id)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        pair, bonds = self.pair(index), self.bonds
        if role != Qt.ItemDataRole.EditRole or pair is None or bonds is None or not self.may_write:
            return False
        entry, text = self.entry(index), str(value).strip()
        if entry is None:
            if not text:
                return False
            return self.add(pair, **read_typed(text, bonds.kinds).fields)
        if text == entry[1].label:
            return False
        fields = read_typed(text, bonds.kinds).fields
        return self._verbs.stand(bonds, entry[0].id, self.as_of, self.tr("Edit tie"), joins=False, **fields)


def _with(bonds: Bonds, more: Mapping[PersonId, Person]) -> Bonds:
    return Bonds(bonds.story_id, {**bonds.people, **more}, bonds.kinds, bonds.course, bonds.chapters, bonds.titles)
