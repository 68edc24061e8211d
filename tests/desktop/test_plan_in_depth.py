"""The plan in depth: threads, to-dos, who is there, when, labels, own fields, shelved chapters; judged by the file."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_fields import LabelBox, NameBox, QuietBox
from planner.desktop.outline.plan_panel import PlanPanel
from planner.desktop.outline.plan_presence import Chip
from planner.desktop.outline.plan_remarks import RemarksText
from planner.desktop.widgets.fields import LineField
from planner.domain.outline import ChapterStatus
from planner.domain.remarks import box
from planner.domain.threads import Beat, BeatId, BeatRole, ThreadId, ThreadKind
from tests.desktop.outline_stage import second_look
from tests.desktop.plan_stage import Stage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


def add_thread(stage: Stage, title: str) -> ThreadId:
    with stage.desk.library.change("Add thread"):
        return stage.desk.library.plot.add_thread(stage.story_id, title)


def add_beat(stage: Stage, thread: ThreadId, chapter: str, text: str) -> BeatId:
    with stage.desk.library.change("Add beat"):
        return stage.desk.library.plot.add_beat(thread, stage.chapter(chapter).id, text=text, role=BeatRole.OPENS)


def beats(stage: Stage) -> list[Beat]:
    """The beats as they are in the file."""
    with second_look(stage.desk.library.path) as library:
        return library.plot.beats(stage.story_id)


def choose(text: str) -> None:
    """Choose from the menu that is open, by the keyboard."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        if action.text() == text:
            menu.setActiveAction(action)
            QTest.keyClick(menu, Qt.Key.Key_Return)
            return
    raise LookupError(text)


# Threads


def test_the_beats_of_a_chapter_are_read_and_changed_in_place(stage: Stage) -> None:
    beat = add_beat(stage, add_thread(stage, "The locket"), "Thaw", "It is found")
    stage.go("Thaw")
    field = stage.text(f"plan.beat.{beat}.text")
    assert field.toPlainText() == "It is found"
    stage.type(f"plan.beat.{beat}.text", "Today ")
    stage.leave()
    assert [each.text for each in beats(stage)] == ["Today It is found"]
    stage.desk.library.undo()
    assert field.toPlainText() == "It is found"


def test_a_beat_is_added_by_choosing_its_thread(stage: Stage, qtbot: QtBot) -> None:
    add_thread(stage, "The locket")
    stage.go("Thaw")
    QTest.mouseClick(stage.find(QPushButton, "plan.chapter.add_beat"), Qt.MouseButton.LeftButton)
    choose("The locket")
    made = beats(stage)
    assert [(each.role, each.text) for each in made] == [(BeatRole.OPENS, "")]
    field = stage.text(f"plan.beat.{made[0].id}.text")
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "It is lost")
    stage.leave()
    assert beats(stage)[0].text == "It is lost"


def test_the_first_beat_of_all_begins_a_thread_and_asks_for_its_title(stage: Stage) -> None:
    stage.go("Thaw")
    QTest.mouseClick(stage.find(QPushButton, "plan.chapter.add_beat"), Qt.MouseButton.LeftButton)
    assert stage.shown() == {"thread"}
    stage.type("plan.thread.title", "Who sent it?")
    stage.leave()
    with second_look(stage.desk.library.path) as library:
        assert [thread.title for thread in library.plot.threads(stage.story_id)] == ["Who sent it?"]
    assert beats(stage)[0].chapter_id == stage.chapter("Thaw").id


def test_the_role_of_a_beat_is_changed_and_the_beat_deleted_from_its_menu(stage: Stage) -> None:
    beat = add_beat(stage, add_thread(stage, "The locket"), "Thaw", "Found")
    stage.go("Thaw")
    button = stage.find(QToolButton, f"plan.beat.{beat}.role")
    menu = button.menu()
    menu.popup(QPoint())
    choose("Resolves")
    assert beats(stage)[0].role is BeatRole.RESOLVES
    assert button.accessibleName() == "Role: resolves"
    menu.popup(QPoint())
    choose("Delete this beat")
    assert beats(stage) == []
    stage.desk.library.undo()
    assert stage.text(f"plan.beat.{beat}.text").toPlainText() == "Found"


def test_the_beats_of_a_scene_are_those_tied_to_it(stage: Stage) -> None:
    thread = add_thread(stage, "The locket")
    add_beat(stage, thread, "Ice", "Of the chapter")
    tied = add_beat(stage, thread, "Ice", "Of the scene")
    with stage.desk.library.change("Tie"):
        stage.desk.library.plot.edit_beat(tied, scene_id=stage.scene("The crack").id)
    stage.go("The crack")
    rows = stage.find(QWidget, "plan.scene.beats")
    assert [each.toPlainText() for each in rows.findChildren(type(stage.text(f"plan.beat.{tied}.text")))] == [
        "Of the scene"
    ]


def test_a_thread_has_a_sheet_that_leads_to_its_beats(stage: Stage) -> None:
    thread = add_thread(stage, "The locket")
    beat = add_beat(stage, thread, "Snow", "Found")
    stage.desk.place.select("thread", thread)
    assert stage.shown() == {"thread"}
    assert stage.find(QLabel, "plan.thread.run").text() == "Opens in chapter 1; nothing resolves it yet."
    QTest.mouseClick(stage.find(QCheckBox, "plan.thread.promise"), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    kind = stage.find(QuietBox, "plan.thread.kind")
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_Down)
    stage.type("plan.thread.note", "Silver")
    stage.leave()
    with second_look(stage.desk.library.path) as library:
        saved = library.plot.thread(thread)
    assert (saved.promise, saved.kind, saved.note) == (False, ThreadKind.MYSTERY, "Silver")
    QTest.mouseClick(stage.find(QPushButton, f"plan.thread.beats.{beat}"), Qt.MouseButton.LeftButton)
    assert stage.desk.place.kind == "beat"
    assert stage.shown() == {"beat"}
    stage.type("plan.beat.text", "Well ")
    stage.leave()
    assert beats(stage)[0].text == "Well Found"


def test_a_thread_that_sleeps_says_since_when(stage: Stage) -> None:
    thread = add_thread(stage, "The locket")
    add_beat(stage, thread, "Snow", "Found")
    stage.desk.place.select("thread", thread)
    run = stage.find(QLabel, "plan.thread.run")
    with stage.desk.library.change("Write"):
        stage.desk.library.outline.edit_chapter(stage.chapter("Thaw").id, status=ChapterStatus.DRAFTED)
    assert run.text() == "Opens in chapter 1; nothing resolves it yet."
    with stage.desk.library.change("Sleep"):
        stage.desk.library.stories.edit(stage.story_id, sleep_after=1)
    assert run.text() == "Opens in chapter 1; nothing resolves it yet. Asleep since chapter 1."


def test_a_beat_is_tied_to_a_scene_of_its_chapter(stage: Stage) -> None:
    beat = add_beat(stage, add_thread(stage, "The locket"), "Ice", "Found")
    stage.desk.place.select("beat", beat)
    scenes = stage.find(QuietBox, "plan.beat.scene")
    assert scenes.currentText() == "The chapter as a whole"
    scenes.setFocus()
    QTest.keyClick(scenes, Qt.Key.Key_Down)
    assert beats(stage)[0].scene_id == stage.scene("The lake").id
    assert scenes.currentText() == "Scene 1: The lake"


def test_a_beat_that_goes_gives_way_to_its_thread_and_that_to_the_chapter(stage: Stage) -> None:
    thread = add_thread(stage, "The locket")
    beat = add_beat(stage, thread, "Thaw", "Found")
    stage.desk.place.select("beat", beat)
    with stage.desk.library.change("Delete"):
        stage.desk.library.plot.remove_beat(beat)
    assert stage.shown() == {"thread"}
    with stage.desk.library.change("Delete"):
        stage.desk.library.plot.remove_thread(thread)
    assert stage.shown() == {"chapter"}


# Remarks


def test_to_dos_are_ticked_with_the_mouse_and_with_the_keyboard(stage: Stage) -> None:
    stage.go("Thaw")
    remarks = stage.find(RemarksText, "plan.chapter.remarks")
    stage.type("plan.chapter.remarks", "[] Ask Ada")
    QTest.keyClick(remarks, Qt.Key.Key_Return)
    QTest.keyClicks(remarks, "Name the boat")
    assert remarks.toPlainText() == "[ ] Ask Ada\n[ ] Name the boat"
    QTest.keyClick(remarks, Qt.Key.Key_Return, CONTROL)
    assert stage.chapter("Thaw").remarks == "[ ] Ask Ada\n[x] Name the boat"
    assert stage.find(QLabel, "plan.chapter.remarks.todos").text() == "1 to do, 1 done"
    first = remarks.document().firstBlock()
    found = box(first.text())
    assert found is not None
    at = remarks.box_rect(first, found).center().toPoint()
    QTest.mouseClick(remarks.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stage.chapter("Thaw").remarks == "[x] Ask Ada\n[x] Name the boat"
    assert stage.find(QLabel, "plan.chapter.remarks.todos").text() == "2 done"


def test_enter_on_a_to_do_that_says_nothing_leaves_the_list(stage: Stage) -> None:
    stage.go("Thaw")
    QTest.mouseClick(stage.find(QPushButton, "plan.chapter.add_todo"), Qt.MouseButton.LeftButton)
    remarks = stage.find(RemarksText, "plan.chapter.remarks")
    QTest.keyClicks(remarks, "One")
    QTest.keyClick(remarks, Qt.Key.Key_Return)
    QTest.keyClick(remarks, Qt.Key.Key_Return)
    QTest.keyClicks(remarks, "A jotting")
    stage.leave()
    assert stage.chapter("Thaw").remarks == "[ ] One\nA jotting"


# Who, where, when


def test_people_come_into_a_scene_by_name_and_go_by_their_chips(stage: Stage) -> None:
    stage.go("The lake")
    field = stage.find(NameBox, "plan.scene.present.add")
    for name in ("Ada Reyes", "Mara"):
        field.setFocus()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
    people = {person.name: person.id for person in stage.desk.library.cast.people(stage.story_id)}
    assert stage.scene("The lake").present == (people["Ada Reyes"], people["Mara"])
    assert field.currentText() == ""
    chip = stage.find(Chip, f"plan.scene.present.{people['Ada Reyes']}")
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert stage.scene("The lake").present == (people["Mara"],)
    stage.desk.library.undo()
    assert len(stage.panel.findChildren(Chip)) >= 2
    stage.go("The crack")
    field.setFocus()
    QTest.keyClicks(field, "mara")
    stage.leave()
    assert stage.scene("The crack").present == (people["Mara"],)
    assert len(stage.desk.library.cast.people(stage.story_id)) == 2


def test_places_are_offered_again_and_become_records(stage: Stage) -> None:
    stage.go("The lake")
    place = stage.find(NameBox, "plan.scene.place")
    place.setFocus()
    QTest.keyClicks(place, "The harbour wall")
    stage.leave()
    assert stage.scene("The lake").place == "The harbour wall"
    stage.go("The crack")
    assert [place.itemText(index) for index in range(place.count())] == ["The harbour wall"]
    place.setFocus()
    QTest.keyClicks(place, "The harbour")
    stage.leave()
    assert stage.scene("The crack").place == "The harbour"
    with second_look(stage.desk.library.path) as library:
        assert [each.name for each in library.places.all(stage.story_id)] == ["The harbour wall", "The harbour"]


def test_what_is_known_of_a_place_is_shared_by_its_scenes_and_it_is_renamed_in_all(stage: Stage, qtbot: QtBot) -> None:
    with stage.desk.library.change("Plan"):
        for title in ("The lake", "The crack"):
            stage.desk.library.outline.edit_scene(stage.scene(title).id, place="The ferry")
    stage.go("The lake")
    stage.type("plan.place.about", "Smells of tar")
    stage.leave()
    stage.go("The crack")
    assert stage.text("plan.place.about").toPlainText() == "Smells of tar"
    more = stage.find(QToolButton, "plan.place.more")
    qtbot.waitUntil(more.isVisible)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    choose("Rename in every scene")
    name = stage.find(LineField, "plan.place.name")
    QTest.keyClicks(name, "The old ferry")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert stage.scene("The lake").place == stage.scene("The crack").place == "The old ferry"
    with second_look(stage.desk.library.path) as library:
        assert [(place.name, place.about) for place in library.places.all(stage.story_id)] == [
            ("The old ferry", "Smells of tar")
        ]


def test_a_scene_that_goes_back_in_time_is_told_without_scolding(stage: Stage) -> None:
    stage.go("The lake")
    stage.type("plan.scene.moment", "day 3, evening")
    stage.leave()
    stage.go("The crack")
    hint = stage.find(QLabel, "plan.scene.moment.order")
    stage.type("plan.scene.moment", "day 2")
    stage.leave()
    assert hint.isVisible()
    assert hint.text() == "Earlier than the scene before it (day 3, evening): a flashback?"
    field = stage.find(LineField, "plan.scene.moment")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "day 4")
    stage.leave()
    assert not hint.isVisible()
    assert stage.scene("The crack").moment == "day 4"


# Labels, history, own fields


def test_a_colour_label_is_chosen_by_its_name(stage: Stage) -> None:
    stage.go("Thaw")
    label = stage.find(LabelBox, "plan.chapter.label")
    label.setFocus()
    QTest.keyClicks(label, "Gre")
    assert label.currentText() == "Green"
    assert stage.chapter("Thaw").label == "green"


def test_the_history_of_a_status_is_told(stage: Stage) -> None:
    store = stage.desk.library._store
    for day, status in ((2, ChapterStatus.DRAFTING), (9, ChapterStatus.DRAFTED)):
        store.clock = lambda day=day: datetime(datetime.now().year, 11, day)  # type: ignore[misc]
        with stage.desk.library.change("Status"):
            stage.desk.library.outline.edit_chapter(stage.chapter("Thaw").id, status=status)
    stage.go("Thaw")
    assert stage.find(QLabel, "plan.chapter.history").text() == "Drafted since 9 Nov · drafting 2 Nov"


def test_a_field_of_ones_own_is_in_every_chapter(stage: Stage) -> None:
    stage.go("Thaw")
    QTest.mouseClick(stage.find(QPushButton, "plan.chapter.custom.add"), Qt.MouseButton.LeftButton)
    name = stage.find(LineField, "plan.chapter.custom.name")
    QTest.keyClicks(name, "Song")
    QTest.keyClick(name, Qt.Key.Key_Return)
    custom = stage.desk.library.custom
    song = custom.fields(stage.story_id, "chapter")[0]
    assert song.name == "Song"
    stage.type(f"plan.chapter.custom.{song.id}.text", "The Parting Glass")
    stage.leave()
    stage.go("Snow")
    assert stage.text(f"plan.chapter.custom.{song.id}.text").toPlainText() == ""
    with second_look(stage.desk.library.path) as library:
        assert library.custom.values("chapter", stage.chapter("Thaw").id) == {song.id: "The Parting Glass"}
        assert library.custom.values("chapter", stage.chapter("Snow").id) == {}


def test_a_field_of_ones_own_is_renamed_moved_and_removed_from_its_menu(stage: Stage, qtbot: QtBot) -> None:
    custom = stage.desk.library.custom
    with stage.desk.library.change("Fields"):
        song, moon = (custom.add(stage.story_id, "chapter", name) for name in ("Song", "Moon"))
    stage.go("Thaw")
    more = stage.find(QToolButton, f"plan.chapter.custom.{song}.more")
    qtbot.waitUntil(more.isVisible)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    choose("Rename")
    line = stage.find(LineField, f"plan.chapter.custom.{song}.name")
    QTest.keyClicks(line, "Music")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    choose("Move down")
    assert [field.name for field in custom.fields(stage.story_id, "chapter")] == ["Moon", "Music"]
    QTest.mouseClick(stage.find(QToolButton, f"plan.chapter.custom.{moon}.more"), Qt.MouseButton.LeftButton)
    choose("Remove this field")
    with second_look(stage.desk.library.path) as library:
        assert [field.name for field in library.custom.fields(stage.story_id, "chapter")] == ["Music"]


# Shelved chapters, sections, the story


def test_a_shelved_chapter_says_so_and_can_be_put_back(stage: Stage) -> None:
    stage.go("Thaw")
    note = stage.find(QWidget, "plan.chapter.shelved")
    assert not note.isVisible()
    with stage.desk.library.change("Shelve"):
        stage.desk.library.outline.shelve([stage.chapter("Thaw").id])
    assert note.isVisible()


def test_what_was_unfolded_is_unfolded_the_next_time(stage: Stage, qtbot: QtBot) -> None:
    stage.go("The crack")
    QTest.mouseClick(stage.find(QPushButton, "plan.fold.chapter"), Qt.MouseButton.LeftButton)
    again = PlanPanel(stage.desk)
    qtbot.addWidget(again)
    again.show()
    sheet = again.findChild(QWidget, "plan.chapter")
    assert sheet is not None
    assert sheet.isVisible()


def test_the_author_says_when_a_thread_counts_as_asleep(stage: Stage) -> None:
    spin = stage.find(QSpinBox, "plan.story.sleep_after")
    assert spin.value() == 3
    spin.setFocus()
    QTest.keyClick(spin, Qt.Key.Key_Up)
    stage.leave()
    with second_look(stage.desk.library.path) as library:
        assert library.stories.get(stage.story_id).sleep_after == 4
