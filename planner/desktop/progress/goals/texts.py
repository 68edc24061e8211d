"""A goal in words: how far it is, what today needs, when it will be done. Nobody is scolded."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from planner.desktop.progress.goals.cells import DayCell
from planner.desktop.progress.goals.model import GoalNow
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.needs import amount_text
from planner.domain.goals import Goal, GoalKind, Measure, Period, Phase, Standing
from planner.domain.projection import Forecast
from planner.domain.schedule import LIGHT, NORMAL, OFF, PUSH, Preset

_CONTEXT = "Goals"
SHARES = (OFF, LIGHT, NORMAL, PUSH)
"""The weights that are offered."""


def tr(text: str) -> str:
    """What is said of goals, in the author's language."""
    return QCoreApplication.translate(_CONTEXT, text)


def title_text(goal: Goal) -> str:
    """The goal's title, or what it is."""
    if goal.title:
        return goal.title
    return tr("Untitled target") if goal.kind is GoalKind.TARGET else tr("Untitled habit")


# How far it is


def headline(now: GoalNow) -> str:
    """ "18,412 of 50,000 words"; of a habit what it asks for: "300 words every day"."""
    goal, standing = now.goal, now.standing
    if standing is not None:
        words = tr("{done} of {amount}")
        return words.format(done=number_text(standing.written), amount=amount_text(standing.amount, goal.measure))
    return habit_text(goal)


def habit_text(goal: Goal) -> str:
    """ "300 words every day", "Any writing on 5 days a week"."""
    amount = tr("Any writing") if goal.amount is None else amount_text(goal.amount, goal.measure)
    if goal.days_a_week is not None:
        words = tr("{amount} on 1 day a week") if goal.days_a_week == 1 else tr("{amount} on {days} days a week")
        return words.format(amount=amount, days=goal.days_a_week)
    words = {
        Period.DAY: tr("{amount} every day"),
        Period.WEEK: tr("{amount} every week"),
        Period.MONTH: tr("{amount} every month"),
    }[goal.period]
    return words.format(amount=amount)


def standing_text(now: GoalNow) -> str:
    """ "812 behind; by the end of today it would be 19,224", or what else there is to say of where it stands."""
    standing = now.standing
    if standing is None:
        return span_text(now)
    if standing.reached_on is not None:
        return tr("Reached on {date}").format(date=date_text(standing.reached_on))
    if standing.phase is Phase.BEFORE:
        return tr("Begins on {date}").format(date=date_text(standing.first))
    if standing.phase is Phase.OVER and standing.last is not None:
        words = tr("Its time ended on {date}, with {share} % written")
        return words.format(date=date_text(standing.last), share=int(standing.share * 100))
    if standing.par is None or standing.ahead is None:
        return tr("{n} to go, without a last day").format(n=amount_text(standing.remaining, now.goal.measure))
    ahead = tr("On course") if standing.is_on_course else ahead_text(standing)
    return tr("{ahead} · par for today is {par}").format(ahead=ahead, par=number_text(standing.par))


def ahead_text(standing: Standing) -> str:
    """ "812 behind", "40 ahead" or "on par"."""
    ahead = standing.ahead or 0
    if not ahead:
        return tr("On par")
    words = tr("{n} ahead") if ahead > 0 else tr("{n} behind")
    return words.format(n=number_text(abs(ahead)))


def span_text(now: GoalNow) -> str:
    """How far a habit is in its present period."""
    goal, span = now.goal, now.span
    if span is None:
        before = goal.start is not None and now.today < goal.start
        day = goal.start if before else goal.end
        words = tr("Begins on {date}") if before else tr("Ended on {date}")
        return words.format(date="" if day is None else date_text(day))
    if span.off:
        return tr("Today is off")
    if goal.days_a_week is not None:
        words = tr("{done} of {needed} days this week")
        return words.format(done=number_text(span.amount), needed=number_text(span.needed))
    if goal.amount is None:
        if span.kept:
            return {Period.DAY: tr("Written today"), Period.WEEK: tr("Written this week")}.get(
                goal.period, tr("Written this month")
            )
        return {Period.DAY: tr("Nothing yet today"), Period.WEEK: tr("Nothing yet this week")}.get(
            goal.period, tr("Nothing yet this month")
        )
    words = {
        Period.DAY: tr("{done} of {needed} today"),
        Period.WEEK: tr("{done} of {needed} this week"),
        Period.MONTH: tr("{done} of {needed} this month"),
    }[goal.period]
    return words.format(done=number_text(span.amount), needed=amount_text(span.needed, goal.measure))


# Today and the days to come


def today_text(now: GoalNow) -> str:
    """What today needs and what of it is left; empty where today asks for nothing worth a line."""
    need, standing = now.need, now.standing
    if standing is None:
        if need is None or now.goal.days_a_week is None:
            return ""
    elif need is None:
        if standing.phase is Phase.UNDER_WAY and now.goal.schedule.is_off(now.today) and standing.remaining:
            written = amount_text(standing.today, now.goal.measure)
            if standing.today > 0:
                return tr("Today is off, and you wrote {amount}").format(amount=written)
            return tr("Today is off")
        return ""
    if need is None:
        return ""
    done, needed = number_text(need.done), amount_text(need.needed, need.measure)
    if not need.left:
        return tr("Today is done: {done} of {needed}").format(done=done, needed=needed)
    return tr("Today: {done} of {needed}, {left} left").format(done=done, needed=needed, left=number_text(need.left))


def days_left_text(now: GoalNow) -> str:
    """ "17 days left, 14 of them to write on, each at about 1,976 words"."""
    standing = now.standing
    if standing is None or standing.phase is Phase.OVER or not standing.remaining:
        return ""
    coming = [(day, need) for day, need in now.needs.items() if day > now.today]
    working = [need for _, need in coming if need]
    if not working:
        return tr("Today is the last day") if standing.last == now.today else ""
    days = number_text(len(coming))
    if standing.phase is Phase.BEFORE:
        said = tr("1 day") if len(coming) == 1 else tr("{days} days").format(days=days)
    else:
        said = tr("1 day after today") if len(coming) == 1 else tr("{days} days after today").format(days=days)
    if len(working) < len(coming):
        said = tr("{days}, {working} of them to write on").format(days=said, working=number_text(len(working)))
    least, most = min(working), max(working)
    if most - least <= 1:
        need = amount_text(most, now.goal.measure)
        return tr("{days}: {need} each").format(days=said, need=need)
    words = tr("{days}: between {least} and {most} each")
    return words.format(days=said, least=number_text(least), most=amount_text(most, now.goal.measure))


def forecast_text(now: GoalNow) -> str:
    """When it will be finished at the pace of the last days, and by its best and its worst day."""
    standing = now.standing
    if standing is None or not standing.remaining or standing.phase is Phase.OVER:
        return ""
    known: Forecast | None = now.forecast
    if known is None:
        return tr("After a few days of writing there is a date here")
    if known.expected is None:
        return tr("At this pace there is no date yet")
    said = tr("At this pace you finish on {date}").format(date=date_text(known.expected))
    if known.earliest is None or known.earliest == known.latest:
        return said
    if known.latest is None:
        return tr("{said}; by {earliest} on days like your best").format(said=said, earliest=date_text(known.earliest))
    words = tr("{said}, somewhere between {earliest} and {latest}")
    return words.format(said=said, earliest=date_text(known.earliest), latest=date_text(known.latest))


def figures_text(now: GoalNow) -> str:
    """Pace, best day and streak, as far as there are any."""
    said: list[str] = []
    measure = now.goal.measure
    if now.standing is not None and now.standing.pace > 0:
        pace = amount_text(round(now.standing.pace), measure)
        words = tr("{pace} a day") if now.standing.phase is Phase.OVER else tr("{pace} a day so far")
        said.append(words.format(pace=pace))
    if now.standing is not None and now.goal.balance:
        total = amount_text(now.standing.total, measure)
        said.append(tr("{total} with what was there before").format(total=total))
    if now.best is not None:
        best = tr("best day {amount}, on {date}")
        said.append(best.format(amount=amount_text(now.best.amount, measure), date=short_date(now.best.day)))
    streak = streak_text(now)
    if streak:
        said.append(streak)
    line = " · ".join(said)
    return line[:1].upper() + line[1:]


def streak_text(now: GoalNow) -> str:
    """ "5 days in a row, the longest 9"."""
    streak, goal = now.streak, now.goal
    if streak.longest < 2:
        return ""
    period = goal.period
    if goal.kind is GoalKind.TARGET:
        period = Period.DAY
    elif goal.days_a_week is not None:
        period = Period.WEEK
    words = {
        Period.DAY: tr("{n} days in a row"),
        Period.WEEK: tr("{n} weeks in a row"),
        Period.MONTH: tr("{n} months in a row"),
    }[period]
    if streak.current == streak.longest:
        return words.format(n=number_text(streak.current))
    longest = tr("longest run {words}").format(words=words.format(n=number_text(streak.longest)))
    if streak.current < 2:
        return longest
    return tr("{current}, {longest}").format(current=words.format(n=number_text(streak.current)), longest=longest)


def result_text(goal: Goal) -> str:
    """What became of a goal that was put away."""
    known = goal.result
    if known is None:
        return ""
    written = amount_text(known.written, goal.measure)
    if goal.kind is GoalKind.TARGET:
        if known.reached_on is not None:
            said = tr("{written} written, reached on {date}").format(written=written, date=date_text(known.reached_on))
        else:
            said = tr("{written} of {amount}").format(
                written=number_text(known.written), amount=amount_text(goal.amount or 0, goal.measure)
            )
    else:
        said = tr("{habit}: {written} in all").format(habit=habit_text(goal), written=written)
    days = tr("on 1 day") if known.days_written == 1 else tr("on {n} days").format(n=number_text(known.days_written))
    said = f"{said}, {days}" if known.days_written else said
    if known.best_day is not None:
        best = tr("best day {amount}, on {date}")
        said += " · " + best.format(amount=amount_text(known.best_amount, goal.measure), date=date_text(known.best_day))
    return said


# Days and weights


def share_text(weight: int) -> str:
    """What a weight is called."""
    return {OFF: tr("Off"), LIGHT: tr("Light"), NORMAL: tr("Normal"), PUSH: tr("Push")}.get(
        weight, tr("{n} %").format(n=weight)
    )


def weight_text(weight: int) -> str:
    """What a weight is called where it is chosen."""
    return {LIGHT: tr("Light, half a normal day"), PUSH: tr("Push, half as much again")}.get(weight, share_text(weight))


def preset_text(preset: Preset) -> str:
    """What a preset is called."""
    return {
        Preset.STEADY: tr("Every day alike"),
        Preset.WEEKENDS_OFF: tr("Weekends off"),
        Preset.WEEKENDS_ONLY: tr("Weekends only"),
        Preset.RISING: tr("Rising"),
        Preset.FALLING: tr("Falling"),
        Preset.MOUNTAIN: tr("Most in the middle"),
    }[preset]


def weekday_text(weekday: int, form: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
    """A weekday by its number, 0 for Monday."""
    return QLocale().standaloneDayName(weekday + 1, form)


def short_date(day: date) -> str:
    """ "4 November"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM")


def day_text(day: date) -> str:
    """ "Thursday, 19 November"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM")


def cell_text(cell: DayCell, measure: Measure) -> str:
    """A day as it is read out."""
    said = [day_text(cell.day)]
    if cell.today:
        said.append(tr("today"))
    if not cell.inside:
        return ", ".join([*said, tr("not part of it")])
    if cell.written is not None:
        said.append(tr("{amount} written").format(amount=amount_text(cell.written, measure)))
    if cell.kept:
        said.append(tr("kept"))
    if cell.need is not None and not cell.off:
        said.append(tr("needs {amount}").format(amount=amount_text(cell.need, measure)))
    if cell.weight != NORMAL:
        said.append(share_text(cell.weight).lower())
    return ", ".join(said)
