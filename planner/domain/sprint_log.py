"""What is kept of sprints: results, the best and the median, the "ghost" to write against, lines for a word war."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from planner.domain.outline import ChapterId, StoryId
from planner.domain.sprints import Sprint
from planner.domain.typing_time import words_an_hour

SprintId = NewType("SprintId", int)

Samples = tuple[tuple[int, int], ...]
"""(seconds since its beginning, net words until then), in order of time."""

LEAST_SECONDS = 5 * 60
"""A shorter sprint is no record: a single sentence an hour long would be one."""


@dataclass(frozen=True, slots=True)
class NewSprint:
    """A sprint that is over, as it goes into the log.

    Attributes:
        begun: local time.
        planned: seconds; None if it went on until it was stopped.
        seconds: how long it took, pauses and grace left out.
        words: net; 0 and below are results too.
        words_before: the total at its start, where the author keeps one.
        samples: how it went, for the ghost; may be empty.
    """

    begun: datetime
    planned: int | None
    seconds: int
    words: int
    words_before: int | None = None
    story_id: StoryId | None = None
    chapter_id: ChapterId | None = None
    note: str = ""
    samples: Samples = ()


@dataclass(frozen=True, slots=True)
class SprintResult(NewSprint):
    """A sprint in the log."""

    id: SprintId = field(kw_only=True)

    @property
    def minutes(self) -> float:
        return self.seconds / 60

    @property
    def words_after(self) -> int | None:
        """The total at its end, where there is one at its start."""
        return None if self.words_before is None else self.words_before + self.words

    @property
    def a_minute(self) -> float | None:
        """Words a minute; None if it was over too soon to tell."""
        hour = self.an_hour
        return None if hour is None else self.words * 60 / self.seconds

    @property
    def an_hour(self) -> int | None:
        """Words an hour; None if it was over too soon to tell."""
        return words_an_hour(self.words, self.seconds)


def best(results: Iterable[SprintResult]) -> SprintResult | None:
    """The sprint with the most words an hour, of equal ones the first; those under five minutes are left out."""
    known = _counted(results)
    return min(known, key=lambda done: (-_rate(done), done.begun), default=None)


def median(results: Iterable[SprintResult]) -> SprintResult | None:
    """The sprint in the middle by words an hour, of two the slower."""
    known = sorted(_counted(results), key=lambda done: (_rate(done), done.begun))
    return known[(len(known) - 1) // 2] if known else None


def ghost_words(done: SprintResult, elapsed: float) -> int:
    """What an earlier sprint had at the same time; after its end, its result. Without samples, its even share."""
    if done.seconds <= 0 or elapsed >= done.seconds:
        return done.words
    line = ((0, 0), *(point for point in done.samples if 0 < point[0] < done.seconds), (done.seconds, done.words))
    at = bisect_right([seconds for seconds, _ in line], max(0.0, elapsed))
    (begin, before), (end, after) = line[at - 1], line[at]
    return round(before + (after - before) * (max(0.0, elapsed) - begin) / (end - begin))


def with_sample(samples: Samples, seconds: float, words: int, every: int = 10) -> Samples:
    """The samples with one more, if the last is long enough ago (``every`` seconds) and words changed since."""
    if samples and (seconds - samples[-1][0] < every or samples[-1][1] == words):
        return samples
    return (*samples, (int(seconds), words))


def samples_text(samples: Samples) -> str:
    """Samples as they are kept: "10:12 20:31"."""
    return " ".join(f"{seconds}:{words}" for seconds, words in samples)


def read_samples(text: str) -> Samples:
    """Samples from how they are kept; what cannot be read is left out."""
    points: list[tuple[int, int]] = []
    for part in text.split():
        seconds, _, words = part.partition(":")
        if seconds.isdecimal() and words.removeprefix("-").isdecimal() and (not points or int(seconds) > points[-1][0]):
            points.append((int(seconds), int(words)))
    return tuple(points)


def call_line(war: Sprint) -> str:
    """A line that calls others to a sprint: "Word war: 20 minutes, from :15 to :35"."""
    begins = f"{war.begins:%H:%M}"
    ends = war.ends()
    if war.minutes is None or ends is None:
        return f"Word war: from {begins}, open end"
    if war.begins.second == 0:
        return f"Word war: {war.minutes} minutes, from :{war.begins:%M} to :{ends:%M}"
    return f"Word war: {war.minutes} minutes, from {begins} to {ends:%H:%M}"


def result_line(done: SprintResult, name: str = "") -> str:
    """A line with a result: "612 words in 20 minutes (1,836 an hour)"."""
    minutes = max(1, round(done.minutes))
    said = f"{done.words:,} {'word' if abs(done.words) == 1 else 'words'} in {minutes} "
    said += "minute" if minutes == 1 else "minutes"
    if done.an_hour is not None:
        said += f" ({done.an_hour:,} an hour)"
    return f"{name}: {said}" if name else said


def standings_line(entries: Sequence[tuple[str, int]]) -> str:
    """A line with everybody's words, most first: "1. Mara 812 · 2. Jo 640"; those with equal words share a place."""
    ordered = sorted(entries, key=lambda entry: -entry[1])
    words = [count for _, count in ordered]
    return " · ".join(f"{words.index(count) + 1}. {name} {count:,}" for name, count in ordered)


def _counted(results: Iterable[SprintResult]) -> list[SprintResult]:
    return [done for done in results if done.seconds >= LEAST_SECONDS]


def _rate(done: SprintResult) -> float:
    return done.words / done.seconds
