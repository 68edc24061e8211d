"""What the tests of the sheets of the cast share: the plan panel with a small cast, and a second look at the file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_fields import QuietBox
from planner.domain.cast import Person
from planner.domain.outline import PersonId
from planner.domain.ties import Development, Tie, TieId
from tests.desktop.outline_stage import second_look
from tests.desktop.plan_stage import Stage


class PeopleStage(Stage):
    """The stage of the plan, with Ada and Ben in its story."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        super().__init__(desk, qtbot)
        with desk.library.change("Cast"):
            self.ada = desk.library.cast.add(self.story_id, "Ada Holm")
            self.ben = desk.library.cast.add(self.story_id, "Ben")

    # What is in the file

    def person(self, person_id: PersonId) -> Person:
        with second_look(self.desk.library.path) as library:
            return library.cast.person(person_id)

    def people(self) -> list[str]:
        with second_look(self.desk.library.path) as library:
            return [person.name for person in library.cast.people(self.story_id)]

    def tie(self, tie_id: TieId) -> Tie:
        with second_look(self.desk.library.path) as library:
            return library.ties.tie(tie_id)

    def ties(self) -> list[Tie]:
        with second_look(self.desk.library.path) as library:
            return library.ties.all(self.story_id)

    def developments(self) -> list[Development]:
        with second_look(self.desk.library.path) as library:
            return library.ties.developments(self.story_id)

    # What the author does

    def select(self, kind: str, row_id: int) -> None:
        self.desk.place.select(kind, row_id)  # type: ignore[arg-type]

    def click(self, name: str) -> None:
        # Of two, one has been removed and only waits to be deleted.
        found = [each for each in self.panel.findChildren(QAbstractButton, name) if each.isVisible()]
        assert found, f"{name} is not to be seen"
        button = found[-1]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def choose(self, name: str, words: str) -> None:
        """Choose from a box: open it, go to the words, Enter."""
        box = self.find(QuietBox, name)
        assert box.isVisible(), f"{name} is not to be seen"
        row = box.findText(words)
        assert row >= 0, [box.itemText(index) for index in range(box.count())]
        box.setFocus()
        box.showPopup()
        box.view().setCurrentIndex(box.model().index(row, 0))
        QTest.keyClick(box.view(), Qt.Key.Key_Return)

    def pick(self, text: str) -> None:
        """Choose from the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for action in menu.actions():
            if action.text() == text:
                menu.setActiveAction(action)
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        raise LookupError([action.text() for action in menu.actions()])


def picture(width: int = 60, height: int = 40, colour: str = "teal", kind: bytes = b"png") -> bytes:
    """The bytes of a picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(kept, QByteArray(kind)).write(image)
    return bytes(kept.data().data())
