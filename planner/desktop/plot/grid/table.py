"""The view of the plot grid: going from card to card, writing in place, and dragging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.desktop.plot.grid.clipboard import carried, carry
from planner.desktop.plot.grid.delegate import GridDelegate
from planner.desktop.plot.grid.drop import Drop, find_drop
from planner.desktop.plot.grid.headers import GridHeader
from planner.desktop.plot.grid.model import GridModel, chosen
from planner.desktop.plot.grid.paint import GridPaint
from planner.desktop.plot.grid.sheet import Cell
from planner.desktop.plot.grid.sized import SizedTable
from planner.desktop.plot.grid.titles import TitleWriting
from planner.desktop.theme import Theme
from planner.domain.outline import ChapterId
from planner.domain.threads import Beat, BeatId, Thread

Index = QModelIndex | QPersistentModelIndex

_FORCED = QAbstractItemView.EditTrigger.AllEditTriggers
_TYPED = QAbstractItemView.EditTrigger.AnyKeyPressed
_DOWN, _UP = Qt.Key.Key_Down, Qt.Key.Key_Up


class PlotTable(SizedTable):
    """Shows a `GridModel`. What the author writes, drags and asks for is told by signals; it writes nothing.

    Within the current cell one card may be current as well; beside the cells the header of a thread may be.
    """

    went = Signal()
    """Emitted when another cell, card or thread became current by the author's doing."""
    beat_written = Signal(object, object, int, str)
    """Emitted with a beat's id (None: a new one), its `Cell`, its place among the cards, and its text."""
    beat_dropped = Signal(object, object, int, bool)
    """Emitted with a beat's id, the `Cell` and place it was dropped at, and whether it is to be copied."""
    thread_moved = Signal(object, int)
    """Emitted with a thread's id and the section it was dragged to."""
    chapter_opened = Signal(object)
    menu_requested = Signal(QPoint)
    copy_wanted = Signal(bool)
    """Emitted with whether what is copied is to be cut."""
    paste_wanted = Signal()
    zoom_wanted = Signal(int)
    """Emitted with how many steps larger the author wants the grid."""

    def __init__(self, model: GridModel, theme: Theme, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, percent, parent)
        self.may_write = True
        self.card: BeatId | None = None
        self.on_thread = False
        self.is_writing = False
        self.written_beat: Beat | None = None
        self._going_up = False
        self._following = False
        self._wants_writing_at = 0
        self._drop: Drop | None = None
        self._pressed = QPoint()
        self.titles = TitleWriting(self)
        self.titles.over.connect(self._leave_title)
        self.setObjectName("plot.table")
        self.setAccessibleName(self.tr("Plot grid"))
        self.setItemDelegate(GridDelegate(self))
        # Not before all is there that Qt may ask for.
        self.setModel(model)
        self.setEditTriggers(_TYPED)
        self._make_headers()
        model.followed.connect(self._follow)
        model.modelReset.connect(lambda: self.set_zoom(self.measures.percent))
        theme.changed.connect(lambda: self.set_zoom(self.measures.percent))

    def _make_headers(self) -> None:
        for orientation, name in ((Qt.Orientation.Horizontal, "across"), (Qt.Orientation.Vertical, "down")):
            header = GridHeader(orientation, self)
            header.setObjectName(f"plot.header_{name}")
            header.picked.connect(lambda section, o=orientation: self._pick(o, section))
            header.opened.connect(lambda section, o=orientation: self._open(o, section))
            header.moved.connect(self._tell_thread_moved)
            header.menu_requested.connect(lambda _section, at: self.menu_requested.emit(at))
            if orientation == Qt.Orientation.Horizontal:
                self.setHorizontalHeader(header)
            else:
                self.setVerticalHeader(header)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._place_title)
        self.fit_sections()

    def set_zoom(self, percent: int) -> None:
        """Show the grid at another size, in percent, still at the current cell."""
        self.titles.leave()
        super().set_zoom(percent)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @property
    def _threads_header(self) -> GridHeader:
        header = self.verticalHeader() if self.grid.swapped else self.horizontalHeader()
        assert isinstance(header, GridHeader)
        return header

    # What the clipboard's commands ask of whatever has the focus

    def copy(self) -> None:
        """Copy the beats the author means."""
        self.copy_wanted.emit(False)

    def cut(self) -> None:
        """Cut the beats the author means."""
        self.copy_wanted.emit(True)

    def paste(self) -> None:
        """Put beats, or lines of text, into the current cell."""
        self.paste_wanted.emit()

    # What is current

    @property
    def selects_several(self) -> bool:
        """Whether more than one cell is selected."""
        return len(self.selectionModel().selectedIndexes()) > 1

    def cell(self) -> Cell | None:
        """The current cell."""
        return self.grid.cell(self.currentIndex())

    def current_thread(self) -> Thread | None:
        """The thread whose header is current."""
        index = self.currentIndex()
        return self.grid.thread_at(self._thread_section(index)) if self.on_thread and index.isValid() else None

    def beats(self) -> list[Beat]:
        """The beats the author means: the current card, or all of the selected cells if they are several."""
        if self.on_thread:
            return []
        if self.selects_several:
            return chosen(self.grid, self.selectionModel().selectedIndexes())
        beat = self.current_beat()
        return [beat] if beat else []

    def current_beat(self) -> Beat | None:
        """The beat whose card is current."""
        for beat in self.grid.beats(self.currentIndex()):
            if beat.id == self.card:
                return beat
        return None

    def go_to(self, cell: Cell, card: BeatId | None = None) -> None:
        """Make a cell current, and in it a card (None: its first)."""
        self._go(self.grid.index_of(*cell), card)

    def go_to_beat(self, beat_id: BeatId) -> None:
        """Make a beat's card current, wherever it is."""
        self._go(self.grid.index_of_beat(beat_id), beat_id)

    def go_to_thread(self, section: int) -> None:
        """Make the header of a thread (or of the one to be made) current."""
        index = self.currentIndex()
        if self.grid.swapped:
            self._go(self.grid.index(section, max(index.column(), 0)), None)
        else:
            self._go(self.grid.index(max(index.row(), 0), section), None)
        self._set_on_thread(True)

    def go_to_chapter(self, chapter_id: ChapterId) -> None:
        """Make a chapter's cell current, in the thread the author is at."""
        section = self.grid.section_of(chapter_id, threads=False)
        if section < 0:
            return
        index = self.currentIndex()
        row, column = max(index.row(), 0), max(index.column(), 0)
        row, column = (row, section) if self.grid.swapped else (section, column)
        self._go(self.grid.index(row, column), None)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Go somewhere without telling anybody."""
        self._following = True
        try:
            yield
        finally:
            self._following = False

    def _go(self, index: QModelIndex, card: BeatId | None) -> None:
        if not index.isValid():
            return
        if index != self.currentIndex() or self.selects_several:
            self.setCurrentIndex(index)
        beats = self.grid.beats(index)
        self._set_card(card if any(beat.id == card for beat in beats) else beats[0].id if beats else None)

    def _set_card(self, card: BeatId | None) -> None:
        self.on_thread = self.grid.is_new(self.currentIndex())
        self.card = card
        self._show_current()
        self._tell()

    def _set_on_thread(self, on_thread: bool) -> None:
        self.on_thread = on_thread or self.grid.is_new(self.currentIndex())
        self._show_current()
        self._tell()

    def _show_current(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def _tell(self) -> None:
        if not self._following:
            self.went.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._following:
            return
        beats = self.grid.beats(current)
        self._set_card(beats[-1 if self._going_up else 0].id if beats else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell()

    def _thread_section(self, index: Index) -> int:
        return index.row() if self.grid.swapped else index.column()

    # Following the model

    def _follow(self, _changes: object) -> None:
        self.paint = GridPaint(self.grid, self.theme, self.measures)
        self.fit_rows()
        self._keep_card()
        self._show_current()

    def _keep_card(self) -> None:
        """Stay with the card if it still is where the author is; its cell moves by itself, a beat may have moved."""
        beats = self.grid.beats(self.currentIndex())
        if not any(beat.id == self.card for beat in beats):
            self.card = beats[-1].id if beats and self.card is not None else None
        self.on_thread = self.on_thread or self.grid.is_new(self.currentIndex())

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        elif plain and self._steps(event.key()):
            return
        else:
            self._going_up = event.key() == _UP
            stays_on_thread = self.on_thread
            before = self.currentIndex()
            super().keyPressEvent(event)
            self._going_up = False
            if stays_on_thread and plain and self.currentIndex() != before:
                self._set_on_thread(True)

    def _steps(self, key: int) -> bool:
        """Go from card to card within the cell, or between the cells and the header of their thread."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        towards, away = (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.grid.swapped else (_UP, _DOWN)
        at_edge = (index.column() if self.grid.swapped else index.row()) == 0
        if self.on_thread:
            if key == away and not self.grid.is_new(index):
                beats = self.grid.beats(index)
                self._set_card(beats[0].id if beats else None)
                return True
            return key in (towards, away)
        cards = [beat.id for beat in self.grid.beats(index)]
        if key in (_UP, _DOWN) and self.card in cards:
            place = cards.index(self.card) + (1 if key == _DOWN else -1)
            if 0 <= place < len(cards):
                self._set_card(cards[place])
                return True
        if key == towards and at_edge:
            self._set_on_thread(True)
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.grid.rowCount():
            self._go(self.grid.index(0, 0), None)
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)
        if self.indexAt(self._pressed) == self.currentIndex() and self.currentIndex().isValid():
            place = self.place_at(self._pressed)
            self._set_card(place.beat.id if place else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.currentIndex().isValid():
            if self.place_at(event.position().toPoint()) is None:
                self.write_new()
            else:
                self.write()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            if self.on_thread:
                rect = self._heading_rect()
                self.menu_requested.emit(self._threads_header.mapToGlobal(rect.bottomLeft()))
            else:
                self.menu_requested.emit(self.viewport().mapToGlobal(rect.center()))
        elif self.indexAt(event.pos()).isValid():
            self.menu_requested.emit(event.globalPos())

    def _pick(self, orientation: Qt.Orientation, section: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.grid.is_threads(orientation):
            self.go_to_thread(section)
            if self.current_thread() is None:
                self.write_title()
        else:
            chapter = self.grid.chapter_at(section)
            if chapter is not None:
                self.go_to_chapter(chapter.id)

    def _open(self, orientation: Qt.Orientation, section: int) -> None:
        chapter = None if self.grid.is_threads(orientation) else self.grid.chapter_at(section)
        if chapter is not None:
            self.chapter_opened.emit(chapter.id)
        elif self.current_thread() is not None:
            self.write_title()

    def _tell_thread_moved(self, section: int, to: int) -> None:
        thread = self.grid.thread_at(section)
        if thread is not None:
            self.thread_moved.emit(thread.id, to)

    # Writing in place

    def write(self) -> None:
        """Write what is current: a thread's title, the current card, or a new one."""
        if self.on_thread:
            self.write_title()
        else:
            self._begin(self.current_beat())

    def write_new(self) -> None:
        """Write a new beat in the current cell, after the current card; from a thread's header, after the last one."""
        index = self.currentIndex()
        if self.grid.is_new(index):
            return
        if self.on_thread:
            beats = self.grid.beats(index)
            self._set_card(beats[-1].id if beats else None)
            self.scrollTo(index)
        self._begin(None)

    def write_title(self, typed: str | None = None) -> None:
        """Write the current thread's title, or that of one to be made; ``typed`` takes the place of what is there."""
        if not self.may_write:
            return
        self.scrollTo(self.currentIndex())
        viewport, font = self._threads_header.viewport(), self.measures.title.font
        self.titles.begin(viewport, self._heading_rect(), self.current_thread(), typed, font)

    def _heading_rect(self) -> QRect:
        return self._threads_header.section_rect(self._thread_section(self.currentIndex()))

    def _place_title(self, *_value: object) -> None:
        self.titles.place(self._heading_rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.titles.is_open:
            self.scrollTo(self.currentIndex())
            self._place_title()

    def _leave_title(self, had_focus: bool) -> None:
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(  # type: ignore[override]
        self, index: Index, trigger: QAbstractItemView.EditTrigger = _FORCED, event: QEvent | None = None
    ) -> bool:
        """Qt asks for this when the author types, and when Tab goes on from one cell to the next."""
        if trigger == _TYPED:
            if self.on_thread:
                if isinstance(event, QKeyEvent) and event.text().isprintable() and event.text():
                    self.write_title(event.text())
                return True
            self.written_beat = None
        elif not self.is_writing:
            self.written_beat = self.current_beat()
        return self._open_field(index, trigger, event)

    def _begin(self, beat: Beat | None) -> None:
        self.written_beat = beat
        self._open_field(self.currentIndex(), _FORCED, None)

    def _open_field(self, index: Index, trigger: QAbstractItemView.EditTrigger, event: QEvent | None) -> bool:
        cards = [beat.id for beat in self.grid.beats(index)]
        self._wants_writing_at = cards.index(self.card) + 1 if self.card in cards else len(cards)
        self.is_writing = bool(super().edit(index, trigger, event))  # type: ignore[arg-type]
        self.viewport().update()
        return self.is_writing

    def take(self, index: Index, text: str) -> None:
        """Tell what was written in a cell's field."""
        cell, beat = self.grid.cell(index), self.written_beat
        if cell is None or (beat.text if beat else "") == text:
            return
        self.beat_written.emit(beat.id if beat else None, cell, self._wants_writing_at, text)

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        self.is_writing = False
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        self.fit_rows()
        self.viewport().update()

    def writing_place(self, index: Index) -> QRect:
        """Where the field for a beat goes: over its card, or below the last one."""
        rect = self.visualRect(index)
        if self.written_beat is not None:
            card = self.card_rect(self.written_beat.id)
            if card.isValid():
                return card
        return self.measures.space_below(self.grid.beats(index), rect, self.grid.scene_words)

    # Dragging

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the card that was pressed; the base class would take cells along, and remove them."""
        place = self.place_at(self._pressed)
        if place is None or not self.may_write:
            return
        drag = QDrag(self)
        drag.setMimeData(carry(self.grid, [place.beat]))
        drag.setPixmap(self.paint.picture(place, self.devicePixelRatioF()))
        drag.setHotSpot(self._pressed - place.rect.topLeft())
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._aim(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # The base class scrolls at the edges; where a drop goes is decided here.
        super().dragMoveEvent(event)
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        drop = self._drop_at(event)
        super().dragLeaveEvent(QDragLeaveEvent())
        self._show_drop(None)
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        copies = event.dropAction() == Qt.DropAction.CopyAction
        for beat in self._carried(event):
            self.beat_dropped.emit(beat, drop.cell, drop.position, copies)

    def _aim(self, event: QDragMoveEvent) -> None:
        self._show_drop(self._drop_at(event))
        if self._drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def _carried(self, event: QDropEvent) -> Sequence[BeatId]:
        sheet = self.grid.sheet
        return [each.id for each in carried(event.mimeData(), sheet.story_id)] if sheet and self.may_write else []

    def _drop_at(self, event: QDropEvent) -> Drop | None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        cell, going = self.grid.cell(index), self._carried(event)
        if cell is None or not going:
            return None
        return find_drop(cell, self.visualRect(index), self.places(index), self.measures, at.y(), going)

    def _show_drop(self, drop: Drop | None) -> None:
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), QColor(self.theme.colours.surface))
        ground.end()
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._drop.paint(painter, QColor(self.theme.colours.accent), self.measures.gutter)
