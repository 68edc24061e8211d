"""The matrix of everybody with everybody: what it shows as of a chapter, and what is written in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.cast.matrix.cells import Typed, read_typed
from planner.desktop.cast.matrix.tab import PRESENT, TIED, MatrixTab
from planner.desktop.desk import Desk
from planner.domain.ties import KINDS, Direction, TieId
from planner.library.file import Library
from tests.desktop.cast_stage import Crew, add_crew, looking_only

PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Stage:
    """The tab, shown and with the focus in its table."""

    def __init__(self, desk: Desk, qtbot: QtBot, crew: Crew, *, tested: bool = True) -> None:
        self.desk, self.crew, self.qtbot = desk, crew, qtbot
        desk.place.open_story(crew.story)
        self.tab = MatrixTab(desk)
        self.model, self.table = self.tab.model, self.tab.table
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.tester = QAbstractItemModelTester(self.model, mode) if tested else None
        self.resets = QSignalSpy(self.model.modelReset)
        qtbot.addWidget(self.tab)
        self.tab.resize(1000, 640)
        self.tab.show()
        self.tab.activateWindow()
        qtbot.waitUntil(self.tab.isActiveWindow)
        self.tab.setFocus()

    def index(self, one: str, other: str) -> QModelIndex:
        index = self.model.index_of(self.crew.people[one], self.crew.people[other])
        assert index.isValid(), "the cell is not shown"
        return index

    def words(self, one: str, other: str) -> str:
        return str(self.index(one, other).data() or "")

    def said(self, one: str, other: str) -> str:
        return str(self.index(one, other).data(Qt.ItemDataRole.AccessibleTextRole))

    def shown(self) -> list[str]:
        sections = range(self.model.rowCount())
        rows = [str(self.model.headerData(each, Qt.Orientation.Vertical)) for each in sections]
        assert rows == [str(self.model.headerData(each, Qt.Orientation.Horizontal)) for each in sections]
        return rows

    def click(self, one: str, other: str) -> None:
        self.table.scrollTo(self.index(one, other))
        QTest.mouseClick(self.table.viewport(), LEFT, PLAIN, self.table.visualRect(self.index(one, other)).center())

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.table, key, keys)

    def write(self, text: str) -> None:
        """Type into the current cell, and be done."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.table, letter)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.table)

    def menu(self, one: str, other: str) -> QMenu:
        index = self.index(one, other)
        at = self.table.visualRect(index).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.table.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.table.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, one: str, other: str, *path: str) -> None:
        opened = menu = self.menu(one, other)
        for words in path:
            action = next(each for each in menu.actions() if each.text() == words)
            below = action.menu()
            if isinstance(below, QMenu):
                menu = below
            else:
                action.trigger()
        opened.close()


@pytest.fixture
def crew(library: Library) -> Crew:
    return add_crew(library)


def add_burn(crew: Crew) -> TieId:
    """Rivals who come to love each other."""
    told: dict[int, dict[str, object]] = {
        2: {"closeness": 0, "label": "truce"},
        5: {"closeness": 4, "kind": "romantic", "hidden": True},
    }
    return crew.tie("Ines", "Tomas", told, kind="rivals", closeness=-2)


@pytest.fixture
def burn(crew: Crew) -> TieId:
    return add_burn(crew)


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot, crew: Crew, burn: TieId) -> Stage:
    return Stage(desk, qtbot, crew)


def test_cells_tell_how_people_stand_as_of_a_chapter(stage: Stage) -> None:
    assert stage.shown() == ["Ines", "Tomas", "Mara", "Jo"]
    told = []
    for as_of in (0, 2, None):
        stage.desk.place.set_as_of(as_of)
        assert stage.words("Ines", "Tomas") == stage.words("Tomas", "Ines")
        told.append(stage.words("Ines", "Tomas"))
    assert told == ["Rivals −2", "truce 0", "truce +4"]
    assert stage.said("Ines", "Tomas") == "Ines and Tomas: Romantic, truce, +4, hidden"
    assert stage.said("Tomas", "Ines") == "Tomas and Ines: Romantic, truce, +4, hidden"
    assert stage.said("Mara", "Mara") == "Mara"
    assert stage.said("Mara", "Jo") == "Mara and Jo: no tie"
    assert stage.resets.count() == 0


def test_the_slider_above_moves_the_matrix(stage: Stage) -> None:
    stage.tab.as_of.track.setValue(1)
    assert stage.desk.place.as_of == 1
    assert stage.words("Ines", "Tomas") == "Rivals −2"


def test_a_tie_that_goes_one_way_is_seen_from_its_side(stage: Stage) -> None:
    stage.crew.tie("Mara", "Jo", label="watches", direction=Direction.ONE_WAY)
    assert stage.words("Mara", "Jo") == "watches"
    assert stage.words("Jo", "Mara") == ""
    assert stage.said("Jo", "Mara") == "Jo and Mara: nothing between them from this side"
    stage.choose("Mara", "Jo", "Whose it is", "Jo to Mara only")
    assert stage.words("Jo", "Mara") == "watches"
    (_, tie) = stage.crew.saved_ties()
    assert (tie.one, tie.other) == (stage.crew.people["Jo"], stage.crew.people["Mara"])


def test_typing_in_an_empty_cell_makes_a_tie(stage: Stage) -> None:
    stage.click("Mara", "Jo")
    stage.write("rivals, old grudge, -3")
    (_, tie) = stage.crew.saved_ties()
    assert (tie.kind, tie.label, tie.closeness, tie.begins) == ("rivals", "old grudge", -3, None)
    assert stage.words("Jo", "Mara") == stage.words("Mara", "Jo") == "old grudge −3"
    stage.desk.library.undo()
    assert len(stage.crew.saved_ties()) == 1
    assert stage.words("Jo", "Mara") == ""


def test_a_tie_made_as_of_a_chapter_begins_there(stage: Stage) -> None:
    stage.desk.place.set_as_of(3)
    stage.click("Mara", "Jo")
    stage.write("shipmates")
    assert stage.crew.saved_ties()[1].begins == stage.crew.chapters[2]
    stage.desk.place.set_as_of(2)
    assert stage.words("Mara", "Jo") == ""


def test_writing_in_a_cell_says_what_it_is_from_that_chapter_on(stage: Stage, burn: TieId) -> None:
    stage.desk.place.set_as_of(4)
    stage.click("Tomas", "Ines")
    stage.press(Qt.Key.Key_F2)
    stage.write("shared watch")
    course = stage.crew.saved_course()
    standings = [course.standing(burn, at) for at in (3, 4, 6)]
    assert [standing and standing.label for standing in standings] == ["truce", "shared watch", "shared watch"]
    stage.press(Qt.Key.Key_Return)
    stage.write("lovers, +5")
    assert stage.words("Ines", "Tomas") == "lovers +5"


def test_the_whole_story_is_changed_where_it_turned_last(stage: Stage, burn: TieId) -> None:
    stage.click("Ines", "Tomas")
    stage.write("lovers")
    assert stage.words("Ines", "Tomas") == "lovers +4"
    assert [each.label for each in stage.crew.saved_developments()] == ["truce", "lovers"]


def test_plus_and_minus_change_closeness_in_one_step(stage: Stage, burn: TieId) -> None:
    stage.desk.place.set_as_of(0)
    stage.click("Ines", "Tomas")
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Plus):
        stage.press(key)
    assert stage.crew.curve(burn)[:3] == [-3, -3, 0]
    assert stage.words("Tomas", "Ines") == "Rivals −3"
    stage.desk.library.undo()
    assert stage.crew.curve(burn)[:3] == [-2, -2, 0]
    for _ in range(9):
        stage.press(Qt.Key.Key_Minus)
    assert stage.crew.curve(burn)[0] == -5


def test_delete_removes_the_tie_and_undo_brings_it_back(stage: Stage, burn: TieId) -> None:
    stage.click("Ines", "Tomas")
    stage.press(Qt.Key.Key_Delete)
    assert stage.crew.saved_ties() == []
    assert stage.words("Ines", "Tomas") == ""
    stage.desk.library.undo()
    assert stage.words("Ines", "Tomas") == "truce +4"


def test_the_menu_sets_kind_closeness_and_who_knows(stage: Stage, burn: TieId) -> None:
    stage.desk.place.set_as_of(3)
    stage.choose("Ines", "Tomas", "Kind", "Work")
    stage.choose("Ines", "Tomas", "Closeness", "+2")
    stage.choose("Ines", "Tomas", "Nobody else knows")
    standing = stage.crew.saved_course().standing(burn, 3)
    assert standing is not None
    assert (standing.kind, standing.closeness, standing.hidden, standing.since) == ("work", 2, True, 3)
    stage.choose("Mara", "Jo", "Tie them", "Family")
    assert [tie.kind for tie in stage.crew.saved_ties()] == ["rivals", "family"]
    stage.choose("Ines", "Tomas", "Delete tie")
    assert [tie.kind for tie in stage.crew.saved_ties()] == ["family"]


def test_several_ties_of_a_pair_are_gone_through_with_the_space_bar(stage: Stage, burn: TieId) -> None:
    work = stage.crew.tie("Tomas", "Ines", kind="work", closeness=1)
    assert stage.words("Ines", "Tomas") == "truce +4 +1"
    stage.click("Ines", "Tomas")
    stage.press(Qt.Key.Key_Space)
    assert stage.desk.place.tie_id == work
    assert stage.words("Ines", "Tomas") == "Work +1 +1"
    stage.press(Qt.Key.Key_Plus)
    assert stage.crew.curve(work)[-1] == 2
    stage.press(Qt.Key.Key_Space)
    assert stage.desk.place.tie_id == burn


def test_a_cell_selects_its_tie_and_the_diagonal_its_person(stage: Stage, qtbot: QtBot, burn: TieId) -> None:
    stage.click("Tomas", "Ines")
    qtbot.waitUntil(lambda: stage.desk.place.tie_id == burn)
    stage.click("Mara", "Mara")
    qtbot.waitUntil(lambda: stage.desk.place.person_id == stage.crew.people["Mara"])
    stage.click("Mara", "Jo")
    qtbot.waitUntil(lambda: stage.desk.place.person_id is None)
    stage.desk.place.select("tie", burn)
    assert stage.table.currentIndex() == stage.index("Ines", "Tomas")
    stage.desk.place.select("person", stage.crew.people["Jo"])
    assert stage.table.currentIndex() == stage.index("Jo", "Jo")


def test_a_header_selects_its_person(stage: Stage) -> None:
    header = stage.table.verticalHeader()
    row = stage.index("Mara", "Mara").row()
    at = QPoint(20, header.sectionViewportPosition(row) + 8)
    QTest.mouseClick(header.viewport(), LEFT, PLAIN, at)
    assert stage.desk.place.person_id == stage.crew.people["Mara"]
    assert stage.table.currentIndex() == stage.index("Mara", "Mara")


def test_people_who_come_go_and_move_are_followed(stage: Stage) -> None:
    library, crew = stage.desk.library, stage.crew
    stage.click("Ines", "Tomas")
    with library.change("Add"):
        crew.people["Pip"] = library.cast.add(crew.story, "Pip")
        library.cast.move(crew.people["Jo"], 0)
    assert stage.shown() == ["Jo", "Ines", "Tomas", "Mara", "Pip"]
    assert stage.table.currentIndex() == stage.index("Ines", "Tomas")
    with library.change("Delete"):
        library.cast.remove(crew.people["Ines"])
        library.cast.edit(crew.people["Tomas"], name="Tom")
    assert stage.shown() == ["Jo", "Tom", "Mara", "Pip"]
    library.undo()
    assert stage.words("Ines", "Tomas") == "truce +4"
    assert stage.resets.count() == 0


def test_only_some_people_are_shown(stage: Stage) -> None:
    library, crew = stage.desk.library, stage.crew
    stage.tab.who.setCurrentIndex(stage.tab.who.findData(TIED))
    assert stage.shown() == ["Ines", "Tomas"]
    crew.tie("Mara", "Ines", begins=crew.chapters[3])
    assert stage.shown() == ["Ines", "Tomas", "Mara"]
    stage.desk.place.set_as_of(2)
    assert stage.shown() == ["Ines", "Tomas"]
    stage.tab.who.setCurrentIndex(stage.tab.who.findData(PRESENT))
    assert stage.shown() == []
    with library.change("Present"):
        scene = library.outline.chapter(crew.chapters[1]).scenes[0]
        library.outline.set_present(scene.id, [crew.people["Jo"]])
    assert stage.shown() == ["Jo"]
    stage.tab.who.setCurrentIndex(0)
    QTest.keyClicks(stage.tab.line, "o")
    assert stage.shown() == ["Tomas", "Jo"]
    QTest.keyClick(stage.tab.line, Qt.Key.Key_Escape)
    assert len(stage.shown()) == 4
    assert stage.resets.count() == 0


def test_signs_take_less_room_and_are_kept(stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    before = stage.table.columnWidth(0)
    QTest.mouseClick(stage.tab.signs, LEFT, PLAIN, QPoint(8, stage.tab.signs.height() // 2))
    assert stage.table.columnWidth(0) < before / 2
    assert stage.tab.legend.isVisible()
    again = MatrixTab(desk)
    qtbot.addWidget(again)
    assert again.table.signs_only


def test_one_person_has_nobody_to_stand_with(desk: Desk, qtbot: QtBot, library: Library) -> None:
    crew = add_crew(library, names=("Ines",))
    stage = Stage(desk, qtbot, crew)
    assert not stage.table.isVisible()
    with library.change("Add"):
        crew.people["Tomas"] = library.cast.add(crew.story, "Tomas")
    assert stage.table.isVisible()


def test_what_is_being_written_is_kept_when_the_page_must_write(stage: Stage) -> None:
    stage.click("Mara", "Jo")
    QTest.keyClicks(stage.table, "k")
    QTest.keyClicks(QApplication.focusWidget() or stage.table, "in")
    stage.tab.flush()
    assert stage.crew.saved_ties()[1].label == "kin"


def test_a_label_that_is_deleted_later_stays_what_it_was(stage: Stage, burn: TieId) -> None:
    stage.desk.place.set_as_of(4)
    stage.click("Ines", "Tomas")
    stage.press(Qt.Key.Key_Return)
    stage.press(Qt.Key.Key_Delete)
    stage.write("")
    assert len(stage.crew.saved_developments()) == 2
    assert stage.words("Ines", "Tomas") == "truce 0"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("old grudge", Typed("old grudge")),
        ("Rivals", Typed(None, "rivals")),
        ("work, same ship, +1", Typed("same ship", "work", 1)),
        ("friends, of a sort", Typed("friends, of a sort")),
        ("\N{MINUS SIGN}4", Typed(None, None, -4)),
        ("sworn, 7", Typed("sworn, 7")),
        ("", Typed("")),
    ],
)
def test_typed_words_are_read_as_cells_show_them(text: str, read: Typed) -> None:
    assert read_typed(text, KINDS) == read


def test_who_only_looks_changes_nothing(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with looking_only(qapp, tmp_path / "looking.longfic", add_burn) as (desk, crew, burn):
        stage = Stage(desk, qtbot, crew)
        assert_nothing_can_be_changed(stage, burn)


def assert_nothing_can_be_changed(stage: Stage, burn: TieId) -> None:
    stage.click("Ines", "Tomas")
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_X):
        stage.press(key)
    assert stage.table.hasFocus()
    menu = stage.menu("Ines", "Tomas")
    changing = [action.text() for action in menu.actions() if action.text() and action.isEnabled()]
    menu.close()
    assert changing == []
    (tie,) = stage.desk.library.ties.all(stage.crew.story)
    assert tie.closeness == -2


def test_a_crowd_is_followed(desk: Desk, qtbot: QtBot, library: Library) -> None:
    crew = add_crew(library, names=tuple(f"Person {number}" for number in range(200)))
    ids = list(crew.people.values())
    with library.change("Ties"):
        for number in range(600):
            tie = library.ties.add(ids[number % 200], ids[(number * 7 + 1) % 200], closeness=number % 5, kind="family")
            library.ties.develop(tie, crew.chapters[number % 6], closeness=-1)
    # The tester would ask for each of forty thousand cells again and again.
    stage = Stage(desk, qtbot, crew, tested=False)
    desk.place.set_as_of(0)
    assert stage.words("Person 2", "Person 15") == "Family +2 +2"
    desk.place.set_as_of(3)
    assert stage.words("Person 2", "Person 15") == "Family \N{MINUS SIGN}1 +2"
    assert stage.model.rowCount() == stage.model.columnCount() == 200
    assert stage.resets.count() == 0
