"""What the board shows: how things stand at a chapter, what others change, and what there is while it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.cast.board.camera import Camera
from planner.desktop.cast.board.items import width_of
from planner.desktop.cast.board.view import BoardTab
from planner.desktop.desk import Desk
from planner.desktop.window import Window
from planner.domain.cast import PersonRole
from planner.domain.outline import PersonId
from planner.domain.ties import KINDS
from planner.library.file import Library
from tests.desktop.board_stage import LEFT, PLACES, BoardStage, widget_named

Key = Qt.Key


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, qtbot)


def picture(stage: BoardStage) -> QImage:
    """The board as it is on the screen."""
    stage.settle()
    # What takes a slow machine long is painted in slices, from when it is first asked for.
    stage.canvas.grab()
    stage.qtbot.waitUntil(lambda: stage.canvas.is_still)
    return stage.canvas.grab().toImage()


# Time


def test_ties_stand_as_of_the_chapter(stage: BoardStage) -> None:
    for number, words, closeness in (
        (0, "the watch", -2),
        (2, "the watch", -2),
        (3, "the kiss", 4),
        (None, "the kiss", 4),
    ):
        stage.as_of(number)
        link = stage.link(words)
        assert link.width.now == width_of(closeness)
        assert link.alpha.now == 1.0


def test_a_tie_that_has_not_begun_is_not_there(stage: BoardStage) -> None:
    with stage.desk.library.change("Add tie"):
        stage.desk.library.ties.add(
            stage.person("Cleo"), stage.person("Ada"), label="an oath", begins=stage.chapters[2]
        )
    stage.as_of(2)
    assert [link.text for link in stage.scene.links.values()] == ["the watch"]
    stage.as_of(3)
    assert [link.text for link in stage.scene.links.values()] == ["the kiss", "an oath"]
    assert stage.canvas.ref_at(QPointF(stage.words_at("an oath"))) == ("tie", stage.link("an oath").tie.id)


def test_who_has_not_appeared_is_faded(stage: BoardStage) -> None:
    outline = stage.desk.library.outline
    with stage.desk.library.change("Set present"):
        outline.set_present(outline.chapter(stage.chapters[2]).scenes[0].id, [stage.person("Cleo")])
    stage.as_of(1)
    assert stage.node("Cleo").alpha.now < stage.node("Ada").alpha.now == 1.0
    stage.scene.select([("person", stage.person("Cleo"))])
    assert "has not appeared yet" in stage.canvas.accessibleName()
    with stage.desk.library.change("Move chapter"):
        outline.move_chapter(stage.chapters[2], None, 0)
    stage.settle()
    assert stage.node("Cleo").alpha.now == 1.0


# Others


def test_what_others_change_is_followed_item_by_item(stage: BoardStage) -> None:
    kept = stage.node("Cleo"), stage.link("the kiss")
    library = stage.desk.library
    with library.change("Elsewhere"):
        library.cast.edit(stage.person("Cleo"), name="Clio", role=PersonRole.MAIN)
        library.cast.add(stage.story_id, "Dov")
        library.ties.edit(stage.link("the kiss").tie.id, direction="one way")
    stage.settle()
    assert stage.node("Clio") is kept[0]
    assert stage.node("Clio").radius > stage.node("Ada").radius
    assert stage.link("the kiss") is kept[1]
    assert [node.person.name for node in stage.scene.nodes.values()] == ["Ada", "Ben", "Clio", "Dov"]
    library.undo()
    stage.settle()
    assert [node.person.name for node in stage.scene.nodes.values()] == ["Ada", "Ben", "Cleo"]


def test_a_change_can_be_seen(stage: BoardStage) -> None:
    before = picture(stage)
    library = stage.desk.library
    with library.change("Elsewhere"):
        library.cast.edit(stage.person("Cleo"), colour="red")
    after = picture(stage)
    assert after != before
    library.undo()
    assert picture(stage) == before


def test_ties_between_two_are_fanned_out(stage: BoardStage) -> None:
    library = stage.desk.library
    with library.change("Elsewhere"):
        library.ties.add(stage.person("Ben"), stage.person("Ada"), kind="work", label="same shift")
    stage.settle()
    one, other = stage.link("the kiss").curve.at(0.5), stage.link("same shift").curve.at(0.5)
    assert (one - other).manhattanLength() > 20


def test_words_of_crossing_ties_do_not_cover_one_another(stage: BoardStage) -> None:
    library = stage.desk.library
    with library.change("Elsewhere"):
        corners = {"Nan": (0, 800), "Oz": (600, 1400), "Pim": (600, 800), "Quin": (0, 1400)}
        ids = {name: library.cast.add(stage.story_id, name) for name in corners}
        library.boards.put(None, {ids[name]: point for name, point in corners.items()})
        library.ties.add(ids["Nan"], ids["Oz"], label="old friends")
        library.ties.add(ids["Pim"], ids["Quin"], label="old enemies")
    stage.settle()
    rects = [stage.canvas.look.label_rect(Camera(), stage.link(words)) for words in ("old friends", "old enemies")]
    assert not rects[0].intersects(rects[1])


def test_what_happens_while_it_is_hidden_is_read_when_it_is_shown(stage: BoardStage) -> None:
    stage.tab.hide()
    library = stage.desk.library
    with library.change("Elsewhere"):
        library.cast.add(stage.story_id, "Dov")
        library.cast.remove(stage.person("Ben"))
    stage.tab.show()
    stage.settle()
    assert [node.person.name for node in stage.scene.nodes.values()] == ["Ada", "Cleo", "Dov"]
    assert not stage.scene.links


def test_another_story_is_another_board(stage: BoardStage) -> None:
    library = stage.desk.library
    with library.change("Add story"):
        other = library.stories.add("Day Ferry")
        library.cast.add(other, "Zora")
    stage.desk.place.open_story(other)
    assert [node.person.name for node in stage.scene.nodes.values()] == ["Zora"]
    stage.desk.place.open_story(stage.story_id)
    assert [node.person.name for node in stage.scene.nodes.values()] == list(PLACES)


def test_a_board_shows_those_on_it(stage: BoardStage) -> None:
    library = stage.desk.library
    with library.change("Add board"):
        board_id = library.boards.add(stage.story_id, "The two", [stage.person("Ada"), stage.person("Ben")])
    stage.tab.show_board(board_id)
    assert [node.person.name for node in stage.scene.nodes.values()] == ["Ada", "Ben"]
    with library.change("Delete board"):
        library.boards.remove(board_id)
    assert stage.tab.model.board_id is None
    assert [node.person.name for node in stage.scene.nodes.values()] == list(PLACES)


# Filters and pictures


def test_what_a_filter_leaves_out_is_faded(stage: BoardStage) -> None:
    stage.scene.keep([stage.person("Ada")])
    stage.settle()
    assert stage.node("Ada").alpha.now == 1.0
    assert stage.node("Ben").alpha.now < 0.2
    assert stage.link("the kiss").alpha.now < 0.2
    stage.scene.keep(None)
    stage.settle()
    assert stage.node("Ben").alpha.now == stage.link("the kiss").alpha.now == 1.0


def test_a_picture_shows_all_of_it(stage: BoardStage) -> None:
    drawn = QImage(600, 500, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    stage.tab.paint_picture(painter, QSizeF(600, 500))
    painter.end()
    bounds = stage.tab.picture_bounds()
    camera = Camera.fitted(bounds, QSizeF(600, 500), most=100.0)
    for name in PLACES:
        at = camera.to_screen(stage.node(name).point + QPointF(0, -0.8 * stage.node(name).radius)).toPoint()
        assert QColor(drawn.pixel(at)) != QColor(Qt.GlobalColor.white)


# A crowd


def _alike(one: QImage, other: QImage) -> float:
    """Which share of the pixels of two pictures are about the same."""
    assert one.size() == other.size()
    same = count = 0
    for x in range(0, one.width(), 3):
        for y in range(0, one.height(), 3):
            mine, theirs = one.pixelColor(x, y), other.pixelColor(x, y)
            count += 1
            same += max(abs(mine.red() - theirs.red()), abs(mine.blue() - theirs.blue())) < 40
    return same / count


def _crowd(stage: BoardStage, people: int, ties: int) -> None:
    library = stage.desk.library
    with library.change("Add a crowd"):
        ids = [library.cast.add(stage.story_id, f"Person {number}") for number in range(people)]
        library.boards.put(None, {key: (place % 8 * 190, place // 8 * 190) for place, key in enumerate(ids)})
        for number in range(ties):
            one, other = ids[number * 7 % people], ids[(number * 11 + 3) % people]
            if one != other:
                library.ties.add(one, other, kind=KINDS[number % len(KINDS)].name)


@pytest.mark.parametrize("ties", [30, 200])
def test_a_board_that_was_pushed_looks_as_if_it_had_been_painted_there(desk: Desk, qtbot: QtBot, ties: int) -> None:
    stage = BoardStage(desk, qtbot, ())
    _crowd(stage, 40, ties)
    stage.canvas.zoom_to(0.8)
    picture(stage)
    for _ in range(4):
        stage.canvas.set_camera(stage.canvas.camera.moved(-30, 20))
        stage.canvas.grab()
    picture(stage)
    pushed = picture(stage)
    desk.theme.changed.emit()
    picture(stage)
    anew = picture(stage)
    assert _alike(pushed, anew) > 0.995
    stage.canvas.set_camera(stage.canvas.camera.moved(300, 0))
    picture(stage)
    assert _alike(picture(stage), anew) < 0.9


def test_in_a_crowd_too_somebody_is_carried_and_brought_back(desk: Desk, qtbot: QtBot) -> None:
    stage = BoardStage(desk, qtbot, ())
    _crowd(stage, 40, 200)
    stage.canvas.zoom_to(0.8)
    stage.canvas.show_ref(("person", stage.person("Person 10")))
    picture(stage)
    before = picture(stage)
    at = stage.at("Person 10")
    stage.drag(at, at + QPoint(70, 70))
    picture(stage)
    assert _alike(picture(stage), before) < 0.99
    stage.scene.select(())
    desk.library.undo()
    picture(stage)
    assert _alike(picture(stage), before) > 0.995


# Nobody there


def test_an_empty_board_offers_the_first_step(desk: Desk, qtbot: QtBot) -> None:
    stage = BoardStage(desk, qtbot, ())
    button = widget_named(stage.tab, "button.cast.add_person")
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)
    stage.write("Ada")
    assert list(stage.people()) == ["Ada"]
    assert stage.canvas.isVisible()
    hint = stage.tab.findChild(QLabel, "cast.board.hint")
    assert hint is not None
    assert "Double-click" in hint.text()
    stage.double_click(stage.empty())
    stage.write("Ben")
    assert "drag from the rim" in hint.text()
    stage.drag(stage.rim("Ada", stage.at("Ben")), stage.at("Ben"))
    QTest.keyClick(stage.menu(), Key.Key_Return)
    assert not hint.isVisible()


def test_giving_up_the_first_person_shows_the_empty_page_again(desk: Desk, qtbot: QtBot) -> None:
    stage = BoardStage(desk, qtbot, ())
    QTest.mouseClick(widget_named(stage.tab, "button.cast.add_person"), LEFT)
    stage.write("", Key.Key_Escape)
    assert widget_named(stage.tab, "button.cast.add_person").isVisible()


def test_a_crowd_that_was_never_arranged_can_be_seen(desk: Desk, qtbot: QtBot) -> None:
    stage = BoardStage(desk, qtbot, ())
    with desk.library.change("Add people"):
        for number in range(60):
            desk.library.cast.add(stage.story_id, f"Person {number}")
    stage.settle()
    assert all(stage.canvas.rect().contains(stage.at(f"Person {number}")) for number in range(60))
    assert stage.canvas.camera.scale > 0.3


# Only to look at


@pytest.fixture
def looking(library: Library, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a library that may not be changed, with a story of two in it."""
    with library.change("Add story"):
        story_id = library.stories.add("Night Ferry")
        ids = [library.cast.add(story_id, name) for name in ("Ada", "Ben")]
        library.boards.put(None, dict(zip(ids, [(0, 0), (300, 0)], strict=True)))
    keeper = QObject()
    with Library.open(library.path, read_only=True) as opened:
        desk = build_desk(opened, qapp, keeper)
        desk.place.open_story(story_id)
        yield desk
        desk.tasks.close()
        desk.bus.close()
    keeper.deleteLater()


def test_a_library_to_look_at_stays_as_it_is(looking: Desk, qtbot: QtBot) -> None:
    tab = BoardTab(looking)
    qtbot.addWidget(tab)
    tab.resize(900, 700)
    tab.show()
    canvas = tab.canvas

    def at(place: int) -> QPoint:
        return canvas.camera.to_screen(list(tab.scene.nodes.values())[place].point).toPoint()

    start = at(0)
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, start + QPoint(40, 40))
    QTest.mouseMove(canvas, start + QPoint(60, 40))
    QTest.mouseRelease(canvas, LEFT, pos=start + QPoint(60, 40))
    assert at(0) == start
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(20, 20))
    assert tab.findChild(QObject, "cast.board.editor") is None
    canvas.scene.select([("person", PersonId(1))])
    for command in ("cast.add_person", "cast.rename", "cast.delete", "cast.duplicate", "cast.pin", "cast.add_group"):
        assert not looking.commands.actions[command].isEnabled()
    assert looking.commands.actions["cast.fit"].isEnabled()
    assert tab.picture_bounds().contains(QRectF(-20, -20, 340, 40))


# In the window


def test_enter_goes_to_the_sheet(window: Window, desk: Desk, qtbot: QtBot) -> None:
    with desk.library.change("Add story"):
        story_id = desk.library.stories.add("Night Ferry")
        desk.library.cast.add(story_id, "Ada")
    desk.place.open_story(story_id)
    desk.commands.run("go.cast")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    canvas = widget_named(window, "cast.board.canvas")
    canvas.setFocus()
    QTest.keyClick(canvas, Key.Key_Tab)
    QTest.keyClick(canvas, Key.Key_Return)
    assert desk.place.kind == "person"
    plan, focus = widget_named(window, "plan.panel"), QApplication.focusWidget()
    assert focus is not None
    assert plan.isAncestorOf(focus)


def test_select_all_means_everybody_on_the_board(stage: BoardStage) -> None:
    stage.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert stage.selected() == list(PLACES)
