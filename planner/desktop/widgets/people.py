"""How people are shown everywhere: their names, colours and round pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QPainter, QPixmap

from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.theme import Theme
from planner.desktop.translation import mark
from planner.desktop.widgets.swatches import SWATCHES, swatch_colour
from planner.domain.cast import Group, Person, PersonOrigin, PersonRole
from planner.domain.outline import PersonId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

PORTRAIT_SIDE = 512
"""How wide and high a portrait is that is kept in the library, in pixels."""

_LETTERS = 0.4
"""The height of initials by the diameter of their disc."""
_KEPT = 2_000
"""Drawn pictures that are kept; each is small, and everybody needs one for a few sizes only."""

ROLES = {
    PersonRole.MAIN: mark("People", "Main"),
    PersonRole.SUPPORTING: mark("People", "Supporting"),
    PersonRole.MINOR: mark("People", "Minor"),
    PersonRole.MENTIONED: mark("People", "Mentioned"),
}
ORIGINS = {
    PersonOrigin.CANON: mark("People", "Canon"),
    PersonOrigin.ALTERED: mark("People", "Canon, altered"),
    PersonOrigin.ORIGINAL: mark("People", "Original"),
}


def role_text(role: PersonRole) -> str:
    """The role's name in the author's language; empty where none is set."""
    return QCoreApplication.translate("People", ROLES[role]) if role in ROLES else ""


def origin_text(origin: PersonOrigin) -> str:
    """The origin's name in the author's language; empty where none is set."""
    return QCoreApplication.translate("People", ORIGINS[origin]) if origin in ORIGINS else ""


def person_name(person: Person) -> str:
    """The person's name, or what stands in for one."""
    return person.name.strip() or QCoreApplication.translate("People", "Somebody unnamed")


def group_name(group: Group) -> str:
    """The group's name, or what stands in for one."""
    return group.name.strip() or QCoreApplication.translate("People", "Unnamed group")


def person_colour(person: Person, theme: Theme) -> QColor:
    """The colour the author gave to somebody, or one that stays with them."""
    return swatch_colour(person.colour or SWATCHES[(person.id - 1) % len(SWATCHES)], theme)


def group_colour(group: Group, theme: Theme) -> QColor:
    """The colour the author gave to a group, or one that stays with it."""
    return swatch_colour(group.colour or SWATCHES[(group.id - 1) % len(SWATCHES)], theme)


class Portraits(QObject):
    """Pictures of people, decoded off the GUI thread and kept by content.

    ``Portraits.of(desk)`` is the one all views share.
    """

    ready = Signal(int)
    """Emitted with the id of a person whose picture has come and should be drawn anew."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._images: dict[str, QImage | None] = {}
        self._waiting: dict[str, set[PersonId]] = {}
        self._drawn: dict[tuple[object, ...], QPixmap] = {}
        desk.theme.changed.connect(self._drawn.clear)

    @classmethod
    def of(cls, desk: Desk) -> Portraits:
        """The desk's own, made when it is first asked for."""
        found = desk.bus.findChild(cls)
        return found if isinstance(found, cls) else cls(desk, desk.bus)

    def dressed(self, theme: Theme, parent: QObject | None = None) -> Portraits:
        """The same pictures among the colours of another theme: what leaves the program is light for everybody."""
        made = Portraits(replace(self._desk, theme=theme), parent)
        made._images = self._images
        return made

    def image(self, person: Person) -> QImage | None:
        """Somebody's square picture; None if they have none, or until it has been read and ``ready`` is emitted."""
        digest = person.portrait
        if not digest:
            return None
        if digest not in self._images:
            self._read(digest, person.id)
        return self._images.get(digest)

    def portrait(self, person: Person, size: int, ratio: float = 1.0) -> QPixmap:
        """Somebody's picture in a disc of ``size`` device-independent pixels, or their initials in their colour.

        ``ratio`` is how many pixels of the screen are one of these.
        """
        image = self.image(person)
        face = (
            person.portrait if image is not None else (person.initials, person_colour(person, self._desk.theme).rgb())
        )
        key = (face, size, ratio)
        if key not in self._drawn:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            self._drawn[key] = self._draw(person, image, size, ratio)
        return self._drawn[key]

    def paint(self, painter: QPainter, rect: QRectF, person: Person) -> None:
        """Draw somebody's picture, or their initials, as the disc that fills ``rect``; sharp at any scale."""
        image = self.image(person)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if image is None:
            self._paint_initials(painter, rect, person)
        else:
            # Round in itself: a drawing that scales knows no clipping, and would show the corners.
            painter.drawImage(rect, _disc(image, max(image.width(), image.height())))
        painter.restore()

    def _draw(self, person: Person, image: QImage | None, size: int, ratio: float) -> QPixmap:
        side = round(size * ratio)
        if image is not None:
            pixmap = QPixmap.fromImage(_disc(image, side))
        else:
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing)
            self._paint_initials(painter, QRectF(0, 0, side, side), person)
            painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _paint_initials(self, painter: QPainter, disc: QRectF, person: Person) -> None:
        theme = self._desk.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(person_colour(person, theme))
        painter.drawEllipse(disc)
        font = theme.font(1.0, QFont.Weight.DemiBold)
        font.setPixelSize(max(round(disc.height() * _LETTERS), 1))
        painter.setFont(font)
        painter.setPen(QColor(theme.colours.accent_text))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, person.initials or "?")

    # Reading

    def _read(self, digest: str, person_id: PersonId) -> None:
        if digest in self._waiting:
            self._waiting[digest].add(person_id)
            return
        data = self._desk.library.cast.portrait(digest)
        if data is None:
            self._images[digest] = None
            return
        self._waiting[digest] = {person_id}
        kept = data

        def work(_progress: Progress, _cancelled: IsCancelled) -> QImage | None:
            return decoded(kept)

        self._desk.tasks.run(work, lambda image: self._take(digest, image), lambda _error: None)

    def _take(self, digest: str, image: QImage | None) -> None:
        self._images[digest] = image
        for person_id in self._waiting.pop(digest, set()):
            self.ready.emit(person_id)


def decoded(data: bytes, side: int = PORTRAIT_SIDE) -> QImage | None:
    """The image in the bytes of a portrait, no wider or higher than ``side``; None if there is none in them.

    May be called from any thread.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _disc(image: QImage, side: int) -> QImage:
    """The middle of a picture as a disc so many pixels wide, clear around it."""
    disc = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    disc.fill(Qt.GlobalColor.transparent)
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Scaled first and laid on as a brush: clipped, its rim would be jagged.
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    painter.setBrush(image.scaled(side, side, mode, Qt.TransformationMode.SmoothTransformation))
    painter.drawEllipse(disc.rect())
    painter.end()
    return disc
