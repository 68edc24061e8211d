"""Words and minutes on their way in or out: what a tracker's file holds, and what the library gives to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from planner.domain.goals import Goal, Measure
from planner.domain.log import LogEntry, NewEntry, Source
from planner.domain.outline import Story, StoryId

_OWN = UUID("6f0b1d0e-52f4-4d8b-9d8e-3a2f7c1be5a4")
"""The name space of what Longfic calls its own tallies in other programs' files."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One entry of a file. ``project`` is what the story is called there; empty for none."""

    day: date
    count: int
    measure: Measure = Measure.WORDS
    project: str = ""
    note: str = ""
    foreign_id: str = ""


@dataclass(frozen=True, slots=True)
class BroughtGoal:
    """A goal of a file, its stories still by what they are called there."""

    goal: Goal
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogDraft:
    """What a file holds; ``dropped`` says in sentences what of it cannot be kept."""

    source: Source
    entries: tuple[Brought, ...]
    goals: tuple[BroughtGoal, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def projects(self) -> tuple[str, ...]:
        """The names of stories, in the order in which they come."""
        named = [entry.project for entry in self.entries]
        named += [name for goal in self.goals for name in goal.projects]
        return tuple(dict.fromkeys(name for name in named if name))


def matched(projects: Iterable[str], stories: Collection[Story]) -> dict[str, StoryId | None]:
    """The story that each name means: the one of that title, whatever its case and spaces; None for no such story."""
    known: dict[str, StoryId | None] = {}
    for story in stories:
        title = _plain(story.title)
        # Of two stories with one title nobody can tell.
        known[title] = None if title in known else story.id
    return {project: known.get(_plain(project)) if _plain(project) else None for project in projects}


def new_entries(draft: LogDraft, stories: Mapping[str, StoryId | None]) -> list[NewEntry]:
    """The entries as the log takes them, on the stories that the author says are meant."""
    return [
        NewEntry(
            entry.day,
            entry.count,
            entry.measure,
            stories.get(entry.project),
            entry.note,
            draft.source,
            entry.foreign_id,
        )
        for entry in draft.entries
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """So many words or minutes on a day, for another program: one of the log, or what was typed in a story."""

    uuid: str
    day: date
    count: int
    measure: Measure
    created: datetime
    updated: datetime
    story_id: StoryId | None = None
    title: str = ""
    note: str = ""


def entry_uuid(entry: LogEntry) -> str:
    """What an entry is called elsewhere: as it was there, if it came from there; else always the same."""
    if entry.source is Source.TRACKBEAR and entry.foreign_id:
        return entry.foreign_id
    return str(uuid5(_OWN, f"entry {entry.id} {entry.created.isoformat()}"))


def typed_uuid(day: date, measure: Measure, story_id: StoryId, begun: str) -> str:
    """What a day's typing in a story is called elsewhere; ``begun`` tells the story from those of other libraries."""
    return str(uuid5(_OWN, f"typed {measure.value} {day.isoformat()} {story_id} {begun}"))


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
