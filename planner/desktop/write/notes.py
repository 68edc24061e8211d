"""An author's note above or below the chapter: folded to one line until it is opened."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.settings import Settings
from planner.desktop.theme import XS, M, S, Theme
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.write.document import ProseDocument
from planner.desktop.write.editor import ProseEditor

_LINES = 2


class NoteFold(QWidget):
    """One note. Folded it shows how long it is and how it begins; a note that is not there yet offers itself."""

    edited = Signal()

    def __init__(
        self, name: str, title: str, offer: str, settings: Settings, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = title
        self._offer = offer
        self._theme = theme
        self._document: ProseDocument | None = None
        self._toggle = QPushButton()
        self._toggle.setObjectName(f"{name}.toggle")
        self._toggle.setCheckable(True)
        self._toggle.setAutoDefault(False)
        self._toggle.setIconSize(QSize(12, 12))
        self._toggle.setProperty("kind", "fold")
        self._toggle.toggled.connect(self._fold)
        self._words = label("", "small")
        self._first = ElidedLabel(role="small")
        self.editor = ProseEditor(f"{name}.text", settings)
        self.editor.setAccessibleName(title)
        self.editor.placeholder = self.tr("For the reader. It is not counted as words of the story.")
        self._frame = QFrame()
        self._frame.setProperty("look", "panel")
        self._lay_out()
        self._fold(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._toggle)
        row.addWidget(self._words)
        row.addWidget(self._first, 1)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(M, S, M, S)
        inside.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(row)
        column.addWidget(self._frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def document(self) -> ProseDocument:
        """The note's text."""
        return self.editor.prose

    def open(self, document: ProseDocument) -> None:
        """Show another note."""
        if self._document is not None:
            self._document.edited.disconnect(self._note_edit)
            self._document.qt.documentLayout().documentSizeChanged.disconnect(self._grow)
        self._document = document
        self.editor.open(document)
        document.edited.connect(self._note_edit)
        document.qt.documentLayout().documentSizeChanged.connect(self._grow)
        self._grow(document.qt.documentLayout().documentSize())
        self._describe()

    @property
    def stops(self) -> tuple[QWidget, QWidget]:
        """Where Tab stops: the line that folds and unfolds the note, and its text."""
        return self._toggle, self.editor

    @property
    def is_open(self) -> bool:
        """Whether the note is unfolded."""
        return self._toggle.isChecked()

    def set_open(self, opened: bool) -> None:
        """Fold or unfold the note."""
        self._toggle.setChecked(opened)

    def _fold(self, opened: bool) -> None:
        self._toggle.setIcon(icon("caret-down" if opened else "caret-right", self._theme, "muted"))
        self._frame.setVisible(opened)
        self._describe()
        if opened and self._toggle.hasFocus():
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_edit(self) -> None:
        self._describe()
        self.edited.emit()

    def _describe(self) -> None:
        """Say on the folded line what is in the note."""
        words = 0 if self._document is None else self._document.words
        is_offer = not words and not self.is_open
        # Where nothing can be added, nothing is offered.
        self._toggle.setVisible(not (is_offer and self.editor.isReadOnly()))
        self._toggle.setText(self._offer if is_offer else self._title)
        if self._toggle.property("offer") != is_offer:
            self._toggle.setProperty("offer", is_offer)
            self._toggle.style().polish(self._toggle)
        self._toggle.setAccessibleName(self._toggle.text())
        self._toggle.setAccessibleDescription(self.tr("Open") if self.is_open else self.tr("Folded"))
        count = self.tr("{n} word") if words == 1 else self.tr("{n} words")
        self._words.setText(count.format(n=self.locale().toString(words)) if words else "")
        first = "" if self._document is None or self.is_open else self._first_line(self._document)
        self._first.setText(first)

    def _first_line(self, document: ProseDocument) -> str:
        block = document.qt.begin()
        while block.isValid() and not block.text().strip():
            block = block.next()
        return block.text().strip() if block.isValid() else ""

    def _grow(self, size: QSizeF) -> None:
        least = self.editor.fontMetrics().lineSpacing() * _LINES
        self.editor.setFixedHeight(max(ceil(size.height()), least))
