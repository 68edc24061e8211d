"""What the command line tells of progress: today, streaks, goals and the words still planned, as values and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planner.domain.days import MONDAY
from planner.domain.goals import Days, Goal, GoalKind, Measure, Period, standing
from planner.domain.log import LogEntry
from planner.domain.outline import StoryId
from planner.domain.projection import goal_forecast
from planner.domain.records import records
from planner.domain.spark_plan import Outlook
from planner.domain.streaks import Streak, daily_streak, habit_streak, this_span

Report = dict[str, Any]


def goal_report(goal: Goal, days: Days, today: date, first_weekday: int = MONDAY) -> Report:
    """How a goal stands. Dates are ISO texts; what does not apply is None.

    Args:
        goal: a target or a habit.
        days: what was written, in the goal's measure and of its stories.
        today: the author's day.
        first_weekday: on which weeks begin; 0 is Monday.
    """
    report: Report = {
        "title": goal.title,
        "kind": goal.kind.value,
        "measure": goal.measure.value,
        "amount": goal.amount,
        "start": _iso(goal.start),
        "end": _iso(goal.end),
    }
    if goal.kind is GoalKind.HABIT:
        span, streak = this_span(goal, days, today, first_weekday), habit_streak(goal, days, today, first_weekday)
        return report | {
            "period": goal.period.value,
            "written": span.amount if span else 0,
            "kept": span.kept if span else False,
            "streak": streak.current,
            "longest_streak": streak.longest,
        }
    now, forecast = standing(goal, days, today), goal_forecast(goal, days, today)
    return report | {
        "written": now.written,
        "total": now.total,
        "today": now.today,
        "par": now.par,
        "ahead": now.ahead,
        "on_course": now.is_on_course,
        "needed_today": now.needed_today,
        "left_today": now.left_today,
        "days_left": now.days_left,
        "finish": _iso(forecast.expected) if forecast else None,
        "earliest": _iso(forecast.earliest) if forecast else None,
        "latest": _iso(forecast.latest) if forecast else None,
        "reached_on": _iso(now.reached_on),
    }


def progress_report(days: Days, minutes: Days, today: date, goals: Sequence[Report], plans: Sequence[Report]) -> Report:
    """Today, the streak, the best day, the goals and what is planned."""
    streak: Streak = daily_streak(days, today)
    best = records(days).best_day
    return {
        "date": today.isoformat(),
        "today": days.get(today, 0),
        "minutes_today": minutes.get(today, 0),
        "streak": streak.current,
        "longest_streak": streak.longest,
        "best_day": {"date": best.day.isoformat(), "words": best.amount} if best else None,
        "goals": list(goals),
        "planned": list(plans),
    }


def plan_report(title: str, story_id: StoryId, outlook: Outlook) -> Report:
    """The words that a story's plan still has, and where the pace leads."""
    return {
        "story": title,
        "story_id": story_id,
        "words": outlook.words,
        "chapters": len(outlook.ahead),
        "pace": outlook.present,
        "finish": _iso(outlook.last) if outlook.present is not None else None,
    }


def progress_lines(report: Report) -> list[str]:
    """A report as a person reads it."""
    minutes = f", {report['minutes_today']:,} min" if report["minutes_today"] else ""
    lines = [f"Today, {_day(report['date'])}: {report['today']:,} words{minutes}"]
    lines.append(f"Streak: {_days(report['streak'])}, the longest {_days(report['longest_streak'])}")
    if best := report["best_day"]:
        lines.append(f"Best day: {best['words']:,} words on {_day(best['date'])}")
    for goal in report["goals"]:
        lines += _goal_lines(goal)
    for plan in report["planned"]:
        if plan["words"]:
            finish = f"; at your pace drafted by {_day(plan['finish'])}" if plan["finish"] else ""
            title = plan["story"] or "Untitled story"
            lines.append(f"{title}: {plan['words']:,} words planned in {plan['chapters']:,} chapters{finish}")
    return lines


def _goal_lines(goal: Report) -> list[str]:
    unit = "words" if goal["measure"] == Measure.WORDS.value else "min"
    title = goal["title"] or "Untitled goal"
    if goal["kind"] == GoalKind.HABIT.value:
        amount = f" of {goal['amount']:,}" if goal["amount"] else ""
        when = "today" if goal["period"] == Period.DAY.value else f"this {goal['period']}"
        return [
            f"{title}: {goal['written']:,}{amount} {unit} {when}, {_count(goal['streak'], goal['period'])} in a row"
        ]
    lines = [f"{title}: {goal['written']:,} of {goal['amount']:,} {unit}"]
    if goal["reached_on"]:
        return [f"{lines[0]}, reached on {_day(goal['reached_on'])}"]
    if goal["on_course"]:
        lines.append(f"  on course, par for today is {goal['par']:,}")
    elif goal["ahead"] is not None:
        where = "ahead" if goal["ahead"] > 0 else "behind" if goal["ahead"] < 0 else "just on par"
        lines.append(f"  {abs(goal['ahead']):,} {where}, par is {goal['par']:,}" if goal["ahead"] else f"  {where}")
    if goal["needed_today"] is not None:
        lines.append(f"  {_today(goal)}, {_days(goal['days_left'])} left")
    if goal["finish"]:
        lines.append(f"  At this pace you finish on {_day(goal['finish'])}")
    return lines


def _today(goal: Report) -> str:
    if goal["left_today"]:
        return f"Needed today: {goal['needed_today']:,}, {goal['left_today']:,} to go"
    return f"Today is done: {goal['today']:,} of {goal['needed_today']:,}"


def entry_report(entry: LogEntry, title: str | None) -> Report:
    """An entry of the log; ``title`` is its story's, None for no story."""
    return {
        "id": entry.id,
        "date": entry.day.isoformat(),
        "count": entry.count,
        "measure": entry.measure.value,
        "story": title,
        "story_id": entry.story_id,
        "note": entry.note,
        "source": entry.source.value,
    }


def entry_lines(entries: Iterable[Report]) -> list[str]:
    """Entries as a person reads them: "2026-11-16   +612 words  The Ferry: on the train"."""
    lines: list[str] = []
    for entry in entries:
        unit = "words" if entry["measure"] == Measure.WORDS.value else "min"
        about = ": ".join(part for part in (entry["story"] or "", entry["note"]) if part)
        lines.append(f"{entry['date']}  {entry['count']:>+8,} {unit:5}  {about}".rstrip())
    return lines


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _days(number: int) -> str:
    return _count(number, "day")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
