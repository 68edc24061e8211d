"""How a story's card is drawn: title, progress, the bar by status, the next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.desktop.icons import pixmap
from planner.desktop.shelf.model import CARD_ROLE, WORKED_ROLE, StoryCard, state_text, tally_text
from planner.desktop.theme import RADIUS, XS, L, M, S, Theme
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.status import paint_segments, paint_status
from planner.domain.outline import ChapterStatus

MIN_CARD_WIDTH = 304
"""A card is never narrower than this, unless the window is, in device-independent pixels at a text scale of 1."""
GAP = L
"""Between cards."""
BAR_HEIGHT = 6
_TITLE_LINES = 2


@dataclass(frozen=True)
class _Fonts:
    title: QFont
    body: QFont
    small: QFont

    def height(self) -> int:
        """How tall a card of these fonts is."""
        title, body, small = QFontMetrics(self.title), QFontMetrics(self.body), QFontMetrics(self.small)
        text = _TITLE_LINES * title.lineSpacing() + 2 * body.lineSpacing() + 3 * small.lineSpacing()
        return text + self.chip_height() + BAR_HEIGHT + 2 * L + 2 * M + 2 * S + 2 * XS

    def chip_height(self) -> int:
        """How tall the chip with the state is."""
        return QFontMetrics(self.small).lineSpacing() + XS + 2


class CardDelegate(QStyledItemDelegate):
    """Draws the cards of a `ShelfModel`. The cell it is given includes half the gap on each side."""

    def __init__(self, theme: Theme, today: Callable[[], date], fixed: bool, parent: QObject | None = None) -> None:
        """``today`` tells the author's day; ``fixed``: states cannot be changed, so their chips do not offer it."""
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._fixed = fixed
        self._fonts = self._make_fonts()
        theme.changed.connect(self._restyle)

    def cell(self, width: int) -> QSize:
        """The size of a cell in a view this wide: as many columns as fit, all of one width."""
        least = round(MIN_CARD_WIDTH * self._theme.text_scale) + GAP
        columns = max(1, width // least)
        return QSize(width // columns, self._fonts.height() + GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.cell(option.rect.width() or MIN_CARD_WIDTH + GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CARD_ROLE)
        if not isinstance(card, StoryCard):
            return
        half = GAP // 2
        rect = option.rect.adjusted(half, half, -half, -half)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, rect, option.state)
        self._paint_card(painter, rect.adjusted(L, L, -L, -L), card, str(index.data(WORKED_ROLE)))
        self._paint_chip(painter, self.chip(option.rect, card), card)
        painter.restore()

    def chip(self, cell: QRect, card: StoryCard) -> QRect:
        """Where the state of a card stands in its cell."""
        metrics, height = QFontMetrics(self._fonts.small), self._fonts.chip_height()
        caret = 0 if self._fixed else XS + self._caret()
        # The ellipsis comes already where the words fit to a fraction of a pixel.
        words = metrics.horizontalAdvance(state_text(card.story.state)) + 2
        width = min(words + 2 * S + caret, cell.width() // 2)
        inset = GAP // 2 + L
        return QRect(cell.left() + inset, cell.bottom() + 1 - inset - height, width, height)

    def _caret(self) -> int:
        return round(10 * self._theme.text_scale)

    def _paint_chip(self, painter: QPainter, rect: QRect, card: StoryCard) -> None:
        colours = self._theme.colours
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.surface))
        edge = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
        words = rect.adjusted(S, (rect.height() - QFontMetrics(self._fonts.small).lineSpacing()) // 2, -S, 0)
        if not self._fixed:
            side = self._caret()
            drawn = pixmap("caret-down", QColor(colours.muted), side, painter.device().devicePixelRatio())
            painter.drawPixmap(QPointF(rect.right() + 1 - S - side, rect.center().y() + 0.5 - side / 2), drawn)
            words.adjust(0, 0, -XS - side, 0)
        _draw_line(painter, words, state_text(card.story.state), self._fonts.small, colours.muted)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line over the title, for renaming in place."""
        line = QLineEdit(parent)
        line.setObjectName("shelf.rename")
        line.setAccessibleName(self.tr("Title"))
        line.setFont(self._fonts.title)
        return line

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inset = GAP // 2 + S
        cell = option.rect
        editor.setGeometry(
            cell.left() + inset, cell.top() + inset, cell.width() - 2 * inset, editor.sizeHint().height()
        )

    def _paint_frame(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        focused = state & QStyle.StateFlag.State_HasFocus
        edge = (
            colours.accent if focused else colours.muted if state & QStyle.StateFlag.State_MouseOver else colours.border
        )
        width = 2 if focused else 1
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.raised))
        inset = width / 2
        painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_card(self, painter: QPainter, rect: QRect, card: StoryCard, worked: str) -> None:
        """Title and subtitle hang from the top, the rest stands on the bottom, so that cards in a row align."""
        colours = self._theme.colours
        fonts = self._fonts
        body, small = QFontMetrics(fonts.body), QFontMetrics(fonts.small)
        top = _draw_lines(painter, rect, card.title, fonts.title, colours.text, _TITLE_LINES)
        _draw_line(painter, _strip(rect, top, body), card.subtitle, fonts.body, colours.muted)

        y = rect.bottom() + 1 - (fonts.chip_height() + small.lineSpacing()) // 2
        _draw_pair(painter, _strip(rect, y, small), "", worked, fonts.small, colours.muted)
        y = rect.bottom() + 1 - fonts.chip_height() - S - small.lineSpacing()
        _draw_line(painter, _strip(rect, y, small), card.last_text(self._today()), fonts.small, colours.muted)
        y -= XS + body.lineSpacing()
        _draw_line(painter, _strip(rect, y, body), card.next_text, fonts.body, colours.text)
        y -= M + small.lineSpacing()
        self._paint_tallies(painter, _strip(rect, y, small), card)
        y -= XS + BAR_HEIGHT
        bar = QRectF(rect.left(), y, rect.width(), BAR_HEIGHT)
        paint_segments(painter, bar, card.progress.by_status, card.progress.total, self._theme)
        y -= S + small.lineSpacing()
        strip = _strip(rect, y, small)
        _draw_pair(painter, strip, card.progress_text, words_text(card.story.words), fonts.small, colours.text)

    def _paint_tallies(self, painter: QPainter, rect: QRect, card: StoryCard) -> None:
        """The bar in words, as far as they fit."""
        metrics = QFontMetrics(self._fonts.small)
        side = metrics.capHeight() + 2
        base = rect.top() + metrics.ascent()
        end = rect.right() + 1
        room_for_more = M + metrics.horizontalAdvance("…")
        painter.setFont(self._fonts.small)
        x = rect.left()
        for number, (status, count) in enumerate(card.tallies, 1):
            text = tally_text(status, count)
            width = side + XS + metrics.horizontalAdvance(text)
            is_last = number == len(card.tallies)
            painter.setPen(QColor(self._theme.colours.muted))
            if x + width > end - (0 if is_last else room_for_more):
                painter.drawText(QPointF(x, base), "…")
                break
            painter.drawText(QPointF(x + side + XS, base), text)
            self._paint_dot(painter, QRectF(x, rect.top() + (rect.height() - side) / 2, side, side), status)
            x += width + M

    def _paint_dot(self, painter: QPainter, rect: QRectF, status: ChapterStatus | None) -> None:
        colours = self._theme.colours
        if status is not None:
            paint_status(painter, rect, status, colours.of(status))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.border))
        painter.drawEllipse(rect)

    def _restyle(self) -> None:
        self._fonts = self._make_fonts()

    def _make_fonts(self) -> _Fonts:
        theme = self._theme
        return _Fonts(theme.font(1.1, QFont.Weight.DemiBold), theme.font(), theme.font(0.9))


def _strip(rect: QRect, top: int, metrics: QFontMetrics) -> QRect:
    return QRect(rect.left(), top, rect.width(), metrics.lineSpacing())


def _draw_line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QPointF(rect.left(), rect.top() + metrics.ascent()), elided)


def _draw_pair(painter: QPainter, rect: QRect, left: str, right: str, font: QFont, colour: str) -> None:
    """Two texts at the two ends of a line; the left one gives way."""
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(right)
    _draw_line(painter, rect.adjusted(0, 0, -width - S, 0), left, font, colour)
    painter.drawText(QPointF(rect.right() + 1 - width, rect.top() + metrics.ascent()), right)


def _draw_lines(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, most: int) -> int:
    """Draw at most ``most`` wrapped lines, the last one elided; returns where the next line may begin."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        starts.append(line.textStart())
    layout.endLayout()
    shown = starts[:most]
    for number, start in enumerate(shown):
        last = number == len(shown) - 1
        piece = text[start:] if last else text[start : starts[number + 1]]
        strip = QRect(rect.left(), rect.top() + number * metrics.lineSpacing(), rect.width(), metrics.lineSpacing())
        _draw_line(painter, strip, piece.strip(), font, colour)
    return rect.top() + len(shown) * metrics.lineSpacing()
