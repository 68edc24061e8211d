"""What the log says, in the author's language."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from planner.desktop.progress.log.rows import Row, Shown
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.goals import Measure
from planner.domain.log import Source

_COLUMNS = (mark("Log", "Day"), mark("Log", "Words"), mark("Log", "Time"), mark("Log", "Story"), mark("Log", "Note"))
_SOURCES = {
    Source.MANUAL: mark("Log", "By hand"),
    Source.SPRINT: mark("Log", "Sprint"),
    Source.TRACKBEAR: mark("Log", "From TrackBear"),
    Source.NANOWRIMO: mark("Log", "From NaNoWriMo"),
    Source.CSV: mark("Log", "From a table"),
}
_REASONS = {
    "paste": mark("Log", "Pasted"),
    "import": mark("Log", "Imported"),
    "restore": mark("Log", "Brought back"),
    "replace": mark("Log", "Replaced"),
    "undo": mark("Log", "Undone or redone"),
    "change": mark("Log", "Changed at one go"),
}
SHOWN = {
    Shown.ALL: mark("Log", "Everything"),
    Shown.TYPED: mark("Log", "Written here"),
    Shown.MANUAL: mark("Log", "Logged by hand"),
    Shown.SPRINT: mark("Log", "Sprints"),
    Shown.BROUGHT: mark("Log", "From trackers and tables"),
    Shown.UNWRITTEN: mark("Log", "Not written"),
}


def tr(text: str) -> str:
    """Words of the log in the author's language."""
    return QCoreApplication.translate("Log", text)


def column_text(column: int) -> str:
    """What a column is called."""
    return tr(_COLUMNS[column])


def source_text(source: Source) -> str:
    """Where an entry comes from."""
    return tr(_SOURCES[source])


def minutes_text(minutes: int) -> str:
    """ "45 min", "1 h 20 min"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    if not hours:
        return sign + tr("{minutes} min").format(minutes=rest)
    if not rest:
        return sign + tr("{hours} h").format(hours=number_text(hours))
    return sign + tr("{hours} h {minutes} min").format(hours=number_text(hours), minutes=rest)


def count_text(count: int, measure: Measure) -> str:
    """ "612 words", "45 min"."""
    return words_text(count) if measure is Measure.WORDS else minutes_text(count)


def day_text(day: date, today: date) -> str:
    """ "Today, 16 November 2026", "Monday, 9 November 2026"."""
    shown = QDate(day.year, day.month, day.day)
    text = QLocale().toString(shown, "d MMMM yyyy")
    weekday = tr("Today") if day == today else QLocale().toString(shown, "dddd")
    return tr("{weekday}, {date}").format(weekday=weekday, date=text)


def month_text(month: date) -> str:
    """ "November 2026"."""
    return QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy")


def first_text(row: Row, today: date) -> str:
    """What stands first in a row: the day, or where its words come from."""
    if row.entry is not None:
        return source_text(row.entry.source)
    if row.unwritten is not None:
        return tr(_REASONS[row.unwritten.reason])
    return tr("Written here") if row.typed is not None else day_text(row.day, today)


def note_text(row: Row, read_only: bool = False) -> str:
    """What stands last in a row."""
    if row.entry is not None:
        return row.entry.note
    if row.typed is not None and row.typed.deleted:
        return tr("{added} added, {deleted} deleted").format(
            added=number_text(row.typed.added), deleted=number_text(row.typed.deleted)
        )
    if row.unwritten is not None:
        state = tr("Counted as written.") if row.unwritten.counted else tr("Not counted.")
        return state if read_only else f"{state} {offer_text(row.unwritten.counted)}"
    return ""


def offer_text(counted: bool) -> str:
    """What can be done about words that came without being written."""
    return tr("Do not count them") if counted else tr("Count them")
