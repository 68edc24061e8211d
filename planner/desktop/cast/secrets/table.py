"""The matrix of secrets as it is drawn, walked through and renamed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.desktop.cast.people_table import PeopleTable
from planner.desktop.cast.secrets.headers import PeopleHeader, SecretsHeader
from planner.desktop.cast.secrets.model import SecretsModel
from planner.desktop.cast.secrets.sheet import Knowing, cell_text
from planner.desktop.icons import pixmap
from planner.desktop.theme import XS, Colours, S, Theme
from planner.desktop.widgets.crossing import Index
from planner.desktop.widgets.in_place import InPlaceText
from planner.desktop.widgets.people import Portraits
from planner.domain.secrets import Secret, SecretId

_COLUMN = 164
_NAMES = 168
_MOST_NAMES = 0.36
"""The most of the width that names take, however large the text."""
_SIGN = 9
_FACE = 22
_TINT = 0.12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Draws a cell: its sign, words beside it, and a warning where it cannot be so."""

    def __init__(self, table: SecretsTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, colours, rect = self._table, self._table.theme.colours, option.rect
        cell = table.secrets.cell(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.knowing is Knowing.KNOWS:
            tint = QColor(colours.accent)
            tint.setAlphaF(_TINT)
            painter.fillRect(rect, tint)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.border))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(colours.border))
        sign = round(_SIGN * table.theme.text_scale)
        left = rect.left() + S
        middle = rect.top() + rect.height() / 2
        paint_sign(painter, QRectF(left, middle - sign / 2, sign, sign), cell.knowing, colours)
        right = rect.right() - S
        if cell.slips:
            side = round(16 * table.theme.text_scale)
            drawn = pixmap("warning", QColor(colours.danger), side, table.devicePixelRatioF())
            painter.drawPixmap(QPoint(right - side, round(middle - side / 2)), drawn)
            right -= side + XS
        font = table.theme.font(0.92)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if cell.knowing is Knowing.KNOWS else colours.muted))
        room = QRect(left + sign + S, rect.top(), right - left - sign - S, rect.height())
        text = QFontMetrics(font).elidedText(cell_text(cell), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        if index == table.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent if table.hasFocus() else colours.muted), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -2), 3, 3)
        painter.restore()


class SecretsTable(PeopleTable):
    """The matrix. Enter or a click opens a cell; what is done to the library is told by signals."""

    went = Signal()
    """Emitted when the author has gone to another cell."""
    cell_opened = Signal(QModelIndex)
    learn_wanted = Signal(QModelIndex)
    unlearn_wanted = Signal(QModelIndex)
    add_wanted = Signal()
    moved = Signal(int, int)
    """Emitted with a secret's column and where it should go, counted once it has left its place."""
    title_written = Signal(object, str)
    """Emitted with a secret's id, None for one to be made, and its new title."""
    title_left = Signal()
    """Emitted when a title is written no longer."""
    person_picked = Signal(int)
    menu_wanted = Signal(QPoint)
    """Emitted with a place on the screen."""

    def __init__(
        self, model: SecretsModel, theme: Theme, portraits: Portraits, may_write: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, portraits, parent)
        self.secrets = model
        self.may_write = may_write
        self._title: InPlaceText | None = None
        self._titled: Secret | None = None
        self.setObjectName("secrets.matrix")
        self.setAccessibleName(self.tr("Who knows which secret"))
        self.setMouseTracking(True)
        self._people, self._secrets = PeopleHeader(self), SecretsHeader(self)
        self.show_model(model, self._people, self._secrets, CellDelegate(self))
        self._listen()
        self.fit()

    def _listen(self) -> None:
        self.selectionModel().currentChanged.connect(self._go)
        self._secrets.picked.connect(self.pick_column)
        self._secrets.opened.connect(lambda _section: self.write_title())
        self._secrets.moved.connect(self.moved)
        self._secrets.menu_requested.connect(lambda _section, at: self.menu_wanted.emit(at))
        self._people.picked.connect(self.pick_row)
        self._people.opened.connect(self.person_picked)
        self.theme.changed.connect(self.fit)
        self.portraits.ready.connect(lambda _person: self._people.viewport().update())
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._place_title)

    # Sizes

    @property
    def column_width(self) -> int:
        """How wide each column is."""
        return round(_COLUMN * self.theme.text_scale)

    @property
    def name_width(self) -> int:
        """How wide the column of names is."""
        return min(round(_NAMES * self.theme.text_scale), max(round(self.width() * _MOST_NAMES), 2 * self.face))

    @property
    def face(self) -> int:
        """How wide and high a picture is."""
        return round(_FACE * self.theme.text_scale)

    @property
    def row_height(self) -> int:
        """How high each row is."""
        return max(self.face, QFontMetrics(self.theme.font()).height()) + 2 * XS + 2

    def fit(self) -> None:
        """Give rows and columns their sizes."""
        self._secrets.setDefaultSectionSize(self.column_width)
        self._people.setDefaultSectionSize(self.row_height)
        self._people.setFixedWidth(self.name_width)
        self.updateGeometries()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._people.width() != self.name_width:
            self._people.setFixedWidth(self.name_width)
            self.updateGeometries()
        self._place_title()

    # Where the author is

    def _go(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._people.viewport().update()
        self._secrets.viewport().update()
        self._place_title()
        self.went.emit()

    def current_secret(self) -> Secret | None:
        """The secret of the column the author is in."""
        return self.secrets.secret_at(self.currentIndex().column())

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, alt = self.currentIndex(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Insert and self.may_write:
            self.add_wanted.emit()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.cell_opened.emit(index)
        elif event.key() == Qt.Key.Key_Space and self.may_write:
            self.learn_wanted.emit(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.may_write:
            self.unlearn_wanted.emit(index)
        elif event.key() == Qt.Key.Key_F2 and self.may_write:
            self.write_title()
        elif alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.may_write:
            to = index.column() + (1 if event.key() == Qt.Key.Key_Right else -1)
            if 0 <= to < self.secrets.columnCount():
                self.moved.emit(index.column(), to)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.cell_opened.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.menu_place(event)
        if self.currentIndex().isValid():
            self.menu_wanted.emit(at)

    # Titles

    def write_title(self) -> None:
        """Write the title of the secret the author is at."""
        secret = self.current_secret()
        if secret is not None and self.may_write:
            self.scrollTo(self.currentIndex())
            self._begin_title(secret)

    def write_new(self) -> None:
        """Write the title of a secret that is to be made, behind the last one."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())
        self._begin_title(None)

    def _begin_title(self, secret: Secret | None) -> None:
        self.leave_title()
        field = self._title = InPlaceText(
            "secrets.title", self.tr("What not everyone knows"), one_line=True, parent=self
        )
        self._titled = secret
        field.setFont(self.theme.font())
        field.write(secret.title if secret else "")
        field.finished.connect(self.take_title)
        field.installEventFilter(self)
        self._place_title()
        field.show()
        field.raise_()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_title(self, *_value: object) -> None:
        if self._title is None:
            return
        header, width = self._secrets, max(self.column_width, 180)
        column = self.secrets.column_of(self._titled.id) if self._titled else -1
        left = header.section_rect(column).left() if column >= 0 else header.length() - header.offset()
        left = max(0, min(left, header.viewport().width() - width))
        self._title.set_least_height(header.height())
        self._title.setGeometry(header.x() + left, header.y(), width, self._title.height())
        self._title.grow()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._title:
            if event.type() == QEvent.Type.FocusOut:
                self.take_title()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    self.leave_title()
                    return True
                if event.key() == Qt.Key.Key_Tab:
                    self.take_title()
                    return True
        return False

    def take_title(self) -> None:
        """Be done with the title that is being written, if one is."""
        field, secret = self._title, self._titled
        if field is None:
            return
        text = field.text()
        self.leave_title()
        if secret is None and text:
            self.title_written.emit(None, text)
        elif secret is not None and text != secret.title:
            self.title_written.emit(SecretId(secret.id), text)

    def leave_title(self) -> None:
        """Write no title any more; what was not finished is forgotten."""
        field, self._title, self._titled = self._title, None, None
        if field is not None:
            had_focus = field.hasFocus()
            field.hide()
            field.deleteLater()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.title_left.emit()

    @property
    def is_writing(self) -> bool:
        """Whether a title is being written."""
        return self._title is not None


def paint_sign(painter: QPainter, rect: QRectF, knowing: Knowing, colours: Colours) -> None:
    """Draw a disc for who knows, a ring for who will, a dash for who never does."""
    if knowing is Knowing.NEVER:
        painter.setPen(QPen(QColor(colours.muted), 1.2))
        painter.drawLine(QPointF(rect.left() + 1, rect.center().y()), QPointF(rect.right() - 1, rect.center().y()))
        return
    accent = QColor(colours.accent)
    painter.setPen(QPen(accent, 1.6))
    painter.setBrush(accent if knowing is Knowing.KNOWS else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect)
