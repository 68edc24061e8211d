"""Threads and secrets as small marks in a row: an icon, and the title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.icons import pixmap
from planner.desktop.plot.endings.model import secret_title
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.threads import kind_icon, kind_text, thread_colour, thread_title
from planner.domain.secrets import Secret
from planner.domain.threads import Thread

_ICON = 14
_TINT = 0.14
_MOST = 12
"""Of more than this many marks the rest is only counted."""
_SLACK = 2
"""What a text may be wider when painted than when measured."""


@dataclass(frozen=True)
class Chip:
    """A mark: its text, an icon in a colour of the theme, and how it is read out."""

    text: str
    icon: str
    colour: Callable[[Theme], QColor]
    spoken: str


def thread_chip(thread: Thread) -> Chip:
    """A thread's mark, with the icon of its kind."""
    title = thread_title(thread)
    return Chip(title, kind_icon(thread.kind), partial(thread_colour, thread), f"{title} ({kind_text(thread.kind)})")


def secret_chip(secret: Secret) -> Chip:
    """A secret's mark."""
    return Chip(secret_title(secret), "secret", lambda theme: QColor(theme.colours.accent), secret_title(secret))


class Chips(QWidget):
    """Marks, wrapped onto as many lines as they need; of very many the last are counted and named in a tool tip."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self.chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these marks."""
        self.chips = tuple(chips)
        self.setAccessibleName(", ".join(chip.spoken for chip in chips))
        self.setToolTip("\n".join(chip.text for chip in chips[_MOST:]))
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

    def _texts(self) -> Iterator[tuple[Chip | None, str]]:
        yield from ((chip, chip.text) for chip in self.chips[:_MOST])
        if len(self.chips) > _MOST:
            yield None, self.tr("and {count} more").format(count=number_text(len(self.chips) - _MOST))

    def _placed(self, width: int) -> Iterator[tuple[Chip | None, str, QRect]]:
        metrics = self._metrics()
        height = metrics.height() + 2 * XS
        x = y = 0
        for chip, text in self._texts():
            icon = self._icon() + XS if chip else 0
            wanted = min(metrics.horizontalAdvance(text) + icon + 2 * S + _SLACK, width)
            if x and x + wanted > width:
                x, y = 0, y + height + XS
            yield chip, text, QRect(x, y, wanted, height)
            x += wanted + XS

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.95))
        for chip, text, rect in self._placed(self.width()):
            self._paint_chip(painter, chip, text, rect)

    def _paint_chip(self, painter: QPainter, chip: Chip | None, text: str, rect: QRect) -> None:
        left = rect.left() + S
        if chip is not None:
            colour = chip.colour(self._theme)
            tint = QColor(colour)
            tint.setAlphaF(_TINT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)
            side = self._icon()
            drawn = pixmap(chip.icon, colour, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, rect.center().y() - side / 2 + 1), drawn)
            left += side + XS
        metrics = self._metrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.right() + 1 - S - left)
        painter.setPen(QColor(self._theme.colours.text if chip else self._theme.colours.muted))
        painter.drawText(QPointF(left, rect.top() + XS + metrics.ascent()), shown)
