"""When the writing is done: words by the hour of the day, and on an average day of writing by weekday."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from planner.desktop.progress.charts.columns import Column, ColumnChart
from planner.desktop.progress.charts.texts import amount_text, hour_text, most_text, tr, weekday_text
from planner.desktop.theme import Theme
from planner.domain.goals import Measure
from planner.formats.spreadsheet import Cell

_HEIGHT = 168
_HOURS = 24
_NAMED = 3
"""Every so many hours, one is named."""


class HoursChart(ColumnChart):
    """A column for each hour of the clock on the wall."""

    def __init__(self, theme: Theme, name: str = "charts.hours", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("Hours of the day"), _HEIGHT, parent)
        self._amounts = [0] * _HOURS

    def show_hours(self, hours: Sequence[int], whole_months: bool = False) -> None:
        """Show words by hour, 0 to 23; ``whole_months``: those of months that the time shown takes only a part of."""
        self._amounts = list(hours)
        best = max(range(_HOURS), key=self._amounts.__getitem__)
        columns = [
            Column(
                amount,
                strong=hour == best,
                name=hour_text(hour) if hour % _NAMED == 0 else "",
                told=(
                    tr("{from_hour} to {to_hour}").format(
                        from_hour=hour_text(hour), to_hour=hour_text((hour + 1) % _HOURS)
                    ),
                    amount_text(amount),
                ),
            )
            for hour, amount in enumerate(self._amounts)
        ]
        self.show_columns(columns, start=best)
        names = [hour_text(hour) for hour in range(_HOURS)]
        said = most_text(names, self._amounts, tr("Most is written in the hour from {name}."))
        self.summarise(f"{said} {tr('Months are counted whole.')}" if whole_months else said)

    def rows(self) -> list[Sequence[Cell]]:
        head: list[Sequence[Cell]] = [(tr("Hour"), tr("Words"))]
        return head + list(enumerate(self._amounts))


class WeekdaysChart(ColumnChart):
    """A column for each weekday, in the order of the author's calendar."""

    def __init__(self, theme: Theme, name: str = "charts.weekdays", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("Weekdays"), _HEIGHT, parent)
        self._amounts: Sequence[int] = ()
        self._order: Sequence[int] = range(7)
        self._measure = Measure.WORDS

    def show_weekdays(self, averages: Sequence[float], first: int = 0, measure: Measure = Measure.WORDS) -> None:
        """Show words on an average day of writing, Monday first; ``first`` is the weekday weeks begin with."""
        self._measure = measure
        self._amounts = [round(average) for average in averages]
        self._order = [(first + at) % 7 for at in range(7)]
        best = max(range(7), key=self._amounts.__getitem__)
        columns = [
            Column(
                self._amounts[weekday],
                strong=weekday == best,
                name=weekday_text(weekday, QLocale.FormatType.ShortFormat),
                told=(
                    weekday_text(weekday),
                    tr("{amount} on an average day of writing").format(
                        amount=amount_text(self._amounts[weekday], measure)
                    ),
                ),
            )
            for weekday in self._order
        ]
        self.show_columns(columns, start=list(self._order).index(best))
        names = [weekday_text(weekday) for weekday in range(7)]
        self.summarise(most_text(names, self._amounts, tr("{name} is the day on which most is written.")))

    def rows(self) -> list[Sequence[Cell]]:
        words, minutes = tr("Words on an average day of writing"), tr("Minutes on an average day of writing")
        head: list[Sequence[Cell]] = [(tr("Weekday"), words if self._measure is Measure.WORDS else minutes)]
        return head + [(weekday_text(weekday), self._amounts[weekday]) for weekday in self._order if self._amounts]
