"""Makes the sheet of each kind of thing of the cast; loaded when the first is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from planner.desktop.outline.people.cast_sheet import CastSheet
from planner.desktop.outline.people.group import GroupSheet
from planner.desktop.outline.people.person import PersonSheet
from planner.desktop.outline.people.secret import SecretSheet
from planner.desktop.outline.people.tie import TieSheet

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

CastKind = Literal["person", "tie", "group", "secret"]

_SHEETS: dict[CastKind, type[PersonSheet | TieSheet | GroupSheet | SecretSheet]] = {
    "person": PersonSheet,
    "tie": TieSheet,
    "group": GroupSheet,
    "secret": SecretSheet,
}


def cast_sheet(desk: Desk, kind: CastKind) -> CastSheet:
    """The sheet for what is selected of the cast."""
    return _SHEETS[kind](desk)
