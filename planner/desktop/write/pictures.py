"""Pictures in the text, shown as a small label with what they are of: nothing is fetched from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from planner.desktop.theme import RADIUS, S
from planner.desktop.write.blocks import Property

_SCALE = 0.8
_WIDEST = 360.0


class PicturePlaceholder(QPyTextObject):
    """Draws the one character that stands for a picture."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = QPalette()

    def intrinsicSize(self, document: QTextDocument, _position: int, format_: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(_font(document))
        width = metrics.horizontalAdvance(_words(format_)) + S * 2
        return QSizeF(min(width, _WIDEST), metrics.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, _position: int, format_: QTextFormat
    ) -> None:
        font = _font(document)
        colour = self.palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        rect = QRectF(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS / 2, RADIUS / 2)
        painter.setPen(colour)
        painter.setFont(font)
        words = QFontMetricsF(font).elidedText(_words(format_), Qt.TextElideMode.ElideRight, rect.width() - S * 2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


def _font(document: QTextDocument) -> QFont:
    font = document.defaultFont()
    font.setPointSizeF(font.pointSizeF() * _SCALE)
    return font


def _words(format_: QTextFormat) -> str:
    alt = format_.stringProperty(Property.ALT)
    return alt or QCoreApplication.translate("PicturePlaceholder", "Picture")
