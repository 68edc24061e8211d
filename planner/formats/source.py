"""The file a reader is given: read once, within limits, with every failure in the author's words."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.formats.watch import Watch

LARGEST = 100 * 1024 * 1024
"""Larger files are refused (bytes). A million words are six megabytes of text; pictures make the rest."""

_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """A file's name and content."""

    path: Path
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case, with its dot."""
        return self.path.suffix.lower()

    def starts_with(self, *signatures: bytes) -> bool:
        """Whether the content begins with one of these."""
        return self.data.startswith(signatures)


def open_source(path: Path, watch: Watch) -> Source:
    """Read a file.

    Raises:
        PlannerError: it is missing, empty, too large, not to be read, or no file.
    """
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise PlannerError(f"“{path.name}” is a folder.", "Choose the files in it.", str(path))
        if not stat.S_ISREG(mode.st_mode):  # reading a pipe or a device may never end
            raise PlannerError(f"“{path.name}” is not a file.", "Choose a file with a story.", str(path))
        data = _read(path, watch)
    except FileNotFoundError as error:
        raise PlannerError(f"There is no file “{path.name}”.", "Check its name and folder.", str(path)) from error
    except PermissionError as error:
        raise PlannerError(
            f"You are not allowed to read “{path.name}”.", "Change its permissions, or copy it elsewhere.", str(path)
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise PlannerError(f"“{path.name}” cannot be read.", f"The system says: {error}.", str(path)) from error
    if not data.strip():
        raise PlannerError(f"“{path.name}” is empty.", "Choose a file with a story.", str(path))
    return Source(path, data)


def _read(path: Path, watch: Watch) -> bytes:
    pieces = []
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            watch.check()
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise PlannerError(
                    f"“{path.name}” is larger than {LARGEST // (1024 * 1024)} MB.",
                    "Save the text without pictures, or divide it into several files.",
                    str(path),
                )
    return b"".join(pieces)
