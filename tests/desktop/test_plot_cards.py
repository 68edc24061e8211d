"""The corkboard: what lies on it, walking, writing on and moving cards, and how it follows the library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.outline.model import MIME as TREE_MIME
from planner.desktop.plot.cards.model import MIME
from planner.desktop.plot.cards.tab import CardsTab
from planner.domain.arranging import Ref
from planner.domain.outline import Chapter, ChapterStatus, SceneId
from planner.library.file import Library
from tests.desktop.chapters_stage import TITLES, Tale, add_tale, find, second_look, shape, write
from tests.desktop.shelf_stage import entry, ran, said, submenu

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

WHOLE = ["The lamp", "WINTER", "Ice", "The letter", "SPRING", "Thaw", "OUTSIDE THE ARCS", "Harbour"]


class Stage:
    """The tab on a tale, three cards to a line."""

    def __init__(self, desk: Desk, qtbot: QtBot, tale: Tale) -> None:
        self.desk, self.tale, self.library = desk, tale, tale.library
        desk.place.open_story(tale.story)
        self.tab = CardsTab(desk)
        self.tester = QAbstractItemModelTester(self.tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtbot.addWidget(self.tab)
        self.tab.resize(760, 900)
        self.tab.show()
        self.tab.activateWindow()
        self.view = self.tab.view
        self.view.setFocus()
        qtbot.waitUntil(self.view.hasFocus)

    def board(self) -> list[str]:
        """What lies on the board, headings in capitals."""
        model = self.tab.model
        indexes = [model.index(row) for row in range(model.rowCount())]
        return [str(each.data()) if model.ref(each) else str(each.data()).upper() for each in indexes]

    def index(self, title: str) -> QModelIndex:
        model = self.tab.model
        return next(model.index(row) for row in range(model.rowCount()) if model.index(row).data() == title)

    def centre(self, title: str) -> QPoint:
        return self.view.visualRect(self.index(title)).center()

    def go_to(self, *titles: str) -> None:
        """Click on a card, and with Ctrl on more."""
        for place, title in enumerate(titles):
            modifier = CONTROL if place else Qt.KeyboardModifier.NoModifier
            QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifier, self.centre(title))

    @property
    def current(self) -> str:
        return str(self.view.currentIndex().data())

    def double_click(self, title: str) -> None:
        """As a mouse does it: the first of the two clicks comes before the double click."""
        self.go_to(title)
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.centre(title))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, modifier)

    def editor(self) -> QPlainTextEdit:
        return self.view.viewport().findChildren(QPlainTextEdit)[-1]

    def drag(self, titles: list[str], to: QPoint) -> bool:
        """Drag cards to a point of the board, as Qt tells a widget of it; whether they were taken."""
        data = self.tab.model.mimeData([self.index(title) for title in titles])
        return self.drop(data, to)

    def drop(self, data: QMimeData, to: QPoint) -> bool:
        actions, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        viewport = self.view.viewport()
        QApplication.sendEvent(viewport, QDragEnterEvent(to, actions, data, buttons, none))
        move = QDragMoveEvent(to, actions, data, buttons, none)
        QApplication.sendEvent(viewport, move)
        self.view.grab()
        dropped = QDropEvent(QPointF(to), actions, data, buttons, none)
        QApplication.sendEvent(viewport, dropped)
        return move.isAccepted() and dropped.isAccepted()

    def beside(self, title: str, *, after: bool) -> QPoint:
        rect = self.view.visualRect(self.index(title))
        return QPoint(rect.right() - 5 if after else rect.left() + 5, rect.center().y())

    def shape(self) -> list[str]:
        return shape(self.library, self.tale.story)

    def chapter(self, number: int) -> Chapter:
        """A chapter in the file."""
        with second_look(self.library) as other:
            return other.outline.chapter(self.tale.chapters[number - 1])


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(desk, qtbot, add_tale(library, arcs=True))
    yield made
    made.tester.deleteLater()


# What lies on it


def test_cards_lie_in_reading_order_under_their_arcs(stage: Stage) -> None:
    assert stage.board() == WHOLE
    tops = [stage.view.visualRect(stage.index(title)).top() for title in ("Winter", "Ice", "The letter", "Spring")]
    assert tops[0] < tops[1] == tops[2] < tops[3]
    assert find(stage.tab, QLabel, "cards.what").text() == "5 chapters"


def test_a_card_says_all_it_shows(stage: Stage) -> None:
    with stage.library.change("Plan"):
        stage.library.outline.edit_chapter(stage.tale.chapters[1], synopsis="It thickens.", label="teal")
    index = stage.index("Ice")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Chapter 2, Ice, Drafted, 1000 words, Label: Teal, It thickens."
    assert "Label: Teal" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_without_chapters_it_says_what_it_is_for(desk: Desk, library: Library, qtbot: QtBot) -> None:
    with library.change("New story"):
        story = library.stories.add("Nothing yet")
    desk.place.open_story(story)
    tab = CardsTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    assert find(tab, QPushButton, "button.outline.add_chapter").isVisible()
    with library.change("Add chapter"):
        library.outline.add_chapter(story)
    assert tab.view.isVisible()


def test_every_kind_of_card_is_drawn(stage: Stage) -> None:
    outline, chapters = stage.library.outline, stage.tale.chapters
    with stage.library.change("Plan"):
        for chapter, status in zip(chapters, ChapterStatus, strict=False):
            outline.edit_chapter(chapter, status=status, target_words=2500, synopsis="Word " * 80, label="red")
        outline.edit_chapter(chapters[4], title="", target_words=None)
        outline.add_arc(stage.tale.story, "")
    for width in (150, 360):
        find(stage.tab, QSlider, "cards.size").setValue(width)
        assert not stage.view.grab().isNull()


def test_the_size_of_the_cards_is_remembered(stage: Stage, qtbot: QtBot) -> None:
    small = stage.view.visualRect(stage.index("Ice")).width()
    slider = find(stage.tab, QSlider, "cards.size")
    QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: stage.view.visualRect(stage.index("Ice")).width() > small)
    again = CardsTab(stage.desk)
    qtbot.addWidget(again)
    assert find(again, QSlider, "cards.size").value() == slider.value()


# Following


def test_it_follows_without_ever_starting_anew(stage: Stage) -> None:
    reset = QSignalSpy(stage.tab.model.modelReset)
    outline, chapters = stage.library.outline, stage.tale.chapters
    stage.go_to("Thaw")
    with stage.library.change("Rearrange"):
        outline.move_chapter(chapters[0], stage.tale.arcs[1], 0)
        outline.shelve([chapters[2]])
        outline.add_arc(stage.tale.story, "Summer")
    assert stage.board() == ["WINTER", "Ice", "SPRING", "The lamp", "Thaw", "OUTSIDE THE ARCS", "Harbour", "SUMMER"]
    assert stage.current == "Thaw"
    stage.library.undo()
    assert stage.board() == WHOLE
    write(stage.library, chapters[4], 20)
    assert "20 words" in stage.index("Harbour").data(Qt.ItemDataRole.AccessibleTextRole)
    stage.tab.hide()
    with stage.library.change("Rename"):
        outline.edit_chapter(chapters[0], title="The lantern")
    stage.tab.show()
    assert stage.board()[0] == "The lantern"
    assert reset.count() == 0


def test_the_author_is_where_the_card_is(stage: Stage, qtbot: QtBot) -> None:
    stage.go_to("Thaw")
    qtbot.waitUntil(lambda: stage.desk.place.chapter_id == stage.tale.chapters[3])
    stage.desk.place.select("chapter", stage.tale.chapters[0])
    assert stage.current == "The lamp"


# Walking and writing


def test_arrows_walk_over_headings(stage: Stage) -> None:
    stage.go_to("The lamp")
    stage.key(Qt.Key.Key_Down)
    assert stage.current == "Ice"
    stage.key(Qt.Key.Key_Right)
    assert stage.current == "The letter"
    stage.key(Qt.Key.Key_Down)
    assert stage.current == "Thaw"
    stage.key(Qt.Key.Key_Up)
    stage.key(Qt.Key.Key_Up)
    assert stage.current == "The lamp"


def test_synopsis_and_title_are_written_on_the_card(stage: Stage) -> None:
    stage.go_to("Ice")
    stage.key(Qt.Key.Key_Return)
    QTest.keyClicks(stage.editor(), "It thickens.")
    QTest.keyClick(stage.editor(), Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(stage.editor(), "It cracks.")
    QTest.keyClick(stage.editor(), Qt.Key.Key_Return)
    assert stage.chapter(2).synopsis == "It thickens.\nIt cracks."
    assert stage.library.undo_label == "Edit synopsis"
    stage.key(Qt.Key.Key_F2)
    QTest.keyClicks(stage.editor(), "Black ice")
    stage.tab.flush()
    assert stage.chapter(2).title == "Black ice"
    assert stage.library.undo_label == "Rename chapter"
    stage.key(Qt.Key.Key_F2)
    QTest.keyClicks(stage.editor(), "No")
    QTest.keyClick(stage.editor(), Qt.Key.Key_Escape)
    assert stage.chapter(2).title == "Black ice"


# Moving


def test_alt_and_arrows_move_across_arcs(stage: Stage) -> None:
    stage.go_to("The letter")
    stage.key(Qt.Key.Key_Left, ALT)
    assert stage.shape() == ["The lamp", "Winter: The letter, Ice", "Spring: Thaw", "Harbour"]
    assert stage.library.undo_label == "Move chapter"
    stage.key(Qt.Key.Key_Left, ALT)
    assert stage.shape() == ["The lamp", "The letter", "Winter: Ice", "Spring: Thaw", "Harbour"]
    stage.go_to("Ice")
    stage.key(Qt.Key.Key_Down, ALT)
    assert stage.shape() == ["The lamp", "The letter", "Winter: ", "Spring: Thaw, Ice", "Harbour"]
    assert stage.current == "Ice"
    stage.key(Qt.Key.Key_Up, ALT)
    for _ in range(3):
        stage.library.undo()
    assert stage.board() == ["The lamp", "WINTER", "The letter", "Ice", *WHOLE[4:]]


def test_cards_are_dragged_across_arcs(stage: Stage) -> None:
    assert stage.drag(["The lamp", "Harbour"], stage.beside("Ice", after=True))
    assert stage.shape() == ["Winter: Ice, The lamp, Harbour, The letter", "Spring: Thaw"]
    assert stage.library.undo_label == "Move 2 chapters"
    assert stage.drag(["Ice"], stage.beside("Thaw", after=False))
    assert stage.shape() == ["Winter: The lamp, Harbour, The letter", "Spring: Ice, Thaw"]
    stage.library.undo()
    stage.library.undo()
    assert stage.board() == WHOLE


def test_a_card_is_dropped_on_headings_and_below_all(stage: Stage) -> None:
    with stage.library.change("Add arc"):
        stage.library.outline.add_arc(stage.tale.story, "Summer")
    assert stage.drag(["The lamp"], stage.centre("Summer"))
    assert stage.shape()[-1] == "Summer: The lamp"
    assert stage.drag(["Thaw"], stage.centre("Winter"))
    assert stage.shape()[0] == "Winter: Thaw, Ice, The letter"
    assert stage.drag(["Ice"], QPoint(600, stage.view.viewport().height() - 4))
    assert stage.shape()[-1] == "Summer: The lamp, Ice"


def test_what_is_dragged_where_it_lies_changes_nothing(stage: Stage) -> None:
    before = stage.library.undo_label
    stage.drag(["Ice"], stage.beside("Ice", after=True))
    assert stage.library.undo_label == before
    assert not stage.drop(QMimeData(), stage.centre("Ice"))


def test_cards_and_the_outlines_tree_take_from_each_other(stage: Stage) -> None:
    assert MIME == TREE_MIME


# The scenes of a chapter


def scenes_of(stage: Stage, number: int) -> list[str]:
    return [scene.title for scene in stage.chapter(number).scenes]


@pytest.fixture
def scenes(stage: Stage) -> Stage:
    """With three scenes in the second chapter."""
    outline, chapter = stage.library.outline, stage.tale.chapters[1]
    with stage.library.change("Add scenes"):
        outline.edit_scene(outline.chapter(chapter).scenes[0].id, title="Dawn")
        for title in ("Noon", "Dusk"):
            outline.add_scene(chapter, title=title)
    return stage


def test_a_double_click_lays_out_the_scenes(scenes: Stage) -> None:
    scenes.double_click("Ice")
    assert scenes.board() == ["Dawn", "Noon", "Dusk"]
    assert find(scenes.tab, QLabel, "cards.what").text() == "Chapter 2: Ice"
    noted = ran(scenes.desk, "go.write")
    scenes.double_click("Noon")
    assert noted == ["go.write"]
    with second_look(scenes.library) as other:
        assert other.outline.scene(SceneId(scenes.desk.place.scene_id or 0)).title == "Noon"
    QTest.mouseClick(find(scenes.tab, QPushButton, "cards.back"), Qt.MouseButton.LeftButton)
    assert scenes.board() == WHOLE
    assert scenes.current == "Ice"


def test_scenes_are_moved_and_written_with_the_keyboard(scenes: Stage) -> None:
    scenes.go_to("Ice")
    scenes.key(Qt.Key.Key_Return, CONTROL)
    scenes.key(Qt.Key.Key_Right, ALT)
    assert scenes_of(scenes, 2) == ["Noon", "Dawn", "Dusk"]
    assert scenes.library.undo_label == "Move scene"
    assert scenes.drag(["Dusk"], scenes.beside("Noon", after=False))
    assert scenes_of(scenes, 2) == ["Dusk", "Noon", "Dawn"]
    scenes.key(Qt.Key.Key_F2)
    QTest.keyClicks(scenes.editor(), "First light")
    QTest.keyClick(scenes.editor(), Qt.Key.Key_Return)
    assert scenes_of(scenes, 2) == ["Dusk", "Noon", "First light"]
    assert scenes.library.undo_label == "Rename scene"
    scenes.key(Qt.Key.Key_Escape)
    assert scenes.board() == WHOLE


def test_scenes_of_a_chapter_that_goes_give_way_to_the_chapters(scenes: Stage) -> None:
    scenes.tab.open_card(Ref("chapter", scenes.tale.chapters[1]))
    with scenes.library.change("Delete"):
        scenes.library.outline.remove_chapter(scenes.tale.chapters[1])
    assert scenes.board() == [title for title in WHOLE if title != "Ice"]


# Deleting


def test_cards_are_deleted_and_come_back(stage: Stage) -> None:
    heard = said(stage.desk)
    stage.go_to("Ice", "Harbour")
    stage.key(Qt.Key.Key_Delete)
    assert stage.shape() == ["The lamp", "Winter: The letter", "Spring: Thaw"]
    assert stage.library.undo_label == "Delete 2 chapters"
    assert heard == [("Deleted 2 chapters.", True)]
    stage.library.undo()
    assert stage.board() == WHOLE


def test_a_scene_is_deleted_from_the_menu(scenes: Stage) -> None:
    scenes.go_to("Ice")
    scenes.key(Qt.Key.Key_Return, CONTROL)
    scenes.go_to("Noon")
    menu = scenes.tab.menu()
    entry(menu, "Delete").trigger()
    menu.close()
    assert scenes_of(scenes, 2) == ["Dawn", "Dusk"]
    assert scenes.library.undo_label == "Delete scene"


# Menus


def test_status_and_label_are_set_for_all_that_are_selected(stage: Stage) -> None:
    stage.go_to("Thaw", "Harbour")
    menu = stage.tab.menu()
    entry(submenu(menu, "Status"), "Outlined").trigger()
    entry(submenu(menu, "Label"), "Ochre").trigger()
    menu.close()
    assert [stage.chapter(number).status.value for number in (4, 5)] == ["outlined", "outlined"]
    assert [stage.chapter(number).label for number in (3, 4, 5)] == ["", "ochre", "ochre"]


def test_a_library_opened_to_look_is_not_moved_about(library: Library, qtbot: QtBot, qapp: QApplication) -> None:
    tale = add_tale(library)
    keeper = QObject()
    with second_look(library) as other:
        desk = build_desk(other, qapp, keeper)
        desk.place.open_story(tale.story)
        tab = CardsTab(desk)
        qtbot.addWidget(tab)
        tab.show()
        tab.view.go_to(Ref("chapter", tale.chapters[0]))
        assert [action.text() for action in tab.menu().actions()] == ["Write", "Show its scenes"]
        QTest.keyClick(tab.view, Qt.Key.Key_Right, ALT)
        tab.view.write("title")
        assert not tab.view.viewport().findChildren(QPlainTextEdit)
        desk.bus.close()
    keeper.deleteLater()
    assert shape(library, tale.story) == list(TITLES)
