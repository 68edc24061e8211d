"""The status bar: what was just done, work under way, words today, words of the chapter, and "Saved".

The last two are about the text, and shown on its pages; that something is not saved is shown on every page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QWidget

from planner.desktop.desk import Desk
from planner.desktop.icons import icon
from planner.desktop.notices import SaveState
from planner.desktop.tasks import Task
from planner.desktop.theme import XS, L, M, S
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.domain.changes import ChangeSet

if TYPE_CHECKING:
    from planner.desktop.goal_today import GoalToday

_NOTICE_MS = 10_000


class StatusBar(QStatusBar):
    """Shows what the library, the notices and the tasks tell."""

    undo_wanted = Signal()
    """Emitted when the author takes back what the last notice told."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(M, 0, M, 0)
        self._notice = ElidedLabel(role="body")
        self._notice.setObjectName("status.notice")
        self._undo = button(self.tr("Undo"), "status.undo", self._undo_last, "link")
        self._offer = button("", "status.offer", self._take_offer, "link")
        for each in (self._undo, self._offer):
            # Clicked, they go; the focus would go on to the next button, and what is typed then to nobody.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._offered: Callable[[], object] | None = None
        self._goal: GoalToday | None = None
        self._today = button("", "status.today", lambda: desk.commands.run("go.progress"), "status")
        self._chapter = label("", "muted")
        self._chapter.setObjectName("status.chapter")
        self._saved = label("", "muted")
        self._saved.setObjectName("status.saved")
        self._work = WorkUnderWay(desk)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.clear_notice)
        self._on_story = False
        self._state: SaveState | None = None
        self._lay_out()
        self._listen()
        self.clear_notice()
        self._count_today()
        self._count_chapter()

    def _lay_out(self) -> None:
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(XS, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self._notice, 1)
        row.addWidget(self._undo)
        row.addWidget(self._offer)
        row.addStretch()
        self.addWidget(left, 1)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(S, XS, XS, XS)
        row.setSpacing(L)
        for each in (self._work, self._today, self._chapter, self._saved):
            row.addWidget(each)
        self.addPermanentWidget(right)

    def _listen(self) -> None:
        desk = self._desk
        desk.notices.said.connect(self._say)
        desk.notices.offered.connect(self._say_offer)
        desk.notices.saving.connect(self._show_save)
        desk.notices.counted.connect(self._show_words)
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._count_today)
        desk.theme.changed.connect(self._count_today)
        desk.place.selection_changed.connect(self._count_chapter)

    def _say(self, text: str, undo: bool) -> None:
        self._notice.setText(text)
        self._notice.setMaximumWidth(self._notice.fontMetrics().horizontalAdvance(text) + 2)
        self._notice.setMinimumWidth(min(self._notice.maximumWidth(), 240))
        self._undo.setVisible(undo)
        self._offer.hide()
        self._fade.start(_NOTICE_MS)

    def _say_offer(self, text: str, words: str, function: Callable[[], object]) -> None:
        self._say(text, False)
        self._offered = function
        self._offer.setText(words)
        self._offer.setAccessibleName(words)
        self._offer.show()

    def _take_offer(self) -> None:
        function = self._offered
        self.clear_notice()
        if function is not None:
            function()

    def clear_notice(self) -> None:
        """Take the last sentence away."""
        self._notice.setText("")
        self._undo.hide()
        self._offer.hide()
        self._offered = None

    def _undo_last(self) -> None:
        self.clear_notice()
        self.undo_wanted.emit()

    def _follow(self, changes: ChangeSet) -> None:
        for sentence in changes.kept:
            self._say(sentence, False)
        if changes.touches("text", "note", "log_entry", "tally"):
            self._count_today()
        if changes.touches("text", "scene", "chapter"):
            self._count_chapter()

    def follow_goals(self) -> None:
        """Show from now on what the first goal that asks for something asks of today; it is not read before."""
        if self._goal is None:
            from planner.desktop.goal_today import GoalToday

            self._goal = GoalToday(self._desk, self)
            self._goal.changed.connect(self._count_today)
            self._count_today()

    def _count_today(self, *_what: object) -> None:
        today = self._desk.library.tallies.today()
        text = self.tr("{n} word today") if today == 1 else self.tr("{n} words today")
        text = text.format(n=self.locale().toString(today))
        need = None if self._goal is None else self._goal.need
        if need is None:
            self._today.setIcon(QIcon())
            self._today.setText(text)
            self._today.setToolTip("")
        else:
            from planner.desktop.widgets.needs import need_details, need_text
            from planner.desktop.widgets.ring import ring_icon

            self._today.setIcon(ring_icon(need.share, self._desk.theme, self.devicePixelRatioF()))
            self._today.setText(need_text(need))
            self._today.setToolTip(f"{need_details(need)}\n{text}")
        self._today.setAccessibleName(self._today.text())
        self._today.setAccessibleDescription(self._today.toolTip())

    def show_chapter(self, on_story: bool) -> None:
        """Show what is about the open chapter, or, on pages that are not about a story, do not."""
        self._on_story = on_story
        self._count_chapter()
        self._show_save(self._state)

    def _count_chapter(self) -> None:
        chapter_id = self._desk.place.chapter_id
        self._chapter.setVisible(self._on_story and chapter_id is not None)
        if chapter_id is not None:
            self._show_words(self._desk.library.outline.chapter(chapter_id).words)
            if self._state is None:
                self._show_save(SaveState.SAVED)

    def _show_words(self, words: int) -> None:
        chapter_id = self._desk.place.chapter_id
        if chapter_id is None:
            return
        count = self.locale().toString(words)
        target = self._desk.library.outline.chapter(chapter_id).target_words
        if target:
            text = self.tr("Chapter: {n} of {target} words").format(n=count, target=self.locale().toString(target))
        else:
            text = (self.tr("Chapter: {n} word") if words == 1 else self.tr("Chapter: {n} words")).format(n=count)
        self._chapter.setText(text)
        self._chapter.setAccessibleName(text)

    def _show_save(self, state: SaveState | None) -> None:
        words = {
            SaveState.SAVED: self.tr("Saved"),
            SaveState.UNSAVED: self.tr("Typing…"),
            SaveState.FAILED: self.tr("Not saved"),
        }
        self._state = state
        if self._desk.library.read_only:
            text = self.tr("Looking only")
        elif state is None or not (self._on_story or state is SaveState.FAILED):
            text = ""
        else:
            text = words[state]
        self._saved.setText(text)
        self._saved.setVisible(bool(text))
        self._saved.setAccessibleName(text)
        self._saved.setProperty("role", "error" if state is SaveState.FAILED else "muted")
        self._saved.style().polish(self._saved)


class WorkUnderWay(QWidget):
    """The newest task with its progress and a button to stop it; hidden while nothing runs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self._title = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setObjectName("status.progress")
        self._bar.setRange(0, 100)
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        row.addWidget(self._title)
        row.addWidget(self._bar)
        row.addWidget(icon_button(icon("x", desk.theme), self.tr("Stop"), "status.stop", self._stop))
        self.hide()
        desk.tasks.began.connect(self._show)

    def _show(self, task: Task) -> None:
        if not task.title:
            # What has no name is over before it could be read.
            return
        self._task = task
        self._title.setText(task.title)
        self._bar.setAccessibleName(task.title)
        self._bar.setValue(0)
        self.show()
        task.progressed.connect(self._progress)
        task.finished.connect(self._finish)

    def _progress(self, fraction: float) -> None:
        if self.sender() is self._task:
            self._bar.setValue(round(fraction * 100))

    def _finish(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
