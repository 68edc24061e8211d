"""The ties to choose from, beside the curves: with a box to tick, the line they are drawn with, and a search."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRegularExpression,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from planner.desktop.cast.bonds import Bonds
from planner.desktop.cast.course.curves import has_curve, most_moved_first, span_text, story_of
from planner.desktop.theme import XL, S, Theme
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.rows import Index, RowsById
from planner.desktop.widgets.ties import kind_pen
from planner.domain.ties import TieId, TieKind

AT_FIRST = 5
"""How many ties are ticked when a story is opened: those that change most."""

KIND_ROLE = Qt.ItemDataRole.UserRole + 4
"""The kind a tie ends as, whose line stands behind it; None while the tie is not drawn."""
SAID_ROLE = int(Qt.ItemDataRole.UserRole) + 5
"""All that is said of a tie, to look for words in."""

_Told = tuple[str, str, TieKind | None]
"""Where a tie comes from and goes, its whole story, and the kind it ends as."""


class TiesModel(RowsById):
    """A row for each tie, those first that changed most when the story was opened."""

    ticked = Signal()
    """Emitted after ties were ticked or unticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._bonds: Bonds | None = None
        self._chosen: set[TieId] = set()
        self._words: dict[int, _Told] = {}
        self._sources: dict[TieId, tuple[object, ...]] = {}

    @property
    def chosen(self) -> list[TieId]:
        """The ties that are ticked, in the order of the rows."""
        return [TieId(row_id) for row_id in self._ids if row_id in self._chosen]

    def show(self, bonds: Bonds | None, *, anew: bool) -> None:
        """Show these ties. ``anew``: in a new order and with the first ticked; else what is known keeps its place."""
        before, after = self._sources, _sources(bonds)
        fresh = list(after) if anew else [tie_id for tie_id in after if tie_id not in before]
        if fresh and bonds:
            fresh = [tie_id for tie_id in most_moved_first(bonds.course) if tie_id in set(fresh)]
        if anew:
            order = fresh
            drawn = [tie_id for tie_id in order[:AT_FIRST] if bonds and has_curve(bonds.course, tie_id)]
            self._chosen = set(drawn or order[:1])
        else:
            order = [*fresh, *(TieId(row_id) for row_id in self._ids if row_id in after)]
            self._chosen &= set(order)
            # Whoever makes a tie while she looks wants to see it, unless she sees many.
            self._chosen.update(fresh[: max(AT_FIRST - len(self._chosen), 0)])
        changed = {tie_id for tie_id in after if before.get(tie_id) != after[tie_id]}
        self._bonds, self._sources = bonds, after
        self._words = {row_id: words for row_id, words in self._words.items() if row_id not in changed}
        self.follow_order(order)
        self.touch(changed & set(before))

    def _words_of(self, tie_id: TieId) -> _Told:
        """What else a row says, put together when it is first asked for."""
        if tie_id not in self._words and self._bonds is not None:
            self._words[tie_id] = _told(self._bonds, tie_id)
        return self._words[tie_id]

    def tick(self, tie_ids: Collection[TieId], *, on: bool = True) -> None:
        """Tick ties, or untick them."""
        changed = {tie_id for tie_id in tie_ids if (tie_id in self._chosen) != on and tie_id in self._ids}
        if changed:
            self._chosen ^= changed
            self.touch(changed)
            self.ticked.emit()

    # RowsById

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tie_id = TieId(self._ids[index.row()])
        if self._bonds is None or tie_id not in self._sources:
            # It is about to go.
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if tie_id in self._chosen else Qt.CheckState.Unchecked
        pair = self._bonds.pair(self._bonds.course.tie(tie_id))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return pair
            case _ if role == FOOT_ROLE:
                return self._words_of(tie_id)[0]
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._words_of(tie_id)[1]
            case _ if role == SAID_ROLE:
                return "\n".join((pair, *self._words_of(tie_id)[:2]))
            case _ if role == KIND_ROLE:
                return self._words_of(tie_id)[2] if tie_id in self._chosen else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([self.tie_at(index)], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tie_at(self, index: Index) -> TieId:
        """The tie of a row."""
        return TieId(self._ids[index.row()])


def _told(bonds: Bonds, tie_id: TieId) -> _Told:
    course = bonds.course
    standing = course.standing(tie_id, course.length) or course.standing(tie_id, course.begins(tie_id))
    kind = bonds.kind(standing.kind) if standing and has_curve(course, tie_id) else None
    return span_text(course, tie_id), story_of(bonds, tie_id), kind


def _sources(bonds: Bonds | None) -> dict[TieId, tuple[object, ...]]:
    """All that the words of each tie are made of, which is quicker to compare than to put into words."""
    if bonds is None:
        return {}
    course = bonds.course
    shared = (course.length, bonds.kinds)
    return {
        tie.id: (
            tie,
            bonds.name(tie.one),
            bonds.name(tie.other),
            course.developments(tie.id),
            course.begins(tie.id),
            *shared,
        )
        for tie in course.ties
    }


class TiesFound(QSortFilterProxyModel):
    """The rows in which all the words that are looked for are found."""

    def __init__(self, model: TiesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(model)
        self.setFilterRole(SAID_ROLE)

    def look_for(self, text: str) -> None:
        """Show only rows with these words."""
        each_somewhere = "".join(f"(?=.*{QRegularExpression.escape(word)})" for word in text.split())
        options = QRegularExpression.PatternOption
        pattern = QRegularExpression(f"^{each_somewhere}")
        pattern.setPatternOptions(options.CaseInsensitiveOption | options.DotMatchesEverythingOption)
        self.setFilterRegularExpression(pattern)


class TiesDelegate(LinesDelegate):
    """Draws a row, and behind it the line of a tie that is drawn."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view, trailing=XL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        kind = index.data(KIND_ROLE)
        if isinstance(kind, TieKind):
            rect: QRect = option.rect
            draw_stroke(painter, kind_pen(kind, self.theme, 2.5), rect.right() - S - XL, rect.center().y(), XL)


def draw_stroke(painter: QPainter, pen: QPen, left: float, y: float, width: float) -> None:
    """A stroke of a kind's line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(left + width, y))
    painter.restore()


class TiesView(LinesView):
    """The list."""

    def __init__(self, theme: Theme, found: TiesFound) -> None:
        super().__init__()
        self.setObjectName("course.ties")
        self.setAccessibleName(self.tr("Ties to show"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(TiesDelegate(theme, self))
        self.setModel(found)
        self._found = found

    def tie(self) -> TieId | None:
        """The current tie."""
        return self.tie_of(self.currentIndex())

    def tie_of(self, index: Index) -> TieId | None:
        """The tie of a row; None for no row."""
        model = self._found.sourceModel()
        if not index.isValid() or not isinstance(model, TiesModel):
            return None
        return model.tie_at(self._found.mapToSource(index))

    def go_to(self, tie_id: TieId) -> None:
        """Make a tie current, if it is among those that were found."""
        model = self._found.sourceModel()
        if isinstance(model, TiesModel):
            index = self._found.mapFromSource(model.index(model.row_of(tie_id)))
            if index.isValid() and QPersistentModelIndex(index) != QPersistentModelIndex(self.currentIndex()):
                self.setCurrentIndex(index)
