"""Where a table is pasted that comes from no file, as NaNoWriMo's site shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from planner.desktop.theme import XL, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label

_WIDTH, _HEIGHT = 560, 420


class PasteTable(QDialog):
    """Takes the text of a table; `text` says what it is once the dialog is accepted."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paste_table")
        self.setWindowTitle(self.tr("Paste a table of words"))
        self.resize(_WIDTH, _HEIGHT)
        self._field = QPlainTextEdit()
        self._field.setObjectName("paste_table.text")
        self._field.setAccessibleName(self.tr("Table"))
        self._field.setPlaceholderText(self.tr("Nov 1, 2023\t1667\nNov 2, 2023\t1204"))
        self._field.setTabChangesFocus(True)
        self._field.setPlainText(text)
        self._field.textChanged.connect(self._enable)
        self._go = button(self.tr("Look at it"), "paste_table.go", self.accept, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(
            label(
                self.tr(
                    "Copy the table where it is, and paste it here: a day and its words in each row. Nothing is added "
                    "before you have seen what it comes to."
                ),
                wrap=True,
            )
        )
        column.addWidget(self._field, 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "paste_table.cancel", self.reject))
        row.addWidget(self._go)
        column.addLayout(row)
        self._enable()
        self._field.setFocus()

    @property
    def text(self) -> str:
        """What was pasted."""
        return self._field.toPlainText()

    def _enable(self) -> None:
        self._go.setEnabled(bool(self.text.strip()))
