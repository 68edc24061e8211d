"""An author at the real window: she sees what is on the screen, presses keys and clicks; the test reads the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, overload

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.desktop.app import Session
from planner.desktop.pages import PageName
from planner.desktop.recovery import open_library
from planner.desktop.window import Window
from planner.library.file import Library

PATIENCE_MS = 10_000
"""How long the author waits for what the window does by itself, on the slowest machine."""

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}

W = TypeVar("W", bound=QWidget)


class Author:
    """Sits down at a library, works, and stands up again."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.path = path
        self.clock: Callable[[], datetime] | None = None
        """Tells her the time, where a test must know it; else the computer does."""
        self._session: Session | None = None

    # Coming and going

    def sit_down(self, story: str = "", *, looking_only: bool = False) -> None:
        """Open the window as the program does, and wait until it takes keys."""
        known = self.clock
        if looking_only:
            library: Library | None = Library.open(self.path, read_only=True)
        else:
            library = Library.open(self.path, session=True, clock=known) if known else open_library(self.path)
        assert library is not None
        self._session = Session(library)
        with self.qtbot.waitActive(self.window, timeout=PATIENCE_MS):
            self._session.start(story)
        self.window.resize(1280, 800)
        # What the start puts off until the window is shown; this command is there also where nothing may be changed.
        self.until(lambda: self.action("library.open").isEnabled())

    def stand_up(self) -> None:
        """Close the window, and with it the program."""
        assert self._session is not None
        self.window.close()
        self._session.end()
        self._session = None
        # The program would come back to its event loop, which does this, or end.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def is_sitting(self) -> bool:
        return self._session is not None

    @property
    def window(self) -> Window:
        assert self._session is not None
        return self._session.window

    @property
    def library(self) -> Library:
        """What her program has open."""
        assert self._session is not None
        return self._session.desk.library

    def wait_for_the_day(self) -> None:
        """Let the window look at the clock, as it does by itself three times a minute."""
        assert self._session is not None
        self._session.desk.day.look()

    # What she sees

    @property
    def in_front(self) -> QWidget:
        """The dialog that is open, or the window."""
        return QApplication.activeModalWidget() or self.window

    @overload
    def part(self, name: str) -> QWidget: ...

    @overload
    def part(self, name: str, kind: type[W]) -> W: ...

    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """What is on the screen under this name, as soon as it is."""

        def look() -> list[QWidget]:
            return [part for part in self.in_front.findChildren(kind, name) if part.isVisible()]

        # Looking is quicker than waiting, which spends some milliseconds in the event loop.
        if not look():
            self.until(lambda: bool(look()))
        return look()[0]

    def action(self, command: str) -> QAction:
        """A command of the menus."""
        assert self._session is not None
        return self._session.desk.commands.actions[command]

    @property
    def page(self) -> PageName | None:
        return self.window.pages.name

    @property
    def editor(self) -> QTextEdit:
        return self.part("write.text", QTextEdit)

    def rows(self, view: str = "outline.tree") -> list[str]:
        """What a list or tree says, row by row; what is inside is indented."""
        widget = self.part(view, QAbstractItemView)
        model = widget.model()

        def walk(parent: Any, depth: int) -> Iterator[str]:
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                yield "  " * depth + str(index.data())
                yield from walk(index, depth + 1)

        return list(walk(widget.rootIndex(), 0))

    def labels(self, parent: QWidget | None = None) -> str:
        """All words on labels that are on the screen."""
        found = (parent or self.in_front).findChildren(QLabel)
        return "\n".join(label.text() for label in found if label.isVisible())

    # What she does

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what the window does by itself."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    @property
    def focus(self) -> QWidget:
        if QApplication.activeWindow() is None:
            # The offscreen platform has no window manager, which would do this when a dialog closes.
            with self.qtbot.waitActive(self.window, timeout=PATIENCE_MS):
                self.window.activateWindow()
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus

    def press(self, *keys: str) -> None:
        """Press keys, such as "Ctrl+K", wherever the focus is."""
        for each in keys:
            *held, key = each.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= _MODIFIERS[name]
            # Not QTest.keySequence: it delivers Return twice to a field that an item view opened for editing.
            QTest.keyClick(self.focus, Qt.Key[f"Key_{key}"], modifiers)
            # What a key press leaves for later happens before the next one, as it does for a person.
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type, wherever the focus is."""
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    def fill(self, name: str, text: str) -> None:
        """Click into a field, and type into it in place of what stands there."""
        self.click(name)
        assert self.part(name).isAncestorOf(self.focus) or self.part(name) is self.focus
        self.press("Ctrl+A")
        self.write(text)

    def click(self, name: str) -> None:
        widget = self.part(name)
        if isinstance(widget, QAbstractButton):
            assert widget.isEnabled(), f"{name} does not apply now"
        target = getattr(widget, "viewport", lambda: widget)()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(target.rect().center()))
        QApplication.processEvents()

    def go_to_row(self, text: str) -> None:
        """Click a row of the outline."""
        tree = self.part("outline.tree", QAbstractItemView)
        model = tree.model()
        (found,) = model.match(
            model.index(0, 0),
            Qt.ItemDataRole.DisplayRole,
            text,
            1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        ) or (None,)
        assert found is not None, f"no row {text} among {self.rows()}"
        tree.scrollTo(found)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(found).center())
        QApplication.processEvents()

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind, as soon as it is open."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        return found

    @contextmanager
    def answering(self, kind: type[QDialog], answer: Callable[[Any], object]) -> Iterator[None]:
        """Inside the block a dialog will stand in the way, which the author answers."""
        answered: list[bool] = []
        timer = QTimer()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not answered and isinstance(dialog, kind) and dialog.isVisible():
                answered.append(True)
                answer(dialog)

        timer.timeout.connect(look)
        timer.start(10)
        try:
            yield
            assert answered, f"no {kind.__name__} was shown"
        finally:
            timer.stop()

    def choose(self, text: str, open_menu: Callable[[], object]) -> None:
        """Have a menu open, and choose from it."""
        chosen: list[bool] = []
        timer = QTimer()

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu) and menu.isVisible():
                timer.stop()
                action = next(action for action in menu.actions() if action.text() == text)
                QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
                chosen.append(True)

        timer.timeout.connect(look)
        timer.start(10)
        open_menu()
        timer.stop()
        assert chosen, "no menu was shown"

    @contextmanager
    def choosing(self, path: Path) -> Iterator[None]:
        """Inside the block a file dialog will open, in which the author names a file."""

        def choose(dialog: QFileDialog) -> None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(line, QLineEdit)
            line.setText(str(path))
            QTest.keyClick(line, Qt.Key.Key_Return)

        with self.answering(QFileDialog, choose):
            yield


def press_button(dialog: QObject, name: str) -> None:
    """Click a button of a dialog."""
    button = dialog.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What another program reads in the file right now."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as other:
        return other.execute(sql, values).fetchall()
