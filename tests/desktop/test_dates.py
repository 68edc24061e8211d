"""A field for a day: it can stay empty, be emptied, and tells once what the author chose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.widgets.dates import DateField

DAY, LATER = date(2026, 11, 14), date(2026, 12, 13)


@pytest.fixture
def field(desk: Desk, qtbot: QtBot) -> Iterator[DateField]:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = DateField("day", "No day", holder)
    QVBoxLayout(holder).addWidget(made)
    holder.resize(300, 80)
    holder.show()
    yield made
    holder.close()


@pytest.fixture
def told(field: DateField) -> list[date | None]:
    heard: list[date | None] = []
    field.edited.connect(heard.append)
    return heard


def test_what_is_shown_is_not_told(field: DateField, told: list[date | None]) -> None:
    field.show_day(DAY, 0, LATER)
    assert field.day == DAY
    assert field.text() == "14 November 2026"
    field.show_day(None, 0, LATER)
    assert field.day is None
    assert field.text() == "No day"
    assert told == []


def test_it_is_emptied_by_a_key(field: DateField, told: list[date | None]) -> None:
    field.show_day(DAY, 0, LATER)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.day is None
    assert told == [None]


def test_an_arrow_begins_an_empty_field_at_a_sensible_day(field: DateField, told: list[date | None]) -> None:
    field.show_day(None, 0, LATER)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert told == [LATER]


def test_the_calendar_of_an_empty_field_opens_near_and_chooses_nothing(
    field: DateField, told: list[date | None]
) -> None:
    field.show_day(None, 6, LATER)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, field.height() // 2))
    calendar = field.calendarWidget()
    assert calendar.isVisible()
    assert (calendar.yearShown(), calendar.monthShown()) == (2026, 12)
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Sunday
    QTest.keyClick(calendar, Qt.Key.Key_Escape)
    assert told == []
    assert field.day is None


def test_a_field_that_must_have_a_day_keeps_it(desk: Desk, qtbot: QtBot) -> None:
    made = DateField("day")
    qtbot.addWidget(made)
    made.show_day(DAY, 0, LATER)
    made.clear_day()
    assert made.day == DAY
