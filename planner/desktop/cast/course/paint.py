"""How the chart of curves is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.course.axes import Axes, Curve, parted
from planner.desktop.cast.course.curves import Knot
from planner.desktop.theme import XS, M, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.ties import closeness_text, kind_colour, kind_pen, kind_text
from planner.domain.ties import CLOSEST, TieId

DOT = 4.5
"""The radius of a knot, in pixels."""
_FAINT = 0.35
_LABEL = 150
"""How wide words beside a knot may be, at a text scale of 1."""
_MANY = 3
"""Of more curves than this only the current one has its words beside it."""


@dataclass(frozen=True)
class Look:
    """What stands out: the current curve and its chapter, and the curve under the mouse."""

    current: TieId | None
    at: int
    hovered: TieId | None
    focused: bool


class ChartPaint:
    """Draws one picture of the chart."""

    def __init__(self, painter: QPainter, theme: Theme, bonds: Bonds, axes: Axes, look: Look) -> None:
        self._painter = painter
        self._theme = theme
        self._bonds = bonds
        self._axes = axes
        self._look = look
        self._scale = theme.text_scale
        self._font = theme.font(0.9)
        self._metrics = QFontMetricsF(self._font)
        self._taken: list[QRectF] = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)

    # The ground

    def ground(self, as_of: int | None) -> None:
        """Lines for closeness, numbers of chapters, and the moment that is shown elsewhere."""
        colours, painter, axes = self._theme.colours, self._painter, self._axes
        plot, metrics = axes.plot, self._metrics
        every = axes.y(0) - axes.y(1) >= metrics.height()
        for closeness in range(-CLOSEST, CLOSEST + 1):
            y = round(axes.y(closeness)) + 0.5
            strong = closeness == 0
            line = QColor(colours.muted if strong else colours.border)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(plot.left() - S, y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            text = closeness_text(closeness)
            x = plot.left() - S - XS - metrics.horizontalAdvance(text)
            if every or closeness % CLOSEST == 0:
                painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)
        self._ends()
        self._numbers()
        self._moment(as_of)

    def _ends(self) -> None:
        """What the two ends of closeness mean."""
        axes, metrics = self._axes, self._metrics
        top, bottom = axes.y(CLOSEST) - S - metrics.descent(), axes.y(-CLOSEST) + S + metrics.ascent()
        self._words(tr("As close as can be"), axes.plot.left(), top, muted=True)
        self._words(tr("The worst of enemies"), axes.plot.left(), bottom, muted=True)

    def _numbers(self) -> None:
        axes, metrics, colours = self._axes, self._metrics, self._theme.colours
        length = self._bonds.course.length
        room = metrics.horizontalAdvance(number_text(length)) + 2 * S
        step = _step(room / max((axes.x(1) - axes.x(0)), 0.1))
        base = axes.plot.bottom() + S + metrics.ascent()
        free = -1e9
        for at in range(length + 1):
            x = axes.x(at)
            if (at % step and at != length) or not axes.plot.left() - 1 <= x <= axes.plot.right() + 1:
                continue
            text = number_text(at) if at else tr("Before")
            width = metrics.horizontalAdvance(text)
            left = x - width / 2
            if at == 0:
                # The word gives way to the left, where there is room, lest it take the place of the first number.
                first = axes.x(step) - metrics.horizontalAdvance(number_text(step)) / 2
                left = max(min(axes.plot.left() - S, first - S - width), XS)
            if left < free:
                continue
            free = left + width + S
            self._painter.setPen(QPen(QColor(colours.border), 1))
            self._painter.drawLine(QPointF(x, axes.plot.bottom()), QPointF(x, axes.plot.bottom() + XS))
            self._painter.setPen(QColor(colours.muted))
            self._painter.drawText(QPointF(left, base), text)

    def _moment(self, as_of: int | None) -> None:
        """A line where the cast is shown now."""
        axes, number = self._axes, self._bonds.moment(as_of)
        x = axes.x(number)
        if not axes.plot.left() - 1 <= x <= axes.plot.right() + 1:
            return
        accent = QColor(self._theme.colours.accent)
        pen = QPen(accent, 1.5, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(x, axes.plot.top() - XS), QPointF(x, axes.plot.bottom() + XS))
        whole = as_of is None or as_of > self._bonds.course.length
        words = tr("The whole story") if whole else tr("Shown now")
        base = axes.plot.top() - XS - self._metrics.descent()
        self._painter.setPen(accent)
        width = self._metrics.horizontalAdvance(words)
        room = self._painter.device().width() - width - S
        self._words(words, min(x - width / 2, room), base, colour=accent)

    # The curves

    def curve(self, curve: Curve, *, faint: bool = False) -> None:
        """The line of a curve in the kinds it has."""
        stands_out = curve.tie_id in (self._look.current, self._look.hovered)
        width = 3.5 if stands_out else 2.0
        for kind, path in self._paths(curve):
            pen = kind_pen(self._bonds.kind(kind), self._theme, width)
            if faint:
                colour = pen.color()
                colour.setAlphaF(_FAINT)
                pen.setColor(colour)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(pen)
            self._painter.drawPath(path)

    def _paths(self, curve: Curve) -> Iterator[tuple[str, QPainterPath]]:
        """The stretches of a curve that are of one kind; each begins where the one before ends."""
        axes = self._axes
        steps = [at for at in range(1, len(curve.values)) if None not in (curve.values[at - 1], curve.values[at])]
        for kind, group in groupby(steps, key=lambda at: curve.kinds[at]):
            stretch = set(group)
            path = QPainterPath()
            end = -1
            for at in sorted(stretch):
                before, after = curve.values[at - 1], curve.values[at]
                if before is None or after is None:
                    continue
                start, stop = axes.point(curve, at - 1, before), axes.point(curve, at, after)
                if end != at - 1:
                    path.moveTo(start)
                end = at
                if before == after:
                    if at + 1 in stretch and curve.values[at + 1] == after:
                        # One line for a stretch in which nothing happens.
                        continue
                    path.lineTo(stop)
                else:
                    middle = (start.x() + stop.x()) / 2
                    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, stop.y()), stop)
            yield kind, path

    def knots(self, curve: Curve) -> None:
        """The knots of a curve: a square where it begins, a disc where it turns; hollow while it is hidden."""
        for knot in curve.knots:
            if knot.closeness is not None:
                self.knot(curve, knot)

    def knot(self, curve: Curve, knot: Knot) -> None:
        """One knot."""
        if knot.closeness is None:
            return
        point = self._axes.point(curve, knot.at, knot.closeness)
        colour = kind_colour(self._bonds.kind(curve.kinds[knot.at]), self._theme)
        ground = QColor(self._theme.colours.raised)
        stands_out = curve.tie_id == self._look.current
        reach = DOT * (1.25 if stands_out else 1.0)
        hollow = curve.hidden[knot.at]
        draw_knot(self._painter, point, reach, colour, ground, square=knot.development is None, hollow=hollow)

    def cursor(self, curve: Curve) -> None:
        """A ring around where the author is."""
        closeness = curve.values[self._look.at] if self._look.at < len(curve.values) else None
        point = self._axes.point(curve, self._look.at, closeness or 0)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(self._theme.colours.text), 1.5)
        if closeness is None:
            pen.setStyle(Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        self._painter.drawEllipse(point, DOT + 4.5, DOT + 4.5)

    # Words

    def labels(self, curves: Sequence[Curve]) -> None:
        """What ties are called from each knot on, as far as there is room; the current curve's first."""
        for curve in curves:
            self._taken += [
                QRectF(point.x() - DOT, point.y() - DOT, 2 * DOT, 2 * DOT)
                for knot in curve.knots
                if knot.closeness is not None
                for point in [self._axes.point(curve, knot.at, knot.closeness)]
            ]
        first = {self._look.current, self._look.hovered}
        for curve in sorted(curves, key=lambda curve: curve.tie_id not in first):
            if curve.tie_id in first or len(curves) <= _MANY:
                for knot in curve.knots:
                    self._label(curve, knot, stands_out=curve.tie_id in first)

    def _label(self, curve: Curve, knot: Knot, *, stands_out: bool) -> None:
        words = knot_words(curve, knot)
        if knot.closeness is None or not words:
            return
        point = self._axes.point(curve, knot.at, knot.closeness)
        plot = self._axes.plot
        if not plot.left() - 1 <= point.x() <= plot.right() + 1:
            return
        words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, _LABEL * self._scale)
        width, height = self._metrics.horizontalAdvance(words), self._metrics.height()
        edge = self._painter.device().width() - width - XS
        for top in (point.y() - DOT - XS - height, point.y() + DOT + XS):
            for left in (point.x() - width / 2, point.x() + DOT, point.x() - width - DOT):
                rect = QRectF(min(max(left, plot.left()), edge), top, width, height)
                fits = plot.top() <= rect.top() and rect.bottom() <= plot.bottom()
                if fits and not any(rect.intersects(other) for other in self._taken):
                    self._words(words, rect.left(), rect.top() + self._metrics.ascent(), muted=not stands_out)
                    return

    def names(self, curves: Sequence[Curve], left: float, right: float) -> None:
        """Whose tie each curve is, where it ends."""
        ends = [(curve, height) for curve in curves if (height := self._end(curve)) is not None]
        height = self._metrics.height() + 1
        most = max(int(self._axes.plot.height() / height) + 1, 1)
        current = self._look.current
        ends = sorted(ends, key=lambda end: end[0].tie_id != current)[:most]
        ends.sort(key=lambda end: end[1])
        plot = self._axes.plot
        places = parted([end for _, end in ends], plot.top(), plot.bottom(), height)
        for (curve, end), place in zip(ends, places, strict=True):
            bold = curve.tie_id == current
            colour = kind_colour(self._bonds.kind(curve.kinds[-1]), self._theme)
            self._painter.setPen(QPen(colour, 1))
            start = QPointF(self._axes.x(len(curve.values) - 1) + DOT + 2, end)
            if start.x() <= plot.right() + DOT + 3:
                self._painter.drawLine(start, QPointF(left - XS, place))
            font = QFont(self._font)
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            self._painter.setFont(font)
            self._painter.setPen(QColor(self._theme.colours.text))
            pair = self._bonds.called(curve.tie_id)
            words = QFontMetricsF(font).elidedText(pair, Qt.TextElideMode.ElideRight, right - left)
            self._taken.append(QRectF(left - XS, place - height / 2, right - left, height))
            self._painter.drawText(QPointF(left, place + self._metrics.ascent() / 2 - 1), words)
            self._painter.setFont(self._font)

    def _end(self, curve: Curve) -> float | None:
        closeness = curve.values[-1]
        return None if closeness is None else self._axes.y(closeness) + curve.lane

    def _words(
        self, words: str, left: float, base: float, *, muted: bool = False, colour: QColor | None = None
    ) -> None:
        """Words with a ground of their own, so that no line goes through them."""
        metrics = self._metrics
        ground = QColor(self._theme.colours.raised)
        ground.setAlphaF(0.88)
        rect = QRectF(left - 2, base - metrics.ascent(), metrics.horizontalAdvance(words) + 4, metrics.height())
        self._painter.fillRect(rect, ground)
        self._taken.append(rect)
        usual = self._theme.colours.muted if muted else self._theme.colours.text
        self._painter.setPen(colour or QColor(usual))
        self._painter.drawText(QPointF(left, base), words)

    def hint(self, words: str) -> None:
        """A sentence in the middle of a chart without curves."""
        plot = self._axes.plot
        font = self._theme.font(1.0)
        self._painter.setFont(font)
        width = min(plot.width() - 2 * M, 420 * self._scale)
        room = QRectF(plot.center().x() - width / 2, plot.top(), width, plot.height())
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        rect = QFontMetricsF(font).boundingRect(room, flags, words)
        self._painter.fillRect(rect.adjusted(-M, -S, M, S), QColor(self._theme.colours.raised))
        self._painter.setPen(QColor(self._theme.colours.muted))
        self._painter.drawText(rect, flags, words)


def draw_knot(
    painter: QPainter, point: QPointF, reach: float, colour: QColor, ground: QColor, *, square: bool, hollow: bool
) -> None:
    """A square or a disc, filled or hollow."""
    painter.setPen(QPen(colour, 2) if hollow else QPen(ground, 1.5))
    painter.setBrush(ground if hollow else colour)
    if square:
        painter.drawRect(QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach))
    else:
        painter.drawEllipse(point, reach, reach)


def knot_words(curve: Curve, knot: Knot) -> str:
    """What stands beside a knot: what the tie is called from there on, or its kind where that is new."""
    if knot.label:
        return knot.label
    kind = curve.kinds[knot.at]
    return kind_text(kind) if kind and (knot.at == 0 or curve.kinds[knot.at - 1] != kind) else ""


def shown_kinds(curves: Collection[Curve]) -> list[str]:
    """The kinds curves are drawn in, each once."""
    return list(dict.fromkeys(kind for curve in curves for kind in curve.kinds if kind))


def _step(least: float) -> int:
    """The distance of chapter numbers: 1, 2 or 5 times a power of ten, at least this."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least:
                return factor * power
        power *= 10


def tr(words: str) -> str:
    return QCoreApplication.translate("Course", words)
