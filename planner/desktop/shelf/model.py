"""What the shelf shows, without widgets: a card for each story, and the ideas waiting in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QObject,
    Qt,
)

from planner.desktop.commands import status_text
from planner.desktop.shelf.when import day_text, relative
from planner.desktop.translation import mark
from planner.desktop.widgets.amounts import progress_text, words_text
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.rows import Index, RowsById
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.outline import (
    ChapterId,
    ChapterStatus,
    Idea,
    IdeaId,
    NextStep,
    Outline,
    Progress,
    SceneId,
    Story,
    StoryId,
    StoryKind,
    StoryState,
    next_step,
    progress,
)
from planner.domain.shelf import ShelfOrder, ShelfView, arranged

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.domain.goals import Days
    from planner.domain.story_finish import StoryFinish
    from planner.library.file import Library

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `StoryCard` of a row of `ShelfModel`."""
IDEA_ROLE = Qt.ItemDataRole.UserRole + 2
"""The `Idea` of a row of `IdeasModel`."""
WORKED_ROLE = Qt.ItemDataRole.UserRole + 3
"""When the story of a row of `ShelfModel` was worked on last, in words."""

_RECENT = timedelta(days=13)
"""How far back the days lie from which a pace is learned, today left out (``domain.projection.RECENT``)."""

STATE_WORDS: dict[StoryState, str] = {
    StoryState.IDEA: mark("StoryState", "Idea"),
    StoryState.PLANNING: mark("StoryState", "Planning"),
    StoryState.WRITING: mark("StoryState", "Writing"),
    StoryState.POSTING: mark("StoryState", "Posting"),
    StoryState.HIATUS: mark("StoryState", "On hiatus"),
    StoryState.SHELVED: mark("StoryState", "Shelved"),
    StoryState.COMPLETE: mark("StoryState", "Complete"),
}


def state_text(state: StoryState) -> str:
    """What a state is called on screen."""
    return QCoreApplication.translate("StoryState", STATE_WORDS[state])


@dataclass(frozen=True)
class StoryCard:
    """All a story's card says. ``statuses`` are those of its chapters in reading order.

    ``written_today`` are words; they and ``finish`` are known only once the days of writing were read.
    """

    story: Story
    progress: Progress
    next_step: NextStep
    statuses: tuple[ChapterStatus, ...]
    chapter_ids: frozenset[ChapterId]
    scene_ids: frozenset[SceneId]
    written_today: int = 0
    finish: StoryFinish | None = None

    @classmethod
    def of(cls, outline: Outline, written_today: int = 0, finish: StoryFinish | None = None) -> StoryCard:
        """The card of a story, from its outline."""
        chapters = outline.chapters
        return cls(
            story=outline.story,
            progress=progress(chapters, outline.story.expected),
            next_step=next_step(chapters, outline.story.expected),
            statuses=tuple(chapter.status for chapter in chapters),
            chapter_ids=frozenset(chapter.id for chapter in chapters),
            scene_ids=frozenset(scene.id for chapter in chapters for scene in chapter.scenes),
            written_today=written_today,
            finish=finish,
        )

    @property
    def title(self) -> str:
        """The story's title, or words that stand for it."""
        return self.story.title or QCoreApplication.translate("Card", "Untitled story")

    @property
    def subtitle(self) -> str:
        """The fandom, or what else there is to tell of the story: the line under its title is never empty."""
        return self.story.fandom or self._spark or QCoreApplication.translate("Card", "No fandom yet")

    @property
    def _spark(self) -> str:
        return self.story.spark.strip().partition("\n")[0]

    @property
    def progress_text(self) -> str:
        """ "7 of 12 chapters", or "One-shot"."""
        if self.story.kind is StoryKind.ONE_SHOT:
            return QCoreApplication.translate("Card", "One-shot")
        return progress_text(self.progress)

    @property
    def tallies(self) -> tuple[tuple[ChapterStatus | None, int], ...]:
        """How many chapters have each status, the furthest first; None stands for those not planned yet."""
        counts = self.progress.by_status
        found: list[tuple[ChapterStatus | None, int]] = [
            (status, counts[status]) for status in reversed(ChapterStatus) if counts[status]
        ]
        missing = self.progress.total - self.progress.existing
        return (*found, (None, missing)) if missing > 0 else tuple(found)

    @property
    def next_text(self) -> str:
        """The next step; a story that rests or is complete has none."""
        if self.story.state in (StoryState.COMPLETE, StoryState.SHELVED):
            return ""
        return self.next_step.text

    def finish_text(self, today: date) -> str:
        """ "Finished about 12 December at this pace"; empty where nobody can tell."""
        if self.finish is None:
            return ""
        if self.finish.due:
            text = QCoreApplication.translate("Card", "To be finished by {date}")
        else:
            text = QCoreApplication.translate("Card", "Finished about {date} at this pace")
        return text.format(date=day_text(self.finish.on, today))

    def last_text(self, today: date) -> str:
        """The line under the next step: when the story will be finished, or what it was begun for."""
        return self.finish_text(today) or (self._spark if self.story.fandom else "")


def tally_text(status: ChapterStatus | None, count: int) -> str:
    """ "4 drafted": the words beside a colour of the bar."""
    word = QCoreApplication.translate("Card", "to plan") if status is None else status_text(status).lower()
    return f"{QLocale().toString(count)} {word}"


class ShelfModel(RowsById):
    """The stories that a view of the shelf shows, in its order, one row each. Setting a row's text renames the story.

    A card is worked out when it is first asked for and again after a change that touches its story, so
    that a shelf of many stories costs what is on the screen.
    """

    def __init__(
        self, library: Library, bus: Bus, on_error: Callable[[PlannerError], None], parent: QObject | None = None
    ) -> None:
        stories = [story.id for story in library.stories.all()]
        super().__init__(stories, parent)
        self._library = library
        self._on_error = on_error
        self._cards: dict[StoryId, StoryCard] = {}
        self._view = ShelfView()
        self._is_stale = False
        self._days: dict[StoryId, Days] = {}
        self._today: date | None = None
        self.total = len(stories)
        """How many stories there are, shown or not."""
        bus.changed.connect(self._apply)

    @property
    def view(self) -> ShelfView:
        """What is shown, and in which order."""
        return self._view

    def show_view(self, view: ShelfView) -> None:
        """Show other stories, or show them in another order."""
        if view != self._view:
            self._view = view
            self._arrange()

    def put_in_order(self) -> None:
        """Follow what was written since, where the order depends on it."""
        if self._is_stale:
            self._arrange()

    def _arrange(self) -> None:
        stories, view = self._library.stories, self._view
        known = stories.all()
        tags = stories.tag_texts() if view.words.strip() else {}
        counts = stories.chapter_counts() if view.order is ShelfOrder.NEAREST else {}
        self._is_stale = False
        self.total = len(known)
        self.follow_order(arranged(known, view, tags, counts))

    def read_days(self, today: date) -> None:
        """Learn what was written lately, for the words of today and the day on which a story will be finished."""
        days: dict[StoryId, dict[date, int]] = {}
        for (story_id, day), count in self._library.progress.by_story_and_day(today - _RECENT, today).items():
            if story_id is not None:
                days.setdefault(story_id, {})[day] = count
        before, self._days = self._days, dict(days)
        if today != self._today:
            self._today = today
            self._cards.clear()
            self.touch_all()
            return
        stale = {story_id for story_id in {*before, *days} if before.get(story_id) != days.get(story_id)}
        for story_id in stale:
            self._cards.pop(story_id, None)
        self.touch(stale)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        try:
            card = self.card(index.row())
        except KeyError:
            # The story is gone and its row is about to go, and something (a screen reader) asks in between.
            return None
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.EditRole:
            return card.story.title
        if role == WORKED_ROLE:
            return self._worked_text(card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(card)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [tally_text(status, count) for status, count in card.tallies]
            return "\n".join(lines + ([f"{card.next_text}. {card.next_step.reason}"] if card.next_text else []))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        may_edit = index.isValid() and not self._library.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if may_edit else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename the story of a row; a blank title changes nothing."""
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not title:
            return False
        story = self.card(index.row()).story
        if title == story.title:
            return False
        try:
            with self._library.change(self.tr("Rename story")):
                self._library.stories.edit(story.id, title=title)
        except PlannerError as error:
            self._on_error(error)
            return False
        return True

    def card(self, row: int) -> StoryCard:
        """The card of a row, as the library stands now."""
        story_id = StoryId(self._ids[row])
        card = self._cards.get(story_id)
        if card is None:
            card = self._cards[story_id] = self._made(story_id)
        return card

    def _made(self, story_id: StoryId) -> StoryCard:
        outline = self._library.outline.get(story_id)
        if self._today is None:
            return StoryCard.of(outline)
        # Loaded only once the window is there.
        from planner.domain.story_finish import story_finish

        days = self._days.get(story_id, {})
        return StoryCard.of(outline, days.get(self._today, 0), story_finish(outline, days, self._today))

    def _worked_text(self, card: StoryCard) -> str:
        if card.written_today > 0:
            return self.tr("{words} today").format(words=words_text(card.written_today))
        return relative(card.story.touched, self._library.now())

    def _spoken(self, card: StoryCard) -> str:
        story = card.story
        parts = [
            card.title,
            story.fandom,
            state_text(story.state),
            card.progress_text,
            ", ".join(tally_text(status, count) for status, count in card.tallies),
            words_text(story.words),
            card.next_text,
            "" if self._today is None else card.finish_text(self._today),
            self.tr("Worked on: {when}").format(when=self._worked_text(card)),
        ]
        return ". ".join(part for part in parts if part)

    def _apply(self, changes: ChangeSet) -> None:
        stale = self._stale(changes)
        for story_id in stale:
            self._cards.pop(story_id, None)
        if changes.touches("story", "story_tag"):
            self._arrange()
        elif stale and self._view.order is not ShelfOrder.OWN:
            self._is_stale = True
        self.touch(stale)

    def _stale(self, changes: ChangeSet) -> set[StoryId]:
        """The stories whose cards this change makes untrue."""
        outline = self._library.outline
        stale = {StoryId(row_id) for row_id in changes.table("story").all}
        chapters, scenes = changes.table("chapter"), changes.table("scene")
        stale |= {outline.story_of(ChapterId(row_id)) for row_id in chapters.added | chapters.changed}
        stale |= {outline.story_of(outline.scene(SceneId(row_id)).chapter_id) for row_id in scenes.added}
        touched_scenes = scenes.removed | scenes.changed | changes.table("text").all
        for story_id, card in self._cards.items():
            if not chapters.removed.isdisjoint(card.chapter_ids) or not touched_scenes.isdisjoint(card.scene_ids):
                stale.add(story_id)
        return stale


class IdeasModel(RowsById):
    """The inbox of captured ideas, in the library's order. Setting a row's text edits the idea."""

    def __init__(
        self, library: Library, bus: Bus, on_error: Callable[[PlannerError], None], parent: QObject | None = None
    ) -> None:
        self._ideas = {idea.id: idea for idea in library.ideas.all()}
        super().__init__(self._ideas, parent)
        self._library = library
        self._on_error = on_error
        bus.changed.connect(self._apply)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        may_edit = index.isValid() and not self._library.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if may_edit else flags

    def idea(self, row: int) -> Idea:
        """The idea of a row."""
        return self._ideas[IdeaId(self._ids[row])]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        idea = self.idea(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return idea.text
        if role == IDEA_ROLE:
            return idea
        if role == FOOT_ROLE:
            return self._foot(idea)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{idea.text}. {self._foot(idea)}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not text:
            return False
        idea = self.idea(index.row())
        if text == idea.text:
            return False
        try:
            with self._library.change(self.tr("Edit idea")):
                self._library.ideas.edit(idea.id, text=text)
        except PlannerError as error:
            self._on_error(error)
            return False
        return True

    def _foot(self, idea: Idea) -> str:
        when = relative(idea.created, self._library.now())
        if idea.story_id is None:
            return when
        return f"{self._library.stories.get(idea.story_id).title} · {when}"

    def _apply(self, changes: ChangeSet) -> None:
        ideas = changes.table("idea")
        if ideas.all:
            present = {idea.id: idea for idea in self._library.ideas.all()}
            # What was removed stays known until its row is gone.
            self._ideas.update(present)
            self.follow_order(list(present))
            self._ideas = present
            self.touch(ideas.changed)
        elif changes.touches("story"):
            self.touch_all()
