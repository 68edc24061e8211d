"""A sprint under way with the words it has brought so far, as it is kept so that it outlives the program."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.domain.outline import StoryId
from planner.domain.sprint_log import Samples, read_samples, samples_text, with_sample
from planner.domain.sprints import Sprint, State

SOON = 60
"""Seconds. What ended sooner and brought no words is not worth a line in the log."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sprint and what it has brought.

    Attributes:
        since: the author's day it was asked for on; totals of words typed are counted from its beginning.
        base: the total from which its words count; None until it begins.
        words: net words so far.
        words_before: words of the story when it began.
        seen: when all of this was so.
    """

    sprint: Sprint
    since: date
    seen: datetime
    story_id: StoryId | None = None
    base: int | None = None
    words: int = 0
    words_before: int | None = None
    samples: Samples = ()

    def at(self, now: datetime, total: int) -> UnderWay:
        """The same at a later moment, when so many words have been typed since ``since``.

        The words count from the moment it begins, and those written while it is paused do not.
        """
        state = self.sprint.state(now)
        if state is State.WAITING:
            return replace(self, seen=now)
        base = total if self.base is None else self.base
        if state is State.PAUSED:
            return replace(self, seen=now, base=total - self.words)
        words = total - base
        elapsed = self.sprint.elapsed(now)
        samples = with_sample(self.samples, elapsed, words) if elapsed else self.samples
        return replace(self, seen=now, base=base, words=words, samples=samples)

    def paused(self, now: datetime, total: int) -> UnderWay:
        """The same with the clock stopped."""
        return replace(self.at(now, total), sprint=self.sprint.pause(now))

    def resumed(self, now: datetime, total: int) -> UnderWay:
        """The same with the clock going on."""
        return replace(self.at(now, total), sprint=self.sprint.resume(now))

    def stopped(self, now: datetime, total: int) -> UnderWay:
        """The same at its end."""
        return replace(self.at(now, total), sprint=self.sprint.stop(now))

    @property
    def seconds(self) -> int:
        """How long it has lasted."""
        return round(self.sprint.elapsed(self.seen))

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it has anything to show: words, or at least a minute."""
        return self.base is not None and (self.words != 0 or self.seconds >= SOON)

    def text(self) -> str:
        """As it is kept."""
        sprint = self.sprint
        return json.dumps(
            {
                "begins": sprint.begins.isoformat(),
                "minutes": sprint.minutes,
                "count_up": sprint.count_up,
                "grace": sprint.grace,
                "paused": sprint.paused,
                "paused_at": sprint.paused_at and sprint.paused_at.isoformat(),
                "stopped_at": sprint.stopped_at and sprint.stopped_at.isoformat(),
                "since": self.since.isoformat(),
                "seen": self.seen.isoformat(),
                "story_id": self.story_id,
                "base": self.base,
                "words": self.words,
                "words_before": self.words_before,
                "samples": samples_text(self.samples),
            }
        )


def read(text: str) -> UnderWay | None:
    """A sprint from how it is kept; None if there is none, or it cannot be read."""
    try:
        kept = json.loads(text)
        sprint = Sprint(
            datetime.fromisoformat(kept["begins"]),
            kept["minutes"],
            kept["count_up"],
            kept["grace"],
            kept["paused"],
            kept["paused_at"] and datetime.fromisoformat(kept["paused_at"]),
            kept["stopped_at"] and datetime.fromisoformat(kept["stopped_at"]),
        )
        made = UnderWay(
            sprint,
            date.fromisoformat(kept["since"]),
            datetime.fromisoformat(kept["seen"]),
            kept["story_id"],
            kept["base"],
            kept["words"],
            kept["words_before"],
            read_samples(kept["samples"]),
        )
        # Numbers that are none, or moments without a zone, would only be found out while the clock runs.
        made.at(made.seen, 0)
        return made
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return None
