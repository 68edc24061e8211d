"""The card that tells an author who was long away where a story stands, with one button to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.shelf.when import relative
from planner.desktop.theme import XL, XS, L, M, S
from planner.desktop.widgets.amounts import progress_text, words_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.labels import label
from planner.domain.outline import StoryId, StoryKind
from planner.domain.recap import Recap, recap

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_NARROW = 620
"""Below this width, at a text scale of 1, the two columns stand one under the other."""
_THREADS = 4
_LINE_FACTOR = 1.2
"""Of the author's own words: a serif looks smaller than the interface's font."""


class ReturnCard(QScrollArea):
    """Where a story stands: where its author stopped, what comes next, what is open, and why she began."""

    go_on_wanted = Signal(object)
    """Emitted with the `StoryId` to go on with."""
    closed = Signal(object)
    """Emitted with the `StoryId` when the author would rather not now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf.return")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._desk = desk
        self.story_id: StoryId | None = None
        self._most = 0
        self._panel = Panel(self)
        self._title = self._label("title", "return.title")
        self._standing = self._label("muted", "return.standing")
        self._here = self._label("muted", "return.here")
        self._who = self._label("body", "return.who")
        self._lines = self._label("body", "return.lines")
        self._next = self._label("body", "return.next")
        self._open = self._label("body", "return.open")
        self._spark = self._label("body", "return.spark")
        self._heads: dict[QLabel, QLabel] = {}
        self._lay_out()
        self.setWidget(self._panel)
        self.setFocusProxy(self._go)
        self.hide()
        desk.theme.changed.connect(self._dress)
        self._dress()

    def _label(self, role: str, name: str) -> QLabel:
        made = label("", "body", wrap=True, parent=self._panel)
        made.setProperty("role", role)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(XS)
        self._add(left, self.tr("Where you stopped"), self._here, self._who, self._lines)
        self._add(left, self.tr("Why you began"), self._spark)
        left.addStretch()
        self._add(right, self.tr("Next"), self._next)
        self._add(right, self.tr("Still open"), self._open)
        right.addStretch()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(XL)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self._go = button(self.tr("Go on"), "return.go_on", self._go_on, "primary", parent=self._panel)
        self._later = button(self.tr("Not now"), "return.not_now", self._close, "quiet", parent=self._panel)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(self._title)
        words.addWidget(self._standing)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addLayout(words, 1)
        for each in (self._later, self._go):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self._panel.column.setSpacing(M)
        self._panel.column.addLayout(head)
        self._panel.column.addLayout(self._columns)

    def _add(self, column: QVBoxLayout, title: str, *parts: QLabel) -> None:
        head = label(title, "section", parent=self._panel)
        if column.count():
            column.addSpacing(S)
        column.addWidget(head)
        for part in parts:
            column.addWidget(part)
        self._heads[parts[-1]] = head

    def _dress(self) -> None:
        prose = self._desk.theme.prose_font(self._desk.theme.font(_LINE_FACTOR).pointSizeF())
        italic = QFont(prose)
        italic.setItalic(True)
        self._lines.setFont(prose)
        self._spark.setFont(italic)
        self._fit()

    def show_story(self, story_id: StoryId, asked: bool = False) -> None:
        """Tell where a story stands; ``asked``: because the author wanted to know, not because she was away."""
        library = self._desk.library
        outline = library.outline.get(story_id)
        _, plot = library.plot.story(story_id)
        told = recap(outline, plot, library.place.of(story_id), library.texts.plain)
        names = {person.id: person.name for person in library.cast.people(story_id)}
        self.story_id = story_id
        title = told.story.title or self.tr("Untitled story")
        form = self.tr("“{title}”, where it stands") if asked else self.tr("Welcome back to “{title}”")
        self._title.setText(form.format(title=title))
        self.setAccessibleName(self._title.text())
        self._later.setText(self.tr("Close") if asked else self.tr("Not now"))
        self._later.setAccessibleName(self._later.text())
        self._show(told, [names[person] for person in told.people if names.get(person)])
        self.show()
        self._dress()

    def _show(self, told: Recap, names: list[str]) -> None:
        story = told.story
        parts = [self.tr("Last worked on: {when}").format(when=relative(story.touched, self._desk.library.now()))]
        if story.kind is not StoryKind.ONE_SHOT:
            parts.append(progress_text(told.progress))
        parts.append(words_text(story.words))
        self._say(self._standing, " · ".join(parts))
        place = told.scene.place if told.scene is not None else ""
        heading = told.chapter.heading if told.chapter is not None else self.tr("Nothing is written yet.")
        self._say(self._here, heading)
        who = self.tr("{people} in {place}") if names and place else "{people}{place}"
        self._say(self._who, who.format(people=", ".join(names), place=place) if names or place else "")
        self._say(self._lines, "\n".join(told.lines))
        self._heads[self._lines].setVisible(True)
        self._say(self._next, told.next_step.text)
        open_ = [thread.title for thread in told.open if thread.title]
        more = len(open_) - _THREADS
        shown = open_[:_THREADS] + ([self.tr("and {n} more").format(n=more)] if more > 0 else [])
        self._say(self._open, "\n".join(shown))
        self._say(self._spark, story.spark.strip())

    def _say(self, part: QLabel, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))
        if part in self._heads:
            self._heads[part].setVisible(bool(text))

    def _go_on(self) -> None:
        if self.story_id is not None:
            self.go_on_wanted.emit(self.story_id)

    def _close(self) -> None:
        if self.story_id is not None:
            self.closed.emit(self.story_id)

    def put_away(self) -> None:
        """Show no story any more."""
        self.story_id = None
        self.hide()

    def limit(self, most: int) -> None:
        """Be at most this high, in device-independent pixels; what is more can be scrolled to."""
        self._most = most
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        narrow = self.width() < _NARROW * self._desk.theme.text_scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)
        self._columns.setSpacing(L if narrow else XL)
        height = max(self._panel.heightForWidth(self.width()), self._panel.minimumSizeHint().height())
        self.setFixedHeight(min(height, self._most) if self._most else height)
