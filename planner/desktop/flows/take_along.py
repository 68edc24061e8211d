"""Taking a cast along into another story: who, from where, as of which chapter, and what comes of it beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import ChoiceBox, labelled
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import person_name, role_text
from planner.domain.errors import PlannerError
from planner.domain.outline import PersonId, Story, StoryId
from planner.library.series import Along

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_SIZE = (480, 620)
_LEAST_LIST = 90


class TakeAlongDialog(QDialog):
    """Says before it is done what will come along; it is one step to undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("take_along")
        self.setWindowTitle(self.tr("Take the cast along"))
        room = (self.screen().availableSize() if parent is None else parent.window().size()) - QSize(2 * XL, 2 * XL)
        self.resize((QSize(*_SIZE) * desk.theme.text_scale).boundedTo(room))
        self._stories = desk.library.stories.all()
        self._source = self._choice("take_along.source", self._stories)
        self._into = self._choice("take_along.into", self._stories)
        self._at = ChoiceBox("take_along.at")
        self._people = QStandardItemModel(self)
        self._list = QListView()
        self._list.setObjectName("take_along.people")
        self._list.setAccessibleName(self.tr("Who comes along"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._people)
        self._list.setMinimumHeight(_LEAST_LIST)
        self._preview = label("", wrap=True)
        self._preview.setObjectName("take_along.preview")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._ok = button(self.tr("Take along"), "take_along.ok", self._take, "primary")
        self._ok.setDefault(True)
        self._lay_out()
        self._begin()
        self._source.currentIndexChanged.connect(self._show_source)
        self._into.currentIndexChanged.connect(self._show_preview)
        self._at.currentIndexChanged.connect(self._show_preview)
        self._people.itemChanged.connect(self._show_preview)

    def _choice(self, name: str, stories: Iterable[Story]) -> ChoiceBox:
        box = ChoiceBox(name)
        for story in stories:
            box.addItem(story.title or self.tr("Untitled story"), story.id)
        return box

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        ticks.setSpacing(S)
        for words, name, state in (
            (self.tr("Everybody"), "take_along.all", Qt.CheckState.Checked),
            (self.tr("Nobody"), "take_along.none", Qt.CheckState.Unchecked),
        ):
            ticks.addWidget(button(words, name, partial(self._tick, state), "link"))
        ticks.addStretch()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "take_along.cancel", self.reject))
        row.addWidget(self._ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(labelled(self.tr("From"), self._source))
        column.addWidget(labelled(self.tr("Into"), self._into))
        column.addWidget(labelled(self.tr("Who comes along"), self._list), 1)
        column.addLayout(ticks)
        at_help = self.tr("How ties stand then is how they begin there. Their own story keeps them as they are.")
        column.addWidget(labelled(self.tr("As they stand"), self._at, at_help))
        column.addSpacing(L - M)
        column.addWidget(self._preview)
        column.addWidget(self._error)
        column.addLayout(row)

    # --- what is chosen ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """From the open story into the next; into the open one where nobody is in it yet."""
        cast = self._desk.library.cast
        ids = [story.id for story in self._stories]
        here = self._desk.place.story_id
        others = [story_id for story_id in ids if story_id != here]
        if here is not None and others:
            peopled = next((story_id for story_id in others if cast.people(story_id)), others[0])
            source, into = (here, others[0]) if cast.people(here) else (peopled, here)
            self._source.setCurrentIndex(ids.index(source))
            self._into.setCurrentIndex(ids.index(into))
        self._show_source()

    @property
    def _from(self) -> StoryId:
        return StoryId(self._source.currentData())

    @property
    def _to(self) -> StoryId:
        return StoryId(self._into.currentData())

    @property
    def _chosen(self) -> list[PersonId]:
        items = (self._people.item(row) for row in range(self._people.rowCount()))
        return [PersonId(item.data()) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self._people.rowCount()):
            self._people.item(row).setCheckState(state)

    # --- what is shown -----------------------------------------------------------------------------------

    def _show_source(self) -> None:
        """Offer the people and the chapters of the story they come from."""
        library, place = self._desk.library, self._desk.place
        self._people.clear()
        for person in library.cast.people(self._from):
            role = role_text(person.role)
            item = QStandardItem(f"{person_name(person)}  ·  {role}" if role else person_name(person))
            item.setData(person.id)
            item.setEditable(False)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked)
            self._people.appendRow(item)
        chapters = library.outline.get(self._from).chapters
        self._at.blockSignals(True)
        self._at.clear()
        self._at.addItem(self.tr("At the end of the story"), None)
        for chapter in reversed(chapters):
            self._at.addItem(self.tr("After {chapter}").format(chapter=chapter.heading), chapter.number)
        self._at.addItem(self.tr("Before the first chapter"), 0)
        shown = place.as_of if self._from == place.story_id else None
        self._at.setCurrentIndex(max(self._at.findData(shown), 0) if shown is not None else 0)
        self._at.blockSignals(False)
        self._show_preview()

    def _show_preview(self, *_what: object) -> None:
        chosen = self._chosen
        if self._from == self._to:
            self._say(self.tr("Choose two stories: a cast is taken from one into another."), possible=False)
        elif not self._people.rowCount():
            self._say(self.tr("Nobody is in this story yet."), possible=False)
        elif not chosen:
            self._say(self.tr("Tick whom to take along."), possible=False)
        else:
            along = self._desk.library.series.preview(chosen, self._from, self._to, self._at.currentData())
            self._say(self._sentence(along), possible=along.people > along.there or along.ties > 0)

    def _say(self, text: str, possible: bool) -> None:
        self._preview.setText(text)
        self._ok.setEnabled(possible and not self._desk.library.read_only)

    def _sentence(self, along: Along) -> str:
        """ "6 people, 9 ties as they stand after chapter 12; 2 are there already." """
        people = self.tr("1 person") if along.people == 1 else self.tr("{n} people").format(n=along.people)
        ties = self.tr("1 tie") if along.ties == 1 else self.tr("{n} ties").format(n=along.ties)
        number = self._at.currentData()
        if number is None:
            when = self.tr("as they stand at the end")
        elif number == 0:
            when = self.tr("as they stand before the first chapter")
        else:
            when = self.tr("as they stand after chapter {n}").format(n=number)
        text = self.tr("{people}, {ties} {when}").format(people=people, ties=ties, when=when)
        if along.there:
            there = self.tr("1 is there already") if along.there == 1 else self.tr("{n} are there already")
            text = self.tr("{text}; {there}").format(text=text, there=there.format(n=along.there))
        return self.tr("{text}.").format(text=text)

    def _take(self) -> None:
        library = self._desk.library
        title = self._into.currentText()
        try:
            with library.change(self.tr("Take the cast along")):
                taken = library.series.take_along(self._chosen, self._from, self._to, self._at.currentData())
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        text = self.tr("1 person came along into {title}.")
        if len(taken) != 1:
            text = self.tr("{n} people came along into {title}.")
        self._desk.notices.say(text.format(n=len(taken), title=title), undo=True)
        self.accept()
