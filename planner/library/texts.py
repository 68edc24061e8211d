"""Texts as the editor knows them: a whole chapter read at once, and saved with whatever changed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from planner.domain.changes import NOTHING, ChangeSet, Origin, TableChanges
from planner.domain.draft import ChapterText, SceneText
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterId, SceneId
from planner.domain.prose.counting import count_words
from planner.domain.prose.html import from_html
from planner.domain.prose.model import Prose
from planner.library.journal import Entry, Recorded
from planner.library.order import renumber
from planner.library.outline import SCENE_FIELDS, OutlineTable
from planner.library.prose import NotePlace, ProseTable, prepared
from planner.library.snapshots import Snapshots
from planner.library.store import Store
from planner.library.tallies import Reason, Tallies
from planner.library.trash import Trash


class Texts:
    """Reading and saving prose by the chapter."""

    def __init__(
        self,
        store: Store,
        outline: OutlineTable,
        prose: ProseTable,
        snapshots: Snapshots,
        tallies: Tallies,
        trash: Trash,
    ) -> None:
        self._store = store
        self._outline = outline
        self._prose = prose
        self._snapshots = snapshots
        self._tallies = tallies
        self._trash = trash
        self._known: dict[int, Prose] = {}
        store.finishers.append(self._forget)
        if store.journal is not None:
            store.journal.rejoin = self._rejoin

    def chapter(self, chapter_id: ChapterId) -> ChapterText:
        """All prose of a chapter, in reading order."""
        scenes: list[SceneText] = []
        saved: list[str] = []
        self._known.clear()
        for scene_id, html, time in self._prose.scenes(chapter_id):
            prose = from_html(html)
            self._known[scene_id] = prose
            scenes.append(SceneText(scene_id, prose))
            if time:
                saved.append(time)
        return ChapterText(
            scenes=tuple(scenes),
            before=self._prose.note(chapter_id, "before"),
            after=self._prose.note(chapter_id, "after"),
            saved=datetime.fromisoformat(max(saved)) if saved else None,
        )

    def scene(self, scene_id: SceneId) -> Prose:
        """The text of a scene; empty if it has none."""
        return self._prose.scene(scene_id)

    def plain(self, scene_id: SceneId) -> str:
        """The text of a scene without its formatting, a paragraph a line."""
        row = self._store.one("SELECT plain FROM text WHERE scene_id = ?", scene_id)
        return str(row[0]) if row else ""

    def note(self, chapter_id: ChapterId, place: NotePlace) -> Prose:
        """An author's note of a chapter; empty if it has none."""
        return self._prose.note(chapter_id, place)

    def save_chapter(
        self,
        chapter_id: ChapterId,
        text: ChapterText,
        *,
        source: object = None,
        not_written: int = 0,
        reason: Reason = "paste",
        seconds: int = 0,
    ) -> list[SceneId]:
        """Save a chapter as the editor has it; returns the ids of its scenes, in order.

        Only what changed is written: a scene whose prose is the very object read or saved last is not
        looked at. That is no undo step, since typing is the editor's to undo. Scenes that were made or
        joined in the text are a step: one without an id is added; one that is missing gives its plan to
        the scene before it and goes to the trash; one that comes back has its own plan again.

        Args:
            chapter_id: the chapter.
            text: its notes and all of its scenes, at least one.
            source: a token found again in the ChangeSet.
            not_written: how many of the new words were pasted or put in by a machine; the tally leaves them out.
            reason: how these came.
            seconds: how long was typed since it was saved last.

        Raises:
            KeyError: there is no such chapter.
            PlannerError: it could not be written, or another change is under way; nothing was.
        """
        if not text.scenes:
            raise ValueError("a chapter has at least one scene")
        if self._store.changing:
            # An import goes on in slices: were it stopped, the text would be rolled back with it.
            raise PlannerError("A longer change is under way.", "The text will be saved when it is done.")
        self._outline.story_of(chapter_id)
        present = self._prose.scene_ids(chapter_id)

        def count(before: int) -> None:
            self._tallies.record(chapter_id, self._words(chapter_id) - before - not_written)
            self._tallies.record_time(chapter_id, seconds)
            self._tallies.leave_out(chapter_id, not_written, reason)

        if [scene.id for scene in text.scenes] == present:
            tables = self._save_texts(chapter_id, text, count)
            if not_written:
                # Words of an earlier save may have been said to be written after all.
                tables.setdefault("tally", NOTHING)
            self._store.publish(ChangeSet("", Origin.TYPING, tables, source))
            return present
        return self._save_scenes(chapter_id, text, present, source, count)

    def _save_scenes(
        self,
        chapter_id: ChapterId,
        text: ChapterText,
        present: Sequence[SceneId],
        source: object,
        count: Callable[[int], None],
    ) -> list[SceneId]:
        """Save a chapter in which scenes were made or joined, as an undo step."""
        wanted = [scene.id for scene in text.scenes]
        label = "Join scenes" if set(present) - set(wanted) else "Split scene"
        with self._store.change(label, source=source, origin=Origin.TYPING):
            self._snapshots.keep_day(chapter_id)
            words = self._words(chapter_id)
            self._begin(chapter_id, text, words)
            ids = self._match_scenes(chapter_id, present, wanted)
            scenes = tuple(SceneText(i, scene.prose) for i, scene in zip(ids, text.scenes, strict=True))
            self._write(chapter_id, ChapterText(scenes, text.before, text.after))
            count(words)
        self._known |= {scene_id: scene.prose for scene_id, scene in zip(ids, text.scenes, strict=True)}
        return ids

    def _save_texts(
        self, chapter_id: ChapterId, text: ChapterText, count: Callable[[int], None]
    ) -> dict[str, TableChanges]:
        with self._store.transaction():
            words = self._words(chapter_id)
            baseline = self._begin(chapter_id, text, words)
            tables = self._write(chapter_id, text)
            if baseline is not None:
                tables["baseline"] = TableChanges(added=frozenset([baseline]))
            count(words)
            if tables:
                self._store.touch_stories([self._outline.story_of(chapter_id)])
        self._known |= {scene.id: scene.prose for scene in text.scenes if scene.id is not None}
        return tables

    def _begin(self, chapter_id: ChapterId, text: ChapterText, words: int) -> int | None:
        """Keep the story's plan if its first words are about to be saved; the id of the baseline, if it was."""
        if words or not any(count_words(scene.prose) for scene in text.scenes):
            return None
        return self._outline.begin_writing(self._outline.story_of(chapter_id))

    def _words(self, chapter_id: ChapterId) -> int:
        return int(
            self._store.value(
                "SELECT coalesce(sum(words), 0) FROM text JOIN scene ON scene.id = scene_id WHERE chapter_id = ?",
                chapter_id,
            )
        )

    def _write(self, chapter_id: ChapterId, text: ChapterText) -> dict[str, TableChanges]:
        """Write what differs from what is stored."""
        stored = {scene_id: html for scene_id, html, _ in self._prose.scenes(chapter_id)}
        tables: dict[str, TableChanges] = {}
        written: list[SceneId] = []
        for scene in text.scenes:
            assert scene.id is not None
            if self._known.get(scene.id) is scene.prose:
                continue
            ready = prepared(scene.prose)
            if ready.html != stored[scene.id]:
                if not written:
                    self._snapshots.keep_day(chapter_id)
                self._prose.write(scene.id, ready)
                written.append(scene.id)
        if written:
            tables["text"] = TableChanges(changed=frozenset(written))
        places: tuple[tuple[NotePlace, Prose], ...] = (("before", text.before), ("after", text.after))
        for place, prose in places:
            ready = prepared(prose)
            if ready.html != self._prose.note_html(chapter_id, place):
                self._prose.write_note(chapter_id, place, ready)
                tables["note"] = TableChanges(changed=frozenset([chapter_id]))
        return tables

    def _match_scenes(
        self, chapter_id: ChapterId, present: Sequence[SceneId], wanted: Sequence[SceneId | None]
    ) -> list[SceneId]:
        """Make the chapter's scenes those the editor has, in its order."""
        for gone in [scene_id for scene_id in present if scene_id not in wanted]:
            self._join_away(gone, self._home(gone, present, wanted))
        ids: list[SceneId] = []
        for scene_id in wanted:
            # Text copied with its break brings an id along that the chapter has already: that is a new scene.
            if scene_id is None or scene_id in ids:
                ids.append(self._outline.add_scene(chapter_id))
            elif scene_id in present or self._trash.revive_scene(scene_id, chapter_id):
                ids.append(scene_id)
            else:
                ids.append(self._outline.add_scene(chapter_id))
        renumber(self._store, [("scene", scene_id) for scene_id in ids])
        return ids

    def _home(self, scene_id: SceneId, present: Sequence[SceneId], wanted: Sequence[SceneId | None]) -> SceneId | None:
        """The scene whose text took in that of a scene that is gone: the nearest before it that is left."""
        before = [other for other in present[: present.index(scene_id)] if other in wanted]
        after = [other for other in present[present.index(scene_id) + 1 :] if other in wanted]
        return before[-1] if before else after[0] if after else None

    def _join_away(self, scene_id: SceneId, into: SceneId | None) -> None:
        if into is not None:
            before = self._plan(into)
            self._outline.join_plan(into, scene_id)
            after = self._plan(into)
            changed = [name for name in SCENE_FIELDS if before[name] != after[name]]
            self._trash.remember_joined(
                scene_id,
                into,
                {name: before[name] for name in changed},
                {name: after[name] for name in changed},
            )
        self._store.remove("scene", scene_id)

    def _rejoin(self, entries: Sequence[Entry]) -> Callable[[], None] | None:
        """What joins scenes again whose break is about to be undone, with all that was written in them since.

        None where the step did something else, or the first scene of the chapter would go.
        """
        made = {entry.row_id: entry.after for entry in entries if entry.table == "scene" and entry.before is None}
        chapters = {ChapterId(image["chapter_id"]) for image in made.values() if image}
        if len(chapters) != 1 or any(entry.table == "scene" and entry.after is None for entry in entries):
            return None
        joined: dict[SceneId, Prose] = {}
        home: SceneId | None = None
        for scene_id, _, _ in self._prose.scenes(chapters.pop()):
            if scene_id not in made:
                home = scene_id
            elif home is None:
                return None
            else:
                before = joined.get(home) or self._prose.scene(home)
                joined[home] = Prose((*before.paragraphs, *self._prose.scene(scene_id).paragraphs))

        def write() -> None:
            for scene_id, prose in joined.items():
                self._prose.write(scene_id, prepared(prose))

        return write

    def _plan(self, scene_id: SceneId) -> dict[str, object]:
        scene = self._outline.scene(scene_id)
        return {name: getattr(scene, name) for name in SCENE_FIELDS}

    def _forget(self, recorded: Recorded) -> None:
        for entry in recorded.entries:
            if entry.table == "text":
                self._known.pop(entry.row_id, None)
