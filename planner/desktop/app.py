"""The composition root: creates the application, opens the library, and joins the parts of the window."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from planner import __version__
from planner.desktop.bus import Bus
from planner.desktop.coming_back import story_to_come_back_to
from planner.desktop.commands import CommandSet
from planner.desktop.crash import CrashReports, report_failed_start
from planner.desktop.day_turn import DayTurn
from planner.desktop.desk import Desk
from planner.desktop.flows.bind import Flows
from planner.desktop.going import select_where_left
from planner.desktop.notices import Notices
from planner.desktop.pages import PageName
from planner.desktop.place import CurrentPlace
from planner.desktop.recovery import choose_library, close_library, open_library, put_back, recovered_text
from planner.desktop.session_end import SessionEnd
from planner.desktop.settings import PROSE_FAMILY, SCHEME, TEXT_SCALE, Settings
from planner.desktop.tasks import IsCancelled, Progress, Tasks
from planner.desktop.theme import Scheme, Theme
from planner.desktop.window import Parts, Window
from planner.domain.errors import PlannerError
from planner.domain.resources import resource
from planner.library.file import Library, default_library_path

if TYPE_CHECKING:
    from planner.desktop.preferences.page import PreferencesPage

_LOOK = {SCHEME.key, TEXT_SCALE.key, PROSE_FAMILY.key}
_UNPAINTED_MS = 500
_SETTLED_MS = 1_000
# The backup reads the whole library; it waits until the author has begun.
_BACKUP_DELAY_MS = 20_000


def main(library_path: Path | None = None, story: str = "") -> int:
    """Open the window on a library, and in it on a story (an id or a title) or where the author was last.

    Returns the exit status.
    """
    app = application()
    QLocale.setDefault(reading_locale(QLocale()))
    wanted: Path | None = library_path or default_library_path()
    while wanted is not None:
        try:
            session = _begun(wanted, story)
        except Exception as error:
            # The session hears of bugs once it is there; until then nobody else would tell the author.
            report_failed_start(error)
            return 1
        if session is None:
            return 1
        QTimer.singleShot(_SETTLED_MS, app, _collect_garbage_again)
        app.exec()
        wanted, story = session.next_library, ""
        session.end()
    return 0


def _begun(path: Path, story: str) -> Session | None:
    """The session on a library, with its window; None if the author would rather not open it."""
    library = open_library(path)
    if library is None:
        return None
    session: Session | None = None
    try:
        session = Session(library)
        session.start(story)
    except BaseException:
        if session is not None:
            # What looks at the library now and then would go on doing so while the author is told.
            session.desk.bus.close()
        library.close()
        raise
    return session


def _collect_garbage_again() -> None:
    """What the start made stays for the session, so it is never looked through; that would be felt while typing."""
    gc.freeze()
    gc.enable()


def application() -> QApplication:
    """The one QApplication, named as the desktop knows us."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Longfic")
    app.setApplicationDisplayName("Longfic")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("longfic")
    return app


def reading_locale(system: QLocale) -> QLocale:
    """How numbers and dates are written: as the system says, or in English where it says nothing ("C")."""
    if system.language() is QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return system


def build_desk(library: Library, app: QApplication, parent: QObject | None = None) -> Desk:
    """What the pages share, for an open library, with the look its author chose."""
    settings = Settings(library, parent)
    theme = Theme(parent)

    def dress(key: str) -> None:
        if key in _LOOK:
            scale = settings.get(TEXT_SCALE) / 100
            theme.choose(cast(Scheme, settings.get(SCHEME)), scale, settings.get(PROSE_FAMILY))

    dress(SCHEME.key)
    theme.apply(app)
    settings.changed.connect(dress)
    bus = Bus(library, parent)
    return Desk(
        library=library,
        bus=bus,
        place=CurrentPlace(library, bus, parent),
        settings=settings,
        theme=theme,
        commands=CommandSet(settings, theme, parent, looking_only=library.read_only),
        notices=Notices(parent),
        tasks=Tasks(parent),
        day=DayTurn(library, bus, settings, parent),
    )


def parts(desk: Desk) -> Parts:
    """How the window's parts are made. Their modules are loaded when they are first shown, to start fast."""

    def shelf(parent: QWidget) -> QWidget:
        from planner.desktop.shelf.page import ShelfPage

        return ShelfPage(desk, parent)

    def write(parent: QWidget) -> QWidget:
        from planner.desktop.write.page import WritePage

        return WritePage(desk, parent)

    def plot(parent: QWidget) -> QWidget:
        from planner.desktop.plot.page import PlotPage

        return PlotPage(desk, parent)

    def cast_page(parent: QWidget) -> QWidget:
        from planner.desktop.cast.page import CastPage

        return CastPage(desk, parent)

    def progress(parent: QWidget) -> QWidget:
        from planner.desktop.progress.page import ProgressPage

        return ProgressPage(desk, parent)

    def search(parent: QWidget) -> QWidget:
        from planner.desktop.find.search_page import SearchPage

        return SearchPage(desk, parent)

    def preferences(parent: QWidget) -> QWidget:
        from planner.desktop.preferences.page import PreferencesPage

        return PreferencesPage(desk, parent)

    def outline(parent: QWidget) -> QWidget:
        from planner.desktop.outline.dock import OutlineDock

        return OutlineDock(desk, parent)

    def plan(parent: QWidget) -> QWidget:
        from planner.desktop.outline.plan_panel import PlanPanel

        return PlanPanel(desk, parent)

    pages = {
        PageName.SHELF: shelf,
        PageName.WRITE: write,
        PageName.PLOT: plot,
        PageName.CAST: cast_page,
        PageName.PROGRESS: progress,
        PageName.SEARCH: search,
        PageName.PREFERENCES: preferences,
    }
    return Parts(pages, outline, plan)


class Session(QObject):
    """One library open in one window, from its opening to its closing."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.next_library: Path | None = None
        self._backup: Path | None = None
        self._is_whole = False
        self.desk = build_desk(library, application(), self)
        self.window = Window(self.desk, parts(self.desk), sides_wait=True)
        self.window.pages.made.connect(self._join)
        library.tell = self.desk.notices.error
        self._crashes = CrashReports(self._keep_text, self)
        self._session_end: SessionEnd | None = None

    def start(self, story: str = "") -> None:
        """Show the window where the author was; everything that can wait comes after the first paint."""
        self._crashes.install()
        self._go_to_start(story)
        self.window.installEventFilter(self)
        self.window.show()
        # A window that is never painted, being shown minimised, is made whole all the same.
        QTimer.singleShot(_UNPAINTED_MS, self, self._finish_start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window and event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._finish_start)
        return super().eventFilter(watched, event)

    def _go_to_start(self, story: str) -> None:
        library, place = self.desk.library, self.desk.place
        last = library.place.get()
        if story:
            found = library.stories.find(story)
            if found:
                select_where_left(self.desk, found[0].id)
        elif last is not None:
            # What was there last time may be gone: another program may have changed the library.
            with suppress(KeyError):
                if last.scene_id is not None:
                    place.select("scene", last.scene_id)
                elif last.chapter_id is not None:
                    place.select("chapter", last.chapter_id)
                else:
                    place.select("story", last.story_id)
        away = not story and story_to_come_back_to(self.desk) is not None
        self.window.go(PageName.SHELF if place.story_id is None or away else PageName.WRITE)

    def _finish_start(self) -> None:
        if self._is_whole:
            return
        self._is_whole = True
        desk = self.desk
        self.window.fill_sides()
        self.window.setWindowIcon(QIcon(str(resource("icons", "longfic.svg"))))
        Flows(desk, self.window)
        desk.commands.bind("library.open", self._open_other)
        self._session_end = SessionEnd(self._keep_text, self.window.close, self)
        if desk.library.recovered is not None:
            self.window.banner.say(recovered_text(desk.library.recovered, datetime.now()), passing=True)
        if desk.library.read_only:
            self.window.banner.say(self.tr("You are only looking at this library: nothing in it can be changed."))
        else:
            QTimer.singleShot(_BACKUP_DELAY_MS, self, self._back_up)

    def _back_up(self) -> None:
        backups = self.desk.library.backups
        if backups.is_due():

            def work(_progress: Progress, cancelled: IsCancelled) -> object:
                return backups.make(cancelled)

            self.desk.tasks.run(work, lambda _made: None, self.desk.notices.error, self.tr("Making today's backup"))

    def _open_other(self) -> None:
        self.next_library = choose_library(self.window)
        if self.next_library is not None:
            self.window.close()

    def _join(self, name: PageName, page: QWidget) -> None:
        if name is PageName.PREFERENCES:
            cast("PreferencesPage", page).restore_wanted.connect(self._go_back_to)

    def _go_back_to(self, backup: Path) -> None:
        self._backup, self.next_library = backup, self.desk.library.path
        self.window.close()

    def _keep_text(self) -> None:
        try:
            self.window.flush()
        except PlannerError as error:
            self.desk.notices.error(error)

    def end(self) -> None:
        """Close the library and let everything go."""
        # A window that was closed as soon as it was shown is not made whole any more.
        self._is_whole = True
        if self._session_end is not None:
            self._session_end.stop()
        self._crashes.remove()
        self.desk.tasks.close()
        self.desk.bus.close()
        self.window.deleteLater()
        path = self.desk.library.path
        close_library(self.desk.library)
        if self._backup is not None:
            put_back(path, self._backup)
        self.deleteLater()
