"""The tags a cast gives its story, ready to be pasted into AO3."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.theme import XS, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.domain.outline import StoryId


class CastTags(QWidget):
    """Relationships and characters as AO3's form takes them, a button to copy each, and what AO3 would say."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.story.tags")
        self._desk = desk
        self._relationships = _TagList(desk, "relationship", self.tr("Relationships"), self)
        self._characters = _TagList(desk, "character", self.tr("Characters"), self)
        self._count = label("", "small", wrap=True)
        self._count.setObjectName("plan.story.tags.count")
        self._problems = label("", "error", wrap=True)
        self._problems.setObjectName("plan.story.tags.problems")
        column = QVBoxLayout(self)
        column.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        column.setSpacing(S)
        column.addWidget(label(self.tr("Tags from the cast"), "section"))
        for each in (self._relationships, self._characters, self._count, self._problems):
            column.addWidget(each)

    def show_story(self, story_id: StoryId) -> None:
        """Show the tags of a story's cast; nothing at all where nobody is in it."""
        from planner.domain.tags import MOST_TAGS, counted, tag_problems

        library = self._desk.library
        if not library.cast.people(story_id):
            self.hide()
            return
        of_cast, everything = library.tags.of_cast(story_id), library.tags.all(story_id)
        self._relationships.show_tags([tag for kind, tag in of_cast if kind == "relationship"])
        self._characters.show_tags([tag for kind, tag in of_cast if kind == "character"])
        number = counted(everything)
        text = self.tr("{n} of the {most} tags AO3 takes, with fandoms and additional tags")
        if not of_cast:
            text = self.tr("Tick a person or a tie as tagged on its sheet, and its tag stands here.")
        self._count.setText(text.format(n=number, most=MOST_TAGS))
        problems = [f"“{tag}”: {' '.join(said)}" for _, tag in of_cast if (said := tag_problems(tag))]
        if number > MOST_TAGS:
            problems.append(self.tr("{n} too many for AO3.").format(n=number - MOST_TAGS))
        self._problems.setText("\n".join(problems))
        self._problems.setVisible(bool(problems))
        self.show()


class _TagList(QWidget):
    """Tags of one kind, one a line, and a button that copies them as one line with commas."""

    def __init__(self, desk: Desk, kind: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tags: tuple[str, ...] = ()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(label(title, "muted"), 1)
        name = f"plan.story.tags.copy_{kind}"
        self._copy = button(self.tr("Copy"), name, self._copy_all, "quiet", icon("copy", desk.theme))
        self._copy.setAccessibleName(self.tr("Copy {what}").format(what=title))
        head.addWidget(self._copy)
        self._text = label("", wrap=True)
        self._text.setObjectName(f"plan.story.tags.{kind}")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(head)
        column.addWidget(self._text)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tags; without any, nothing."""
        self._tags = tuple(tags)
        self._text.setText("\n".join(tags))
        self.setVisible(bool(tags))

    def _copy_all(self) -> None:
        """AO3's fields take several tags with commas between them."""
        QGuiApplication.clipboard().setText(", ".join(self._tags))
        self._desk.notices.say(self.tr("Copied."))
