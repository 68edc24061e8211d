"""A dialog with a few sentences and a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label

_WIDTH = 460


class Message(QDialog):
    """Says something and waits for the author to choose one of ``choices``, pairs of a key and a button's words.

    The first choice is the one Enter takes; Escape takes the last.
    """

    def __init__(
        self,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setWindowTitle(self.tr("Longfic"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.choice = choices[-1][0]
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        heading = label(title, "title", wrap=True)
        column.addWidget(heading)
        body = label(text, wrap=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(body)
        if details:
            small = label(details, "small", wrap=True)
            small.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(small)
        row = QHBoxLayout()
        row.setContentsMargins(0, L, 0, 0)
        row.setSpacing(S)
        row.addStretch()
        for key, words in reversed(choices):
            first = key == choices[0][0]
            made = button(words, f"message.{key}", kind="primary" if first else "plain")
            made.setDefault(first)
            made.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            row.addWidget(made)
            last = made
        column.addLayout(row)
        last.setFocus()
        self.setMinimumWidth(_WIDTH)

    def _choose(self, key: str) -> None:
        self.choice = key
        self.accept()

    def ask(self) -> str:
        """Show the dialog; the key of what was chosen."""
        self.exec()
        return self.choice
