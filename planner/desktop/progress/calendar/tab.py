"""The tab Calendar: when the rest of a story is to be drafted, as a sentence and chapter by chapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.calendar import model
from planner.desktop.progress.calendar.grid import CalendarGrid
from planner.desktop.progress.calendar.model import Bar
from planner.desktop.progress.calendar.panel import SparkPanel
from planner.desktop.progress.calendar.texts import bar_title, near_date, numbers_text
from planner.desktop.progress.goals.texts import SHARES, day_text, share_text, weekday_text
from planner.desktop.theme import XL, L, M, S
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import label
from planner.domain.changes import ChangeSet, Origin
from planner.domain.days import ONE_DAY, month_of
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterId, StoryId
from planner.domain.schedule import Schedule
from planner.domain.spark import calendar, pinned
from planner.domain.spark_plan import Outlook, SparkPlan
from planner.library.goals import FIRST_WEEKDAY

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("goal", "story", "arc", "chapter", "scene", "text", "tally", "log_entry", "status_change")
_MEASURE = 1080
"""The greatest width of the calendar, at a text scale of 1."""


class CalendarTab(KeptFresh):
    """The spark plan of a story, and under it the calendar of its chapters."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar")
        self.setAccessibleName(self.tr("Calendar"))
        self._desk = desk
        self._verbs = Verbs(desk.library, desk.notices, self)
        self._story_id: StoryId | None = desk.place.story_id
        self._outlook: Outlook | None = None
        self._drafted: dict[ChapterId, date] = {}
        self._written: dict[date, int] = {}
        self._months_back = 0
        self.story = ChoiceBox("calendar.story")
        self.story.setAccessibleName(self.tr("Story"))
        self.story.setMinimumContentsLength(24)
        self.panel = SparkPanel(desk.theme)
        self.grid = CalendarGrid(desk.theme, self._preview)
        self.earlier = button(self.tr("Show the month before"), "calendar.earlier", self._show_earlier, "link")
        self.earlier.setIcon(icon("arrow-up", desk.theme, "accent"))
        self._hint = label("", "small", wrap=True)
        self._hint.setObjectName("calendar.hint")
        self._beyond = label("", "muted", wrap=True)
        self._beyond.setObjectName("calendar.beyond")
        self._stack = QStackedWidget()
        self._empty = self._make_empty()
        self._scroll = self._make_scroll()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.grid)
        self._listen()

    def _listen(self) -> None:
        desk = self._desk
        self.story.activated.connect(self._choose_story)
        self.panel.settled.connect(self.settle)
        self.grid.days_asked.connect(self._ask_weight)
        self.grid.days_given.connect(self.give_weight)
        self.grid.chapter_moved.connect(self.move_chapter)
        self.grid.chapter_asked.connect(self._ask_chapter)
        self.grid.chapter_chosen.connect(self._select)
        self.grid.chapter_opened.connect(self._open)
        self.grid.looked_at.connect(self._bring_into_sight)
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._note_stale)
        desk.settings.changed.connect(self._follow_setting)
        desk.place.story_changed.connect(self._follow_story)
        desk.place.selection_changed.connect(lambda: self.grid.show_selected(desk.place.chapter_id))
        desk.theme.changed.connect(self._arrange)

    # Parts

    def _make_scroll(self) -> QScrollArea:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(label(self.tr("When the rest will be drafted"), "lead", wrap=True), 1)
        head.addWidget(self.story, 0, Qt.AlignmentFlag.AlignTop)
        above = QHBoxLayout()
        above.setSpacing(M)
        above.addWidget(self._hint, 1)
        above.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignRight)
        body = QWidget()
        body.setProperty("look", "clear")
        self._column = QVBoxLayout(body)
        self._column.setSpacing(L)
        self._column.addLayout(head)
        self._column.addWidget(self.panel)
        self._column.addLayout(above)
        self._column.addWidget(self.grid)
        self._column.addWidget(self._beyond)
        self._column.addStretch()
        made = QScrollArea()
        made.setObjectName("calendar.scroll")
        made.setWidgetResizable(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setWidget(body)
        return made

    def _make_empty(self) -> QWidget:
        actions = self._desk.commands.actions
        return EmptyState(
            self._desk.theme,
            "calendar",
            self.tr("A day for every chapter"),
            self.tr(
                "Once a story has chapters to write, this page lays them out over your days: at your pace, or so that "
                "they are done by a date. Days off are left out, and a chapter is dragged to where you want it."
            ),
            (action_button(actions["story.new"], "primary", icon=icon("plus", self._desk.theme, "accent_text")),),
        )

    def _arrange(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        side = max(XL if self.width() > 640 else M, (self.width() - bar - self._measure()) // 2)
        self._column.setContentsMargins(side, L, side, XL)

    def _measure(self) -> int:
        return round(_MEASURE * self._desk.theme.text_scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _bring_into_sight(self, rect: QRect) -> None:
        middle = self.grid.mapToParent(rect.center())
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + L)

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES) or changes.origin is Origin.TYPING:
            self._note_stale()

    def _follow_setting(self, key: str) -> None:
        if key == FIRST_WEEKDAY:
            self._note_stale()

    def _follow_story(self, story_id: StoryId | None) -> None:
        if story_id is not None and story_id != self._story_id:
            self._show_story(story_id)

    def refresh(self) -> None:
        """Show what the library holds."""
        self._stale = False
        library = self._desk.library
        stories = {story.id: story.title or self.tr("Untitled story") for story in library.stories.all()}
        if self._story_id not in stories:
            open_now = self._desk.place.story_id
            self._story_id = open_now if open_now in stories else next(iter(stories), None)
        self.story.clear()
        for story_id, title in stories.items():
            self.story.addItem(title, story_id)
        self._stack.setCurrentWidget(self._empty if self._story_id is None else self._scroll)
        if self._story_id is None:
            return
        self.story.setCurrentIndex(self.story.findData(self._story_id))
        self._outlook = library.spark.outlook(self._story_id)
        self._drafted = library.spark.drafted_on(self._story_id)
        self._written = library.progress.days({self._story_id}, until=self._outlook.today)
        self.panel.show_outlook(self._outlook, library.goals.first_weekday(), library.read_only)
        self._show_calendar(self._outlook)

    def _show_calendar(self, outlook: Outlook) -> None:
        first_weekday = self._desk.library.goals.first_weekday()
        known = model.bars(outlook, self._drafted)
        first, last = model.reach(outlook, known, self._months_back)
        self.grid.read_only = self._desk.library.read_only
        self.grid.show_calendar(
            known,
            model.days(outlook, self._written, first, last),
            model.weeks(first, last, first_weekday),
            first_weekday,
            outlook.today,
        )
        self.grid.show_selected(self._desk.place.chapter_id)
        self.grid.setVisible(bool(outlook.chapters))
        past = [*self._written, *self._drafted.values()]
        self.earlier.setVisible(bool(outlook.chapters) and bool(past) and month_of(min(past)) < first)
        hint = self.tr("Drag a chapter to another day, or move it with Alt and the arrows. Click a day to take it off.")
        self._hint.setText("" if self._desk.library.read_only or not outlook.ahead else hint)
        later = [bar.chapter for bar in known if bar.first > last]
        said = self.tr("After that come {chapters}, until {date}.")
        self._beyond.setVisible(bool(later))
        if later and outlook.last is not None:
            self._beyond.setText(said.format(chapters=numbers_text(later), date=near_date(outlook.last, outlook.today)))

    def _preview(self, chapter_id: ChapterId, due: date | None) -> list[Bar]:
        """The chapters as they would stand with one of them to be drafted by a day; without one, as they stand."""
        outlook = self._outlook
        assert outlook is not None
        if due is None:
            return model.bars(outlook, self._drafted)
        pins = pinned(outlook.chapters, outlook.today) | {chapter_id: due}
        slots = calendar(outlook.chapters, outlook.pace, outlook.today, outlook.schedule, pins)
        return model.bars(replace(outlook, slots=tuple(slots)), self._drafted)

    # Choosing

    def _choose_story(self, row: int) -> None:
        self._show_story(self.story.itemData(row))

    def _show_story(self, story_id: StoryId) -> None:
        self._story_id, self._months_back = story_id, 0
        self._note_stale()

    def _show_earlier(self) -> None:
        self._months_back += 1
        if self._outlook is not None:
            self._show_calendar(self._outlook)

    def _select(self, chapter_id: int) -> None:
        self._desk.place.select("chapter", chapter_id)

    def _open(self, chapter_id: int) -> None:
        self._select(chapter_id)
        self._desk.commands.run("go.write")

    # Verbs

    def settle(self, plan: SparkPlan) -> None:
        """Keep what the author settled."""
        if self._story_id is None:
            return
        try:
            self._desk.library.spark.keep(self._story_id, plan)
        except PlannerError as error:
            self._desk.notices.error(error)
        self.refresh()

    def move_chapter(self, chapter_id: int, due: date | None) -> None:
        """Have a chapter drafted by a day, or (None) by its turn."""
        chapter = self._desk.library.outline.chapter(ChapterId(chapter_id))
        if chapter.due == due:
            return
        name = self.tr("Take a chapter's date away") if due is None else self.tr("Set a chapter's date")
        self._verbs.done(name, lambda: self._desk.library.outline.edit_chapter(chapter.id, due=due))
        bar = self.grid.bar(chapter.id)
        if due is None:
            said = self.tr("{chapter} takes its turn again.")
            self._desk.notices.say(said.format(chapter=chapter.heading), undo=True)
        elif bar is not None:
            said = self.tr("{chapter} is to be drafted by {date}.")
            self._desk.notices.say(said.format(chapter=chapter.heading, date=day_text(due)), undo=True)
            self.grid.go_to_chapter(chapter.id)

    def give_weight(self, days: list[date], weight: int | None) -> None:
        """Give days another weight, or (None) none of their own."""
        if self._outlook is None or self._desk.library.read_only:
            return
        schedule = self._outlook.schedule
        for day in days:
            schedule = schedule.with_date(day, weight)
        self._take_schedule(schedule)

    def give_weekday(self, weekday: int, weight: int) -> None:
        """Give all days of a weekday a weight."""
        if self._outlook is None:
            return
        schedule = self._outlook.schedule.with_weekday(weekday, weight)
        kept = tuple((day, own) for day, own in schedule.dates if day.weekday() != weekday)
        self._take_schedule(replace(schedule, dates=kept))

    def _take_schedule(self, schedule: Schedule) -> None:
        outlook = self._outlook
        if outlook is None or schedule == outlook.schedule:
            return
        goal = outlook.goal
        if goal is not None:
            self._verbs.done(
                self.tr("Change the days of a goal"),
                lambda: self._desk.library.goals.edit(goal.id, schedule=schedule),
            )
            return
        before = outlook.plan
        self.settle(replace(before, schedule=schedule))
        self._desk.notices.offer(
            self.tr("The days of this story are changed."), self.tr("Undo"), partial(self.settle, before)
        )

    # Menus

    def _ask_weight(self, days: list[date], place: QPoint) -> None:
        menu = self.weight_menu(days)
        menu.exec(place)
        menu.deleteLater()

    def weight_menu(self, days: list[date]) -> QMenu:
        """The weights that days can have."""
        assert self._outlook is not None
        schedule = self._outlook.schedule
        menu = QMenu(self)
        menu.setObjectName("calendar.weights")
        weights = {schedule.weight(day) for day in days}
        menu.addSection(day_text(days[0]) if len(days) == 1 else self.tr("{n} days").format(n=len(days)))
        for weight in SHARES:
            action = menu.addAction(share_text(weight))
            action.setCheckable(True)
            action.setChecked(weights == {weight})
            action.triggered.connect(lambda _checked=False, weight=weight: self.give_weight(days, weight))
        if any(day in dict(schedule.dates) for day in days):
            menu.addSeparator()
            action = menu.addAction(self.tr("As always on that weekday"))
            action.triggered.connect(lambda: self.give_weight(days, None))
        if len(days) == 1:
            weekday = days[0].weekday()
            menu.addSeparator()
            action = menu.addAction(self.tr("Every {weekday} off").format(weekday=weekday_text(weekday)))
            action.triggered.connect(lambda: self.give_weekday(weekday, SHARES[0]))
        return menu

    def _ask_chapter(self, chapter_id: int, place: QPoint) -> None:
        menu = self.chapter_menu(ChapterId(chapter_id))
        menu.exec(place)
        menu.deleteLater()

    def chapter_menu(self, chapter_id: ChapterId) -> QMenu:
        """What can be done with a chapter."""
        bar = self.grid.bar(chapter_id)
        assert bar is not None
        assert self._outlook is not None
        theme, today = self._desk.theme, self._outlook.today
        menu = QMenu(self)
        menu.setObjectName("calendar.chapter_menu")
        menu.addSection(bar_title(bar))
        menu.addAction(icon("pen-nib", theme), self.tr("Write it"), partial(self._open, chapter_id))
        if bar.done or self._desk.library.read_only:
            return menu
        menu.addSeparator()
        move = partial(self.move_chapter, chapter_id)
        menu.addAction(self.tr("A day earlier"), partial(move, max(bar.last - ONE_DAY, today)))
        menu.addAction(self.tr("A day later"), partial(move, bar.last + ONE_DAY))
        if bar.chapter.due != bar.last:
            menu.addAction(icon("pin", theme), self.tr("Keep this date"), partial(move, bar.last))
        if bar.chapter.due is not None:
            menu.addAction(self.tr("Take its date away"), partial(move, None))
        return menu
