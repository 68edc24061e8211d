"""What a goal asks of a day, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.day_need import DayNeed
from planner.domain.goals import Measure, Period

_CONTEXT = "Needs"


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)


def amount_text(amount: int, measure: Measure = Measure.WORDS) -> str:
    """ "1,912 words", "1 minute" or "90 minutes"."""
    if measure is Measure.WORDS:
        return words_text(amount)
    return _tr("1 minute") if amount == 1 else _tr("{count} minutes").format(count=number_text(amount))


def need_text(need: DayNeed) -> str:
    """ "412 of 1,667 today", "20 of 60 minutes this week"."""
    words = {
        (Measure.WORDS, Period.DAY): _tr("{done} of {needed} today"),
        (Measure.WORDS, Period.WEEK): _tr("{done} of {needed} this week"),
        (Measure.WORDS, Period.MONTH): _tr("{done} of {needed} this month"),
        (Measure.TIME, Period.DAY): _tr("{done} of {needed} minutes today"),
        (Measure.TIME, Period.WEEK): _tr("{done} of {needed} minutes this week"),
        (Measure.TIME, Period.MONTH): _tr("{done} of {needed} minutes this month"),
    }[need.measure, need.period]
    return words.format(done=number_text(need.done), needed=number_text(need.needed))


def need_details(need: DayNeed) -> str:
    """ "NaNoWriMo 2026 needs 1,667 words today; 1,255 words are left."."""
    title = need.title or _tr("Your goal")
    needs = {
        Period.DAY: _tr("{title} needs {amount} today"),
        Period.WEEK: _tr("{title} needs {amount} this week"),
        Period.MONTH: _tr("{title} needs {amount} this month"),
    }[need.period].format(title=title, amount=amount_text(need.needed, need.measure))
    if not need.left:
        return _tr("{needs}; all of it is written.").format(needs=needs)
    return _tr("{needs}; {left} to go.").format(needs=needs, left=amount_text(need.left, need.measure))
