"""The plan of what is selected, beside the text: follows the author's place and saves what she types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.plan_sheets import TEXT_INSET, ArcSheet, ChapterSheet, SceneSheet, Sheet, StorySheet
from planner.desktop.theme import XL, L, M, S, Theme
from planner.desktop.widgets.labels import label, line
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, SceneId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class Section(QWidget):
    """A sheet that stands open as the plan's subject, or folded under a line that names it."""

    def __init__(self, name: str, sheet: Sheet, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._theme = theme
        self._title = ""
        self._is_lead = True
        self._open = False
        self.caption = label("", "section")
        self.caption.setContentsMargins(TEXT_INSET, 0, 0, 0)
        self._rule = line()
        self.fold = ElidedButton(f"plan.fold.{name}", "fold")
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for each in (self._rule, self.fold, self.caption, sheet):
            column.addWidget(each)

    def lead(self, caption: str) -> None:
        """Stand open as what the plan is about."""
        self._is_lead = True
        self.caption.setText(caption)
        self._arrange()

    def follow(self, title: str, open_first: bool = False) -> None:
        """Stand under a line with this title, folded unless the author opened it."""
        if self._is_lead:
            self._open = self._open or open_first
        self._is_lead = False
        self._title = title
        self._arrange()

    def _toggle(self) -> None:
        self._open = not self._open
        self._arrange()

    def _arrange(self) -> None:
        shown = self._is_lead or self._open
        self.caption.setVisible(self._is_lead)
        self._rule.setVisible(not self._is_lead)
        self.fold.setVisible(not self._is_lead)
        self.fold.say(self._title, icon("caret-down" if self._open else "caret-right", self._theme, "muted"))
        self.fold.setAccessibleDescription(self.tr("Unfolded") if self._open else self.tr("Folded"))
        if not shown:
            self.sheet.commit()
        self.sheet.setVisible(shown)


class PlanPanel(QWidget):
    """Shows the plan of the story, arc, chapter or scene the author is at.

    In a chapter of several scenes the scene under the cursor comes first and the chapter's plan is folded beneath;
    with a single scene it is the other way round, for there the chapter's plan is what tells what to write.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.panel")
        self.setAccessibleName(self.tr("Plan"))
        self._desk = desk
        self._story = StorySheet(desk)
        self._arc = ArcSheet(desk)
        self._chapter = ChapterSheet(desk)
        self._scene = SceneSheet(desk)
        self._sections = {
            name: Section(name, sheet, desk.theme)
            for name, sheet in (
                ("story", self._story),
                ("arc", self._arc),
                ("scene", self._scene),
                ("chapter", self._chapter),
            )
        }
        self._lay_out()
        self._chapter.scenes.chosen.connect(self._go_to_scene)
        desk.place.selection_changed.connect(self._follow_place)
        desk.bus.changed.connect(self._follow_change)
        for section in self._sections.values():
            section.sheet.set_read_only(desk.library.read_only)
        self.refresh()

    def _lay_out(self) -> None:
        body = QWidget()
        body.setProperty("look", "clear")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(S, L, S, XL)
        self._column.setSpacing(M)
        for section in self._sections.values():
            self._column.addWidget(section)
        self._column.addStretch()
        self._area = QScrollArea()
        self._area.setObjectName("plan.scroll")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def flush(self) -> None:
        """Save what was typed in any field."""
        for section in self._sections.values():
            section.sheet.commit()

    # Following

    def _follow_place(self) -> None:
        self.flush()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def _follow_change(self, changes: ChangeSet) -> None:
        if changes.touches("story", "arc", "chapter", "scene", "person", "text"):
            self.refresh()

    def refresh(self) -> None:
        """Show what the library holds for the author's place."""
        try:
            shown = self._show()
        except KeyError:
            # What is selected has just gone; the place is about to say what is selected instead.
            return
        for name, section in self._sections.items():
            section.setVisible(name in shown)
            if name not in shown:
                section.sheet.leave()
        if shown:
            self.setFocusProxy(self._sections[shown[0]].sheet.focus_first())

    def _show(self) -> tuple[str, ...]:
        """Fill and arrange the sections for the place; returns their names, the first is what the plan is about."""
        place, library = self._desk.place, self._desk.library
        if place.story_id is None:
            return ()
        if place.chapter_id is not None:
            return self._show_chapter(library.outline.chapter(place.chapter_id), place.scene_id)
        if place.arc_id is not None:
            arc = library.outline.arc(place.arc_id)
            self._arc.show_arc(arc)
            self._sections["arc"].lead(self.tr("Arc"))
            return ("arc",)
        outline = library.outline.get(place.story_id)
        self._story.show_story(outline.story, outline)
        self._sections["story"].lead(self.tr("Story"))
        return ("story",)

    def _show_chapter(self, chapter: Chapter, scene_id: SceneId | None) -> tuple[str, ...]:
        above, below = self._sections["scene"], self._sections["chapter"]
        self._chapter.show_chapter(chapter)
        number = self.tr("Chapter {number}").format(number=chapter.number)
        only = len(chapter.scenes) == 1
        scene = next((scene for scene in chapter.scenes if only or scene.id == scene_id), None)
        self._chapter.scenes.setVisible(not only)
        if scene is None:
            below.lead(number)
            return ("chapter",)
        self._scene.show_scene(scene)
        if only:
            below.lead(number)
            above.follow(self.tr("Plan of its scene"), open_first=scene.has_plan)
            self._order("chapter", "scene")
            return ("chapter", "scene")
        place = self.tr("Scene {number} of {count}").format(
            number=chapter.scenes.index(scene) + 1, count=len(chapter.scenes)
        )
        above.lead(place)
        below.follow(chapter.heading)
        self._order("scene", "chapter")
        return ("scene", "chapter")

    def _order(self, first: str, second: str) -> None:
        upper, lower = self._sections[first], self._sections[second]
        if self._column.indexOf(upper) > self._column.indexOf(lower):
            self._column.removeWidget(upper)
            self._column.insertWidget(self._column.indexOf(lower), upper)

    def _go_to_scene(self, scene_id: int) -> None:
        self._desk.place.select("scene", scene_id)
        self._desk.commands.run("go.write")
