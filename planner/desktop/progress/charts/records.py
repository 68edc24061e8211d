"""The records below the charts: totals, the best day, week and month, streaks, and how fast the author types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.desktop.progress.charts.texts import amount_text, tr
from planner.desktop.theme import XL, XS, M
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.domain.goals import Measure
from planner.domain.records import Records
from planner.domain.streaks import Streak


@dataclass(frozen=True, slots=True)
class Figure:
    """One record: what it is called, how much it is, and (perhaps) when that was."""

    name: str
    amount: str
    when: str = ""


def figures(
    known: Records, streak: Streak, measure: Measure = Measure.WORDS, minutes: int = 0, hourly: int | None = None
) -> list[Figure]:
    """What there is to be told, in the order it is told; what is not known is left out.

    Args:
        known: totals and bests.
        streak: days in a row.
        measure: what totals and bests count.
        minutes: time at the keys, as far as it was kept.
        hourly: words an hour of it.
    """
    told = [Figure(tr("In all"), amount_text(known.total, measure))]
    if known.days_written:
        told += [
            Figure(tr("Days written"), number_text(known.days_written)),
            Figure(tr("On a day of writing"), amount_text(round(known.average), measure)),
        ]
    for name, best, when in (
        (tr("Best day"), known.best_day, date_text),
        (tr("Best week"), known.best_week, lambda day: tr("from {date}").format(date=date_text(day))),
        (tr("Best month"), known.best_month, _month_text),
    ):
        if best is not None and best.amount > 0:
            told.append(Figure(name, amount_text(best.amount, measure), when(best.day)))
    if streak.longest:
        now = tr("now {n}").format(n=number_text(streak.current)) if streak.current else ""
        told.append(Figure(tr("Most days in a row"), number_text(streak.longest), now))
    if minutes:
        told.append(Figure(tr("Time at the keys"), amount_text(minutes, Measure.TIME)))
    if hourly is not None and hourly > 0:
        told.append(Figure(tr("Words an hour"), number_text(hourly)))
    return told


def _month_text(day: date) -> str:
    name = QLocale().standaloneMonthName(day.month)
    return f"{name} {day.year}"


class RecordsPanel(Panel):
    """The records in figures, as many beside one another as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("charts.records")
        self.column.setSpacing(M)
        self.column.addWidget(label(tr("Records"), "title"))
        self._rows = QWidget(self)
        self._flow = FlowLayout(self._rows)
        self._flow.setSpacing(XL)
        self.column.addWidget(self._rows)
        self._told: list[Figure] = []

    def show_figures(self, told: Sequence[Figure]) -> None:
        """Tell these, and nothing else."""
        if list(told) == self._told:
            return
        self._told = list(told)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in told:
            block = self._block(each)
            self._flow.addWidget(block)
            # Now, since Qt would show it later, and the layouts above would keep the height without it.
            block.show()
        self.updateGeometry()
        self.setAccessibleName(tr("Records"))
        self.setAccessibleDescription("; ".join(_sentence(each) for each in told))

    def _block(self, told: Figure) -> QWidget:
        block = QWidget(self._rows)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(told.name, "muted"))
        column.addWidget(label(told.amount, "section"))
        if told.when:
            column.addWidget(label(told.when, "muted"))
        column.addStretch()
        block.setAccessibleName(_sentence(told))
        return block


def _sentence(told: Figure) -> str:
    return f"{told.name}: {told.amount}" + (f", {told.when}" if told.when else "")
