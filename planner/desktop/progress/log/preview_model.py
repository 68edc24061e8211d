"""The entries of a file as they would come into the log, those that are there already told from the new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from planner.desktop.progress.log.texts import column_text, minutes_text, tr
from planner.desktop.theme import Theme
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.rows import Index
from planner.domain.goals import Measure
from planner.domain.log import NewEntry
from planner.domain.outline import StoryId

_WORDS, _TIME, _STORY = 1, 2, 3
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TEXTS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = 5


class PreviewModel(QAbstractTableModel):
    """A row for each entry. It is no part of the library, and is made anew with every choice."""

    def __init__(self, theme: Theme, titles: Mapping[StoryId, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = titles
        self._entries: list[NewEntry] = []
        self._known: list[bool] = []

    def show_entries(self, entries: Sequence[NewEntry], new: Sequence[NewEntry]) -> None:
        """Show entries, of which ``new`` are not in the log."""
        left = Counter(new)
        self.beginResetModel()
        self._entries, self._known = list(entries), []
        for entry in self._entries:
            self._known.append(left[entry] == 0)
            left[entry] -= not self._known[-1]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry, column = self._entries[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column, known=self._known[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBERS if column in (_WORDS, _TIME) else _TEXTS
        is_quiet = self._known[index.row()] or (column == _STORY and entry.story_id is None)
        if role == Qt.ItemDataRole.ForegroundRole and is_quiet:
            return QColor(self._theme.colours.muted)
        return None

    def _text(self, entry: NewEntry, column: int, *, known: bool) -> str:
        if column == 0:
            return date_text(entry.day)
        if column == _WORDS:
            return number_text(entry.count) if entry.measure is Measure.WORDS else ""
        if column == _TIME:
            return minutes_text(entry.count) if entry.measure is Measure.TIME else ""
        if column == _COLUMNS - 1:
            return " ".join(part for part in (tr("Known.") if known else "", entry.note) if part)
        return tr("No story") if entry.story_id is None else self._titles.get(entry.story_id, "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_text(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBERS if section in (_WORDS, _TIME) else _TEXTS
        return None
