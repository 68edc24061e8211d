"""Whole stories in and out of the library: what an import adds, and what an export takes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.draft import BeatDraft, ChapterDraft, EndingDraft, SceneDraft, StoryDraft, ThreadDraft, Who
from planner.domain.outline import Arc, ArcId, Chapter, ChapterId, PersonId, StoryId, StoryState
from planner.domain.prose.model import Prose
from planner.library.cast import Cast
from planner.library.outline import OutlineTable
from planner.library.plot import PlotTable
from planner.library.prose import NotePlace, ProseTable, prepared
from planner.library.store import Store
from planner.library.stories import Stories

if TYPE_CHECKING:
    from planner.library.cast_drafts import CastDrafts, Newcomers

_PLAN = ("title", "synopsis", "purpose", "hook", "summary", "target_words", "status", "label", "remarks")
_SCENE_PLAN = ("title", "synopsis", "goal", "conflict", "outcome", "place", "moment", "label", "remarks")


class Drafts:
    """Stories as drafts (``planner.domain.draft``). Adding is one undo step; its words are not counted as written."""

    def __init__(
        self, store: Store, stories: Stories, outline: OutlineTable, prose: ProseTable, cast: Cast, plot: PlotTable
    ) -> None:
        self._store = store
        self._stories = stories
        self._outline = outline
        self._prose = prose
        self._cast = cast
        self._plot = plot

    @cached_property
    def _casts(self) -> CastDrafts:
        """Loaded when a story first comes or goes: no start needs it."""
        from planner.library.cast_drafts import CastDrafts

        return CastDrafts(self._store, self._outline, self._cast)

    # In

    def add(self, draft: StoryDraft) -> StoryId:
        """Add a story, inside ``library.change``."""
        return self._finish(self._add(draft, None))

    def append(self, story_id: StoryId, draft: StoryDraft) -> list[ChapterId]:
        """Add a draft's chapters behind those of a story, inside ``library.change``; returns their ids."""
        before = set(self._outline.reading_order(story_id))
        self._finish(self._add(draft, story_id))
        return [chapter for chapter in self._outline.reading_order(story_id) if chapter not in before]

    def steps(self, draft: StoryDraft, into: StoryId | None, label: str = "Import") -> Generator[float, None, StoryId]:
        """Add a draft bit by bit as one change, so that a window can stay alive meanwhile.

        Yields the share done (0…1); closing the generator undoes it all. Its return value is the story's id.
        """
        with self._store.change(label):
            return (yield from self._add(draft, into))

    @staticmethod
    def _finish(steps: Generator[float, None, StoryId]) -> StoryId:
        while True:
            try:
                next(steps)
            except StopIteration as end:
                story_id: StoryId = end.value
                return story_id

    def _add(self, draft: StoryDraft, into: StoryId | None) -> Generator[float, None, StoryId]:
        self._store.reason = "import"
        story_id = self._new_story(draft) if into is None else into
        people = self._casts.add_people(story_id, draft.people)
        outline = self._outline.get(story_id)
        top = len(outline.items)
        last = outline.items[-1] if outline.items else None
        arc_title = last.title if isinstance(last, Arc) else ""
        arc_id = last.id if isinstance(last, Arc) else None
        in_arc = len(last.chapters) if isinstance(last, Arc) else 0
        added: list[ChapterId] = []
        for done, chapter in enumerate(draft.chapters, 1):
            if not chapter.arc:
                arc_id, arc_title = None, ""
            elif chapter.arc != arc_title:
                arc_id, arc_title, in_arc = self._outline.add_arc(story_id, chapter.arc), chapter.arc, 0
                top += 1
            position = top if arc_id is None else in_arc
            added.append(self._add_chapter(story_id, arc_id, position, chapter, people))
            top, in_arc = (top + 1, in_arc) if arc_id is None else (top, in_arc + 1)
            yield done / len(draft.chapters)
        self._add_plot(story_id, draft, added)
        self._casts.add_rest(story_id, draft, added, people)
        return story_id

    def _add_plot(self, story_id: StoryId, draft: StoryDraft, chapters: Sequence[ChapterId]) -> None:
        """Add threads and endings; what they say of chapters the draft does not have is left out."""
        for thread in draft.threads:
            thread_id = self._plot.add_thread(
                story_id, thread.title, kind=thread.kind, promise=thread.promise, colour=thread.colour, note=thread.note
            )
            for beat in thread.beats:
                if 1 <= beat.chapter <= len(chapters):
                    chapter_id = chapters[beat.chapter - 1]
                    scenes = self._outline.chapter(chapter_id).scenes
                    scene_id = scenes[beat.scene - 1].id if 1 <= beat.scene <= len(scenes) else None
                    self._plot.add_beat(thread_id, chapter_id, role=beat.role, text=beat.text, scene_id=scene_id)
        for ending in draft.endings:
            if 1 <= ending.chapter <= len(chapters):
                self._plot.mark_ending(chapters[ending.chapter - 1], ending.kind, ending.note)

    def _new_story(self, draft: StoryDraft) -> StoryId:
        story_id = self._stories.add(
            draft.title,
            fandom=draft.fandom,
            summary=draft.summary,
            spark=draft.spark,
            expected=draft.expected,
            state=StoryState.COMPLETE if draft.complete else StoryState.WRITING,
        )
        if draft.tags:
            self._stories.set_tags(story_id, draft.tags)
        return story_id

    def _add_chapter(
        self,
        story_id: StoryId,
        arc_id: int | None,
        position: int,
        chapter: ChapterDraft,
        people: Newcomers,
    ) -> ChapterId:
        columns = {name: getattr(chapter, name) for name in _PLAN} | {"status": chapter.status.value}
        chapter_id = ChapterId(
            self._store.insert("chapter", story_id=story_id, arc_id=arc_id, position=position, **columns)
        )
        for index, scene in enumerate(chapter.scenes or (SceneDraft(),)):
            plan = {name: getattr(scene, name) for name in _SCENE_PLAN}
            scene_id = self._outline.add_scene_at(chapter_id, index, pov=people.person(scene.pov), **plan)
            if scene.present:
                self._outline.set_present(scene_id, people.people(scene.present))
            if scene.prose:
                self._prose.write(scene_id, prepared(scene.prose))
        notes: tuple[tuple[NotePlace, Prose], ...] = (("before", chapter.notes_before), ("after", chapter.notes_after))
        for place, prose in notes:
            if prose:
                self._prose.write_note(chapter_id, place, prepared(prose))
        return chapter_id

    # Out

    def story(self, story_id: StoryId) -> StoryDraft:
        """A whole story with its prose; KeyError if there is none."""
        outline = self._outline.get(story_id)
        story = outline.story
        casts = self._casts
        people = casts.people(story_id)
        names = casts.called(story_id)
        arcs = {item.id: item.title for item in outline.items if isinstance(item, Arc)}
        return StoryDraft(
            title=story.title,
            fandom=story.fandom,
            summary=story.summary,
            spark=story.spark,
            expected=story.expected,
            complete=story.state is StoryState.COMPLETE,
            chapters=tuple(self._chapter(chapter, names, arcs) for chapter in outline.chapters),
            people=people,
            tags=tuple(self._stories.tags(story_id)),
            threads=tuple(self._threads(story_id)),
            endings=tuple(self._endings(story_id)),
            groups=casts.groups(story_id, names),
            kinds=casts.kinds(story_id),
            ties=casts.ties(story_id, names),
            secrets=casts.secrets(story_id, names),
            boards=casts.boards(story_id, names),
        )

    def _threads(self, story_id: StoryId) -> Iterator[ThreadDraft]:
        chapters, plot = self._plot.story(story_id)
        for thread in plot.threads:
            beats: list[BeatDraft] = []
            for number, beat in plot.beats(thread.id):
                scenes = [scene.id for scene in chapters[number - 1].scenes]
                scene = scenes.index(beat.scene_id) + 1 if beat.scene_id is not None else 0
                beats.append(BeatDraft(number, beat.role, beat.text, scene))
            yield ThreadDraft(thread.title, thread.kind, thread.promise, thread.colour, thread.note, tuple(beats))

    def _endings(self, story_id: StoryId) -> Iterator[EndingDraft]:
        numbers = {chapter_id: number for number, chapter_id in enumerate(self._outline.reading_order(story_id), 1)}
        for ending in self._plot.endings(story_id):
            if ending.chapter_id in numbers:
                yield EndingDraft(numbers[ending.chapter_id], ending.kind, ending.note)

    def chapter(self, chapter_id: ChapterId) -> ChapterDraft:
        """A chapter with its prose; KeyError if there is none."""
        chapter = self._outline.chapter(chapter_id)
        names = {person.id: person.name for person in self._cast.people(chapter.story_id)}
        return self._chapter(chapter, names, {})

    def _chapter(self, chapter: Chapter, names: Mapping[PersonId, Who], arcs: dict[ArcId, str]) -> ChapterDraft:
        scenes = tuple(
            SceneDraft(
                prose=self._prose.scene(scene.id),
                pov=names.get(scene.pov, "") if scene.pov is not None else "",
                present=tuple(names[person] for person in scene.present),
                **{name: getattr(scene, name) for name in _SCENE_PLAN},
            )
            for scene in chapter.scenes
        )
        return ChapterDraft(
            scenes=scenes,
            notes_before=self._prose.note(chapter.id, "before"),
            notes_after=self._prose.note(chapter.id, "after"),
            arc=arcs.get(chapter.arc_id, "") if chapter.arc_id is not None else "",
            **{name: getattr(chapter, name) for name in _PLAN},
        )
