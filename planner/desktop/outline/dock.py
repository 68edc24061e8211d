"""The outline beside every page of the story: its head, the filter, the tree, and the way to the next chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.outline.actions import OutlineActions
from planner.desktop.outline.filter_bar import FilterBar
from planner.desktop.outline.header import OutlineHeader
from planner.desktop.outline.model import OutlineModel
from planner.desktop.outline.open_rows import OpenRows
from planner.desktop.outline.shape import matching
from planner.desktop.outline.tree import OutlineTree
from planner.desktop.outline.verbs import OutlineVerbs
from planner.desktop.theme import XL, XS, L, M, S
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.labels import label
from planner.domain.arranging import Ref
from planner.domain.outline import NextStep, Outline, Step

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MOST_PLANNED = 100
"""More chapters than this are not made at one click, whatever number the author expects."""


class OutlineDock(QWidget):
    """The outline of the open story, at the author's place and taking her there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline.dock")
        self._desk = desk
        self._verbs = OutlineVerbs(desk.library, desk.notices, self)
        self.model = OutlineModel(desk.library, desk.bus, self._verbs, self)
        self.header = OutlineHeader(desk)
        self.filter = FilterBar(desk.theme)
        self.tree = OutlineTree(self.model, desk.theme)
        self.actions_on_outline = OutlineActions(desk, self.model, self.tree, self._verbs)
        self._open_rows = OpenRows(self.tree, self.model, desk.settings)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.tree)
        self.model.open(desk.place.story_id)
        self._open_rows.restore()
        self._follow_place()

    def _lay_out(self) -> None:
        actions = self._desk.commands.actions
        self._empty = _EmptyOutline(self._desk)
        self._nothing_found = label(self.tr("Nothing matches the filter."), "muted", wrap=True)
        self._nothing_found.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing_found.setContentsMargins(L, XL, L, L)
        self._middle = QStackedWidget()
        for each in (self.tree, self._empty, self._nothing_found):
            # A page that is not shown must not keep the outline from being narrow.
            each.setSizePolicy(QSizePolicy.Policy.Ignored, each.sizePolicy().verticalPolicy())
            self._middle.addWidget(each)
        self._add = action_button(actions["outline.add_chapter"], "quiet")
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(XS, S, S, S)
        foot.addWidget(self._add)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.filter):
            column.addWidget(widget)
        column.addWidget(self._middle, 1)
        column.addWidget(self._foot)

    def _listen(self) -> None:
        place, tree = self._desk.place, self.tree
        place.story_changed.connect(self._follow_story)
        place.selection_changed.connect(self._follow_place)
        self.model.outline_changed.connect(self._follow_outline)
        tree.current_changed.connect(self._go)
        tree.opened.connect(self._open)
        tree.insert_requested.connect(self.actions_on_outline.add_beside)
        self.filter.changed.connect(self._apply_filter)
        self.filter.left.connect(lambda: tree.setFocus(Qt.FocusReason.OtherFocusReason))
        self.actions_on_outline.about_to_add.connect(self.filter.clear)
        self._empty.several_wanted.clicked.connect(self._plan_expected)
        self.header.step_taken.connect(self._take_step)
        self.header.title.chosen.connect(self._select_story)
        self.header.title.renamed.connect(self._rename_story)

    # Following

    def _follow_story(self, story_id: int | None) -> None:
        self.filter.clear()
        self._open_rows.flush()
        self.model.open(self._desk.place.story_id)
        self._open_rows.restore()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # The library may be closed before the pause is over.
        self._open_rows.flush()

    def _follow_outline(self) -> None:
        outline = self.model.outline
        self.header.show_outline(outline)
        self._empty.show_outline(outline)
        self._apply_filter()
        self._follow_place()

    def _follow_place(self) -> None:
        """Put the tree where the author is; a scene that is not to be seen there is its chapter."""
        place = self._desk.place
        self.tree.show_open_chapter(place.chapter_id)
        ref = self.actions_on_outline.here()
        if ref is not None and ref.kind == "scene" and not self._is_open_to_view(ref):
            ref = Ref("chapter", place.chapter_id or 0)
        if ref != self.tree.current():
            self.tree.go_to(ref)

    def _is_open_to_view(self, ref: Ref) -> bool:
        index = self.model.index_of(ref)
        return index.isValid() and self.tree.isExpanded(index.parent())

    def _apply_filter(self) -> None:
        outline, active = self.model.outline, self.filter.is_active
        found = matching(self.model.shape, self.filter.text, self.filter.statuses) if active else None
        if active or self.tree.filtered:
            self.tree.show_only(found)
        has_rows = outline is not None and bool(outline.items)
        self.filter.setVisible(has_rows)
        self._foot.setVisible(has_rows)
        shown = self.tree if has_rows else self._empty
        self._middle.setCurrentWidget(self._nothing_found if has_rows and found == set() else shown)

    # Going and doing

    def _go(self, ref: Ref | None) -> None:
        if ref is not None:
            self._desk.place.select(ref.kind, ref.id)

    def _open(self, ref: Ref) -> None:
        """Go on to the text; an arc has none, and is opened or closed."""
        if ref.kind == "arc":
            index = self.model.index_of(ref)
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        else:
            self._go(ref)
            self._desk.commands.run("go.write")

    def _select_story(self) -> None:
        if self.model.outline is not None:
            self._desk.place.select("story", self.model.outline.story.id)

    def _rename_story(self, title: str) -> None:
        if self.model.outline is not None:
            self._verbs.rename_story(self.model.outline.story.id, title)

    def _take_step(self, step: NextStep) -> None:
        if step.step is Step.PLAN:
            self._select_story()
            self._desk.commands.run("outline.add_chapter")
        elif step.chapter is not None and step.step is not Step.POST:
            self._open(Ref("chapter", step.chapter.id))
        else:
            self._select_story()

    def _plan_expected(self) -> None:
        outline = self.model.outline
        if outline is not None and outline.story.expected:
            self._verbs.plan_chapters(outline.story.id, min(outline.story.expected, _MOST_PLANNED))


class _EmptyOutline(QWidget):
    """What stands in place of the tree until there is a chapter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = self.tr("Plan {count} chapters")
        actions = desk.commands.actions
        self.several_wanted: QPushButton = button("", "outline.plan_expected")
        self.several_wanted.setEnabled(not desk.library.read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, XL, L, L)
        column.setSpacing(M)
        title = label(self.tr("No chapters yet"), "title")
        text = self.tr("Chapters can stand here as planned placeholders from the first minute; the text comes later.")
        body = label(text, "muted", wrap=True)
        column.addWidget(title)
        column.addWidget(body)
        column.addSpacing(S)
        column.addWidget(action_button(actions["outline.add_chapter"], "primary"))
        column.addWidget(self.several_wanted)
        column.addWidget(action_button(actions["story.import_into"], "quiet"))
        column.addStretch()

    def show_outline(self, outline: Outline | None) -> None:
        """Offer as many placeholders as the author expects chapters."""
        expected = min(outline.story.expected or 0, _MOST_PLANNED) if outline else 0
        self.several_wanted.setText(self._several.format(count=expected))
        self.several_wanted.setAccessibleName(self.several_wanted.text())
        self.several_wanted.setVisible(expected > 0)
