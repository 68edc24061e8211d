"""The card of the sprint that was over last: what it brought, lines for a chat, and words from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.sprints.chart import Course, SprintChart
from planner.desktop.theme import L, M, S
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import GrowingText, NumberField, labelled
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.sprints import ahead_text, result_text, tr
from planner.domain.sprint_log import SprintResult, ghost_words, result_line, standings_line

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MOST = 100_000
_PERSON = re.compile(
    r"^\W*(?:\d+[.)]\s+)?(?P<name>.*?)(?:\s*[:=–—]\s*|\s+-\s+|\s+)(?P<words>[+-]?\d[\d,.\s']*)(?:[^\d\s].*)?$"
)
"""A name and a number of words, as people write them into a chat: "Mara: 1,812 words", "2. Jo - 640"."""


class ResultCard(Panel):
    """How the last sprint went."""

    words_entered = Signal(int)
    """Emitted with the words the author wrote on paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sprints.result")
        self._desk = desk
        self._done: SprintResult | None = None
        self.said = label("", "lead", wrap=True)
        self.said.setObjectName("sprint.result")
        close = icon_button(icon("x", desk.theme, "muted"), tr("Close"), "sprint.result.close", self.hide)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.said, 1)
        head.addWidget(button(tr("Copy the result"), "sprint.line.copy", self._copy_result, "link"))
        head.addWidget(close)
        self.standing = label("", "muted", wrap=True)
        self.standing.setObjectName("sprint.result.standing")
        self.chart = SprintChart(desk.theme, "sprint.result.chart")
        self._elsewhere = self._make_elsewhere()
        self.others = GrowingText("sprint.others", tr("Mara 812"))
        self.others.set_least_lines(2)
        self.others.textChanged.connect(self._show_standings)
        self.standings, self._standings_row = self._line("sprint.standings", tr("Copy the standings"))
        self.column.setSpacing(M)
        self.column.addLayout(head)
        self.column.addWidget(self.standing)
        self.column.addWidget(self.chart)
        self.column.addWidget(self._elsewhere)
        self.column.addWidget(
            labelled(tr("A word war? The others' words"), self.others, tr("One on a line, as they came in the chat."))
        )
        self.column.addWidget(self._standings_row)
        self.column.setContentsMargins(L, L, L, L)
        self.hide()

    def _make_elsewhere(self) -> QWidget:
        self.words = NumberField("sprint.elsewhere", 0, _MOST)
        self.words.setGroupSeparatorShown(True)
        self.words.setAccessibleName(tr("Words written elsewhere"))
        self.words.setSuffix(tr(" words"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(label(tr("Nothing was typed here. Written on paper, or on a phone?"), wrap=True), 1)
        row.addWidget(self.words)
        row.addWidget(button(tr("Enter"), "sprint.elsewhere.enter", self._enter))
        return holder

    def _line(self, name: str, words: str) -> tuple[QLabel, QWidget]:
        """A line for a chat with a button that copies it."""
        shown = label("", "muted", wrap=True)
        shown.setObjectName(name)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(shown, 1)
        row.addWidget(button(words, f"{name}.copy", lambda: self._copy(shown.text()), "link"))
        return shown, holder

    def show_result(self, done: SprintResult, rival: SprintResult | None, entered: bool) -> None:
        """Show how a sprint went; ``entered``: its words are from elsewhere."""
        is_new = self._done is None or self._done.id != done.id
        self._done = done
        self.said.setText(result_text(done))
        ahead = 0 if rival is None else done.words - ghost_words(rival, done.seconds)
        self.standing.setText(ahead_text(ahead, self._desk.settings))
        self.standing.setVisible(rival is not None)
        self.chart.setVisible(bool(done.samples))
        span = float(max(done.seconds, done.planned or 0))
        self.chart.show_course(Course(done.samples, done.seconds, done.words, span, rival))
        self._elsewhere.setVisible(not done.words and not entered and not self._desk.library.read_only)
        if is_new:
            self.words.setValue(0)
            self.others.setPlainText("")
        self._show_standings()

    def _enter(self) -> None:
        self.words.interpretText()
        self.words_entered.emit(self.words.value())

    def _show_standings(self) -> None:
        others = people(self.others.toPlainText())
        self._standings_row.setVisible(bool(others))
        if self._done is not None:
            self.standings.setText(standings_line([(tr("Me"), self._done.words), *others]))

    def _copy_result(self) -> None:
        if self._done is not None:
            self._copy(result_line(self._done))

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._desk.notices.say(tr("Copied."))


def people(text: str) -> list[tuple[str, int]]:
    """Names and words from lines of a chat; lines without both are left out."""
    found: list[tuple[str, int]] = []
    for each in re.split(r"[\n;·]", text):
        match = _PERSON.match(each.strip())
        if match is not None and match["name"].strip():
            digits = re.sub(r"[^\d-]", "", match["words"])
            found.append((match["name"].strip(), int(digits)))
    return found
