"""The board as a picture: PNG, SVG and the clipboard; light, titled, with only what the filter leaves."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.bar import BoardBar
from planner.desktop.cast.board.export import BoardExport
from planner.desktop.desk import Desk
from planner.desktop.theme import LIGHT
from planner.desktop.widgets.people import Portraits
from planner.domain.errors import PlannerError
from planner.library.file import Library
from tests.desktop.cast_board_stage import BoardStage
from tests.desktop.people_stage import picture


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> BoardStage:
    return BoardStage(desk, library, qtbot)


def export_of(stage: BoardStage) -> BoardExport:
    bar = stage.tab.findChild(BoardBar)
    assert bar is not None
    return bar.export


def written(stage: BoardStage, path: Path) -> Path:
    """Write the board, and wait for it."""
    before = len(stage.said)
    export_of(stage).write(path)
    stage.qtbot.waitUntil(lambda: len(stage.said) > before)
    return path


def words_of(path: Path) -> str:
    """What stands in an SVG."""
    return " ".join("".join(each.itertext()) for each in ElementTree.parse(path).iter())


def test_png_is_twice_as_sharp_as_the_screen_and_light_in_the_dark(stage: BoardStage, tmp_path: Path) -> None:
    bounds = stage.at_rest().scene.bounds()
    stage.desk.theme.choose("dark", 1.0, "")
    image = QImage(str(written(stage, tmp_path / "board.png")))
    stage.desk.theme.choose("light", 1.0, "")
    assert image.width() > 2 * bounds.width()
    assert image.height() > 2 * bounds.height()
    assert image.pixelColor(2, 2) == QColor(LIGHT.raised)
    assert image.text("Title") == "Salt, The whole story"
    assert stage.said[-1][0] == f"Exported to {tmp_path / 'board.png'}."


def test_svg_has_title_names_and_ties_as_of_the_chapter_shown(stage: BoardStage, tmp_path: Path) -> None:
    stage.desk.place.set_as_of(1)
    words = words_of(written(stage, tmp_path / "board.svg"))
    for text in ("Salt", "As of chapter 1: Part 1", "Ines", "Tomas", "race each other", "The harbour"):
        assert text in words
    assert "lovers" not in words


def test_what_the_filter_leaves_out_is_not_in_the_picture(stage: BoardStage, tmp_path: Path) -> None:
    stage.line.setText("harbour")
    words = words_of(written(stage, tmp_path / "board.svg"))
    assert "Bruno" in words
    assert "Ines" not in words
    assert "cousins" not in words
    assert stage.seen() == {"Ada & Co", "Bruno"}


def test_the_board_is_named_beside_the_chapter(stage: BoardStage, tmp_path: Path) -> None:
    with stage.library.change("Add a board"):
        board = stage.library.boards.add(stage.story, "The precinct", [stage.ines])
    stage.tab.show_board(board)
    assert "The precinct · The whole story" in words_of(written(stage, tmp_path / "board.svg"))


def test_copying_puts_a_picture_on_the_clipboard(stage: BoardStage) -> None:
    stage.desk.commands.run("cast.copy_picture")
    stage.qtbot.waitUntil(lambda: bool(stage.said))
    assert QGuiApplication.clipboard().image().width() > 400
    assert stage.said[-1] == ("Copied the board as a picture.", False)


def test_the_dialog_suggests_a_name_and_its_filter_gives_the_suffix(
    stage: BoardStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, suggestion: str, filters: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return str(tmp_path / "mine"), filters.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    stage.desk.commands.run("cast.export")
    stage.qtbot.waitUntil(lambda: (tmp_path / "mine.svg").exists())
    assert Path(suggested[0]).name == "Salt, The whole story.png"
    stage.qtbot.waitUntil(lambda: bool(stage.said))


def test_stepping_back_from_the_dialog_writes_nothing(
    stage: BoardStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    stage.desk.commands.run("cast.export")
    assert stage.said == []


def test_what_cannot_be_written_is_a_sentence_and_leaves_the_old_file(stage: BoardStage, tmp_path: Path) -> None:
    errors: list[PlannerError] = []
    stage.desk.notices.failed.connect(errors.append)
    folder = tmp_path / "board.png"
    folder.mkdir()
    export_of(stage).write(folder)
    stage.qtbot.waitUntil(lambda: len(errors) == 1)
    assert errors[0].what == "A folder of this name stands where the file should be."
    assert not list(tmp_path.glob("*.tmp"))


def test_nobody_to_show_is_said_too(stage: BoardStage, tmp_path: Path) -> None:
    errors: list[PlannerError] = []
    stage.desk.notices.failed.connect(errors.append)
    stage.line.setText("nobody is called that")
    export_of(stage).write(tmp_path / "board.png")
    assert [error.what for error in errors] == ["There is nobody on this board to show."]
    assert not (tmp_path / "board.png").exists()


def test_exporting_changes_nothing_on_the_screen(stage: BoardStage, tmp_path: Path) -> None:
    stage.tab.scene.select([("person", stage.ines)])
    before = stage.at_rest().canvas.grab().toImage()
    written(stage, tmp_path / "board.png")
    # Where drawing takes long a dialog comes and goes; whoever manages windows then gives this one the keyboard again.
    stage.tab.activateWindow()
    stage.qtbot.waitUntil(stage.tab.canvas.hasFocus)
    assert stage.tab.canvas.grab().toImage() == before


def test_a_portrait_is_round_in_an_svg_too(stage: BoardStage, tmp_path: Path) -> None:
    desk, ines = stage.desk, stage.ines
    portraits = Portraits.of(desk)
    with desk.library.change("Portrait"):
        desk.library.cast.set_portrait(ines, picture(64, 64))
    stage.qtbot.waitUntil(lambda: portraits.image(desk.library.cast.person(ines)) is not None)
    drawing = QSvgRenderer(str(written(stage, tmp_path / "board.svg")))
    tree = ElementTree.parse(tmp_path / "board.svg")
    link = "{http://www.w3.org/1999/xlink}href"
    data = [each.get(link, "") for each in tree.iter("{http://www.w3.org/2000/svg}image")]
    images = [QImage.fromData(base64.b64decode(each.partition(",")[2])) for each in data]
    faces = [image for image in images if image.width() == 64]
    assert drawing.isValid()
    assert [(face.pixelColor(1, 1).alpha(), face.pixelColor(32, 32).alpha()) for face in faces] == [(0, 255)]
