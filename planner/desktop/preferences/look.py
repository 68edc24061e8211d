"""The preferences of the look: theme and size of the interface, and how prose is set, with a sample of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.preferences.controls import Section, choice, font_family, number, switch, words
from planner.desktop.settings import (
    PROSE_FAMILY,
    PROSE_LINE_HEIGHT,
    PROSE_MEASURE,
    PROSE_PARAGRAPHS,
    PROSE_SIZE,
    SCHEME,
    SMART_DASHES,
    SMART_ELLIPSES,
    SMART_QUOTES,
    TEXT_SCALE,
    TYPEWRITER,
)
from planner.desktop.widgets.labels import line


class LookPage(QWidget):
    """Theme and size of the interface."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        settings = desk.settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        interface = Section(self.tr("Interface"))
        interface.add_row(words(SCHEME.label), choice(settings, SCHEME))
        interface.add_row(words(TEXT_SCALE.label), number(settings, TEXT_SCALE, self.tr(" %"), 10))
        column.addWidget(interface)
        prose = Section(
            self.tr("Prose"), self.tr("How chapters look while you write. It does not change what you export.")
        )
        prose.add_row(words(PROSE_FAMILY.label), font_family(settings, desk.theme))
        prose.add_row(words(PROSE_SIZE.label), number(settings, PROSE_SIZE, self.tr(" pt")))
        prose.add_row(words(PROSE_LINE_HEIGHT.label), number(settings, PROSE_LINE_HEIGHT, self.tr(" %"), 5))
        prose.add_row(words(PROSE_MEASURE.label), number(settings, PROSE_MEASURE, self.tr(" characters"), 2))
        prose.add_row(words(PROSE_PARAGRAPHS.label), choice(settings, PROSE_PARAGRAPHS))
        prose.add(line())
        prose.add(ProseSample(desk))
        column.addWidget(prose)
        column.addStretch()


class TypingPage(QWidget):
    """What is done to the text while it is typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        smart = Section(
            self.tr("Smart punctuation"),
            self.tr("Put in for you while you type."),
        )
        for setting in (SMART_QUOTES, SMART_DASHES, SMART_ELLIPSES):
            smart.add(switch(desk.settings, setting))
        column.addWidget(smart)
        place = Section(self.tr("The page"))
        place.add(switch(desk.settings, TYPEWRITER))
        column.addWidget(place)
        column.addStretch()


class ProseSample(QTextEdit):
    """A few lines of prose as the settings have them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("preferences.sample")
        self.setAccessibleName(self.tr("A sample of your prose settings"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("look", "page")
        self.setPlainText(
            self.tr(
                "The lamp had gone out an hour ago, and neither of them had got up to light it. “You knew,” she said. "
                "It was not a question, so he did not answer it; he only moved the cup a little nearer to her hand.\n"
                "Outside, the tide had turned. One could hear it in the shingle — a long breath in, and then the wait."
            )
        )
        desk.settings.changed.connect(self._dress)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def _dress(self, *_what: object) -> None:
        settings = self._desk.settings
        font = self._desk.theme.prose_font(settings.get(PROSE_SIZE))
        metrics = QFontMetricsF(font)
        width = metrics.averageCharWidth() * settings.get(PROSE_MEASURE)
        self.document().setDefaultFont(font)
        em = metrics.height()
        is_indented = settings.get(PROSE_PARAGRAPHS) == "indented"
        form = QTextBlockFormat()
        height = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        form.setLineHeight(settings.get(PROSE_LINE_HEIGHT), height)
        form.setBottomMargin(0 if is_indented else em * 0.5)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        form.setTextIndent(em * 1.2 if is_indented else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.mergeBlockFormat(form)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(round(width))
        self.setFixedHeight(round(self.document().size().height()) + 2)
