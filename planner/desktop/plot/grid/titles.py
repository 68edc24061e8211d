"""Writing a thread's title in place, in the header of the plot grid."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.desktop.theme import XS, S
from planner.domain.threads import Thread

_LEAST = 120


class TitleEditor(QLineEdit):
    """A thread's title, written in place."""

    finished = Signal(str)
    """Emitted once: with the title on Enter or when the focus leaves."""
    left = Signal()
    """Emitted once instead, on Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plot.title_editor")
        self.setAccessibleName(self.tr("Title of the thread"))
        self.setPlaceholderText(self.tr("What the story promises"))
        self._over = False
        self.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self.finished.emit(" ".join(self.text().split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._over = True
            self.left.emit()
        else:
            super().keyPressEvent(event)
        # Enter would go on to the grid behind, which would begin to write again.
        event.accept()


class TitleWriting(QObject):
    """The field for a title while there is one."""

    written = Signal(object, str)
    """Emitted with a thread's id (None: one to be made) and its new title."""
    over = Signal(bool)
    """Emitted when the field is closed, with whether it had the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._editor: TitleEditor | None = None

    def begin(self, viewport: QWidget, rect: QRect, thread: Thread | None, typed: str | None, font: QFont) -> None:
        """Open a field over a thread's header; ``typed`` takes the place of the title it has."""
        self.leave()
        editor = self._editor = TitleEditor(viewport)
        editor.setFont(font)
        editor.setText(thread.title if typed is None and thread else typed or "")
        self.place(rect)
        editor.finished.connect(lambda title: self._take(thread, title))
        editor.left.connect(self.leave)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed is None:
            editor.selectAll()

    @property
    def is_open(self) -> bool:
        """Whether a title is being written."""
        return self._editor is not None

    def place(self, rect: QRect) -> None:
        """Keep the field over its header."""
        if self._editor is not None:
            height = self._editor.sizeHint().height()
            width = max(rect.width() - S, _LEAST)
            self._editor.setGeometry(rect.left() + XS, rect.top() + XS, width, height)

    def leave(self) -> None:
        """Close the field; what was not finished is forgotten."""
        editor, self._editor = self._editor, None
        if editor is not None:
            had_focus = editor.hasFocus()
            editor.blockSignals(True)
            editor.hide()
            editor.deleteLater()
            self.over.emit(had_focus)

    def _take(self, thread: Thread | None, title: str) -> None:
        if thread is None and title:
            self.written.emit(None, title)
        elif thread is not None and title != thread.title:
            self.written.emit(thread.id, title)
        self.leave()
