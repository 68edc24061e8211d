"""The quick line above the log: so many words, on a story, on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.desktop.progress.log.texts import count_text, minutes_text
from planner.desktop.theme import XS, S
from planner.desktop.widgets.amounts import number_text, words_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import ChoiceBox, labelled
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.goals import Measure
from planner.domain.log import NOTE_LENGTH, NewEntry, Typed, difference, read_entry
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_COUNT_LETTERS = 20
_NOTE_LETTERS = 26
_STORY_LETTERS = 18


class _EnterLine(QLineEdit):
    """A line of text whose Enter means the whole of what it stands in."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class EntryLine(Panel):
    """What the author wrote elsewhere, told in one line; what it comes to is said beneath while she types."""

    logged = Signal(object)
    """Emitted with a `NewEntry`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log.line")
        self._desk = desk
        self._chose_story = False
        self.count = _line("log.count", self.tr("+612"))
        self.note = _line("log.note", self.tr("on the train"))
        self.note.setMaxLength(NOTE_LENGTH)
        self.story = ChoiceBox("log.story")
        self.story.setMinimumContentsLength(_STORY_LETTERS)
        self.story.activated.connect(self._choose_story)
        self.story.currentIndexChanged.connect(self._say)
        self.day = DateField("log.day")
        self.day.show_day(desk.day.today, desk.library.goals.first_weekday(), desk.day.today)
        self.day.setMaximumDate(_qdate(desk.day.today))
        self.day.dateChanged.connect(self._say)
        self._told = label("", "small", wrap=True)
        self._told.setObjectName("log.told")
        self._lay_out()
        self.count.textEdited.connect(self._say)
        for line in (self.count, self.note):
            line.entered.connect(self.commit)
        desk.bus.changed.connect(self._follow)
        desk.place.story_changed.connect(self._follow_story)
        desk.day.turned.connect(self._follow_day)
        self._offer_stories()
        self._follow_story(desk.place.story_id)
        self.setFocusProxy(self.count)

    def _lay_out(self) -> None:
        fields = QWidget(self)
        row = FlowLayout(fields)
        row.setSpacing(S)
        row.addWidget(labelled(self.tr("Words or time"), self.count))
        row.addWidget(labelled(self.tr("Story"), self.story))
        row.addWidget(labelled(self.tr("Note"), self.note))
        row.addWidget(labelled(self.tr("Day"), self.day))
        row.addWidget(_beside_fields(button(self.tr("Log"), "log.add", self.commit, "primary")))
        self.column.addWidget(fields)
        self.column.addWidget(self._told)
        self._measure()
        self._desk.theme.changed.connect(self._measure)

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.count.setMinimumWidth(letter * _COUNT_LETTERS)
        self.note.setMinimumWidth(letter * _NOTE_LETTERS)

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("story"):
            self._offer_stories()
        if changes.touches("story", "text", "log_entry", "tally") and self.count.text():
            self._say()

    def _offer_stories(self) -> None:
        chosen = self.story.currentData()
        self.story.blockSignals(True)
        self.story.clear()
        self.story.addItem(self.tr("No story"), None)
        for story in self._desk.library.stories.all():
            self.story.addItem(story.title or self.tr("Untitled story"), story.id)
        self.story.setCurrentIndex(max(self.story.findData(chosen), 0))
        self.story.blockSignals(False)

    def _choose_story(self) -> None:
        self._chose_story = True

    def _follow_story(self, story_id: object) -> None:
        """Until the author chooses another, words belong to the story that is open."""
        if not self._chose_story:
            self.story.setCurrentIndex(max(self.story.findData(story_id), 0))
        self._say()

    def _follow_day(self, today: object) -> None:
        assert isinstance(today, date)
        was_today = self.day.date() == self.day.maximumDate()
        self.day.setMaximumDate(_qdate(today))
        if was_today:
            self.day.setDate(_qdate(today))
        self._say()

    # Saying what it comes to

    def _read(self) -> Typed | None:
        try:
            return read_entry(self.count.text())
        except PlannerError:
            return None

    def _say(self, *_what: object) -> None:
        typed = self._read() if self.count.text().strip() else None
        if typed is None:
            told = self.tr("+612 for new words, =12,400 for the total now, 45 min for time.")
        elif typed.total:
            told = self._total_text(typed.count)
        elif typed.measure is Measure.TIME:
            told = self._where_text(minutes_text(typed.count))
        else:
            told = self._where_text(words_text(typed.count))
        self._show(told, is_error=False)

    def _where_text(self, what: str) -> str:
        if self.story.currentData() is None:
            return self.tr("{what}, for no story.").format(what=what)
        return self.tr("{what} for {story}.").format(what=what, story=self.story.currentText())

    def _total_text(self, wanted: int) -> str:
        known = self._desk.library.log.total(self._story)
        gap = difference(wanted, known)
        if self._story is None:
            known_text = self.tr("So far there are {known} in all.")
        else:
            known_text = self.tr("So far {story} has {known}.")
        known_text = known_text.format(known=words_text(known), story=self.story.currentText())
        change = self.tr("{words} are added.") if gap >= 0 else self.tr("{words} are taken off.")
        return f"{known_text} {change.format(words=words_text(abs(gap)))}"

    def _show(self, told: str, *, is_error: bool) -> None:
        self._told.setText(told)
        role = "error" if is_error else "small"
        if self._told.property("role") != role:
            self._told.setProperty("role", role)
            self._told.style().polish(self._told)

    # Logging

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # What the day and the story make nothing of.
            self.commit()
        else:
            super().keyPressEvent(event)

    @property
    def _story(self) -> StoryId | None:
        story_id: StoryId | None = self.story.currentData()
        return story_id

    def commit(self) -> None:
        """Log what was typed, or say why not."""
        try:
            typed = read_entry(self.count.text())
        except PlannerError as error:
            self._show(str(error), is_error=True)
            self.count.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.day.interpretText()
        day, count = self.day.day, typed.count
        assert day is not None
        if typed.total:
            count = difference(typed.count, self._desk.library.log.total(self._story))
        self.logged.emit(NewEntry(day, count, typed.measure, self._story, self.note.text()))

    def clear(self) -> None:
        """Be ready for the next; story and day stay."""
        self.count.clear()
        self.note.clear()
        self._say()
        self.count.setFocus(Qt.FocusReason.OtherFocusReason)


def logged_text(entry: NewEntry) -> str:
    """What the status bar says of a new entry, short of a full stop."""
    return count_text(entry.count, entry.measure) if entry.count >= 0 else number_text(entry.count)


def _beside_fields(made: QWidget) -> QWidget:
    """A button as high as the fields beside it, which have labels above them."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(XS)
    column.addWidget(label("\N{NO-BREAK SPACE}", "section"))
    column.addWidget(made)
    return holder


def _line(name: str, placeholder: str) -> _EnterLine:
    made = _EnterLine()
    made.setObjectName(name)
    made.setPlaceholderText(placeholder)
    return made


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
