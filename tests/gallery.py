"""Renders every page to PNG: light and dark, at 1x and 2x, empty, with the sample story, and with 400 chapters.

``python -m tests.gallery [--out DIR] [--scale 1|2] [--scheme light|dark] [VIEW …]``; without views, all of them. Needs
no display. Whoever changes a page looks at its pictures before calling it done.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tests.gallery_cast import CAST_VIEWS, CROWD, LARGE_CAST
from tests.gallery_progress import LARGE_PROGRESS, MOMENTS, PROGRESS_VIEWS, make_progress_library
from tests.gallery_sprints import LARGE_SPRINTS, SPRINT_VIEWS

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from planner.desktop.desk import Desk
    from planner.desktop.window import Window

SIZE = (1440, 900)
SCALES = (1, 2)
SCHEMES = ("light", "dark")
LIBRARIES = ("empty", "sample", "full")
GROWN = "grown"
"""The sample after four weeks of writing, in which its plan grew."""
_TURNS = 6


@dataclass(frozen=True)
class Stage:
    """The window on one of the libraries."""

    desk: Desk
    window: Window

    def open_chapter(self, number: int) -> None:
        """Open a chapter of the first story on the page where it is written."""
        story = self.desk.library.stories.all()[0]
        self.desk.place.select("chapter", self.desk.library.outline.get(story.id).chapters[number - 1].id)
        self.desk.commands.run("go.write")

    def open_story(self) -> None:
        """Open the first story with nothing in it selected."""
        self.desk.place.open_story(self.desk.library.stories.all()[0].id)
        self.desk.commands.run("go.write")


@dataclass(frozen=True)
class View:
    """Something to take a picture of. ``show`` brings it up, and returns what lies over the window, if anything."""

    show: Callable[[Stage], QWidget | None]
    libraries: tuple[str, ...] = ("sample",)


def _shelf(stage: Stage) -> None:
    stage.desk.commands.run("go.shelf")


def _write(stage: Stage) -> None:
    stage.open_chapter(5)


def _planned(stage: Stage) -> None:
    chapters = stage.desk.library.outline.get(stage.desk.library.stories.all()[0].id).chapters
    stage.open_chapter(len(chapters))


def _story(stage: Stage) -> None:
    stage.open_story()


def _arc(stage: Stage) -> None:
    from planner.domain.outline import Arc

    outline = stage.desk.library.outline.get(stage.desk.library.stories.all()[0].id)
    arc = next(item for item in outline.items if isinstance(item, Arc))
    stage.desk.place.select("arc", arc.id)
    stage.desk.commands.run("go.write")


def _scene(stage: Stage) -> None:
    outline = stage.desk.library.outline.get(stage.desk.library.stories.all()[0].id)
    stage.desk.place.select("scene", outline.chapters[1].scenes[1].id)
    stage.desk.commands.run("go.write")


def _find(stage: Stage) -> None:
    stage.open_chapter(1)
    stage.desk.commands.run("find.replace")
    _type("the")


def _bare(stage: Stage) -> None:
    from PySide6.QtCore import Qt

    stage.open_chapter(1)
    stage.window.set_distraction_free(True)
    # The screen nobody sees is smaller than a picture.
    stage.window.setWindowState(Qt.WindowState.WindowNoState)
    stage.window.resize(*SIZE)


def _search(stage: Stage) -> None:
    stage.desk.commands.run("find.everywhere")
    if stage.desk.library.stories.all():
        _type("the")


def _settings(tab: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        from planner.desktop.preferences.page import PreferencesPage
        from planner.desktop.preferences.tabs import Tab

        stage.desk.commands.run("app.preferences")
        page = stage.window.findChild(PreferencesPage)
        assert page is not None
        page.show_tab(Tab[tab])

    return show


def _jump(text: str) -> Callable[[Stage], QWidget | None]:
    def show(stage: Stage) -> QWidget | None:
        from planner.desktop.find.quick_jump import QuickJump

        if stage.desk.library.stories.all():
            stage.open_chapter(1)
        stage.desk.commands.run("go.jump")
        jump = stage.window.findChild(QuickJump)
        assert jump is not None
        jump.line.setText(text)
        return jump

    return show


def _plot(tab: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        from planner.desktop.page_tabs import PlotTab
        from planner.desktop.plot.page import PlotPage

        if stage.desk.library.stories.all():
            stage.open_chapter(3)
        else:
            with stage.desk.library.change("New story"):
                stage.desk.place.open_story(stage.desk.library.stories.add("Nothing yet"))
        stage.desk.commands.run("go.plot")
        page = stage.window.findChild(PlotPage)
        assert page is not None
        page.show_tab(PlotTab(tab)).setFocus()

    return show


def _grid(command: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        _plot("grid")(stage)
        stage.desk.commands.run(command)

    return show


def _without_threads(stage: Stage) -> None:
    library = stage.desk.library
    with library.change("Delete threads"):
        for thread in library.plot.threads(library.stories.all()[0].id):
            library.plot.remove_thread(thread.id)
    _plot("grid")(stage)


def _writing_beat(stage: Stage) -> None:
    _grid("plot.add_beat")(stage)
    _type("She reads the number on the claim form aloud, and nobody in the room will look at her.")


def _drift(stage: Stage) -> None:
    """The plan as it was first, against the plan of a fortnight ago."""
    from PySide6.QtWidgets import QComboBox, QListView

    _plot("drift")(stage)
    plans, other = stage.window.findChild(QListView, "drift.list"), stage.window.findChild(QComboBox, "drift.other")
    assert plans is not None
    assert other is not None
    plans.setCurrentIndex(plans.model().index(plans.model().rowCount() - 1, 0))
    other.setCurrentIndex(1)
    other.activated.emit(1)


def _wrap_up(stage: Stage) -> None:
    from planner.desktop.plot.endings.tab import EndingsTab

    _plot("endings")(stage)
    tab = stage.window.findChild(EndingsTab)
    assert tab is not None
    tab.open_wrap_up()


def _cards(*keys: str) -> Callable[[Stage], None]:
    """The corkboard after these keys."""

    def show(stage: Stage) -> None:
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        library = stage.desk.library
        chapters = library.outline.get(library.stories.all()[0].id).chapters
        with library.change("Label"):
            for chapter, colour in zip(chapters, ("", "teal", "", "", "orange"), strict=False):
                library.outline.edit_chapter(chapter.id, label=colour)
        _plot("cards")(stage)
        for key in keys:
            QApplication.processEvents()
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keySequence(focus, QKeySequence(key))

    return show


def _sorted_table(stage: Stage) -> None:
    from PySide6.QtCore import Qt

    from planner.desktop.plot.table.tab import TableTab

    _plot("table")(stage)
    tab = stage.window.findChild(TableTab)
    assert tab is not None
    tab.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)


def _dialog(command: str, name: str) -> Callable[[Stage], QWidget | None]:
    def show(stage: Stage) -> QWidget | None:
        from PySide6.QtWidgets import QWidget

        stage.desk.commands.run("go.shelf")
        stage.desk.commands.run(command)
        return stage.window.findChild(QWidget, name)

    return show


def _story_dialog(command: str, name: str) -> Callable[[Stage], QWidget | None]:
    def show(stage: Stage) -> QWidget | None:
        from PySide6.QtWidgets import QWidget

        stage.open_chapter(1)
        stage.desk.commands.run(command)
        return stage.window.findChild(QWidget, name)

    return show


def _trash(stage: Stage) -> QWidget | None:
    library = stage.desk.library
    chapters = library.outline.get(library.stories.all()[0].id).chapters
    with library.change("Delete chapters"):
        for chapter in chapters[-2:]:
            library.outline.remove_chapter(chapter.id)
    return _dialog("library.trash", "trash")(stage)


def _import(stage: Stage) -> QWidget:
    from planner.desktop.shelf.import_preview import ImportPreview

    _shelf(stage)
    library = stage.desk.library
    draft = library.drafts.story(library.stories.all()[0].id)
    preview = ImportPreview(stage.desk, draft, Path("held-for-ninety-days.epub"), parent=stage.window)
    preview.show()
    return preview


def _notice(stage: Stage) -> None:
    from planner.domain.errors import PlannerError

    stage.open_chapter(2)
    stage.desk.notices.error(PlannerError("This file is empty.", "Choose a file with a story."))
    stage.desk.notices.say("Chapter 9 deleted.", undo=True)


def _menu(stage: Stage) -> QWidget:
    stage.open_chapter(2)
    menu = stage.window.menus["outline"]
    menu.popup(stage.window.mapToGlobal(stage.window.menuBar().actionGeometry(menu.menuAction()).bottomLeft()))
    return menu


def _message(stage: Stage) -> QWidget:
    from planner.desktop.widgets.message import Message

    _shelf(stage)
    text = "The newest good backup is of 3 May 2026, 21:40; it can be put in its place."
    choices = [("restore", "Put the backup in its place"), ("other", "Open another library…"), ("quit", "Quit")]
    message = Message(
        "The library is damaged (its end is missing).", text, choices, "library.longfic", parent=stage.window
    )
    message.show()
    return message


def _large(show: Callable[[Stage], QWidget | None]) -> Callable[[Stage], QWidget | None]:
    """The same with the interface's text at twice its size."""

    def show_large(stage: Stage) -> QWidget | None:
        from planner.desktop.settings import TEXT_SCALE

        stage.desk.settings.set(TEXT_SCALE, 200)
        return show(stage)

    return show_large


_MORE = CAST_VIEWS | PROGRESS_VIEWS | SPRINT_VIEWS
_LARGE = LARGE_PROGRESS | LARGE_SPRINTS

VIEWS: dict[str, View] = {
    "shelf": View(_shelf, LIBRARIES),
    "write": View(_write, ("sample", "full")),
    "write-planned": View(_planned, ("sample", "full")),
    "write-find": View(_find),
    "write-bare": View(_bare),
    "write-notice": View(_notice),
    "story": View(_story, ("sample", "full")),
    "arc": View(_arc),
    "scene": View(_scene),
    "plot-grid": View(_plot("grid"), LIBRARIES),
    "plot-grid-without-threads": View(_without_threads),
    "plot-grid-swapped": View(_grid("plot.swap_axes"), ("sample", "full")),
    "plot-grid-small": View(_grid("plot.fit"), ("full",)),
    "plot-grid-writing": View(_writing_beat),
    "plot-grid-new-thread": View(_grid("plot.add_thread")),
    "plot-cards": View(_plot("cards"), LIBRARIES),
    "plot-cards-writing": View(_cards("Return")),
    "plot-cards-scenes": View(_cards("Ctrl+Return")),
    "plot-table": View(_plot("table"), LIBRARIES),
    "plot-table-sorted": View(_sorted_table),
    "plot-endings": View(_plot("endings"), (*LIBRARIES, GROWN)),
    "plot-wrap-up": View(_wrap_up, ("full", GROWN)),
    "plot-drift": View(_plot("drift"), (*LIBRARIES, GROWN)),
    "plot-drift-compared": View(_drift, (GROWN,)),
    "search": View(_search, LIBRARIES),
    "settings-look": View(_settings("LOOK")),
    "settings-typing": View(_settings("TYPING")),
    "settings-shortcuts": View(_settings("SHORTCUTS")),
    "settings-library": View(_settings("LIBRARY")),
    "settings-progress": View(_settings("PROGRESS")),
    "jump": View(_jump("the"), LIBRARIES),
    "jump-empty": View(_jump("zzz")),
    "new-story": View(_dialog("story.new", "new_story")),
    "capture": View(_dialog("idea.capture", "capture")),
    "templates": View(_story_dialog("story.use_template", "templates"), ("sample", "full")),
    "keep-template": View(_story_dialog("story.keep_template", "keep_template")),
    "trash": View(_trash),
    "import": View(_import),
    "menu": View(_menu),
    "message": View(_message, ("empty",)),
    "large-shelf": View(_large(_shelf), ("empty", "sample")),
    "large-write": View(_large(_write)),
    "large-settings": View(_large(_settings("LOOK"))),
    "large-plot-grid": View(_large(_plot("grid"))),
    "large-plot-cards": View(_large(_plot("cards"))),
    "large-plot-table": View(_large(_plot("table"))),
    "large-plot-endings": View(_large(_plot("endings")), (GROWN,)),
    "large-plot-drift": View(_large(_plot("drift")), (GROWN,)),
    "large-plot-wrap-up": View(_large(_wrap_up), (GROWN,)),
    "large-templates": View(_large(_story_dialog("story.use_template", "templates"))),
    "large-jump": View(_large(_jump("the"))),
    **{name: View(show, libraries) for name, (show, libraries) in _MORE.items()},
    **{f"large-{name}": View(_large(CAST_VIEWS[name][0])) for name in LARGE_CAST},
    **{f"large-{name}": View(_large(_MORE[name][0]), libraries) for name, libraries in _LARGE.items()},
}


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; one process for each scale, because Qt takes its scale when it starts."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("views", nargs="*", metavar="VIEW", help=f"one of: {', '.join(VIEWS)}")
    parser.add_argument("--out", type=Path, default=Path("gallery"), help="the folder for the pictures")
    parser.add_argument("--scale", type=int, choices=SCALES, action="append")
    parser.add_argument("--scheme", choices=SCHEMES, action="append")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    unknown = [view for view in options.views if view not in VIEWS]
    if unknown:
        parser.error(f"there is no view named {', '.join(unknown)}")
    schemes = options.scheme or list(SCHEMES)
    if options.worker:
        failures: list[BaseException] = []

        def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            failures.append(error)
            sys.__excepthook__(kind, error, trace)

        sys.excepthook = note
        take_pictures(options.views or list(VIEWS), options.out, options.scale[0], schemes)
        # An error while a page paints itself leaves a picture all the same.
        return 1 if failures else 0
    options.out.mkdir(parents=True, exist_ok=True)
    for scale in options.scale or SCALES:
        command = [sys.executable, "-m", "tests.gallery", "--worker", "--out", str(options.out), "--scale", str(scale)]
        command += [part for scheme in schemes for part in ("--scheme", scheme)]
        with tempfile.TemporaryDirectory(prefix="longfic-gallery-") as home:
            status = subprocess.run([*command, *options.views], env=_environment(scale, home), check=False).returncode
        if status:
            return status
    print(f"{len(list(options.out.glob('*.png')))} pictures in {options.out}")
    return 0


def _environment(scale: int, home: str) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "QT_LOGGING_RULES": "qt.qpa.*=false",
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
    }


def take_pictures(views: Sequence[str], out: Path, scale: int, schemes: Sequence[str]) -> None:
    """Take the pictures of one scale, in this process."""
    from PySide6.QtCore import QLocale

    from planner.desktop.app import application
    from tests.gallery_library import make_library

    QLocale.setDefault(QLocale("en_GB"))
    app = application()
    # A blinking cursor would make two pictures of the same page differ.
    app.setCursorFlashTime(0)
    for library in (*LIBRARIES, GROWN, CROWD, *MOMENTS):
        wanted = [view for view in views if library in VIEWS[view].libraries]
        if wanted:
            make = make_progress_library if library in MOMENTS else make_library
            path = make(Path.home(), library)
        for scheme, view in product(schemes, wanted):
            picture = _picture(path, scheme, VIEWS[view], MOMENTS.get(library))
            picture.save(str(out / f"{view}-{library}-{scheme}@{scale}x.png"))


def _picture(path: Path, scheme: str, view: View, moment: datetime | None) -> QPixmap:
    """The window with what lies over it at a moment (None: now), on a copy of the library that is thrown away."""
    copy = path.with_name("library.longfic")
    copy.write_bytes(path.read_bytes())
    with _stage(copy, scheme, moment) as stage:
        over = view.show(stage)
        _settle()
        picture = stage.window.grab()
        if over is not None:
            _lay_over(picture, stage.window, over)
            over.close()
        return picture


@contextmanager
def _stage(path: Path, scheme: str, moment: datetime | None = None) -> Iterator[Stage]:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    from planner.desktop.app import application, build_desk, parts
    from planner.desktop.flows.bind import Flows
    from planner.desktop.pages import PageName
    from planner.desktop.window import Window
    from planner.library.file import Library

    library = Library.open(path, clock=datetime.now if moment is None else lambda: moment)
    library.settings.set("look.scheme", scheme)
    keeper = QObject()
    desk = build_desk(library, application(), keeper)
    window = Window(desk, parts(desk))
    Flows(desk, window)
    window.resize(*SIZE)
    window.go(PageName.SHELF)
    window.show()
    try:
        yield Stage(desk, window)
    finally:
        window.close()
        desk.tasks.close()
        desk.bus.close()
        window.deleteLater()
        keeper.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        library.close()


def _settle() -> None:
    """Let layouts, timers of 300 ms, and workers come to rest."""
    from PySide6.QtTest import QTest

    for _ in range(_TURNS):
        QTest.qWait(60)


def _type(text: str) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    focus = QApplication.focusWidget()
    if focus is not None:
        QTest.keyClicks(focus, text)


def _lay_over(picture: QPixmap, window: QWidget, over: QWidget) -> None:
    """Paint a dialog or menu over the window where it stands; a dialog without a place of its own in the middle."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QMenu

    at = window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
    if over.windowType() == Qt.WindowType.Dialog:
        # Where a window manager would put it.
        at = QPoint((window.width() - over.width()) // 2, (window.height() - over.height()) // 2)
    painter = QPainter(picture)
    if not isinstance(over, QMenu):
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
    painter.drawPixmap(at, over.grab())
    painter.end()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
