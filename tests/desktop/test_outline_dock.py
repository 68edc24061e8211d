"""The outline beside the story, driven by keyboard, mouse and drag, and judged by the file and the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.icons import icon
from planner.desktop.outline.dock import OutlineDock
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.tree import OutlineTree
from planner.desktop.undo import Undo
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.prose.model import prose_from_text
from tests.desktop.outline_stage import Plan, add_story, ref_titled, saved_plan, second_look

PLAN: Plan = ["Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw", "Epilogue"]
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Stage:
    """The dock on a story, shown and with the focus in its tree."""

    def __init__(self, desk: Desk, qtbot: QtBot, plan: Plan = PLAN) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.story_id: StoryId = add_story(desk.library, plan)
        desk.place.open_story(self.story_id)
        self.dock = OutlineDock(desk)
        self.undo = Undo(desk, self.dock)
        self.tester = QAbstractItemModelTester(self.dock.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        # The commands of the whole window have no window here.
        desk.commands.attach("everywhere", self.dock)
        desk.commands.attach("story", self.dock)
        qtbot.addWidget(self.dock)
        self.dock.resize(300, 700)
        self.dock.show()
        self.dock.activateWindow()
        if plan:
            self.dock.tree.setFocus()
            qtbot.waitUntil(self.dock.tree.hasFocus)

    @property
    def tree(self) -> OutlineTree:
        return self.dock.tree

    def at(self, title: str) -> QPoint:
        """The middle of a row in the viewport."""
        index = self.dock.model.index_of(ref_titled(self.dock.model.outline, title))
        assert index.isValid(), f"{title} has no row"
        self.tree.scrollTo(index)
        return self.tree.visualRect(index).center()

    def click(self, title: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, modifier, self.at(title))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.tree, key, modifier)

    def type(self, text: str) -> None:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit), "no title is being edited"
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        # Qt closes the editor of a view a turn of the event loop later.
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not editor)

    def saved(self) -> list[str | tuple[str, list[str]]]:
        return saved_plan(self.desk.library.path, self.story_id)

    def current(self) -> str:
        return str(self.tree.currentIndex().data(Qt.ItemDataRole.EditRole))

    def selected(self) -> set[str]:
        return {str(index.data(Qt.ItemDataRole.EditRole)) for index in self.tree.selectionModel().selectedRows()}

    def drag(self, titles: list[str], to: QPoint) -> bool:
        """Drag rows over the tree and let go at a point; returns whether the tree took them."""
        indexes = [self.dock.model.index_of(ref_titled(self.dock.model.outline, title)) for title in titles]
        data = self.dock.model.mimeData(indexes)
        viewport, move = self.tree.viewport(), Qt.DropAction.MoveAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(viewport, QDragEnterEvent(to, move, data, buttons, keys))
        over = QDragMoveEvent(to, move, data, buttons, keys)
        QApplication.sendEvent(viewport, over)
        drop = QDropEvent(QPointF(to), move, data, buttons, keys)
        QApplication.sendEvent(viewport, drop)
        assert over.isAccepted() == drop.isAccepted()
        return drop.isAccepted()


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


# Going


def test_a_click_takes_the_author_there(stage: Stage) -> None:
    stage.click("Thaw")
    assert stage.desk.place.kind == "chapter"
    assert stage.desk.place.chapter_id == ref_titled(stage.dock.model.outline, "Thaw").id


def test_the_tree_goes_where_the_author_is(stage: Stage) -> None:
    chapter = ref_titled(stage.dock.model.outline, "Epilogue")
    stage.desk.place.select("chapter", chapter.id)
    assert stage.current() == "Epilogue"
    assert stage.selected() == {"Epilogue"}


def test_a_scene_under_the_cursor_does_not_open_its_chapter(stage: Stage) -> None:
    lake = ref_titled(stage.dock.model.outline, "The lake")
    stage.desk.place.select("scene", lake.id)
    assert stage.current() == "Ice"
    assert stage.desk.place.scene_id == lake.id
    stage.tree.expand(stage.dock.model.index_of(ref_titled(stage.dock.model.outline, "Ice")))
    stage.desk.place.select("chapter", ref_titled(stage.dock.model.outline, "Thaw").id)
    stage.desk.place.select("scene", lake.id)
    assert stage.current() == "The lake"


def test_the_focus_alone_takes_the_author_nowhere(stage: Stage) -> None:
    stage.dock.filter.line.setFocus()
    stage.tree.setFocus()
    assert stage.desk.place.kind == "story"


def test_enter_goes_on_to_the_text(stage: Stage) -> None:
    went: list[str] = []
    stage.desk.commands.bind("go.write", lambda: went.append("write"))
    stage.click("Thaw")
    stage.press(Qt.Key.Key_Return)
    assert went == ["write"]


def test_a_title_is_found_by_typing_it(stage: Stage) -> None:
    stage.click("Prologue")
    QTest.keyClicks(stage.tree, "epi")
    assert stage.current() == "Epilogue"


# Adding, naming, copying, deleting


def test_insert_adds_a_chapter_after_the_current_and_asks_for_its_title(stage: Stage) -> None:
    went: list[str] = []
    stage.desk.commands.bind("go.write", lambda: went.append("write"))
    stage.click("Snow")
    stage.press(Qt.Key.Key_Insert)
    stage.type("Sleet")
    assert stage.tree.hasFocus()
    assert went == [], "Enter ends the title; it does not lead on to the text"
    assert stage.saved()[1] == ("Winter", ["Snow", "Sleet", "Ice: The lake, The crack"])
    assert stage.current() == "Sleet"
    assert stage.desk.place.chapter_id == ref_titled(stage.dock.model.outline, "Sleet").id
    with second_look(stage.desk.library.path) as library:
        chapter = library.outline.chapter(ChapterId(ref_titled(stage.dock.model.outline, "Sleet").id))
    assert chapter.status is ChapterStatus.PLANNED


def test_a_new_chapter_left_untitled_stays(stage: Stage) -> None:
    stage.click("Epilogue")
    stage.press(Qt.Key.Key_N, CONTROL | SHIFT)
    stage.press(Qt.Key.Key_Escape)
    assert stage.saved()[-1] == ""


def test_insert_on_a_scene_adds_a_scene(stage: Stage) -> None:
    stage.tree.expandAll()
    stage.click("The lake")
    stage.press(Qt.Key.Key_Insert)
    stage.type("The hole")
    assert stage.saved()[1] == ("Winter", ["Snow", "Ice: The lake, The hole, The crack"])


def test_an_arc_is_added_and_named(stage: Stage) -> None:
    stage.click("Snow")
    stage.desk.commands.run("outline.add_arc")
    stage.type("Spring")
    assert stage.saved()[2] == ("Spring", [])
    stage.desk.commands.run("outline.add_chapter")
    stage.type("Rain")
    assert stage.saved()[2] == ("Spring", ["Rain"])


def test_f2_and_double_click_rename_in_place(stage: Stage) -> None:
    stage.click("Thaw")
    stage.press(Qt.Key.Key_F2)
    stage.type("The thaw")
    assert stage.saved()[2] == "The thaw"
    stage.click("Winter")
    QTest.mouseDClick(
        stage.tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, stage.at("Winter")
    )
    stage.type("Deep winter")
    assert stage.saved()[1] == ("Deep winter", ["Snow", "Ice: The lake, The crack"])


def test_a_copy_stands_after_its_original_and_is_current(stage: Stage) -> None:
    stage.click("Snow")
    stage.press(Qt.Key.Key_D, CONTROL)
    assert stage.saved()[1] == ("Winter", ["Snow", "Snow", "Ice: The lake, The crack"])
    assert stage.tree.currentIndex().row() == 1


def test_deleting_selects_the_neighbour_and_offers_undo(stage: Stage) -> None:
    said = QSignalSpy(stage.desk.notices.said)
    stage.click("Thaw")
    stage.press(Qt.Key.Key_Delete)
    assert stage.saved() == ["Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Epilogue"]
    assert stage.current() == "Epilogue"
    assert stage.desk.place.chapter_id == ref_titled(stage.dock.model.outline, "Epilogue").id
    assert list(said.at(0)) == ["Deleted Chapter 4: Thaw.", True]
    stage.press(Qt.Key.Key_Z, CONTROL)
    assert stage.saved() == list(PLAN_SAVED)
    assert stage.current() == "Thaw"


def test_several_are_deleted_as_one_step(stage: Stage) -> None:
    stage.click("Prologue")
    stage.click("Thaw", CONTROL)
    stage.click("Epilogue", CONTROL)
    stage.press(Qt.Key.Key_Delete)
    assert stage.saved() == [("Winter", ["Snow", "Ice: The lake, The crack"])]
    assert stage.desk.library.undo_label == "Delete 3 chapters"
    stage.press(Qt.Key.Key_Z, CONTROL)
    assert stage.saved() == list(PLAN_SAVED)
    assert stage.selected() == {"Prologue", "Thaw", "Epilogue"}


PLAN_SAVED = ("Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw", "Epilogue")


# Moving by keyboard


def test_alt_and_arrows_move_across_the_border_of_an_arc(stage: Stage) -> None:
    stage.click("Thaw")
    stage.press(Qt.Key.Key_Up, ALT)
    assert stage.saved()[1] == ("Winter", ["Snow", "Ice: The lake, The crack", "Thaw"])
    assert stage.current() == "Thaw"
    for _ in range(3):
        stage.press(Qt.Key.Key_Up, ALT)
    assert stage.saved()[:2] == ["Prologue", "Thaw"]
    stage.press(Qt.Key.Key_Down, ALT)
    assert stage.saved()[1] == ("Winter", ["Thaw", "Snow", "Ice: The lake, The crack"])
    for _ in range(5):
        stage.press(Qt.Key.Key_Z, CONTROL)
    assert stage.saved() == list(PLAN_SAVED)
    for _ in range(5):
        stage.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert stage.saved()[1] == ("Winter", ["Thaw", "Snow", "Ice: The lake, The crack"])


def test_alt_right_and_left_put_into_an_arc_and_take_out(stage: Stage) -> None:
    stage.click("Thaw")
    stage.click("Epilogue", SHIFT)
    stage.press(Qt.Key.Key_Right, ALT)
    assert stage.saved() == ["Prologue", ("Winter", ["Snow", "Ice: The lake, The crack", "Thaw", "Epilogue"])]
    assert stage.selected() == {"Thaw", "Epilogue"}
    stage.press(Qt.Key.Key_Left, ALT)
    assert stage.saved() == list(PLAN_SAVED)


def test_a_scene_moves_to_the_next_chapter(stage: Stage) -> None:
    stage.tree.expandAll()
    stage.click("The crack")
    stage.press(Qt.Key.Key_Down, ALT)
    assert stage.saved()[1:3] == [("Winter", ["Snow", "Ice: The lake"]), "Thaw: The crack, ?"]
    assert stage.current() == "The crack"


def test_chapters_are_grouped_and_an_arc_dissolved(stage: Stage) -> None:
    stage.click("Thaw")
    stage.click("Epilogue", CONTROL)
    stage.press(Qt.Key.Key_G, CONTROL)
    stage.type("Spring")
    assert stage.saved()[2] == ("Spring", ["Thaw", "Epilogue"])
    stage.press(Qt.Key.Key_G, CONTROL | SHIFT)
    assert stage.saved() == list(PLAN_SAVED)
    assert stage.current() == "Thaw"


def test_a_chapter_is_split_at_a_scene_and_scenes_are_joined(stage: Stage) -> None:
    stage.tree.expandAll()
    stage.click("The crack")
    stage.desk.commands.run("outline.split_chapter")
    stage.type("Water")
    assert stage.saved()[1] == ("Winter", ["Snow", "Ice: The lake", "Water: The crack"])
    stage.desk.library.undo()
    stage.desk.library.undo()
    stage.click("The crack")
    stage.desk.commands.run("outline.merge_scene")
    assert stage.saved()[1] == ("Winter", ["Snow", "Ice: The lake / The crack"])


def test_a_status_is_given_to_all_selected(stage: Stage) -> None:
    stage.click("Prologue")
    stage.click("Thaw", CONTROL)
    stage.desk.commands.run("outline.status.drafted")
    with second_look(stage.desk.library.path) as library:
        statuses = [chapter.status.value for chapter in library.outline.get(stage.story_id).chapters]
    assert statuses == ["drafted", "planned", "planned", "drafted", "planned"]
    assert stage.desk.commands.actions["outline.status.drafted"].isChecked()


def test_commands_apply_to_what_is_selected(stage: Stage) -> None:
    actions = stage.desk.commands.actions
    assert not actions["outline.delete"].isEnabled()
    stage.click("Winter")
    assert actions["outline.dissolve"].isEnabled()
    assert not actions["outline.add_scene"].isEnabled()
    stage.click("Snow")
    assert actions["outline.outdent"].isEnabled()
    assert not actions["outline.indent"].isEnabled()
    assert not actions["outline.split_chapter"].isEnabled()


# Dragging


def lower_edge(stage: Stage, title: str) -> QPoint:
    return stage.at(title) + QPoint(0, 13)


def upper_edge(stage: Stage, title: str) -> QPoint:
    return stage.at(title) - QPoint(0, 13)


def test_a_chapter_is_dropped_between_others(stage: Stage) -> None:
    assert stage.drag(["Epilogue"], upper_edge(stage, "Prologue"))
    assert stage.saved() == ["Epilogue", "Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw"]
    assert stage.current() == "Epilogue"
    assert stage.desk.place.chapter_id == ref_titled(stage.dock.model.outline, "Epilogue").id


def test_several_chapters_are_dropped_on_an_arc(stage: Stage) -> None:
    stage.click("Prologue")
    stage.click("Thaw", CONTROL)
    assert stage.drag(["Prologue", "Thaw"], stage.at("Winter"))
    assert stage.saved() == [("Winter", ["Snow", "Ice: The lake, The crack", "Prologue", "Thaw"]), "Epilogue"]
    assert stage.selected() == {"Prologue", "Thaw"}
    stage.press(Qt.Key.Key_Z, CONTROL)
    assert stage.saved() == list(PLAN_SAVED)


def test_the_edge_of_an_arc_is_before_its_first_chapter(stage: Stage) -> None:
    assert stage.drag(["Epilogue"], lower_edge(stage, "Winter"))
    assert stage.saved()[1] == ("Winter", ["Epilogue", "Snow", "Ice: The lake, The crack"])


def test_below_the_last_of_an_arc_the_mouse_says_how_far_out(stage: Stage) -> None:
    assert stage.drag(["Prologue"], lower_edge(stage, "Ice"))
    assert stage.saved()[0] == ("Winter", ["Snow", "Ice: The lake, The crack", "Prologue"])
    stage.desk.library.undo()
    assert stage.drag(["Prologue"], QPoint(6, lower_edge(stage, "Ice").y()))
    assert stage.saved() == [("Winter", ["Snow", "Ice: The lake, The crack"]), "Prologue", "Thaw", "Epilogue"]


def test_an_arc_stays_at_the_top(stage: Stage) -> None:
    assert stage.drag(["Winter"], lower_edge(stage, "Epilogue"))
    assert stage.saved() == ["Prologue", "Thaw", "Epilogue", ("Winter", ["Snow", "Ice: The lake, The crack"])]
    stage.desk.library.undo()
    with stage.desk.library.change("Add arc"):
        stage.desk.library.outline.add_arc(stage.story_id, "Spring")
    assert stage.drag(["Spring"], stage.at("Snow"))
    assert stage.saved()[1] == ("Spring", [])


def test_below_the_last_row_is_the_end_of_the_story(stage: Stage) -> None:
    assert stage.drag(["Snow"], QPoint(100, stage.tree.viewport().height() - 5))
    assert stage.saved()[-1] == "Snow"


def test_a_scene_is_dropped_on_a_chapter_and_between_scenes(stage: Stage) -> None:
    stage.tree.expandAll()
    assert stage.drag(["The crack"], stage.at("Thaw"))
    assert stage.saved()[1:3] == [("Winter", ["Snow", "Ice: The lake"]), "Thaw: ?, The crack"]
    stage.desk.library.undo()
    stage.tree.expandAll()
    assert stage.drag(["The crack"], upper_edge(stage, "The lake"))
    assert stage.saved()[1] == ("Winter", ["Snow", "Ice: The crack, The lake"])


def test_a_scene_has_no_place_on_an_arc_or_at_the_end(stage: Stage) -> None:
    assert not stage.drag(["The lake"], stage.at("Winter"))
    assert not stage.drag(["The lake"], QPoint(100, stage.tree.viewport().height() - 5))
    assert stage.saved() == list(PLAN_SAVED)


def test_nothing_is_dropped_among_filtered_rows(stage: Stage) -> None:
    stage.dock.filter.line.setText("e")
    assert not stage.drag(["Epilogue"], upper_edge(stage, "Prologue"))
    assert stage.saved() == list(PLAN_SAVED)


# Head, filter, empty


def test_the_filter_keeps_what_matches_and_what_holds_it(stage: Stage) -> None:
    stage.click("Snow")
    stage.dock.filter.line.setText("CRÄCK")
    assert visible(stage) == ["Winter", "Ice", "The crack"]
    stage.dock.filter.line.clear()
    assert visible(stage) == ["Prologue", "Winter", "Snow", "Ice", "Thaw", "Epilogue"]


def test_a_new_chapter_is_not_hidden_by_the_filter(stage: Stage) -> None:
    stage.click("Thaw")
    stage.dock.filter.line.setText("thaw")
    stage.tree.setFocus()
    stage.press(Qt.Key.Key_Insert)
    stage.type("Mud")
    assert "Mud" in visible(stage)
    assert stage.dock.filter.text == ""


def test_a_filter_without_a_match_says_so_and_escape_ends_it(stage: Stage) -> None:
    stage.dock.filter.line.setFocus()
    QTest.keyClicks(stage.dock.filter.line, "nowhere")
    assert not stage.tree.isVisible()
    QTest.keyClick(stage.dock.filter.line, Qt.Key.Key_Escape)
    assert stage.tree.isVisible()
    assert len(visible(stage)) == 6


def test_statuses_are_filtered(stage: Stage) -> None:
    stage.click("Snow")
    stage.desk.commands.run("outline.status.ready")
    menu = stage.dock.filter.findChild(QMenu, "outline.status_filter")
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Ready").trigger()
    assert visible(stage) == ["Winter", "Snow"]


def visible(stage: Stage) -> list[str]:
    """Titles of the rows on the screen, from top to bottom."""
    titles, index = [], stage.dock.model.index(0, 0)
    while index.isValid():
        if not stage.tree.isRowHidden(index.row(), index.parent()):
            titles.append(str(index.data(Qt.ItemDataRole.EditRole)))
        index = stage.tree.indexBelow(index)
    return titles


def test_a_long_next_step_takes_a_second_line_before_it_is_shortened(qtbot: QtBot, desk: Desk) -> None:
    words = "Go on with Chapter 5: One Notebook, Grey & Worn"
    step = ElidedButton("step", lines=2)
    qtbot.addWidget(step)
    # As wide as its words are in the fonts there are.
    whole = step.fontMetrics().horizontalAdvance(words)
    step.resize(whole * 2, 40)
    step.say(words, icon("arrow-right", desk.theme), "It was written last.")
    step.show()
    assert step.text() == words.replace("&", "&&")
    one_line = step.sizeHint().height()
    step.resize(round(whole * 0.65) + 30, 60)
    assert step.text().split() == words.replace("&", "&&").split()
    assert step.text().count("\n") == 1
    assert step.toolTip() == "It was written last."
    assert step.sizeHint().height() > one_line
    step.resize(round(whole * 0.25) + 30, 60)
    assert step.text().count("\n") == 1
    assert step.text().endswith("…")
    assert step.toolTip() == f"{words}\nIt was written last."


def test_the_head_says_how_far_the_story_is_and_what_comes_next(stage: Stage) -> None:
    prologue = ref_titled(stage.dock.model.outline, "Prologue")
    stage.desk.library.texts.save_chapter(
        ChapterId(prologue.id), ChapterText((SceneText(None, prose_from_text("Three short words.")),))
    )
    with stage.desk.library.change("Plan"):
        stage.desk.library.stories.edit(stage.story_id, expected=12)
        stage.desk.library.outline.edit_chapter(ChapterId(prologue.id), status=ChapterStatus.READY)
    assert stage.dock.header.progress.text() == "1 of 12 chapters · 3 words"
    assert stage.dock.header.next_step.words == "Write Chapter 2: Snow"
    assert stage.dock.header.next_step.toolTip().endswith("It is the first chapter in reading order that has no draft.")
    went: list[str] = []
    stage.desk.commands.bind("go.write", lambda: went.append("write"))
    QTest.mouseClick(stage.dock.header.next_step, Qt.MouseButton.LeftButton)
    assert went == ["write"]
    assert stage.current() == "Snow"


def test_the_story_is_chosen_and_renamed_at_its_title(stage: Stage) -> None:
    stage.click("Thaw")
    title = stage.dock.header.title
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert stage.desk.place.kind == "story"
    assert stage.selected() == set()
    QTest.mouseDClick(title, Qt.MouseButton.LeftButton)
    stage.type("The lamp")
    with second_look(stage.desk.library.path) as library:
        assert library.stories.get(stage.story_id).title == "The lamp"
    assert stage.desk.library.undo_label == "Rename story"


def test_an_empty_story_offers_the_first_steps(desk: Desk, qtbot: QtBot) -> None:
    stage = Stage(desk, qtbot, [])
    assert not stage.tree.isVisible()
    with desk.library.change("Plan"):
        desk.library.stories.edit(stage.story_id, expected=8)
    several = stage.dock.findChild(QPushButton, "outline.plan_expected")
    assert several is not None
    assert several.text() == "Plan 8 chapters"
    QTest.mouseClick(several, Qt.MouseButton.LeftButton)
    assert stage.saved() == [""] * 8
    assert stage.tree.isVisible()
    assert desk.library.undo_label == "Plan 8 chapters"


def test_another_story_takes_the_place_of_the_first(stage: Stage) -> None:
    other = add_story(stage.desk.library, ["Elsewhere"], "Another")
    stage.desk.place.open_story(other)
    assert visible(stage) == ["Elsewhere"]
    stage.desk.place.open_story(None)
    assert stage.dock.model.rowCount() == 0


def test_each_kind_of_row_has_a_menu(stage: Stage) -> None:
    outline = stage.dock.model.outline
    for title, expected, missing in (
        ("Winter", "Dissolve the arc", "Add a scene"),
        ("Snow", "Add a scene", "Dissolve the arc"),
        ("The lake", "Join with the scene before", "Group into an arc"),
    ):
        texts = [action.text() for action in stage.dock.actions_on_outline.menu(ref_titled(outline, title)).actions()]
        assert expected in texts
        assert missing not in texts
