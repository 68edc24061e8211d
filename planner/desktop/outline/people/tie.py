"""The sheet of a tie: whose it is, how it stands and develops, and its tag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.cast_sheet import CastSheet, chapter_choices, in_line, offer
from planner.desktop.outline.people.developments import Developments
from planner.desktop.outline.people.pairs import PairsLayout
from planner.desktop.outline.people.person_around import person_entry
from planner.desktop.outline.people.rows import EntryRow
from planner.desktop.outline.people.standing import as_number, closeness_choices, offer_kinds
from planner.desktop.outline.people.tags import TagBox
from planner.desktop.outline.people.tie_kind import TieKindDialog
from planner.desktop.outline.plan_fields import ChoiceField, LineTextField, QuietBox, TickField, write_plan
from planner.desktop.outline.plan_sheets import under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import Portraits, person_name
from planner.desktop.widgets.ties import direction_text, kind_of, standing_text
from planner.domain.cast import Person
from planner.domain.outline import Chapter, PersonId
from planner.domain.tags import is_romantic, swapped, tie_tag
from planner.domain.ties import Course, Direction, Tie, TieId, TieKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class TieSheet(CastSheet):
    """A tie between two people."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "tie", parent)
        self._tie: Tie | None = None
        self._kinds: Sequence[TieKind] = ()
        self._formed = ""
        self._course = Course((), (), ())
        self._chapters: Sequence[Chapter] = ()
        self._add_people()
        self._now = label("", "body", wrap=True)
        self._now.setObjectName("plan.tie.now")
        self._now.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self.column.addWidget(self._now)
        self._add_beginning()
        self._developments = Developments(desk)
        self.column.addWidget(self._developments)
        self.add_text("note", self.tr("Note"), self.tr("Edit note"), self.tr("What holds them together, or apart?"))
        self._tag = TagBox("tie", self.tr("Tag this tie on AO3"), self._make_swap)
        self._fields["tagged"] = TickField(
            self._tag.tick, lambda value, _edit: self.save("tagged", self.tr("Tag on AO3"), value)
        )
        self._fields["tag"] = LineTextField(self._tag.line, self._saver("tag", self.tr("Edit tag")))
        self.column.addWidget(self._tag)
        self.add_delete(self.tr("Delete this tie"), self._remove)
        self._lists.append(self._developments)
        Portraits.of(desk).ready.connect(self._come)

    def _add_people(self) -> None:
        self._one = EntryRow("plan.tie.one", self)
        self._other = EntryRow("plan.tie.other", self)
        self._one.clicked.connect(lambda: self._go(0))
        self._other.clicked.connect(lambda: self._go(1))
        self._swap = icon_button(
            icon("swap-two", self._desk.theme, "muted"), self.tr("Swap the two"), "plan.tie.swap", self._reverse
        )
        self.changing.append(self._swap)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._one)
        names.addWidget(self._other)
        row = QHBoxLayout()
        row.setSpacing(XS)
        row.addLayout(names, 1)
        row.addWidget(self._swap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)

    def _add_beginning(self) -> None:
        self._beginning = label(self.tr("At its beginning"), "section")
        self._beginning.setContentsMargins(TEXT_INSET, 0, 0, 0)
        self.column.addWidget(self._beginning)
        self._tie_kind = QuietBox("plan.tie.kind")
        self._fields["kind"] = ChoiceField(
            self._tie_kind, lambda value, _edit: self.save("kind", self.tr("Change kind"), value)
        )
        self._kind_more = icon_button(
            icon("more", self._desk.theme, "muted"), self.tr("Kinds of tie"), "plan.tie.kind.more", self._offer_kinds
        )
        self._kind_more.setProperty("kind", "mark")
        self._kind_more.setIconSize(QSize(14, 14))
        self.changing.append(self._kind_more)
        kind = QWidget()
        kind.setFocusProxy(self._tie_kind)
        row = QHBoxLayout(kind)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._tie_kind, 1)
        row.addWidget(self._kind_more)
        self.column.addWidget(under_label(self.tr("Kind"), kind))
        self.add_line("label", self.tr("In a word"), self.tr("Edit label"), self.tr("What are they to each other?"))
        # The words for a closeness are as long as the sheet is wide.
        self.column.addWidget(self.choice("closeness", self.tr("Closeness"), self.tr("Change closeness"), ()))
        pairs = QWidget()
        layout = PairsLayout(pairs)
        for name, title, undo_label in (
            ("direction", self.tr("Whose it is"), self.tr("Change direction")),
            ("begins", self.tr("Begins"), self.tr("Change where a tie begins")),
        ):
            layout.addWidget(self.choice(name, title, undo_label, ()))
        offer(self._box("closeness"), closeness_choices(self.tr("Not said")))
        self.column.addWidget(pairs)
        self.column.addWidget(self.tick("hidden", self.tr("Hidden from others"), self.tr("Change who knows")))

    def _box(self, name: str) -> QuietBox:
        box = self._fields[name].widget
        assert isinstance(box, QuietBox)
        return box

    def _make_swap(self, parent: QWidget) -> QWidget:
        made = button(self.tr("Swap the order"), "plan.tie.tag.swap", self._swap_tag, "link", parent=parent)
        made.setIcon(icon("swap-two", self._desk.theme, "accent"))
        return in_line(made, XS)

    # Showing

    def show_row(self, row_id: int) -> None:
        """Show a tie."""
        library = self._desk.library
        tie = library.ties.tie(TieId(row_id))
        people = {person.id: person for person in library.cast.people(tie.story_id)}
        outline = library.outline.get(tie.story_id)
        chapters = (*outline.chapters, *outline.shelved)
        self._course, self._chapters = library.ties.course(tie.story_id), outline.chapters
        self._kinds = library.ties.kinds(tie.story_id)
        if self._tie is not None and tie.id != self._tie.id:
            self.commit()
        self._tie = tie
        self._show_people(tie, people)
        self._offer_choices(tie, people, chapters)
        romantic = is_romantic(tie, self._course, self._kinds)
        self._formed = tie_tag(tie, people, romantic)
        self._tag.show_formed(self._formed)
        names = ("kind", "label", "hidden", "note", "tagged", "tag")
        values: dict[str, str | int | None] = {name: getattr(tie, name) for name in names}
        values["direction"] = tie.direction.value
        values["closeness"] = "" if tie.closeness is None else str(tie.closeness)
        values["begins"] = "" if tie.begins is None else str(tie.begins)
        self.show_values(tie.id, values)
        developments = [each for each in library.ties.developments(tie.story_id) if each.tie_id == tie.id]
        self._beginning.setVisible(bool(developments))
        self._developments.show_tie(tie, developments, chapters, self._kinds)
        self.show_as_of()

    def show_as_of(self) -> None:
        """Say how the tie stands as of another chapter, and offer to develop it there."""
        if self._tie is not None:
            self._now.setText(self._told(self._tie, self._course))
            self._developments.offer_at(self._next_chapter(self._chapters))

    def _show_people(self, tie: Tie, people: Mapping[PersonId, Person]) -> None:
        ratio = self.devicePixelRatioF()
        for row, person_id in ((self._one, tie.one), (self._other, tie.other)):
            row.show_entry(person_entry(self._desk, people[person_id], person_id, "", ratio))

    def _told(self, tie: Tie, course: Course) -> str:
        """How the tie stands as of the chapter chosen, in a sentence."""
        at = self.at(course.length)
        as_of = self.as_of_text(course.length)
        standing = course.standing(tie.id, at)
        if standing is None:
            return self.tr("Begins in chapter {number}.").format(number=course.begins(tie.id))
        told = self.tr("{as_of}: {standing}").format(
            as_of=as_of[:1].upper() + as_of[1:], standing=standing_text(standing)
        )
        if standing.since:
            return self.tr("{told}. So since chapter {number}.").format(told=told, number=standing.since)
        return f"{told}."

    def _offer_choices(self, tie: Tie, people: Mapping[PersonId, Person], chapters: Sequence[Chapter]) -> None:
        one = person_name(people[tie.one])
        offer_kinds(self._tie_kind, self._kinds, self._desk.theme)
        offer(
            self._box("direction"),
            [
                (Direction.BOTH.value, direction_text(Direction.BOTH)),
                (Direction.ONE_WAY.value, self.tr("{one}'s only").format(one=one)),
                (Direction.UNEQUAL.value, self.tr("More {one}'s").format(one=one)),
            ],
        )
        offer(self._box("begins"), chapter_choices(chapters, self.tr("Before the story")))

    def _next_chapter(self, chapters: Sequence[Chapter]) -> Chapter | None:
        """Where one more development would happen: in the chapter that is shown, or where the author is."""
        if not chapters:
            return None
        as_of, here = self._desk.place.as_of, self._desk.place.chapter_id
        if as_of:
            return chapters[min(as_of, len(chapters)) - 1]
        return next((chapter for chapter in chapters if chapter.id == here), chapters[-1 if as_of is None else 0])

    def _come(self, person_id: int) -> None:
        if self._tie is not None and person_id in (self._tie.one, self._tie.other) and self.isVisible():
            people = {person.id: person for person in self._desk.library.cast.people(self._tie.story_id)}
            self._show_people(self._tie, people)

    def write(self, row_id: int, name: str, value: object) -> None:
        if name in ("closeness", "begins"):
            value = as_number(value)
        self._desk.library.ties.edit(TieId(row_id), **{name: value})

    # Doing

    def _go(self, place: int) -> None:
        if self._tie is not None:
            self._desk.place.select("person", (self._tie.one, self._tie.other)[place])

    def _reverse(self) -> None:
        tie, ties = self._tie, self._desk.library.ties
        if tie is not None:
            write_plan(self._desk, self.tr("Swap the two of a tie"), lambda: ties.reverse(tie.id))

    def _swap_tag(self) -> None:
        if self._tie is not None:
            self.commit()
            self.save("tag", self.tr("Edit tag"), swapped(self._formed))

    def _remove(self) -> None:
        tie, ties = self._tie, self._desk.library.ties
        if tie is None:
            return
        self.commit()
        if write_plan(self._desk, self.tr("Delete tie"), lambda: ties.remove(tie.id)):
            self._desk.notices.say(self.tr("Deleted a tie."), undo=True)

    # Kinds

    def _offer_kinds(self) -> None:
        tie = self._tie
        if tie is None:
            return
        kind = kind_of(tie.kind, self._kinds)
        menu = QMenu(self)
        menu.setObjectName("plan.tie.kind.menu")
        menu.addAction(icon("plus", self._desk.theme), self.tr("New kind…"), lambda: self._ask_kind(None))
        if kind.id is not None:
            menu.addAction(icon("rename", self._desk.theme), self.tr("Change this kind…"), lambda: self._ask_kind(kind))
            menu.addAction(
                icon("trash", self._desk.theme), self.tr("Delete this kind"), lambda: self._remove_kind(kind)
            )
        self.popup(menu, self._kind_more)

    def _ask_kind(self, kind: TieKind | None) -> None:
        tie = self._tie
        if tie is None:
            return
        ties = self._desk.library.ties
        dialog = TieKindDialog(self._desk, tie.story_id, kind, lambda name: ties.edit(tie.id, kind=name), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _remove_kind(self, kind: TieKind) -> None:
        ties = self._desk.library.ties
        if kind.id is None:
            return
        kind_id = kind.id
        if write_plan(self._desk, self.tr("Delete a kind of tie"), lambda: ties.remove_kind(kind_id)):
            self._desk.notices.say(self.tr("Deleted the kind {name}.").format(name=kind.name), undo=True)
