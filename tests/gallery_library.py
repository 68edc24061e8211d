"""The libraries the gallery is taken of: none, the sample, the sample after four weeks, a crowd, and 400 chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.gallery_cast import CROWD, crowd

if TYPE_CHECKING:
    from planner.domain.draft import StoryDraft, ThreadDraft
    from planner.library.file import Library

CHAPTERS = 400
THREADS = 40
_AGE = timedelta(hours=3)
_WRITTEN = {27: 840, 25: 610, 24: 720, 20: 1120, 15: 240, 13: 390, 12: 760, 6: 520, 3: 430, 1: 680}
"""How many days ago the grown library was written in, and how many words."""
_FIRST_LOCK, _ADDED, _SECOND_LOCK, _CUT = 24, 20, 15, 6


def make_library(folder: Path, name: str) -> Path:
    """A library that was last touched some hours ago, whenever the pictures are taken."""
    from planner.formats.sample import sample_story
    from planner.library.file import Library

    path = folder / f"{name}.longfic"
    first = timedelta(days=max(_WRITTEN)) if name == "grown" else _AGE
    with Library.open(path, clock=_ago(first)) as library:
        stories = {"empty": [], "full": [_long_story(), sample_story()], CROWD: [crowd()]}.get(name, [sample_story()])
        with library.change("Make the library"):
            for story in stories:
                library.drafts.add(story)
            if stories:
                library.ideas.add("What if the tuba was never lost at all?")
                library.ideas.add("A chapter told entirely in claim forms.", library.stories.all()[0].id)
        if stories and name not in ("grown", CROWD):
            _write_today(library)
    if name == "grown":
        _grow(path)
    return path


def _ago(time: timedelta) -> Callable[[], datetime]:
    return lambda: datetime.now() - time


def _grow(path: Path) -> None:
    """Four weeks: words on some days, the plan locked twice, chapters and a promise that were not in it."""
    from planner.library.file import Library

    for days, words in _WRITTEN.items():
        with Library.open(path, clock=_ago(timedelta(days=days))) as library:
            story = library.stories.all()[0].id
            chapters = library.outline.get(story).chapters
            with library.change("Grow"):
                library.tallies.record(chapters[4].id, words)
                if days == _FIRST_LOCK:
                    library.plot.lock(story, "Ten chapters")
                elif days == _ADDED:
                    for title in ("One Postcard, Unsent", "One Hat, Somebody's"):
                        library.outline.add_chapter(story, arc_id=chapters[6].arc_id, position=3, title=title)
                    letter = library.plot.add_thread(story, "Who wrote the postcard?", promise=True)
                    library.plot.add_beat(letter, chapters[4].id, text="It falls out of the notebook.")
                elif days == _SECOND_LOCK:
                    library.plot.lock(story, "With the postcard")
                elif days == _CUT:
                    library.outline.add_chapter(story, title="A Second Epilogue", target_words=1500)
                    library.outline.shelve([chapters[7].id])


def _write_today(library: Library) -> None:
    """Some words of today, so that the tally has something to tell."""
    from dataclasses import replace

    from planner.domain.prose.model import prose_from_text

    chapter = library.outline.get(library.stories.all()[0].id).chapters[4]
    text = library.texts.chapter(chapter.id)
    first = text.scenes[0]
    more = prose_from_text("She wrote the number down twice, to be sure of it, and put the ledger back on its nail.")
    longer = replace(first, prose=replace(first.prose, paragraphs=first.prose.paragraphs + more.paragraphs))
    library.texts.save_chapter(chapter.id, replace(text, scenes=(longer, *text.scenes[1:])))


def _long_story() -> StoryDraft:
    """The sample's chapters over and over, four hundred of them, in arcs of twenty."""
    from dataclasses import replace

    from planner.domain.outline import ChapterStatus
    from planner.formats.sample import sample_story

    sample = sample_story()
    statuses = list(ChapterStatus)
    chapters = []
    for index in range(CHAPTERS):
        chapter = sample.chapters[index % len(sample.chapters)]
        done = 1 - index / CHAPTERS
        status = statuses[min(int(done * 7), 5)]
        chapters.append(replace(chapter, arc=f"Part {index // 20 + 1}", status=status))
    return replace(
        sample, title="The Long Way Round", expected=CHAPTERS, chapters=tuple(chapters), threads=tuple(_threads(sample))
    )


def _threads(sample: StoryDraft) -> Iterator[ThreadDraft]:
    """The sample's threads over and over, forty of them, each spread more widely than the one before."""
    from dataclasses import replace

    from planner.domain.threads import BeatRole

    for index in range(THREADS):
        thread = sample.threads[index % len(sample.threads)]
        start, stride = 1 + index * 4 % 60, 2 + index % 7
        beats = [replace(beat, chapter=start + place * stride, scene=0) for place, beat in enumerate(thread.beats * 6)]
        middle = [replace(beat, role=BeatRole.ADVANCES) for beat in beats[1:-1]]
        yield replace(thread, beats=(*beats[:1], *middle, *beats[-1:]))
