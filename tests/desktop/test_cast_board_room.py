"""Room on the board: names, words of ties and names of groups keep off one another, at any size."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.corner import Corner
from planner.desktop.desk import Desk
from planner.desktop.settings import TEXT_SCALE
from planner.domain.outline import PersonId
from planner.library.file import Library
from tests.desktop import cast_board_stage
from tests.desktop.board_stage import BoardStage, widget_named

TEN = ("Ada Lovell", "Ben Okafor", "Cleo Marchetti", "Dov Stern", "Esi Mensah", "Fay Quill", "Gus", "Hana", "Ivo", "Jo")


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, qtbot)


@pytest.fixture
def ten(desk: Desk, qtbot: QtBot) -> BoardStage:
    """Ten people in a wide ring, tied to their neighbours, on a window as small as beside two panels."""
    stage = BoardStage(desk, qtbot, ())
    library = desk.library
    with library.change("Add ten"):
        ids = [library.cast.add(stage.story_id, name, role="main" if name < "C" else "") for name in TEN]
        for number, key in enumerate(ids):
            library.boards.put(None, {key: (number % 5 * 320, number // 5 * 420)})
        for number, key in enumerate(ids):
            library.ties.add(key, ids[(number + 1) % 10], label=f"promised number {number}")
    stage.tab.resize(570, 560)
    stage.settle()
    return stage


def overlap(one: QRectF, other: QRectF) -> float:
    """Which share of the smaller of two rectangles the other covers."""
    shared = one & other
    area = max(shared.width(), 0) * max(shared.height(), 0)
    return area / min(one.width() * one.height(), other.width() * other.height())


def written(stage: BoardStage, camera: Camera) -> list[QRectF]:
    """Where anything is written on the board."""
    look, scene = stage.canvas.look, stage.scene
    rects = [look.name_rect(camera, node) for node in scene.nodes.values() if node.name_room]
    rects += [look.label_rect(camera, link) for link in scene.links.values() if link.words]
    return rects + [look.hull_name(camera, shape) for shape in scene.hulls.values()]


def test_at_the_size_that_shows_all_ties_still_have_words(ten: BoardStage) -> None:
    camera = ten.canvas.camera
    assert camera.scale < 0.45
    assert all(node.name_room for node in ten.scene.nodes.values())
    worded = [link for link in ten.scene.links.values() if link.words]
    assert len(worded) >= 8
    for one, other in combinations(written(ten, camera), 2):
        assert overlap(one, other) < 0.15


@pytest.mark.parametrize("scale", [0.2, 0.35, 0.6, 1.0, 2.0])
def test_words_keep_off_one_another_at_any_size(ten: BoardStage, scale: float) -> None:
    ten.canvas.zoom_to(scale)
    ten.settle()
    for one, other in combinations(written(ten, ten.canvas.camera), 2):
        assert overlap(one, other) < 0.15


def test_words_come_back_when_the_board_is_larger(ten: BoardStage) -> None:
    ten.canvas.zoom_to(0.12)
    assert not all(link.words for link in ten.scene.links.values())
    ten.canvas.zoom_to(1.0)
    assert all(link.words == link.text for link in ten.scene.links.values())


def test_names_are_there_again_when_the_author_comes_back(ten: BoardStage) -> None:
    library, place = ten.desk.library, ten.desk.place
    with library.change("Another"):
        other = library.stories.add("Another")
    place.open_story(other)
    place.open_story(ten.story_id)
    ten.settle()
    assert all(node.name_room for node in ten.scene.nodes.values())


def test_a_longer_name_gets_its_room(ten: BoardStage) -> None:
    ten.canvas.zoom_to(0.6)
    before = ten.node("Jo").name_room
    with ten.desk.library.change("Rename"):
        ten.desk.library.cast.edit(ten.person("Jo"), name="Josephine Archer")
    ten.settle()
    assert ten.node("Josephine Archer").name_room > 2 * before


def test_a_name_is_written_in_full_where_there_is_room(ten: BoardStage) -> None:
    ten.canvas.zoom_to(0.4)
    node = ten.node("Cleo Marchetti")
    metrics = QFontMetricsF(ten.canvas.look.font(ten.canvas.camera, 1.0))
    room = ten.canvas.look.name_rect(ten.canvas.camera, node).width()
    assert room >= metrics.horizontalAdvance(node.person.name)


def test_where_there_is_room_for_few_names_those_of_the_main_people_are_there(desk: Desk, qtbot: QtBot) -> None:
    stage = BoardStage(desk, qtbot, ())
    library = desk.library
    with library.change("Add a crowd"):
        ids = [library.cast.add(stage.story_id, f"Somebody {number}") for number in range(60)]
        library.cast.edit(ids[33], role="main")
        library.boards.put(None, {key: (place % 10 * 90, place // 10 * 90) for place, key in enumerate(ids)})
    stage.canvas.zoom_to(0.2)
    stage.settle()
    named = {node.person.id for node in stage.scene.nodes.values() if node.name_room}
    assert ids[33] in named
    assert len(named) < 60


def test_groups_around_the_same_person_are_named_apart(stage: BoardStage) -> None:
    library = stage.desk.library
    with library.change("Add groups"):
        for name, other in (("The watch below", "Ben"), ("The night shift", "Cleo")):
            library.cast.add_group(stage.story_id, name, [stage.person("Ada"), stage.person(other)])
    stage.settle()
    camera = stage.canvas.camera
    areas = [stage.canvas.look.hull_name(camera, shape) for shape in stage.scene.hulls.values()]
    assert len(areas) == 3
    for area, next_area in combinations(areas, 2):
        assert not area.intersects(next_area)


def test_a_selected_tie_says_all(ten: BoardStage) -> None:
    ten.canvas.zoom_to(0.12)
    link = next(link for link in ten.scene.links.values() if not link.words)
    ten.scene.select([("tie", link.tie.id)])
    selected = ten.canvas.look.label_rect(ten.canvas.camera, link)
    metrics = ten.canvas.look.font(ten.canvas.camera, 0.86)
    assert selected.width() > len(link.text) * metrics.pixelSize() * 0.4


def test_the_zoom_lies_upon_nobody_when_all_is_shown(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = cast_board_stage.BoardStage(desk, library, qtbot)
    canvas = stage.tab.canvas
    with library.change("Move"):
        far: dict[PersonId, tuple[int, int]] = {stage.ines: (0, 0), stage.bruno: (1500, 800)}
        library.boards.put(None, far)
    stage.at_rest()
    canvas.fit()
    corner = widget_named(canvas, "cast.zoom_corner")
    assert isinstance(corner, Corner)
    for node in stage.tab.scene.nodes.values():
        area = canvas.camera.rect_to_screen(node.disc) | canvas.look.name_rect(canvas.camera, node)
        assert not area.intersects(QRectF(corner.geometry()))


def test_with_large_text_no_name_is_cut_off_when_all_is_shown(ten: BoardStage) -> None:
    ten.desk.settings.set(TEXT_SCALE, 200)
    ten.settle()
    ten.canvas.fit()
    ten.settle()
    whole = QRectF(ten.canvas.rect()).adjusted(-12, -12, 12, 12)
    for node in ten.scene.nodes.values():
        assert whole.contains(ten.canvas.look.name_rect(ten.canvas.camera, node))


def test_the_words_of_a_tie_written_by_key_stay_selected(stage: BoardStage) -> None:
    stage.click(stage.words_at("the kiss"))
    stage.press(Qt.Key.Key_F2)
    stage.write("the wedding")
    assert stage.selected() == ["the wedding"]
    assert stage.canvas.hasFocus()


def test_a_group_of_which_a_filter_leaves_nobody_fades(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = cast_board_stage.BoardStage(desk, library, qtbot)
    (shape,) = stage.tab.scene.hulls.values()
    QTest.keyClicks(stage.line, "ines")
    assert stage.seen() == {"Ines"}
    assert shape.alpha.now < cast_board_stage.FILTERED
    stage.line.clear()
    stage.at_rest()
    assert shape.alpha.now == 1.0


def test_where_room_is_short_one_button_has_all_filters(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = cast_board_stage.BoardStage(desk, library, qtbot)
    together = widget_named(stage.tab, "cast.filter_by")
    assert isinstance(together, QToolButton)
    assert not together.isVisible()
    stage.tab.resize(600, 700)
    stage.at_rest()
    assert together.isVisible()
    assert not widget_named(stage.tab, "cast.filter_roles").isVisible()
    entries = [action.text() for action in together.menu().actions() if action.isVisible()]
    assert entries == ["Group", "Role", "Tie", "Arc"]
    stage.choose("cast.filter_roles", "Main")
    assert stage.seen() == {"Ines"}


def test_the_keyboard_sees_what_it_is_at_without_a_line_through_the_name(stage: BoardStage) -> None:
    stage.canvas.zoom_to(0.43)
    stage.click(stage.at("Cleo"))
    camera = stage.canvas.camera
    node = stage.node("Cleo")
    name = stage.canvas.look.name_rect(camera, node)
    ring = camera.rect_to_screen(node.disc).bottom() + 7 * camera.scale
    assert name.top() > ring
    image = stage.canvas.grab().toImage()
    # Nothing dashed runs from the left of the name through it: the row of its middle begins as plain board.
    row, left = round(name.center().y()), round(name.left()) - 2
    background = image.pixelColor(QPoint(5, 5))
    assert image.pixelColor(QPoint(left, row)) == background
