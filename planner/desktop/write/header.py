"""What stands above and below a chapter's text: its number and title, and the notes for the reader."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.settings import PROSE_SIZE
from planner.desktop.theme import L, S
from planner.desktop.widgets.fields import GrowingText
from planner.desktop.widgets.labels import label
from planner.desktop.write.notes import NoteFold
from planner.desktop.write.sheet import HANG

_TITLE_SCALE = 1.85
_FOLD_HANG = 5


class TitleField(GrowingText):
    """The title, in place: Enter ends it, because a title has one paragraph."""

    finished = Signal()
    """Emitted when the author is done and wants to go on to the text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, quiet=True, parent=parent)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Chapter title"))
        self.setPlaceholderText(self.tr("Chapter title"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Down and self.textCursor().atEnd():
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class ChapterHeader(QWidget):
    """Number, title and the notes before."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("write.header")
        self.number = label("", "section")
        self.number.setObjectName("write.number")
        self.title = TitleField("write.title")
        self.notes = NoteFold(
            "write.notes_before",
            self.tr("Notes before"),
            self.tr("Add a note before the chapter"),
            desk.settings,
            desk.theme,
        )
        self.number.setContentsMargins(HANG, 0, HANG, 0)
        self.notes.setContentsMargins(HANG - _FOLD_HANG, 0, HANG - _FOLD_HANG, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, L)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.title)
        column.addSpacing(S)
        column.addWidget(self.notes)
        self.dress()

    def dress(self) -> None:
        """Set the title in the prose font."""
        font = self._desk.theme.prose_font(self._desk.settings.get(PROSE_SIZE) * _TITLE_SCALE)
        self.title.setFont(font)

    def show_heading(self, number: str, title: str) -> None:
        """Show the chapter's number and title."""
        self.number.setText(number)
        self.title.show_text(title)


class ChapterFooter(QWidget):
    """The notes after."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("write.footer")
        self.notes = NoteFold(
            "write.notes_after",
            self.tr("Notes after"),
            self.tr("Add a note after the chapter"),
            desk.settings,
            desk.theme,
        )
        self.notes.setContentsMargins(HANG - _FOLD_HANG, 0, HANG - _FOLD_HANG, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notes)
