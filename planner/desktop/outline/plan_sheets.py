"""The plan of one part of a story as a column of quiet fields: a sheet each for story, arc, chapter and scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.plan_fields import (
    ChoiceField,
    LineTextField,
    NumberField,
    NumberSpin,
    PersonField,
    PlanField,
    QuietBox,
    StatusPicker,
    TextField,
    TitleField,
    TitleText,
    person_named,
)
from planner.desktop.theme import XS, M, S
from planner.desktop.translation import mark
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.domain.ao3 import SUMMARY_LIMIT, form_length
from planner.domain.errors import PlannerError
from planner.domain.outline import Arc, Chapter, ChapterStatus, Outline, Person, Scene, Story, StoryKind, StoryState

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

TEXT_INSET = 11
"""Where the text of a quiet line begins: labels stand in by as much, so that they and the texts are in line."""
_DOCUMENT_MARGIN = 2
_MOST_WORDS = 1_000_000
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


class Sheet(QWidget):
    """Fields of one row. ``kind`` names it in object names; subclasses say how a row is written."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.{kind}")
        self._desk = desk
        self._kind = kind
        self._row_id: int | None = None
        self._fields: dict[str, PlanField[str] | PlanField[int | None]] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)

    def write(self, row_id: int, name: str, value: object) -> None:
        """Write one field of the row; called inside a change."""
        raise NotImplementedError

    def commit(self) -> None:
        """Save what was typed in any field."""
        for field in self._fields.values():
            field.commit()

    def leave(self) -> None:
        """Save what was typed, and show no row."""
        self.commit()
        self._row_id = None

    def show_values(self, row_id: int, values: dict[str, str | int | None]) -> None:
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
        widget.document().setDocumentMargin(_DOCUMENT_MARGIN)
        self._fields["title"] = TitleField(widget, self._saver("title", undo_label))
        self.column.addWidget(widget)

    def add_text(self, name: str, title: str, undo_label: str, prompt: str) -> None:
        self.column.addWidget(under_label(title, self._make_text(name, undo_label, prompt)))

    def add_summary(self, prompt: str) -> None:
        widget = self._make_text("summary", self.tr("Edit summary"), prompt)
        self.column.addWidget(under_label(self.tr("Summary for AO3"), widget, SummaryCounter(widget)))

    def _make_text(self, name: str, undo_label: str, prompt: str) -> GrowingText:
        widget = GrowingText(f"plan.{self._kind}.{name}", prompt, quiet=True)
        widget.document().setDocumentMargin(_DOCUMENT_MARGIN)
        self._fields[name] = TextField(widget, self._saver(name, undo_label))
        return widget

    def add_line(self, name: str, title: str, undo_label: str, prompt: str) -> None:
        widget = LineField(f"plan.{self._kind}.{name}", prompt, quiet=True)
        self._fields[name] = LineTextField(widget, self._saver(name, undo_label))
        self.column.addWidget(under_label(title, widget))

    def _saver(self, name: str, undo_label: str) -> Callable[[str, int], bool]:
        return lambda value, edit: self.save(name, undo_label, value, edit)

    def save(self, name: str, undo_label: str, value: object, edit: int | None = None) -> bool:
        """Write a field in a change of its own, which joins those of the same edit (None: a choice)."""
        row_id = self._row_id
        if row_id is None:
            return True
        try:
            joins = None if edit is None else (self._kind, row_id, name, edit)
            with self._desk.library.change(undo_label, joins=joins):
                self.write(row_id, name, value)
        except PlannerError as error:
            self._desk.notices.error(error)
            return False
        except KeyError:
            # The row went while something was typed in it; the trash has it as it was.
            return True
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read and copied but not changed."""
        for each in self.findChildren(QPlainTextEdit):
            each.setReadOnly(read_only)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(read_only)
        for box in (*self.findChildren(QuietBox), *self.findChildren(NumberSpin), *self.findChildren(StatusPicker)):
            box.setEnabled(not read_only)


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
        self.add_summary(self.tr("What readers see before they click"))
        self.column.addStretch()

    def _make_expected(self) -> QWidget:
        spin = NumberSpin("plan.story.expected", "?", _MOST_CHAPTERS, 1)
        self._fields["expected"] = NumberField(
            spin, lambda value, edit: self.save("expected", self.tr("Change expected chapters"), value, edit)
        )
        self._existing = ElidedLabel("", "muted")
        return beside(spin, self._existing)

    def show_story(self, story: Story, outline: Outline) -> None:
        """Show a story."""
        self._existing.setText(self.tr("{count} in the outline").format(count=len(outline.chapters)))
        names = ("title", "fandom", "spark", "summary", "expected")
        values = {name: getattr(story, name) for name in names}
        self.show_values(story.id, {**values, "kind": story.kind.value, "state": story.state.value})

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


class ChapterSheet(Sheet):
    """A chapter, with the list of its scenes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "chapter", parent)
        self.add_title(self.tr("Title of the chapter"), self.tr("Rename chapter"))
        self._status = StatusPicker(desk.theme, self._set_status)
        self.column.addWidget(self._status)
        self.add_text("synopsis", self.tr("Synopsis"), self.tr("Edit synopsis"), self.tr("What happens?"))
        self.add_text("purpose", self.tr("Purpose"), self.tr("Edit purpose"), self.tr("What is it for in the story?"))
        self.add_text("hook", self.tr("Hook"), self.tr("Edit hook"), self.tr("What makes a reader want the next one?"))
        spin = NumberSpin("plan.chapter.target_words", self.tr("none"), _MOST_WORDS, 250)
        self._fields["target_words"] = NumberField(
            spin, lambda value, edit: self.save("target_words", self.tr("Change target words"), value, edit)
        )
        self._so_far = ElidedLabel("", "muted")
        self.column.addWidget(under_label(self.tr("Target words"), beside(spin, self._so_far)))
        self.add_summary(self.tr("What readers see above the chapter"))
        self.scenes = SceneList(desk)
        self.column.addWidget(self.scenes)
        self.column.addStretch()

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter."""
        names = ("title", "synopsis", "purpose", "hook", "target_words", "summary")
        self.show_values(chapter.id, {name: getattr(chapter, name) for name in names})
        self._status.show_status(chapter.status)
        self.scenes.show_scenes(chapter)
        words = self.tr("{words} so far").format(words=f"{chapter.words:,}")
        self._so_far.setText(words if chapter.words else "")

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.outline.edit_chapter(row_id, **{name: value})  # type: ignore[arg-type]

    def _set_status(self, status: ChapterStatus) -> None:
        self.save("status", self.tr("Change status"), status)


class SceneSheet(Sheet):
    """A scene."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "scene", parent)
        self._scene: Scene | None = None
        self.add_title(self.tr("Title of the scene"), self.tr("Rename scene"))
        self.add_text("synopsis", self.tr("Synopsis"), self.tr("Edit synopsis"), self.tr("What happens?"))
        self.add_text("goal", self.tr("Goal"), self.tr("Edit goal"), self.tr("What does somebody want?"))
        self.add_text("conflict", self.tr("Conflict"), self.tr("Edit conflict"), self.tr("What is in the way?"))
        self.add_text("outcome", self.tr("Outcome"), self.tr("Edit outcome"), self.tr("What is different afterwards?"))
        box = QuietBox("plan.scene.pov")
        box.setEditable(True)
        box.setInsertPolicy(QuietBox.InsertPolicy.NoInsert)
        line = box.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Whose eyes?"))
        self._pov = PersonField(box, lambda name, _edit: self.save("pov", self.tr("Change point of view"), name))
        self._fields["pov"] = self._pov
        self.column.addWidget(under_label(self.tr("Point of view"), box))
        self.add_line("place", self.tr("Place"), self.tr("Edit place"), self.tr("Where and when?"))
        self.column.addStretch()

    def show_scene(self, scene: Scene) -> None:
        """Show a scene."""
        people = self._people(scene)
        names = {person.id: person.name for person in people}
        values = {name: getattr(scene, name) for name in ("title", "synopsis", "goal", "conflict", "outcome", "place")}
        if self._scene is not None and self._scene.id != scene.id:
            self.commit()
        self._scene = scene
        self._pov.offer(people)
        self.show_values(scene.id, {**values, "pov": names.get(scene.pov, "") if scene.pov else ""})

    def write(self, row_id: int, name: str, value: object) -> None:
        library = self._desk.library
        if name == "pov":
            value = self._person(str(value))
        library.outline.edit_scene(row_id, **{name: value})  # type: ignore[arg-type]

    def _person(self, name: str) -> int | None:
        """The person of this name, who joins the cast if there is none such yet."""
        if not name or self._scene is None:
            return None
        known = person_named(self._people(self._scene), name)
        library = self._desk.library
        return known or library.cast.add(library.outline.story_of(self._scene.chapter_id), name)

    def _people(self, scene: Scene) -> list[Person]:
        library = self._desk.library
        return library.cast.people(library.outline.story_of(scene.chapter_id))


class SceneList(QWidget):
    """A chapter's scenes to go to, and a way to add one."""

    chosen = Signal(int)
    """Emitted with the id of the scene the author clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.scenes")
        self._shown: tuple[tuple[int, str, str], ...] = ()
        self._rows: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title = label(self.tr("Scenes"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        self._column.addWidget(title)
        self._add = action_button(desk.commands.actions["outline.add_scene"], "link")
        self._add.setIcon(icon("plus", desk.theme, "accent"))
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, XS, 0, 0)
        foot.addWidget(self._add)
        foot.addStretch()
        self._column.addLayout(foot)

    def show_scenes(self, chapter: Chapter) -> None:
        """Show a chapter's scenes."""
        wanted = tuple(
            (scene.id, scene.title or scene.synopsis, f"{scene.words:,}" if scene.words else "")
            for scene in chapter.scenes
        )
        if wanted == self._shown:
            return
        self._shown = wanted
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._make(number, *scene) for number, scene in enumerate(wanted, 1)]
        for place, row in enumerate(self._rows, 1):
            self._column.insertWidget(place, row)

    def _make(self, number: int, scene_id: int, title: str, words: str) -> QPushButton:
        made = SceneRow(number, title or self.tr("Untitled scene"), words)
        made.clicked.connect(lambda _on=False: self.chosen.emit(scene_id))
        return made


class SceneRow(QPushButton):
    """One scene of the list: its place, title and words."""

    def __init__(self, number: int, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.scenes.{number}")
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(self.tr("Go to scene {number}: {title}").format(number=number, title=title))
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        row.setSpacing(S)
        row.addWidget(label(str(number), "muted"))
        row.addWidget(ElidedLabel(title), 1)
        row.addWidget(label(words, "small"))
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(self.fontMetrics().height() + M)


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
