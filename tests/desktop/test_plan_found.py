"""Whom a scene's text names is offered in the plan, and set only by the author."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.outline.plan_found import FoundInText
from planner.desktop.outline.plan_panel import PlanPanel
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import PersonId
from planner.domain.prose.model import prose_from_text
from tests.desktop.outline_stage import second_look
from tests.desktop.plan_stage import Stage


class FoundStage(Stage):
    """The panel, with a cast of three."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        super().__init__(desk, qtbot)
        with desk.library.change("Cast"):
            self.people: dict[str, PersonId] = {
                name: desk.library.cast.add(self.story_id, name, aliases=aliases)
                for name, aliases in (("Ines", "the keeper"), ("Tomas", ""), ("Mary Ann", ""))
            }

    def write(self, chapter: str, *texts: str) -> None:
        """Give the scenes of a chapter these texts, as the editor does."""
        record = self.chapter(chapter)
        scenes = [SceneText(scene.id, prose_from_text(text)) for scene, text in zip(record.scenes, texts, strict=True)]
        self.desk.library.texts.save_chapter(record.id, ChapterText(tuple(scenes)))

    def offered(self) -> list[str]:
        """The words of the chips on the screen."""
        found = self.find(FoundInText, "plan.scene.found")
        chips = [chip for chip in found.findChildren(QPushButton) if chip.property("kind") == "chip"]
        return [chip.text() for chip in chips if chip.isVisible()]

    def wait_for(self, *chips: str) -> None:
        self.qtbot.waitUntil(lambda: self.offered() == list(chips))

    def chip(self, name: str) -> QPushButton:
        found = self.panel.findChildren(QPushButton, f"plan.scene.found.{self.people[name]}")
        return next(chip for chip in found if chip.isVisible())

    def there(self, title: str) -> list[str]:
        """Who is set as present in the file."""
        names = {person_id: name for name, person_id in self.people.items()}
        return [names[each] for each in self.scene(title).present]


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> FoundStage:
    return FoundStage(desk, qtbot)


def test_who_is_named_is_offered_and_added_by_a_chip(stage: FoundStage) -> None:
    stage.write("Ice", "Tomas saw Ines. The keeper? No, the keeper waved. Mary Annette.", "")
    stage.go("The lake")
    stage.wait_for("Ines (2)", "Tomas (1)")
    assert stage.there("The lake") == []
    assert stage.chip("Ines").accessibleName() == "Ines, named 2 times: add to the scene"
    stage.chip("Ines").setFocus()
    QTest.keyClick(stage.chip("Ines"), Qt.Key.Key_Return)
    assert stage.there("The lake") == ["Ines"]
    assert stage.offered() == ["Tomas (1)"]
    assert stage.chip("Tomas").hasFocus()
    stage.desk.library.undo()
    assert stage.there("The lake") == []
    assert stage.offered() == ["Ines (2)", "Tomas (1)"]


def test_everybody_can_be_added_at_once(stage: FoundStage) -> None:
    stage.write("Ice", "Mary Ann, Tomas and Ines.", "Nobody.")
    stage.go("The lake")
    stage.wait_for("Ines (1)", "Tomas (1)", "Mary Ann (1)")
    QTest.mouseClick(stage.find(QPushButton, "plan.scene.found.all"), Qt.MouseButton.LeftButton)
    assert sorted(stage.there("The lake")) == ["Ines", "Mary Ann", "Tomas"]
    assert stage.offered() == []
    stage.desk.library.undo()
    assert stage.there("The lake") == []


def test_another_scene_has_other_people(stage: FoundStage) -> None:
    stage.write("Ice", "Ines.", "Tomas.")
    stage.go("The lake")
    stage.wait_for("Ines (1)")
    stage.go("The crack")
    assert stage.offered() == []
    stage.wait_for("Tomas (1)")


def test_it_follows_the_text_and_the_names(stage: FoundStage) -> None:
    stage.go("The lake")
    stage.write("Ice", "Ines rowed.", "")
    stage.wait_for("Ines (1)")
    stage.write("Ice", "Ines rowed, and Ines sang to the captain.", "")
    stage.wait_for("Ines (2)")
    with stage.desk.library.change("Alias"):
        stage.desk.library.cast.edit(stage.people["Tomas"], aliases="the captain")
    stage.wait_for("Ines (2)", "Tomas (1)")


def test_whose_eyes_it_is_need_not_be_added(stage: FoundStage) -> None:
    stage.write("Ice", "Ines and Tomas.", "")
    scene = stage.chapter("Ice").scenes[0]
    with stage.desk.library.change("Point of view"):
        stage.desk.library.outline.edit_scene(scene.id, pov=stage.people["Ines"])
    stage.go("The lake")
    stage.wait_for("Tomas (1)")


def test_a_very_long_scene_is_looked_through_as_well(stage: FoundStage) -> None:
    stage.write("Ice", "Ines rowed on and on. " * 2000, "")
    stage.go("The lake")
    stage.wait_for("Ines (2000)")


def test_a_library_opened_to_look_offers_nothing(stage: FoundStage, qtbot: QtBot, qapp: QApplication) -> None:
    stage.write("Ice", "Ines.", "")
    stage.go("The lake")
    stage.wait_for("Ines (1)")
    keeper = QObject()
    with second_look(stage.desk.library.path) as other:
        desk = build_desk(other, qapp, keeper)
        desk.place.select("scene", stage.chapter("Ice").scenes[0].id)
        panel = PlanPanel(desk)
        qtbot.addWidget(panel)
        panel.show()
        found = panel.findChild(FoundInText, "plan.scene.found")
        assert found is not None
        assert not found.findChildren(QPushButton, "plan.scene.found.1")
        panel.hide()
        desk.bus.close()
    keeper.deleteLater()
