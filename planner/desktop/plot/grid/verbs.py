"""What an author does in the plot grid: each verb is one change of the library, named, and told when it fails."""

from __future__ import annotations

from collections.abc import Sequence

from planner.desktop.plot.grid.clipboard import Carried
from planner.desktop.plot.grid.sheet import Cell, Sheet
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.threads import next_colour, thread_title
from planner.domain.outline import SceneId, StoryId
from planner.domain.threads import Beat, BeatId, BeatRole, Thread, ThreadId, ThreadKind


class GridVerbs(Verbs):
    """Verbs over threads and beats. Those that make something return it; None or False means it did not happen."""

    # Threads

    def add_thread(self, story_id: StoryId, title: str) -> ThreadId | None:
        """Add a thread after the others, in the colour that is least in use."""
        plot = self._library.plot
        colour = next_colour(plot.threads(story_id))
        return self.do(self.tr("Add thread"), lambda: plot.add_thread(story_id, title, colour=colour))

    def rename_thread(self, thread_id: ThreadId, title: str) -> bool:
        """Give a thread another title."""
        return self._edit_thread(self.tr("Rename thread"), thread_id, title=title)

    def set_kind(self, thread_id: ThreadId, kind: ThreadKind) -> bool:
        """Say what sort of promise a thread is."""
        return self._edit_thread(self.tr("Change kind of thread"), thread_id, kind=kind)

    def set_colour(self, thread_id: ThreadId, colour: str) -> bool:
        """Give a thread a colour by its name."""
        return self._edit_thread(self.tr("Change colour of thread"), thread_id, colour=colour)

    def set_promise(self, thread_id: ThreadId, promise: bool) -> bool:
        """Say whether the reader would feel cheated if a thread were never resolved."""
        label = self.tr("Make thread a promise") if promise else self.tr("Make thread no promise")
        return self._edit_thread(label, thread_id, promise=promise)

    def move_thread(self, thread_id: ThreadId, position: int) -> bool:
        """Move a thread among the others."""
        return self.done(self.tr("Move thread"), lambda: self._library.plot.move_thread(thread_id, position))

    def duplicate_thread(self, thread_id: ThreadId) -> ThreadId | None:
        """Copy a thread with its beats."""
        return self.do(self.tr("Duplicate thread"), lambda: self._library.plot.duplicate_thread(thread_id))

    def remove_thread(self, thread: Thread) -> bool:
        """Delete a thread with its beats."""
        done = self.done(self.tr("Delete thread"), lambda: self._library.plot.remove_thread(thread.id))
        if done:
            self._notices.say(self.tr("Deleted {what}.").format(what=thread_title(thread)), undo=True)
        return done

    def _edit_thread(self, label: str, thread_id: ThreadId, **fields: object) -> bool:
        return self.done(label, lambda: self._library.plot.edit_thread(thread_id, **fields))

    # Beats

    def add_beat(self, sheet: Sheet, cell: Cell, position: int | None, text: str) -> BeatId | None:
        """Add a beat to a cell: a thread's first one opens it, any other advances it."""
        first = not sheet.plot.beats(cell[0])
        role = BeatRole.OPENS if first else BeatRole.ADVANCES
        plot = self._library.plot
        return self.do(self.tr("Add beat"), lambda: plot.add_beat(*cell, position, text=text, role=role))

    def write_beat(self, beat_id: BeatId, text: str) -> bool:
        """Give a beat another text."""
        return self.done(self.tr("Edit beat"), lambda: self._library.plot.edit_beat(beat_id, text=text))

    def set_role(self, beats: Sequence[Beat], role: BeatRole) -> bool:
        """Say what beats do to their threads."""

        def work() -> None:
            for beat in beats:
                self._library.plot.edit_beat(beat.id, role=role)

        return bool(beats) and self.done(self.tr("Change role of {what}").format(what=self._what(beats)), work)

    def set_scene(self, beat: Beat, scene_id: SceneId | None) -> bool:
        """Tie a beat to one of its chapter's scenes, or to the chapter as a whole."""
        return self.done(
            self.tr("Change scene of beat"), lambda: self._library.plot.edit_beat(beat.id, scene_id=scene_id)
        )

    def move_beat(self, beat_id: BeatId, cell: Cell, position: int | None) -> bool:
        """Move a beat to a place in a cell (None: the last), counted without it."""
        return self.done(self.tr("Move beat"), lambda: self._library.plot.move_beat(beat_id, *cell, position))

    def copy_beat(self, beat: Beat, cell: Cell, position: int) -> BeatId | None:
        """Copy a beat to a place in a cell."""
        plot = self._library.plot
        return self.do(self.tr("Copy beat"), lambda: plot.add_beat(*cell, position, text=beat.text, role=beat.role))

    def duplicate_beats(self, beats: Sequence[Beat]) -> list[BeatId]:
        """Copy beats, each right after itself."""
        label = self.tr("Duplicate {what}").format(what=self._what(beats))
        return self.do(label, lambda: [self._library.plot.duplicate_beat(beat.id) for beat in beats]) or []

    def remove_beats(self, beats: Sequence[Beat], label: str = "") -> bool:
        """Delete beats."""

        def work() -> None:
            for beat in beats:
                self._library.plot.remove_beat(beat.id)

        label = label or self.tr("Delete {what}").format(what=self._what(beats))
        done = bool(beats) and self.done(label, work)
        if done:
            self._notices.say(self.tr("Deleted {what}.").format(what=self._what(beats)), undo=True)
        return done

    def cut_beats(self, beats: Sequence[Beat]) -> bool:
        """Delete beats that were copied."""
        return self.remove_beats(beats, self.tr("Cut {what}").format(what=self._what(beats)))

    def paste(self, placed: Sequence[tuple[Cell, Carried]], position: int | None) -> list[BeatId]:
        """Add beats to cells; those of the first cell from ``position`` on."""

        def work() -> list[BeatId]:
            made, at = [], position
            for cell, each in placed:
                here = at if cell == placed[0][0] else None
                made.append(self._library.plot.add_beat(*cell, here, text=each.text, role=each.role))
                if here is not None:
                    at = here + 1
            return made

        label = self.tr("Paste beat") if len(placed) == 1 else self.tr("Paste {count} beats").format(count=len(placed))
        return (self.do(label, work) or []) if placed else []

    # Parts of the verbs

    def _what(self, beats: Sequence[Beat]) -> str:
        """Beats as labels and the status bar name them."""
        return self.tr("beat") if len(beats) == 1 else self.tr("{count} beats").format(count=len(beats))
