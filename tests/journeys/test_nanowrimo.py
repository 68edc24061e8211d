"""Half a November: started in two clicks, written, sprinted, logged on a train, and spread again without Thursdays."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar

from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.goals.grid import WeekGrid
from planner.domain.log import NewEntry
from tests.journeys.author import Author, rows

THURSDAY = 3


class Clock:
    """The clock on the author's wall."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_half_a_november(author: Author) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    clock = author.clock = Clock(datetime(2026, 11, 14, 9, 0))
    author.sit_down()
    author.click("welcome.story.sample")
    author.until(lambda: author.page is PageName.WRITE)
    start_in_two_clicks(author)
    write_a_little(author)
    sprint(author, clock)
    log(author, "+1,800", "in the notebook")
    go_on_the_next_day(author, clock)
    log_a_train_ride(author)
    take_thursdays_off(author)
    see_where_it_stands(author)
    keep_writing(author, clock)
    come_back(author)


def said(author: Author, name: str, kind: type[QLabel | QPushButton] = QLabel) -> str:
    QApplication.processEvents()
    return author.part(name, kind).text()


def start_in_two_clicks(author: Author) -> None:
    author.click("rail.progress")
    author.click("button.goal.nanowrimo")
    assert rows(author.path, "SELECT title, amount, first_day, last_day FROM goal") == [
        ("NaNoWriMo 2026", 50_000, "2026-11-14", "2026-11-30")
    ]
    assert said(author, "goal.headline") == "0 of 50,000 words"
    # 50,000 over 17 days; the first of them take what does not go in evenly.
    assert said(author, "goal.today") == "Today: 0 of 2,942 words, 2,942 left"
    assert said(author, "goal.standing") == "On course · par for today is 2,941"
    assert said(author, "status.today", QPushButton) == "0 of 2,942 today"


def write_a_little(author: Author) -> None:
    """What is typed moves the goal at the next autosave."""
    author.click("rail.write")
    author.press("Ctrl+End")
    author.write(" One two three four five.")
    author.until(lambda: said(author, "status.today", QPushButton) == "5 of 2,942 today")
    assert rows(author.path, "SELECT day, added FROM tally") == [("2026-11-14", 5)]
    assert "NaNoWriMo 2026 needs 2,942 words today; 2,937 words to go." in author.part("status.today").toolTip()
    author.click("status.today")
    assert author.page is PageName.PROGRESS
    assert said(author, "goal.headline") == "5 of 50,000 words"


def sprint(author: Author, clock: Clock) -> None:
    """Fifteen minutes against the clock, begun and written without leaving the text."""
    assert said(author, "goal.forecast") == "After a few days of writing there is a date here"
    author.click("rail.write")
    author.press("Ctrl+End", "Ctrl+Alt+S")
    author.write(" Six seven eight, and then eight.")
    author.until(lambda: said(author, "status.sprint.clock", QPushButton) == "15:00 · 6 words")
    clock.now += timedelta(minutes=15, seconds=10)
    # The clock looks at the time by itself, once a second; the sentence may still be finished.
    author.until(lambda: "15:00" not in said(author, "status.sprint.clock", QPushButton))
    author.write(" Nine ten.")
    clock.now += timedelta(minutes=1)
    author.until(lambda: rows(author.path, "SELECT count(*) FROM sprint") == [(1,)])
    assert rows(author.path, "SELECT begun, planned, seconds, words FROM sprint") == [
        ("2026-11-14T09:00:00", 900, 900, 8)
    ]
    assert rows(author.path, "SELECT day, added FROM tally") == [("2026-11-14", 13)]


def log(author: Author, words: str, note: str) -> None:
    """One line for what was written elsewhere."""
    author.click("rail.progress")
    show_tab(author, ProgressTab.LOG)
    author.fill("log.count", words)
    author.fill("log.note", note)
    author.press("Return")
    show_tab(author, ProgressTab.GOALS)


def show_tab(author: Author, tab: ProgressTab) -> None:
    tabs = author.part("progress.tabs", QTabBar)
    place = list(ProgressTab).index(tab)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())


def go_on_the_next_day(author: Author, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 15, 8, 0)
    author.wait_for_the_day()
    # (50,000 - 1,813) over 16 days, rounded up; par after two of 17 days is 5,882.
    assert said(author, "goal.today") == "Today: 0 of 3,012 words, 3,012 left"
    assert said(author, "goal.standing") == "4,069 behind · par for today is 5,882"


def log_a_train_ride(author: Author) -> None:
    log(author, "+612", "train")
    assert rows(author.path, "SELECT day, count, note FROM log_entry ORDER BY day") == [
        ("2026-11-14", 1800, "in the notebook"),
        ("2026-11-15", 612, "train"),
    ]
    assert said(author, "goal.headline") == "2,425 of 50,000 words"
    assert said(author, "goal.today") == "Today: 612 of 3,012 words, 2,400 left"
    assert said(author, "goal.left") == "15 days after today: 3,012 words each"


def take_thursdays_off(author: Author) -> None:
    """Two clicks: on the weekday, and on what it is to be."""
    grid = author.part("goal.days", WeekGrid)
    name = grid.rect_of((-1, THURSDAY)).center().toPoint()
    before = finish(author)
    author.choose("Off", lambda: QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=name))
    ((schedule,),) = rows(author.path, "SELECT schedule FROM goal")
    assert json.loads(schedule)["week"] == [100, 100, 100, 0, 100, 100, 100]
    # 19 and 26 November fall out: 48,187 over 14 days.
    assert said(author, "goal.today") == "Today: 612 of 3,442 words, 2,830 left"
    assert said(author, "goal.left") == "15 days after today, 13 of them to write on: 3,442 words each"
    assert finish(author) > before
    author.press("Ctrl+Z")
    assert finish(author) == before
    author.press("Ctrl+Shift+Z")


def see_where_it_stands(author: Author) -> None:
    """812 behind, what each day needs, and the date that moved."""
    before = finish(author)
    log(author, "+3430", "on paper")
    # Par after two of the 15 days that are left without Thursdays is 6,667.
    assert said(author, "goal.standing") == "812 behind · par for today is 6,667"
    assert said(author, "goal.today") == "Today is done: 4,042 of 3,442 words"
    assert said(author, "goal.left") == "15 days after today, 13 of them to write on: 3,442 words each"
    assert finish(author) < before


def keep_writing(author: Author, clock: Clock) -> None:
    """The date comes nearer with every good day, and a day whose words are written is told once."""
    before = finish(author)
    for _ in range(3):
        clock.now += timedelta(days=1)
        author.wait_for_the_day()
        with author.library.change("Log words"):
            author.library.log.add(NewEntry(clock.now.date(), 4_400))
        assert said(author, "status.notice") == "NaNoWriMo 2026: what it asked for is written."
    assert finish(author) < before
    assert said(author, "goal.today").startswith("Today is done: 4,400 of ")
    ((typed, logged),) = rows(
        author.path, "SELECT (SELECT sum(added - deleted) FROM tally), (SELECT sum(count) FROM log_entry)"
    )
    assert said(author, "goal.headline") == f"{typed + logged:,} of 50,000 words"


def finish(author: Author) -> datetime:
    """When it will be done at this pace, as the card says."""
    text = re.search(r"you finish on (\d+ \w+ \d+)", said(author, "goal.forecast"))
    assert text is not None
    return datetime.strptime(text[1], "%d %B %Y")


def come_back(author: Author) -> None:
    """Closed and opened again, all of it is as it was, here and for another program."""
    names = ("goal.headline", "goal.standing", "goal.today", "goal.left", "goal.forecast")
    before = [said(author, name) for name in names]
    author.stand_up()
    author.sit_down()
    assert said(author, "status.today", QPushButton).endswith(" today")
    author.click("rail.progress")
    assert [said(author, name) for name in names] == before
    assert rows(author.path, "SELECT count(*) FROM goal") == [(1,)]
    assert rows(author.path, "SELECT words FROM sprint") == [(8,)]
    assert rows(author.path, "SELECT sum(count) FROM log_entry") == [(1800 + 612 + 3430 + 3 * 4400,)]
