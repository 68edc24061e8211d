"""What is known of the place a scene names, shared by all scenes there; and giving it another name everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.plan_custom import NameLine
from planner.desktop.outline.plan_fields import TextField, write_plan
from planner.desktop.theme import XS
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.fields import GrowingText
from planner.desktop.widgets.labels import ElidedLabel
from planner.domain.outline import StoryId
from planner.library.places import StoryPlace

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class PlaceRecord(QWidget):
    """A quiet text about the place, while the scene names one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.place")
        self._desk = desk
        self._place: StoryPlace | None = None
        self._title = ElidedLabel("", "section")
        self._more = icon_button(icon("more", desk.theme, "muted"), self.tr("Change this place"), "plan.place.more")
        self._more.setProperty("kind", "mark")
        self._more.setIconSize(QSize(14, 14))
        self._more.setFixedHeight(self.fontMetrics().height() + 2)
        self._more.clicked.connect(lambda: self.popup(self._more.mapToGlobal(QPoint(0, self._more.height()))))
        self._more.setEnabled(not desk.library.read_only)
        self._name = NameLine("plan.place.name", self.tr("What is it called?"))
        self._name.hide()
        self._name.named.connect(self._rename)
        self._name.dropped.connect(self._name.hide)
        self.text = GrowingText("plan.place.about", self.tr("What is it like there?"), quiet=True)
        self.text.document().setDocumentMargin(DOCUMENT_MARGIN)
        self._field = TextField(self.text, self._save)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(TEXT_INSET, 0, XS, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._name)
        column.addWidget(self.text)

    def show_place(self, story_id: StoryId, name: str) -> None:
        """Show what is known of the place of this name; nothing for an empty one."""
        place = self._desk.library.places.named(story_id, name) if name else None
        is_new = place is None or self._place is None or place.id != self._place.id
        if is_new:
            self._field.commit()
            self._name.hide()
        self._place = place
        self.setVisible(place is not None)
        if place is not None:
            title = self.tr("About {place}").format(place=place.name)
            self._title.setText(title)
            self.text.setAccessibleName(title)
            self._more.setAccessibleName(self.tr("Change the place {place}").format(place=place.name))
            (self._field.load if is_new else self._field.follow)(place.about)

    def commit(self) -> None:
        """Save what was typed."""
        self._field.commit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.popup(event.globalPos())

    def popup(self, position: QPoint) -> None:
        """Open the place's menu."""
        if not self._desk.library.read_only:
            menu = QMenu(self)
            menu.setObjectName("plan.place.menu")
            menu.aboutToHide.connect(menu.deleteLater)
            menu.addAction(icon("rename", self._desk.theme), self.tr("Rename in every scene"), self._ask)
            menu.popup(position)

    def _save(self, text: str, edit: int) -> bool:
        place, places = self._place, self._desk.library.places
        if place is None:
            return True
        joins = ("place", place.id, edit)
        return write_plan(self._desk, self.tr("Edit place"), lambda: places.edit(place.id, about=text), joins)

    def _ask(self) -> None:
        if self._place is not None:
            self._name.setText(self._place.name)
            self._name.show()
            self._name.selectAll()
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rename(self, name: str) -> None:
        place, places = self._place, self._desk.library.places
        self._name.hide()
        if place is None or name == place.name:
            return
        if name in places.names(place.story_id):
            self._desk.notices.say(self.tr("There is a place of that name already."))
            return
        write_plan(self._desk, self.tr("Rename place"), lambda: places.edit(place.id, name=name))
