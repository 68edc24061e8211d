"""The plan of one part of a story as a column of quiet fields; here what all sheets share, and story and arc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.plan_fields import (
    ChoiceField,
    LabelBox,
    LineTextField,
    NumberField,
    NumberSpin,
    PlanField,
    QuietBox,
    StatusPicker,
    TextField,
    TitleField,
    TitleText,
    write_plan,
)
from planner.desktop.outline.plan_remarks import RemarksText
from planner.desktop.outline.plan_tags import CastTags
from planner.desktop.theme import XS, M, S
from planner.desktop.translation import mark
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.domain.ao3 import SUMMARY_LIMIT, form_length
from planner.domain.outline import Arc, Outline, Story, StoryKind, StoryState
from planner.domain.remarks import todos

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MOST_CHAPTERS = 10_000

STATE_NAMES = {
    StoryState.IDEA: mark("StoryState", "Idea"),
    StoryState.PLANNING: mark("StoryState", "Planning"),
    StoryState.WRITING: mark("StoryState", "Writing"),
    StoryState.POSTING: mark("StoryState", "Posting"),
    StoryState.HIATUS: mark("StoryState", "On hiatus"),
    StoryState.SHELVED: mark("StoryState", "Shelved"),
    StoryState.COMPLETE: mark("StoryState", "Complete"),
}
KIND_NAMES = {
    StoryKind.MULTI_CHAPTER: mark("StoryKind", "Multi-chapter"),
    StoryKind.ONE_SHOT: mark("StoryKind", "One-shot"),
}


class Committing(Protocol):
    """A part of a sheet with fields of its own."""

    def commit(self) -> None:
        """Save what was typed in any of them."""


class Sheet(QWidget):
    """Fields of one row. ``kind`` names it in object names; subclasses say how a row is written."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.{kind}")
        self._desk = desk
        self._kind = kind
        self._row_id: int | None = None
        self._fields: dict[str, PlanField[str] | PlanField[int | None] | PlanField[date | None] | PlanField[bool]] = {}
        self._lists: list[Committing] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)

    def write(self, row_id: int, name: str, value: object) -> None:
        """Write one field of the row; called inside a change."""
        raise NotImplementedError

    def commit(self) -> None:
        """Save what was typed in any field."""
        for each in (*self._fields.values(), *self._lists):
            each.commit()

    def leave(self) -> None:
        """Save what was typed, and show no row."""
        self.commit()
        self._row_id = None

    def show_values(self, row_id: int, values: Mapping[str, str | int | date | None]) -> None:
        """Show a row: another one from scratch, the same one wherever nothing is being typed."""
        is_new = row_id != self._row_id
        if is_new:
            self.commit()
        self._row_id = row_id
        for name, field in self._fields.items():
            (field.load if is_new else field.follow)(values[name])  # type: ignore[arg-type]

    def focus_first(self) -> QWidget:
        """The widget that takes the focus for the sheet."""
        return next(iter(self._fields.values())).widget

    # Making fields

    def add_title(self, placeholder: str, undo_label: str) -> None:
        widget = TitleText(f"plan.{self._kind}.title", placeholder, self._desk.theme)
        widget.setAccessibleName(placeholder)
        widget.document().setDocumentMargin(DOCUMENT_MARGIN)
        self._fields["title"] = TitleField(widget, self._saver("title", undo_label))
        self.column.addWidget(widget)

    def add_text(self, name: str, title: str, undo_label: str, prompt: str) -> None:
        self.column.addWidget(under_label(title, self._make_text(name, undo_label, prompt)))

    def add_summary(self, prompt: str) -> None:
        widget = self._make_text("summary", self.tr("Edit summary"), prompt)
        self.column.addWidget(under_label(self.tr("Summary for AO3"), widget, SummaryCounter(widget)))

    def _make_text(self, name: str, undo_label: str, prompt: str) -> GrowingText:
        widget = GrowingText(f"plan.{self._kind}.{name}", prompt, quiet=True)
        widget.document().setDocumentMargin(DOCUMENT_MARGIN)
        self._fields[name] = TextField(widget, self._saver(name, undo_label))
        return widget

    def add_line(self, name: str, title: str, undo_label: str, prompt: str) -> None:
        widget = LineField(f"plan.{self._kind}.{name}", prompt, quiet=True)
        self._fields[name] = LineTextField(widget, self._saver(name, undo_label))
        self.column.addWidget(under_label(title, widget))

    def add_remarks(self) -> None:
        """Add the remarks, with how many to-dos are in them."""
        widget = RemarksText(f"plan.{self._kind}.remarks", self.tr("Anything to keep in mind"), self._desk.theme)
        widget.document().setDocumentMargin(DOCUMENT_MARGIN)
        field = self._fields["remarks"] = TextField(widget, self._saver("remarks", self.tr("Edit remarks")))
        widget.ticked.connect(field.commit)
        more = button(self.tr("Add a to-do"), f"plan.{self._kind}.add_todo", widget.add_todo, "link")
        more.setIcon(icon("plus", self._desk.theme, "accent"))
        more.setEnabled(not self._desk.library.read_only)
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, 0, 0, 0)
        foot.addWidget(more)
        foot.addStretch()
        holder = under_label(self.tr("Remarks"), widget, TodoCounter(widget))
        below = holder.layout()
        assert isinstance(below, QVBoxLayout)
        below.addLayout(foot)
        self.column.addWidget(holder)

    def add_label(self) -> None:
        """Add the colour label."""
        box = LabelBox(f"plan.{self._kind}.label", self._desk.theme, self.tr("None"))
        self._fields["label"] = ChoiceField(
            box, lambda value, _edit: self.save("label", self.tr("Change label"), value)
        )
        self.column.addWidget(under_label(self.tr("Colour label"), box))

    def _saver(self, name: str, undo_label: str) -> Callable[[str, int], bool]:
        return lambda value, edit: self.save(name, undo_label, value, edit)

    def save(self, name: str, undo_label: str, value: object, edit: int | None = None) -> bool:
        """Write a field in a change of its own, which joins those of the same edit (None: a choice)."""
        row_id = self._row_id
        if row_id is None:
            return True
        joins = None if edit is None else (self._kind, row_id, name, edit)
        return write_plan(self._desk, undo_label, lambda: self.write(row_id, name, value), joins)

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read and copied but not changed."""
        texts: list[QPlainTextEdit | QLineEdit] = [*self.findChildren(QPlainTextEdit), *self.findChildren(QLineEdit)]
        for each in texts:
            each.setReadOnly(read_only)
            if read_only:
                # What it said before asks the author to write.
                each.setPlaceholderText(self.tr("Untitled") if isinstance(each, TitleText) else self.tr("Nothing here"))
        for box in (*self.findChildren(QuietBox), *self.findChildren(NumberSpin), *self.findChildren(StatusPicker)):
            box.setEnabled(not read_only)
        for day in self.findChildren(DateField):
            day.setEnabled(not read_only)
        for tick in self.findChildren(QCheckBox):
            tick.setEnabled(not read_only)


class StorySheet(Sheet):
    """The story itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "story", parent)
        self.add_title(self.tr("Title of the story"), self.tr("Rename story"))
        self.add_text(
            "spark", self.tr("Spark"), self.tr("Edit spark"), self.tr("Why does this story have to be written?")
        )
        self.add_line("fandom", self.tr("Fandom"), self.tr("Edit fandom"), self.tr("Whose world is it?"))
        kind = _box("plan.story.kind", "StoryKind", KIND_NAMES)
        state = _box("plan.story.state", "StoryState", STATE_NAMES)
        self._fields["kind"] = ChoiceField(kind, lambda value, _edit: self.save("kind", self.tr("Change kind"), value))
        self._fields["state"] = ChoiceField(
            state, lambda value, _edit: self.save("state", self.tr("Change state"), value)
        )
        self.column.addWidget(side_by_side(under_label(self.tr("Kind"), kind), under_label(self.tr("State"), state)))
        self.column.addWidget(under_label(self.tr("Expected chapters"), self._make_expected()))
        self.column.addWidget(under_label(self.tr("A thread counts as asleep after"), self._make_sleep()))
        self.add_summary(self.tr("What readers see before they click"))
        self._tags = CastTags(desk, self)
        self.column.addWidget(self._tags)
        self.column.addStretch()

    def _make_expected(self) -> QWidget:
        spin = NumberSpin("plan.story.expected", "?", _MOST_CHAPTERS, 1)
        self._fields["expected"] = NumberField(
            spin, lambda value, edit: self.save("expected", self.tr("Change expected chapters"), value, edit)
        )
        self._existing = ElidedLabel("", "muted")
        return beside(spin, self._existing)

    def _make_sleep(self) -> QWidget:
        spin = NumberSpin("plan.story.sleep_after", "", _MOST_CHAPTERS, 1)
        spin.setMinimum(1)
        self._fields["sleep_after"] = NumberField(
            spin, lambda value, edit: self.save("sleep_after", self.tr("Change when threads sleep"), value, edit)
        )
        return beside(spin, ElidedLabel(self.tr("chapters without a beat"), "muted"))

    def show_story(self, story: Story, outline: Outline) -> None:
        """Show a story."""
        self._existing.setText(self.tr("{count} in the outline").format(count=len(outline.chapters)))
        names = ("title", "fandom", "spark", "summary", "expected", "sleep_after")
        values = {name: getattr(story, name) for name in names}
        self.show_values(story.id, {**values, "kind": story.kind.value, "state": story.state.value})
        self._tags.show_story(story.id)

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.stories.edit(row_id, **{name: value})  # type: ignore[arg-type]


class ArcSheet(Sheet):
    """An arc."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "arc", parent)
        self.add_title(self.tr("Title of the arc"), self.tr("Rename arc"))
        self.add_text(
            "synopsis",
            self.tr("Synopsis"),
            self.tr("Edit synopsis"),
            self.tr("What changes between its ends?"),
        )
        self.column.addStretch()

    def show_arc(self, arc: Arc) -> None:
        """Show an arc."""
        self.show_values(arc.id, {"title": arc.title, "synopsis": arc.synopsis})

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.outline.edit_arc(row_id, **{name: value})  # type: ignore[arg-type]


class TodoCounter(ElidedLabel):
    """How many to-dos are in the remarks, while there are any."""

    def __init__(self, field: RemarksText, parent: QWidget | None = None) -> None:
        super().__init__("", "small", parent)
        self.setObjectName(f"{field.objectName()}.todos")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._field = field
        field.textChanged.connect(self._count)
        self._count()

    def _count(self) -> None:
        counted = todos(self._field.toPlainText())
        parts = [self.tr("{count} to do").format(count=counted.open)] if counted.open else []
        if counted.done:
            parts.append(self.tr("{count} done").format(count=counted.done))
        self.setText(", ".join(parts))
        self.setVisible(bool(parts))


class SummaryCounter(ElidedLabel):
    """How much of AO3's limit a summary takes, while there is one."""

    def __init__(self, field: GrowingText, parent: QWidget | None = None) -> None:
        super().__init__("", "small", parent)
        self.setObjectName(f"{field.objectName()}.length")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._field = field
        field.textChanged.connect(self._count)
        self._count()

    def _count(self) -> None:
        length = form_length(self._field.toPlainText())
        over = length - SUMMARY_LIMIT
        text = self.tr("{length} of {limit}").format(length=f"{length:,}", limit=f"{SUMMARY_LIMIT:,}")
        if over > 0:
            text = self.tr("{text}: {over} too many for AO3").format(text=text, over=f"{over:,}")
        self.setText(text)
        self.setVisible(length > 0)
        self.setProperty("role", "error" if over > 0 else "small")
        self.style().unpolish(self)
        self.style().polish(self)


def under_label(text: str, field: QWidget, note: QLabel | None = None) -> QWidget:
    """A quiet field under its label, the label in line with the field's text; ``note`` stands at the label's right."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    above = label(text, "section")
    above.setBuddy(field.focusProxy() or field)
    (field.focusProxy() or field).setAccessibleName(text)
    head = QHBoxLayout()
    head.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
    head.setSpacing(S)
    head.addWidget(above)
    if note is None:
        head.addStretch()
    else:
        head.addWidget(note, 1)
    column.addLayout(head)
    column.addWidget(field)
    return holder


def beside(field: QWidget, note: QLabel) -> QWidget:
    """A short field with a note at its right."""
    holder = QWidget()
    holder.setFocusProxy(field)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, TEXT_INSET, 0)
    row.setSpacing(S)
    row.addWidget(field)
    row.addWidget(note, 1)
    return holder


def side_by_side(*widgets: QWidget) -> QWidget:
    """Widgets in a row, each as wide as the others."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return holder


def _box(name: str, context: str, names: dict[StoryKind, str] | dict[StoryState, str]) -> QuietBox:
    box = QuietBox(name)
    for value, text in names.items():
        box.addItem(QCoreApplication.translate(context, text), value.value)
    return box
