"""What the author does to paragraphs and marks: changes of a document through a cursor, each one step of its undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from planner.desktop.write.blocks import (
    HEADINGS,
    LIST_KINDS,
    BlockKind,
    Formats,
    block_kind,
    insert_runs,
    join_list,
    link_format,
    mark_format,
    text_kind,
)
from planner.domain.prose.model import EMPTY, Block, Mark, Paragraph, Prose
from planner.domain.prose.scenes import split_scenes

_KEEP = QTextCursor.MoveMode.KeepAnchor
DEEPEST_LEVEL = 5


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Make everything inside one step of the text's undo, apart from what was typed before and after."""
    document = cursor.document()
    # Qt joins what is typed to the step before only in a document that counts as modified.
    document.setModified(False)
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()
        document.setModified(False)


# --- what is fixed ---------------------------------------------------------------------------------------


def is_fixed(block: QTextBlock) -> bool:
    """Whether a block is a scene break or a rule, in which nothing can be written."""
    if not block.isValid() or block.length() > 1:
        return False
    what = block_kind(block.blockFormat())
    return what.scene is not None or what.kind is Block.RULE


def out_of_fixed(cursor: QTextCursor) -> QTextCursor:
    """The cursor with a selection that neither begins nor ends in a break or rule.

    A selection that ends there would, deleted, leave the break and take the paragraph.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    document = cursor.document()
    first, last = document.findBlock(start), document.findBlock(end)
    while is_fixed(first) and first.next().isValid():
        first = first.next()
        start = first.position()
    while is_fixed(last) and last.previous().isValid() and last.position() > start:
        last = last.previous()
        end = last.position() + last.length() - 1
    end = max(start, end)
    made = QTextCursor(cursor)
    backwards = cursor.position() < cursor.anchor()
    made.setPosition(end if backwards else start)
    made.setPosition(start if backwards else end, _KEEP)
    return made


def remove_fixed(block: QTextBlock) -> QTextCursor:
    """Take a break or rule out; the cursor stands at the end of the paragraph before it."""
    cursor = QTextCursor(block)
    with one_step(cursor):
        # An empty block that is joined to the next leaves that one as it is.
        if cursor.movePosition(QTextCursor.MoveOperation.NextBlock, _KEEP):
            cursor.removeSelectedText()
            # From the start of what came after it to the end of what came before it.
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        else:
            cursor.setBlockFormat(block.previous().blockFormat())
    return cursor


# --- blocks ----------------------------------------------------------------------------------------------


def blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The paragraphs a selection touches, or the one the cursor is in; breaks and rules are left out."""
    block = cursor.document().findBlock(cursor.selectionStart())
    end = cursor.selectionEnd()
    while block.isValid() and block.position() <= end:
        if not is_fixed(block):
            yield block
        block = block.next()


def change_blocks(cursor: QTextCursor, formats: Formats, change: Callable[[BlockKind], BlockKind]) -> None:
    """Make the selected paragraphs what ``change`` says of what they are."""
    with one_step(cursor):
        last: QTextBlock | None = None
        for block in blocks(cursor):
            set_kind(block, change(block_kind(block.blockFormat())), formats)
            last = block
        if last is not None:
            _rejoin_lists(last.next())


def set_kind(block: QTextBlock, what: BlockKind, formats: Formats) -> None:
    """Make one paragraph something else; its text keeps marks and links."""
    was = block_kind(block.blockFormat())
    if was == what:
        return
    cursor = QTextCursor(block)
    cursor.setBlockFormat(formats.block(what))
    if what.kind in LIST_KINDS:
        join_list(block)
    if (was.kind in HEADINGS or what.kind in HEADINGS) and was.kind is not what.kind:
        cursor.setBlockCharFormat(formats.text(kind=what.kind))
        _restyle(block, what.kind, formats)


def _restyle(block: QTextBlock, kind: Block, formats: Formats) -> None:
    cursor = QTextCursor(block)
    for start, length, like in list(_stretches(block, block.position(), block.position() + block.length() - 1)):
        run = text_kind(like)
        if run.image is None:
            cursor.setPosition(start)
            cursor.setPosition(start + length, _KEEP)
            cursor.setCharFormat(formats.text(run.marks, run.href, kind))


def _rejoin_lists(block: QTextBlock) -> None:
    """Sort the items that follow into lists again: the item that joined them to those above may be one no more."""
    while block.isValid() and block_kind(block.blockFormat()).kind in LIST_KINDS:
        list_ = block.textList()
        if list_ is not None:
            list_.remove(block)
        join_list(block)
        block = block.next()


def toggled(kind: Block) -> Callable[[BlockKind], BlockKind]:
    """A change to this kind of paragraph, or from it back to a plain one."""

    def change(what: BlockKind) -> BlockKind:
        back = Block.PARAGRAPH if what.kind is kind else kind
        return replace(what, kind=back, level=what.level if back in LIST_KINDS else 0)

    return change


def indented(step: int) -> Callable[[BlockKind], BlockKind]:
    """A change of list items by so many levels; an item that is outermost already leaves the list."""

    def change(what: BlockKind) -> BlockKind:
        if what.kind not in LIST_KINDS:
            return what
        if what.level + step < 0:
            return replace(what, kind=Block.PARAGRAPH, level=0)
        return replace(what, level=min(what.level + step, DEEPEST_LEVEL))

    return change


# --- marks and links -------------------------------------------------------------------------------------


def has_mark(cursor: QTextCursor, mark: Mark) -> bool:
    """Whether all of the selection is marked so; without a selection, whether what is typed next would be."""
    if not cursor.hasSelection():
        return mark in text_kind(cursor.charFormat()).marks
    found = False
    for block in blocks(cursor):
        for _, _, like in _stretches(block, cursor.selectionStart(), cursor.selectionEnd()):
            if mark not in text_kind(like).marks:
                return False
            found = True
    return found


def set_mark(cursor: QTextCursor, mark: Mark, on: bool) -> None:
    """Mark the selected text, or take the mark away."""
    _merge(cursor, lambda kind: mark_format(mark, on, kind))


def set_link(cursor: QTextCursor, href: str | None) -> None:
    """Link the selected text, or with None take its links away."""
    _merge(cursor, lambda _kind: link_format(href))


def clear(cursor: QTextCursor, formats: Formats) -> None:
    """Take marks and links from the selected text; of whole paragraphs also what else they are."""
    if cursor.hasSelection():
        with one_step(cursor):
            for block in blocks(cursor):
                _clear_text(block, cursor.selectionStart(), cursor.selectionEnd(), formats)
    else:
        change_blocks(cursor, formats, lambda _what: BlockKind())


def _clear_text(block: QTextBlock, start: int, end: int, formats: Formats) -> None:
    kind = block_kind(block.blockFormat()).kind
    cursor = QTextCursor(block)
    for position, length, like in list(_stretches(block, start, end)):
        if text_kind(like).image is None:
            cursor.setPosition(position)
            cursor.setPosition(position + length, _KEEP)
            cursor.setCharFormat(formats.text(kind=kind))


def link_around(cursor: QTextCursor) -> QTextCursor:
    """The whole of the link the cursor is in; the cursor's own selection if it is in none."""
    href = text_kind(cursor.charFormat()).href
    if href is None or cursor.hasSelection():
        return cursor
    made = QTextCursor(cursor)
    block = cursor.block()
    linked = [
        (start, start + length)
        for start, length, like in _stretches(block, block.position(), block.position() + block.length())
        if text_kind(like).href == href
    ]
    start = end = cursor.position()
    for first, last in linked:
        if first <= start and last >= start:
            start = first
    for first, last in linked:
        if first <= end <= last:
            end = last
    made.setPosition(start)
    made.setPosition(end, _KEEP)
    return made


def _merge(cursor: QTextCursor, like: Callable[[Block], QTextCharFormat]) -> None:
    if not cursor.hasSelection():
        cursor.mergeCharFormat(like(block_kind(cursor.blockFormat()).kind))
        return
    with one_step(cursor):
        for block in blocks(cursor):
            part = QTextCursor(block)
            part.setPosition(max(cursor.selectionStart(), block.position()))
            part.setPosition(min(cursor.selectionEnd(), block.position() + block.length() - 1), _KEEP)
            part.mergeCharFormat(like(block_kind(block.blockFormat()).kind))


def _stretches(block: QTextBlock, start: int, end: int) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Position, length and format of the stretches of text in a block between two positions.

    Whoever changes formats meanwhile takes them as a list first: Qt's iterator does not outlive a change.
    """
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        first = max(fragment.position(), start)
        last = min(fragment.position() + fragment.length(), end)
        if first < last:
            yield first, last - first, fragment.charFormat()
        each += 1


# --- scene breaks and prose ------------------------------------------------------------------------------


def insert_break(cursor: QTextCursor, key: int, formats: Formats) -> None:
    """End a scene at the cursor; what stands behind it becomes the scene with this key.

    Behind a paragraph the break parts it from the next one. An empty paragraph was made to write in: it comes to
    stand behind the break, and only what it would leave before the break goes.
    """
    with one_step(cursor):
        cursor.removeSelectedText()
        what = block_kind(cursor.blockFormat())
        is_empty = cursor.block().length() == 1
        is_end = cursor.atBlockEnd()
        cursor.insertBlock(formats.block(BlockKind(scene=key)), formats.text())
        cursor.insertBlock(formats.block(BlockKind() if is_end else replace(what, level=0)), formats.text())
        if what.kind in LIST_KINDS and not is_end:
            join_list(cursor.block())
        before, after = cursor.block().previous().previous(), cursor.block().next()
        if is_end and not is_empty and after.isValid() and not is_fixed(after):
            _drop_empty(cursor.block())
        if before.length() == 1 and before.previous().isValid() and not is_fixed(before.previous()):
            _drop_empty(before)


def _drop_empty(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, _KEEP)
    cursor.removeSelectedText()


def insert_prose(cursor: QTextCursor, prose: Prose, formats: Formats, new_key: Callable[[], int] | None) -> None:
    """Put prose in the place of the selection; ``new_key`` makes keys for its scenes, None keeps it one scene."""
    scenes = split_scenes(prose) if new_key is not None else (prose,)
    with one_step(cursor):
        cursor.removeSelectedText()
        for number, scene in enumerate(scenes):
            if number and new_key is not None:
                cursor.insertBlock(formats.block(BlockKind(scene=new_key())), formats.text())
                cursor.insertBlock(formats.block(BlockKind()), formats.text())
            _insert_paragraphs(cursor, scene or EMPTY, formats)


def _insert_paragraphs(cursor: QTextCursor, prose: Prose, formats: Formats) -> None:
    for number, paragraph in enumerate(prose.paragraphs):
        what = BlockKind(paragraph.kind, paragraph.align, paragraph.quote, paragraph.level)
        if number:
            cursor.insertBlock(formats.block(what), formats.text(kind=what.kind))
            if what.kind in LIST_KINDS:
                join_list(cursor.block())
        elif cursor.block().length() == 1 and what != BlockKind():
            set_kind(cursor.block(), what, formats)
        elif paragraph.kind is Block.RULE:
            cursor.insertBlock(formats.block(what), formats.text())
        _insert_runs(cursor, paragraph, formats)
    if is_fixed(cursor.block()):
        cursor.insertBlock(formats.block(BlockKind()), formats.text())


def _insert_runs(cursor: QTextCursor, paragraph: Paragraph, formats: Formats) -> None:
    kind = block_kind(cursor.blockFormat()).kind
    insert_runs(cursor, replace(paragraph, kind=kind), formats)
