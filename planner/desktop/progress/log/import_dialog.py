"""The preview of an import into the log: what was read, what is new, and what the author settles before it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.progress.log.import_choices import ColumnChoices, GoalChoices, StoryChoices, section
from planner.desktop.progress.log.preview_model import PreviewModel
from planner.desktop.progress.log.texts import source_text
from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.amounts import date_text, number_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.domain.errors import PlannerError
from planner.domain.exchange import LogDraft, new_entries
from planner.domain.goals import Goal
from planner.domain.log import NewEntry
from planner.domain.outline import StoryId
from planner.formats.log_table import Columns, Table, read_rows
from planner.library.exchange import own_names, unknown

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_SIZE = QSize(1000, 700)
_CHOICES_WIDTH = 300
_WIDTHS = (152, 68, 84, 160)
_DROPPED_SHOWN = 4
_AT_ONCE = 2_000
"""A table with more rows is read by a worker."""


class ImportLog(QDialog):
    """Shows what a file holds; once it is accepted, ``entries`` and ``goals`` say what to add. It writes nothing."""

    def __init__(
        self, desk: Desk, found: LogDraft | tuple[Table, Columns], name: str, parent: QWidget | None = None
    ) -> None:
        """``found``: a tracker's export, or a table with what its columns seem to hold. ``name``: the file's."""
        super().__init__(parent)
        self.setObjectName("import_log")
        self.setWindowTitle(self.tr("Import {file}").format(file=name))
        scale = desk.theme.text_scale
        self.resize(_SIZE if parent is None else (_SIZE * min(scale, 1.4)).boundedTo(parent.size()))
        self._desk = desk
        self._draft = LogDraft(found.source, ()) if isinstance(found, LogDraft) else None
        self._table: Table | None = None
        self._asked: Columns | None = None
        self.entries: list[NewEntry] = []
        self._own = own_names(desk.library) if isinstance(found, LogDraft) else frozenset[str]()
        stories = desk.library.stories.all()
        self.titles: dict[StoryId, str] = {each.id: each.title or self.tr("Untitled story") for each in stories}
        self._stories = StoryChoices(stories, desk.place.story_id)
        self._columns: ColumnChoices | None = None
        self._goals: GoalChoices | None = None
        if isinstance(found, LogDraft):
            self._draft = found
            if found.goals:
                self._goals = GoalChoices(found.goals, desk.library, desk.day.today)
                self._goals.changed.connect(self._show)
        else:
            self._table = found[0]
            self._columns = ColumnChoices(*found)
            self._columns.changed.connect(self._read)
        self._stories.changed.connect(self._show)
        self._model = PreviewModel(desk.theme, self.titles, self)
        self.finished.connect(self._forget)
        self._make_parts()
        self._lay_out()
        self._add.setFocus()
        self._read()

    @property
    def goals(self) -> list[Goal]:
        """The goals to add."""
        return [] if self._goals is None else self._goals.chosen(self._stories.chosen())

    # Parts

    def _make_parts(self) -> None:
        self._heading = label("", "title", wrap=True)
        self._heading.setObjectName("import_log.heading")
        self._told = label("", "muted", wrap=True)
        self._told.setObjectName("import_log.told")
        self._dropped = label("", "small", wrap=True)
        self._dropped.setObjectName("import_log.dropped")
        self._view = QTableView()
        self._view.setObjectName("import_log.entries")
        self._view.setAccessibleName(self.tr("Entries"))
        self._view.setModel(self._model)
        self._view.setShowGrid(False)
        self._view.setWordWrap(False)
        self._view.setTabKeyNavigation(False)
        self._view.setFrameShape(QTableView.Shape.NoFrame)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + M))
        self._view.horizontalHeader().setStretchLastSection(True)
        self._view.horizontalHeader().setSectionsClickable(False)
        for column, width in enumerate(_WIDTHS):
            self._view.setColumnWidth(column, round(width * self._desk.theme.text_scale))
        self._add = button("", "import_log.add", self.accept, "primary")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(self._heading)
        column.addWidget(self._told)
        parts = QHBoxLayout()
        parts.setSpacing(L)
        parts.addWidget(self._choices())
        parts.addWidget(self._view, 1)
        column.addLayout(parts, 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "import_log.cancel", self.reject))
        row.addWidget(self._add)
        column.addLayout(row)

    def _choices(self) -> QWidget:
        body = QWidget()
        body.setProperty("look", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, M, 0)
        if self._columns is not None:
            column.addWidget(section(self.tr("What the columns hold"), self._columns))
        column.addWidget(section(self.tr("Which stories are meant"), self._stories))
        if self._goals is not None:
            column.addWidget(
                section(
                    self.tr("Goals to take along"), self._goals, self.tr("Without a story here, a goal counts all.")
                )
            )
        column.addWidget(self._dropped)
        column.addStretch()
        made = QScrollArea()
        made.setObjectName("import_log.choices")
        made.setWidgetResizable(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWidget(body)
        made.setFixedWidth(round(_CHOICES_WIDTH * min(self._desk.theme.text_scale, 1.5)))
        return made

    # Following the choices

    def _read(self) -> None:
        """Read the table again with what the author says of its columns; a long one away from the window."""
        if self._table is None or self._columns is None:
            self._take(self._draft)
            return
        table, columns = self._table, self._columns.columns()
        self._asked = columns
        if len(table.rows) <= _AT_ONCE:
            try:
                self._take(read_rows(table, columns))
            except PlannerError as error:
                self._fail(error)
            return
        self._add.setEnabled(False)
        self._desk.tasks.run(
            lambda _progress, _cancelled: read_rows(table, columns),
            lambda draft: self._take(draft) if self._is_wanted(columns) else None,
            lambda error: self._fail(error) if self._is_wanted(columns) else None,
            self.tr("Reading the table"),
        )

    def _is_wanted(self, columns: Columns) -> bool:
        """Whether the dialog is still open, and nothing else was chosen in the meantime."""
        return columns == self._asked

    def _forget(self, *_result: int) -> None:
        self._asked = None

    def _take(self, draft: LogDraft | None) -> None:
        assert draft is not None
        self._draft = draft
        self._stories.show_draft(draft)
        self._show()

    def _fail(self, error: PlannerError) -> None:
        self._draft = None
        self.entries = []
        self._model.show_entries([], [])
        self._heading.setText(self.tr("No entries"))
        self._told.setText(str(error))
        self._dropped.clear()
        self._say_button(0)

    def _show(self) -> None:
        if self._draft is None:
            return
        draft = self._draft
        entries = new_entries(draft, self._stories.chosen())
        self.entries = unknown(self._desk.library, entries, self._own)
        self._model.show_entries(entries, self.entries)
        known = len(entries) - len(self.entries)
        self._heading.setText(
            self.tr("{count}, {new} new, {known} known").format(
                count=self._entries_text(len(entries)), new=number_text(len(self.entries)), known=number_text(known)
            )
        )
        days = [entry.day for entry in entries]
        told = self.tr("{source}.").format(source=source_text(draft.source))
        if days:
            told = self.tr("{source}, {first} to {last}.").format(
                source=source_text(draft.source), first=date_text(min(days)), last=date_text(max(days))
            )
        self._told.setText(f"{told} {self.tr('What is known already does not come twice.')}" if known else told)
        shown = list(draft.dropped[:_DROPPED_SHOWN])
        self._dropped.setText("\n".join(shown))
        self._dropped.setVisible(bool(shown))
        self._say_button(len(self.entries))

    def _entries_text(self, count: int) -> str:
        return self.tr("1 entry") if count == 1 else self.tr("{count} entries").format(count=number_text(count))

    def _say_button(self, count: int) -> None:
        goals = len(self.goals)
        parts = [self._entries_text(count)] if count or not goals else []
        if goals:
            parts.append(self.tr("1 goal") if goals == 1 else self.tr("{count} goals").format(count=goals))
        self._add.setText(self.tr("Add {what}").format(what=self.tr(" and ").join(parts)))
        self._add.setAccessibleName(self._add.text())
        self._add.setEnabled(bool(count or goals))
