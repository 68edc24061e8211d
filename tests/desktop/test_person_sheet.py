"""The sheet of a person: what is filled and what waits, what surrounds them, and joining; judged by the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.people.merge import MergeDialog
from planner.desktop.widgets.fields import LineField
from planner.domain.cast import PersonOrigin, PersonRole
from planner.domain.interview import question_of
from planner.domain.ties import TieId
from planner.formats.interview_file import shipped_questions
from tests.desktop.outline_stage import second_look
from tests.desktop.people_stage import PeopleStage


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> PeopleStage:
    return PeopleStage(desk, qtbot)


def visible(stage: PeopleStage, name: str) -> bool:
    return stage.find(QWidget, name).isVisible()


# Fields


def test_an_unfilled_sheet_shows_a_name_and_offers_the_rest(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    assert stage.text("plan.person.name").toPlainText() == "Ada Holm"
    hidden = ("pronouns", "role", "want", "voice", "about", "aliases", "age", "colour")
    assert not any(visible(stage, f"plan.person.{name}") for name in hidden)
    assert visible(stage, "plan.person.add.want")
    assert not visible(stage, "plan.person.add.age")


def test_what_is_offered_opens_is_filled_and_stays(stage: PeopleStage, qtbot: QtBot) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add.want")
    field = stage.text("plan.person.want")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "To be left alone")
    stage.leave()
    assert stage.person(stage.ada).want == "To be left alone"
    stage.select("person", stage.ben)
    assert not visible(stage, "plan.person.want")
    assert visible(stage, "plan.person.add.want")
    stage.select("person", stage.ada)
    assert visible(stage, "plan.person.want")
    assert not visible(stage, "plan.person.add.want")


def test_what_was_opened_and_left_empty_waits_again_for_the_next_person(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add.looks")
    stage.leave()
    assert visible(stage, "plan.person.looks")
    stage.select("person", stage.ben)
    assert not visible(stage, "plan.person.looks")


def test_the_menu_offers_every_field_that_is_empty(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add.more")
    stage.pick("Age or birth date")
    line = stage.find(LineField, "plan.person.age")
    assert line.isVisible()
    QTest.keyClicks(line, "34")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stage.person(stage.ada).age == "34"


def test_role_origin_and_colour_are_chosen(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add.role")
    stage.choose("plan.person.role", "Supporting")
    stage.click("plan.person.add.more")
    stage.pick("Origin")
    stage.choose("plan.person.origin", "Canon, altered")
    stage.click("plan.person.add.more")
    stage.pick("Colour")
    stage.choose("plan.person.colour", "Green")
    kept = stage.person(stage.ada)
    assert (kept.role, kept.origin, kept.colour) == (PersonRole.SUPPORTING, PersonOrigin.ALTERED, "green")


def test_aliases_are_lines_and_a_rename_is_one_step(stage: PeopleStage) -> None:
    with stage.desk.library.change("Alias"):
        stage.desk.library.cast.edit(stage.ada, aliases="Addie")
    stage.select("person", stage.ada)
    field = stage.text("plan.person.aliases")
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.type("plan.person.aliases", "the Pilot")
    stage.leave()
    assert stage.person(stage.ada).names == ("Ada Holm", "Addie", "the Pilot")
    name = stage.text("plan.person.name")
    name.selectAll()
    stage.type("plan.person.name", "Ada Roe")
    stage.leave()
    assert stage.people() == ["Ada Roe", "Ben"]
    stage.desk.library.undo()
    assert stage.people() == ["Ada Holm", "Ben"]
    assert name.toPlainText() == "Ada Holm"


def test_headings_of_the_notes_are_bold(stage: PeopleStage) -> None:
    with stage.desk.library.change("Notes"):
        stage.desk.library.cast.edit(stage.ada, about="# Childhood\nBy the lock")
    stage.select("person", stage.ada)
    block = stage.text("plan.person.about").document().firstBlock()
    assert any(each.format.fontWeight() > 500 for each in block.layout().formats())
    assert not block.next().layout().formats()


def test_a_field_of_ones_own_is_for_everybody(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add.more")
    stage.pick("A field of your own…")
    stage.type("plan.person.custom.name", "Star sign")
    QTest.keyClick(stage.find(QWidget, "plan.person.custom.name"), Qt.Key.Key_Return)
    with second_look(stage.desk.library.path) as library:
        (field,) = library.custom.fields(stage.story_id, "person")
    stage.type(f"plan.person.custom.{field.id}.text", "Cancer")
    stage.leave()
    with second_look(stage.desk.library.path) as library:
        assert library.custom.values("person", stage.ada) == {field.id: "Cancer"}
    stage.select("person", stage.ben)
    assert stage.text(f"plan.person.custom.{field.id}.text").toPlainText() == ""


# AO3


def test_a_tag_is_ticked_worded_and_judged(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    assert not visible(stage, "plan.person.tag")
    stage.click("plan.person.tagged")
    line = stage.find(LineField, "plan.person.tag")
    assert line.placeholderText() == "Ada Holm"
    stage.type("plan.person.tag", "Ada, of the lock")
    stage.leave()
    kept = stage.person(stage.ada)
    assert (kept.tagged, kept.tag) == (True, "Ada, of the lock")
    assert stage.find(QLabel, "plan.person.tag.problems").text() == "A tag may not have , in it."


# Around them


def test_ties_are_shown_as_of_a_chapter_and_lead_to_their_sheets(stage: PeopleStage) -> None:
    library = stage.desk.library
    with library.change("Tie"):
        tie = library.ties.add(stage.ada, stage.ben, kind="rivals", closeness=-2, begins=stage.chapter("Ice").id)
        library.ties.develop(tie, stage.chapter("Thaw").id, kind="romantic", closeness=3)
    stage.select("person", stage.ada)
    row = stage.find(QAbstractButton, f"plan.person.ties.{tie}")
    assert row.accessibleName() == "Ben: Romantic, +3"
    stage.desk.place.set_as_of(2)
    assert row.accessibleName() == "Ben: Rivals, \N{MINUS SIGN}2"
    stage.desk.place.set_as_of(1)
    assert row.accessibleName() == "Ben: begins in chapter 2"
    stage.click(f"plan.person.ties.{tie}")
    assert stage.desk.place.tie_id == tie


def test_a_tie_is_made_from_the_sheet(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.add_tie")
    stage.pick("Ben")
    (tie,) = stage.ties()
    assert (tie.one, tie.other) == (stage.ada, stage.ben)
    assert stage.desk.place.tie_id == tie.id


def test_known_secrets_are_shown_as_of_a_chapter(stage: PeopleStage) -> None:
    library = stage.desk.library
    with library.change("Secret"):
        secret = library.secrets.add(stage.story_id, "Who cut the rope")
        library.secrets.learn(secret, stage.ada, stage.chapter("Ice").id)
    stage.select("person", stage.ada)
    row = stage.find(QAbstractButton, f"plan.person.knows.{secret}")
    assert row.accessibleName() == "Who cut the rope: since chapter 2"
    stage.desk.place.set_as_of(1)
    assert not stage.find(QWidget, "plan.person.knows").isVisible()
    stage.desk.place.set_as_of(None)
    stage.click(f"plan.person.knows.{secret}")
    assert stage.desk.place.secret_id == secret


def test_where_somebody_appears_is_told(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    assert not visible(stage, "plan.person.where")
    with stage.desk.library.change("Present"):
        stage.desk.library.outline.set_present(stage.scene("The lake").id, [stage.ada])
        stage.desk.library.outline.edit_scene(stage.chapter("Thaw").scenes[0].id, pov=stage.ada)
    assert stage.find(QLabel, "plan.person.where").text() == "In chapters 2 to 3, 2 scenes. 1 scene through their eyes."


def test_groups_are_made_and_left_from_the_menu(stage: PeopleStage) -> None:
    with stage.desk.library.change("Group"):
        group = stage.desk.library.cast.add_group(stage.story_id, "The pilots")
    stage.select("person", stage.ada)
    stage.click("plan.person.add.more")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    groups = menu.findChild(QMenu, "plan.person.groups.menu")
    assert groups is not None
    action = next(each for each in groups.actions() if each.text() == "The pilots")
    action.trigger()
    menu.close()
    with second_look(stage.desk.library.path) as library:
        assert library.cast.groups(stage.story_id)[0].members == (stage.ada,)
    stage.click(f"plan.person.groups.{group}")
    assert stage.desk.place.group_id == group


# Interview


def question(stage: PeopleStage, turn: int = 0) -> str:
    asked = question_of(shipped_questions(), stage.person(stage.ada), stage.desk.day.today, turn)
    assert asked is not None
    return asked.text


def test_the_question_of_the_day_is_answered_in_one_step(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    shown = stage.find(QLabel, "plan.person.interview.question")
    asked = shown.text()
    assert asked == question(stage)
    before = stage.person(stage.ada)
    stage.click("plan.person.interview.begin")
    stage.type("plan.person.interview.answer", "Only on Sundays.")
    stage.click("plan.person.interview.keep")
    after = stage.person(stage.ada)
    changed = [name for name in ("about", "want", "fear", "voice", "looks") if "Sundays" in getattr(after, name)]
    assert changed or "Sundays" in str(after)
    assert shown.text() != asked
    stage.desk.library.undo()
    assert stage.person(stage.ada) == before
    assert shown.text() == asked


def test_another_question_is_asked_and_an_answer_left_is_kept(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.interview.next")
    assert stage.find(QLabel, "plan.person.interview.question").text() == question(stage, 1)
    stage.click("plan.person.interview.begin")
    stage.type("plan.person.interview.answer", "Half an answer")
    stage.select("person", stage.ben)
    assert "Half an answer" in str(stage.person(stage.ada))
    assert stage.text("plan.person.interview.answer").toPlainText() == ""


def test_questions_are_put_away_and_brought_back(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.interview.away")
    assert not visible(stage, "plan.person.interview")
    stage.select("person", stage.ben)
    assert not visible(stage, "plan.person.interview")
    stage.click("plan.person.add.more")
    stage.pick("A question of the day")
    assert visible(stage, "plan.person.interview")


# Copying, joining, deleting


def test_a_person_is_copied_and_deleted_from_the_sheet(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.click("plan.person.more")
    stage.pick("Duplicate")
    assert stage.people() == ["Ada Holm", "Ada Holm", "Ben"]
    assert stage.desk.place.person_id not in (stage.ada, None)
    stage.click("plan.person.more")
    stage.pick("Delete this person")
    assert stage.people() == ["Ada Holm", "Ben"]
    assert stage.desk.place.person_id is None
    stage.desk.library.undo()
    assert stage.people() == ["Ada Holm", "Ada Holm", "Ben"]


def test_two_people_are_joined_after_a_preview_in_one_step(stage: PeopleStage, qtbot: QtBot) -> None:
    library = stage.desk.library
    with library.change("More"):
        cyd = library.cast.add(stage.story_id, "Cyd")
        library.cast.edit(stage.ben, fear="Heights", want="Bread")
        library.cast.edit(stage.ada, want="Peace")
        tie = library.ties.add(stage.ben, cyd)
        library.outline.set_present(stage.scene("The lake").id, [stage.ben])
    stage.select("person", stage.ada)
    stage.desk.commands.run("cast.merge")
    dialog = stage.window.findChild(MergeDialog)
    assert dialog is not None
    search = dialog.findChild(LineField, "merge.filter")
    assert search is not None
    QTest.keyClicks(search, "be")
    listed = dialog.findChild(QListWidget, "merge.people")
    assert listed is not None
    assert listed.currentItem().text() == "Ben"
    said = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert "Ada Holm stays, Ben goes to the trash." in said
    assert "Also called then: Ben." in said
    assert "Taken over: Fear." in said
    assert "Both said something, and both stays: Want." in said
    assert "Goes over to Ada Holm: 1 tie, 1 scene." in said
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert stage.people() == ["Ada Holm", "Cyd"]
    kept = stage.person(stage.ada)
    assert (kept.fear, kept.want, kept.aliases) == ("Heights", "Peace\n\nBread", "Ben")
    assert stage.tie(TieId(tie)).one == stage.ada
    assert stage.scene("The lake").present == (stage.ada,)
    stage.desk.library.undo()
    assert stage.people() == ["Ada Holm", "Ben", "Cyd"]
    assert stage.tie(TieId(tie)).one == stage.ben


def test_the_other_record_can_be_the_one_that_stays(stage: PeopleStage) -> None:
    stage.select("person", stage.ada)
    stage.desk.commands.run("cast.merge")
    dialog = stage.window.findChild(MergeDialog)
    assert dialog is not None
    listed = dialog.findChild(QListWidget, "merge.people")
    assert listed is not None
    listed.setCurrentRow(0)
    for name in ("merge.swap", "merge.do"):
        pressed = dialog.findChild(QAbstractButton, name)
        assert pressed is not None
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert stage.people() == ["Ben"]
    assert stage.desk.place.person_id == stage.ben


def test_merging_is_offered_only_for_a_person(stage: PeopleStage) -> None:
    merge = stage.desk.commands.actions["cast.merge"]
    stage.select("person", stage.ada)
    assert merge.isEnabled()
    stage.go("Thaw")
    assert not merge.isEnabled()


def test_tab_goes_through_rows_that_came_late_where_they_stand(stage: PeopleStage) -> None:
    library = stage.desk.library
    with library.change("Ties"):
        ties = [library.ties.add(stage.ada, stage.ben, kind=kind) for kind in ("rivals", "work")]
    stage.select("person", stage.ada)
    at: QWidget | None = stage.find(QAbstractButton, "plan.person.interview.next")
    names = []
    for _ in range(4):
        assert at is not None
        at.setFocus()
        names.append(at.objectName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    assert names[1:] == [*(f"plan.person.ties.{tie}" for tie in ties), "plan.person.add_tie"]
