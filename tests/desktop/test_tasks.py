"""Long work reports, can be stopped, and brings its result or its error back to the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressDialog, QPushButton, QToolButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.status_bar import StatusBar
from planner.desktop.tasks import IsCancelled, Progress, Tasks
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.outline import StoryId
from planner.library.file import Library


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


class Ending:
    """Takes down how a piece of work ended."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[PlannerError] = []
        self.threads: list[object] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, error: PlannerError) -> None:
        self.errors.append(error)

    @property
    def is_over(self) -> bool:
        return bool(self.results or self.errors)


def test_the_work_runs_elsewhere_and_its_result_comes_here(tasks: Tasks, qtbot: QtBot) -> None:
    ending = Ending()

    def work(_progress: Progress, _cancelled: IsCancelled) -> object:
        return threading.current_thread()

    tasks.run(work, ending.done, ending.failed)
    qtbot.waitUntil(lambda: ending.is_over)
    assert ending.results[0] is not threading.main_thread()
    assert ending.threads == [threading.main_thread()]


def test_progress_is_told_in_steps_one_can_see(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[float] = []
    ending = Ending()

    def work(progress: Progress, _cancelled: IsCancelled) -> None:
        for i in range(10_001):
            progress(i / 10_000)

    # As the status bar listens: once the work goes on, it may be over before anybody else listens.
    tasks.began.connect(lambda task: task.progressed.connect(told.append))
    tasks.run(work, ending.done, ending.failed)
    qtbot.waitUntil(lambda: ending.is_over)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) <= 101


def test_stopped_work_ends_as_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    ending = Ending()
    began = threading.Event()

    def work(_progress: Progress, cancelled: IsCancelled) -> str:
        began.set()
        while not cancelled():
            pass
        return "thrown away"

    task = tasks.run(work, ending.done, ending.failed)
    assert began.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: ending.is_over)
    assert ending.results == []
    assert isinstance(ending.errors[0], Cancelled)


def test_what_the_author_can_mend_is_handed_over(tasks: Tasks, qtbot: QtBot) -> None:
    ending = Ending()

    def work(_progress: Progress, _cancelled: IsCancelled) -> None:
        raise PlannerError("This file is empty.")

    tasks.run(work, ending.done, ending.failed)
    qtbot.waitUntil(lambda: ending.is_over)
    assert str(ending.errors[0]) == "This file is empty."


def test_a_bug_is_raised_here_where_it_is_reported(tasks: Tasks, qtbot: QtBot) -> None:
    ending = Ending()

    def work(_progress: Progress, _cancelled: IsCancelled) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as exceptions:
        task = tasks.run(work, ending.done, ending.failed)
        with qtbot.waitSignal(task.finished):
            pass
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError
    assert not ending.is_over


def test_closing_stops_what_still_runs(tasks: Tasks) -> None:
    ending = Ending()

    def work(_progress: Progress, cancelled: IsCancelled) -> None:
        while not cancelled():
            pass

    tasks.run(work, ending.done, ending.failed)
    tasks.close()
    QApplication.processEvents()
    assert not ending.is_over


def adding(library: Library, count: int) -> Generator[float, None, StoryId]:
    """Add stories one by one, as one change."""
    with library.change("Add stories"):
        for i in range(count):
            story_id = library.stories.add(f"Story {i}")
            yield (i + 1) / count
    return story_id


def test_slices_run_on_this_thread_and_hand_over_what_they_return(tasks: Tasks, library: Library, qtbot: QtBot) -> None:
    ending = Ending()
    tasks.run_slices(adding(library, 300), ending.done, ending.failed, "Adding")
    qtbot.waitUntil(lambda: ending.is_over)
    assert len(library.stories.all()) == 300
    assert library.stories.get(ending.results[0]).title == "Story 299"  # type: ignore[arg-type]


def test_cancelled_slices_leave_nothing_behind(tasks: Tasks, library: Library, qtbot: QtBot) -> None:
    ending = Ending()

    def endless() -> Generator[float, None, None]:
        with library.change("Add stories"):
            while True:
                library.stories.add("One more")
                yield 0.5

    tasks.run_slices(endless(), ending.done, ending.failed, "Adding")
    stop = wait_for_button(qtbot)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ending.is_over)
    assert isinstance(ending.errors[0], Cancelled)
    assert library.stories.all() == []
    assert library.undo_label is None


def wait_for_button(qtbot: QtBot) -> QPushButton:
    """The Cancel button of the progress dialog, once the work has gone on long enough for it to appear."""
    found: list[QPushButton] = []

    def look() -> bool:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QProgressDialog) and widget.isVisible():
                found.extend(widget.findChildren(QPushButton))
        return bool(found)

    qtbot.waitUntil(look)
    return found[0]


def test_the_status_bar_shows_the_work_and_stops_it(desk: Desk, qtbot: QtBot) -> None:
    bar = StatusBar(desk)
    qtbot.addWidget(bar)
    bar.show()
    ending = Ending()

    def work(progress: Progress, cancelled: IsCancelled) -> None:
        progress(0.5)
        while not cancelled():
            pass

    desk.tasks.run(work, ending.done, ending.failed, "Reading a long story")
    stop = bar.findChild(QToolButton, "status.stop")
    assert stop is not None
    assert stop.isVisible()
    assert any(each.text() == "Reading a long story" for each in bar.findChildren(QLabel))
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ending.is_over)
    assert not stop.isVisible()
