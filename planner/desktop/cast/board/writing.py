"""Writing a name or the words of a tie where they stand on the board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from planner.desktop.cast.board.canvas import BoardCanvas
from planner.desktop.theme import S

_LEAST, _MOST = 150, 320

Written = Callable[[str], object]


class NameEditor(QLineEdit):
    """A line written upon the board. Enter, or leaving it, is done with it; Escape leaves it as it was."""

    def __init__(self, canvas: BoardCanvas, words: str, on_written: Written, on_left: Written) -> None:
        super().__init__(canvas)
        self.setObjectName("cast.board.editor")
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._on_written = on_written
        self._on_left = on_left
        self._over = False
        self.editingFinished.connect(lambda: self._end(self._on_written))

    def _end(self, tell: Written) -> None:
        if not self._over:
            self._over = True
            tell(" ".join(self.text().split()))

    def give_up(self) -> None:
        """Leave what was written."""
        self._end(self._on_left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
        # Enter would go on to the board behind, which would open the sheet.
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alone = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
            if event.modifiers() in alone:
                # The keys of the board would delete or tie people while a name is being written.
                event.accept()
                return True
        return super().event(event)


class BoardWriting(QObject):
    """The line being written upon a canvas, while there is one; it goes along with the board."""

    over = Signal()
    """Emitted when a line is closed, after what was written was done with."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._editor: NameEditor | None = None
        self._area: Callable[[], QRectF] = QRectF
        canvas.camera_changed.connect(self._place)

    @property
    def is_open(self) -> bool:
        """Whether something is being written."""
        return self._editor is not None

    def begin(
        self,
        words: str,
        text: str,
        area: Callable[[], QRectF],
        written: Written,
        left: Callable[[], object] | None = None,
    ) -> None:
        """Open a line in the middle of an area of the screen.

        Args:
            words: what is asked for.
            text: what stands there so far; all of it selected.
            area: where it stands now.
            written: called with the text, on Enter or when the focus leaves.
            left: called instead on Escape.
        """
        self.flush()

        def over(tell: Callable[[], object]) -> Callable[[str], None]:
            def end(_text: str) -> None:
                self._close()
                tell()
                self.over.emit()

            return end

        def done(typed: str) -> None:
            self._close()
            written(typed)
            self.over.emit()

        self._area = area
        self._editor = NameEditor(self._canvas, words, done, over(left or (lambda: None)))
        self._editor.setText(text)
        self._editor.selectAll()
        self._place()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_at(self, point: QPointF, words: str, written: Written, left: Callable[[], object] | None = None) -> None:
        """Open an empty line around a point of the board."""

        def area() -> QRectF:
            at = self._canvas.camera.to_screen(point)
            return QRectF(at.x(), at.y(), 0, 0)

        self.begin(words, "", area, written, left)

    def flush(self) -> None:
        """Be done with what is being written."""
        if self._editor is not None:
            self._editor.editingFinished.emit()

    def give_up(self) -> None:
        """Leave what is being written."""
        if self._editor is not None:
            self._editor.give_up()

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            if editor.hasFocus():
                # Before the line goes, or Qt would look for the next place to type, and the board would select it.
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.hide()
            editor.deleteLater()

    def _place(self) -> None:
        if self._editor is None:
            return
        area = self._area()
        height = self._editor.sizeHint().height()
        width = min(max(round(area.width()) + 4 * S, _LEAST), _MOST)
        left = round(area.center().x() - width / 2)
        left = min(max(left, 0), max(self._canvas.width() - width, 0))
        top = min(max(round(area.center().y() - height / 2), 0), max(self._canvas.height() - height, 0))
        self._editor.setGeometry(left, top, width, height)
