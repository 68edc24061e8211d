"""The author's own fields in a plan: their texts, and adding, renaming, moving and removing fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.plan_fields import TextField, write_plan
from planner.desktop.theme import XS, M
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.desktop.widgets.labels import ElidedLabel
from planner.domain.outline import StoryId
from planner.library.custom import CustomField, FieldId, Owner

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class CustomFieldsBox(QWidget):
    """The fields of a chapter's, a scene's or a person's plan, and a way to add one.

    Without ``offers`` there is no button for it; whoever asks to ``ask`` has one.
    """

    def __init__(self, desk: Desk, owner: Owner, parent: QWidget | None = None, *, offers: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.{owner}.custom")
        self._offers = offers
        self._desk = desk
        self._owner: Owner = owner
        self._story_id: StoryId | None = None
        self._row_id: int | None = None
        self._rows: dict[FieldId, CustomRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._name = NameLine(f"plan.{owner}.custom.name", self.tr("What is it called?"))
        self._name.hide()
        self._name.named.connect(self._add_field)
        self._name.dropped.connect(self._ask_no_more)
        self._add = button(self.tr("Add a field"), f"plan.{owner}.custom.add", self.ask, "link")
        self._add.setIcon(icon("plus", desk.theme, "accent"))
        whose = {
            "chapter": self.tr("A field of your own, in every chapter of this story"),
            "scene": self.tr("A field of your own, in every scene of this story"),
            "person": self.tr("A field of your own, for everybody in this story"),
        }
        self._add.setToolTip(whose[owner])
        if not offers:
            self._add.hide()
        self._add.setEnabled(not desk.library.read_only)
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, 0, 0, 0)
        foot.addWidget(self._add)
        foot.addStretch()
        self._column.addWidget(self._name)
        self._column.addLayout(foot)

    def show_row(self, story_id: StoryId, row_id: int) -> None:
        """Show the fields of a story with what stands in them for a chapter or a scene."""
        custom = self._desk.library.custom
        if row_id != self._row_id:
            self.commit()
            self._ask_no_more()
        fields, values = custom.fields(story_id, self._owner), custom.values(self._owner, row_id)
        is_new = row_id != self._row_id
        self._story_id, self._row_id = story_id, row_id
        self._keep_only({field.id for field in fields})
        for place, field in enumerate(fields):
            row = self._rows.get(field.id)
            if row is None:
                row = self._rows[field.id] = CustomRow(self._desk, field, self._save, self)
                row.load(values.get(field.id, ""))
            else:
                (row.load if is_new else row.field.follow)(values.get(field.id, ""))
            row.show_field(field, place, len(fields))
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)

    def commit(self) -> None:
        """Save what was typed in any field."""
        for row in self._rows.values():
            row.field.commit()

    def _keep_only(self, wanted: set[FieldId]) -> None:
        for gone in [field_id for field_id in self._rows if field_id not in wanted]:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _save(self, field: CustomField, text: str, edit: int) -> bool:
        row_id, custom = self._row_id, self._desk.library.custom
        if row_id is None:
            return True
        label = self.tr("Edit {field}").format(field=field.name)
        joins = ("custom", field.id, row_id, edit)
        return write_plan(self._desk, label, lambda: custom.set_value(field.id, row_id, text), joins)

    # Adding

    def ask(self) -> None:
        """Ask for the name of a new field."""
        self._add.hide()
        self._name.clear()
        self._name.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_no_more(self) -> None:
        self._name.hide()
        self._add.setVisible(self._offers)

    def _add_field(self, name: str) -> None:
        story_id, custom = self._story_id, self._desk.library.custom
        self._ask_no_more()
        if story_id is None:
            return
        made: list[FieldId] = []
        write_plan(self._desk, self.tr("Add field"), lambda: made.append(custom.add(story_id, self._owner, name)))
        for field_id in made:
            if field_id in self._rows:
                self._rows[field_id].text.setFocus(Qt.FocusReason.OtherFocusReason)


class CustomRow(QWidget):
    """One field: its name, with a menu, and its text."""

    def __init__(
        self, desk: Desk, field: CustomField, save: Callable[[CustomField, str, int], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = field
        self._place = (0, 1)
        name = f"plan.{field.owner}.custom.{field.id}"
        self.setObjectName(name)
        self.name = ElidedLabel(field.name, "section")
        self._rename = NameLine(f"{name}.name", self.tr("What is it called?"))
        self._rename.hide()
        self._rename.named.connect(self._take_name)
        self._rename.dropped.connect(self._ask_no_more)
        self._more = icon_button(icon("more", desk.theme, "muted"), self.tr("Change this field"), f"{name}.more")
        self._more.clicked.connect(lambda: self.popup(self._more.mapToGlobal(QPoint(0, self._more.height()))))
        self._more.setEnabled(not desk.library.read_only)
        self.text = GrowingText(f"{name}.text", self.tr("Nothing yet"), quiet=True)
        self.text.document().setDocumentMargin(DOCUMENT_MARGIN)
        self.text.setReadOnly(desk.library.read_only)
        self.field = TextField(self.text, lambda text, edit: save(self._field, text, edit))
        self._lay_out()

    def _lay_out(self) -> None:
        self._more.setProperty("kind", "mark")
        self._more.setIconSize(QSize(14, 14))
        self._more.setFixedHeight(self.fontMetrics().height() + 2)
        head = QHBoxLayout()
        head.setContentsMargins(TEXT_INSET, 0, XS, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._rename)
        column.addWidget(self.text)

    def load(self, text: str) -> None:
        """Show another chapter's or scene's text."""
        self.field.load(text)

    def show_field(self, field: CustomField, place: int, count: int) -> None:
        """Show the field's name; it stands at ``place`` of ``count``."""
        self._field, self._place = field, (place, count)
        self.name.setText(field.name)
        self.text.setAccessibleName(field.name)
        self._more.setAccessibleName(self.tr("Change the field {name}").format(name=field.name))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.popup(event.globalPos())

    def popup(self, position: QPoint) -> None:
        """Open the field's menu."""
        if self._desk.library.read_only:
            return
        menu = QMenu(self)
        menu.setObjectName("plan.custom.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        place, count = self._place
        menu.addAction(icon("rename", self._desk.theme), self.tr("Rename"), self._ask)
        menu.addAction(icon("arrow-up", self._desk.theme), self.tr("Move up"), lambda: self._move(-1)).setEnabled(
            place > 0
        )
        menu.addAction(icon("arrow-down", self._desk.theme), self.tr("Move down"), lambda: self._move(1)).setEnabled(
            place < count - 1
        )
        menu.addSeparator()
        menu.addAction(icon("trash", self._desk.theme), self.tr("Remove this field"), self._remove)
        menu.popup(position)

    def _ask(self) -> None:
        self._rename.setText(self._field.name)
        self._rename.show()
        self._rename.selectAll()
        self._rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_no_more(self) -> None:
        self._rename.hide()

    def _take_name(self, name: str) -> None:
        custom, field_id = self._desk.library.custom, self._field.id
        self._ask_no_more()
        if name != self._field.name:
            write_plan(self._desk, self.tr("Rename field"), lambda: custom.rename(field_id, name))

    def _move(self, step: int) -> None:
        custom, field_id, place = self._desk.library.custom, self._field.id, self._place[0]
        write_plan(self._desk, self.tr("Move field"), lambda: custom.move(field_id, place + step))

    def _remove(self) -> None:
        custom, field = self._desk.library.custom, self._field
        if write_plan(self._desk, self.tr("Remove field"), lambda: custom.remove(field.id)):
            self._desk.notices.say(self.tr("Removed the field {name}.").format(name=field.name), undo=True)


class NameLine(LineField):
    """Asks for the name of a field: Enter or leaving takes it, Escape and an empty one do not."""

    named = Signal(str)
    dropped = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent=parent)
        self.setAccessibleName(placeholder)
        self.setMaxLength(80)
        self.editingFinished.connect(self._finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        name = " ".join(self.text().split())
        # Hiding takes the focus, which would finish it a second time.
        self.clear()
        if name:
            self.named.emit(name)
        else:
            self.dropped.emit()
