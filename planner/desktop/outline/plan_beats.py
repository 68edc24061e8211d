"""The beats of a chapter or a scene: what each thread does there, to be read, changed and added to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.plan_fields import TextField, write_plan
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import GrowingText
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.threads import next_colour, role_icon, role_shape, role_text, thread_colour, thread_title
from planner.domain.outline import ChapterId, SceneId, StoryId
from planner.domain.threads import Beat, BeatId, BeatRole, Thread, ThreadId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LEAST_MARK = 16


class BeatList(QWidget):
    """A row for each beat, and a way to add one. ``kind`` ("chapter" or "scene") is part of the object names."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.{kind}.beats")
        self._desk = desk
        self._kind = kind
        self._rows: dict[BeatId, BeatRow] = {}
        self._threads: Sequence[Thread] = ()
        self._where: tuple[StoryId, ChapterId, SceneId | None] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        title = label(self.tr("Threads here"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, 0)
        self._column.addWidget(title)
        self._menu = QMenu(self)
        self._menu.setObjectName(f"plan.{kind}.add_beat.menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add = button(self.tr("Add a beat"), f"plan.{kind}.add_beat", self._offer, "link")
        self._add.setIcon(icon("plus", desk.theme, "accent"))
        self._add.setEnabled(not desk.library.read_only)
        foot = QHBoxLayout()
        foot.setContentsMargins(XS, 0, 0, 0)
        foot.addWidget(self._add)
        foot.addStretch()
        self._column.addLayout(foot)

    def show_beats(self, story_id: StoryId, chapter_id: ChapterId, scene_id: SceneId | None = None) -> None:
        """Show the beats of a chapter, or with a scene those that are tied to it."""
        plot = self._desk.library.plot
        beats = [beat for beat in plot.beats_in(chapter_id) if scene_id is None or beat.scene_id == scene_id]
        self._threads = plot.threads(story_id)
        self._where = (story_id, chapter_id, scene_id)
        self._reconcile(beats, {thread.id: thread for thread in self._threads})

    def commit(self) -> None:
        """Save what was typed in any row."""
        for row in self._rows.values():
            row.field.commit()

    def _reconcile(self, beats: Sequence[Beat], threads: Mapping[ThreadId, Thread]) -> None:
        wanted = {beat.id for beat in beats}
        for gone in [row_id for row_id in self._rows if row_id not in wanted]:
            row = self._rows.pop(gone)
            row.field.commit()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, beat in enumerate(beats, 1):
            row = self._rows.get(beat.id) or self._make(beat)
            row.show_beat(beat, threads[beat.thread_id])
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)

    def _make(self, beat: Beat) -> BeatRow:
        made = self._rows[beat.id] = BeatRow(self._desk, beat.id, self)
        return made

    # Adding

    def _offer(self) -> None:
        if self._threads:
            self._menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height() + XS)))
        else:
            self._add_beat(None)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for thread in self._threads:
            action = self._menu.addAction(
                role_mark(BeatRole.ADVANCES, thread, self._desk.theme), without_mnemonic(thread_title(thread))
            )
            action.triggered.connect(lambda _on=False, chosen=thread.id: self._add_beat(chosen))
        self._menu.addSeparator()
        self._menu.addAction(icon("plus", self._desk.theme), self.tr("Of a new thread"), lambda: self._add_beat(None))

    def _add_beat(self, thread_id: ThreadId | None) -> None:
        """Add a beat of a thread, or of one that begins here, and let the author type what happens."""
        if self._where is None:
            return
        story_id, chapter_id, scene_id = self._where
        plot = self._desk.library.plot
        made: list[BeatId] = []

        def work() -> None:
            owner = thread_id or plot.add_thread(story_id, colour=next_colour(self._threads))
            begun = any(beat.thread_id == owner for beat in plot.beats(story_id))
            role = BeatRole.ADVANCES if begun else BeatRole.OPENS
            made.append(plot.add_beat(owner, chapter_id, role=role, scene_id=scene_id))

        if not write_plan(self._desk, self.tr("Add beat"), work) or not made:
            return
        if thread_id is None:
            # A thread without a title tells nobody anything: its sheet asks for one.
            self._desk.place.select("thread", plot.beat(made[0]).thread_id)
        elif made[0] in self._rows:
            self._rows[made[0]].text.setFocus(Qt.FocusReason.OtherFocusReason)


class BeatRow(QWidget):
    """One beat: its role as a shape that opens a menu, its thread's title that leads to the plot, and its text."""

    def __init__(self, desk: Desk, beat_id: BeatId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._beat_id = beat_id
        self._thread_id: ThreadId | None = None
        self._loaded = False
        self.role = RoleButton(desk.theme, f"plan.beat.{beat_id}.role")
        self.role.setEnabled(not desk.library.read_only)
        self.role.setMenu(self._make_menu())
        self.title = ElidedButton(f"plan.beat.{beat_id}.thread", "fold")
        self.title.setProperty("tight", True)
        self.title.clicked.connect(self._go)
        self.text = GrowingText(f"plan.beat.{beat_id}.text", self.tr("What happens to it here?"), quiet=True)
        self.text.document().setDocumentMargin(DOCUMENT_MARGIN)
        self.text.setReadOnly(desk.library.read_only)
        self.field = TextField(self.text, self._save)
        head = QHBoxLayout()
        head.setContentsMargins(TEXT_INSET - XS, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.role)
        head.addWidget(self.title)
        head.addStretch()
        self._body = QHBoxLayout()
        self._body.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._body)
        desk.theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Let the text begin below the thread's title, whatever the size of the mark before that."""
        self._body.setContentsMargins(mark_size(self._desk.theme) + S, 0, 0, 0)

    def show_beat(self, beat: Beat, thread: Thread) -> None:
        """Show the beat as it is now."""
        self._thread_id = thread.id
        self.role.show_role(beat.role, thread)
        title = thread_title(thread)
        self.title.say(title, QIcon())
        self.title.setAccessibleName(self.tr("{thread}: show in the plot").format(thread=title))
        self.text.setAccessibleName(
            self.tr("{thread}, {role}").format(thread=title, role=role_text(beat.role).casefold())
        )
        (self.field.follow if self._loaded else self.field.load)(beat.text)
        self._loaded = True

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"plan.beat.{self._beat_id}.menu")
        for role in BeatRole:
            action = menu.addAction(role_icon(role, self._desk.theme), role_text(role))
            action.triggered.connect(lambda _on=False, chosen=role: self._edit(chosen))
        menu.addSeparator()
        menu.addAction(icon("trash", self._desk.theme), self.tr("Delete this beat"), self._remove)
        return menu

    def _save(self, text: str, edit: int) -> bool:
        plot, beat_id = self._desk.library.plot, self._beat_id
        joins = ("beat", beat_id, "text", edit)
        return write_plan(self._desk, self.tr("Edit beat"), lambda: plot.edit_beat(beat_id, text=text), joins)

    def _edit(self, role: BeatRole) -> None:
        plot, beat_id = self._desk.library.plot, self._beat_id
        write_plan(self._desk, self.tr("Change role"), lambda: plot.edit_beat(beat_id, role=role))

    def _remove(self) -> None:
        plot, beat_id = self._desk.library.plot, self._beat_id
        if write_plan(self._desk, self.tr("Delete beat"), lambda: plot.remove_beat(beat_id)):
            self._desk.notices.say(self.tr("Deleted a beat."), undo=True)

    def _go(self) -> None:
        self._desk.place.select("beat", self._beat_id)
        self._desk.commands.run("go.plot")


class RoleButton(QToolButton):
    """A beat's role as its shape in the thread's colour; its menu changes it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "mark")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._shown: tuple[BeatRole, Thread] | None = None
        theme.changed.connect(self._draw)

    def show_role(self, role: BeatRole, thread: Thread) -> None:
        """Show a role."""
        self._shown = (role, thread)
        self.setToolTip(role_text(role))
        self.setAccessibleName(self.tr("Role: {role}").format(role=role_text(role).casefold()))
        self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            size = mark_size(self._theme)
            self.setIconSize(QSize(size, size))
            self.setIcon(role_mark(*self._shown, self._theme))


def mark_size(theme: Theme) -> int:
    """How large a beat's shape is drawn: it grows with the text."""
    return max(_LEAST_MARK, round(QFontMetrics(theme.font()).height() * 0.9))


def role_mark(role: BeatRole, thread: Thread, theme: Theme) -> QIcon:
    """A beat's shape in its thread's colour; remake it when the theme changes."""
    return role_shape(role, thread_colour(thread, theme), mark_size(theme))


def without_mnemonic(text: str) -> str:
    """A text for a menu, in which an ampersand would underline the next letter."""
    return text.replace("&", "&&")
