"""Where in the plot grid a dragged card would go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.desktop.plot.grid.layout import CardPlace, GridLayout
from planner.desktop.plot.grid.sheet import Cell
from planner.desktop.theme import RADIUS, S
from planner.domain.threads import BeatId


@dataclass(frozen=True, slots=True)
class Drop:
    """A cell, a place among its cards, and where to show it: the cell's rectangle and the height of a line in it."""

    cell: Cell
    position: int
    rect: QRect
    y: int

    def paint(self, painter: QPainter, colour: QColor, indent: int) -> None:
        """Draw a frame round the cell and a line where the card would go."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(QRectF(self.rect).adjusted(2.5, 2.5, -2.5, -2.5), RADIUS, RADIUS)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(self.rect.left() + indent, self.y, self.rect.right() - S, self.y)


def find_drop(
    cell: Cell, rect: QRect, places: Sequence[CardPlace], measures: GridLayout, y: int, going: Collection[BeatId]
) -> Drop:
    """Where cards that are ``going`` would stand if they were dropped at height ``y`` of a cell.

    The position is counted without them.
    """
    above = [place for place in places if place.rect.center().y() < y]
    position = sum(place.beat.id not in going for place in above)
    if above:
        line = above[-1].rect.bottom() + 1 + measures.gap // 2
    else:
        line = rect.top() + measures.top - measures.gap // 2 - 1
    return Drop(cell, position, rect, line)
