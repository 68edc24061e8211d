"""The preferences of the library: where it is, its backups, and putting one of them in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt, QTime, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.desktop.desk import Desk
from planner.desktop.preferences.controls import Section
from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.theme import S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.message import Message
from planner.library.backup import Backup

_MOST_ROWS = 8


class LibraryPage(QWidget):
    """The library's file and its backups."""

    restore_wanted = Signal(object)
    """Emitted with the path of the backup to put in the library's place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._make_place())
        column.addWidget(self._make_backups())
        column.addStretch()
        self.refresh()

    def _make_place(self) -> QWidget:
        section = Section(
            self.tr("Library"),
            self.tr("All your stories are in this one file. You can copy it, move it, or keep it in a synced folder."),
        )
        where = label(_short(self._desk.library.path), wrap=True)
        where.setToolTip(str(self._desk.library.path))
        where.setObjectName("preferences.library")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        section.add(where)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(button(self.tr("Show its folder"), "preferences.folder", self._show_folder))
        row.addWidget(
            button(self.tr("Open another…"), "preferences.open", lambda: self._desk.commands.run("library.open"))
        )
        row.addStretch()
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        section.add(holder)
        return section

    def _make_backups(self) -> QWidget:
        section = Section(
            self.tr("Backups"),
            self.tr("Longfic makes one a day and keeps two weeks of them, and the first of every month for good."),
        )
        self._list = QListWidget()
        self._list.setObjectName("preferences.backups")
        self._list.setAccessibleName(self.tr("Backups"))
        self._none = label(self.tr("There is none yet. The first is made today."), "muted")
        section.add(self._none)
        self._list.itemSelectionChanged.connect(self._follow_selection)
        section.add(self._list)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self._restore = button(self.tr("Go back to this backup…"), "preferences.restore", self._ask)
        row.addWidget(self._restore)
        row.addStretch()
        self._make = button(self.tr("Back up now"), "preferences.back_up", self._back_up)
        row.addWidget(self._make)
        holder = QWidget()
        holder.setLayout(row)
        section.add(holder)
        return section

    def refresh(self) -> None:
        """Read again which backups there are."""
        self._list.clear()
        for backup in self._desk.library.backups.list():
            item = QListWidgetItem(self._words(backup))
            item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
            self._list.addItem(item)
        rows = self._list.count()
        self._none.setVisible(rows == 0)
        self._list.setVisible(rows > 0)
        self._list.setFixedHeight(min(rows, _MOST_ROWS) * (self._list.sizeHintForRow(0) if rows else 0) + 4)
        self._make.setEnabled(not self._desk.library.read_only)
        self._follow_selection()

    def _words(self, backup: Backup) -> str:
        locale, at = QLocale(), backup.made_at
        day = locale.toString(QDate(at.year, at.month, at.day), QLocale.FormatType.LongFormat)
        time = locale.toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
        text = self.tr("{day}, {time}").format(day=day, time=time)
        return self.tr("{when} (before an update)").format(when=text) if backup.before_update else text

    def _follow_selection(self) -> None:
        self._restore.setEnabled(bool(self._list.selectedItems()) and not self._desk.library.read_only)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.library.path.parent)))

    def _back_up(self) -> None:
        backups = self._desk.library.backups

        def work(_progress: Progress, cancelled: IsCancelled) -> Backup:
            return backups.make(cancelled)

        def done(_made: Backup) -> None:
            self.refresh()
            self._desk.notices.say(self.tr("Backup made."))

        self._desk.tasks.run(work, done, self._desk.notices.error, self.tr("Making a backup"))

    def _ask(self) -> None:
        chosen = self._list.selectedItems()[0]
        text = self.tr(
            "Longfic will open again with the library as it was then. The library as it is now is kept beside it, so "
            "that you can come back."
        )
        choices = [("restore", self.tr("Go back")), ("stay", self.tr("Stay here"))]
        title = self.tr("Go back to {when}?").format(when=chosen.text())
        if Message(title, text, choices, parent=self.window()).ask() == "restore":
            self.restore_wanted.emit(Path(str(chosen.data(Qt.ItemDataRole.UserRole))))


def _short(path: Path) -> str:
    """A path with ~ for the author's own folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
