"""The author and her library, for whole journeys through the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.crash import CrashReports
from tests.journeys.author import Author


@pytest.fixture(autouse=True)
def _same_locale(qapp: QApplication) -> Iterator[None]:
    """What a journey chose for numbers and dates ends with it."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def author(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Author]:
    """An author with no library yet."""
    # pytest-qt hears of exceptions itself, and fails the test.
    monkeypatch.setattr(CrashReports, "install", lambda self: None)
    monkeypatch.setattr(CrashReports, "remove", lambda self: None)
    made = Author(qtbot, tmp_path / "library.longfic")
    yield made
    if made.is_sitting:
        made.stand_up()
