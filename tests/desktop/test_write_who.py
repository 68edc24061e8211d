"""With Ctrl held over a name of the cast the text says who that is, and a click goes there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.write.who_card import WhoCard
from planner.domain.cast_draft import DevelopmentDraft, PersonDraft, TieDraft
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import PersonId
from planner.domain.presence import Names
from planner.domain.prose.html import from_html
from tests.desktop.write_stage import CTRL, NONE, Key, Stage

ALT = Qt.KeyboardModifier.AltModifier
STORY = StoryDraft(
    title="Low Water",
    people=(
        PersonDraft("Ines Duarte", "she/her", "main", "# Work\nKeeps the light.", aliases="Ines"),
        PersonDraft("Tomas", "he/him", aliases="the boy"),
        PersonDraft("Rui", about="Nobody’s uncle."),
    ),
    ties=(
        TieDraft(
            "Ines Duarte",
            "Tomas",
            "rivals",
            closeness=-2,
            developments=(DevelopmentDraft(2, "romantic", "nearly", 3, hidden=True),),
        ),
    ),
    chapters=(
        ChapterDraft("Dusk", (SceneDraft(from_html("<p>🌊 Up went Ines, and Tomas after her.</p>"), pov="Tomas"),)),
        ChapterDraft("Night", (SceneDraft(from_html("<p>Ines slept.</p><p>Inesita did not.</p>"), pov="Tomas"),)),
    ),
)


class Reader(Stage):
    """An author who points at her text."""

    def point(self, text: str, modifier: Qt.KeyboardModifier = CTRL) -> QPointF:
        """Where a text stands in the editor's viewport, with the mouse moved there."""
        editor = self.page.editor
        cursor = editor.document().find(text)
        cursor.setPosition(cursor.selectionStart() + 1)
        at = QPointF(editor.cursorRect(cursor).center() + QPoint(2, 0))
        self.send(QEvent.Type.MouseMove, at, modifier)
        return at

    def send(self, kind: QEvent.Type, at: QPointF, modifier: Qt.KeyboardModifier = CTRL) -> None:
        viewport = self.page.editor.viewport()
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = left if kind == QEvent.Type.MouseButtonPress else none
        everywhere = QPointF(viewport.mapToGlobal(at.toPoint()))
        QGuiApplication.sendEvent(viewport, QMouseEvent(kind, at, everywhere, button, held, modifier))

    def click(self, text: str, modifier: Qt.KeyboardModifier = CTRL) -> None:
        at = self.point(text, modifier)
        self.send(QEvent.Type.MouseButtonPress, at, modifier)
        self.send(QEvent.Type.MouseButtonRelease, at, modifier)

    @property
    def card(self) -> list[str]:
        """What the card says, or nothing while none is shown."""
        card = self.page.findChild(WhoCard)
        if card is None or not card.isVisible():
            return []
        return [each.text() for each in card.findChildren(QLabel) if each.text() and each.isVisible()]

    @property
    def underlined(self) -> list[str]:
        return [each.cursor.selectedText() for each in self.page.editor.extraSelections()]


@pytest.fixture
def reader(desk: Desk, qtbot: QtBot) -> Iterator[Reader]:
    made = Reader(desk, qtbot, STORY)
    yield made
    # A card is a window of its own.
    made.page.hide()


def test_with_ctrl_held_a_name_shows_who_that_is(reader: Reader) -> None:
    reader.point("Ines")
    assert reader.card == [
        "Ines Duarte",
        "Main · she/her",
        "Keeps the light.",
        "With Tomas: Rivals, −2",
        "Ctrl+click to go there",
    ]
    assert reader.underlined == ["Ines"]
    assert reader.page.editor.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    reader.point("after")
    assert (reader.card, reader.underlined) == ([], [])
    assert reader.page.editor.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_they_stand_as_they_do_in_this_chapter(reader: Reader) -> None:
    reader.open(1)
    reader.point("Ines")
    assert "With Tomas: Romantic, nearly, +3, hidden" in reader.card


def test_whose_eyes_it_is(reader: Reader) -> None:
    reader.point("Tomas")
    assert reader.card[:3] == ["Tomas", "he/him", "This scene is told through their eyes."]


def test_without_ctrl_nothing_is_shown(reader: Reader) -> None:
    reader.point("Ines", NONE)
    assert reader.card == []
    reader.point("Ines")
    reader.page.editor.setFocus()
    reader.qtbot.keyRelease(reader.page.editor, Key.Key_Control)
    assert reader.card == []


def test_a_longer_word_is_nobody(reader: Reader) -> None:
    reader.open(1)
    reader.point("Inesita")
    assert reader.card == []


def test_a_click_goes_there_and_an_ordinary_click_does_not(reader: Reader, desk: Desk) -> None:
    desk.commands.bind("go.cast", lambda: went.append("cast"))
    went: list[str] = []
    reader.click("Ines", NONE)
    assert (desk.place.person_id, went) == (None, [])
    reader.click("Ines")
    ines = desk.library.cast.people(reader.story_id)[0]
    assert (desk.place.person_id, went) == (ines.id, ["cast"])
    assert reader.card == []


def test_a_key_says_who_is_at_the_cursor_and_again_goes_there(reader: Reader, desk: Desk) -> None:
    said: list[str] = []
    desk.notices.said.connect(lambda text, _undo: said.append(text))
    reader.put_cursor("after")
    reader.press(Key.Key_I, with_=CTRL | ALT)
    assert (reader.card, said) == ([], ["Nobody of the cast is named at the cursor."])
    reader.put_cursor("Tomas")
    reader.press(Key.Key_I, with_=CTRL | ALT)
    assert reader.card[0] == "Tomas"
    reader.press(Key.Key_Right)
    assert reader.card == []
    reader.put_cursor("Tomas")
    reader.press(Key.Key_I, with_=CTRL | ALT)
    reader.press(Key.Key_I, with_=CTRL | ALT)
    assert desk.place.person_id == desk.library.cast.people(reader.story_id)[1].id


def test_who_was_renamed_is_known_by_the_new_name(reader: Reader, desk: Desk) -> None:
    reader.point("Ines")
    tomas = desk.library.cast.people(reader.story_id)[1]
    with desk.library.change("Rename"):
        desk.library.cast.edit(tomas.id, name="Up")
    reader.point("Up")
    assert reader.card[0] == "Up"


def test_a_card_is_as_high_as_what_it_says(reader: Reader, desk: Desk) -> None:
    reader.point("Tomas")
    ines = desk.library.cast.people(reader.story_id)[0]
    with desk.library.change("Describe"):
        desk.library.cast.edit(ines.id, about="She keeps the light, and the log, and her own counsel. " * 2)
    heights = []
    for name in ("Ines", "Tomas", "Ines"):
        reader.point(name)
        card = reader.page.findChild(WhoCard)
        assert card is not None
        heights.append(card.height())
        assert all(
            each.height() >= each.heightForWidth(each.width()) for each in card.findChildren(QLabel) if each.text()
        )
    assert heights[0] == heights[2] > heights[1]


def test_typing_reads_no_names(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Names, text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(Names, "found_in", fail)
    reader.put_cursor("after her.")
    reader.type(" Ines and Tomas. ")
    reader.press(Key.Key_Return, Key.Key_Left)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoé and José", [(0, 3, 1), (8, 12, 2)]),
        ("Zoe\u0301 and Jose\u0301.", [(0, 4, 1), (9, 14, 2)]),
        ("Joséphine", []),
    ],
)
def test_places_are_those_of_the_text_however_it_is_typed(text: str, found: list[tuple[int, int, int]]) -> None:
    names = Names({PersonId(1): ["Zoé"], PersonId(2): ["Jose\u0301"]})
    assert [(each.start, each.end, each.people[0]) for each in names.found_in(text)] == found
