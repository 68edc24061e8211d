"""The matrix as it is walked through, written in, and bent by keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.desktop.cast.matrix.delegate import MatrixDelegate
from planner.desktop.cast.matrix.headers import PeopleHeader
from planner.desktop.cast.matrix.model import MatrixModel
from planner.desktop.cast.people_table import PeopleTable
from planner.desktop.theme import XS, Theme
from planner.desktop.widgets.people import Portraits

_CELL, _SIGN = 116, 36
_NAMES, _UPRIGHT = 164, 112
_NAMES_PART, _LEAST_NAMES = 0.34, 84
"""Names beside the rows take no more than this part of the width, and no less than so many pixels."""
_FACE, _SMALL_FACE = 24, 20
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Trigger = QAbstractItemView.EditTrigger


@dataclass(frozen=True)
class Sizes:
    """Of cells, pictures and headers, in pixels: ``names`` is the left header, ``above`` the upper one."""

    width: int
    height: int
    face: int
    names: int
    above: int


def sizes_of(theme: Theme, room: int, *, signs_only: bool) -> Sizes:
    """The sizes at a text size, in a table so wide."""
    scale = theme.text_scale
    names = min(round(_NAMES * scale), max(round(room * _NAMES_PART), round(_LEAST_NAMES * scale)))
    text, small = QFontMetrics(theme.font(0.95)).height(), QFontMetrics(theme.font(0.85)).height()
    if signs_only:
        face = round(_SMALL_FACE * scale)
        height = max(small + 3 * XS + 2, face + XS)
        return Sizes(max(round(_SIGN * scale), face + XS), height, face, names, round(_UPRIGHT * scale))
    face = round(_FACE * scale)
    above = face + text + 4 * XS
    return Sizes(round(_CELL * scale), text + small + 2 * XS + 4, face, names, above)


class MatrixTable(PeopleTable):
    """A cell for each two people. What is done to the library, beyond writing in a cell, is told by signals."""

    nudged = Signal(QModelIndex, int)
    """Emitted with a cell and by how much its closeness should rise."""
    remove_wanted = Signal(QModelIndex)
    next_wanted = Signal(QModelIndex)
    """Emitted with a cell whose next tie should be meant."""
    menu_wanted = Signal(QModelIndex, QPoint)
    """Emitted with a cell and a place on the screen."""
    person_picked = Signal(int)
    """Emitted with the id of a person whose picture was opened."""

    def __init__(
        self, model: MatrixModel, theme: Theme, portraits: Portraits, *, signs_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, portraits, parent)
        self.matrix = model
        self.signs_only = signs_only
        self.sizes = sizes_of(theme, self.width(), signs_only=signs_only)
        self.setObjectName("cast.matrix.table")
        self.setAccessibleName(self.tr("How everybody stands with everybody"))
        self.setMouseTracking(True)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        self._rows = PeopleHeader(Qt.Orientation.Vertical, self)
        self._columns = PeopleHeader(Qt.Orientation.Horizontal, self)
        self.show_model(model, self._rows, self._columns, MatrixDelegate(self))
        self._rows.picked.connect(self._pick)
        self._columns.picked.connect(self._pick)
        theme.changed.connect(self.fit)
        portraits.ready.connect(self._show_face)
        self.fit()

    def show_signs(self, on: bool) -> None:
        """Show only signs, small, or words."""
        self.signs_only = on
        self.fit()
        self.scrollTo(self.currentIndex())

    def fit(self) -> None:
        """Give cells and headers their sizes."""
        sizes = self.sizes = sizes_of(self.theme, self.width(), signs_only=self.signs_only)
        self._columns.setDefaultSectionSize(sizes.width)
        self._rows.setDefaultSectionSize(sizes.height)
        self._rows.setFixedWidth(sizes.names)
        self._columns.setFixedHeight(sizes.above)
        self.updateGeometries()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if sizes_of(self.theme, self.width(), signs_only=self.signs_only) != self.sizes:
            self.fit()

    # Where the author is

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self._rows.viewport().update()
        self._columns.viewport().update()
        self.viewport().update()

    def go_to(self, index: QModelIndex) -> None:
        if index != self.currentIndex():
            super().go_to(index)

    def _pick(self, section: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(self.matrix.index(section, section))
        self._open_person(self.currentIndex())

    def _open_person(self, index: QModelIndex) -> None:
        pair = self.matrix.pair(index)
        if pair is not None and pair[0] == pair[1]:
            self.person_picked.emit(pair[0])

    def _show_face(self, _person_id: int) -> None:
        for each in (self._rows, self._columns, self):
            each.viewport().update()

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not index.isValid() or held:
            super().keyPressEvent(event)
        elif self.matrix.is_self(index) and key in (*_ENTER, Qt.Key.Key_Space):
            self._open_person(index)
        elif key in _ENTER:
            self._write(index)
        elif key == Qt.Key.Key_Space:
            self.next_wanted.emit(index)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.nudged.emit(index, 1 if key == Qt.Key.Key_Plus else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit(index)
        else:
            super().keyPressEvent(event)

    def _write(self, index: QModelIndex) -> None:
        if self.matrix.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyboardSearch(self, search: str) -> None:
        """Letters write; they do not look for what a cell begins with."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._open_person(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.menu_place(event)
        if self.currentIndex().isValid():
            self.menu_wanted.emit(self.currentIndex(), at)
