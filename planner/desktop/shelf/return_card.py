"""The card that tells an author who was long away where a story stands, with one button to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.desktop.shelf.when import relative
from planner.desktop.theme import XL, XS, M, S
from planner.desktop.widgets.amounts import number_text, progress_text, words_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.labels import Role, label
from planner.domain.outline import StoryId, StoryKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.domain.recap import Recap

_NARROW = 620
"""Below this width, at a text scale of 1, the two columns stand one under the other."""
_THREADS = 4
_LINE_FACTOR = 1.2
"""Of the author's own words: a serif looks smaller than the interface's font."""


class ReturnCard(QScrollArea):
    """Holds the card, and lets it be scrolled where there is little height. The card is made when it is first shown."""

    go_on_wanted = Signal(object)
    """Emitted with the `StoryId` to go on with."""
    closed = Signal(object)
    """Emitted with the `StoryId` when the author would rather not now."""

    def __init__(self, desk: Desk, after: QWidget, parent: QWidget | None = None) -> None:
        """Tab comes here from ``after``, once there is something to come to."""
        super().__init__(parent)
        self._after = after
        self.setObjectName("shelf.return")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._desk = desk
        self._told: _Told | None = None
        self._most = 0
        self.story_id: StoryId | None = None
        self.hide()

    def show_story(self, story_id: StoryId, asked: bool = False) -> None:
        """Tell where a story stands; ``asked``: because the author wanted to know, not because she was away."""
        # Loaded only now: no first paint needs to know of threads and scenes.
        from planner.domain.recap import recap

        library = self._desk.library
        outline = library.outline.get(story_id)
        _, plot = library.plot.story(story_id)
        told = recap(outline, plot, library.place.of(story_id), library.texts.plain)
        names = {person.id: person.name for person in library.cast.people(story_id)}
        self.story_id = story_id
        card = self._card()
        card.show_recap(told, [names[person] for person in told.people if names.get(person)], asked)
        self.setAccessibleName(card.title.text())
        self.show()
        card.dress()
        self._fit()

    def _card(self) -> _Told:
        if self._told is None:
            self._told = _Told(self._desk, self)
            self._told.go.clicked.connect(lambda: self.go_on_wanted.emit(self.story_id))
            self._told.later.clicked.connect(lambda: self.closed.emit(self.story_id))
            self.setWidget(self._told)
            QWidget.setTabOrder(self._after, self._told.later)
            QWidget.setTabOrder(self._told.later, self._told.go)
            self.setFocusProxy(self._told.go)
            self._desk.theme.changed.connect(self._fit)
        return self._told

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
        card = self._told
        if card is not None:
            card.stand(narrow=self.width() < _NARROW * self._desk.theme.text_scale)
            height = max(card.heightForWidth(self.width()), card.minimumSizeHint().height())
            self.setFixedHeight(min(height, self._most) if self._most else height)


class _Told(Panel):
    """Where a story stands: where its author stopped, why she began, what comes next, and what is open."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.title = self._label("title", "return.title")
        self._standing = self._label("muted", "return.standing")
        self._here = self._label("muted", "return.here")
        self._who = self._label("body", "return.who")
        self._lines = self._label("body", "return.lines")
        self._next = self._label("body", "return.next")
        self._open = self._label("body", "return.open")
        self._spark = self._label("body", "return.spark")
        self.go = button(self.tr("Go on"), "return.go_on", None, "primary", parent=self)
        self.later = button(self.tr("Not now"), "return.not_now", None, "quiet", parent=self)
        self._heads: dict[QLabel, QLabel] = {}
        self._lay_out()
        desk.theme.changed.connect(self.dress)

    def _label(self, role: Role, name: str) -> QLabel:
        made = label("", role, wrap=True, parent=self)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(self.title)
        words.addWidget(self._standing)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addLayout(words, 1)
        for each in (self.later, self.go):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(XS)
        left.addWidget(label(self.tr("Where you stopped"), "section", parent=self))
        for part in (self._here, self._who, self._lines):
            left.addWidget(part)
        self._add(left, self.tr("Why you began"), self._spark)
        self._add(right, self.tr("Next"), self._next)
        self._add(right, self.tr("Still open"), self._open)
        for column in (left, right):
            column.addStretch()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self.column.setSpacing(M)
        self.column.addLayout(head)
        self.column.addLayout(self._columns)

    def _add(self, column: QVBoxLayout, title: str, part: QLabel) -> None:
        head = label(title, "section", parent=self)
        if column.count():
            head.setContentsMargins(0, S, 0, 0)
        column.addWidget(head)
        column.addWidget(part)
        self._heads[part] = head

    def stand(self, narrow: bool) -> None:
        """Put the columns one under the other, or side by side."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if narrow else across)
        self._columns.setSpacing(S if narrow else XL)

    def dress(self) -> None:
        """Set the author's own words in her own font; the style sheet must have set the others' before."""
        theme = self._desk.theme
        prose = theme.prose_font(theme.font(_LINE_FACTOR).pointSizeF())
        italic = QFont(prose)
        italic.setItalic(True)
        self._lines.setFont(prose)
        self._spark.setFont(italic)

    def show_recap(self, told: Recap, names: list[str], asked: bool) -> None:
        """Tell of a story; ``names`` are those who were there when it was left."""
        story = told.story
        form = self.tr("“{title}”, where it stands") if asked else self.tr("Welcome back to “{title}”")
        self.title.setText(form.format(title=story.title or self.tr("Untitled story")))
        self.later.setText(self.tr("Close") if asked else self.tr("Not now"))
        self.later.setAccessibleName(self.later.text())
        parts = [self.tr("Last worked on: {when}").format(when=relative(story.touched, self._desk.library.now()))]
        if story.kind is not StoryKind.ONE_SHOT:
            parts.append(progress_text(told.progress))
        parts.append(words_text(story.words))
        self._say(self._standing, " · ".join(parts))
        nothing = self.tr("Nothing is written yet.")
        self._say(self._here, told.chapter.heading if told.chapter is not None else nothing)
        place = told.scene.place if told.scene is not None else ""
        self._say(self._who, " · ".join(filter(None, [", ".join(names), place])))
        self._say(self._lines, "\n".join(told.lines))
        self._say(self._next, told.next_step.text)
        titles = [thread.title for thread in told.open if thread.title]
        more = len(titles) - _THREADS
        shown = titles[:_THREADS] + ([self.tr("and {n} more").format(n=number_text(more))] if more > 0 else [])
        self._say(self._open, "\n".join(shown))
        self._say(self._spark, story.spark.strip())

    def _say(self, part: QLabel, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))
        if part in self._heads:
            self._heads[part].setVisible(bool(text))
