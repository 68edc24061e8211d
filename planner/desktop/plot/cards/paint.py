"""How a card of the corkboard is measured and drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from planner.desktop.commands import status_text
from planner.desktop.plot.cards.model import CardsModel, Heading
from planner.desktop.plot.grid.wrapping import Wrapper
from planner.desktop.theme import RADIUS, XS, M, S, Theme
from planner.desktop.widgets.amounts import number_text, words_text
from planner.desktop.widgets.status import paint_status
from planner.desktop.widgets.swatches import SWATCHES, swatch_colour
from planner.domain.outline import Chapter, ChapterStatus, Scene

_LINES = 6
"""Lines of a title and synopsis together."""
_MOST_TITLE_LINES = 2
_STRIPE = 4
_BAR = 2


class CardPaint:
    """Fonts and measures of the cards at one size, and the drawing of them."""

    def __init__(self, model: CardsModel, theme: Theme, width: int) -> None:
        self._model = model
        self._theme = theme
        self.width = width
        self.body = Wrapper(theme.font())
        self.strong = Wrapper(theme.font(weight=QFont.Weight.DemiBold))
        self.small = theme.font(0.9)
        self.section = theme.font(0.84, QFont.Weight.DemiBold)
        self.section.setCapitalization(QFont.Capitalization.AllUppercase)
        self.section.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 107)
        self._small = QFontMetrics(self.small)
        self._mark = max(12, round(self._small.height() * 0.8))
        self._text_height = round(_LINES * self.body.line_height) + XS
        self.height = M + self._small.height() + XS + self._text_height + S + _BAR + S + self._small.height() + M
        self.heading_height = QFontMetrics(self.section).height() + M + XS

    # Where things stand on a card

    def _inner(self, rect: QRect) -> QRect:
        return rect.adjusted(M + _STRIPE, M, -M, -M)

    def title_rect(self, rect: QRect, card: Chapter | Scene) -> QRect:
        """Where the title stands."""
        inner = self._inner(rect)
        lines = max(len(self._title_lines(card, inner.width())), 1)
        top = inner.top() + self._small.height() + XS
        return QRect(inner.left(), top, inner.width(), round(lines * self.strong.line_height))

    def synopsis_rect(self, rect: QRect, card: Chapter | Scene) -> QRect:
        """Where the synopsis stands."""
        title = self.title_rect(rect, card)
        bottom = self._inner(rect).top() + self._small.height() + XS + self._text_height
        top = title.bottom() + 1 + XS if card.title else title.top()
        return QRect(title.left(), top, title.width(), bottom - top)

    def _title_lines(self, card: Chapter | Scene, width: int) -> tuple[str, ...]:
        return self.strong.lines(card.title, width, _MOST_TITLE_LINES) if card.title else ()

    # Drawing

    def heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        """Draw the name of an arc, with how many chapters it has, over a thin line."""
        colours = self._theme.colours
        line = rect.adjusted(0, 0, 0, -XS)
        painter.setPen(QColor(colours.muted))
        painter.setFont(self.small)
        one, many = self._model.tr("1 chapter"), self._model.tr("{count} chapters")
        count = one if heading.count == 1 else many.format(count=number_text(heading.count))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), count)
        room = line.adjusted(0, 0, -self._small.horizontalAdvance(count) - M, 0)
        painter.setFont(self.section)
        painter.setPen(QColor(colours.text if heading.arc_id is not None else colours.muted))
        title = QFontMetrics(self.section).elidedText(
            self._model.title(heading), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), title)

    def card(
        self, painter: QPainter, rect: QRect, card: Chapter | Scene, *, selected: bool, hovered: bool, current: bool
    ) -> None:
        """Draw a card."""
        colours = self._theme.colours
        edge = colours.accent if current else colours.muted if hovered else colours.border
        frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.selection if selected else colours.raised))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        if card.label in SWATCHES:
            self._stripe(painter, rect, swatch_colour(card.label, self._theme))
        inner = self._inner(rect)
        painter.setFont(self.small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._model.place(card))
        self._texts(painter, rect, card)
        self._foot(painter, inner, card)

    def _stripe(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        whole, strip = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        strip.addRect(QRectF(rect.left(), rect.top(), _STRIPE + 1, rect.height()))
        painter.fillPath(whole & strip, colour)

    def _texts(self, painter: QPainter, rect: QRect, card: Chapter | Scene) -> None:
        colours = self._theme.colours
        title = self.title_rect(rect, card)
        painter.setPen(QColor(colours.text))
        painter.setFont(self.strong.font)
        y = title.top() + self.strong.ascent
        lines = self._title_lines(card, title.width())
        for text in lines:
            painter.drawText(round(title.left()), round(y), text)
            y += self.strong.line_height
        if not card.synopsis:
            return
        room = self.synopsis_rect(rect, card)
        painter.setPen(QColor(colours.text if not card.title else colours.muted))
        painter.setFont(self.body.font)
        y = room.top() + self.body.ascent
        for text in self.body.lines(card.synopsis, room.width(), _LINES - len(lines)):
            painter.drawText(room.left(), round(y), text)
            y += self.body.line_height

    def _foot(self, painter: QPainter, inner: QRect, card: Chapter | Scene) -> None:
        foot = QRect(inner.left(), inner.bottom() + 1 - self._small.height(), inner.width(), self._small.height())
        left = foot.left()
        if isinstance(card, Chapter):
            self._bar(painter, foot.top() - S - _BAR, inner, card)
            mark = QRectF(left, foot.center().y() - self._mark / 2 + 0.5, self._mark, self._mark)
            paint_status(painter, mark, card.status, self._theme.colours.of(card.status))
            left += self._mark + XS + 2
            said, amount = status_text(card.status), self._amount(card, foot.width() - self._mark)
        else:
            said, amount = card.place, words_text(card.words)
        painter.setFont(self.small)
        painter.setPen(QColor(self._theme.colours.muted))
        width = self._small.horizontalAdvance(amount)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), amount)
        room = foot.right() - width - S - left
        painter.drawText(
            QRect(left, foot.top(), max(room, 0), foot.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            self._small.elidedText(said, Qt.TextElideMode.ElideRight, max(room, 0)),
        )

    def _amount(self, chapter: Chapter, room: int) -> str:
        """Words of target, as many words of it as there is room for."""
        if not chapter.target_words:
            return words_text(chapter.words)
        if not chapter.words:
            return f"~{number_text(chapter.target_words)}"
        words, target = number_text(chapter.words), number_text(chapter.target_words)
        longest = self._model.tr("{words} of {target}").format(words=words, target=target)
        said = self._small.horizontalAdvance(f"{status_text(chapter.status)}{longest}")
        return longest if said + 2 * M <= room else words

    def _bar(self, painter: QPainter, top: int, inner: QRect, chapter: Chapter) -> None:
        """A hair-thin bar: how much of the target is written."""
        if not chapter.target_words:
            return
        colours = self._theme.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.border))
        painter.drawRoundedRect(QRectF(inner.left(), top, inner.width(), _BAR), 1, 1)
        share = min(chapter.words / chapter.target_words, 1.0)
        if share:
            status = chapter.status if chapter.status is not ChapterStatus.PLANNED else ChapterStatus.DRAFTING
            painter.setBrush(colours.of(status))
            painter.drawRoundedRect(QRectF(inner.left(), top, max(inner.width() * share, 2), _BAR), 1, 1)
