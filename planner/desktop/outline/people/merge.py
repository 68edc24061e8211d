"""Joining two records of one person: who the other is, what becomes of what both say, and all of it in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.desktop.outline.people.person_around import picture_side
from planner.desktop.outline.people.person_fields import FIELDS
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import LineField, labelled
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits, person_name, role_text
from planner.domain.cast import Person, merged
from planner.domain.outline import PersonId
from planner.domain.presence import NOWHERE, presences, told_by

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_WIDTH = 440
_ROWS = 8
"""Lines of text the list of people is high at least."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Merge", text)


class MergeDialog(QDialog):
    """Asks who is the same person, shows what would be joined, and joins it."""

    def __init__(self, desk: Desk, person_id: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._person = desk.library.cast.person(person_id)
        self._people = [each for each in desk.library.cast.people(self._person.story_id) if each.id != person_id]
        self._swapped = False
        self.setWindowTitle(self.tr("Merge two people"))
        self.setMinimumWidth(_WIDTH)
        self._filter = LineField("merge.filter", self.tr("Type a name"))
        self._filter.textChanged.connect(self._narrow)
        self._list = QListWidget()
        self._list.setObjectName("merge.people")
        self._list.setAccessibleName(self.tr("People of this story"))
        self._list.setMinimumHeight(self.fontMetrics().height() * _ROWS)
        self._list.currentItemChanged.connect(lambda *_items: self._preview())
        self._told = label("", "body", wrap=True)
        self._told.setObjectName("merge.preview")
        self._lines = [label("", "muted", wrap=True) for _ in range(5)]
        self._turn = button(self.tr("The other way round"), "merge.swap", self._swap, "link")
        self._merge = button(self.tr("Merge"), "merge.do", self._do, "primary")
        self._merge.setDefault(True)
        self._fill()
        self._lay_out()
        self._preview()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        title = self.tr("Who is the same as {name}?").format(name=person_name(self._person))
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(labelled(self.tr("Find"), self._filter))
        column.addWidget(self._list, 1)
        panel = Panel()
        panel.column.setContentsMargins(M, M, M, M)
        panel.column.addWidget(self._told)
        for each in self._lines:
            panel.column.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self._turn)
        row.addStretch()
        panel.column.addLayout(row)
        self._panel = panel
        column.addWidget(panel)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch()
        buttons.addWidget(button(self.tr("Cancel"), "merge.cancel", self.reject))
        buttons.addWidget(self._merge)
        column.addLayout(buttons)

    def _fill(self) -> None:
        side, portraits = picture_side(self._desk.theme), Portraits.of(self._desk)
        self._list.setIconSize(QSize(side, side))
        for person in self._people:
            words = ", ".join(filter(None, (person_name(person), role_text(person.role))))
            face = portraits.portrait(person, side, self.devicePixelRatioF())
            picture = QIcon(face)
            # Qt would lay the colour of the selection over a face.
            picture.addPixmap(face, QIcon.Mode.Selected)
            item = QListWidgetItem(picture, words)
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self._list.addItem(item)

    def _narrow(self, text: str) -> None:
        typed = text.casefold().strip()
        for row, person in enumerate(self._people):
            names = "\n".join(person.names).casefold()
            self._list.item(row).setHidden(typed not in names)
        shown = [row for row in range(self._list.count()) if not self._list.item(row).isHidden()]
        if len(shown) == 1:
            self._list.setCurrentRow(shown[0])

    @property
    def _pair(self) -> tuple[Person, Person] | None:
        """Who stays and who goes; None while nobody is chosen."""
        item = self._list.currentItem()
        if item is None or item.isHidden():
            return None
        other = next(person for person in self._people if person.id == item.data(Qt.ItemDataRole.UserRole))
        return (other, self._person) if self._swapped else (self._person, other)

    def _preview(self) -> None:
        pair = self._pair
        self._merge.setEnabled(pair is not None)
        self._turn.setVisible(pair is not None)
        if pair is None:
            _say(self._lines, [])
            self._told.setText(self.tr("Choose somebody to see what would be joined."))
            return
        kept, gone = pair
        self._told.setText(
            self.tr("{kept} stays, {gone} goes to the trash.").format(kept=person_name(kept), gone=person_name(gone))
        )
        _say(self._lines, [*joined(kept, gone), *self._following(kept, gone)])
        self._grow()

    def _grow(self) -> None:
        """Become as high as the preview needs: squeezed, its lines would be cut."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _following(self, kept: Person, gone: Person) -> list[str]:
        """What refers to who goes, and will refer to who stays."""
        library, story_id = self._desk.library, kept.story_id
        ties = [tie for tie in library.ties.all(story_id) if gone.id in (tie.one, tie.other)]
        between = sum(kept.id in (tie.one, tie.other) for tie in ties)
        chapters = library.outline.get(story_id).chapters
        scenes = presences(chapters).get(gone.id, NOWHERE).scenes
        told = told_by(chapters).get(gone.id)
        groups = sum(gone.id in group.members for group in library.cast.groups(story_id))
        secrets = sum(gone.id in (each.person_id, each.teller) for each in library.secrets.reveals(story_id))
        counted = (
            (len(ties) - between, _tr("1 tie"), _tr("{count} ties")),
            (scenes, _tr("1 scene"), _tr("{count} scenes")),
            (told.scenes if told else 0, _tr("1 point of view"), _tr("{count} points of view")),
            (groups, _tr("1 group"), _tr("{count} groups")),
            (secrets, _tr("1 secret learned or told"), _tr("{count} secrets learned or told")),
        )
        parts = [one if count == 1 else many.format(count=count) for count, one, many in counted if count]
        lines = (
            [_tr("Goes over to {kept}: {what}.").format(kept=person_name(kept), what=", ".join(parts))] if parts else []
        )
        if between:
            lines.append(_tr("What ties the two to each other goes to the trash as well."))
        return lines

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._preview()

    def _do(self) -> None:
        pair = self._pair
        if pair is None:
            return
        kept, gone = pair
        cast = self._desk.library.cast
        if write_plan(self._desk, self.tr("Merge two people"), lambda: cast.merge(kept.id, gone.id)):
            self._desk.place.select("person", kept.id)
            said = self.tr("{gone} is now {kept}.").format(gone=person_name(gone), kept=person_name(kept))
            self._desk.notices.say(said, undo=True)
            self.accept()


def joined(kept: Person, gone: Person) -> list[str]:
    """What the record that stays takes from the other, in sentences."""
    changes = merged(kept, gone)
    titles = {spec.name: spec.title_text() for spec in FIELDS} | {"portrait": _tr("Portrait"), "tag": _tr("Tag")}
    changed = [name for name in titles if name in changes and name != "aliases"]
    taken = [titles[name] for name in changed if not getattr(kept, name)]
    both = [titles[name] for name in changed if getattr(kept, name)]
    lines = []
    if "aliases" in changes:
        names = ", ".join(str(changes["aliases"]).splitlines())
        lines.append(_tr("Also called then: {names}.").format(names=names))
    if taken:
        lines.append(_tr("Taken over: {fields}.").format(fields=", ".join(taken)))
    if both:
        lines.append(_tr("Both said something, and both stays: {fields}.").format(fields=", ".join(both)))
    return lines


def _say(labels: Sequence[QLabel], lines: Sequence[str]) -> None:
    for place, each in enumerate(labels):
        each.setText(lines[place] if place < len(lines) else "")
        each.setVisible(place < len(lines))
