"""Amounts and days in words, in the author's locale."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from planner.domain.outline import Progress


def words_text(words: int) -> str:
    """ "1 word" or "48,213 words"."""
    if words == 1:
        return QCoreApplication.translate("Words", "1 word")
    return QCoreApplication.translate("Words", "{count} words").format(count=number_text(words))


def progress_text(progress: Progress) -> str:
    """ "7 of 12 chapters", or "7 of ? chapters" for a story that is open-ended."""
    if progress.expected is None:
        text = QCoreApplication.translate("Words", "{written} of ? chapters")
    elif progress.total == 1:
        text = QCoreApplication.translate("Words", "{written} of 1 chapter")
    else:
        text = QCoreApplication.translate("Words", "{written} of {total} chapters")
    return text.format(written=number_text(progress.written), total=number_text(progress.total))


def number_text(number: int) -> str:
    """ "48,213"."""
    return QLocale().toString(number)


def date_text(day: date) -> str:
    """ "3 January 2027"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
