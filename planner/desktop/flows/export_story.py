"""Exporting the open story or its plan: choose a place, then write it away from the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.desktop.desk import Desk
from planner.desktop.flows.folders import last_folder
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.tasks import IsCancelled, Progress
from planner.domain.errors import Cancelled, PlannerError
from planner.formats.write import FORMATS, PLAN_FORMATS, file_name, remarks, write

SUFFIXES = {fmt.id: fmt.suffix for fmt in FORMATS}


class ExportFlow(QObject):
    """Writes the open story in one of the formats: "ao3" fills a folder, the others are one file."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def export(self, fmt: str) -> None:
        """Ask where to, and write."""
        story_id = self._desk.place.story_id
        if story_id is None:
            return
        title = self._desk.library.stories.get(story_id).title or self.tr("Untitled story")
        output = self._choose(fmt, title)
        if output is not None:
            self._desk.settings.set(LAST_FOLDER, str(output.parent))
            self.write(fmt, output)

    def export_plan(self) -> None:
        """Ask where to and in which format, and write the plan: chapters, threads, cast and endings, without prose."""
        story_id = self._desk.place.story_id
        if story_id is None:
            return
        title = self._desk.library.stories.get(story_id).title or self.tr("Untitled story")
        chosen = self._choose_plan(self.tr("{title}, plan").format(title=title))
        if chosen is not None:
            fmt, output = chosen
            self._desk.settings.set(LAST_FOLDER, str(output.parent))
            self.write(fmt, output)

    def write(self, fmt: str, output: Path) -> None:
        """Write the open story to a file, or for AO3 into a folder."""
        story_id = self._desk.place.story_id
        assert story_id is not None
        draft = self._desk.library.drafts.story(story_id)

        def work(_progress: Progress, _cancelled: IsCancelled) -> list[Path]:
            return write(draft, fmt, output)

        def finish(written: list[Path]) -> None:
            self._finish(written, remarks(draft, fmt))

        self._desk.tasks.run(work, finish, self._fail, self.tr("Exporting {title}").format(title=draft.title))

    def _choose(self, fmt: str, title: str) -> Path | None:
        folder = last_folder(self._desk.settings)
        if fmt == "ao3":
            heading = self.tr("Choose a folder for the chapters")
            chosen = QFileDialog.getExistingDirectory(self._window, heading, str(folder))
            return Path(chosen) / file_name(title) if chosen else None
        suffix = SUFFIXES[fmt]
        suggestion = folder / f"{file_name(title)}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export"), str(suggestion), f"*{suffix}")
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(suffix)

    def _choose_plan(self, name: str) -> tuple[str, Path] | None:
        """The format is that of the name's suffix, or, without one, of the filter."""
        folder = last_folder(self._desk.settings)
        filters = {f"{fmt.label} (*{fmt.suffix})": fmt for fmt in PLAN_FORMATS}
        suggestion = folder / f"{file_name(name)}{PLAN_FORMATS[0].suffix}"
        chosen, filtered = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the plan"), str(suggestion), ";;".join(filters)
        )
        if not chosen:
            return None
        path = Path(chosen)
        by_suffix = {fmt.suffix: fmt for fmt in PLAN_FORMATS}
        fmt = by_suffix.get(path.suffix.lower()) or filters.get(filtered, PLAN_FORMATS[0])
        return fmt.id, path if path.suffix else path.with_suffix(fmt.suffix)

    def _finish(self, written: list[Path], remarks: tuple[str, ...]) -> None:
        if len(written) == 1:
            text = self.tr("Exported to {file}.").format(file=written[0])
        else:
            text = self.tr("Exported {n} files to {folder}.").format(n=len(written), folder=written[0].parent)
        if remarks:
            self._desk.notices.tell(" ".join((text, *remarks)))
        else:
            self._desk.notices.say(text)

    def _fail(self, error: PlannerError) -> None:
        if isinstance(error, Cancelled):
            self._desk.notices.say(str(error))
        else:
            self._desk.notices.error(error)
