"""When a story will be finished: from the dates its author set, and from how fast she writes it at present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.endings import default_target
from planner.domain.goals import Days
from planner.domain.outline import Outline, StoryState
from planner.domain.pace import LEAST_DAYS
from planner.domain.projection import RECENT, finish, recent
from planner.domain.spark import ahead, pinned, plan_finish

UNDER_WAY = (StoryState.PLANNING, StoryState.WRITING, StoryState.POSTING)
"""States in which a date is asked for; a story that rests is not hurried."""

FURTHEST = timedelta(days=2 * 365)
"""A date further off is no plan, and would only weigh on the author."""


@dataclass(frozen=True, slots=True)
class StoryFinish:
    """The day on which the last chapter is to be drafted; ``due``: the author set it herself."""

    on: date
    due: bool = False


def story_finish(outline: Outline, days: Days, today: date) -> StoryFinish | None:
    """When a story will be finished; None if nothing is left to draft, or nobody can tell (yet).

    Chapters that are expected but not planned yet are taken to be as long as the others.

    Args:
        outline: the story.
        days: what was written in it on the last ``projection.RECENT`` days.
        today: the author's day.
    """
    story, chapters = outline.story, outline.chapters
    parts = ahead(chapters)
    missing = max(0, (story.expected or 0) - len(chapters))
    if story.state not in UNDER_WAY or not (parts or missing):
        return None
    first = max(story.created.date(), today - timedelta(days=RECENT - 1))
    writing_days = sum(count > 0 for day, count in days.items() if first <= day <= today)
    pace = recent(days, today, since=min(first, today)) if writing_days >= LEAST_DAYS else None
    pins = pinned(chapters)
    if pace is None:
        # Only where the last of all has a date of its own does that say anything about the whole.
        known = bool(parts) and not missing and parts[-1].chapter.id in pins
        return StoryFinish(max(pins.values()), due=True) if known else None
    on = plan_finish(chapters, pace.pace, today, pins)
    if on is not None and missing:
        on = finish(missing * default_target(chapters), pace.pace, on)
    due = not missing and on in pins.values()
    return None if on is None or (on - today > FURTHEST and not due) else StoryFinish(on, due)
