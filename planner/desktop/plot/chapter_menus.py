"""Menus of what chapters can be given: every status, and every colour label."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from planner.desktop.commands import status_text
from planner.desktop.theme import Theme
from planner.desktop.widgets.status import status_icon
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon, swatch_text
from planner.domain.outline import ChapterStatus

T = TypeVar("T")


def offer_statuses(menu: QMenu, theme: Theme, choose: Callable[[ChapterStatus], object]) -> None:
    """Fill a menu with the statuses."""
    for status in ChapterStatus:
        action = menu.addAction(status_icon(status, theme), status_text(status))
        action.triggered.connect(partial(_call, choose, status))


def offer_labels(menu: QMenu, theme: Theme, choose: Callable[[str], object]) -> None:
    """Fill a menu with the colour labels, and none."""
    menu.addAction(QCoreApplication.translate("Swatches", "None")).triggered.connect(partial(_call, choose, ""))
    for name in SWATCHES:
        action = menu.addAction(swatch_icon(name, theme), swatch_text(name))
        action.triggered.connect(partial(_call, choose, name))


def _call(choose: Callable[[T], object], value: T, _checked: bool = False) -> None:
    choose(value)
