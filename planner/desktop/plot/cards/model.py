"""What lies on the corkboard, as a Qt list that follows the library card by card."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from planner.desktop.commands import status_text
from planner.desktop.plot.following import followed, read_outline
from planner.desktop.reconcile import ROOT, Edit, Insert, Move, Remove, edit_script
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.swatches import SWATCHES, swatch_text
from planner.domain.arranging import Ref
from planner.domain.changes import ChangeSet
from planner.domain.outline import Arc, ArcId, Chapter, ChapterId, Outline, Scene, StoryId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

Index = QModelIndex | QPersistentModelIndex

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What a row stands for: a `Heading`, a `Chapter` or a `Scene`."""

MIME = "application/x-longfic-outline"
"""Cards on their way: JSON ``{"story": id, "parts": [[kind, id], …]}``, which the outline's tree speaks as well."""

_TABLES = ("story", "arc", "chapter", "scene", "text")
_CODES = {"arc": 1, "chapter": 2, "scene": 3}
_LOOSE = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the cards of an arc, or (None) above those that follow it and are in none."""

    arc_id: ArcId | None
    title: str
    count: int


Card = Heading | Chapter | Scene


class CardsModel(QAbstractListModel):
    """The chapters of a story in reading order under headings of their arcs, or the scenes of one chapter.

    The model writes nothing: whoever changes the library has the `ChangeSet` come back here. While it is not awake
    it only remembers that something changed.
    """

    followed = Signal()
    """Emitted after the cards have followed a change, or others were laid out."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.outline: Outline | None = None
        self.chapter_id: ChapterId | None = None
        """The chapter whose scenes are shown; None for the chapters of the story."""
        self._keys: list[int] = []
        self._cards: dict[int, Card] = {}
        self._awake = True
        self._stale = False
        bus.changed.connect(self._follow)

    # What is shown

    def open(self, story_id: StoryId | None) -> None:
        """Lay out the chapters of another story, or nothing."""
        self.chapter_id = None
        self._show(read_outline(self._library, story_id))

    def show_scenes(self, chapter_id: ChapterId | None) -> None:
        """Lay out the scenes of a chapter, or (None) the chapters."""
        if chapter_id != self.chapter_id:
            self.chapter_id = chapter_id
            self._show(self.outline)

    @property
    def chapter(self) -> Chapter | None:
        """The chapter whose scenes are shown."""
        if self.outline is None or self.chapter_id is None:
            return None
        try:
            return self.outline.chapter(self.chapter_id)
        except KeyError:
            return None

    def set_awake(self, awake: bool) -> None:
        """Follow changes at once (while the board is on the screen), or catch up later."""
        self._awake = awake
        if awake and self._stale and self.outline is not None:
            self._stale = False
            self._show(read_outline(self._library, self.outline.story.id))

    def _follow(self, changes: ChangeSet) -> None:
        if self.outline is None or not changes.touches(*_TABLES):
            return
        if self._awake:
            self._show(followed(self._library, self.outline, changes))
        else:
            self._stale = True

    def _show(self, outline: Outline | None) -> None:
        before, self.outline = self._cards, outline
        if self.chapter is None:
            self.chapter_id = None
        after = dict(self._lay_out(outline)) if outline else {}
        # Cards that are about to go must still be found by a view that asks before the end of the script.
        self._cards = {**before, **after}
        for edit in edit_script({ROOT: self._keys}, {ROOT: list(after)}):
            self._make(edit)
        self._cards = after
        for row, key in enumerate(self._keys):
            if before.get(key, after[key]) != after[key]:
                self.dataChanged.emit(self.index(row), self.index(row))
        self.followed.emit()

    def _lay_out(self, outline: Outline) -> Iterator[tuple[int, Card]]:
        chapter = self.chapter
        if chapter is not None:
            yield from ((scene.id << 2 | _CODES["scene"], scene) for scene in chapter.scenes)
            return
        arc: Arc | None = None
        for place, item in enumerate(outline.items):
            if isinstance(item, Arc):
                arc = item
                members = [chapter for chapter in item.chapters if not chapter.shelved]
                yield item.id << 2 | _CODES["arc"], Heading(item.id, item.title, len(members))
                yield from ((chapter.id << 2 | _CODES["chapter"], chapter) for chapter in members)
            elif not item.shelved:
                if arc is not None:
                    yield arc.id << 2 | _LOOSE, Heading(None, "", _run(outline, place))
                    arc = None
                yield item.id << 2 | _CODES["chapter"], item

    def _make(self, edit: Edit) -> None:
        nowhere = QModelIndex()
        match edit:
            case Insert(_, row, added):
                self.beginInsertRows(nowhere, row, row + len(added) - 1)
                self._keys[row:row] = added
                self.endInsertRows()
            case Remove(_, row, count):
                self.beginRemoveRows(nowhere, row, row + count - 1)
                del self._keys[row : row + count]
                self.endRemoveRows()
            case Move(_, row, _, to):
                # Qt counts the destination with the row still in its place.
                self.beginMoveRows(nowhere, row, row, nowhere, to + (to > row))
                self._keys.insert(to, self._keys.pop(row))
                self.endMoveRows()

    # Where things are

    def card(self, index: Index) -> Card | None:
        """What a row stands for; None for an invalid index."""
        return self._cards.get(self._keys[index.row()]) if index.isValid() else None

    def ref(self, index: Index) -> Ref | None:
        """The chapter or scene of a card; None for a heading."""
        card = self.card(index)
        if isinstance(card, Chapter):
            return Ref("chapter", card.id)
        return Ref("scene", card.id) if isinstance(card, Scene) else None

    def index_of(self, ref: Ref) -> QModelIndex:
        """Where a card lies; an invalid index if it is not there."""
        key = ref.id << 2 | _CODES[ref.kind]
        return self.index(self._keys.index(key)) if key in self._keys else QModelIndex()

    def scene_number(self, scene: Scene) -> int:
        """Which scene of its chapter it is, counted from 1."""
        return scene.position + 1

    # QAbstractListModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.ref(index) is None:
            # A heading is no card: arrow keys go past it.
            return Qt.ItemFlag.ItemNeverHasChildren
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not self._library.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.card(index)
        if card is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(card)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(card)
            case Qt.ItemDataRole.ToolTipRole:
                return None if isinstance(card, Heading) else self._tip(card)
            case _ if role == CARD_ROLE:
                return card
        return None

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ordered = sorted(indexes, key=lambda index: index.row())
        refs = [ref for ref in map(self.ref, ordered) if ref is not None]
        story_id = self.outline.story.id if self.outline else None
        data = QMimeData()
        data.setData(MIME, QByteArray(json.dumps({"story": story_id, "parts": refs}).encode()))
        data.setText("\n".join(str(index.data()) for index in ordered))
        return data

    def carried(self, data: QMimeData) -> list[Ref]:
        """The parts of this story that ``data`` carries."""
        if not data.hasFormat(MIME) or self.outline is None:
            return []
        content = json.loads(bytes(data.data(MIME).data()))
        return (
            [Ref(kind, row_id) for kind, row_id in content["parts"]]
            if self.outline.story.id == content["story"]
            else []
        )

    # In words

    def title(self, card: Card) -> str:
        """What a card or heading says first."""
        if isinstance(card, Heading):
            return card.title if card.arc_id is not None and card.title else self._nameless(card)
        return card.title or self.place(card)

    def _nameless(self, heading: Heading) -> str:
        return self.tr("Outside the arcs") if heading.arc_id is None else self.tr("Untitled arc")

    def place(self, card: Chapter | Scene) -> str:
        """Where in the story a card stands: "Chapter 3", "Scene 2"."""
        if isinstance(card, Chapter):
            return self.tr("Chapter {number}").format(number=card.number)
        return self.tr("Scene {number}").format(number=self.scene_number(card))

    def _tip(self, card: Chapter | Scene) -> str:
        said = [self.place(card), card.title, card.synopsis, self.label_text(card)]
        return "\n".join(filter(None, said))

    def label_text(self, card: Chapter | Scene) -> str:
        """What a card's label is called; empty for none."""
        if card.label not in SWATCHES:
            return ""
        return self.tr("Label: {colour}").format(colour=swatch_text(card.label))

    def _spoken(self, card: Card) -> str:
        if isinstance(card, Heading):
            return self.title(card)
        said = [self.place(card), card.title]
        if isinstance(card, Chapter):
            said.append(status_text(card.status))
        said += [words_text(card.words), self.label_text(card), card.synopsis]
        return ", ".join(filter(None, said))


def _run(outline: Outline, start: int) -> int:
    """How many loose chapters follow one another from here on."""
    count = 0
    for item in outline.items[start:]:
        if isinstance(item, Arc):
            break
        count += not item.shelved
    return count
