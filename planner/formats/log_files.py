"""Files of trackers: looks at what a file is, and reads TrackBear's at once, any other table as cells to be matched."""

from __future__ import annotations

from pathlib import Path

from planner.domain.errors import PlannerError
from planner.domain.exchange import LogDraft
from planner.formats import trackbear
from planner.formats.decode import text_of
from planner.formats.log_table import Table, read_cells
from planner.formats.losses import Losses

SUFFIXES = (".zip", ".json", ".csv", ".tsv", ".txt")
"""What a file dialog offers."""


def read_log_file(path: Path) -> LogDraft | Table:
    """What a file holds.

    Raises:
        PlannerError: it cannot be opened, or there is nothing of the kind in it.
    """
    try:
        if path.stat().st_size > trackbear.MOST_BYTES:
            raise PlannerError("This file is too large for a log of words.", where=path.name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise PlannerError("This file cannot be opened.", f"The system says: {error}.", path.name) from error
    try:
        return read_log(data)
    except PlannerError as error:
        raise PlannerError(error.what, error.advice, error.where or path.name) from error


def read_log(data: bytes) -> LogDraft | Table:
    """What a file with these bytes holds.

    Raises:
        PlannerError: there is nothing of the kind in it.
    """
    if data.startswith(b"PK"):
        return trackbear.read_zip(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return trackbear.read_json(data)
    return read_log_text(text_of(data, Losses()))


def read_log_text(text: str) -> LogDraft | Table:
    """What a text holds that was pasted, or came from a file.

    Raises:
        PlannerError: there is no table in it.
    """
    table = read_cells(text.replace("\x00", ""))
    if trackbear.is_trackbear_table(table.header):
        names = [name.strip().casefold() for name in table.header]
        return trackbear.read_table(dict(zip(names, row, strict=True)) for row in table.rows)
    return table
