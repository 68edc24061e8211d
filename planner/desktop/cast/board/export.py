"""Taking the board out of the program: to a file, as a picture or a drawing that scales, or to the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.desktop.cast.board.filtering import Kept
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.picture import BoardPicture
from planner.desktop.cast.moments import as_of_text
from planner.desktop.flows.folders import last_folder
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.tasks import IsCancelled, Progress
from planner.domain.errors import Cancelled, PlannerError
from planner.formats.files import file_name, write_file

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

PNG, SVG = ".png", ".svg"


class BoardExport(QObject):
    """Exports what is shown, as of the chapter that is shown. ``left`` says what the filter leaves, None: all."""

    def __init__(self, desk: Desk, model: BoardModel, left: Callable[[], Kept | None], window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._model, self._left, self._window = desk, model, left, window

    def export(self) -> None:
        """Ask where to and in which format, and write."""
        title, subtitle = self._titles()
        suggestion = last_folder(self._desk.settings) / f"{file_name(f'{title}, {subtitle}')}{PNG}"
        filters = {
            self.tr("Picture (*{suffix})").format(suffix=PNG): PNG,
            self.tr("Drawing that scales (*{suffix})").format(suffix=SVG): SVG,
        }
        heading = self.tr("Export the board")
        chosen, wanted = QFileDialog.getSaveFileName(self._window, heading, str(suggestion), ";;".join(filters))
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (PNG, SVG):
            path = path.with_name(f"{path.name}{filters.get(wanted, PNG)}")
        self._desk.settings.set(LAST_FOLDER, str(path.parent))
        self.write(path)

    def write(self, path: Path) -> None:
        """Write the board to a file; its suffix says in which format."""
        picture = self._picture()
        if picture is None:
            return
        if path.suffix.lower() == SVG:
            drawn = picture.svg()
            picture.close()
            self._save(path, lambda: drawn)
        else:
            self._draw(picture, lambda image: self._save(path, lambda: packed(image)))

    def copy(self) -> None:
        """Put the board on the clipboard as a picture."""
        picture = self._picture()
        if picture is not None:
            self._draw(picture, self._put_on_clipboard)

    def _put_on_clipboard(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._desk.notices.say(self.tr("Copied the board as a picture."))

    def _draw(self, picture: BoardPicture, on_drawn: Callable[[QImage], object]) -> None:
        """Draw a picture here, for only here it may be drawn; a large one in slices, under a progress."""

        def finish(image: QImage) -> None:
            picture.close()
            on_drawn(image)

        def fail(error: PlannerError) -> None:
            picture.close()
            self._fail(error)

        self._desk.tasks.run_slices(picture.image(), finish, fail, self.tr("Drawing the board"))

    def _save(self, path: Path, content: Callable[[], bytes]) -> None:
        """Write a file away from the window: packing a large picture takes longer than drawing it."""

        def work(_progress: Progress, _cancelled: IsCancelled) -> None:
            write_file(path, content())

        def finish(_nothing: None) -> None:
            self._desk.notices.say(self.tr("Exported to {file}.").format(file=path))

        self._desk.tasks.run(work, finish, self._fail, self.tr("Exporting the board"))

    def _fail(self, error: PlannerError) -> None:
        if isinstance(error, Cancelled):
            self._desk.notices.say(str(error))
        else:
            self._desk.notices.error(error)

    def _picture(self) -> BoardPicture | None:
        picture = BoardPicture(self._desk, self._model, self._left(), *self._titles())
        if not picture.is_empty:
            return picture
        picture.close()
        advice = self.tr("Add people, or clear the filter, and export again.")
        self._desk.notices.error(PlannerError(self.tr("There is nobody on this board to show."), advice))
        return None

    def _titles(self) -> tuple[str, str]:
        """What stands above the picture: the story, and beneath it the board and as of which chapter it is."""
        model, library = self._model, self._desk.library
        story_id = model.story_id
        assert story_id is not None
        title = library.stories.get(story_id).title or self.tr("Untitled story")
        as_of = self._desk.place.as_of
        chapter_id = model.chapter_id
        heading = library.outline.chapter(chapter_id).title if chapter_id is not None else ""
        moment = as_of_text(None if as_of is None else model.at, heading)
        board = next((each.name for each in library.boards.all(story_id) if each.id == model.board_id), "")
        return title, " · ".join(part for part in (board, moment) if part)


def packed(image: QImage) -> bytes:
    """An image as PNG. May be called from any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
