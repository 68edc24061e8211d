"""The chart of presence: who is in which chapter, who is missed, who shares scenes, and whom the text names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.cast.presence.suggestions import SuggestionsDialog
from planner.desktop.cast.presence.tab import PresenceTab
from planner.desktop.desk import Desk
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import SceneId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.desktop.cast_tables_stage import PLAIN, CastStage, CastStory
from tests.desktop.outline_stage import second_look

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
LONG = tuple(f"Day {number}" for number in range(1, 12))


class Stage(CastStage):
    """The chart, shown."""

    def __init__(self, desk: Desk, qtbot: QtBot, story: CastStory) -> None:
        self.said: list[str] = []
        desk.notices.said.connect(lambda text, _undo: self.said.append(text))
        desk.place.open_story(story.id)
        self.presence_tab = made = PresenceTab(desk)
        self.tester = QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        super().__init__(desk, qtbot, story, made, "presence.chart")

    def saved(self) -> list[str]:
        """In the file: who is set as present, chapter by chapter, scene by scene."""
        with second_look(self.desk.library.path) as library:
            names = {person.id: person.name for person in library.cast.people(self.story.id)}
            return [
                " | ".join(", ".join(names[each] for each in scene.present) for scene in chapter.scenes)
                for chapter in library.outline.get(self.story.id).chapters
            ]

    def lines(self, name: str) -> list[str]:
        model = self.find(QListView, name).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def dialog(self) -> SuggestionsDialog:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SuggestionsDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SuggestionsDialog)
        return dialog


def put(library: Library, story: CastStory, chapter: int, *people: int, pov: int | None = None) -> SceneId:
    """Say who is in the first scene of a chapter (1…), by their place in the cast."""
    scene = library.outline.chapter(story.chapters[chapter - 1]).scenes[0]
    library.outline.set_present(scene.id, [story.people[each] for each in people])
    library.outline.edit_scene(scene.id, pov=None if pov is None else story.people[pov])
    return scene.id


def write(library: Library, story: CastStory, chapter: int, *scenes: str) -> None:
    """Give a chapter scenes with these texts."""
    chapter_id = story.chapters[chapter - 1]
    there: list[SceneId | None] = [scene.id for scene in library.outline.chapter(chapter_id).scenes]
    there += [None] * (len(scenes) - len(there))
    texts = [SceneText(scene_id, prose_from_text(text)) for scene_id, text in zip(there, scenes, strict=True)]
    library.texts.save_chapter(chapter_id, ChapterText(tuple(texts)))


@pytest.fixture
def story(library: Library) -> CastStory:
    made = CastStory(library)
    with library.change("Presence"):
        put(library, made, 1, 1, pov=0)
        put(library, made, 3, 0, 1)
        put(library, made, 4, 1)
    return made


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot, story: CastStory) -> Stage:
    return Stage(desk, qtbot, story)


# What it shows


def test_it_says_who_is_in_which_chapter(stage: Stage) -> None:
    assert stage.header(ACROSS) == ["1", "2", "3", "4", "5"]
    assert stage.shown() == [["1", "", "1", "", ""], ["1", "", "1", "1", ""], ["", "", "", "", ""]]
    assert stage.header(DOWN) == [
        "Ines: chapters 1 to 3, scenes: 2, of which told: 1, 0 words.",
        "Tomas: chapters 1 to 4, scenes: 3, of which told: 0, 0 words.",
        "Ruy is in no scene yet.",
    ]


def test_words_are_said_of_a_cell(stage: Stage) -> None:
    write(stage.desk.library, stage.story, 1, "Ines counts five words here.")
    told = stage.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert told == "Ines in Chapter 1: Embarking: 1 scene, 5 words. Tells 1 of them, 5 words."
    absent = stage.table.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert absent == "Ruy is not in Chapter 1: Embarking."


def test_rows_can_be_put_into_another_order(stage: Stage) -> None:
    box = stage.find(QComboBox, "presence.order")
    with stage.desk.library.change("Presence"):
        put(stage.desk.library, stage.story, 1, 2)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert [name.partition(":")[0] for name in stage.header(DOWN)] == ["Ruy", "Ines", "Tomas"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert [name.partition(":")[0] for name in stage.header(DOWN)] == ["Tomas", "Ines", "Ruy"]
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert [name.partition(":")[0] for name in stage.header(DOWN)] == ["Ines", "Tomas", "Ruy"]


def test_it_follows_the_library(stage: Stage) -> None:
    library, story = stage.desk.library, stage.story
    with library.change("Move"):
        library.outline.move_chapter(story.chapters[2], None, 0)
    assert stage.shown()[0] == ["1", "1", "", "", ""]
    with library.change("Shelve"):
        library.outline.shelve([story.chapters[2]])
    assert stage.shown()[0] == ["1", "", "", ""]
    with library.change("Delete"):
        library.cast.remove(story.people[1])
    assert stage.shown() == [["1", "", "", ""], ["", "", "", ""]]
    library.undo()
    assert len(stage.shown()) == 3


def test_nobody_and_no_chapters_are_said(desk: Desk, library: Library, qtbot: QtBot) -> None:
    with library.change("Add"):
        story = library.stories.add("Empty")
        for chapter in library.outline.reading_order(story):
            library.outline.remove_chapter(chapter)
    desk.place.open_story(story)
    tab = PresenceTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    shown = [each.text() for each in tab.findChildren(QLabel) if each.isVisible()]
    assert "Nobody to look for yet" in shown
    with library.change("Add"):
        library.cast.add(story, "Ines")
    shown = [each.text() for each in tab.findChildren(QLabel) if each.isVisible()]
    assert "Chapters come first" in shown


def test_who_is_missed_is_said_as_of_the_last_written_chapter(desk: Desk, library: Library, qtbot: QtBot) -> None:
    story = CastStory(library, LONG)
    with library.change("Presence"):
        put(library, story, 3, 0)
        put(library, story, 5, 1)
        put(library, story, 1, 2)
        put(library, story, 11, 2)
    stage = Stage(desk, qtbot, story)
    assert stage.lines("presence.unseen") == [
        "Ruy has not been seen for 9 chapters, since chapter 1.",
        "Ines has not been seen for 7 chapters, since chapter 3.",
    ]
    view = stage.find(QListView, "presence.unseen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (stage.table.currentIndex().row(), stage.table.currentIndex().column()) == (0, 2)


# Going and setting


def test_looking_at_the_chart_leaves_the_author_where_she_is(stage: Stage) -> None:
    stage.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in stage.tab.findChildren(QTimer)))
    assert stage.desk.place.kind == "story"


def test_a_click_goes_to_the_chapter(stage: Stage) -> None:
    stage.click(1, 3)
    stage.qtbot.waitUntil(lambda: stage.desk.place.chapter_id == stage.story.chapters[3])
    stage.desk.place.select("chapter", stage.story.chapters[1])
    assert stage.table.currentIndex().column() == 1


def test_space_puts_somebody_into_the_scene_and_out_again(stage: Stage) -> None:
    stage.go(2, 1)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved() == ["Tomas", "Ruy", "Ines, Tomas", "Tomas", ""]
    assert stage.shown()[2][1] == "1"
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[1] == ""
    stage.desk.library.undo()
    assert stage.saved()[1] == "Ruy"


def test_who_tells_a_scene_is_in_it(stage: Stage) -> None:
    stage.go(0, 0)
    stage.press(Qt.Key.Key_Space)
    assert stage.saved()[0] == "Tomas"
    assert stage.said == ["Ines tells this scene, and so is in it."]


def test_of_several_scenes_the_author_says_which(stage: Stage) -> None:
    with stage.desk.library.change("Scene"):
        stage.desk.library.outline.add_scene(stage.story.chapters[0], title="On deck")
    stage.go(1, 0)
    stage.press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [(each.text(), each.isChecked()) for each in menu.actions()] == [("Scene 1", True), ("On deck", False)]
    menu.actions()[1].trigger()
    menu.close()
    assert stage.saved()[0] == "Tomas | Tomas"
    assert stage.shown()[1][0] == "2"
    tells = stage.presence_tab.scene_menu(stage.go(0, 0)).actions()[0]
    assert (tells.text(), tells.isChecked(), tells.isEnabled()) == ("Scene 1 (tells it)", True, False)


# Ties


def test_who_shares_scenes_can_be_tied(stage: Stage) -> None:
    view = stage.find(QListView, "presence.ties")
    button = stage.find(QPushButton, "presence.tie")
    assert stage.lines("presence.ties") == ["Ines and Tomas"]
    assert not button.isEnabled()
    at = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)
    button.click()
    with second_look(stage.desk.library.path) as library:
        (tie,) = library.ties.all(stage.story.id)
    assert {tie.one, tie.other} == set(stage.story.people[:2])
    assert stage.desk.place.tie_id == tie.id
    assert not view.isVisible()
    stage.desk.library.undo()
    assert view.isVisible()


# What the text suggests


def test_suggestions_are_set_only_when_the_author_says_so(stage: Stage) -> None:
    library = stage.desk.library
    with library.change("Alias"):
        library.cast.edit(stage.story.people[2], aliases="the cook")
    write(library, stage.story, 1, "Ines saw Tomas.")
    write(library, stage.story, 2, "Ruy sang. Ruy slept. Tomas, no.", "Only the cook. Rude Ruyard.")
    stage.find(QPushButton, "presence.suggest").click()
    dialog = stage.dialog()
    rows = [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())]
    assert rows == ["Ruy (2)", "Tomas (1)", "Ruy (1)"]
    assert [each.name for each in dialog.model.chosen()] == ["Ruy"]
    view = dialog.findChild(QListView, "presence.suggestions.list")
    assert view is not None
    view.setCurrentIndex(dialog.model.index(2))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert stage.saved()[1] == " | "
    button = dialog.findChild(QPushButton, "presence.suggestions.set")
    assert button is not None
    assert button.text() == "Put them there (2)"
    button.click()
    stage.qtbot.waitUntil(lambda: stage.saved()[1] == "Ruy | Ruy")
    assert stage.said == ["Put people into scenes: 2."]
    library.undo()
    assert stage.saved()[1] == " | "


def test_suggestions_can_be_ticked_at_once_or_left(stage: Stage) -> None:
    write(stage.desk.library, stage.story, 2, "Ines, Tomas and Ruy.")
    stage.find(QPushButton, "presence.suggest").click()
    dialog = stage.dialog()
    for name, count in (("all", 3), ("none", 0)):
        button = dialog.findChild(QPushButton, f"presence.suggestions.{name}")
        assert button is not None
        button.click()
        assert len(dialog.model.chosen()) == count
    cancel = dialog.findChild(QPushButton, "presence.suggestions.cancel")
    assert cancel is not None
    cancel.click()
    assert stage.saved()[1] == ""


def test_a_text_that_names_nobody_new_is_said(stage: Stage) -> None:
    assert not stage.find(QPushButton, "presence.suggest").isEnabled()
    write(stage.desk.library, stage.story, 1, "Ines saw Tomas.")
    stage.find(QPushButton, "presence.suggest").click()
    stage.qtbot.waitUntil(lambda: bool(stage.said))
    assert stage.said == ["The text names nobody in a scene they are not said to be in."]


def test_looking_for_names_can_be_cancelled(stage: Stage) -> None:
    write(stage.desk.library, stage.story, 2, "Ines, Tomas and Ruy.")
    stage.desk.tasks.began.connect(lambda task: task.cancel())
    button = stage.find(QPushButton, "presence.suggest")
    button.click()
    assert not button.isEnabled()
    stage.qtbot.waitUntil(button.isEnabled)
    assert QApplication.activeModalWidget() is None
    assert stage.said == []


def test_a_library_opened_to_look_offers_nothing_to_change(
    library: Library, story: CastStory, qtbot: QtBot, qapp: QApplication
) -> None:
    write(library, story, 1, "Ines saw Ruy.")
    keeper = QObject()
    with second_look(library.path) as other:
        desk = build_desk(other, qapp, keeper)
        stage = Stage(desk, qtbot, story)
        assert not stage.find(QPushButton, "presence.suggest").isEnabled()
        stage.go(2, 1)
        stage.press(Qt.Key.Key_Space)
        view = stage.find(QListView, "presence.ties")
        view.setCurrentIndex(view.model().index(0, 0))
        assert not stage.find(QPushButton, "presence.tie").isEnabled()
        stage.tab.hide()
        desk.tasks.close()
        desk.bus.close()
    keeper.deleteLater()


def test_somebody_is_opened_from_their_name(stage: Stage) -> None:
    header = stage.table.verticalHeader()
    at = header.sectionViewportPosition(1) + 5
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, QPoint(40, at))
    assert stage.desk.place.person_id == stage.story.people[1]


def test_enter_ties_the_two_people_of_a_line(stage: Stage) -> None:
    view = stage.find(QListView, "presence.ties")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    with second_look(stage.desk.library.path) as library:
        assert len(library.ties.all(stage.story.id)) == 1


def test_one_chapter_can_be_looked_through_alone(stage: Stage) -> None:
    write(stage.desk.library, stage.story, 1, "Ruy and Ruy.")
    write(stage.desk.library, stage.story, 2, "Ines.")
    menu = stage.presence_tab.menu(stage.go(0, 1))
    words = [each.text() for each in menu.actions() if not each.isSeparator()]
    assert words == ["Scene 1", "Suggest from the text of this chapter…", "Write this chapter"]
    next(each for each in menu.actions() if each.text().startswith("Suggest")).trigger()
    dialog = stage.dialog()
    assert [str(dialog.model.index(row).data()) for row in range(dialog.model.rowCount())] == ["Ines (1)"]
    dialog.reject()
    menu.actions()[0].trigger()
    assert stage.saved()[1] == "Ines"
