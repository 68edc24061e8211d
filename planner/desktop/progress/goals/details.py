"""The fields of a goal: how much, of what, when, how often, and which stories count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QMenu, QVBoxLayout, QWidget

from planner.desktop.progress.goals.model import GoalNow
from planner.desktop.progress.goals.texts import tr
from planner.desktop.theme import L, M
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import ChoiceBox, GrowingText, NumberField, labelled
from planner.domain.goals import GoalKind, Measure, Period
from planner.domain.outline import StoryId

_MOST = 10_000_000
_DAYS_A_WEEK = "days"
"""How often "on so many days a week" is, among the periods."""
_USUAL = 300
"""The amount of a habit that asked for any writing and now asks for an amount."""


class GoalDetails(QWidget):
    """What the author says of a goal. Each field is saved when she has finished with it."""

    edited = Signal(dict)
    """Emitted with the fields of ``domain.goals.Goal`` that are to be set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: GoalNow | None = None
        self.amount = NumberField("goal.amount", 1, _MOST)
        self.amount.setGroupSeparatorShown(True)
        self.amount.setSingleStep(100)
        self.measure = ChoiceBox("goal.measure")
        self.any = QCheckBox(tr("Any writing counts"))
        self.any.setObjectName("goal.any")
        self.any.setAccessibleName(self.any.text())
        self.often = ChoiceBox("goal.often")
        self.days_a_week = NumberField("goal.days_a_week", 1, 7)
        self.start = DateField("goal.start", tr("From the first words on"))
        self.end = DateField("goal.end", tr("No last day"))
        self.balance = NumberField("goal.balance", 0, _MOST)
        self.balance.setGroupSeparatorShown(True)
        self.stories = _StoryBox("goal.stories")
        self.stories.asked.connect(self._choose_stories)
        self.note = GrowingText("goal.note", tr("A few words to yourself"))
        for value, text in ((Measure.WORDS, tr("Words")), (Measure.TIME, tr("Minutes"))):
            self.measure.addItem(text, value)
        for often, text in (
            (Period.DAY.value, tr("Every day")),
            (_DAYS_A_WEEK, tr("On some days of the week")),
            (Period.WEEK.value, tr("Every week")),
            (Period.MONTH.value, tr("Every month")),
        ):
            self.often.addItem(text, often)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        self._amount = labelled(tr("How much"), self.amount)
        self._often = labelled(tr("How often"), self.often)
        self._days = labelled(tr("Days a week"), self.days_a_week)
        self._balance = labelled(tr("There already"), self.balance, tr("Counts in the total, not towards the target."))
        placed = (
            (self._amount, labelled(tr("Counted in"), self.measure)),
            (self._often, self._days),
            (labelled(tr("First day"), self.start), labelled(tr("Last day"), self.end)),
            (labelled(tr("Which stories count"), self.stories), self._balance),
        )
        for row, parts in enumerate(placed):
            for at, part in enumerate(parts):
                grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.any)
        column.addLayout(grid)
        column.addWidget(labelled(tr("Note"), self.note))

    def _listen(self) -> None:
        self.amount.valueChanged.connect(lambda value: self._tell(amount=value))
        self.measure.activated.connect(lambda index: self._tell(measure=self.measure.itemData(index)))
        self.any.toggled.connect(lambda checked: self._tell(amount=None if checked else _USUAL))
        self.often.activated.connect(self._take_often)
        self.days_a_week.valueChanged.connect(lambda value: self._tell(days_a_week=value))
        self.start.edited.connect(lambda day: self._tell(start=day))
        self.end.edited.connect(lambda day: self._tell(end=day))
        self.balance.valueChanged.connect(lambda value: self._tell(balance=value))
        self.note.edited.connect(lambda text: self._tell(note=text))

    def _tell(self, **fields: object) -> None:
        if self._now is not None:
            self.edited.emit(fields)

    def _take_often(self, index: int) -> None:
        chosen = self.often.itemData(index)
        if chosen == _DAYS_A_WEEK:
            self._tell(period=Period.DAY, days_a_week=5)
        else:
            self._tell(period=Period(chosen), days_a_week=None)

    # Showing

    def show_goal(self, now: GoalNow, read_only: bool) -> None:
        """Show what the library holds; what is half typed stays."""
        self._now = None
        goal = now.goal
        is_target = goal.kind is GoalKind.TARGET
        self.any.setVisible(not is_target)
        self.any.setChecked(goal.amount is None)
        self._amount.setVisible(goal.amount is not None)
        for part in (self._often, self._days):
            part.setVisible(not is_target)
        self._days.setVisible(not is_target and goal.days_a_week is not None)
        self._balance.setVisible(is_target)
        for field, value in (
            (self.amount, goal.amount or _USUAL),
            (self.days_a_week, goal.days_a_week or 5),
            (self.balance, goal.balance),
        ):
            if field.value() != value:
                field.setValue(value)
        self.measure.setCurrentIndex(self.measure.findData(goal.measure))
        often = goal.period.value if goal.days_a_week is None else _DAYS_A_WEEK
        self.often.setCurrentIndex(self.often.findData(often))
        self.start.show_day(goal.start, now.first_weekday, now.today)
        self.end.show_day(goal.end, now.first_weekday, now.today + timedelta(days=29))
        self.stories.setItemText(0, _stories_text(goal.stories, now.stories))
        if not self.note.hasFocus():
            self.note.show_text(goal.note)
        self.setEnabled(not read_only)
        self._now = now

    def commit(self) -> None:
        """Save what was typed last."""
        self.amount.interpretText()
        self.balance.interpretText()
        self.note.commit()

    # Stories

    def _choose_stories(self) -> None:
        if self._now is not None:
            menu = self.menu()
            menu.exec(self.stories.mapToGlobal(QPoint(0, self.stories.height())))
            menu.deleteLater()

    def menu(self) -> QMenu:
        """The stories there are, with those ticked that count."""
        assert self._now is not None
        chosen = self._now.goal.stories
        menu = QMenu(self)
        menu.setObjectName("goal.stories_menu")
        every = menu.addAction(tr("All stories"))
        every.setCheckable(True)
        every.setChecked(not chosen)
        every.triggered.connect(lambda: self._tell(stories=()))
        menu.addSeparator()
        for story_id, title in self._now.stories.items():
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(story_id in chosen)
            rest = tuple(known for known in chosen if known != story_id)
            wanted = rest if story_id in chosen else (*chosen, story_id)
            action.triggered.connect(lambda _checked=False, wanted=wanted: self._tell(stories=wanted))
        return menu


class _StoryBox(ChoiceBox):
    """Looks like any choice, and has a menu in which several can be ticked."""

    asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.addItem("")

    def showPopup(self) -> None:
        self.asked.emit()


def _stories_text(chosen: tuple[StoryId, ...], titles: Mapping[StoryId, str]) -> str:
    if not chosen:
        return tr("All stories")
    if len(chosen) == 1:
        return titles.get(chosen[0], tr("A story that is gone"))
    return tr("{n} stories").format(n=number_text(len(chosen)))
