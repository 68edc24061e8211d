"""The main window: the rail, the outline, the page, the plan, and the status bar."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.page_tabs import PROGRESS
from planner.desktop.pages import STORY_PAGES, Factory, KeepsText, PageName, PageStack
from planner.desktop.place import Jump
from planner.desktop.rail import Rail
from planner.desktop.settings import DOCKS, GEOMETRY, SHOW_OUTLINE, SHOW_PLAN, Setting
from planner.desktop.status_bar import StatusBar
from planner.desktop.tab_commands import bind_tabs, enable_tabs
from planner.desktop.theme import L
from planner.desktop.undo import Undo
from planner.desktop.widgets.banner import Banner
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.message import Message
from planner.desktop.widgets.tabbed import TabbedPage
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError

_SIZE = QSize(1280, 820)
_OUTLINE_WIDTH = 288
_PLAN_WIDTH = 336
_WAY_BACK_MS = 4_000
_LEAST_SIDE = 200
# A page must stay between the panels on a small screen.
_MOST_SCALE = 1.5


@dataclass(frozen=True)
class Parts:
    """How the window's parts are made, each when it is first shown."""

    pages: Mapping[PageName, Factory]
    outline: Factory
    plan: Factory


class Side(QFrame):
    """A panel beside the page, empty until it is first shown."""

    def __init__(self, name: str, factory: Factory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "surface")
        self._factory = factory
        self.content: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def build(self) -> None:
        """Make the content, once."""
        if self.content is None:
            self.content = self._factory(self)
            self._row.addWidget(self.content)


class Window(QMainWindow):
    """Joins the parts; what they do is in the parts."""

    files_dropped = Signal(list)
    """Emitted with the paths of files dropped on the window."""
    closing = Signal()
    """Emitted once everything typed was handed to the library and the window is going."""

    def __init__(self, desk: Desk, parts: Parts, sides_wait: bool = False, parent: QWidget | None = None) -> None:
        """With ``sides_wait`` outline and plan stay empty until `fill_sides`, so that the text is there first."""
        super().__init__(parent)
        self.setObjectName("window")
        self._desk = desk
        self._bare = False
        self._way_back = label("", "muted")
        self._way_back.setParent(self)
        self._way_back.setObjectName("window.way_back")
        self._way_back.hide()
        self.way_back_timer = QTimer(self)
        self.way_back_timer.setSingleShot(True)
        self.way_back_timer.setInterval(_WAY_BACK_MS)
        self.way_back_timer.timeout.connect(self._way_back.hide)
        self._sides_wait = sides_wait
        self.pages = PageStack(parts.pages)
        self.rail = Rail(desk)
        self.banner = Banner(desk.theme)
        self.outline = Side("outline", parts.outline)
        self.plan = Side("plan", parts.plan)
        self.undo = Undo(desk, self)
        self.menus = desk.commands.fill(self.menuBar())
        self.setStatusBar(StatusBar(desk))
        self._lay_out()
        self._listen()
        self._bind()
        self._restore()
        self.setAcceptDrops(True)
        self._retitle()
        if not sides_wait:
            self._status.follow_goals()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = self._column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("splitter")
        self.splitter.setHandleWidth(1)
        for each in (self.outline, middle, self.plan):
            self.splitter.addWidget(each)
        self._scale_sides()
        self._desk.theme.changed.connect(self._scale_sides)
        self.splitter.setStretchFactor(1, 1)
        for index in range(3):
            self.splitter.setCollapsible(index, False)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.splitter, 1)
        self.setCentralWidget(whole)

    def add_banner(self, banner: Banner) -> None:
        """Put another band above the page, under those there are."""
        self._column.insertWidget(self._column.count() - 1, banner)

    def _scale_sides(self) -> None:
        """Keep the panels wide enough for their text, however large it is."""
        for side in (self.outline, self.plan):
            side.setMinimumWidth(round(_LEAST_SIDE * min(self._desk.theme.text_scale, _MOST_SCALE)))

    def _listen(self) -> None:
        desk = self._desk
        self.pages.shown.connect(self._arrange)
        desk.place.story_changed.connect(self._follow_story)
        desk.place.jump_requested.connect(self._show_jump)
        desk.notices.failed.connect(self._show_error)
        desk.notices.told.connect(self.banner.say)
        desk.bus.changed.connect(self.banner.let_pass)
        desk.bus.changed.connect(self._follow_change)
        self._status.undo_wanted.connect(self.undo.undo_plan)
        self.menus["edit"].aboutToShow.connect(self.undo.refresh)

    @property
    def _status(self) -> StatusBar:
        bar = self.statusBar()
        assert isinstance(bar, StatusBar)
        return bar

    def _bind(self) -> None:
        commands = self._desk.commands
        commands.bind_all(
            {
                "go.shelf": lambda: self.go(PageName.SHELF),
                "go.write": lambda: self.go(PageName.WRITE),
                "go.plot": lambda: self.go(PageName.PLOT),
                "go.cast": lambda: self.go(PageName.CAST),
                "go.progress": lambda: self.go(PageName.PROGRESS),
                **{PROGRESS.command(tab): partial(self._go_to_progress, tab) for tab in PROGRESS},
                "find.everywhere": lambda: self.go(PageName.SEARCH),
                "app.preferences": lambda: self.go(PageName.PREFERENCES),
                "view.outline": self._toggle(SHOW_OUTLINE),
                "view.plan": self._toggle(SHOW_PLAN),
                "view.distraction_free": lambda: self.set_distraction_free(not self._bare),
                "go.next_pane": self._focus_next_pane,
                "app.quit": self.close,
            }
        )
        bind_tabs(commands, self._desk.settings, self.go)
        # The menus alone would not do: shortcuts of a hidden menu bar are deaf.
        for where in ("everywhere", "story"):
            commands.attach(where, self)
        self._follow_story(self._desk.place.story_id)

    def _toggle(self, setting: Setting[bool]) -> Callable[[], None]:
        def toggle() -> None:
            self._desk.settings.set(setting, not self._desk.settings.get(setting))
            self._arrange()

        return toggle

    def go(self, page: PageName) -> QWidget:
        """Show a page; a page of the story only while a story is open."""
        if page in STORY_PAGES and self._desk.place.story_id is None:
            page = PageName.SHELF
        if page is PageName.WRITE:
            self._desk.place.leave_beside()
        shown = self.pages.show_page(page)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        return shown

    def _go_to_progress(self, tab: StrEnum) -> None:
        """Show a tab of the page that needs no story; once the page is there, it does so itself."""
        page = self.go(PageName.PROGRESS)
        assert isinstance(page, TabbedPage)
        page.show_tab(tab)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, *_what: object) -> None:
        """Show what belongs beside the page."""
        on_story = self.pages.name in STORY_PAGES and self._desk.place.story_id is not None
        settings, commands = self._desk.settings, self._desk.commands
        for side, setting, command in (
            (self.outline, SHOW_OUTLINE, "view.outline"),
            (self.plan, SHOW_PLAN, "view.plan"),
        ):
            wanted = settings.get(setting)
            commands.check(command, wanted)
            commands.enable(command, on_story and not self._bare)
            if on_story and not self._sides_wait:
                # Also while it is hidden: the commands of the story are bound by it.
                side.build()
            side.setVisible(on_story and wanted and not self._bare)
        if self.pages.name is not None:
            self.rail.mark(self.pages.name)
        commands.enable("view.distraction_free", on_story)
        self._status.show_chapter(on_story)

    def fill_sides(self) -> None:
        """Build what stands beside the page, if it was left for later."""
        self._sides_wait = False
        self._status.follow_goals()
        self._arrange()

    def set_distraction_free(self, bare: bool) -> None:
        """Leave nothing on the screen but the page, or bring everything back."""
        if bare == self._bare:
            return
        self._bare = bare
        self.banner.hold_back(bare)
        for each in (self.rail, self.menuBar(), self.statusBar()):
            each.setVisible(not bare)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._desk.commands.check("view.distraction_free", bare)
        self._arrange()
        self._show_way_back(bare)

    def _show_way_back(self, bare: bool) -> None:
        """Say for a moment how to leave a window that has no menu any more."""
        keys = self._desk.commands.actions["view.distraction_free"].shortcut()
        text = self.tr("Esc brings the rest back") if keys.isEmpty() else self.tr("Esc or {keys} brings the rest back")
        self._way_back.setText(text.format(keys=keys.toString(QKeySequence.SequenceFormat.NativeText)))
        self._way_back.adjustSize()
        self._way_back.move(L, L)
        self._way_back.setVisible(bare)
        self._way_back.raise_()
        if bare:
            self.way_back_timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._bare:
            self.set_distraction_free(False)
        else:
            super().keyPressEvent(event)

    def _focus_next_pane(self) -> None:
        """Give the focus to the next of outline, page, plan that is on the screen."""
        page = self.pages.currentWidget()
        panes = [pane for pane in (self.outline.content, page, self.plan.content) if pane and pane.isVisible()]
        focus = self.focusWidget()
        now = next((i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        if panes:
            panes[(now + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow_story(self, story_id: object) -> None:
        self._desk.commands.enable(("go.write", "go.plot", "go.cast"), story_id is not None)
        enable_tabs(self._desk.commands, story_id is not None)
        if story_id is None and self.pages.name in STORY_PAGES:
            self.set_distraction_free(False)
            self.go(PageName.SHELF)
        self._retitle()
        self._arrange()

    def _show_jump(self, jump: Jump) -> None:
        is_new = self.pages.built(PageName.WRITE) is None
        self.go(PageName.WRITE)
        if is_new:
            # The page was built while the signal was being told, and so did not hear it.
            QTimer.singleShot(0, self, lambda: self._desk.place.jump_requested.emit(jump))

    def _show_error(self, error: PlannerError) -> None:
        self.banner.say(str(error), mark="warning")

    def _follow_change(self, changes: ChangeSet) -> None:
        if changes.touches("story"):
            self._retitle()

    def _retitle(self) -> None:
        story_id = self._desk.place.story_id
        title = self.tr("Longfic")
        if story_id is not None:
            story = self._desk.library.stories.get(story_id).title or self.tr("Untitled story")
            title = self.tr("{story} — Longfic").format(story=story)
        self.setWindowTitle(title)

    def _restore(self) -> None:
        settings = self._desk.settings
        self.resize(_SIZE)
        geometry, docks = settings.get(GEOMETRY), settings.get(DOCKS)
        if geometry:
            self.restoreGeometry(_bytes(geometry))
        if docks:
            self.splitter.restoreState(_bytes(docks))
        else:
            scale = min(self._desk.theme.text_scale, _MOST_SCALE)
            outline, plan = round(_OUTLINE_WIDTH * scale), round(_PLAN_WIDTH * scale)
            self.splitter.setSizes([outline, self.width() - self.rail.sizeHint().width() - outline - plan, plan])

    def flush(self) -> None:
        """Have every page and the panels beside it write down what they hold."""
        self.pages.flush()
        for side in (self.outline, self.plan):
            if isinstance(side.content, KeepsText):
                side.content.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.set_distraction_free(False)
        self.flush()
        if self.pages.has_unsaved_text and not self._may_lose_text():
            event.ignore()
            return
        settings = self._desk.settings
        settings.set(GEOMETRY, _text(self.saveGeometry()))
        settings.set(DOCKS, _text(self.splitter.saveState()))
        self.closing.emit()
        super().closeEvent(event)

    def _may_lose_text(self) -> bool:
        """Ask whether to close although what was written last is on the screen alone."""
        message = Message(
            self.tr("What you wrote last could not be saved"),
            self.tr(
                "It stands on the page, but not in the library. Stay, and mend what the page says, or copy the text to "
                "another place; Longfic goes on trying."
            ),
            [("stay", self.tr("Stay")), ("close", self.tr("Close without it"))],
            parent=self,
        )
        message.choice = "stay"
        return message.ask() == "close"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(_files(event))


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii"))
