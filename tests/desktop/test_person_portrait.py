"""Portraits: dropped, pasted, cropped and kept; what is broken or too large is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.people.crop import CropDialog, CropView
from planner.desktop.outline.people.pictures import MOST_BYTES, read_picture
from planner.desktop.widgets.people import PORTRAIT_SIDE, Portraits
from planner.domain.errors import PlannerError
from tests.desktop.outline_stage import second_look
from tests.desktop.people_stage import PeopleStage, picture


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> PeopleStage:
    made = PeopleStage(desk, qtbot)
    made.select("person", made.ada)
    return made


def drop(stage: PeopleStage, mime: QMimeData) -> None:
    target = stage.find(QWidget, "plan.person.portrait")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), copy, mime, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, left, none, QEvent.Type.Drop))


def of_file(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def crop(stage: PeopleStage, qtbot: QtBot) -> CropDialog:
    qtbot.waitUntil(lambda: bool(stage.window.findChildren(CropDialog)))
    (dialog,) = stage.window.findChildren(CropDialog)
    return dialog


def take(dialog: CropDialog) -> None:
    pressed = dialog.findChild(QAbstractButton, "crop.take")
    assert pressed is not None
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


def kept(stage: PeopleStage) -> QImage | None:
    """The portrait as it is in the file."""
    with second_look(stage.desk.library.path) as library:
        data = library.cast.portrait(library.cast.person(stage.ada).portrait)
    return None if data is None else QImage.fromData(data)


def refusals(stage: PeopleStage) -> list[str]:
    said: list[str] = []
    stage.desk.notices.failed.connect(lambda error: said.append(str(error)))
    return said


def test_a_dropped_file_is_cropped_scaled_and_kept(stage: PeopleStage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ada.png"
    path.write_bytes(picture(1400, 1000))
    drop(stage, of_file(path))
    take(crop(stage, qtbot))
    portrait = kept(stage)
    assert portrait is not None
    assert (portrait.width(), portrait.height()) == (PORTRAIT_SIDE, PORTRAIT_SIDE)
    person = stage.desk.library.cast.person(stage.ada)
    portraits = Portraits.of(stage.desk)
    qtbot.waitUntil(lambda: portraits.image(person) is not None)
    shown = portraits.portrait(person, 40).toImage()
    middle = shown.pixelColor(20, 20)
    assert (middle.red(), middle.green() // 8, middle.blue() // 8) == (0, 16, 16)
    assert shown.pixelColor(0, 0).alpha() == 0
    stage.desk.library.undo()
    assert stage.person(stage.ada).portrait == ""


def test_a_small_picture_is_not_blown_up(stage: PeopleStage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    path.write_bytes(picture(60, 40))
    drop(stage, of_file(path))
    take(crop(stage, qtbot))
    portrait = kept(stage)
    assert portrait is not None
    assert (portrait.width(), portrait.height()) == (40, 40)


def test_a_copied_picture_is_pasted(stage: PeopleStage, qtbot: QtBot) -> None:
    QApplication.clipboard().setImage(QImage.fromData(picture(50, 50, "red")))
    button = stage.find(QWidget, "plan.person.portrait")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    take(crop(stage, qtbot))
    assert stage.person(stage.ada).portrait


def test_the_square_is_moved_and_zoomed_but_stays_within_the_picture(stage: PeopleStage, qtbot: QtBot) -> None:
    QApplication.clipboard().setImage(QImage.fromData(picture(400, 200)))
    button = stage.find(QWidget, "plan.person.portrait")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    view = crop(stage, qtbot).findChild(CropView)
    assert view is not None
    assert (view.square.x(), view.square.y(), view.square.width()) == (100, 0, 200)
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.square.x() == 0
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.square.width() < 200
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(160, 160))
    QTest.mouseMove(view, QPoint(60, 160))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 160))
    assert view.square.x() > 20
    assert view.square.right() <= 400
    assert view.square.bottom() <= 200


def test_a_portrait_is_taken_away(stage: PeopleStage) -> None:
    with stage.desk.library.change("Portrait"):
        stage.desk.library.cast.set_portrait(stage.ada, picture())
    stage.click("plan.person.portrait")
    stage.pick("Take the picture away")
    assert stage.person(stage.ada).portrait == ""


def test_a_broken_file_is_refused_with_a_sentence(stage: PeopleStage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("no picture at all", encoding="utf-8")
    said = refusals(stage)
    drop(stage, of_file(path))
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["“notes.png” is no picture that can be shown, or it is broken. PNG, JPEG, WebP and GIF can be."]
    assert stage.person(stage.ada).portrait == ""


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.png"
    whole = picture(500, 500)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PlannerError):
        read_picture(path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(PlannerError, match="more than 30 MB"):
        read_picture(path)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    path.write_bytes(picture(12_001, 1))
    with pytest.raises(PlannerError, match="12001 × 1 pixels"):
        read_picture(path)


def test_nothing_is_fetched_from_the_web(stage: PeopleStage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/ada.png")])
    said = refusals(stage)
    drop(stage, mime)
    assert said[0].startswith("This picture is on the web")
