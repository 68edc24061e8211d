"""The curves of closeness: what they show, and what mouse and keys make of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.cast.course.axes import lanes, parted
from planner.desktop.cast.course.curves import Grip, dragged, knots, most_moved_first, story_of
from planner.desktop.cast.course.tab import CourseTab
from planner.desktop.desk import Desk
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.domain.ties import TieId
from planner.library.file import Library
from tests.desktop.cast_stage import Crew, add_crew, looking_only
from tests.desktop.shelf_stage import said

PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Stage:
    """The tab, shown and with the focus in its chart."""

    def __init__(self, desk: Desk, qtbot: QtBot, crew: Crew) -> None:
        self.desk, self.crew = desk, crew
        desk.place.open_story(crew.story)
        self.tab = CourseTab(desk)
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.testers = [QAbstractItemModelTester(model, mode) for model in (self.tab.model, self.tab.found)]
        qtbot.addWidget(self.tab)
        self.tab.resize(1000, 640)
        self.tab.show()
        self.tab.activateWindow()
        qtbot.waitUntil(self.tab.isActiveWindow)
        self.tab.setFocus()
        self.chart = self.tab.chart

    def place(self, tie_id: TieId, at: int) -> QPoint:
        return self.chart.place_of(tie_id, at).toPoint()

    def spot(self, at: int, closeness: int) -> QPoint:
        return self.chart.place_at(at, closeness).toPoint()

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.chart, LEFT, PLAIN, at)

    def double_click(self, at: QPoint) -> None:
        self.click(at)
        QTest.mouseDClick(self.chart, LEFT, PLAIN, at)

    def drag(self, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
        QTest.mousePress(self.chart, LEFT, PLAIN, start)
        for step in range(1, 6):
            QTest.mouseMove(self.chart, start + (end - start) * step / 5)
        if drop:
            QTest.mouseRelease(self.chart, LEFT, PLAIN, end)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.chart, key, keys)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.chart, text)

    def rows(self) -> list[tuple[str, str]]:
        model = self.tab.found
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        return [(str(index.data()), str(index.data(FOOT_ROLE))) for index in indexes]


@pytest.fixture
def crew(library: Library) -> Crew:
    return add_crew(library)


def add_burn(crew: Crew) -> TieId:
    """Rivals who come to love each other."""
    told: dict[int, dict[str, object]] = {
        2: {"closeness": 0, "label": "truce"},
        5: {"closeness": 4, "kind": "romantic", "note": "The lamp goes out."},
    }
    return crew.tie("Ines", "Tomas", told, kind="rivals", closeness=-2)


@pytest.fixture
def burn(crew: Crew) -> TieId:
    return add_burn(crew)


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot, crew: Crew, burn: TieId) -> Stage:
    return Stage(desk, qtbot, crew)


def test_a_click_on_a_point_selects_the_tie_and_goes_to_its_chapter(stage: Stage, burn: TieId) -> None:
    stage.click(stage.place(burn, 5))
    assert stage.desk.place.tie_id == burn
    assert stage.desk.place.as_of == 5
    assert stage.tab.here.text() == "Chapter 5. Ines and Tomas: Romantic, truce, +4"


def test_a_click_on_a_line_goes_to_the_chapter_nearest(stage: Stage, burn: TieId) -> None:
    stage.click(stage.place(burn, 3))
    assert (stage.desk.place.tie_id, stage.desk.place.as_of) == (burn, 3)


def test_a_click_on_a_chapter_number_only_goes_there(stage: Stage) -> None:
    stage.click(QPoint(stage.spot(4, 0).x(), stage.chart.height() - 12))
    assert stage.desk.place.as_of == 4
    assert stage.desk.place.tie_id is None


def test_dragging_up_changes_the_closeness_there_in_one_step(stage: Stage, burn: TieId) -> None:
    stage.drag(stage.place(burn, 2), stage.spot(2, 3))
    assert stage.crew.curve(burn) == [-2, -2, 3, 3, 3, 4, 4]
    stage.desk.library.undo()
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 4, 4]


def test_dragging_sideways_moves_the_development_and_keeps_its_words(stage: Stage, burn: TieId) -> None:
    stage.drag(stage.place(burn, 2), stage.spot(3, 1))
    (first, _) = stage.crew.saved_developments()
    assert (first.chapter_id, first.label, first.closeness) == (stage.crew.chapters[2], "truce", 1)
    assert stage.desk.place.as_of == 3
    stage.desk.library.undo()
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 4, 4]


def test_a_point_that_is_put_back_or_let_go_by_escape_changes_nothing(stage: Stage, burn: TieId) -> None:
    before = stage.desk.library.undo_label
    start = stage.place(burn, 2)
    stage.drag(start, start + QPoint(3, -4))
    stage.drag(start, stage.spot(4, 5), drop=False)
    stage.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(stage.chart, LEFT, PLAIN, stage.spot(4, 5))
    assert stage.desk.library.undo_label == before
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 4, 4]


def test_a_point_that_takes_the_place_of_another_says_so(stage: Stage, burn: TieId) -> None:
    heard = said(stage.desk)
    stage.drag(stage.place(burn, 2), stage.spot(5, 1))
    assert heard == [("It took the place of what happened there.", True)]
    assert stage.crew.curve(burn) == [-2, -2, -2, -2, -2, 1, 1]
    (only,) = stage.crew.saved_developments()
    assert (only.label, only.kind) == ("truce", "romantic")
    stage.desk.library.undo()
    assert len(stage.crew.saved_developments()) == 2


def test_the_beginning_is_dragged_up_and_down_only(stage: Stage, burn: TieId) -> None:
    stage.drag(stage.place(burn, 0), stage.spot(1, -5))
    assert stage.crew.curve(burn) == [-5, -5, 0, 0, 0, 4, 4]
    assert stage.crew.saved_ties()[0].begins is None


def test_a_later_beginning_moves_no_further_than_the_first_development(stage: Stage) -> None:
    crew = stage.crew
    tie = crew.tie("Mara", "Jo", {4: {"closeness": 5}}, closeness=1, begins=crew.chapters[1])
    stage.drag(stage.place(tie, 2), stage.spot(6, 1))
    assert crew.saved_ties()[1].begins == crew.chapters[3]
    assert crew.curve(tie) == [None, None, None, None, 5, 5, 5]


def test_a_double_click_on_the_line_adds_a_turning_point(stage: Stage, burn: TieId) -> None:
    stage.double_click(stage.place(burn, 3))
    stage.drag(stage.place(burn, 3), stage.spot(3, -1))
    assert stage.crew.curve(burn) == [-2, -2, 0, -1, -1, 4, 4]


def test_a_double_click_elsewhere_bends_the_current_curve_there(stage: Stage, burn: TieId) -> None:
    stage.double_click(stage.spot(4, -4))
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, -4, 4, 4]


def test_what_a_point_is_called_is_written_where_it_is(stage: Stage, burn: TieId) -> None:
    stage.double_click(stage.place(burn, 5))
    stage.type("first kiss")
    stage.press(Qt.Key.Key_Return)
    assert [each.label for each in stage.crew.saved_developments()] == ["truce", "first kiss"]
    assert stage.chart.hasFocus()
    stage.press(Qt.Key.Key_F2)
    stage.type("something else")
    stage.press(Qt.Key.Key_Escape)
    assert [each.label for each in stage.crew.saved_developments()] == ["truce", "first kiss"]


def test_keys_go_from_point_to_point_and_bend(stage: Stage, burn: TieId) -> None:
    stage.press(Qt.Key.Key_Right)
    assert (stage.chart.at, stage.desk.place.as_of) == (2, 2)
    stage.press(Qt.Key.Key_Up)
    stage.press(Qt.Key.Key_Up)
    assert stage.crew.curve(burn) == [-2, -2, 2, 2, 2, 4, 4]
    stage.desk.library.undo()
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 4, 4]
    stage.press(Qt.Key.Key_Right, SHIFT)
    assert stage.crew.curve(burn) == [-2, -2, -2, 0, 0, 4, 4]
    stage.press(Qt.Key.Key_Delete)
    assert stage.crew.curve(burn) == [-2, -2, -2, -2, -2, 4, 4]
    stage.press(Qt.Key.Key_Left)
    stage.press(Qt.Key.Key_Down)
    assert stage.crew.curve(burn)[0] == -3


def test_insert_adds_a_point_in_the_next_chapter_without_one(stage: Stage, burn: TieId) -> None:
    stage.press(Qt.Key.Key_Right)
    stage.press(Qt.Key.Key_Insert)
    assert stage.crew.saved_course().turning_points(burn) == [2, 3, 5]
    stage.press(Qt.Key.Key_End)
    stage.press(Qt.Key.Key_Up)
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 4, 5]


def test_a_chapter_between_points_can_be_gone_to_and_bent(stage: Stage, burn: TieId) -> None:
    stage.press(Qt.Key.Key_Right, CONTROL)
    stage.press(Qt.Key.Key_Down)
    assert stage.crew.curve(burn) == [-2, -3, 0, 0, 0, 4, 4]


def test_closeness_goes_no_further_than_its_ends(stage: Stage, burn: TieId) -> None:
    stage.press(Qt.Key.Key_End)
    for _ in range(4):
        stage.press(Qt.Key.Key_Up)
    assert stage.crew.curve(burn)[-1] == 5


def test_tab_goes_from_curve_to_curve_and_then_on(stage: Stage, burn: TieId) -> None:
    other = stage.crew.tie("Mara", "Jo", closeness=1)
    stage.tab.model.tick([other])
    first = stage.tab.model.chosen
    assert set(first) == {burn, other}
    stage.chart.go_to(first[0], 0)
    stage.press(Qt.Key.Key_Tab)
    assert stage.chart.hasFocus()
    assert stage.desk.place.tie_id == first[1]
    stage.press(Qt.Key.Key_Tab)
    assert not stage.chart.hasFocus()


def test_the_curve_that_changes_most_comes_first_and_others_can_be_ticked(
    desk: Desk, qtbot: QtBot, crew: Crew, burn: TieId
) -> None:
    crew.tie("Mara", "Jo", kind="family")
    crew.tie("Ines", "Mara", kind="work", closeness=1)
    stage = Stage(desk, qtbot, crew)
    assert stage.rows() == [
        ("Ines and Tomas", "Rivals, −2 → truce, +4"),
        ("Ines and Mara", "Work, +1"),
        ("Mara and Jo", "Family, no closeness yet"),
    ]
    assert len(stage.tab.model.chosen) == 2
    at = stage.tab.list.visualRect(stage.tab.found.index(1, 0)).center()
    QTest.mouseClick(stage.tab.list.viewport(), LEFT, PLAIN, at)
    assert stage.tab.model.chosen == [burn]
    QTest.keyClicks(stage.tab.line, "jo")
    assert [pair for pair, _ in stage.rows()] == ["Mara and Jo"]
    QTest.keyClick(stage.tab.line, Qt.Key.Key_Escape)
    assert len(stage.rows()) == 3


def test_a_tie_that_is_selected_elsewhere_is_shown(stage: Stage) -> None:
    other = stage.crew.tie("Mara", "Jo", closeness=1)
    assert other in stage.tab.model.chosen
    stage.tab.model.tick([other], on=False)
    assert stage.chart.current != other
    stage.desk.place.select("tie", other)
    assert other in stage.tab.model.chosen
    assert stage.chart.current == other


def test_the_first_closeness_is_set_where_none_is(desk: Desk, qtbot: QtBot, crew: Crew) -> None:
    tie = crew.tie("Ines", "Tomas", label="strangers")
    stage = Stage(desk, qtbot, crew)
    stage.double_click(stage.spot(3, 2))
    assert crew.curve(tie) == [None, None, None, 2, 2, 2, 2]
    stage.press(Qt.Key.Key_Home)
    stage.press(Qt.Key.Key_Up)
    assert crew.curve(tie) == [0, 0, 0, 2, 2, 2, 2]


def test_a_story_without_ties_says_how_to_begin(desk: Desk, qtbot: QtBot, crew: Crew) -> None:
    stage = Stage(desk, qtbot, crew)
    assert not stage.chart.isVisible()
    tie = crew.tie("Ines", "Tomas", closeness=1)
    assert stage.chart.isVisible()
    assert stage.chart.current == tie
    with crew.library.change("Delete"):
        crew.library.ties.remove(tie)
    assert not stage.chart.isVisible()


def test_undo_redo_and_changes_elsewhere_are_followed(stage: Stage, burn: TieId) -> None:
    library = stage.desk.library
    with library.change("Elsewhere"):
        library.ties.edit(burn, closeness=5)
        library.cast.edit(stage.crew.people["Tomas"], name="Tom")
    assert stage.rows()[0] == ("Ines and Tom", "Rivals, +5 → truce, +4")
    with library.change("Move"):
        library.outline.move_chapter(stage.crew.chapters[4], None, 0)
    assert [knot.at for knot in stage.chart.curves[0].knots] == [0, 1, 3]
    library.undo()
    library.undo()
    assert stage.rows()[0] == ("Ines and Tomas", "Rivals, −2 → truce, +4")


def test_what_a_chart_shows_is_also_said(stage: Stage, burn: TieId) -> None:
    said = stage.chart.accessibleDescription()
    assert "Ines and Tomas: Rivals, closeness −2; chapter 2: truce, closeness 0; chapter 5: closeness +4." in said
    told = stage.chart.told_at(QPointF(stage.place(burn, 5)))
    assert told.splitlines() == [
        "Chapter 5",
        "Ines and Tomas",
        "Romantic, truce, closeness +4",
        "The lamp goes out.",
    ]


def test_the_menu_removes_and_names(stage: Stage, burn: TieId) -> None:
    stage.click(stage.place(burn, 5))
    menu = stage.tab.menu(stage.chart.knot())
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Remove turning point").trigger()
    assert stage.crew.curve(burn) == [-2, -2, 0, 0, 0, 0, 0]


def test_a_long_story_can_be_looked_at_from_near(desk: Desk, qtbot: QtBot, library: Library) -> None:
    crew = add_crew(library, chapters=60)
    tie = crew.tie("Ines", "Tomas", {30: {"closeness": 3}}, closeness=0)
    stage = Stage(desk, qtbot, crew)
    before = stage.place(tie, 31).x() - stage.place(tie, 30).x()
    stage.chart.zoom(4, around=30)
    assert stage.place(tie, 31).x() - stage.place(tie, 30).x() > 3 * before
    stage.drag(stage.place(tie, 30), stage.spot(33, 3))
    assert crew.saved_course().turning_points(tie) == [33]
    stage.press(Qt.Key.Key_End)
    assert stage.place(tie, 60).x() < stage.chart.width()


def test_who_only_looks_changes_nothing(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with looking_only(qapp, tmp_path / "looking.longfic", add_burn) as (desk, crew, burn):
        stage = Stage(desk, qtbot, crew)
        assert_nothing_can_be_changed(stage, burn)


def assert_nothing_can_be_changed(stage: Stage, burn: TieId) -> None:
    stage.drag(stage.place(burn, 2), stage.spot(2, 5))
    stage.double_click(stage.spot(4, -4))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        stage.press(key)
    assert stage.desk.library.ties.course(stage.crew.story).curve(burn) == [-2, -2, 0, 0, 0, 4, 4]
    assert not any(action.isEnabled() for action in stage.tab.menu(stage.chart.knot()).actions())


@given(st.lists(st.floats(-50, 350), max_size=20).map(sorted))
def test_names_are_parted_in_order_and_within_bounds(wishes: list[float]) -> None:
    places = parted(wishes, 0, 300, 12)
    assert places == sorted(places)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)
    assert all(after - before >= 12 - 1e-6 for before, after in pairwise(places))


def test_lanes_keep_curves_apart_and_near() -> None:
    assert lanes(1) == [0]
    assert len(set(lanes(20))) == 20
    assert max(map(abs, lanes(50))) <= 8


def test_a_drag_shows_what_letting_go_makes_of_it(crew: Crew, burn: TieId) -> None:
    course = crew.library.ties.course(crew.story)
    knot = next(knot for knot in knots(course, burn) if knot.at == 2)
    for at in range(1, 7):
        for closeness in (-5, 0, 5):
            if (at, closeness) == (knot.at, knot.closeness):
                continue
            shown = dragged(course, crew.chapters, Grip(knot, at, closeness)).curve(burn)
            assert knot.development is not None
            with crew.library.change("Drop"):
                if closeness != knot.closeness:
                    crew.library.ties.edit_development(knot.development, closeness=closeness)
                crew.library.ties.move_development(knot.development, crew.chapters[at - 1])
            assert crew.library.ties.course(crew.story).curve(burn) == shown
            crew.library.undo()


def test_ties_without_closeness_come_last(crew: Crew, burn: TieId) -> None:
    still, none = crew.tie("Mara", "Jo", closeness=1), crew.tie("Jo", "Ines", {2: {"label": "met"}})
    assert most_moved_first(crew.library.ties.course(crew.story)) == [burn, still, none]


def test_a_story_is_told_without_a_closeness_too(crew: Crew) -> None:
    from planner.desktop.cast.bonds import read_bonds

    tie = crew.tie("Mara", "Jo", {2: {"label": "met"}}, begins=crew.chapters[0], kind="work")
    bonds = read_bonds(crew.library, crew.story)
    assert bonds is not None
    assert story_of(bonds, tie) == "Mara and Jo: chapter 1: Work; chapter 2: met."
