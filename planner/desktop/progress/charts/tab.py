"""The tab Charts: whose words, over which time, and the charts of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.progress.charts.bars import DailyBars
from planner.desktop.progress.charts.chart import Chart
from planner.desktop.progress.charts.cumulative import CumulativeChart
from planner.desktop.progress.charts.heat_map import HeatMap, years_of
from planner.desktop.progress.charts.hours import HoursChart, WeekdaysChart
from planner.desktop.progress.charts.model import (
    ALL_STORIES,
    Figures,
    Reach,
    Scope,
    read_figures,
    scope_of,
    usual_scope,
)
from planner.desktop.progress.charts.panel import ChartPanel
from planner.desktop.progress.charts.plan import PlanChart
from planner.desktop.progress.charts.records import RecordsPanel
from planner.desktop.progress.charts.records import figures as record_figures
from planner.desktop.progress.charts.shares import SharesChart, largest
from planner.desktop.settings import CHARTS_REACH, CHARTS_SCOPE
from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.domain.changes import ChangeSet
from planner.domain.goals import Goal
from planner.library.goals import FIRST_WEEKDAY

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("tally", "log_entry", "typing_time", "goal", "story", "chapter", "scene", "text", "baseline")
_NARROW = 720
"""Below this width, at a text scale of 1, no two charts stand side by side."""
_MEASURE = 1080
"""The greatest width of the charts, at a text scale of 1."""


class ChartsTab(KeptFresh):
    """What was written, in pictures."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress.charts")
        self.setAccessibleName(self.tr("Charts"))
        self._desk = desk
        self._figures: Figures | None = None
        self._year: int | None = None
        theme = desk.theme
        self.scope = ChoiceBox("charts.scope")
        self.scope.setAccessibleName(self.tr("Whose words"))
        self.scope.setMinimumContentsLength(18)
        self.scope.activated.connect(self._choose_scope)
        self.reach = ChoiceBox("charts.reach")
        self.reach.setAccessibleName(self.tr("Over which time"))
        self.reach.setMinimumContentsLength(12)
        for reach, words in self._reaches().items():
            self.reach.addItem(words, reach.value)
        self.reach.activated.connect(self._choose_reach)
        self.year = ChoiceBox("charts.year_shown")
        self.year.setAccessibleName(self.tr("Which year"))
        self.year.activated.connect(self._choose_year)
        self.course, self.bars, self.heat = CumulativeChart(theme), DailyBars(theme), HeatMap(theme)
        self.hours, self.weekdays, self.plan = HoursChart(theme), WeekdaysChart(theme), PlanChart(theme)
        self.stories = SharesChart(theme, "charts.stories", self.tr("By story"))
        self.statuses = SharesChart(theme, "charts.statuses", self.tr("By status of the chapters"))
        self._rows: tuple[tuple[Chart, ...], ...] = (
            (self.course,),
            (self.bars,),
            (self.heat,),
            (self.plan,),
            (self.hours, self.weekdays),
            (self.stories, self.statuses),
        )
        self._body = QWidget(self)
        self._panels: dict[Chart, ChartPanel] = {
            chart: ChartPanel(desk, chart, says=says, beside=beside, parent=self._body)
            for chart, says, beside in (
                (self.course, True, None),
                (self.bars, True, None),
                (self.heat, True, self.year),
                (self.hours, True, None),
                (self.weekdays, True, None),
                (self.stories, False, None),
                (self.statuses, False, None),
                (self.plan, True, None),
            )
        }
        self.records = RecordsPanel(self._body)
        self._shown: set[Chart] = {self.course, self.bars, self.heat}
        self._lay_out()
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._note_stale)
        desk.settings.changed.connect(self._follow_setting)
        theme.changed.connect(self._arrange)

    # Parts

    def _reaches(self) -> dict[Reach, str]:
        return {
            Reach.MONTH: self.tr("The last 30 days"),
            Reach.QUARTER: self.tr("The last 90 days"),
            Reach.YEAR: self.tr("The last year"),
            Reach.ALL: self.tr("All the time"),
        }

    def _lay_out(self) -> None:
        self._choices = QWidget(self)
        row = FlowLayout(self._choices)
        row.setSpacing(S)
        row.addWidget(self.scope)
        row.addWidget(self.reach)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(L)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._scroll = _Scroll(self._body)
        self._stack.addWidget(self._scroll)
        head = self._head = QVBoxLayout()
        head.addWidget(self._choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.scope)
        self._order_focus()

    def _order_focus(self) -> None:
        """Let Tab go from chart to chart as they stand, and from each to what belongs to it."""
        stops: list[QWidget] = [self.scope, self.reach]
        for chart in (chart for row in self._rows for chart in row):
            stops += [*([self.year] if chart is self.heat else []), self._panels[chart].more, chart]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _nothing(self) -> QWidget:
        text = self.tr(
            "Write a little, or log what you wrote elsewhere, and this page draws it: the line that grows, day by day, "
            "the year at a glance, and at which hours you write. With a goal it draws par and where your pace leads."
        )
        goals = PROGRESS.command(ProgressTab.GOALS)
        first = button(self.tr("Set a goal"), "charts.set_goal", lambda: self._desk.commands.run(goals), "primary")
        return EmptyState(self._desk.theme, "progress", self.tr("Nothing to draw yet"), text, (first,))

    def _arrange(self) -> None:
        """Two small charts side by side, where there is room; and nothing wider than is good for looking at it."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        side = max(XL, (self.width() - bar - round(_MEASURE * self._desk.theme.text_scale)) // 2)
        self._head.setContentsMargins(side, M, side, 0)
        self._scroll.set_side(side)
        narrow = self.width() < _NARROW * self._desk.theme.text_scale
        while self._grid.count():
            self._grid.takeAt(0)
        row = 0
        for pair in self._rows:
            shown = [self._panels[chart] for chart in pair if chart in self._shown]
            if len(shown) == 2 and not narrow:
                self._grid.addWidget(shown[0], row, 0)
                self._grid.addWidget(shown[1], row, 1)
                row += 1
                continue
            for panel in shown:
                self._grid.addWidget(panel, row, 0, 1, 2)
                row += 1
        self._grid.addWidget(self.records, row, 0, 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            self._note_stale()

    def _follow_setting(self, key: str) -> None:
        if key == FIRST_WEEKDAY:
            self._note_stale()

    # Choices

    def _choose_scope(self, _row: int) -> None:
        self._desk.settings.set(CHARTS_SCOPE, self.scope.currentData())
        self._year = None
        self.refresh()

    def _choose_reach(self, _row: int) -> None:
        self._desk.settings.set(CHARTS_REACH, self.reach.currentData())
        self.refresh()

    def _choose_year(self, _row: int) -> None:
        self._year = self.year.currentData()
        self._show_year()

    def show_scope(self, scope: Scope) -> None:
        """Show the charts of a story, a goal, or all."""
        self._desk.settings.set(CHARTS_SCOPE, scope.key)
        self._year = None
        self.refresh()

    def refresh(self) -> None:
        """Show what the library holds."""
        library, today = self._desk.library, self._desk.day.today
        goals = [*library.goals.all(), *library.goals.all(archived=True)]
        self._offer(goals)
        scope = scope_of(self._desk.settings.get(CHARTS_SCOPE)) or usual_scope(goals, today)
        if self.scope.findData(scope.key) < 0:
            # It was deleted.
            scope = ALL_STORIES
        self.scope.setCurrentIndex(self.scope.findData(scope.key))
        reach = Reach(self._desk.settings.get(CHARTS_REACH))
        self.reach.setCurrentIndex(self.reach.findData(reach.value))
        self._figures = read_figures(library, scope, reach, today)
        self._stale = False
        self._show()

    def _offer(self, goals: list[Goal]) -> None:
        """All stories, the goals, and the stories."""
        wanted = [(self.tr("All stories"), ALL_STORIES.key)]
        wanted += [(self._goal_text(goal), Scope(goal_id=goal.id).key) for goal in goals]
        wanted += [
            (story.title or self.tr("Untitled story"), Scope(story_id=story.id).key)
            for story in self._desk.library.stories.all()
        ]
        known = [(self.scope.itemText(row), self.scope.itemData(row)) for row in range(self.scope.count())]
        if wanted == [each for each in known if each[1]]:
            return
        self.scope.clear()
        before = ""
        for words, key in wanted:
            kind = key.partition(":")[0]
            if before and kind != before:
                self.scope.insertSeparator(self.scope.count())
            before = kind
            self.scope.addItem(words, key)

    def _goal_text(self, goal: Goal) -> str:
        title = goal.title or self.tr("Untitled goal")
        return title if goal.archived is None else self.tr("{goal}, put away").format(goal=title)

    # Showing

    def _show(self) -> None:
        figures = self._figures
        assert figures is not None
        self.reach.setVisible(figures.has_reach and not figures.nothing)
        self._choices.setVisible(self.scope.count() > 1 or not figures.nothing)
        self._stack.setCurrentIndex(0 if figures.nothing else 1)
        if figures.nothing:
            return
        self.course.show_course(figures.course)
        self.bars.show_bins(figures.bins, figures.today, figures.measure)
        self._offer_years(figures)
        self._show_year()
        self.hours.show_hours(figures.hours, figures.whole_months)
        self.weekdays.show_weekdays(figures.weekdays, figures.weekday, figures.measure)
        self.stories.show_shares(largest(figures.stories))
        self.statuses.show_shares([share for share in figures.statuses if share.words])
        self.plan.show_chapters(figures.chapters)
        if figures.records is not None:
            told = record_figures(figures.records, figures.streak, figures.measure, figures.minutes, figures.hourly)
            self.records.show_figures(told)
        known: dict[Chart, bool] = {
            self.hours: any(figures.hours),
            self.weekdays: any(figures.weekdays),
            self.stories: bool(figures.stories),
            self.statuses: any(share.words for share in figures.statuses),
            self.plan: bool(figures.chapters),
        }
        self._shown = {self.course, self.bars, self.heat} | {chart for chart, there in known.items() if there}
        self._arrange()
        for chart, panel in self._panels.items():
            panel.setVisible(chart in self._shown)

    def _offer_years(self, figures: Figures) -> None:
        years = years_of(figures.days, figures.today)
        if self._year not in years:
            ended = max(figures.days, default=figures.today)
            self._year = min(figures.last, figures.today).year if figures.last.year in years else ended.year
        if [self.year.itemData(row) for row in range(self.year.count())] != years:
            self.year.clear()
            for year in years:
                self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(self._year))
        self.year.setVisible(len(years) > 1)

    def _show_year(self) -> None:
        figures = self._figures
        if figures is not None and self._year is not None:
            self.heat.show_year(
                self._year,
                figures.days,
                figures.today,
                figures.streak,
                figures.running,
                figures.weekday,
                figures.measure,
            )


class _Scroll(QScrollArea):
    """The charts under one another."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setObjectName("charts.scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QWidget()
        frame.setProperty("look", "clear")
        self._column = QVBoxLayout(frame)
        self._column.addWidget(body)
        self._column.addStretch()
        self.setWidget(frame)

    def set_side(self, side: int) -> None:
        """Keep so much room free at the left and at the right."""
        self._column.setContentsMargins(side, M, side, XL)
