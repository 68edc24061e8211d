"""The card a sprint is begun on: how long, how the clock goes, when, in which story, and against what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTime, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QWidget

from planner.desktop.icons import icon
from planner.desktop.settings import SPRINT_CLOCK, SPRINT_GRACE, SPRINT_MINUTES, SPRINT_RIVAL
from planner.desktop.theme import L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import ChoiceBox, NumberField, labelled
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.sprints import tr
from planner.domain.outline import StoryId
from planner.domain.sprint_log import call_line
from planner.domain.sprints import COMMON, LONGEST, SHORTEST, Begin, beginning, sprint

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LOOK_MS = 5_000
"""How often the times on the clock that it can begin at are looked at."""


class StartCard(Panel):
    """What the next sprint is to be like; minutes, clock and rival are kept for the one after."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sprints.start")
        self._desk = desk
        self.minutes = NumberField("sprint.minutes", SHORTEST, LONGEST)
        self.minutes.setSuffix(tr(" minutes"))
        self.minutes.setSingleStep(5)
        self._common = [self._chip(minutes) for minutes in COMMON]
        self.clock = ChoiceBox("sprint.clock")
        for clock, text in (
            ("down", tr("Counts down")),
            ("up", tr("Counts up")),
            ("open", tr("Counts up until I end it")),
        ):
            self.clock.addItem(text, clock)
        self.begin = ChoiceBox("sprint.begin")
        for each in Begin:
            self.begin.addItem("", each)
        self.story = ChoiceBox("sprint.story")
        self.rival = ChoiceBox("sprint.rival")
        for rival, text in (
            ("median", tr("My median")),
            ("best", tr("My best sprint")),
            ("nobody", tr("Nobody")),
        ):
            self.rival.addItem(text, rival)
        self.grace = NumberField("sprint.grace", int(SPRINT_GRACE.low), int(SPRINT_GRACE.high))
        self.grace.setSuffix(tr(" seconds"))
        self.grace.setSingleStep(15)
        self.go = button(
            tr("Start a sprint"), "sprint.go", self.start, "primary", icon("timer", desk.theme, "accent_text")
        )
        self.call = label("", "muted", wrap=True)
        self.call.setObjectName("sprint.call")
        self._copy = button(tr("Copy for a chat"), "sprint.call.copy", self._copy_call, "link")
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._show_times)
        self._lay_out()
        self._listen()
        self.show_stories()
        self._show_settings()

    def _chip(self, minutes: int) -> QPushButton:
        def choose() -> None:
            self._desk.settings.set(SPRINT_MINUTES, minutes)

        made = button(str(minutes), f"sprint.minutes.{minutes}", choose, "quiet")
        made.setAccessibleName(tr("{n} minutes").format(n=minutes))
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        common = QWidget()
        row = FlowLayout(common)
        row.setSpacing(S)
        for each in (*self._common, self.minutes):
            row.addWidget(each)
        self._length = labelled(tr("How long"), common)
        self.minutes.setAccessibleName(tr("How long"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        placed = (
            (self._length, labelled(tr("The clock"), self.clock)),
            (labelled(tr("Begins"), self.begin), labelled(tr("Story"), self.story)),
            (labelled(tr("Against"), self.rival), labelled(tr("To finish the sentence"), self.grace)),
        )
        for line, parts in enumerate(placed):
            for at, part in enumerate(parts):
                grid.addWidget(part, line, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self.go)
        foot.addWidget(self.call, 1)
        foot.addWidget(self._copy)
        self.column.setSpacing(L)
        self.column.addLayout(grid)
        self.column.addLayout(foot)

    def _listen(self) -> None:
        settings = self._desk.settings
        settings.changed.connect(self._follow_setting)
        self.minutes.valueChanged.connect(lambda value: settings.set(SPRINT_MINUTES, value))
        self.clock.activated.connect(lambda index: settings.set(SPRINT_CLOCK, self.clock.itemData(index)))
        self.grace.valueChanged.connect(lambda value: settings.set(SPRINT_GRACE, value))
        self.rival.activated.connect(lambda index: settings.set(SPRINT_RIVAL, self.rival.itemData(index)))
        self.begin.activated.connect(self._show_times)
        self._desk.place.story_changed.connect(self._choose_story)

    # Showing

    def _follow_setting(self, key: str) -> None:
        if key in (SPRINT_MINUTES.key, SPRINT_CLOCK.key, SPRINT_RIVAL.key, SPRINT_GRACE.key):
            self._show_settings()

    def _show_settings(self) -> None:
        settings = self._desk.settings
        minutes, clock = settings.get(SPRINT_MINUTES), settings.get(SPRINT_CLOCK)
        if self.minutes.value() != minutes:
            self.minutes.setValue(minutes)
        if self.grace.value() != settings.get(SPRINT_GRACE):
            self.grace.setValue(settings.get(SPRINT_GRACE))
        for each, common in zip(self._common, COMMON, strict=True):
            each.setChecked(common == minutes)
        self.clock.setCurrentIndex(self.clock.findData(clock))
        self.rival.setCurrentIndex(self.rival.findData(settings.get(SPRINT_RIVAL)))
        self._length.setEnabled(clock != "open")
        self.go.setEnabled(self._desk.sprints.may_begin)
        self._show_times()

    def show_stories(self) -> None:
        """Offer the stories there are, and choose the one that is open."""
        chosen = self.story.currentData()
        self.story.clear()
        self.story.addItem(tr("Wherever I write"), None)
        for story in self._desk.library.stories.all():
            self.story.addItem(story.title or tr("Untitled story"), story.id)
        if chosen is None or self.story.findData(chosen) < 0:
            self._choose_story(self._desk.place.story_id)
        else:
            self.story.setCurrentIndex(self.story.findData(chosen))

    def _choose_story(self, story_id: object) -> None:
        self.story.setCurrentIndex(max(self.story.findData(story_id), 0))

    def _show_times(self, *_what: object) -> None:
        now = self._desk.sprints.now()
        for row, begin in enumerate(Begin):
            self.begin.setItemText(row, begin_text(begin, now))
        timed = sprint(self._minutes, now, self._begin, count_up=self._counts_up)
        self.call.setText(call_line(timed))

    @property
    def _begin(self) -> Begin:
        return Begin(self.begin.currentData())

    @property
    def _counts_up(self) -> bool:
        return self._desk.settings.get(SPRINT_CLOCK) != "down"

    @property
    def _minutes(self) -> int | None:
        settings = self._desk.settings
        return None if settings.get(SPRINT_CLOCK) == "open" else settings.get(SPRINT_MINUTES)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_settings()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # Doing

    def start(self) -> None:
        """Begin it as it is set here."""
        self.minutes.interpretText()
        self.grace.interpretText()
        chosen = self.story.currentData()
        self._desk.sprints.begin(self._begin, None if chosen is None else StoryId(chosen))

    def _copy_call(self) -> None:
        QApplication.clipboard().setText(self.call.text())
        self._desk.notices.say(tr("Copied."))


def begin_text(begin: Begin, now: datetime) -> str:
    """When a sprint begins, with the time on the clock where it is one."""
    if begin is Begin.NOW:
        return tr("Now")
    if begin is Begin.IN_A_MINUTE:
        return tr("In a minute")
    moment = beginning(begin, now)
    time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    text = {
        Begin.ON_THE_QUARTER: tr("At {time}, the next quarter"),
        Begin.ON_THE_HALF: tr("At {time}, the next half hour"),
        Begin.ON_THE_HOUR: tr("At {time}, the next full hour"),
    }[begin]
    return text.format(time=time)
