"""What takes more than one page: importing, exporting, copying for AO3, bringing back what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.desktop.desk import Desk

if TYPE_CHECKING:
    from planner.desktop.window import Window


def bind_flows(desk: Desk, window: Window) -> None:
    """Bind the commands that belong to no page."""
