"""The matrix of secrets: who knows what as of a chapter, said and changed in its cells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.cast.secrets.reveal_card import RevealCard
from planner.desktop.cast.secrets.tab import SecretsTab
from planner.desktop.desk import Desk
from planner.domain.outline import ChapterId, PersonId
from planner.library.file import Library
from tests.desktop.cast_tables_stage import ALT, PLAIN, CastStage, CastStory
from tests.desktop.outline_stage import second_look

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class Stage(CastStage):
    """The matrix, shown."""

    def __init__(self, desk: Desk, qtbot: QtBot, story: CastStory) -> None:
        desk.place.open_story(story.id)
        made = SecretsTab(desk)
        self.secrets_tab = made
        self.tester = QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        super().__init__(desk, qtbot, story, made, "secrets.matrix")

    @property
    def card(self) -> RevealCard:
        return self.find(RevealCard, "secrets.reveal")

    def saved(self) -> dict[tuple[int, str], tuple[int | None, str, str]]:
        """In the file, by place of the secret and who learns it: the chapter (0: from the start), who tells, how."""
        with second_look(self.desk.library.path) as library:
            secrets = [secret.id for secret in library.secrets.all(self.story.id)]
            people: dict[PersonId | None, str] = {each.id: each.name for each in library.cast.people(self.story.id)}
            people[None] = ""
            numbers: dict[ChapterId | None, int] = {
                chapter_id: number for number, chapter_id in enumerate(library.outline.reading_order(self.story.id), 1)
            }
            numbers[None] = 0
            return {
                (secrets.index(each.secret_id), people[each.person_id]): (
                    numbers.get(each.chapter_id),
                    people[each.teller],
                    each.how,
                )
                for each in library.secrets.reveals(self.story.id)
            }

    def titles(self) -> list[str]:
        with second_look(self.desk.library.path) as library:
            return [secret.title for secret in library.secrets.all(self.story.id)]

    def lines(self, name: str) -> list[str]:
        model = self.find(QListView, name).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def choose(self, name: str, words: str) -> None:
        """Choose in a box of the card, by keyboard."""
        box = self.find(QComboBox, name)
        box.setFocus()
        row = box.findText(words)
        assert row >= 0, words
        while box.currentIndex() != row:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up)

    def field(self) -> QPlainTextEdit:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPlainTextEdit), focus
        return focus


@pytest.fixture
def story(library: Library) -> CastStory:
    made = CastStory(library)
    with library.change("Secrets"):
        lamp = made.secrets[0]
        library.secrets.learn(lamp, made.people[0])
        library.secrets.learn(lamp, made.people[1], made.chapters[1], teller=made.people[0])
        library.secrets.learn(lamp, None, made.chapters[3])
    return made


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot, story: CastStory) -> Stage:
    return Stage(desk, qtbot, story)


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


# What it shows


def test_without_secrets_it_says_what_it_is_for_and_begins_in_place(desk: Desk, library: Library, qtbot: QtBot) -> None:
    story = CastStory(library)
    with library.change("Delete"):
        for secret in story.secrets:
            library.secrets.remove(secret)
    stage = Stage(desk, qtbot, story)
    first = stage.find(QPushButton, "secrets.add_first")
    assert first.isVisible()
    first.click()
    stage.field()
    stage.press(Qt.Key.Key_Escape)
    assert first.isVisible()
    first.click()
    stage.type("Who rang")
    stage.press(Qt.Key.Key_Return)
    assert stage.titles() == ["Who rang"]
    assert stage.table.isVisible()


def test_cells_say_who_knows_what_as_of_a_chapter(stage: Stage) -> None:
    assert stage.header(DOWN) == ["The reader", "Ines", "Tomas", "Ruy"]
    assert stage.header(ACROSS) == ["The lamp was put out", "Ruy counts cards"]
    stage.desk.place.set_as_of(1)
    assert stage.shown() == [
        ["in chapter 4", "never"],
        ["from the start", "never"],
        ["in chapter 2", "never"],
        ["never", "never"],
    ]
    stage.desk.place.set_as_of(None)
    assert [row[0] for row in stage.shown()] == ["since chapter 4", "from the start", "since chapter 2", "never"]
    spoken = stage.table.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tomas has known “The lamp was put out” since chapter 2."


def test_how_a_secret_comes_out_is_told_in_reading_order(stage: Stage) -> None:
    assert stage.lines("secrets.course") == [
        "Ines knows it from the start.",
        "Tomas learns it from Ines.",
        "The reader learns it.",
    ]
    stage.go(0, 1)
    assert stage.lines("secrets.course") == []


def test_it_follows_the_library(stage: Stage) -> None:
    library, story = stage.desk.library, stage.story
    with library.change("Chapter"):
        library.outline.move_chapter(story.chapters[3], None, 0)
    assert stage.shown()[0][0] == "since chapter 1"
    with library.change("Person"):
        library.cast.move(story.people[2], 0)
        library.cast.edit(story.people[0], name="Inês")
        library.cast.add(story.id, "Odile")
    assert stage.header(DOWN) == ["The reader", "Ruy", "Inês", "Tomas", "Odile"]
    with library.change("Remove"):
        library.secrets.remove(story.secrets[0])
    assert stage.header(ACROSS) == ["Ruy counts cards"]
    library.undo()
    assert stage.shown()[3] == ["since chapter 3", "never"]


def test_it_catches_up_when_it_is_shown_again(stage: Stage) -> None:
    stage.tab.hide()
    with stage.desk.library.change("Learn"):
        stage.desk.library.secrets.learn(stage.story.secrets[1], None)
    stage.tab.show()
    assert stage.shown()[0][1] == "from the start"


# Learning


def test_space_has_somebody_learn_it_in_the_chapter_of_the_slider(stage: Stage) -> None:
    stage.desk.place.set_as_of(3)
    stage.go(3, 0)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[0, "Ruy"] == (3, "", "")
    stage.desk.place.set_as_of(0)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[0, "Ruy"] == (0, "", "")
    stage.press(Qt.Key.Key_Delete)
    assert (0, "Ruy") not in stage.saved()
    stage.desk.library.undo()
    assert stage.saved()[0, "Ruy"] == (0, "", "")


def test_another_chapter_keeps_who_tells_it(stage: Stage) -> None:
    stage.desk.place.set_as_of(5)
    stage.go(2, 0)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[0, "Tomas"] == (5, "Ines", "")


def test_enter_opens_the_card_of_a_cell(stage: Stage) -> None:
    stage.desk.place.set_as_of(2)
    stage.go(3, 1)
    stage.press(Qt.Key.Key_Return)
    assert stage.card.isVisible()
    assert not stage.find(QComboBox, "secrets.reveal.teller").isEnabled()
    here = stage.find(QPushButton, "secrets.reveal.here")
    assert here.text() == "In chapter 2"
    stage.qtbot.waitUntil(here.hasFocus)
    QTest.keyClick(here, Qt.Key.Key_Return)
    assert stage.saved()[1, "Ruy"] == (2, "", "")
    stage.choose("secrets.reveal.teller", "Tomas")
    stage.choose("secrets.reveal.chapter", "Chapter 4: The bell")
    how = stage.find(QLineEdit, "secrets.reveal.how")
    how.setFocus()
    QTest.keyClicks(how, "over soup")
    QTest.keyClick(how, Qt.Key.Key_Return)
    assert stage.saved()[1, "Ruy"] == (4, "Tomas", "over soup")
    QTest.keyClick(stage.card, Qt.Key.Key_Escape)
    assert not stage.card.isVisible()
    assert stage.table.hasFocus()


def test_a_click_opens_it_too_and_never_forgets(stage: Stage) -> None:
    stage.click(2, 0)
    assert stage.card.isVisible()
    stage.find(QPushButton, "secrets.reveal.never").click()
    assert (0, "Tomas") not in stage.saved()
    stage.find(QPushButton, "secrets.reveal.start").click()
    assert stage.saved()[0, "Tomas"] == (0, "", "")
    stage.choose("secrets.reveal.chapter", "Never")
    assert (0, "Tomas") not in stage.saved()


def test_a_scene_can_be_said_where_a_chapter_has_several(stage: Stage) -> None:
    library, chapter = stage.desk.library, stage.story.chapters[1]
    with library.change("Scene"):
        scene = library.outline.add_scene(chapter, title="On deck")
    stage.click(2, 0)
    stage.choose("secrets.reveal.scene", "On deck")
    with second_look(library.path) as other:
        assert [each.scene_id for each in other.secrets.reveals(stage.story.id) if each.scene_id] == [scene]


def test_of_the_whole_story_the_chapter_the_author_is_in_is_offered(stage: Stage) -> None:
    stage.click(3, 0)
    assert not stage.find(QPushButton, "secrets.reveal.here").isVisible()
    stage.card.close()
    stage.desk.place.select("chapter", stage.story.chapters[4])
    stage.go(3, 0)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[0, "Ruy"] == (5, "", "")


# What cannot be so


def test_a_slip_is_pointed_out_and_leads_to_its_cell(stage: Stage) -> None:
    assert not stage.find(QListView, "secrets.slips").isVisible()
    with stage.desk.library.change("Slip"):
        stage.desk.library.secrets.learn(
            stage.story.secrets[0], stage.story.people[2], stage.story.chapters[0], teller=stage.story.people[1]
        )
    sentence = "Tomas tells “The lamp was put out” in chapter 1, but learns it in chapter 2."
    assert stage.lines("secrets.slips") == [sentence]
    spoken = stage.table.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Ruy has known “The lamp was put out” since chapter 1. {sentence}"
    view = stage.find(QListView, "secrets.slips")
    assert view.isVisible()
    stage.go(0, 1)
    at = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)
    assert (stage.table.currentIndex().row(), stage.table.currentIndex().column()) == (3, 0)
    stage.press(Qt.Key.Key_Delete)
    assert not view.isVisible()


def test_a_line_of_the_course_leads_to_its_cell_by_keyboard(stage: Stage) -> None:
    view = stage.find(QListView, "secrets.course")
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (stage.table.currentIndex().row(), stage.table.currentIndex().column()) == (2, 0)


# The secrets themselves


def test_insert_adds_a_secret_in_place(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Insert)
    stage.field()
    stage.type("The pilot lied")
    stage.press(Qt.Key.Key_Return)
    assert stage.titles() == ["The lamp was put out", "Ruy counts cards", "The pilot lied"]
    assert stage.table.currentIndex().column() == 2
    stage.desk.library.undo()
    assert stage.titles() == ["The lamp was put out", "Ruy counts cards"]


def test_a_secret_is_renamed_in_its_header(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F2)
    stage.field().selectAll()
    stage.type("Who put out the lamp")
    stage.press(Qt.Key.Key_Return)
    assert stage.titles()[0] == "Who put out the lamp"
    stage.press(Qt.Key.Key_F2)
    stage.type("x")
    stage.press(Qt.Key.Key_Escape)
    assert stage.titles()[0] == "Who put out the lamp"
    assert stage.table.hasFocus()


def test_a_title_that_was_typed_is_kept_when_the_focus_leaves(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F2)
    stage.field().selectAll()
    stage.type("Lamp")
    stage.find(QPushButton, "secrets.add").setFocus()
    assert stage.titles()[0] == "Lamp"


def test_alt_and_arrows_move_a_secret(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Right, ALT)
    assert stage.titles() == ["Ruy counts cards", "The lamp was put out"]
    assert stage.table.currentIndex().column() == 1
    stage.press(Qt.Key.Key_Right, ALT)
    stage.press(Qt.Key.Key_Left, ALT)
    assert stage.titles() == ["The lamp was put out", "Ruy counts cards"]


def test_a_secret_is_dragged_to_another_place(stage: Stage) -> None:
    header = stage.table.horizontalHeader()
    assert isinstance(header, QHeaderView)
    start = QPoint(header.sectionViewportPosition(0) + 20, 10)
    end = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 8, 10)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, start)
    for step in range(1, 6):
        QTest.mouseMove(header.viewport(), start + (end - start) * step / 5)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, end)
    assert stage.titles() == ["Ruy counts cards", "The lamp was put out"]


def test_the_menu_says_whether_the_reader_is_owed_it_and_deletes(stage: Stage) -> None:
    menu = stage.secrets_tab.menu()
    choose(menu, "The reader is owed it")
    with second_look(stage.desk.library.path) as other:
        assert [secret.promise for secret in other.secrets.all(stage.story.id)] == [False, True]
    choose(stage.secrets_tab.menu(), "Move right")
    choose(stage.secrets_tab.menu(), "Delete the secret")
    assert stage.titles() == ["Ruy counts cards"]
    stage.desk.library.undo()
    assert stage.titles() == ["Ruy counts cards", "The lamp was put out"]


# The place


def test_looking_at_the_matrix_leaves_the_author_where_she_is(stage: Stage) -> None:
    stage.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in stage.tab.findChildren(QTimer)))
    assert stage.desk.place.kind == "story"


def test_the_selected_secret_is_that_of_the_cell_and_the_other_way_round(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Right)
    stage.qtbot.waitUntil(lambda: stage.desk.place.secret_id == stage.story.secrets[1])
    stage.desk.place.select("secret", stage.story.secrets[0])
    assert stage.table.currentIndex().column() == 0


def test_a_library_opened_to_look_offers_nothing_to_change(
    library: Library, story: CastStory, qtbot: QtBot, qapp: QApplication
) -> None:
    keeper = QObject()
    with second_look(library.path) as other:
        desk = build_desk(other, qapp, keeper)
        stage = Stage(desk, qtbot, story)
        assert not stage.find(QPushButton, "secrets.add").isEnabled()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_F2, Qt.Key.Key_Return):
            stage.press(key)
        assert not stage.card.isVisible()
        assert stage.table.hasFocus()
        assert stage.secrets_tab.menu().actions() == []
        stage.tab.hide()
        desk.bus.close()
    keeper.deleteLater()
