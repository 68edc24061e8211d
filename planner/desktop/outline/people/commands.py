"""What can be done with the person who is selected, wherever they are selected: joining two records of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class PeopleCommands(QObject):
    """Binds the commands for the selected person, and enables them while there is one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        desk.commands.bind("cast.merge", self._merge)
        desk.place.selection_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._desk.commands.enable("cast.merge", self._desk.place.person_id is not None)

    def _merge(self) -> None:
        from planner.desktop.outline.people.merge import MergeDialog

        person_id = self._desk.place.person_id
        if person_id is not None:
            MergeDialog(self._desk, person_id, self._parent.window()).open()
