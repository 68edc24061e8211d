"""Moments in an author's words: "just now", "yesterday", "3 weeks ago", "12 March"."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_MINUTE = 60
_HOUR = 60 * _MINUTE


def relative(moment: datetime, now: datetime) -> str:
    """Say when a moment was, seen from ``now``; a moment ahead (a clock was set back) counts as just now."""
    seconds = (now - moment).total_seconds()
    days = (now.date() - moment.date()).days
    if seconds < _MINUTE:
        return QCoreApplication.translate("When", "just now")
    if seconds < _HOUR:
        return _count(int(seconds // _MINUTE), "minute")
    if days == 0:
        return _count(int(seconds // _HOUR), "hour")
    if days == 1:
        return QCoreApplication.translate("When", "yesterday")
    if days < 7:
        return QCoreApplication.translate("When", "{days} days ago").format(days=days)
    if days < 14:
        return QCoreApplication.translate("When", "last week")
    if days < 35:
        return QCoreApplication.translate("When", "{weeks} weeks ago").format(weeks=days // 7)
    return day_text(moment.date(), now.date())


def day_text(day: date, today: date) -> str:
    """ "12 March", with the year where it is another than today's."""
    form = "d MMMM" if day.year == today.year else "d MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def _count(number: int, unit: str) -> str:
    if unit == "minute":
        if number == 1:
            return QCoreApplication.translate("When", "a minute ago")
        return QCoreApplication.translate("When", "{minutes} minutes ago").format(minutes=number)
    if number == 1:
        return QCoreApplication.translate("When", "an hour ago")
    return QCoreApplication.translate("When", "{hours} hours ago").format(hours=number)
