"""Whatever keys are hit: each scene keeps a paragraph to write in, and the file has what is on screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QApplication

from planner.desktop.app import build_desk
from planner.desktop.write.document import ProseDocument
from planner.domain.prose.html import canonical
from planner.domain.prose.model import Align, Block, Mark
from planner.library.file import Library
from tests.desktop.write_stage import CTRL, NONE, SHIFT, Key, Stage

KEYS = {
    "enter": (Key.Key_Return, NONE),
    "line break": (Key.Key_Return, SHIFT),
    "backspace": (Key.Key_Backspace, NONE),
    "delete": (Key.Key_Delete, NONE),
    "delete word": (Key.Key_Delete, CTRL),
    "backspace word": (Key.Key_Backspace, CTRL),
    "left": (Key.Key_Left, NONE),
    "right": (Key.Key_Right, NONE),
    "up": (Key.Key_Up, NONE),
    "down": (Key.Key_Down, NONE),
    "select left": (Key.Key_Left, SHIFT),
    "select up": (Key.Key_Up, SHIFT),
    "select down": (Key.Key_Down, SHIFT),
    "home": (Key.Key_Home, NONE),
    "end": (Key.Key_End, NONE),
    "select to end": (Key.Key_End, SHIFT | CTRL),
    "all": (Key.Key_A, CTRL),
    "cut": (Key.Key_X, CTRL),
    "copy": (Key.Key_C, CTRL),
    "paste": (Key.Key_V, CTRL),
    "undo": (Key.Key_Z, CTRL),
    "redo": (Key.Key_Z, CTRL | SHIFT),
    "tab": (Key.Key_Tab, NONE),
}
TYPED = ("a", "word ", "***", '"Hi," -- ', "’tis ", "😀")
COMMANDS = ("break", "bold", "heading", "list", "numbers", "quote", "centre", "clear", "save")
STEPS = st.lists(
    st.sampled_from([*KEYS, *KEYS, *TYPED, *COMMANDS]) | st.integers(0, 60).map(lambda position: f"@{position}"),
    max_size=25,
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Stage]:
    """One page for all examples: each goes on where the last one ended."""
    keeper = QObject()
    library = Library.open(tmp_path_factory.mktemp("keys") / "library.longfic")
    desk = build_desk(library, qapp, keeper)
    made = Stage(desk, None)
    yield made
    made.page.flush()
    made.page.close()
    made.page.deleteLater()
    desk.bus.close()
    library.close()


@given(STEPS)
def test_random_keys(stage: Stage, steps: list[str]) -> None:
    for step in steps:
        _do(stage, step)
        _check_shape(stage)
    stage.page.flush()
    document = stage.page.editor.prose
    shown = document.read()
    on_disk = stage.desk.library.texts.chapter(stage.chapters[0].id).scenes
    assert [(scene.id, canonical(scene.prose)) for scene in shown] == [(scene.id, scene.prose) for scene in on_disk]
    words = document.words
    _touch_everything(document)
    assert document.read() == shown
    assert document.words == words == stage.chapters[0].words


def _do(stage: Stage, step: str) -> None:
    editor = stage.page.editor
    if step in KEYS:
        key, modifiers = KEYS[step]
        stage.press(key, with_=modifiers)
        editor.setFocus()
    elif step.startswith("@"):
        editor.setTextCursor(editor.prose.cursor(int(step[1:])))
        stage.press(Key.Key_Right)
    elif step in TYPED:
        stage.type(step)
    else:
        {
            "break": editor.insert_break,
            "bold": lambda: editor.toggle_mark(Mark.STRONG),
            "heading": lambda: editor.toggle_kind(Block.HEADING_3),
            "list": lambda: editor.toggle_kind(Block.BULLET),
            "numbers": lambda: editor.toggle_kind(Block.NUMBER),
            "quote": editor.toggle_quote,
            "centre": lambda: editor.set_align(Align.CENTER),
            "clear": editor.clear_formatting,
            "save": stage.page.flush,
        }[step]()


def _check_shape(stage: Stage) -> None:
    """Breaks stand between paragraphs, are empty, and begin a scene each."""
    document = stage.page.editor.prose
    was_break = True
    block = document.qt.begin()
    while block.isValid():
        is_break = document.is_break(block)
        assert not (is_break and was_break), "a scene has no paragraph"
        assert is_break or document.reader().kind(block).scene is None, "text stands in a break"
        was_break = is_break
        block = block.next()
    assert not was_break
    assert len(set(document.keys)) == len(document.keys)
    assert (
        not document.is_break(stage.page.editor.textCursor().block()) or stage.page.editor.textCursor().hasSelection()
    )


def _touch_everything(document: ProseDocument) -> None:
    """Have every block read again, without leaving a step of undo that a later example would find."""
    cursor = QTextCursor(document.qt)
    cursor.select(QTextCursor.SelectionType.Document)
    touched = QTextBlockFormat()
    touched.setProperty(QTextFormat.Property.UserProperty + 99, 1)
    cursor.mergeBlockFormat(touched)
    document.qt.undo()
