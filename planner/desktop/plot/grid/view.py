"""The tab Grid: the bar above the plot grid, the grid, and what stands in its place while it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class GridTab(QWidget):
    """The plot grid of the open story."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.grid")
