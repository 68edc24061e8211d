"""The sheet of a group: its name, colour and note, and who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.cast_sheet import CastSheet
from planner.desktop.outline.people.person_around import picture_side
from planner.desktop.outline.plan_beats import without_mnemonic
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.widgets.fields import LineField
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits, group_name, person_name
from planner.domain.cast import Group, GroupId, Person
from planner.domain.outline import PersonId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MANY = 15
"""From so many people on, the list can be narrowed by typing."""


class GroupSheet(CastSheet):
    """A group of people."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "group", parent)
        self._group: Group | None = None
        self._people: Sequence[Person] = ()
        self._ticks: dict[PersonId, QCheckBox] = {}
        self.column.addWidget(self.make_name("name", self.tr("Name of the group"), self.tr("Rename group")))
        self.column.addWidget(self.colour(self.tr("Change colour")))
        self.add_text("note", self.tr("Note"), self.tr("Edit note"), self.tr("What holds it together?"))
        self._add_members()
        self.add_delete(self.tr("Delete this group"), self._remove)
        Portraits.of(desk).ready.connect(self._come)
        desk.theme.changed.connect(self._draw)

    def _add_members(self) -> None:
        holder = QWidget()
        holder.setObjectName("plan.group.members")
        self._members = QVBoxLayout(holder)
        self._members.setContentsMargins(TEXT_INSET - 3, 0, 0, 0)
        self._members.setSpacing(0)
        self._title = label("", "section")
        self._title.setObjectName("plan.group.count")
        self._title.setContentsMargins(3, 0, 0, 0)
        self._filter = LineField("plan.group.filter", self.tr("Find somebody"), quiet=True)
        self._filter.setAccessibleName(self.tr("Find somebody in the list"))
        self._filter.textChanged.connect(self._narrow)
        self._members.addWidget(self._title)
        self._members.addWidget(self._filter)
        self.column.addWidget(holder)

    def show_row(self, row_id: int) -> None:
        """Show a group."""
        cast = self._desk.library.cast
        story_id = cast.story_with("person_group", row_id)
        group = next(group for group in cast.groups(story_id) if group.id == row_id)
        if self._group is None or group.id != self._group.id:
            self._filter.clear()
        self._group, self._people = group, cast.people(story_id)
        self.show_values(group.id, {"name": group.name, "colour": group.colour, "note": group.note})
        self._show_members(group)
        self._draw()
        self._narrow()

    def _show_members(self, group: Group) -> None:
        self._title.setText(self.tr("Who is in it: {count}").format(count=len(group.members)))
        wanted = {person.id for person in self._people}
        for gone in [person_id for person_id in self._ticks if person_id not in wanted]:
            tick = self._ticks.pop(gone)
            self._members.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        for place, person in enumerate(self._people, 2):
            tick = self._ticks.get(person.id) or self._make(person.id)
            tick.setText(without_mnemonic(person_name(person)))
            tick.setAccessibleName(person_name(person))
            tick.setChecked(person.id in group.members)
            if self._members.indexOf(tick) != place:
                self._members.removeWidget(tick)
                self._members.insertWidget(place, tick)

    def _make(self, person_id: PersonId) -> QCheckBox:
        tick = self._ticks[person_id] = QCheckBox()
        tick.setObjectName(f"plan.group.members.{person_id}")
        tick.setEnabled(not self._desk.library.read_only)
        tick.clicked.connect(self._take)
        return tick

    def _draw(self) -> None:
        side, portraits = picture_side(self._desk.theme), Portraits.of(self._desk)
        for person in self._people:
            tick = self._ticks.get(person.id)
            if tick is not None:
                tick.setIconSize(QSize(side, side))
                tick.setIcon(QIcon(portraits.portrait(person, side, self.devicePixelRatioF())))

    def _come(self, _person_id: int) -> None:
        self._draw()

    def _narrow(self, *_text: str) -> None:
        """Show those whose names hold what was typed."""
        self._filter.setVisible(len(self._people) >= _MANY)
        typed = self._filter.text().casefold().strip()
        for person in self._people:
            names = "\n".join(person.names).casefold()
            self._ticks[person.id].setVisible(typed in names)

    def _take(self, *_on: bool) -> None:
        group, cast = self._group, self._desk.library.cast
        if group is None:
            return
        members = [person_id for person_id, tick in self._ticks.items() if tick.isChecked()]
        write_plan(self._desk, self.tr("Change who is in a group"), lambda: cast.set_members(group.id, members))

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.cast.edit_group(GroupId(row_id), **{name: value})

    def _remove(self) -> None:
        group, cast = self._group, self._desk.library.cast
        if group is None:
            return
        self.commit()
        if write_plan(self._desk, self.tr("Delete group"), lambda: cast.remove_group(group.id)):
            self._desk.notices.say(self.tr("Deleted the group {name}.").format(name=group_name(group)), undo=True)
