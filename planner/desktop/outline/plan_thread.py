"""The plan of a thread, and of one beat of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.elided_button import ElidedButton
from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.plan_beats import mark_size, role_mark
from planner.desktop.outline.plan_fields import ChoiceField, LabelBox, QuietBox, TickField
from planner.desktop.outline.plan_sheets import Sheet, under_label
from planner.desktop.theme import XS, M, S, Theme
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.widgets.threads import kind_icon, kind_text, role_text
from planner.domain.outline import Chapter, SceneId
from planner.domain.threads import Beat, BeatRole, Plot, Standing, Thread, ThreadKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class ThreadSheet(Sheet):
    """A thread: what it promises, how it runs, and its beats by chapter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "thread", parent)
        self.add_title(self.tr("What is promised?"), self.tr("Rename thread"))
        self._run = label("", "muted", wrap=True)
        self._run.setObjectName("plan.thread.run")
        self._run.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, XS)
        self.column.addWidget(self._run)
        kind = QuietBox("plan.thread.kind")
        for each in ThreadKind:
            kind.addItem(icon(kind_icon(each), desk.theme), kind_text(each), each.value)
        self._fields["kind"] = ChoiceField(kind, lambda value, _edit: self.save("kind", self.tr("Change kind"), value))
        self.column.addWidget(under_label(self.tr("Kind"), kind))
        self.column.addWidget(self._make_promise())
        colour = LabelBox("plan.thread.colour", desk.theme, self.tr("Any"))
        self._fields["colour"] = ChoiceField(
            colour, lambda value, _edit: self.save("colour", self.tr("Change colour"), value)
        )
        self.column.addWidget(under_label(self.tr("Colour"), colour))
        self.add_text("note", self.tr("Note"), self.tr("Edit note"), self.tr("What does the reader wait for?"))
        self.beats = ThreadBeats(desk)
        self.column.addWidget(self.beats)

    def _make_promise(self) -> QWidget:
        tick = QCheckBox(self.tr("A promise to the reader"))
        tick.setObjectName("plan.thread.promise")
        tick.setToolTip(self.tr("Left unresolved, it would be missed"))
        tick.setAccessibleDescription(tick.toolTip())
        self._fields["promise"] = TickField(
            tick, lambda value, _edit: self.save("promise", self.tr("Change promise"), value)
        )
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(TEXT_INSET - 3, 0, 0, 0)
        row.addWidget(tick)
        row.addStretch()
        return holder

    def show_thread(self, thread: Thread, chapters: Sequence[Chapter], plot: Plot) -> None:
        """Show a thread of a story with these chapters."""
        texts = {name: getattr(thread, name) for name in ("title", "colour", "note", "promise")}
        self.show_values(thread.id, {**texts, "kind": thread.kind.value})
        told = [self._told(thread, len(chapters), plot), self._slept(thread, chapters, plot)]
        self._run.setText(" ".join(filter(None, told)))
        self.beats.show_beats(thread, plot.beats(thread.id), chapters)

    def _told(self, thread: Thread, chapters: int, plot: Plot) -> str:
        """How the thread runs, in a sentence."""
        span = plot.span(thread.id)
        if span.first is None:
            return self.tr("No beat yet: it opens where its first beat stands.")
        if plot.standing(thread.id, chapters) is Standing.RESOLVED:
            if span.first == span.last:
                return self.tr("Opens and is resolved in chapter {first}.").format(first=span.first)
            return self.tr("Opens in chapter {first}, is resolved in chapter {last}.").format(
                first=span.first, last=span.last
            )
        return self.tr("Opens in chapter {first}; nothing resolves it yet.").format(first=span.first)

    def _slept(self, thread: Thread, chapters: Sequence[Chapter], plot: Plot) -> str:
        """Since when the thread is asleep, counted where the writing has got to."""
        written = max((chapter.number for chapter in chapters if chapter.status.is_written), default=0)
        slept = plot.asleep(thread.id, written)
        if slept <= self._desk.library.stories.get(thread.story_id).sleep_after:
            return ""
        return self.tr("Asleep since chapter {number}.").format(number=written - slept)

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.plot.edit_thread(row_id, **{name: value})  # type: ignore[arg-type]


class ThreadBeats(QWidget):
    """A thread's beats to go to, in reading order."""

    chosen = Signal(int)
    """Emitted with the id of the beat the author clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.thread.beats")
        self._theme = desk.theme
        self._shown: object = None
        self._rows: list[ThreadBeatRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._title = label(self.tr("Beats"), "section")
        self._title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        self._column.addWidget(self._title)

    def show_beats(self, thread: Thread, beats: Sequence[tuple[int, Beat]], chapters: Sequence[Chapter]) -> None:
        """Show the beats of a thread."""
        wanted = (thread, tuple(beats), tuple(chapter.heading for chapter in chapters))
        if wanted == self._shown:
            return
        self._shown = wanted
        self._title.setVisible(bool(beats))
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [ThreadBeatRow(thread, beat, chapters[number - 1], self._theme) for number, beat in beats]
        for row in self._rows:
            row.clicked.connect(lambda _on=False, beat_id=row.beat_id: self.chosen.emit(beat_id))
            self._column.addWidget(row)


class ThreadBeatRow(QPushButton):
    """One beat of the list: its chapter's number, its role and its text."""

    def __init__(
        self, thread: Thread, beat: Beat, chapter: Chapter, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.beat_id = beat.id
        self._mark = (beat.role, thread, theme)
        self.setObjectName(f"plan.thread.beats.{beat.id}")
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        text = beat.text.partition("\n")[0] or chapter.title or role_text(beat.role)
        self.setAccessibleName(f"{chapter.heading}, {role_text(beat.role)}: {text}")
        self._picture = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        row.setSpacing(S)
        number = label(str(chapter.number), "muted")
        number.setMinimumWidth(self.fontMetrics().horizontalAdvance("00"))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(number)
        row.addWidget(self._picture)
        row.addWidget(ElidedLabel(text), 1)
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(self.fontMetrics().height() + M)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = mark_size(self._mark[2])
        self._picture.setPixmap(role_mark(*self._mark).pixmap(QSize(size, size), self.devicePixelRatioF()))


class BeatSheet(Sheet):
    """One beat."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "beat", parent)
        self.chapter = ElidedButton("plan.beat.chapter", "fold")
        self.column.addWidget(self.chapter)
        self.add_text(
            "text", self.tr("What happens"), self.tr("Edit beat"), self.tr("What happens to the thread here?")
        )
        role = QuietBox("plan.beat.role")
        for each in BeatRole:
            role.addItem(role_text(each), each.value)
        self._role = role
        self._fields["role"] = ChoiceField(role, lambda value, _edit: self.save("role", self.tr("Change role"), value))
        self.column.addWidget(under_label(self.tr("What it does"), role))
        self._scene = QuietBox("plan.beat.scene")
        self._fields["scene_id"] = ChoiceField(
            self._scene, lambda value, _edit: self.save("scene_id", self.tr("Change the scene of a beat"), value)
        )
        self._where = under_label(self.tr("Where in the chapter"), self._scene)
        self.column.addWidget(self._where)
        self._shown: tuple[Beat, Thread] | None = None
        desk.theme.changed.connect(self._draw)

    def show_beat(self, beat: Beat, thread: Thread, chapter: Chapter) -> None:
        """Show a beat of a thread in a chapter."""
        self._shown = (beat, thread)
        self._draw()
        self.chapter.say(chapter.heading, icon("chapter", self._desk.theme, "muted"))
        self.chapter.setAccessibleName(self.tr("Go to {chapter}").format(chapter=chapter.heading))
        self._where.setVisible(len(chapter.scenes) > 1)
        self._offer_scenes(chapter)
        scene = "" if beat.scene_id is None else str(beat.scene_id)
        self.show_values(beat.id, {"text": beat.text, "role": beat.role.value, "scene_id": scene})

    def _offer_scenes(self, chapter: Chapter) -> None:
        offered = [("", self.tr("The chapter as a whole"))]
        for number, scene in enumerate(chapter.scenes, 1):
            title = scene.title or scene.synopsis.partition("\n")[0]
            name = self.tr("Scene {number}: {title}") if title else self.tr("Scene {number}")
            offered.append((str(scene.id), name.format(number=number, title=title)))
        if offered != [(self._scene.itemData(n), self._scene.itemText(n)) for n in range(self._scene.count())]:
            self._scene.clear()
            for scene_id, text in offered:
                self._scene.addItem(text, scene_id)
            if self._row_id is not None:
                # Emptied and filled again it stands at the first scene, which nobody chose.
                self._fields["scene_id"].load("")  # type: ignore[arg-type]

    def _draw(self) -> None:
        if self._shown is not None:
            _, thread = self._shown
            for index, role in enumerate(BeatRole):
                self._role.setItemIcon(index, role_mark(role, thread, self._desk.theme))

    def write(self, row_id: int, name: str, value: object) -> None:
        if name == "scene_id":
            value = SceneId(int(str(value))) if value else None
        self._desk.library.plot.edit_beat(row_id, **{name: value})  # type: ignore[arg-type]
