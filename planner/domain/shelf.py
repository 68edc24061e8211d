"""The shelf: which of the author's stories are shown on it, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.folding import folded
from planner.domain.outline import ChapterStatus, Story, StoryId, StoryState

Tags = Mapping[StoryId, Sequence[str]]
Counts = Mapping[StoryId, Mapping[ChapterStatus, int]]


class ShelfOrder(StrEnum):
    """Orders to look through stories in."""

    OWN = "own"
    TOUCHED = "touched"
    TITLE = "title"
    WORDS = "words"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class ShelfView:
    """How the author wants to see the shelf. No states and no fandoms mean all; ``words`` are looked for."""

    order: ShelfOrder = ShelfOrder.OWN
    states: frozenset[StoryState] = frozenset()
    fandoms: frozenset[str] = frozenset()
    words: str = ""

    @property
    def hides(self) -> bool:
        """Whether stories may be left out."""
        return bool(self.states or self.fandoms or self.words.strip())


def fits(story: Story, view: ShelfView, tags: Sequence[str] = ()) -> bool:
    """Whether a view shows a story: each word looked for is in its title, its fandom, or one of its tags."""
    if view.states and story.state not in view.states:
        return False
    if view.fandoms and story.fandom not in view.fandoms:
        return False
    text = folded("\n".join((story.title, story.fandom, *tags)))
    return all(word in text for word in folded(view.words).split())


def arranged(stories: Iterable[Story], view: ShelfView, tags: Tags, counts: Counts) -> list[StoryId]:
    """The stories a view shows, in its order; of equal ones, the author's own.

    Args:
        stories: all stories, in the author's own order.
        view: what the author asks for.
        tags: the texts of stories' tags; needed only while words are looked for.
        counts: chapters by status; needed only for the order by what is nearest to its end.
    """
    shown = [story for story in stories if fits(story, view, tags.get(story.id, ()))]
    match view.order:
        case ShelfOrder.TOUCHED:
            shown.sort(key=lambda story: story.touched, reverse=True)
        case ShelfOrder.TITLE:
            shown.sort(key=lambda story: folded(story.title))
        case ShelfOrder.WORDS:
            shown.sort(key=lambda story: story.words, reverse=True)
        case ShelfOrder.NEAREST:
            shown.sort(key=lambda story: _nearness(story, counts.get(story.id, {})), reverse=True)
        case ShelfOrder.OWN:
            pass
    return [story.id for story in shown]


def _nearness(story: Story, counts: Mapping[ChapterStatus, int]) -> tuple[bool, float]:
    """How near a story is to its end; those that are complete have it behind them and come last."""
    total = max(sum(counts.values()), story.expected or 0)
    written = sum(count for status, count in counts.items() if status.is_written)
    return story.state is not StoryState.COMPLETE, written / total if total else 0.0
