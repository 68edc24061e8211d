"""Asks for a kind of tie of the author's own: its name, colour and line, and whether it is romantic."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_fields import LabelBox
from planner.desktop.theme import XL, L, M
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import ChoiceBox, LineField, labelled
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.ties import kind_text, line_text
from planner.domain.errors import PlannerError
from planner.domain.outline import StoryId
from planner.domain.ties import Line, TieKind

_WIDTH = 340


class TieKindDialog(QDialog):
    """Makes a kind, or changes one; ``then`` is called with the name of a new one, in the same step of undo."""

    def __init__(
        self,
        desk: Desk,
        story_id: StoryId,
        kind: TieKind | None,
        then: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tie_kind")
        self.setWindowTitle(self.tr("New kind of tie") if kind is None else self.tr("Kind of tie"))
        self.setMinimumWidth(_WIDTH)
        self._desk = desk
        self._story_id = story_id
        self._kind = kind
        self._then = then
        self._name = LineField("tie_kind.name", self.tr("Rivals in love, debtors, neighbours"))
        self._colour = LabelBox("tie_kind.colour", desk.theme, self.tr("None"))
        # Here it is a field of a form, and not one of the quiet plan.
        self._colour.setProperty("look", "plain")
        self._line = ChoiceBox("tie_kind.line")
        for line in Line:
            self._line.addItem(line_text(line), line.value)
        self._romantic = QCheckBox(self.tr("Romantic: AO3 writes it with a slash"))
        self._romantic.setObjectName("tie_kind.romantic")
        self._romantic.setAccessibleName(self._romantic.text())
        self._error = label("", "error", wrap=True)
        self._error.setObjectName("tie_kind.error")
        self._error.hide()
        self._lay_out()
        if kind is not None:
            self._name.setText(kind.name)
            self._colour.setCurrentIndex(self._colour.findData(kind.colour))
            self._line.setCurrentIndex(self._line.findData(kind.line.value))
            self._romantic.setChecked(kind.romantic)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        column.addWidget(labelled(self.tr("What is it called?"), self._name))
        pair = QHBoxLayout()
        pair.setSpacing(M)
        pair.addWidget(labelled(self.tr("Colour"), self._colour), 1)
        pair.addWidget(labelled(self.tr("Line"), self._line), 1)
        column.addLayout(pair)
        column.addWidget(self._romantic)
        column.addWidget(self._error)
        take = button(self.tr("Keep"), "tie_kind.keep", self._keep, "primary")
        take.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button(self.tr("Cancel"), "tie_kind.cancel", self.reject))
        buttons.addWidget(take)
        column.addLayout(buttons)

    def _keep(self) -> None:
        name = " ".join(self._name.text().split())
        problem = self._problem(name)
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        if problem:
            self._name.setFocus()
            return
        ties = self._desk.library.ties
        said = {
            "name": name,
            "colour": self._colour.currentData() or "",
            "line": self._line.currentData(),
            "romantic": self._romantic.isChecked(),
        }
        try:
            if self._kind is None or self._kind.id is None:
                with self._desk.library.change(self.tr("Add a kind of tie")):
                    ties.add_kind(self._story_id, **said)
                    self._then(name)
            else:
                with self._desk.library.change(self.tr("Change a kind of tie")):
                    ties.edit_kind(self._kind.id, **said)
        except PlannerError as error:
            self._desk.notices.error(error)
            return
        self.accept()

    def _problem(self, name: str) -> str:
        if not name:
            return self.tr("A kind of tie needs a name.")
        own = self._kind.name if self._kind is not None else None
        for kind in self._desk.library.ties.kinds(self._story_id):
            if kind.name != own and name.casefold() in (kind.name.casefold(), kind_text(kind.name).casefold()):
                return self.tr("There is a kind of this name already.")
        return ""
