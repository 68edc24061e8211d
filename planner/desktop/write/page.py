"""The write page: the chapter as one continuous sheet, kept safe while it is written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.place import Jump
from planner.desktop.settings import (
    PROSE_FAMILY,
    PROSE_LINE_HEIGHT,
    PROSE_MEASURE,
    PROSE_PARAGRAPHS,
    PROSE_SIZE,
    TYPEWRITER,
)
from planner.desktop.widgets.banner import Banner
from planner.desktop.write.autosave import Autosave
from planner.desktop.write.chapters import OpenChapter, RecentChapters
from planner.desktop.write.document import Paste
from planner.desktop.write.editor import ProseEditor
from planner.desktop.write.find_bar import FindBar
from planner.desktop.write.format_bar import FormatBar, FormatCommands
from planner.desktop.write.header import ChapterFooter, ChapterHeader
from planner.desktop.write.nothing import nothing_to_write
from planner.desktop.write.offsets import qt_offset
from planner.desktop.write.sheet import Sheet
from planner.desktop.write.style import NOTE_SCALE, measure, page_style
from planner.desktop.write.who import WhoIsThis
from planner.domain.changes import ChangeSet
from planner.domain.draft import ChapterText, SceneText
from planner.domain.errors import PlannerError
from planner.domain.outline import Arc, Chapter, ChapterId, SceneId, StoryId
from planner.domain.place import Place

_COUNT_MS = 200
_PLACE_MS = 50
_STYLE = {PROSE_SIZE.key, PROSE_FAMILY.key, PROSE_LINE_HEIGHT.key, PROSE_PARAGRAPHS.key}
_CHAPTER_COMMANDS = (
    "find.chapter",
    "find.replace",
    "find.next",
    "find.previous",
    "snapshot.keep",
    "snapshot.compare",
)
# Keys that move or delete.
_TEXT_KEYS = frozenset(
    {
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift),
        *(Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
    }
)
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class WritePage(QWidget):
    """Shows the chapter of the author's place, saves what she types, and follows her place both ways."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("write")
        self._desk = desk
        self._style = page_style(desk.settings, desk.theme)
        self._note_style = page_style(desk.settings, desk.theme, NOTE_SCALE)
        self._recent = RecentChapters()
        self._current: OpenChapter | None = None
        self._story_id: StoryId | None = None
        self._nothing: QWidget | None = None
        self._moving = False
        self._words_before = 0
        self.autosave = Autosave(desk.library, self)
        self._build()
        self._listen()
        self._bind()
        self._dress()
        self._follow_place()

    # --- building ----------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self._desk
        self.editor = ProseEditor("write.text", desk.settings, with_scenes=True)
        self.editor.setAccessibleName(self.tr("Text of the chapter"))
        if desk.library.read_only:
            self.editor.placeholder = self.tr("Nothing is written here yet.")
        else:
            self.editor.placeholder = self.tr("Write here. The plan stands at the right.")
        self.header = ChapterHeader(desk)
        self.footer = ChapterFooter(desk)
        self.sheet = Sheet(self.header, self.editor, self.footer)
        self.find_bar = FindBar(self.editor, desk.theme)
        self.format_bar = FormatBar(desk.commands)
        self._unsaved = Banner(desk.theme, "write.unsaved")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._unsaved, self.format_bar, self.find_bar):
            column.addWidget(each)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.editor)
        self._editors = (self.editor, self.header.notes.editor, self.footer.notes.editor)
        self._formats = FormatCommands(desk.commands, self._editors, self)
        self._who = WhoIsThis(desk, self._editors, self)
        order = (self.header.title, *self.header.notes.stops, self.editor, *self.footer.notes.stops)
        self.sheet.show_also(self.header.title, *self.header.notes.stops, *self.footer.notes.stops)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        for editor in self._editors:
            editor.setReadOnly(desk.library.read_only)
            editor.installEventFilter(self)
        if desk.library.read_only:
            self.header.title.setReadOnly(True)
            self.header.title.setPlaceholderText(self.tr("Untitled"))
        self._counting = self._timer(_COUNT_MS, self._count)
        self._keeping_place = self._timer(_PLACE_MS, self._keep_place)

    def _timer(self, milliseconds: int, function: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(function)
        return timer

    def _listen(self) -> None:
        desk = self._desk
        desk.place.selection_changed.connect(self._follow_place)
        desk.place.jump_requested.connect(self._jump)
        desk.bus.changed.connect(self._follow_change)
        desk.settings.changed.connect(self._follow_setting)
        desk.theme.changed.connect(self._dress)
        self.autosave.state_changed.connect(desk.notices.show_save)
        self.autosave.saved.connect(self._note_saved)
        self.autosave.failed.connect(self._say_unsaved)
        self.editor.cursorPositionChanged.connect(self._follow_cursor)
        self.header.title.edited.connect(self._rename)
        self.header.title.finished.connect(self.editor.setFocus)
        for editor in self._editors:
            editor.failed.connect(desk.notices.error)
        self.editor.left_out.connect(self._say_left_out)
        self.find_bar.gone_to.connect(self.sheet.centre_cursor)
        self.find_bar.rewriting.connect(self._keep_before_rewriting)
        self.find_bar.replaced.connect(self._say_replaced)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._note_application)

    def _bind(self) -> None:
        commands = self._desk.commands
        commands.bind_all(
            {
                "find.chapter": lambda: self.find_bar.open_bar(replacing=False),
                "find.replace": lambda: self.find_bar.open_bar(replacing=True),
                "find.next": self.find_bar.go_to_next,
                "find.previous": self.find_bar.go_to_previous,
                "snapshot.keep": lambda: self._open_snapshots(keep=True),
                "snapshot.compare": lambda: self._open_snapshots(keep=False),
            }
        )
        commands.actions["view.distraction_free"].toggled.connect(self._strip)

    # --- the chapter on screen ---------------------------------------------------------------------------

    def _follow_place(self) -> None:
        place = self._desk.place
        if self._moving:
            return
        if place.chapter_id is None:
            if place.story_id != self._story_id or self._current is None:
                self._show_nothing()
            return
        if self._current is None or self._current.id != place.chapter_id:
            self._show(place.chapter_id)
        if place.scene_id is not None:
            self._go_to_scene(place.scene_id)

    def _show(self, chapter_id: ChapterId) -> None:
        """Put a chapter on the sheet, where the author left it."""
        self._leave()
        chapter = self._recent.get(chapter_id)
        is_new = chapter is None
        if chapter is None:
            chapter = self._load(chapter_id)
        self._put(chapter, shown=chapter)
        self._story_id = self._desk.library.outline.story_of(chapter_id)
        self._stack.setCurrentWidget(self.sheet)
        self.setFocusProxy(self.editor)
        self._enable(True)
        self._show_heading()
        if is_new:
            self._return_to_place(chapter)
        self._restore_view(chapter)
        self._count()
        self._desk.notices.show_save(self.autosave.state)

    def _load(self, chapter_id: ChapterId) -> OpenChapter:
        text = self._desk.library.texts.chapter(chapter_id)
        chapter = OpenChapter.of(chapter_id, text, self._style, self._note_style)
        for document in chapter.documents:
            document.edited.connect(lambda: self._note_edit(chapter))
        self._recent.add(chapter, keep=self.autosave.unsaved)
        return chapter

    def _put(self, chapter: OpenChapter, shown: OpenChapter | None) -> None:
        for document in chapter.documents:
            document.setParent(self)
        self._current = shown
        self._moving = True
        self.header.notes.open(chapter.before)
        self.footer.notes.open(chapter.after)
        self.sheet.open(chapter.text)
        self.find_bar.note_other_text()
        self._moving = False

    def _restore_view(self, chapter: OpenChapter) -> None:
        self._moving = True
        self.editor.setTextCursor(chapter.text.cursor(chapter.position))
        self._moving = False
        self.sheet.scroll_to(chapter.scroll)

    def _return_to_place(self, chapter: OpenChapter) -> None:
        """The chapter in which the story was left is shown as it was left, in an earlier session or in this one."""
        place = None if self._story_id is None else self._desk.library.place.of(self._story_id)
        if place is not None and place.chapter_id == chapter.id:
            position = chapter.position_of(place.scene_id, place.offset)
            if position is not None:
                chapter.position, chapter.scroll = position, place.scroll

    def _leave(self) -> None:
        """Write down the chapter on screen, and where the author is in it, before another takes its place."""
        self.flush()
        self._current = None

    def _show_nothing(self) -> None:
        self._leave()
        self._story_id = self._desk.place.story_id
        # The sheet may not keep documents that are closed.
        blank = OpenChapter.of(ChapterId(0), ChapterText((SceneText(None),)), self._style, self._note_style)
        self._put(blank, shown=None)
        if self._nothing is not None:
            self._stack.removeWidget(self._nothing)
            self._nothing.deleteLater()
        self._nothing = nothing_to_write(self._desk)
        self._stack.addWidget(self._nothing)
        self._stack.setCurrentWidget(self._nothing)
        first = self._nothing.findChild(QPushButton)
        if isinstance(first, QPushButton):
            self.setFocusProxy(first)
        self.find_bar.hide()
        self._enable(False)
        self._desk.notices.show_save(None)

    def _enable(self, enabled: bool) -> None:
        self._formats.set_enabled(enabled and not self._desk.library.read_only)
        self._desk.commands.enable(_CHAPTER_COMMANDS, enabled)
        self.format_bar.setVisible(enabled and not self._is_bare)

    def _chapter(self) -> Chapter | None:
        if self._current is None:
            return None
        with suppress(KeyError):
            return self._desk.library.outline.chapter(self._current.id)
        return None

    def _show_heading(self) -> None:
        chapter = self._chapter()
        if chapter is None:
            return
        number = self.tr("Chapter {n}").format(n=chapter.number)
        if chapter.arc_id is not None:
            arc: Arc = self._desk.library.outline.arc(chapter.arc_id)
            number = f"{number}  ·  {arc.title}" if arc.title else number
        self.header.show_heading(number, chapter.title)

    def _rename(self, title: str) -> None:
        chapter = self._chapter()
        title = " ".join(title.split())
        if chapter is None or chapter.title == title:
            return
        try:
            with self._desk.library.change(self.tr("Rename chapter")):
                self._desk.library.outline.edit_chapter(chapter.id, title=title)
        except PlannerError as error:
            self._desk.notices.error(error)

    # --- saving ------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write down now what is not on disk yet, and where the author is."""
        self.header.title.commit()
        self.autosave.flush()
        self._keep_place()
        if self._counting.isActive():
            self._counting.stop()
            self._count()

    @property
    def has_unsaved_text(self) -> bool:
        """Whether the library did not take what was typed; only then is it on the screen alone."""
        return bool(self.autosave.unsaved)

    def _note_edit(self, chapter: OpenChapter) -> None:
        if self._moving:
            return
        self.autosave.note_edit(chapter)
        self.find_bar.note_edit()
        if not self._counting.isActive():
            self._counting.start()

    def _note_saved(self, chapter: OpenChapter) -> None:
        self._unsaved.hide()
        if chapter is self._current:
            self._follow_cursor()
            # A transaction of its own, and so a moment of its own.
            self._keeping_place.start()

    def _say_unsaved(self, error: PlannerError) -> None:
        text = self.tr("Not saved. {problem} What you wrote stays on this page, and Longfic goes on trying.")
        self._unsaved.say(text.format(problem=error))

    def _keep_place(self) -> None:
        """Remember where the author is, in the chapter and for the next session."""
        self._keeping_place.stop()
        chapter = self._current
        if chapter is None or self._story_id is None:
            return
        chapter.position = self.editor.textCursor().position()
        chapter.scroll = self.sheet.verticalScrollBar().value()
        scene_id, offset = chapter.place_of(chapter.position)
        # What cannot be kept is kept next time.
        with suppress(PlannerError):
            self._desk.library.place.set(Place(self._story_id, chapter.id, scene_id, offset, chapter.scroll))

    def _note_application(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.autosave.flush()
        elif kind == QEvent.Type.FocusIn and watched is self.editor:
            self._follow_cursor()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _may_change_plan(event):
            self.autosave.flush()
        return super().eventFilter(watched, event)

    @property
    def unsaved_notice(self) -> str:
        """What the page says while text could not be saved; empty if all is well."""
        return self._unsaved.text

    def _say_left_out(self, paste: Paste) -> None:
        chapter = self._current
        if chapter is None:
            return

        def count() -> None:
            chapter.text.count_paste(paste)
            self.autosave.note_edit(chapter)
            self.autosave.flush()

        text = self.tr("{n} words pasted, not counted as written")
        words = self.tr("Count them")
        self._desk.notices.offer(text.format(n=self.locale().toString(paste.words)), words, count)

    # --- counting ----------------------------------------------------------------------------------------

    def _count(self) -> None:
        chapter, planned = self._current, self._chapter()
        if chapter is not None and planned is not None:
            words, pasted = chapter.text.words, chapter.text.pasted_words - chapter.pasted_saved
            self._desk.notices.show_words(words)
            self._desk.notices.show_unsaved(words - planned.words - pasted)

    # --- following the library, the settings and the theme -----------------------------------------------

    def _follow_change(self, changes: ChangeSet) -> None:
        for chapter in self._recent:
            if changes.source is not self.autosave and self._concerns(changes, chapter):
                self.autosave.forget(chapter.id)
                self._recent.remove(chapter)
                if chapter is self._current:
                    self._reload(chapter)
                chapter.close()
        if self._current is None:
            if changes.touches("chapter", "story"):
                self._follow_place()
        elif changes.touches("chapter", "arc"):
            self._show_heading()

    def _concerns(self, changes: ChangeSet, chapter: OpenChapter) -> bool:
        """Whether a change made elsewhere is one of this chapter's text."""
        if chapter.id in changes.table("chapter").removed or chapter.id in changes.table("note").all:
            return True
        ours = chapter.scene_ids
        if changes.table("text").all & {int(scene_id) for scene_id in ours if scene_id is not None}:
            return True
        if not changes.touches("scene"):
            return False
        return [scene.id for scene in self._desk.library.outline.chapter(chapter.id).scenes] != ours

    def _reload(self, chapter: OpenChapter) -> None:
        """Show the library's text in the place of ours, with the cursor about where it was."""
        self._current = None
        try:
            self._desk.library.outline.chapter(chapter.id)
        except KeyError:
            self._follow_place()
            return
        position = self.editor.textCursor().position()
        found = chapter.place_of(position)
        fresh = self._load(chapter.id)
        in_scene = fresh.position_of(*found)
        fresh.position = position if in_scene is None else in_scene
        fresh.scroll = self.sheet.verticalScrollBar().value()
        self._put(fresh, shown=fresh)
        self._restore_view(fresh)
        self._count()

    def _follow_setting(self, key: str) -> None:
        if key in _STYLE:
            self._style = page_style(self._desk.settings, self._desk.theme)
            self._note_style = page_style(self._desk.settings, self._desk.theme, NOTE_SCALE)
            self._dress()
            self._load_again()
        elif key == PROSE_MEASURE.key:
            self._dress()

    def _load_again(self) -> None:
        """Set every paragraph anew; the text's own undo begins again there."""
        current = self._current
        self.flush()
        for chapter in self._recent:
            if chapter.id not in self.autosave.unsaved:
                self._recent.remove(chapter)
                if chapter is current:
                    self._reload(chapter)
                chapter.close()

    def _dress(self) -> None:
        self.header.dress()
        self.editor.setFont(self._style.font)
        for editor in self._editors[1:]:
            editor.setFont(self._note_style.font)
        self.sheet.set_measure(measure(self._desk.settings, self._style))

    # --- the author's place ------------------------------------------------------------------------------

    def _follow_cursor(self) -> None:
        """The plan follows the cursor: the scene it is in is the author's place."""
        chapter = self._current
        if self._moving or chapter is None or not self.editor.hasFocus():
            return
        place = self._desk.place
        index = chapter.text.scene_at(self.editor.textCursor().position())
        scene_id = chapter.text.scene_id(index)
        self._moving = True
        # A scene that the text's undo has just brought back is in the library after the next save.
        with suppress(KeyError):
            if len(chapter.text.keys) > 1 and scene_id is not None:
                if place.scene_id != scene_id or place.thread_id is not None:
                    place.select("scene", scene_id)
            elif place.chapter_id != chapter.id or place.thread_id is not None:
                place.select("chapter", chapter.id)
        self._moving = False

    def _go_to_scene(self, scene_id: SceneId) -> None:
        chapter = self._current
        index = None if chapter is None else chapter.text.index_of(scene_id)
        if chapter is None or index is None:
            return
        if chapter.text.scene_at(self.editor.textCursor().position()) != index:
            self._moving = True
            self.editor.setTextCursor(chapter.text.cursor(chapter.text.first_block(index).position()))
            self._moving = False
            self.sheet.centre_cursor()

    def _jump(self, jump: Jump) -> None:
        """Show a stretch of prose that was found."""
        chapter = self._current
        index = None if chapter is None else chapter.text.index_of(jump.scene_id)
        if chapter is None or index is None:
            return
        for number, block in enumerate(chapter.text.blocks(index)):
            if number == jump.paragraph:
                text = block.text()
                start = block.position() + qt_offset(text, jump.start)
                self.editor.select_range(start, block.position() + qt_offset(text, jump.start + jump.length))
                self.sheet.centre_cursor()
                break
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- snapshots, replacing, and the page alone -------------------------------------------------------------------

    def _open_snapshots(self, keep: bool) -> None:
        """Keep the chapter as it is, or compare it with what was kept."""
        from planner.desktop.write.snapshots import KeepDialog, SnapshotsDialog

        self.flush()
        chapter = self._chapter()
        if chapter is None or self.has_unsaved_text:
            return
        dialog = KeepDialog(self._desk, chapter, self) if keep else SnapshotsDialog(self._desk, chapter, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _keep_before_rewriting(self) -> None:
        chapter = self._current
        self.flush()
        if chapter is not None and not self.has_unsaved_text:
            self._desk.library.snapshots.keep(chapter.id, self.tr("Before replacing"))
        self._words_before = 0 if chapter is None else chapter.text.words

    def _say_replaced(self, count: int) -> None:
        if self._current is not None and self._current.text.words != self._words_before:
            # What a machine put in, or took out, nobody wrote.
            self._current.text.note_paste(self._current.text.words - self._words_before)
            self.autosave.flush("replace")
        text = self.tr("Replaced {n} hit. The text as it was is kept as a snapshot.")
        if count != 1:
            text = self.tr("Replaced {n} hits. The text as it was is kept as a snapshot.")
        self._desk.notices.say(text.format(n=self.locale().toString(count)))

    @property
    def _is_bare(self) -> bool:
        return self._desk.commands.actions["view.distraction_free"].isChecked()

    def _strip(self, bare: bool) -> None:
        """Leave the sheet alone on the page, or put the format bar back."""
        self.format_bar.setVisible(not bare and self._current is not None)
        self.sheet.set_typewriter(bare and self._desk.settings.get(TYPEWRITER))


def _may_change_plan(event: QKeyEvent) -> bool:
    """Whether a key may be that of a command, which must find the text on disk."""
    return bool(event.modifiers() & _COMMANDING) and Qt.Key(event.key()) not in _TEXT_KEYS
