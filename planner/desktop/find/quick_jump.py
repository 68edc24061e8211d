"""The quick jump: a line to type into and a list to choose from, by the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QShowEvent, QTextLayout
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.desk import Desk
from planner.desktop.find.destinations import Destination, Destinations, Found
from planner.desktop.going import go_to_cast, resume_story
from planner.desktop.icons import pixmap
from planner.desktop.page_tabs import PLOT, PlotTab
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.status import paint_status
from planner.domain.outline import StoryId

Index = QModelIndex | QPersistentModelIndex

FOUND_ROLE = Qt.ItemDataRole.UserRole + 1
_WIDTH = 620
_ROWS = 10
_MARK = 16


class FoundModel(QAbstractListModel):
    """The answers to one query."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []

    def show_found(self, found: list[Found]) -> None:
        """Show other answers."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._found):
            return None
        found = self._found[index.row()]
        if role == FOUND_ROLE:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.destination.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.destination.name}, {self.kind_text(found.destination)}, {found.destination.context}"
        return None

    def kind_text(self, destination: Destination) -> str:
        """What kind of thing it is, in words."""
        return {
            "story": self.tr("Story"),
            "chapter": self.tr("Chapter"),
            "scene": self.tr("Scene"),
            "thread": self.tr("Thread"),
            "beat": self.tr("Beat"),
            "person": self.tr("Person"),
            "tie": self.tr("Tie"),
            "development": self.tr("Tie"),
            "group": self.tr("Group"),
            "secret": self.tr("Secret"),
            "reveal": self.tr("Secret"),
            "place": self.tr("Place"),
            "command": self.tr("Command"),
        }[destination.kind]


class FoundDelegate(QStyledItemDelegate):
    """A row: a mark, the name with the letters asked for in bold, where it is, and its kind or keys."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + 2 * S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(FOUND_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.highlight())
            painter.drawRoundedRect(rect, XS, XS)
        inner = rect.adjusted(M, 0, -M, 0)
        self._paint_mark(painter, inner, found.destination)
        inner.setLeft(inner.left() + _MARK + M)
        model = index.model()
        assert isinstance(model, FoundModel)
        destination = found.destination
        right = destination.context if destination.kind == "command" else model.kind_text(destination)
        small = self._theme.font(0.9)
        painter.setFont(small)
        painter.setPen(colours.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance(right) - M)
        painter.setPen(colours.text)
        used = self._paint_name(painter, inner, found)
        if destination.kind != "command" and destination.context:
            inner.setLeft(inner.left() + used + M)
            metrics = QFontMetrics(small)
            painter.setFont(small)
            painter.setPen(colours.muted)
            context = metrics.elidedText(destination.context, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, context)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRect, destination: Destination) -> None:
        top = rect.center().y() - _MARK // 2 + 1
        if destination.status is not None:
            colour = self._theme.colours.of(destination.status)
            paint_status(painter, QRectF(rect.left() + 1, top + 1, _MARK - 2, _MARK - 2), destination.status, colour)
        elif destination.icon:
            colour = QColor(self._theme.colours.muted)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(QPoint(rect.left(), top), pixmap(destination.icon, colour, _MARK, ratio))

    def _paint_name(self, painter: QPainter, rect: QRect, found: Found) -> int:
        """Draw the name, elided, with the letters that were asked for in bold; the width it took."""
        font = self._theme.font()
        bold = QFont(font)
        bold.setBold(True)
        room = round(rect.width() * (0.65 if found.destination.context else 1))
        text = QFontMetrics(bold).elidedText(found.destination.name, Qt.TextElideMode.ElideRight, room)
        layout = QTextLayout(text, font)
        asked = []
        for place in found.places:
            if place < len(text):
                piece = QTextLayout.FormatRange()
                piece.start, piece.length = place, 1
                piece.format.setFont(bold)
                asked.append(piece)
        layout.setFormats(asked)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(rect.width())
        layout.endLayout()
        layout.draw(painter, QPoint(rect.left(), rect.center().y() - round(line.height() / 2) + 1))
        return round(line.naturalTextWidth())


class QuickJump(QDialog):
    """Over the window, near its top; gone when it loses the focus."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._desk = desk
        self._destinations = Destinations(desk, self)
        self.setObjectName("jump")
        self.setAccessibleName(self.tr("Quick jump"))
        self.line = QLineEdit()
        self.line.setObjectName("jump.line")
        self.line.setPlaceholderText(self.tr("Go to a chapter, a scene, a thread, a story, or a command"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self._model = FoundModel(self)
        self.list = QListView()
        self.list.setObjectName("jump.list")
        self.list.setAccessibleName(self.tr("Where to go"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(FoundDelegate(desk.theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._choose)
        self._nothing = label(self.tr("Nothing fits. Try fewer letters."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("look", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        hint = label(self.tr("↑ ↓ choose · Enter goes there · > commands only"), "small")
        hint.setContentsMargins(XS, 0, 0, 0)
        column.addWidget(hint)
        self._layouts = (column, outer)

    def open_over(self, window: QWidget) -> None:
        """Show it over a window, empty."""
        self.line.clear()
        self._search("")
        self.setFixedWidth(min(_WIDTH, window.width() - 2 * L))
        self._fit()
        top = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, window.height() // 9))
        self.move(top)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.show_found([])

    def _search(self, text: str) -> None:
        self._model.show_found(self._destinations.find(text))
        any_found = self._model.rowCount() > 0
        self.list.setVisible(any_found)
        self._nothing.setVisible(not any_found)
        self.list.setCurrentIndex(self._model.index(0))
        self._fit()

    def _fit(self) -> None:
        """Be as high as what was found, up to so many rows; a long empty box looks as if something were missing."""
        rows = self._model.rowCount()
        row = self.list.sizeHintForRow(0) if rows else self.fontMetrics().height() + 2 * S
        self.list.setFixedHeight(row * min(rows, _ROWS))
        self._nothing.setFixedHeight(row)
        # From the inside out; left to itself, Qt would do so only after the popup was drawn.
        for layout in self._layouts:
            layout.activate()
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
            return True
        if key in steps and self._model.rowCount():
            step = steps[Qt.Key(key)]
            row, rows = self.list.currentIndex().row() + step, self._model.rowCount()
            # One step goes round; a page stops at the ends.
            row = row % rows if abs(step) == 1 else min(max(row, 0), rows - 1)
            self.list.setCurrentIndex(self._model.index(row))
            return True
        return False

    def _choose(self, index: QModelIndex) -> None:
        found = index.data(FOUND_ROLE)
        if not isinstance(found, Found):
            return
        self.hide()
        go_to(found.destination, self._desk)


def go_to(destination: Destination, desk: Desk) -> None:
    """Go there, or do the command. A place is met in the first scene there, as long as there is one."""
    match destination.kind:
        case "command":
            desk.commands.run(str(destination.id))
        case "thread" | "beat":
            desk.place.select(destination.kind, int(destination.id))
            desk.commands.run("go.plot")
            desk.commands.run(PLOT.command(PlotTab.GRID))
        case "person" | "tie" | "development" | "group" | "secret" | "reveal":
            go_to_cast(desk, destination.kind, int(destination.id))
        case "place":
            if destination.scene_id is not None:
                desk.place.select("scene", destination.scene_id)
            elif destination.story_id is not None:
                desk.place.select("story", destination.story_id)
            desk.commands.run("go.write")
        case "story" if destination.id != desk.place.story_id:
            resume_story(desk, StoryId(int(destination.id)))
        case _:
            desk.place.select(destination.kind, int(destination.id))
            desk.commands.run("go.write")
