"""The plot grid's commands: bound to the verbs, on what is current, and enabled when they apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from planner.desktop.icons import icon
from planner.desktop.plot.grid.clipboard import Carried, carry, pasted
from planner.desktop.plot.grid.model import GridModel
from planner.desktop.plot.grid.sheet import Cell
from planner.desktop.plot.grid.table import PlotTable
from planner.desktop.plot.grid.verbs import GridVerbs
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon, swatch_text
from planner.desktop.widgets.threads import kind_icon, kind_text
from planner.domain.threads import Beat, BeatId, BeatRole, Thread, ThreadId, ThreadKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

ROLE_COMMANDS = {
    BeatRole.OPENS: "plot.opens",
    BeatRole.ADVANCES: "plot.advances",
    BeatRole.RESOLVES: "plot.resolves",
}
_MOVES = {
    "plot.move_up": (-1, 0),
    "plot.move_down": (1, 0),
    "plot.move_left": (0, -1),
    "plot.move_right": (0, 1),
}
"""Rows and columns a command moves a card by."""

_ON_THREAD = (
    "plot.edit",
    "plot.add_beat",
    "plot.duplicate",
    "plot.move_left",
    "plot.move_right",
    "",
    "thread",
    "",
    "plot.delete",
)
_ON_BEAT = (
    "plot.edit",
    "plot.add_beat",
    "",
    *ROLE_COMMANDS.values(),
    "scene",
    "",
    "edit.cut",
    "edit.copy",
    "edit.paste",
    "plot.duplicate",
    "",
    "plot.move_up",
    "plot.move_down",
    "plot.move_left",
    "plot.move_right",
    "",
    "plot.delete",
)
_ON_CELL = ("plot.add_beat", "edit.paste")
"""Context menus; an empty id draws a line."""


class GridActions(QObject):
    """Does the grid's commands. After each, what was moved or made is current, or what is beside what went."""

    def __init__(self, desk: Desk, model: GridModel, table: PlotTable, verbs: GridVerbs) -> None:
        super().__init__(table)
        self._desk = desk
        self._model = model
        self._table = table
        self._verbs = verbs
        self._on_screen = False
        commands: dict[str, Callable[[], object]] = {
            "plot.add_beat": table.write_new,
            "plot.edit": table.write,
            "plot.duplicate": self._duplicate,
            "plot.delete": self._delete,
            **{name: partial(self._set_role, role) for role, name in ROLE_COMMANDS.items()},
            **{name: partial(self._move, *by) for name, by in _MOVES.items()},
        }
        desk.commands.bind_all(commands)
        table.went.connect(self.refresh)
        table.beat_written.connect(self._take_beat)
        table.titles.written.connect(self._take_title)
        table.beat_dropped.connect(self._drop)
        table.thread_moved.connect(self._move_thread_to)
        table.menu_requested.connect(lambda at: self.menu().popup(at))
        table.copy_wanted.connect(self._copy)
        table.paste_wanted.connect(self._paste)
        model.followed.connect(self.refresh)

    # Writing

    def _take_beat(self, beat_id: BeatId | None, cell: Cell, position: int, text: str) -> None:
        if beat_id is not None:
            self._verbs.write_beat(beat_id, text)
        elif self._model.sheet is not None:
            made = self._verbs.add_beat(self._model.sheet, cell, position, text)
            if made is not None:
                self._table.go_to_beat(made)

    def _take_title(self, thread_id: ThreadId | None, title: str) -> None:
        if thread_id is not None:
            self._verbs.rename_thread(thread_id, title)
        elif self._model.sheet is not None:
            self._go_to_thread(self._verbs.add_thread(self._model.sheet.story_id, title))

    def _go_to_thread(self, thread_id: ThreadId | None) -> None:
        section = self._model.section_of(thread_id, threads=True) if thread_id is not None else -1
        if section >= 0:
            self._table.go_to_thread(section)

    # Commands

    def _set_role(self, role: BeatRole) -> None:
        self._verbs.set_role(self._table.beats(), role)
        self.refresh()

    def _duplicate(self) -> None:
        thread = self._table.current_thread()
        if thread is not None:
            self._go_to_thread(self._verbs.duplicate_thread(thread.id))
            return
        made = self._verbs.duplicate_beats(self._table.beats())
        if made:
            self._table.go_to_beat(made[-1])

    def _delete(self) -> None:
        thread = self._table.current_thread()
        if thread is not None:
            self._verbs.remove_thread(thread)
        else:
            self._verbs.remove_beats(self._table.beats())

    def _move(self, down: int, across: int) -> None:
        thread, beat = self._table.current_thread(), self._table.current_beat()
        if thread is not None:
            self._move_thread(thread, down if self._model.swapped else across)
        elif beat is not None:
            self._move_beat(beat, down, across)

    def _move_thread(self, thread: Thread, by: int) -> None:
        section = self._model.section_of(thread.id, threads=True) + by
        if by and self._model.thread_at(section) is not None:
            self._move_thread_to(thread.id, section)

    def _move_thread_to(self, thread_id: ThreadId, section: int) -> None:
        """Put a thread where the one at ``section`` stands now; a filter may hide threads between."""
        there = self._model.thread_at(section)
        if there is not None and self._verbs.move_thread(thread_id, there.position):
            self._go_to_thread(thread_id)

    def _move_beat(self, beat: Beat, down: int, across: int) -> None:
        index = self._table.currentIndex()
        cards = [each.id for each in self._model.beats(index)]
        place = cards.index(beat.id) + down
        if down and 0 <= place < len(cards):
            moved = self._verbs.move_beat(beat.id, (beat.thread_id, beat.chapter_id), place)
        else:
            cell = self._model.cell(index.siblingAtRow(index.row() + down).siblingAtColumn(index.column() + across))
            if cell is None:
                return
            moved = self._verbs.move_beat(beat.id, cell, 0 if down > 0 else None)
        if moved:
            self._table.go_to_beat(beat.id)

    def _drop(self, beat_id: BeatId, cell: Cell, position: int, copies: bool) -> None:
        beat = self._model.sheet.beat(beat_id) if self._model.sheet else None
        if beat is None:
            return
        if copies:
            made = self._verbs.copy_beat(beat, cell, position)
        else:
            made = beat_id if self._verbs.move_beat(beat_id, cell, position) else None
        if made is not None:
            self._table.go_to_beat(made)

    # The clipboard

    def _copy(self, cuts: bool) -> None:
        beats = self._table.beats()
        if beats:
            QApplication.clipboard().setMimeData(carry(self._model, beats))
            if cuts and self._table.may_write:
                self._verbs.cut_beats(beats)

    def _paste(self) -> None:
        here = self._table.cell()
        if here is None or not self._table.may_write:
            return
        beats = pasted(QApplication.clipboard().mimeData())
        current = self._table.current_beat()
        made = self._verbs.paste(self._placed(here, beats), current.position + 1 if current else None)
        if made:
            self._table.go_to_beat(made[-1])

    def _placed(self, here: Cell, beats: Sequence[Carried]) -> list[tuple[Cell, Carried]]:
        """Where copied beats go, keeping their distances; those beyond the edge stay at it."""
        thread = self._model.section_of(here[0], threads=True)
        chapter = self._model.section_of(here[1], threads=False)
        placed = []
        for each in beats:
            to_thread = self._model.thread_at(min(thread + each.thread, self._model.thread_count - 1))
            to_chapter = self._model.chapter_at(min(chapter + each.chapter, self._model.chapter_count - 1))
            if to_thread is not None and to_chapter is not None:
                placed.append(((to_thread.id, to_chapter.id), each))
        return placed

    # Which apply

    def set_on_screen(self, on_screen: bool) -> None:
        """The commands rest while the grid cannot be seen."""
        self._on_screen = on_screen
        self.refresh()

    def refresh(self, *_what: object) -> None:
        """Enable what applies to what is current, and check the role of the beats."""
        commands, beats, thread = self._desk.commands, self._table.beats(), self._table.current_thread()
        may_write = self._table.may_write and self._on_screen
        beat = self._table.current_beat()
        for name in ROLE_COMMANDS.values():
            commands.enable(name, may_write and bool(beats))
        for name, (down, _across) in _MOVES.items():
            goes = thread is not None and bool(down) == self._model.swapped
            commands.enable(name, may_write and (goes or beat is not None))
        commands.enable(("plot.duplicate", "plot.delete"), may_write and (bool(beats) or thread is not None))
        commands.enable("plot.edit", may_write and (bool(beats) or self._table.on_thread))
        commands.enable("plot.add_beat", may_write and self._table.cell() is not None)
        roles = {each.role for each in beats}
        for role, name in ROLE_COMMANDS.items():
            commands.check(name, roles == {role})

    # Menus

    def menu(self) -> QMenu:
        """The context menu of what is current."""
        menu = QMenu(self._table)
        menu.setObjectName("plot.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        thread = self._table.current_thread()
        if self._table.on_thread and thread is None:
            menu.addAction(self._desk.commands.actions["plot.add_thread"])
            return menu
        entries = _ON_THREAD if thread is not None else _ON_BEAT if self._table.beats() else _ON_CELL
        for entry in entries:
            if entry == "thread" and thread is not None:
                self._add_thread_menus(menu, thread)
            elif entry == "scene":
                self._add_scene_menu(menu)
            elif entry:
                menu.addAction(self._desk.commands.actions[entry])
            else:
                menu.addSeparator()
        return menu

    def _add_thread_menus(self, menu: QMenu, thread: Thread) -> None:
        theme, may_write = self._desk.theme, self._table.may_write
        kinds = menu.addMenu(self.tr("Kind"))
        for kind in ThreadKind:
            action = kinds.addAction(icon(kind_icon(kind), theme), kind_text(kind))
            action.setCheckable(True)
            action.setChecked(kind is thread.kind)
            action.triggered.connect(lambda _on=False, kind=kind: self._verbs.set_kind(thread.id, kind))
        colours = menu.addMenu(self.tr("Colour"))
        for name in SWATCHES:
            action = colours.addAction(swatch_icon(name, theme), swatch_text(name))
            action.setCheckable(True)
            action.setChecked(name == thread.colour)
            action.triggered.connect(lambda _on=False, name=name: self._verbs.set_colour(thread.id, name))
        promise = menu.addAction(self.tr("A promise to the reader"))
        promise.setCheckable(True)
        promise.setChecked(thread.promise)
        promise.triggered.connect(lambda on: self._verbs.set_promise(thread.id, on))
        for each in (kinds, colours, promise):
            each.setEnabled(may_write)

    def _add_scene_menu(self, menu: QMenu) -> None:
        beat, sheet = self._table.current_beat(), self._model.sheet
        if beat is None or sheet is None:
            return
        scenes = menu.addMenu(self.tr("Scene"))
        scenes.setEnabled(self._table.may_write)
        whole = scenes.addAction(self.tr("The whole chapter"))
        whole.setCheckable(True)
        whole.setChecked(beat.scene_id is None)
        whole.triggered.connect(lambda _on=False: self._verbs.set_scene(beat, None))
        scenes.addSeparator()
        for number, scene in enumerate(sheet.chapters[beat.chapter_id].scenes, 1):
            name = self.tr("Scene {number}").format(number=number)
            action = scenes.addAction(f"{name}: {scene.title}" if scene.title else name)
            action.setCheckable(True)
            action.setChecked(scene.id == beat.scene_id)
            action.triggered.connect(lambda _on=False, scene_id=scene.id: self._verbs.set_scene(beat, scene_id))
