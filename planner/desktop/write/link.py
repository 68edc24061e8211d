"""A small field at the cursor for the address of a link."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.desktop.theme import M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.write import formatting
from planner.desktop.write.blocks import text_kind
from planner.desktop.write.editor import ProseEditor
from planner.domain.prose.html import safe_link

_WIDTH = 380


class LinkField(QFrame):
    """Asks for the address of the text at the cursor, and puts the link on it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("link")
        self.setProperty("look", "panel")
        self.setAccessibleName(self.tr("Link"))
        self._editor: ProseEditor | None = None
        self._cursor = QTextCursor()
        self._address = QLineEdit()
        self._address.setObjectName("link.address")
        self._address.setAccessibleName(self.tr("Address of the link"))
        self._address.setPlaceholderText(self.tr("https://…"))
        self._address.returnPressed.connect(self._apply)
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("link.problem")
        self._remove = button(self.tr("Remove link"), "link.remove", self._take_away, "quiet")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._address, 1)
        row.addWidget(button(self.tr("Link"), "link.apply", self._apply, "primary"))
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.setMinimumWidth(_WIDTH)

    def open_at(self, editor: ProseEditor) -> None:
        """Ask for the link of what is selected in the editor, or of the word at its cursor."""
        self._editor = editor
        self._cursor = editor.linked()
        href = text_kind(self._cursor.charFormat()).href
        self._address.setText(href or "")
        self._remove.setVisible(href is not None)
        self._problem.hide()
        self.adjustSize()
        below = editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft() + QPoint(0, S))
        room = editor.screen().availableGeometry()
        self.move(
            min(below.x(), room.right() - self.width()),
            below.y() if below.y() + self.height() < room.bottom() else below.y() - self.height() - 4 * S,
        )
        self.show()
        self._address.setFocus(Qt.FocusReason.PopupFocusReason)
        self._address.selectAll()

    def _apply(self) -> None:
        href = whole_address(self._address.text())
        if href is None:
            self._problem.setText(self.tr("A link begins with https:// or mailto:, or is an address like example.org."))
            self._problem.show()
            self.adjustSize()
            return
        self._set(href)

    def _take_away(self) -> None:
        self._set(None)

    def _set(self, href: str | None) -> None:
        assert self._editor is not None
        if not self._cursor.hasSelection() and href is not None:
            start = self._cursor.position()
            self._cursor.insertText(href)
            self._cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        formatting.set_link(self._cursor, href)
        self._cursor.setPosition(self._cursor.selectionEnd())
        self._editor.setTextCursor(self._cursor)
        self._leave()

    def _leave(self) -> None:
        self.close()
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


def whole_address(text: str) -> str | None:
    """The address to link to; one that begins like a site's name is taken to be on the web."""
    text = text.strip()
    if not text or any(character.isspace() for character in text):
        return None
    name = text.partition("/")[0]
    if ":" not in name and "@" in name:
        text = f"mailto:{text}"
    elif ":" not in name and "." in name.strip("."):
        text = f"https://{text}"
    return safe_link(text)
