"""The fields of a sprint that was written elsewhere, with a timer of one's own."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from planner.desktop.theme import L, M
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import ChoiceBox, LineField, NumberField, labelled
from planner.desktop.widgets.sprints import tr
from planner.desktop.widgets.times import TimeField
from planner.domain.log import NOTE_LENGTH
from planner.domain.outline import StoryId
from planner.domain.sprint_log import NewSprint

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MOST_WORDS = 100_000
_MOST_MINUTES = 600


class ByHand(Panel):
    """When it began, how long it took, and what it brought."""

    entered = Signal(object)
    """Emitted with the `NewSprint` to log."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sprint.by_hand")
        self._desk = desk
        now = desk.sprints.now()
        self.day = DateField("sprint.by_hand.day")
        self.day.show_day(desk.day.today, desk.library.goals.first_weekday(), desk.day.today)
        self.time = TimeField("sprint.by_hand.time")
        self.time.show_time(time(now.hour))
        self.minutes = NumberField("sprint.by_hand.minutes", 1, _MOST_MINUTES)
        self.minutes.setValue(15)
        self.words = NumberField("sprint.by_hand.words", -_MOST_WORDS, _MOST_WORDS)
        self.words.setGroupSeparatorShown(True)
        self.story = ChoiceBox("sprint.by_hand.story")
        self.note = LineField("sprint.by_hand.note", tr("Such as: on the train"))
        self.note.setMaxLength(NOTE_LENGTH)
        self.show_stories()
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        fields = (
            (tr("Day"), self.day),
            (tr("Began at"), self.time),
            (tr("Minutes"), self.minutes),
            (tr("Words"), self.words),
            (tr("Story"), self.story),
            (tr("Note"), self.note),
        )
        for at, (text, field) in enumerate(fields):
            grid.addWidget(labelled(text, field), at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.setSpacing(M)
        self.column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(button(tr("Log it"), "sprint.by_hand.log", self._enter))
        row.addStretch()
        self.column.addLayout(row)

    def show_stories(self) -> None:
        """Offer the stories there are."""
        chosen = self.story.currentData() or self._desk.place.story_id
        self.story.clear()
        self.story.addItem(tr("No story"), None)
        for story in self._desk.library.stories.all():
            self.story.addItem(story.title or tr("Untitled story"), story.id)
        self.story.setCurrentIndex(max(self.story.findData(chosen), 0))

    def _enter(self) -> None:
        for each in (self.minutes, self.words, self.day, self.time):
            each.interpretText()
        begun = datetime.combine(self.day.day or self._desk.day.today, self.time.moment)
        chosen = self.story.currentData()
        self.entered.emit(
            NewSprint(
                begun=begun,
                planned=None,
                seconds=self.minutes.value() * 60,
                words=self.words.value(),
                story_id=None if chosen is None else StoryId(chosen),
                note=" ".join(self.note.text().split()),
            )
        )
        self.words.setValue(0)
        self.note.show_text("")
