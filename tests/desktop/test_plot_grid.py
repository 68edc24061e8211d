"""The plot grid, driven by keyboard, mouse and drag, and judged by the file and the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.domain.threads import ThreadKind
from tests.desktop.outline_stage import second_look
from tests.desktop.plot_stage import ALT, CONTROL, SHIFT, STORY, PlotStage, choose

Key = Qt.Key


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> PlotStage:
    return PlotStage(desk, qtbot)


# Writing beats


def test_typing_into_an_empty_cell_makes_a_beat(stage: PlotStage) -> None:
    stage.click_cell("Lamp", "Salt")
    stage.type("flickers")
    stage.enter()
    assert stage.saved()["Lamp"] == ["1 o goes out", "2 a flickers", "3 a is found", "4 r burns"]
    assert stage.current() == "flickers"


def test_the_first_beat_of_a_thread_opens_it(stage: PlotStage) -> None:
    stage.click_cell("Soup", "Fog")
    stage.press(Key.Key_Return)
    stage.type("lentils")
    stage.enter()
    assert stage.saved()["Soup"] == ["3 o lentils"]


def test_typing_beside_cards_adds_one_after_the_current(stage: PlotStage) -> None:
    stage.click_card("comes aboard")
    stage.type("sings")
    stage.enter()
    assert stage.saved()["Pilot"] == ["2 o comes aboard", "2 a sings", "2 a lies"]


def test_a_new_beat_can_be_asked_for(stage: PlotStage) -> None:
    stage.click_card("lies")
    stage.press(Key.Key_Insert)
    stage.type("leaves")
    stage.enter()
    assert stage.saved()["Pilot"] == ["2 o comes aboard", "2 a lies", "2 a leaves"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2])
def test_a_key_edits_the_current_card(stage: PlotStage, key: Qt.Key) -> None:
    stage.click_card("is found")
    stage.press(key)
    assert stage.editor().property("plainText") == "is found"
    stage.type("is stolen")
    stage.enter()
    assert stage.saved()["Lamp"][1] == "3 a is stolen"
    assert stage.desk.library.undo_label == "Edit beat"


def test_a_double_click_edits_a_card(stage: PlotStage) -> None:
    at = stage.card("burns").center()
    stage.click(at)
    QTest.mouseDClick(stage.tab.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    stage.type("burns again")
    stage.enter()
    assert stage.saved()["Lamp"][2] == "4 r burns again"


def test_escape_leaves_everything_as_it_was(stage: PlotStage) -> None:
    before, label = stage.saved(), stage.desk.library.undo_label
    stage.click_cell("Soup", "Salt")
    stage.type("onions")
    stage.press(Key.Key_Escape)
    stage.qtbot.waitUntil(lambda: QApplication.focusWidget() is stage.tab.table)
    assert stage.saved() == before
    assert stage.desk.library.undo_label == label


def test_keys_of_the_grid_belong_to_the_text_while_one_writes(stage: PlotStage) -> None:
    stage.click_card("burns")
    stage.press(Key.Key_F2)
    stage.press(Key.Key_Delete)
    stage.type("glows")
    stage.press(Key.Key_Up, ALT)
    stage.enter()
    assert stage.saved()["Lamp"] == ["1 o goes out", "3 a is found", "4 r glows"]


def test_a_written_text_is_one_line(stage: PlotStage) -> None:
    stage.click_cell("Soup", "Salt")
    stage.press(Key.Key_Return)
    QApplication.clipboard().setText("two\n  lines ")
    editor = stage.editor()
    assert isinstance(editor, QPlainTextEdit)
    editor.paste()
    stage.enter()
    assert stage.saved()["Soup"] == ["2 o two lines"]


def test_tab_writes_and_goes_on_to_the_next_cell(stage: PlotStage) -> None:
    stage.click_cell("Lamp", "Salt")
    stage.type("flickers")
    stage.press(Key.Key_Tab)
    stage.qtbot.waitUntil(lambda: stage.place() == ("Pilot", "Salt"))
    assert "2 a flickers" in stage.saved()["Lamp"]
    assert isinstance(stage.editor(), QPlainTextEdit)


# Going


def test_arrows_go_from_card_to_card_and_from_cell_to_cell(stage: PlotStage) -> None:
    stage.click_cell("Pilot", "Embarking")
    seen = []
    for _ in range(4):
        stage.press(Key.Key_Down)
        seen.append((stage.place()[1], stage.current()))
    assert seen == [("Salt", "comes aboard"), ("Salt", "lies"), ("Fog", ""), ("Landfall", "")]
    stage.press(Key.Key_Up)
    stage.press(Key.Key_Up)
    assert stage.current() == "lies"
    stage.press(Key.Key_Up)
    assert stage.current() == "comes aboard"


def test_going_takes_the_author_to_the_chapter(stage: PlotStage) -> None:
    stage.click_card("is found")
    stage.qtbot.waitUntil(lambda: stage.desk.place.chapter_id == stage.chapter("Fog"))


def test_the_grid_goes_where_the_author_is(stage: PlotStage) -> None:
    stage.click_card("lies")
    stage.desk.place.select("chapter", stage.chapter("Landfall"))
    assert stage.place() == ("Pilot", "Landfall")


def test_the_place_is_the_card_or_the_thread_the_author_is_at(stage: PlotStage) -> None:
    place = stage.desk.place
    stage.click_card("goes out")
    stage.qtbot.waitUntil(lambda: place.beat_id == stage.beat("goes out").id)
    stage.press(Key.Key_Up)
    stage.qtbot.waitUntil(lambda: place.kind == "thread")
    assert place.thread_id == stage.thread("Lamp")
    stage.click_cell("Soup", "Fog")
    stage.qtbot.waitUntil(lambda: place.kind == "chapter")
    assert place.chapter_id == stage.chapter("Fog")


def test_the_grid_goes_to_a_beat_and_to_a_thread_chosen_elsewhere(stage: PlotStage) -> None:
    stage.desk.place.select("beat", stage.beat("lies").id)
    assert stage.current() == "lies"
    stage.desk.place.select("thread", stage.thread("Soup"))
    thread = stage.tab.table.current_thread()
    assert thread is not None
    assert thread.title == "Soup"
    stage.desk.place.select("chapter", stage.chapter("Landfall"))
    assert stage.tab.table.currentIndex().row() == 3


def test_a_beat_of_a_scene_takes_the_author_to_the_scene(stage: PlotStage) -> None:
    scene = stage.desk.library.outline.chapter(stage.chapter("Fog")).scenes[0]
    with stage.desk.library.change("Tie"):
        stage.desk.library.plot.edit_beat(stage.beat("is found").id, scene_id=scene.id)
    stage.click_card("is found")
    stage.qtbot.waitUntil(lambda: stage.desk.place.scene_id == scene.id)


def test_a_chapters_header_opens_the_chapter(stage: PlotStage) -> None:
    opened: list[object] = []
    stage.desk.commands.bind("go.write", lambda: opened.append(stage.desk.place.chapter_id))
    header = stage.header(threads=False)
    at = header.section_rect(2).center()
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [stage.chapter("Fog")]


# Roles, moving, copying, deleting


@pytest.mark.parametrize(("key", "letter"), [(Key.Key_1, "o"), (Key.Key_2, "a"), (Key.Key_3, "r")])
def test_a_key_gives_a_beat_its_role(stage: PlotStage, key: Qt.Key, letter: str) -> None:
    stage.click_card("lies")
    stage.press(key, ALT)
    assert stage.saved()["Pilot"][1] == f"2 {letter} lies"
    checked = [name for name in ("opens", "advances", "resolves") if _is_checked(stage, f"plot.{name}")]
    assert [name[0] for name in checked] == [letter]


def _is_checked(stage: PlotStage, command: str) -> bool:
    return stage.desk.commands.actions[command].isChecked()


def test_alt_and_arrows_move_a_beat_and_stay_with_it(stage: PlotStage) -> None:
    stage.click_card("lies")
    stage.press(Key.Key_Up, ALT)
    assert stage.saved()["Pilot"] == ["2 a lies", "2 o comes aboard"]
    stage.press(Key.Key_Up, ALT)
    assert stage.saved()["Pilot"] == ["1 a lies", "2 o comes aboard"]
    stage.press(Key.Key_Left, ALT)
    assert stage.saved()["Lamp"][:2] == ["1 o goes out", "1 a lies"]
    assert stage.current() == "lies"
    assert stage.place() == ("Lamp", "Embarking")


def test_at_the_edge_a_beat_stays(stage: PlotStage) -> None:
    before = stage.saved()
    stage.click_card("goes out")
    stage.press(Key.Key_Up, ALT)
    stage.press(Key.Key_Left, ALT)
    stage.click_card("burns")
    stage.press(Key.Key_Down, ALT)
    assert stage.saved() == before


def test_a_card_is_dragged_to_another_thread_and_chapter(stage: PlotStage) -> None:
    assert stage.drag("goes out", stage.rect("Soup", "Fog").center())
    assert stage.saved()["Soup"] == ["3 o goes out"]
    assert stage.saved()["Lamp"] == ["3 a is found", "4 r burns"]
    assert stage.current() == "goes out"


def test_a_card_is_dropped_among_others_where_the_line_shows(stage: PlotStage) -> None:
    stage.drag("burns", stage.card("comes aboard").bottomLeft() + QPoint(40, 1))
    assert stage.saved()["Pilot"] == ["2 o comes aboard", "2 r burns", "2 a lies"]


def test_a_card_is_dragged_within_its_cell(stage: PlotStage) -> None:
    stage.drag("comes aboard", stage.card("lies").bottomLeft() + QPoint(40, 2))
    assert stage.saved()["Pilot"] == ["2 a lies", "2 o comes aboard"]


def test_dragging_with_control_copies(stage: PlotStage) -> None:
    stage.drag("goes out", stage.rect("Soup", "Fog").center(), copies=True)
    assert stage.saved()["Soup"] == ["3 o goes out"]
    assert stage.saved()["Lamp"][0] == "1 o goes out"


def test_nothing_is_dropped_where_a_thread_is_to_be_made(stage: PlotStage) -> None:
    model = stage.tab.model
    at = stage.tab.table.visualRect(model.index(0, model.thread_count)).center()
    assert not stage.drag("goes out", at)


def test_copied_beats_keep_their_shape_where_they_are_pasted(stage: PlotStage) -> None:
    stage.click_cell("Lamp", "Embarking")
    stage.click_cell("Pilot", "Salt", SHIFT)
    stage.desk.commands.run("edit.copy")
    stage.click_cell("Pilot", "Fog")
    stage.desk.commands.run("edit.paste")
    assert stage.saved()["Pilot"][2:] == ["3 o goes out"]
    assert stage.saved()["Soup"] == ["4 o comes aboard", "4 a lies"]
    assert stage.desk.library.undo_label == "Paste 3 beats"


def test_cut_and_paste_move_a_beat(stage: PlotStage) -> None:
    stage.click_card("lies")
    stage.desk.commands.run("edit.cut")
    assert stage.saved()["Pilot"] == ["2 o comes aboard"]
    stage.click_cell("Soup", "Landfall")
    stage.desk.commands.run("edit.paste")
    assert stage.saved()["Soup"] == ["4 a lies"]


def test_lines_from_elsewhere_become_beats(stage: PlotStage) -> None:
    data = QMimeData()
    data.setText("first\n\n second  thing\n")
    QApplication.clipboard().setMimeData(data)
    stage.click_card("comes aboard")
    stage.desk.commands.run("edit.paste")
    assert stage.saved()["Pilot"] == ["2 o comes aboard", "2 a first", "2 a second thing", "2 a lies"]


def test_other_programs_get_the_text_of_beats(stage: PlotStage) -> None:
    stage.click_cell("Pilot", "Salt")
    stage.click_cell("Pilot", "Fog", SHIFT)
    stage.desk.commands.run("edit.copy")
    assert QApplication.clipboard().text() == "comes aboard\nlies"


def test_a_beat_is_duplicated(stage: PlotStage) -> None:
    stage.click_card("comes aboard")
    stage.press(Key.Key_D, CONTROL)
    assert stage.saved()["Pilot"] == ["2 o comes aboard", "2 o comes aboard", "2 a lies"]


def test_delete_takes_a_beat_and_undo_brings_it_back_with_the_author(stage: PlotStage) -> None:
    stage.click_card("is found")
    stage.press(Key.Key_Delete)
    assert stage.saved()["Lamp"] == ["1 o goes out", "4 r burns"]
    stage.click_cell("Soup", "Embarking")
    stage.press(Key.Key_Z, CONTROL)
    assert stage.saved() == {title: list(beats) for title, beats in STORY.items()}
    assert stage.current() == "is found"


def test_several_cells_are_deleted_in_one_step(stage: PlotStage) -> None:
    stage.click_cell("Lamp", "Embarking")
    stage.click_cell("Pilot", "Salt", SHIFT)
    stage.press(Key.Key_Delete)
    assert stage.saved() == {"Lamp": ["3 a is found", "4 r burns"], "Pilot": [], "Soup": []}
    assert stage.desk.library.undo_label == "Delete 3 beats"


def test_an_undone_move_takes_the_author_back(stage: PlotStage) -> None:
    stage.click_card("burns")
    stage.press(Key.Key_Up, ALT)
    stage.press(Key.Key_Up, ALT)
    stage.press(Key.Key_Z, CONTROL)
    assert stage.current() == "burns"
    assert stage.place() == ("Lamp", "Fog")


# Threads


def test_a_thread_is_made_by_typing_its_title_at_the_end(stage: PlotStage) -> None:
    QTest.mouseClick(stage.header(threads=True).viewport(), Qt.MouseButton.LeftButton, pos=stage.heading(""))
    stage.type("Strike")
    stage.enter()
    assert list(stage.saved()) == ["Lamp", "Pilot", "Soup", "Strike"]
    thread = stage.tab.table.current_thread()
    assert thread is not None
    assert thread.title == "Strike"


def test_a_thread_just_made_takes_its_first_beat_in_the_chapter_one_is_at(stage: PlotStage) -> None:
    stage.click_cell("Soup", "Fog")
    QTest.mouseClick(stage.header(threads=True).viewport(), Qt.MouseButton.LeftButton, pos=stage.heading(""))
    stage.type("Strike")
    stage.enter()
    stage.press(Key.Key_Insert)
    stage.type("somebody stays at home")
    stage.enter()
    beat = stage.beat("somebody stays at home")
    assert (beat.thread_id, beat.chapter_id) == (stage.thread("Strike"), stage.chapter("Fog"))
    assert stage.current() == "somebody stays at home"


def test_the_keyboard_reaches_the_place_for_a_new_thread(stage: PlotStage) -> None:
    stage.click_cell("Soup", "Fog")
    stage.press(Key.Key_Right)
    stage.type("Strike")
    stage.enter()
    assert list(stage.saved())[-1] == "Strike"


def test_the_button_adds_a_thread_in_place(stage: PlotStage) -> None:
    button = stage.tab.findChild(QPushButton, "button.plot.add_thread")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    stage.type("Strike")
    stage.enter()
    assert list(stage.saved())[-1] == "Strike"


def test_escape_makes_no_thread(stage: PlotStage) -> None:
    stage.desk.commands.run("plot.add_thread")
    stage.type("Strike")
    stage.press(Key.Key_Escape)
    assert QApplication.focusWidget() is stage.tab.table
    assert list(stage.saved()) == ["Lamp", "Pilot", "Soup"]


def test_new_threads_take_colours_in_turn(stage: PlotStage) -> None:
    for title in ("Strike", "Tide"):
        stage.desk.commands.run("plot.add_thread")
        stage.type(title)
        stage.enter()
    with second_look(stage.desk.library.path) as library:
        colours = [thread.colour for thread in library.plot.threads(stage.story_id)][-2:]
    assert all(colours)
    assert colours[0] != colours[1]


def test_up_from_the_first_chapter_is_the_threads_header(stage: PlotStage) -> None:
    stage.click_card("goes out")
    stage.press(Key.Key_Up)
    thread = stage.tab.table.current_thread()
    assert thread is not None
    assert thread.title == "Lamp"
    stage.press(Key.Key_F2)
    stage.type("Lantern")
    stage.enter()
    stage.press(Key.Key_Right, ALT)
    assert list(stage.saved()) == ["Pilot", "Lantern", "Soup"]
    stage.press(Key.Key_Down)
    assert stage.current() == "goes out"


def test_a_dragged_header_takes_its_thread_along(stage: PlotStage) -> None:
    stage.drag_heading("Lamp", stage.heading("Soup") + QPoint(60, 0))
    assert list(stage.saved()) == ["Pilot", "Soup", "Lamp"]
    assert stage.desk.library.undo_label == "Move thread"
    stage.drag_heading("Lamp", stage.heading("Pilot") - QPoint(60, 0))
    assert list(stage.saved()) == ["Lamp", "Pilot", "Soup"]


def test_a_thread_is_renamed_in_its_header(stage: PlotStage) -> None:
    viewport = stage.header(threads=True).viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=stage.heading("Pilot"))
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=stage.heading("Pilot"))
    assert isinstance(stage.editor(), QLineEdit)
    stage.type("The pilot")
    stage.enter()
    assert list(stage.saved()) == ["Lamp", "The pilot", "Soup"]


def test_a_thread_is_deleted_and_comes_back_with_its_beats(stage: PlotStage) -> None:
    stage.click_card("goes out")
    stage.press(Key.Key_Up)
    stage.press(Key.Key_Delete)
    assert list(stage.saved()) == ["Pilot", "Soup"]
    stage.press(Key.Key_Z, CONTROL)
    assert stage.saved() == {title: list(beats) for title, beats in STORY.items()}


def test_a_thread_is_duplicated_with_its_beats(stage: PlotStage) -> None:
    stage.click_card("goes out")
    stage.press(Key.Key_Up)
    stage.press(Key.Key_D, CONTROL)
    with second_look(stage.desk.library.path) as library:
        titles = [thread.title for thread in library.plot.threads(stage.story_id)]
        assert len(library.plot.beats(stage.story_id)) == 8
    assert titles == ["Lamp", "Lamp", "Pilot", "Soup"]


def test_a_threads_menu_sets_kind_colour_and_promise(stage: PlotStage) -> None:
    stage.click_card("goes out")
    stage.press(Key.Key_Up)
    for path in (("Kind", "Mystery"), ("Colour", "Teal"), ("A promise to the reader",)):
        choose(stage.tab.actions_on_grid.menu(), *path)
    with second_look(stage.desk.library.path) as library:
        thread = library.plot.threads(stage.story_id)[0]
    assert (thread.kind, thread.colour, thread.promise) == (ThreadKind.MYSTERY, "teal", False)


def test_a_beats_menu_ties_it_to_a_scene(stage: PlotStage) -> None:
    stage.click_card("is found")
    choose(stage.tab.actions_on_grid.menu(), "Scene", "Scene 1")
    scene = stage.desk.library.outline.chapter(stage.chapter("Fog")).scenes[0]
    with second_look(stage.desk.library.path) as library:
        assert library.plot.beat(stage.beat("is found").id).scene_id == scene.id
