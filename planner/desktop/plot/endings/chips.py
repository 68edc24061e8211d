"""Threads as small marks in a row: the icon of the kind, and the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.icons import pixmap
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.threads import kind_icon, kind_text, thread_colour, thread_title
from planner.domain.threads import Thread

_ICON = 14
_TINT = 0.14
_MOST = 12
"""Of more than this many threads the rest is only counted."""
_SLACK = 2
"""What a text may be wider when painted than when measured."""


class ThreadChips(QWidget):
    """Threads, wrapped onto as many lines as they need; of very many the last are counted and named in a tool tip."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self.threads: tuple[Thread, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_threads(self, threads: Sequence[Thread]) -> None:
        """Show these threads."""
        self.threads = tuple(threads)
        said = (f"{thread_title(thread)} ({kind_text(thread.kind)})" for thread in threads)
        self.setAccessibleName(", ".join(said))
        self.setToolTip("\n".join(thread_title(thread) for thread in threads[_MOST:]))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for *_, rect in self._placed(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._metrics().height() + 2 * XS)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(0.95))

    def _icon(self) -> int:
        return round(_ICON * self._theme.text_scale)

    def _texts(self) -> Iterator[tuple[Thread | None, str]]:
        yield from ((thread, thread_title(thread)) for thread in self.threads[:_MOST])
        if len(self.threads) > _MOST:
            yield None, self.tr("and {count} more").format(count=number_text(len(self.threads) - _MOST))

    def _placed(self, width: int) -> Iterator[tuple[Thread | None, str, QRect]]:
        metrics = self._metrics()
        height = metrics.height() + 2 * XS
        x = y = 0
        for thread, text in self._texts():
            icon = self._icon() + XS if thread else 0
            wanted = min(metrics.horizontalAdvance(text) + icon + 2 * S + _SLACK, width)
            if x and x + wanted > width:
                x, y = 0, y + height + XS
            yield thread, text, QRect(x, y, wanted, height)
            x += wanted + XS

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.95))
        for thread, text, rect in self._placed(self.width()):
            self._paint_chip(painter, thread, text, rect)

    def _paint_chip(self, painter: QPainter, thread: Thread | None, text: str, rect: QRect) -> None:
        left = rect.left() + S
        if thread is not None:
            colour = thread_colour(thread, self._theme)
            tint = QColor(colour)
            tint.setAlphaF(_TINT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)
            side = self._icon()
            drawn = pixmap(kind_icon(thread.kind), colour, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, rect.center().y() - side / 2 + 1), drawn)
            left += side + XS
        metrics = self._metrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.right() + 1 - S - left)
        painter.setPen(QColor(self._theme.colours.text if thread else self._theme.colours.muted))
        painter.drawText(QPointF(left, rect.top() + XS + metrics.ascent()), shown)
