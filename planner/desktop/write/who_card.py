"""The card that says who somebody named in the text is, and how they stand with whose eyes it is told through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.desktop.theme import L, M, S
from planner.desktop.widgets.labels import label, line
from planner.desktop.widgets.people import Portraits, person_name, role_text
from planner.desktop.widgets.ties import standing_text
from planner.domain.cast import Person
from planner.domain.outline import ChapterId, PersonId, SceneId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_WIDTH = 340
_PORTRAIT = 44
_LONGEST = 160
_MOST = 3
"""People of one name that are shown; more would not fit beside a text."""


class WhoCard(QFrame):
    """A card beside the text. It takes neither the focus nor the mouse."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setObjectName("who")
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._desk = desk
        self._portraits: dict[PersonId, QLabel] = {}
        self._people: dict[PersonId, Person] = {}
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(L, M, L, M)
        Portraits.of(desk).ready.connect(self._redraw)

    def show_people(
        self, people: Sequence[PersonId], chapter_id: ChapterId | None, scene_id: SceneId | None, by_key: bool
    ) -> None:
        """Say who these are, as things stand when the reader has finished a chapter."""
        self.setFixedWidth(round(_WIDTH * self._desk.theme.text_scale))
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        cast = self._desk.library.cast
        self._people = {person_id: cast.person(person_id) for person_id in people[:_MOST]}
        self._portraits.clear()
        said: list[str] = []
        for person in self._people.values():
            if said:
                column.addWidget(line(self._content))
            texts = self._texts(person, chapter_id, scene_id)
            said += texts
            column.addLayout(self._head(person, texts))
            for text in texts[2:]:
                column.addWidget(label(text, "small", wrap=True))
        hint = self.tr("Once more to go there") if by_key else self.tr("Ctrl+click to go there")
        column.addWidget(label(hint, "muted"))
        self._column.addWidget(self._content)
        self.setAccessibleName(". ".join(text for text in said if text))

    def open_below(self, corner: QPoint, height: int) -> None:
        """Show the card below a point of the screen, or where there is no room above the line it is in."""
        for each in self.findChildren(QLabel):
            # Only then does it know its font, and with it its height.
            each.ensurePolished()
        self.setFixedHeight(self._column.totalHeightForWidth(self.width()))
        room = self.screen().availableGeometry()
        left = max(min(corner.x(), room.right() - self.width()), room.left())
        top = corner.y() if corner.y() + self.height() <= room.bottom() else corner.y() - height - self.height() - S
        self.move(left, top)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _head(self, person: Person, texts: Sequence[str]) -> QHBoxLayout:
        picture = QLabel()
        self._portraits[person.id] = picture
        self._draw(person)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label(texts[0], "section", wrap=True))
        if texts[1]:
            names.addWidget(label(texts[1], "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return row

    def _texts(self, person: Person, chapter_id: ChapterId | None, scene_id: SceneId | None) -> list[str]:
        """Name; role and pronouns; then what is known and how they stand with whose eyes the scene is told through."""
        what = " · ".join(filter(None, (role_text(person.role), person.pronouns)))
        return [
            person_name(person),
            what,
            *filter(None, (_first_line(person),)),
            *self._ties(person, chapter_id, scene_id),
        ]

    def _ties(self, person: Person, chapter_id: ChapterId | None, scene_id: SceneId | None) -> list[str]:
        library = self._desk.library
        pov = None if scene_id is None else library.outline.scene(scene_id).pov
        if pov is None or chapter_id is None:
            return []
        if pov == person.id:
            return [self.tr("This scene is told through their eyes.")]
        course = library.ties.course(person.story_id)
        # A shelved chapter has no place in the order: what holds at the end is the best there is.
        at = library.outline.chapter(chapter_id).number or course.length
        other = person_name(library.cast.person(pov))
        standings = (course.standing(tie.id, at) for tie in course.between(person.id, pov))
        text = self.tr("With {name}: {standing}")
        return [text.format(name=other, standing=standing_text(each)) for each in standings if each is not None]

    def _draw(self, person: Person) -> None:
        size = round(_PORTRAIT * self._desk.theme.text_scale)
        picture = Portraits.of(self._desk).portrait(person, size, self.devicePixelRatioF())
        self._portraits[person.id].setPixmap(picture)

    def _redraw(self, person_id: int) -> None:
        person = self._people.get(PersonId(person_id))
        if person is not None and self.isVisible():
            self._draw(person)


def _first_line(person: Person) -> str:
    """The first thing the author says about somebody, short enough for a card."""
    said = (line for text in (person.about, person.looks, person.want) for line in text.splitlines())
    first = next((each.strip() for each in said if each.strip() and not each.startswith("# ")), "")
    if len(first) <= _LONGEST:
        return first
    return first[:_LONGEST].rpartition(" ")[0] + "…"
