"""The steps of a template as a list: where in the story each falls, what it is called, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.rows import Index
from planner.domain.templates import Step, Template, chapter_of

STEP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Step` of a row."""
WHERE_ROLE = STEP_ROLE + 1
"""The chapter a step falls into, in words."""
ARC_ROLE = STEP_ROLE + 2
"""The arc that begins with a step; empty within one."""

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MOST_HEIGHT = 4000


class StepsModel(QAbstractListModel):
    """The steps of one template, laid over so many chapters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._chapters = 1

    def show_template(self, template: Template) -> None:
        """Show the steps of another template: another list altogether."""
        self.beginResetModel()
        self._steps = tuple(sorted(template.steps, key=lambda step: step.at))
        self.endResetModel()

    def show_chapters(self, chapters: int) -> None:
        """Say where the steps fall in a story of so many chapters."""
        if chapters != self._chapters:
            self._chapters = chapters
            if self._steps:
                self.dataChanged.emit(self.index(0), self.index(len(self._steps) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step = self._steps[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return step.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._where(step)}, {step.title}: {step.about}"
            case _ if role == STEP_ROLE:
                return step
            case _ if role == WHERE_ROLE:
                return self._where(step)
            case _ if role == ARC_ROLE:
                before = self._steps[index.row() - 1].arc if index.row() else ""
                return step.arc if step.arc != before else ""
        return None

    def _where(self, step: Step) -> str:
        return self.tr("Chapter {number}").format(number=chapter_of(step, self._chapters))


class StepsDelegate(QStyledItemDelegate):
    """Draws a step: its chapter at the left, its title, and beneath it what it is for."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step: Step = index.data(STEP_ROLE)
        room = QRect(0, 0, self._view.viewport().width() - self._gutter() - S, _MOST_HEIGHT)
        height = QFontMetrics(self._strong()).boundingRect(room, _WRAP, step.title).height()
        if step.about:
            height += XS + QFontMetrics(self._theme.font()).boundingRect(room, _WRAP, step.about).height()
        return QSize(self._view.viewport().width(), self._arc_height(index) + height + M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        step: Step = index.data(STEP_ROLE)
        painter.save()
        room: QRect = option.rect.adjusted(0, 0, -S, 0)
        if self._arc_height(index):
            painter.setFont(self._section())
            painter.setPen(QColor(colours.muted))
            top = room.adjusted(0, L if index.row() else 0, 0, 0)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), index.data(ARC_ROLE))
            room = room.adjusted(0, self._arc_height(index), 0, 0)
        painter.setFont(self._theme.font(0.9))
        painter.setPen(QColor(colours.muted))
        strong = QFontMetrics(self._strong())
        # The small words stand on the line of the title.
        drop = strong.ascent() - QFontMetrics(self._theme.font(0.9)).ascent()
        painter.drawText(room.adjusted(0, drop, 0, 0), _WRAP, index.data(WHERE_ROLE))
        room = room.adjusted(self._gutter(), 0, 0, 0)
        painter.setFont(self._strong())
        painter.setPen(QColor(colours.text))
        painter.drawText(room, _WRAP, step.title)
        title = strong.boundingRect(room, _WRAP, step.title).height()
        painter.setFont(self._theme.font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(room.adjusted(0, title + XS, 0, 0), _WRAP, step.about)
        painter.restore()

    def _strong(self) -> QFont:
        return self._theme.font(weight=QFont.Weight.DemiBold)

    def _section(self) -> QFont:
        font = self._theme.font(0.84, QFont.Weight.DemiBold)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 107)
        return font

    def _gutter(self) -> int:
        widest = self.tr("Chapter {number}").format(number="000")
        return QFontMetrics(self._theme.font(0.9)).horizontalAdvance(widest) + L

    def _arc_height(self, index: Index) -> int:
        if not index.data(ARC_ROLE):
            return 0
        return QFontMetrics(self._section()).lineSpacing() + S + (L if index.row() else 0)
