"""The plan beside the text: follows the author's place, saves what she types, overwrites nothing half typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_fields import PAUSE_MS, QuietBox
from planner.desktop.outline.plan_panel import PlanPanel
from planner.desktop.pages import PageName
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.desktop.window import Window
from planner.domain.outline import ChapterStatus, StoryState
from tests.desktop.outline_stage import add_story, second_look
from tests.desktop.plan_stage import PLAN, Stage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


# What is shown


def test_it_shows_the_plan_of_what_is_selected(stage: Stage) -> None:
    assert stage.shown() == {"story"}
    stage.go("Winter")
    assert stage.shown() == {"arc"}
    stage.go("Ice")
    assert stage.shown() == {"chapter"}
    assert stage.text("plan.chapter.title").toPlainText() == "Ice"
    stage.desk.place.open_story(None)
    assert stage.shown() == set()


def test_of_several_scenes_the_one_under_the_cursor_comes_first(stage: Stage) -> None:
    stage.go("The crack")
    assert stage.shown() == {"scene"}
    fold = stage.find(QPushButton, "plan.fold.chapter")
    assert fold.text() == "Chapter 2: Ice"
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert stage.shown() == {"scene", "chapter"}
    above = stage.find(QWidget, "plan.scene").mapTo(stage.panel, stage.panel.rect().topLeft()).y()
    below = stage.find(QWidget, "plan.chapter").mapTo(stage.panel, stage.panel.rect().topLeft()).y()
    assert above < below


def test_with_an_only_scene_the_plan_of_the_chapter_comes_first(stage: Stage) -> None:
    stage.go("Thaw")
    stage.desk.place.select("scene", stage.chapter("Thaw").scenes[0].id)
    assert stage.shown() == {"chapter"}
    QTest.mouseClick(stage.find(QPushButton, "plan.fold.scene"), Qt.MouseButton.LeftButton)
    stage.type("plan.scene.goal", "Cross the river")
    stage.leave()
    assert stage.chapter("Thaw").scenes[0].goal == "Cross the river"


def test_a_scene_break_leaves_the_plan_of_the_chapter_in_sight(stage: Stage) -> None:
    stage.go("Thaw")
    assert stage.shown() == {"chapter"}
    with stage.desk.library.change("Split scene"):
        new = stage.desk.library.outline.split_scene(stage.chapter("Thaw").scenes[0].id, 0)
    stage.desk.place.select("scene", new)
    assert stage.shown() == {"scene", "chapter"}


def test_a_scene_of_the_list_is_gone_to(stage: Stage) -> None:
    went: list[str] = []
    stage.desk.commands.bind("go.write", lambda: went.append("write"))
    stage.go("Ice")
    QTest.mouseClick(stage.find(QPushButton, "plan.scenes.2"), Qt.MouseButton.LeftButton)
    assert went == ["write"]
    assert stage.desk.place.scene_id == stage.scene("The crack").id


# Saving


def test_what_was_typed_is_saved_when_the_field_is_left(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.synopsis", "The river breaks.")
    stage.leave()
    assert stage.chapter("Thaw").synopsis == "The river breaks."
    assert stage.desk.library.undo_label == "Edit synopsis"


def test_what_was_typed_is_saved_at_a_pause(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.hook", "Who knocks?")
    stage.qtbot.waitUntil(lambda: stage.chapter("Thaw").hook == "Who knocks?", timeout=PAUSE_MS * 5)


def test_what_was_typed_is_saved_before_something_else_is_shown(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.purpose", "End the cold")
    stage.go("Snow")
    assert stage.chapter("Thaw").purpose == "End the cold"
    assert stage.chapter("Snow").purpose == ""
    assert stage.text("plan.chapter.purpose").toPlainText() == ""


def test_a_field_that_was_only_visited_is_not_saved(stage: Stage) -> None:
    stage.go("Thaw")
    before = stage.desk.library.undo_label
    field = stage.type("plan.chapter.synopsis", "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    stage.leave()
    assert stage.desk.library.undo_label == before


def test_pauses_within_one_edit_are_one_undo_step(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.synopsis", "The river")
    stage.qtbot.waitUntil(lambda: stage.chapter("Thaw").synopsis == "The river", timeout=PAUSE_MS * 5)
    stage.type("plan.chapter.synopsis", " breaks")
    stage.leave()
    assert stage.chapter("Thaw").synopsis == "The river breaks"
    stage.desk.library.undo()
    assert stage.chapter("Thaw").synopsis == ""
    assert stage.desk.library.undo_label == "Add story"


def test_two_visits_are_two_steps(stage: Stage) -> None:
    stage.go("Thaw")
    for text in ("One.", " Two."):
        stage.type("plan.chapter.synopsis", text)
        stage.leave()
    stage.desk.library.undo()
    assert stage.chapter("Thaw").synopsis == "One."


def test_a_title_takes_no_line_break_and_no_stray_spaces(stage: Stage) -> None:
    stage.go("Thaw")
    field = stage.text("plan.chapter.title")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "The   thaw ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.chapter("The thaw").title == "The thaw"
    assert not field.hasFocus()


def test_numbers_have_a_word_for_none(stage: Stage) -> None:
    stage.go("Thaw")
    target = stage.find(QSpinBox, "plan.chapter.target_words")
    assert target.text() == "none"
    target.setFocus()
    target.selectAll()
    QTest.keyClicks(target, "2500")
    stage.leave()
    assert stage.chapter("Thaw").target_words == 2500
    target.setFocus()
    target.selectAll()
    QTest.keyClicks(target, "0")
    stage.leave()
    assert stage.chapter("Thaw").target_words is None


def test_a_status_is_chosen_by_its_shape(stage: Stage) -> None:
    stage.go("Thaw")
    QTest.mouseClick(stage.find(QToolButton, "plan.status.outlined"), Qt.MouseButton.LeftButton)
    assert stage.chapter("Thaw").status is ChapterStatus.OUTLINED
    stage.desk.library.undo()
    assert stage.find(QToolButton, "plan.status.planned").isChecked()


def test_a_new_name_joins_the_cast_as_one_step(stage: Stage) -> None:
    stage.go("The lake")
    box = stage.find(QuietBox, "plan.scene.pov")
    box.setFocus()
    QTest.keyClicks(box, "Ada Reyes")
    QTest.keyClick(box, Qt.Key.Key_Return)
    people = stage.desk.library.cast.people(stage.story_id)
    assert [person.name for person in people] == ["Ada Reyes"]
    assert stage.scene("The lake").pov == people[0].id
    stage.go("The crack")
    box.setFocus()
    QTest.keyClicks(box, "ada reyes")
    stage.leave()
    assert stage.scene("The crack").pov == people[0].id
    assert len(stage.desk.library.cast.people(stage.story_id)) == 1
    assert box.currentText() == "Ada Reyes"
    stage.desk.library.undo()
    stage.desk.library.undo()
    assert stage.desk.library.cast.people(stage.story_id) == []
    assert stage.scene("The lake").pov is None


def test_nobody_is_a_point_of_view_again_when_the_name_is_cleared(stage: Stage) -> None:
    with stage.desk.library.change("Plan"):
        person = stage.desk.library.cast.add(stage.story_id, "Ada")
        stage.desk.library.outline.edit_scene(stage.scene("The lake").id, pov=person)
    stage.go("The lake")
    box = stage.find(QuietBox, "plan.scene.pov")
    box.setFocus()
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    stage.leave()
    assert stage.scene("The lake").pov is None


def test_the_story_has_a_plan_of_its_own(stage: Stage) -> None:
    stage.type("plan.story.spark", "Because of the lamp")
    stage.leave()
    line = stage.find(LineField, "plan.story.fandom")
    line.setFocus()
    QTest.keyClicks(line, "Original")
    QTest.keyClick(line, Qt.Key.Key_Return)
    expected = stage.find(QSpinBox, "plan.story.expected")
    assert expected.text() == "?"
    expected.setFocus()
    expected.selectAll()
    QTest.keyClicks(expected, "12")
    state = stage.find(QuietBox, "plan.story.state")
    state.setFocus()
    QTest.keyClick(state, Qt.Key.Key_Down)
    stage.leave()
    with second_look(stage.desk.library.path) as library:
        story = library.stories.get(stage.story_id)
    assert (story.spark, story.fandom, story.expected) == ("Because of the lamp", "Original", 12)
    assert story.state is StoryState.WRITING


def test_the_summary_is_counted_as_ao3_counts(stage: Stage) -> None:
    stage.go("Thaw")
    counter = stage.find(QLabel, "plan.chapter.summary.length")
    assert not counter.isVisible()
    field = stage.text("plan.chapter.summary")
    field.setFocus()
    field.setPlainText("a\nb")
    assert counter.text() == "4 of 1,250"
    field.setPlainText("x" * 1300)
    assert counter.text() == "1,300 of 1,250: 50 too many for AO3"


# Following, and undo


def test_what_changes_elsewhere_is_shown(stage: Stage) -> None:
    stage.go("Thaw")
    with stage.desk.library.change("Rename chapter"):
        stage.desk.library.outline.edit_chapter(stage.chapter("Thaw").id, title="Mud", synopsis="Brown")
    assert stage.text("plan.chapter.title").toPlainText() == "Mud"
    stage.desk.library.undo()
    assert stage.text("plan.chapter.title").toPlainText() == "Thaw"
    assert stage.text("plan.chapter.synopsis").toPlainText() == ""


def test_what_changes_elsewhere_waits_for_a_field_half_typed(stage: Stage) -> None:
    stage.go("Thaw")
    chapter_id = stage.chapter("Thaw").id
    stage.type("plan.chapter.synopsis", "The riv")
    with stage.desk.library.change("Plan"):
        stage.desk.library.outline.edit_chapter(chapter_id, synopsis="From elsewhere", purpose="Likewise")
    assert stage.text("plan.chapter.synopsis").toPlainText() == "The riv"
    assert stage.text("plan.chapter.purpose").toPlainText() == "Likewise"
    stage.type("plan.chapter.synopsis", "er")
    stage.leave()
    assert stage.chapter("Thaw").synopsis == "The river"
    stage.desk.library.undo()
    assert stage.text("plan.chapter.synopsis").toPlainText() == "From elsewhere"


def test_undo_in_a_field_is_of_typing_and_then_of_the_plan(stage: Stage) -> None:
    stage.go("Thaw")
    with stage.desk.library.change("Plan"):
        stage.desk.library.outline.edit_chapter(stage.chapter("Thaw").id, purpose="First")
    field = stage.type("plan.chapter.synopsis", "Water")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert stage.text("plan.chapter.synopsis").toPlainText() == ""
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert stage.chapter("Thaw").purpose == ""
    assert stage.text("plan.chapter.purpose").toPlainText() == ""
    QTest.keyClick(stage.elsewhere, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert QApplication.focusWidget() is field


def test_the_typing_of_one_chapter_is_not_undone_in_another(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.synopsis", "Water")
    stage.go("Snow")
    field = stage.text("plan.chapter.synopsis")
    assert not field.document().isUndoAvailable()


def test_the_plan_of_what_was_deleted_gives_way(stage: Stage) -> None:
    stage.go("Thaw")
    stage.type("plan.chapter.synopsis", "Water")
    with stage.desk.library.change("Delete chapter"):
        stage.desk.library.outline.remove_chapter(stage.chapter("Thaw").id)
    assert stage.shown() == {"story"}


def test_a_library_to_look_at_takes_no_typing(stage: Stage, qtbot: QtBot) -> None:
    with second_look(stage.desk.library.path) as library:
        panel = PlanPanel(replace(stage.desk, library=library))
        qtbot.addWidget(panel)
        assert all(field.isReadOnly() for field in panel.findChildren(GrowingText))


def test_what_is_half_typed_when_the_window_closes_is_saved(desk: Desk, window: Window) -> None:
    story_id = add_story(desk.library, PLAN)
    chapter = desk.library.outline.get(story_id).chapters[-1]
    desk.place.select("chapter", chapter.id)
    window.go(PageName.WRITE)
    field = window.findChild(GrowingText, "plan.chapter.synopsis")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "The river")
    window.close()
    with second_look(desk.library.path) as library:
        assert library.outline.chapter(chapter.id).synopsis == "The river"


def test_what_a_full_disk_refused_stays_on_the_screen_and_is_saved_later(stage: Stage) -> None:
    failed = QSignalSpy(stage.desk.notices.failed)
    database = stage.desk.library._store.connection
    stage.go("Thaw")
    pages = next(iter(database.execute("PRAGMA page_count")))[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    field = stage.text("plan.chapter.synopsis")
    field.setFocus()
    field.setPlainText("River " * 20_000)
    stage.leave()
    assert failed.count() == 1
    assert stage.chapter("Thaw").synopsis == ""
    assert field.toPlainText().startswith("River")
    database.execute("PRAGMA max_page_count = 1000000")
    field.setFocus()
    stage.leave()
    assert stage.chapter("Thaw").synopsis.startswith("River")


def test_in_a_low_window_the_plan_scrolls_and_no_button_is_squeezed(stage: Stage) -> None:
    stage.window.resize(340, 320)
    stage.go("Ice")
    QApplication.processEvents()
    buttons = [each for each in stage.panel.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) > 2
    assert [each.objectName() for each in buttons if each.height() < each.fontMetrics().height()] == []
