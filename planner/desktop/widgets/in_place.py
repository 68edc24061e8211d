"""A field for writing a text where it is shown: in a cell, or on a card."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QStyledItemDelegate, QWidget

Index = QModelIndex | QPersistentModelIndex


class InPlaceText(QPlainTextEdit):
    """Wraps, and grows downwards. Enter is done with it; Shift+Enter begins a new line where lines are allowed."""

    finished = Signal()

    def __init__(self, name: str, words: str, *, one_line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setProperty("look", "card-editor")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._one_line = one_line
        self._least = 0
        self.document().documentLayout().documentSizeChanged.connect(self.grow)

    def set_least_height(self, pixels: int) -> None:
        """Never be lower than this."""
        self._least = pixels
        self.grow()

    def write(self, text: str) -> None:
        """Begin with a text: selected if it is a line, which is mostly replaced, else with the cursor at its end."""
        self.setPlainText(text)
        if self._one_line:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def grow(self, *_size: object) -> None:
        """Take the height the text needs."""
        # A QPlainTextEdit's document measures its height in lines.
        lines = max(round(self.document().size().height()), 1)
        around = self.height() - self.viewport().height() + round(2 * self.document().documentMargin())
        self.resize(self.width(), max(self._least, lines * self.fontMetrics().lineSpacing() + around))

    def text(self) -> str:
        """What was written; as one line where no more are allowed."""
        typed = self.toPlainText()
        return " ".join(typed.split()) if self._one_line else typed.strip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is the text broken into lines.
        self.grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        breaks = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self._one_line
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not breaks:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
            if event.modifiers() in alone:
                # The keys of what lies beneath would move or delete it while it is being written.
                event.accept()
                return True
        return super().event(event)


class InPlaceDelegate(QStyledItemDelegate):
    """Has cells written in such fields; which cells, and how wide, is for those to say that draw them."""

    def field(self, name: str, words: str, *, one_line: bool, parent: QWidget) -> InPlaceText:
        """A field for a cell, kept and closed when the author is done with it."""
        made = InPlaceText(name, words, one_line=one_line, parent=parent)
        made.finished.connect(lambda: self._finish(made))
        return made

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again whenever the cell changes: what is being written stays.
        if editor.property("filled") is None:
            editor.setProperty("filled", True)
            self.fill(editor, index)

    def fill(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell holds."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, InPlaceText):
            editor.write("" if value is None else str(value))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, InPlaceText):
            model.setData(index, editor.text())
