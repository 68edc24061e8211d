"""What the author corrects before an import: the chapters as they were cut, every correction undoable."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.rows import Index
from planner.domain.draft import StoryDraft
from planner.formats.recut import Cut, Cuts, cuts_of, drop, merge_with_previous, recut, rename, set_notes, split_at

_SLICE_SECONDS = 0.008


class _Row:
    """A chapter, and its words once they were counted."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self._words: int | None = None

    @property
    def words(self) -> int:
        if self._words is None:
            self._words = self.cut.words
        return self._words

    @property
    def is_counted(self) -> bool:
        return self._words is not None


class ChaptersModel(QAbstractListModel):
    """The chapters of a draft. Setting a row's text renames the chapter.

    A chapter's words are counted when its row is first shown; `count_some` counts the others bit by bit.
    """

    renamed = Signal(int, str)
    """Emitted with a row and the title the author typed there."""

    def __init__(self, cuts: Cuts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [_Row(cut) for cut in cuts]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(index.row())
        if role == Qt.ItemDataRole.EditRole:
            return row.cut.title
        if role == FOOT_ROLE:
            return self._foot(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heading(index.row())}. {self._foot(row)}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or title == self._rows[index.row()].cut.title:
            return False
        self.renamed.emit(index.row(), title)
        return True

    def show_cuts(self, cuts: Cuts) -> None:
        """Show other cuts; chapters that stay the same at the beginning and the end are left alone."""
        old = [row.cut for row in self._rows]
        shorter = min(len(old), len(cuts))
        head = next((i for i in range(shorter) if old[i] is not cuts[i]), shorter)
        most = shorter - head
        tail = next((i for i in range(most) if old[-1 - i] is not cuts[-1 - i]), most)
        gone, come = len(old) - head - tail, len(cuts) - head - tail
        same = min(gone, come)
        for row in range(head, head + same):
            self._rows[row] = _Row(cuts[row])
        if gone > same:
            self.beginRemoveRows(QModelIndex(), head + same, head + gone - 1)
            del self._rows[head + same : head + gone]
            self.endRemoveRows()
        if come > same:
            self.beginInsertRows(QModelIndex(), head + same, head + come - 1)
            self._rows[head + same : head + same] = [_Row(cut) for cut in cuts[head + same : head + come]]
            self.endInsertRows()
        # The numbers of all that follow change with the count.
        last = len(self._rows) - 1 if gone != come else head + same - 1
        if head <= last:
            self.dataChanged.emit(self.index(head), self.index(last))

    def count_some(self) -> bool:
        """Count chapters for a moment; False once all are counted."""
        until = perf_counter() + _SLICE_SECONDS
        for row in self._rows:
            if not row.is_counted:
                _ = row.words
                if perf_counter() > until:
                    return True
        return False

    @property
    def words(self) -> int:
        """The words of all chapters, notes apart."""
        return sum(row.words for row in self._rows)

    def _heading(self, number: int) -> str:
        title = self._rows[number].cut.title
        if title:
            return self.tr("{number}. {title}").format(number=number + 1, title=title)
        return self.tr("Chapter {number}").format(number=number + 1)

    def _foot(self, row: _Row) -> str:
        """ "3,104 words · notes before · notes after", or "planned" for a chapter without text."""
        cut = row.cut
        if not cut.paragraphs:
            return self.tr("planned, no text yet")
        parts = [words_text(row.words)]
        if cut.before:
            parts.append(self.tr("notes before"))
        if cut.after:
            parts.append(self.tr("notes after"))
        return " · ".join(parts)


class Corrections(QObject):
    """The draft as read and every step of the author's corrections; nothing is written anywhere."""

    changed = Signal(int)
    """Emitted after every step with the row the author should look at now."""

    def __init__(self, draft: StoryDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._steps: list[tuple[Cuts, int]] = [(cuts_of(draft), 0)]
        self._at = 0
        self.chapters = ChaptersModel(self.cuts, self)
        self.chapters.renamed.connect(self.rename)

    @property
    def cuts(self) -> Cuts:
        """The chapters as they stand now."""
        return self._steps[self._at][0]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._steps)

    def draft(self) -> StoryDraft:
        """The story with its chapters as corrected."""
        return recut(self._draft, self.cuts)

    def rename(self, row: int, title: str) -> None:
        """Give a chapter another title."""
        self._do(rename(self.cuts, row, title), row)

    def leave_out(self, row: int) -> None:
        """Do not import a chapter."""
        self._do(drop(self.cuts, row), min(row, len(self.cuts) - 2))

    def merge(self, row: int) -> None:
        """Join a chapter to the one before it."""
        self._do(merge_with_previous(self.cuts, row), row - 1)

    def split(self, row: int, paragraph: int) -> None:
        """Begin a new chapter at a paragraph."""
        self._do(split_at(self.cuts, row, paragraph), row + 1)

    def end_notes(self, row: int, paragraph: int) -> None:
        """Make everything up to and with a paragraph the notes before the chapter."""
        self._do(set_notes(self.cuts, row, before=paragraph + 1), row)

    def begin_notes(self, row: int, paragraph: int) -> None:
        """Make a paragraph and everything after it the notes after the chapter."""
        self._do(set_notes(self.cuts, row, after=len(self.cuts[row].paragraphs) - paragraph), row)

    def not_a_note(self, row: int, paragraph: int) -> None:
        """Make a paragraph of a note, and what stands between it and the story, part of the story."""
        cut = self.cuts[row]
        if paragraph < cut.before:
            self._do(set_notes(self.cuts, row, before=paragraph), row)
        else:
            self._do(set_notes(self.cuts, row, after=len(cut.paragraphs) - paragraph - 1), row)

    def undo(self) -> None:
        """Take the last correction back."""
        if self.can_undo:
            row = self._steps[self._at][1]
            self._at -= 1
            self._show(min(row, len(self.cuts) - 1))

    def redo(self) -> None:
        """Correct again what was taken back last."""
        if self.can_redo:
            self._at += 1
            self._show(self._steps[self._at][1])

    def _do(self, cuts: Cuts, row: int) -> None:
        del self._steps[self._at + 1 :]
        self._steps.append((cuts, row))
        self._at += 1
        self._show(row)

    def _show(self, row: int) -> None:
        self.chapters.show_cuts(self.cuts)
        self.changed.emit(row)
