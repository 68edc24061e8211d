"""The records below the charts."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from planner.desktop.progress.charts.records import Figure, RecordsPanel, figures
from planner.domain.goals import Measure
from planner.domain.records import records
from planner.domain.streaks import Streak

DAYS = {date(2026, 10, 31): 500, date(2026, 11, 1): 1200, date(2026, 11, 3): -100, date(2026, 11, 4): 700}


@pytest.fixture(autouse=True)
def british(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def test_what_is_known_is_told_and_nothing_else() -> None:
    told = figures(records(DAYS), Streak(current=1, longest=2), minutes=75, hourly=1840)
    assert told == [
        Figure("In all", "2,300 words"),
        Figure("Days written", "3"),
        Figure("On a day of writing", "767 words"),
        Figure("Best day", "1,200 words", "1 November 2026"),
        Figure("Best week", "1,700 words", "from 26 October 2026"),
        Figure("Best month", "1,800 words", "November 2026"),
        Figure("Most days in a row", "2", "now 1"),
        Figure("Time at the keys", "1 h 15 min"),
        Figure("Words an hour", "1,840"),
    ]
    assert figures(records({}), Streak()) == [Figure("In all", "0 words")]
    assert figures(records({date(2026, 1, 1): 90}), Streak(0, 1), Measure.TIME)[0] == Figure("In all", "1 h 30 min")


def test_the_panel_says_them_to_listeners(qapp: QApplication) -> None:
    panel = RecordsPanel()
    panel.show_figures([Figure("Best day", "12 words", "1 May 2026"), Figure("In all", "20 words")])
    assert panel.accessibleDescription() == "Best day: 12 words, 1 May 2026; In all: 20 words"
    panel.show_figures([Figure("In all", "21 words")])
    assert panel.accessibleDescription() == "In all: 21 words"
    panel.deleteLater()
