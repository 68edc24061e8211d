"""Where on the corkboard a drop would go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtWidgets import QListView

from planner.desktop.plot.cards.model import CardsModel, Heading
from planner.domain.arranging import Arrangement, Ref, accepts

_WIDTH = 2


@dataclass(frozen=True)
class Drop:
    """A place for cards: before what is at ``row`` of ``parent``, or with None at its end."""

    parent: Ref | None
    row: int | None
    mark: QRect
    """In the viewport: an upright line, or the heading of an arc without cards."""


def find_drop(view: QListView, model: CardsModel, position: QPoint, refs: Sequence[Ref]) -> Drop | None:
    """The nearest place at ``position`` of the viewport that can hold all these parts; None if there is none."""
    if model.outline is None or not refs:
        return None
    at = _nearest(view, model, position)
    card = model.card(at)
    arrangement = Arrangement(model.outline, scenes=model.chapter_id is not None)
    if isinstance(card, Heading):
        found = _under_heading(view, model, at, card, arrangement)
    else:
        found = _beside(view, model, at, position, arrangement)
    return found if found is not None and accepts(found.parent, refs) else None


def beside(model: CardsModel, ref: Ref, *, after: bool) -> tuple[Ref | None, int]:
    """The place before or after a card: what it is in, and the row there."""
    assert model.outline is not None
    arrangement = Arrangement(model.outline, scenes=ref.kind == "scene")
    return arrangement.parent(ref), arrangement.position(ref) + after


def _nearest(view: QListView, model: CardsModel, position: QPoint) -> QModelIndex:
    """The card or heading at a place; between them and below them, the one that is nearest to it."""
    found = view.indexAt(position)
    if found.isValid():
        return found

    def distance(row: int) -> tuple[int, int]:
        rect = view.visualRect(model.index(row))
        up_or_down = max(rect.top() - position.y(), position.y() - rect.bottom(), 0)
        return up_or_down, abs(rect.center().x() - position.x())

    rows = range(model.rowCount())
    return model.index(min(rows, key=distance)) if rows else QModelIndex()


def _under_heading(
    view: QListView, model: CardsModel, at: QModelIndex, heading: Heading, arrangement: Arrangement
) -> Drop | None:
    first = model.ref(model.index(at.row() + 1))
    if first is not None and heading.count:
        rect = view.visualRect(model.index(at.row() + 1))
        return Drop(arrangement.parent(first), arrangement.position(first), _line(view, rect, after=False))
    if heading.arc_id is None:
        return None
    return Drop(Ref("arc", heading.arc_id), None, view.visualRect(at))


def _beside(
    view: QListView, model: CardsModel, at: QModelIndex, position: QPoint, arrangement: Arrangement
) -> Drop | None:
    ref = model.ref(at)
    if ref is None:
        return None
    rect = view.visualRect(at)
    after = position.x() > rect.center().x()
    return Drop(arrangement.parent(ref), arrangement.position(ref) + after, _line(view, rect, after=after))


def _line(view: QListView, rect: QRect, *, after: bool) -> QRect:
    gap = view.spacing()
    x = rect.right() + 1 + gap if after else rect.left() - gap
    return QRect(x - _WIDTH // 2, rect.top(), _WIDTH, rect.height())
