"""Chapters that are open: their documents, where the author was in each, and which have been open of late."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.desktop.write.blocks import PageStyle
from planner.desktop.write.document import ProseDocument
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, SceneId

MOST_RECENT = 8
"""So many chapters keep their text undo."""


@dataclass(eq=False)
class OpenChapter:
    """A chapter with its three documents, the cursor's position and the page's scroll value."""

    id: ChapterId
    text: ProseDocument
    before: ProseDocument
    after: ProseDocument
    position: int = 0
    scroll: int = 0
    pasted_saved: int = 0
    """The pasted words that a save has told the library of already."""
    has_begun: bool = False
    """Whether it was saved since it was opened."""

    @staticmethod
    def of(chapter_id: ChapterId, text: ChapterText, style: PageStyle, note_style: PageStyle) -> OpenChapter:
        """Make documents of a chapter's text."""
        return OpenChapter(
            chapter_id,
            ProseDocument(text.scenes, style),
            ProseDocument([SceneText(None, text.before)], note_style),
            ProseDocument([SceneText(None, text.after)], note_style),
        )

    @property
    def documents(self) -> tuple[ProseDocument, ProseDocument, ProseDocument]:
        """The story's text, the notes before, the notes after."""
        return self.text, self.before, self.after

    def close(self) -> None:
        """Delete the documents, which no editor may show any more."""
        for document in self.documents:
            document.deleteLater()

    def read(self) -> ChapterText:
        """All of it as the library takes it."""
        return ChapterText(tuple(self.text.read()), self.before.read()[0].prose, self.after.read()[0].prose)

    @property
    def scene_ids(self) -> list[SceneId | None]:
        """The ids of its scenes in order."""
        return [self.text.scene_id(index) for index in range(len(self.text.keys))]

    def place_of(self, position: int) -> tuple[SceneId | None, int]:
        """The scene a position is in, and the offset from that scene's start."""
        index = self.text.scene_at(position)
        return self.text.scene_id(index), max(position - self.text.first_block(index).position(), 0)

    def position_of(self, scene_id: SceneId | None, offset: int) -> int | None:
        """The position of an offset in a scene; None if the scene is not here."""
        index = None if scene_id is None else self.text.index_of(scene_id)
        return None if index is None else self.text.first_block(index).position() + offset


class RecentChapters:
    """The chapters opened last, newest last. One that must be kept is never let go."""

    def __init__(self) -> None:
        self._open: OrderedDict[ChapterId, OpenChapter] = OrderedDict()

    def __iter__(self) -> Iterator[OpenChapter]:
        return iter(list(self._open.values()))

    def get(self, chapter_id: ChapterId) -> OpenChapter | None:
        """A chapter that is still open."""
        found = self._open.get(chapter_id)
        if found is not None:
            self._open.move_to_end(chapter_id)
        return found

    def add(self, chapter: OpenChapter, keep: set[ChapterId]) -> None:
        """Take in a chapter, and let the oldest go unless it is in ``keep``."""
        self._open[chapter.id] = chapter
        for chapter_id in list(self._open):
            if len(self._open) <= MOST_RECENT:
                break
            if chapter_id != chapter.id and chapter_id not in keep:
                self._open.pop(chapter_id).close()

    def remove(self, chapter: OpenChapter) -> None:
        """Let a chapter go; its documents are the caller's to close."""
        del self._open[chapter.id]
