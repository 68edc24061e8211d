"""What the author settles before an import into the log: what columns hold, which stories are meant, which goals
come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.progress.log.texts import tr
from planner.desktop.theme import L, S
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import date_text, number_text, words_text
from planner.desktop.widgets.fields import ChoiceBox, labelled
from planner.desktop.widgets.labels import label
from planner.domain.exchange import BroughtGoal, LogDraft, matched
from planner.domain.goals import Goal
from planner.domain.outline import Story, StoryId
from planner.formats.log_dates import DateOrder
from planner.formats.log_table import Columns, Table

if TYPE_CHECKING:
    from planner.library.file import Library

_PARTS = (
    ("date", mark("Log", "Day")),
    ("words", mark("Log", "Words")),
    ("time", mark("Log", "Time")),
    ("story", mark("Log", "Story")),
    ("note", mark("Log", "Note")),
)
_EXAMPLE = 24
"""So many letters of a column's first cell tell which it is."""


class ColumnChoices(QWidget):
    """Which column of a table holds what, as it was guessed and as the author corrects it."""

    changed = Signal()

    def __init__(self, table: Table, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self._boxes: dict[str, ChoiceBox] = {}
        for part, words in _PARTS:
            box = self._boxes[part] = ChoiceBox(f"import_log.{part}")
            if part != "date":
                box.addItem(tr("None"), None)
            for at in range(table.width):
                box.addItem(_column_text(table, at), at)
            box.setCurrentIndex(box.findData(getattr(columns, part)))
            column.addWidget(labelled(QCoreApplication.translate("Log", words), box))
            if part == "words":
                self._total = self._choice(
                    "import_log.total",
                    tr("The words of a row are"),
                    ((tr("those of its day"), False), (tr("all there were by then"), True)),
                    columns.is_total,
                )
                column.addWidget(self._total)
        self._order = self._choice(
            "import_log.order",
            tr("In these dates, 3/4 is"),
            ((tr("3 April"), DateOrder.DAY_FIRST.value), (tr("4 March"), DateOrder.MONTH_FIRST.value)),
            columns.order.value,
        )
        self._order.setVisible(not columns.order_sure)
        column.addWidget(self._order)
        for box in self.findChildren(ChoiceBox):
            box.activated.connect(self._tell)

    def _choice(self, name: str, words: str, choices: Sequence[tuple[str, object]], chosen: object) -> QWidget:
        box = self._boxes[name] = ChoiceBox(name)
        for text, data in choices:
            box.addItem(text, data)
        box.setCurrentIndex([data for _, data in choices].index(chosen))
        return labelled(words, box)

    def _tell(self, *_index: int) -> None:
        self.changed.emit()

    def columns(self) -> Columns:
        """What the author says they hold."""
        chosen = {part: self._boxes[part].currentData() for part, _ in _PARTS}
        return replace(
            self._columns,
            **chosen,
            is_total=bool(self._boxes["import_log.total"].currentData()),
            order=DateOrder(self._boxes["import_log.order"].currentData()),
        )


class StoryChoices(QWidget):
    """Which story of the library each name in the file means; entries without a name may have one, too."""

    changed = Signal()

    def __init__(self, stories: Sequence[Story], otherwise: StoryId | None, parent: QWidget | None = None) -> None:
        """``otherwise`` is the story that entries belong to if the file names none at all."""
        super().__init__(parent)
        self._stories = stories
        self._otherwise = otherwise
        self._boxes: dict[str, ChoiceBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)

    def show_draft(self, draft: LogDraft) -> None:
        """Ask about the names of a draft; what was answered stays."""
        counts = Counter(entry.project for entry in draft.entries)
        names = list(draft.projects) + ([""] if counts[""] else [])
        if names == list(self._boxes):
            return
        known = {name: box.currentData() for name, box in self._boxes.items()}
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        proposed: dict[str, StoryId | None] = matched(draft.projects, self._stories)
        proposed[""] = self._otherwise if names == [""] else None
        for number, name in enumerate(names):
            box = self._boxes[name] = ChoiceBox(f"import_log.story_{number}")
            box.addItem(tr("No story"), None)
            for story in self._stories:
                box.addItem(story.title or tr("Untitled story"), story.id)
            box.setCurrentIndex(max(box.findData(known.get(name, proposed[name])), 0))
            box.activated.connect(lambda _index: self.changed.emit())
            self._column.addWidget(labelled(_name_text(name, counts[name]), box))

    def chosen(self) -> dict[str, StoryId | None]:
        """The story of each name."""
        return {name: box.currentData() for name, box in self._boxes.items()}


class GoalChoices(QWidget):
    """The goals of a file, to be taken along or not."""

    changed = Signal()

    def __init__(
        self, goals: Sequence[BroughtGoal], library: Library, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        known = [*library.goals.all(), *library.goals.all(archived=True)]
        self._rows: list[tuple[BroughtGoal, QCheckBox]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for number, brought in enumerate(goals):
            is_there = any(_is_same(brought.goal, other) for other in known)
            text, what = brought.goal.title or tr("Goal"), _goal_text(brought.goal)
            text = tr("{goal} (known)").format(goal=text) if is_there else text
            text = f"{text}\n{what}" if what else text
            # A box does not wrap its words, and must not make the choices wider than there is room.
            box = QCheckBox(text)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setObjectName(f"import_log.goal_{number}")
            box.setAccessibleName(text.replace("\n", ", "))
            box.setToolTip(text)
            # What is over is of interest as words, not as a card among the goals.
            box.setChecked(not is_there and (brought.goal.end is None or brought.goal.end >= today))
            box.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(box)
            self._rows.append((brought, box))

    def chosen(self, stories: dict[str, StoryId | None]) -> list[Goal]:
        """The goals to add, on the stories that their names mean."""
        found: list[Goal] = []
        for brought, box in self._rows:
            if box.isChecked():
                meant = dict.fromkeys(story for name in brought.projects if (story := stories.get(name)) is not None)
                found.append(replace(brought.goal, stories=tuple(meant)))
        return found


def section(words: str, holds: QWidget, help_text: str = "") -> QWidget:
    """Choices under a heading."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, L)
    column.setSpacing(S)
    column.addWidget(label(words, "lead"))
    if help_text:
        column.addWidget(label(help_text, "small", wrap=True))
    column.addWidget(holds)
    return made


def _column_text(table: Table, at: int) -> str:
    """ "Word count", or "Column 2: 1,667" where columns have no names."""
    if table.header and table.header[at]:
        return table.header[at]
    example = next((row[at] for row in table.rows if row[at]), "")
    text = tr("Column {number}").format(number=at + 1)
    return f"{text}: {example[:_EXAMPLE]}" if example else text


def _name_text(name: str, count: int) -> str:
    entries = tr("1 entry") if count == 1 else tr("{count} entries").format(count=number_text(count))
    return f"{name}, {entries}" if name else tr("Without a story, {entries}").format(entries=entries)


def _goal_text(goal: Goal) -> str:
    """ "50,000 words, until 30 November 2026"; empty where it says neither."""
    parts = [words_text(goal.amount)] if goal.amount is not None and goal.measure.value == "words" else []
    if goal.end is not None:
        parts.append(tr("until {date}").format(date=date_text(goal.end)))
    return ", ".join(parts)


def _is_same(goal: Goal, other: Goal) -> bool:
    return (goal.title, goal.kind, goal.amount, goal.start, goal.end) == (
        other.title,
        other.kind,
        other.amount,
        other.start,
        other.end,
    )
