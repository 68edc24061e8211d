"""The calendar of a library that is open for looking only: all of it is read, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.desktop.desk import Desk
from planner.desktop.page_tabs import ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.progress.calendar.tab import CalendarTab
from planner.desktop.widgets.tabbed import TabbedPage
from planner.desktop.window import Window
from planner.library.file import Library


def _now() -> datetime:
    return datetime(2026, 11, 16, 20)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of one story with two planned chapters, open for looking only."""
    path = tmp_path / "library.longfic"
    with Library.open(path, clock=_now) as made, made.change("Make a story"):
        made.stories.add("Night Ferry", chapters=2)
    opened = Library.open(path, read_only=True, clock=_now)
    yield opened
    opened.close()


def test_it_is_read_and_not_changed(desk: Desk, window: Window) -> None:
    story_id = desk.library.stories.all()[0].id
    desk.place.open_story(story_id)
    desk.commands.run("go.progress")
    page = window.pages.built(PageName.PROGRESS)
    assert isinstance(page, TabbedPage)
    tab = page.show_tab(ProgressTab.CALENDAR)
    assert isinstance(tab, CalendarTab)
    grid, panel = tab.grid, tab.panel
    before = [(bar.first, bar.last) for bar in grid.bars]
    assert panel.finish.text().startswith("At 500 words a day")
    assert not any(field.isEnabled() for field in (panel.pace, panel.until, panel.days, panel.burst_days))
    start = grid.rects_of_chapter(grid.bars[0].id)[0].center()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grid, start + QPoint(30, 0))
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of_day(date(2026, 11, 26)).center())
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of_day(date(2026, 11, 30)).center())
    QTest.keyClick(grid, Qt.Key.Key_O)
    grid.go_to_chapter(grid.bars[1].id)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert [(bar.first, bar.last) for bar in grid.bars] == before
    assert [chapter.due for chapter in desk.library.outline.get(story_id).chapters] == [None, None]
