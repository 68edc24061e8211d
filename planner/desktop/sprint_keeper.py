"""Keeps the sprint under way: its clock, the words it brings from anywhere in the library, and its line in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from planner.desktop.settings import SPRINT_CLOCK, SPRINT_GRACE, SPRINT_MINUTES, SPRINT_RIVAL, SPRINT_UNDER_WAY
from planner.domain.changes import ChangeSet, Origin
from planner.domain.errors import PlannerError
from planner.domain.outline import StoryId
from planner.domain.sprint_log import NewSprint, SprintId, SprintResult, best, ghost_words, median
from planner.domain.sprint_under_way import UnderWay, read
from planner.domain.sprints import Begin, State, sprint

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TICK_MS = 1_000
_KEEP_SECONDS = 30
"""A sprint that goes on is written down this often, so that a crash costs no more of its time."""
_MOVING = (State.RUNNING, State.GRACE)
"""While it is in one of these, words count."""


class SprintKeeper(QObject):
    """The one sprint there can be at a time. It does not end with the page it was begun on, nor with the program."""

    changed = Signal()
    """Emitted when a sprint begins, is paused, goes on, comes to its grace period, or is over."""
    ticked = Signal()
    """Emitted every second while a sprint is under way, and when its words change."""
    counting = Signal()
    """Emitted just before words are counted. Whoever holds text that is not saved saves it now."""
    time_up = Signal()
    """Emitted when the planned time is over."""
    ended = Signal(object)
    """Emitted with the id of a sprint's line in the log; None if it was not worth one."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unsaved = 0
        self._typed = 0
        self._state: State | None = None
        self._closed = False
        self._told = False
        self._counting = False
        self._kept_at = self.now()
        self.under_way: UnderWay | None = None
        """The sprint under way; None without one."""
        self.found: UnderWay | None = None
        """A sprint that was under way when the program ended, until the author says what becomes of it."""
        self.rival: SprintResult | None = None
        """The author's own sprint that this one is written against."""
        self.last: SprintId | None = None
        """The sprint that was over last in this session."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        desk.notices.unsaved.connect(self._note_unsaved)
        desk.bus.changed.connect(self._follow)
        desk.bus.closed.connect(self._close)
        self._find()

    # What it is

    @property
    def may_begin(self) -> bool:
        """Whether a sprint can be begun: none is under way, and the library can take it."""
        return self.under_way is None and not self._desk.library.read_only

    @property
    def state(self) -> State | None:
        """Where the sprint is; None without one."""
        return self._state

    @property
    def words(self) -> int:
        """The words it has brought so far, those not saved yet among them."""
        under_way = self.under_way
        return 0 if under_way is None else under_way.words

    def now(self) -> datetime:
        """The moment by the library's clock."""
        return self._desk.library.sprints.now()

    def ghost(self) -> int | None:
        """The words her own sprint had at this point; None without such."""
        if self.rival is None or self.under_way is None:
            return None
        return ghost_words(self.rival, self.under_way.sprint.elapsed(self.now()))

    # Verbs

    def begin(self, begin: Begin = Begin.NOW, story_id: StoryId | None = None) -> None:
        """Begin a sprint with the minutes and the clock that are set; without an effect while one is under way."""
        if not self.may_begin:
            return
        if self.found is not None:
            # It was never decided on, and words that were written are rather kept.
            self.keep_found()
        if self.under_way is not None:
            return
        settings, library = self._desk.settings, self._desk.library
        clock = settings.get(SPRINT_CLOCK)
        minutes = None if clock == "open" else settings.get(SPRINT_MINUTES)
        now = self.now()
        wanted = sprint(minutes, now, begin, count_up=clock != "down", grace=settings.get(SPRINT_GRACE))
        before = sum(chapter.words for chapter in library.outline.get(story_id).chapters) if story_id else None
        self.under_way = UnderWay(wanted, library.tallies.author_day(), now, story_id, words_before=before)
        self.last = None
        self._go()

    def pause(self) -> None:
        """Stop the clock, or let it go on; what is written meanwhile does not count."""
        self.look()
        if self.under_way is None or self._state not in (State.RUNNING, State.PAUSED):
            return
        total = self._count()
        under_way = self.under_way
        if self._state is State.RUNNING:
            self.under_way = under_way.paused(self.now(), total)
        else:
            self.under_way = under_way.resumed(self.now(), total)
        self._keep()
        self.look()

    def stop(self) -> None:
        """End it now. One that has not begun is called off."""
        self.look()
        if self.under_way is None:
            return
        if self._state is State.WAITING:
            self._clear()
            self.ended.emit(None)
            self._desk.notices.say(self.tr("The sprint is called off."))
            return
        self.under_way = self.under_way.stopped(self.now(), self._count())
        self._finish()

    def throw_away(self) -> None:
        """Forget a sprint that was found; the words written in it stay."""
        self.found = None
        self._desk.settings.set(SPRINT_UNDER_WAY, "")
        self.changed.emit()

    def keep_found(self) -> None:
        """Log a sprint that was found, as far as it came."""
        if self.found is None:
            return
        found = self.found
        self.under_way, self.found = replace(found, sprint=found.sprint.stop(found.seen)), None
        self._finish()

    @property
    def may_go_on(self) -> bool:
        """Whether a sprint that was found has time left."""
        return self.found is not None and self.found.sprint.state(self.now()) in (State.RUNNING, State.PAUSED)

    def go_on(self) -> None:
        """Go on with a sprint that was found; its clock never stopped, and if it has run out it is logged."""
        if not self.may_go_on:
            self.keep_found()
            return
        self.under_way, self.found = self.found, None
        self._go()

    # The clock

    def look(self) -> None:
        """See what time it is, and what has become of the sprint."""
        if self._closed or self.under_way is None:
            return
        now = self.now()
        state = self.under_way.sprint.state(now)
        if self._state is State.WAITING and state is not State.WAITING:
            # Only from here on words count.
            self._count()
        self.under_way = self.under_way.at(now, self._total())
        before, self._state = self._state, state
        if state is State.DONE:
            if before is State.RUNNING:
                self.time_up.emit()
            self.under_way = self.under_way.at(now, self._count())
            self._finish()
            return
        if state is not before:
            self._keep()
            self.changed.emit()
            if state is State.GRACE:
                self.time_up.emit()
        elif state in _MOVING and (now - self._kept_at).total_seconds() >= _KEEP_SECONDS:
            self._keep()
        self.ticked.emit()

    def _go(self) -> None:
        """Start the clock of a sprint that is under way from here on."""
        assert self.under_way is not None
        self._told = False
        self.rival = self.choose_rival(self._desk.library.sprints.all())
        self._count()
        self.under_way = self.under_way.at(self.now(), self._total())
        self._state = self.under_way.sprint.state(self.now())
        self._keep()
        self._timer.start()
        self.changed.emit()
        self.ticked.emit()

    def choose_rival(self, results: Iterable[SprintResult]) -> SprintResult | None:
        """The one of the author's sprints that she wants to write against; None if there is none."""
        which = self._desk.settings.get(SPRINT_RIVAL)
        if which == "nobody":
            return None
        return (best if which == "best" else median)(results)

    # Words

    def _count(self) -> int:
        """The total typed since the day it was asked for on, with everything saved."""
        assert self.under_way is not None
        if not self._counting:
            self._counting = True
            self.counting.emit()
            self._counting = False
        self._typed = self._desk.library.tallies.typed(self.under_way.since)
        return self._total()

    def _total(self) -> int:
        return self._typed + self._unsaved

    def _note_unsaved(self, words: int) -> None:
        self._unsaved = words
        self._tell_words()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.origin is Origin.TYPING and changes.touches("text"):
            # It is on disk now, also if no sprint is under way yet; what is typed from here on is told anew.
            self._unsaved = 0
        if self.under_way is None:
            return
        if changes.origin is Origin.TYPING or changes.touches("tally"):
            self._typed = self._desk.library.tallies.typed(self.under_way.since)
            self._tell_words()

    def _tell_words(self) -> None:
        if self.under_way is not None and self._state in _MOVING and not self._counting:
            words = self.under_way.words
            self.under_way = self.under_way.at(self.now(), self._total())
            if self.under_way.words != words:
                self.ticked.emit()

    # Keeping it

    def _keep(self) -> None:
        assert self.under_way is not None
        self._kept_at = self.under_way.seen
        self._desk.settings.set(SPRINT_UNDER_WAY, self.under_way.text())

    def _close(self) -> None:
        """The library is about to close, and the sprint is found again when it is opened."""
        self._timer.stop()
        if self.under_way is not None and not self._closed:
            self.look()
        if self.under_way is not None:
            self._keep()
        self._closed = True

    def _find(self) -> None:
        """Look for a sprint that was under way when the program ended."""
        found = read(self._desk.settings.get(SPRINT_UNDER_WAY))
        if found is None or self._desk.library.read_only:
            return
        if found.sprint.state(self.now()) is State.WAITING:
            self.under_way = found
            self._go()
            return
        if found.base is not None and found.sprint.paused_at is None and found.sprint.stopped_at is None:
            # Some of its words were saved after it was written down last.
            words = self._desk.library.tallies.typed(found.since) - found.base
            found = replace(found, words=words)
        self.found = found if found.is_worth_keeping else None
        # What is written from now on is not its own, even if the program ends again before she decides.
        ended = replace(found, sprint=found.sprint.stop(found.seen))
        self._desk.settings.set(SPRINT_UNDER_WAY, "" if self.found is None else ended.text())

    # The end

    def _finish(self) -> None:
        """Log the sprint; should the library not take it now, it is tried again every second."""
        under_way = self.under_way
        assert under_way is not None
        self._state = State.DONE
        self._timer.start()
        if not under_way.is_worth_keeping:
            self._clear()
            self.ended.emit(None)
            self._desk.notices.say(self.tr("The sprint ended before anything was written, and is not logged."))
            return
        try:
            with self._desk.library.change(self.tr("Log sprint")):
                sprint_id = self._desk.library.sprints.add(self._result(under_way))
        except PlannerError as error:
            if not self._told:
                self._told = True
                self._desk.notices.error(error)
            return
        self.last = sprint_id
        self._clear()
        self.ended.emit(sprint_id)

    def _result(self, under_way: UnderWay) -> NewSprint:
        place = self._desk.place
        story_id = under_way.story_id or place.story_id
        known = {story.id for story in self._desk.library.stories.all()}
        if story_id not in known:
            story_id = None
        chapter_id = place.chapter_id if story_id is not None and place.story_id == story_id else None
        return NewSprint(
            begun=under_way.sprint.begins,
            planned=under_way.sprint.planned,
            seconds=under_way.seconds,
            words=under_way.words,
            words_before=under_way.words_before,
            story_id=story_id,
            chapter_id=chapter_id,
            samples=under_way.samples,
        )

    def _clear(self) -> None:
        self._timer.stop()
        self.under_way = self._state = None
        self._desk.settings.set(SPRINT_UNDER_WAY, "")
        self.changed.emit()
