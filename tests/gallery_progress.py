"""Pictures of Progress, and their libraries: each made the same at any time, and looked at on a day of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.domain.draft import StoryDraft
    from planner.domain.outline import ChapterId
    from planner.library.file import Library
    from tests.gallery import Stage

Show = Callable[["Stage"], "QWidget | None"]

DAY_ONE, AHEAD, BEHIND, FINISHED, TEN_YEARS = "day-one", "november-ahead", "november-behind", "finished", "ten-years"
AWAY = "away"
MOMENTS = {
    DAY_ONE: datetime(2026, 11, 1, 9, 30),
    AHEAD: datetime(2026, 11, 16, 20, 40),
    BEHIND: datetime(2026, 11, 16, 20, 40),
    FINISHED: datetime(2026, 12, 2, 19, 15),
    TEN_YEARS: datetime(2026, 11, 16, 20, 40),
    AWAY: datetime(2026, 11, 16, 20, 40),
}
"""When each library is looked at."""

STORIES = 50
FIRST_YEAR = 2016
_SKIPPED = (0.0, 0.0, 0.15, 0.1, 0.0, 0.3, 0.2)
"""On how many of Mondays, Tuesdays … nothing is written."""
_HOURS = (7, 12, 18, 20, 20, 21, 21, 22, 23)
_THINGS = (
    "Lantern",
    "Ferry",
    "Orchard",
    "Ledger",
    "Cartographer",
    "Lighthouse",
    "Winter",
    "Kitchen",
    "Apprentice",
    "Tide",
)
_PLACES = ("of Salt Street", "at the Border", "After Rain", "in Exile", "of the Ninth House")


class Clock:
    """Tells whatever time it was set to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def make_progress_library(folder: Path, name: str) -> Path:
    """A library of one of these names, as its author has it at its moment."""
    from planner.library.file import Library

    path = folder / f"{name}.longfic"
    clock = Clock(MOMENTS[name])
    with Library.open(path, clock=clock) as library:
        _MAKERS[name](library, clock)
    return path


def _day_one(library: Library, clock: Clock) -> None:
    _add_story(library)
    _november(library)


def _ahead(library: Library, clock: Clock) -> None:
    _write_november(library, clock, date(2026, 11, 16), 2050)


def _behind(library: Library, clock: Clock) -> None:
    _write_november(library, clock, date(2026, 11, 16), 1480)


def _finished(library: Library, clock: Clock) -> None:
    _write_november(library, clock, date(2026, 11, 30), 1960)


def _write_november(library: Library, clock: Clock, last: date, pace: int) -> None:
    """A story of autumn, and a November of about so many words on a day."""
    looked_at = clock.now
    clock.now = datetime(2026, 9, 14, 20)
    _add_story(library)
    _write(library, clock, date(2026, 9, 14), date(2026, 10, 31), 620, Random(1), 0.45)
    clock.now = datetime(2026, 10, 30, 20)
    with library.change("Lock the plan"):
        library.plot.lock(library.stories.all()[0].id, "Before November")
    _november(library)
    _write(library, clock, date(2026, 11, 1), last, pace, Random(2))
    clock.now = looked_at


def _away(library: Library, clock: Clock) -> None:
    """An autumn of writing that ended six weeks ago, in the scene the author had come to."""
    from planner.domain.place import Place

    looked_at = clock.now
    clock.now = datetime(2026, 9, 1, 20)
    _add_story(library)
    _write(library, clock, date(2026, 9, 1), date(2026, 10, 4), 620, Random(1), 0.3)
    story = library.stories.all()[0]
    chapter = library.outline.get(story.id).chapters[4]
    library.place.set(Place(story.id, chapter.id, chapter.scenes[0].id))
    with library.change("Set a target"):
        library.outline.edit_chapter(chapter.id, target_words=3500)
    clock.now = looked_at


def _november(library: Library) -> None:
    """The usual goal, with Thursdays off."""
    from dataclasses import replace

    from planner.domain.goals import nanowrimo
    from planner.domain.schedule import Schedule

    goal = nanowrimo(2026, date(2026, 11, 1))
    with library.change("Set a goal"):
        library.goals.add(replace(goal, schedule=Schedule().with_weekday(3, 0)))


def _ten_years(library: Library, clock: Clock) -> None:
    """Fifty stories one after another, with a November nearly every year."""
    from dataclasses import replace

    from planner.domain.goals import Goal, GoalId, GoalKind, nanowrimo

    looked_at = clock.now
    clock.now = datetime(FIRST_YEAR, 11, 17)
    with library.change("Make the library"):
        for number in range(STORIES):
            library.drafts.add(_story(number))
        for year in range(2017, 2026, 2):
            library.goals.add(replace(nanowrimo(year, date(year, 11, 1)), title=f"NaNoWriMo {year}"))
        library.goals.add(Goal(GoalId(0), "Three hundred a day", GoalKind.HABIT, amount=300, start=date(2026, 9, 1)))
    source = Random(10)
    for year in range(FIRST_YEAR, 2027):
        first = max(date(year, 1, 1), date(FIRST_YEAR, 11, 17))
        last = min(date(year, 12, 31), looked_at.date())
        stories = range((year - FIRST_YEAR) * 4 % STORIES, (year - FIRST_YEAR) * 4 % STORIES + 9)
        _write(
            library, clock, first, last, 300 + 60 * (year - FIRST_YEAR), source, 0.3, [at % STORIES for at in stories]
        )
    clock.now = looked_at


def _write(
    library: Library,
    clock: Clock,
    first: date,
    last: date,
    pace: int,
    source: Random,
    skipped: float = 0.0,
    stories: list[int] | None = None,
) -> None:
    """Write on the days of a time, in sittings at an author's hours, and now and then delete more than was written."""
    chapters = _chapters(library, stories or [0])
    with library.change("Write"):
        day = first
        while day <= last:
            if source.random() >= skipped + _SKIPPED[day.weekday()]:
                where = chapters[source.randrange(len(chapters))]
                for sitting in range(source.choice((1, 1, 2))):
                    clock.now = datetime(day.year, day.month, day.day, source.choice(_HOURS), 15)
                    words = round(source.gauss(pace, pace * 0.4)) // (sitting + 1)
                    library.tallies.record(where, words if source.random() > 0.02 else -words // 3)
                    library.tallies.record_time(where, max(words, 60) * 3)
            day += timedelta(days=1)


def _chapters(library: Library, stories: list[int]) -> list[ChapterId]:
    known = library.stories.all()
    return [chapter.id for at in stories for chapter in library.outline.get(known[at].id).chapters]


def _add_story(library: Library) -> None:
    from planner.formats.sample import sample_story

    with library.change("Make the library"):
        library.drafts.add(sample_story())


def _story(number: int) -> StoryDraft:
    """Some of the sample's chapters under another name, without its people."""
    from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
    from planner.formats.sample import sample_story

    chapters = tuple(
        ChapterDraft(
            title=chapter.title,
            scenes=tuple(SceneDraft(prose=scene.prose) for scene in chapter.scenes),
            target_words=chapter.target_words,
            status=chapter.status,
        )
        for chapter in sample_story().chapters[: 3 + number % 7]
    )
    title = f"The {_THINGS[number % len(_THINGS)]} {_PLACES[number // len(_THINGS) % len(_PLACES)]}"
    return StoryDraft(title=title, fandom="Original work", chapters=chapters)


_MAKERS: dict[str, Callable[[Library, Clock], None]] = {
    DAY_ONE: _day_one,
    AHEAD: _ahead,
    BEHIND: _behind,
    FINISHED: _finished,
    TEN_YEARS: _ten_years,
    AWAY: _away,
}


# Views

_WRITTEN = tuple(name for name in MOMENTS if name != AWAY)


def progress_tab(tab: str) -> Show:
    """A tab of Progress, with the first story open."""

    def show(stage: Stage) -> None:
        from planner.desktop.page_tabs import ProgressTab
        from planner.desktop.progress.page import ProgressPage

        stories = stage.desk.library.stories.all()
        if stories:
            stage.desk.place.open_story(stories[0].id)
        stage.desk.commands.run("go.progress")
        page = stage.window.findChild(ProgressPage)
        assert page is not None
        page.show_tab(ProgressTab(tab)).setFocus()

    return show


def _charts(scope: str, at: float = 0.0, told: str = "") -> Show:
    """The charts of a scope, scrolled down by some of their height, and one of them telling a point."""

    def show(stage: Stage) -> None:
        from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

        from planner.desktop.progress.charts.chart import Chart
        from planner.desktop.settings import CHARTS_REACH, CHARTS_SCOPE

        stage.desk.settings.set(CHARTS_SCOPE, scope)
        stage.desk.settings.set(CHARTS_REACH, "all" if scope == "all" else "quarter")
        progress_tab("charts")(stage)
        QApplication.processEvents()
        scroll = stage.window.findChild(QScrollArea, "charts.scroll")
        assert scroll is not None
        scroll.verticalScrollBar().setValue(round(scroll.verticalScrollBar().maximum() * at))
        if told:
            chart = next(each for each in stage.window.findChildren(QWidget, told) if isinstance(each, Chart))
            chart.setFocus()
            chart.tell(chart.start() - 3)

    return show


def _goals(*unfolded: str) -> Show:
    """The goals with a habit beside the target, and with parts of the first card unfolded."""

    def show(stage: Stage) -> None:
        from planner.desktop.progress.goals.tab import GoalsTab
        from planner.domain.goals import Goal, GoalId, GoalKind

        library = stage.desk.library
        if library.goals.all() and not any(goal.kind is GoalKind.HABIT for goal in library.goals.all()):
            with library.change("Add a habit"):
                start = date(2026, 9, 14)
                library.goals.add(Goal(GoalId(0), "A little every day", GoalKind.HABIT, amount=300, start=start))
        progress_tab("goals")(stage)
        tab = stage.window.findChild(GoalsTab)
        assert tab is not None
        for card in list(tab.cards.values())[:1]:
            for part in (card.days, card.course, card.details) if unfolded else ():
                part.set_open(part.objectName() in unfolded)
        tab.refresh()

    return show


def _log(stage: Stage) -> None:
    """The log, with some words from elsewhere on it, a paste that is not counted, and a total being typed."""
    from PySide6.QtWidgets import QLineEdit

    from planner.domain.goals import Measure
    from planner.domain.log import NewEntry, Source

    library = stage.desk.library
    stories = library.stories.all()
    if stories and not library.log.entries():
        story, today = stories[0].id, stage.desk.day.today
        chapter = library.outline.get(story).chapters[0].id
        with library.change("Log words"):
            library.tallies.leave_out(chapter, 340, "paste")
            library.log.add(NewEntry(today, 612, story_id=story, note="on the train"))
            library.log.add(NewEntry(today, 45, Measure.TIME, story, "on the train"))
            library.log.add(NewEntry(today - timedelta(days=1), 250, note="in the notebook"))
            library.log.add(NewEntry(today - timedelta(days=2), 480, story_id=story, source=Source.TRACKBEAR))
    progress_tab("log")(stage)
    line = stage.window.findChild(QLineEdit, "log.count")
    assert line is not None
    if stories:
        line.setText("=12400")
        line.textEdited.emit(line.text())


def _calendar(chapters: int = 0, settled: str = "", day: str = "", width: int = 0) -> Show:
    """The calendar of the first story with as many chapters more, all by a date; with a day in sight, in a window of
    some width."""

    def show(stage: Stage) -> None:
        from PySide6.QtWidgets import QApplication

        from planner.desktop.progress.calendar.grid import CalendarGrid
        from planner.domain.outline import ChapterStatus
        from planner.domain.spark_plan import SparkPlan

        library = stage.desk.library
        stories = library.stories.all()
        if stories:
            story_id = stories[0].id
            with library.change("Plan more"):
                for number in range(chapters):
                    thing = _THINGS[number % len(_THINGS)]
                    library.outline.add_chapter(story_id, title=f"The {thing}", target_words=1200 + number % 5 * 400)
            if chapters:
                ids = [chapter.id for chapter in library.plot.story(story_id)[0]]
                with library.change("Draft one, and settle two dates"):
                    library.outline.edit_chapter(ids[0], status=ChapterStatus.DRAFTED)
                    library.outline.edit_chapter(ids[9], due=date(2026, 12, 20))
                    library.outline.edit_chapter(ids[-chapters], due=date(2026, 11, 12))
                until = date.fromisoformat(settled) if settled else None
                library.spark.keep(story_id, SparkPlan(pace=900, until=until))
        progress_tab("calendar")(stage)
        grid = stage.window.findChild(CalendarGrid)
        assert grid is not None
        if width:
            stage.window.resize(width, stage.window.height())
        QApplication.processEvents()
        grid.go_to_day(date.fromisoformat(day) if day else library.tallies.author_day())

    return show


def _shelf(*states: str) -> Show:
    """The shelf, of stories in these states alone."""

    def show(stage: Stage) -> None:
        from planner.desktop.shelf.page import ShelfPage
        from planner.domain.outline import StoryState

        stage.desk.commands.run("go.shelf")
        page = stage.window.findChild(ShelfPage)
        assert page is not None
        library = stage.desk.library
        with library.change("Give states"):
            for number, story in enumerate(library.stories.all() if states else ()):
                library.stories.edit(story.id, state=list(StoryState)[number % len(StoryState)])
        page.bar.states.choose([StoryState(state) for state in states])

    return show


def _log_import(stage: Stage) -> QWidget:
    """A table of words with stories and notes, as it is shown before it comes."""
    from planner.desktop.progress.log.import_dialog import ImportLog
    from planner.formats.log_files import read_log_text
    from planner.formats.log_table import Table, guess_columns

    _log(stage)
    rows = [
        f"{day}/11/2025,{1500 + day * 37 % 900},{40 + day},{'The sequel' if day % 3 else 'A letter home'},"
        f"{'on the train' if day % 4 == 0 else ''}"
        for day in range(1, 13)
    ]
    table = read_log_text("\n".join(["Date,Words,Minutes,Project,Note", *rows, "Sum,,,,"]))
    assert isinstance(table, Table)
    dialog = ImportLog(stage.desk, (table, guess_columns(table)), "words.csv", stage.window)
    dialog.show()
    return dialog


PROGRESS_VIEWS: dict[str, tuple[Show, tuple[str, ...]]] = {
    "progress-goals": (_goals(), ("empty", *_WRITTEN)),
    "progress-goals-details": (_goals("goal.fold.details"), (BEHIND,)),
    "progress-log": (_log, ("empty", DAY_ONE, BEHIND, TEN_YEARS)),
    "shelf-today": (_shelf(), tuple(MOMENTS)),
    "shelf-filtered": (_shelf("hiatus", "shelved", "complete", "writing"), (TEN_YEARS,)),
    "shelf-none-fits": (_shelf("idea"), (BEHIND,)),
    "progress-log-import": (_log_import, (BEHIND,)),
    "progress-charts": (_charts(""), ("empty", *_WRITTEN)),
    "progress-charts-told": (_charts("", 0.0, "charts.cumulative"), (BEHIND,)),
    "progress-charts-year": (_charts("all", 0.45, "charts.year"), (TEN_YEARS,)),
    "progress-charts-below": (_charts("all", 1.0), (BEHIND, TEN_YEARS)),
    "progress-calendar": (_calendar(), ("empty", DAY_ONE, BEHIND)),
    "progress-calendar-sixty": (_calendar(60, "2027-02-28"), (BEHIND,)),
    "progress-calendar-months": (_calendar(60, day="2026-12-31"), (BEHIND,)),
    "progress-calendar-small": (_calendar(60, day="2026-12-20", width=760), (BEHIND,)),
    "progress-charts-story": (_charts("story:1", 0.6), (BEHIND,)),
}
"""What is brought up, and of which libraries, by the name of the view."""

LARGE_PROGRESS = {
    "shelf-today": (BEHIND, AWAY),
    "progress-goals": (BEHIND,),
    "progress-calendar": (BEHIND,),
    "progress-log": (BEHIND,),
    "progress-log-import": (BEHIND,),
    "progress-charts": (BEHIND,),
    "progress-charts-year": (TEN_YEARS,),
}
"""Those that are taken with text of twice its size, too."""
