"""A small picture of a sprint: its words as they came, and the author's own sprint she writes against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.sprints import brought_text, tr
from planner.domain.sprint_log import Samples, SprintResult, ghost_words

_SIZE = QSize(220, 96)
_STEPS = 60
_DOT = 3.0


@dataclass(frozen=True)
class Course:
    """A sprint's words by seconds, up to now, and the seconds the picture spans."""

    samples: Samples
    seconds: float
    words: int
    span: float
    rival: SprintResult | None = None


class SprintChart(QWidget):
    """A line of words, and a dashed one of the sprint it goes against."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Words in this sprint"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._course: Course | None = None
        theme.changed.connect(self.update)

    def show_course(self, course: Course) -> None:
        """Show how it went so far."""
        self._course = course
        text = brought_text(course.words, course.seconds)
        if course.rival is not None:
            ghost = ghost_words(course.rival, course.seconds)
            text = tr("{result}; the sprint it goes against had {n} by then").format(result=text, n=number_text(ghost))
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIZE.width(), round(_SIZE.height() * self._theme.text_scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        course = self._course
        if course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        painter.setFont(self._theme.font(0.85))
        letters = painter.fontMetrics()
        room = QRectF(self.rect()).adjusted(1, letters.height() / 2 + 1, 0, -S)
        mine = own_points(course)
        ghost = ghost_points(course)
        most = max(1, *(words for _, words in mine), *(words for _, words in ghost))
        least = min(0, *(words for _, words in mine), *(words for _, words in ghost))
        texts = {number_text(round(most)): most}
        room.setRight(room.right() - max(letters.horizontalAdvance(text) for text in texts) - 2 * XS)

        def place(point: tuple[float, float]) -> QPointF:
            x = room.left() + room.width() * min(point[0] / max(course.span, 1), 1)
            return QPointF(x, room.bottom() - room.height() * (point[1] - least) / (most - least))

        zero = place((0, 0)).y()
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(room.left(), zero), QPointF(room.right(), zero))
        if ghost:
            painter.setPen(QPen(QColor(colours.muted), 1.5, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF([place(point) for point in ghost]))
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawPolyline(QPolygonF([place(point) for point in mine]))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(place(mine[-1]), _DOT, _DOT)
        painter.setPen(QColor(colours.muted))
        for text, height in texts.items():
            painter.drawText(QPointF(room.right() + 2 * XS, place((0, height)).y() + letters.capHeight() / 2), text)


def own_points(course: Course) -> Sequence[tuple[float, float]]:
    """The words of a sprint as they came, from nothing at its beginning."""
    known = [(float(at), float(words)) for at, words in course.samples if 0 < at < course.seconds]
    return [(0.0, 0.0), *known, (course.seconds, float(course.words))]


def ghost_points(course: Course) -> Sequence[tuple[float, float]]:
    """The words of the sprint it goes against at the same times, as far as that lasted."""
    if course.rival is None:
        return []
    until = min(course.span, float(course.rival.seconds))
    steps = [until * step / _STEPS for step in range(_STEPS + 1)]
    return [(at, float(ghost_words(course.rival, at))) for at in steps]
