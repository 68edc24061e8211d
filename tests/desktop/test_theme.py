"""Both schemes can be read by everybody, and the look follows what the author chose."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.icons import icon
from planner.desktop.settings import SCHEME, TEXT_SCALE
from planner.desktop.theme import DARK, LIGHT, Colours, contrast
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.status import paint_status
from planner.domain.outline import ChapterStatus

TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""

SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("surface", "raised", "hover", "selection", "notice")


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), list(product(("text", "muted"), GROUNDS)))
def test_text_can_be_read_on_every_ground(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT_CONTRAST


@SCHEMES
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("accent_text", "accent"),
        ("accent", "raised"),
        ("accent", "surface"),
        ("danger", "raised"),
        ("danger", "surface"),
        ("text", "added"),
        ("text", "removed"),
    ],
)
def test_coloured_words_can_be_read(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT_CONTRAST


@SCHEMES
@pytest.mark.parametrize("status", ChapterStatus)
@pytest.mark.parametrize("ground", ["surface", "raised", "selection"])
def test_a_status_stands_off_its_ground(colours: Colours, status: ChapterStatus, ground: str) -> None:
    assert contrast(colours.status[status], getattr(colours, ground)) >= SHAPE_CONTRAST


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_status_has_a_shape_of_its_own(qapp: QApplication) -> None:
    drawn = {status: _drawing(status) for status in ChapterStatus}
    for one, other in product(ChapterStatus, repeat=2):
        if one is not other:
            assert drawn[one] != drawn[other]


def _drawing(status: ChapterStatus) -> QImage:
    """The status in black, so that only its shape can tell it from another."""
    image = QImage(28, 28, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_status(painter, QRectF(QPointF(0, 0), image.size().toSizeF()), status, QColor("black"))
    painter.end()
    return image


def test_choosing_dark_changes_palette_and_icons(desk: Desk, qapp: QApplication) -> None:
    desk.settings.set(SCHEME, "light")
    before = icon("plus", desk.theme).pixmap(16, 16).toImage()
    desk.settings.set(SCHEME, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.surface)
    assert icon("plus", desk.theme).pixmap(16, 16).toImage() != before


def test_text_grows_to_twice_its_size(desk: Desk, qapp: QApplication) -> None:
    usual = qapp.font().pointSizeF()
    desk.settings.set(TEXT_SCALE, 200)
    assert qapp.font().pointSizeF() == pytest.approx(2 * usual)


def test_a_primary_button_never_shows_an_icon_in_the_colour_of_text(desk: Desk, qtbot: QtBot) -> None:
    action = desk.commands.actions["outline.add_chapter"]
    assert not action_button(action).icon().isNull()
    bare = action_button(action, "primary")
    qtbot.addWidget(bare)
    assert bare.icon().isNull()
    assert bare.text() == action.text()
    given = action_button(action, "primary", icon=icon("plus", desk.theme, "accent_text"))
    qtbot.addWidget(given)
    assert not given.icon().isNull()


def test_an_icon_for_accent_is_muted_on_a_button_that_is_off(desk: Desk) -> None:
    off = icon("plus", desk.theme, "accent_text").pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled)
    assert off.toImage() == icon("plus", desk.theme, "muted").pixmap(16, 16).toImage()


def test_an_icon_is_crisp_on_a_dense_screen(desk: Desk) -> None:
    dense = icon("plus", desk.theme).pixmap(QSize(16, 16), 2.0)
    assert dense.width() == 32
    assert dense.devicePixelRatio() == 2.0
