"""The sheet that captures an idea from anywhere in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.shelf.ideas import is_done
from planner.desktop.theme import L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import GrowingText
from planner.desktop.widgets.labels import label
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_WIDTH = 460


class CaptureSheet(QDialog):
    """A few lines and the story they are for. Enter keeps them, Esc steps back to what was being done.

    What was typed stays in the sheet after Esc, selected, so that a slip of the finger loses nothing.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._desk = desk
        self.setObjectName("capture")
        self.setWindowTitle(self.tr("Capture an idea"))
        self.setFixedWidth(_WIDTH)
        self._text = GrowingText("capture.text", self.tr("What came to you?"))
        self._text.setAccessibleName(self.tr("Idea"))
        self._text.set_least_lines(3)
        self._text.installEventFilter(self)
        self._text.textChanged.connect(self._follow_text)
        self._story = QComboBox()
        self._story.setObjectName("capture.story")
        self._story.setAccessibleName(self.tr("For which story"))
        self._story.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._keep = button(self.tr("Keep"), "capture.keep", self._keep_idea, "primary")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("look", "panel")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._story, 1)
        row.addWidget(button(self.tr("Cancel"), "capture.cancel", self.reject, "quiet"))
        row.addWidget(self._keep)
        column = QVBoxLayout(frame)
        column.setContentsMargins(L, M, L, L)
        column.setSpacing(S)
        column.addWidget(label(self.tr("Capture an idea"), "section"))
        column.addWidget(self._text)
        column.addWidget(self._error)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def pop_up(self) -> None:
        """Open over the upper part of the window, for the story that is open."""
        self._fill_stories()
        self._follow_text()
        self._error.hide()
        self._text.selectAll()
        self.adjustSize()
        window = self.parentWidget()
        if window is not None:
            window = window.window()
            self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, window.height() // 5)))
        self.open()
        self._text.setFocus()

    def _fill_stories(self) -> None:
        self._story.clear()
        self._story.addItem(self.tr("No story"), None)
        for story in self._desk.library.stories.all():
            self._story.addItem(story.title, story.id)
        current = self._story.findData(self._desk.place.story_id)
        self._story.setCurrentIndex(max(current, 0))

    def _follow_text(self) -> None:
        self._keep.setEnabled(bool(self._text.toPlainText().strip()))
        self.adjustSize()

    def _keep_idea(self) -> None:
        text = self._text.toPlainText().strip()
        if not text:
            return
        library = self._desk.library
        try:
            with library.change(self.tr("Capture idea")):
                library.ideas.add(text, self._story.currentData())
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self._text.clear()
        self.accept()
        self._desk.notices.say(self.tr("Idea kept. It waits on the shelf."), undo=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and isinstance(event, QKeyEvent) and is_done(event):
            self._keep_idea()
            return True
        return super().eventFilter(watched, event)
