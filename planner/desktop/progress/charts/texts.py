"""Figures and days of charts in words: names beneath them, what is told of a point, and a summary for listeners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from planner.desktop.progress.charts.axis import DayTick, Unit
from planner.desktop.widgets.amounts import date_text, number_text, words_text
from planner.domain.binning import Bin
from planner.domain.goals import Measure
from planner.domain.projection import Forecast
from planner.domain.streaks import Streak

CONTEXT = "Charts"


def tr(text: str) -> str:
    """What is said on charts, in the author's language."""
    return QCoreApplication.translate(CONTEXT, text)


def amount_text(amount: int, measure: Measure = Measure.WORDS) -> str:
    """ "1,912 words", "45 minutes" or "1 h 20 min"."""
    if measure is Measure.WORDS:
        return words_text(amount)
    hours, minutes = divmod(abs(amount), 60)
    sign = "−" if amount < 0 else ""
    if hours and minutes:
        return sign + tr("{hours} h {minutes} min").format(hours=number_text(hours), minutes=minutes)
    if hours:
        return sign + tr("{hours} h").format(hours=number_text(hours))
    return sign + (tr("1 minute") if minutes == 1 else tr("{minutes} minutes").format(minutes=minutes))


# Days


def day_text(day: date) -> str:
    """ "Saturday, 14 November 2026"."""
    return QLocale().toString(_qdate(day), "dddd, d MMMM yyyy")


def span_text(first: date, last: date) -> str:
    """A day; "2 – 8 November 2026"; "November 2026"; or two dates."""
    if first == last:
        return day_text(first)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last.day >= 28:
        return QLocale().toString(_qdate(first), "MMMM yyyy")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {date_text(last)}"
    if first.year == last.year:
        return f"{QLocale().toString(_qdate(first), 'd MMMM')} – {date_text(last)}"
    return f"{date_text(first)} – {date_text(last)}"


def tick_text(tick: DayTick) -> str:
    """A day's name beneath a chart, with its year where that is news."""
    pattern = {
        (Unit.DAY, False): "d MMM",
        (Unit.DAY, True): "d MMM",
        (Unit.MONTH, False): "MMM",
        (Unit.MONTH, True): "MMM yyyy",
        (Unit.YEAR, False): "yyyy",
        (Unit.YEAR, True): "yyyy",
    }[tick.unit, tick.first]
    return QLocale().toString(_qdate(tick.day), pattern)


def weekday_text(weekday: int, form: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
    """A weekday by its number, 0 for Monday."""
    return QLocale().standaloneDayName(weekday + 1, form)


def hour_text(hour: int) -> str:
    """An hour of the clock on the wall, as the locale writes times: "14:00" or "2 PM"."""
    locale = QLocale()
    halves = "ap" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    return locale.toString(QTime(hour, 0), "h AP" if halves else "HH:mm")


# Summaries


def cumulative_text(
    written: int, amount: int | None, ahead: int | None, known: Forecast | None, measure: Measure = Measure.WORDS
) -> str:
    """How far it is, how that compares with par, and when it will be done.

    Args:
        written: what there is.
        amount: what there is to be, if anything.
        ahead: by how much it is ahead of par, below 0 behind; None where there is none.
        known: what the recent pace leads to.
    """
    said = [
        amount_text(written, measure)
        if amount is None
        else tr("{written} of {amount}").format(written=number_text(written), amount=amount_text(amount, measure))
    ]
    if ahead is not None:
        said.append(ahead_text(ahead, measure))
    line = "; ".join(said) + "."
    if amount is None or known is None:
        return line
    if written >= amount:
        if known.expected is None:
            return line
        return f"{line} {tr('Reached on {date}.').format(date=date_text(known.expected))}"
    return " ".join(part for part in (line, forecast_text(known)) if part)


def ahead_text(ahead: int, measure: Measure = Measure.WORDS) -> str:
    """ "812 words behind par", "40 words ahead of par", or "on course"."""
    if ahead == 0:
        return tr("on course")
    words = tr("{amount} ahead of par") if ahead > 0 else tr("{amount} behind par")
    return words.format(amount=amount_text(abs(ahead), measure))


def forecast_text(known: Forecast) -> str:
    """When it will be finished at the recent pace, and between which dates by the best and the worst days."""
    if known.expected is None:
        return tr("At the pace of the last days there is no date yet.")
    line = tr("At the pace of the last days it is done on {date}").format(date=date_text(known.expected))
    if known.earliest is None or known.earliest == known.latest:
        return f"{line}."
    if known.latest is None:
        return tr("{line}, on days like the best by {earliest}.").format(line=line, earliest=date_text(known.earliest))
    return tr("{line}, between {earliest} and {latest} by the best and the worst days.").format(
        line=line, earliest=date_text(known.earliest), latest=date_text(known.latest)
    )


def bars_text(bins: Sequence[Bin], today: date, measure: Measure = Measure.WORDS) -> str:
    """How much in all, on how many of the days, weeks or months, and which was best."""
    past = [each for each in bins if each.first <= today]
    best = max(past, key=lambda each: each.amount, default=None)
    if best is None or best.amount <= 0:
        return tr("Nothing was written in this time.")
    total = amount_text(sum(each.amount for each in past), measure)
    said = tr("{total} in all; the most, {amount}: {when}.").format(
        total=total, amount=amount_text(best.amount, measure), when=span_text(best.first, best.last)
    )
    daily = [each for each in past if each.goal and each.first == each.last]
    if daily:
        reached = sum(each.amount >= (each.goal or 0) for each in daily)
        if reached:
            said += " " + tr("What was asked was reached on {reached} of {days} days.").format(
                reached=number_text(reached), days=number_text(len(daily))
            )
    return said


def year_text(year: int, amounts: Sequence[int], streak: Streak, measure: Measure = Measure.WORDS) -> str:
    """How much a year brought, on how many days, and the streaks."""
    written = sum(amount > 0 for amount in amounts)
    if not written:
        said = tr("Nothing was written in {year}.").format(year=year)
    else:
        days = tr("1 day") if written == 1 else tr("{count} days").format(count=number_text(written))
        said = tr("{total} on {days} of {year}.").format(total=amount_text(sum(amounts), measure), days=days, year=year)
    return f"{said} {streak_text(streak)}".strip()


def streak_text(streak: Streak) -> str:
    """ "Writing for 12 days in a row; the longest time was 40." """
    if not streak.longest:
        return ""
    longest = number_text(streak.longest)
    if streak.current == streak.longest > 1:
        return tr("Writing for {count} days in a row, the longest time so far.").format(count=longest)
    if streak.current > 1:
        text = tr("Writing for {count} days in a row; the longest time was {longest}.")
        return text.format(count=number_text(streak.current), longest=longest)
    if streak.longest > 1:
        return tr("The most days in a row were {longest}.").format(longest=longest)
    return ""


def most_text(names: Sequence[str], amounts: Sequence[float], when: str) -> str:
    """Which of some names has the most, put into a sentence with a place for ``{name}``."""
    if not any(amount > 0 for amount in amounts):
        return tr("Nothing is known yet.")
    at = max(range(len(amounts)), key=lambda number: amounts[number])
    return when.format(name=names[at])


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
