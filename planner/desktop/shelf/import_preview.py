"""The preview of an import: what was read, before anything is written, with the cut and the notes to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.icons import icon
from planner.desktop.settings import PROSE_SIZE
from planner.desktop.shelf.import_model import Corrections
from planner.desktop.shelf.preview_text import PreviewText
from planner.desktop.theme import XL, XS, M, S
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import number_text, words_text
from planner.desktop.widgets.buttons import action_button, button, tool_button
from planner.desktop.widgets.fields import LineField, labelled
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.widgets.lines import LinesDelegate, LinesView
from planner.domain.draft import StoryDraft
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LIST_WIDTH = 320
_DROPPED_SHOWN = 3


@dataclass(frozen=True)
class _Step:
    """A correction as an action: ``place`` says whether it belongs to the list of chapters or to the text."""

    id: str
    text: str
    help: str
    place: str
    keys: str = ""


_STEPS = (
    _Step(
        "merge",
        mark("ImportPreview", "Merge with previous"),
        mark("ImportPreview", "Make this chapter and the one before it a single chapter"),
        "list",
        "Ctrl+M",
    ),
    _Step(
        "leave_out",
        mark("ImportPreview", "Leave out"),
        mark("ImportPreview", "Do not import this chapter"),
        "list",
        "Ctrl+Backspace",
    ),
    _Step(
        "split",
        mark("ImportPreview", "New chapter here"),
        mark("ImportPreview", "Begin a new chapter with the marked paragraph"),
        "text",
        "Ctrl+Return",
    ),
    _Step(
        "end_notes",
        mark("ImportPreview", "Notes end here"),
        mark("ImportPreview", "Everything up to and with the marked paragraph is a note before the chapter"),
        "text",
        "Ctrl+Up",
    ),
    _Step(
        "begin_notes",
        mark("ImportPreview", "Notes begin here"),
        mark("ImportPreview", "The marked paragraph and everything after it is a note after the chapter"),
        "text",
        "Ctrl+Down",
    ),
    _Step(
        "not_a_note",
        mark("ImportPreview", "Not a note"),
        mark("ImportPreview", "The marked paragraph belongs to the chapter"),
        "text",
    ),
)


class ImportPreview(QDialog):
    """Shows a `StoryDraft` and takes corrections; `draft` and `into` say what to import once it is accepted."""

    def __init__(
        self,
        desk: Desk,
        draft: StoryDraft,
        path: Path,
        into: StoryId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("import_preview")
        self.setWindowTitle(self.tr("Import {file}").format(file=path.name))
        self.resize(1040, 720)
        self._corrections = Corrections(draft, self)
        self._corrections.changed.connect(self._look_at)
        self._dropped = draft.dropped
        self._paragraph_steps = {
            "split": self._corrections.split,
            "end_notes": self._corrections.end_notes,
            "begin_notes": self._corrections.begin_notes,
            "not_a_note": self._corrections.not_a_note,
        }
        self._actions = {step.id: self._make_action(step) for step in _STEPS}
        self._undo = self._plain_action("undo", self.tr("Undo"), QKeySequence.StandardKey.Undo, self._corrections.undo)
        self._redo = self._plain_action("redo", self.tr("Redo"), QKeySequence.StandardKey.Redo, self._corrections.redo)
        self._make_fields(draft, into)
        self._make_chapters()
        self._text = PreviewText(desk.theme, desk.settings.get(PROSE_SIZE))
        self._text.setObjectName("import.text")
        self._text.setAccessibleName(self.tr("Text of the chapter"))
        self._text.pointed.connect(self._enable)
        self._text.customContextMenuRequested.connect(self._open_text_menu)
        self._lay_out()
        self._counting = QTimer(self)
        self._counting.timeout.connect(self._count)
        self._look_at(0)

    # What the author decided

    def draft(self) -> StoryDraft:
        """The story as corrected."""
        draft = self._corrections.draft()
        title = " ".join(self._title.text().split())
        return replace(draft, title=title or draft.title, fandom=" ".join(self._fandom.text().split()))

    @property
    def into(self) -> StoryId | None:
        """The story whose end the chapters go to; None for a story of their own."""
        story_id: StoryId | None = self._target.currentData()
        return story_id

    # Parts

    def _make_action(self, step: _Step) -> QAction:
        acts = {"merge": self._merge, "leave_out": self._leave_out}
        act = acts.get(step.id) or (lambda: self._correct_paragraph(step.id))
        words = QCoreApplication.translate("ImportPreview", step.text)
        made = self._plain_action(step.id, words, QKeySequence(step.keys), act)
        keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = QCoreApplication.translate("ImportPreview", step.help)
        made.setToolTip(f"{tip} ({keys})" if keys else tip)
        return made

    def _plain_action(
        self, name: str, text: str, keys: QKeySequence | QKeySequence.StandardKey, act: Callable[[], object]
    ) -> QAction:
        made = QAction(text, self)
        made.setObjectName(f"import.{name}")
        made.setShortcut(keys)
        if name in ("undo", "redo"):
            made.setIcon(icon(name, self._desk.theme))
        made.triggered.connect(lambda _checked=False: act())
        self.addAction(made)
        return made

    def _make_fields(self, draft: StoryDraft, into: StoryId | None) -> None:
        self._title = LineField("import.title")
        self._title.setText(draft.title)
        self._fandom = LineField("import.fandom")
        self._fandom.setText(draft.fandom)
        self._target = QComboBox()
        self._target.setObjectName("import.target")
        self._target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._target.addItem(self.tr("A new story"), None)
        for story in self._desk.library.stories.all():
            self._target.addItem(self.tr("The end of “{title}”").format(title=story.title), story.id)
        self._target.currentIndexChanged.connect(self._follow_target)
        self._target.setCurrentIndex(max(self._target.findData(into), 0))
        self._follow_target()

    def _make_chapters(self) -> None:
        self._list = LinesView()
        self._list.setObjectName("import.chapters")
        self._list.setAccessibleName(self.tr("Chapters"))
        self._list.setItemDelegate(LinesDelegate(self._desk.theme, self._list))
        self._list.setModel(self._corrections.chapters)
        self._list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._open_list_menu)
        self._list.selectionModel().currentChanged.connect(self._show_chapter)
        self._summary = label("", "small")
        self._summary.setObjectName("import.summary")
        self._heading = ElidedLabel("", "title")
        self._import = button("", "import.import", self.accept, "primary")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        fields = QHBoxLayout()
        fields.setSpacing(M)
        fields.addWidget(labelled(self.tr("Title"), self._title), 3)
        fields.addWidget(labelled(self.tr("Fandom"), self._fandom), 2)
        fields.addWidget(labelled(self.tr("Import as"), self._target), 2)
        column.addLayout(fields)
        if self._dropped:
            column.addWidget(self._losses())
        splitter = QSplitter()
        splitter.setObjectName("import.splitter")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, self.width() - _LIST_WIDTH])
        column.addWidget(splitter, 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(tool_button(self._undo))
        row.addWidget(tool_button(self._redo))
        row.addSpacing(S)
        row.addWidget(self._summary, 1)
        row.addWidget(button(self.tr("Cancel"), "import.cancel", self.reject))
        row.addWidget(self._import)
        column.addLayout(row)

    def _left(self) -> QWidget:
        holder, column = _column()
        column.setContentsMargins(0, 0, M, 0)
        column.addWidget(label(self.tr("Chapters"), "section"))
        column.addWidget(self._list, 1)
        column.addLayout(self._buttons("list"))
        return holder

    def _right(self) -> QWidget:
        holder, column = _column()
        column.setContentsMargins(M, 0, 0, 0)
        column.addWidget(self._heading)
        column.addLayout(self._buttons("text"))
        column.addWidget(self._text, 1)
        return holder

    def _buttons(self, place: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(XS)
        for step in _STEPS:
            if step.place == place:
                made = action_button(self._actions[step.id], "plain")
                made.setToolTip(self._actions[step.id].toolTip())
                made.setAccessibleDescription(QCoreApplication.translate("ImportPreview", step.help))
                row.addWidget(made)
        row.addStretch()
        return row

    def _losses(self) -> QWidget:
        """What could not be kept, in sentences."""
        shown = list(self._dropped[:_DROPPED_SHOWN])
        rest = len(self._dropped) - len(shown)
        if rest:
            shown.append(self.tr("And {count} more.").format(count=rest))
        made = label(" ".join(shown), "muted", wrap=True)
        made.setObjectName("import.dropped")
        made.setToolTip("\n".join(self._dropped))
        return labelled(self.tr("Not kept"), made)

    # Correcting

    @property
    def _row(self) -> int:
        return self._list.currentIndex().row()

    def _merge(self) -> None:
        above = self._corrections.cuts[self._row - 1]
        self._corrections.merge(self._row)
        self._text.point_at(len(above.paragraphs))

    def _leave_out(self) -> None:
        self._corrections.leave_out(self._row)

    def _correct_paragraph(self, step: str) -> None:
        paragraph = self._text.paragraph
        if paragraph is not None:
            self._paragraph_steps[step](self._row, paragraph)
            if step != "split":
                self._text.point_at(paragraph)

    def _look_at(self, row: int) -> None:
        """Show the chapter a correction left the author at."""
        index = self._corrections.chapters.index(row)
        if index == self._list.currentIndex():
            self._show_chapter(index)
        else:
            self._list.setCurrentIndex(index)
        self._summarise()
        self._counting.start(0)

    def _show_chapter(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._corrections.cuts):
            self._heading.setText(str(index.data()))
            self._text.show_cut(self._corrections.cuts[index.row()])
        self._enable()

    def _enable(self) -> None:
        """Offer what makes sense for the chapter and the paragraph that are chosen."""
        cuts, row, paragraph = self._corrections.cuts, self._row, self._text.paragraph
        actions = self._actions
        actions["merge"].setEnabled(row > 0)
        actions["leave_out"].setEnabled(len(cuts) > 1)
        self._undo.setEnabled(self._corrections.can_undo)
        self._redo.setEnabled(self._corrections.can_redo)
        if not 0 <= row < len(cuts) or paragraph is None:
            for step in self._paragraph_steps:
                actions[step].setEnabled(False)
            return
        cut = cuts[row]
        count = len(cut.paragraphs)
        in_note = paragraph < cut.before or paragraph >= count - cut.after
        actions["split"].setEnabled(0 < paragraph < count)
        actions["end_notes"].setEnabled(paragraph + 1 != cut.before)
        actions["begin_notes"].setEnabled(count - paragraph != cut.after)
        actions["not_a_note"].setEnabled(in_note)

    # Telling

    def _count(self) -> None:
        if not self._corrections.chapters.count_some():
            self._counting.stop()
            self._summarise()

    def _summarise(self) -> None:
        """Say how much will be imported; the words are added once all chapters are counted."""
        count = len(self._corrections.cuts)
        chapters = self.tr("1 chapter") if count == 1 else self.tr("{count} chapters").format(count=number_text(count))
        words = "" if self._counting.isActive() else words_text(self._corrections.chapters.words)
        self._summary.setText(", ".join(part for part in (chapters, words) if part))
        self._import.setText(self.tr("Import {chapters}").format(chapters=chapters))
        self._import.setAccessibleName(self._import.text())

    def _follow_target(self) -> None:
        """A story that is there already keeps its title and fandom."""
        is_new = self.into is None
        self._title.setEnabled(is_new)
        self._fandom.setEnabled(is_new)

    def _open_list_menu(self, at: QPoint) -> None:
        index = self._list.indexAt(at)
        if index.isValid():
            self._list.setCurrentIndex(index)
            menu = self._menu("list")
            menu.addAction(self.tr("Rename"), lambda: self._list.edit(index))
            menu.popup(self._list.viewport().mapToGlobal(at))

    def _open_text_menu(self, at: QPoint) -> None:
        self._text.setTextCursor(self._text.cursorForPosition(at))
        self._menu("text").popup(self._text.viewport().mapToGlobal(at))

    def _menu(self, place: str) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"import.menu.{place}")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self._actions[step.id] for step in _STEPS if step.place == place])
        return menu


def _column() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    return holder, column
