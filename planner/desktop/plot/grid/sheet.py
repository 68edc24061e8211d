"""What the plot grid shows of a story: its chapters, its threads, the beats of each cell; and what a filter leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.changes import ChangeSet, TableChanges
from planner.domain.folding import folded
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, PersonId, Scene, StoryId
from planner.domain.stretches import Pace, Stretch, paces, stretches
from planner.domain.threads import Beat, BeatId, Plot, Thread, ThreadId, ThreadKind

if TYPE_CHECKING:
    from planner.library.file import Library

Cell = tuple[ThreadId, ChapterId]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One story's plot at one moment."""

    story_id: StoryId
    chapters: Mapping[ChapterId, Chapter]
    """In reading order."""
    threads: Mapping[ThreadId, Thread]
    """In the author's order."""
    beats: Mapping[BeatId, Beat]
    cells: Mapping[Cell, tuple[Beat, ...]]
    plot: Plot
    sleep_after: int
    _lines: dict[ThreadId, Line] = field(default_factory=dict, init=False, repr=False)

    def line(self, thread_id: ThreadId) -> Line:
        """How a thread runs through the chapters."""
        line = self._lines.get(thread_id)
        if line is None:
            runs = stretches(self.plot, thread_id, self.sleep_after)
            line = self._lines[thread_id] = Line(paces(runs, len(self.chapters)), _naps(runs))
        return line

    def asleep(self, thread_id: ThreadId) -> int:
        """For how many written chapters a thread has slept by now, if that is longer than the author allows; or 0."""
        written = max((each.number for each in self.chapters.values() if each.status.is_written), default=0)
        slept = self.plot.asleep(thread_id, written)
        return slept if slept > self.sleep_after else 0

    def beat(self, beat_id: BeatId | None) -> Beat | None:
        """A beat that is on the sheet."""
        return self.beats.get(beat_id) if beat_id is not None else None

    def scene_of(self, beat: Beat) -> tuple[int, Scene] | None:
        """The scene a beat belongs to, with its number in the chapter; None for the chapter as a whole."""
        for number, scene in enumerate(self.chapters[beat.chapter_id].scenes, 1):
            if scene.id == beat.scene_id:
                return number, scene
        return None


@dataclass(frozen=True)
class Line:
    """A thread's line: ``paces`` as in domain/stretches.py, and by chapter number how long it sleeps around it."""

    paces: list[Pace]
    naps: Mapping[int, int]

    def around(self, number: int) -> tuple[Pace, Pace]:
        """How the thread comes to a chapter and how it goes on."""
        return self.paces[number - 1], self.paces[number]


def _naps(runs: tuple[Stretch, ...]) -> dict[int, int]:
    """In the middle of each sleep, how many chapters it lasts."""
    return {run.start + (run.untouched + 1) // 2: run.untouched for run in runs if run.asleep}


OUTLINE_TABLES = ("story", "arc", "chapter", "scene", "presence")
_MOST_BEATS = 50
"""More changed beats than this are read with all others at once."""


def read_sheet(
    library: Library, story_id: StoryId, before: Sheet | None = None, changes: ChangeSet | None = None
) -> Sheet:
    """Read a story's plot.

    Args:
        library: the library it is in.
        story_id: the story; KeyError if there is none.
        before: the sheet as it was before ``changes``, so that only what they touched is read.
        changes: what happened since.
    """
    story = library.stories.get(story_id)
    if before is None or changes is None:
        chapters, threads = library.outline.get(story_id).chapters, library.plot.threads(story_id)
        beats = _by_id(library.plot.beats(story_id))
    else:
        same_outline, same_threads = not changes.touches(*OUTLINE_TABLES), not changes.touches("thread")
        chapters = tuple(before.chapters.values()) if same_outline else library.outline.get(story_id).chapters
        threads = list(before.threads.values()) if same_threads else library.plot.threads(story_id)
        if same_outline and same_threads and len(changes.table("beat").all) <= _MOST_BEATS:
            beats = _with_changes(library, before, changes.table("beat"))
        else:
            beats = _by_id(library.plot.beats(story_id))
    cells: dict[Cell, list[Beat]] = {}
    for beat in beats.values():
        cells.setdefault((beat.thread_id, beat.chapter_id), []).append(beat)
    return Sheet(
        story_id=story_id,
        chapters={chapter.id: chapter for chapter in chapters},
        threads={thread.id: thread for thread in threads},
        beats=beats,
        cells={cell: tuple(sorted(held, key=_position)) for cell, held in cells.items()},
        plot=Plot(threads, beats.values(), [chapter.id for chapter in chapters]),
        sleep_after=story.sleep_after,
    )


def _position(beat: Beat) -> int:
    return beat.position


def _by_id(beats: Iterable[Beat]) -> dict[BeatId, Beat]:
    return {beat.id: beat for beat in beats}


def _with_changes(library: Library, before: Sheet, changes: TableChanges) -> dict[BeatId, Beat]:
    """The beats of a sheet after some of them changed."""
    beats = dict(before.beats)
    for row_id in changes.removed:
        beats.pop(BeatId(row_id), None)
    for row_id in changes.added | changes.changed:
        beat = library.plot.beat(BeatId(row_id))
        if beat.thread_id in before.threads:
            beats[beat.id] = beat
    return beats


@dataclass(frozen=True)
class GridFilter:
    """What to look for; an empty collection keeps everything."""

    text: str = ""
    kinds: frozenset[ThreadKind] = frozenset()
    statuses: frozenset[ChapterStatus] = frozenset()
    people: frozenset[PersonId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text or self.kinds or self.statuses or self.people)


def shown(sheet: Sheet, wanted: GridFilter) -> tuple[list[ThreadId], list[ChapterId]]:
    """The threads and chapters a filter leaves.

    Kinds choose among threads; statuses and people (as point of view or present) among chapters. Every word of the
    text must be found in a beat with its thread's and its chapter's title; the rows and columns of such beats stay.
    """
    threads = [each.id for each in sheet.threads.values() if not wanted.kinds or each.kind in wanted.kinds]
    chapters = [each.id for each in sheet.chapters.values() if _keeps(each, wanted)]
    words = folded(wanted.text).split()
    if not words:
        return threads, chapters
    found_threads, found_chapters = _found(sheet, words, set(threads), set(chapters))
    if not found_threads and not found_chapters:
        return [], []
    # A title alone, without beats to go by, says nothing about the other axis.
    return (
        [each for each in threads if each in found_threads] or threads,
        [each for each in chapters if each in found_chapters] or chapters,
    )


def _keeps(chapter: Chapter, wanted: GridFilter) -> bool:
    if wanted.statuses and chapter.status not in wanted.statuses:
        return False
    return not wanted.people or not wanted.people.isdisjoint(_people(chapter))


def _people(chapter: Chapter) -> Iterator[PersonId]:
    for scene in chapter.scenes:
        yield from scene.present
        if scene.pov is not None:
            yield scene.pov


def _found(
    sheet: Sheet, words: list[str], threads: Collection[ThreadId], chapters: Collection[ChapterId]
) -> tuple[set[ThreadId], set[ChapterId]]:
    titles = {thread_id: folded(sheet.threads[thread_id].title) for thread_id in threads}
    headings = {chapter_id: folded(sheet.chapters[chapter_id].heading) for chapter_id in chapters}
    found_threads = {thread_id for thread_id, title in titles.items() if _holds(title, words)}
    found_chapters = {chapter_id for chapter_id, heading in headings.items() if _holds(heading, words)}
    for (thread_id, chapter_id), beats in sheet.cells.items():
        if thread_id in titles and chapter_id in headings:
            around = f"{titles[thread_id]} {headings[chapter_id]}"
            if any(_holds(f"{folded(beat.text)} {around}", words) for beat in beats):
                found_threads.add(thread_id)
                found_chapters.add(chapter_id)
    return found_threads, found_chapters


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
