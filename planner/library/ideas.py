"""Ideas in the library: captured lines, waiting to become something."""

from __future__ import annotations

from datetime import datetime

from planner.domain.outline import ChapterId, Idea, IdeaId, SceneId, StoryId, StoryState
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Row, Store
from planner.library.stories import Stories

_TITLE_LENGTH = 80


class Ideas:
    """The inbox of ideas, newest first. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, stories: Stories, outline: OutlineTable) -> None:
        self._store = store
        self._stories = stories
        self._outline = outline

    def all(self) -> list[Idea]:
        """Every idea, in the order of the inbox."""
        return [_idea(row) for row in self._store.rows("SELECT * FROM idea ORDER BY position, id")]

    def get(self, idea_id: IdeaId) -> Idea:
        """One idea; KeyError if there is none."""
        row = self._store.one("SELECT * FROM idea WHERE id = ?", idea_id)
        if row is None:
            raise KeyError(idea_id)
        return _idea(row)

    def add(self, text: str, story_id: StoryId | None = None) -> IdeaId:
        """Capture an idea, at the top of the inbox."""
        columns = checked({"text": text}, ("text",))
        idea_id = self._store.insert("idea", story_id=story_id, position=-1, created=self._store.now(), **columns)
        renumber(self._store, placed(children(self._store, "idea"), ("idea", idea_id), 0))
        return IdeaId(idea_id)

    def edit(self, idea_id: IdeaId, text: str) -> None:
        """Change what an idea says."""
        self._store.update("idea", idea_id, checked({"text": text}, ("text",)))

    def assign(self, idea_id: IdeaId, story_id: StoryId | None) -> None:
        """Say which story an idea is for."""
        self._store.update("idea", idea_id, {"story_id": story_id})

    def move(self, idea_id: IdeaId, position: int) -> None:
        """Move an idea in the inbox."""
        renumber(self._store, placed(children(self._store, "idea"), ("idea", idea_id), position))

    def remove(self, idea_id: IdeaId) -> None:
        """Let an idea go; it can be restored from the trash."""
        self._store.remove("idea", idea_id)
        renumber(self._store, children(self._store, "idea"))

    def to_story(self, idea_id: IdeaId) -> StoryId:
        """Make a story of an idea: its first line is the title, all of it the spark."""
        idea = self.get(idea_id)
        story_id = self._stories.add(_title(idea.text), spark=idea.text, state=StoryState.IDEA)
        self.remove(idea_id)
        return story_id

    def to_chapter(self, idea_id: IdeaId, story_id: StoryId) -> ChapterId:
        """Make a planned chapter at the end of a story of an idea: the idea is its synopsis."""
        chapter_id = self._outline.add_chapter(story_id, synopsis=self.get(idea_id).text)
        self.remove(idea_id)
        return chapter_id

    def to_scene(self, idea_id: IdeaId, chapter_id: ChapterId) -> SceneId:
        """Make a scene at the end of a chapter of an idea: the idea is its synopsis."""
        scene_id = self._outline.add_scene(chapter_id, synopsis=self.get(idea_id).text)
        self.remove(idea_id)
        return scene_id


def _idea(row: Row) -> Idea:
    idea_id, text, story_id, position, created = row
    return Idea(idea_id, text, story_id, position, datetime.fromisoformat(created))


def _title(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
