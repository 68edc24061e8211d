"""The portrait on the sheet of a person: dropped, pasted or chosen, cropped, and kept in the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QToolButton, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.people.crop import CropDialog
from planner.desktop.outline.people.pictures import cropped, picture_in, read_picture, smaller
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.widgets.people import Portraits, person_name
from planner.domain.cast import Person
from planner.domain.errors import PlannerError
from planner.domain.outline import PersonId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LINES = 4
"""The side of the portrait, in lines of text: it grows with the words beside it."""


class PortraitButton(QToolButton):
    """Somebody's picture or initials; a click offers what can be done with it, and pictures can be dropped on it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.person.portrait")
        self.setProperty("kind", "mark")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._desk = desk
        self._person: Person | None = None
        self._portraits = Portraits.of(desk)
        self._portraits.ready.connect(self._come)
        self._reading = 0
        self.setAcceptDrops(not desk.library.read_only)
        self.setEnabled(not desk.library.read_only)
        if not desk.library.read_only:
            self.setToolTip(self.tr("Drop or paste a picture here, or click to choose one"))
        self.clicked.connect(self._offer)
        desk.theme.changed.connect(self._draw)

    def show_person(self, person: Person) -> None:
        """Show somebody."""
        if self._person is not None and person.id != self._person.id:
            # A picture that is still being read was meant for somebody else.
            self._reading += 1
        self._person = person
        self.setAccessibleName(self.tr("Portrait of {name}").format(name=person_name(person)))
        self._draw()

    @property
    def _side(self) -> int:
        return max(self.fontMetrics().lineSpacing() * _LINES, 56)

    def _come(self, person_id: int) -> None:
        if self._person is not None and person_id == self._person.id:
            self._draw()

    def _draw(self) -> None:
        if self._person is None:
            return
        side, ratio = self._side, self.devicePixelRatioF()
        picture = QIcon(self._portraits.portrait(self._person, side, ratio))
        # Where nothing can be changed it is looked at all the same, and not greyed out.
        picture.addPixmap(self._portraits.portrait(self._person, side, ratio), QIcon.Mode.Disabled)
        self.setIconSize(QSize(side, side))
        self.setFixedSize(side + 4, side + 4)
        self.setIcon(picture)

    # Choosing

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("plan.person.portrait.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        theme = self._desk.theme
        menu.addAction(icon("image", theme), self.tr("Choose a picture…"), self._choose)
        mime = _clipboard()
        paste = menu.addAction(self.tr("Paste a picture"), self.paste)
        paste.setEnabled(mime is not None and (mime.hasImage() or mime.hasUrls()))
        if self._person is not None and self._person.portrait:
            menu.addAction(self.tr("Crop it anew…"), self._crop_anew)
            menu.addSeparator()
            menu.addAction(icon("trash", theme), self.tr("Take the picture away"), lambda: self._keep(None))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self) -> None:
        title = self.tr("Choose a picture")
        kinds = self.tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.gif *.bmp)"
        name, _ = QFileDialog.getOpenFileName(self, title, self._desk.settings.get(LAST_FOLDER), kinds)
        if name:
            self._read(Path(name))

    def paste(self) -> None:
        """Take the picture that was copied; the command calls this where the focus is."""
        mime = _clipboard()
        if mime is not None:
            self._take(mime)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.setDown(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.setDown(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.setDown(False)
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, mime: QMimeData) -> None:
        try:
            picture = picture_in(mime)
            if isinstance(picture, QImage):
                picture = smaller(picture)
        except PlannerError as error:
            self._desk.notices.error(error)
            return
        if isinstance(picture, Path):
            self._read(picture)
        elif picture is not None:
            self._crop(picture)

    def _read(self, path: Path) -> None:
        """Read a file in a worker, and crop it when it has come."""
        self._reading += 1
        turn = self._reading

        def work(_progress: Progress, _cancelled: IsCancelled) -> QImage:
            return read_picture(path)

        def come(image: QImage) -> None:
            if turn == self._reading:
                self._crop(image)

        self._desk.tasks.run(work, come, self._desk.notices.error, self.tr("Reading the picture"))

    # Cropping and keeping

    def _crop_anew(self) -> None:
        image = self._portraits.image(self._person) if self._person is not None else None
        if image is not None:
            self._crop(image)

    def _crop(self, image: QImage) -> None:
        if self._person is None:
            return
        person_id = self._person.id
        dialog = CropDialog(image, person_name(self._person), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def done(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                self._keep(cropped(image, dialog.view.square), person_id)

        dialog.finished.connect(done)
        dialog.open()

    def _keep(self, portrait: bytes | None, person_id: PersonId | None = None) -> None:
        whose = person_id or (self._person.id if self._person is not None else None)
        if whose is None:
            return
        cast = self._desk.library.cast
        label = self.tr("Change portrait") if portrait else self.tr("Take portrait away")
        write_plan(self._desk, label, lambda: cast.set_portrait(whose, portrait))


def _clipboard() -> QMimeData | None:
    """What is on the clipboard; Qt has None for an empty one on some platforms, which its signature leaves out."""
    return QGuiApplication.clipboard().mimeData()
