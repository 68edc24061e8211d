"""Figures in a row: each a number with a few words beneath it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.desktop.theme import M, Theme
from planner.desktop.widgets.labels import label

_LEAST_WIDTH = 118
"""What one figure needs at a text scale of 1; where it has less, the row becomes two."""


class Figure(QWidget):
    """One number and what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = label("", "title")
        self._caption = label("", "small", wrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._value)
        column.addWidget(self._caption, 1)

    def show_figure(self, value: str, caption: str) -> None:
        """Show a number and its caption."""
        self._value.setText(value)
        self._caption.setText(caption)
        self.setAccessibleName(f"{value} {caption}")


class Figures(QWidget):
    """Several figures side by side, in as many rows as the width asks for."""

    def __init__(self, theme: Theme, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.figures = [Figure() for _ in range(count)]
        self._columns = 0
        self._shown = count
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(M)
        self._arrange(count)

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show numbers with their captions; with fewer than there is room for, the rest of the row stays free."""
        for figure, (value, caption) in zip(self.figures, figures, strict=False):
            figure.show_figure(value, caption)
        self._shown = min(len(figures), len(self.figures))
        self._keep_room()

    def _keep_room(self) -> None:
        """Hide what is not shown, but keep its room in the first row: columns stay in line from card to card."""
        for at, figure in enumerate(self.figures):
            policy = figure.sizePolicy()
            policy.setRetainSizeWhenHidden(at < self._columns)
            figure.setSizePolicy(policy)
            figure.setVisible(at < self._shown)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, figure in enumerate(self.figures):
            self._grid.addWidget(figure, at // columns, at % columns)
        for column in range(len(self.figures)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= len(self.figures) * _LEAST_WIDTH * self._theme.text_scale
        self._arrange(len(self.figures) if fits else -(-len(self.figures) // 2))
