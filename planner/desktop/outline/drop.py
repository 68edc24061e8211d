"""Where in the tree a drop would go, and how that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTreeView

from planner.desktop.outline.model import OutlineModel
from planner.desktop.theme import RADIUS, XS
from planner.domain.arranging import Ref, accepts


@dataclass(frozen=True)
class Drop:
    """A place for what is dragged: before ``row`` of ``parent``, or with row -1 at its end."""

    parent: QModelIndex
    row: int
    mark: QRect
    """In the viewport: the row dropped on, or a line (no height) to drop at."""

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Draw a line where the parts would go, or a frame round the row that would take them."""
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.mark.height() > 1:
            painter.drawRoundedRect(QRectF(self.mark).adjusted(XS + 1, 1, -XS - 1, -1), RADIUS, RADIUS)
            return
        start = QPointF(self.mark.left() + XS, self.mark.top())
        painter.drawEllipse(start, 3, 3)
        painter.drawLine(start + QPointF(3, 0), QPointF(self.mark.right() - XS, self.mark.top()))


def find_drop(tree: QTreeView, model: OutlineModel, position: QPoint, refs: Sequence[Ref]) -> Drop | None:
    """The nearest place at ``position`` of the viewport that can hold all these parts; None if there is none."""
    if not refs:
        return None
    over = tree.indexAt(position)
    if not over.isValid():
        return _at_end(tree, model, refs)
    rect = tree.visualRect(over)
    upper, inside = _bands(rect, position.y())
    if not accepts(model.ref(over), refs):
        return _beside(tree, model, over, position, refs)
    if not (inside or upper) and tree.isExpanded(over):
        return _line(tree, over, 0, rect.bottom() + 1)
    beside = None if inside else _beside(tree, model, over, position, refs)
    return beside or Drop(over, -1, QRect(0, rect.top(), tree.viewport().width(), rect.height()))


def _bands(rect: QRect, y: int) -> tuple[bool, bool]:
    """Whether ``y`` is in the upper half, and whether it is in the middle half of a row."""
    edge = rect.height() // 4
    return y < rect.center().y(), rect.top() + edge <= y <= rect.bottom() - edge


def _beside(
    tree: QTreeView, model: OutlineModel, over: QModelIndex, position: QPoint, refs: Sequence[Ref]
) -> Drop | None:
    """Before or after a row, or what it stands in: the first of these levels that can hold the parts."""
    at = over
    while at.isValid():
        rect, bottom = tree.visualRect(at), _lowest(tree, model, at)
        # A row is halved by itself, what it stands in by all that it holds.
        upper = 2 * position.y() < rect.top() + (rect.bottom() if at == over else bottom)
        parent = at.parent()
        is_last = at.row() == model.rowCount(parent) - 1
        goes_out = not upper and is_last and parent.isValid() and position.x() < rect.left()
        if accepts(model.ref(parent), refs) and not goes_out:
            return _line(tree, parent, at.row() + (not upper), rect.top() if upper else bottom + 1, rect.left())
        at = parent
    return None


def _at_end(tree: QTreeView, model: OutlineModel, refs: Sequence[Ref]) -> Drop | None:
    last = model.index(model.rowCount() - 1, 0)
    if not accepts(None, refs) or not last.isValid():
        return None
    return _line(tree, QModelIndex(), -1, _lowest(tree, model, last) + 1, tree.visualRect(last).left())


def _line(tree: QTreeView, parent: QModelIndex, row: int, y: int, left: int | None = None) -> Drop:
    start = left if left is not None else tree.visualRect(parent).left() + tree.indentation()
    return Drop(parent, row, QRect(start, max(y, 2), tree.viewport().width() - start, 1))


def _lowest(tree: QTreeView, model: OutlineModel, index: QModelIndex) -> int:
    """The bottom of the last row shown within ``index``."""
    while tree.isExpanded(index) and model.rowCount(index):
        index = model.index(model.rowCount(index) - 1, 0, index)
    return tree.visualRect(index).bottom()
