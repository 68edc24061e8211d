"""The columns of the outline table, declared once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from planner.desktop.commands import status_text
from planner.desktop.translation import mark
from planner.desktop.widgets.swatches import SWATCHES, swatch_text
from planner.domain.outline import Chapter

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter as the table shows it: with what its arc is called, the words left to write, and who tells it where."""

    chapter: Chapter
    arc: str
    left: int
    tellers: str
    places: str


class Kind(Enum):
    """How a cell is shown and edited."""

    LINE = auto()
    TEXT = auto()
    NUMBER = auto()
    STATUS = auto()
    LABEL = auto()


@dataclass(frozen=True)
class Column:
    """One column, so many pixels wide at the usual text size.

    ``value`` is what a cell holds: an empty text or None for nothing. ``field`` names the chapter's field that is
    written by editing a cell in a change called ``edit``; a column without one is only read.
    """

    key: str
    words: str
    value: Callable[[Row], Value]
    width: int
    kind: Kind = Kind.LINE
    field: str = ""
    edit: str = ""
    shown: bool = True

    @property
    def text(self) -> str:
        """What the column is called in the author's language."""
        return QCoreApplication.translate("Table", self.words)

    @property
    def edit_text(self) -> str:
        """What a change of a cell is called."""
        return QCoreApplication.translate("Table", self.edit)


def _status(row: Row) -> str:
    return status_text(row.chapter.status)


def _label(row: Row) -> str:
    label = row.chapter.label
    return swatch_text(label) if label in SWATCHES else label


COLUMNS = (
    Column("number", mark("Table", "No."), lambda row: row.chapter.number, 48, Kind.NUMBER),
    Column(
        "title",
        mark("Table", "Title"),
        lambda row: row.chapter.title,
        170,
        field="title",
        edit=mark("Table", "Rename chapter"),
    ),
    Column("arc", mark("Table", "Arc"), lambda row: row.arc, 84),
    Column("status", mark("Table", "Status"), _status, 104, Kind.STATUS, "status", mark("Table", "Change status")),
    Column("words", mark("Table", "Words"), lambda row: row.chapter.words, 64, Kind.NUMBER),
    Column(
        "target",
        mark("Table", "Target"),
        lambda row: row.chapter.target_words,
        64,
        Kind.NUMBER,
        "target_words",
        mark("Table", "Edit target"),
    ),
    Column("left", mark("Table", "Words left"), lambda row: row.left, 86, Kind.NUMBER),
    Column(
        "synopsis",
        mark("Table", "Synopsis"),
        lambda row: row.chapter.synopsis,
        120,
        Kind.TEXT,
        "synopsis",
        mark("Table", "Edit synopsis"),
    ),
    Column(
        "purpose",
        mark("Table", "Purpose"),
        lambda row: row.chapter.purpose,
        220,
        Kind.TEXT,
        "purpose",
        mark("Table", "Edit purpose"),
        shown=False,
    ),
    Column(
        "hook",
        mark("Table", "Hook"),
        lambda row: row.chapter.hook,
        180,
        Kind.TEXT,
        "hook",
        mark("Table", "Edit hook"),
        shown=False,
    ),
    Column("scenes", mark("Table", "Scenes"), lambda row: len(row.chapter.scenes), 72, Kind.NUMBER, shown=False),
    Column("pov", mark("Table", "Point of view"), lambda row: row.tellers, 130, shown=False),
    Column("place", mark("Table", "Place"), lambda row: row.places, 150, shown=False),
    Column(
        "label", mark("Table", "Label"), _label, 96, Kind.LABEL, "label", mark("Table", "Change label"), shown=False
    ),
    Column(
        "remarks",
        mark("Table", "Remarks"),
        lambda row: row.chapter.remarks,
        220,
        Kind.TEXT,
        "remarks",
        mark("Table", "Edit remarks"),
        shown=False,
    ),
)
"""All columns, in the order in which they stand until the author moves them."""

PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
"""Where in ``COLUMNS`` a key stands."""


def read_columns(text: str) -> list[tuple[int, int]]:
    """The columns to show and their widths, from the setting: "number:48 title:220"; the usual ones for none."""
    chosen: list[tuple[int, int]] = []
    for part in text.split():
        key, _, width = part.partition(":")
        if key in PLACES and width.isdigit() and PLACES[key] not in dict(chosen):
            chosen.append((PLACES[key], int(width)))
    return chosen or [(place, column.width) for place, column in enumerate(COLUMNS) if column.shown]


def write_columns(columns: Sequence[tuple[int, int]]) -> str:
    """Columns and their widths as the setting keeps them."""
    return " ".join(f"{COLUMNS[place].key}:{width}" for place, width in columns)
