"""Prose goes into a Qt document and comes back the same, and only what changed is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCursor, QTextFormat
from pytestqt.qtbot import QtBot

from planner.desktop.write.blocks import BlockKind, PageStyle
from planner.desktop.write.document import ProseDocument
from planner.domain.draft import SceneText
from planner.domain.outline import SceneId
from planner.domain.prose.counting import count_words
from planner.domain.prose.html import canonical
from planner.domain.prose.model import EMPTY, Block, Mark, Paragraph, Prose, Run, prose_from_text
from tests.unit.prose_strategies import PROSE

STYLE = PageStyle(QFont("Serif", 12))


def _as_read(prose: Prose) -> Prose:
    """What a document gives back: an empty paragraph by itself is no text yet."""
    return EMPTY if prose.paragraphs == (Paragraph(),) else prose


def _touch_everything(document: ProseDocument) -> None:
    """Change every block in a way the stored form does not know, so that all of it is read again."""
    cursor = QTextCursor(document.qt)
    cursor.select(QTextCursor.SelectionType.Document)
    block_format = QTextBlockFormat()
    block_format.setProperty(QTextFormat.Property.UserProperty + 99, 1)
    cursor.mergeBlockFormat(block_format)


def _chapter(*texts: str) -> ProseDocument:
    scenes = [SceneText(SceneId(number), prose_from_text(text)) for number, text in enumerate(texts, 1)]
    return ProseDocument(scenes, STYLE)


def _texts(document: ProseDocument) -> list[tuple[int | None, str]]:
    return [(scene.id, scene.prose.plain) for scene in document.read()]


@pytest.mark.usefixtures("qapp")
@given(st.lists(PROSE, min_size=1, max_size=4))
def test_prose_survives_the_document(proses: list[Prose]) -> None:
    stored = [_as_read(canonical(prose)) for prose in proses]
    document = ProseDocument([SceneText(SceneId(n), prose) for n, prose in enumerate(stored, 1)], STYLE)
    _touch_everything(document)
    assert [canonical(scene.prose) for scene in document.read()] == stored
    assert [scene.id for scene in document.read()] == list(range(1, len(stored) + 1))
    assert document.words == sum(count_words(prose) for prose in stored)


def test_only_the_scene_that_changed_is_read_again(qapp: object) -> None:
    document = _chapter("one two", "three", "four five six")
    before = document.read()
    document.cursor(document.first_block(1).position()).insertText("Now ")
    after = document.read()
    assert after[1].prose.plain == "Now three"
    assert after[0].prose is before[0].prose
    assert after[2].prose is before[2].prose
    assert document.words == 7


def test_deleting_a_break_joins_scenes_and_undoing_brings_the_same_scene_back(qapp: object, qtbot: QtBot) -> None:
    document = _chapter("one", "two", "three")
    cursor = document.cursor(document.qt.begin().length() - 1)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    with qtbot.waitSignals([document.edited, document.scenes_changed]):
        cursor.removeSelectedText()
    assert _texts(document) == [(1, "one\ntwo"), (3, "three")]
    with qtbot.waitSignal(document.scenes_changed):
        document.qt.undo()
    assert _texts(document) == [(1, "one"), (2, "two"), (3, "three")]
    document.qt.redo()
    assert _texts(document) == [(1, "one\ntwo"), (3, "three")]


def test_a_new_scene_keeps_the_id_the_library_gave_it_through_undo_and_redo(qapp: object) -> None:
    document = _chapter("one two")
    cursor = document.cursor(3)
    cursor.beginEditBlock()
    cursor.insertBlock(document.formats.block(BlockKind(scene=document.new_key())))
    cursor.insertBlock(document.formats.block(BlockKind()))
    cursor.endEditBlock()
    assert _texts(document) == [(1, "one"), (None, " two")]
    document.adopt([SceneId(1), SceneId(77)])
    assert _texts(document) == [(1, "one"), (77, " two")]
    document.qt.undo()
    assert _texts(document) == [(1, "one two")]
    document.qt.redo()
    assert _texts(document) == [(1, "one"), (77, " two")]
    assert document.index_of(SceneId(77)) == 1


def test_text_that_gets_into_a_break_is_kept_as_a_paragraph(qapp: object) -> None:
    document = _chapter("one", "two")
    document.cursor(document.breaks[0].position()).insertText("lost?")
    assert _texts(document) == [(1, "one\nlost?\ntwo")]
    document.qt.undo()
    assert _texts(document) == [(1, "one"), (2, "two")]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["type", "delete", "split", "break", "undo", "redo"]), st.integers(0, 400), st.integers(0, 60)
    ),
    max_size=12,
)


@pytest.mark.usefixtures("qapp")
@given(EDITS)
def test_what_is_remembered_is_what_the_blocks_say(edits: list[tuple[str, int, int]]) -> None:
    document = _chapter("one two\n\nthree", "", "four\nfive *six*", "seven")
    for what, start, length in edits:
        _edit(document, what, start, length)
        document.read()
    remembered, words, keys = [scene.prose for scene in document.read()], document.words, document.keys
    _touch_everything(document)
    assert [scene.prose for scene in document.read()] == remembered
    assert document.words == words == sum(count_words(prose) for prose in remembered)
    assert document.keys == keys
    assert len(set(keys)) == len(keys)


def _edit(document: ProseDocument, what: str, start: int, length: int) -> None:
    size = document.qt.characterCount()
    cursor = document.cursor(start % size)
    if what == "type":
        cursor.insertText("word word"[:length])
    elif what == "delete":
        cursor.setPosition(min(start % size + length, size - 1), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    elif what == "split":
        cursor.insertBlock(document.formats.block(BlockKind()))
    elif what == "break" and not document.is_break(cursor.block()):
        cursor.beginEditBlock()
        cursor.insertBlock(document.formats.block(BlockKind(scene=document.new_key())))
        cursor.insertBlock(document.formats.block(BlockKind()))
        cursor.endEditBlock()
    elif what == "undo":
        document.qt.undo()
    elif what == "redo":
        document.qt.redo()


def test_marks_headings_and_lists_show(qapp: object) -> None:
    prose = Prose(
        (
            Paragraph((Run("Title"),), Block.HEADING_2),
            Paragraph((Run("bold", frozenset({Mark.STRONG})),)),
            Paragraph((Run("item"),), Block.BULLET),
            Paragraph((Run("deeper"),), Block.BULLET, level=1),
            Paragraph((Run("item"),), Block.BULLET),
        )
    )
    document = ProseDocument([SceneText(SceneId(1), prose)], STYLE)
    document.qt.documentLayout().documentSize()
    title, bold, item, deeper, last = document.blocks(0)
    assert title.layout().lineAt(0).height() > bold.layout().lineAt(0).height()
    assert bold.begin().fragment().charFormat().fontWeight() == QFont.Weight.Bold
    assert item.textList() == last.textList() != deeper.textList()
