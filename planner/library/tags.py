"""The tags of a story as a site is given them: the author's own and those of its cast, which are kept nowhere else."""

from __future__ import annotations

from planner.domain.outline import StoryId
from planner.domain.tags import StoryTag, cast_tags, together
from planner.library.cast import Cast
from planner.library.stories import Stories
from planner.library.ties import Ties


class Tags:
    """Tags of stories. What is here is read; ``stories.set_tags`` and the verbs of people and ties write it."""

    def __init__(self, stories: Stories, cast: Cast, ties: Ties) -> None:
        self._stories = stories
        self._cast = cast
        self._ties = ties

    def of_cast(self, story_id: StoryId) -> list[StoryTag]:
        """The tags a cast gives its story: relationships, then characters."""
        return cast_tags(self._cast.people(story_id), self._ties.course(story_id), self._ties.kinds(story_id))

    def all(self, story_id: StoryId) -> list[StoryTag]:
        """All tags of a story, in AO3's order."""
        return together(self._stories.tags(story_id), self.of_cast(story_id))
