"""The tree view of the outline: what it stands on, dragging within it, and keeping up with the author's place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHoverEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from planner.desktop.outline.delegate import INDENTATION, OutlineDelegate
from planner.desktop.outline.drop import Drop, find_drop
from planner.desktop.outline.model import OutlineModel
from planner.desktop.theme import RADIUS, XS, S, Theme
from planner.desktop.widgets.swatches import SWATCHES, swatch_colour
from planner.domain.arranging import Ref
from planner.domain.outline import Arc

Index = QModelIndex | QPersistentModelIndex

_CURRENT_AND_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Current


class OutlineTree(QTreeView):
    """Shows an `OutlineModel`. Selecting, opening and asking for a menu are told by signals; it writes nothing."""

    current_changed = Signal(object)
    """Emitted with the `Ref` the author went to by mouse or keyboard, or None."""
    selection_changed = Signal()
    opened = Signal(object)
    """Emitted with the `Ref` on which Enter was pressed."""
    insert_requested = Signal()
    """Emitted when Insert was pressed."""
    menu_requested = Signal(object, QPoint)
    """Emitted with the `Ref` under the mouse (None: below the last row) and the place on the screen."""

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = model
        self._theme = theme
        self._following = False
        self._hovered = QPersistentModelIndex()
        self._drop: Drop | None = None
        self.filtered = False
        """While rows are filtered out nothing can be dropped, for between two shown rows others may be hidden."""
        self._opened_before: set[int] = set()
        self._told: Ref | None = None
        self._rows = OutlineDelegate(theme, self)
        self.setObjectName("outline.tree")
        self.setAccessibleName(self.tr("Outline"))
        self.setItemDelegate(self._rows)
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENTATION)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(600)
        self.setMouseTracking(True)
        self.setAnimated(False)
        self.clicked.connect(self._tell_clicked)
        model.rowsInserted.connect(self._expand_arcs)
        model.outline_changed.connect(self._follow_outline)
        theme.changed.connect(self._follow_theme)

    # What is selected

    def current(self) -> Ref | None:
        """The part the keyboard is on."""
        return self._outline.ref(self.currentIndex())

    def selected(self) -> list[Ref]:
        """The selected parts."""
        return [ref for ref in map(self._outline.ref, self.selectionModel().selectedRows()) if ref is not None]

    def go_to(self, ref: Ref | None) -> None:
        """Make a part current and the only one selected (None: nothing), without telling anybody."""
        self.select([] if ref is None else [ref])

    def select(self, refs: Sequence[Ref]) -> None:
        """Select parts, the first of them current, without telling anybody."""
        indexes = [index for index in map(self._outline.index_of, refs) if index.isValid()]
        self._told = self._outline.ref(indexes[0]) if indexes else None
        self._following = True
        try:
            if not indexes:
                self.selectionModel().clear()
                return
            for index in indexes:
                self._reveal(index)
            self.selectionModel().setCurrentIndex(indexes[0], _CURRENT_AND_ONLY)
            selection = QItemSelection()
            for index in indexes:
                selection.select(index, index)
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(indexes[0])
        finally:
            self._following = False
        self.selection_changed.emit()

    def rename(self, ref: Ref) -> None:
        """Begin to edit a part's title in place."""
        index = self._outline.index_of(ref)
        if index.isValid():
            self._reveal(index)
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)

    def show_open_chapter(self, chapter_id: int | None) -> None:
        """Mark the chapter the editor shows."""
        if chapter_id != self._rows.open_chapter:
            self._rows.open_chapter = chapter_id
            self.viewport().update()

    def _reveal(self, index: QModelIndex) -> None:
        parent = index.parent()
        while parent.isValid():
            self.expand(parent)
            parent = parent.parent()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_current()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_current()
        if not self._following and not self._outline.is_following:
            self.selection_changed.emit()

    def _tell_current(self) -> None:
        """Tell where the author went, which is where she selected.

        Qt makes a row current before it selects it, and the first row when nothing but the focus comes.
        """
        current = self.currentIndex()
        if self._following or self._outline.is_following or not self.selectionModel().isSelected(current):
            return
        ref = self._outline.ref(current)
        if ref != self._told:
            self._told = ref
            self.current_changed.emit(ref)

    def _tell_clicked(self, index: QModelIndex) -> None:
        """A click on the row the author is at already may still lead her out of one of its scenes."""
        if self.selectionModel().isSelected(index):
            self._told = None
            self._tell_current()

    def show_only(self, keys: set[int] | None) -> None:
        """Hide all rows but those with these handles (None: show all), and open what holds them."""
        if keys is not None and not self.filtered:
            self._opened_before = {key for key in self._outline.shape.rows if self.isExpanded(self._outline.at(key))}
        for key in self._outline.shape.rows:
            index = self._outline.at(key)
            self.setRowHidden(index.row(), index.parent(), keys is not None and key not in keys)
            if keys is not None or self.filtered:
                self.setExpanded(index, keys is not None or key in self._opened_before)
        self.filtered = keys is not None

    # Following the model and the theme

    def _expand_arcs(self, parent: QModelIndex, first: int, last: int) -> None:
        if not parent.isValid():
            for row in range(first, last + 1):
                index = self._outline.index(row, 0)
                ref = self._outline.ref(index)
                if ref is not None and ref.kind == "arc":
                    self.expand(index)

    def _follow_outline(self) -> None:
        outline = self._outline.outline
        self._rows.widest_number = max(len(outline.chapters) if outline else 0, 9)
        self.viewport().update()

    def _follow_theme(self) -> None:
        self._rows.make_fonts()
        self.scheduleDelayedItemsLayout()

    # Keyboard and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ref = self.current()
        # A title being edited hands its Enter on to the view, which must not take it for one of its own.
        editing = self.state() == QAbstractItemView.State.EditingState
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if entered and ref is not None and not editing:
            self.opened.emit(ref)
        elif event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.insert_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            self.menu_requested.emit(self.current(), self.viewport().mapToGlobal(rect.bottomLeft()))
        else:
            self.menu_requested.emit(self._outline.ref(self.indexAt(event.pos())), event.globalPos())

    # Drawing

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            over = self.indexAt(event.position().toPoint()) if event.type() != QEvent.Type.HoverLeave else QModelIndex()
            if over != self._hovered:
                self._hovered = QPersistentModelIndex(over)
                self.viewport().update()
        return super().viewportEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground in one rounded piece from edge to edge, then the row upon it."""
        item = self.visualRect(index)
        row = QRect(0, item.top(), self.viewport().width(), item.height())
        self._draw_ground(painter, QRectF(row.adjusted(XS, 1, -XS, -1)), index)
        self.drawBranches(painter, QRect(0, row.top(), item.left(), row.height()), index)
        option.rect = item
        self._rows.paint(painter, option, index)

    def _draw_ground(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        colours = self._theme.colours
        selected = self.selectionModel().isSelected(index)
        ref = self._outline.ref(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or index == self._hovered:
            painter.setBrush(QColor(colours.selection if selected else colours.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        self._draw_label(painter, rect, index)
        if ref is not None and ref.kind == "chapter" and ref.id == self._rows.open_chapter:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + S, 3, rect.height() - 2 * S), 1.5, 1.5)
        if self.hasFocus() and index == self.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.restore()

    def _draw_label(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """The colour label as a thin stripe at the right edge; its name stands in the tool tip and is spoken."""
        row = self._outline.row(index)
        if row is not None and not isinstance(row, Arc) and row.label in SWATCHES:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(swatch_colour(row.label, self._theme))
            painter.drawRoundedRect(
                QRectF(rect.right() - 3, rect.top() + S - 1, 3, rect.height() - 2 * S + 2), 1.5, 1.5
            )

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self._outline.rowCount(index):
            return
        centre = QPoint(rect.right() - self.indentation() // 2, rect.center().y() + 1)
        reach = 4 if self.isExpanded(index) else 3
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.colours.muted), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if self.isExpanded(index):
            painter.drawPolyline([centre + QPoint(-reach, -2), centre + QPoint(0, 2), centre + QPoint(reach, -2)])
        else:
            painter.drawPolyline([centre + QPoint(-2, -4), centre + QPoint(2, 0), centre + QPoint(-2, 4)])
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._drop.paint(painter, QColor(self._theme.colours.accent))

    # Dragging

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the selected parts; the base class would remove the rows it believes to have moved."""
        indexes = self.selectedIndexes()
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._outline.mimeData(indexes))
            drag.setPixmap(self._picture(indexes))
            drag.setHotSpot(QPoint(-S, -S))
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._aim(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # The base class scrolls and opens rows under the mouse; where a drop goes is decided here.
        super().dragMoveEvent(event)
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        drop = self._drop_at(event.position().toPoint(), event.mimeData())
        super().dragLeaveEvent(QDragLeaveEvent())
        self._show_drop(None)
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        moved = self._outline.refs_in(event.mimeData())
        self._outline.dropMimeData(event.mimeData(), event.dropAction(), drop.row, 0, drop.parent)
        self.select(moved)
        self.current_changed.emit(self.current())

    def _aim(self, event: QDragMoveEvent) -> None:
        self._show_drop(self._drop_at(event.position().toPoint(), event.mimeData()))
        if self._drop is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def _drop_at(self, position: QPoint, data: QMimeData) -> Drop | None:
        return None if self.filtered else find_drop(self, self._outline, position, self._outline.refs_in(data))

    def _show_drop(self, drop: Drop | None) -> None:
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()

    def _picture(self, indexes: Iterable[QModelIndex]) -> QPixmap:
        """What hangs at the mouse: the title, or how many parts."""
        titles = [str(index.data()) for index in indexes]
        text = titles[0] if len(titles) == 1 else self.tr("{count} parts").format(count=len(titles))
        metrics = self.fontMetrics()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 240)
        size = metrics.size(0, text)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round((size.width() + 24) * ratio), round((size.height() + 12) * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        rect = QRectF(0.5, 0.5, size.width() + 23, size.height() + 11)
        painter.setPen(QColor(self._theme.colours.accent))
        painter.setBrush(QColor(self._theme.colours.raised))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setPen(QColor(self._theme.colours.text))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()
        return picture
