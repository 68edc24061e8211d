"""The sheet of paper: what stands above the text, the text, and what stands below it, scrolled as one.

A QTextEdit as high as its text would lay out the whole of it at once and grow with every line. Here the editor is as
high as the window at most; it is moved while what is above or below it is in view, and scrolls by itself between.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSizeF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QTextEdit, QWidget

from planner.desktop.theme import XL, L, S
from planner.desktop.write.document import ProseDocument
from planner.desktop.write.editor import ProseEditor

_SIDE = 4
"""Room beside the text for the cursor at the ends of a line, in pixels."""
HANG = 9
"""Header and footer reach beyond the measure by so much: what the border of a field puts before its first letter."""
_LEAST_HEIGHT = 0.45
"""The part of the window that an empty chapter offers to click on."""
_TOP = 40
_BOTTOM = 96
_TYPING_LINES = 3
_DONE_BY_THE_AUTHOR = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Drop}
)


class Sheet(QAbstractScrollArea):
    """Shows a header, an editor and a footer as one page, centred in the given measure."""

    def __init__(self, header: QWidget, editor: ProseEditor, footer: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = header
        self._editor = editor
        self._footer = footer
        self._document: ProseDocument | None = None
        self._measure = 640
        self._text_height = 0
        self._moving = False
        self._anchor: int | None = None
        self._wanted: int | None = None
        self._typewriter = False
        self._typed = False
        self.setObjectName("sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "raised")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(editor)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        for each in (header, editor, footer):
            each.setParent(self.viewport())
        for each in (header, footer):
            each.installEventFilter(self)
        # Stretching the column by so much keeps the letters themselves in the measure.
        editor.setViewportMargins(_SIDE, 0, _SIDE, 0)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)
        editor.verticalScrollBar().valueChanged.connect(self._follow_editor)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)
        editor.verticalScrollBar().rangeChanged.connect(self._arrange)
        editor.cursorPositionChanged.connect(partial(self._show_cursor, editor))

    # --- what is shown -----------------------------------------------------------------------------------

    def set_measure(self, width: int) -> None:
        """Make a full line of text this wide."""
        self._measure = width
        self._arrange()

    def set_typewriter(self, on: bool) -> None:
        """Keep the line that is typed in the middle of the window."""
        self._typewriter = on
        self._arrange()
        if on:
            self._typed = True
            self._show_cursor(self._editor)

    def open(self, document: ProseDocument) -> None:
        """Show another document in the editor."""
        if self._document is not None:
            self._document.qt.documentLayout().documentSizeChanged.disconnect(self._grow)
        self._document = document
        self._moving = True
        self._editor.open(document)
        self._moving = False
        document.qt.documentLayout().documentSizeChanged.connect(self._grow)
        self._text_height = 0
        self._arrange()

    # --- where everything is -----------------------------------------------------------------------------

    def _grow(self, size: QSizeF) -> None:
        self._text_height = round(size.height())
        self._arrange()

    def _heights(self) -> tuple[int, int, int, int]:
        """Heights of the header, of all the text, of the part of it the editor shows, and of the footer."""
        window = self.viewport().height()
        inner = self._editor.verticalScrollBar().maximum()
        text = max(self._text_height, self._editor.viewport().height() + inner if inner else 0)
        text = max(text, round(window * _LEAST_HEIGHT))
        return _TOP + self._height_of(self._header), text, min(text, window), self._height_of(self._footer)

    def _height_of(self, part: QWidget) -> int:
        width = self._column().width() + 2 * HANG
        return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()

    def _column(self) -> QRect:
        room = self.viewport().width() - 2 * XL
        width = max(min(self._measure, room), 120)
        return QRect((self.viewport().width() - width) // 2, 0, width, 0)

    def _arrange(self, *_what: object) -> None:
        """Set the range of the scroll bar by what there is to see."""
        if self._moving:
            return
        column = self._column()
        self._moving = True
        header, text, shown, footer = self._heights()
        self._editor.resize(column.width() + 2 * _SIDE, shown)
        header, text, shown, footer = self._heights()
        window = self.viewport().height()
        below = window // 2 if self._typewriter else 0
        self.verticalScrollBar().setRange(0, max(header + text + L + footer + _BOTTOM + below - window, 0))
        self.verticalScrollBar().setPageStep(window)
        self.verticalScrollBar().setSingleStep(self._editor.fontMetrics().lineSpacing())
        if self._wanted is not None:
            self.verticalScrollBar().setValue(self._wanted)
        self._moving = False
        self._place()

    def _follow_parts(self) -> None:
        """The header or the footer took another height, perhaps because something is written in it."""
        self._arrange()
        focus = self.focusWidget()
        if isinstance(focus, QTextEdit) and focus.hasFocus() and focus is not self._editor:
            self._show_cursor(focus)

    def _place(self) -> None:
        """Put the three parts where the scroll bar says."""
        if self._moving:
            return
        self._moving = True
        value = self.verticalScrollBar().value()
        column = self._column()
        header, text, shown, footer = self._heights()
        inner = max(min(value - header, text - shown), 0)
        left, width = column.left() - HANG, column.width() + 2 * HANG
        self._header.setGeometry(left, _TOP - value, width, header - _TOP)
        self._editor.setGeometry(column.left() - _SIDE, header + inner - value, column.width() + 2 * _SIDE, shown)
        self._editor.verticalScrollBar().setValue(inner)
        self._footer.setGeometry(left, header + text + L - value, width, footer)
        self._moving = False

    def _follow_editor(self, inner: int) -> None:
        """The editor scrolled by itself, to show its cursor or by Page Down."""
        if self._moving:
            return
        if self._wanted is not None:
            self._place()
            return
        header, text, shown, _ = self._heights()
        bar = self.verticalScrollBar()
        if inner <= 0:
            bar.setValue(min(bar.value(), header))
        elif inner >= text - shown:
            bar.setValue(max(bar.value(), header + text - shown))
        else:
            bar.setValue(header + inner)
        self._place()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- the cursor --------------------------------------------------------------------------------------

    def show_also(self, *parts: QWidget) -> None:
        """Scroll to these parts of the header and footer when they get the focus, and to the cursor of a text."""
        for part in parts:
            part.installEventFilter(self)
            if isinstance(part, QTextEdit):
                part.cursorPositionChanged.connect(partial(self._show_cursor, part))

    def _show_cursor(self, editor: QTextEdit) -> None:
        """Scroll so that a text's cursor is on the screen, with some lines beneath it while typing goes on."""
        rect = editor.cursorRect()
        if rect.isNull() or not editor.isVisible():
            return
        place = QRect(editor.viewport().mapTo(self.viewport(), rect.topLeft()), rect.size())
        bar = self.verticalScrollBar()
        if self._typed and editor is self._editor and self._is_at_top(rect):
            bar.setValue(0)
        elif self._typed and self._typewriter and editor is self._editor:
            bar.setValue(bar.value() + place.center().y() - self.viewport().height() // 2)
        else:
            self._show(place, rect.height() * _TYPING_LINES if self._typed else S)

    def _is_at_top(self, cursor: QRect) -> bool:
        """Whether the cursor is in the first line, and that is on the screen together with what is above it."""
        inside = self._editor.verticalScrollBar().value() + cursor.bottom()
        return inside <= cursor.height() * 2 and self._heights()[0] + inside < self.viewport().height()

    def _show(self, place: QRect, below: int) -> None:
        """Scroll as little as shows a place, with so much beneath it."""
        self._wanted = None
        window = self.viewport().height()
        bar = self.verticalScrollBar()
        if place.bottom() > window - below:
            bar.setValue(bar.value() + place.bottom() - window + below)
        elif place.top() < S:
            bar.setValue(bar.value() + place.top() - S)

    def scroll_to(self, value: int) -> None:
        """Scroll to where the author was, laying out the text so far if need be.

        The sheet stays there, however the window around it finds its size, until the author does something.
        """
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            self._editor.document().documentLayout().documentSize()
        bar.setValue(value)
        self._wanted = value

    def _let_go(self, _action: int) -> None:
        """The scroll bar itself was used."""
        self._wanted = None

    def centre_cursor(self) -> None:
        """Scroll so that the text cursor is a third down the screen, for something that was jumped to."""
        self._wanted = None
        rect = self._editor.cursorRect()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._editor.y() + rect.top() - self.viewport().height() // 3)

    # --- events of the parts -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _DONE_BY_THE_AUTHOR:
            self._wanted = None
        if watched in (self._header, self._footer):
            if kind == QEvent.Type.LayoutRequest:
                QTimer.singleShot(0, self, self._follow_parts)
        elif isinstance(watched, QWidget) and kind == QEvent.Type.FocusIn and not isinstance(watched, QTextEdit):
            self._show(QRect(watched.mapTo(self.viewport(), QPoint()), watched.size()), S)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typed = True
            if watched is self._editor and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
                # The cursor may be there already, and only the page have been scrolled away from it.
                QTimer.singleShot(0, self, partial(self._show_cursor, self._editor))
        elif watched is self._editor.viewport():
            if kind == QEvent.Type.Wheel:
                # The page scrolls, not the text within it.
                event.ignore()
                self.viewport().event(event)
                return True
            if kind == QEvent.Type.MouseButtonPress:
                self._typed = False
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wanted = None
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the text the mouse puts the cursor into the line it is level with."""
        self._wanted = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._typed = False
            cursor = self._cursor_level_with(event)
            self._anchor = cursor.position()
            self._editor.setTextCursor(cursor)
            self._editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is not None:
            cursor = self._cursor_level_with(event)
            position = cursor.position()
            cursor.setPosition(self._anchor)
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self._editor.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._anchor = None

    def _cursor_level_with(self, event: QMouseEvent) -> QTextCursor:
        inside = self._editor.viewport().mapFrom(self.viewport(), event.position().toPoint())
        room = self._editor.viewport().rect()
        x = max(min(inside.x(), room.right()), room.left())
        y = max(min(inside.y(), room.bottom()), room.top())
        return self._editor.cursorForPosition(QPoint(x, y))
