"""A band above a page that says something the author should know or can act on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from planner.desktop.icons import icon
from planner.desktop.theme import L, M, S, Theme
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.empty import Mark
from planner.desktop.widgets.labels import label


class Banner(QFrame):
    """One sentence or two with an icon and perhaps buttons; it stays until it is dismissed.

    A ``passing`` text goes by itself with `let_pass`. While `hold_back` is on, only warnings are shown.
    """

    def __init__(self, theme: Theme, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setProperty("look", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, S, S)
        row.setSpacing(M)
        self._row = row
        self._mark = Mark("info", theme, 18)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self._passing = False
        self._urgent = False
        self._held = False
        self._waiting = False
        row.addWidget(icon_button(icon("x", theme), self.tr("Dismiss"), f"{name}.dismiss", self.hide))
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, buttons: tuple[QPushButton, ...] = (), mark: str = "info", passing: bool = False) -> None:
        """Show a text with buttons and an icon, in place of what was shown before."""
        self._mark.show_icon(mark)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = list(buttons)
        for each in buttons:
            self._row.insertWidget(self._row.count() - 1, each)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._passing, self._urgent = passing, mark != "info"
        self._waiting = self._held and not self._urgent
        self.setVisible(not self._waiting)

    def let_pass(self) -> None:
        """Take a passing text away: the author has gone on."""
        if self._passing:
            self._passing = self._waiting = False
            self.hide()

    def hold_back(self, held: bool) -> None:
        """Show nothing but warnings, or show again what waited meanwhile."""
        self._held = held
        if held and not self._urgent and not self.isHidden():
            self._waiting = True
            self.hide()
        elif not held and self._waiting:
            self._waiting = False
            self.show()
