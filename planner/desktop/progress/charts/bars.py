"""Words day by day, or week by week, or month by month, with what each was to bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.axis import day_ticks
from planner.desktop.progress.charts.chart import LegendEntry, Swatch
from planner.desktop.progress.charts.columns import Column, ColumnChart
from planner.desktop.progress.charts.texts import amount_text, bars_text, span_text, tick_text, tr
from planner.desktop.theme import Theme
from planner.domain.binning import Bin
from planner.domain.days import length
from planner.domain.goals import Measure
from planner.formats.spreadsheet import Cell

_HEIGHT = 200
_MOST_NAMES = 10


class DailyBars(ColumnChart):
    """A column for each bin of days, that of today standing out, and a line where each was to be."""

    def __init__(self, theme: Theme, name: str = "charts.bars", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("Day by day"), _HEIGHT, parent)
        self._bins: Sequence[Bin] = ()
        self._measure = Measure.WORDS

    def show_bins(self, bins: Sequence[Bin], today: date, measure: Measure = Measure.WORDS) -> None:
        """Show these bins, oldest first; those after today say only what they are to bring."""
        self._bins, self._measure = bins, measure
        names = self._names(bins)
        columns = [
            Column(
                amount=each.amount,
                mark=each.goal,
                strong=each.first <= today <= each.last,
                name=names.get(at, ""),
                told=_told(each, today, measure),
            )
            for at, each in enumerate(bins)
        ]
        start = max((at for at, each in enumerate(bins) if each.first <= today), default=0)
        self.show_columns(columns, _legend(columns), start)
        longest = max((length(each.first, each.last) for each in bins), default=1)
        titles = {1: tr("Day by day")} | dict.fromkeys(range(2, 8), tr("Week by week"))
        self.summarise(bars_text(bins, today, measure), titles.get(longest, tr("Month by month")))

    @staticmethod
    def _names(bins: Sequence[Bin]) -> dict[int, str]:
        """The bins in which the days lie that are named beneath."""
        if not bins:
            return {}
        found: dict[int, str] = {}
        at = 0
        for tick in day_ticks(bins[0].first, bins[-1].last, _MOST_NAMES):
            while bins[at].last < tick.day:
                at += 1
            found.setdefault(at, tick_text(tick))
        return found

    def rows(self) -> list[Sequence[Cell]]:
        unit = tr("Words") if self._measure is Measure.WORDS else tr("Minutes")
        head: list[Sequence[Cell]] = [(tr("From"), tr("To"), unit, tr("To be written"))]
        return head + [(each.first.isoformat(), each.last.isoformat(), each.amount, each.goal) for each in self._bins]


def _told(each: Bin, today: date, measure: Measure) -> tuple[str, ...]:
    said = [span_text(each.first, each.last)]
    if each.first <= today:
        said.append(amount_text(each.amount, measure))
    if each.goal == 0 and each.first == each.last:
        said.append(tr("Nothing is asked of this day"))
    elif each.goal is not None:
        wanted = tr("{amount} to be written") if each.last >= today else tr("{amount} were to be written")
        said.append(wanted.format(amount=amount_text(each.goal, measure)))
    return tuple(said)


def _legend(columns: Sequence[Column]) -> list[LegendEntry]:
    if not any(column.mark for column in columns):
        return []
    return [LegendEntry(Swatch.BAR, tr("Written")), LegendEntry(Swatch.LEVEL, tr("To be written"))]
