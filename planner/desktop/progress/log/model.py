"""The log as a Qt table: read a few months at a time, and following the library day by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from planner.desktop.progress.log.rows import Kept, Row, day_key, read_rows
from planner.desktop.progress.log.texts import column_text, first_text, minutes_text, note_text
from planner.desktop.progress.log.verbs import LogVerbs
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.rows import Index
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.goals import Measure
from planner.domain.log import NOTE_LENGTH, EntryId, read_entry
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_DAYS = 60
"""So many days are read at first; each time the end is reached, twice as many as before."""

_MOST_DAYS = 960
_ENOUGH = 60
"""A filter may leave hardly any row of those days; then more are read until there are so many."""


class Col(IntEnum):
    """The columns, in order."""

    DAY = 0
    WORDS = 1
    TIME = 2
    STORY = 3
    NOTE = 4


_NUMBERS = (Col.WORDS, Col.TIME)


class LogModel(QAbstractTableModel):
    """A row for each day, and under it one for each thing that happened on it; never reset."""

    def __init__(self, desk: Desk, verbs: LogVerbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._library = desk.library
        self._verbs = verbs
        self._rows: list[Row] = []
        self._kept = Kept()
        self._from: date | None = date.max
        """The earliest day that was read; None once all were."""
        self._chunk = _DAYS
        self._titles: dict[StoryId, str] = {}
        self._awake = False
        self._stale = True
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._follow_day)

    # What is shown

    def keep(self, kept: Kept) -> None:
        """Filter otherwise."""
        if kept != self._kept:
            self._kept = kept
            if self._awake:
                self._begin()
            else:
                self._stale = True

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the log is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale:
            self._stale = False
            self._read_titles()
            if self._rows:
                self._show(self._from, None)
            else:
                self._begin()

    def _begin(self) -> None:
        """Read the newest days anew, and let go of those further down."""
        self._stale, self._chunk = False, _DAYS
        rows, self._from = self._read_back(date.max)
        self._merge(0, len(self._rows), rows)

    def _read_back(self, before: date) -> tuple[list[Row], date | None]:
        """Rows of days before another, and the earliest that was read for them; None if there are no more."""
        rows: list[Row] = []
        until = before
        while len(rows) < _ENOUGH:
            since = self._library.progress.days_back(until, self._chunk)
            if since is None:
                return rows, None
            last = until if until == date.max else until - timedelta(days=1)
            rows += read_rows(self._library, self._kept, since, last)
            if self._kept.since is not None and since <= self._kept.since:
                return rows, None
            until = since
            self._chunk = min(2 * self._chunk, _MOST_DAYS)
        return rows, until

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if not changes.touches("log_entry", "tally", "text", "story"):
            return
        if not self._awake:
            self._stale = True
            return
        if changes.touches("story"):
            self._read_titles()
            self._tell(0, len(self._rows) - 1)
        if changes.touches("tally"):
            self._show(self._from, None)
            return
        days = {self._desk.day.today} if changes.touches("text") else set()
        days |= self._days_of(changes)
        if days:
            self._show(min(days), max(days))

    def _days_of(self, changes: ChangeSet) -> set[date]:
        """The days of entries that changed, those they were on before as well."""
        ids = changes.table("log_entry").all
        if not ids:
            return set()
        days = {row.day for row in self._rows if row.entry is not None and row.entry.id in ids}
        for entry_id in ids - changes.table("log_entry").removed:
            try:
                days.add(self._library.log.get(EntryId(entry_id)).day)
            except KeyError:
                continue
        return days

    def _follow_day(self, *_day: object) -> None:
        self._tell(0, len(self._rows) - 1)

    def _show(self, since: date | None, until: date | None) -> None:
        """Read a time anew; what lies before all that was read stays unread."""
        if self._from is not None:
            since = self._from if since is None else max(since, self._from)
            if until is not None and until < self._from:
                return
        rows = read_rows(self._library, self._kept, since, until)
        keys = [row.key for row in self._rows]
        at = 0 if until is None else bisect_left(keys, day_key(until))
        end = len(keys) if since is None else bisect_right(keys, (*day_key(since), 9))
        self._merge(at, end, rows)

    def _merge(self, at: int, end: int, new: list[Row]) -> None:
        """Have ``new`` in place of the rows from ``at`` to before ``end``; both are in the order of their keys."""
        place, nowhere = 0, QModelIndex()
        while at < end or place < len(new):
            if at < end and (place == len(new) or self._rows[at].key < new[place].key):
                last = at + 1
                while last < end and (place == len(new) or self._rows[last].key < new[place].key):
                    last += 1
                self.beginRemoveRows(nowhere, at, last - 1)
                del self._rows[at:last]
                self.endRemoveRows()
                end -= last - at
            elif at == end or new[place].key < self._rows[at].key:
                last = place + 1
                while last < len(new) and (at == end or new[last].key < self._rows[at].key):
                    last += 1
                count = last - place
                self.beginInsertRows(nowhere, at, at + count - 1)
                self._rows[at:at] = new[place:last]
                self.endInsertRows()
                at, end, place = at + count, end + count, last
            else:
                if self._rows[at] != new[place]:
                    self._rows[at] = new[place]
                    self._tell(at, at)
                at, place = at + 1, place + 1

    def _tell(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Col) - 1))

    def _read_titles(self) -> None:
        self._titles = {story.id: story.title for story in self._library.stories.all()}

    # Where things are

    def row(self, index: Index) -> Row:
        """What a row shows."""
        return self._rows[index.row()]

    def row_of(self, entry_id: EntryId) -> int:
        """Where an entry is; -1 if it is not among those that were read."""
        return next((at for at, row in enumerate(self._rows) if row.entry and row.entry.id == entry_id), -1)

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Col)

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        return not parent.isValid() and self._from is not None and not self._stale

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008 - Qt's own default
        if self._from is None:
            return
        rows, self._from = self._read_back(self._from)
        self._merge(len(self._rows), len(self._rows), rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.row() >= len(self._rows):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable(index) else flags

    def _is_editable(self, index: Index) -> bool:
        row = self.row(index)
        if row.entry is None or self._library.read_only:
            return False
        other = Col.WORDS if row.entry.measure is Measure.TIME else Col.TIME
        return index.column() != other

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column = Col(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(self.row(index), column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._text(self.row(index), column) or column_text(column)
            case Qt.ItemDataRole.EditRole:
                return self._value(self.row(index), column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._text(self.row(index), column) if column in (Col.STORY, Col.NOTE) else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: Row, column: Col) -> str:
        match column:
            case Col.DAY:
                return first_text(row, self._desk.day.today)
            case Col.WORDS:
                return "" if row.words is None else number_text(row.words)
            case Col.TIME:
                return "" if row.minutes is None else minutes_text(row.minutes)
            case Col.STORY:
                return self._story(row)
            case Col.NOTE:
                return note_text(row, self._library.read_only)

    def _story(self, row: Row) -> str:
        if row.is_day:
            return ""
        if row.story_id is None:
            return self.tr("No story")
        if row.story_id not in self._titles:
            return self.tr("A story that is gone")
        return self._titles[row.story_id] or self.tr("Untitled story")

    def _value(self, row: Row, column: Col) -> object:
        """What editing a cell begins with."""
        if row.entry is None:
            return None
        if column is Col.DAY:
            return row.day
        if column is Col.NOTE:
            return row.entry.note
        return str(row.entry.count) if column is Col.WORDS else minutes_text(row.entry.count)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Col):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_text(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def set_day(self, entry_id: EntryId, day: date) -> None:
        """Move an entry to another day."""
        at = self.row_of(entry_id)
        if at >= 0:
            self.setData(self.index(at, Col.DAY), day)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        entry = self.row(index).entry
        assert entry is not None
        if index.column() == Col.DAY and isinstance(value, date):
            return value != entry.day and self._verbs.edit(entry.id, day=value)
        text = " ".join(str(value).split())
        if index.column() == Col.NOTE:
            return text[:NOTE_LENGTH] != entry.note and self._verbs.edit(entry.id, note=text)
        try:
            typed = read_entry(text)
        except PlannerError as error:
            self._desk.notices.error(error)
            return False
        # "45" in the column of the time is minutes.
        bare = text.removeprefix("-").isdecimal()
        measure = entry.measure if bare else typed.measure
        if (typed.count, measure) == (entry.count, entry.measure):
            return False
        return self._verbs.edit(entry.id, count=typed.count, measure=measure)
