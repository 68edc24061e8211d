"""The groups of preferences; apart from the page, so that naming one loads no page."""

from __future__ import annotations

from enum import IntEnum


class Tab(IntEnum):
    """The groups of settings, in order."""

    LOOK = 0
    TYPING = 1
    PROGRESS = 2
    SHORTCUTS = 3
    LIBRARY = 4
