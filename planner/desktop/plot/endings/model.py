"""What the endings ledger shows, without widgets: an entry for each place where the story could stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from planner.desktop.widgets.amounts import date_text
from planner.domain.drift import finish_date
from planner.domain.endings import Ending, EndingKind, Ledger, ledger, runs, stop_now, to_check
from planner.domain.outline import Chapter, StoryId
from planner.domain.pace import Pace
from planner.domain.secrets import Knowledge, Secret
from planner.domain.threads import Plot

if TYPE_CHECKING:
    from planner.library.file import Library

_NAMED = 3
"""Up to this many chapters are named by their headings, more by their numbers."""


@dataclass(frozen=True)
class Entry:
    """A place where the story could stop: a marked ending, or (``is_now``) after the last chapter written so far."""

    chapter: Chapter
    ledger: Ledger
    ending: Ending | None = None
    is_now: bool = False

    @property
    def is_plan(self) -> bool:
        """Whether the story is planned to end just here, so that nothing would change."""
        intended = self.ending is not None and self.ending.kind is EndingKind.INTENDED
        unlisted = to_check(self.ledger.open, self.chapter.remarks, self.ledger.secrets)
        return intended and not self.ledger.dropped and not unlisted


@dataclass(frozen=True)
class Endings:
    """The ledger of a story."""

    chapters: tuple[Chapter, ...]
    plot: Plot
    entries: tuple[Entry, ...]
    pace: Pace | None
    knowledge: Knowledge

    @property
    def has_marks(self) -> bool:
        """Whether any chapter is marked as an ending."""
        return any(entry.ending is not None for entry in self.entries)

    @property
    def has_promises(self) -> bool:
        """Whether the reader is promised anything: threads to be resolved, secrets to be told."""
        return any(thread.promise for thread in self.plot.threads) or bool(self.knowledge.owed())


def read_endings(library: Library, story_id: StoryId) -> Endings:
    """The ledger of a story as the library holds it, in reading order."""
    chapters, plot = library.plot.story(story_id)
    marked = {ending.chapter_id: ending for ending in library.plot.endings(story_id)}
    now = stop_now(chapters)
    secrets = library.secrets.knowledge(story_id)
    entries = [
        Entry(chapter, ledger(chapters, plot, chapter.number, secrets), marked.get(chapter.id), chapter.number == now)
        for chapter in chapters
        if chapter.id in marked or chapter.number == now
    ]
    return Endings(chapters, plot, tuple(entries), library.tallies.pace(), secrets)


def secret_title(secret: Secret) -> str:
    """The secret's title, or what stands in for one."""
    return secret.title or _tr("Untitled secret")


def heading_text(entry: Entry) -> str:
    """ "After Chapter 9: The bridge"."""
    return _tr("After {chapter}").format(chapter=entry.chapter.heading)


def mark_text(entry: Entry) -> str:
    """What an entry is: "Intended ending", "Possible ending", "Written up to here"."""
    said = []
    if entry.ending is not None:
        intended = entry.ending.kind is EndingKind.INTENDED
        said.append(_tr("Intended ending") if intended else _tr("Possible ending"))
    if entry.is_now:
        said.append(_tr("written up to here") if said else _tr("Written up to here"))
    return ", ".join(said)


def chapters_text(chapters: Sequence[Chapter]) -> str:
    """A few chapters by their headings, many by their numbers: "Chapters 8–12 and 14"."""
    if len(chapters) <= _NAMED:
        # Titles have commas of their own.
        return "; ".join(chapter.heading for chapter in chapters)
    return _tr("Chapters {numbers}").format(numbers=numbers_text(chapter.number for chapter in chapters))


def dropped_text(chapters: Sequence[Chapter]) -> str:
    """The chapters an ending leaves out, and how many of them are written: words nobody would read."""
    written = sum(chapter.status.is_written for chapter in chapters)
    if not written:
        words = _tr("Left out: {chapters}.")
    elif len(chapters) == 1:
        words = _tr("Left out: {chapters}, which is written.")
    elif written == len(chapters):
        words = _tr("Left out: {chapters}, all of them written.")
    else:
        words = _tr("Left out: {chapters}, {count} of them written.")
    return words.format(chapters=chapters_text(chapters), count=written)


def numbers_text(numbers: Iterable[int]) -> str:
    """ "8–12 and 14"; two neighbours are "8 and 9", not a run."""
    parts: list[str] = []
    for first, last in runs(numbers):
        parts += [str(first), str(last)][: last - first + 1] if last - first < 2 else [f"{first}–{last}"]
    if len(parts) < 2:
        return "".join(parts)
    return _tr("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def numbered_text(numbers: Sequence[int]) -> str:
    """ "chapter 8", "chapters 8–12 and 14"."""
    words = _tr("chapter {numbers}") if len(numbers) == 1 else _tr("chapters {numbers}")
    return words.format(numbers=numbers_text(numbers))


def finish_text(words: int, pace: Pace | None, today: date) -> str:
    """ "about 3 January 2027": when so many words would be written at a pace; empty where nobody can tell."""
    day = None if pace is None else finish_date(words, pace.any_day, today)
    if day is None or not words:
        return ""
    return _tr("about {date}").format(date=date_text(day))


def ending_sentence(entry: Entry) -> str:
    """What *End here* would do, said before it is done."""
    if entry.is_plan:
        listed = _tr("The story is planned to end here, with what is open on the checklist of chapter {number}.")
        planned = listed if entry.ledger.open or entry.ledger.secrets else _tr("The story is planned to end here.")
        return planned.format(number=entry.chapter.number)
    dropped = entry.ledger.dropped
    number = entry.chapter.number
    said = []
    if dropped:
        what = numbered_text([chapter.number for chapter in dropped])
        said.append(_tr("shelves {chapters} without deleting anything").format(chapters=what))
    if listed_words := _listed_text(entry.ledger):
        said.append(_tr("puts {what} on the checklist of chapter {number}").format(what=listed_words, number=number))
    if not said:
        said.append(_tr("makes chapter {number} the intended ending").format(number=number))
    sentence = _tr(", and ").join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _listed_text(cost: Ledger) -> str:
    """ "2 open threads and 1 secret": what goes on the checklist; empty if nothing does."""
    threads, secrets = len(cost.open), len(cost.secrets)
    parts = []
    if threads:
        words = _tr("1 open thread") if threads == 1 else _tr("{count} open threads")
        parts.append(words.format(count=threads))
    if secrets:
        words = _tr("1 secret") if secrets == 1 else _tr("{count} secrets")
        parts.append(words.format(count=secrets))
    return _tr(" and ").join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Endings", text)
