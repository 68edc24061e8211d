"""The plan of what is selected, beside the text: follows the author's place and saves what she types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.commands import PeopleCommands
from planner.desktop.outline.plan_chapter import ChapterSheet
from planner.desktop.outline.plan_scene import SceneSheet
from planner.desktop.outline.plan_sheets import ArcSheet, Sheet, StorySheet
from planner.desktop.outline.plan_thread import BeatSheet, ThreadSheet
from planner.desktop.settings import Settings, fold_setting
from planner.desktop.theme import XL, L, M, S, Theme
from planner.desktop.widgets.labels import label, line
from planner.desktop.widgets.threads import thread_title
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, SceneId, StoryId
from planner.domain.threads import BeatId, ThreadId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.outline.people.cast_sheet import CastSheet
    from planner.desktop.outline.people.sheets import CastKind


_FOLLOWED = (
    "story",
    "story_tag",
    "arc",
    "chapter",
    "scene",
    "person",
    "thread",
    "beat",
    "place",
    "presence",
    "custom_field",
    "custom_value",
    "status_change",
    "tie",
    "tie_kind",
    "development",
    "person_group",
    "membership",
    "secret",
    "reveal",
)
"""Tables that something on a sheet comes from, but for the words of the texts."""

SheetT = TypeVar("SheetT", bound=Sheet)


class Section(QWidget, Generic[SheetT]):
    """A sheet that stands open as the plan's subject, or folded under a line that names it.

    The sheet is made when it is first to be seen, and filled only while it is: a page of fields costs 15 ms.
    """

    toggled = Signal()
    """Emitted after the author folded or unfolded it: what it was to show may be out of date."""

    def __init__(
        self, name: str, make: Callable[[], SheetT], theme: Theme, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._theme = theme
        self._settings = settings
        self._setting = fold_setting(f"plan.{name}")
        self.sheet: SheetT | None = None
        self._fill: Callable[[SheetT], object] | None = None
        self._title = ""
        self._is_lead = True
        self._open = False
        self.caption = label("", "section")
        self.caption.setContentsMargins(TEXT_INSET, 0, 0, 0)
        self._rule = line()
        self.fold = ElidedButton(f"plan.fold.{name}", "fold")
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        for each in (self._rule, self.fold, self.caption):
            self._column.addWidget(each)

    def lead(self, caption: str, fill: Callable[[SheetT], object]) -> None:
        """Stand open as what the plan is about; ``fill`` shows the row in the sheet."""
        self._is_lead = True
        self._fill = fill
        self.caption.setText(caption)
        self._arrange()

    def follow(self, title: str, fill: Callable[[SheetT], object], open_first: bool = False) -> None:
        """Stand under a line with this title, as the author left it last, or else folded unless ``open_first``."""
        if self._is_lead:
            kept = self._settings.get(self._setting)
            self._open = kept == "open" or (self._open or open_first if not kept else False)
        self._is_lead = False
        self._fill = fill
        self._title = title
        self._arrange()

    def leave(self) -> None:
        """Save what was typed, and show nothing."""
        self._fill = None
        self.hide()
        if self.sheet is not None:
            self.sheet.leave()

    def _toggle(self) -> None:
        self._open = not self._open
        self._settings.set(self._setting, "open" if self._open else "folded")
        self._arrange()
        self.toggled.emit()

    def _arrange(self) -> None:
        self.caption.setVisible(self._is_lead)
        self._rule.setVisible(not self._is_lead)
        self.fold.setVisible(not self._is_lead)
        self.fold.say(self._title, icon("caret-down" if self._open else "caret-right", self._theme, "muted"))
        self.fold.setAccessibleDescription(self.tr("Unfolded") if self._open else self.tr("Folded"))
        if self._is_lead or self._open:
            if self.sheet is None:
                self.sheet = self._make()
                self._column.addWidget(self.sheet)
            if self._fill is not None:
                self._fill(self.sheet)
            self.sheet.show()
        elif self.sheet is not None:
            self.sheet.leave()
            self.sheet.hide()
        self.show()


class _Area(QScrollArea):
    """Scrolls up and down, and is never narrower than what it holds."""

    def minimumSizeHint(self) -> QSize:
        inner, least = self.widget(), super().minimumSizeHint()
        if inner is None:
            return least
        return QSize(inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), least.height())


class PlanPanel(QWidget):
    """Shows the plan of the story, arc, chapter, scene, thread or beat the author is at, or of who is selected.

    In a chapter of several scenes the scene under the cursor comes first and the chapter's plan is beneath, folded if
    the scene has one of its own; with a single scene it is the other way round, for there the chapter's plan is what
    tells what to write.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.panel")
        self.setAccessibleName(self.tr("Plan"))
        self._desk = desk
        self._story = self._section("story", lambda: StorySheet(desk))
        self._arc = self._section("arc", lambda: ArcSheet(desk))
        self._scene = self._section("scene", lambda: SceneSheet(desk))
        self._chapter = self._section("chapter", self._make_chapter)
        self._beat = self._section("beat", self._make_beat)
        self._thread = self._section("thread", self._make_thread)
        self._cast: dict[str, Section[CastSheet]] = {
            "person": self._section("person", lambda: self._make_cast("person")),
            "tie": self._section("tie", lambda: self._make_cast("tie")),
            "group": self._section("group", lambda: self._make_cast("group")),
            "secret": self._section("secret", lambda: self._make_cast("secret")),
        }
        self._people = PeopleCommands(desk, self)
        self._lay_out()
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.as_of_changed.connect(self._follow_as_of)
        desk.bus.changed.connect(self._follow_change)
        self.refresh()

    @property
    def _sections(self) -> tuple[Section[Any], ...]:
        outline = (self._story, self._arc, self._scene, self._chapter, self._beat, self._thread)
        return (*outline, *self._cast.values())

    def _section(self, name: str, make: Callable[[], SheetT]) -> Section[SheetT]:
        def made() -> SheetT:
            sheet = make()
            sheet.set_read_only(self._desk.library.read_only)
            return sheet

        section = Section(name, made, self._desk.theme, self._desk.settings)
        section.toggled.connect(self.refresh)
        return section

    def _make_chapter(self) -> ChapterSheet:
        sheet = ChapterSheet(self._desk)
        sheet.scenes.chosen.connect(self._go_to_scene)
        return sheet

    def _make_beat(self) -> BeatSheet:
        sheet = BeatSheet(self._desk)
        sheet.chapter.clicked.connect(self._go_to_chapter)
        return sheet

    def _make_thread(self) -> ThreadSheet:
        sheet = ThreadSheet(self._desk)
        sheet.beats.chosen.connect(lambda beat_id: self._desk.place.select("beat", beat_id))
        return sheet

    def _make_cast(self, kind: CastKind) -> CastSheet:
        from planner.desktop.outline.people.sheets import cast_sheet

        return cast_sheet(self._desk, kind)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setProperty("look", "clear")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(S, L, S, XL)
        self._column.setSpacing(M)
        for section in self._sections:
            self._column.addWidget(section)
        self._column.addStretch()
        self._area = _Area()
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
        for section in self._sections:
            if section.sheet is not None:
                section.sheet.commit()

    # Following

    def _follow_place(self) -> None:
        self.flush()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def _follow_as_of(self) -> None:
        section = self._cast.get(str(self._desk.place.kind))
        if section is not None and section.sheet is not None:
            section.sheet.show_as_of()

    def _follow_change(self, changes: ChangeSet) -> None:
        if changes.touches(*_FOLLOWED):
            self.refresh()
        elif changes.touches("text"):
            self._show_words()

    def _show_words(self) -> None:
        """Follow a text that was saved, as it is after every pause in typing: nothing else is read again."""
        chapter_id, sheet = self._desk.place.chapter_id, self._chapter.sheet
        if chapter_id is not None and sheet is not None and sheet.isVisible():
            sheet.show_words(self._desk.library.outline.chapter(chapter_id))

    def refresh(self) -> None:
        """Show what the library holds for the author's place."""
        try:
            shown = self._show()
        except KeyError:
            # What is selected has just gone; the place is about to say what is selected instead.
            return
        for section in self._sections:
            if section not in shown:
                section.leave()
        if shown and shown[0].sheet is not None:
            self.setFocusProxy(shown[0].sheet.focus_first())

    def _show(self) -> tuple[Section[Any], ...]:
        """Fill and arrange the sections for the place; returns them, the first is what the plan is about."""
        place, library = self._desk.place, self._desk.library
        if place.story_id is None:
            return ()
        if place.kind in self._cast:
            return self._show_cast(place.kind, getattr(place, f"{place.kind}_id"))
        if place.thread_id is not None:
            return self._show_thread(place.story_id, place.thread_id, place.beat_id)
        if place.chapter_id is not None:
            return self._show_chapter(library.outline.chapter(place.chapter_id), place.scene_id)
        if place.arc_id is not None:
            arc = library.outline.arc(place.arc_id)
            self._arc.lead(self.tr("Arc"), lambda sheet: sheet.show_arc(arc))
            return (self._arc,)
        outline = library.outline.get(place.story_id)
        self._story.lead(self.tr("Story"), lambda sheet: sheet.show_story(outline.story, outline))
        return (self._story,)

    def _show_cast(self, kind: str, row_id: int) -> tuple[Section[Any], ...]:
        captions = {
            "person": self.tr("Person"),
            "tie": self.tr("Tie"),
            "group": self.tr("Group"),
            "secret": self.tr("Secret"),
        }
        self._cast[kind].lead(captions[kind], lambda sheet: sheet.show_row(row_id))
        return (self._cast[kind],)

    def _show_thread(self, story_id: StoryId, thread_id: ThreadId, beat_id: BeatId | None) -> tuple[Section[Any], ...]:
        library = self._desk.library
        thread = library.plot.thread(thread_id)

        def fill(sheet: ThreadSheet) -> None:
            # Only for a sheet that is seen: it takes the plot of the whole story.
            sheet.show_thread(thread, *library.plot.story(story_id))

        if beat_id is None:
            self._thread.lead(self.tr("Thread"), fill)
            return (self._thread,)
        beat = library.plot.beat(beat_id)
        chapter = library.outline.chapter(beat.chapter_id)
        self._beat.lead(self.tr("Beat"), lambda sheet: sheet.show_beat(beat, thread, chapter))
        self._thread.follow(self.tr("Thread: {title}").format(title=thread_title(thread)), fill)
        return self._beat, self._thread

    def _show_chapter(self, chapter: Chapter, scene_id: SceneId | None) -> tuple[Section[Any], ...]:
        number = (
            self.tr("Shelved chapter") if chapter.shelved else self.tr("Chapter {number}").format(number=chapter.number)
        )
        only = len(chapter.scenes) == 1
        scene = next((scene for scene in chapter.scenes if only or scene.id == scene_id), None)

        def fill_chapter(sheet: ChapterSheet) -> None:
            sheet.show_chapter(chapter)
            sheet.scenes.setVisible(not only)

        if scene is None:
            self._chapter.lead(number, fill_chapter)
            return (self._chapter,)
        shown = scene

        def fill_scene(sheet: SceneSheet) -> None:
            sheet.show_scene(shown)

        if only:
            self._chapter.lead(number, fill_chapter)
            self._scene.follow(self.tr("Plan of its scene"), fill_scene, open_first=scene.has_plan)
            self._order(self._chapter, self._scene)
            return self._chapter, self._scene
        place = self.tr("Scene {number} of {count}").format(
            number=chapter.scenes.index(scene) + 1, count=len(chapter.scenes)
        )
        self._scene.lead(place, fill_scene)
        # While nothing is planned for the scene, the chapter's plan is what tells what to write in it.
        self._chapter.follow(chapter.heading, fill_chapter, open_first=not scene.has_plan)
        self._order(self._scene, self._chapter)
        return self._scene, self._chapter

    def _order(self, upper: Section[Any], lower: Section[Any]) -> None:
        if self._column.indexOf(upper) > self._column.indexOf(lower):
            self._column.removeWidget(upper)
            self._column.insertWidget(self._column.indexOf(lower), upper)

    def _go_to_chapter(self) -> None:
        if self._desk.place.chapter_id is not None:
            self._desk.place.select("chapter", self._desk.place.chapter_id)
            self._desk.commands.run("go.write")

    def _go_to_scene(self, scene_id: int) -> None:
        self._desk.place.select("scene", scene_id)
        self._desk.commands.run("go.write")
