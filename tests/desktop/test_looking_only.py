"""A library that is open for looking only is read on every page, and nothing on them asks for a change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk, parts
from planner.desktop.desk import Desk
from planner.desktop.flows.bind import Flows
from planner.desktop.outline.header import StoryTitle
from planner.desktop.outline.tree import OutlineTree
from planner.desktop.pages import PageName
from planner.desktop.shelf.page import ShelfPage
from planner.desktop.window import Window
from planner.desktop.write.page import WritePage
from planner.library.file import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of one story with two empty chapters and an idea, open for looking only."""
    path = tmp_path / "library.longfic"
    with Library.open(path) as made, made.change("Make a story"):
        story_id = made.stories.add("Night Ferry")
        made.outline.add_chapter(story_id)
        made.outline.add_chapter(story_id, title="Landfall")
        made.ideas.add("A lighthouse that answers.")
    opened = Library.open(path, read_only=True)
    yield opened
    opened.close()


@pytest.fixture
def desk(library: Library, qapp: QApplication) -> Iterator[Desk]:
    """The desk of that library."""
    keeper = QObject()
    made = build_desk(library, qapp, keeper)
    yield made
    made.tasks.close()
    made.bus.close()
    keeper.deleteLater()


@pytest.fixture
def reading(desk: Desk, qtbot: QtBot) -> Window:
    """The window with the first chapter open."""
    made = Window(desk, parts(desk))
    Flows(desk, made)
    qtbot.addWidget(made)
    made.show()
    story = desk.library.stories.all()[0]
    desk.place.select("chapter", desk.library.outline.get(story.id).chapters[0].id)
    desk.commands.run("go.write")
    return made


def test_the_page_does_not_ask_to_be_written_on(reading: Window, qtbot: QtBot) -> None:
    page = reading.pages.built(PageName.WRITE)
    assert isinstance(page, WritePage)
    assert page.editor.placeholder == "Nothing is written here yet."
    assert page.header.title.placeholderText() == "Untitled"
    for fold in (page.header.notes, page.footer.notes):
        assert not any(stop.isVisible() for stop in fold.stops)
    qtbot.keyClicks(page.editor, "No.")
    assert page.editor.toPlainText() == ""


def test_a_note_that_is_there_can_be_read(tmp_path: Path, desk: Desk, reading: Window) -> None:
    page = reading.pages.built(PageName.WRITE)
    assert isinstance(page, WritePage)
    page.header.notes.set_open(True)
    assert page.header.notes.stops[0].isVisible()


@pytest.mark.parametrize(
    "command",
    [
        "story.new",
        "story.import",
        "story.import_into",
        "story.sample",
        "story.use_template",
        "idea.capture",
        "outline.add_chapter",
        "outline.rename",
        "plot.add_thread",
        "snapshot.keep",
        "find.replace",
        "format.bold",
    ],
)
def test_commands_that_would_change_it_are_off(reading: Window, desk: Desk, command: str) -> None:
    assert not desk.commands.actions[command].isEnabled()


@pytest.mark.parametrize("command", ["export.md", "chapter.copy_html", "find.chapter", "go.plot", "story.edit"])
def test_commands_that_only_read_are_on(reading: Window, desk: Desk, command: str) -> None:
    assert desk.commands.actions[command].isEnabled()


def test_the_outline_can_be_walked_through_but_not_changed(reading: Window, qtbot: QtBot) -> None:
    tree = reading.findChild(OutlineTree)
    title = reading.findChild(StoryTitle)
    assert tree is not None
    assert title is not None
    kept = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
    assert not tree.model().flags(tree.model().index(0, 0)) & kept
    assert tree.model().flags(tree.model().index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    title.rename()
    line = title.findChild(QLineEdit)
    assert line is not None
    assert not line.isVisible()
    assert title.toolTip() == ""


@pytest.mark.parametrize("kind", ["story", "chapter", "scene"])
def test_the_plan_asks_nothing(reading: Window, desk: Desk, kind: str) -> None:
    story = desk.library.stories.all()[0]
    chapter = desk.library.outline.get(story.id).chapters[0]
    ids = {"story": story.id, "chapter": chapter.id, "scene": chapter.scenes[0].id}
    desk.place.select(kind, ids[kind])  # type: ignore[arg-type]
    fields: list[QPlainTextEdit | QLineEdit] = [
        *reading.plan.findChildren(QPlainTextEdit),
        *reading.plan.findChildren(QLineEdit),
    ]
    shown = [field for field in fields if field.isVisible() and field.placeholderText()]
    assert shown
    for field in shown:
        assert field.isReadOnly()
        assert field.placeholderText() in ("Untitled", "Nothing here"), field.objectName()
    for each in reading.plan.findChildren(QPushButton):
        if each.isVisible() and each.text().strip().startswith("Add"):
            assert not each.isEnabled(), each.objectName()


def test_the_shelf_offers_to_open_and_to_export(reading: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.commands.run("go.shelf")
    page = reading.pages.built(PageName.SHELF)
    assert isinstance(page, ShelfPage)
    new = page.findChild(QPushButton, "button.story.new")
    assert new is not None
    assert not new.isEnabled()
    page.cards.menu_wanted.emit(desk.library.stories.all()[0].id, page.rect().center())
    menu = page.findChild(QMenu, "shelf.menu")
    assert menu is not None
    on = {action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()}
    menu.close()
    assert on == {"Open", "Where it stands", "Export"}
    for model in (page.model, page.inbox.model):
        assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEditable
