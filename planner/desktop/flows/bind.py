"""Binds the commands that belong to no page; what they need is loaded when one is first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt

from planner import __version__
from planner.desktop.desk import Desk
from planner.desktop.page_tabs import PROGRESS, ProgressTab
from planner.desktop.pages import PageName
from planner.desktop.preferences.tabs import Tab
from planner.desktop.settings import PROSE_SIZE, SHOW_PLAN
from planner.desktop.widgets.message import Message
from planner.domain.outline import ChapterId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from planner.desktop.find.quick_jump import QuickJump
    from planner.desktop.flows.copy_chapter import CopyFlow
    from planner.desktop.flows.exchange_log import LogExchange
    from planner.desktop.flows.export_story import ExportFlow
    from planner.desktop.flows.import_story import ImportFlow
    from planner.desktop.preferences.page import PreferencesPage
    from planner.desktop.shelf.capture import CaptureSheet
    from planner.desktop.window import Window

_OF_STORY = (
    "story.edit",
    "story.import_into",
    "story.use_template",
    "story.keep_template",
    "cast.take_along",
    "export.ao3",
    "export.html",
    "export.md",
    "export.txt",
    "export.plan",
    "chapter.copy_rich",
    "chapter.copy_html",
    "go.next_chapter",
    "go.previous_chapter",
)

_LOGS = (".csv", ".tsv", ".json", ".zip")
"""Files that hold no story, but may hold a log of words."""


class Flows(QObject):
    """Starts the flows and dialogs. None of them is imported before it is first wanted, or the start would pay."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        desk.commands.bind_all(self._functions())
        window.files_dropped.connect(self._take_dropped)
        desk.place.story_changed.connect(self._follow_story)
        self._follow_story()
        self._join_sprints()
        self._celebrate()

    def _join_sprints(self) -> None:
        from planner.desktop.reminder import Reminder
        from planner.desktop.sprint_clock import SprintClocks

        SprintClocks(self._desk, self._window)
        Reminder(self._desk, self._window)

    def _celebrate(self) -> None:
        from planner.desktop.celebrations import Celebrations

        Celebrations(self._desk, self)

    def _functions(self) -> dict[str, Callable[[], object]]:
        return {
            "story.new": self._new_story,
            "story.edit": self._show_story,
            "story.import": lambda: self._import.choose(),
            "story.import_into": lambda: self._import.choose(into_open_story=True),
            "story.use_template": self._use_template,
            "story.keep_template": self._keep_template,
            "cast.take_along": self._take_along,
            "story.sample": lambda: self._import.open_sample(),
            "export.ao3": lambda: self._export.export("ao3"),
            "export.html": lambda: self._export.export("html"),
            "export.md": lambda: self._export.export("md"),
            "export.txt": lambda: self._export.export("txt"),
            "export.plan": lambda: self._export.export_plan(),
            "chapter.copy_rich": lambda: self._copy.copy(as_source=False),
            "chapter.copy_html": lambda: self._copy.copy(as_source=True),
            "library.trash": self._open_trash,
            "library.backups": lambda: self._open_preferences(Tab.LIBRARY),
            "help.shortcuts": lambda: self._open_preferences(Tab.SHORTCUTS),
            "help.about": self._about,
            **{
                command: partial(self._begin_goal, command)
                for command in ("goal.nanowrimo", "goal.target", "goal.habit")
            },
            "log.add": self._begin_log,
            "log.import": lambda: self._exchange.choose(),
            "log.paste": lambda: self._exchange.paste(),
            "log.export_csv": lambda: self._exchange.export_csv(),
            "log.export_trackbear": lambda: self._exchange.export_trackbear(),
            "log.export_calendar": lambda: self._exchange.export_calendar(),
            "idea.capture": lambda: self._capture.pop_up(),
            "go.jump": lambda: self._jump.open_over(self._window),
            "go.next_chapter": lambda: self._walk(1),
            "go.previous_chapter": lambda: self._walk(-1),
            "view.text_larger": lambda: self._resize_text(1),
            "view.text_smaller": lambda: self._resize_text(-1),
            "view.text_normal": lambda: self._desk.settings.set(PROSE_SIZE, PROSE_SIZE.default),
        }

    def _follow_story(self, *_story: object) -> None:
        self._desk.commands.enable(_OF_STORY, self._desk.place.story_id is not None)

    @cached_property
    def _import(self) -> ImportFlow:
        from planner.desktop.flows.import_story import ImportFlow

        return ImportFlow(self._desk, self._window)

    @cached_property
    def _export(self) -> ExportFlow:
        from planner.desktop.flows.export_story import ExportFlow

        return ExportFlow(self._desk, self._window)

    @cached_property
    def _exchange(self) -> LogExchange:
        from planner.desktop.flows.exchange_log import LogExchange

        return LogExchange(self._desk, self._window)

    @cached_property
    def _copy(self) -> CopyFlow:
        from planner.desktop.flows.copy_chapter import CopyFlow

        return CopyFlow(self._desk, self._window.pages, self._window)

    @cached_property
    def _jump(self) -> QuickJump:
        from planner.desktop.find.quick_jump import QuickJump

        return QuickJump(self._desk, self._window)

    @cached_property
    def _capture(self) -> CaptureSheet:
        from planner.desktop.shelf.capture import CaptureSheet

        return CaptureSheet(self._desk, self._window)

    def _new_story(self) -> None:
        from planner.desktop.shelf.new_story import NewStoryDialog

        dialog = NewStoryDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _use_template(self) -> None:
        from planner.desktop.plot.templates import TemplatesDialog

        self._open_dialog(TemplatesDialog(self._desk, self._window))

    def _keep_template(self) -> None:
        from planner.desktop.plot.templates import KeepTemplateDialog

        self._open_dialog(KeepTemplateDialog(self._desk, self._window))

    def _take_along(self) -> None:
        if len(self._desk.library.stories.all()) < 2:
            self._desk.notices.say(self.tr("There is no other story yet to take the cast into."))
            return
        from planner.desktop.flows.take_along import TakeAlongDialog

        self._open_dialog(TakeAlongDialog(self._desk, self._window))

    def _open_dialog(self, dialog: QDialog) -> None:
        # What was typed last may belong to the plan the dialog is about.
        self._window.flush()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_story(self) -> None:
        """Show the story's own plan, with the focus in it."""
        place = self._desk.place
        assert place.story_id is not None
        place.select("story", place.story_id)
        self._desk.settings.set(SHOW_PLAN, True)
        self._window.go(PageName.WRITE)
        if self._window.plan.content is not None:
            self._window.plan.content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_trash(self) -> None:
        from planner.desktop.shelf.trash import TrashDialog

        dialog = TrashDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        logs = [path for path in paths if path.suffix.lower() in _LOGS]
        self._import.take([path for path in paths if path not in logs])
        for path in logs:
            self._exchange.take(path)

    def _open_preferences(self, tab: Tab) -> None:
        cast("PreferencesPage", self._window.go(PageName.PREFERENCES)).show_tab(tab)

    def _begin_goal(self, command: str) -> None:
        """Show the goals, which take the command over, and have them do it."""
        commands = self._desk.commands
        commands.run(PROGRESS.command(ProgressTab.GOALS))
        commands.run(command)

    def _begin_log(self) -> None:
        """Show the log, which takes the command over, and have it begin."""
        commands = self._desk.commands
        commands.run(PROGRESS.command(ProgressTab.LOG))
        commands.run("log.add")

    def _walk(self, step: int) -> None:
        """Go to the chapter after or before the one that is open, or to the first."""
        place = self._desk.place
        if place.story_id is None:
            return
        chapters: list[ChapterId] = self._desk.library.outline.reading_order(place.story_id)
        if not chapters:
            return
        at = chapters.index(place.chapter_id) + step if place.chapter_id in chapters else 0
        if 0 <= at < len(chapters):
            place.select("chapter", chapters[at])
            self._window.go(PageName.WRITE)

    def _resize_text(self, step: int) -> None:
        settings = self._desk.settings
        size = settings.get(PROSE_SIZE) + step
        settings.set(PROSE_SIZE, min(max(size, int(PROSE_SIZE.low)), int(PROSE_SIZE.high)))

    def _about(self) -> None:
        text = self.tr(
            "A writing planner for long fan fiction: plan the fic, keep the plan in sight while you write, and finish."
            "\n\nYour words are yours. They stay in one file on this computer, and come out of it whenever you like."
        )
        version = self.tr("Version {version}. Free software under the GNU General Public License, version 3 or later.")
        title = self.tr("Longfic")
        Message(title, text, [("close", self.tr("Close"))], version.format(version=__version__), self._window).ask()
