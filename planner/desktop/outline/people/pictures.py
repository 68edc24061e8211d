"""Pictures for portraits: read with care from files and clipboards, and made small and square."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from planner.desktop.widgets.people import PORTRAIT_SIDE
from planner.domain.errors import PlannerError

MOST_BYTES = 30_000_000
MOST_SIDE = 12_000
"""What is larger is refused before it is decoded."""
_MOST_PIXELS = 60_000_000
"""Four bytes each, as many as Qt's own limit for an image takes; JPEGs are made smaller while they are decoded."""
_WORKING_SIDE = 2048
"""No portrait needs more, even cropped closely: larger pictures are made smaller as they are read."""
_JPEG_QUALITY = 90


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pictures", text)


def read_picture(path: Path) -> QImage:
    """A picture from a file, upright and no larger than is needed; may be called from any thread.

    Raises:
        PlannerError: it is too large, or no picture Qt reads.
    """
    try:
        length = path.stat().st_size
    except OSError:
        raise PlannerError(_tr("The picture cannot be read."), _tr("Look whether the file is still there.")) from None
    if length > MOST_BYTES:
        raise PlannerError(
            _tr("The picture has more than {count} MB.").format(count=MOST_BYTES // 1_000_000),
            _tr("A portrait needs only a small one."),
        )
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    is_jpeg = bytes(reader.format().data()) in (b"jpeg", b"jpg")
    if size.isValid():
        _refuse_large(size, is_jpeg)
        if max(size.width(), size.height()) > _WORKING_SIDE:
            reader.setScaledSize(size.scaled(_WORKING_SIDE, _WORKING_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PlannerError(
            _tr("“{name}” is no picture that can be shown, or it is broken.").format(name=path.name),
            _tr("PNG, JPEG, WebP and GIF can be."),
        )
    return image


def smaller(image: QImage) -> QImage:
    """A picture that was pasted, no larger than is needed.

    Raises:
        PlannerError: it is too large.
    """
    _refuse_large(image.size(), is_jpeg=True)
    if max(image.width(), image.height()) <= _WORKING_SIDE:
        return image
    mode = Qt.TransformationMode.SmoothTransformation
    return image.scaled(_WORKING_SIDE, _WORKING_SIDE, Qt.AspectRatioMode.KeepAspectRatio, mode)


def cropped(image: QImage, square: QRectF) -> bytes:
    """The square of a picture, in its pixels, as the bytes of a portrait; JPEG, or PNG where it is see-through."""
    side = min(PORTRAIT_SIDE, max(round(square.width()), 1))
    clear = image.hasAlphaChannel()
    made = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.transparent if clear else Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Scaled smoothly first: drawn straight from many more pixels, it would flicker.
    part = image.copy(square.toAlignedRect())
    scale = Qt.TransformationMode.SmoothTransformation
    painter.drawImage(0, 0, part.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, scale))
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(kept, QByteArray(b"png" if clear else b"jpeg"))
    if not clear:
        writer.setQuality(_JPEG_QUALITY)
    writer.write(made)
    return bytes(kept.data().data())


def picture_in(mime: QMimeData) -> Path | QImage | None:
    """The picture that was dropped or pasted: a file, or else its pixels; None if there is none.

    Raises:
        PlannerError: it is an address on the web, from where nothing is fetched.
    """
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return files[0]
    if mime.hasImage():
        image = mime.imageData()
        return image if isinstance(image, QImage) and not image.isNull() else None
    if any(url.scheme() in ("http", "https") for url in mime.urls()):
        raise PlannerError(
            _tr("This picture is on the web, and Longfic fetches nothing from there."),
            _tr("Save it, or copy the picture itself, and drop or paste that."),
        )
    return None


def _refuse_large(size: QSize, is_jpeg: bool) -> None:
    if max(size.width(), size.height()) > MOST_SIDE or (not is_jpeg and size.width() * size.height() > _MOST_PIXELS):
        raise PlannerError(
            _tr("The picture is {width} × {height} pixels large.").format(width=size.width(), height=size.height()),
            _tr("A portrait needs only a small one: {side} pixels a side are plenty.").format(side=PORTRAIT_SIDE),
        )
