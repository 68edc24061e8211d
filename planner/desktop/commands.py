"""Every command, declared once; menus, the quick jump and the shortcut preferences are made from this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from planner.desktop.icons import icon
from planner.desktop.page_tabs import ALL_TABS, CAST, PLOT, PROGRESS, CastTab, PageTabs, PlotTab, ProgressTab
from planner.desktop.settings import Settings, shortcut_setting
from planner.desktop.theme import Theme
from planner.desktop.translation import mark
from planner.domain.outline import ChapterStatus

Where = Literal["everywhere", "story", "write", "outline", "plot", "board"]
"""Where a command applies: in the whole window; there while a story is open; with the focus on the page of the
chapter; with the focus in the outline; with the focus in the plot grid; with the focus on the board of the cast. The
last four share no keys with the whole window, but may with one another."""


@dataclass(frozen=True)
class Command:
    """One thing the author can do. ``rule`` draws a line above it in its menu; ``shortcut`` is portable text."""

    id: str
    text: str
    icon: str = ""
    shortcut: str = ""
    menu: str = ""
    where: Where = "everywhere"
    rule: bool = False
    checkable: bool = False


MENUS: tuple[tuple[str, str], ...] = (
    ("file", mark("Commands", "&File")),
    ("file/export", mark("Commands", "Export")),
    ("edit", mark("Commands", "&Edit")),
    ("outline", mark("Commands", "&Outline")),
    ("outline/status", mark("Commands", "Status")),
    ("plot", mark("Commands", "&Plot")),
    ("cast", mark("Commands", "&Cast")),
    ("progress", mark("Commands", "Prog&ress")),
    ("progress/export", mark("Commands", "Export what was written")),
    ("cast/arrange", mark("Commands", "Arrange")),
    ("cast/boards", mark("Commands", "Boards")),
    ("format", mark("Commands", "F&ormat")),
    ("view", mark("Commands", "&View")),
    ("help", mark("Commands", "&Help")),
)

STATUS_NAMES = {
    ChapterStatus.PLANNED: mark("Status", "Planned"),
    ChapterStatus.OUTLINED: mark("Status", "Outlined"),
    ChapterStatus.DRAFTING: mark("Status", "Drafting"),
    ChapterStatus.DRAFTED: mark("Status", "Drafted"),
    ChapterStatus.REVISED: mark("Status", "Revised"),
    ChapterStatus.READY: mark("Status", "Ready"),
}


def _tabs(tabs: PageTabs, first: StrEnum, where: Where = "story") -> tuple[Command, ...]:
    """A command for each tab of a page, with a line above the first."""
    return tuple(
        Command(tabs.command(tab), text, "", "", tabs.page, where, tab is first) for tab, text in tabs.words.items()
    )


def status_command(status: ChapterStatus) -> str:
    """The id of the command that gives the selected chapters a status."""
    return f"outline.status.{status.value}"


_FILE = (
    Command("story.new", mark("Commands", "New story…"), "plus", "Ctrl+N", "file"),
    Command("story.import", mark("Commands", "Import a file…"), "import", "Ctrl+O", "file"),
    Command("story.import_into", mark("Commands", "Import chapters into this story…"), "import", "", "file", "story"),
    Command("story.sample", mark("Commands", "Open the sample story"), "book-open", "", "file"),
    Command("story.edit", mark("Commands", "Story details"), "info", "", "file", "story", rule=True),
    Command("export.ao3", mark("Commands", "Export for AO3…"), "export", "Ctrl+Shift+E", "file/export", "story"),
    Command("export.html", mark("Commands", "Export as one web page…"), "export", "", "file/export", "story"),
    Command("export.md", mark("Commands", "Export as Markdown…"), "export", "", "file/export", "story"),
    Command("export.txt", mark("Commands", "Export as plain text…"), "export", "", "file/export", "story"),
    Command("export.plan", mark("Commands", "Export the plan…"), "export", "", "file/export", "story", rule=True),
    Command("chapter.copy_rich", mark("Commands", "Copy chapter for AO3"), "copy", "Ctrl+Shift+C", "file", "story"),
    Command("chapter.copy_html", mark("Commands", "Copy chapter as HTML for AO3"), "code", "", "file", "story"),
    Command(
        "snapshot.keep", mark("Commands", "Keep a snapshot…"), "snapshot", "Ctrl+Shift+S", "file", "story", rule=True
    ),
    Command("snapshot.compare", mark("Commands", "Compare with a snapshot…"), "history", "", "file", "story"),
    Command("library.open", mark("Commands", "Open a library…"), "books", "", "file", rule=True),
    Command("library.backups", mark("Commands", "Backups…"), "backup", "", "file"),
    Command("library.trash", mark("Commands", "Bring back deleted…"), "trash", "", "file"),
    Command("app.preferences", mark("Commands", "Settings"), "settings", "Ctrl+,", "file", rule=True),
    Command("app.quit", mark("Commands", "Quit"), "quit", "Ctrl+Q", "file"),
)

_EDIT = (
    Command("edit.undo", mark("Commands", "Undo"), "undo", "Ctrl+Z", "edit"),
    Command("edit.redo", mark("Commands", "Redo"), "redo", "Ctrl+Shift+Z", "edit"),
    Command("edit.cut", mark("Commands", "Cut"), "", "Ctrl+X", "edit", rule=True),
    Command("edit.copy", mark("Commands", "Copy"), "", "Ctrl+C", "edit"),
    Command("edit.paste", mark("Commands", "Paste"), "", "Ctrl+V", "edit"),
    Command("edit.paste_plain", mark("Commands", "Paste without formatting"), "", "Ctrl+Shift+V", "edit", "write"),
    Command("edit.select_all", mark("Commands", "Select all"), "", "Ctrl+A", "edit"),
    Command("find.chapter", mark("Commands", "Find in the chapter"), "search", "Ctrl+F", "edit", "story", rule=True),
    Command("find.replace", mark("Commands", "Replace in the chapter"), "", "Ctrl+H", "edit", "story"),
    Command("find.next", mark("Commands", "Find next"), "", "F3", "edit", "story"),
    Command("find.previous", mark("Commands", "Find previous"), "", "Shift+F3", "edit", "story"),
    Command("find.everywhere", mark("Commands", "Search everywhere"), "search", "Ctrl+Shift+F", "edit"),
    Command("idea.capture", mark("Commands", "Capture an idea…"), "idea", "Ctrl+Shift+I", "edit", rule=True),
)

_OUTLINE = (
    Command("outline.add_chapter", mark("Commands", "Add a chapter"), "chapter", "Ctrl+Shift+N", "outline", "story"),
    Command("outline.add_scene", mark("Commands", "Add a scene"), "scene", "Ctrl+Alt+N", "outline", "story"),
    Command("outline.add_arc", mark("Commands", "Add an arc"), "arc", "", "outline", "story"),
    Command("outline.rename", mark("Commands", "Rename"), "rename", "F2", "outline", "outline", rule=True),
    Command("outline.duplicate", mark("Commands", "Duplicate"), "duplicate", "Ctrl+D", "outline", "outline"),
    Command("outline.delete", mark("Commands", "Delete"), "trash", "Del", "outline", "outline"),
    Command("outline.move_up", mark("Commands", "Move up"), "arrow-up", "Alt+Up", "outline", "outline", rule=True),
    Command("outline.move_down", mark("Commands", "Move down"), "arrow-down", "Alt+Down", "outline", "outline"),
    Command("outline.indent", mark("Commands", "Put into the arc above"), "indent", "Alt+Right", "outline", "outline"),
    Command("outline.outdent", mark("Commands", "Take out of the arc"), "outdent", "Alt+Left", "outline", "outline"),
    Command("outline.group", mark("Commands", "Group into an arc"), "group", "Ctrl+G", "outline", "outline"),
    Command("outline.dissolve", mark("Commands", "Dissolve the arc"), "", "Ctrl+Shift+G", "outline", "outline"),
    Command(
        "outline.split_chapter",
        mark("Commands", "Start a new chapter at this scene"),
        "split",
        "",
        "outline",
        "story",
        True,
    ),
    Command("outline.merge_scene", mark("Commands", "Join with the scene before"), "", "", "outline", "story"),
    Command("outline.shelve", mark("Commands", "Shelve chapter"), "", "", "outline", "story", rule=True),
    Command("outline.unshelve", mark("Commands", "Put back"), "undo", "", "outline", "story"),
    Command("outline.ending.possible", mark("Commands", "Could end here"), "", "", "outline", "story", True, True),
    Command(
        "outline.ending.intended", mark("Commands", "Is meant to end here"), "", "", "outline", "story", False, True
    ),
    Command("story.use_template", mark("Commands", "Use a template…"), "", "", "outline", "story", True),
    Command("story.keep_template", mark("Commands", "Save this plan as a template…"), "", "", "outline", "story"),
    *(
        Command(status_command(status), text, "", "", "outline/status", "story", status is ChapterStatus.PLANNED, True)
        for status, text in STATUS_NAMES.items()
    ),
)

_PLOT = (
    Command("plot.add_thread", mark("Commands", "Add a thread"), "plus", "Ctrl+Shift+T", "plot", "story"),
    Command("plot.add_beat", mark("Commands", "Add a beat"), "plus", "Ins", "plot", "plot"),
    Command("plot.edit", mark("Commands", "Edit"), "rename", "F2", "plot", "plot", rule=True),
    Command("plot.opens", mark("Commands", "The beat opens its thread"), "", "Alt+1", "plot", "plot", True, True),
    Command(
        "plot.advances", mark("Commands", "The beat advances its thread"), "", "Alt+2", "plot", "plot", False, True
    ),
    Command(
        "plot.resolves", mark("Commands", "The beat resolves its thread"), "", "Alt+3", "plot", "plot", False, True
    ),
    Command("plot.duplicate", mark("Commands", "Duplicate"), "duplicate", "Ctrl+D", "plot", "plot", rule=True),
    Command("plot.delete", mark("Commands", "Delete"), "trash", "Del", "plot", "plot"),
    Command("plot.move_up", mark("Commands", "Move up"), "arrow-up", "Alt+Up", "plot", "plot", rule=True),
    Command("plot.move_down", mark("Commands", "Move down"), "arrow-down", "Alt+Down", "plot", "plot"),
    Command("plot.move_left", mark("Commands", "Move left"), "arrow-left", "Alt+Left", "plot", "plot"),
    Command("plot.move_right", mark("Commands", "Move right"), "arrow-right", "Alt+Right", "plot", "plot"),
    Command(
        "plot.swap_axes", mark("Commands", "Swap chapters and threads"), "swap", "Ctrl+Alt+X", "plot", "plot", True
    ),
    Command("plot.zoom_in", mark("Commands", "Zoom in"), "zoom-in", "Ctrl+Alt+=", "plot", "plot"),
    Command("plot.zoom_out", mark("Commands", "Zoom out"), "zoom-out", "Ctrl+Alt+-", "plot", "plot"),
    Command("plot.zoom_normal", mark("Commands", "Usual size"), "", "Ctrl+Alt+0", "plot", "plot"),
    Command("plot.fit", mark("Commands", "Fit into the window"), "fit", "Ctrl+Alt+9", "plot", "plot"),
    *_tabs(PLOT, PlotTab.GRID),
)

_CAST = (
    Command("cast.add_person", mark("Commands", "Add a person"), "plus", "Ins", "cast", "board"),
    Command("cast.tie", mark("Commands", "Tie two people"), "tie", "T", "cast", "board"),
    Command("cast.add_group", mark("Commands", "Make a group of them"), "people", "Ctrl+G", "cast", "board"),
    Command("cast.rename", mark("Commands", "Rename"), "rename", "F2", "cast", "board", rule=True),
    Command("cast.duplicate", mark("Commands", "Duplicate"), "duplicate", "Ctrl+D", "cast", "board"),
    Command("cast.reverse", mark("Commands", "Turn the tie round"), "swap", "", "cast", "board"),
    Command("cast.pin", mark("Commands", "Pin to the board"), "pin", "P", "cast", "board", checkable=True),
    Command("cast.delete", mark("Commands", "Delete"), "trash", "Del", "cast", "board"),
    Command("cast.merge", mark("Commands", "Merge with another person…"), "merge", "", "cast", "story"),
    Command("cast.zoom_in", mark("Commands", "Zoom in"), "zoom-in", "Ctrl+Alt+=", "cast", "board", rule=True),
    Command("cast.zoom_out", mark("Commands", "Zoom out"), "zoom-out", "Ctrl+Alt+-", "cast", "board"),
    Command("cast.zoom_normal", mark("Commands", "Usual size"), "", "Ctrl+Alt+0", "cast", "board"),
    Command("cast.fit", mark("Commands", "Fit into the window"), "fit", "Ctrl+Alt+9", "cast", "board"),
    Command("cast.arrange_force", mark("Commands", "Arrange by ties"), "arrange", "", "cast/arrange", "story"),
    Command("cast.arrange_circle", mark("Commands", "Arrange in a circle"), "", "", "cast/arrange", "story"),
    Command("cast.arrange_group", mark("Commands", "Arrange by group"), "group", "", "cast/arrange", "story"),
    Command("cast.board_new", mark("Commands", "New board of everybody…"), "plus", "", "cast/boards", "story"),
    Command("cast.board_of_selected", mark("Commands", "New board of the selected…"), "", "", "cast/boards", "story"),
    Command("cast.board_people", mark("Commands", "People on this board…"), "", "", "cast/boards", "story"),
    Command("cast.board_rename", mark("Commands", "Rename board"), "rename", "", "cast/boards", "story"),
    Command("cast.board_duplicate", mark("Commands", "Duplicate board"), "duplicate", "", "cast/boards", "story"),
    Command("cast.board_up", mark("Commands", "Move board up"), "arrow-up", "", "cast/boards", "story"),
    Command("cast.board_down", mark("Commands", "Move board down"), "arrow-down", "", "cast/boards", "story"),
    Command("cast.board_delete", mark("Commands", "Delete board"), "trash", "", "cast/boards", "story"),
    Command("cast.filter", mark("Commands", "Filter the board"), "filter", "Ctrl+Alt+F", "cast", "story"),
    Command("cast.export", mark("Commands", "Export the board as a picture…"), "picture", "", "cast", "story"),
    Command("cast.copy_picture", mark("Commands", "Copy the board as a picture"), "copy", "", "cast", "story"),
    Command("cast.play", mark("Commands", "Play through the chapters"), "play", "Alt+End", "cast", "story", True),
    Command("cast.earlier", mark("Commands", "As of the chapter before"), "skip-back", "Alt+PgUp", "cast", "story"),
    Command("cast.later", mark("Commands", "As of the chapter after"), "skip-forward", "Alt+PgDown", "cast", "story"),
    Command("cast.whole_story", mark("Commands", "As of the whole story"), "", "Alt+Home", "cast", "story"),
    *_tabs(CAST, CastTab.BOARD),
    Command("cast.take_along", mark("Commands", "Take the cast along…"), "take-along", "", "cast", "story", rule=True),
    Command("write.who", mark("Commands", "Who is this"), "user", "Ctrl+Alt+I", "cast", "write"),
)

_PROGRESS = (
    Command("goal.nanowrimo", mark("Commands", "Start NaNoWriMo"), "flag", "", "progress"),
    Command("goal.target", mark("Commands", "New target"), "target", "", "progress"),
    Command("goal.habit", mark("Commands", "New habit"), "habit", "", "progress"),
    Command("sprint.start", mark("Commands", "Start a sprint"), "timer", "Ctrl+Alt+S", "progress", rule=True),
    Command("sprint.pause", mark("Commands", "Pause the sprint"), "pause", "Ctrl+Alt+P", "progress"),
    Command("sprint.stop", mark("Commands", "End the sprint"), "stop", "Ctrl+Alt+E", "progress"),
    Command("log.add", mark("Commands", "Log words or time"), "list", "Ctrl+Alt+A", "progress", rule=True),
    Command("log.import", mark("Commands", "Import from a tracker…"), "import", "", "progress"),
    Command("log.paste", mark("Commands", "Paste a table of words…"), "", "", "progress"),
    Command("log.export_csv", mark("Commands", "Days as a table…"), "export", "", "progress/export"),
    Command("log.export_trackbear", mark("Commands", "The log for TrackBear…"), "export", "", "progress/export"),
    Command("log.export_calendar", mark("Commands", "Goals and chapters as a calendar…"), "", "", "progress/export"),
    *_tabs(PROGRESS, ProgressTab.GOALS, "everywhere"),
)

_FORMAT = (
    Command("format.bold", mark("Commands", "Bold"), "bold", "Ctrl+B", "format", "write", checkable=True),
    Command("format.italic", mark("Commands", "Italic"), "italic", "Ctrl+I", "format", "write", checkable=True),
    Command(
        "format.underline", mark("Commands", "Underline"), "underline", "Ctrl+U", "format", "write", checkable=True
    ),
    Command("format.strike", mark("Commands", "Strike"), "strike", "Ctrl+Shift+X", "format", "write", checkable=True),
    Command("format.superscript", mark("Commands", "Superscript"), "", "", "format", "write", checkable=True),
    Command("format.subscript", mark("Commands", "Subscript"), "", "", "format", "write", checkable=True),
    Command("format.clear", mark("Commands", "Clear formatting"), "", "Ctrl+\\", "format", "write"),
    Command("format.left", mark("Commands", "Align left"), "align-left", "Ctrl+L", "format", "write", True, True),
    Command("format.centre", mark("Commands", "Centre"), "align-centre", "Ctrl+E", "format", "write", checkable=True),
    Command(
        "format.right", mark("Commands", "Align right"), "align-right", "Ctrl+R", "format", "write", checkable=True
    ),
    Command("format.quote", mark("Commands", "Quotation"), "quote", "Ctrl+Shift+B", "format", "write", True, True),
    Command(
        "format.heading", mark("Commands", "Heading"), "heading", "Ctrl+Shift+H", "format", "write", checkable=True
    ),
    Command("format.list", mark("Commands", "List"), "list", "Ctrl+Shift+L", "format", "write", checkable=True),
    Command("format.numbers", mark("Commands", "Numbered list"), "list-numbers", "", "format", "write", checkable=True),
    Command("format.link", mark("Commands", "Link…"), "link", "Ctrl+Shift+K", "format", "write"),
    Command(
        "format.scene_break",
        mark("Commands", "Scene break"),
        "scene-break",
        "Ctrl+Return",
        "format",
        "write",
        rule=True,
    ),
)

_VIEW = (
    Command("go.jump", mark("Commands", "Quick jump…"), "command", "Ctrl+K", "view"),
    Command("go.shelf", mark("Commands", "Shelf"), "books", "Ctrl+1", "view", rule=True),
    Command("go.write", mark("Commands", "Write"), "pen-nib", "Ctrl+2", "view", "story"),
    Command("go.plot", mark("Commands", "Plot"), "plot", "Ctrl+3", "view", "story"),
    Command("go.cast", mark("Commands", "Cast"), "cast", "Ctrl+4", "view", "story"),
    Command("go.progress", mark("Commands", "Progress"), "progress", "Ctrl+5", "view"),
    Command("go.previous_chapter", mark("Commands", "Previous chapter"), "", "Ctrl+PgUp", "view", "story", rule=True),
    Command("go.next_chapter", mark("Commands", "Next chapter"), "", "Ctrl+PgDown", "view", "story"),
    Command("go.next_pane", mark("Commands", "Next part of the window"), "", "F6", "view"),
    Command("view.outline", mark("Commands", "Outline"), "outline", "Ctrl+Shift+O", "view", "story", True, True),
    Command("view.plan", mark("Commands", "Plan"), "plan", "Ctrl+Shift+P", "view", "story", checkable=True),
    Command(
        "view.distraction_free",
        mark("Commands", "Distraction-free"),
        "full-screen",
        "F11",
        "view",
        "story",
        rule=True,
        checkable=True,
    ),
    Command("view.text_larger", mark("Commands", "Larger text"), "", "Ctrl+=", "view", rule=True),
    Command("view.text_smaller", mark("Commands", "Smaller text"), "", "Ctrl+-", "view"),
    Command("view.text_normal", mark("Commands", "Usual text size"), "", "Ctrl+0", "view"),
)

_HELP = (
    Command("help.shortcuts", mark("Commands", "Keyboard shortcuts"), "keyboard", "F1", "help"),
    Command("help.about", mark("Commands", "About Longfic"), "info", "", "help"),
)

COMMANDS: tuple[Command, ...] = (*_FILE, *_EDIT, *_OUTLINE, *_PLOT, *_CAST, *_PROGRESS, *_FORMAT, *_VIEW, *_HELP)

_BY_FOCUS = {"write", "outline", "plot", "board"}
"""Places whose keys are heard only while the focus is there."""

_CHANGING = {
    "story.new",
    "story.import",
    "story.import_into",
    "story.sample",
    "story.use_template",
    "story.keep_template",
    "cast.take_along",
    "snapshot.keep",
    "find.replace",
    "idea.capture",
    "plot.add_thread",
    "cast.merge",
    "goal.nanowrimo",
    "goal.target",
    "goal.habit",
    "sprint.start",
    "log.add",
    "log.import",
    "log.paste",
    *(command.id for command in _CAST if command.menu == "cast/arrange"),
    *(command.id for command in _CAST if command.menu == "cast/boards"),
    *(command.id for command in _OUTLINE),
    *(command.id for command in _FORMAT),
}
"""Commands that would change the library, and so are off in one that is open for looking only."""

_MENU_ROLES = {
    "app.preferences": QAction.MenuRole.PreferencesRole,
    "app.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}


def text_of(command: Command) -> str:
    """The command's words in the author's language."""
    for tabs in ALL_TABS:
        if command.id.startswith(f"{tabs.page}.tab."):
            return QCoreApplication.translate(tabs.context, command.text)
    context = "Status" if command.menu == "outline/status" else "Commands"
    return QCoreApplication.translate(context, command.text)


def status_text(status: ChapterStatus) -> str:
    """The status's name in the author's language."""
    return QCoreApplication.translate("Status", STATUS_NAMES[status])


class CommandSet(QObject):
    """A QAction for each command. Pages bind what they can do, and enable it when it applies."""

    shortcuts_changed = Signal()

    def __init__(
        self, settings: Settings, theme: Theme, parent: QObject | None = None, *, looking_only: bool = False
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._refused = _CHANGING if looking_only else set()
        self._commands = {command.id: command for command in COMMANDS}
        self._called: dict[str, Callable[[], object]] = {}
        self.actions: dict[str, QAction] = {}
        for command in COMMANDS:
            self.actions[command.id] = self._make(command, theme)

    def _make(self, command: Command, theme: Theme) -> QAction:
        action = QAction(text_of(command), self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.setEnabled(False)
        action.setMenuRole(_MENU_ROLES.get(command.id, QAction.MenuRole.NoRole))
        if command.icon:
            action.setIcon(icon(command.icon, theme))
        if command.where in _BY_FOCUS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcut(self.shortcut(command.id))
        action.triggered.connect(lambda _checked=False, id_=command.id: self._call(id_))
        return action

    def bind(self, command_id: str, function: Callable[[], object], enabled: bool = True) -> None:
        """Say what a command does; it is called without arguments. A later binding takes the place of an earlier."""
        self._called[command_id] = function
        self.enable(command_id, enabled)

    def bind_all(self, functions: dict[str, Callable[[], object]]) -> None:
        """Bind several commands."""
        for command_id, function in functions.items():
            self.bind(command_id, function)

    def enable(self, command_ids: str | Iterable[str], enabled: bool = True) -> None:
        """Say whether commands apply just now; one that nobody has bound, or that is refused here, stays off."""
        for command_id in (command_ids,) if isinstance(command_ids, str) else command_ids:
            applies = enabled and command_id in self._called and command_id not in self._refused
            self.actions[command_id].setEnabled(applies)

    def check(self, command_id: str, checked: bool) -> None:
        """Show a checkable command as on or off, without running it."""
        self.actions[command_id].setChecked(checked)

    def is_bound(self, command_id: str) -> bool:
        """Whether anybody has said what the command does."""
        return command_id in self._called

    def run(self, command_id: str) -> None:
        """Do the command as if the author had chosen it."""
        self.actions[command_id].trigger()

    def attach(self, where: Where, widget: QWidget) -> None:
        """Let the shortcuts of this part of the window work while the focus is in ``widget``."""
        widget.addActions([self.actions[command.id] for command in COMMANDS if command.where == where])

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus, by their paths; a menu within a menu stands where its first command is declared."""
        menus: dict[str, QMenu] = {}
        titles = dict(MENUS)
        for path, title in MENUS:
            if "/" not in path:
                menus[path] = bar.addMenu(QCoreApplication.translate("Commands", title))
                menus[path].setObjectName(f"menu.{path}")
        for command in COMMANDS:
            above = menus[command.menu.partition("/")[0]]
            if command.rule:
                above.addSeparator()
            if command.menu not in menus:
                menus[command.menu] = above.addMenu(QCoreApplication.translate("Commands", titles[command.menu]))
                menus[command.menu].setObjectName(f"menu.{command.menu}")
            menus[command.menu].addAction(self.actions[command.id])
        return menus

    def shortcut(self, command_id: str) -> QKeySequence:
        """The keys in force: the author's own, or the built-in ones."""
        own = self._settings.get(shortcut_setting(command_id))
        text = own or self._commands[command_id].shortcut
        return QKeySequence() if text == "none" else QKeySequence(text, QKeySequence.SequenceFormat.PortableText)

    def set_shortcut(self, command_id: str, keys: QKeySequence | None) -> None:
        """Give a command the author's own keys (an empty sequence: none), or with None the built-in ones again."""
        text = "" if keys is None else keys.toString(QKeySequence.SequenceFormat.PortableText) or "none"
        self._settings.set(shortcut_setting(command_id), text)
        self.actions[command_id].setShortcut(self.shortcut(command_id))
        self.shortcuts_changed.emit()

    def conflicts(self, command_id: str, keys: QKeySequence) -> list[Command]:
        """The other commands that answer to the same keys where this one does."""
        if keys.isEmpty():
            return []
        mine = self._commands[command_id]
        return [
            other
            for other in COMMANDS
            if other.id != command_id and share_keys(mine.where, other.where) and self.shortcut(other.id) == keys
        ]

    def _call(self, command_id: str) -> None:
        if command_id in self._called:
            self._called[command_id]()


def share_keys(first: Where, second: Where) -> bool:
    """Whether commands in these two places can hear the same key press."""
    return first == second or not {first, second} <= _BY_FOCUS
