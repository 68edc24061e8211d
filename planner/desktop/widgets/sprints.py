"""A sprint in words: its clock, what it brought, and how it stands against an earlier one."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication

from planner.desktop.settings import SPRINT_RIVAL, Settings
from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.sprint_log import SprintResult
from planner.domain.sprints import Sprint, State


def tr(text: str) -> str:
    """The text in the author's language."""
    return QCoreApplication.translate("Sprints", text)


def clock_text(seconds: float) -> str:
    """ "4:05", or "1:04:05" from an hour on; what is left of a second counts as one."""
    minutes, rest = divmod(max(0, ceil(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def face(sprint: Sprint, state: State, seconds: tuple[float, float, float]) -> str:
    """What the clock shows, of the seconds (until it begins or of grace, passed, left)."""
    outside, elapsed, left = seconds
    if state in (State.WAITING, State.GRACE):
        return clock_text(outside)
    if sprint.count_up or sprint.minutes is None:
        return clock_text(int(elapsed))
    return clock_text(left)


def minutes_text(seconds: float) -> str:
    """ "14 minutes"."""
    minutes = max(1, round(seconds / 60))
    if minutes == 1:
        return tr("1 minute")
    return tr("{n} minutes").format(n=number_text(minutes))


def brought_text(words: int, seconds: float) -> str:
    """ "312 words in 14 minutes"."""
    return tr("{words} in {minutes}").format(words=words_text(words), minutes=minutes_text(seconds))


def result_text(done: SprintResult) -> str:
    """ "312 words in 14 minutes, 1,337 an hour"."""
    text = brought_text(done.words, done.seconds)
    if done.an_hour is None:
        return text
    return tr("{result}, {n} an hour").format(result=text, n=number_text(done.an_hour))


def ahead_sign(ahead: int) -> str:
    """ "+34", "−12" or "±0"."""
    if ahead == 0:
        return "±0"
    return f"{'+' if ahead > 0 else '−'}{number_text(abs(ahead))}"


def ahead_text(ahead: int, settings: Settings) -> str:
    """ "34 ahead of your median"."""
    is_best = settings.get(SPRINT_RIVAL) == "best"
    if ahead == 0:
        return tr("level with your best sprint") if is_best else tr("level with your median")
    if ahead > 0:
        text = tr("{n} ahead of your best sprint") if is_best else tr("{n} ahead of your median")
    else:
        text = tr("{n} behind your best sprint") if is_best else tr("{n} behind your median")
    return text.format(n=number_text(abs(ahead)))
