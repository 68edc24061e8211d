"""The plan of a scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.plan_beats import BeatList
from planner.desktop.outline.plan_custom import CustomFieldsBox
from planner.desktop.outline.plan_fields import LineTextField, NameBox, NameField, person_named, write_plan
from planner.desktop.outline.plan_found import FoundInText
from planner.desktop.outline.plan_place import PlaceRecord
from planner.desktop.outline.plan_presence import Presence
from planner.desktop.outline.plan_sheets import Sheet, under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.fields import LineField
from planner.desktop.widgets.labels import label
from planner.domain.moments import earlier_scenes
from planner.domain.outline import PersonId, Scene, StoryId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.desktop.desk import Desk

_TEXTS = ("title", "synopsis", "goal", "conflict", "outcome", "place", "moment", "remarks", "label")


class SceneSheet(Sheet):
    """A scene: its plan, who and where and when, and what threads do in it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "scene", parent)
        self._scene: Scene | None = None
        self._story_id: StoryId | None = None
        self.add_title(self.tr("Title of the scene"), self.tr("Rename scene"))
        self.add_text("synopsis", self.tr("Synopsis"), self.tr("Edit synopsis"), self.tr("What happens?"))
        self.add_text("goal", self.tr("Goal"), self.tr("Edit goal"), self.tr("What does somebody want?"))
        self.add_text("conflict", self.tr("Conflict"), self.tr("Edit conflict"), self.tr("What is in the way?"))
        self.add_text("outcome", self.tr("Outcome"), self.tr("Edit outcome"), self.tr("What is different afterwards?"))
        self._add_people()
        self._add_where_and_when()
        self._beats = BeatList(desk, "scene")
        self.column.addWidget(self._beats)
        self.add_remarks()
        self.add_label()
        self._custom = CustomFieldsBox(desk, "scene")
        self.column.addWidget(self._custom)
        self._lists += [self._present, self._about, self._beats, self._custom]

    def _add_people(self) -> None:
        box = NameBox("plan.scene.pov", self.tr("Whose eyes?"))
        self._pov = NameField(box, lambda name, _edit: self.save("pov", self.tr("Change point of view"), name))
        self._fields["pov"] = self._pov
        self.column.addWidget(under_label(self.tr("Point of view"), box))
        self._present = Presence(self._desk.theme, self._let_in, self._let_out)
        self._present.setEnabled(not self._desk.library.read_only)
        self._found = FoundInText(self._desk, self._let_all_in)
        self.column.addWidget(under_label(self.tr("Present"), self._present))
        self.column.addWidget(self._found)

    def _add_where_and_when(self) -> None:
        box = NameBox("plan.scene.place", self.tr("Where?"))
        self._place = NameField(box, lambda name, _edit: self.save("place", self.tr("Edit place"), name))
        self._fields["place"] = self._place
        moment = LineField("plan.scene.moment", self.tr("Day 3, evening"), quiet=True)
        self._fields["moment"] = LineTextField(moment, self._saver("moment", self.tr("Edit moment")))
        self.column.addWidget(under_label(self.tr("Place"), box))
        self._about = PlaceRecord(self._desk)
        self.column.addWidget(self._about)
        self.column.addWidget(under_label(self.tr("Moment"), moment))
        self._order = label("", "small", wrap=True)
        self._order.setObjectName("plan.scene.moment.order")
        self._order.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, XS)
        self.column.addWidget(self._order)

    def show_scene(self, scene: Scene) -> None:
        """Show a scene."""
        library = self._desk.library
        if self._scene is not None and self._scene.id != scene.id:
            self.commit()
        story_id = library.outline.story_of(scene.chapter_id)
        self._scene, self._story_id = scene, story_id
        people = library.cast.people(story_id)
        names = {person.id: person.name for person in people}
        self._pov.offer([person.name for person in people])
        self._place.offer(library.places.names(story_id))
        pov = names.get(scene.pov, "") if scene.pov else ""
        self.show_values(scene.id, {**{name: getattr(scene, name) for name in _TEXTS}, "pov": pov})
        self._about.show_place(story_id, scene.place)
        self._present.show_people(scene.present, people)
        self._found.show_scene(scene, people)
        self._beats.show_beats(story_id, scene.chapter_id, scene.id)
        self._custom.show_row(story_id, scene.id)
        self._show_order(scene, story_id)

    def _show_order(self, scene: Scene, story_id: StoryId) -> None:
        """Say so if the scene happens before the one that is told before it: a flashback, or a slip."""
        before = None
        if scene.moment:
            before = earlier_scenes(self._desk.library.outline.with_moments(story_id)).get(scene.id)
        self._order.setVisible(before is not None)
        if before is not None:
            text = self.tr("Earlier than the scene before it ({moment}): a flashback?")
            self._order.setText(text.format(moment=before.moment))

    def write(self, row_id: int, name: str, value: object) -> None:
        library = self._desk.library
        if name == "pov":
            value = self._person(str(value)) if value else None
        library.outline.edit_scene(row_id, **{name: value})  # type: ignore[arg-type]

    def _let_in(self, name: str) -> None:
        scene = self._scene
        if scene is not None:
            self._set_present(self.tr("Add somebody to the scene"), lambda: (*scene.present, self._person(name)))

    def _let_all_in(self, people: Sequence[PersonId]) -> None:
        scene = self._scene
        if scene is not None:
            self._set_present(self.tr("Add somebody to the scene"), lambda: (*scene.present, *people))

    def _let_out(self, person_id: PersonId) -> None:
        scene = self._scene
        if scene is not None:
            others = tuple(each for each in scene.present if each != person_id)
            self._set_present(self.tr("Take somebody out of the scene"), lambda: others)

    def _set_present(self, undo_label: str, who: Callable[[], Sequence[PersonId]]) -> None:
        scene, outline = self._scene, self._desk.library.outline
        if scene is not None:
            write_plan(self._desk, undo_label, lambda: outline.set_present(scene.id, dict.fromkeys(who())))

    def _person(self, name: str) -> PersonId:
        """The person of this name, who joins the cast if there is none such yet."""
        assert self._story_id is not None
        cast = self._desk.library.cast
        return person_named(cast.people(self._story_id), name) or cast.add(self._story_id, name)
