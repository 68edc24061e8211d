"""A library of its own for each test, and the real desk and window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk, parts
from planner.desktop.desk import Desk
from planner.desktop.flows.bind import Flows
from planner.desktop.pages import PageName
from planner.desktop.window import Window
from planner.library.file import Library

PATIENCE_MS = 30_000
"""How long a test waits for what comes by itself, on the slowest and busiest machine."""


class PatientBot(QtBot):
    """Gives up later than pytest-qt's: what is waited for comes, and when is a matter of the machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The author's hands and eyes."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _let_go(qapp: QApplication) -> Iterator[None]:
    """Delete the widgets of a test when it is over. Outside an event loop Qt never does, and each new style sheet
    would have to dress the widgets of all tests before."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _same_locale(qapp: QApplication) -> Iterator[None]:
    """What a test's program chose for numbers and dates ends with it."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def _own_clipboard(qapp: QApplication) -> Iterator[None]:
    """Each test finds the clipboard empty.

    It must be empty at the end, too: the offscreen platform keeps what Python put there until after Python is gone,
    and crashes on it.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = Library.open(tmp_path / "library.longfic")
    yield opened
    opened.close()


@pytest.fixture
def desk(library: Library, qapp: QApplication) -> Iterator[Desk]:
    """The desk of the library, without a window."""
    keeper = QObject()
    made = build_desk(library, qapp, keeper)
    yield made
    made.tasks.close()
    made.bus.close()
    keeper.deleteLater()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Window:
    """The real window, shown on the shelf."""
    made = Window(desk, parts(desk))
    Flows(desk, made)
    qtbot.addWidget(made)
    made.go(PageName.SHELF)
    made.show()
    return made
