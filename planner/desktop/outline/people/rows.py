"""Lists of what belongs to a sheet's subject, each row to go to; and rows that unfold to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.plan_sheets import Sheet
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

PICTURE = 26
"""The side of a row's picture at the usual text size, in device-independent pixels."""


Key = TypeVar("Key")
RowT = TypeVar("RowT", bound=QWidget)
SheetT = TypeVar("SheetT", bound=Sheet)


def in_order(
    column: QVBoxLayout, rows: dict[Key, RowT], keys: Sequence[Key], make: Callable[[Key], RowT]
) -> list[RowT]:
    """The rows of these keys, in order beneath the first widget of a column; those of other keys go.

    ``rows`` are those there are. Only what is new is made, and only what stands elsewhere is moved.
    """
    for gone in rows.keys() - set(keys):
        row = rows.pop(gone)
        column.removeWidget(row)
        row.hide()
        row.deleteLater()
    for place, key in enumerate(keys, 1):
        known = rows.get(key)
        row = rows[key] = make(key) if known is None else known
        if column.indexOf(row) != place:
            column.removeWidget(row)
            column.insertWidget(place, row)
            row.show()
    return [rows[key] for key in keys]


@dataclass(frozen=True)
class Entry:
    """What a row says: a name, a line beneath it, and the picture before them, which ``face`` tells from others."""

    key: int
    name: str
    note: str = ""
    picture: QPixmap | None = None
    face: object = None

    @property
    def said(self) -> tuple[object, ...]:
        """What is compared to see whether a row must change."""
        return (self.name, self.note, self.face)


class RowList(QWidget):
    """A heading and rows to go to; with nothing in it, only what ``nothing`` says, or else it is hidden."""

    chosen = Signal(int)
    """Emitted with the key of the row the author clicked."""

    def __init__(self, name: str, title: str, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows: dict[int, EntryRow] = {}
        self._nothing = label(nothing, "small", wrap=True)
        self._nothing.setContentsMargins(TEXT_INSET, XS, TEXT_INSET, 0)
        self.title = label(title, "section", wrap=True)
        self.title.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addWidget(self._nothing)

    def add_below(self, widget: QWidget) -> None:
        """Put a button for adding beneath the rows, in line with their texts."""
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, 0, 0, 0)
        foot.addWidget(widget)
        foot.addStretch()
        self._column.addLayout(foot)

    def show_entries(self, entries: Sequence[Entry], *, keep: bool = False) -> None:
        """Show these rows, making and moving only what changed; ``keep`` shows the list even when it is empty."""
        rows = in_order(self._column, self._rows, [entry.key for entry in entries], self._make)
        for row, entry in zip(rows, entries, strict=True):
            row.show_entry(entry)
        self._nothing.setVisible(not entries and bool(self._nothing.text()))
        self.setVisible(bool(entries) or keep)

    def _make(self, key: int) -> EntryRow:
        row = EntryRow(f"{self.objectName()}.{key}", self)
        row.clicked.connect(lambda _on=False: self.chosen.emit(key))
        return row


class EntryRow(QToolButton):
    """One row: a picture, a name, and a line beneath it.

    No push button: the style sheet gives those a least height, which would stand above that of their contents.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._said: tuple[object, ...] = ()
        self._picture = QLabel()
        self._name = ElidedLabel("")
        self._note = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_INSET, XS, TEXT_INSET, XS)
        row.setSpacing(S)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_entry(self, entry: Entry) -> None:
        """Show what the row says now."""
        if entry.said == self._said:
            return
        self._said = entry.said
        self._name.setText(entry.name)
        self._note.setText(entry.note)
        self._note.setVisible(bool(entry.note))
        self._picture.setVisible(entry.picture is not None)
        if entry.picture is not None:
            self._picture.setPixmap(entry.picture)
        self.setAccessibleName(": ".join(filter(None, (entry.name, entry.note))))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        # A button's own hint knows its text only, of which it has none.
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.minimumSize()

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return super().heightForWidth(width) if layout is None else layout.heightForWidth(width)


class FoldHead(ElidedButton):
    """The line of a row that unfolds; kept as high as its words need, though the style sheet asks for less."""

    def say(self, words: str, icon: QIcon, why: str = "") -> None:
        super().say(words, icon, why)
        self.setMinimumHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.sizeHint().height())


class FoldedRow(QWidget):
    """A line that tells something in short, and unfolds to a body in which it is changed."""

    unfolded = Signal()
    """Emitted before the body is first seen after having been folded."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._words = ""
        self.is_open = False
        self.head = FoldHead(f"{name}.fold", "fold", lines=2)
        self.head.setProperty("tight", True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(self.toggle)
        self.note = label("", "small", wrap=True)
        self.note.setContentsMargins(2 * TEXT_INSET + XS, 0, TEXT_INSET, XS)
        self.note.hide()
        self.body = QWidget(self)
        self.body.hide()
        self.fields = QVBoxLayout(self.body)
        self.fields.setContentsMargins(TEXT_INSET, XS, 0, S)
        self.fields.setSpacing(S)
        column = QVBoxLayout(self)
        column.setContentsMargins(XS, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.head, self.note, self.body):
            column.addWidget(each)

    def say(self, words: str, note: str = "", mark: QIcon | None = None) -> None:
        """Tell in short what the row is about; ``note`` stands beneath, where something is wrong."""
        self._words = words
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.head.say(words, mark or icon("caret-down" if self.is_open else "caret-right", self._theme, "muted"))
        self.head.setAccessibleDescription(self.tr("Unfolded") if self.is_open else self.tr("Folded"))

    def toggle(self) -> None:
        """Fold or unfold the body."""
        self.set_open(not self.is_open)

    def set_open(self, is_open: bool) -> None:
        """Show the body, or only the line."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        if is_open:
            self.unfolded.emit()
        self.body.setVisible(is_open)
        self.say(self._words, self.note.text())


class SheetRow(FoldedRow, Generic[SheetT]):
    """A line beneath which a sheet unfolds, made when it is first seen."""

    def __init__(self, name: str, desk: Desk, make: Callable[[], SheetT], parent: QWidget) -> None:
        super().__init__(name, desk.theme, parent)
        self._read_only = desk.library.read_only
        self._make = make
        self.sheet: SheetT | None = None
        self.unfolded.connect(self._unfold)

    def fill(self, sheet: SheetT) -> None:
        """Show in the sheet what the row is about."""
        raise NotImplementedError

    def follow(self) -> None:
        """Show it anew, if the sheet is seen."""
        if self.is_open:
            self._unfold()

    def _unfold(self) -> None:
        if self.sheet is None:
            self.sheet = self._make()
            self.sheet.set_read_only(self._read_only)
            self.fields.addWidget(self.sheet)
            self.sheet.show()
        self.fill(self.sheet)

    def commit(self) -> None:
        """Save what was typed in the sheet."""
        if self.sheet is not None:
            self.sheet.commit()
