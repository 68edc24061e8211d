"""Who is in a scene: a chip for each, and a field to add somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.plan_fields import NameBox
from planner.desktop.theme import XS, Theme
from planner.desktop.widgets.flow import FlowLayout
from planner.domain.cast import Person
from planner.domain.outline import PersonId


class Presence(QWidget):
    """Tells who is to be in the scene: ``add`` gets a name, which may be somebody new, ``remove`` a person's id."""

    def __init__(
        self,
        theme: Theme,
        add: Callable[[str], object],
        remove: Callable[[PersonId], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plan.scene.present")
        self._theme = theme
        self._add = add
        self._remove = remove
        self._chips: list[Chip] = []
        self._shown: tuple[tuple[PersonId, str], ...] = ()
        self.field = NameBox("plan.scene.present.add", self.tr("Who is there?"))
        self.field.setMinimumContentsLength(8)
        self.field.setAccessibleName(self.tr("Add somebody to the scene"))
        self.field.activated.connect(lambda _index: self.commit())
        self.field.line.editingFinished.connect(self.commit)
        self._there = QWidget()
        self._flow = FlowLayout(self._there)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inset = QVBoxLayout()
        inset.setContentsMargins(TEXT_INSET - 2, XS, 0, 0)
        inset.addWidget(self._there)
        column.addLayout(inset)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_people(self, present: Sequence[PersonId], people: Sequence[Person]) -> None:
        """Show who is there, and offer the others."""
        names = {person.id: person.name for person in people}
        wanted = tuple((person_id, names[person_id]) for person_id in present if person_id in names)
        if not self.field.line.isReadOnly():
            self.field.line.setPlaceholderText(self.tr("Add somebody") if wanted else self.tr("Who is there?"))
        self._offer([person.name for person in people if person.id not in present])
        if wanted == self._shown:
            return
        self._shown = wanted
        self._there.setVisible(bool(wanted))
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [Chip(name, person_id, self._theme, self._remove) for person_id, name in wanted]
        for chip in self._chips:
            self._flow.addWidget(chip)

    def commit(self) -> None:
        """Add whoever was typed."""
        name = " ".join(self.field.currentText().split())
        if name:
            self.field.setCurrentIndex(-1)
            self.field.setEditText("")
            self._add(name)

    def _offer(self, names: list[str]) -> None:
        if names != [self.field.itemText(index) for index in range(self.field.count())]:
            typed = self.field.currentText() if self.field.line.hasFocus() else ""
            self.field.clear()
            self.field.addItems(names)
            self.field.setCurrentIndex(-1)
            self.field.setEditText(typed)


class Chip(QPushButton):
    """Somebody who is there; clicked, or with Delete, she is not."""

    def __init__(
        self,
        name: str,
        person_id: PersonId,
        theme: Theme,
        remove: Callable[[PersonId], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.scene.present.{person_id}")
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setText(name.replace("&", "&&"))
        self.setIcon(icon("x", theme, "muted"))
        self.setIconSize(QSize(10, 10))
        # The cross stands behind the name.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setAccessibleName(self.tr("{name}: take out of the scene").format(name=name))
        self.setToolTip(self.tr("Take {name} out of the scene").format(name=name))
        self.clicked.connect(lambda _on=False: remove(person_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)
