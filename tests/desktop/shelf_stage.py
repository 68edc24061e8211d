"""What the tests of the shelf and of search share: stories, what the file holds, and menus as a mouse opens them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from planner.desktop.desk import Desk
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library


@contextmanager
def second_look(library: Library) -> Iterator[Library]:
    """The file as another program sees it."""
    with Library.open(library.path, read_only=True) as other:
        yield other


def add_story(library: Library, title: str, chapters: int = 2, **fields: object) -> StoryId:
    """A story with planned chapters."""
    with library.change("New story"):
        return library.stories.add(title, chapters=chapters, **fields)


def write(library: Library, chapter_id: ChapterId, text: str) -> None:
    """Give a chapter's first scene a text, as the editor does."""
    scene = library.outline.chapter(chapter_id).scenes[0]
    library.texts.save_chapter(chapter_id, ChapterText((SceneText(scene.id, prose_from_text(text)),)))


def part(parent: QWidget, name: str) -> QWidget:
    """The part of a page or dialog with this object name."""
    found = parent.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def menu_at(view: QAbstractItemView, index: QModelIndex) -> QMenu:
    """The menu a right click on a row opens."""
    at = view.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, text: str) -> QAction:
    """The entry of a menu with these words."""
    return next(action for action in menu.actions() if action.text() == text)


def submenu(menu: QMenu, text: str) -> QMenu:
    """The menu behind an entry."""
    found = entry(menu, text).menu()
    assert isinstance(found, QMenu)
    return found


def ran(desk: Desk, *commands: str) -> list[str]:
    """Bind commands to a list that notes which of them ran."""
    noted: list[str] = []
    for command in commands:
        desk.commands.bind(command, lambda command=command: noted.append(command))  # type: ignore[misc]
    return noted


def said(desk: Desk) -> list[tuple[str, bool]]:
    """What is said in the status bar from now on, and whether with Undo."""
    heard: list[tuple[str, bool]] = []
    desk.notices.said.connect(lambda text, undo: heard.append((text, undo)))
    return heard
