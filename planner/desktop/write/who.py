"""Whom the text names: with Ctrl held, a name of the cast shows who that is, and a click goes there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from planner.desktop.going import go_to_cast
from planner.desktop.write.editor import ProseEditor
from planner.desktop.write.offsets import python_offset, qt_offset
from planner.domain.changes import ChangeSet

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.write.who_card import WhoCard
    from planner.domain.outline import PersonId, StoryId
    from planner.domain.presence import Names

_CTRL = Qt.KeyboardModifier.ControlModifier
_OURS = QTextFormat.Property.UserProperty.value + 64
"""On the underline of a name, to tell it from other selections."""


class WhoIsThis(QObject):
    """Watches the mouse over editors, and reads a paragraph only while Ctrl is held over it."""

    def __init__(self, desk: Desk, editors: Iterable[ProseEditor], page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._editors = {editor.viewport(): editor for editor in editors}
        self._names: tuple[StoryId, Names] | None = None
        self._card: WhoCard | None = None
        self._shown: tuple[ProseEditor, QTextCursor, tuple[PersonId, ...]] | None = None
        self._by_key = False
        self._last = next(iter(self._editors.values()))
        for viewport, editor in self._editors.items():
            viewport.setMouseTracking(True)
            viewport.installEventFilter(self)
            editor.installEventFilter(self)
        desk.bus.changed.connect(self._follow)
        desk.commands.bind("write.who", self._ask)

    # --- the mouse ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOUSE and isinstance(event, QMouseEvent) and watched in self._editors:
            return self._take_mouse(self._editors[watched], event)
        if kind in _KEYS and isinstance(event, QKeyEvent) and isinstance(watched, ProseEditor):
            self._take_key(watched, event)
        elif kind == QEvent.Type.FocusIn and isinstance(watched, ProseEditor):
            self._last = watched
        elif kind in _LEAVING and self._shown is not None:
            self.hide()
        return False

    def _take_mouse(self, editor: ProseEditor, event: QMouseEvent) -> bool:
        """Follow the mouse; True for a click that went to somebody."""
        if event.type() == QEvent.Type.MouseMove:
            if event.modifiers() == _CTRL and not event.buttons():
                self._look(editor, event.position())
            elif self._shown is not None and not self._by_key:
                self.hide()
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.modifiers() == _CTRL:
            self._look(editor, event.position())
        if self._shown is None or self._by_key or event.button() != Qt.MouseButton.LeftButton:
            self.hide()
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._go()
        return True

    def _take_key(self, editor: ProseEditor, event: QKeyEvent) -> None:
        is_ctrl = event.key() == Qt.Key.Key_Control
        if event.type() == QEvent.Type.KeyRelease:
            if is_ctrl and not self._by_key:
                self.hide()
        elif is_ctrl and self._shown is None and editor.viewport().underMouse():
            self._look(editor, QPointF(editor.viewport().mapFromGlobal(QCursor.pos())))
        elif not (self._by_key and Qt.Key(event.key()) in _MODIFIERS) and not is_ctrl:
            # The keys that ask once more begin with modifiers; with Ctrl held for the mouse, Alt makes AltGr of it.
            self.hide()

    def _look(self, editor: ProseEditor, point: QPointF) -> None:
        """Show who is named under a point of an editor's viewport, or nobody."""
        offset = QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
        layout = editor.document().documentLayout()
        position = layout.hitTest(point + offset, Qt.HitTestAccuracy.ExactHit)
        self._show(editor, position, by_key=False)

    # --- the keyboard ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Show who is named at the cursor; asked again, go there."""
        if self._shown is not None and self._by_key:
            self._go()
            return
        # From a menu or the quick jump, the focus is not in the text, and its cursor still is.
        if self._last.isVisible():
            self._show(self._last, self._last.textCursor().position(), by_key=True)
        if self._shown is None:
            self._desk.notices.say(self.tr("Nobody of the cast is named at the cursor."))

    # --- showing -----------------------------------------------------------------------------------------

    def _show(self, editor: ProseEditor, position: int, by_key: bool) -> None:
        found = self._named_at(editor, position) if position >= 0 else None
        if found is None:
            self.hide()
            return
        name, people = found
        if self._shown is not None and self._shown[1] == name and self._by_key is by_key:
            return
        self.hide()
        self._shown, self._by_key = (editor, name, people), by_key
        _underline(editor, name)
        if not by_key:
            editor.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._open_card(editor, name, people)

    def _open_card(self, editor: ProseEditor, name: QTextCursor, people: tuple[PersonId, ...]) -> None:
        from planner.desktop.write.who_card import WhoCard

        if self._card is None:
            self._card = WhoCard(self._desk, self._page)
        place = self._desk.place
        scene_id = editor.prose.scene_id(editor.prose.scene_at(name.position()))
        start = QTextCursor(name)
        start.setPosition(name.selectionStart())
        corner = editor.viewport().mapToGlobal(editor.cursorRect(start).bottomLeft() + QPoint(0, 2))
        self._card.show_people(people, place.chapter_id, scene_id, self._by_key)
        self._card.open_below(corner, editor.cursorRect(start).height())

    def hide(self) -> None:
        """Show nobody."""
        if self._shown is None:
            return
        editor = self._shown[0]
        self._shown = None
        _underline(editor, None)
        editor.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        if self._card is not None:
            self._card.hide()

    def _go(self) -> None:
        if self._shown is not None:
            people = self._shown[2]
            self.hide()
            go_to_cast(self._desk, "person", people[0])

    # --- names -------------------------------------------------------------------------------------------

    def _named_at(self, editor: ProseEditor, position: int) -> tuple[QTextCursor, tuple[PersonId, ...]] | None:
        """The name a position is in or at the edge of, selected, and who goes by it."""
        names = self._known()
        block = editor.document().findBlock(position)
        if names is None or not block.isValid():
            return None
        text = block.text()
        at = python_offset(text, position - block.position())
        for named in names.found_in(text):
            if named.start <= at <= named.end:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + qt_offset(text, named.start))
                end = block.position() + qt_offset(text, named.end)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                return cursor, named.people
        return None

    def _known(self) -> Names | None:
        """The names of the open story's cast, read once until the cast changes."""
        from planner.domain.presence import Names

        story_id = self._desk.place.story_id
        if story_id is None:
            return None
        if self._names is None or self._names[0] != story_id:
            people = self._desk.library.cast.people(story_id)
            self._names = story_id, Names({person.id: person.names for person in people})
        return self._names[1]

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("person"):
            self._names = None
            self.hide()


_MOUSE = {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease}
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
_LEAVING = {QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Wheel}
_MODIFIERS = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


def _underline(editor: ProseEditor, name: QTextCursor | None) -> None:
    """Underline a name, or none; other selections shown stay."""
    others = [each for each in editor.extraSelections() if not each.format.boolProperty(_OURS)]
    if name is not None:
        line = QTextEdit.ExtraSelection()
        line.cursor = name
        line.format.setProperty(_OURS, True)
        line.format.setFontUnderline(True)
        others.append(line)
    editor.setExtraSelections(others)
