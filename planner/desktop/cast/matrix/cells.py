"""What a cell of the matrix holds and says: the ties from one person's side, and how words typed into it are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from planner.desktop.cast.bonds import Bonds
from planner.desktop.widgets.ties import closeness_text, direction_text, kind_text, standing_text
from planner.domain.outline import PersonId
from planner.domain.ties import CLOSEST, Course, Direction, Standing, Tie, TieId, TieKind

Pair = tuple[PersonId, PersonId]
"""Whose side a cell is seen from, and towards whom."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The ties of a pair at a moment, in the author's order. ``answers``: there are some the other way only."""

    ties: tuple[tuple[Tie, Standing], ...] = ()
    answers: bool = False

    def get(self, tie_id: TieId | None) -> tuple[Tie, Standing] | None:
        """This one of the ties, or else the first; None if there is none."""
        return next((entry for entry in self.ties if entry[0].id == tie_id), self.ties[0] if self.ties else None)

    def after(self, tie_id: TieId | None) -> TieId | None:
        """The tie after one of them; the first after the last."""
        ids = [tie.id for tie, _ in self.ties]
        return ids[(ids.index(tie_id) + 1) % len(ids)] if tie_id in ids else next(iter(ids), None)


EMPTY = Cell()


def cells_at(course: Course, at: int) -> dict[Pair, Cell]:
    """All cells in which there is something. A tie that goes one way is in the cell of the one it comes from."""
    cells: dict[Pair, Cell] = {}
    for (one, other), entries in course.matrix(at).items():
        mine = tuple(entry for entry in entries if entry[0].one == one or entry[0].direction is not Direction.ONE_WAY)
        cells[one, other] = Cell(mine, len(mine) < len(entries))
    return cells


@dataclass(frozen=True, slots=True)
class Typed:
    """What words typed into a cell say; None where they do not."""

    label: str | None = None
    kind: str | None = None
    closeness: int | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """What is to be set."""
        said = {"label": self.label, "kind": self.kind, "closeness": self.closeness}
        return {name: value for name, value in said.items() if value is not None}


def read_typed(text: str, kinds: Iterable[TieKind]) -> Typed:
    """Read "rivals, old grudge, −2" as a cell shows it: a kind, what it is called, how close; any of them alone too."""
    parts = [part.strip() for part in text.split(",")]
    names = {kind_text(kind.name).casefold(): kind.name for kind in kinds}
    closeness = _closeness(parts[-1])
    if closeness is not None:
        parts.pop()
    kind = names.get(parts[0].casefold()) if parts else None
    if kind is not None:
        parts.pop(0)
    label = ", ".join(part for part in parts if part)
    return Typed(label if label or (kind is None and closeness is None) else None, kind, closeness)


def _closeness(text: str) -> int | None:
    match = re.fullmatch(r"([+\-\N{MINUS SIGN}]?)\s*(\d)", text)
    if match is None or int(match[2]) > CLOSEST:
        return None
    return int(match[2]) * (1 if match[1] in ("", "+") else -1)


# Words


def cell_title(entry: tuple[Tie, Standing]) -> str:
    """What a tie is called, or else its kind."""
    return entry[1].label or kind_text(entry[1].kind)


def cell_words(cell: Cell, tie_id: TieId | None) -> str:
    """A cell as text: "old grudge −2 +1", the last being how many more ties there are."""
    entry = cell.get(tie_id)
    if entry is None:
        return ""
    more = f"+{len(cell.ties) - 1}" if len(cell.ties) > 1 else ""
    return " ".join(part for part in (cell_title(entry), closeness_text(entry[1].closeness), more) if part)


def told(bonds: Bonds, pair: Pair, cell: Cell) -> str:
    """A cell for those who do not see it: "Ines and Tomas: rivals, −2"."""
    one, other = (bonds.name(person_id) for person_id in pair)
    if pair[0] == pair[1]:
        return one
    if not cell.ties:
        words = _tr("{one} and {other}: nothing between them from this side")
        words = words if cell.answers else _tr("{one} and {other}: no tie")
        return words.format(one=one, other=other)
    said = "; ".join(_said(*entry) for entry in cell.ties)
    return _tr("{one} and {other}: {ties}").format(one=one, other=other, ties=said)


def _said(tie: Tie, standing: Standing) -> str:
    words = standing_text(standing)
    return words if tie.direction is Direction.BOTH else f"{words}, {direction_text(tie.direction).lower()}"


def tied(cells: dict[Pair, Cell]) -> set[PersonId]:
    """Those who have a tie with anybody."""
    return {one for one, _ in cells}


def named(bonds: Bonds, people: Sequence[PersonId], words: str) -> list[PersonId]:
    """Those of the people in whose names all the words are."""
    wanted = words.casefold().split()
    return [each for each in people if all(word in _names(bonds, each) for word in wanted)]


def _names(bonds: Bonds, person_id: PersonId) -> str:
    return " ".join((bonds.name(person_id), *bonds.people[person_id].names)).casefold()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Matrix", words)
