"""What deserves a quiet word: the first draft of a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.outline import ChapterStatus, StatusChange


def is_first_draft(history: Sequence[StatusChange]) -> bool:
    """Whether the last thing that happened to a chapter is that it was drafted for the first time.

    Args:
        history: the statuses it was given, oldest first.
    """
    if not history or history[-1].status is not ChapterStatus.DRAFTED:
        return False
    return not any(change.status.is_written for change in history[:-1])
