"""Fields: labels above them, text that makes them grow, and undo that falls through to the plan when they have none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from planner.desktop.theme import XS, S
from planner.desktop.widgets.labels import label

LINE_INSET = S + 3
"""How far the text of a `LineField` stands in from its left edge: border, padding, and Qt's own two pixels."""


def labelled(text: str, field: QWidget, help_text: str = "") -> QWidget:
    """The field under its label, which also becomes its accessible name; ``help_text`` stands beneath."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    above = label(text, "section")
    above.setBuddy(field)
    field.setAccessibleName(text)
    column.addWidget(above)
    column.addWidget(field)
    if help_text:
        field.setAccessibleDescription(help_text)
        column.addWidget(label(help_text, "small", wrap=True))
    return holder


class LineField(QLineEdit):
    """A line of text that tells once when the author has finished with it."""

    edited = Signal(str)
    """Emitted with the new text on Enter or when the focus leaves, if the text changed."""

    def __init__(self, name: str, placeholder: str = "", quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("look", "quiet" if quiet else "plain")
        self._known = ""
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str) -> None:
        """Show what the library holds, unless it is shown already."""
        self._known = text
        if text != self.text():
            self.setText(text)
            if not self.hasFocus():
                # What is longer than the line is read from its beginning.
                self.setCursorPosition(0)

    def commit(self) -> None:
        """Tell a change now instead of when the focus leaves."""
        if self.text() != self._known:
            self._known = self.text()
            # From here on what the library holds may be shown again, though the focus stays: undo does not wait.
            self.setModified(False)
            self.edited.emit(self._known)

    def event(self, event: QEvent) -> bool:
        if _is_idle_undo(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class ChoiceBox(QComboBox):
    """A choice that the wheel changes only while it has the focus, so that scrolling past changes nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QSpinBox):
    """A whole number, which the wheel changes only while it has the focus."""

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Qt's style sheets put the text of a spin box at its left edge, whatever padding they ask for.
        self.lineEdit().setTextMargins(S, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class GrowingText(QPlainTextEdit):
    """Text of several lines, as high as it needs to be; Tab leaves it."""

    edited = Signal(str)
    """Emitted with the new text when the focus leaves, if the text changed."""

    def __init__(self, name: str, placeholder: str = "", quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("look", "quiet" if quiet else "plain")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._known = ""
        self._lines = 1
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.verticalScrollBar().valueChanged.connect(self._stay)

    def set_least_lines(self, lines: int) -> None:
        """Keep room for this many lines even when empty."""
        self._lines = lines
        self._grow()

    def show_text(self, text: str) -> None:
        """Show what the library holds, unless it is shown already."""
        self._known = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def commit(self) -> None:
        """Tell a change now instead of when the focus leaves."""
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self.edited.emit(self._known)

    def sizeHint(self) -> QSize:
        # A QPlainTextEdit's document measures its height in lines.
        lines = max(self._lines, round(self.document().size().height()))
        margins = self.contentsMargins()
        frame = round(self.document().documentMargin() * 2) + margins.top() + margins.bottom()
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()
        self._stay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._shows_all:
            # What lies around the text scrolls instead.
            event.ignore()
        else:
            super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _is_idle_undo(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def _grow(self, *_size: object) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    @property
    def _shows_all(self) -> bool:
        return self.height() >= self.sizeHint().height()

    def _stay(self, *_value: int) -> None:
        """Show the text from its first line: a QPlainTextEdit lets itself be scrolled by a line even if all fits."""
        if self._shows_all:
            self.verticalScrollBar().setValue(0)


def _is_idle_undo(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether this is an undo or redo key in a field with nothing to undo: then the plan's undo should have it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return (event.matches(undo) and not can_undo) or (event.matches(redo) and not can_redo)
