"""Half a November: started in two clicks, written, logged on a train, and spread again without Thursdays."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

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
    go_on_the_next_day(author, clock)
    log_a_train_ride(author)
    take_thursdays_off(author)
    keep_writing(author, clock)
    author.stand_up()
    author.sit_down()
    assert said(author, "status.today", QPushButton).endswith(" today")
    assert rows(author.path, "SELECT count(*) FROM goal") == [(1,)]


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


def go_on_the_next_day(author: Author, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 15, 8, 0)
    author.wait_for_the_day()
    # (50,000 - 5) over 16 days, rounded up; par after two of 17 days is 5,882.
    assert said(author, "goal.today") == "Today: 0 of 3,125 words, 3,125 left"
    assert said(author, "goal.standing") == "5,877 behind · par for today is 5,882"


def log_a_train_ride(author: Author) -> None:
    with author.library.change("Log words"):
        author.library.log.add(NewEntry(datetime(2026, 11, 15).date(), 812, note="train"))
    assert rows(author.path, "SELECT day, count, note FROM log_entry") == [("2026-11-15", 812, "train")]
    assert said(author, "goal.headline") == "817 of 50,000 words"
    assert said(author, "goal.today") == "Today: 812 of 3,125 words, 2,313 left"
    assert said(author, "goal.left") == "15 days after today: 3,125 words each"


def take_thursdays_off(author: Author) -> None:
    """Two clicks: on the weekday, and on what it is to be."""
    grid = author.part("goal.days", WeekGrid)
    name = grid.rect_of((-1, THURSDAY)).center().toPoint()
    before = finish(author)
    author.choose("Off", lambda: QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=name))
    ((schedule,),) = rows(author.path, "SELECT schedule FROM goal")
    assert json.loads(schedule)["week"] == [100, 100, 100, 0, 100, 100, 100]
    # 19 and 26 November fall out: 49,995 over 14 days.
    assert said(author, "goal.today") == "Today: 812 of 3,572 words, 2,760 left"
    assert said(author, "goal.left") == "15 days after today, 13 of them to write on: 3,571 words each"
    assert finish(author) > before
    author.press("Ctrl+Z")
    assert finish(author) == before
    author.press("Ctrl+Shift+Z")


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
