"""The form for a new story: a few quiet questions, none of which must be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import ChoiceBox, GrowingText, LineField, labelled
from planner.desktop.widgets.labels import label
from planner.domain.errors import PlannerError
from planner.domain.outline import StoryId, StoryKind
from planner.domain.templates import Template
from planner.formats.template_files import shipped

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_WIDTH = 460
_MOST_OF_SCREEN = 0.8
_NUMBER_OR_NOT = QRegularExpression(r"\??|[1-9][0-9]{0,2}")
"""Chapters up to 999, or "?" (or nothing) for a story whose length is open."""


class NewStoryDialog(QDialog):
    """Asks for title, fandom, spark and length, makes the story with its planned chapters, and opens it."""

    created = Signal(object)
    """Emitted with the new story's `StoryId`, after it was opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("new_story")
        self.setWindowTitle(self.tr("New story"))
        self.setMinimumWidth(_WIDTH)
        self._title = LineField("new_story.title", self.tr("A working title will do"))
        self._fandom = LineField("new_story.fandom")
        self._spark = GrowingText("new_story.spark")
        self._spark.set_least_lines(3)
        self._serial = QRadioButton(self.tr("Several chapters"))
        self._serial.setObjectName("new_story.serial")
        self._serial.setChecked(True)
        self._one_shot = QRadioButton(self.tr("One-shot"))
        self._one_shot.setObjectName("new_story.one_shot")
        self._chapters = LineField("new_story.chapters", "?")
        self._chapters.setValidator(QRegularExpressionValidator(_NUMBER_OR_NOT, self))
        self._chapters.setFixedWidth(88)
        own = [each.template for each in desk.library.templates.own()]
        self._templates: tuple[Template | None, ...] = (None, *own, *shipped())
        self._template = ChoiceBox("new_story.template")
        for template in self._templates:
            self._template.addItem(template.title if template else self.tr("None"))
        self._offered = ""
        self._template.currentIndexChanged.connect(self._offer_length)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        form = QWidget()
        form.setProperty("look", "clear")
        self._form = column = QVBoxLayout(form)
        column.setContentsMargins(XL, XL, XL, M)
        column.setSpacing(L)
        column.addWidget(label(self.tr("New story"), "title"))
        column.addWidget(labelled(self.tr("Title"), self._title))
        column.addWidget(labelled(self.tr("Fandom"), self._fandom))
        spark_help = self.tr("One line for the days when the energy is low. It can wait.")
        column.addWidget(labelled(self.tr("Spark: why must this be written?"), self._spark, spark_help))
        kinds = QHBoxLayout()
        kinds.setSpacing(L)
        kinds.addWidget(self._serial)
        kinds.addWidget(self._one_shot)
        kinds.addStretch()
        column.addLayout(kinds)
        length_help = self.tr(
            "They stand in the outline as a plan from the start, and more can come or go at any time. "
            "Left open, there is one for now."
        )
        length = labelled(self.tr("How many chapters"), self._chapters, length_help)
        self._one_shot.toggled.connect(length.setDisabled)
        column.addWidget(length)
        template_help = self.tr("Its steps become titles and purposes of the planned chapters.")
        column.addWidget(labelled(self.tr("Begin with a template"), self._template, template_help))
        column.addWidget(self._error)
        column.addStretch()
        # With large text the form is higher than a small screen; the buttons stay where they are.
        area = QScrollArea()
        area.setObjectName("new_story.scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(XL, M, XL, XL)
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "new_story.cancel", self.reject))
        create = button(self.tr("Create story"), "new_story.create", self._create, "primary")
        create.setDefault(True)
        row.addWidget(create)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now do wrapped texts and the growing field know their fonts, and with them their heights.
        needed = self._form.totalHeightForWidth(self.width()) + self._row.sizeHint().height()
        room = round(self.screen().availableGeometry().height() * _MOST_OF_SCREEN)
        self.resize(self.width(), min(max(self.height(), needed), room))

    def _offer_length(self) -> None:
        """Offer the template's number of chapters, unless the author has said another."""
        template = self._templates[self._template.currentIndex()]
        if template is not None:
            (self._one_shot if template.chapters == 1 else self._serial).setChecked(True)
        if self._serial.isChecked() and self._chapters.text() == self._offered:
            self._offered = str(template.chapters) if template else ""
            self._chapters.setText(self._offered)

    def _create(self) -> None:
        title = " ".join(self._title.text().split()) or self.tr("Untitled story")
        one_shot = self._one_shot.isChecked()
        number = self._chapters.text().strip("?")
        expected = 1 if one_shot else int(number) if number else None
        template = self._templates[self._template.currentIndex()]
        try:
            with self._desk.library.change(self.tr("New story")):
                story_id = self._desk.library.stories.add(
                    title,
                    fandom=" ".join(self._fandom.text().split()),
                    kind=StoryKind.ONE_SHOT if one_shot else StoryKind.MULTI_CHAPTER,
                    spark=self._spark.toPlainText().strip(),
                    expected=expected,
                    chapters=expected or 1,
                )
                if template is not None:
                    self._desk.library.templates.lay_over(story_id, template, expected or template.chapters)
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self.accept()
        self._open(story_id)

    def _open(self, story_id: StoryId) -> None:
        """Open the story at its first chapter, on the page where it is written."""
        first = self._desk.library.outline.get(story_id).chapters[0]
        self._desk.place.select("chapter", first.id)
        self._desk.commands.run("go.write")
        self.created.emit(story_id)
