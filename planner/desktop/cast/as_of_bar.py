"""The slider through the chapters: as of which the cast is shown, wherever it is shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from planner.desktop.cast.as_of_track import AsOfTrack
from planner.desktop.cast.moments import Change, Moments
from planner.desktop.cast.play import PACE_MS, Play
from planner.desktop.icons import icon
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.buttons import tool_button
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.domain.changes import ChangeSet

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_COMMANDS = ("cast.play", "cast.earlier", "cast.later", "cast.whole_story")


class AsOfBar(QWidget):
    """Slide, step or play from before the first chapter to the whole story.

    All such bars show and move one thing, ``desk.place.as_of``. The commands belong to the one that is on screen.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        shows: Collection[Change] = tuple(Change),
        pace_ms: int = PACE_MS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cast.as_of")
        self.setAccessibleName(self.tr("Through the chapters"))
        self._desk = desk
        self._shows = shows
        self._moments: Moments | None = None
        self._stale = True
        self.play = Play(desk.place, pace_ms, self)
        self.track = AsOfTrack(desk.theme, shows)
        self.caption = ElidedLabel("", "section")
        self.caption.setObjectName("cast.as_of.caption")
        self.summary = label("", "small")
        self.summary.setObjectName("cast.as_of.summary")
        self._lay_out()
        self.track.valueChanged.connect(self._move)
        self.track.play_wanted.connect(self.play.toggle)
        self.play.changed.connect(self._show_playing)
        desk.place.as_of_changed.connect(self._show_moment)
        desk.place.story_changed.connect(self._follow_story)
        desk.bus.changed.connect(self._follow)

    def _lay_out(self) -> None:
        actions = self._desk.commands.actions
        words = QHBoxLayout()
        words.setSpacing(M)
        words.addWidget(self.caption, 1)
        words.addWidget(self.summary)
        right = QVBoxLayout()
        right.setSpacing(XS)
        right.addLayout(words)
        right.addWidget(self.track)
        chapters = QWidget()
        row = QHBoxLayout(chapters)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(XS)
        for command in _COMMANDS[1], _COMMANDS[0], _COMMANDS[2]:
            row.addWidget(tool_button(actions[command]), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(S)
        row.addLayout(right, 1)
        nothing = QWidget()
        sentence = QHBoxLayout(nothing)
        sentence.setContentsMargins(M, S, M, S)
        words_of = self.tr("Once the story has chapters, you can slide through them here and see what changes.")
        self.nothing = label(words_of, "small", wrap=True)
        sentence.addWidget(self.nothing)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        self._stack.addWidget(chapters)

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if Moments.are_touched(changes):
            self._reread()
        elif changes.touches("person") and self._moments is not None:
            self._moments.forget_names()
            if self.isVisible():
                self._show_moment()

    def _follow_story(self, _story_id: object) -> None:
        self.play.stop()
        self._reread()

    def _reread(self) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        story_id = self._desk.place.story_id
        self._stale = False
        try:
            self._moments = None if story_id is None else Moments(self._desk.library, story_id)
        except KeyError:
            # The story was deleted, and the place will say so next.
            self._moments = None
        length = 0 if self._moments is None else self._moments.length
        self.play.set_length(length)
        self._stack.setCurrentIndex(1 if length else 0)
        if self._moments is not None:
            self.track.blockSignals(True)
            self.track.show_moments(self._moments)
            self.track.blockSignals(False)
        self._show_moment()

    def _show_moment(self) -> None:
        moments, as_of = self._moments, self._desk.place.as_of
        if moments is None or self._stale:
            return
        value = moments.length + 1 if as_of is None else min(as_of, moments.length)
        self.track.blockSignals(True)
        self.track.setValue(value)
        self.track.blockSignals(False)
        self.track.update()
        text, summary = moments.text(as_of), moments.summary(value, self._shows)
        self.caption.setText(text)
        self.summary.setText(summary)
        said = ". ".join((text, *moments.changes(value, self._shows)))
        self.track.setAccessibleDescription(said)
        self._enable()

    def _move(self, value: int) -> None:
        assert self._moments is not None
        self._desk.place.set_as_of(None if value > self._moments.length else value)

    # Commands

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.commands.bind_all(
            {
                "cast.play": self.play.toggle,
                "cast.earlier": lambda: self.track.setValue(self.track.value() - 1),
                "cast.later": lambda: self.track.setValue(self.track.value() + 1),
                "cast.whole_story": lambda: self._desk.place.set_as_of(None),
            }
        )
        if self._stale:
            self._read()
        else:
            self._show_moment()
        self._show_playing()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.play.stop()
        self._desk.commands.enable(_COMMANDS, False)

    def _enable(self) -> None:
        if not self.isVisible():
            return
        some = self._moments is not None and self._moments.length > 0
        value, last = self.track.value(), self.track.maximum()
        enable = self._desk.commands.enable
        enable("cast.play", some)
        enable("cast.earlier", some and value > 0)
        enable("cast.later", some and value < last)
        enable("cast.whole_story", some and self._desk.place.as_of is not None)

    def _show_playing(self) -> None:
        action = self._desk.commands.actions["cast.play"]
        running = self.play.running
        action.setText(self.tr("Stop playing") if running else self.tr("Play through the chapters"))
        action.setIcon(icon("pause" if running else "play", self._desk.theme))
