"""What became of a plan since it was locked: sentences, then and now side by side, and the chapters meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.plot.drift.model import NOW, Comparison, Moment, Plans, chapter_names, finish_words
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import LINE_INSET, ChoiceBox, LineField
from planner.desktop.widgets.labels import Role, label
from planner.domain.drift import BaselineId

if TYPE_CHECKING:
    from collections.abc import Iterator


class DriftDetails(Panel):
    """The chosen baseline: its name, and how it differs from now or from another."""

    renamed = Signal(int, str)
    """Emitted with the id of the baseline and what it should be called."""
    remove_wanted = Signal()
    compared = Signal(int)
    """Emitted with the id of the plan to compare with."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drift.details")
        self._chosen = NOW
        self.name = LineField("drift.name", self.tr("What to call it"), quiet=True)
        self.name.setAccessibleName(self.tr("What to call this plan"))
        self.name.edited.connect(lambda text: self.renamed.emit(self._chosen, text.strip()))
        self._remove = icon_button(
            icon("trash", theme, "muted"), self.tr("Forget this plan"), "drift.remove", self.remove_wanted.emit
        )
        self._when = label("", "small", wrap=True)
        self._box = ChoiceBox("drift.other")
        self._box.setAccessibleName(self.tr("Compare with"))
        self._box.activated.connect(lambda _row: self.compared.emit(self._box.currentData()))
        self._sentences = _Lines("lead", "body", XS)
        self._table = QGridLayout()
        self._cells: list[QLabel] = []
        self._chapters = _Lines("muted", "muted", S)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.name, 1)
        head.addWidget(self._remove)
        with_other = QHBoxLayout()
        with_other.setSpacing(S)
        with_other.addWidget(label(self.tr("Compared with"), "muted"))
        with_other.addWidget(self._box, 1)
        self._table.setHorizontalSpacing(L)
        self._table.setVerticalSpacing(XS)
        self._table.setColumnStretch(3, 1)
        for row in range(4):
            for column in range(3):
                cell = label("", "section" if row == 0 else "muted" if column == 0 else "body")
                cell.setAlignment(Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight)
                self._cells.append(cell)
                self._table.addWidget(cell, row, column)
        self.column.setSpacing(M)
        self.column.addLayout(head)
        body = QVBoxLayout()
        # Under the text of the name, not under its frame.
        body.setContentsMargins(LINE_INSET, 0, 0, 0)
        body.setSpacing(M)
        body.addWidget(self._when)
        for each in (with_other, self._sentences, self._table, self._chapters):
            body.addLayout(each)
        self.column.addLayout(body)

    def show_comparison(self, plans: Plans, chosen: Moment, other: BaselineId, read_only: bool) -> None:
        """Show a baseline beside another plan."""
        if chosen.id != self._chosen:
            # What was typed belongs to the one before.
            self.name.commit()
            self._chosen = chosen.id
            self.name.show_text(chosen.label)
        elif not (self.name.hasFocus() and self.name.isModified()):
            self.name.show_text(chosen.label)
        self.name.setReadOnly(read_only)
        self._remove.setEnabled(not read_only)
        self._when.setText(self.tr("Locked on {date}").format(date=date_text(chosen.at.date())))
        self._offer(plans, chosen, other)
        told = plans.between(chosen.id, other)
        self._sentences.show_lines(told.sentences)
        self._show_table(told)
        self._chapters.show_lines(list(self._chapter_lines(told)))

    def _offer(self, plans: Plans, chosen: Moment, other: BaselineId) -> None:
        self._box.clear()
        for moment in (plans.now, *reversed(plans.locked)):
            if moment.id != chosen.id:
                self._box.addItem(moment.name, moment.id)
        self._box.setCurrentIndex(max(self._box.findData(other), 0))

    def _show_table(self, told: Comparison) -> None:
        then, after = told.then.plan, told.after.plan
        now = self.tr("Now") if told.after.id == NOW else self.tr("Later")
        rows = (
            ("", self.tr("Then"), now),
            (self.tr("Chapters"), number_text(len(then.chapters)), number_text(len(after.chapters))),
            (self.tr("Words"), number_text(then.words), number_text(after.words)),
            (self.tr("Finished"), finish_words(then), finish_words(after)),
        )
        for cell, text in zip(self._cells, (text for row in rows for text in row), strict=True):
            cell.setText(text)
        known = then.finish is not None or after.finish is not None
        for cell in self._cells[-3:]:
            cell.setVisible(known)

    def _chapter_lines(self, told: Comparison) -> Iterator[str]:
        split = told.difference.split
        plain = [chapter for chapter in told.difference.added if chapter not in split]
        then, after = told.then.plan, told.after.plan
        for words, chapters, plan in (
            (self.tr("Came in: {chapters}"), plain, after),
            (self.tr("Split off: {chapters}"), split, after),
            (self.tr("Went: {chapters}"), told.difference.cut, then),
            (self.tr("Changed places: {chapters}"), told.difference.moved, after),
        ):
            if chapters:
                yield words.format(chapters=chapter_names(chapters, plan))

    @property
    def text(self) -> list[str]:
        """What it says, line by line."""
        return [*self._sentences.texts, *self._chapters.texts]

    @property
    def table(self) -> list[list[str]]:
        """The rows of then and now that are shown."""
        texts = [cell.text() for cell in self._cells if not cell.isHidden()]
        return [texts[at : at + 3] for at in range(0, len(texts), 3)]


class _Lines(QVBoxLayout):
    """As many labels as there are lines to say, the first in a role of its own."""

    def __init__(self, first: Role, others: Role, spacing: int) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self._roles = (first, others)
        self._labels: list[QLabel] = []

    @property
    def texts(self) -> list[str]:
        """The lines that are shown."""
        return [each.text() for each in self._labels if not each.isHidden()]

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show just these lines."""
        while len(self._labels) < len(lines):
            made = label("", self._roles[bool(self._labels)], wrap=True)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels.append(made)
            self.addWidget(made)
        for at, each in enumerate(self._labels):
            each.setVisible(at < len(lines))
            each.setText(lines[at] if at < len(lines) else "")
