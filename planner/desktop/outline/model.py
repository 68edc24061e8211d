"""The outline of the open story as a Qt model that follows the library row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from planner.desktop.outline.shape import Row, Shape, handle, open_todos, part_of, ref_of, shape_of, shown_scenes
from planner.desktop.reconcile import ROOT, Edit, Insert, Move, Remove, edit_script
from planner.desktop.widgets.amounts import date_text
from planner.desktop.widgets.swatches import SWATCHES, swatch_text
from planner.domain.arranging import Part, Ref, accepts
from planner.domain.changes import ChangeSet
from planner.domain.moments import earlier_scenes
from planner.domain.outline import Arc, Chapter, ChapterId, Outline, Scene, SceneId, StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.outline.verbs import OutlineVerbs
    from planner.library.file import Library

Index = QModelIndex | QPersistentModelIndex

MIME = "application/x-longfic-outline"
"""Parts of a story on their way to another place in it: JSON ``{"story": id, "parts": [[kind, id], …]}``."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The domain object of a row: an `Arc`, a `Chapter` or a `Scene`."""

_WITHOUT_SCENES = {"story", "story_tag", "arc", "chapter"}
"""Tables whose changes leave every scene as it is."""

_ROW = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_FLAGS: dict[Part | None, Qt.ItemFlag] = {
    None: Qt.ItemFlag.ItemIsDropEnabled,
    "arc": _ROW | Qt.ItemFlag.ItemIsDropEnabled,
    "chapter": _ROW | Qt.ItemFlag.ItemIsDropEnabled,
    "scene": _ROW | Qt.ItemFlag.ItemNeverHasChildren,
}
_LOOKED_AT: dict[Part | None, Qt.ItemFlag] = {
    part: flags & ~(Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)
    for part, flags in _FLAGS.items()
}
"""The same in a library that is open for looking only."""


class OutlineModel(QAbstractItemModel):
    """Arcs and loose chapters at the top, chapters in arcs, scenes in chapters.

    An index carries the handle of its row (shape.py), which stays valid however rows move. The model never writes
    to its own rows: whatever is renamed or dropped goes to the library, whose `ChangeSet` comes back here.
    """

    outline_changed = Signal()
    """Emitted after the rows have followed a change, or another story was opened."""

    def __init__(self, library: Library, bus: Bus, verbs: OutlineVerbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._verbs = verbs
        self._flags = _LOOKED_AT if library.read_only else _FLAGS
        self.outline: Outline | None = None
        self.shape: Shape = shape_of(None)
        self.is_following = False
        """Whether rows are on the move just now: what a view then says of its current row is no wish of the author."""
        self._parents: dict[int, int] = {}
        self._places: dict[int, int] = {}
        bus.changed.connect(self._follow)

    # What is shown

    def open(self, story_id: StoryId | None) -> None:
        """Show another story, or none."""
        self._show(self._read(story_id))

    def index_of(self, ref: Ref) -> QModelIndex:
        """Where a part stands; an invalid index if it has no row."""
        return self.at(handle(ref))

    def at(self, key: int) -> QModelIndex:
        """Where the row with this handle stands; an invalid index if there is none."""
        return self._index(key) if key in self._places else QModelIndex()

    def ref(self, index: Index) -> Ref | None:
        """The part at an index; None for an invalid one."""
        return ref_of(index.internalId()) if index.isValid() else None

    def row(self, index: Index) -> Row | None:
        """The domain object at an index; None for an invalid one."""
        return self.shape.rows.get(index.internalId()) if index.isValid() else None

    def _read(self, story_id: StoryId | None, scenes: Mapping[int, tuple[Scene, ...]] | None = None) -> Outline | None:
        if story_id is None:
            return None
        try:
            return self._library.outline.get(story_id, scenes=scenes)
        except KeyError:
            return None

    # Following the library

    def _follow(self, changes: ChangeSet) -> None:
        if self.outline is None:
            return
        if changes.touches("story", "arc", "chapter", "scene"):
            self._show(self._read(self.outline.story.id, self._known_scenes(changes)))
        elif changes.touches("text"):
            self._refresh_words(changes)

    def _known_scenes(self, changes: ChangeSet) -> dict[int, tuple[Scene, ...]] | None:
        """The scenes by chapter, if the change left all of them alone: moving a chapter does."""
        if not changes.tables.keys() <= _WITHOUT_SCENES:
            return None
        return {row.id: row.scenes for row in self.shape.rows.values() if isinstance(row, Chapter)}

    def _refresh_words(self, changes: ChangeSet) -> None:
        """Read only the chapters whose prose was saved: this happens after every pause in typing."""
        assert self.outline is not None
        saved = {SceneId(row_id) for row_id in changes.table("text").all}
        chapters = [row for row in self.shape.rows.values() if isinstance(row, Chapter)]
        touched = [chapter.id for chapter in chapters if any(scene.id in saved for scene in chapter.scenes)]
        fresh = {chapter_id: self._library.outline.chapter(chapter_id) for chapter_id in touched}
        if fresh:
            outline = _with_chapters(self.outline, fresh)
            if not self._repaint(outline, fresh):
                self._show(outline)

    def _repaint(self, outline: Outline, fresh: Mapping[ChapterId, Chapter]) -> bool:
        """Show some chapters anew whose rows stay where they are; False if they do not, and nothing is done.

        All of a long story would take longer to go through than a pause in the typing may be felt.
        """
        rows = dict[int, Row]()
        for chapter in fresh.values():
            key = handle(Ref("chapter", chapter.id))
            scenes = {handle(Ref("scene", scene.id)): scene for scene in shown_scenes(chapter)}
            if self.shape.children[key] != list(scenes):
                return False
            rows |= {key: chapter, **scenes}
        rows |= {handle(Ref("arc", arc.id)): arc for arc in outline.items if isinstance(arc, Arc)}
        changed = [key for key, row in rows.items() if self.shape.rows[key] is not row]
        self.outline = outline
        self.shape.rows.update(rows)
        for key in changed:
            self.dataChanged.emit(self._index(key), self._index(key))
        self.outline_changed.emit()
        return True

    def _show(self, outline: Outline | None) -> None:
        before, self.outline = self.shape, outline
        after = shape_of(outline)
        self.is_following = True
        # Rows that are about to go must still be found by a view that asks before the end of the script.
        self.shape = Shape({**before.rows, **after.rows}, before.children)
        for edit in edit_script(before.children, after.children):
            self._make(edit)
        self.shape = after
        for parent, first, last in _runs(before, after):
            keys = after.children[parent]
            self.dataChanged.emit(self._index(keys[first]), self._index(keys[last]))
        self.is_following = False
        self.outline_changed.emit()

    def _make(self, edit: Edit) -> None:
        children = self.shape.children
        parent = self._index(edit.parent)
        match edit:
            case Insert(_, row, keys):
                self.beginInsertRows(parent, row, row + len(keys) - 1)
                children[edit.parent][row:row] = keys
                children.update((key, []) for key in keys)
                self._renumber(edit.parent, row)
                self.endInsertRows()
            case Remove(_, row, count):
                self.beginRemoveRows(parent, row, row + count - 1)
                for key in children[edit.parent][row : row + count]:
                    self._forget(key)
                del children[edit.parent][row : row + count]
                self._renumber(edit.parent, row)
                self.endRemoveRows()
            case Move(_, row, destination, to):
                # Qt counts the destination with the row still in its place.
                ahead = destination == edit.parent and to > row
                self.beginMoveRows(parent, row, row, self._index(destination), to + ahead)
                children[destination].insert(to, children[edit.parent].pop(row))
                self._renumber(edit.parent, min(row, to) if destination == edit.parent else row)
                if destination != edit.parent:
                    self._renumber(destination, to)
                self.endMoveRows()

    def _renumber(self, parent: int, start: int) -> None:
        for row, key in enumerate(self.shape.children[parent][start:], start):
            self._places[key] = row
            self._parents[key] = parent

    def _forget(self, key: int) -> None:
        for child in self.shape.children.pop(key):
            self._forget(child)
        del self._places[key], self._parents[key]

    # QAbstractItemModel: structure

    def _index(self, key: int) -> QModelIndex:
        return self.createIndex(self._places[key], 0, key) if key != ROOT else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._children(parent)
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    def parent(self, index: Index | None = None) -> QModelIndex | QObject | None:
        if index is None:
            return super().parent()
        return self._index(self._parents.get(index.internalId(), ROOT)) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children(parent))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        # The inherited one asks for rows and columns, and a view asks this of every row it lays out.
        return bool(self._children(parent))

    def _children(self, parent: Index) -> Sequence[int]:
        return self.shape.children.get(parent.internalId() if parent.isValid() else ROOT, ())

    # QAbstractItemModel: data

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title or self._untitled(row)
            case Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _ if role == ROW_ROLE:
                return row
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename in place."""
        ref, row = self.ref(index), self.row(index)
        if ref is None or row is None or role != Qt.ItemDataRole.EditRole:
            return False
        title = " ".join(str(value).split())
        return title == row.title or self._verbs.rename(ref, title)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # A view asks this of every row whenever it lays them out.
        return self._flags[part_of(index.internalId()) if index.isValid() else None]

    def _untitled(self, row: Row) -> str:
        if isinstance(row, Arc):
            return self.tr("Untitled arc")
        return self.tr("Untitled") if isinstance(row, Chapter) else self.tr("Untitled scene")

    def _tip(self, row: Row) -> str:
        """What a row says when the mouse rests on it: title, synopsis, and what its signs mean."""
        signs = self._signs(row)
        if isinstance(row, Scene) and row.moment and self.outline is not None:
            told = (scene for chapter in self.outline.chapters for scene in chapter.scenes)
            before = earlier_scenes(told).get(row.id)
            signs.append(row.moment)
            if before is not None:
                signs.append(self.tr("earlier than the scene before it ({moment})").format(moment=before.moment))
        lines = (f"<b>{escape(row.title or self._untitled(row))}</b>", escape(row.synopsis), escape(", ".join(signs)))
        return "".join(f"<p>{line}</p>" for line in lines if line)

    def _signs(self, row: Row) -> list[str]:
        """The signs of a row in words: shelved, its colour label, its to-dos."""
        if isinstance(row, Arc):
            return []
        signs = [self.tr("shelved")] if isinstance(row, Chapter) and row.shelved else []
        if row.label in SWATCHES:
            signs.append(self.tr("label: {colour}").format(colour=swatch_text(row.label).casefold()))
        if isinstance(row, Chapter) and row.due is not None and not row.status.is_written:
            signs.append(self.tr("to be drafted by {date}").format(date=date_text(row.due)))
        count = open_todos(row)
        if count:
            signs.append(self.tr("{count} to do").format(count=count))
        return signs

    def _spoken(self, row: Row) -> str:
        """A row in words, for a screen reader."""
        if isinstance(row, Arc):
            count = sum(not chapter.shelved for chapter in row.chapters)
            parts = [row.title or self._untitled(row), self.tr("{count} chapters").format(count=count)]
        elif isinstance(row, Chapter):
            words = self.tr("{words} words").format(words=f"{row.words:,}")
            if row.target_words:
                words = self.tr("{words} of {target}").format(words=words, target=f"{row.target_words:,}")
            parts = [row.heading, row.status.value, words]
        else:
            parts = [row.title or self._untitled(row), self.tr("{words} words").format(words=f"{row.words:,}")]
        return ", ".join([*parts, *self._signs(row)])

    # QAbstractItemModel: drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Iterable[Index]) -> QMimeData:
        refs = [ref for ref in map(self.ref, indexes) if ref is not None]
        story = self.outline.story.id if self.outline else None
        data = QMimeData()
        data.setData(MIME, QByteArray(json.dumps({"story": story, "parts": refs}).encode()))
        return data

    def refs_in(self, data: QMimeData) -> list[Ref]:
        """The parts of the open story that ``data`` carries; none if it comes from elsewhere."""
        if self.outline is None or not data.hasFormat(MIME):
            return []
        content = json.loads(bytes(data.data(MIME).data()))
        if content["story"] != self.outline.story.id:
            return []
        return [Ref(kind, row_id) for kind, row_id in content["parts"]]

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        return action == Qt.DropAction.MoveAction and accepts(self.ref(parent), self.refs_in(data))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move the parts through the library.

        Always False: True would have the view remove the rows it dragged, which have moved already.
        """
        if self.outline and self.canDropMimeData(data, action, row, column, parent):
            self._verbs.place(self.outline, self.refs_in(data), self.ref(parent), None if row < 0 else row)
        return False


def _with_chapters(outline: Outline, fresh: Mapping[ChapterId, Chapter]) -> Outline:
    """An outline with some chapters read anew; what holds none of them is the very same."""

    def item(was: Arc | Chapter) -> Arc | Chapter:
        if isinstance(was, Chapter):
            return fresh.get(was.id, was)
        if not any(chapter.id in fresh for chapter in was.chapters):
            return was
        return replace(was, chapters=tuple(fresh.get(chapter.id, chapter) for chapter in was.chapters))

    return replace(outline, items=tuple(map(item, outline.items)))


def _runs(before: Shape, after: Shape) -> Iterator[tuple[int, int, int]]:
    """Neighbouring rows that look different now, as (parent, first, last)."""
    for parent, children in after.children.items():
        was, is_now = before.rows.get(parent), after.rows.get(parent)
        if isinstance(was, Chapter) and isinstance(is_now, Chapter) and was.scenes == is_now.scenes:
            continue
        first: int | None = None
        for row, key in enumerate([*children, ROOT]):
            old = before.rows.get(key)
            differs = old is not None and old != after.rows[key]
            if differs and first is None:
                first = row
            elif not differs and first is not None:
                yield parent, first, row - 1
                first = None
