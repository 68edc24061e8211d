"""The spark plan: what is still planned, a pace and a date that follow from each other, and the days there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.desktop.progress.calendar.texts import (
    burst_text,
    finish_text,
    pins_text,
    planned_text,
    present_text,
    source_text,
    tr,
    usual_text,
)
from planner.desktop.progress.goals.texts import preset_text
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import ChoiceBox, NumberField, labelled
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label, line
from planner.domain.endings import default_target
from planner.domain.schedule import Preset, Schedule, apply_preset, preset_of
from planner.domain.spark_plan import Outlook, SparkPlan

_MOST_WORDS = 99_999
_MOST_DAYS = 366
_GOAL, _OWN = "goal", "own"
_PRESETS = (Preset.STEADY, Preset.WEEKENDS_OFF, Preset.WEEKENDS_ONLY)
"""A plan without an end cannot rise towards it."""


class SparkPanel(Panel):
    """Shows a spark plan, and tells what the author settles of it."""

    settled = Signal(object)
    """Emitted with the `SparkPlan` as it is to be kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spark")
        self.setAccessibleName(tr("Spark plan"))
        self._theme = theme
        self._outlook: Outlook | None = None
        self.planned = label("", "title", wrap=True)
        self.planned.setObjectName("spark.planned")
        self.usual = label("", "small", wrap=True)
        self.usual.setObjectName("spark.usual")
        self.pace = _number("spark.pace", 1, _MOST_WORDS, 50)
        self.until = DateField("spark.until", tr("no date"))
        self.days = ChoiceBox("spark.days")
        self.days.setMinimumContentsLength(18)
        self.finish = label("", "lead", wrap=True)
        self.finish.setObjectName("spark.finish")
        self.pins = label("", wrap=True)
        self.pins.setObjectName("spark.pins")
        self.follow = button(tr("Use it"), "spark.follow", self._follow_present, "link")
        self.present = _Word("", self.follow, "muted")
        self.present.setObjectName("spark.present")
        self.source = label("", "small", wrap=True)
        self.source.setObjectName("spark.source")
        self.burst_days = _number("spark.burst_days", 1, _MOST_DAYS, 1)
        self.burst_pace = _number("spark.burst_pace", 1, _MOST_WORDS, 250)
        self.burst = label("", wrap=True)
        self.burst.setObjectName("spark.burst")
        self._lay_out()
        self.pace.valueChanged.connect(self._take_pace)
        self.until.edited.connect(self._take_until)
        self.days.activated.connect(self._take_days)
        self.burst_days.valueChanged.connect(self._take_burst)
        self.burst_pace.valueChanged.connect(self._take_burst)
        for said in (self.planned, self.finish, self.burst):
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(XS)
        head.addWidget(self.planned)
        head.addWidget(self.usual)
        self._fields = QWidget(self)
        fields = FlowLayout(self._fields)
        fields.setSpacing(L)
        fields.addWidget(labelled(tr("Words on a normal day"), self.pace))
        fields.addWidget(labelled(tr("Every chapter drafted by"), self.until))
        fields.addWidget(labelled(tr("The days you have"), self.days))
        said = QVBoxLayout()
        said.setSpacing(XS)
        said.addWidget(self.finish)
        said.addWidget(self.pins)
        self._present = QWidget(self)
        present = FlowLayout(self._present)
        present.addWidget(self.present)
        present.addWidget(self.follow)
        said.addWidget(self._present)
        said.addWidget(self.source)
        self._spark = QWidget(self)
        spark = FlowLayout(self._spark)
        spark.setSpacing(S)
        for part in (
            _Word(tr("If you write while it lasts:"), self.burst_days),
            self.burst_days,
            _Word(tr("days at"), self.burst_days),
            self.burst_pace,
            _Word(tr("words a day"), self.burst_pace),
        ):
            spark.addWidget(part)
        self.burst_days.setAccessibleName(tr("Days the spark may last"))
        self.burst_pace.setAccessibleName(tr("Words a day while it lasts"))
        self._line = line()
        self.column.setContentsMargins(L, M, L, M)
        self.column.setSpacing(M)
        self.column.addLayout(head)
        self.column.addWidget(self._fields)
        self.column.addLayout(said)
        self.column.addWidget(self._line)
        self.column.addWidget(self._spark)
        self.column.addWidget(self.burst)

    # Showing

    def show_outlook(self, outlook: Outlook, first_weekday: int, read_only: bool) -> None:
        """Show what follows from a plan."""
        self._outlook = outlook
        for shown, text in (
            (self.planned, planned_text(outlook)),
            (self.usual, usual_text(outlook, default_target(outlook.chapters))),
            (self.finish, finish_text(outlook)),
            (self.pins, pins_text(outlook)),
            (self.source, source_text(outlook)),
            (self.burst, burst_text(outlook)),
            (self.present, present_text(outlook)),
        ):
            shown.setText(text)
            shown.setVisible(bool(text) and (bool(outlook.words) or shown is self.planned))
        for part in (self._fields, self._line, self._spark):
            part.setVisible(bool(outlook.words))
        can_follow = outlook.present is not None and outlook.plan != self._following()
        self.follow.setVisible(can_follow and bool(outlook.words) and not read_only)
        _show(self.pace, outlook.pace)
        _show(self.burst_days, outlook.plan.days)
        _show(self.burst_pace, outlook.plan.burst)
        self.until.show_day(outlook.plan.until or outlook.finish, first_weekday, outlook.today)
        self._show_days(outlook)
        self._show_held(outlook)
        self.days.setMinimumHeight(self.pace.sizeHint().height())
        for field in (self.pace, self.until, self.days, self.burst_days, self.burst_pace):
            field.setEnabled(not read_only)

    def _show_held(self, outlook: Outlook) -> None:
        """Say which of pace and date the author settled, and which follows."""
        settled, follows = tr("You settled this."), tr("This follows from the other.")
        by_date = outlook.plan.until is not None
        self.pace.setToolTip(follows if by_date else settled if outlook.plan.pace else present_text(outlook))
        self.until.setToolTip(settled if by_date else follows)
        for field in (self.pace, self.until):
            field.setAccessibleDescription(field.toolTip())

    def _show_days(self, outlook: Outlook) -> None:
        self.days.clear()
        if outlook.goals:
            title = outlook.goals[0].title or tr("your goal")
            self.days.addItem(tr("As in {title}").format(title=title), _GOAL)
        for preset in _PRESETS:
            self.days.addItem(preset_text(preset), preset.value)
        known = preset_of(outlook.schedule)
        chosen = _GOAL if outlook.goal is not None else str(known) if known in _PRESETS else _OWN
        if chosen == _OWN:
            self.days.addItem(tr("My own"), _OWN)
        self.days.setCurrentIndex(self.days.findData(chosen))

    # What the author settles

    def _settle(self, plan: SparkPlan) -> None:
        if self._outlook is not None and plan != self._outlook.plan:
            self.settled.emit(plan)

    @property
    def _plan(self) -> SparkPlan:
        assert self._outlook is not None
        return self._outlook.plan

    def _following(self) -> SparkPlan:
        return replace(self._plan, pace=None, until=None)

    def _follow_present(self) -> None:
        self._settle(self._following())

    def _take_pace(self, pace: int) -> None:
        self._settle(replace(self._plan, pace=pace, until=None))

    def _take_until(self, until: object) -> None:
        self._settle(replace(self._plan, until=until if isinstance(until, date) else None))

    def _take_days(self, index: int) -> None:
        chosen = self.days.itemData(index)
        if chosen == _OWN or self._outlook is None:
            return
        schedule = None if chosen == _GOAL else apply_preset(self._plan.schedule or Schedule(), Preset(chosen))
        self._settle(replace(self._plan, schedule=schedule))

    def _take_burst(self, _number: int) -> None:
        self._settle(replace(self._plan, days=self.burst_days.value(), burst=self.burst_pace.value()))


class _Word(QLabel):
    """Words beside a field, as high as it is, so that both stand on one line."""

    def __init__(self, text: str, field: QWidget, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._field = field

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self._field.sizeHint().height()))


def _number(name: str, low: int, high: int, step: int) -> NumberField:
    made = NumberField(name, low, high)
    made.setSingleStep(step)
    made.setGroupSeparatorShown(True)
    return made


def _show(field: NumberField, value: int) -> None:
    field.blockSignals(True)
    field.setValue(value)
    field.blockSignals(False)
