"""Everything that was written, as other programs take it: the log, and what was typed, day by day."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from planner.domain.exchange import Tally, entry_uuid, typed_uuid
from planner.domain.goals import Goal, Measure
from planner.domain.log import NewEntry, Source

if TYPE_CHECKING:
    from planner.library.file import Library

_AT_ONCE = 20


def tallies(library: Library) -> list[Tally]:
    """All words and minutes of a library, the earliest day first; what was typed by story and day."""
    return sorted([*_typed(library), *_logged(library)], key=lambda tally: tally.day)


def own_names(library: Library) -> frozenset[str]:
    """What all that the library gives out is called there: by that it is known when it comes back."""
    return frozenset(tally.uuid for tally in tallies(library))


def unknown(library: Library, entries: Sequence[NewEntry], own: Collection[str] | None = None) -> list[NewEntry]:
    """Those of entries that the library does not have, neither in its log nor as what was typed in it.

    Args:
        own: its `own_names`, where they are at hand.
    """
    new = library.log.unknown(entries)
    if not any(entry.source is Source.TRACKBEAR for entry in new):
        return new
    names = own_names(library) if own is None else own
    return [entry for entry in new if entry.foreign_id not in names]


def _typed(library: Library) -> Iterator[Tally]:
    stories = {story.id: story for story in library.stories.all()}
    for typed in library.progress.typed():
        story = stories.get(typed.story_id)
        begun = story.created.isoformat() if story else ""
        moment = datetime.combine(typed.day, time())
        counts = ((Measure.WORDS, typed.added - typed.deleted), (Measure.TIME, (typed.seconds + 30) // 60))
        for measure, count in counts:
            if count:
                yield Tally(
                    typed_uuid(typed.day, measure, typed.story_id, begun),
                    typed.day,
                    count,
                    measure,
                    moment,
                    moment,
                    typed.story_id if story else None,
                    story.title if story else "",
                )


def _logged(library: Library) -> Iterator[Tally]:
    titles = {story.id: story.title for story in library.stories.all()}
    for entry in reversed(library.log.entries()):
        yield Tally(
            entry_uuid(entry),
            entry.day,
            entry.count,
            entry.measure,
            entry.created,
            entry.updated,
            entry.story_id,
            titles.get(entry.story_id, "") if entry.story_id is not None else "",
            entry.note,
        )


def steps(
    library: Library, entries: Sequence[NewEntry], goals: Sequence[Goal], label: str
) -> Generator[float, None, int]:
    """Add entries and goals as one change, a few at a time; yields how far it is, returns how many entries came.

    Closing it before its end undoes all of it.
    """
    with library.change(label):
        for goal in goals:
            library.goals.add(goal)
        for number, entry in enumerate(entries):
            library.log.add(entry)
            if number % _AT_ONCE == 0:
                yield number / len(entries)
    return len(entries)
