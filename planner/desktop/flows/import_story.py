"""Importing: choose a file, read it away from the window, let the author correct it, then add it bit by bit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from planner.desktop.desk import Desk
from planner.desktop.flows.folders import last_folder
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.shelf.import_preview import ImportPreview
from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.widgets.amounts import number_text
from planner.desktop.window import Window
from planner.domain.draft import StoryDraft
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.outline import StoryId
from planner.formats.registry import FILTERS, read
from planner.formats.sample import sample_story


class ImportFlow(QObject):
    """Takes files in, one after the other."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._waiting: list[tuple[Path, StoryId | None]] = []
        self._busy = False

    def choose(self, into_open_story: bool = False) -> None:
        """Ask for files, and take them in: as new stories, or at the end of the one that is open."""
        folder = last_folder(self._desk.settings)
        title = self.tr("Import chapters") if into_open_story else self.tr("Import a file")
        names, _ = QFileDialog.getOpenFileNames(self._window, title, str(folder), file_filters())
        if names:
            self._desk.settings.set(LAST_FOLDER, str(Path(names[0]).parent))
            self.take([Path(name) for name in names], self._desk.place.story_id if into_open_story else None)

    def take(self, paths: Sequence[Path], into: StoryId | None = None) -> None:
        """Take files in, as new stories or at the end of the story ``into``."""
        self._waiting += [(path, into) for path in paths]
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        path, into = self._waiting.pop(0)

        def work(progress: Progress, cancelled: IsCancelled) -> StoryDraft:
            return read(path, cancelled=cancelled, progress=progress)

        title = self.tr("Reading {file}").format(file=path.name)
        self._desk.tasks.run(work, lambda draft: self._preview(draft, path, into), self._fail, title)

    def _preview(self, draft: StoryDraft, path: Path, into: StoryId | None) -> None:
        preview = ImportPreview(self._desk, draft, path, into, parent=self._window)
        preview.accepted.connect(lambda: self._add(preview.draft(), preview.into))
        preview.rejected.connect(self._end)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def _add(self, draft: StoryDraft, into: StoryId | None) -> None:
        label = self.tr("Import {title}").format(title=draft.title or self.tr("a story"))
        # While the steps run, one change of the library is open, which no autosave may come between.
        self._window.pages.flush()
        steps = self._desk.library.drafts.steps(draft, into, label)
        title = self.tr("Adding it to your library")
        count = len(draft.chapters)
        done = self.tr("{n} chapter imported.") if count == 1 else self.tr("{n} chapters imported.")

        def finish(story_id: StoryId) -> None:
            self._show(story_id, count)
            self._desk.notices.say(done.format(n=number_text(count)), undo=True)
            self._end()

        self._desk.tasks.run_slices(steps, finish, self._fail, title)

    def _show(self, story_id: StoryId, count: int) -> None:
        """Open the first of the chapters that came last."""
        place = self._desk.place
        chapters = self._desk.library.outline.reading_order(story_id)
        if 0 < count <= len(chapters):
            place.select("chapter", chapters[-count])
        else:
            place.open_story(story_id)
        self._desk.commands.run("go.write")

    def _fail(self, error: PlannerError) -> None:
        if isinstance(error, Cancelled):
            self._desk.notices.say(str(error))
        else:
            self._desk.notices.error(error)
        self._end()

    def _end(self) -> None:
        self._busy = False
        self._next()

    def open_sample(self) -> None:
        """Put the sample story on the shelf and open it; if it is there already, just open it."""
        try:
            draft = sample_story()
        except OSError as error:
            self._desk.notices.error(PlannerError(self.tr("The sample story is not there."), str(error)))
            return
        library = self._desk.library
        found = [story.id for story in library.stories.all() if story.title == draft.title]
        try:
            if not found:
                with library.change(self.tr("Open the sample story")):
                    found.append(library.drafts.add(draft))
                self._desk.notices.say(self.tr("The sample story is on your shelf. Change in it what you like."))
        except PlannerError as error:
            self._desk.notices.error(error)
        else:
            self._show(found[0], len(draft.chapters))


def file_filters() -> str:
    """The filters of a file dialog, all kinds of stories first."""
    return ";;".join(f"{label} ({' '.join(f'*{suffix}' for suffix in suffixes)})" for label, suffixes in FILTERS)
