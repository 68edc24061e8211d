"""The plot grid as a Qt table that follows the library, row by row and column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from planner.desktop.commands import status_text
from planner.desktop.plot.grid.sheet import OUTLINE_TABLES, Cell, GridFilter, Sheet, read_sheet, shown
from planner.desktop.widgets.crossing import CrossingModel, Index
from planner.desktop.widgets.threads import kind_text, role_text, thread_title
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, ChapterId, StoryId
from planner.domain.threads import Beat, BeatId, Standing, Thread, ThreadId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

NEW = -1
"""The key of the trailing row or column in which a thread is made by typing its title."""

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The beats of a cell, a tuple of `Beat`."""


class GridModel(CrossingModel):
    """Chapters down and threads across, or with the axes swapped.

    Rows and columns are known by the ids of what they stand for, so that a filter or a change of the library only
    inserts, removes and moves. The model writes nothing: whoever changes the library has the `ChangeSet` come back
    here. While it is not ``awake`` it only remembers that something changed.
    """

    followed = Signal(object)
    """Emitted with the `ChangeSet` after the table has followed it; with None after another story or filter."""

    def __init__(self, library: Library, bus: Bus, swapped: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.swapped = swapped
        self.sheet: Sheet | None = None
        self.filter = GridFilter()
        self._awake = True
        self._stale = False
        bus.changed.connect(self._follow)

    # What is shown

    def open(self, story_id: StoryId | None) -> None:
        """Show another story, or none."""
        self._show(self._read(story_id), None)

    def set_filter(self, wanted: GridFilter) -> None:
        """Leave only some of the threads and chapters."""
        if wanted != self.filter:
            self.filter = wanted
            self._show(self.sheet, None)

    def swap(self) -> None:
        """Turn the table: another table altogether, and the only reset there is."""
        self.beginResetModel()
        self.swapped = not self.swapped
        self._down, self._across = self._across, self._down
        self.endResetModel()

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the grid is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale and self.sheet is not None:
            self._stale = False
            self._show(self._read(self.sheet.story_id), None)

    def _read(self, story_id: StoryId | None, changes: ChangeSet | None = None) -> Sheet | None:
        if story_id is None:
            return None
        try:
            return read_sheet(self._library, story_id, self.sheet, changes)
        except KeyError:
            return None

    def _follow(self, changes: ChangeSet) -> None:
        if self.sheet is None or not changes.touches(*OUTLINE_TABLES, "thread", "beat"):
            return
        if not self._awake:
            self._stale = True
            return
        self._show(self._read(self.sheet.story_id, changes), changes)

    def _show(self, sheet: Sheet | None, changes: ChangeSet | None) -> None:
        before, self.sheet = self.sheet, sheet
        threads, chapters = shown(sheet, self.filter) if sheet else ([], [])
        downs: list[int] = list(threads if self.swapped else chapters)
        across: list[int] = list(chapters if self.swapped else threads)
        if sheet is not None and not self._library.read_only:
            (downs if self.swapped else across).append(NEW)
        self.follow_keys(downs, across)
        if before is not None and sheet is not None:
            self._tell_changes(before, sheet)
        self.followed.emit(changes)

    def _tell_changes(self, before: Sheet, after: Sheet) -> None:
        for cell in before.cells.keys() | after.cells.keys():
            if before.cells.get(cell) != after.cells.get(cell):
                index = self.index_of(*cell)
                if index.isValid():
                    self.dataChanged.emit(index, index)
        for orientation, keys in ((Qt.Orientation.Vertical, self._down), (Qt.Orientation.Horizontal, self._across)):
            for section, key in enumerate(keys):
                if self._section(before, orientation, key) != self._section(after, orientation, key):
                    self.headerDataChanged.emit(orientation, section, section)

    def _section(self, sheet: Sheet, orientation: Qt.Orientation, key: int) -> Thread | Chapter | None:
        if self.is_threads(orientation):
            return sheet.threads.get(ThreadId(key))
        return sheet.chapters.get(ChapterId(key))

    # Where things stand

    def is_threads(self, orientation: Qt.Orientation) -> bool:
        """Whether the header of this orientation names the threads."""
        return (orientation == Qt.Orientation.Horizontal) != self.swapped

    def thread_at(self, section: int) -> Thread | None:
        """The thread of a column (or row, if swapped); None for the trailing one."""
        keys = self._threads
        if self.sheet is None or not 0 <= section < len(keys):
            return None
        return self.sheet.threads.get(ThreadId(keys[section]))

    def chapter_at(self, section: int) -> Chapter | None:
        """The chapter of a row (or column, if swapped)."""
        keys = self._chapters
        return self.sheet.chapters[ChapterId(keys[section])] if self.sheet and 0 <= section < len(keys) else None

    def cell(self, index: Index) -> Cell | None:
        """The thread and chapter of an index; None for an invalid one or one in the trailing line."""
        keys = self.keys_of(index)
        if keys is None:
            return None
        down, across = keys
        if NEW in keys:
            return None
        return (ThreadId(down), ChapterId(across)) if self.swapped else (ThreadId(across), ChapterId(down))

    def beats(self, index: Index) -> tuple[Beat, ...]:
        """The beats in a cell."""
        cell = self.cell(index)
        return self.sheet.cells.get(cell, ()) if cell and self.sheet else ()

    def cells_by_row(self) -> Iterator[tuple[int, tuple[Beat, ...]]]:
        """The row and the beats of each cell that is shown and has any."""
        rows = {key: row for row, key in enumerate(self._down)}
        columns = set(self._across)
        for (thread_id, chapter_id), beats in self.sheet.cells.items() if self.sheet else ():
            down, across = (thread_id, chapter_id) if self.swapped else (chapter_id, thread_id)
            if down in rows and across in columns:
                yield rows[down], beats

    def is_new(self, index: Index) -> bool:
        """Whether an index is in the trailing line, where a thread is made."""
        return index.isValid() and self.cell(index) is None

    def index_of(self, thread_id: ThreadId, chapter_id: ChapterId) -> QModelIndex:
        """Where a cell stands; an invalid index if the filter hides it."""
        down, across = (thread_id, chapter_id) if self.swapped else (chapter_id, thread_id)
        return self.index_at(down, across)

    def index_of_beat(self, beat_id: BeatId | None) -> QModelIndex:
        """Where a beat's cell stands; an invalid index if there is none."""
        beat = self.sheet.beat(beat_id) if self.sheet else None
        return self.index_of(beat.thread_id, beat.chapter_id) if beat else QModelIndex()

    def section_of(self, key: int, *, threads: bool) -> int:
        """The section of a thread's or a chapter's id; -1 if it has none."""
        keys = self._threads if threads else self._chapters
        return keys.index(key) if key in keys else -1

    @property
    def _threads(self) -> Sequence[int]:
        return self._down if self.swapped else self._across

    @property
    def _chapters(self) -> Sequence[int]:
        return self._across if self.swapped else self._down

    @property
    def thread_count(self) -> int:
        """How many threads are shown."""
        return sum(key != NEW for key in self._threads)

    @property
    def chapter_count(self) -> int:
        """How many chapters are shown."""
        return len(self._chapters)

    # QAbstractTableModel

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._library.read_only:
            return flags
        flags |= Qt.ItemFlag.ItemIsEditable
        if self.beats(index):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join(beat.text for beat in self.beats(index))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
            case _ if role == CELL_ROLE:
                return self.beats(index)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        in_full = role != Qt.ItemDataRole.DisplayRole
        if self.is_threads(orientation):
            thread = self.thread_at(section)
            if thread is None:
                return self.tr("Add a thread")
            return ", ".join(self.thread_words(thread)) if in_full else thread_title(thread)
        chapter = self.chapter_at(section)
        if chapter is None:
            return None
        return f"{chapter.heading}, {status_text(chapter.status)}" if in_full else chapter.heading

    # In words

    def thread_words(self, thread: Thread) -> list[str]:
        """A thread in words: its title, kind, whether it is a promise, where it runs, whether it sleeps."""
        assert self.sheet is not None
        words = [thread_title(thread), kind_text(thread.kind)]
        if thread.promise:
            words.append(self.tr("a promise"))
        words.append(self.span_words(thread))
        slept = self.sheet.asleep(thread.id)
        if slept:
            words.append(self.nap_words(slept)[0])
        return words

    def span_words(self, thread: Thread) -> str:
        """Where a thread opens and whether it resolves."""
        assert self.sheet is not None
        span = self.sheet.plot.span(thread.id)
        if span.first is None:
            return self.tr("no beats yet")
        if span.last is None:
            return self.tr("open since {chapter}").format(chapter=span.first)
        if span.first == span.last:
            return self.tr("in chapter {chapter}").format(chapter=span.first)
        return self.tr("chapters {first}–{last}").format(first=span.first, last=span.last)

    def nap_words(self, chapters: int) -> tuple[str, str, str]:
        """How long a thread sleeps, in the longest and in shorter wordings."""
        full = self.tr("asleep for 1 chapter") if chapters == 1 else self.tr("asleep for {count} chapters")
        return full.format(count=chapters), self.tr("asleep: {count}").format(count=chapters), str(chapters)

    def beat_words(self, beat: Beat) -> str:
        """A beat in words: what it does, what happens, and in which scene."""
        assert self.sheet is not None
        text = f"{role_text(beat.role).lower()}: {beat.text}" if beat.text else role_text(beat.role).lower()
        scene = self.scene_words(beat)
        return f"{text} ({scene})" if scene else text

    def scene_words(self, beat: Beat) -> str:
        """The scene a beat belongs to; empty for the chapter as a whole."""
        found = self.sheet.scene_of(beat) if self.sheet else None
        if found is None:
            return ""
        number, scene = found
        return scene.title or self.tr("Scene {number}").format(number=number)

    def _spoken(self, index: Index) -> str:
        cell = self.cell(index)
        if cell is None or self.sheet is None:
            return self.tr("Add a thread")
        thread, chapter = self.sheet.threads[cell[0]], self.sheet.chapters[cell[1]]
        where = self.tr("{chapter}, thread {thread}").format(chapter=chapter.heading, thread=thread_title(thread))
        beats = self.beats(index)
        if beats:
            return f"{where}: {'; '.join(map(self.beat_words, beats))}"
        standing = self.sheet.plot.standing(thread.id, chapter.number)
        quiet = {
            Standing.UNOPENED: self.tr("not open yet"),
            Standing.OPEN: self.tr("open, no beat"),
            Standing.RESOLVED: self.tr("resolved"),
        }
        return f"{where}: {quiet[standing]}"


def chosen(model: GridModel, indexes: Iterable[Index]) -> list[Beat]:
    """The beats of several cells, in the order of the table."""
    ordered = sorted(indexes, key=lambda index: (index.row(), index.column()))
    return [beat for index in ordered for beat in model.beats(index)]
