"""Stories in the library: their queries and their verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from planner.domain.outline import ChapterStatus, Story, StoryId, StoryKind, StoryState
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.store import Store

FIELDS = ("title", "fandom", "kind", "state", "spark", "summary", "expected", "sleep_after")

_STORIES = (
    "SELECT id, title, fandom, kind, state, spark, summary, expected, sleep_after, position, created,"
    " coalesce((SELECT touched FROM activity WHERE story_id = story.id), created) AS touched,"
    " (SELECT coalesce(sum(words), 0) FROM chapter JOIN scene ON scene.chapter_id = chapter.id"
    "  JOIN text ON text.scene_id = scene.id WHERE chapter.story_id = story.id AND NOT shelved) AS words FROM story"
)


class Stories:
    """The stories on the shelf. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Story]:
        """Every story, in the order of the shelf."""
        return [_story(record) for record in self._store.records(f"{_STORIES} ORDER BY position, id")]

    def get(self, story_id: StoryId) -> Story:
        """One story; KeyError if there is none."""
        for record in self._store.records(f"{_STORIES} WHERE id = ?", story_id):
            return _story(record)
        raise KeyError(story_id)

    def find(self, text: str) -> list[Story]:
        """Stories meant by a number or a title: the exact title (any case) first, else titles that contain it."""
        stories = self.all()
        wanted = text.strip().casefold()
        by_id = [story for story in stories if text.strip().isdecimal() and story.id == int(text)]
        exact = [story for story in stories if story.title.casefold() == wanted]
        return exact or by_id or [story for story in stories if wanted and wanted in story.title.casefold()]

    def tags(self, story_id: StoryId) -> list[tuple[str, str]]:
        """(kind, text) of a story's tags, in order; the kinds are those of ``StoryDraft.tags``."""
        return [
            (row[0], row[1])
            for row in self._store.rows(
                "SELECT kind, text FROM story_tag WHERE story_id = ? ORDER BY position", story_id
            )
        ]

    def tag_texts(self) -> dict[StoryId, list[str]]:
        """The texts of all stories' tags."""
        texts: dict[StoryId, list[str]] = {}
        for story_id, text in self._store.rows("SELECT story_id, text FROM story_tag ORDER BY story_id, position"):
            texts.setdefault(story_id, []).append(text)
        return texts

    def chapter_counts(self) -> dict[StoryId, dict[ChapterStatus, int]]:
        """How many chapters of each status every story has; shelved ones left out."""
        counts: dict[StoryId, dict[ChapterStatus, int]] = {}
        for story_id, status, count in self._store.rows(
            "SELECT story_id, status, count(*) FROM chapter WHERE NOT shelved GROUP BY story_id, status"
        ):
            counts.setdefault(story_id, {})[ChapterStatus(status)] = count
        return counts

    def states(self) -> dict[StoryId, StoryState]:
        """Where every story stands."""
        rows = self._store.rows("SELECT id, state FROM story")
        return {StoryId(story_id): StoryState(state) for story_id, state in rows}

    def last_touched(self) -> datetime | None:
        """When any story was worked on last; None if none ever was."""
        text = self._store.value("SELECT max(touched) FROM activity")
        return datetime.fromisoformat(text) if text else None

    def add(self, title: str, *, chapters: int = 0, **fields: object) -> StoryId:
        """Add a story, with as many planned chapters (each with one empty scene) as asked for."""
        columns = checked({"title": title, **fields}, FIELDS)
        story_id = StoryId(self._store.insert("story", position=-1, created=self._store.now(), **columns))
        renumber(self._store, placed(children(self._store, "story"), ("story", story_id), None))
        for position in range(chapters):
            chapter_id = self._store.insert("chapter", story_id=story_id, position=position)
            self._store.insert("scene", chapter_id=chapter_id, position=0)
        return story_id

    def edit(self, story_id: StoryId, **fields: object) -> None:
        """Set fields of a story: title, fandom, kind, state, spark, summary, expected (None: "?"), sleep_after."""
        self._store.update("story", story_id, checked(fields, FIELDS))

    def set_tags(self, story_id: StoryId, tags: Sequence[tuple[str, str]]) -> None:
        """Replace a story's tags."""
        self._store.execute("DELETE FROM story_tag WHERE story_id = ?", story_id)
        for position, (kind, text) in enumerate(tags):
            columns = checked({"kind": kind, "text": text}, ("kind", "text"))
            self._store.insert("story_tag", story_id=story_id, position=position, **columns)

    def move(self, story_id: StoryId, position: int) -> None:
        """Move a story to a place on the shelf."""
        renumber(self._store, placed(children(self._store, "story"), ("story", story_id), position))

    def remove(self, story_id: StoryId) -> None:
        """Delete a story with all that is in it; it can be restored from the trash."""
        self._store.remove("story", story_id)
        renumber(self._store, children(self._store, "story"))


def _story(record: dict[str, Any]) -> Story:
    record["kind"] = StoryKind(record["kind"])
    record["state"] = StoryState(record["state"])
    for name in ("created", "touched"):
        record[name] = datetime.fromisoformat(record[name])
    return Story(**record)
