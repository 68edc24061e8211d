"""The plot in the library: threads and their beats, endings, and baselines of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from planner.domain.drift import Baseline, BaselineId, Plan, PlannedChapter, finish_date, plan_of
from planner.domain.endings import Ending, EndingId, EndingKind, WrapUp, ledger, to_check
from planner.domain.outline import Chapter, ChapterId, StoryId
from planner.domain.threads import Beat, BeatId, BeatRole, Plot, Thread, ThreadId, ThreadKind
from planner.library.fields import checked
from planner.library.order import Key, children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Store
from planner.library.tallies import Tallies

if TYPE_CHECKING:
    from planner.domain.secrets import Secret
    from planner.library.secrets import Secrets

THREAD_FIELDS = ("title", "kind", "promise", "colour", "note")
BEAT_FIELDS = ("role", "text", "scene_id")
ENDING_FIELDS = ("kind", "note")
FIRST_BASELINE = "When the writing began"
"""What the baseline is called that is kept by itself."""

_THREADS = "SELECT id, story_id, position, title, kind, promise, colour, note FROM thread"


class PlotTable:
    """Threads, beats, endings and baselines of stories. Every verb is called inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable, tallies: Tallies) -> None:
        self._store = store
        self._outline = outline
        self._tallies = tallies
        outline.before_writing = self._lock_first

    # Queries

    def threads(self, story_id: StoryId) -> list[Thread]:
        """A story's threads, in the author's order."""
        return [
            _thread(record)
            for record in self._store.records(f"{_THREADS} WHERE story_id = ? ORDER BY position", story_id)
        ]

    def thread(self, thread_id: ThreadId) -> Thread:
        """One thread; KeyError if there is none."""
        for record in self._store.records(f"{_THREADS} WHERE id = ?", thread_id):
            return _thread(record)
        raise KeyError(thread_id)

    def beats(self, story_id: StoryId) -> list[Beat]:
        """All beats of a story's threads, cell by cell."""
        records = self._store.records(
            "SELECT beat.id, thread_id, chapter_id, scene_id, beat.position, role, text FROM beat"
            " JOIN thread ON thread.id = thread_id WHERE story_id = ? ORDER BY thread_id, chapter_id, beat.position",
            story_id,
        )
        return [_beat(record) for record in records]

    def beats_in(self, chapter_id: ChapterId) -> list[Beat]:
        """The beats of one chapter, thread by thread in the author's order."""
        records = self._store.records(
            "SELECT beat.* FROM beat JOIN thread ON thread.id = thread_id WHERE chapter_id = ?"
            " ORDER BY thread.position, beat.position",
            chapter_id,
        )
        return [_beat(record) for record in records]

    def beat(self, beat_id: BeatId) -> Beat:
        """One beat; KeyError if there is none."""
        for record in self._store.records("SELECT * FROM beat WHERE id = ?", beat_id):
            return _beat(record)
        raise KeyError(beat_id)

    def story(self, story_id: StoryId) -> tuple[tuple[Chapter, ...], Plot]:
        """A story's chapters in reading order, shelved ones left out, with the plot over them."""
        chapters = self._outline.get(story_id).chapters
        return chapters, Plot(self.threads(story_id), self.beats(story_id), [chapter.id for chapter in chapters])

    def endings(self, story_id: StoryId) -> list[Ending]:
        """The marked endings, in reading order."""
        records = self._store.records("SELECT * FROM ending WHERE story_id = ?", story_id)
        for record in records:
            record["kind"] = EndingKind(record["kind"])
        everything = self._outline.reading_order(story_id, shelved=True)
        order = {chapter_id: place for place, chapter_id in enumerate(everything)}
        return sorted((Ending(**record) for record in records), key=lambda ending: order[ending.chapter_id])

    def baselines(self, story_id: StoryId) -> list[Baseline]:
        """The plans that were locked, oldest first."""
        records = self._store.records("SELECT * FROM baseline WHERE story_id = ? ORDER BY id", story_id)
        for record in records:
            record["made_at"] = datetime.fromisoformat(record["made_at"])
            record["plan"] = _plan(json.loads(record["plan"]))
        return [Baseline(**record) for record in records]

    def plan(self, story_id: StoryId) -> Plan:
        """The plan of a story as it stands, with the day on which it would be finished.

        That is reckoned with the author's present pace, and with the dates she set for chapters.
        """
        chapters, plot = self.story(story_id)
        pace, today = self._tallies.pace(), self._tallies.author_day()
        left = ledger(chapters, plot, len(chapters)).words_left
        finish = finish_date(left, pace.any_day, today) if pace is not None and chapters else None
        if any(chapter.due for chapter in chapters):
            # Loaded only here: the first window can do without a calendar.
            from planner.domain.spark import pinned, plan_finish

            if dates := pinned(chapters, today):
                finish = plan_finish(chapters, pace.any_day if pace else None, today, dates)
        return plan_of(chapters, plot, finish)

    # Threads

    def add_thread(self, story_id: StoryId, title: str = "", position: int | None = None, **fields: object) -> ThreadId:
        """Add a thread at ``position`` among the story's threads (None: last)."""
        columns = checked({"title": title, **fields}, THREAD_FIELDS)
        thread_id = self._store.insert("thread", story_id=story_id, position=-1, **columns)
        self._place_thread(thread_id, story_id, position)
        return ThreadId(thread_id)

    def edit_thread(self, thread_id: ThreadId, **fields: object) -> None:
        """Set title, kind, promise, colour or note."""
        self._store.update("thread", thread_id, checked(fields, THREAD_FIELDS))

    def move_thread(self, thread_id: ThreadId, position: int) -> None:
        """Move a thread among the story's threads."""
        self._place_thread(thread_id, self._story_of(thread_id), position)

    def duplicate_thread(self, thread_id: ThreadId) -> ThreadId:
        """Copy a thread with its beats, right after it."""
        row = self._store.records("SELECT * FROM thread WHERE id = ?", thread_id)[0]
        fields = {name: row[name] for name in THREAD_FIELDS}
        copy = self.add_thread(row["story_id"], position=row["position"] + 1, **fields)
        for beat in self.beats(row["story_id"]):
            if beat.thread_id == thread_id:
                self.add_beat(copy, beat.chapter_id, role=beat.role, text=beat.text, scene_id=beat.scene_id)
        return copy

    def remove_thread(self, thread_id: ThreadId) -> None:
        """Delete a thread with its beats; it can be restored from the trash."""
        story_id = self._story_of(thread_id)
        self._store.remove("thread", thread_id)
        renumber(self._store, children(self._store, "thread", "story_id", story_id))

    # Beats

    def add_beat(
        self, thread_id: ThreadId, chapter_id: ChapterId, position: int | None = None, **fields: object
    ) -> BeatId:
        """Add a beat at ``position`` in the cell of a thread and a chapter (None: last).

        Raises:
            ValueError: thread and chapter are of different stories.
        """
        if self._outline.story_of(chapter_id) != self._story_of(thread_id):
            raise ValueError("the chapter belongs to another story")
        columns = checked(fields, BEAT_FIELDS)
        beat_id = self._store.insert("beat", thread_id=thread_id, chapter_id=chapter_id, position=-1, **columns)
        renumber(self._store, placed(self._cell(thread_id, chapter_id), ("beat", beat_id), position))
        return BeatId(beat_id)

    def edit_beat(self, beat_id: BeatId, **fields: object) -> None:
        """Set role, text, or the scene it belongs to (None: the chapter as a whole)."""
        self._store.update("beat", beat_id, checked(fields, BEAT_FIELDS))

    def move_beat(
        self, beat_id: BeatId, thread_id: ThreadId, chapter_id: ChapterId, position: int | None = None
    ) -> None:
        """Move a beat to ``position`` in a cell (None: last), counted without it; a new chapter unties its scene."""
        beat = self.beat(beat_id)
        scene_id = beat.scene_id if beat.chapter_id == chapter_id else None
        self._store.update("beat", beat_id, {"thread_id": thread_id, "chapter_id": chapter_id, "scene_id": scene_id})
        renumber(self._store, placed(self._cell(thread_id, chapter_id), ("beat", beat_id), position))
        renumber(self._store, self._cell(beat.thread_id, beat.chapter_id))

    def duplicate_beat(self, beat_id: BeatId) -> BeatId:
        """Copy a beat, right after it."""
        beat = self.beat(beat_id)
        return self.add_beat(
            beat.thread_id, beat.chapter_id, beat.position + 1, role=beat.role, text=beat.text, scene_id=beat.scene_id
        )

    def remove_beat(self, beat_id: BeatId) -> None:
        """Delete a beat."""
        beat = self.beat(beat_id)
        self._store.remove("beat", beat_id)
        renumber(self._store, self._cell(beat.thread_id, beat.chapter_id))

    # Endings

    def mark_ending(self, chapter_id: ChapterId, kind: EndingKind = EndingKind.POSSIBLE, note: str = "") -> EndingId:
        """Say that the story could end after a chapter, or is meant to: then no other is the intended one."""
        story_id = self._outline.story_of(chapter_id)
        if kind is EndingKind.INTENDED:
            self._store.execute(
                "UPDATE ending SET kind = 'possible' WHERE story_id = ? AND kind = 'intended'", story_id
            )
        row = self._store.one("SELECT id FROM ending WHERE chapter_id = ?", chapter_id)
        if row is None:
            columns = checked({"kind": kind, "note": note}, ENDING_FIELDS)
            return EndingId(self._store.insert("ending", story_id=story_id, chapter_id=chapter_id, **columns))
        self._store.update("ending", row[0], checked({"kind": kind} | ({"note": note} if note else {}), ENDING_FIELDS))
        return EndingId(row[0])

    def edit_ending(self, ending_id: EndingId, note: str) -> None:
        """Set the note of an ending."""
        self._store.update("ending", ending_id, checked({"note": note}, ENDING_FIELDS))

    def unmark_ending(self, chapter_id: ChapterId) -> None:
        """Say that the story does not end after a chapter."""
        self._store.execute("DELETE FROM ending WHERE chapter_id = ?", chapter_id)

    def end_here(self, chapter_id: ChapterId) -> list[ChapterId]:
        """Make the ending after a chapter the plan; returns the chapters that were shelved.

        Later chapters are shelved, not deleted. Threads that would be left open, and secrets the reader would not
        know, become a checklist in the remarks of the closing chapter. The expected number of chapters becomes the
        closing chapter's.
        """
        story_id = self._outline.story_of(chapter_id)
        chapters, plot = self.story(story_id)
        secrets = self._secrets().knowledge(story_id)
        number = next(chapter.number for chapter in chapters if chapter.id == chapter_id)
        self.mark_ending(chapter_id, EndingKind.INTENDED)
        later = [chapter.id for chapter in chapters[number:]]
        self._outline.shelve(later)
        self._add_checklist(chapter_id, plot.open_after(number), secrets.unrevealed(number))
        self._store.update("story", story_id, {"expected": number})
        return later

    def wrap_up(self, story_id: StoryId, plan: WrapUp) -> ChapterId | None:
        """Apply a wrap-up: shelve what it leaves out, give its loose promises a beat that resolves them, and
        have those it lets go no longer count as promises. Secrets that nothing tells the reader any more come
        out at the end.

        Returns the closing chapter that was added, if it asked for one.
        """
        chapters, _ = self.story(story_id)
        by_number = {chapter.number: chapter.id for chapter in chapters}
        self._outline.shelve([by_number[number] for number in plan.cut])
        for thread_id in sorted(plan.let_go):
            self.edit_thread(thread_id, promise=False)
        for secret_id in sorted(plan.kept_back):
            self._secrets().edit(secret_id, promise=False)
        added = self._outline.add_chapter(story_id) if plan.new_chapter else None
        if plan.loose or plan.untold:
            closing = added if added is not None else by_number[max(plan.kept)]
            for thread in plan.loose:
                self.add_beat(thread.id, closing, role=BeatRole.RESOLVES)
            for secret in plan.untold:
                self._secrets().reveal_to_reader(secret.id, closing)
            self._add_checklist(closing, plan.loose, plan.untold)
        self._store.update("story", story_id, {"expected": len(self._outline.get(story_id).chapters) or None})
        return added

    def _add_checklist(self, chapter_id: ChapterId, threads: Iterable[Thread], secrets: Iterable[Secret]) -> None:
        remarks = self._outline.chapter(chapter_id).remarks
        missing = to_check(threads, remarks, secrets)
        if missing:
            self._outline.edit_chapter(chapter_id, remarks="\n".join(filter(None, [remarks, *missing])))

    # Baselines

    def lock(self, story_id: StoryId, label: str = "") -> BaselineId:
        """Keep the plan as it stands now."""
        text = json.dumps(asdict(self.plan(story_id)), default=date.isoformat, ensure_ascii=False)
        columns = checked({"label": label}, ("label",))
        return BaselineId(
            self._store.insert("baseline", story_id=story_id, made_at=self._store.now(), plan=text, **columns)
        )

    def _lock_first(self, story_id: StoryId) -> BaselineId | None:
        """Keep the plan because its writing is about to begin, unless one is kept already."""
        known = self._store.one("SELECT 1 FROM baseline WHERE story_id = ?", story_id)
        return None if known else self.lock(story_id, FIRST_BASELINE)

    def rename_baseline(self, baseline_id: BaselineId, label: str) -> None:
        """Set what a baseline is called."""
        self._store.update("baseline", baseline_id, checked({"label": label}, ("label",)))

    def remove_baseline(self, baseline_id: BaselineId) -> None:
        """Forget a baseline."""
        self._store.remove("baseline", baseline_id)

    # Parts

    def _secrets(self) -> Secrets:
        # Loaded only here: no start needs it.
        from planner.library.secrets import Secrets

        return Secrets(self._store, self._outline)

    def _story_of(self, thread_id: ThreadId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM thread WHERE id = ?", thread_id))

    def _place_thread(self, thread_id: int, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, "thread", "story_id", story_id)
        renumber(self._store, placed(siblings, ("thread", thread_id), position))

    def _cell(self, thread_id: ThreadId, chapter_id: ChapterId) -> Sequence[Key]:
        rows = self._store.rows(
            "SELECT id FROM beat WHERE thread_id = ? AND chapter_id = ? ORDER BY position, id", thread_id, chapter_id
        )
        return [("beat", row[0]) for row in rows]


def _thread(record: dict[str, Any]) -> Thread:
    record["kind"] = ThreadKind(record["kind"])
    record["promise"] = bool(record["promise"])
    return Thread(**record)


def _beat(record: dict[str, Any]) -> Beat:
    record["role"] = BeatRole(record["role"])
    return Beat(**record)


def _plan(kept: dict[str, Any]) -> Plan:
    return Plan(
        chapters=tuple(
            PlannedChapter(entry["id"], entry["title"], entry["words"], tuple(entry.get("scenes", ())))
            for entry in kept["chapters"]
        ),
        threads=tuple(kept["threads"]),
        unresolved=tuple(kept["unresolved"]),
        finish=date.fromisoformat(kept["finish"]) if kept["finish"] else None,
    )
