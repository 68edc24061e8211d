"""The editor of prose: typing, deleting, pasting and formatting in a document of scenes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QWidget

from planner.desktop.settings import PASTE_LIMIT, SMART_DASHES, SMART_ELLIPSES, SMART_QUOTES, Settings
from planner.desktop.write import formatting
from planner.desktop.write.blocks import (
    HEADINGS,
    IMAGE_OBJECT,
    LIST_KINDS,
    PLAIN,
    BlockKind,
    Reader,
    block_kind,
    text_kind,
)
from planner.desktop.write.clipboard import Pasted, can_paste, mime_of, prose_of, selected_prose
from planner.desktop.write.document import ProseDocument
from planner.desktop.write.offsets import qt_length, qt_slice
from planner.desktop.write.pictures import PicturePlaceholder
from planner.domain.errors import PlannerError
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import Align, Block, Mark
from planner.domain.prose.scenes import is_break_text
from planner.domain.prose.smart import smart_replacement

_KEEP = QTextCursor.MoveMode.KeepAnchor
_MOVE = QTextCursor.MoveMode.MoveAnchor
_Key = QKeySequence.StandardKey
_Operation = QTextCursor.MoveOperation

_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
_VERTICAL = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
# Keys that delete, with what they would select to delete it.
_DELETING = (
    (_Key.DeleteStartOfWord, _Operation.PreviousWord),
    (_Key.DeleteEndOfWord, _Operation.NextWord),
    (_Key.DeleteEndOfLine, _Operation.EndOfBlock),
)
_BACKWARDS = frozenset({_Operation.PreviousWord, _Operation.PreviousCharacter})


@dataclass(frozen=True)
class FormatState:
    """What holds at the cursor, for the buttons of the format bar."""

    marks: frozenset[Mark] = frozenset()
    what: BlockKind = PLAIN
    href: str | None = None


class ProseEditor(QTextEdit):
    """Shows a `ProseDocument` and edits it. Scene breaks and rules in it are never written into."""

    format_changed = Signal()
    """Emitted when what holds at the cursor is another."""
    failed = Signal(object)
    """Emitted with a `PlannerError` when something could not be pasted."""
    left_out = Signal(object)
    """Emitted with the `Paste` when so many words were pasted that they do not count as written."""

    def __init__(self, name: str, settings: Settings, with_scenes: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._with_scenes = with_scenes
        self._prose: ProseDocument | None = None
        self._pictures = PicturePlaceholder(self)
        self._state = FormatState()
        self._cuts: set[str] = set()
        self._moves_text = False
        self._menu: tuple[QAction, ...] = ()
        self.placeholder = ""
        self.setObjectName(name)
        self.setProperty("look", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.cursorPositionChanged.connect(self._tell_format)
        self.currentCharFormatChanged.connect(self._tell_format)

    # --- the document ------------------------------------------------------------------------------------

    @property
    def prose(self) -> ProseDocument:
        """The document on screen."""
        assert self._prose is not None, "an editor is shown with a document"
        return self._prose

    def open(self, document: ProseDocument) -> None:
        """Show a document; the cursor stands at its beginning."""
        self._prose = document
        document.qt.documentLayout().registerHandler(IMAGE_OBJECT, self._pictures)
        # Qt gives a document the font of the widget whenever that changes, so it must be the same.
        self.setFont(document.formats.style.font)
        self.setDocument(document.qt)
        self._leave_fixed(forward=True)
        self._tell_format()

    def select_range(self, start: int, end: int) -> None:
        """Select the text between two positions and show it."""
        cursor = self.prose.cursor(start)
        cursor.setPosition(self.prose.cursor(end).position(), _KEEP)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_idle_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_idle_undo(self, event: QKeyEvent) -> bool:
        """Whether undo or redo is the plan's because the text has nothing to undo.

        Not for a key held down: who takes back typing does not mean the plan behind it.
        """
        document = self.document()
        is_idle = (event.matches(_Key.Undo) and not document.isUndoAvailable()) or (
            event.matches(_Key.Redo) and not document.isRedoAvailable()
        )
        return is_idle and not event.isAutoRepeat()

    # --- keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif _is_typing(event):
            self._prepare_typing(event.text())
            before = self._before_cursor(event.text())
            super().keyPressEvent(event)
            self._polish(before, event.text())
        elif not self._press(event):
            position = self.textCursor().position()
            super().keyPressEvent(event)
            forward = self.textCursor().position() >= position
            self._leave_fixed(forward, event.key() in _VERTICAL, bool(event.modifiers() & _SHIFT))

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False leaves it to Qt."""
        key, shift = event.key(), bool(event.modifiers() & _SHIFT)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._enter()
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._tab(back=shift or key == Qt.Key.Key_Backtab)
        deleting = _deletion(event)
        if deleting is not None:
            return self._delete(deleting)
        if event.matches(_Key.Cut):
            self.cut()
            return True
        if event.matches(_Key.Paste):
            self.paste()
            return True
        return False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        text = event.commitString()
        if not text:
            super().inputMethodEvent(event)
            return
        self._prepare_typing(text)
        before = self._before_cursor(text)
        super().inputMethodEvent(event)
        self._polish(before, text)

    def _prepare_typing(self, text: str) -> None:
        """See that what is typed goes where it may, and that one undo takes back a word, not a page."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            self.setTextCursor(formatting.out_of_fixed(cursor))
        else:
            self._leave_fixed(forward=True)
            cursor = self.textCursor()
        before = self.document().characterAt(cursor.position() - 1)
        if not text.isspace() and (cursor.atBlockStart() or before.isspace()):
            # Qt joins a key to the step before only in a document that counts as modified.
            self.document().setModified(False)
        if cursor.charFormat().isAnchor() and not cursor.hasSelection():
            self._leave_link(cursor)

    def _leave_link(self, cursor: QTextCursor) -> None:
        """What is typed behind a link does not belong to it."""
        if cursor.position() == formatting.link_around(cursor).selectionEnd():
            like = text_kind(cursor.charFormat())
            kind = block_kind(cursor.blockFormat()).kind
            self.setCurrentCharFormat(self.prose.formats.text(like.marks, None, kind))

    # --- smart punctuation -------------------------------------------------------------------------------

    def _before_cursor(self, typed: str) -> str | None:
        """The paragraph's text before the cursor, if what is typed could be punctuation or end a word."""
        if len(typed) != 1 or typed.isalnum():
            return None
        cursor = self.textCursor()
        start = cursor.selectionStart()
        block = self.document().findBlock(start)
        return qt_slice(block.text(), 0, start - block.position())

    def _polish(self, before: str | None, typed: str) -> None:
        """Put typographic punctuation in the place of what was typed, as a step of its own."""
        replacement = None if before is None else smart_replacement(before, typed)
        if before is None or replacement is None:
            return
        setting = _SMART.get(replacement.insert, SMART_QUOTES)
        cursor = self.textCursor()
        if not self._settings.get(setting) or Mark.CODE in text_kind(cursor.charFormat()).marks:
            return
        gone = qt_length(before[len(before) - replacement.delete :]) + 1
        with formatting.one_step(cursor):
            cursor.setPosition(cursor.position() - gone, _KEEP)
            cursor.insertText(replacement.insert)
        self.setTextCursor(cursor)

    # --- paragraphs --------------------------------------------------------------------------------------

    def _enter(self) -> None:
        cursor = formatting.out_of_fixed(self.textCursor())
        if formatting.is_fixed(cursor.block()):
            self._leave_fixed(forward=True)
            cursor = self.textCursor()
        block = cursor.block()
        what = block_kind(block.blockFormat())
        is_plain = what.kind is Block.PARAGRAPH and not what.quote
        if self._with_scenes and is_plain and cursor.atBlockEnd() and is_break_text(block.text()):
            self._break_typed(cursor)
        elif block.length() == 1 and (what.kind in LIST_KINDS or what.quote):
            formatting.change_blocks(cursor, self.prose.formats, _outward)
        else:
            self._split_paragraph(cursor, what)
        self.setTextCursor(cursor)

    def _split_paragraph(self, cursor: QTextCursor, what: BlockKind) -> None:
        formats = self.prose.formats
        with formatting.one_step(cursor):
            cursor.removeSelectedText()
            at_end, at_start = cursor.atBlockEnd(), cursor.atBlockStart()
            like = text_kind(cursor.charFormat())
            if what.kind not in HEADINGS:
                cursor.insertBlock(cursor.blockFormat(), formats.text(like.marks, None, what.kind))
            elif at_start and not at_end:
                cursor.insertBlock()
                above = cursor.block().previous()
                formatting.set_kind(above, replace(what, kind=Block.PARAGRAPH), formats)
            elif at_end:
                cursor.insertBlock(formats.block(replace(what, kind=Block.PARAGRAPH)), formats.text())
            else:
                cursor.insertBlock()

    def _break_typed(self, cursor: QTextCursor) -> None:
        """Make a scene break of the ornaments on a line of their own."""
        with formatting.one_step(cursor):
            cursor.movePosition(_Operation.StartOfBlock, _KEEP)
            cursor.removeSelectedText()
            formatting.insert_break(cursor, self.prose.new_key(), self.prose.formats)

    def _tab(self, back: bool) -> bool:
        """Move list items in or out; elsewhere Tab leaves the text."""
        cursor = self.textCursor()
        if block_kind(cursor.blockFormat()).kind not in LIST_KINDS:
            # QTextEdit's own refuses unless Tab always leaves it, and then list items could not be moved.
            QWidget.focusNextPrevChild(self, not back)
            return True
        formatting.change_blocks(cursor, self.prose.formats, formatting.indented(-1 if back else 1))
        self._tell_format()
        return True

    def _delete(self, operation: QTextCursor.MoveOperation) -> bool:
        cursor = self.textCursor()
        backwards = operation in _BACKWARDS
        self.document().setModified(False)
        if cursor.hasSelection():
            self.setTextCursor(formatting.out_of_fixed(cursor))
            return False
        block = cursor.block()
        if backwards and cursor.atBlockStart():
            what = block_kind(block.blockFormat())
            if formatting.is_fixed(block.previous()):
                self.setTextCursor(_after(formatting.remove_fixed(block.previous())))
                return True
            if what.kind in LIST_KINDS or what.quote:
                formatting.change_blocks(cursor, self.prose.formats, _outward)
                self._tell_format()
                return True
        elif not backwards and cursor.atBlockEnd() and formatting.is_fixed(block.next()):
            formatting.remove_fixed(block.next())
            return True
        return False

    # --- formatting --------------------------------------------------------------------------------------

    @property
    def state(self) -> FormatState:
        """What holds at the cursor."""
        return self._state

    def toggle_mark(self, mark: Mark) -> None:
        """Mark the selection, or what is typed next; take the mark away where it is set."""
        cursor = formatting.out_of_fixed(self.textCursor())
        on = not formatting.has_mark(cursor, mark)
        formatting.set_mark(cursor, mark, on)
        self._keep_selection(cursor)

    def set_align(self, align: Align) -> None:
        """Set how the paragraphs are aligned."""
        self._change(lambda what: replace(what, align=align))

    def toggle_kind(self, kind: Block) -> None:
        """Make the paragraphs a heading or a list, or plain paragraphs again."""
        wanted = formatting.toggled(kind)(block_kind(self.textCursor().blockFormat())).kind
        level = 0 if wanted not in LIST_KINDS else None
        self._change(lambda what: replace(what, kind=wanted, level=what.level if level is None else level))

    def toggle_quote(self) -> None:
        """Make the paragraphs a quotation, or take them out of it."""
        depth = 0 if block_kind(self.textCursor().blockFormat()).quote else 1
        self._change(lambda what: replace(what, quote=depth))

    def _change(self, change: Callable[[BlockKind], BlockKind]) -> None:
        cursor = self.textCursor()
        formatting.change_blocks(cursor, self.prose.formats, change)
        self._keep_selection(cursor)

    def clear_formatting(self) -> None:
        """Take all marks, or of a paragraph without a selection what else it is."""
        cursor = self.textCursor()
        formatting.clear(cursor, self.prose.formats)
        self._keep_selection(cursor)

    def linked(self) -> QTextCursor:
        """The text a link would be put on: the selection, the link at the cursor, or the word there."""
        cursor = formatting.link_around(self.textCursor())
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor

    def insert_break(self) -> None:
        """End the scene at the cursor and begin another."""
        cursor = formatting.out_of_fixed(self.textCursor())
        if self._with_scenes and not formatting.is_fixed(cursor.block()):
            formatting.insert_break(cursor, self.prose.new_key(), self.prose.formats)
            self.setTextCursor(cursor)

    def _keep_selection(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self._tell_format()

    def _tell_format(self, *_what: object) -> None:
        if self._prose is None:
            return
        cursor = self.textCursor()
        like = text_kind(cursor.charFormat() if cursor.hasSelection() else self.currentCharFormat())
        state = FormatState(like.marks, block_kind(cursor.blockFormat()), like.href)
        if state != self._state:
            self._state = state
            self.format_changed.emit()

    # --- the clipboard -----------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        return mime_of(selected_prose(self.textCursor(), Reader()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if can_paste(source) and not self.isReadOnly():
            self._insert(source, plain=False)

    def cut(self) -> None:
        """Put the selection on the clipboard and take it out of the text."""
        cursor = formatting.out_of_fixed(self.textCursor())
        if not cursor.hasSelection() or self.isReadOnly():
            return
        name = uuid4().hex
        self._cuts.add(name)
        QGuiApplication.clipboard().setMimeData(mime_of(selected_prose(cursor, Reader()), name))
        with formatting.one_step(cursor):
            cursor.removeSelectedText()
        self.setTextCursor(cursor)

    def paste_plain(self) -> None:
        """Paste the words alone."""
        source = QGuiApplication.clipboard().mimeData()
        if can_paste(source) and not self.isReadOnly():
            self._insert(source, plain=True)

    def _insert(self, source: QMimeData, plain: bool) -> None:
        try:
            pasted = prose_of(source, plain)
        except PlannerError as error:
            self.failed.emit(error)
            return
        cursor = formatting.out_of_fixed(self.textCursor())
        if formatting.is_fixed(cursor.block()):
            self._leave_fixed(forward=True)
            cursor = self.textCursor()
        new_key = self.prose.new_key if self._with_scenes else None
        formatting.insert_prose(cursor, pasted.prose, self.prose.formats, new_key)
        self._note_paste(pasted)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _note_paste(self, pasted: Pasted) -> None:
        """Few words count as typed. Words only moved were taken off the count when cut, and are put on it again."""
        if pasted.cut in self._cuts:
            self._cuts.discard(pasted.cut)
        elif not self._moves_text:
            words = count_words(pasted.prose)
            if words >= self._settings.get(PASTE_LIMIT):
                self.left_out.emit(self.prose.note_paste(words))

    def dropEvent(self, event: QDropEvent) -> None:
        own = event.source() in (self, self.viewport())
        self._moves_text = own and event.dropAction() == Qt.DropAction.MoveAction
        super().dropEvent(event)
        self._moves_text = False

    # --- the mouse ---------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if cursor.hasSelection():
            inside = formatting.out_of_fixed(cursor)
            if (inside.anchor(), inside.position()) != (cursor.anchor(), cursor.position()):
                self.setTextCursor(inside)
        elif formatting.is_fixed(cursor.block()):
            middle = self.cursorRect().center().y()
            self._leave_fixed(forward=event.position().y() >= middle)

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """Say what the context menu offers; Qt's own would cut and paste past our rules."""
        self._menu = tuple(actions)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addActions(self._menu)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _leave_fixed(self, forward: bool, vertical: bool = False, select: bool = False) -> None:
        """Take the cursor out of a break or rule it came into, going on in its direction."""
        cursor = self.textCursor()
        if not formatting.is_fixed(cursor.block()):
            return
        ways = (_Operation.Up, _Operation.Down) if vertical else (_Operation.PreviousCharacter, _Operation.NextBlock)
        for operation in (ways[forward], ways[not forward]):
            while formatting.is_fixed(cursor.block()) and cursor.movePosition(operation, _KEEP if select else _MOVE):
                pass
        self.setTextCursor(cursor)

    # --- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pictures.palette = self.palette()
        super().paintEvent(event)
        if self._prose is not None and self._with_scenes and len(self._prose.keys) > 1:
            self._paint_breaks(event)
        if self.placeholder and self.document().isEmpty():
            self._paint_placeholder()

    def _paint_placeholder(self) -> None:
        """Say what belongs here, on the line where it would be written; Qt's own leaves line heights out."""
        rect = QRectF(self.cursorRect())
        rect.setRight(self.viewport().width())
        painter = QPainter(self.viewport())
        painter.setFont(self.document().defaultFont())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, self.placeholder)

    def _paint_breaks(self, event: QPaintEvent) -> None:
        """Draw an ornament on each break that is on the screen.

        The block's own layout is asked, not the document's: that would lay out all that stands above.
        """
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block in self.prose.breaks:
            layout = block.layout()
            if layout.lineCount():
                # The leading above a line belongs to the block, but to no rectangle that Qt gives.
                height = layout.lineAt(0).rect().bottom()
                place = QRectF(layout.position() + offset, QSizeF(self.viewport().width(), height))
                if place.intersects(QRectF(event.rect())):
                    paint_ornament(painter, place, self.palette())


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SMART = {"—": SMART_DASHES, "…": SMART_ELLIPSES}


def paint_ornament(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    """Draw a scene break: a small diamond between two hairlines."""
    centre = rect.center()
    line, gap, side = 44.0, 14.0, 3.2
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    for direction in (-1, 1):
        start = centre + QPointF(direction * gap, 0)
        painter.drawLine(start, start + QPointF(direction * line, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.color(QPalette.ColorRole.PlaceholderText)))
    painter.save()
    painter.translate(centre)
    painter.rotate(45)
    painter.drawRect(QRectF(-side, -side, side * 2, side * 2))
    painter.restore()


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key puts text in (as Qt's own QInputControl::isAcceptableInput says)."""
    text = event.text()
    return bool(text) and event.modifiers() not in _COMMAND_KEYS and (text[0].isprintable() or text[0] >= "\u00a0")


def _deletion(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    """What a key would select to delete it; None if it deletes nothing."""
    if event.key() == Qt.Key.Key_Backspace and not event.modifiers() & ~(_SHIFT | _KEYPAD):
        return _Operation.PreviousCharacter
    if event.matches(_Key.Delete):
        return _Operation.NextCharacter
    return next((operation for standard, operation in _DELETING if event.matches(standard)), None)


def _outward(what: BlockKind) -> BlockKind:
    """One step out: of a list's level, of the list, of a quotation."""
    if what.kind in LIST_KINDS:
        return formatting.indented(-1)(what)
    return replace(what, quote=max(what.quote - 1, 0))


def _after(cursor: QTextCursor) -> QTextCursor:
    """The cursor one character on: at the start of the paragraph after."""
    cursor.movePosition(_Operation.NextCharacter)
    return cursor
