"""How a tie develops: a line for each chapter from which on it stands otherwise, unfolded to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.cast_sheet import CastSheet, chapter_choices, in_line, offer
from planner.desktop.outline.people.pairs import PairsLayout
from planner.desktop.outline.people.rows import SheetRow, in_order
from planner.desktop.outline.people.standing import as_number, closeness_choices, offer_kinds
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.outline.plan_sheets import under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.ties import closeness_text, kind_text
from planner.domain.outline import Chapter, ChapterId
from planner.domain.ties import Development, DevelopmentId, Tie, TieKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_HIDDEN = {"": None, "hidden": True, "known": False}
_HIDDEN_NAMES = {said: name for name, said in _HIDDEN.items()}


class DevelopmentBody(CastSheet):
    """The fields of one development; what is not said stays as it was before."""

    def __init__(self, desk: Desk, development_id: DevelopmentId, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"development.{development_id}", parent)
        self.column.setSpacing(XS)
        self._chapter = self.box("chapter_id", self.tr("Move to another chapter"))
        self._closeness = self.box("closeness", self.tr("Change closeness"))
        self._tie_kind = self.box("kind", self.tr("Change kind"))
        self._hidden = self.box("hidden", self.tr("Change who knows"))
        offer(self._closeness, closeness_choices(self.tr("As before")))
        offer(
            self._hidden,
            [("", self.tr("As before")), ("hidden", self.tr("Hidden")), ("known", self.tr("Known to others"))],
        )
        self.column.addWidget(under_label(self.tr("From this chapter on"), self._chapter))
        self.add_line("label", self.tr("In a word"), self.tr("Edit label"), self.tr("As before"))
        pairs = QWidget()
        layout = PairsLayout(pairs)
        layout.addWidget(under_label(self.tr("Closeness"), self._closeness))
        layout.addWidget(under_label(self.tr("Kind"), self._tie_kind))
        layout.addWidget(under_label(self.tr("Who knows"), self._hidden))
        self.column.addWidget(pairs)
        self.add_text("note", self.tr("What happens"), self.tr("Edit note"), self.tr("What turns it?"))
        self.add_delete(self.tr("Delete this turn"), self._remove)

    def show_development(self, development: Development, chapters: Sequence[Chapter], kinds: Sequence[TieKind]) -> None:
        """Show a development; ``chapters`` are all there are to move it to."""
        offer(self._chapter, chapter_choices(chapters, ""))
        offer_kinds(self._tie_kind, kinds, self._desk.theme, self.tr("As before"))
        values: dict[str, str | int | None] = {
            "chapter_id": str(development.chapter_id),
            "closeness": "" if development.closeness is None else str(development.closeness),
            "kind": development.kind,
            "hidden": _HIDDEN_NAMES[development.hidden],
            "label": development.label,
            "note": development.note,
        }
        self.show_values(development.id, values)

    def write(self, row_id: int, name: str, value: object) -> None:
        ties, development_id = self._desk.library.ties, DevelopmentId(row_id)
        if name == "chapter_id":
            ties.move_development(development_id, ChapterId(int(str(value))))
        elif name == "closeness":
            ties.edit_development(development_id, closeness=as_number(value))
        elif name == "hidden":
            ties.edit_development(development_id, hidden=_HIDDEN[str(value)])
        else:
            ties.edit_development(development_id, **{name: value})

    def _remove(self) -> None:
        if self._row_id is None:
            return
        ties, development_id = self._desk.library.ties, DevelopmentId(self._row_id)
        self.commit()
        if write_plan(self._desk, self.tr("Delete a turn"), lambda: ties.remove_development(development_id)):
            self._desk.notices.say(self.tr("Deleted a turn of the tie."), undo=True)


class DevelopmentRow(SheetRow[DevelopmentBody]):
    """One development."""

    def __init__(self, desk: Desk, development_id: DevelopmentId, parent: QWidget) -> None:
        make = partial(DevelopmentBody, desk, development_id)
        super().__init__(f"plan.development.{development_id}", desk, make, parent)
        self._shown: tuple[Development, Sequence[Chapter], Sequence[TieKind]] | None = None

    def show_development(
        self, development: Development, chapter: Chapter, chapters: Sequence[Chapter], kinds: Sequence[TieKind]
    ) -> None:
        """Show a development that happens in a chapter."""
        self._shown = (development, chapters, kinds)
        self.say(f"{chapter.heading.partition(':')[0]}: {self._said(development)}")
        self.follow()

    def _said(self, development: Development) -> str:
        parts = [
            kind_text(development.kind) if development.kind else "",
            development.label,
            closeness_text(development.closeness),
        ]
        if development.hidden is not None:
            parts.append(self.tr("hidden") if development.hidden else self.tr("known to others"))
        return ", ".join(filter(None, parts)) or development.note.partition("\n")[0] or self.tr("nothing said yet")

    def fill(self, sheet: DevelopmentBody) -> None:
        if self._shown is not None:
            sheet.show_development(*self._shown)


class Developments(QWidget):
    """A tie's developments in reading order, and a button for one more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.tie.developments")
        self._desk = desk
        self._tie: Tie | None = None
        self._rows: dict[DevelopmentId, DevelopmentRow] = {}
        self._where: Chapter | None = None
        title = label(self.tr("How it develops"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        self._add = button("", "plan.tie.develop", self._develop, "link")
        self._add.setIcon(icon("plus", desk.theme, "accent"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(title)
        self._column.addWidget(in_line(self._add, XS))

    def show_tie(
        self,
        tie: Tie,
        developments: Sequence[Development],
        chapters: Sequence[Chapter],
        kinds: Sequence[TieKind],
    ) -> None:
        """Show a tie's developments."""
        self._tie = tie
        by_id = {chapter.id: (place, chapter) for place, chapter in enumerate(chapters)}
        ordered = sorted(developments, key=lambda each: by_id[each.chapter_id][0])
        rows = in_order(self._column, self._rows, [each.id for each in ordered], self._make)
        for row, each in zip(rows, ordered, strict=True):
            row.show_development(each, by_id[each.chapter_id][1], chapters, kinds)

    def _make(self, development_id: DevelopmentId) -> DevelopmentRow:
        return DevelopmentRow(self._desk, development_id, self)

    def offer_at(self, where: Chapter | None) -> None:
        """Offer one more development, in this chapter."""
        self._where = where
        self._add.setVisible(self._where is not None and not self._desk.library.read_only)
        if self._where is not None:
            words = self.tr("From chapter {number} on…").format(number=self._where.number)
            self._add.setText(words)
            self._add.setAccessibleName(words)

    def commit(self) -> None:
        """Save what was typed in any row."""
        for row in self._rows.values():
            row.commit()

    def _develop(self) -> None:
        """Add a development, or unfold the one there is, and let the author say what it is."""
        tie, where = self._tie, self._where
        if tie is None or where is None:
            return
        ties, made = self._desk.library.ties, list[DevelopmentId]()
        write_plan(self._desk, self.tr("Develop a tie"), lambda: made.append(ties.develop(tie.id, where.id)))
        for development_id in made:
            row = self._rows.get(development_id)
            if row is not None:
                row.set_open(True)
                if row.sheet is not None:
                    row.sheet.findChildren(QWidget, f"plan.development.{development_id}.label")[0].setFocus(
                        Qt.FocusReason.OtherFocusReason
                    )
