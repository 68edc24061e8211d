"""The chart of presence as a Qt table that follows the library row by row and column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from planner.desktop.cast.presence.sheet import TABLES, Cell, Chart, Order, Row, read_chart
from planner.desktop.widgets.crossing import CrossingModel, Index
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, ChapterId, PersonId, StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

_WORDS_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class PresenceModel(CrossingModel):
    """People down, in an order that can be chosen, and chapters across.

    The model writes nothing: whoever changes the library has the `ChangeSet` come back here. While it is not awake it
    only remembers that something changed.
    """

    followed = Signal()
    """Emitted after the chart has followed a change, another story or another order."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.chart: Chart | None = None
        self.order = Order.CAST
        self._awake = True
        self._stale = False
        bus.changed.connect(self._follow)

    # What is shown

    def open(self, story_id: StoryId | None) -> None:
        """Show another story, or none."""
        self._show(self._read(story_id))

    def set_order(self, order: Order) -> None:
        """Put the rows into another order; the cast keeps its own."""
        if order is not self.order:
            self.order = order
            self._show(self.chart)

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the chart is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale and self.chart is not None:
            self._stale = False
            self._show(self._read(self.chart.story_id))

    def _read(self, story_id: StoryId | None) -> Chart | None:
        if story_id is None:
            return None
        try:
            return read_chart(self._library, story_id)
        except KeyError:
            return None

    def _follow(self, changes: ChangeSet) -> None:
        if self.chart is None or not changes.touches(*TABLES):
            return
        if self._awake:
            self._show(self._read(self.chart.story_id))
        else:
            self._stale = True

    def _show(self, chart: Chart | None) -> None:
        before = self.chart
        if chart is not None:
            self.chart = chart
        self.follow_keys(chart.keys(self.order) if chart else [], list(chart.chapters) if chart else [])
        self.chart = chart
        if before is not None and chart is not None and before is not chart:
            self._tell_changes(before, chart)
        self.followed.emit()

    def _tell_changes(self, before: Chart, after: Chart) -> None:
        for cell in before.cells.keys() | after.cells.keys():
            if before.cells.get(cell) != after.cells.get(cell):
                index = self.index_of(*cell)
                if index.isValid():
                    self.dataChanged.emit(index, index)
        for section, key in enumerate(self._down):
            if before.rows.get(PersonId(key)) != after.rows.get(PersonId(key)):
                self.headerDataChanged.emit(Qt.Orientation.Vertical, section, section)
        for section, key in enumerate(self._across):
            old, new = before.chapters.get(ChapterId(key)), after.chapters[ChapterId(key)]
            if old is None or (old.heading, old.status) != (new.heading, new.status):
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    # Where things stand

    def index_of(self, person_id: PersonId, chapter_id: ChapterId) -> QModelIndex:
        """The cell of somebody in a chapter; an invalid index if there is none."""
        return self.index_at(person_id, chapter_id)

    def row_at(self, section: int) -> Row | None:
        """Who is in a row."""
        if self.chart is None or not 0 <= section < len(self._down):
            return None
        return self.chart.rows.get(PersonId(self._down[section]))

    def chapter_at(self, section: int) -> Chapter | None:
        """The chapter of a column."""
        if self.chart is None or not 0 <= section < len(self._across):
            return None
        return self.chart.chapters.get(ChapterId(self._across[section]))

    def cell(self, index: Index) -> Cell | None:
        """What a cell shows; None where somebody is not in the chapter."""
        keys = self.keys_of(index)
        return self.chart.cells.get((PersonId(keys[0]), ChapterId(keys[1]))) if keys and self.chart else None

    # QAbstractTableModel

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        keys = self.keys_of(index)
        if keys is None or self.chart is None or role not in _WORDS_ROLES:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index)
            return str(cell.scenes) if cell else ""
        return self.chart.cell_sentence(PersonId(keys[0]), ChapterId(keys[1]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.chart is None or role not in _WORDS_ROLES:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.row_at(section)
            return self.chart.row_sentence(row) if row else None
        chapter = self.chapter_at(section)
        if chapter is None:
            return None
        return str(chapter.number) if role == Qt.ItemDataRole.DisplayRole else chapter.heading
