"""Opening a library that may be in use, damaged or too new, and saying what was recovered after a crash."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from planner.desktop.theme import Theme
from planner.desktop.widgets.message import Message
from planner.domain.errors import PlannerError
from planner.library.file import Damaged, Library, NewerVersion, NotALibrary, Recovered, restore

_CONTEXT = "Recovery"


def tr(text: str) -> str:
    """The text in the author's language."""
    return QCoreApplication.translate(_CONTEXT, text)


def open_library(path: Path) -> Library | None:
    """Open a library, asking the author what to do where that is not simply possible; None if she would rather not."""
    wanted: Path | None = path
    read_only = False
    while wanted is not None:
        try:
            return Library.open(wanted, read_only=read_only, session=True)
        except PlannerError as error:
            choice = _ask(error, may_look=not read_only and wanted.is_file())
            if choice == "restore" and isinstance(error, Damaged) and error.newest_good is not None:
                put_back(wanted, error.newest_good.path)
            elif choice == "other":
                wanted, read_only = choose_library() or wanted, False
            elif choice == "look":
                read_only = True
            else:
                wanted = None
    return None


def choose_library(parent: QWidget | None = None) -> Path | None:
    """Ask for a library file; None if none was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, tr("Open a library"), str(Path.home()), tr("Longfic libraries (*.longfic)")
    )
    return Path(chosen) if chosen else None


def close_library(library: Library) -> None:
    """Close a library, and say so if its file was gone and what was in it had to be written to another."""
    try:
        library.close()
    except PlannerError as error:
        Message(error.what, error.advice, [("go_on", tr("Go on"))], details=error.where).ask()


def _ask(error: PlannerError, may_look: bool) -> str:
    choices = []
    if isinstance(error, Damaged):
        if error.newest_good is not None:
            choices = [("restore", tr("Put the backup in its place"))]
    elif may_look and not isinstance(error, NewerVersion | NotALibrary):
        # It is in use, or the disk is full or may not be written: what is in it can be read all the same.
        choices = [("look", tr("Open to look"))]
    app = QApplication.instance()
    if isinstance(app, QApplication):
        # No library is open yet to say what its author chose.
        Theme().apply(app)
    choices += [("other", tr("Open another library…")), ("quit", tr("Quit"))]
    return Message(error.what, error.advice, choices, details=error.where).ask()


def put_back(path: Path, backup: Path) -> None:
    """Put a backup in the place of a library that is closed, and say where the library that was there is kept."""
    try:
        aside = restore(path, backup, datetime.now())
    except PlannerError as failure:
        Message(failure.what, failure.advice, [("go_on", tr("Go on"))], details=failure.where).ask()
        return
    if aside is not None:
        text = tr("The library that was there is kept beside it.")
        Message(tr("The backup is in place"), text, [("go_on", tr("Go on"))], details=str(aside)).ask()


def recovered_text(recovered: Recovered, now: datetime) -> str:
    """What there is after a session that did not end well, in sentences."""
    if recovered.saved_at is None:
        return tr("Longfic did not close properly last time. Nothing was lost.")
    locale, at = QLocale(), recovered.saved_at
    saved = locale.toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
    if at.date() != now.date():
        saved = f"{locale.toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)}, {saved}"
    text = tr("Longfic did not close properly last time. {chapter} is here as it was saved at {time}, {words} words.")
    return text.format(chapter=recovered.chapter_heading, time=saved, words=locale.toString(recovered.words))
