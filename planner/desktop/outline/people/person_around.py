"""What surrounds somebody on their sheet: their ties, what they know, their groups, and where they appear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon, pixmap
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.rows import PICTURE, Entry
from planner.desktop.outline.plan_beats import without_mnemonic
from planner.desktop.theme import XS, Theme
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits, group_name, person_name
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon
from planner.desktop.widgets.ties import standing_text
from planner.domain.cast import Group, GroupId, Person
from planner.domain.outline import PersonId
from planner.domain.presence import Presence, Told
from planner.domain.secrets import Knowledge
from planner.domain.ties import Course

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


def _tr(text: str) -> str:
    return QCoreApplication.translate("PersonAround", text)


def picture_side(theme: Theme) -> int:
    """The side of the picture in a row: it grows with the text."""
    return max(PICTURE, round(QFontMetrics(theme.font()).height() * 1.5))


def person_entry(desk: Desk, person: Person, key: int, note: str, ratio: float) -> Entry:
    """A row with somebody's picture and name."""
    portraits, side = Portraits.of(desk), picture_side(desk.theme)
    face = (portraits.portrait(person, side, ratio).cacheKey(),)
    return Entry(key, person_name(person), note, portraits.portrait(person, side, ratio), face)


def tie_entries(
    desk: Desk, person_id: PersonId, course: Course, at: int, people: dict[PersonId, Person], ratio: float
) -> list[Entry]:
    """How somebody stands with the others after chapter ``at``; ties that have not come to be say where they begin."""
    entries = []
    for tie in course.ties:
        if person_id not in (tie.one, tie.other):
            continue
        other = people[tie.other if tie.one == person_id else tie.one]
        standing = course.standing(tie.id, at)
        if standing is None:
            note = _tr("begins in chapter {number}").format(number=course.begins(tie.id))
        else:
            note = standing_text(standing)
        entries.append(person_entry(desk, other, tie.id, note, ratio))
    return entries


def known_entries(desk: Desk, person_id: PersonId, knowledge: Knowledge, at: int, ratio: float) -> list[Entry]:
    """The secrets somebody knows after chapter ``at``."""
    colours = desk.theme.colours
    side = round(picture_side(desk.theme) * 0.7)
    entries = []
    for secret in knowledge.secrets:
        since = knowledge.since(secret.id, person_id)
        if since is None or since > at:
            continue
        note = _tr("since chapter {number}").format(number=since) if since else _tr("from the start")
        drawn = pixmap("secret", colours.faded, side, ratio)
        entries.append(Entry(secret.id, secret.title or _tr("Untitled secret"), note, drawn, colours.is_dark))
    return entries


def appearance(presence: Presence, told: Told | None) -> str:
    """Where somebody is seen and what is told through their eyes, in a sentence or two; empty if nowhere."""
    parts = []
    if presence.first is not None and presence.last is not None:
        if presence.first == presence.last:
            where = _tr("In chapter {first}").format(first=presence.first)
        else:
            where = _tr("In chapters {first} to {last}").format(first=presence.first, last=presence.last)
        scenes = _tr("1 scene") if presence.scenes == 1 else _tr("{count} scenes").format(count=presence.scenes)
        parts.append(f"{where}, {scenes}")
    if told is not None and told.scenes:
        if told.words:
            parts.append(_tr("{words} words through their eyes").format(words=f"{told.words:,}"))
        else:
            eyes = _tr("1 scene through their eyes") if told.scenes == 1 else _tr("{count} scenes through their eyes")
            parts.append(eyes.format(count=told.scenes))
    return ". ".join(parts) + ("." if parts else "")


class GroupChips(QWidget):
    """The groups somebody is in, to go to, and a menu to say in which they are."""

    def __init__(
        self,
        desk: Desk,
        go: Callable[[GroupId], object],
        put: Callable[[GroupId | None, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plan.person.groups")
        self._desk = desk
        self._go = go
        self._put = put
        self._chips: dict[GroupId, QPushButton] = {}
        self._groups: Sequence[Group] = ()
        self._person_id: PersonId | None = None
        title = label(self.tr("Groups"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        holder = QWidget()
        self._flow = FlowLayout(holder)
        inset = QVBoxLayout()
        inset.setContentsMargins(TEXT_INSET - 2, 0, 0, 0)
        inset.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addLayout(inset)

    def show_groups(self, person_id: PersonId, groups: Sequence[Group]) -> None:
        """Show the groups somebody is in; ``groups`` are all of the story's."""
        self._person_id, self._groups = person_id, groups
        mine = [group for group in groups if person_id in group.members]
        for gone in [group_id for group_id in self._chips if group_id not in {group.id for group in mine}]:
            chip = self._chips.pop(gone)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for group in mine:
            chip = self._chips.get(group.id) or self._make(group.id)
            chip.setText(without_mnemonic(group_name(group)))
            chip.setAccessibleName(self.tr("{group}: show the group").format(group=group_name(group)))
            chip.setIcon(self.disc(group))
        self.setVisible(bool(mine))

    def disc(self, group: Group) -> QIcon:
        """The group's colour, for a chip or a menu."""
        return swatch_icon(group.colour or SWATCHES[(group.id - 1) % len(SWATCHES)], self._desk.theme)

    def _make(self, group_id: GroupId) -> QPushButton:
        chip = self._chips[group_id] = QPushButton(self)
        chip.setObjectName(f"plan.person.groups.{group_id}")
        chip.setProperty("kind", "chip")
        chip.setAutoDefault(False)
        chip.setIconSize(QSize(10, 10))
        chip.clicked.connect(lambda _on=False: self._go(group_id))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def fill(self, menu: QMenu) -> None:
        """Offer every group to be in or not, and a new one."""
        for group in self._groups:
            action = menu.addAction(without_mnemonic(group_name(group)))
            action.setCheckable(True)
            action.setChecked(self._person_id in group.members)
            action.triggered.connect(lambda on, group_id=group.id: self._put(group_id, on))
        if self._groups:
            menu.addSeparator()
        menu.addAction(icon("plus", self._desk.theme), self.tr("New group"), lambda: self._put(None, True))
