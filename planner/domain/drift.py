"""Drift: how today's plan differs from the plan as it stood on a day (its baseline)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NewType

from planner.domain.endings import default_target
from planner.domain.outline import Chapter, ChapterId, SceneId, StoryId
from planner.domain.reordering import longest_kept
from planner.domain.threads import Plot, Standing, ThreadId

BaselineId = NewType("BaselineId", int)


@dataclass(frozen=True, slots=True)
class PlannedChapter:
    """A chapter as a baseline remembers it; ``words`` are those written or, if more, those planned."""

    id: ChapterId
    title: str
    words: int
    scenes: tuple[SceneId, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a story at a moment: chapters in reading order, threads, and when it would be done."""

    chapters: tuple[PlannedChapter, ...]
    threads: tuple[ThreadId, ...]
    unresolved: tuple[ThreadId, ...]
    finish: date | None = None

    @property
    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A plan that was locked."""

    id: BaselineId
    story_id: StoryId
    label: str
    made_at: datetime
    plan: Plan


def plan_of(chapters: Sequence[Chapter], plot: Plot, finish: date | None = None) -> Plan:
    """Today's plan, of the chapters in reading order."""
    usual = default_target(chapters)
    planned = tuple(
        PlannedChapter(
            chapter.id,
            chapter.title,
            chapter.words if chapter.status.is_written else max(chapter.words, chapter.target_words or usual),
            tuple(scene.id for scene in chapter.scenes),
        )
        for chapter in chapters
    )
    end = len(chapters)
    return Plan(
        chapters=planned,
        threads=tuple(thread.id for thread in plot.threads),
        unresolved=tuple(t.id for t in plot.threads if plot.standing(t.id, end) is Standing.OPEN),
        finish=finish,
    )


def finish_date(words_left: int, words_a_day: float, today: date) -> date | None:
    """The day the last word is written at a pace; None if that pace never gets there."""
    if words_left <= 0:
        return today
    if words_a_day <= 0:
        return None
    return today + timedelta(days=-(-words_left // max(words_a_day, 1e-9)))


@dataclass(frozen=True, slots=True)
class Drift:
    """From one plan to another. ``moved`` are chapters that stand in both but changed places among the rest;
    ``split`` are those of the added ones that took a scene along from a chapter that is still there.
    """

    added: tuple[PlannedChapter, ...]
    cut: tuple[PlannedChapter, ...]
    moved: tuple[PlannedChapter, ...]
    words_then: int
    words_now: int
    opened_since: tuple[ThreadId, ...]
    finish_then: date | None
    finish_now: date | None
    split: tuple[PlannedChapter, ...] = ()

    @property
    def words(self) -> int:
        """By how many words the plan grew."""
        return self.words_now - self.words_then

    @property
    def days(self) -> int | None:
        """By how many days the end moved, or None if either plan has no date."""
        if self.finish_then is None or self.finish_now is None:
            return None
        return (self.finish_now - self.finish_then).days

    def __bool__(self) -> bool:
        return bool(self.added or self.cut or self.moved or self.words or self.opened_since or self.days)


def drift(then: Plan, now: Plan) -> Drift:
    """How one plan differs from another; from a plan to itself there is none."""
    before = {chapter.id for chapter in then.chapters}
    after = {chapter.id for chapter in now.chapters}
    shared = [chapter for chapter in now.chapters if chapter.id in before]
    stayed = longest_kept([c.id for c in then.chapters if c.id in after], [c.id for c in shared])
    added = tuple(chapter for chapter in now.chapters if chapter.id not in before)
    had = {scene for chapter in then.chapters if chapter.id in after for scene in chapter.scenes}
    return Drift(
        added=added,
        cut=tuple(chapter for chapter in then.chapters if chapter.id not in after),
        moved=tuple(chapter for chapter in shared if chapter.id not in stayed),
        words_then=then.words,
        words_now=now.words,
        opened_since=tuple(t for t in now.unresolved if t not in then.threads),
        finish_then=then.finish,
        finish_now=now.finish,
        split=tuple(chapter for chapter in added if not had.isdisjoint(chapter.scenes)),
    )


def sentences(difference: Drift, since: datetime, titles: Mapping[ThreadId, str]) -> list[str]:
    """A drift in words, most important first; one sentence that says so if there is none.

    Args:
        difference: from the baseline to today's plan.
        since: when the baseline was made.
        titles: titles of the threads there are; one that was deleted since is not told of.
    """
    day = f"{since.day} {since:%B %Y}"
    if not difference:
        return [f"The plan is as it was on {day}."]
    said: list[str] = []
    if change := _growth(len(difference.added) - len(difference.cut), difference.words):
        said.append(f"{change[0].upper()}{change[1:]} than on {day}.")
    if difference.added and difference.cut:
        said.append(f"{_count(len(difference.added), 'chapter')} came in and {len(difference.cut)} went.")
    if difference.split:
        said.append(f"{_count(len(difference.split), 'chapter')} came of splitting another.")
    if difference.moved:
        said.append(f"{_count(len(difference.moved), 'chapter')} changed places.")
    if names := [titles[thread_id] for thread_id in difference.opened_since if thread_id in titles]:
        # Titles have commas and question marks of their own.
        stop = "" if names[-1].endswith(("?", "!", ".", "…")) else "."
        said.append(f"Opened since and not resolved: {'; '.join(names)}{stop}")
    if difference.days:
        direction = "later" if difference.days > 0 else "earlier"
        said.append(f"The end is {_count(abs(difference.days), 'day')} {direction}.")
    return said


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _growth(chapters: int, words: int) -> str:
    """ "3 chapters and about 9,400 words longer"; where one grew and the other shrank, each with its own word.

    Words are told to the hundred where there are a thousand or more: plans are not more exact than that.
    """
    size = abs(words)
    shown = f"about {_count(round(size, -2), 'word')}" if size >= 1000 else _count(size, "word")
    if not chapters and not words:
        return ""
    if not words:
        return f"{_count(abs(chapters), 'chapter')} {'longer' if chapters > 0 else 'shorter'}"
    said = f"{shown} {'longer' if words > 0 else 'shorter'}"
    if not chapters:
        return said
    differ = (chapters > 0) != (words > 0)
    more = f" {'more' if chapters > 0 else 'fewer'}, but" if differ else " and"
    return f"{_count(abs(chapters), 'chapter')}{more} {said}"
