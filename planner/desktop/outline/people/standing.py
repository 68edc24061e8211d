"""The choices of how a tie stands: its kind, and how close two people are, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from planner.desktop.outline.people.cast_sheet import offer
from planner.desktop.outline.plan_fields import QuietBox
from planner.desktop.theme import Theme
from planner.desktop.translation import mark
from planner.desktop.widgets.ties import closeness_text, kind_icon, kind_text
from planner.domain.ties import CLOSEST, TieKind

_CLOSENESS = {
    5: mark("Closeness", "inseparable"),
    4: mark("Closeness", "very close"),
    3: mark("Closeness", "close"),
    2: mark("Closeness", "fond"),
    1: mark("Closeness", "friendly"),
    0: mark("Closeness", "neither near nor far"),
    -1: mark("Closeness", "cool"),
    -2: mark("Closeness", "strained"),
    -3: mark("Closeness", "hostile"),
    -4: mark("Closeness", "hateful"),
    -5: mark("Closeness", "the worst of enemies"),
}


def closeness_words(closeness: int) -> str:
    """A closeness with its sign and in words: "+2, fond"."""
    return f"{closeness_text(closeness)}, {QCoreApplication.translate('Closeness', _CLOSENESS[closeness])}"


def closeness_choices(none: str) -> list[tuple[str, str]]:
    """Every closeness to choose from, the closest first, below one more choice for none."""
    return [("", none), *((str(value), closeness_words(value)) for value in range(CLOSEST, -CLOSEST - 1, -1))]


def offer_kinds(box: QuietBox, kinds: Sequence[TieKind], theme: Theme, none: str = "") -> None:
    """Offer the kinds of tie with their lines, below one more choice for none."""
    before = [("", none)] if none else []
    offer(box, [*before, *((kind.name, kind_text(kind.name)) for kind in kinds)])
    for index, kind in enumerate(kinds, len(before)):
        box.setItemIcon(index, kind_icon(kind, theme))


def as_number(value: object) -> int | None:
    """What a choice by number, or of none, stands for."""
    return int(str(value)) if value else None
