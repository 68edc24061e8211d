"""Drawing the plot grid: a thread's line, the cards on it, and the sections of the headers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from planner.desktop.icons import pixmap
from planner.desktop.plot.grid.layout import CardPlace, GridLayout
from planner.desktop.plot.grid.model import GridModel
from planner.desktop.plot.grid.sheet import Cell
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.status import paint_status
from planner.desktop.widgets.threads import kind_icon, kind_text, paint_role, role_text, thread_colour, thread_title
from planner.domain.outline import Chapter, ChapterStatus
from planner.domain.stretches import Pace
from planner.domain.threads import Thread, ThreadId

_TINT = {False: 0.10, True: 0.17}
"""How much of a thread's colour is in its cards, in the light and in the dark scheme."""


def blended(over: QColor, under: QColor, share: float) -> QColor:
    """``share`` of one colour over another, opaque, so that the lines below do not show through."""
    return QColor(
        round(over.red() * share + under.red() * (1 - share)),
        round(over.green() * share + under.green() * (1 - share)),
        round(over.blue() * share + under.blue() * (1 - share)),
    )


def fitting(painter: QPainter, wordings: Sequence[str], room: int) -> str:
    """The first of several wordings, from the longest to the shortest, that fits into ``room`` pixels."""
    metrics = painter.fontMetrics()
    for words in wordings:
        if metrics.horizontalAdvance(words) <= room:
            return words
    return metrics.elidedText(wordings[-1], Qt.TextElideMode.ElideRight, room)


class GridPaint:
    """Draws with the fonts and measures of a `GridLayout`. Colours of threads are worked out once a theme."""

    def __init__(self, model: GridModel, theme: Theme, layout: GridLayout) -> None:
        self._model = model
        self._theme = theme
        self._layout = layout
        self._inks: dict[ThreadId, tuple[QColor, QColor]] = {}

    def colours_of(self, thread: Thread) -> tuple[QColor, QColor]:
        """A thread's colour, and the tint of its cards."""
        found = self._inks.get(thread.id)
        if found is None:
            ink = thread_colour(thread, self._theme)
            tint = blended(ink, QColor(self._theme.colours.raised), _TINT[self._theme.colours.is_dark])
            found = self._inks[thread.id] = ink, tint
        return found

    # Cells

    def line(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Draw the piece of a thread's line that runs through a cell."""
        sheet = self._model.sheet
        assert sheet is not None
        number = sheet.chapters[cell[1]].number
        line = sheet.line(cell[0])
        before, after = line.around(number)
        if before == after == Pace.NONE:
            return
        ink = self.colours_of(sheet.threads[cell[0]])[0]
        at = self.station(rect)
        if self._layout.swapped:
            start, end = QPointF(rect.left(), at.y()), QPointF(rect.right() + 1, at.y())
        else:
            start, end = QPointF(at.x(), rect.top()), QPointF(at.x(), rect.bottom() + 1)
        if before == after:
            self._piece(painter, start, end, before, ink)
        else:
            self._piece(painter, start, at, before, ink)
            self._piece(painter, at, end, after, ink)
        if number in line.naps:
            self._nap(painter, rect, line.naps[number])

    def station(self, rect: QRect) -> QPointF:
        """Where the first card's mark stands on its thread's line."""
        layout = self._layout
        if layout.swapped:
            return QPointF(rect.left() + layout.gutter / 2, rect.top() + layout.top / 2 + 1)
        return QPointF(
            rect.left() + layout.gutter / 2, rect.top() + layout.top + layout.card_pad + layout.body.line_height / 2
        )

    def _piece(self, painter: QPainter, start: QPointF, end: QPointF, pace: Pace, ink: QColor) -> None:
        if pace is Pace.NONE:
            return
        pen = QPen(ink, max(2 * self._layout.zoom, 1.5))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if pace is Pace.ASLEEP:
            faint = QColor(ink)
            faint.setAlphaF(0.7)
            pen.setColor(faint)
            pen.setDashPattern([1.5, 2.5])
            # Dashes are counted from the edge of the grid, so that they meet from cell to cell.
            along = start.x() if self._layout.swapped else start.y()
            pen.setDashOffset(along / pen.widthF())
        painter.setPen(pen)
        painter.drawLine(start, end)

    def _nap(self, painter: QPainter, rect: QRect, chapters: int) -> None:
        """Say in the middle of a sleep how long it is."""
        layout, colours = self._layout, self._theme.colours
        size = layout.mark
        top = rect.top() + (rect.height() - size) // 2
        left = rect.left() + layout.gutter
        painter.drawPixmap(left, top, pixmap("moon", QColor(colours.muted), size, painter.device().devicePixelRatio()))
        left += size + XS
        painter.setFont(layout.small.font)
        painter.setPen(QColor(colours.muted))
        room = QRect(left, rect.top(), rect.right() - left, rect.height())
        shown = fitting(painter, self._model.nap_words(chapters), room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def card(self, painter: QPainter, place: CardPlace, thread: Thread, ground: QColor, *, current: bool) -> None:
        """Draw a beat's card, with its mark on the line that lies on ``ground``."""
        layout, colours = self._layout, self._theme.colours
        ink, tint = self.colours_of(thread)
        rect = QRectF(place.rect)
        if current:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(tint)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        self._mark(painter, place, ink, ground)
        left = rect.left() + layout.pad
        baseline = rect.top() + layout.card_pad + layout.body.ascent
        painter.setFont(layout.body.font)
        painter.setPen(QColor(colours.text if place.lines else colours.muted))
        for line in place.lines or (role_text(place.beat.role),):
            painter.drawText(QPointF(left, baseline), line)
            baseline += layout.body.line_height
        if place.scene and layout.most_lines > 1:
            painter.setFont(layout.small.font)
            painter.setPen(QColor(colours.muted))
            width = round(rect.width()) - 2 * layout.pad
            shown = painter.fontMetrics().elidedText(place.scene, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(left, baseline - layout.body.ascent + layout.small.ascent), shown)

    def _mark(self, painter: QPainter, place: CardPlace, ink: QColor, ground: QColor) -> None:
        layout = self._layout
        x = place.rect.left() - layout.gutter / 2
        y = place.rect.top() + layout.card_pad + layout.body.line_height / 2
        half = layout.mark / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(QPointF(x, y), half + 2, half + 2)
        paint_role(painter, QRectF(x - half, y - half, layout.mark, layout.mark), place.beat.role, ink)

    def picture(self, place: CardPlace, ratio: float) -> QPixmap:
        """A card by itself, for dragging."""
        drawn = QPixmap(place.rect.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        assert self._model.sheet is not None
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.9)
        painter.translate(-place.rect.topLeft())
        thread = self._model.sheet.threads[place.beat.thread_id]
        self.card(painter, place, thread, QColor(Qt.GlobalColor.transparent), current=True)
        painter.end()
        return drawn

    # Headers

    def chapter_section(self, painter: QPainter, rect: QRect, chapter: Chapter, *, lit: bool) -> None:
        """Draw a chapter's number, status and title."""
        layout, colours = self._layout, self._theme.colours
        size = max(layout.mark, 11)
        top = rect.top() + (layout.pad + layout.card_pad if not layout.swapped else S)
        line = layout.title.line_height
        mark = QRectF(rect.left() + S, top + (line - size) / 2, size, size)
        paint_status(painter, mark, chapter.status, colours.of(chapter.status))
        number = str(chapter.number)
        painter.setFont(layout.note.font)
        painter.setPen(QColor(colours.text if lit else colours.muted))
        advance = painter.fontMetrics().horizontalAdvance(number if layout.swapped else "0" * self._digits())
        at = round(mark.right()) + S
        numbers = QRect(at, round(top), advance, round(line))
        painter.drawText(numbers, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
        left = numbers.right() + S
        planned = chapter.status is ChapterStatus.PLANNED
        wrapper = layout.title if lit else layout.body
        painter.setFont(wrapper.font)
        painter.setPen(QColor(colours.muted if planned and not lit else colours.text))
        room = rect.right() - S - left
        rows = max(1, int((rect.bottom() - top - XS) // wrapper.line_height))
        title = chapter.title or self._model.tr("Untitled")
        baseline = top + (line - wrapper.line_height) / 2 + wrapper.ascent
        for text in wrapper.lines(title, max(room, 20), min(rows, 3)):
            painter.drawText(QPointF(left, baseline), text)
            baseline += wrapper.line_height

    def _digits(self) -> int:
        """Of the last chapter's number, so that all titles begin at one place."""
        sheet = self._model.sheet
        return max(len(str(len(sheet.chapters))), 2) if sheet else 2

    def thread_section(self, painter: QPainter, rect: QRect, thread: Thread) -> None:
        """Draw a thread's kind, title, where it runs, and whether it is a promise."""
        layout, colours = self._layout, self._theme.colours
        ink = self.colours_of(thread)[0]
        size = round(layout.title.line_height)
        left, top = rect.left() + round((layout.gutter - size) / 2), rect.top() + S
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(left, top, pixmap(kind_icon(thread.kind), ink, size, ratio))
        text_left = rect.left() + layout.gutter
        if size > layout.gutter - 4:
            text_left = left + size + XS
        room = rect.right() - S - text_left - (round((S + XS) * self._theme.text_scale) if thread.promise else 0)
        painter.setFont(layout.title.font)
        painter.setPen(QColor(colours.text if thread.title else colours.muted))
        baseline = top + layout.title.ascent
        for text in layout.title.lines(thread_title(thread), max(room, 20), 2):
            painter.drawText(QPointF(text_left, baseline), text)
            baseline += layout.title.line_height
        self._thread_note(painter, thread, text_left, baseline, rect.right() - S - text_left)
        if thread.promise:
            self._ribbon(painter, QPointF(rect.right() - S - 4 * self._theme.text_scale, rect.top()), ink)

    def _thread_note(self, painter: QPainter, thread: Thread, left: int, baseline: float, room: int) -> None:
        layout, colours = self._layout, self._theme.colours
        assert self._model.sheet is not None
        slept = self._model.sheet.asleep(thread.id)
        painter.setFont(layout.note.font)
        top = baseline - layout.title.ascent + XS / 2
        words: tuple[str, ...]
        if slept:
            size = round(layout.note.line_height) - 2
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(left, round(top) + 1, pixmap("moon", QColor(colours.text), size, ratio))
            left, room = left + size + XS, room - size - XS
            words = self._model.nap_words(slept)
        else:
            span = self._model.span_words(thread)
            words = (f"{kind_text(thread.kind)} · {span}", span)
        painter.setPen(QColor(colours.text if slept else colours.muted))
        painter.drawText(QPointF(left, top + layout.note.ascent), fitting(painter, words, room))

    def _ribbon(self, painter: QPainter, top: QPointF, ink: QColor) -> None:
        """A bookmark: the reader was promised this."""
        wide, high, notch = (size * self._theme.text_scale for size in (4.5, 14.0, 4.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        points = ((-wide, 0), (wide, 0), (wide, high), (0, high - notch), (-wide, high))
        painter.drawPolygon(QPolygonF([top + QPointF(x, y) for x, y in points]))

    def new_section(self, painter: QPainter, rect: QRect, *, lit: bool) -> None:
        """Draw the place where a thread is made."""
        layout, colours = self._layout, self._theme.colours
        ink = QColor(colours.accent if lit else colours.muted)
        size = max(round(layout.note.line_height), 12)
        left, top = rect.left() + S, rect.top() + S
        painter.drawPixmap(left, top, pixmap("plus", ink, size, painter.device().devicePixelRatio()))
        painter.setFont(layout.note.font)
        painter.setPen(ink)
        room = QRect(left + size + XS, top, rect.right() - left - size - XS, size)
        words = self._model.tr("Add a thread")
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
