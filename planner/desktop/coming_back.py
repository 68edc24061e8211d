"""Coming back after a long absence: which story the shelf offers, until the author goes on with it or would not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.desktop.settings import SHELF_PASSED
from planner.domain.returning import LONG, long_away, story_to_return_to

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.domain.outline import Story


def story_to_come_back_to(desk: Desk) -> Story | None:
    """The story to take up again; None if the author was not long away, or has answered the offer."""
    library, today = desk.library, desk.day.today
    last = library.stories.last_touched()
    if last is None or not long_away(last.date(), today):
        return None
    if library.progress.days(since=today - timedelta(days=LONG - 1)):
        # What was written on paper is work, too.
        return None
    story = story_to_return_to(library.stories.all(), today)
    return None if story is None or desk.settings.get(SHELF_PASSED) == _answer(story) else story


def answer_offer(desk: Desk, story: Story) -> None:
    """Do not offer a story again, until it was worked on and left once more."""
    desk.settings.set(SHELF_PASSED, _answer(story))


def _answer(story: Story) -> str:
    return f"{story.id} {story.touched.date().isoformat()}"
