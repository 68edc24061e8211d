"""How a thread runs from chapter to chapter: awake, asleep, or not at all; what the plot grid draws as its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from planner.domain.threads import Plot, Standing, ThreadId


class Pace(IntEnum):
    """How a thread passes from one chapter to the next."""

    NONE = 0
    AWAKE = 1
    ASLEEP = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """An open thread from the chapter ``start`` that touches it to the next that does, or to the story's last one.

    ``untouched`` is how many chapters in between leave the thread alone; it is ``asleep`` when they are too many.
    """

    start: int
    end: int
    untouched: int
    asleep: bool


def stretches(plot: Plot, thread_id: ThreadId, sleep_after: int) -> tuple[Stretch, ...]:
    """The stretches over which a thread is open, in reading order.

    Args:
        plot: the story's threads over its chapters.
        thread_id: the thread.
        sleep_after: for how many chapters in a row an open thread may be left alone before it counts as asleep.
    """
    touched = plot.span(thread_id).touched
    found = []
    for place, start in enumerate(touched):
        if plot.standing(thread_id, start) is not Standing.OPEN:
            continue
        is_last = place == len(touched) - 1
        end = len(plot.chapters) if is_last else touched[place + 1]
        untouched = end - start - (not is_last)
        found.append(Stretch(start, end, untouched, untouched > sleep_after))
    return tuple(found)


def paces(runs: Sequence[Stretch], chapters: int) -> list[Pace]:
    """How a thread passes from each chapter to the next: the item at ``n`` tells of chapter ``n`` to ``n`` + 1.

    The first item is for what comes before chapter 1, the last for what comes after the last: both are nothing.
    """
    found = [Pace.NONE] * (chapters + 1)
    for run in runs:
        pace = Pace.ASLEEP if run.asleep else Pace.AWAKE
        found[run.start : run.end] = [pace] * (run.end - run.start)
    return found
