"""The tab Log: a line to log what was written elsewhere, and everything that was written, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.icons import icon
from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.progress.log.entry_line import EntryLine, logged_text
from planner.desktop.progress.log.model import Col, LogModel
from planner.desktop.progress.log.rows import Kept, Row, Shown
from planner.desktop.progress.log.texts import SHOWN, month_text, offer_text, tr
from planner.desktop.progress.log.verbs import LogVerbs
from planner.desktop.progress.log.view import LogTable
from planner.desktop.theme import L, M, S
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.rows import Index
from planner.domain.changes import ChangeSet
from planner.domain.log import EntryId, NewEntry
from planner.domain.outline import StoryId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_COMMANDS = ("log.import", "log.paste", "log.export_csv", "log.export_trackbear", "log.export_calendar")
_CENTURIES = 100_000
"""More days than any author has written on."""


class LogTab(QWidget):
    """What was written day by day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress.log")
        self.setAccessibleName(self.tr("Log"))
        self._desk = desk
        self.verbs = LogVerbs(desk, self)
        self.model = LogModel(desk, self.verbs, self)
        self.table = LogTable(desk, self.model, self)
        self.line = EntryLine(desk, self)
        self.line.setVisible(not desk.library.read_only)
        self._make_filters()
        self._lay_out()
        self.line.logged.connect(self._log)
        self.table.removal_wanted.connect(self.remove)
        self.table.count_wanted.connect(self.verbs.count)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.cells.story_wanted.connect(self._ask_story)
        self.model.rowsInserted.connect(self._show_state)
        self.model.rowsRemoved.connect(self._show_state)
        desk.bus.changed.connect(self._follow)
        desk.commands.bind("log.add", self.begin)
        self.setFocusProxy(self.table if desk.library.read_only else self.line)

    # Parts

    def _make_filters(self) -> None:
        self.story = ChoiceBox("log.filter_story")
        self.story.setAccessibleName(self.tr("Whose words"))
        self.story.setMinimumContentsLength(16)
        self.kind = ChoiceBox("log.filter_kind")
        self.kind.setAccessibleName(self.tr("Which words"))
        self.kind.setMinimumContentsLength(16)
        for shown, words in SHOWN.items():
            self.kind.addItem(tr(words), shown.value)
        self.month = ChoiceBox("log.filter_month")
        self.month.setAccessibleName(self.tr("Which month"))
        self.month.setMinimumContentsLength(14)
        for box in (self.story, self.kind, self.month):
            box.activated.connect(self._filter)

    def _lay_out(self) -> None:
        filters = QWidget(self)
        row = FlowLayout(filters)
        row.setSpacing(S)
        for box in (self.story, self.kind, self.month):
            row.addWidget(box)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(filters, 1)
        head.addWidget(self._menu_button(), 0, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._nothing = EmptyState(self._desk.theme, "list", self.tr("Nothing of that kind"))
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._make_empty())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(L, L, L, 0)
        column.setSpacing(M)
        column.addWidget(self.line)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        # In a small window with large text there is no room for all of it, and nothing may be cut off.
        area = QScrollArea(self)
        area.setObjectName("log.scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _menu_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("log.menu")
        made.setText(self.tr("Import and export"))
        made.setAccessibleName(made.text())
        made.setIcon(icon("swap", self._desk.theme))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setProperty("kind", "choice")
        menu = QMenu(made)
        menu.setObjectName("log.exchange")
        for command in _COMMANDS:
            if command == "log.export_csv":
                menu.addSeparator()
            menu.addAction(self._desk.commands.actions[command])
        made.setMenu(menu)
        return made

    def _make_empty(self) -> QWidget:
        return EmptyState(
            self._desk.theme,
            "list",
            self.tr("Every word you write"),
            self.tr(
                "What you type in a chapter comes here by itself, day by day. Words from paper or a phone you log in "
                "the line above. If you kept count elsewhere, bring it along: TrackBear's export, a table from "
                "NaNoWriMo, or any other table."
            ),
            (action_button(self._desk.commands.actions["log.import"]),),
        )

    # Following

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer()
        self.model.set_awake(True)
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.set_awake(False)

    def _follow(self, changes: ChangeSet) -> None:
        if self.isVisible() and changes.touches("story", "log_entry"):
            self._offer()

    def _offer(self) -> None:
        """Offer the stories and months there are; what was chosen stays."""
        stories: list[tuple[str, object]] = [(self.tr("All stories"), None)]
        stories += [(each.title or self.tr("Untitled story"), each.id) for each in self._desk.library.stories.all()]
        _fill(self.story, stories)
        _fill(self.month, [(self.tr("All months"), None), *((month_text(month), month) for month in self._months())])

    def _months(self) -> list[date]:
        """The months from this one back to the first in which there is anything."""
        first = self._desk.library.progress.days_back(date.max, _CENTURIES)
        month, found = self._desk.day.today.replace(day=1), list[date]()
        while first is not None and month >= first.replace(day=1):
            found.append(month)
            month = (month - timedelta(days=1)).replace(day=1)
        return found

    def _filter(self, *_what: object) -> None:
        month: date | None = self.month.currentData()
        last = None if month is None else (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.model.keep(Kept(self.story.currentData(), Shown(self.kind.currentData()), month, last))
        self.table.scrollToTop()
        self._show_state()

    def _show_state(self, *_what: object) -> None:
        filtered = any(box.currentIndex() > 0 for box in (self.story, self.kind, self.month))
        if self.model.rowCount():
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1 if filtered else 2)

    # Verbs

    def begin(self) -> None:
        """Show the log, and go to its line."""
        if not self.isVisible():
            self._desk.commands.run(PROGRESS.command(ProgressTab.LOG))
        self.line.count.setFocus(Qt.FocusReason.OtherFocusReason)

    def _log(self, entry: NewEntry) -> None:
        entry_id = self.verbs.add(entry)
        if entry_id is None:
            return
        self.line.clear()
        self._desk.notices.say(self.tr("{what} logged.").format(what=logged_text(entry)), undo=True)
        row = self.model.row_of(entry_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, Col.WORDS))
            self.table.scrollTo(self.model.index(row, Col.WORDS))

    def remove(self) -> None:
        """Delete the entries that are selected; what was typed cannot be deleted from its day."""
        if not self._desk.library.read_only:
            self.verbs.remove([row.entry.id for row in self.table.chosen() if row.entry is not None])

    def _ask_story(self, index: Index) -> None:
        entry = self.model.row(index).entry
        if entry is not None:
            menu = QMenu(self)
            menu.setObjectName("log.stories")
            self._fill_stories(menu, entry.id, entry.story_id)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(self.table.currentIndex()).bottomLeft()))

    def _fill_stories(self, menu: QMenu, entry_id: EntryId, chosen: StoryId | None) -> None:
        choices: list[tuple[str, StoryId | None]] = [(self.tr("No story"), None)]
        choices += [(each.title or self.tr("Untitled story"), each.id) for each in self._desk.library.stories.all()]
        for words, story_id in choices:
            action = menu.addAction(words, partial(self.verbs.edit, entry_id, story_id=story_id))
            action.setCheckable(True)
            action.setChecked(story_id == chosen)

    def _open_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid() or self._desk.library.read_only:
            return
        menu = self.menu(self.model.row(index), index)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def menu(self, row: Row, index: Index) -> QMenu:
        """What can be done with a row."""
        theme = self._desk.theme
        menu = QMenu(self)
        menu.setObjectName("log.row_menu")
        if row.unwritten is not None:
            menu.addAction(offer_text(row.unwritten.counted), partial(self.verbs.count, row.unwritten))
        if row.entry is not None:
            count = Col.WORDS if row.words is not None else Col.TIME
            for column, words in (
                (count, self.tr("Change the count")),
                (Col.DAY, self.tr("Change the day")),
                (Col.NOTE, self.tr("Edit the note")),
            ):
                menu.addAction(words, partial(self._edit, index.row(), column))
            stories = menu.addMenu(self.tr("Story"))
            self._fill_stories(stories, row.entry.id, row.story_id)
            menu.addSeparator()
            menu.addAction(icon("trash", theme), self.tr("Delete"), self.remove)
        return menu

    def _edit(self, row: int, column: Col) -> None:
        index = self.model.index(row, column)
        self.table.setCurrentIndex(index)
        self.table.edit(index)


def _fill(box: ChoiceBox, choices: Sequence[tuple[str, object]]) -> None:
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == choices:
        return
    chosen = box.currentData()
    box.clear()
    for words, data in choices:
        box.addItem(words, data)
    data = [data for _, data in choices]
    box.setCurrentIndex(data.index(chosen) if chosen in data else 0)
