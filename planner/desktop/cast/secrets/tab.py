"""The tab Secrets: who knows what as of a chapter, how each secret comes out, and what cannot be so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.cast.as_of_bar import AsOfBar
from planner.desktop.cast.moments import Change
from planner.desktop.cast.secrets.model import SecretsModel
from planner.desktop.cast.secrets.reveal_card import RevealCard
from planner.desktop.cast.secrets.sheet import key_of, secret_title, sum_text
from planner.desktop.cast.secrets.table import SecretsTable
from planner.desktop.cast.secrets.verbs import SecretVerbs
from planner.desktop.cast.told import ToldFoot, ToldList
from planner.desktop.icons import icon
from planner.desktop.theme import L, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import ElidedLabel, line
from planner.desktop.widgets.people import Portraits
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.outline import Chapter
from planner.domain.secrets import Secret, SecretId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TOLD_HEIGHT = 156
"""How high the lists below the matrix are, at a text scale of 1."""


class SecretsTab(StoryTab[SecretsModel]):
    """The reader and everybody else by secrets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.secrets")
        self.setAccessibleName(self.tr("Secrets"))
        self._desk = desk
        self._verbs = SecretVerbs(desk.library, desk.notices, self)
        self._may_write = not desk.library.read_only
        self.model = SecretsModel(desk.library, desk.bus, self)
        self.table = SecretsTable(self.model, desk.theme, Portraits.of(desk), self._may_write)
        self.card = RevealCard(desk.theme, self._verbs, self)
        self.course = ToldList(desk.theme, "secrets.course", self.tr("How it comes out"), stays=True)
        self.slips = ToldList(desk.theme, "secrets.slips", self.tr("What cannot be so"))
        self._sum = ElidedLabel("", "muted")
        self._sum.setObjectName("secrets.sum")
        self._add = button(self.tr("Add a secret"), "secrets.add", self.add, icon=icon("plus", desk.theme))
        self._add_first = button(self.tr("Add a secret"), "secrets.add_first", self.add, "primary")
        for each in (self._add, self._add_first):
            each.setEnabled(self._may_write)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self._open_story()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        bar = QHBoxLayout()
        bar.setContentsMargins(L, S, L, S)
        bar.setSpacing(S)
        bar.addWidget(self._sum, 1)
        bar.addWidget(self._add)
        self._told = ToldFoot(theme, _TOLD_HEIGHT, 4, self.course, self.slips)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(line())
        column.addWidget(AsOfBar(self._desk, shows=(Change.REVEAL,)))
        column.addWidget(line())
        column.addWidget(self._told)
        nothing = EmptyState(
            theme,
            "secret",
            self.tr("Who knows what?"),
            self.tr(
                "Write down what not everyone knows, and who learns it where. You see then, chapter by chapter, who "
                "is in the dark, who tells what they cannot know yet, and what the reader is still owed."
            ),
            (self._add_first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._fit()

    def _fit(self) -> None:
        self._told.fit(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _listen(self) -> None:
        desk, table = self._desk, self.table
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.as_of_changed.connect(self._follow_moment)
        desk.theme.changed.connect(self._fit)
        self.model.followed.connect(self._refresh)
        table.went.connect(self._follow_cell)
        table.cell_opened.connect(self.open_cell)
        table.learn_wanted.connect(self.learn_here)
        table.unlearn_wanted.connect(self.unlearn)
        table.add_wanted.connect(self.add)
        table.moved.connect(self._move)
        table.title_written.connect(self._write_title)
        table.title_left.connect(self._refresh)
        table.person_picked.connect(self._open_person)
        table.menu_wanted.connect(lambda at: self.menu().popup(at))
        self.course.view.opened.connect(self._open_reveal)
        self.slips.view.opened.connect(self._open_slip)
        self.card.closed.connect(lambda: table.setFocus(Qt.FocusReason.PopupFocusReason))

    # Following

    def _open_story(self, *_story: object) -> None:
        self.table.leave_title()
        self.model.as_of = self._desk.place.as_of
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _follow_moment(self) -> None:
        self.model.set_as_of(self._desk.place.as_of)

    def _refresh(self) -> None:
        sheet = self.model.sheet
        has_any = sheet is not None and (bool(sheet.secrets) or self.table.is_writing)
        self._stack.setCurrentIndex(0 if has_any else 1)
        self.setFocusProxy(self.table if has_any else self._add_first)
        if sheet is None:
            return
        self._sum.setText(sum_text(sheet, self.model.as_of))
        self.slips.show_told(sheet.slips_told())
        if self.card.isVisible():
            self.card.show_sheet(sheet)
        if sheet.secrets and not self.table.currentIndex().isValid():
            self._go_quietly(self.model.index(0, 0))
        self._show_course()

    def _show_course(self) -> None:
        sheet, secret = self.model.sheet, self.table.current_secret()
        if sheet is None or secret is None:
            self.course.show_told(())
            return
        title = self.tr("How “{secret}” comes out").format(secret=secret_title(secret))
        nothing = self.tr("Nobody learns it yet. Click a cell of its column, or press Enter in it.")
        self.course.show_told(sheet.course_told(secret.id), title, nothing)

    def _follow_cell(self) -> None:
        self._show_course()
        self._teller.start()

    def _follow_place(self) -> None:
        secret_id = self._desk.place.secret_id
        current = self.table.current_secret()
        if secret_id is not None and (current is None or current.id != secret_id):
            row = max(self.table.currentIndex().row(), 0)
            column = self.model.column_of(secret_id)
            if column >= 0:
                self._go_quietly(self.model.index(row, column))

    def _go_quietly(self, index: QModelIndex) -> None:
        """Go to a cell without taking the author there: she did not do it."""
        self.table.go_to(index)
        self._teller.stop()

    def _tell_place(self) -> None:
        secret = self.table.current_secret()
        if secret is not None and self.isVisible() and self.table.hasFocus():
            self._desk.place.select("secret", secret.id)

    def flush(self) -> None:
        """Save a title that was typed."""
        self.table.take_title()

    # What a cell can do

    def _here(self) -> Chapter | None:
        """The chapter to offer first: that of the slider; of the whole story, that the author is in."""
        sheet, place = self.model.sheet, self._desk.place
        if sheet is None:
            return None
        if place.as_of is not None:
            return sheet.chapter(sheet.at(place.as_of))
        return next((chapter for chapter in sheet.chapters if chapter.id == place.chapter_id), None)

    def open_cell(self, index: QModelIndex) -> None:
        """Open the card of a cell."""
        sheet, secret = self.model.sheet, self.model.secret_at(index.column())
        if sheet is None or secret is None or not self._may_write:
            return
        # The card takes the focus before the secret would be told of.
        self._desk.place.select("secret", secret.id)
        at = self.table.below(index)
        self.card.open(sheet, self.model.who(index), secret, self._here(), at)

    def learn_here(self, index: QModelIndex) -> None:
        """Have somebody learn a secret in the chapter of the slider, or before the first if it stands there."""
        sheet, secret, here = self.model.sheet, self.model.secret_at(index.column()), self._here()
        if sheet is None or secret is None:
            return
        who = self.model.who(index)
        if here is None and self._desk.place.as_of is None:
            self.open_cell(index)
        else:
            self._verbs.learn(secret.id, who, sheet.reveal(who, secret.id), here.id if here else None)

    def unlearn(self, index: QModelIndex) -> None:
        """Have somebody never learn a secret."""
        sheet, secret = self.model.sheet, self.model.secret_at(index.column())
        reveal = sheet.reveal(self.model.who(index), secret.id) if sheet and secret else None
        if reveal is not None:
            self._verbs.unlearn(reveal)

    # What a secret can do

    def add(self) -> None:
        """Write the title of a new secret, in place."""
        if self.model.sheet is not None and self._may_write:
            self._stack.setCurrentIndex(0)
            self.table.write_new()

    def _write_title(self, secret_id: SecretId | None, title: str) -> None:
        sheet = self.model.sheet
        if secret_id is not None:
            self._verbs.rename(secret_id, title)
        elif sheet is not None and (added := self._verbs.add(sheet.story_id, title)) is not None:
            self.table.go_to(self.model.index_of(key_of(None), added))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, column: int, to: int) -> None:
        secret = self.model.secret_at(column)
        if secret is not None:
            self._verbs.move(secret.id, to)

    def menu(self) -> QMenu:
        """What can be done with the secret and the cell the author is at."""
        menu = QMenu(self)
        menu.setObjectName("secrets.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        secret, index = self.table.current_secret(), self.table.currentIndex()
        if secret is None or not self._may_write:
            return menu
        menu.addAction(self.tr("Who learns it where…"), lambda: self.open_cell(index))
        menu.addAction(self.tr("Never learns it"), lambda: self.unlearn(index))
        menu.addSeparator()
        menu.addAction(self.tr("Rename the secret"), self.table.write_title)
        owed = menu.addAction(self.tr("The reader is owed it"))
        owed.setCheckable(True)
        owed.setChecked(secret.promise)
        owed.toggled.connect(lambda on: self._verbs.set_promise(secret.id, on))
        self._add_moves(menu, secret, index.column())
        menu.addSeparator()
        menu.addAction(self.tr("Delete the secret"), lambda: self._verbs.remove(secret))
        return menu

    def _add_moves(self, menu: QMenu, secret: Secret, column: int) -> None:
        for words, to in ((self.tr("Move left"), column - 1), (self.tr("Move right"), column + 1)):
            action = menu.addAction(words, partial(self._verbs.move, secret.id, to))
            action.setEnabled(0 <= to < self.model.columnCount())

    # Where sentences lead

    def _open_reveal(self, reveal_id: int) -> None:
        sheet, secret = self.model.sheet, self.table.current_secret()
        found = sheet.knowledge.reveals(secret.id) if sheet and secret else []
        for _, reveal in found:
            if reveal.id == reveal_id and secret is not None:
                self._go(key_of(reveal.person_id), secret.id)

    def _open_slip(self, place: int) -> None:
        sheet = self.model.sheet
        if sheet is not None and place < len(sheet.slips):
            reveal = sheet.slips[place].reveal
            self._go(key_of(reveal.person_id), reveal.secret_id)

    def _go(self, row: int, secret_id: SecretId) -> None:
        self.table.go_to(self.model.index_of(row, secret_id))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_person(self, section: int) -> None:
        person = self.model.person_at(section)
        if person is not None:
            self._desk.place.select("person", person.id)
