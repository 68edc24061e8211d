"""Which part of the board is on the screen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

SMALLEST, LARGEST = 0.1, 4.0
"""How small and how large the board may be shown, 1 being its usual size."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Shows the board's point (``x``, ``y``) in the upper left corner, ``scale`` pixels for each of its units."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0

    def to_screen(self, point: QPointF) -> QPointF:
        """Where a point of the board is on the screen."""
        return QPointF((point.x() - self.x) * self.scale, (point.y() - self.y) * self.scale)

    def to_board(self, point: QPointF) -> QPointF:
        """Which point of the board is there on the screen."""
        return QPointF(point.x() / self.scale + self.x, point.y() / self.scale + self.y)

    def rect_to_screen(self, rect: QRectF) -> QRectF:
        """Where a part of the board is on the screen."""
        return QRectF(self.to_screen(rect.topLeft()), rect.size() * self.scale)

    def rect_to_board(self, rect: QRectF) -> QRectF:
        """Which part of the board is there on the screen."""
        return QRectF(self.to_board(rect.topLeft()), rect.size() / self.scale)

    @property
    def transform(self) -> QTransform:
        """For a painter that draws the board as it is on the screen."""
        return QTransform.fromScale(self.scale, self.scale).translate(-self.x, -self.y)

    def moved(self, dx: float, dy: float) -> Camera:
        """The board as shown after it was pushed so many pixels to the right and down."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, factor: float, about: QPointF) -> Camera:
        """Shown larger by a factor, within bounds; what is at a point of the screen stays there."""
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        fixed = self.to_board(about)
        return Camera(fixed.x() - about.x() / scale, fixed.y() - about.y() / scale, scale)

    @staticmethod
    def fitted(rect: QRectF, size: QSizeF, most: float = 1.0) -> Camera:
        """Shows a part of the board in the middle, as large as it goes but no larger than ``most``."""
        if rect.isEmpty() or size.isEmpty():
            return Camera(rect.center().x() - size.width() / 2, rect.center().y() - size.height() / 2)
        scale = min(size.width() / rect.width(), size.height() / rect.height(), most)
        scale = max(scale, SMALLEST)
        centre = rect.center()
        return Camera(centre.x() - size.width() / scale / 2, centre.y() - size.height() / scale / 2, scale)
