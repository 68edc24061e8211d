"""What the tests of the plan share: the panel beside another field that can take the focus, as the text does."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_panel import PlanPanel
from planner.desktop.undo import Undo
from planner.desktop.widgets.fields import GrowingText
from planner.domain.outline import Chapter, ChapterId, Scene, SceneId, StoryId
from tests.desktop.outline_stage import Plan, add_story, ref_titled, second_look

PLAN: Plan = [("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw"]
W = TypeVar("W", bound=QWidget)


class Stage:
    """The panel beside another field that can take the focus, as the text does."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.story_id: StoryId = add_story(desk.library, PLAN)
        desk.place.open_story(self.story_id)
        self.window = QWidget()
        self.elsewhere = QLineEdit()
        self.panel = PlanPanel(desk)
        self.undo = Undo(desk, self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.elsewhere)
        column.addWidget(self.panel)
        desk.commands.attach("everywhere", self.window)
        qtbot.addWidget(self.window)
        self.window.resize(340, 900)
        self.window.show()
        self.window.activateWindow()
        self.elsewhere.setFocus()
        qtbot.waitUntil(self.elsewhere.hasFocus)

    def go(self, title: str) -> None:
        ref = ref_titled(self.desk.library.outline.get(self.story_id), title)
        self.desk.place.select(ref.kind, ref.id)

    def find(self, kind: type[W], name: str) -> W:
        found = self.panel.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def text(self, name: str) -> GrowingText:
        return self.find(GrowingText, name)

    def type(self, name: str, text: str) -> QWidget:
        field = self.find(QWidget, name)
        field.setFocus()
        QTest.keyClicks(field, text)
        return field

    def leave(self) -> None:
        """Click elsewhere: names that are offered go first, as Qt has it."""
        offered = QApplication.activePopupWidget()
        if offered is not None:
            offered.hide()
        self.elsewhere.setFocus()

    def shown(self) -> set[str]:
        """Which sheets are on the screen."""
        names = ("story", "arc", "chapter", "scene", "thread", "beat")
        sheets = {name: self.panel.findChild(QWidget, f"plan.{name}") for name in names}
        return {name for name, sheet in sheets.items() if sheet is not None and sheet.isVisible()}

    def chapter(self, title: str) -> Chapter:
        """A chapter as it is in the file."""
        with second_look(self.desk.library.path) as library:
            outline = library.outline.get(self.story_id)
            return outline.chapter(ChapterId(ref_titled(outline, title).id))

    def scene(self, title: str) -> Scene:
        """A scene as it is in the file."""
        with second_look(self.desk.library.path) as library:
            return library.outline.scene(SceneId(ref_titled(library.outline.get(self.story_id), title).id))
