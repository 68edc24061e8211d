"""The outline's commands: bound to the verbs, on what is selected, and enabled when they apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from planner.desktop.commands import status_command
from planner.desktop.outline.endings import COMMANDS as ENDING_COMMANDS
from planner.desktop.outline.endings import EndingActions
from planner.desktop.outline.model import OutlineModel
from planner.desktop.outline.tree import OutlineTree
from planner.desktop.outline.verbs import OutlineVerbs, chapters_among
from planner.domain.arranging import Arrangement, Part, Ref, neighbour
from planner.domain.changes import ChangeSet, Origin
from planner.domain.outline import Arc, ArcId, Chapter, ChapterStatus, Outline, SceneId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MENUS: dict[str | None, tuple[str, ...]] = {
    "arc": (
        "outline.add_chapter",
        "outline.add_arc",
        "",
        "outline.rename",
        "outline.duplicate",
        "outline.move_up",
        "outline.move_down",
        "",
        "outline.dissolve",
        "outline.delete",
    ),
    "chapter": (
        "outline.add_chapter",
        "outline.add_scene",
        "",
        "outline.rename",
        "status",
        "outline.duplicate",
        "outline.move_up",
        "outline.move_down",
        "outline.indent",
        "outline.outdent",
        "outline.group",
        "",
        *ENDING_COMMANDS.values(),
        "",
        "outline.shelve",
        "outline.unshelve",
        "outline.delete",
    ),
    "scene": (
        "outline.add_scene",
        "",
        "outline.rename",
        "outline.duplicate",
        "outline.move_up",
        "outline.move_down",
        "",
        "outline.split_chapter",
        "outline.merge_scene",
        "",
        "outline.delete",
    ),
    None: ("outline.add_chapter", "outline.add_arc"),
}
"""The context menu of each kind of row, and of the ground below the last; an empty id draws a line."""

_EITHER = ("outline.shelve", "outline.unshelve")
"""Of these the menu has only what applies."""


class OutlineActions(QObject):
    """Does the outline's commands. After each, the selection is on what was moved or made, or beside what went."""

    about_to_add = Signal()
    """Emitted before a part is added, so that a filter cannot hide it."""

    def __init__(self, desk: Desk, model: OutlineModel, tree: OutlineTree, verbs: OutlineVerbs) -> None:
        super().__init__(tree)
        self._desk = desk
        self._model = model
        self._tree = tree
        self._verbs = verbs
        verbs_by_command: dict[str, Callable[[], object]] = {
            "outline.add_chapter": self.add_chapter,
            "outline.add_scene": self.add_scene,
            "outline.add_arc": self.add_arc,
            "outline.rename": self._rename,
            "outline.duplicate": self._duplicate,
            "outline.delete": self._delete,
            "outline.move_up": partial(self._move, verbs.move_up),
            "outline.move_down": partial(self._move, verbs.move_down),
            "outline.indent": partial(self._move, verbs.into_arc),
            "outline.outdent": partial(self._move, verbs.out_of_arc),
            "outline.group": self._group,
            "outline.dissolve": self._dissolve,
            "outline.split_chapter": self._split_chapter,
            "outline.merge_scene": self._merge_scene,
            "outline.shelve": partial(self._shelve, True),
            "outline.unshelve": partial(self._shelve, False),
            **{status_command(status): partial(self._set_status, status) for status in ChapterStatus},
        }
        desk.commands.bind_all(verbs_by_command)
        EndingActions(desk, self)
        desk.commands.attach("outline", tree)
        tree.selection_changed.connect(self.refresh)
        tree.menu_requested.connect(self._show_menu)
        model.outline_changed.connect(self.refresh)
        desk.place.selection_changed.connect(self.refresh)
        desk.bus.changed.connect(self._follow_undo)
        self.refresh()

    # On what

    @property
    def outline(self) -> Outline | None:
        """The outline shown."""
        return self._model.outline

    def here(self) -> Ref | None:
        """Where the author is, in the tree or in the text: the scene, chapter or arc, or None for the story."""
        place = self._desk.place
        if place.scene_id is not None:
            return Ref("scene", place.scene_id)
        if place.chapter_id is not None:
            return Ref("chapter", place.chapter_id)
        return Ref("arc", place.arc_id) if place.arc_id is not None else None

    def _chapters(self) -> list[Chapter]:
        """The chapters the author means."""
        here = self.here()
        refs = self._tree.selected() or ([here] if here else [])
        return chapters_among(self.outline, refs) if self.outline else []

    # Commands

    def add_chapter(self) -> None:
        """Add a chapter after where the author is, and let her name it."""
        here = self._known(self.here())
        self._add(lambda outline: self._verbs.add_chapter(outline, here))

    def add_scene(self) -> None:
        """Add a scene after where the author is, and let her name it."""
        here = self._known(self.here())
        if here is not None:
            self._add(lambda outline: self._verbs.add_scene(outline, here))

    def add_arc(self) -> None:
        """Add an arc after where the author is, and let her name it."""
        here = self._known(self.here())
        self._add(lambda outline: self._verbs.add_arc(outline, here))

    def add_beside(self) -> None:
        """Add another part of the kind the author is on: what the Insert key does."""
        current = self._tree.current()
        if current is not None and current.kind == "scene":
            self.add_scene()
        else:
            self.add_chapter()

    def _add(self, verb: Callable[[Outline], Ref | None]) -> None:
        if self.outline is None:
            return
        self.about_to_add.emit()
        self._go_on_with(verb(self.outline), rename=True)

    def _rename(self) -> None:
        current = self._tree.current()
        if current is not None:
            self._tree.rename(current)

    def _duplicate(self) -> None:
        if self.outline is not None:
            self._select(self._verbs.duplicate(self.outline, self._tree.selected()))

    def _delete(self) -> None:
        if self.outline is None:
            return
        refs = self._tree.selected()
        beside = neighbour(self.outline, refs)
        if self._verbs.remove(self.outline, refs):
            self._go_to_place(beside)

    def _move(self, verb: Callable[[Outline, Sequence[Ref]], bool]) -> None:
        refs = self._tree.selected()
        current = self._tree.current()
        if self.outline is not None and verb(self.outline, refs):
            self._select(sorted(refs, key=lambda ref: ref != current))

    def _group(self) -> None:
        self._go_on_with(self._verbs.group([chapter.id for chapter in self._chapters()]), rename=True)

    def _dissolve(self) -> None:
        current = self._tree.current()
        if self.outline is None or current is None or current.kind != "arc":
            return
        inside = Arrangement(self.outline).children(current)
        beside = inside[0] if inside else neighbour(self.outline, [current])
        if self._verbs.dissolve(ArcId(current.id)):
            self._go_to_place(beside)

    def _split_chapter(self) -> None:
        if self._desk.place.scene_id is not None:
            self._go_on_with(self._verbs.split_chapter(self._desk.place.scene_id), rename=True)

    def _merge_scene(self) -> None:
        here = self._known(self.here())
        if here is not None and self.outline is not None:
            siblings = Arrangement(self.outline).siblings(here)
            before = siblings[max(siblings.index(here) - 1, 0)]
            if self._verbs.merge_scene(SceneId(here.id)):
                self._go_to_place(before)

    def _set_status(self, status: ChapterStatus) -> None:
        self._verbs.set_status([chapter.id for chapter in self._chapters()], status)
        self.refresh()

    def _shelve(self, shelved: bool) -> None:
        self._verbs.shelve([chapter for chapter in self._chapters() if chapter.shelved is not shelved], shelved)

    # Where the selection goes

    def _go_on_with(self, made: Ref | None, *, rename: bool = False) -> None:
        if made is None:
            return
        self._go_to_place(made)
        if rename and self._tree.isVisible():
            self._tree.rename(made)

    def _go_to_place(self, ref: Ref | None) -> None:
        if ref is not None:
            self._desk.place.select(ref.kind, ref.id)
            self._tree.go_to(ref)

    def _select(self, refs: list[Ref]) -> None:
        if refs:
            self._desk.place.select(refs[0].kind, refs[0].id)
            self._tree.select(refs)

    def _follow_undo(self, changes: ChangeSet) -> None:
        """Go to what an undo or redo brought back, so that the author sees it."""
        if self.outline is None or changes.origin not in (Origin.UNDO, Origin.REDO):
            return
        kinds: tuple[Part, ...] = ("arc", "chapter", "scene")
        back = [Ref(kind, row_id) for kind in kinds for row_id in changes.table(kind).added]
        if back:
            self._select([ref for ref in Arrangement(self.outline).outermost(back) if self._has_row(ref)])

    def _has_row(self, ref: Ref) -> bool:
        return self._model.index_of(ref).isValid()

    def _known(self, ref: Ref | None) -> Ref | None:
        """The part, if the outline has it: the author may just have left another story."""
        return ref if ref and self.outline and ref in Arrangement(self.outline) else None

    # Which apply

    def refresh(self) -> None:
        """Enable what applies to what is selected, and check its status."""
        commands, chapters = self._desk.commands, self._chapters()
        for command_id, applies in self._applying(chapters).items():
            commands.enable(command_id, applies)
        statuses = {chapter.status for chapter in chapters}
        for status in ChapterStatus:
            commands.check(status_command(status), statuses == {status})

    def _applying(self, meant: Sequence[Chapter]) -> dict[str, bool]:
        on_chapter = bool(meant)
        refs, place, outline = self._tree.selected(), self._desk.place, self.outline
        writable = outline is not None and not self._desk.library.read_only and place.story_id == outline.story.id
        chapters = [ref for ref in refs if ref.kind == "chapter"]
        in_arc = [ref for ref in chapters if self._model.index_of(ref).parent().isValid()]
        any_arc = outline is not None and any(isinstance(item, Arc) for item in outline.items)
        on_later_scene = place.scene_id is not None and not self._is_first(place.scene_id)
        applying = {
            "outline.add_chapter": True,
            "outline.add_arc": True,
            "outline.add_scene": place.chapter_id is not None,
            "outline.rename": self._tree.current() is not None,
            "outline.duplicate": bool(refs),
            "outline.delete": bool(refs),
            "outline.move_up": bool(refs),
            "outline.move_down": bool(refs),
            "outline.indent": any_arc and len(chapters) > len(in_arc),
            "outline.outdent": bool(in_arc),
            "outline.group": on_chapter,
            "outline.dissolve": [ref.kind for ref in refs] == ["arc"],
            "outline.split_chapter": on_later_scene,
            "outline.merge_scene": on_later_scene,
            "outline.shelve": any(not chapter.shelved for chapter in meant),
            "outline.unshelve": any(chapter.shelved for chapter in meant),
            **{status_command(status): on_chapter for status in ChapterStatus},
        }
        return {command_id: applies and writable for command_id, applies in applying.items()}

    def _is_first(self, scene_id: SceneId) -> bool:
        chapter_id = self._desk.place.chapter_id
        chapter = self._model.row(self._model.index_of(Ref("chapter", chapter_id))) if chapter_id else None
        return not isinstance(chapter, Chapter) or chapter.scenes[0].id == scene_id

    def _show_menu(self, ref: Ref | None, position: QPoint) -> None:
        self.menu(ref).popup(position)

    def menu(self, ref: Ref | None) -> QMenu:
        """The context menu of a row, or (None) of the ground below the last."""
        actions = self._desk.commands.actions
        menu = QMenu(self._tree)
        menu.setObjectName("outline.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        for command_id in _MENUS[ref.kind if ref else None]:
            if command_id == "status":
                statuses = menu.addMenu(self.tr("Status"))
                statuses.addActions([actions[status_command(status)] for status in ChapterStatus])
            elif command_id in _EITHER and not actions[command_id].isEnabled():
                continue
            elif command_id:
                menu.addAction(actions[command_id])
            else:
                menu.addSeparator()
        return menu
