"""What happens at a bug of ours: the traceback goes to a file, and the author is told that her text is safe."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6 import __version__ as qt_version
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from planner import __version__
from planner.desktop.theme import Theme
from planner.desktop.widgets.message import Message


class CrashReports(QObject):
    """Takes the place of Python's exception hooks while the window is open."""

    _reported = Signal(str)

    def __init__(self, keep_text: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keep_text = keep_text
        self._shown = False
        # Errors come from any thread; the dialog belongs to this one.
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of every exception nobody caught."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = _report("".join(traceback.format_exception(kind, error, trace)))
        sys.stderr.write(report)
        _write(report)
        self._reported.emit(report)

    def _show(self, report: str) -> None:
        # One dialog at a time: an error in a paint event comes again with every paint.
        if self._shown:
            return
        self._shown = True
        self.keep_text()
        text = self.tr(
            "Your text is safe: everything up to the last moment was written to the library. You can go on, but "
            "closing and opening Longfic again is wiser. A report would help to mend this."
        )
        choices = [("go_on", self.tr("Go on")), ("copy", self.tr("Copy the report"))]
        message = Message(self.tr("Something went wrong"), text, choices, details=str(log_path()))
        if message.ask() == "copy" and message.result():
            QGuiApplication.clipboard().setText(report)
        self._shown = False


def report_failed_start(error: Exception) -> None:
    """Log a bug that kept the window from opening, and say so: there is nothing else to see then."""
    report = _report("".join(traceback.format_exception(error)))
    sys.stderr.write(report)
    _write(report)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        Theme().apply(app)
    text = QCoreApplication.translate(
        "CrashReports",
        "What you wrote is in your library as it was: an update that does not succeed changes nothing in it. If "
        "trying again does not help, a report would help to mend this.",
    )
    choices = [
        ("close", QCoreApplication.translate("CrashReports", "Close")),
        ("copy", QCoreApplication.translate("CrashReports", "Copy the report")),
    ]
    title = QCoreApplication.translate("CrashReports", "Longfic could not open your library")
    message = Message(title, text, choices, details=str(log_path()))
    if message.ask() == "copy" and message.result():
        QGuiApplication.clipboard().setText(report)


def log_path() -> Path:
    """The file the reports are written to."""
    return user_log_path("Longfic", appauthor=False) / "errors.log"


def _report(trace: str) -> str:
    system = f"Longfic {__version__}, Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}"
    return f"{datetime.now():%Y-%m-%d %H:%M:%S} {system}\n{trace}\n"


def _write(report: str) -> None:
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        with log_path().open("a", encoding="utf-8") as file:
            file.write(report)
    except OSError as error:
        sys.stderr.write(f"The report could not be written: {error}\n")
