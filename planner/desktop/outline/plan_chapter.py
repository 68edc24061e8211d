"""The plan of a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.desktop.commands import status_text
from planner.desktop.icons import icon
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.plan_beats import BeatList
from planner.desktop.outline.plan_custom import CustomFieldsBox
from planner.desktop.outline.plan_fields import DayField, NumberField, NumberSpin, StatusPicker
from planner.desktop.outline.plan_sheets import Sheet, beside, under_label
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.buttons import action_button
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.domain.outline import Chapter, ChapterStatus, StatusChange

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MOST_WORDS = 1_000_000
_SHOWN_CHANGES = 2


class ChapterSheet(Sheet):
    """A chapter: its plan, what its threads do in it, and the list of its scenes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "chapter", parent)
        self.add_title(self.tr("Title of the chapter"), self.tr("Rename chapter"))
        self._status = StatusPicker(desk.theme, self._set_status)
        self._history = StatusHistory()
        self._shelved = ShelvedNote(desk)
        state = QVBoxLayout()
        state.setSpacing(0)
        for each in (self._status, self._history, self._shelved):
            state.addWidget(each)
        self.column.addLayout(state)
        self.add_text("synopsis", self.tr("Synopsis"), self.tr("Edit synopsis"), self.tr("What happens?"))
        self.add_text("purpose", self.tr("Purpose"), self.tr("Edit purpose"), self.tr("What is it for in the story?"))
        self.add_text("hook", self.tr("Hook"), self.tr("Edit hook"), self.tr("What makes a reader want the next one?"))
        spin = NumberSpin("plan.chapter.target_words", self.tr("none"), _MOST_WORDS, 250)
        self._fields["target_words"] = NumberField(
            spin, lambda value, edit: self.save("target_words", self.tr("Change target words"), value, edit)
        )
        self._so_far = ElidedLabel("", "muted")
        self.column.addWidget(under_label(self.tr("Target words"), beside(spin, self._so_far)))
        self._add_due()
        self._beats = BeatList(desk, "chapter")
        self.column.addWidget(self._beats)
        self.add_remarks()
        self.add_label()
        self._custom = CustomFieldsBox(desk, "chapter")
        self.column.addWidget(self._custom)
        self._lists += [self._beats, self._custom]
        self.add_summary(self.tr("What readers see above the chapter"))
        self.scenes = SceneList(desk)
        self.column.addWidget(self.scenes)

    def _add_due(self) -> None:
        """Add the day by which it should be drafted."""
        box = DateField("plan.chapter.due", self.tr("when its turn comes"))
        box.setProperty("look", "quiet")
        self._fields["due"] = DayField(
            box,
            lambda value, edit: self.save("due", self.tr("Set a chapter's date"), value, edit),
            self._desk,
        )
        self._draft_by = under_label(self.tr("Draft by"), box)
        self.column.addWidget(self._draft_by)

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter."""
        names = ("title", "synopsis", "purpose", "hook", "target_words", "due", "summary", "remarks", "label")
        self.show_values(chapter.id, {name: getattr(chapter, name) for name in names})
        self._status.show_status(chapter.status)
        self._history.show_history(self._desk.library.outline.history(chapter.id))
        self._shelved.setVisible(chapter.shelved)
        # A draft that is there needs no date any more.
        self._draft_by.setVisible(not chapter.status.is_written)
        self._beats.show_beats(chapter.story_id, chapter.id)
        self._custom.show_row(chapter.story_id, chapter.id)
        self.show_words(chapter)

    def show_words(self, chapter: Chapter) -> None:
        """Show how long the chapter and its scenes are by now."""
        self.scenes.show_scenes(chapter)
        words = self.tr("{words} so far").format(words=f"{chapter.words:,}")
        self._so_far.setText(words if chapter.words else "")

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.outline.edit_chapter(row_id, **{name: value})  # type: ignore[arg-type]

    def _set_status(self, status: ChapterStatus) -> None:
        self.save("status", self.tr("Change status"), status)


class StatusHistory(ElidedLabel):
    """Since when a chapter is what it is, and what it was before; all of it in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "small", parent)
        self.setObjectName("plan.chapter.history")
        self.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, XS)

    def show_history(self, changes: Sequence[StatusChange]) -> None:
        """Show the statuses a chapter was given, oldest first."""
        self.setVisible(bool(changes))
        if not changes:
            return
        now = self.tr("{status} since {day}").format(status=status_text(changes[-1].status), day=_day(changes[-1]))
        before = [self._became(change) for change in changes[-1 - _SHOWN_CHANGES : -1]]
        self.setText(" · ".join([now, *reversed(before)]))
        self.setAccessibleDescription("; ".join(map(self._became, changes)))

    def _became(self, change: StatusChange) -> str:
        return self.tr("{status} {day}").format(status=status_text(change.status).casefold(), day=_day(change))


def _day(change: StatusChange) -> str:
    day = QDate(change.at.year, change.at.month, change.at.day)
    return QLocale().toString(day, "d MMM" if day.year() == QDate.currentDate().year() else "d MMM yyyy")


class ShelvedNote(QWidget):
    """Says that a chapter is shelved, and puts it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.chapter.shelved")
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_INSET, XS, 0, XS)
        row.setSpacing(S)
        row.addWidget(label(self.tr("Shelved: kept, but no part of the story now."), "muted", wrap=True), 1)
        row.addWidget(action_button(desk.commands.actions["outline.unshelve"], "link"), 0, Qt.AlignmentFlag.AlignTop)


class SceneList(QWidget):
    """A chapter's scenes to go to, and a way to add one."""

    chosen = Signal(int)
    """Emitted with the id of the scene the author clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.scenes")
        self._shown: tuple[tuple[int, str, str], ...] = ()
        self._rows: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        title = label(self.tr("Scenes"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        self._column.addWidget(title)
        self._add = action_button(desk.commands.actions["outline.add_scene"], "link")
        self._add.setIcon(icon("plus", desk.theme, "accent"))
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, XS, 0, 0)
        foot.addWidget(self._add)
        foot.addStretch()
        self._column.addLayout(foot)

    def show_scenes(self, chapter: Chapter) -> None:
        """Show a chapter's scenes."""
        wanted = tuple(
            (scene.id, scene.title or scene.synopsis, f"{scene.words:,}" if scene.words else "")
            for scene in chapter.scenes
        )
        if wanted == self._shown:
            return
        self._shown = wanted
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._make(number, *scene) for number, scene in enumerate(wanted, 1)]
        for place, row in enumerate(self._rows, 1):
            self._column.insertWidget(place, row)

    def _make(self, number: int, scene_id: int, title: str, words: str) -> QPushButton:
        made = SceneRow(number, title or self.tr("Untitled scene"), words)
        made.clicked.connect(lambda _on=False: self.chosen.emit(scene_id))
        return made


class SceneRow(QPushButton):
    """One scene of the list: its place, title and words."""

    def __init__(self, number: int, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.scenes.{number}")
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(self.tr("Go to scene {number}: {title}").format(number=number, title=title))
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        row.setSpacing(S)
        row.addWidget(label(str(number), "muted"))
        row.addWidget(ElidedLabel(title), 1)
        row.addWidget(label(words, "small"))
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(self.fontMetrics().height() + M)
