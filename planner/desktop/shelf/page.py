"""The shelf: a card for each story, today's words, and the ideas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.coming_back import answer_offer, story_to_come_back_to
from planner.desktop.going import resume_story
from planner.desktop.icons import icon
from planner.desktop.shelf.bar import MANY, ShelfBar
from planner.desktop.shelf.card import GAP
from planner.desktop.shelf.cards import CardsView
from planner.desktop.shelf.ideas import IdeasInbox
from planner.desktop.shelf.model import ShelfModel, state_text
from planner.desktop.shelf.return_card import ReturnCard
from planner.desktop.shelf.today import Today
from planner.desktop.shelf.welcome import Welcome
from planner.desktop.theme import XL, L, S
from planner.desktop.widgets.buttons import action_button, button, tool_button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import label
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.outline import Story, StoryId, StoryState

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_SIDE_WIDTH = 272
_NARROW = 860
"""Below this width, at a text scale of 1, the side column goes under the cards."""
_SIDE_HEIGHT = 240
_RETURN_SHARE = 0.55
"""How much of the page's height the card of coming back may take."""
_MINUTE_MS = 60_000
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own name for "no limit", which PySide6 leaves out."""

EXPORTS = ("export.ao3", "export.html", "export.md", "export.txt", "export.plan")


class ShelfPage(QWidget):
    """All stories, or, before there is one, the ways to begin."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._library = desk.library
        self.setObjectName("shelf")
        self.setAccessibleName(self.tr("Shelf"))
        self.model = ShelfModel(desk.library, desk.bus, desk.notices.error, self)
        self.cards = CardsView(desk, self.model)
        self.cards.opened.connect(self.open_story)
        self.cards.state_wanted.connect(self._open_states)
        self.cards.delete_wanted.connect(self.delete_story)
        self.cards.menu_wanted.connect(self._open_menu)
        self.bar = ShelfBar(desk)
        self.bar.changed.connect(self._show_view)
        self.bar.left.connect(self.cards.setFocus)
        self.coming_back = ReturnCard(desk, self.bar.stops[-1])
        self.coming_back.go_on_wanted.connect(self._go_on)
        self.coming_back.closed.connect(self._pass)
        self._asked: StoryId | None = None
        self.welcome = Welcome(desk)
        self.today = Today(desk)
        self.inbox = IdeasInbox(desk)
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        self._minutes = QTimer(self)
        self._minutes.setInterval(_MINUTE_MS)
        self._minutes.timeout.connect(self._let_time_pass)
        # After the model's own connection, so that it counts the rows there are now.
        desk.bus.changed.connect(self._follow)
        desk.day.turned.connect(self._let_time_pass)
        self._offer_views()
        self._show_what_fits()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._shelf())
        self._rule = QFrame()
        self._side = QWidget()
        self._side.setObjectName("shelf.side")
        self._side_box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._side_box.setContentsMargins(L, XL, L, L)
        self._side_box.setSpacing(XL)
        self._side_box.addWidget(self.today)
        self._side_box.addWidget(self.inbox, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._stack, 1)
        self._box.addWidget(self._rule)
        self._box.addWidget(self._side)

    def _shelf(self) -> QWidget:
        actions = self._desk.commands.actions
        head = QHBoxLayout()
        head.setContentsMargins(GAP // 2, 0, XL - GAP // 2, 0)
        head.setSpacing(S)
        head.addWidget(label(self.tr("Shelf"), "display"))
        head.addStretch()
        plus = icon("plus", self._desk.theme, "accent_text")
        doing = (
            tool_button(actions["library.trash"]),
            action_button(actions["story.import"]),
            action_button(actions["story.new"], "primary", icon=plus),
        )
        for each in doing:
            head.addWidget(each)
        page = QWidget()
        column = QVBoxLayout(page)
        # Each cell of the grid brings half a gap of its own.
        column.setContentsMargins(XL - GAP // 2, XL, 0, 0)
        column.setSpacing(S)
        column.addLayout(head)
        inset = QVBoxLayout()
        inset.setContentsMargins(GAP // 2, 0, XL - GAP // 2, 0)
        inset.setSpacing(S)
        inset.addWidget(self.bar)
        inset.addWidget(self.coming_back)
        column.addLayout(inset)
        column.addWidget(self._cards_or_nothing(), 1)
        # As it is read: Qt would go by what was made first.
        for before, after in pairwise((*doing, *self.bar.stops, self.cards)):
            QWidget.setTabOrder(before, after)
        return page

    def _cards_or_nothing(self) -> QWidget:
        """The cards, or words in their place where the filters hide them all."""
        everything = button(self.tr("Show all stories"), "shelf.show_everything", self.bar.clear)
        text = self.tr("Every story is still there; the filters above hide them.")
        nothing = EmptyState(self._desk.theme, "filter", self.tr("No story fits"), text, (everything,))
        self._found = QStackedWidget()
        self._found.addWidget(self.cards)
        self._found.addWidget(nothing)
        return self._found

    # What the author does with a story

    def open_story(self, story_id: StoryId) -> None:
        """Open a story on the page where it is written: where it was left, or where it is if it is open already."""
        resume_story(self._desk, story_id)

    def delete_story(self, story_id: StoryId) -> None:
        """Delete a story; undo and the trash bring it back."""
        title = self._library.stories.get(story_id).title
        if self._do(self.tr("Delete story"), lambda: self._library.stories.remove(story_id)):
            self._desk.notices.say(self.tr("“{title}” deleted.").format(title=title), undo=True)

    def set_state(self, story_id: StoryId, state: StoryState) -> None:
        """Say where a story stands."""
        self._do(self.tr("Change state"), lambda: self._library.stories.edit(story_id, state=state))

    def _export(self, story_id: StoryId, command: str) -> None:
        self._desk.place.open_story(story_id)
        self._desk.commands.run(command)

    def _do(self, undo_label: str, verb: Callable[[], object]) -> bool:
        try:
            with self._library.change(undo_label):
                verb()
        except PlannerError as error:
            self._desk.notices.error(error)
            return False
        return True

    def _open_menu(self, story_id: StoryId, at: QPoint) -> None:
        menu = self._menu(self._library.stories.get(story_id))
        menu.popup(at)

    def _menu(self, story: Story) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("shelf.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Open"), lambda: self.open_story(story.id))
        rename = menu.addAction(self.tr("Rename"), lambda: self.cards.rename(story.id))
        menu.addAction(self.tr("Where it stands"), lambda: self.show_where_it_stands(story.id))
        states = menu.addMenu(self.tr("State"))
        self._states(states, story)
        exports = menu.addMenu(self.tr("Export"))
        for command in EXPORTS:
            words = self._desk.commands.actions[command].text()
            exports.addAction(words, partial(self._export, story.id, command))
        along = self._desk.commands.actions["cast.take_along"].text()
        take = menu.addAction(along, partial(self._export, story.id, "cast.take_along"))
        menu.addSeparator()
        delete = menu.addAction(self.tr("Delete"), lambda: self.delete_story(story.id))
        for action in (rename, states.menuAction(), take, delete):
            action.setEnabled(not self._library.read_only)
        return menu

    def _states(self, menu: QMenu, story: Story) -> None:
        """Fill a menu with the states a story can have."""
        group = QActionGroup(menu)
        for state in StoryState:
            action = menu.addAction(state_text(state), partial(self.set_state, story.id, state))
            action.setCheckable(True)
            action.setChecked(state is story.state)
            group.addAction(action)

    def _open_states(self, story_id: StoryId, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("shelf.state_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        self._states(menu, self._library.stories.get(story_id))
        menu.popup(at)

    # Coming back

    def show_where_it_stands(self, story_id: StoryId) -> None:
        """Tell what there is to know of a story again, as to somebody who was long away."""
        self._asked = story_id
        self.coming_back.show_story(story_id, asked=True)
        self.coming_back.setFocus()

    def _go_on(self, story_id: StoryId) -> None:
        self._pass(story_id)
        self.open_story(story_id)

    def _pass(self, story_id: StoryId) -> None:
        if self._asked is None:
            answer_offer(self._desk, self._library.stories.get(story_id))
        self._asked = None
        had_focus = self.coming_back.isAncestorOf(QApplication.focusWidget() or self)
        self.coming_back.put_away()
        if had_focus:
            self.cards.setFocus()

    def _offer_return(self) -> None:
        """Offer the story an author who was long away left last; one she asked for herself comes first."""
        known = {story.id for story in self._library.stories.all()} if self._asked is not None else set()
        if self._asked in known:
            self.coming_back.show_story(self._asked, asked=True)
            return
        self._asked = None
        story = story_to_come_back_to(self._desk)
        if story is None:
            self.coming_back.put_away()
        else:
            self.coming_back.show_story(story.id)

    # What is shown

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("story"):
            self._offer_views()
        if changes.touches("story", "idea"):
            self._show_what_fits()
        if self.isVisible():
            self.today.refresh()
            self._later.start(0)

    def _catch_up(self) -> None:
        """What no paint and no key waits for: the days of writing, what goals ask, and where an author left off."""
        if not self.isVisible() or self.model.total == 0:
            return
        self.model.put_in_order()
        self.model.read_days(self._desk.day.today)
        self.today.read_goals()
        self._offer_return()
        self._tell_view()

    def _offer_views(self) -> None:
        """Follow what there is to choose from, and show what is chosen."""
        self.bar.offer(self._library.stories.all())
        self._show_view()

    def _show_view(self) -> None:
        self.model.show_view(self.bar.view)
        self._tell_view()

    def _tell_view(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self.bar.tell(shown, total)
        self.bar.setVisible(total >= MANY or self.bar.view.hides)
        self._found.setCurrentIndex(0 if shown else 1)

    def _show_what_fits(self) -> None:
        """The ways to begin while there is no story; the side column as soon as it has something to say."""
        has_stories = self.model.total > 0
        has_side = has_stories or self.inbox.model.rowCount() > 0
        self._stack.setCurrentIndex(1 if has_stories else 0)
        self.setFocusProxy(self.cards if has_stories else self.welcome)
        self._side.setVisible(has_side)
        self._rule.setVisible(has_side)

    def _let_time_pass(self, *_what: object) -> None:
        if self.isVisible():
            self.model.touch_all()
            self.inbox.model.touch_all()
            self.today.refresh()
            self._later.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._let_time_pass()
        self._minutes.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self._desk.theme.text_scale
        narrow = self.width() < _NARROW * scale
        self.coming_back.limit(round(self.height() * _RETURN_SHARE))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if narrow else across)
        self._side_box.setDirection(across if narrow else down)
        self._rule.setProperty("look", "line" if narrow else "upright")
        self._rule.style().polish(self._rule)
        self.today.set_low(narrow and scale > 1)
        self._side.setMaximumHeight(round(_SIDE_HEIGHT * scale) if narrow else QWIDGETSIZE_MAX)
        if narrow:
            # As wide as the page, but not asking for it: else the window could not shrink again.
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(QWIDGETSIZE_MAX)
        else:
            self._side.setFixedWidth(round(_SIDE_WIDTH * scale))
