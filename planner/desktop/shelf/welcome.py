"""What the shelf shows before there is a story: what Longfic is for, and three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.theme import XXL, L, M, S
from planner.desktop.widgets.card import Card
from planner.desktop.widgets.empty import Mark
from planner.desktop.widgets.labels import MeasuredLabel, label

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MEASURE = 560
_STEP_WIDTH = 216
_LEAST_STEP = 160
_INSET = L + 1
"""From a card's edge, border and all, to its words."""
_ICON = 28


class Welcome(QScrollArea):
    """Two sentences and three steps; the steps stand below one another where the page is narrow."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("shelf.welcome")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = label(self.tr("Plan the fic, and finish it"), "display", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = MeasuredLabel(
            self.tr(
                "Longfic keeps the plan of a long story in sight while you write it: what happens, what comes next, "
                "and how far it is to the end. Begin with a spark or with what is already written; all of it stays "
                "in one file on your own computer."
            ),
            _MEASURE,
            "lead",
        )
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._step_texts: list[MeasuredLabel] = []
        steps = QWidget()
        self._steps = QBoxLayout(QBoxLayout.Direction.LeftToRight, steps)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(L)
        self._add_steps()
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(XXL, XXL, XXL, XXL)
        column.setSpacing(M)
        column.addStretch(2)
        column.addWidget(heading)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(L)
        column.addWidget(steps, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setWidget(inner)

    def _add_steps(self) -> None:
        steps = (
            self._step(
                "story.new",
                "plus",
                self.tr("New story"),
                self.tr("A title and a spark are enough. Its chapters stand there as a plan from the first minute."),
            ),
            self._step(
                "story.import",
                "import",
                self.tr("Import a file…"),
                self.tr("Word, EPUB, AO3 download, web page, Markdown or plain text. You see it before it is kept."),
            ),
            self._step(
                "story.sample",
                "book-open",
                self.tr("Open the sample story"),
                self.tr("A serial of ten chapters, four of them written, to look around in and try things on."),
            ),
        )
        for step in steps:
            self._steps.addWidget(step)
        self.setFocusProxy(steps[0])

    def _step(self, command: str, icon: str, title: str, text: str) -> Card:
        card = Card(f"welcome.{command}")
        card.setAccessibleName(title)
        card.setAccessibleDescription(text)
        card.setEnabled(not self._desk.library.read_only)
        card.column.setSpacing(S)
        card.column.addWidget(Mark(icon, self._desk.theme, _ICON))
        for words in (
            MeasuredLabel(title, _STEP_WIDTH - 2 * _INSET, "lead"),
            MeasuredLabel(text, _STEP_WIDTH - 2 * _INSET, "muted"),
        ):
            self._step_texts.append(words)
            card.column.addWidget(words)
        card.column.addStretch()
        card.opened.connect(lambda: self._desk.commands.run(command))
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        scale = self._desk.theme.text_scale
        room = self.viewport().width() - 2 * XXL
        step = max(min(round(_STEP_WIDTH * scale), room), _LEAST_STEP)
        wide = room >= 3 * step + 2 * L
        self._steps.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._text.set_measure(max(step, min(round(_MEASURE * scale), room)))
        for words in self._step_texts:
            words.set_measure(step - 2 * _INSET)
