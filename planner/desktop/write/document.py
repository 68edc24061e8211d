"""A chapter as one Qt document, and back: scenes, the breaks between them, and what of them has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from planner.desktop.write.blocks import Formats, PageStyle, Reader, Writer, as_prose
from planner.domain.draft import SceneText
from planner.domain.outline import SceneId
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import Paragraph, Prose


@dataclass(slots=True)
class _Scene:
    """A scene in the document: ``begins`` is at its break, except for the first.

    A cursor moves along with the text; a QTextBlock whose block was removed reads freed memory. ``prose`` and
    ``words`` are None until they are needed.
    """

    key: int
    begins: QTextCursor | None
    prose: Prose | None = None
    words: int | None = None

    @property
    def start(self) -> int:
        """The position of its break."""
        return -1 if self.begins is None else self.begins.position()

    @property
    def break_block(self) -> QTextBlock | None:
        """Its break; None for the first."""
        return None if self.begins is None else self.begins.block()


@dataclass(frozen=True, eq=False)
class Paste:
    """Words that came by one step of the text's undo."""

    step: int
    words: int


class ProseDocument(QObject):
    """The text of a chapter for the editor.

    A scene break is a block of its own that carries the key of the scene it begins, so that undoing the deletion of
    a break brings the same scene back. The key is the scene's id, or a negative number for a scene that the library
    does not know yet; `adopt` says later which id that was.
    """

    edited = Signal()
    """Emitted after each change of the text, undo and redo included."""
    scenes_changed = Signal()
    """Emitted after `edited` when a break came or went."""

    def __init__(self, scenes: Sequence[SceneText], style: PageStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.formats = Formats(style)
        self.qt = QTextDocument(self)
        self._reader = Reader()
        self._known: dict[int, Paragraph] = {}
        self._scenes: list[_Scene] = []
        self._ids: dict[int, SceneId] = {}
        self._last_key = 0
        self._pastes: list[Paste] = []
        self._fill(scenes or [SceneText(None)])
        self._block_count = self.qt.blockCount()
        # A document says what changed in it only once it has a layout.
        self.qt.documentLayout()
        self.qt.contentsChange.connect(self._note_change)
        self.qt.contentsChanged.connect(self._lay_out_again)
        self.qt.undoCommandAdded.connect(self._drop_undone_pastes)

    # --- filling -----------------------------------------------------------------------------------------

    def _fill(self, scenes: Sequence[SceneText]) -> None:
        self.qt.setUndoRedoEnabled(False)
        self.qt.setDocumentMargin(0)
        self.qt.setIndentWidth(self.formats.style.step)
        self.qt.setDefaultFont(self.formats.style.font)
        with Writer(self.qt, self.formats) as writer:
            for number, scene in enumerate(scenes):
                key = self.new_key() if scene.id is None else int(scene.id)
                begins = _held(writer.add_break(key)) if number else None
                self._scenes.append(_Scene(key, begins, scene.prose))
                self._remember(scene.prose, writer.add(scene.prose))
        self.qt.setUndoRedoEnabled(True)
        self.qt.setModified(False)

    def _remember(self, prose: Prose, blocks: list[QTextBlock]) -> None:
        """Take what was just written as read, so that the first key typed does not read a long scene whole."""
        for paragraph, block in zip(prose.paragraphs, blocks, strict=False):
            self._known[block.fragmentIndex()] = paragraph
        self._scenes[-1].words = count_words(prose)

    # --- scenes ------------------------------------------------------------------------------------------

    def new_key(self) -> int:
        """A key for a scene that the library does not know yet."""
        self._last_key -= 1
        return self._last_key

    @property
    def keys(self) -> list[int]:
        """The keys of the scenes in order."""
        return [scene.key for scene in self._scenes]

    def scene_id(self, index: int) -> SceneId | None:
        """The id of the scene at this place in the order, or None while the library does not know it."""
        return self._id_of(self._scenes[index].key)

    def _id_of(self, key: int) -> SceneId | None:
        return SceneId(key) if key > 0 else self._ids.get(key)

    def index_of(self, scene_id: SceneId) -> int | None:
        """Where a scene stands in the order; None if it is not here."""
        ids = [self._id_of(scene.key) for scene in self._scenes]
        return ids.index(scene_id) if scene_id in ids else None

    def scene_at(self, position: int) -> int:
        """Which scene a position is in; that of a break is in the scene it begins."""
        return bisect_right(self._scenes, position, key=_start) - 1

    def first_block(self, index: int) -> QTextBlock:
        """The first paragraph of a scene."""
        begins = self._scenes[index].break_block
        return self.qt.begin() if begins is None else begins.next()

    def blocks(self, index: int) -> Iterator[QTextBlock]:
        """The paragraphs of a scene."""
        block = self.first_block(index)
        count = self.qt.blockCount()
        after = self._scenes[index + 1].break_block if index + 1 < len(self._scenes) else None
        left = (count if after is None else after.blockNumber()) - block.blockNumber()
        for _ in range(left):
            yield block
            block = block.next()

    def is_break(self, block: QTextBlock) -> bool:
        """Whether a block is a scene break."""
        return block.isValid() and self._scene_begun_by(block) is not None

    @property
    def breaks(self) -> list[QTextBlock]:
        """The blocks of the scene breaks, in order."""
        return [scene.break_block for scene in self._scenes if scene.break_block is not None]

    def reader(self) -> Reader:
        """What reads this document's blocks."""
        return self._reader

    def cursor(self, position: int = 0) -> QTextCursor:
        """A cursor of this document at a position."""
        made = QTextCursor(self.qt)
        made.setPosition(max(0, min(position, self.qt.characterCount() - 1)))
        return made

    # --- reading back ------------------------------------------------------------------------------------

    def read(self) -> list[SceneText]:
        """All scenes with their prose. Only what changed since the last reading is read."""
        return [SceneText(self._id_of(scene.key), self._read(index)) for index, scene in enumerate(self._scenes)]

    def _read(self, index: int) -> Prose:
        scene = self._scenes[index]
        if scene.prose is None:
            scene.prose = as_prose(list(self._look(index)))
        return scene.prose

    @property
    def words(self) -> int:
        """The chapter's words by AO3's rule. Only blocks that changed are counted."""
        total = 0
        for index, scene in enumerate(self._scenes):
            if scene.words is None:
                scene.words = sum(paragraph.words for paragraph in self._look(index))
            total += scene.words
        return total

    def _look(self, index: int) -> Iterator[Paragraph]:
        for block in self.blocks(index):
            number = block.fragmentIndex()
            known = self._known.get(number)
            if known is None:
                known = self._known[number] = self._reader.paragraph(block)
            yield known

    def adopt(self, ids: Sequence[SceneId]) -> None:
        """Learn from the library which ids the scenes have, in order."""
        for scene, scene_id in zip(self._scenes, ids, strict=True):
            if scene.key < 0:
                self._ids[scene.key] = scene_id

    # --- what was pasted ---------------------------------------------------------------------------------

    def note_paste(self, words: int) -> Paste:
        """Remember that the step just made brought words the author did not write here."""
        self._pastes.append(Paste(self.qt.availableUndoSteps(), words))
        return self._pastes[-1]

    def count_paste(self, paste: Paste) -> None:
        """Have the words of a paste count as written after all."""
        self._pastes = [other for other in self._pastes if other is not paste]

    @property
    def pasted_words(self) -> int:
        """The words that pastes brought, those left out that were undone."""
        steps = self.qt.availableUndoSteps() if self._pastes else 0
        return sum(paste.words for paste in self._pastes if paste.step <= steps)

    def _drop_undone_pastes(self) -> None:
        if self._pastes:
            steps = self.qt.availableUndoSteps()
            self._pastes = [paste for paste in self._pastes if paste.step < steps]

    # --- noticing changes --------------------------------------------------------------------------------

    def _lay_out_again(self) -> None:
        """Have Qt lay out the rest of the text if a change came before it had got there.

        It lays out a long text bit by bit. A change while it is at it makes it pass by all that is still to come, as
        if that were laid out: no line of it would ever be seen.
        """
        block = self.qt.lastBlock()
        if block.layout().lineCount():
            return
        while block.previous().isValid() and not block.previous().layout().lineCount():
            block = block.previous()
        self.qt.markContentsDirty(block.position(), self.qt.characterCount() - block.position())

    def _note_change(self, position: int, _removed: int, added: int) -> None:
        """Forget what was read of the blocks that changed, and find the breaks again where blocks came or went."""
        block = self.qt.findBlock(position)
        last = position + added
        changed: list[QTextBlock] = []
        while block.isValid() and block.position() <= last:
            self._known.pop(block.fragmentIndex(), None)
            changed.append(block)
            block = block.next()
        moved = False
        if len(changed) != 1 or self.qt.blockCount() != self._block_count or self._is_or_was_break(changed[0]):
            self._block_count = self.qt.blockCount()
            moved = self._find_breaks(changed)
        # Where the change begins at a break, the end of the scene before it may be gone.
        for scene in self._scenes[max(self.scene_at(position - 1), 0) : self.scene_at(last) + 1]:
            scene.prose = scene.words = None
        self.edited.emit()
        if moved:
            self.scenes_changed.emit()

    def _find_breaks(self, changed: list[QTextBlock]) -> bool:
        """Take in the breaks among the changed blocks; whether the order of scenes is another now."""
        before = self.keys
        first, *rest = self._scenes
        found = {scene.key: scene for scene in rest if self._holds(scene)}
        for block in changed:
            key = self._scene_begun_by(block)
            if key is not None and (key not in found or found[key].break_block != block):
                found[key] = _Scene(key, _held(block))
        self._scenes = [first, *sorted(found.values(), key=_start)]
        after = self.keys
        if before == after:
            return False
        for index, scene in enumerate(self._scenes):
            # Where the next break is another one, the scene has another end.
            if _next(before, scene.key) != _next(after, scene.key):
                self._scenes[index].prose = self._scenes[index].words = None
        return True

    def _holds(self, scene: _Scene) -> bool:
        block = scene.break_block
        return block is not None and self._scene_begun_by(block) == scene.key

    def _is_or_was_break(self, block: QTextBlock) -> bool:
        return self._reader.kind(block).scene is not None

    def _scene_begun_by(self, block: QTextBlock) -> int | None:
        """The key on a break. A break that somebody wrote into is a paragraph, so that what was written is kept."""
        return self._reader.kind(block).scene if block.length() == 1 else None


def _held(block: QTextBlock) -> QTextCursor:
    """A cursor that stays at a break, whatever is written there."""
    cursor = QTextCursor(block)
    cursor.setKeepPositionOnInsert(True)
    return cursor


def _start(scene: _Scene) -> int:
    return scene.start


def _next(keys: list[int], key: int) -> int | None:
    after = keys.index(key) + 1 if key in keys else len(keys)
    return keys[after] if after < len(keys) else None
