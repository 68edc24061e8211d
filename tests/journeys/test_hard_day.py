"""Days on which something goes wrong around the author: nothing she wrote goes with it, and she is told what is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from planner.desktop.pages import PageName
from planner.desktop.widgets.message import Message
from planner.library.backup import backups
from planner.library.file import Library, problems
from tests.journeys.author import Author, press_button, rows

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither such limits nor such renames")


@pytest.fixture
def writer(author: Author) -> Author:
    """An author in the middle of a chapter that has one line."""
    with Library.open(author.path) as library, library.change("New story"):
        library.stories.add("Salt and Signal", chapters=2)
    author.sit_down("Salt and Signal")
    author.go_to_row(author.rows()[0])
    author.press("Return")
    author.write("Saved before. ")
    author.until(lambda: saved(author.path) == "Saved before. ")
    author.until(lambda: rows(author.path, "SELECT count(*) FROM setting WHERE key = 'place'") == [(1,)])
    return author


def saved(path: Path) -> str:
    return "".join(plain for (plain,) in rows(path, "SELECT plain FROM text"))


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
def test_without_room_the_text_stays_on_the_page_until_there_is_some(writer: Author) -> None:
    with no_room():
        writer.write("Typed without room.")
        writer.until(lambda: writer.part("status.saved", QLabel).text() == "Not saved")
        assert "stays on this page" in writer.labels()
        writer.write(" And more.")
        writer.go_to_row(writer.rows()[1])
        writer.go_to_row(writer.rows()[0])
        text = writer.editor.toPlainText()
    assert text == "Saved before. Typed without room. And more."
    writer.until(lambda: saved(writer.path) == text)
    writer.until(lambda: "stays on this page" not in writer.labels())
    assert problems(writer.path) == []


@posix
def test_the_window_does_not_close_over_text_that_could_not_be_saved(writer: Author) -> None:
    with no_room():
        writer.write("Typed without room.")
        with writer.answering(Message, lambda message: press_button(message, "message.stay")):
            writer.window.close()
        assert writer.window.isVisible()
        assert writer.editor.toPlainText().endswith("Typed without room.")
        with writer.answering(Message, lambda message: press_button(message, "message.close")):
            writer.window.close()
        assert not writer.window.isVisible()
    writer.stand_up()
    assert saved(writer.path) == "Saved before. "


@posix
def test_a_library_that_is_deleted_while_she_writes_is_there_again(writer: Author) -> None:
    writer.path.unlink()
    writer.write("Typed since.")
    writer.until(lambda: "written again where it was" in writer.labels())
    # Leaving the text saves it, as the next pause would.
    writer.go_to_row(writer.rows()[0])
    assert saved(writer.path).endswith("Typed since.")
    writer.stand_up()
    assert problems(writer.path) == []


@posix
def test_a_library_that_is_deleted_before_she_leaves_is_there_again(writer: Author) -> None:
    writer.path.unlink()
    writer.stand_up()
    assert saved(writer.path) == "Saved before. "
    assert problems(writer.path) == []


@posix
def test_a_library_that_is_replaced_while_she_writes_goes_on_beside(writer: Author, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(writer.path.read_bytes())
    theirs.replace(writer.path)
    writer.write("Typed since.")
    writer.until(lambda: "nothing was overwritten" in writer.labels())
    (kept,) = tmp_path.glob("library kept *.longfic")
    writer.go_to_row(writer.rows()[0])
    assert saved(kept).endswith("Typed since.")
    assert saved(writer.path) == "Saved before. "
    with writer.answering(Message, lambda message: press_button(message, "message.go_on")):
        writer.stand_up()


def test_a_second_window_looks_and_changes_nothing(writer: Author, author_beside: Author) -> None:
    with author_beside.answering(Message, lambda message: press_button(message, "message.look")):
        author_beside.sit_down()
    assert author_beside.page is PageName.WRITE
    assert "only looking" in author_beside.labels()
    assert author_beside.editor.toPlainText() == "Saved before. "
    author_beside.write("Not mine to write.")
    author_beside.press("Ctrl+Shift+N")
    author_beside.stand_up()
    writer.write("Still mine.")
    writer.until(lambda: saved(writer.path) == "Saved before. Still mine.")
    assert rows(writer.path, "SELECT count(*) FROM chapter") == [(2,)]


@pytest.fixture
def author_beside(author: Author) -> Iterator[Author]:
    """The same author at a second window."""
    made = Author(author.qtbot, author.path)
    yield made
    if made.is_sitting:
        made.stand_up()


def test_a_damaged_library_comes_back_from_its_newest_backup(writer: Author) -> None:
    writer.stand_up()
    with Library.open(writer.path) as library:
        library.backups.make()
    whole = writer.path.read_bytes()
    writer.path.write_bytes(whole[: len(whole) // 2])
    said: list[str] = []

    def answer(message: Message) -> None:
        said.append(writer.labels(message))
        press_button(message, "message.go_on" if len(said) > 1 else "message.restore")

    with writer.answering(Message, answer), writer.answering(Message, answer):
        writer.sit_down()
    assert "damaged" in said[0]
    assert f"{backups(writer.path)[0].made_at:%d %B %Y}" in said[0]
    assert writer.page is PageName.WRITE
    assert writer.editor.toPlainText() == "Saved before. "
    (aside,) = writer.path.parent.glob("library replaced *.longfic")
    assert aside.stat().st_size == len(whole) // 2
