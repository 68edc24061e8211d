"""A quiet word, with a figure, when a chapter has its first draft and when a story is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.desktop.widgets.amounts import number_text, words_text
from planner.domain.changes import ChangeSet, Origin
from planner.domain.outline import ChapterId, StoryId, StoryState

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class Celebrations(QObject):
    """Tells of each once: a draft in the status bar, the end of a story above the page until it is dismissed."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states = desk.library.stories.states()
        self._told: set[StoryId] = set()
        desk.bus.changed.connect(self._follow)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("story"):
            self._follow_stories(changes)
        if changes.origin is Origin.DO and changes.touches("status_change"):
            self._follow_chapters(changes)

    def _follow_stories(self, changes: ChangeSet) -> None:
        before, self._states = self._states, self._desk.library.stories.states()
        if changes.origin is not Origin.DO:
            return
        complete = {story for story, state in self._states.items() if state is StoryState.COMPLETE}
        changed = {StoryId(story_id) for story_id in changes.table("story").changed}
        new = sorted(story for story in changed & complete - self._told if before.get(story) is not StoryState.COMPLETE)
        if new:
            self._told |= set(new)
            self._desk.notices.tell(" ".join(self._complete(story) for story in new))

    def _complete(self, story_id: StoryId) -> str:
        library = self._desk.library
        story = library.stories.get(story_id)
        days = sum(count > 0 for count in library.progress.days([story_id]).values())
        title = story.title or self.tr("Untitled story")
        if not days or not story.words:
            return self.tr("“{title}” is complete.").format(title=title)
        text = self.tr("“{title}” is complete: {words}, written on {days}.")
        return text.format(title=title, words=words_text(story.words), days=self._days(days))

    def _follow_chapters(self, changes: ChangeSet) -> None:
        # Loaded only now: most sessions' first minutes draft no chapter.
        from planner.domain.celebrations import is_first_draft

        outline = self._desk.library.outline
        changed = [ChapterId(chapter_id) for chapter_id in sorted(changes.table("chapter").changed)]
        drafted = [chapter_id for chapter_id in changed if is_first_draft(outline.history(chapter_id))]
        if len(drafted) == 1:
            self._desk.notices.say(self._drafted(drafted[0]))
        elif drafted:
            text = self.tr("{n} chapters have their first drafts.")
            self._desk.notices.say(text.format(n=number_text(len(drafted))))

    def _drafted(self, chapter_id: ChapterId) -> str:
        library = self._desk.library
        chapter = library.outline.chapter(chapter_id)
        days = library.progress.days_on(chapter_id)
        if not days or not chapter.words:
            return self.tr("{chapter} has its first draft.").format(chapter=chapter.heading)
        text = self.tr("{chapter} has its first draft: {words}, written on {days}.")
        return text.format(chapter=chapter.heading, words=words_text(chapter.words), days=self._days(days))

    def _days(self, days: int) -> str:
        return self.tr("one day") if days == 1 else self.tr("{n} days").format(n=number_text(days))
