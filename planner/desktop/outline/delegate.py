"""How one row of the outline is drawn: number, title, status, words, and the hairline towards its target."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.desktop.outline.model import ROW_ROLE
from planner.desktop.outline.shape import Row, open_todos
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.status import paint_status
from planner.domain.outline import Arc, Chapter, ChapterStatus, Scene

Index = QModelIndex | QPersistentModelIndex

_DIMMED = 0.5
INDENTATION = 18
"""How far each level stands in from the one above, in device-independent pixels."""


class OutlineDelegate(QStyledItemDelegate):
    """Draws rows within the rectangle the tree gives; the tree draws the ground they stand on."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.open_chapter: int | None = None
        """Id of the chapter the editor shows."""
        self.widest_number = 1
        """The highest chapter number of the story, for which room is kept."""
        self.make_fonts()

    def make_fonts(self) -> None:
        """Take the fonts of the theme as it is now."""
        self._body = self._theme.font()
        self._shelved = self._theme.font()
        self._shelved.setItalic(True)
        self._strong = self._theme.font(weight=QFont.Weight.DemiBold)
        self._small = self._theme.font(0.9)
        self._section = self._theme.font(0.84, QFont.Weight.DemiBold)
        self._section.setCapitalization(QFont.Capitalization.AllUppercase)
        self._section.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 107)
        # A status mark grows with the text.
        self._mark = max(14, round(QFontMetrics(self._body).height() * 0.8))
        self.height = max(32, QFontMetrics(self._body).height() + L - 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.height)

    # Drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Arc):
            self._paint_arc(painter, rect, row, str(index.data()))
        elif isinstance(row, Chapter):
            self._paint_chapter(painter, rect, row, str(index.data()))
        elif isinstance(row, Scene):
            self._paint_scene(painter, rect, row, str(index.data()))
        painter.restore()

    def _paint_arc(self, painter: QPainter, rect: QRect, arc: Arc, title: str) -> None:
        count = sum(not chapter.shelved for chapter in arc.chapters)
        chapters = self.tr("1 chapter") if count == 1 else self.tr("{count} chapters").format(count=count)
        left = self._title_left(arc)
        needed = left + QFontMetrics(self._section).horizontalAdvance(title) + S
        if needed + QFontMetrics(self._small).horizontalAdvance(chapters) > rect.width() - M:
            chapters = str(count)
        rest = self._paint_right(painter, rect, chapters)
        painter.setFont(self._section)
        painter.setPen(QColor(self._theme.colours.muted if not arc.title else self._theme.colours.text))
        self._paint_text(painter, rest.adjusted(left, 0, 0, 0), title)

    def _paint_chapter(self, painter: QPainter, rect: QRect, chapter: Chapter, title: str) -> None:
        colours = self._theme.colours
        planned = chapter.status is ChapterStatus.PLANNED
        mark = QRectF(rect.left(), rect.center().y() - self._mark / 2 + 0.5, self._mark, self._mark)
        painter.setOpacity(_DIMMED if chapter.shelved else 1)
        paint_status(painter, mark, chapter.status, colours.of(chapter.status))
        painter.setOpacity(1)
        rest = self._paint_right(painter, rect, self.tr("Shelved") if chapter.shelved else _words(chapter))
        rest = self._paint_todos(painter, rest, chapter, title)
        painter.setPen(QColor(colours.muted))
        painter.setFont(self._body)
        number = QRect(rect.left() + self._mark + S, rect.top(), self._number_width(), rect.height())
        shown_number = str(chapter.number) if chapter.number else ""
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown_number)
        usual = self._shelved if chapter.shelved else self._body
        painter.setFont(self._strong if chapter.id == self.open_chapter else usual)
        painter.setPen(QColor(colours.muted if planned or not (chapter.title and chapter.number) else colours.text))
        rest.setLeft(rect.left() + self._title_left(chapter))
        self._paint_text(painter, rest, title)
        if chapter.target_words and chapter.words and not (chapter.status.is_written or chapter.shelved):
            line = QRectF(rest.left(), rect.bottom() - 4, rect.right() - M - rest.left(), 2)
            self._paint_hairline(painter, line, chapter)

    def _paint_scene(self, painter: QPainter, rect: QRect, scene: Scene, title: str) -> None:
        rest = self._paint_right(painter, rect, f"{scene.words:,}" if scene.words else "")
        rest = self._paint_todos(painter, rest, scene, title)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.muted))
        left = self._title_left(scene)
        painter.drawEllipse(QPointF(rect.left() + left - M + 3, rect.center().y() + 0.5), 1.5, 1.5)
        painter.setFont(self._body)
        painter.setPen(QColor(self._theme.colours.text if scene.title else self._theme.colours.muted))
        self._paint_text(painter, rest.adjusted(left, 0, 0, 0), title)

    def _paint_todos(self, painter: QPainter, rest: QRect, row: Chapter | Scene, title: str) -> QRect:
        """Say how many to-dos are open, in words where the title leaves the room; returns what is left."""
        count = open_todos(row)
        if not count:
            return rest
        words = self.tr("{count} to do").format(count=count)
        small, body = QFontMetrics(self._small), QFontMetrics(self._body)
        needed = self._title_left(row) + body.horizontalAdvance(title) + S + small.horizontalAdvance(words)
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.colours.muted))
        if needed <= rest.width():
            left = rest.right() - small.horizontalAdvance(words)
        else:
            words = str(count)
            side = small.ascent() - 2
            box = QRectF(rest.right() - small.horizontalAdvance(words) - side - XS, 0, side, side)
            box.moveTop(rest.center().y() - side / 2 + 0.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)
            left = round(box.left())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        return rest.adjusted(0, 0, left - rest.right() - S, 0)

    def _paint_right(self, painter: QPainter, rect: QRect, text: str) -> QRect:
        """Draw a small text at the right end; returns what is left of the row."""
        if not text:
            return rect.adjusted(0, 0, -M, 0)
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.colours.muted))
        width = painter.fontMetrics().horizontalAdvance(text)
        right = rect.adjusted(0, 0, -M, 0)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return right.adjusted(0, 0, -width - S, 0)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_hairline(self, painter: QPainter, line: QRectF, chapter: Chapter) -> None:
        assert chapter.target_words
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.border))
        painter.drawRoundedRect(line, 1, 1)
        line.setWidth(line.width() * min(chapter.words / chapter.target_words, 1.0))
        painter.setBrush(self._theme.colours.of(chapter.status))
        painter.drawRoundedRect(line, 1, 1)

    def _title_left(self, row: Row) -> int:
        """Where a title begins, from the left of its row: a scene's a little in from its chapter's."""
        if isinstance(row, Arc):
            return 2
        chapter = self._mark + S + self._number_width() + S
        return chapter if isinstance(row, Chapter) else chapter - INDENTATION + M

    def _number_width(self) -> int:
        return QFontMetrics(self._body).horizontalAdvance("0") * max(len(str(self.widest_number)), 1)

    # Renaming in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("outline.title_editor")
        editor.setTextMargins(-1, 0, 0, 0)
        editor.setAccessibleName(self.tr("Title"))
        row = index.data(ROW_ROLE)
        names = {Arc: self.tr("Title of the arc"), Chapter: self.tr("Title of the chapter")}
        editor.setPlaceholderText(names.get(type(row), self.tr("Title of the scene")))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        # The field's own border and padding stand outside the text, so that the title does not jump.
        editor.setGeometry(rect.adjusted(self._title_left(row) - S, 1, -S, -1))


def _words(chapter: Chapter) -> str:
    """What a chapter's row says of its length: its words, or what it is planned to have."""
    if chapter.words:
        return f"{chapter.words:,}"
    return f"~{chapter.target_words:,}" if chapter.target_words else ""
