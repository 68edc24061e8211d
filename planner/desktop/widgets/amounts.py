"""Amounts and days in words, in the author's locale."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def words_text(words: int) -> str:
    """ "1 word" or "48,213 words"."""
    if words == 1:
        return QCoreApplication.translate("Words", "1 word")
    return QCoreApplication.translate("Words", "{count} words").format(count=number_text(words))


def number_text(number: int) -> str:
    """ "48,213"."""
    return QLocale().toString(number)


def date_text(day: date) -> str:
    """ "3 January 2027"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
