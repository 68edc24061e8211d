"""The chapters of the open story as a Qt table that follows the library row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from planner.desktop.plot.following import followed, read_outline
from planner.desktop.plot.table.columns import COLUMNS, Column, Kind, Row, Value
from planner.desktop.reconcile import ROOT, Edit, Insert, Move, Remove, edit_script
from planner.desktop.widgets.amounts import number_text
from planner.domain.arranging import Ref
from planner.domain.changes import ChangeSet
from planner.domain.endings import default_target, words_left
from planner.domain.outline import Arc, Chapter, ChapterId, Outline, StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.plot.chapter_verbs import ChapterVerbs
    from planner.library.file import Library

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What a column is sorted by."""

_TABLES = ("story", "arc", "chapter", "scene", "text", "person", "place")
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """A row for each chapter, in reading order; shelved ones are no part of the story and have none.

    Rows are known by the ids of their chapters. The model writes to the library only, whose `ChangeSet` comes back
    here. While it is not awake it only remembers that something changed.
    """

    followed = Signal()
    """Emitted after the rows have followed a change, or another story was opened."""

    def __init__(self, library: Library, bus: Bus, verbs: ChapterVerbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._verbs = verbs
        self.outline: Outline | None = None
        self._ids: list[int] = []
        self._rows: dict[int, Row] = {}
        self._awake = True
        self._stale = False
        bus.changed.connect(self._follow)

    # What is shown

    def open(self, story_id: StoryId | None) -> None:
        """Show another story, or none."""
        self._show(read_outline(self._library, story_id))

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the table is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale and self.outline is not None:
            self._stale = False
            self._show(read_outline(self._library, self.outline.story.id))

    def _follow(self, changes: ChangeSet) -> None:
        if self.outline is None or not changes.touches(*_TABLES):
            return
        if self._awake:
            self._show(followed(self._library, self.outline, changes))
        else:
            self._stale = True

    def _show(self, outline: Outline | None) -> None:
        before, self.outline = self._rows, outline
        after = self._rows_of(outline) if outline else {}
        # Rows that are about to go must still be found by a view that asks before the end of the script.
        self._rows = {**before, **after}
        for edit in edit_script({ROOT: self._ids}, {ROOT: list(after)}):
            self._make(edit)
        self._rows = after
        for place, row_id in enumerate(self._ids):
            if before.get(row_id, after[row_id]) != after[row_id]:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        self.followed.emit()

    def _make(self, edit: Edit) -> None:
        nowhere = QModelIndex()
        match edit:
            case Insert(_, row, added):
                self.beginInsertRows(nowhere, row, row + len(added) - 1)
                self._ids[row:row] = added
                self.endInsertRows()
            case Remove(_, row, count):
                self.beginRemoveRows(nowhere, row, row + count - 1)
                del self._ids[row : row + count]
                self.endRemoveRows()
            case Move(_, row, _, to):
                # Qt counts the destination with the row still in its place.
                self.beginMoveRows(nowhere, row, row, nowhere, to + (to > row))
                self._ids.insert(to, self._ids.pop(row))
                self.endMoveRows()

    def _rows_of(self, outline: Outline) -> dict[int, Row]:
        usual = default_target(outline.chapters)
        people: dict[int | None, str] = {
            person.id: person.name for person in self._library.cast.people(outline.story.id)
        }
        rows: dict[int, Row] = {}
        for item in outline.items:
            arc = item.title if isinstance(item, Arc) else ""
            for chapter in item.chapters if isinstance(item, Arc) else (item,):
                if not chapter.shelved:
                    rows[chapter.id] = _row(chapter, arc, usual, people)
        return rows

    # Where things are

    def row(self, index: Index) -> Row:
        """What a row shows."""
        return self._rows[self._ids[index.row()]]

    def chapter(self, index: Index) -> Chapter | None:
        """The chapter of a row; None for an invalid index."""
        return self.row(index).chapter if index.isValid() else None

    def row_of(self, chapter_id: ChapterId | None) -> int:
        """The row of a chapter; -1 if it has none."""
        return self._ids.index(chapter_id) if chapter_id in self._ids else -1

    def value(self, index: Index) -> Value:
        """What a cell holds."""
        return COLUMNS[index.column()].value(self.row(index))

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if COLUMNS[index.column()].field and not self._library.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return shown(self.value(index))
            case Qt.ItemDataRole.EditRole:
                return self.value(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self.value(index) if column.kind in (Kind.TEXT, Kind.LINE) else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return NUMBERS if column.kind is Kind.NUMBER else WORDS
            case _ if role == SORT_ROLE:
                return self._sort_value(index, column)
        return None

    def _sort_value(self, index: Index, column: Column) -> Value:
        if column.kind is Kind.STATUS:
            return self.row(index).chapter.status.rank
        value = self.value(index)
        # A chapter without a target comes before all that have one.
        return -1 if value is None else value

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBERS if COLUMNS[section].kind is Kind.NUMBER else WORDS
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        chapter = self.chapter(index)
        if role != Qt.ItemDataRole.EditRole or chapter is None:
            return False
        column = COLUMNS[index.column()]
        if value == getattr(chapter, column.field):
            return False
        return self._verbs.edit([Ref("chapter", chapter.id)], column.edit_text, **{column.field: value})


class TableOrder(QSortFilterProxyModel):
    """Puts the rows into another order for looking at; the story keeps its own."""

    def __init__(self, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortLocaleAware(True)

    def chapter(self, index: Index) -> Chapter | None:
        """The chapter of a row as shown."""
        return self._model.chapter(self.mapToSource(index))

    def value(self, index: Index) -> Value:
        """What a cell holds."""
        return self._model.value(self.mapToSource(index))

    def row(self, index: Index) -> Row:
        """What a row shows."""
        return self._model.row(self.mapToSource(index))

    def index_of(self, chapter_id: ChapterId | None, column: int) -> QModelIndex:
        """A cell of a chapter; an invalid index if it has no row."""
        row = self._model.row_of(chapter_id)
        return self.mapFromSource(self._model.index(row, column)) if row >= 0 else QModelIndex()


def _row(chapter: Chapter, arc: str, usual: int, people: Mapping[int | None, str]) -> Row:
    tellers = dict.fromkeys(people[scene.pov] for scene in chapter.scenes if scene.pov in people)
    places = dict.fromkeys(scene.place for scene in chapter.scenes if scene.place)
    return Row(chapter, arc, words_left(chapter, usual), ", ".join(tellers), ", ".join(places))


def shown(value: Value) -> str:
    """A value as a cell shows it, in one line."""
    if isinstance(value, int):
        return number_text(value)
    return " ".join(value.split()) if value else ""
