"""The sheet of a person: what is known of them stands like a card, what is not waits to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.people.cast_sheet import CastSheet
from planner.desktop.outline.people.interview import QuestionBox
from planner.desktop.outline.people.pairs import PairsLayout
from planner.desktop.outline.people.person_around import GroupChips, appearance, known_entries, tie_entries
from planner.desktop.outline.people.person_fields import FIELDS, SUGGESTED, FieldSpec, Headings
from planner.desktop.outline.people.portrait import PortraitButton
from planner.desktop.outline.people.rows import RowList
from planner.desktop.outline.people.tags import TagBox
from planner.desktop.outline.plan_beats import without_mnemonic
from planner.desktop.outline.plan_custom import CustomFieldsBox
from planner.desktop.outline.plan_fields import LineTextField, TextField, TickField, write_plan
from planner.desktop.outline.plan_sheets import under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits, origin_text, person_name, role_text
from planner.domain.cast import GroupId, Person, PersonOrigin, PersonRole
from planner.domain.outline import PersonId
from planner.domain.presence import NOWHERE, presences, told_by
from planner.domain.secrets import Knowledge
from planner.domain.tags import character_tag
from planner.domain.ties import Course, TieId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_OFFERED = 5
"""How many of the empty fields are offered by name; the others are in a menu."""


class PersonSheet(CastSheet):
    """Somebody."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "person", parent)
        self._person: Person | None = None
        self._asked: set[str] = set()
        self._holders: dict[str, QWidget] = {}
        self._people: dict[PersonId, Person] = {}
        self._course = Course((), (), ())
        self._knowledge = Knowledge((), (), ())
        self._add_head()
        self._add_fields()
        self._custom = CustomFieldsBox(desk, "person", offers=False)
        self.column.addWidget(self._custom)
        self._add_waiting()
        self._questions = QuestionBox(desk)
        self.column.addWidget(self._questions)
        self._add_around()
        self._add_tag()
        self._lists += [self._custom, self._questions]
        Portraits.of(desk).ready.connect(self._come)

    # Making

    def _add_head(self) -> None:
        self._portrait = PortraitButton(self._desk)
        name = self.make_name("name", self.tr("Name"), self.tr("Rename person"))
        self._where = label("", "small", wrap=True)
        self._where.setObjectName("plan.person.where")
        self._where.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self.more = icon_button(icon("more", self._desk.theme, "muted"), self.tr("More"), "plan.person.more")
        self.more.setAccessibleName(self.tr("More about this person"))
        self.more.setProperty("kind", "mark")
        self.more.clicked.connect(self._offer_more)
        self.changing.append(self.more)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(name)
        words.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(XS, 0, 0, 0)
        row.setSpacing(XS)
        row.addWidget(self._portrait, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addWidget(self._where)

    def _add_fields(self) -> None:
        self._facts = QWidget()
        facts = PairsLayout(self._facts)
        made = {spec.name: self._make_field(spec) for spec in FIELDS}
        self._holders.update(made)
        for spec in FIELDS:
            if spec.part == "facts":
                facts.addWidget(made[spec.name])
        self.column.addWidget(self._facts)
        for spec in FIELDS:
            if spec.part != "facts":
                self.column.addWidget(made[spec.name])

    def _make_field(self, spec: FieldSpec) -> QWidget:
        title, undo_label = spec.title_text(), self.tr("Edit {field}").format(field=spec.title_text())
        match spec.sort:
            case "role":
                roles = [(role.value, role_text(role) or self.tr("Not said")) for role in PersonRole]
                return self.choice("role", title, undo_label, roles)
            case "origin":
                origins = [(origin.value, origin_text(origin) or self.tr("Not said")) for origin in PersonOrigin]
                return self.choice("origin", title, undo_label, origins)
            case "colour":
                return self.colour(undo_label)
            case "line":
                line = LineField(f"plan.person.{spec.name}", spec.prompt_text(), quiet=True)
                self._fields[spec.name] = LineTextField(line, self._saver(spec.name, undo_label))
                return under_label(title, line)
            case _:
                text = GrowingText(f"plan.person.{spec.name}", spec.prompt_text(), quiet=True)
                text.document().setDocumentMargin(DOCUMENT_MARGIN)
                if spec.sort == "notes":
                    self._headings = Headings(text.document(), self._desk.theme)
                self._fields[spec.name] = TextField(text, self._saver(spec.name, undo_label))
                return under_label(title, text)

    def _add_waiting(self) -> None:
        """Make the offers of what is empty yet: a few by name, the rest in a menu."""
        self._waiting = QWidget()
        self._waiting.setObjectName("plan.person.add")
        inset = QVBoxLayout(self._waiting)
        inset.setContentsMargins(TEXT_INSET - 2, 0, 0, 0)
        chips = QWidget()
        flow = FlowLayout(chips)
        inset.addWidget(chips)
        self._offers: dict[str, QPushButton] = {}
        for spec in sorted(FIELDS, key=lambda spec: SUGGESTED.index(spec.name)):
            offered = self._chip(spec.title_text(), f"plan.person.add.{spec.name}")
            offered.setIcon(icon("plus", self._desk.theme, "muted"))
            offered.setAccessibleName(self.tr("Add {field}").format(field=spec.title_text()))
            offered.clicked.connect(lambda _on=False, name=spec.name: self._reveal(name))
            self._offers[spec.name] = offered
            flow.addWidget(offered)
        self._more_fields = self._chip(self.tr("More…"), "plan.person.add.more")
        self._more_fields.setAccessibleName(self.tr("Add something else"))
        self._more_fields.clicked.connect(self._offer_fields)
        flow.addWidget(self._more_fields)
        self.column.addWidget(self._waiting)

    def _chip(self, words: str, name: str) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName(name)
        made.setProperty("kind", "chip")
        made.setAutoDefault(False)
        made.setIconSize(QSize(10, 10))
        return made

    def _add_around(self) -> None:
        select = self._desk.place.select
        self._ties = RowList("plan.person.ties", self.tr("Ties"))
        self._ties.chosen.connect(lambda tie_id: select("tie", tie_id))
        self._tie = self.link(self.tr("Tie to somebody"), "add_tie", self._offer_people)
        self._ties.add_below(self._tie)
        self._known = RowList("plan.person.knows", self.tr("Knows"))
        self._known.chosen.connect(lambda secret_id: select("secret", secret_id))
        self._groups = GroupChips(self._desk, lambda group_id: select("group", group_id), self._put_in_group)
        for each in (self._ties, self._known, self._groups):
            self.column.addWidget(each)

    def _add_tag(self) -> None:
        self._tag = TagBox("person", self.tr("Tag this person on AO3"))
        self._fields["tagged"] = TickField(
            self._tag.tick, lambda value, _edit: self.save("tagged", self.tr("Tag on AO3"), value)
        )
        self._fields["tag"] = LineTextField(self._tag.line, self._saver("tag", self.tr("Edit tag")))
        self.column.addWidget(self._tag)

    # Showing

    def show_row(self, row_id: int) -> None:
        """Show somebody."""
        library = self._desk.library
        person = library.cast.person(PersonId(row_id))
        if self._person is None or person.id != self._person.id:
            self._asked.clear()
        self._person = person
        self._portrait.show_person(person)
        self._tag.show_formed(character_tag(person))
        names = [spec.name for spec in FIELDS]
        values = {name: getattr(person, name) for name in ("name", *names, "tagged", "tag")}
        self.show_values(person.id, values | {"role": person.role.value, "origin": person.origin.value})
        self._custom.show_row(person.story_id, person.id)
        self._questions.show_person(person)
        self._arrange()
        self._show_around(person)

    def _show_around(self, person: Person) -> None:
        library = self._desk.library
        self._people = {each.id: each for each in library.cast.people(person.story_id)}
        self._course = library.ties.course(person.story_id)
        self._knowledge = library.secrets.knowledge(person.story_id)
        self.show_as_of()
        self._groups.show_groups(person.id, library.cast.groups(person.story_id))
        chapters = library.outline.get(person.story_id).chapters
        told = told_by(chapters).get(person.id)
        where = appearance(presences(chapters).get(person.id, NOWHERE), told)
        self._where.setText(where)
        self._where.setVisible(bool(where))

    def show_as_of(self) -> None:
        """Show ties and knowledge as of another chapter."""
        if self._person is None:
            return
        length, ratio = self._course.length, self.devicePixelRatioF()
        at, as_of = self.at(length), self.as_of_text(length)
        ties = tie_entries(self._desk, self._person.id, self._course, at, self._people, ratio)
        self._ties.title.setText(self.tr("Ties {as_of}").format(as_of=as_of) if ties else self.tr("Ties"))
        self._ties.show_entries(ties, keep=len(self._people) > 1 and not self._desk.library.read_only)
        known = known_entries(self._desk, self._person.id, self._knowledge, at, ratio)
        self._known.title.setText(self.tr("Knows {as_of}").format(as_of=as_of))
        self._known.show_entries(known)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def _come(self, _person_id: int) -> None:
        if self.isVisible():
            self.show_as_of()

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.cast.edit(PersonId(row_id), **{name: value})

    # What is filled, and what waits

    def _arrange(self) -> None:
        """Show the fields that hold something, or were asked for, and offer the others."""
        focus = self.focusWidget()
        for name, holder in self._holders.items():
            field = self._fields[name]
            has_focus = focus is not None and holder.isAncestorOf(focus) and focus.hasFocus()
            holder.setVisible(bool(field.value()) or name in self._asked or has_focus)
        self._facts.setVisible(any(not self._holders[spec.name].isHidden() for spec in FIELDS if spec.part == "facts"))
        empty = [name for name in SUGGESTED if self._holders[name].isHidden()]
        for name, offered in self._offers.items():
            offered.setVisible(name in empty[:_OFFERED])
        self._waiting.setVisible(not self._desk.library.read_only)

    def _reveal(self, name: str) -> None:
        """Show an empty field and let the author fill it."""
        self._asked.add(name)
        self._arrange()
        self._fields[name].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_fields(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("plan.person.add.menu")
        for spec in FIELDS:
            if self._holders[spec.name].isHidden():
                action = menu.addAction(spec.title_text())
                action.triggered.connect(lambda _on=False, name=spec.name: self._reveal(name))
        menu.addSeparator()
        menu.addAction(icon("plus", self._desk.theme), self.tr("A field of your own…"), self._custom.ask)
        groups = menu.addMenu(icon("group", self._desk.theme), self.tr("Groups"))
        groups.setObjectName("plan.person.groups.menu")
        self._groups.fill(groups)
        if not self._questions.is_wanted:
            menu.addAction(
                icon("interview", self._desk.theme), self.tr("A question of the day"), self._questions.bring_back
            )
        self.popup(menu, self._more_fields)

    # Doing

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("plan.person.menu")
        menu.addAction(icon("duplicate", self._desk.theme), self.tr("Duplicate"), self._duplicate)
        menu.addAction(self._desk.commands.actions["cast.merge"])
        menu.addSeparator()
        menu.addAction(icon("trash", self._desk.theme), self.tr("Delete this person"), self._remove)
        self.popup(menu, self.more)

    def _duplicate(self) -> None:
        person, cast, made = self._person, self._desk.library.cast, list[PersonId]()
        if person is None:
            return
        self.commit()
        write_plan(self._desk, self.tr("Duplicate person"), lambda: made.append(cast.duplicate(person.id)))
        for copy in made:
            self._desk.place.select("person", copy)
            self._desk.notices.say(self.tr("Made a copy, without the ties."), undo=True)

    def _remove(self) -> None:
        person = self._person
        if person is None:
            return
        self.commit()
        cast = self._desk.library.cast
        if write_plan(self._desk, self.tr("Delete person"), lambda: cast.remove(person.id)):
            self._desk.notices.say(self.tr("Deleted {name}.").format(name=person_name(person)), undo=True)

    def _offer_people(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("plan.person.add_tie.menu")
        for person in self._people.values():
            if self._person is not None and person.id == self._person.id:
                continue
            action = menu.addAction(without_mnemonic(person_name(person)))
            action.triggered.connect(lambda _on=False, other=person.id: self._tie_to(other))
        self.popup(menu, self._tie)

    def _tie_to(self, other: PersonId) -> None:
        person, ties, made = self._person, self._desk.library.ties, list[TieId]()
        if person is None:
            return
        write_plan(self._desk, self.tr("Add tie"), lambda: made.append(ties.add(person.id, other)))
        for tie_id in made:
            self._desk.place.select("tie", tie_id)

    def _put_in_group(self, group_id: GroupId | None, is_in: bool) -> None:
        person, cast = self._person, self._desk.library.cast
        if person is None:
            return
        if group_id is None:
            made: list[GroupId] = []
            write_plan(
                self._desk, self.tr("Add group"), lambda: made.append(cast.add_group(person.story_id, "", [person.id]))
            )
            for new in made:
                self._desk.place.select("group", new)
            return
        group = next(group for group in cast.groups(person.story_id) if group.id == group_id)
        members = [each for each in group.members if each != person.id] + ([person.id] if is_in else [])
        write_plan(self._desk, self.tr("Change group"), lambda: cast.set_members(group_id, members))
