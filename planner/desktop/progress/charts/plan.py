"""The plan against what became of it: for each chapter the words planned and the words written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from planner.desktop.commands import status_text
from planner.desktop.progress.charts.chart import LegendEntry, Swatch
from planner.desktop.progress.charts.columns import Column, ColumnChart
from planner.desktop.progress.charts.texts import tr
from planner.desktop.theme import Theme
from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.outline import ChapterStatus
from planner.formats.spreadsheet import Cell

_HEIGHT = 208


@dataclass(frozen=True, slots=True)
class PlannedWords:
    """A chapter with the words it was planned to have; None if it is in no plan."""

    heading: str
    number: int
    status: ChapterStatus
    written: int
    planned: int | None


def plan_text(chapters: Sequence[PlannedWords]) -> str:
    """How the drafted chapters compare with their plan, and how much is still to come."""
    done = [each for each in chapters if each.status.is_written and each.planned]
    ahead = [each for each in chapters if not each.status.is_written]
    said = []
    if done:
        written, planned = sum(each.written for each in done), sum(each.planned or 0 for each in done)
        drafted = tr("1 chapter is drafted") if len(done) == 1 else tr("{count} chapters are drafted")
        said.append(
            tr("{drafted}, with {written} where {planned} were planned.").format(
                drafted=drafted.format(count=number_text(len(done))),
                written=words_text(written),
                planned=number_text(planned),
            )
        )
    if ahead:
        left = sum(max((each.planned or 0) - each.written, 0) for each in ahead)
        said.append(tr("Still to be written: {words}.").format(words=words_text(left)))
    return " ".join(said) or tr("There are no chapters yet.")


class PlanChart(ColumnChart):
    """A column for each chapter in reading order, and a line where it was planned to be."""

    def __init__(self, theme: Theme, name: str = "charts.plan", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, tr("Plan and chapters"), _HEIGHT, parent)
        self._chapters: Sequence[PlannedWords] = ()

    def show_chapters(self, chapters: Sequence[PlannedWords]) -> None:
        """Show these chapters, in reading order."""
        self._chapters = chapters
        columns = [
            Column(
                each.written,
                mark=each.planned,
                strong=each.status.is_written,
                name=number_text(each.number),
                told=_told(each),
            )
            for each in chapters
        ]
        legend = [
            LegendEntry(Swatch.BAR, tr("Written, drafted")),
            LegendEntry(Swatch.LIGHT_BAR, tr("Written, not yet drafted")),
            LegendEntry(Swatch.LEVEL, tr("Planned")),
        ]
        self.show_columns(columns, legend, start=0)
        self.summarise(plan_text(chapters))

    def rows(self) -> list[Sequence[Cell]]:
        head: list[Sequence[Cell]] = [(tr("Chapter"), tr("Status"), tr("Planned"), tr("Written"))]
        return head + [(each.heading, status_text(each.status), each.planned, each.written) for each in self._chapters]


def _told(each: PlannedWords) -> tuple[str, ...]:
    words = words_text(each.written)
    if each.planned is not None:
        words = tr("{words} of {planned} planned").format(words=words, planned=number_text(each.planned))
    return (each.heading, words, status_text(each.status))
