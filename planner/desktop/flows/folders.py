"""Where the dialogs that ask for files begin."""

from __future__ import annotations

from pathlib import Path

from planner.desktop.settings import LAST_FOLDER, Settings


def last_folder(settings: Settings) -> Path:
    """The folder of the file that was chosen last, while it is there; else the author's home.

    Left to itself Qt would begin wherever the program was started.
    """
    last = settings.get(LAST_FOLDER)
    return Path(last) if last and Path(last).is_dir() else Path.home()
