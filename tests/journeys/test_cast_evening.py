"""An evening over the cast: two strangers through the chapters, who does not know yet, and somebody new."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.canvas import BoardCanvas
from planner.desktop.pages import PageName
from planner.domain.outline import PersonId
from planner.domain.ties import TieId
from planner.library.file import Library
from tests.journeys.author import Author, rows

CAST = (
    "SELECT id, name, role FROM person ORDER BY id",
    "SELECT id, one, other, kind, label, begins FROM tie ORDER BY id",
    "SELECT tie_id, chapter_id, label, closeness FROM development ORDER BY tie_id, chapter_id",
    "SELECT board_id, person_id, x, y FROM board_place ORDER BY board_id, person_id",
    "SELECT secret_id, person_id, chapter_id FROM reveal ORDER BY id",
)
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_an_evening_over_the_cast(author: Author, tmp_path: Path) -> None:
    author.sit_down()
    author.click("welcome.story.sample")
    author.until(lambda: author.page is PageName.WRITE)
    author.press("Ctrl+4")
    see_two_strangers_become_what_they_become(author)
    see_who_does_not_know_yet(author)
    before = cast(author.path)
    add_somebody_and_a_tie(author)
    tell_it_from_chapter_three_on(author)
    after = cast(author.path)
    undo_and_redo(author, before, after)
    take_the_picture(author, tmp_path)
    ask_the_command_line(author.path)
    survive_a_crash(author, tmp_path, after)
    author.stand_up()
    author.sit_down()
    assert cast(author.path) == after
    author.press("Ctrl+4")
    author.until(lambda: "Agnes" in {node.person.name for node in canvas(author).scene.nodes.values()})


def test_the_first_person_is_added_with_keys_alone(author: Author, qtbot: QtBot) -> None:
    """In a story of her own, where nobody is yet."""
    with Library.open(author.path) as library, library.change("New story"):
        library.stories.add("Night Ferry", chapters=4)
    author.sit_down("Night Ferry")
    author.press("Ctrl+4")
    for name in ("Ines", "Tomas"):
        author.press("Insert")
        author.write(name)
        author.press("Return")
    author.press("Ctrl+A")
    author.press("T")
    choose_kind(author, Qt.Key.Key_1)
    author.press("F2")
    author.write("race each other")
    author.press("Return")
    assert rows(author.path, "SELECT name FROM person ORDER BY id") == [("Ines",), ("Tomas",)]
    assert rows(author.path, "SELECT kind, label FROM tie") == [("romantic", "race each other")]
    author.press("Alt+Home", "Alt+PageUp")
    link = next(iter(canvas(author).scene.links.values()))
    assert link.words == "race each other"


def cast(path: Path) -> list[list[tuple[Any, ...]]]:
    """The cast as another program reads it."""
    return [rows(path, sql) for sql in CAST]


def canvas(author: Author) -> BoardCanvas:
    found = author.part("cast.board.canvas", BoardCanvas)
    author.until(lambda: found.is_still)
    return found


def person(author: Author, name: str) -> PersonId:
    return PersonId(rows(author.path, "SELECT id FROM person WHERE name = ?", name)[0][0])


def spot(author: Author, name: str) -> QPoint:
    """Where somebody stands on the screen."""
    board = canvas(author)
    return board.camera.to_screen(board.scene.nodes[person(author, name)].point).toPoint()


def choose_kind(author: Author, key: Qt.Key) -> None:
    """Press the key of a kind in the menu that asks for one."""
    author.until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, key)
    author.until(lambda: QApplication.activePopupWidget() is None)
    # The offscreen platform has no window manager, which would give the window the focus back.
    author.until(lambda: author.focus is author.part("cast.board.canvas"))
    QApplication.processEvents()
    author.until(lambda: author.focus is author.part("cast.board.canvas"))


def see_two_strangers_become_what_they_become(author: Author) -> None:
    """She slides from before the first chapter to the last; the words between the two are those of the file."""
    with Library.open(author.path, read_only=True) as library:
        story = library.stories.all()[0].id
        one, other = (each.id for each in library.cast.people(story)[:2])
        course = library.ties.course(story)
        tie = next(tie.id for tie in course.ties if {tie.one, tie.other} == {one, other})
    board = canvas(author)
    author.part("cast.as_of.track").setFocus()
    author.press("Home")
    seen: list[str] = []
    for number in range(course.length + 1):
        author.until(lambda: board.is_still)
        standing = course.standing(tie, number)
        link = board.scene.links.get(tie)
        assert (link is None) == (standing is None)
        if link is not None and standing is not None:
            assert link.text == standing.label
            assert link.words
            seen.append(link.words)
        author.press("Alt+PageDown")
    assert len(dict.fromkeys(seen)) > 5
    faded = {node.person.name for node in board.scene.nodes.values() if node.absent}
    assert faded <= {"Constance Mabey"}


def see_who_does_not_know_yet(author: Author) -> None:
    """Of the first secret, in chapter 7."""
    author.action("cast.tab.secrets").trigger()
    author.press("Alt+Home")
    for _ in range(4):
        author.press("Alt+PageUp")
    with Library.open(author.path, read_only=True) as library:
        story = library.stories.all()[0].id
        names = {each.id: each.name for each in library.cast.people(story)}
        secret = library.secrets.all(story)[0]
    table = author.part("secrets.matrix")
    model = table.model()  # type: ignore[attr-defined]
    said = {model.headerData(row, Qt.Orientation.Vertical): str(model.index(row, 0).data()) for row in range(12)}
    said = {str(name): words for name, words in said.items() if name}
    waiting = {name for name, words in said.items() if words.startswith("in chapter ")}
    chapters = {key: number for number, key in enumerate(chapter_ids(author.path), 1)}
    reveals = rows(author.path, "SELECT person_id, chapter_id FROM reveal WHERE secret_id = ?", secret.id)
    later = {names[who] for who, chapter in reveals if who is not None and chapters.get(chapter, 0) > 7}
    assert waiting == later
    assert waiting
    author.action("cast.tab.board").trigger()


def chapter_ids(path: Path) -> list[int]:
    with Library.open(path, read_only=True) as library:
        return [int(key) for key in library.outline.reading_order(library.stories.all()[0].id)]


def add_somebody_and_a_tie(author: Author) -> None:
    """No form is touched: a double click, a name, a line from rim to rim, a kind, a word."""
    board = canvas(author)
    author.press("Alt+Home")
    author.until(lambda: board.is_still)
    empty = QPoint(60, board.height() - 60)
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=empty)
    QTest.mouseDClick(board, Qt.MouseButton.LeftButton, pos=empty)
    author.write("Agnes")
    author.press("Return")
    board.fit()
    start, end = spot(author, "Agnes"), spot(author, "Dilys Prowse")
    off = QPointF(end - start)
    reach = (board.scene.nodes[person(author, "Agnes")].radius + 3) * board.camera.scale
    rim = start + (off * (reach / (off.x() ** 2 + off.y() ** 2) ** 0.5)).toPoint()
    QTest.mouseMove(board, rim)
    QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=rim)
    for step in range(1, 6):
        QTest.mouseMove(board, rim + (end - rim) * step / 5)
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=end)
    choose_kind(author, Qt.Key.Key_2)
    author.press("F2")
    assert isinstance(author.focus, QLineEdit)
    author.write("borrows her ladder")
    author.press("Return")
    (tie,) = rows(author.path, "SELECT one, other, kind, label FROM tie ORDER BY id DESC LIMIT 1")
    assert tie == (person(author, "Agnes"), person(author, "Dilys Prowse"), "platonic", "borrows her ladder")


def tell_it_from_chapter_three_on(author: Author) -> None:
    """The tie is still what she is at: as of chapter 3 it is called something else."""
    author.press("Alt+Home")
    for _ in range(8):
        author.press("Alt+PageUp")
    board = canvas(author)
    ((tie_id, begins),) = rows(author.path, "SELECT id, begins FROM tie ORDER BY id DESC LIMIT 1")
    assert begins is None
    assert list(board.scene.selected) == [("tie", tie_id)]
    author.press("F2")
    author.write("owes her a ladder")
    author.press("Return")
    third = chapter_ids(author.path)[2]
    assert rows(author.path, "SELECT chapter_id, label FROM development WHERE tie_id = ?", tie_id) == [
        (third, "owes her a ladder")
    ]
    author.press("Alt+PageUp")
    author.until(lambda: board.is_still)
    assert board.scene.links[TieId(tie_id)].words == "borrows her ladder"


def undo_and_redo(author: Author, before: list[list[tuple[Any, ...]]], after: list[list[tuple[Any, ...]]]) -> None:
    """All of it is taken back and done again, a step at a time, and the board shows each."""
    steps = 0
    while cast(author.path) != before:
        assert steps < 12
        author.press("Ctrl+Z")
        steps += 1
    names = {node.person.name for node in canvas(author).scene.nodes.values()}
    assert "Agnes" not in names
    for _ in range(steps):
        author.press("Ctrl+Shift+Z")
    assert cast(author.path) == after
    assert "Agnes" in {node.person.name for node in canvas(author).scene.nodes.values()}


def take_the_picture(author: Author, folder: Path) -> None:
    """As pixels and as shapes."""
    for name in ("board.png", "board.svg"):
        with author.choosing(folder / name):
            author.action("cast.export").trigger()
        author.until((folder / name).exists)
    assert QImage(str(folder / "board.png")).width() > 800
    assert "Agnes" in (folder / "board.svg").read_text(encoding="utf-8")


def ask_the_command_line(path: Path) -> None:
    """Another program is told the same."""
    command = [sys.executable, "-m", "planner", "--library", str(path), "cast", "Held for Ninety Days"]
    done = subprocess.run([*command, "--at", "3", "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["at"] == 3
    assert "Agnes" in [each["name"] for each in told["people"]]
    assert "owes her a ladder" in done.stdout


def survive_a_crash(author: Author, folder: Path, after: list[list[tuple[Any, ...]]]) -> None:
    """What lies on the disk in the middle of it all, as a power cut would leave it, is all of it."""
    left = folder / "after the crash"
    left.mkdir()
    for each in author.path.parent.glob(f"{author.path.name}*"):
        if not each.name.endswith((".lock", "-shm")) and each.is_file():
            shutil.copy(each, left)
    with Library.open(left / author.path.name) as library:
        assert "Agnes" in [each.name for each in library.cast.people(library.stories.all()[0].id)]
    assert cast(left / author.path.name) == after


@pytest.mark.parametrize("tab", ["board", "course", "matrix", "secrets", "presence"])
def test_looking_only_changes_nothing(author: Author, tab: str) -> None:
    """Keys that change things elsewhere do nothing in a library opened for looking only."""
    author.sit_down()
    author.click("welcome.story.sample")
    author.until(lambda: author.page is PageName.WRITE)
    author.stand_up()
    before = cast(author.path)
    author.sit_down("Held for Ninety Days", looking_only=True)
    author.press("Ctrl+4")
    author.action(f"cast.tab.{tab}").trigger()
    author.press("Tab", "Insert", "Delete", "F2", "Space", "T", "Ctrl+D", "Plus", "Up", "Escape")
    author.stand_up()
    assert cast(author.path) == before
