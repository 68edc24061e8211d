"""Threads: what a story promises its reader, and where in the chapters each promise stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from planner.domain.outline import ChapterId, SceneId, StoryId

ThreadId = NewType("ThreadId", int)
BeatId = NewType("BeatId", int)


class ThreadKind(StrEnum):
    """What sort of promise a thread is."""

    CONFLICT = "conflict"
    MYSTERY = "mystery"
    ROMANCE = "romance"
    FRIENDSHIP = "friendship"
    GROWTH = "growth"
    THEME = "theme"
    GAG = "running gag"
    OTHER = "other"


class BeatRole(StrEnum):
    """What a beat does to its thread."""

    OPENS = "opens"
    ADVANCES = "advances"
    RESOLVES = "resolves"


class Standing(StrEnum):
    """Where a thread stands after a chapter."""

    UNOPENED = "unopened"
    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Thread:
    """Something the story promises. ``promise``: the reader will feel cheated if it is never resolved."""

    id: ThreadId
    story_id: StoryId
    position: int
    title: str
    kind: ThreadKind = ThreadKind.CONFLICT
    promise: bool = True
    colour: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """One entry of a thread in a chapter, perhaps in one of its scenes; ``position`` is its place in the cell."""

    id: BeatId
    thread_id: ThreadId
    chapter_id: ChapterId
    scene_id: SceneId | None
    position: int
    role: BeatRole = BeatRole.ADVANCES
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a thread runs, by chapter numbers from 1; ``touched`` are all chapters with a beat of it.

    ``last`` is where it resolves for good, or None while it is open.
    """

    first: int | None
    last: int | None
    touched: tuple[int, ...]

    @property
    def longest_sleep(self) -> int:
        """The most chapters in a row, between its beats, in which the thread is not touched."""
        return max(
            (later - earlier - 1 for earlier, later in zip(self.touched, self.touched[1:], strict=False)), default=0
        )


class Plot:
    """A story's threads and beats over its chapters in reading order; every rule here counts chapters from 1."""

    def __init__(self, threads: Sequence[Thread], beats: Iterable[Beat], chapters: Sequence[ChapterId]) -> None:
        self.threads = tuple(threads)
        self.chapters = tuple(chapters)
        numbers: Mapping[ChapterId, int] = {chapter: number for number, chapter in enumerate(chapters, 1)}
        self._beats: dict[ThreadId, list[tuple[int, Beat]]] = {thread.id: [] for thread in threads}
        for beat in beats:
            if beat.chapter_id in numbers and beat.thread_id in self._beats:
                self._beats[beat.thread_id].append((numbers[beat.chapter_id], beat))
        for entries in self._beats.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].position))

    def beats(self, thread_id: ThreadId) -> list[tuple[int, Beat]]:
        """A thread's beats with their chapters' numbers, in reading order."""
        return list(self._beats[thread_id])

    def standing(self, thread_id: ThreadId, after: int) -> Standing:
        """Where a thread stands when the reader has finished chapter ``after``.

        The first beat opens it, whatever its role says, unless it resolves at once; a beat that opens or
        advances a resolved thread opens it again.
        """
        standing = Standing.UNOPENED
        for number, beat in self._beats[thread_id]:
            if number > after:
                break
            standing = Standing.RESOLVED if beat.role is BeatRole.RESOLVES else Standing.OPEN
        return standing

    def open_after(self, after: int) -> list[Thread]:
        """The threads that are open when the reader has finished chapter ``after``, in the author's order."""
        return [thread for thread in self.threads if self.standing(thread.id, after) is Standing.OPEN]

    def span(self, thread_id: ThreadId) -> Span:
        """Where a thread runs."""
        entries = self._beats[thread_id]
        if not entries:
            return Span(None, None, ())
        resolved = self.standing(thread_id, len(self.chapters)) is Standing.RESOLVED
        touched = tuple(dict.fromkeys(number for number, _ in entries))
        return Span(touched[0], touched[-1] if resolved else None, touched)

    def asleep(self, thread_id: ThreadId, after: int) -> int:
        """For how many chapters, up to ``after``, an open thread has not been touched; 0 if it is not open."""
        if self.standing(thread_id, after) is not Standing.OPEN:
            return 0
        return after - max(number for number, _ in self._beats[thread_id] if number <= after)

    def sleeping(self, after: int, most: int) -> list[Thread]:
        """Open threads that have slept for more than ``most`` chapters when the reader has finished ``after``."""
        return [thread for thread in self.threads if self.asleep(thread.id, after) > most]
