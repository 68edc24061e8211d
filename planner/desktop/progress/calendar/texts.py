"""The spark plan and the calendar in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from planner.desktop.progress.calendar.model import Bar, Day
from planner.desktop.progress.goals.texts import day_text, share_text, short_date
from planner.desktop.widgets.amounts import date_text, number_text, words_text
from planner.domain.endings import runs
from planner.domain.outline import Chapter
from planner.domain.schedule import NORMAL
from planner.domain.spark import days_needed
from planner.domain.spark_plan import Outlook

_CONTEXT = "Calendar"


def tr(text: str) -> str:
    """What is said of the calendar, in the author's language."""
    return QCoreApplication.translate(_CONTEXT, text)


def month_text(month: date) -> str:
    """ "November 2026"."""
    return QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy")


def small_date(day: date) -> str:
    """ "12 Nov"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def near_date(day: date, today: date) -> str:
    """A date, with its year only where it is another than this."""
    return short_date(day) if day.year == today.year else date_text(day)


# The plan


def planned_text(outlook: Outlook) -> str:
    """ "31,400 words are still planned, in 14 chapters."."""
    if not outlook.chapters:
        return tr("No chapter is planned yet.")
    count = sum(1 for part in outlook.ahead if part.words)
    if not outlook.ahead:
        return tr("Every chapter has a draft.")
    if not outlook.words:
        return tr("All words there were to be are written; what is left is to call the last chapters drafted.")
    if count == 1:
        return tr("{words} are still planned, in 1 chapter.").format(words=words_text(outlook.words))
    return tr("{words} are still planned, in {count} chapters.").format(
        words=words_text(outlook.words), count=number_text(count)
    )


def usual_text(outlook: Outlook, usual: int) -> str:
    """How chapters without a target are counted; empty where all have one."""
    count = sum(1 for part in outlook.ahead if part.chapter.target_words is None)
    if not count:
        return ""
    words = tr("1 of them has no target, and counts as {usual} words.")
    if count > 1:
        words = tr("{count} of them have no target, and count as {usual} words each.")
    return words.format(count=number_text(count), usual=number_text(usual))


def finish_text(outlook: Outlook) -> str:
    """Where the pace leads, or what the date asks for."""
    if not outlook.words:
        return ""
    pace, plan = number_text(outlook.pace), outlook.plan
    if plan.until is not None and outlook.in_reach:
        said = tr("To be there by {date}, a normal day takes {pace} words.")
        return said.format(date=near_date(plan.until, outlook.today), pace=pace)
    if plan.until is not None:
        said = tr("Up to {date} there is no day to write on. At {pace} words a day it could be {finish}.")
        finish = "–" if outlook.finish is None else near_date(outlook.finish, outlook.today)
        return said.format(date=near_date(plan.until, outlook.today), pace=pace, finish=finish)
    if outlook.finish is None:
        return tr("Every day is off, so there is no date yet.")
    if outlook.finish == outlook.today:
        return tr("At {pace} words a day you could be there today.").format(pace=pace)
    said = tr("At {pace} words a day every chapter has its draft by {date}.")
    return said.format(pace=pace, date=near_date(outlook.finish, outlook.today))


def pins_text(outlook: Outlook) -> str:
    """What the author's own dates change; empty if nothing."""
    if outlook.last is None or not outlook.words or not any(slot.pinned for slot in outlook.slots):
        return ""
    if outlook.finish is not None and outlook.last != outlook.finish:
        return tr("With the dates you set it is {date}.").format(date=near_date(outlook.last, outlook.today))
    return ""


def present_text(outlook: Outlook) -> str:
    """ "Your present pace is about 640 words a day."; what is missing for saying so."""
    if outlook.present is None:
        return tr("After a few days of writing your own pace is offered here.")
    return tr("Your present pace is about {pace}.").format(pace=number_text(outlook.present))


def source_text(outlook: Outlook) -> str:
    """Whose days they are."""
    if outlook.goal is not None:
        title = outlook.goal.title or tr("your goal")
        return tr("The days are those of {title}: changing one changes it there, too.").format(title=title)
    return tr("The days are this story's own.") if outlook.plan.schedule is not None else ""


def burst_text(outlook: Outlook) -> str:
    """ "48,000 words: chapters 9–14 drafted, 3,000 words left."."""
    known = outlook.burst
    if not outlook.words:
        return ""
    words = words_text(known.words)
    if not known.left:
        days = days_needed(outlook.words, outlook.plan.burst) or 0
        if days == outlook.plan.days:
            return tr("That is {words}, enough for everything that is planned.").format(words=words)
        if days == 1:
            return tr("That is more than it takes: everything that is planned is there after 1 day.")
        said = tr("That is more than it takes: everything that is planned is there after {days} days.")
        return said.format(days=number_text(days))
    left = tr("{words} would be left").format(words=words_text(known.left))
    drafted = [part.chapter for part in outlook.ahead if part.chapter.id in known.drafted]
    if not drafted:
        following = outlook.ahead[0].chapter
        said = tr("That is {words}, a good part of {chapter}; {left}.")
        return said.format(words=words, chapter=numbers_text([following]), left=left)
    return tr("That is {words}: {chapters} drafted; {left}.").format(
        words=words, chapters=numbers_text(drafted), left=left
    )


def numbers_text(chapters: Sequence[Chapter]) -> str:
    """ "chapter 9", "chapters 9–14", "chapters 3, 5–7"."""
    numbers = [chapter.number for chapter in chapters]
    if len(numbers) == 1:
        return tr("chapter {number}").format(number=numbers[0])
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs(numbers))
    return tr("chapters {numbers}").format(numbers=said)


# Chapters and days


def bar_title(bar: Bar) -> str:
    """ "9 The lantern"; without a title "Chapter 9"."""
    chapter = bar.chapter
    if chapter.title:
        return f"{chapter.number}  {chapter.title}"
    return tr("Chapter {number}").format(number=chapter.number)


def bar_note(bar: Bar) -> str:
    """What stands at the end of a bar: its words a day, or the date that has gone by."""
    if bar.done:
        return ""
    if bar.planned_for is not None:
        return tr("planned for {date}").format(date=small_date(bar.planned_for))
    if not bar.words:
        return ""
    if bar.pace is None:
        return tr("before the one ahead of it")
    if bar.pinned and not bar.hurried:
        # It has more days than it takes, so that its words a day would say nothing.
        return tr("by {date}").format(date=small_date(bar.last))
    return tr("{pace} a day").format(pace=number_text(bar.pace))


def bar_text(bar: Bar) -> str:
    """A chapter as it is read out."""
    said = [bar.chapter.heading]
    if bar.done:
        said.append(tr("drafted on {date}").format(date=date_text(bar.first)))
        return ", ".join([*said, words_text(bar.words)])
    if bar.first == bar.last:
        said.append(tr("on {date}").format(date=day_text(bar.last)))
    else:
        said.append(tr("from {first} to {last}").format(first=short_date(bar.first), last=day_text(bar.last)))
    said.append(tr("{words} to write").format(words=words_text(bar.words)))
    if bar.words and bar.pace is None:
        said.append(tr("before the chapter ahead of it in the story"))
    elif bar.pace is not None and bar.words:
        said.append(tr("{pace} a day").format(pace=number_text(bar.pace)))
    if bar.pinned:
        said.append(tr("a date you set"))
    if bar.planned_for is not None:
        said.append(tr("planned for {date}").format(date=short_date(bar.planned_for)))
    return ", ".join(said)


def dragged_text(bar: Bar) -> str:
    """What letting go of a chapter here would mean."""
    said = tr("{chapter}: drafted by {date}").format(chapter=bar_title(bar), date=day_text(bar.last))
    return f"{said}, {bar_note(bar)}" if bar.hurried or bar.pace is None else said


def cell_text(day: Day, known: Sequence[Bar]) -> str:
    """A day as it is read out."""
    said = [day_text(day.day)]
    if day.today:
        said.append(tr("today"))
    if day.weight != NORMAL:
        said.append(share_text(day.weight).lower())
    if day.written:
        said.append(tr("{words} written").format(words=words_text(day.written)))
    said += [tr("{title} ends").format(title=title or tr("your goal")) for title in day.ends]
    if day.settled:
        said.append(tr("all is to be drafted by now"))
    for bar in known:
        if bar.done and bar.last == day.day:
            said.append(tr("{chapter} was drafted").format(chapter=bar.chapter.heading))
        elif bar.first <= day.day == bar.last:
            said.append(tr("{chapter} is to be drafted").format(chapter=bar.chapter.heading))
        elif bar.first <= day.day < bar.last:
            said.append(bar.chapter.heading)
    return ", ".join(said)
