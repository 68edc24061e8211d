"""How SQLite is told where a file is."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

Mode = Literal["ro", "rw", "rwc"]
"""Read only; read and write; read, write and make the file if there is none."""


def address(path: PurePath, mode: Mode) -> str:
    """A ``file:`` URI for ``sqlite3.connect(…, uri=True)``. ``path`` is absolute; "?" and "#" in it are part of it."""
    uri = path.as_uri()
    # SQLite takes what stands between "//" and the next "/" for a host, and allows none: the name of a Windows
    # share must come after an empty one (https://sqlite.org/uri.html, "URI Path").
    if not uri.startswith("file:///"):
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?mode={mode}"
