"""Writes files whole or not at all, under names that every system takes."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from planner.domain.errors import PlannerError


def write_file(output: Path, content: str | bytes) -> None:
    """Write a file, text as UTF-8; one of the same name is replaced.

    Raises:
        PlannerError: it cannot be written.
    """
    write_files({output: content}, output)


def write_files(contents: Mapping[Path, str | bytes], output: Path) -> None:
    """Write several files, all or none of them; what goes wrong is told of ``output``.

    Raises:
        PlannerError: they cannot be written.
    """
    try:
        _replace_all(contents)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise not_written(error, output) from error


def _replace_all(contents: Mapping[Path, str | bytes]) -> None:
    """Write all files beside their places, and only then move them there."""
    waiting: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            temporary = path.with_name(f".longfic-{os.urandom(8).hex()}.tmp")
            waiting[path] = temporary
            with temporary.open("xb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
        for path, temporary in list(waiting.items()):
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
            del waiting[path]
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


_FORBIDDEN = ("You are not allowed to write there.", "Choose another folder.")
_FULL = ("There is no room left on the disk.", "Make room, and export again.")
_IN_THE_WAY = ("A file stands where a folder is needed.", "Choose another folder.")
_KNOWN_ERRORS = {
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": _FORBIDDEN,
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EEXIST": _IN_THE_WAY,
    "ENOTDIR": _IN_THE_WAY,
    "EISDIR": ("A folder of this name stands where the file should be.", "Choose another name."),
}


def not_written(error: OSError | ValueError, output: Path) -> PlannerError:
    """What to tell the author of an error in writing."""
    name = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    what, advice = _KNOWN_ERRORS.get(name, ("The export could not be written.", f"The system says: {error}."))
    return PlannerError(what, advice, str(output))


LONGEST_NAME = 100
"""Bytes of a file's name: every system takes 255, and a path has more in it than the name."""

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)


def file_name(title: str) -> str:
    """A name that every system takes for a file, as like the title as can be; without a suffix."""
    name = " ".join(_REFUSED.sub(" ", unicodedata.normalize("NFC", title)).split())
    name = name.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
    if not name:
        return "Untitled"
    return _RESERVED.sub(lambda match: f"{match[0]}_", name) if _RESERVED.match(name) else name
