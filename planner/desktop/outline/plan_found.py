"""Who is named in a scene's text and not said to be there: offered in the plan, and never set without the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.theme import XS
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import PressButton, button
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.domain.cast import Person
from planner.domain.changes import ChangeSet
from planner.domain.outline import PersonId, Scene
from planner.domain.presence import named_in, who_is_in

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_PAUSE_MS = 400
"""How long a scene is shown, or its text rests, before it is looked through."""
_LONG = 20_000
"""A text of more characters is looked through in a worker thread."""
_MOST = 8
"""Of more people only those who are named most are offered."""


class FoundInText(QWidget):
    """A chip for each person the text names; ``add`` gets the ids of those the author says are there."""

    def __init__(self, desk: Desk, add: Callable[[Sequence[PersonId]], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.scene.found")
        self._desk = desk
        self._add = add
        self._scene: Scene | None = None
        self._people: Mapping[PersonId, Person] = {}
        self._counts: Mapping[PersonId, int] = {}
        self._search = 0
        self._chips: list[QPushButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self._box = QWidget(self)
        self._flow = FlowLayout()
        self._all = button(self.tr("Add all"), "plan.scene.found.all", self._add_all, "link", parent=self._box)
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(TEXT_INSET, XS, 0, XS)
        inner.setSpacing(XS)
        inner.addWidget(label(self.tr("Found in the text"), "small"))
        inner.addLayout(self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        self._box.hide()
        desk.bus.changed.connect(self._follow)

    def show_scene(self, scene: Scene, people: Sequence[Person]) -> None:
        """Show whom the text of a scene names; of another scene that is known after a pause."""
        before, named = self._scene, {person.id: person for person in people}
        is_news = before is None or before.id != scene.id or before.words != scene.words
        is_news = is_news or _names(named) != _names(self._people)
        self._scene, self._people = scene, named
        if before is None or before.id != scene.id:
            self._counts = {}
        if is_news:
            self._look_soon()
        self._refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if self._scene is not None and self._scene.id in changes.table("text").all:
            self._look_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_soon()

    def _look_soon(self) -> None:
        if self.isVisible() and not self._desk.library.read_only:
            self._timer.start()

    # Looking

    def _look(self) -> None:
        scene = self._scene
        if scene is None or not self.isVisible():
            return
        self._search += 1
        text = self._desk.library.texts.plain(scene.id)
        names = _names(self._people)
        if len(text) <= _LONG:
            self._take(self._search, named_in(text, names))
            return

        def work(_progress: Progress, _cancelled: IsCancelled) -> Mapping[PersonId, int]:
            return named_in(text, names)

        self._desk.tasks.run(work, partial(self._take, self._search), lambda _error: None)

    def _take(self, search: int, counts: Mapping[PersonId, int]) -> None:
        # What was found in another scene, or in an older text, comes too late.
        if search == self._search:
            self._counts = counts
            self._refresh()

    # What is offered

    def offered(self) -> list[tuple[Person, int]]:
        """Who is named and not said to be there, with how often; the most named first."""
        there = who_is_in(self._scene) if self._scene is not None else ()
        found = [
            (self._people[person_id], count)
            for person_id, count in self._counts.items()
            if person_id in self._people and person_id not in there
        ]
        return sorted(found, key=lambda entry: (-entry[1], entry[0].position))[:_MOST]

    def _refresh(self) -> None:
        offered = self.offered()
        wanted = [(person.id, self._words(person, count)) for person, count in offered]
        if wanted == [(chip.property("person"), chip.property("words")) for chip in self._chips]:
            return
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for old in [*self._chips, self._all]:
            self._flow.removeWidget(old)
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._chips = [self._chip(person, count) for person, count in offered]
        for chip in self._chips:
            self._flow.addWidget(chip)
            # Qt would show it a turn of the event loop later, and until then it can have no focus.
            chip.show()
        self._flow.addWidget(self._all)
        self._all.setVisible(len(offered) > 1)
        self._box.setVisible(bool(offered))
        if had_focus and self._chips:
            self._chips[0].setFocus()

    def _words(self, person: Person, count: int) -> str:
        return self.tr("{name} ({count})").format(name=person.name, count=number_text(count))

    def _chip(self, person: Person, count: int) -> QPushButton:
        words = self._words(person, count)
        made = PressButton(words.replace("&", "&&"), self._box)
        made.setObjectName(f"plan.scene.found.{person.id}")
        made.setProperty("kind", "chip")
        made.setProperty("person", person.id)
        made.setProperty("words", words)
        made.setIcon(icon("plus", self._desk.theme, "muted"))
        made.setIconSize(QSize(10, 10))
        times = self.tr("named once") if count == 1 else self.tr("named {count} times").format(count=count)
        made.setAccessibleName(self.tr("{name}, {times}: add to the scene").format(name=person.name, times=times))
        made.setToolTip(self.tr("Add {name} to the scene").format(name=person.name))
        made.clicked.connect(lambda _on=False: self._add([person.id]))
        return made

    def _add_all(self) -> None:
        self._add([person.id for person, _ in self.offered()])


def _names(people: Mapping[PersonId, Person]) -> dict[PersonId, tuple[str, ...]]:
    return {person_id: person.names for person_id, person in people.items()}
