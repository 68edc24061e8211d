"""Who knows a secret: a line for each, unfolded to say when they learn it, from whom and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from planner.desktop.outline.people.cast_sheet import CastSheet, chapter_choices, in_line, offer
from planner.desktop.outline.people.rows import SheetRow
from planner.desktop.outline.people.standing import as_number
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.outline.plan_sheets import under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.people import person_name
from planner.domain.cast import Person
from planner.domain.outline import Chapter, PersonId
from planner.domain.secrets import Knower, Reveal, RevealId, Slip, SlipKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reveals", text)


@dataclass(frozen=True)
class Around:
    """The story a reveal is in: its people, and its chapters with the shelved ones last."""

    people: Mapping[PersonId, Person]
    chapters: Sequence[Chapter]

    def name(self, who: Knower) -> str:
        """Who somebody is who learns something."""
        return _tr("The reader") if who is None else person_name(self.people[who])

    def chapter(self, reveal: Reveal) -> Chapter | None:
        """Where it is revealed."""
        return next((chapter for chapter in self.chapters if chapter.id == reveal.chapter_id), None)


def reveal_text(reveal: Reveal, around: Around) -> str:
    """Who learns it, where, and from whom, in a line."""
    chapter = around.chapter(reveal)
    who = around.name(reveal.person_id)
    if chapter is None:
        where = _tr("from the start")
    else:
        where = _tr("shelved chapter") if chapter.shelved else _tr("chapter {number}").format(number=chapter.number)
    told = f"{who}: {where}"
    if reveal.teller is not None:
        told = _tr("{told}, from {teller}").format(told=told, teller=around.name(reveal.teller))
    return told


def slip_text(slip: Slip, around: Around) -> str:
    """What cannot be so, in a sentence."""
    if slip.kind is SlipKind.LEARNS_TWICE:
        return _tr("{who} learns it twice.").format(who=around.name(slip.reveal.person_id))
    teller = around.name(slip.reveal.teller)
    if slip.learns is None:
        return _tr("{teller} tells it without ever learning it.").format(teller=teller)
    return _tr("{teller} tells it before learning it in chapter {number}.").format(teller=teller, number=slip.learns)


class RevealBody(CastSheet):
    """When, from whom and how somebody learns a secret."""

    def __init__(self, desk: Desk, reveal_id: RevealId, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"reveal.{reveal_id}", parent)
        self.column.setSpacing(XS)
        self._chapter = self.box("chapter_id", self.tr("Change when somebody learns it"))
        self._scene = self.box("scene_id", self.tr("Change when somebody learns it"))
        self._teller = self.box("teller", self.tr("Change who tells it"))
        self.column.addWidget(under_label(self.tr("When"), self._chapter))
        self._in_scene = under_label(self.tr("In which scene"), self._scene)
        self.column.addWidget(self._in_scene)
        self.column.addWidget(under_label(self.tr("From whom"), self._teller))
        self.add_text("how", self.tr("How"), self.tr("Edit how it comes out"), self.tr("How does it come out?"))
        remove = self.link(self.tr("Does not learn it"), "delete", self._remove, "x")
        self.column.addWidget(in_line(remove, XS))

    def show_reveal(self, reveal: Reveal, around: Around) -> None:
        """Show a reveal."""
        offer(self._chapter, chapter_choices(around.chapters, self.tr("Knows it from the start")))
        chapter = around.chapter(reveal)
        scenes = [] if chapter is None else list(chapter.scenes)
        offer(
            self._scene,
            [
                ("", self.tr("Somewhere in the chapter")),
                *(
                    (str(scene.id), scene.title or self.tr("Scene {number}").format(number=number))
                    for number, scene in enumerate(scenes, 1)
                ),
            ],
        )
        self._in_scene.setVisible(len(scenes) > 1)
        others = [person for person in around.people.values() if person.id != reveal.person_id]
        offer(
            self._teller,
            [("", self.tr("Nobody tells")), *((str(person.id), person_name(person)) for person in others)],
        )
        names = ("chapter_id", "scene_id", "teller")
        values: dict[str, str | int | None] = {name: str(getattr(reveal, name) or "") for name in names}
        self.show_values(reveal.id, values | {"how": reveal.how})

    def write(self, row_id: int, name: str, value: object) -> None:
        if name != "how":
            value = as_number(value)
        self._desk.library.secrets.edit_reveal(RevealId(row_id), **{name: value})

    def _remove(self) -> None:
        if self._row_id is None:
            return
        secrets, reveal_id = self._desk.library.secrets, RevealId(self._row_id)
        self.commit()
        if write_plan(self._desk, self.tr("Have somebody not learn it"), lambda: secrets.unlearn(reveal_id)):
            self._desk.notices.say(self.tr("They do not learn it now."), undo=True)


class RevealRow(SheetRow[RevealBody]):
    """One reveal."""

    def __init__(self, desk: Desk, reveal_id: RevealId, parent: QWidget) -> None:
        super().__init__(f"plan.reveal.{reveal_id}", desk, partial(RevealBody, desk, reveal_id), parent)
        self._shown: tuple[Reveal, Around] | None = None
        self.note.setProperty("role", "error")

    def show_reveal(self, reveal: Reveal, around: Around, slips: Sequence[Slip]) -> None:
        """Show a reveal with what cannot be so about it."""
        self._shown = (reveal, around)
        wrong = [slip_text(slip, around) for slip in slips if slip.reveal.id == reveal.id]
        self.say(reveal_text(reveal, around), " ".join(wrong))
        self.follow()

    def fill(self, sheet: RevealBody) -> None:
        if self._shown is not None:
            sheet.show_reveal(*self._shown)
