"""What the tests of the board share: a story with a cast, the board on it, and what the file then holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.cast.board.items import Link, Node
from planner.desktop.cast.board.view import BoardTab
from planner.desktop.desk import Desk
from planner.desktop.undo import Undo
from planner.domain.board import Point
from planner.domain.outline import ChapterId, PersonId
from planner.domain.ties import Direction, TieId
from tests.desktop.outline_stage import second_look

PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

PLACES: dict[str, Point] = {"Ada": (0, 0), "Ben": (300, 0), "Cleo": (150, 260)}
CHAPTERS = ("Embarking", "Salt", "Fog", "Landfall")


class BoardStage:
    """The board on a story of three people, shown and with the focus in it."""

    def __init__(self, desk: Desk, qtbot: QtBot, people: Sequence[str] = tuple(PLACES)) -> None:
        self.desk = desk
        self.qtbot = qtbot
        library = desk.library
        with library.change("Add story"):
            self.story_id = library.stories.add("Night Ferry")
            self.chapters = [library.outline.add_chapter(self.story_id, title=title) for title in CHAPTERS]
            ids = {name: library.cast.add(self.story_id, name) for name in people}
            library.boards.put(None, {ids[name]: PLACES[name] for name in people})
            if len(people) > 2:
                tie_id = library.ties.add(ids["Ada"], ids["Ben"], kind="rivals", label="the watch", closeness=-2)
                library.ties.develop(tie_id, self.chapters[2], kind="romantic", label="the kiss", closeness=4)
                library.cast.add_group(self.story_id, "The crew", [ids["Ada"], ids["Ben"]])
        desk.place.open_story(self.story_id)
        self.tab = BoardTab(desk)
        self.undo = Undo(desk, self.tab)
        # The commands of the whole window have no window here.
        desk.commands.attach("everywhere", self.tab)
        self.tab.resize(1000, 800)
        qtbot.addWidget(self.tab)
        self.tab.show()
        self.tab.activateWindow()
        qtbot.waitUntil(self.tab.isActiveWindow)
        self.canvas = self.tab.canvas
        self.scene = self.tab.scene
        self.canvas.setFocus()
        self.settle()

    # Finding

    def person(self, name: str) -> PersonId:
        return next(person.id for person in self.tab.model.cast.values() if person.name == name)

    def node(self, name: str) -> Node:
        return self.scene.nodes[self.person(name)]

    def link(self, words: str) -> Link:
        return next(link for link in self.scene.links.values() if link.text == words)

    def at(self, name: str) -> QPoint:
        """The middle of somebody's disc on the screen."""
        return self.canvas.camera.to_screen(self.node(name).point).toPoint()

    def rim(self, name: str, towards: QPoint) -> QPoint:
        """The point of somebody's rim that is nearest to a point."""
        middle = QPointF(self.at(name))
        off = QPointF(towards) - middle
        reach = (self.node(name).radius + 4) * self.canvas.camera.scale
        length = (off.x() ** 2 + off.y() ** 2) ** 0.5
        return QPointF(middle + off * (reach / length)).toPoint()

    def words_at(self, words: str) -> QPoint:
        """Where the words of a tie are."""
        return self.canvas.camera.to_screen(self.link(words).words_at).toPoint()

    def empty(self) -> QPoint:
        """A point of the screen where nothing is."""
        at = QPoint(24, 24)
        assert self.canvas.ref_at(QPointF(at)) is None
        return at

    # What the author does

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.canvas, LEFT, keys, at)

    def double_click(self, at: QPoint) -> None:
        self.click(at)
        QTest.mouseDClick(self.canvas, LEFT, pos=at)

    def drag(self, start: QPoint, to: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseMove(self.canvas, start)
        QTest.mousePress(self.canvas, LEFT, keys, start)
        for step in range(1, 6):
            QTest.mouseMove(self.canvas, start + (to - start) * step / 5)
        QTest.mouseRelease(self.canvas, LEFT, keys, to)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.canvas, key, keys)

    def write(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Write into the line that is open upon the board, and be done with it."""
        editor = self.editor()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)

    def editor(self) -> QLineEdit:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit), "nothing is being written"
        return editor

    def menu(self) -> QMenu:
        """The menu that has popped up."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, *path: str) -> None:
        """Choose an entry of the menu that has popped up, by its words."""
        top = menu = self.menu()
        for words in path:
            action = next(each for each in menu.actions() if each.text() == words)
            below = action.menu()
            if isinstance(below, QMenu):
                menu = below
            else:
                action.trigger()
        top.close()

    def context_menu(self, at: QPoint) -> None:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.canvas.mapToGlobal(at))
        QApplication.sendEvent(self.canvas, event)

    def settle(self) -> None:
        """Wait until everything is where it belongs."""
        self.qtbot.waitUntil(lambda: self.canvas.is_still)

    # What there is then

    def people(self) -> dict[str, Point | None]:
        """Who is in the file, and where."""
        with second_look(self.desk.library.path) as library:
            spots = library.boards.spots(self.story_id, None)
            return {person.name: spots[person.id].point for person in library.cast.people(self.story_id)}

    def ties(self, at: int = len(CHAPTERS)) -> list[str]:
        """The ties in the file as of a chapter, as "Ada > Ben: kind label closeness"."""
        arrows = {Direction.BOTH: "-", Direction.ONE_WAY: ">", Direction.UNEQUAL: ">>"}
        with second_look(self.desk.library.path) as library:
            names = {person.id: person.name for person in library.cast.people(self.story_id)}
            course = library.ties.course(self.story_id)
            found = []
            for tie in course.ties:
                standing = course.standing(tie.id, at)
                if standing is not None:
                    words = f"{standing.kind} {standing.label}".strip()
                    close = "" if standing.closeness is None else f" {standing.closeness}"
                    found.append(f"{names[tie.one]} {arrows[tie.direction]} {names[tie.other]}: {words}{close}")
            return found

    def groups(self) -> dict[str, list[str]]:
        """The groups in the file with their members."""
        with second_look(self.desk.library.path) as library:
            names = {person.id: person.name for person in library.cast.people(self.story_id)}
            return {group.name: [names[each] for each in group.members] for group in library.cast.groups(self.story_id)}

    def selected(self) -> list[str]:
        """What is selected: names of people and words of ties."""
        words = []
        for kind, row_id in self.scene.selected:
            if kind == "person":
                words.append(self.scene.nodes[PersonId(row_id)].person.name)
            elif kind == "tie":
                words.append(self.scene.links[TieId(row_id)].text)
            else:
                words.append("group")
        return words

    def as_of(self, number: int | None) -> ChapterId | None:
        """Look at the story as of a chapter."""
        self.desk.place.set_as_of(number)
        self.settle()
        return self.chapters[number - 1] if number else None


def widget_named(parent: QWidget, name: str) -> QWidget:
    """The widget with this object name."""
    found = parent.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found
