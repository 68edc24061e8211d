"""The tab Endings: a card for each place where the story could stop, and the wrap-up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.plot.endings.card import EndingCard
from planner.desktop.plot.endings.marking import MarkEnding
from planner.desktop.plot.endings.model import Endings, Entry, read_endings
from planner.desktop.plot.endings.wrap_up import WrapUpSheet
from planner.desktop.settings import PLOT_PACE
from planner.desktop.theme import L, M, S
from planner.desktop.verbs import Verbs
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.column import Column
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import NumberField
from planner.desktop.widgets.kept_fresh import KeptFresh
from planner.desktop.widgets.labels import label
from planner.domain.changes import ChangeSet
from planner.domain.endings import EndingKind, WrapUp
from planner.domain.outline import ChapterId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TABLES = ("story", "arc", "chapter", "scene", "text", "thread", "beat", "ending", "secret", "reveal")


class EndingsTab(KeptFresh):
    """What each ending would leave open and still costs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.endings")
        self.setAccessibleName(self.tr("Endings"))
        self._desk = desk
        self._verbs = Verbs(desk.library, desk.notices, self)
        self._endings: Endings | None = None
        self.cards: dict[ChapterId, EndingCard] = {}
        self._pace = label("", "muted", wrap=True)
        self._own_pace = NumberField("endings.pace", int(PLOT_PACE.low), int(PLOT_PACE.high))
        self._own_pace.setGroupSeparatorShown(True)
        self._own_pace.setSingleStep(100)
        self._own_pace.setAccessibleName(self.tr("Words a day to count with"))
        self._own_pace.setValue(desk.settings.get(PLOT_PACE))
        self._own_pace.valueChanged.connect(self._take_pace)
        self._unwritten = label(
            self.tr("Once the first chapter is written, you see here as well what stopping there would mean."), "muted"
        )
        self._unwritten.setWordWrap(True)
        self._wrap_up = button(self.tr("Wrap up…"), "endings.wrap_up", self.open_wrap_up, "primary")
        self._marking = MarkEnding(desk.theme)
        self._marking.mark_wanted.connect(self.mark_another)
        self._area = self._ledger()
        self.sheet = WrapUpSheet(desk)
        self.sheet.left.connect(self._leave_wrap_up)
        self.sheet.applied.connect(self.apply_wrap_up)
        self._stack = QStackedWidget()
        for each in (self._nothing(), self._area, self.sheet):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self._wrap_up)
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._note_stale)
        desk.place.story_changed.connect(self._follow_story)

    # Parts

    def _nothing(self) -> QWidget:
        return EmptyState(
            self._desk.theme,
            "flag",
            self.tr("Where could the story end?"),
            self.tr(
                "With a few chapters planned, you see here what each ending would leave open, and what it costs to "
                "get there."
            ),
            (action_button(self._desk.commands.actions["outline.add_chapter"], "primary"),),
        )

    def _ledger(self) -> Column:
        head = QHBoxLayout()
        head.setSpacing(M)
        lead = self.tr("What each ending would leave open, and what it still costs")
        head.addWidget(label(lead, "lead", wrap=True), 1)
        head.addWidget(self._wrap_up, 0, Qt.AlignmentFlag.AlignTop)
        pace = QHBoxLayout()
        pace.setSpacing(S)
        pace.addWidget(self._pace, 1)
        pace.addWidget(label(self.tr("Count with"), "muted"))
        pace.addWidget(self._own_pace)
        pace.addWidget(label(self.tr("words a day"), "muted"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(L)
        made = Column(self._desk.theme, "endings.scroll")
        made.column.addLayout(head)
        made.column.addLayout(pace)
        made.column.addWidget(self._unwritten)
        made.column.addLayout(self._cards)
        made.column.addWidget(self._marking)
        made.column.addStretch()
        return made

    # Following

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            self._note_stale()

    def _follow_story(self, _story: object) -> None:
        self._stale = True
        self._leave_wrap_up()

    def refresh(self) -> None:
        """Show what the library holds."""
        story_id = self._desk.place.story_id
        self._stale = False
        if story_id is None:
            return
        endings = self._endings = read_endings(self._desk.library, story_id)
        self._show_cards(endings)
        if not endings.chapters:
            self._stack.setCurrentIndex(0)
            return
        if self._stack.currentIndex() == 0:
            self._stack.setCurrentWidget(self._area)
        if self._stack.currentWidget() is self.sheet:
            self.sheet.propose(endings)
        self._show_pace(endings)
        self._wrap_up.setEnabled(endings.has_promises)
        needs = self.tr("A wrap-up is made from what the reader is promised: threads, and secrets to be told.")
        self._wrap_up.setToolTip("" if self._wrap_up.isEnabled() else needs)
        self._unwritten.setVisible(not any(entry.is_now for entry in endings.entries))
        self._marking.show_chapters(endings.chapters, self._desk.place.chapter_id, endings.has_marks)
        self._marking.setEnabled(not self._desk.library.read_only)

    def _show_pace(self, endings: Endings) -> None:
        if endings.pace is None:
            self._pace.setText(self.tr("Your own pace shows here once you have written on a few days."))
            return
        words = number_text(round(endings.pace.writing_day))
        self._pace.setText(self.tr("Your present pace is {words} words on a day of writing.").format(words=words))

    def _show_cards(self, endings: Endings) -> None:
        entries = {entry.chapter.id: entry for entry in endings.entries}
        for chapter_id in [known for known in self.cards if known not in entries]:
            card = self.cards.pop(chapter_id)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for row, (chapter_id, entry) in enumerate(entries.items()):
            card = self.cards.get(chapter_id) or self._card(chapter_id)
            if self._cards.indexOf(card) != row:
                self._cards.insertWidget(row, card)
            self._show_card(card, entry, endings)

    def _show_card(self, card: EndingCard, entry: Entry, endings: Endings) -> None:
        own = self._desk.settings.get(PLOT_PACE)
        has_threads = bool(endings.plot.threads or endings.knowledge.owed())
        today, read_only = self._desk.day.today, self._desk.library.read_only
        card.show_entry(entry, endings.pace, own, today, read_only, has_threads)

    def _card(self, chapter_id: ChapterId) -> EndingCard:
        card = self.cards[chapter_id] = EndingCard(self._desk.theme)
        card.end_wanted.connect(partial(self.end_here, chapter_id))
        card.mark_wanted.connect(partial(self.mark, chapter_id))
        card.noted.connect(partial(self._note, chapter_id))
        card.chapter_wanted.connect(partial(self._desk.place.select, "chapter", chapter_id))
        return card

    def _take_pace(self, words: int) -> None:
        self._desk.settings.set(PLOT_PACE, words)
        if self._endings is not None:
            for entry in self._endings.entries:
                self._show_card(self.cards[entry.chapter.id], entry, self._endings)

    def flush(self) -> None:
        """Save what was typed in any note."""
        for card in list(self.cards.values()):
            card.note.commit()

    # Verbs

    def mark(self, chapter_id: ChapterId, kind: EndingKind | None) -> None:
        """Mark a chapter as an ending of a kind, or (None) as none."""
        plot = self._desk.library.plot
        if kind is None:
            self._verbs.do(self.tr("Unmark ending"), lambda: plot.unmark_ending(chapter_id))
        else:
            self._verbs.do(self.tr("Mark ending"), lambda: plot.mark_ending(chapter_id, kind))

    def mark_another(self, chapter_id: ChapterId, kind: EndingKind) -> None:
        """Mark a chapter, and go to its card, to its note: the ledger is longer than the page."""
        self.mark(chapter_id, kind)
        card = self.cards.get(chapter_id)
        if card is not None:
            card.note.setFocus(Qt.FocusReason.OtherFocusReason)
            # Where it stands is known only when the column has made room for it.
            self._area.column.activate()
            self._area.ensureWidgetVisible(card, 0, L)

    def _note(self, chapter_id: ChapterId, text: str) -> None:
        endings = self._endings
        entry = next((each for each in endings.entries if each.chapter.id == chapter_id), None) if endings else None
        if entry is not None and entry.ending is not None:
            ending_id = entry.ending.id
            self._verbs.do(self.tr("Edit ending"), lambda: self._desk.library.plot.edit_ending(ending_id, text))

    def end_here(self, chapter_id: ChapterId) -> None:
        """Make the ending after a chapter the plan, and offer to undo it."""
        shelved = self._verbs.do(self.tr("End here"), lambda: self._desk.library.plot.end_here(chapter_id))
        if shelved is not None:
            heading = self._desk.library.outline.chapter(chapter_id).heading
            done = self.tr("The story ends with {chapter} now.").format(chapter=heading)
            if shelved:
                many = self.tr("{count} chapters are on the shelf.").format(count=number_text(len(shelved)))
                done = f"{done} {self.tr('1 chapter is on the shelf.') if len(shelved) == 1 else many}"
            self._desk.notices.say(done, undo=True)

    def open_wrap_up(self) -> None:
        """Show the shortest way to the end."""
        if self._endings is not None:
            self.sheet.propose(self._endings)
            self._stack.setCurrentWidget(self.sheet)
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_wrap_up(self) -> None:
        if self._stack.currentWidget() is self.sheet:
            self._stack.setCurrentWidget(self._area)
            self._wrap_up.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible() and self._stale:
            self.refresh()

    def apply_wrap_up(self, plan: WrapUp) -> None:
        """Make a wrap-up the plan, and offer to undo it."""
        story_id = self._desk.place.story_id
        if story_id is None:
            return
        library = self._desk.library

        def work() -> bool:
            library.plot.wrap_up(story_id, plan)
            return True

        # The ledger, not the sheet, is what the change should be shown on.
        self._stack.setCurrentWidget(self._area)
        if self._verbs.do(self.tr("Wrap up"), work):
            left = sum(not chapter.status.is_written for chapter in library.outline.get(story_id).chapters)
            done = (
                self.tr("Wrapped up: 1 chapter is left to write.")
                if left == 1
                else self.tr("Wrapped up: {count} chapters are left to write.")
            )
            self._desk.notices.say(done.format(count=number_text(left)), undo=True)
            self._wrap_up.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stack.setCurrentWidget(self.sheet)
