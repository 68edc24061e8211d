"""The question of the day: put to the person whose sheet is open, and answered into their fields or notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.settings import CAST_INTERVIEW
from planner.desktop.theme import XS, S
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import GrowingText
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.domain.cast import Person
from planner.domain.interview import Question, answered, question_of
from planner.formats.interview_file import shipped_questions

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class QuestionBox(Panel):
    """One question, a field for the answer once it is wanted, another question, and a way to put the box away."""

    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.person.interview")
        self._desk = desk
        self._person: Person | None = None
        self._question: Question | None = None
        self._turn = 0
        self._text = label("", "body", wrap=True)
        self._text.setObjectName("plan.person.interview.question")
        self.answer = GrowingText("plan.person.interview.answer", self.tr("In their words"))
        self.answer.setAccessibleName(self.tr("Answer to the question of the day"))
        self.answer.set_least_lines(2)
        self._begin = button(self.tr("Answer"), "plan.person.interview.begin", self._open, "link")
        self._keep = button(self.tr("Keep the answer"), "plan.person.interview.keep", self._take)
        self._next = button(self.tr("Another question"), "plan.person.interview.next", self._go_on, "link")
        self._lay_out()

    def _lay_out(self) -> None:
        away = icon_button(
            icon("x", self._desk.theme, "muted"),
            self.tr("Ask no questions"),
            "plan.person.interview.away",
            self._put_away,
        )
        away.setProperty("kind", "mark")
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Question of the day"), "section"), 1)
        head.addWidget(away)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        for each in (self._begin, self._keep, self._next):
            flow.addWidget(each)
        body = QVBoxLayout()
        body.setSpacing(S)
        body.addWidget(self._text)
        body.addWidget(self.answer)
        body.addWidget(self._buttons)
        self.column.setContentsMargins(S, XS, S, S)
        self.column.setSpacing(XS)
        self.column.addLayout(head)
        self.column.addLayout(body)
        self._fold()

    @property
    def is_wanted(self) -> bool:
        """Whether the author has not put the questions away."""
        return self._desk.settings.get(CAST_INTERVIEW) and not self._desk.library.read_only

    def show_person(self, person: Person) -> None:
        """Ask somebody; what is being typed for them stays."""
        if self._person is None or person.id != self._person.id:
            self.commit()
            self._turn = 0
            self._fold()
        self._person = person
        if not self.answer.toPlainText().strip():
            self._ask()
        self.setVisible(self.is_wanted and self._question is not None)

    def bring_back(self) -> None:
        """Ask again, after the questions had been put away."""
        self._desk.settings.set(CAST_INTERVIEW, True)
        if self._person is not None:
            self.show_person(self._person)

    def commit(self) -> None:
        """Keep an answer that was typed and not yet kept: nothing that was written is lost."""
        if self.answer.toPlainText().strip():
            self._take()

    def _ask(self) -> None:
        if self._person is None:
            return
        self._question = question_of(shipped_questions(), self._person, self._desk.day.today, self._turn)
        self._text.setText(self._question.text if self._question else "")

    def _open(self) -> None:
        self.answer.show()
        self._keep.show()
        self._begin.hide()
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        self.answer.clear()
        for each in (self.answer, self._keep):
            each.hide()
        self._begin.show()

    def _go_on(self) -> None:
        self.commit()
        self._turn += 1
        self._ask()

    def _take(self) -> None:
        """Write the answer where it belongs, and ask the next question."""
        person, question, said = self._person, self._question, self.answer.toPlainText()
        if person is None or question is None:
            return
        self._fold()
        cast = self._desk.library.cast

        def work() -> None:
            cast.edit(person.id, **answered(question, cast.person(person.id), said))

        if not write_plan(self._desk, self.tr("Answer a question"), work):
            self._open()
            self.answer.setPlainText(said)

    def _put_away(self) -> None:
        self.commit()
        self._desk.settings.set(CAST_INTERVIEW, False)
        self.hide()
        self.put_away.emit()
