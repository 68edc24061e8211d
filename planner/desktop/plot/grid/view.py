"""The tab Grid: the bar above the plot grid, the grid, and what stands in its place while it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.page_tabs import PLOT, PlotTab
from planner.desktop.plot.grid.actions import GridActions
from planner.desktop.plot.grid.filter_bar import GridBar
from planner.desktop.plot.grid.layout import LARGEST, SMALLEST
from planner.desktop.plot.grid.model import GridModel
from planner.desktop.plot.grid.table import PlotTable
from planner.desktop.plot.grid.verbs import GridVerbs
from planner.desktop.settings import PLOT_SWAPPED, PLOT_ZOOM
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.changes import ChangeSet, Origin
from planner.domain.threads import BeatId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_STEP = 10
"""Percent."""

_ALWAYS = ("plot.add_thread",)
_WHILE_SHOWN = ("plot.swap_axes", "plot.zoom_in", "plot.zoom_out", "plot.zoom_normal", "plot.fit")


class GridTab(StoryTab[GridModel]):
    """The plot grid of the open story."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.grid")
        self.setAccessibleName(self.tr("Plot grid"))
        self._desk = desk
        self.model = GridModel(desk.library, desk.bus, desk.settings.get(PLOT_SWAPPED), self)
        self.table = PlotTable(self.model, desk.theme, desk.settings.get(PLOT_ZOOM))
        self.table.may_write = not desk.library.read_only
        self.bar = GridBar(desk)
        self._verbs = GridVerbs(desk.library, desk.notices, self)
        self.actions_on_grid = GridActions(desk, self.model, self.table, self._verbs)
        self._adds_first = False
        self._lay_out()
        self._bind()
        self._listen()
        self.setFocusProxy(self.table)
        self._open_story()

    def _lay_out(self) -> None:
        desk = self._desk
        add_chapter = action_button(desk.commands.actions["outline.add_chapter"])
        add_thread = action_button(desk.commands.actions["plot.add_thread"], "primary")
        self._no_chapters = EmptyState(
            desk.theme,
            "chapter",
            self.tr("Chapters come first"),
            self.tr("The grid shows what runs through the story, chapter by chapter. It begins with the first one."),
            (add_chapter,),
        )
        self._no_threads = EmptyState(
            desk.theme,
            "plot",
            self.tr("What does the story promise?"),
            self.tr(
                "A thread is something the reader waits for: a quarrel, a riddle, a romance. It opens in one chapter, "
                "advances in others, and resolves in one."
            ),
            (add_thread,),
        )
        self._nothing_found = _centred(label(self.tr("Nothing matches the filter."), "muted"))
        self._stack = QStackedWidget()
        for content in (self.table, self._no_chapters, self._no_threads, self._nothing_found):
            self._stack.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)

    def _bind(self) -> None:
        commands = self._desk.commands
        commands.bind_all(
            {
                "plot.add_thread": self._add_thread,
                "plot.swap_axes": self._swap,
                "plot.zoom_in": lambda: self._zoom_to(self.table.measures.percent + _STEP),
                "plot.zoom_out": lambda: self._zoom_to(self.table.measures.percent - _STEP),
                "plot.zoom_normal": lambda: self._zoom_to(100),
                "plot.fit": lambda: self._zoom_to(self.table.percent_to_fit()),
            }
        )
        commands.attach("plot", self)

    def _listen(self) -> None:
        desk, table = self._desk, self.table
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        self.model.followed.connect(self._follow)
        self.bar.filtered.connect(lambda: self.model.set_filter(self.bar.wanted))
        self.bar.left.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        table.went.connect(self._teller.start)
        table.zoom_wanted.connect(lambda steps: self._zoom_to(table.measures.percent + steps * _STEP))
        table.chapter_opened.connect(self._open_chapter)
        table.titles.over.connect(self._give_up_first)

    # Following

    def _open_story(self, *_story: object) -> None:
        self._adds_first = False
        self.bar.clear()
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _follow(self, changes: ChangeSet | None) -> None:
        sheet, library = self.model.sheet, self._desk.library
        if sheet is not None and (changes is None or changes.touches("person")):
            self.bar.offer_people(library.cast.people(sheet.story_id))
        self._show_what_there_is()
        if changes is not None and changes.origin in (Origin.UNDO, Origin.REDO):
            self._go_to_changed(changes)

    def _show_what_there_is(self) -> None:
        sheet = self.model.sheet
        self._adds_first = self._adds_first and sheet is not None and not sheet.threads
        if sheet is None or not sheet.chapters:
            shown: QWidget = self._no_chapters
        elif not sheet.threads and not self._adds_first:
            shown = self._no_threads
        elif sheet.threads and not (self.model.thread_count and self.model.chapter_count):
            shown = self._nothing_found
        else:
            shown = self.table
        self._stack.setCurrentWidget(shown)
        has_grid = sheet is not None and bool(sheet.chapters) and bool(sheet.threads)
        self.bar.setVisible(has_grid)
        self.bar.show_state(self.table.measures.percent)
        self._enable(on_screen=self.isVisible())

    def _go_to_changed(self, changes: ChangeSet) -> None:
        """Undo and redo take the author to the beat that came or changed."""
        beats = changes.table("beat")
        if self.table.card in beats.changed and self.table.card is not None:
            self.table.go_to_beat(self.table.card)
            return
        for beat_id in sorted(beats.added or beats.changed):
            if self.model.index_of_beat(BeatId(beat_id)).isValid():
                self.table.go_to_beat(BeatId(beat_id))
                return

    def _follow_place(self) -> None:
        """Go where the author is; what she did here a moment ago is no news any more."""
        self._teller.stop()
        place, table = self._desk.place, self.table
        thread, cell = table.current_thread(), table.cell()
        with table.quietly():
            if place.beat_id is not None:
                if table.card != place.beat_id or table.on_thread:
                    table.go_to_beat(place.beat_id)
            elif place.thread_id is not None:
                section = self.model.section_of(place.thread_id, threads=True)
                if section >= 0 and (thread is None or thread.id != place.thread_id):
                    table.go_to_thread(section)
            elif place.chapter_id is not None and (cell is None or cell[1] != place.chapter_id):
                table.go_to_chapter(place.chapter_id)

    def _tell_place(self) -> None:
        place, table = self._desk.place, self.table
        thread, beat, cell = table.current_thread(), table.current_beat(), table.cell()
        if not self.isVisible():
            return
        if thread is not None:
            place.select("thread", thread.id)
        elif beat is not None:
            place.select("beat", beat.id)
        elif cell is not None:
            place.leave_beside()
            if place.chapter_id != cell[1]:
                place.select("chapter", cell[1])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enable(on_screen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enable(on_screen=False)

    def _enable(self, *, on_screen: bool) -> None:
        commands, sheet = self._desk.commands, self.model.sheet
        has_grid = sheet is not None and bool(sheet.chapters)
        commands.enable(_ALWAYS, has_grid and self.table.may_write)
        commands.enable(_WHILE_SHOWN, has_grid and on_screen)
        self.actions_on_grid.set_on_screen(on_screen)

    # Commands

    def _add_thread(self) -> None:
        if not self.isVisible():
            self._desk.commands.run(PLOT.command(PlotTab.GRID))
        self.bar.clear()
        self._adds_first = True
        self._show_what_there_is()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go_to_thread(self.model.thread_count)
        self.table.write_title()

    def _give_up_first(self, _had_focus: bool) -> None:
        if self._adds_first:
            self._adds_first = False
            self._show_what_there_is()

    def _open_chapter(self, chapter_id: int) -> None:
        self._desk.place.select("chapter", chapter_id)
        self._desk.commands.run("go.write")

    def _swap(self) -> None:
        cell, card = self.table.cell(), self.table.card
        self.model.swap()
        self._desk.settings.set(PLOT_SWAPPED, self.model.swapped)
        if cell is not None:
            self.table.go_to(cell, card)

    def _zoom_to(self, percent: int) -> None:
        percent = min(max(percent, SMALLEST), LARGEST)
        self._desk.settings.set(PLOT_ZOOM, percent)
        self.table.set_zoom(percent)
        self.bar.show_state(percent)


def _centred(words: QLabel) -> QLabel:
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words
