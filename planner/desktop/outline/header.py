"""The head of the outline: the story's title, how far it is, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.theme import RADIUS, XS, L, M, S, Theme
from planner.desktop.widgets.amounts import date_text, progress_text, words_text
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.widgets.status import StatusSegments
from planner.domain.outline import NextStep, Outline, next_step, progress

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class StoryTitle(QWidget):
    """The story's title: a click selects the story, a double click or F2 renames it, unless it is ``fixed``."""

    chosen = Signal()
    renamed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fixed = fixed
        self._text = ""
        self.setObjectName("outline.story_title")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("" if fixed else self.tr("Double-click to rename"))
        self._label = label("", "title", wrap=True)
        self._field = QLineEdit()
        self._field.setObjectName("outline.story_title_editor")
        self._field.setAccessibleName(self.tr("Title of the story"))
        self._field.editingFinished.connect(self._finish)
        self._field.installEventFilter(self)
        # A stacked layout has no margins of its own.
        self._label.setContentsMargins(XS, 2, XS, 2)
        self._field.setTextMargins(-XS, 0, 0, 0)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._label)
        self._layers.addWidget(self._field)

    def show_text(self, text: str) -> None:
        """Show the title."""
        self._text = text
        self._label.setText(text or self.tr("Untitled story"))
        self.setAccessibleName(self.tr("Story: {title}").format(title=self._label.text()))

    def rename(self) -> None:
        """Begin to edit the title in place."""
        if self._fixed:
            return
        self._field.setText(self._text)
        self._field.selectAll()
        self._layers.setCurrentWidget(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        if self._layers.currentWidget() is not self._field:
            return
        self._layers.setCurrentWidget(self._label)
        title = " ".join(self._field.text().split())
        if title and title != self._text:
            self.renamed.emit(title)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._layers.setCurrentWidget(self._label)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.rename()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colours.accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)


class OutlineHeader(QWidget):
    """Title, progress as words and as a bar, and the next step of the open story."""

    step_taken = Signal(object)
    """Emitted with the `NextStep` the author clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline.header")
        self._step: NextStep | None = None
        self.title = StoryTitle(desk.theme, fixed=desk.library.read_only)
        self.progress = ElidedLabel("", "small")
        self.progress.setObjectName("outline.progress")
        self._segments = StatusSegments(desk.theme, 6)
        self._segments.setObjectName("outline.segments")
        self._theme = desk.theme
        self.next_step = ElidedButton("outline.next_step", lines=2)
        self.next_step.setCursor(Qt.CursorShape.PointingHandCursor)
        self.next_step.clicked.connect(self._take_step)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, L, M, S)
        column.setSpacing(S)
        column.addWidget(self.title)
        inset = QVBoxLayout()
        inset.setContentsMargins(XS, 0, XS, 0)
        inset.setSpacing(S)
        inset.addWidget(self.progress)
        inset.addWidget(self._segments)
        column.addLayout(inset)
        row = QHBoxLayout()
        row.addWidget(self.next_step)
        row.addStretch()
        column.addLayout(row)

    def show_outline(self, outline: Outline | None) -> None:
        """Show how a story stands."""
        self.setVisible(outline is not None)
        if outline is None:
            return
        chapters, expected = outline.chapters, outline.story.expected
        done = progress(chapters, expected)
        self.title.show_text(outline.story.title)
        self.progress.setText(f"{progress_text(done)} · {words_text(outline.words)}")
        self._segments.show_counts(done.by_status, done.total)
        self._step = next_step(chapters, expected)
        reason = self._reason(self._step)
        self.next_step.say(self._step.text, icon("arrow-right", self._theme, "accent"), reason)
        self.next_step.setAccessibleDescription(self.tr("Next step. {reason}").format(reason=reason))
        self.next_step.setVisible(bool(chapters))

    def _reason(self, step: NextStep) -> str:
        """Why it is the next step, and for when the author planned it."""
        chapter = step.chapter
        if chapter is None or chapter.due is None or chapter.status.is_written:
            return step.reason
        planned = self.tr("You planned its draft for {date}.").format(date=date_text(chapter.due))
        return f"{step.reason} {planned}"

    def _take_step(self) -> None:
        if self._step is not None:
            self.step_taken.emit(self._step)
