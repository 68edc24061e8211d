"""The log's way in and out: trackers' files and pasted tables, tables for others, and the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from planner.desktop.desk import Desk
from planner.desktop.flows.folders import last_folder
from planner.desktop.progress.log.import_dialog import ImportLog
from planner.desktop.progress.log.paste_dialog import PasteTable
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.widgets.amounts import number_text
from planner.desktop.window import Window
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.exchange import LogDraft, Tally
from planner.formats.files import write_file
from planner.formats.log_days import days_table
from planner.formats.log_files import SUFFIXES, read_log_file, read_log_text
from planner.formats.log_table import Columns, Table, guess_columns
from planner.formats.trackbear import trackbear_table
from planner.library.exchange import steps, tallies

T = TypeVar("T")
Found = LogDraft | tuple[Table, Columns]


class LogExchange(QObject):
    """Brings words in that were counted elsewhere, and gives them out."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    # In

    def choose(self) -> None:
        """Ask for a tracker's file, and take it in."""
        folder = last_folder(self._desk.settings)
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import from a tracker"),
            str(folder),
            self.tr("Logs of words ({kinds})").format(kinds=kinds),
        )
        if chosen:
            self._desk.settings.set(LAST_FOLDER, str(Path(chosen).parent))
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Take a file in: read it away from the window, then show what it comes to."""
        self._read(lambda: read_log_file(path), path.name)

    def paste(self) -> None:
        """Take in a table from the clipboard; where it holds none, ask for one."""
        text = QGuiApplication.clipboard().text()
        try:
            read_log_text(text)
        except PlannerError:
            dialog = PasteTable(parent=self._window)
            dialog.accepted.connect(lambda: self._take_text(dialog.text))
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
        else:
            self._take_text(text)

    def _take_text(self, text: str) -> None:
        self._read(lambda: read_log_text(text), self.tr("a table"))

    def _read(self, read: Callable[[], LogDraft | Table], name: str) -> None:
        def work(*_unused: object) -> Found:
            found = read()
            return found if isinstance(found, LogDraft) else (found, guess_columns(found))

        title = self.tr("Reading {file}").format(file=name)
        self._desk.tasks.run(work, lambda found: self._preview(found, name), self._fail, title)

    def _preview(self, found: Found, name: str) -> None:
        dialog = ImportLog(self._desk, found, name, self._window)
        dialog.accepted.connect(lambda: self._add(dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _add(self, dialog: ImportLog) -> None:
        # While the steps run, one change of the library is open, which no autosave may come between.
        self._window.pages.flush()
        entries, goals = dialog.entries, dialog.goals
        work = steps(self._desk.library, entries, goals, self.tr("Import log entries"))
        self._desk.tasks.run_slices(
            work, lambda count: self._say_added(count, len(goals)), self._fail, self.tr("Adding it to your log")
        )

    def _say_added(self, count: int, goals: int) -> None:
        entries = self.tr("1 entry added.") if count == 1 else self.tr("{count} entries added.")
        told = entries.format(count=number_text(count))
        if goals:
            more = self.tr("1 goal added.") if goals == 1 else self.tr("{count} goals added.").format(count=goals)
            told = f"{told} {more}"
        self._desk.notices.say(told, undo=True)

    # Out

    def export_csv(self) -> None:
        """Write what was written by day and story, for spreadsheets."""
        self._export(self.tr("Words by day"), ".csv", self._tallies, days_table)

    def export_trackbear(self) -> None:
        """Write everything as TrackBear's table."""
        self._export(self.tr("Log for TrackBear"), ".csv", self._tallies, trackbear_table)

    def export_calendar(self) -> None:
        """Write goals and planned chapters for calendars."""
        # Nobody who does not want a calendar should wait for the library that makes it.
        from planner.formats.calendar import Occasion, calendar_file, of_chapters, of_goals

        def gather() -> list[Occasion]:
            library = self._desk.library
            occasions = of_goals(library.goals.all())
            for story in library.stories.all():
                outlook = library.spark.outlook(story.id)
                occasions += of_chapters(story, outlook.chapters, outlook.slots)
            return occasions

        made = datetime.now(UTC)
        self._export(self.tr("Writing"), ".ics", gather, lambda occasions: calendar_file(occasions, made))

    def _tallies(self) -> list[Tally]:
        return tallies(self._desk.library)

    def _export(self, name: str, suffix: str, gather: Callable[[], T], make: Callable[[T], str | bytes]) -> None:
        """Ask where to, gather what is in the library here, and make and write the file away from the window."""
        suggestion = last_folder(self._desk.settings) / f"{name}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export"), str(suggestion), f"*{suffix}")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(suffix)
        self._desk.settings.set(LAST_FOLDER, str(path.parent))
        self._window.pages.flush()
        gathered = gather()
        self._desk.tasks.run(
            lambda _progress, _cancelled: write_file(path, make(gathered)),
            lambda _done: self._desk.notices.say(self.tr("Exported to {file}.").format(file=path)),
            self._fail,
            self.tr("Saving {file}").format(file=path.name),
        )

    def _fail(self, error: PlannerError) -> None:
        if isinstance(error, Cancelled):
            self._desk.notices.say(str(error))
        else:
            self._desk.notices.error(error)
