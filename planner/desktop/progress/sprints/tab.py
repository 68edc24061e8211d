"""The tab Sprints: the card to begin one or the clock of the one under way, how the last went, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.sprints.by_hand import ByHand
from planner.desktop.progress.sprints.log import SprintLog, SprintTable
from planner.desktop.progress.sprints.result import ResultCard
from planner.desktop.progress.sprints.running import RunningCard
from planner.desktop.progress.sprints.start import StartCard
from planner.desktop.theme import L, S
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.column import Column
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.sprints import result_text, tr
from planner.domain.changes import ChangeSet
from planner.domain.sprint_log import NewSprint, SprintId, best, median

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class SprintsTab(QWidget):
    """Writing against the clock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress.sprints")
        self.setAccessibleName(tr("Sprints"))
        self._desk = desk
        self._verbs = Verbs(desk.library, desk.notices, self)
        self._stale = False
        self.log = SprintLog(desk.library, self)
        self.table = SprintTable(self.log, desk.theme)
        self.start = StartCard(desk)
        self.running = RunningCard(desk)
        self.result = ResultCard(desk)
        self.by_hand = ByHand(desk)
        self.by_hand.hide()
        self._figures = label("", "muted", wrap=True)
        self._figures.setObjectName("sprints.figures")
        self._nothing = label(
            tr("Sprints are logged here, with the words you typed in them anywhere in the library."), "muted", wrap=True
        )
        self._add = button(
            tr("Add one by hand"), "sprints.add", self._toggle_by_hand, "quiet", icon("plus", desk.theme)
        )
        self._remove = button(tr("Delete"), "sprints.remove", self._remove_chosen, "quiet", icon("trash", desk.theme))
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.start.go)
        self._show()
        self._show_log()
        self._show_result(desk.sprints.last)

    def _lay_out(self) -> None:
        area = Column(self._desk.theme, "sprints.scroll")
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(label(tr("Log"), "lead"), 1)
        head.addWidget(self._remove)
        head.addWidget(self._add)
        for each in (self.running, self.result, self.start):
            area.column.addWidget(each)
        area.column.addSpacing(S)
        area.column.addLayout(head)
        for below in (self.by_hand, self._figures, self._nothing, self.table):
            area.column.addWidget(below)
        area.column.addStretch()
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        whole.addWidget(area)

    def _listen(self) -> None:
        desk = self._desk
        desk.sprints.changed.connect(self._show)
        desk.sprints.ended.connect(self._show_result)
        desk.bus.changed.connect(self._follow)
        self.log.note_written.connect(self._write_note)
        self.table.remove_wanted.connect(self._take_out)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.result.words_entered.connect(self._enter_words)
        self.by_hand.entered.connect(self._add_by_hand)

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if self.log.follow(changes):
            self._show_log()
            self._show_result(self._desk.sprints.last)
        if changes.touches("story"):
            self._stale = True
            if self.isVisible():
                self._show_stories()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_stories()

    def _show_stories(self) -> None:
        self._stale = False
        self.start.show_stories()
        self.by_hand.show_stories()

    def _show(self) -> None:
        is_under_way = self._desk.sprints.under_way is not None
        focus = self.focusWidget()
        had_focus = focus is not None and (self.start.isAncestorOf(focus) or self.running.isAncestorOf(focus))
        self.start.setVisible(not is_under_way)
        self.running.setVisible(is_under_way)
        if is_under_way:
            self.result.hide()
        self.setFocusProxy(self.running.stop if is_under_way else self.start.go)
        if had_focus and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_result(self, sprint_id: object) -> None:
        known = {done.id: done for done in self.log.results}
        done = known.get(SprintId(sprint_id)) if isinstance(sprint_id, int) else None
        if done is None:
            self.result.hide()
            return
        earlier = [each for each in self.log.results if each.id != done.id and each.begun <= done.begun]
        entered = self._desk.library.sprints.is_logged(done.id)
        self.result.show_result(done, self._desk.sprints.choose_rival(earlier), entered)
        self.result.setVisible(self._desk.sprints.under_way is None)

    def _show_log(self) -> None:
        results = self.log.results
        self.table.setVisible(bool(results))
        self._nothing.setVisible(not results)
        top, middle = best(results), median(results)
        parts = []
        if top is not None and middle is not None:
            parts.append(tr("Best: {result}").format(result=result_text(top)))
            parts.append(tr("Median: {n} words an hour").format(n=number_text(middle.an_hour or 0)))
        self._figures.setText("  ·  ".join(parts))
        self._figures.setVisible(bool(parts))
        self._enable()

    def _enable(self) -> None:
        may_change = not self._desk.library.read_only
        self._add.setEnabled(may_change)
        self._remove.setVisible(bool(self.log.results))
        self._remove.setEnabled(may_change and bool(self.table.chosen()))

    # Verbs

    def _toggle_by_hand(self) -> None:
        self.by_hand.setVisible(not self.by_hand.isVisible())
        if self.by_hand.isVisible():
            self.by_hand.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_by_hand(self, done: NewSprint) -> None:
        sprints = self._desk.library.sprints
        if self._verbs.do(tr("Log sprint"), lambda: sprints.add(done, entered=True)) is not None:
            self.by_hand.hide()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.notices.say(tr("Logged. Its words count for that day."), undo=True)

    def _enter_words(self, words: int) -> None:
        """The words of the last sprint were written elsewhere: they count as well."""
        sprint_id, sprints = self._desk.sprints.last, self._desk.library.sprints
        if sprint_id is None or not words:
            return
        done = sprints.get(sprint_id)

        def enter() -> SprintId:
            sprints.remove(done.id)
            return sprints.add(
                NewSprint(
                    done.begun,
                    done.planned,
                    done.seconds,
                    words,
                    done.words_before,
                    done.story_id,
                    done.chapter_id,
                    done.note,
                ),
                entered=True,
            )

        entered = self._verbs.do(tr("Enter the words of a sprint"), enter)
        if entered is not None:
            self._desk.sprints.last = entered
            self._show_result(entered)
            self._desk.notices.say(tr("Entered. They count for that day."), undo=True)

    def _write_note(self, sprint_id: int, note: str) -> None:
        sprints = self._desk.library.sprints
        self._verbs.do(tr("Edit the note of a sprint"), lambda: sprints.edit(SprintId(sprint_id), note=note))

    def _remove_chosen(self) -> None:
        self._take_out(self.table.chosen())

    def _take_out(self, sprint_ids: list[SprintId]) -> None:
        if self._desk.library.read_only or not sprint_ids:
            return

        def remove() -> bool:
            for sprint_id in sprint_ids:
                self._desk.library.sprints.remove(sprint_id)
            return True

        if self._verbs.do(tr("Delete sprints"), remove):
            text = tr("Deleted 1 sprint.") if len(sprint_ids) == 1 else tr("Deleted {n} sprints.")
            self._desk.notices.say(text.format(n=number_text(len(sprint_ids))), undo=True)
