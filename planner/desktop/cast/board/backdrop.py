"""The board as it was painted last, kept so that pushing, zooming and carrying need not paint all of it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from time import perf_counter

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.paint import BoardPainter, Step

_AT_ONCE_MS = 8.0
"""What takes no longer is painted at once; the rest a slice at a time, while what was there before is shown."""
_STRIP_MS = 3.0
_REST_MS = 60
_SLICE_SECONDS = 0.003
_MANY = 120
"""While more ties than this are on their way, all is painted in a hurry."""

Refs = frozenset[Ref]


@dataclass
class Sheet:
    """The board as seen through a camera, but for some things."""

    pixmap: QPixmap
    camera: Camera
    size: QSize
    without: Refs
    true: bool = True
    """Whether the board still looks like this."""
    rough: bool = False
    """Whether some of it was painted in a hurry."""

    @property
    def ratio(self) -> float:
        return self.pixmap.devicePixelRatio()


@dataclass
class _Work:
    """A sheet that is being painted."""

    sheet: Sheet
    steps: Iterator[Step]


class Backdrop(QObject):
    """Paints what stands still on the board; what is on its way is drawn above it by whoever asks."""

    refreshed = Signal()
    """Emitted when what was painted in a hurry can be shown as it should be."""

    def __init__(self, look: BoardPainter, background: Callable[[], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._background = background
        self._sheet: Sheet | None = None
        self._work: _Work | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._go_on)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.refreshed)

    @property
    def is_done(self) -> bool:
        """Whether nothing is being painted any more."""
        is_rough = self._sheet is not None and self._sheet.true and self._sheet.rough
        return self._work is None and not self._rest.isActive() and not is_rough

    def spoil(self) -> None:
        """Something on the board changed."""
        self._drop_work()
        if self._sheet is not None:
            self._sheet.true = False

    def paint(self, painter: QPainter, camera: Camera, size: QSize, ratio: float, lifted: Refs) -> Refs:
        """Show the board but for what is lifted; returns what is to be drawn above, which may be more than that."""
        if sum(kind == "tie" for kind, _ in lifted) > _MANY:
            self._hurry(painter, camera, QRegion(QRect(QPoint(), size)), frozenset())
            return frozenset()
        sheet = self._sheet
        stays = sheet is not None and sheet.camera == camera
        if sheet is not None and self._serves(sheet, size, ratio, lifted) and self._push(sheet, camera):
            painter.drawPixmap(0, 0, sheet.pixmap)
            if sheet.rough and not stays:
                # While the board is being pushed it is not worth while.
                self._rest.start()
            elif sheet.rough and not self._rest.isActive():
                self._begin_unless_begun(camera, size, ratio, lifted)
            return lifted
        things = self._look.things(camera, QRectF(QPoint(), size), lifted)
        if things.cost_ms <= _AT_ONCE_MS:
            self._drop_work()
            work = self._begin(camera, size, ratio, lifted)
            self._do(work, inf)
            self._sheet = work.sheet
            painter.drawPixmap(0, 0, work.sheet.pixmap)
            return lifted
        self._begin_unless_begun(camera, size, ratio, lifted)
        return lifted | self._show_last(painter, camera, size)

    def _serves(self, sheet: Sheet, size: QSize, ratio: float, lifted: Refs) -> bool:
        return sheet.true and sheet.size == size and sheet.ratio == ratio and sheet.without == lifted

    # Pushing

    def _push(self, sheet: Sheet, camera: Camera) -> bool:
        """Bring a sheet to where the camera is now, painting only what comes into sight; False if that cannot be."""
        if sheet.camera == camera:
            return True
        by = _pushed(sheet, camera)
        if by is None or abs(by.x()) > sheet.size.width() / 2 or abs(by.y()) > sheet.size.height() / 2:
            return False
        ratio = sheet.ratio
        whole = sheet.pixmap.rect()
        sheet.pixmap.scroll(round(by.x() * ratio), round(by.y() * ratio), whole)
        sheet.camera = camera
        painter = QPainter(sheet.pixmap)
        for strip in _bared(sheet.size, by):
            painter.save()
            painter.setClipRect(strip)
            painter.setOpacity(1.0)
            painter.fillRect(strip, self._background())
            things = self._look.things(camera, QRectF(strip), sheet.without)
            if things.cost_ms <= _STRIP_MS:
                self._look.draw(painter, camera, things)
            else:
                self._look.quick(painter, camera, things)
                sheet.rough = True
            painter.restore()
        painter.end()
        return True

    # Painting a slice at a time

    def _begin_unless_begun(self, camera: Camera, size: QSize, ratio: float, lifted: Refs) -> None:
        """Paint a sheet like this; one for a camera a little aside can be pushed here when it is done."""
        work = self._work.sheet if self._work is not None else None
        if work is None or not self._serves(work, size, ratio, lifted) or work.camera.scale != camera.scale:
            self._drop_work()
            self._work = self._begin(camera, size, ratio, lifted)
            self._slices.start()

    def _begin(self, camera: Camera, size: QSize, ratio: float, lifted: Refs) -> _Work:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._background())
        things = self._look.things(camera, QRectF(QPoint(), size), lifted)
        return _Work(Sheet(pixmap, camera, size, lifted), self._look.steps(camera, things))

    def _do(self, work: _Work, seconds: float) -> bool:
        """Paint for a while; whether it is done."""
        end = perf_counter() + seconds
        # A painter that outlived the slice could outlive the window, and its picture with it.
        painter = QPainter(work.sheet.pixmap)
        self._look.prepare(painter)
        done = True
        for step in work.steps:
            step(painter)
            if perf_counter() > end:
                done = False
                break
        painter.end()
        return done

    def _go_on(self) -> None:
        if self._work is None:
            self._slices.stop()
        elif self._do(self._work, _SLICE_SECONDS):
            self._sheet = self._work.sheet
            self._drop_work()
            self.refreshed.emit()

    def _drop_work(self) -> None:
        self._slices.stop()
        self._work = None

    # Meanwhile

    def _show_last(self, painter: QPainter, camera: Camera, size: QSize) -> Refs:
        """Show the last sheet where it would be now, and in a hurry what it does not cover."""
        whole = QRegion(QRect(QPoint(), size))
        sheet = self._sheet
        if sheet is None:
            self._hurry(painter, camera, whole, frozenset())
            return frozenset()
        where = camera.rect_to_screen(sheet.camera.rect_to_board(QRectF(QPoint(), sheet.size)))
        same_size = camera.scale == sheet.camera.scale
        covered = where.toRect() if same_size else where.toAlignedRect().adjusted(1, 1, -1, -1)
        bared = whole - QRegion(covered)
        if not bared.isEmpty():
            self._hurry(painter, camera, bared, sheet.without)
        if same_size:
            painter.drawPixmap(covered.topLeft(), sheet.pixmap)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, camera.scale > sheet.camera.scale)
            painter.drawPixmap(where, sheet.pixmap, QRectF(sheet.pixmap.rect()))
        return sheet.without

    def _hurry(self, painter: QPainter, camera: Camera, region: QRegion, without: Refs) -> None:
        painter.save()
        painter.setClipRegion(region)
        painter.fillRect(region.boundingRect(), self._background())
        things = self._look.things(camera, QRectF(region.boundingRect()), without)
        self._look.quick(painter, camera, things)
        painter.restore()


def _bared(size: QSize, by: QPoint) -> list[QRect]:
    """What comes into sight when a sheet is pushed: a strip at a side, one above or below, or both."""
    width, height = size.width(), size.height()
    strips = []
    if by.x():
        strips.append(QRect(0 if by.x() > 0 else width + by.x(), 0, abs(by.x()), height))
    if by.y():
        strips.append(QRect(max(by.x(), 0), 0 if by.y() > 0 else height + by.y(), width - abs(by.x()), abs(by.y())))
    return strips


def _pushed(sheet: Sheet, camera: Camera) -> QPoint | None:
    """By how many pixels the board was pushed since a sheet was painted; None unless by whole ones at the same size."""
    if sheet.camera.scale != camera.scale:
        return None
    dx = (sheet.camera.x - camera.x) * camera.scale
    dy = (sheet.camera.y - camera.y) * camera.scale
    for off in (dx * sheet.ratio, dy * sheet.ratio):
        if abs(off - round(off)) > 0.02:
            return None
    return QPoint(round(dx), round(dy))
