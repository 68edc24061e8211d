"""The tab Goals: what the author wants to write, how far she is, and what each day to come needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.goals.card import GoalCard
from planner.desktop.progress.goals.done import DoneGoals
from planner.desktop.progress.goals.model import read_goals
from planner.desktop.progress.goals.texts import SHARES, day_text, title_text, weekday_text, weight_text
from planner.desktop.theme import L, S
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.column import Column
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import label
from planner.domain.changes import ChangeSet
from planner.domain.goals import Goal, GoalId, GoalKind, nanowrimo

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("goal", "log_entry", "tally", "text", "story", "sprint")
_TARGET = 10_000
_TARGET_DAYS = 30
_HABIT = 300
_SETTLED_MS = 500
"""So long a new card stays in sight while those around it find their heights."""


class GoalsTab(KeptFresh):
    """The goals, one under the other, and beneath them those that were put away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goals")
        self.setAccessibleName(self.tr("Goals"))
        self._desk = desk
        self._verbs = Verbs(desk.library, desk.notices, self)
        self.cards: dict[GoalId, GoalCard] = {}
        self._new: GoalId | None = None
        self._line = QFrame()
        self._line.setProperty("look", "line")
        self._line.hide()
        self._done = DoneGoals(desk)
        self._done.unarchive_wanted.connect(lambda goal_id: self.unarchive(GoalId(goal_id)))
        self._done.remove_wanted.connect(lambda goal_id: self.remove(GoalId(goal_id)))
        self._area = self._make_area()
        self._empty = self._make_empty()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        desk.commands.bind_all(
            {
                "goal.nanowrimo": self.start_nanowrimo,
                "goal.target": self.add_target,
                "goal.habit": self.add_habit,
            }
        )
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._note_stale)
        desk.settings.changed.connect(self._follow_setting)

    # Parts

    def _make_area(self) -> Column:
        actions = self._desk.commands.actions
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(label(self.tr("What you write towards"), "lead", wrap=True), 1)
        for command in ("goal.target", "goal.habit"):
            head.addWidget(action_button(actions[command]), 0, Qt.AlignmentFlag.AlignTop)
        self._nanowrimo = action_button(actions["goal.nanowrimo"])
        head.addWidget(self._nanowrimo, 0, Qt.AlignmentFlag.AlignTop)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(L)
        made = Column(self._desk.theme, "goals.scroll")
        made.column.addLayout(head)
        made.column.addLayout(self._cards)
        made.column.addWidget(self._done)
        made.column.addStretch()
        made.verticalScrollBar().rangeChanged.connect(self._show_new)
        return made

    def _make_empty(self) -> QWidget:
        theme, actions = self._desk.theme, self._desk.commands.actions
        return EmptyState(
            theme,
            "target",
            self.tr("Something to write towards"),
            self.tr(
                "A target is so many words by a day: what is left is spread over the days you have, and spread again "
                "after each. A habit is so many words, minutes, or anything at all, every day or every week. Words "
                "are counted as you write; those from paper go into the log."
            ),
            (
                action_button(actions["goal.nanowrimo"], "primary", icon=icon("flag", theme, "accent_text")),
                action_button(actions["goal.target"]),
                action_button(actions["goal.habit"]),
            ),
        )

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            self._note_stale()

    def _follow_setting(self, key: str) -> None:
        if key == "first_weekday":
            self._note_stale()

    def refresh(self) -> None:
        """Show what the library holds."""
        self._stale = False
        library = self._desk.library
        goals, done = library.goals.all(), library.goals.all(archived=True)
        stories = {story.id: story.title or self.tr("Untitled story") for story in library.stories.all()}
        self._drop_cards({goal.id for goal in goals})
        for row, now in enumerate(read_goals(library, goals, self._desk.day.today, stories)):
            card = self.cards.get(now.goal.id) or self._make_card(now.goal, first=row == 0)
            if self._cards.indexOf(card) != row:
                self._cards.insertWidget(row, card)
            card.show_goal(now)
        self._done.show_goals(done)
        self._stack.setCurrentWidget(self._area if goals or done else self._empty)
        november = nanowrimo(_year(self._desk.day.today), self._desk.day.today).end
        self._nanowrimo.setVisible(not any(goal.end == november and goal.amount == 50_000 for goal in goals))

    def _drop_cards(self, kept: set[GoalId]) -> None:
        for goal_id in [known for known in self.cards if known not in kept]:
            card = self.cards.pop(goal_id)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _make_card(self, goal: Goal, first: bool) -> GoalCard:
        # What stands below the first is to be seen at a glance, too.
        unfolded = ("days", "course") if first else ("days",) if goal.kind is GoalKind.HABIT else ()
        card = self.cards[goal.id] = GoalCard(self._desk, goal, unfolded, self._area.widget())
        card.edited.connect(partial(self.edit, goal.id))
        card.days_asked.connect(partial(self._ask_weight, goal.id))
        card.days_given.connect(partial(self.give_weight, goal.id))
        card.menu_asked.connect(partial(self._open_menu, goal.id))
        card.put_away_wanted.connect(partial(self.archive, goal.id))
        card.moved.connect(partial(self.move_goal, goal.id))
        card.dragged.connect(partial(self._drag, goal.id))
        return card

    def flush(self) -> None:
        """Save what was typed in any field."""
        for card in list(self.cards.values()):
            card.commit()

    # Verbs

    def start_nanowrimo(self) -> None:
        """Begin November's goal."""
        self._added(self._verbs.do(self.tr("Start NaNoWriMo"), self._desk.library.goals.start_nanowrimo), "")

    def add_target(self) -> None:
        """Add a target with usual figures, and go to its name."""
        today = self._desk.day.today
        goal = Goal(GoalId(0), amount=_TARGET, start=today, end=today + timedelta(days=_TARGET_DAYS - 1))
        self._added(self._verbs.do(self.tr("New target"), lambda: self._desk.library.goals.add(goal)), "title")

    def add_habit(self) -> None:
        """Add a habit with usual figures, and go to its name."""
        goal = Goal(GoalId(0), kind=GoalKind.HABIT, amount=_HABIT, start=self._desk.day.today)
        self._added(self._verbs.do(self.tr("New habit"), lambda: self._desk.library.goals.add(goal)), "title")

    def _added(self, goal_id: GoalId | None, field: str) -> None:
        if goal_id is None:
            return
        if self._stale:
            self.refresh()
        card = self.cards[goal_id]
        if field:
            card.details.set_open(True)
            self.refresh()
            card.title.setFocus(Qt.FocusReason.OtherFocusReason)
        # Where a card is that was made just now is known when all above it and in it has found its height.
        self._new = goal_id
        QTimer.singleShot(0, self, self._show_new)
        QTimer.singleShot(_SETTLED_MS, self, self._let_new_go)
        if field:
            self._desk.notices.say(self.tr("Added. Say how much, and by when."), undo=True)
        else:
            if card.grid is not None:
                card.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.notices.say(self.tr("NaNoWriMo is set up."), undo=True)

    def _show_new(self, *_range: int) -> None:
        """Scroll to the top of a card that was just made."""
        card = None if self._new is None else self.cards.get(self._new)
        if card is not None:
            self._area.verticalScrollBar().setValue(card.y() - L)

    def _let_new_go(self) -> None:
        self._new = None

    def edit(self, goal_id: GoalId, fields: dict[str, object]) -> None:
        """Set fields of a goal; those that mean nothing are refused with a sentence."""
        label_ = self.tr("Change the days of a goal") if "schedule" in fields else self.tr("Edit goal")
        self._verbs.do(label_, lambda: self._desk.library.goals.edit(goal_id, **fields))
        if goal_id in self.cards:
            self.refresh()

    def give_weight(self, goal_id: GoalId, subject: object, weight: int | None) -> None:
        """Give dates, or all days of a weekday, another weight."""
        card = self.cards.get(goal_id)
        if card is None:
            return
        schedule = card.schedule_with(subject, weight)
        if isinstance(subject, int):
            # What is chosen for a weekday holds for all of them, however its dates differed before.
            kept = tuple((day, own) for day, own in schedule.dates if day.weekday() != subject)
            schedule = replace(schedule, dates=kept)
        if schedule != card.goal.schedule:
            self.edit(goal_id, {"schedule": schedule})

    def archive(self, goal_id: GoalId) -> None:
        """Put a goal away with its result."""
        if self._verbs.do(self.tr("Put goal away"), lambda: self._desk.library.goals.archive(goal_id)) is not None:
            self._desk.notices.say(self.tr("Put away. It is under Done, with its result."), undo=True)

    def unarchive(self, goal_id: GoalId) -> None:
        """Take a goal up again."""
        self._verbs.do(self.tr("Take goal up again"), lambda: self._desk.library.goals.unarchive(goal_id))

    def remove(self, goal_id: GoalId) -> None:
        """Delete a goal, and offer to undo it."""
        title = title_text(self._desk.library.goals.get(goal_id))
        self._verbs.do(self.tr("Delete goal"), lambda: self._desk.library.goals.remove(goal_id))
        self._desk.notices.say(self.tr("{title} deleted.").format(title=title), undo=True)

    def move_goal(self, goal_id: GoalId, by: int) -> None:
        """Move a goal up (below 0) or down."""
        ids = [goal.id for goal in self._desk.library.goals.all()]
        self._place(goal_id, min(max(ids.index(goal_id) + by, 0), len(ids) - 1))

    def _place(self, goal_id: GoalId, position: int) -> None:
        goals = self._desk.library.goals
        if [goal.id for goal in goals.all()].index(goal_id) != position:
            focus = self.focusWidget()
            self._verbs.do(self.tr("Move goal"), lambda: goals.move(goal_id, position))
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # Dragging

    def _drag(self, goal_id: GoalId, height: int, dropped: bool) -> None:
        """Show where a card would come to stand, or let it stand there."""
        others = [card for known, card in self.cards.items() if known != goal_id]
        others.sort(key=self._cards.indexOf)
        middles = [card.mapToGlobal(card.rect().center()).y() for card in others]
        position = sum(middle < height for middle in middles)
        self._cards.removeWidget(self._line)
        self._line.setVisible(not dropped)
        if dropped:
            self._place(goal_id, position)
        else:
            before = others[position] if position < len(others) else None
            self._cards.insertWidget(self._cards.count() if before is None else self._cards.indexOf(before), self._line)

    # Menus

    def _ask_weight(self, goal_id: GoalId, subject: object, place: QPoint) -> None:
        menu = self.weight_menu(goal_id, subject)
        menu.exec(place)
        menu.deleteLater()

    def weight_menu(self, goal_id: GoalId, subject: object) -> QMenu:
        """The weights that dates or a weekday can have."""
        schedule = self.cards[goal_id].goal.schedule
        menu = QMenu(self)
        menu.setObjectName("goal.weights")
        days: list[date] = subject if isinstance(subject, list) else []
        weights = {schedule.weight(day) for day in days} if days else {schedule.week[_weekday(subject)]}
        menu.addAction(self._subject_text(subject)).setEnabled(False)
        menu.addSeparator()
        for weight in SHARES:
            action = menu.addAction(weight_text(weight))
            action.setCheckable(True)
            action.setChecked(weights == {weight})
            action.triggered.connect(lambda _checked=False, weight=weight: self.give_weight(goal_id, subject, weight))
        own = {day for day, _ in schedule.dates}
        if any(day in own for day in days):
            menu.addSeparator()
            action = menu.addAction(self.tr("As always on that weekday"))
            action.triggered.connect(lambda: self.give_weight(goal_id, subject, None))
        if len(days) == 1:
            weekday = days[0].weekday()
            menu.addSeparator()
            action = menu.addAction(self.tr("Every {weekday} off").format(weekday=weekday_text(weekday)))
            action.triggered.connect(lambda: self.give_weight(goal_id, weekday, SHARES[0]))
        return menu

    def _subject_text(self, subject: object) -> str:
        if not isinstance(subject, list):
            return self.tr("Every {weekday}").format(weekday=weekday_text(_weekday(subject)))
        if len(subject) == 1:
            return day_text(subject[0])
        return self.tr("{n} days").format(n=len(subject))

    def _open_menu(self, goal_id: GoalId, place: QPoint) -> None:
        menu = self.menu(goal_id)
        menu.exec(place)
        menu.deleteLater()

    def menu(self, goal_id: GoalId) -> QMenu:
        """What can be done with a goal."""
        theme = self._desk.theme
        ids = [goal.id for goal in self._desk.library.goals.all()]
        menu = QMenu(self)
        menu.setObjectName("goal.menu")
        up = menu.addAction(icon("arrow-up", theme), self.tr("Move up"), partial(self.move_goal, goal_id, -1))
        up.setEnabled(goal_id != ids[0])
        down = menu.addAction(icon("arrow-down", theme), self.tr("Move down"), partial(self.move_goal, goal_id, 1))
        down.setEnabled(goal_id != ids[-1])
        menu.addSeparator()
        menu.addAction(icon("archive", theme), self.tr("Put away with its result"), partial(self.archive, goal_id))
        menu.addAction(icon("trash", theme), self.tr("Delete"), partial(self.remove, goal_id))
        return menu


def _weekday(subject: object) -> int:
    assert isinstance(subject, int)
    return subject


def _year(today: date) -> int:
    """The year of the November that is, or is next."""
    return today.year if today.month <= 11 else today.year + 1
