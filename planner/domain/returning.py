"""Coming back after a long absence: when one was long away, and to which story one comes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.outline import Story, StoryState

LONG = 14
"""After so many days without work on any story an author is told where things stand."""


def long_away(last: date, today: date) -> bool:
    """Whether it is long since the author last worked on anything."""
    return (today - last).days >= LONG


def story_to_return_to(stories: Iterable[Story], today: date) -> Story | None:
    """The story to offer to an author who was long away: that under way which she left last.

    Before one on hiatus any other comes first; ideas, and what is shelved or complete, do not ask for anything. None if
    she was not away.
    """
    known = sorted(stories, key=lambda story: story.touched, reverse=True)
    if not known or not long_away(known[0].touched.date(), today):
        return None
    under_way = [s for s in known if s.state in (StoryState.PLANNING, StoryState.WRITING, StoryState.POSTING)]
    return next(iter(under_way or [story for story in known if story.state is StoryState.HIATUS]), None)
