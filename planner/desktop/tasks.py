"""Work longer than 50 ms: in a worker thread, or in slices on the GUI thread, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QProgressDialog

from planner.domain.errors import Cancelled, PlannerError

T = TypeVar("T")
Progress = Callable[[float], None]
IsCancelled = Callable[[], bool]

_SLICE_SECONDS = 0.012
# What takes less is done before a dialog could be read.
_UNSEEN_SECONDS = 0.1
_STEP = 0.01
# Wide enough for a bar that is seen to move.
_PROGRESS_LETTERS = 48


class Task(QObject):
    """One piece of work under way. ``fraction`` runs from 0 to 1."""

    progressed = Signal(float)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.fraction = 0.0
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop; it stops at its next look."""
        self._cancelled = True

    def is_cancelled(self) -> bool:
        return self._cancelled

    def report(self, fraction: float) -> None:
        """Say how far the work is; may be called from any thread, as often as wished."""
        if fraction - self.fraction >= _STEP or fraction >= 1:
            self.fraction = fraction
            self.progressed.emit(fraction)


class _Worker(QRunnable):
    def __init__(self, task: Task, function: Callable[[Progress, IsCancelled], object]) -> None:
        super().__init__()
        self._task = task
        self._function = function

    def run(self) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = self._function(self._task.report, self._task.is_cancelled)
        except Exception as raised:
            error = raised
        self._task._ended.emit(result, error)


class Tasks(QObject):
    """Starts work and brings its result back to the GUI thread."""

    began = Signal(object)
    """Emitted with the `Task` of every worker, so that the window can show it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: dict[Task, tuple[Callable[[Any], object], Callable[[PlannerError], object]]] = {}

    def run(
        self,
        function: Callable[[Progress, IsCancelled], T],
        on_done: Callable[[T], object],
        on_error: Callable[[PlannerError], object],
        title: str = "",
    ) -> Task:
        """Call ``function(progress, cancelled)`` in a worker thread, then ``on_done`` here with what it returned.

        ``on_error`` takes what the author can act on, and `Cancelled`; anything else is raised here as a bug.
        """
        task = Task(title, self)
        self._running[task] = (on_done, on_error)
        task._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.began.emit(task)
        self._pool.start(_Worker(task, function))
        return task

    @Slot(object, object)
    def _end(self, result: object, error: BaseException | None) -> None:
        task = self.sender()
        assert isinstance(task, Task)
        on_done, on_error = self._running.pop(task)
        task.finished.emit()
        task.deleteLater()
        if error is None and not task.is_cancelled():
            on_done(result)
        elif error is None:
            on_error(Cancelled())
        elif isinstance(error, PlannerError):
            on_error(error)
        else:
            raise error

    def run_slices(
        self,
        steps: Generator[float, None, T],
        on_done: Callable[[T], object],
        on_error: Callable[[PlannerError], object],
        title: str,
    ) -> None:
        """Run a generator of fractions on this thread, a little at a time, under a modal progress with Cancel.

        ``on_done`` takes its return value. Cancelling closes the generator, which must then undo what it did.
        """
        _Slices(steps, on_done, on_error, title, self).start()

    def close(self) -> None:
        """Stop all workers and wait for them; their results are dropped."""
        for task in self._running:
            task.cancel()
            task._ended.disconnect(self._end)
        self._running.clear()
        self._pool.waitForDone()


class _Slices(QObject):
    def __init__(
        self,
        steps: Generator[float, None, Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[PlannerError], object],
        title: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._on_done = on_done
        self._on_error = on_error
        self._title = title
        self._dialog: QProgressDialog | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)

    def start(self) -> None:
        """Do what can be done unseen; no event is handled until it is, or until the dialog keeps the author away."""
        if self._advance(_UNSEEN_SECONDS) is not None:
            self._dialog = self._make_dialog()
            self._dialog.show()
            self._timer.start(0)

    def _make_dialog(self) -> QProgressDialog:
        dialog = QProgressDialog(self._title, self.tr("Cancel"), 0, 100, QApplication.activeWindow())
        dialog.setObjectName("tasks.progress")
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(0)
        dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * _PROGRESS_LETTERS)
        return dialog

    def _work(self) -> None:
        assert self._dialog is not None
        fraction = self._advance(_SLICE_SECONDS)
        if fraction is None:
            return
        self._dialog.setValue(min(round(fraction * 100), 99))
        if self._dialog.wasCanceled():
            self._steps.close()
            self._stop()
            self._on_error(Cancelled())

    def _advance(self, seconds: float) -> float | None:
        """Run steps for so long; the fraction done, or None once it has ended."""
        until = perf_counter() + seconds
        fraction = 0.0
        try:
            while perf_counter() < until:
                fraction = next(self._steps)
        except StopIteration as stop:
            self._stop()
            self._on_done(stop.value)
            return None
        except PlannerError as error:
            self._stop()
            self._on_error(error)
            return None
        except BaseException:
            self._stop()
            raise
        return fraction

    def _stop(self) -> None:
        self._timer.stop()
        if self._dialog is not None:
            self._dialog.deleteLater()
        self.deleteLater()
