"""Finding room among many rectangles: where the words of ties can stand without covering one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import floor

from PySide6.QtCore import QRectF

_CELL = 90.0

Cell = tuple[int, int]


class Crowd:
    """Rectangles by key, kept by the squares of a grid that they touch, so that neighbours are found at once."""

    def __init__(self) -> None:
        self._rects: dict[Hashable, QRectF] = {}
        self._cells: dict[Cell, set[Hashable]] = {}

    def put(self, key: Hashable, rect: QRectF) -> None:
        """Let something stand there, and no longer where it stood before."""
        self.remove(key)
        self._rects[key] = rect
        for cell in _cells(rect):
            self._cells.setdefault(cell, set()).add(key)

    def remove(self, key: Hashable) -> None:
        """Forget something."""
        rect = self._rects.pop(key, None)
        if rect is not None:
            for cell in _cells(rect):
                self._cells[cell].discard(key)

    def clear(self) -> None:
        """Forget everything."""
        self._rects.clear()
        self._cells.clear()

    def covered(self, rect: QRectF, key: Hashable) -> float:
        """How much of a rectangle is covered by others than its own, in square units."""
        seen: set[Hashable] = {key}
        area = 0.0
        for cell in _cells(rect):
            for other in self._cells.get(cell, ()):
                if other not in seen:
                    seen.add(other)
                    shared = rect & self._rects[other]
                    area += max(shared.width(), 0.0) * max(shared.height(), 0.0)
        return area


def _cells(rect: QRectF) -> Iterator[Cell]:
    for column in range(floor(rect.left() / _CELL), floor(rect.right() / _CELL) + 1):
        for row in range(floor(rect.top() / _CELL), floor(rect.bottom() / _CELL) + 1):
            yield column, row
