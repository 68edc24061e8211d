"""The card of one goal: where it stands, what its days need, how it has grown, and its fields."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.goals.cells import page_of
from planner.desktop.progress.goals.details import GoalDetails
from planner.desktop.progress.goals.fold import Fold
from planner.desktop.progress.goals.grid import WeekGrid
from planner.desktop.progress.goals.model import GoalNow
from planner.desktop.progress.goals.texts import (
    days_left_text,
    figures_text,
    forecast_text,
    headline,
    preset_text,
    standing_text,
    title_text,
    today_text,
    tr,
)
from planner.desktop.settings import fold_setting
from planner.desktop.theme import XS, L, M, S
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import ChoiceBox, LineField
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.ring import Ring
from planner.domain.goals import Goal, GoalKind, Phase
from planner.domain.schedule import Preset, Schedule, apply_preset, preset_of

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.progress.charts.cumulative import CumulativeChart

_OWN = "own"
"""Stands for a schedule that is no preset."""


class GoalCard(Panel):
    """One goal. It shows, and tells what the author wants; the tab does it."""

    edited = Signal(dict)
    """Emitted with the fields of the goal that are to be set."""
    days_asked = Signal(object, object)
    """Emitted with the dates or the weekday another weight is wanted for, and a place on the screen."""
    days_given = Signal(object, object)
    """Emitted with dates or a weekday, and the weight they are to have."""
    menu_asked = Signal(object)
    """Emitted with the place on the screen where the menu should open."""
    put_away_wanted = Signal()
    moved = Signal(int)
    """Emitted with the number of places it is to move, below 0 upwards."""
    dragged = Signal(int, bool)
    """Emitted with the height on the screen it was dragged to, and whether it was let go there."""

    def __init__(self, desk: Desk, goal: Goal, unfolded: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.setObjectName("goal")
        self._desk = desk
        self._now: GoalNow | None = None
        self._turned = 0
        self._grip = _Grip(desk)
        self.title = LineField("goal.title", tr("What is it called?"), quiet=True)
        self.title.setAccessibleName(tr("Name of the goal"))
        self.title.setProperty("step", "title")
        self.more = icon_button(icon("more", theme, "muted"), tr("More"), "goal.more", self._ask_menu)
        self.ring = Ring(theme, "goal.ring")
        self.headline = label("", "title", wrap=True)
        self.headline.setObjectName("goal.headline")
        self.standing = label("", "lead", wrap=True)
        self.standing.setObjectName("goal.standing")
        self.today = label("", wrap=True)
        self.today.setObjectName("goal.today")
        self.left = label("", "muted", wrap=True)
        self.left.setObjectName("goal.left")
        self.forecast = label("", wrap=True)
        self.forecast.setObjectName("goal.forecast")
        self.figures = label("", "muted", wrap=True)
        self.figures.setObjectName("goal.figures")
        self.put_away = button(tr("Put it away with its result"), "goal.put_away", self.put_away_wanted.emit, "link")
        self._preset = ChoiceBox("goal.preset")
        self._preset.setMinimumContentsLength(16)
        self._preset.setAccessibleName(tr("How the work is spread"))
        self._earlier = icon_button(icon("caret-left", theme), tr("Earlier"), "goal.earlier", partial(self._turn, -1))
        self._later = icon_button(icon("caret-right", theme), tr("Later"), "goal.later", partial(self._turn, 1))
        self.days: Fold[_Days] = Fold(theme, "goal.fold.days", tr("The days"), self._make_days)
        self.course: Fold[CumulativeChart] = Fold(theme, "goal.fold.course", tr("How it grew"), self._make_chart)
        self.details: Fold[GoalDetails] = Fold(theme, "goal.fold.details", tr("Details"), self._make_details)
        self._folds: dict[str, Fold[Any]] = {"days": self.days, "course": self.course, "details": self.details}
        self._lay_out()
        self._listen(goal, unfolded)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(XS)
        head.addWidget(self._grip)
        head.addWidget(self.title, 1)
        head.addWidget(self.more)
        said = QVBoxLayout()
        said.setSpacing(XS)
        for each in (self.headline, self.standing, self.today, self.left, self.forecast, self.figures):
            said.addWidget(each)
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.addWidget(self.put_away, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch()
        body = QHBoxLayout()
        body.setContentsMargins(S, 0, S, 0)
        body.setSpacing(L)
        body.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(said, 1)
        for beside in (self._preset, self._earlier, self._later):
            self.days.add_beside(beside)
        self.column.setContentsMargins(M, M, M, M)
        self.column.setSpacing(M)
        self.column.addLayout(head)
        self.column.addLayout(body)
        for fold in self._folds.values():
            self.column.addWidget(fold)

    def _listen(self, goal: Goal, unfolded: Collection[str]) -> None:
        settings = self._desk.settings
        for part, fold in self._folds.items():
            kept = settings.get(fold_setting(f"goal.{goal.id}.{part}"))
            fold.set_open(kept == "open" or (not kept and part in unfolded))
            fold.toggled.connect(partial(self._keep_fold, f"goal.{goal.id}.{part}"))
        self.title.edited.connect(lambda text: self.edited.emit({"title": " ".join(text.split())}))
        self._preset.activated.connect(self._take_preset)
        self._grip.dragged.connect(self.dragged)
        for each in self.findChildren(QWidget):
            each.installEventFilter(self)

    def _keep_fold(self, name: str, is_open: bool) -> None:
        self._desk.settings.set(fold_setting(name), "open" if is_open else "folded")
        if self._now is not None:
            self.show_goal(self._now)

    # Parts that are made when they are unfolded

    def _make_days(self) -> _Days:
        made = _Days(self._desk, self.days)
        made.grid.asked.connect(self.days_asked)
        made.grid.given.connect(self.days_given)
        made.grid.read_only = self._desk.library.read_only
        made.grid.installEventFilter(self)
        return made

    @property
    def grid(self) -> WeekGrid | None:
        """The days, if they were unfolded."""
        return None if self.days.part is None else self.days.part.grid

    def _make_chart(self) -> CumulativeChart:
        from planner.desktop.progress.charts.cumulative import CumulativeChart

        return CumulativeChart(self._desk.theme, "goal.chart", self.course)

    def _make_details(self) -> GoalDetails:
        made = GoalDetails(self.details)
        made.edited.connect(self.edited)
        return made

    # Showing

    @property
    def goal(self) -> Goal:
        """The goal that is shown."""
        assert self._now is not None
        return self._now.goal

    def show_goal(self, now: GoalNow) -> None:
        """Show a goal as it stands."""
        self._now = now
        read_only = self._desk.library.read_only
        self.setAccessibleName(title_text(now.goal))
        if not self.title.hasFocus() or not self.title.isModified():
            self.title.show_text(now.goal.title)
        self.title.setReadOnly(read_only)
        self._grip.setEnabled(not read_only)
        self.more.setEnabled(not read_only)
        self._show_ring(now)
        for shown, text in (
            (self.headline, headline(now)),
            (self.standing, standing_text(now)),
            (self.today, today_text(now)),
            (self.left, days_left_text(now)),
            (self.forecast, forecast_text(now)),
            (self.figures, figures_text(now)),
        ):
            shown.setText(text)
            shown.setVisible(bool(text))
        self.put_away.setVisible(not read_only and _is_done(now))
        self._show_days(now)
        self._show_course(now)
        if self.details.is_open and self.details.part is not None:
            self.details.part.show_goal(now, read_only)

    def _show_ring(self, now: GoalNow) -> None:
        if now.standing is not None:
            share = now.standing.share
        elif now.span is not None:
            share = min(1.0, now.span.amount / now.span.needed) if now.span.needed else float(now.span.kept)
        else:
            share = 0.0
        # Not before all is written does it say 100.
        self.ring.show_share(share, tr("{n} %").format(n=int(share * 100)))

    def _show_days(self, now: GoalNow) -> None:
        has_days = now.goal.kind is GoalKind.HABIT or now.goal.end is not None
        self.days.setVisible(has_days)
        if not has_days or not self.days.is_open or self.days.part is None:
            return
        page = page_of(now, self._turned)
        self.days.part.grid.show_page(page, now.goal.schedule.week, now.first_weekday, now.goal.measure)
        self._earlier.setEnabled(page.earlier)
        self._later.setEnabled(page.later)
        preset = preset_of(now.goal.schedule)
        self._preset.clear()
        is_target = now.goal.kind is GoalKind.TARGET
        for each in Preset:
            # A habit asks for the same every day; it cannot rise.
            if is_target or each in (Preset.STEADY, Preset.WEEKENDS_OFF, Preset.WEEKENDS_ONLY):
                self._preset.addItem(preset_text(each), each.value)
        if preset is None:
            self._preset.addItem(tr("My own"), _OWN)
        self._preset.setCurrentIndex(self._preset.findData(_OWN if preset is None else preset.value))
        self._preset.setEnabled(not self._desk.library.read_only)

    def _show_course(self, now: GoalNow) -> None:
        self.course.setVisible(now.standing is not None)
        if now.standing is None or not self.course.is_open or self.course.part is None:
            return
        from planner.desktop.progress.charts.cumulative import Course

        goal = now.goal
        self.course.part.show_course(Course(now.course, now.par, goal.amount, now.forecast, goal.measure))

    def commit(self) -> None:
        """Save what was typed last."""
        self.title.commit()
        if self.details.part is not None:
            self.details.part.commit()

    # What the author does

    def _turn(self, pages: int) -> None:
        self._turned += pages
        if self._now is not None:
            self._show_days(self._now)

    def _take_preset(self, index: int) -> None:
        chosen = self._preset.itemData(index)
        if chosen != _OWN and self._now is not None:
            self.edited.emit({"schedule": apply_preset(self._now.goal.schedule, Preset(chosen))})

    def schedule_with(self, subject: object, weight: int | None) -> Schedule:
        """The goal's schedule with another weight for dates (a list) or a weekday (a number)."""
        schedule = self.goal.schedule
        if isinstance(subject, list):
            for day in subject:
                schedule = schedule.with_date(day, weight)
            return schedule
        assert isinstance(subject, int)
        return schedule.with_weekday(subject, 100 if weight is None else weight)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def contextMenuEvent(self, event: QEvent) -> None:
        self._ask_menu()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in moves:
                self.moved.emit(moves[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)


def _is_done(now: GoalNow) -> bool:
    """Whether there is nothing more to do for a goal."""
    standing, end = now.standing, now.goal.end
    if standing is None:
        return end is not None and now.today > end
    return standing.phase is Phase.OVER or standing.reached_on is not None


class _Days(QWidget):
    """The days, and how they are changed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = WeekGrid(desk.theme, "goal.days", self)
        hint = tr("Click a day or a weekday, or drag over several days, to make them off, light, or a push.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.grid)
        if not desk.library.read_only:
            column.addWidget(label(hint, "small", wrap=True))


class _Grip(QToolButton):
    """What a card is dragged by."""

    dragged = Signal(int, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goal.grip")
        self.setIcon(icon("grip", desk.theme, "muted"))
        self.setAccessibleName(tr("Move the goal"))
        self.setToolTip(tr("Drag it to another place, or press Alt+Up or Alt+Down"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._from: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._from is not None and (at - self._from).manhattanLength() > 8:
            self.dragged.emit(at.y(), False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, begun = event.globalPosition().toPoint(), self._from
        self._from = None
        super().mouseReleaseEvent(event)
        if begun is not None and (at - begun).manhattanLength() > 8:
            self.dragged.emit(at.y(), True)
