"""Charts as they are looked at, walked by keyboard, listened to, and taken along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.progress.charts.bars import DailyBars
from planner.desktop.progress.charts.chart import NONE, Chart
from planner.desktop.progress.charts.cumulative import Course, CumulativeChart, horizon
from planner.desktop.progress.charts.export import picture
from planner.desktop.progress.charts.heat_map import HeatMap, years_of
from planner.desktop.progress.charts.hours import HoursChart, WeekdaysChart
from planner.desktop.progress.charts.plan import PlanChart, PlannedWords
from planner.desktop.progress.charts.shares import Share, SharesChart
from planner.desktop.theme import Theme
from planner.domain.binning import Bin
from planner.domain.goals import Measure
from planner.domain.outline import ChapterStatus
from planner.domain.projection import Forecast
from planner.domain.streaks import Streak

TODAY = date(2026, 11, 16)
FIRST = date(2026, 11, 1)
DAY = timedelta(days=1)
WRITTEN = [(FIRST + at * DAY, 500 * at) for at in range(16)]
PAR = [(FIRST + at * DAY, 600 * (at + 1)) for at in range(30)]
FORECAST = Forecast(date(2026, 12, 6), date(2026, 11, 28), date(2027, 3, 1))


@pytest.fixture(autouse=True)
def _british(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look, as the system has it."""
    before = qapp.styleSheet(), qapp.palette(), qapp.font()
    made = Theme()
    made.apply(qapp)
    yield made
    made.deleteLater()
    sheet, palette, font = before
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def shown(chart: Chart, qtbot: QtBot, width: int = 800) -> list[str]:
    """Show a chart with the focus in it; returns what it goes on to tell."""
    said: list[str] = []
    chart.told.connect(said.append)
    qtbot.addWidget(chart)
    chart.resize(width, 10)
    chart.resize(width, chart.height_wanted())
    chart.show()
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    return said


def hover(chart: Chart, at: int) -> None:
    """Put the mouse on a point."""
    QTest.mouseMove(chart, QPoint(1, 1))
    QTest.mouseMove(chart, chart.spot(at).center().toPoint())


def press(chart: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(chart, key)


def course_chart(theme: Theme) -> CumulativeChart:
    chart = CumulativeChart(theme)
    chart.show_course(Course(WRITTEN, PAR, 18_000, FORECAST))
    return chart


def bars_chart(theme: Theme) -> DailyBars:
    chart = DailyBars(theme)
    bins = [Bin(FIRST + at * DAY, FIRST + at * DAY, 100 * at if at < 16 else 0, 700) for at in range(30)]
    chart.show_bins(bins, TODAY)
    return chart


def year_chart(theme: Theme) -> HeatMap:
    days = {TODAY: 300, TODAY - DAY: 800, date(2026, 1, 1): 50, date(2026, 6, 1): -40, date(2025, 3, 3): 9}
    chart = HeatMap(theme)
    chart.show_year(2026, days, TODAY, Streak(2, 2), frozenset({TODAY, TODAY - DAY}))
    return chart


def plan_chart(theme: Theme) -> PlanChart:
    chart = PlanChart(theme)
    chart.show_chapters(
        [
            PlannedWords("Chapter 1: Fog", 1, ChapterStatus.READY, 2600, 2000),
            PlannedWords("Chapter 2", 2, ChapterStatus.PLANNED, 0, 1500),
        ]
    )
    return chart


def shares_chart(theme: Theme) -> SharesChart:
    chart = SharesChart(theme, "charts.stories", "By story")
    chart.show_shares([Share("Night Ferry", 750), Share("2 others", 250, rest=True)])
    return chart


def hours_chart(theme: Theme) -> HoursChart:
    chart = HoursChart(theme)
    chart.show_hours([0] * 20 + [400, 900, 100, 0])
    return chart


def weekdays_chart(theme: Theme) -> WeekdaysChart:
    chart = WeekdaysChart(theme)
    chart.show_weekdays([100.4, 0, 0, 300, 0, 0, 20], first=6)
    return chart


MAKERS = (course_chart, bars_chart, year_chart, plan_chart, shares_chart, hours_chart, weekdays_chart)


@pytest.mark.parametrize("make", MAKERS)
def test_mouse_and_keyboard_tell_the_same(make: object, theme: Theme, qtbot: QtBot) -> None:
    assert callable(make)
    chart: Chart = make(theme)
    said = shown(chart, qtbot)
    start = chart.start()
    press(chart, Qt.Key.Key_Right)
    by_keyboard = said[-1]
    assert by_keyboard
    assert chart.current in (start, min(start + 1, chart.count() - 1), start + 7)
    at = chart.current
    press(chart, Qt.Key.Key_Escape)
    assert said[-1] == ""
    assert chart.current == NONE
    hover(chart, at)
    assert said[-1] == by_keyboard


@pytest.mark.parametrize("make", MAKERS)
def test_every_chart_has_words_and_a_table(make: object, theme: Theme, qtbot: QtBot) -> None:
    assert callable(make)
    chart: Chart = make(theme)
    shown(chart, qtbot)
    assert chart.accessibleName()
    assert chart.accessibleDescription().endswith(".")
    head, *rows = chart.rows()
    assert len(rows) == chart.count()
    assert {len(row) for row in rows} == {len(head)}
    assert all(isinstance(name, str) and name for name in head)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("width", "scale"), [(240, 1.0), (360, 2.0), (1400, 1.0)])
def test_points_stay_inside_at_any_size(make: object, width: int, scale: float, theme: Theme, qtbot: QtBot) -> None:
    assert callable(make)
    theme.choose("light", scale, "")
    chart: Chart = make(theme)
    shown(chart, qtbot, width)
    room = chart.rect().adjusted(-1, -1, 1, 1)
    for at in range(chart.count()):
        assert room.contains(chart.spot(at).toRect().intersected(chart.rect())), at
        assert chart.spot(at).left() >= 0
    chart.tell(0)
    assert not chart.grab().isNull()


def test_the_line_is_told_with_par(theme: Theme, qtbot: QtBot) -> None:
    chart = course_chart(theme)
    said = shown(chart, qtbot)
    assert chart.accessibleDescription() == (
        "7,500 of 18,000 words; 2,100 words behind par. At the pace of the last days it is done on 6 December 2026, "
        "between 28 November 2026 and 1 March 2027 by the best and the worst days."
    )
    press(chart, Qt.Key.Key_Left)
    assert said == ["Monday, 16 November 2026. 7,500 words. Par: 9,600 words. 2,100 words behind par"]
    press(chart, Qt.Key.Key_Left, Qt.Key.Key_End)
    assert said[1].startswith("Sunday, 15 November 2026. 7,000 words")
    assert said[2] == "Monday, 30 November 2026. Par: 18,000 words"
    press(chart, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert said[-1].startswith("Sunday, 1 November 2026")
    assert chart.rows()[1] == ("2026-11-01", 0, 600)
    assert chart.rows()[-1] == ("2026-11-30", None, 18_000)


def test_a_forecast_is_followed_as_far_as_it_is_worth() -> None:
    assert horizon(Course(WRITTEN, PAR, 18_000)) == (FIRST, date(2026, 11, 30))
    first, last = horizon(Course(WRITTEN, PAR, 18_000, FORECAST))
    assert first == FIRST
    assert date(2026, 12, 6) < last < date(2026, 12, 31)
    far = Forecast(date(2036, 1, 1), date(2027, 1, 1), None)
    assert horizon(Course(WRITTEN, PAR, 18_000, far))[1] <= date(2027, 2, 1)
    assert horizon(Course(WRITTEN, PAR, 7000, FORECAST))[1] == date(2026, 11, 30)


def test_a_line_can_be_of_one_day_or_of_none(theme: Theme, qtbot: QtBot) -> None:
    chart = CumulativeChart(theme)
    shown(chart, qtbot)
    press(chart, Qt.Key.Key_Left)
    assert (chart.count(), chart.current) == (0, NONE)
    chart.show_course(Course([(TODAY, 45)], measure=Measure.TIME, whole=False))
    assert (chart.title, chart.accessibleDescription()) == ("Written in this time", "45 minutes.")
    assert not chart.grab().isNull()
    chart.show_course(Course((), PAR, 18_000))
    assert chart.accessibleDescription() == "0 of 18,000 words."
    assert not chart.grab().isNull()


def test_bars_tell_what_is_asked(theme: Theme, qtbot: QtBot) -> None:
    chart = bars_chart(theme)
    said = shown(chart, qtbot)
    hover(chart, 3)
    assert said[-1] == "Wednesday, 4 November 2026. 300 words. 700 words were to be written"
    press(chart, Qt.Key.Key_End)
    assert said[-1] == "Monday, 30 November 2026. 700 words to be written"
    assert chart.title == "Day by day"
    chart.show_bins([Bin(FIRST, FIRST + 29 * DAY, 40)], TODAY)
    assert (chart.title, chart.accessibleName()) == ("Month by month", "Month by month")
    assert said[-1] == ""
    chart.show_bins([Bin(FIRST, FIRST, 0, 0)], TODAY)
    press(chart, Qt.Key.Key_Home)
    assert said[-1] == "Sunday, 1 November 2026. 0 words. Nothing is asked of this day"


def test_a_day_of_loss_hangs_below(theme: Theme, qtbot: QtBot) -> None:
    chart = DailyBars(theme)
    chart.show_bins([Bin(FIRST, FIRST, 500), Bin(TODAY, TODAY, -200)], TODAY)
    shown(chart, qtbot)
    assert chart.spot(0).bottom() <= chart.spot(1).top() + 1


def test_the_year_is_walked_by_weeks_and_days(theme: Theme, qtbot: QtBot) -> None:
    chart = year_chart(theme)
    said = shown(chart, qtbot)
    press(chart, Qt.Key.Key_Up)
    assert said[-1] == "Monday, 16 November 2026. 300 words. Part of the running streak"
    press(chart, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert said[1:] == [
        "Sunday, 15 November 2026. 800 words. Part of the running streak",
        "Sunday, 8 November 2026. 0 words",
        "Thursday, 1 January 2026. 50 words",
    ]
    press(chart, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert said[-1] == "Thursday, 1 January 2026. 50 words"
    assert chart.accessibleDescription() == (
        "1,110 words on 3 days of 2026. Writing for 2 days in a row, the longest time so far."
    )
    assert years_of({date(2024, 1, 1): 1}, TODAY) == [2026, 2024]


@pytest.mark.parametrize("width", [220, 300, 420, 900])
@pytest.mark.parametrize("year", [2024, 2026])
def test_each_day_of_a_year_is_where_the_mouse_finds_it(year: int, width: int, theme: Theme, qtbot: QtBot) -> None:
    chart = HeatMap(theme)
    chart.show_year(year, {}, TODAY, Streak(), weekday=6)
    shown(chart, qtbot, width)
    assert chart.count() == 366 if year == 2024 else 365
    assert [chart.nearest(chart.spot(at).center()) for at in range(chart.count())] == list(range(chart.count()))


def test_hours(theme: Theme, qtbot: QtBot) -> None:
    hours = hours_chart(theme)
    said = shown(hours, qtbot)
    hover(hours, 21)
    assert said[-1] == "21:00 to 22:00. 900 words"
    assert hours.accessibleDescription() == "Most is written in the hour from 21:00."
    hours.show_hours([0] * 24, whole_months=True)
    assert hours.accessibleDescription() == "Nothing is known yet. Months are counted whole."


def test_weekdays_are_those_of_the_calendar(theme: Theme, qtbot: QtBot) -> None:
    weekdays = weekdays_chart(theme)
    said = shown(weekdays, qtbot)
    hover(weekdays, 4)
    assert said[-1] == "Thursday. 300 words on an average day of writing"
    assert [row[0] for row in weekdays.rows()[1:3]] == ["Sunday", "Monday"]


def test_shares_and_the_plan(theme: Theme, qtbot: QtBot) -> None:
    shares, plan = shares_chart(theme), plan_chart(theme)
    said = shown(shares, qtbot)
    press(shares, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert said == ["Night Ferry. 750 words. 75 % of all", "2 others. 250 words. 25 % of all"]
    said = shown(plan, qtbot)
    press(plan, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert said == [
        "Chapter 1: Fog. 2,600 words of 2,000 planned. Ready",
        "Chapter 2. 0 words of 1,500 planned. Planned",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_has_all_but_what_is_told(scheme: str, theme: Theme, qtbot: QtBot) -> None:
    theme.choose(scheme, 1.0, "")  # type: ignore[arg-type]
    chart = bars_chart(theme)
    shown(chart, qtbot)
    still = picture(chart)
    chart.tell(3)
    assert picture(chart) == still
    image = QImage.fromData(still)
    assert image.width() > 2 * chart.width()
    assert image.height() > 2 * chart.height()
    assert image.pixelColor(2, 2).name() == theme.colours.raised
