"""The preferences of progress: when the author's day and week begin, and what counts as written."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.preferences.controls import Section, choice, number, switch, words
from planner.desktop.settings import (
    FIRST_WEEKDAY,
    PASTE_LIMIT,
    REMINDER,
    REMINDER_TIME,
    SPRINT_GRACE,
    SPRINT_SOUND,
    START_OF_DAY,
    Settings,
)
from planner.desktop.translation import mark
from planner.desktop.widgets.times import TimeField
from planner.domain.days import start_of_day

_MIDNIGHT = mark("Settings", "Midnight")
_LATEST = 12
"""The last hour of the clock at which a day may begin."""


class ProgressSettingsPage(QWidget):
    """What the tally and the goals go by."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        days = Section(
            self.tr("Days and weeks"),
            self.tr(
                "What you write after midnight can belong to the day before. Days already counted stay as they are."
            ),
        )
        days.add_row(words(START_OF_DAY.label), hours(desk.settings))
        days.add_row(words(FIRST_WEEKDAY.label), choice(desk.settings, FIRST_WEEKDAY))
        column.addWidget(days)
        counted = Section(
            self.tr("What counts as written"),
            self.tr(
                "Words you type count, and so do small pastes. Imports, large pastes and snapshots put back do not; "
                "after a large paste you can say that it counts all the same."
            ),
        )
        counted.add_row(words(PASTE_LIMIT.label), number(desk.settings, PASTE_LIMIT, self.tr(" words"), 10))
        column.addWidget(counted)
        column.addWidget(self._sprints(desk.settings))
        column.addStretch()

    def _sprints(self, settings: Settings) -> QWidget:
        """What happens when a sprint is over, and when nothing was written."""
        section = Section(
            self.tr("Sprints and reminders"),
            self.tr(
                "A reminder comes once a day, at the time you choose, and not while you sprint or when the day's goal "
                "is met."
            ),
        )
        section.add_row(words(SPRINT_GRACE.label), number(settings, SPRINT_GRACE, self.tr(" seconds"), 15))
        section.add(switch(settings, SPRINT_SOUND))
        self._reminder = switch(settings, REMINDER)
        section.add(self._reminder)
        at = TimeField(f"preferences.{REMINDER_TIME.key}")
        at.setAccessibleName(words(REMINDER_TIME.label))
        at.show_time(start_of_day(settings.get(REMINDER_TIME)))
        at.timeChanged.connect(lambda _time: settings.set(REMINDER_TIME, at.moment.isoformat("minutes")))
        at.setEnabled(settings.get(REMINDER))
        self._reminder.toggled.connect(at.setEnabled)
        section.add_row(words(REMINDER_TIME.label), at)
        return section


def hours(settings: Settings) -> QComboBox:
    """The hours at which a day may begin, and the one that is set, should it be another."""
    box = QComboBox()
    box.setObjectName(f"preferences.{START_OF_DAY.key}")
    box.setAccessibleName(words(START_OF_DAY.label))
    known = start_of_day(settings.get(START_OF_DAY))
    for each in sorted({known, *(time(hour) for hour in range(_LATEST + 1))}):
        shown = QLocale().toString(QTime(each.hour, each.minute), QLocale.FormatType.ShortFormat)
        box.addItem(words(_MIDNIGHT) if each == time(0) else shown, each.isoformat("minutes"))
    box.setCurrentIndex(box.findData(known.isoformat("minutes")))
    box.activated.connect(lambda index: settings.set(START_OF_DAY, box.itemData(index)))
    return box
