"""Choosing the square of a picture that becomes a portrait: moved by dragging, zoomed by the wheel, keys for both."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from planner.desktop.theme import XL, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label

_SIDE = 320
_STEP = 0.04
"""How far an arrow key moves the picture, by the side of the square."""
_CLOSEST = 6.0
"""How far one can zoom in: the whole of the shorter side is 1."""
_FACES = 0.3
"""Where the middle of an upright picture's square stands at first, by what could be moved: faces are high up."""
_WHEEL_STEP = 120 * 4


class CropView(QWidget):
    """A picture behind a square with a round window: what is seen through it is the portrait."""

    zoomed = Signal(float)

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crop.view")
        self.setAccessibleName(self.tr("The part of the picture that is shown"))
        self.setAccessibleDescription(self.tr("Arrow keys move it, plus and minus zoom"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._image = image
        self.zoom = 1.0
        short = min(image.width(), image.height())
        self._middle = QPointF(image.width() / 2, short / 2 + (image.height() - short) * _FACES)
        self._grabbed: QPointF | None = None

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @property
    def square(self) -> QRectF:
        """What is chosen, in the picture's pixels."""
        side = min(self._image.width(), self._image.height()) / self.zoom
        return QRectF(self._middle.x() - side / 2, self._middle.y() - side / 2, side, side)

    def set_zoom(self, zoom: float) -> None:
        """Show the middle larger; 1 is all of the shorter side."""
        zoom = min(max(zoom, 1.0), _CLOSEST)
        if zoom != self.zoom:
            self.zoom = zoom
            self._move(QPointF())
            self.zoomed.emit(zoom)

    def _move(self, by: QPointF) -> None:
        """Move the square by so many of the picture's pixels, and no farther than to its edge."""
        half = self.square.width() / 2
        x = min(max(self._middle.x() + by.x(), half), self._image.width() - half)
        y = min(max(self._middle.y() + by.y(), half), self._image.height() - half)
        self._middle = QPointF(x, y)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image, self.square)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        disc = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outside.addEllipse(disc)
        painter.fillPath(outside, QColor(0, 0, 0, 120))
        ring = self.palette().accent() if self.hasFocus() else self.palette().base()
        painter.setPen(QPen(ring, 2))
        painter.drawEllipse(disc)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            moved = self._grabbed - event.position()
            self._grabbed = event.position()
            self._move(moved * (self.square.width() / self.width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_zoom(self.zoom * (1 + event.angleDelta().y() / _WHEEL_STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.square.width() * _STEP
        moves = {
            Qt.Key.Key_Left: QPointF(-step, 0),
            Qt.Key.Key_Right: QPointF(step, 0),
            Qt.Key.Key_Up: QPointF(0, -step),
            Qt.Key.Key_Down: QPointF(0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._move(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom * 1.1)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self.zoom / 1.1)
        else:
            super().keyPressEvent(event)


class CropDialog(QDialog):
    """Asks which square of a picture is the portrait; Enter takes it."""

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crop")
        self.setWindowTitle(self.tr("Portrait of {name}").format(name=name))
        self.view = CropView(image)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("crop.zoom")
        self._slider.setAccessibleName(self.tr("Zoom"))
        self._slider.setRange(100, round(_CLOSEST * 100))
        self._slider.valueChanged.connect(lambda value: self.view.set_zoom(value / 100))
        self.view.zoomed.connect(lambda zoom: self._slider.setValue(round(zoom * 100)))
        take = button(self.tr("Use this"), "crop.take", self.accept, "primary")
        take.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button(self.tr("Cancel"), "crop.cancel", self.reject))
        buttons.addWidget(take)
        zoom = QHBoxLayout()
        zoom.setSpacing(S)
        zoom.addWidget(label(self.tr("Zoom"), "muted"))
        zoom.addWidget(self._slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(zoom)
        column.addWidget(label(self.tr("Drag the picture to where the face is."), "small"))
        column.addLayout(buttons)
        self.view.setFocus()
