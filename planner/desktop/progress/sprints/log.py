"""The log of sprints as a table: a line for each, the newest first, with a note that is written in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.desktop.theme import Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.in_place import InPlaceDelegate
from planner.desktop.widgets.sprints import tr
from planner.domain.changes import ChangeSet
from planner.domain.log import NOTE_LENGTH
from planner.domain.sprint_log import SprintId, SprintResult

if TYPE_CHECKING:
    from planner.library.file import Library

Index = QModelIndex | QPersistentModelIndex

WHEN, PLANNED, MINUTES, WORDS, HOUR, STORY, NOTE = COLUMNS = range(7)
_NUMBERS = {PLANNED, MINUTES, WORDS, HOUR}
_WIDTHS = {WHEN: 166, PLANNED: 76, MINUTES: 78, WORDS: 72, HOUR: 80, STORY: 236}
"""In pixels at the usual text size; the note takes what is left."""
_ROWS = 12
"""So many lines are seen without scrolling."""


class SprintLog(QAbstractTableModel):
    """A row for each sprint, which come and go one by one."""

    note_written = Signal(int, str)
    """Emitted with a sprint's id and the note the author gave it."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._places: dict[tuple[int | None, int | None], str] = {}
        self._rows: list[SprintResult] = library.sprints.all()

    @property
    def results(self) -> Sequence[SprintResult]:
        """The sprints, newest first."""
        return self._rows

    def follow(self, changes: ChangeSet) -> bool:
        """Take in what a change did to the sprints; False if it did nothing."""
        if changes.touches("story", "chapter"):
            self._places.clear()
            self._touch(STORY)
        if not changes.touches("sprint"):
            return False
        wanted = self._library.sprints.all()
        kept = {done.id for done in wanted}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].id not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, done in enumerate(wanted):
            if row < len(self._rows) and self._rows[row].id == done.id:
                if self._rows[row] != done:
                    self._rows[row] = done
                    self.dataChanged.emit(self.index(row, 0), self.index(row, NOTE))
                continue
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, done)
            self.endInsertRows()
        return True

    def _touch(self, column: int) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            tr("When"),
            tr("Planned"),
            tr("Minutes"),
            tr("Words"),
            tr("An hour"),
            tr("Story"),
            tr("Note"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        done = self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return done.note
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(done, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (STORY, NOTE):
            return self._text(done, index.column())
        return None

    def _text(self, done: SprintResult, column: int) -> str:
        say: dict[int, Callable[[], str]] = {
            WHEN: lambda: when_text(done),
            PLANNED: lambda: "" if done.planned is None else number_text(round(done.planned / 60)),
            MINUTES: lambda: number_text(max(1, round(done.minutes))),
            WORDS: lambda: number_text(done.words),
            HOUR: lambda: "" if done.an_hour is None else number_text(done.an_hour),
            STORY: lambda: self._place(done),
            NOTE: lambda: done.note,
        }
        return say[column]()

    def _place(self, done: SprintResult) -> str:
        key = (done.story_id, done.chapter_id)
        if key not in self._places:
            self._places[key] = self._name(done)
        return self._places[key]

    def _name(self, done: SprintResult) -> str:
        if done.story_id is None:
            return ""
        try:
            story = self._library.stories.get(done.story_id).title or tr("Untitled story")
        except KeyError:
            return tr("A story that is gone")
        try:
            if done.chapter_id is not None:
                number = self._library.outline.chapter(done.chapter_id).number
                return tr("{story}, chapter {n}").format(story=story, n=number)
        except KeyError:
            pass
        return story

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == NOTE and not self._library.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        note = " ".join(str(value).split())[:NOTE_LENGTH]
        if role != Qt.ItemDataRole.EditRole or note == self._rows[index.row()].note:
            return False
        self.note_written.emit(int(self._rows[index.row()].id), note)
        return True


class _NoteDelegate(InPlaceDelegate):
    """Makes the field that a note is written in."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return self.field("sprints.note", tr("Note"), one_line=True, parent=parent)


class SprintTable(QTableView):
    """Shows the log. Del takes the chosen sprints out; Enter or F2 writes the note."""

    remove_wanted = Signal(list)
    """Emitted with the ids of sprints to take out of the log."""

    def __init__(self, log: SprintLog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sprints.log")
        self.setAccessibleName(tr("Log of sprints"))
        self._theme = theme
        self._log = log
        self.setModel(log)
        self.setItemDelegate(_NoteDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setProperty("look", "table")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for each in (log.rowsInserted, log.rowsRemoved):
            each.connect(self.updateGeometry)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * self._theme.text_scale))
        self.horizontalHeader().setMinimumSectionSize(40)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = min(max(self._log.rowCount(), 1), _ROWS)
        header = self.horizontalHeader().sizeHint().height()
        return QSize(400, header + rows * self.verticalHeader().defaultSectionSize() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def chosen(self) -> list[SprintId]:
        """The ids of the selected sprints."""
        return [self._log.results[index.row()].id for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.chosen():
            self.remove_wanted.emit(self.chosen())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self._log.index(self.currentIndex().row(), NOTE))
        else:
            super().keyPressEvent(event)


def when_text(done: SprintResult) -> str:
    """ "16 Nov, 20:15"; with the year."""
    begun = done.begun
    locale = QLocale()
    day = locale.toString(QDate(begun.year, begun.month, begun.day), "d MMM yyyy")
    time = locale.toString(QTime(begun.hour, begun.minute), QLocale.FormatType.ShortFormat)
    return tr("{day}, {time}").format(day=day, time=time)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
