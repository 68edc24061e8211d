"""What belongs to what: a bar for each story, or for each status of chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.axis import Scale
from planner.desktop.progress.charts.chart import NONE, Chart
from planner.desktop.progress.charts.texts import amount_text, tr
from planner.desktop.theme import XS, M, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.status import paint_status
from planner.domain.outline import ChapterStatus
from planner.formats.spreadsheet import Cell

MOST_ROWS = 10
"""Of more rows the rest are put together."""
_NAME_SHARE = 0.4
_BAR = 0.62
_ROW = 1.75


@dataclass(frozen=True, slots=True)
class Share:
    """One row: its name, its words, and the status it stands for. ``rest``: all that have no row of their own."""

    name: str
    words: int
    status: ChapterStatus | None = None
    rest: bool = False


def largest(shares: Sequence[Share], most: int = MOST_ROWS) -> list[Share]:
    """The rows with the most words, the rest put together in a last one."""
    ranked = sorted(shares, key=lambda share: -share.words)
    if len(ranked) <= most:
        return ranked
    kept, rest = ranked[: most - 1], ranked[most - 1 :]
    name = tr("{count} others").format(count=number_text(len(rest)))
    return [*kept, Share(name, sum(share.words for share in rest), rest=True)]


def shares_text(shares: Sequence[Share]) -> str:
    """All rows in one sentence."""
    if not any(share.words for share in shares):
        return tr("There are no words yet.")
    return "; ".join(f"{share.name}: {amount_text(share.words)}" for share in shares if share.words) + "."


class SharesChart(Chart):
    """Rows with a name, a bar and a figure."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, title, parent)
        self._shares: Sequence[Share] = ()

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these rows, in this order."""
        self._shares = shares
        self.summarise(shares_text(shares))

    def count(self) -> int:
        return len(self._shares)

    def start(self) -> int:
        return 0

    def step(self, key: Qt.Key, at: int) -> int | None:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = at + (1 if key == Qt.Key.Key_Down else -1)
            return to if 0 <= to < self.count() else at
        return super().step(key, at)

    def lines(self, at: int) -> Sequence[str]:
        share, total = self._shares[at], sum(each.words for each in self._shares)
        said = [share.name, amount_text(share.words)]
        if total:
            said.append(tr("{percent} % of all").format(percent=number_text(round(100 * share.words / total))))
        return said

    def spot(self, at: int) -> QRectF:
        row = self._row(at)
        across = self._across()
        share = self._shares[at]
        width = 2 if share.rest else max(across.place(share.words) - across.start, 2)
        bar = QRectF(across.start, 0, width, row.height() * _BAR)
        bar.moveCenter(QPointF(bar.center().x(), row.center().y()))
        return bar

    def anchor(self, at: int) -> QRectF:
        end = self.spot(at)
        end.setLeft(end.right() - 1)
        return end

    def nearest(self, place: QPointF) -> int:
        at = int(place.y() // self._row_height())
        return at if 0 <= at < self.count() else NONE

    def rows(self) -> list[Sequence[Cell]]:
        head: list[Sequence[Cell]] = [(tr("Name"), tr("Words"))]
        return head + [(share.name, share.words) for share in self._shares]

    # Where things are

    def _row_height(self) -> float:
        return round(self.metrics().height() * _ROW)

    def _row(self, at: int) -> QRectF:
        height = self._row_height()
        return QRectF(XS, at * height, self.width() - 2 * XS, height)

    def height_wanted(self) -> int:
        return round(max(self.count(), 1) * self._row_height()) + XS

    def _mark_width(self) -> float:
        return self.metrics().height() + XS if any(share.status for share in self._shares) else 0.0

    def _across(self) -> Scale:
        metrics = self.metrics()
        # The rest together would make all others small.
        most = max([1, *(share.words for share in self._shares if not share.rest)])
        wanted = max([0.0, *(metrics.horizontalAdvance(share.name) for share in self._shares)]) + self._mark_width()
        left = XS + min(wanted, self.width() * _NAME_SHARE) + M
        figures = max([0.0, *(metrics.horizontalAdvance(number_text(share.words)) for share in self._shares)])
        return Scale(0, most, left, max(self.width() - XS - figures - S, left + 8))

    # Painting

    def paint(self, painter: QPainter) -> None:
        across, metrics = self._across(), self.metrics()
        for at, share in enumerate(self._shares):
            row, bar = self._row(at), self.spot(at)
            left = row.left()
            if share.status is not None:
                side = metrics.height() * 0.85
                mark = QRectF(left, row.center().y() - side / 2, side, side)
                paint_status(painter, mark, share.status, self.theme.colours.of(share.status))
                left += self._mark_width()
            base = row.center().y() + metrics.capHeight() / 2
            name = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, across.start - M - left)
            painter.setPen(QColor(self.theme.colours.text))
            painter.drawText(QPointF(left, base), name)
            if share.words > 0 and not share.rest:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.colour(1.0) if share.status is None else self.theme.colours.of(share.status))
                painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(self.theme.colours.muted))
            figure = number_text(share.words)
            painter.drawText(QPointF(row.right() - metrics.horizontalAdvance(figure), base), figure)
