"""The outline in the library: arcs, chapters and scenes, their queries and their verbs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from planner.domain.outline import (
    Arc,
    ArcId,
    Chapter,
    ChapterId,
    ChapterStatus,
    Outline,
    PersonId,
    Scene,
    SceneId,
    StatusChange,
    StoryId,
)
from planner.library.beats import follow_scenes
from planner.library.custom import copy_values, join_values
from planner.library.fields import checked
from planner.library.order import Key, children, placed, renumber, top_of_story
from planner.library.places import Places
from planner.library.prose import ProseTable
from planner.library.store import Store
from planner.library.stories import Stories

CHAPTER_FIELDS = (
    "title",
    "synopsis",
    "purpose",
    "hook",
    "summary",
    "target_words",
    "status",
    "label",
    "remarks",
    "due",
)
SCENE_FIELDS = ("title", "synopsis", "goal", "conflict", "outcome", "pov", "place", "moment", "label", "remarks")
SCENE_PLAN = ("title", "synopsis", "goal", "conflict", "outcome", "place", "moment", "remarks")
_ON_ONE_LINE = ("title", "place", "moment")
ARC_FIELDS = ("title", "synopsis")

Record = dict[str, Any]

_SCENES = (
    "SELECT scene.id, chapter_id, scene.position, scene.title, scene.synopsis, goal, conflict, outcome, pov, place,"
    " moment, scene.label, scene.remarks, coalesce(words, 0) AS words,"
    " (SELECT group_concat(person_id) FROM presence WHERE presence.scene_id = scene.id) AS present"
    " FROM scene LEFT JOIN text ON scene_id = scene.id"
)
_ARCS = "SELECT id, story_id, position, title, synopsis FROM arc"
_CHAPTERS = (
    "SELECT id, story_id, arc_id, position, title, synopsis, purpose, hook, summary, target_words, status,"
    " label, remarks, due, shelved FROM chapter"
)


class OutlineTable:
    """Arcs, chapters and scenes of stories. Every verb is called inside ``library.change``."""

    def __init__(self, store: Store, stories: Stories, prose: ProseTable) -> None:
        self._store = store
        self._stories = stories
        self._prose = prose
        self._places = Places(store)
        self.before_writing: Callable[[StoryId], int | None] = lambda story_id: None
        """Called before the writing of a story begins; returns the baseline that was kept, if one was."""

    # Queries

    def get(self, story_id: StoryId, *, scenes: Mapping[int, tuple[Scene, ...]] | None = None) -> Outline:
        """The whole outline of a story; KeyError if there is no such story.

        Whoever knows that no scene has changed passes the ``scenes`` by chapter, which are most of the rows to read.
        """
        story = self._stories.get(story_id)
        if scenes is None:
            scenes = self._scenes_by_chapter(
                f"{_SCENES} JOIN chapter ON chapter.id = chapter_id WHERE story_id = ?"
                " ORDER BY chapter_id, scene.position",
                story_id,
            )
        in_arc: dict[int | None, list[Record]] = {}
        for record in self._store.records(f"{_CHAPTERS} WHERE story_id = ? ORDER BY position", story_id):
            in_arc.setdefault(record["arc_id"], []).append(record)
        arcs = self._store.records(f"{_ARCS} WHERE story_id = ?", story_id)
        top = [(record["position"], True, record) for record in arcs]
        top += [(record["position"], False, record) for record in in_arc.get(None, ())]
        number = 0
        items: list[Arc | Chapter] = []
        for _, is_arc, record in sorted(top, key=lambda entry: entry[0]):
            members = in_arc.get(record["id"], []) if is_arc else [record]
            chapters = _numbered(members, number, scenes)
            number += sum(not chapter.shelved for chapter in chapters)
            items.append(Arc(**record, chapters=chapters) if is_arc else chapters[0])
        return Outline(story, tuple(items))

    def chapter(self, chapter_id: ChapterId) -> Chapter:
        """One chapter with its scenes; KeyError if there is none."""
        for record in self._store.records(f"{_CHAPTERS} WHERE id = ?", chapter_id):
            scenes = self._scenes_by_chapter(f"{_SCENES} WHERE chapter_id = ? ORDER BY scene.position", chapter_id)
            order = self.reading_order(record["story_id"], shelved=bool(record["shelved"]))
            return _chapter(record, order.index(chapter_id) + 1, scenes.get(chapter_id, ()))
        raise KeyError(chapter_id)

    def scene(self, scene_id: SceneId) -> Scene:
        """One scene; KeyError if there is none."""
        for record in self._store.records(f"{_SCENES} WHERE scene.id = ?", scene_id):
            return _scene(record)
        raise KeyError(scene_id)

    def with_moments(self, story_id: StoryId) -> list[Scene]:
        """The scenes of which the author has said when they happen, in reading order, with nothing but that."""
        records = self._store.records(
            "SELECT scene.id, chapter_id, scene.position, scene.title, moment FROM scene"
            " JOIN chapter ON chapter.id = chapter_id LEFT JOIN arc ON arc.id = arc_id"
            " WHERE chapter.story_id = ? AND moment <> '' AND NOT shelved"
            " ORDER BY coalesce(arc.position, chapter.position), chapter.position, scene.position",
            story_id,
        )
        return [Scene(**record) for record in records]

    def arc(self, arc_id: ArcId) -> Arc:
        """One arc with its chapters; KeyError if there is none."""
        for record in self._store.records(f"{_ARCS} WHERE id = ?", arc_id):
            scenes = self._scenes_by_chapter(
                f"{_SCENES} JOIN chapter ON chapter.id = chapter_id WHERE arc_id = ?"
                " ORDER BY chapter_id, scene.position",
                arc_id,
            )
            members = self._store.records(f"{_CHAPTERS} WHERE arc_id = ? ORDER BY position", arc_id)
            before = self._store.value(
                "SELECT count(*) FROM chapter LEFT JOIN arc ON arc.id = arc_id"
                " WHERE chapter.story_id = ? AND NOT shelved AND coalesce(arc.position, chapter.position) < ?",
                record["story_id"],
                record["position"],
            )
            return Arc(**record, chapters=_numbered(members, before, scenes))
        raise KeyError(arc_id)

    def story_of(self, chapter_id: ChapterId) -> StoryId:
        """The story a chapter belongs to; KeyError if there is no such chapter."""
        return StoryId(self._store.value("SELECT story_id FROM chapter WHERE id = ?", chapter_id))

    def chapter_of(self, scene_id: SceneId) -> ChapterId:
        """The chapter a scene belongs to; KeyError if there is no such scene."""
        return ChapterId(self._store.value("SELECT chapter_id FROM scene WHERE id = ?", scene_id))

    def reading_order(self, story_id: StoryId, *, shelved: bool = False) -> list[ChapterId]:
        """Ids of a story's chapters as a reader meets them; with ``shelved``, those that are shelved as well."""
        rows = self._store.rows(
            "SELECT chapter.id FROM chapter LEFT JOIN arc ON arc.id = arc_id WHERE chapter.story_id = ?"
            f" {'' if shelved else 'AND NOT shelved'}"
            " ORDER BY coalesce(arc.position, chapter.position), chapter.position",
            story_id,
        )
        return [row[0] for row in rows]

    def history(self, chapter_id: ChapterId) -> list[StatusChange]:
        """The statuses a chapter was given, oldest first."""
        rows = self._store.rows("SELECT status, at FROM status_change WHERE chapter_id = ? ORDER BY id", chapter_id)
        return [StatusChange(ChapterStatus(status), datetime.fromisoformat(at)) for status, at in rows]

    def _scenes_by_chapter(self, sql: str, row_id: int) -> dict[int, tuple[Scene, ...]]:
        scenes = [_scene(record) for record in self._store.records(sql, row_id)]
        return {chapter_id: tuple(group) for chapter_id, group in groupby(scenes, key=attrgetter("chapter_id"))}

    # Verbs: adding and editing

    def add_chapter(
        self, story_id: StoryId, *, arc_id: ArcId | None = None, position: int | None = None, **fields: object
    ) -> ChapterId:
        """Add a chapter with one empty scene, at ``position`` among its siblings (None: last)."""
        columns = _chapter_columns(fields)
        row_id = self._store.insert("chapter", story_id=story_id, arc_id=arc_id, position=-1, **columns)
        self._place_chapter(row_id, story_id, arc_id, position)
        self.add_scene(ChapterId(row_id))
        return ChapterId(row_id)

    def add_arc(self, story_id: StoryId, title: str = "", position: int | None = None) -> ArcId:
        """Add an empty arc at ``position`` among arcs and loose chapters (None: last)."""
        row_id = self._store.insert("arc", story_id=story_id, title=title, position=-1)
        renumber(self._store, placed(top_of_story(self._store, story_id), ("arc", row_id), position))
        return ArcId(row_id)

    def add_scene(self, chapter_id: ChapterId, position: int | None = None, **fields: object) -> SceneId:
        """Add a scene without text at ``position`` in its chapter (None: last)."""
        scene_id = self.add_scene_at(chapter_id, -1, **fields)
        renumber(self._store, placed(self._scenes(chapter_id), ("scene", scene_id), position))
        return scene_id

    def add_scene_at(self, chapter_id: ChapterId, position: int, **fields: object) -> SceneId:
        """Add a scene where the caller vouches for the position being the next one, as an import does."""
        columns = checked(fields, SCENE_FIELDS)
        scene_id = SceneId(self._store.insert("scene", chapter_id=chapter_id, position=position, **columns))
        self._places.ensure(scene_id)
        return scene_id

    def edit_chapter(self, chapter_id: ChapterId, **fields: object) -> None:
        """Set fields of a chapter: title, synopsis, purpose, hook, summary, target_words (None: none), status,
        label, remarks, due (the date by which it should be drafted, or None). A new status is noted in the chapter's
        history.
        """
        columns = _chapter_columns(fields)
        status = columns.get("status")
        if status is not None and status != self._row("chapter", chapter_id, "status")[0]:
            if ChapterStatus(str(status)).rank >= ChapterStatus.DRAFTING.rank:
                self.begin_writing(self.story_of(chapter_id))
            self._store.insert("status_change", chapter_id=chapter_id, status=status, at=self._store.now())
        self._store.update("chapter", chapter_id, columns)

    def begin_writing(self, story_id: StoryId) -> int | None:
        """Say that a chapter is about to have words: if it is the story's first, the plan is kept as it stands.

        Returns the id of the baseline, if one was kept.
        """
        begun = self._store.one(
            "SELECT 1 FROM chapter WHERE story_id = ?1 AND status NOT IN ('planned', 'outlined') UNION ALL"
            " SELECT 1 FROM chapter JOIN scene ON chapter_id = chapter.id JOIN text ON scene_id = scene.id"
            " WHERE story_id = ?1 AND words > 0 LIMIT 1",
            story_id,
        )
        return None if begun else self.before_writing(story_id)

    def shelve(self, chapter_ids: Iterable[ChapterId], shelved: bool = True) -> None:
        """Take chapters out of the story without deleting them, or put them back."""
        self._store.execute_many(
            "UPDATE chapter SET shelved = ? WHERE id = ?", [(int(shelved), chapter_id) for chapter_id in chapter_ids]
        )

    def edit_scene(self, scene_id: SceneId, **fields: object) -> None:
        """Set fields of a scene's plan: title, synopsis, goal, conflict, outcome, pov (a person's id), place,
        moment, label, remarks. A place that is named for the first time becomes a record of the story.
        """
        self._store.update("scene", scene_id, checked(fields, SCENE_FIELDS))
        if fields.get("place"):
            self._places.ensure(scene_id)

    def set_present(self, scene_id: SceneId, person_ids: Collection[PersonId]) -> None:
        """Say who is in a scene."""
        there = set(self.scene(scene_id).present)
        for person_id in sorted(there - set(person_ids)):
            self._store.execute("DELETE FROM presence WHERE scene_id = ? AND person_id = ?", scene_id, person_id)
        for person_id in person_ids:
            if person_id not in there:
                self._store.insert("presence", scene_id=scene_id, person_id=person_id)

    def edit_arc(self, arc_id: ArcId, **fields: object) -> None:
        """Set title or synopsis of an arc."""
        self._store.update("arc", arc_id, checked(fields, ARC_FIELDS))

    # Verbs: moving

    def move_chapter(self, chapter_id: ChapterId, arc_id: ArcId | None, position: int | None) -> None:
        """Move a chapter to ``position`` in an arc (None: among the arcs and loose chapters), counted without it.

        Raises:
            ValueError: the arc belongs to another story.
        """
        story_id = self.story_of(chapter_id)
        if arc_id is not None and self._story_of_arc(arc_id) != story_id:
            raise ValueError("the arc belongs to another story")
        old_arc = self._store.value("SELECT arc_id FROM chapter WHERE id = ?", chapter_id)
        self._store.update("chapter", chapter_id, {"arc_id": arc_id})
        self._place_chapter(chapter_id, story_id, arc_id, position)
        if old_arc != arc_id:
            renumber(self._store, self._siblings(story_id, old_arc))

    def move_arc(self, arc_id: ArcId, position: int | None) -> None:
        """Move an arc with its chapters to ``position`` among arcs and loose chapters, counted without it."""
        story_id = self._story_of_arc(arc_id)
        renumber(self._store, placed(top_of_story(self._store, story_id), ("arc", arc_id), position))

    def move_scene(self, scene_id: SceneId, chapter_id: ChapterId, position: int | None) -> None:
        """Move a scene with its text to ``position`` in a chapter, counted without it.

        A chapter that loses its last scene gets an empty one, so that there is a place to write.
        """
        old_chapter = self.chapter_of(scene_id)
        self._store.update("scene", scene_id, {"chapter_id": chapter_id})
        renumber(self._store, placed(self._scenes(chapter_id), ("scene", scene_id), position))
        if old_chapter != chapter_id:
            self._close_gap(old_chapter)
            follow_scenes(self._store, [scene_id])

    def group_chapters(self, chapter_ids: Sequence[ChapterId], title: str) -> ArcId:
        """Put chapters into a new arc, which stands where the first of them (or its arc) stood.

        Raises:
            ValueError: no chapter was given.
        """
        if not chapter_ids:
            raise ValueError("no chapters to group")
        story_id = self.story_of(chapter_ids[0])
        wanted = set(chapter_ids)
        everything = self.reading_order(story_id, shelved=True)
        ordered = [chapter_id for chapter_id in everything if chapter_id in wanted]
        first_arc = self._store.value("SELECT arc_id FROM chapter WHERE id = ?", ordered[0])
        anchor: Key = ("chapter", ordered[0]) if first_arc is None else ("arc", first_arc)
        arc_id = self.add_arc(
            story_id, title, top_of_story(self._store, story_id).index(anchor) + (first_arc is not None)
        )
        for chapter_id in ordered:
            self.move_chapter(chapter_id, arc_id, None)
        return arc_id

    def dissolve_arc(self, arc_id: ArcId) -> None:
        """Remove an arc; its chapters stay where they are."""
        story_id = self._story_of_arc(arc_id)
        keys = top_of_story(self._store, story_id)
        at = keys.index(("arc", arc_id))
        members = children(self._store, "chapter", "arc_id", arc_id)
        self._store.execute("UPDATE chapter SET arc_id = NULL WHERE arc_id = ?", arc_id)
        self._store.remove("arc", arc_id)
        renumber(self._store, [*keys[:at], *members, *keys[at + 1 :]])

    # Verbs: copying, splitting, joining

    def duplicate_chapter(self, chapter_id: ChapterId) -> ChapterId:
        """Copy a chapter with plan, scenes, prose and notes, right after it."""
        story_id, arc_id = self._row("chapter", chapter_id, "story_id", "arc_id")
        at = self._siblings(story_id, arc_id).index(("chapter", chapter_id)) + 1
        return self._copy_chapter(chapter_id, story_id, arc_id, at)

    def duplicate_scene(self, scene_id: SceneId) -> SceneId:
        """Copy a scene with its plan and prose, right after it."""
        chapter_id, position = self._row("scene", scene_id, "chapter_id", "position")
        return self._copy_scene(scene_id, chapter_id, position + 1)

    def duplicate_arc(self, arc_id: ArcId) -> ArcId:
        """Copy an arc with all its chapters, right after it."""
        story_id, title, synopsis, position = self._row("arc", arc_id, "story_id", "title", "synopsis", "position")
        copy = self.add_arc(story_id, title, position + 1)
        self.edit_arc(copy, synopsis=synopsis)
        for _, chapter_id in children(self._store, "chapter", "arc_id", arc_id):
            self._copy_chapter(ChapterId(chapter_id), story_id, copy, None)
        return copy

    def split_chapter(self, scene_id: SceneId) -> ChapterId:
        """Make this scene and those after it a chapter of its own, right after the one they leave.

        Notes after go along, since they belong to the end. Splitting at the first scene leaves an empty chapter.
        """
        chapter_id = self.chapter_of(scene_id)
        story_id, arc_id, status = self._row("chapter", chapter_id, "story_id", "arc_id", "status")
        at = self._siblings(story_id, arc_id).index(("chapter", chapter_id)) + 1
        new = ChapterId(self._store.insert("chapter", story_id=story_id, arc_id=arc_id, position=-1, status=status))
        self._place_chapter(new, story_id, arc_id, at)
        scenes = self._scenes(chapter_id)
        moving = scenes[scenes.index(("scene", scene_id)) :]
        for _, moved in moving:
            self._store.update("scene", moved, {"chapter_id": new})
        renumber(self._store, moving)
        self._close_gap(chapter_id)
        follow_scenes(self._store, [SceneId(moved) for _, moved in moving])
        self._prose.move_note_after(chapter_id, new)
        return new

    def split_scene(self, scene_id: SceneId, paragraph: int) -> SceneId:
        """Make the paragraphs from ``paragraph`` on a scene of their own, right after this one."""
        chapter_id, position = self._row("scene", scene_id, "chapter_id", "position")
        new = self.add_scene(chapter_id, position + 1)
        self._prose.split(scene_id, new, paragraph)
        return new

    def merge_scene(self, scene_id: SceneId) -> SceneId:
        """Join a scene to the one before it, text and plan; the scene itself goes to the trash.

        Raises:
            ValueError: it is the first scene of its chapter.
        """
        chapter_id, position = self._row("scene", scene_id, "chapter_id", "position")
        if position == 0:
            raise ValueError("the first scene has none before it")
        before = SceneId(self._scenes(chapter_id)[position - 1][1])
        self._prose.join(before, scene_id)
        self.join_plan(before, scene_id)
        self.remove_scene(scene_id)
        return before

    def join_plan(self, into: SceneId, scene_id: SceneId) -> None:
        """Add what was planned for a scene to the plan of another, below what stands there."""
        kept, joined = self.scene(into), self.scene(scene_id)
        fields: dict[str, object] = {}
        for name in SCENE_PLAN:
            ours, theirs = getattr(kept, name), getattr(joined, name)
            between = " / " if name in _ON_ONE_LINE else "\n\n"
            if theirs and theirs != ours:
                fields[name] = f"{ours}{between}{theirs}" if ours else theirs
        if kept.pov is None and joined.pov is not None:
            fields["pov"] = joined.pov
        if fields:
            self.edit_scene(into, **fields)
        self.set_present(into, dict.fromkeys([*kept.present, *joined.present]))
        self._store.execute("UPDATE beat SET scene_id = ? WHERE scene_id = ?", into, scene_id)
        join_values(self._store, into, scene_id)

    # Verbs: removing

    def remove_chapter(self, chapter_id: ChapterId) -> None:
        """Delete a chapter with its scenes; it can be restored from the trash."""
        story_id, arc_id = self._row("chapter", chapter_id, "story_id", "arc_id")
        self._store.remove("chapter", chapter_id)
        renumber(self._store, self._siblings(story_id, arc_id))

    def remove_scene(self, scene_id: SceneId) -> None:
        """Delete a scene with its text; it can be restored from the trash."""
        chapter_id = self.chapter_of(scene_id)
        self._store.remove("scene", scene_id)
        self._close_gap(chapter_id)

    def remove_arc(self, arc_id: ArcId) -> None:
        """Delete an arc and its chapters; they can be restored from the trash."""
        story_id = self._story_of_arc(arc_id)
        self._store.remove("arc", arc_id)
        renumber(self._store, top_of_story(self._store, story_id))

    # Parts of the verbs

    def _row(self, table: str, row_id: int, *columns: str) -> Any:
        row = self._store.one(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", row_id)
        if row is None:
            raise KeyError(row_id)
        return row

    def _story_of_arc(self, arc_id: ArcId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM arc WHERE id = ?", arc_id))

    def _siblings(self, story_id: StoryId, arc_id: ArcId | None) -> list[Key]:
        if arc_id is None:
            return top_of_story(self._store, story_id)
        return children(self._store, "chapter", "arc_id", arc_id)

    def _scenes(self, chapter_id: ChapterId) -> list[Key]:
        return children(self._store, "scene", "chapter_id", chapter_id)

    def _place_chapter(self, row_id: int, story_id: StoryId, arc_id: ArcId | None, position: int | None) -> None:
        renumber(self._store, placed(self._siblings(story_id, arc_id), ("chapter", row_id), position))

    def _close_gap(self, chapter_id: ChapterId) -> None:
        remaining = self._scenes(chapter_id)
        if remaining:
            renumber(self._store, remaining)
        else:
            self.add_scene(chapter_id)

    def _copy_chapter(
        self, chapter_id: ChapterId, story_id: StoryId, arc_id: ArcId | None, position: int | None
    ) -> ChapterId:
        fields = dict(zip(CHAPTER_FIELDS, self._row("chapter", chapter_id, *CHAPTER_FIELDS), strict=True))
        copy = ChapterId(self._store.insert("chapter", story_id=story_id, arc_id=arc_id, position=-1, **fields))
        self._place_chapter(copy, story_id, arc_id, position)
        for _, scene_id in self._scenes(chapter_id):
            self._copy_scene(SceneId(scene_id), copy, None)
        self._prose.copy_notes(chapter_id, copy)
        copy_values(self._store, "chapter", chapter_id, copy)
        return copy

    def _copy_scene(self, scene_id: SceneId, chapter_id: ChapterId, position: int | None) -> SceneId:
        fields = dict(zip(SCENE_FIELDS, self._row("scene", scene_id, *SCENE_FIELDS), strict=True))
        copy = self.add_scene(chapter_id, position, **fields)
        self.set_present(copy, self.scene(scene_id).present)
        self._prose.copy(scene_id, copy)
        copy_values(self._store, "scene", scene_id, copy)
        return copy


def _chapter_columns(fields: Mapping[str, object]) -> dict[str, object]:
    columns = checked(fields, CHAPTER_FIELDS)
    return columns | {"due": columns["due"] or ""} if "due" in columns else columns


def _scene(record: Record) -> Scene:
    record["present"] = tuple(PersonId(int(person)) for person in (record["present"] or "").split(",") if person)
    return Scene(**record)


def _numbered(records: Iterable[Record], before: int, scenes: Mapping[int, tuple[Scene, ...]]) -> tuple[Chapter, ...]:
    """Chapters numbered on from ``before``, leaving out those that are shelved."""
    chapters: list[Chapter] = []
    number = before
    for record in records:
        number += not record["shelved"]
        chapters.append(_chapter(record, number, scenes.get(record["id"], ())))
    return tuple(chapters)


def _chapter(record: Record, number: int, scenes: tuple[Scene, ...]) -> Chapter:
    record["status"] = ChapterStatus(record["status"])
    record["shelved"] = bool(record["shelved"])
    record["due"] = date.fromisoformat(record["due"]) if record["due"] else None
    number = 0 if record["shelved"] else number
    return Chapter(**record, number=number, words=sum(scene.words for scene in scenes), scenes=scenes)
