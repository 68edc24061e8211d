"""The inbox of ideas on the shelf: read, edit in place, and make something of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.icons import pixmap
from planner.desktop.shelf.choose import choose
from planner.desktop.shelf.model import IdeasModel
from planner.desktop.shelf.today import HEAD_HEIGHT
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.buttons import tool_button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import LinesDelegate, LinesView
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError
from planner.domain.outline import Chapter, Idea, Story

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_MORE = 16
_SHORT = 40
_Index = QModelIndex | QPersistentModelIndex


class IdeaDelegate(LinesDelegate):
    """Draws an idea with its whole text, and edits it in place: Enter keeps, Shift+Enter breaks the line."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view, trailing=_MORE + XS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            mark = pixmap("more", QColor(self.theme.colours.muted), _MORE, painter.device().devicePixelRatio())
            painter.drawPixmap(more_rect(option.rect).topLeft(), mark)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setObjectName("ideas.edit")
        editor.setAccessibleName(self.tr("Idea"))
        editor.setTabChangesFocus(True)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        least = 3 * editor.fontMetrics().lineSpacing() + 2 * S
        editor.setGeometry(option.rect.x(), option.rect.y(), option.rect.width(), max(option.rect.height(), least))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt leaves Enter to an editor of several lines.
        if isinstance(watched, QPlainTextEdit) and isinstance(event, QKeyEvent) and is_done(event):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched)
            return True
        return super().eventFilter(watched, event)


def is_done(event: QKeyEvent) -> bool:
    """Whether a key press means "keep this": Enter, but not with Shift, which breaks the line."""
    return (
        event.type() == QEvent.Type.KeyPress
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    )


def more_rect(row: QRect) -> QRect:
    """Where in a row the mark that opens its menu is drawn."""
    return QRect(row.right() - S - _MORE + 1, row.top() + S, _MORE, _MORE)


class IdeasInbox(QWidget):
    """The ideas waiting to become a story, a chapter or a scene."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._library = desk.library
        self.model = IdeasModel(desk.library, desk.bus, desk.notices.error, self)
        self._view = _IdeasView(self._open_menu, self._delete)
        self._view.setItemDelegate(IdeaDelegate(desk.theme, self._view))
        self._view.setModel(self.model)
        capture = desk.commands.actions["idea.capture"]
        keys = capture.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._empty = label(
            self.tr(
                "Capture a line from anywhere with {keys}. It waits here until it becomes a scene, "
                "a chapter or a story."
            ).format(keys=keys),
            "muted",
            wrap=True,
        )
        head = QHBoxLayout()
        heading = label(self.tr("Ideas"), "section")
        heading.setMinimumHeight(HEAD_HEIGHT)
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(tool_button(capture))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._view, 1)
        column.addStretch()
        desk.bus.changed.connect(self._follow)
        self._show_what_fits()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("idea"):
            self._show_what_fits()

    def _show_what_fits(self) -> None:
        has_ideas = self.model.rowCount() > 0
        self._empty.setVisible(not has_ideas)
        self._view.setVisible(has_ideas)

    # What becomes of an idea

    def _open_menu(self, row: int, at: QPoint) -> None:
        idea = self.model.idea(row)
        home = self._home(idea)
        has_stories = bool(self._library.stories.all())
        menu = QMenu(self)
        menu.setObjectName("ideas.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Edit"), lambda: self._view.edit(self.model.index(self.model.row_of(idea.id))))
        menu.addSeparator()
        menu.addAction(self.tr("Make it a story"), lambda: self._make_story(idea))
        if home is None:
            chapter = menu.addAction(self.tr("Make it a chapter of…"), lambda: self._make_chapter(idea))
        else:
            text = self.tr("Make it a chapter of “{story}”").format(story=_short(home.title))
            chapter = menu.addAction(text, lambda: self._make_chapter(idea))
        scene = menu.addAction(self.tr("Make it a scene of…"), lambda: self._make_scene(idea))
        menu.addSeparator()
        assign = menu.addAction(self.tr("Put it with a story…"), lambda: self._assign(idea))
        for action in (chapter, scene, assign):
            action.setEnabled(has_stories)
        menu.addAction(self.tr("Delete"), lambda: self._delete(self.model.row_of(idea.id)))
        if self._library.read_only:
            for action in menu.actions():
                action.setEnabled(False)
        menu.popup(at)

    def _home(self, idea: Idea) -> Story | None:
        """The story an idea most likely belongs to: its own, else the open one."""
        story_id = idea.story_id or self._desk.place.story_id
        return None if story_id is None else self._library.stories.get(story_id)

    def _make_story(self, idea: Idea) -> None:
        self._do(
            self.tr("Make a story of an idea"),
            self.tr("The idea is a story on the shelf now."),
            lambda: self._library.ideas.to_story(idea.id),
        )

    def _make_chapter(self, idea: Idea) -> None:
        def make(story: Story) -> None:
            self._do(
                self.tr("Make a chapter of an idea"),
                self.tr("The idea is a planned chapter of “{story}” now.").format(story=story.title),
                lambda: self._library.ideas.to_chapter(idea.id, story.id),
            )

        self._with_home(idea, make)

    def _make_scene(self, idea: Idea) -> None:
        def make(chapter: Chapter) -> None:
            self._do(
                self.tr("Make a scene of an idea"),
                self.tr("The idea is a scene of {chapter} now.").format(chapter=chapter.heading),
                lambda: self._library.ideas.to_scene(idea.id, chapter.id),
            )

        def ask(story: Story) -> None:
            chapters = self._library.outline.get(story.id).chapters
            names = [chapter.heading for chapter in chapters]
            title = self.tr("A scene of which chapter of “{story}”?").format(story=_short(story.title))
            choose(title, names, self, lambda number: make(chapters[number]))

        self._with_home(idea, ask)

    def _assign(self, idea: Idea) -> None:
        stories = self._library.stories.all()
        names = [self.tr("No story"), *(story.title for story in stories)]

        def assign(number: int) -> None:
            story_id = stories[number - 1].id if number else None
            self._do(
                self.tr("Put an idea with a story"),
                self.tr("The idea is with “{story}” now.").format(story=names[number])
                if number
                else self.tr("The idea belongs to no story now."),
                lambda: self._library.ideas.assign(idea.id, story_id),
            )

        choose(self.tr("For which story?"), names, self, assign)

    def _delete(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            idea = self.model.idea(row)
            self._do(self.tr("Delete idea"), self.tr("Idea deleted."), lambda: self._library.ideas.remove(idea.id))

    def _with_home(self, idea: Idea, act: Callable[[Story], object]) -> None:
        """Act on the story the idea belongs to, asking for it where that is not plain."""
        home = self._home(idea)
        if home is not None:
            act(home)
            return
        stories = self._library.stories.all()
        choose(self.tr("Of which story?"), [story.title for story in stories], self, lambda n: act(stories[n]))

    def _do(self, label: str, done: str, verb: Callable[[], object]) -> None:
        """Run a verb as one undo step and say so."""
        try:
            with self._library.change(label):
                verb()
        except PlannerError as error:
            self._desk.notices.error(error)
        else:
            self._desk.notices.say(done, undo=True)


class _IdeasView(LinesView):
    """The list: Enter, F2 or a double click edits, Delete deletes, the mark at the right opens the menu."""

    def __init__(self, open_menu: Callable[[int, QPoint], None], delete: Callable[[int], None]) -> None:
        super().__init__()
        self.setObjectName("ideas.list")
        self.setAccessibleName(self.tr("Ideas"))
        self._open_menu = open_menu
        self._delete = delete
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            corner = more_rect(self.visualRect(index))
            if corner.adjusted(-XS, -XS, XS, XS).contains(at):
                self._open_menu(index.row(), self.viewport().mapToGlobal(corner.bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            corner = self.viewport().mapToGlobal(more_rect(self.visualRect(index)).bottomLeft())
            self._open_menu(index.row(), corner if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and is_done(event):
            self.edit(index)
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Delete):
            self._delete(index.row())
        else:
            super().keyPressEvent(event)


def _short(title: str) -> str:
    return title if len(title) <= _SHORT else title[: _SHORT - 1].rstrip() + "…"
