"""The sprint on the window: its clock in the status bar and on the page alone, its commands, and what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.settings import SPRINT_SOUND
from planner.desktop.theme import XS, L, M
from planner.desktop.widgets.amounts import words_text
from planner.desktop.widgets.banner import Banner
from planner.desktop.widgets.buttons import button, tool_button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.sprints import ahead_sign, ahead_text, brought_text, clock_text, face, result_text, tr
from planner.domain.errors import PlannerError
from planner.domain.sprint_log import SprintId
from planner.domain.sprints import State

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.sprint_keeper import SprintKeeper
    from planner.desktop.window import Window

_BARE = "view.distraction_free"
_RESULT_MS = 20_000
"""The result stands on the page alone for so long, where no status bar can tell it."""
_SHARE = 0.28
"""The part of the window's width that the clock in the status bar may take; beyond it, it says less."""


def face_now(keeper: SprintKeeper) -> str:
    """What the clock of the sprint under way shows."""
    under_way, state = keeper.under_way, keeper.state
    if under_way is None or state is None:
        return clock_text(0)
    now, timed = keeper.now(), under_way.sprint
    outside = timed.waiting(now) if state is State.WAITING else timed.grace_left(now)
    return face(timed, state, (outside, timed.elapsed(now), timed.remaining(now) or 0.0))


def said_now(keeper: SprintKeeper) -> str:
    """What is to be said beside the clock: what comes, or the words so far."""
    match keeper.state:
        case State.WAITING:
            return tr("until the sprint begins")
        case State.GRACE:
            return tr("Finish your sentence")
        case State.PAUSED:
            return tr("{words}, paused").format(words=words_text(keeper.words))
        case _:
            return words_text(keeper.words)


def standing_now(desk: Desk) -> tuple[str, str]:
    """How it stands against the author's own sprint, as a sign and in words; empty where there is nothing to say."""
    keeper = desk.sprints
    ghost = keeper.ghost()
    if ghost is None or keeper.state not in (State.RUNNING, State.PAUSED, State.GRACE):
        return "", ""
    ahead = keeper.words - ghost
    return ahead_sign(ahead), ahead_text(ahead, desk.settings)


class SprintStatus(QWidget):
    """The clock in the status bar, with buttons to pause and to end; there only while a sprint is under way."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status.sprint")
        self._desk = desk
        actions = desk.commands.actions
        self._text = button("", "status.sprint.clock", self._open, "status", icon("timer", desk.theme, "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, XS, 0, XS)
        row.setSpacing(XS)
        row.addWidget(self._text)
        for command in ("sprint.pause", "sprint.stop"):
            row.addWidget(tool_button(actions[command]))
        desk.sprints.changed.connect(self._show)
        desk.sprints.ticked.connect(self._show)
        self._show()

    def _open(self) -> None:
        self._desk.commands.run(PROGRESS.command(ProgressTab.SPRINTS))

    def _show(self) -> None:
        keeper = self._desk.sprints
        self.setVisible(keeper.under_way is not None)
        if keeper.under_way is None:
            return
        sign, standing = standing_now(self._desk)
        parts = [part for part in (face_now(keeper), said_now(keeper), sign) if part]
        texts = [" · ".join(parts[:count]) for count in range(len(parts), 0, -1)]
        room = self.window().width() * _SHARE
        letters = self._text.fontMetrics()
        self._text.setText(next((text for text in texts if letters.horizontalAdvance(text) <= room), texts[-1]))
        described = ", ".join(part for part in (*parts[:2], standing) if part)
        self._text.setAccessibleName(self.tr("Sprint: {text}").format(text=described))
        self._text.setToolTip(described)


class BareClock(QFrame):
    """The clock in the corner of a page that is alone on the screen."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self.setObjectName("sprint.bare")
        self.setProperty("look", "panel")
        self._desk = desk
        self._window = window
        self._text = label("", "muted")
        self._text.setObjectName("sprint.bare.text")
        row = QHBoxLayout(self)
        row.setContentsMargins(M, XS, M, XS)
        row.addWidget(self._text)
        self._result = ""
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_RESULT_MS)
        self._fade.timeout.connect(self._forget)
        # What is beneath can be clicked all the same.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keeper = desk.sprints
        keeper.changed.connect(self._show)
        keeper.ticked.connect(self._show)
        keeper.ended.connect(self._tell)
        desk.commands.actions[_BARE].toggled.connect(self._show)
        window.installEventFilter(self)
        self._show()

    def _tell(self, sprint_id: object) -> None:
        if isinstance(sprint_id, int):
            self._result = result_text(self._desk.library.sprints.get(SprintId(sprint_id)))
            self._fade.start()
        self._show()

    def _forget(self) -> None:
        self._result = ""
        self._show()

    def _show(self, *_what: object) -> None:
        keeper = self._desk.sprints
        if keeper.under_way is not None:
            self._result = ""
            parts = [face_now(keeper), said_now(keeper), standing_now(self._desk)[0]]
            text = " · ".join(part for part in parts if part)
        else:
            text = self._result
        self.setVisible(bool(text) and self._desk.commands.actions[_BARE].isChecked())
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move(self._window.width() - self.width() - L, self._window.height() - self.height() - L)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class SprintClocks(QObject):
    """Joins the sprint under way to the window and to its commands."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._offer: Banner | None = None
        self._pause_text = desk.commands.actions["sprint.pause"].text()
        keeper = desk.sprints
        desk.commands.bind_all(
            {
                "sprint.start": lambda: keeper.begin(story_id=desk.place.story_id),
                "sprint.pause": keeper.pause,
                "sprint.stop": keeper.stop,
            }
        )
        keeper.counting.connect(self._save)
        keeper.changed.connect(self._follow)
        keeper.ended.connect(self._tell)
        keeper.time_up.connect(self._say_time_up)
        status = SprintStatus(desk, window.statusBar())
        window.statusBar().insertPermanentWidget(1, status)
        BareClock(desk, window)
        self._follow()
        # The widget is shown by being inserted.
        status.setVisible(keeper.under_way is not None)

    def _follow(self) -> None:
        keeper, commands = self._desk.sprints, self._desk.commands
        commands.enable("sprint.start", keeper.may_begin)
        commands.enable("sprint.pause", keeper.state in (State.RUNNING, State.PAUSED))
        pause = commands.actions["sprint.pause"]
        is_paused = keeper.state is State.PAUSED
        pause.setText(self.tr("Go on with the sprint") if is_paused else self._pause_text)
        pause.setIcon(icon("play" if is_paused else "pause", self._desk.theme))
        commands.enable("sprint.stop", keeper.under_way is not None)
        if keeper.found is not None and self._offer is None:
            self._offer = self._make_offer()
        elif keeper.found is None and self._offer is not None:
            self._offer.hide()
            self._offer.deleteLater()
            self._offer = None

    def _make_offer(self) -> Banner:
        """What is to become of a sprint that was under way when the program ended."""
        keeper = self._desk.sprints
        assert keeper.found is not None
        buttons = [
            button(self.tr("Keep it"), "sprint.found.keep", keeper.keep_found),
            button(self.tr("Throw it away"), "sprint.found.drop", keeper.throw_away),
        ]
        if keeper.may_go_on:
            buttons.insert(0, button(self.tr("Go on"), "sprint.found.go_on", keeper.go_on))
        banner = Banner(self._desk.theme, "sprint.found", self._window)
        text = self.tr("A sprint was under way when Longfic closed: {result}.")
        buttons[-1].setToolTip(self.tr("Your words stay; only the sprint is forgotten."))
        found = keeper.found
        self._window.add_banner(banner)
        banner.say(text.format(result=brought_text(found.words, found.seconds)), tuple(buttons))
        return banner

    def _save(self) -> None:
        """Have what was typed written down, so that it is counted."""
        try:
            self._window.flush()
        except PlannerError as error:
            self._desk.notices.error(error)

    def _tell(self, sprint_id: object) -> None:
        if not isinstance(sprint_id, int):
            return
        text = result_text(self._desk.library.sprints.get(SprintId(sprint_id)))
        show = PROGRESS.command(ProgressTab.SPRINTS)
        self._desk.notices.offer(
            self.tr("Sprint: {result}").format(result=text), self.tr("Show"), lambda: self._desk.commands.run(show)
        )

    def _say_time_up(self) -> None:
        if self._desk.sprints.state is State.GRACE:
            self._desk.notices.say(self.tr("Time is up. Finish your sentence."))
        if self._desk.settings.get(SPRINT_SOUND):
            QApplication.beep()
