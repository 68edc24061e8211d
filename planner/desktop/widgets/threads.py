"""How threads and beats are shown everywhere: their words, colours and shapes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPolygonF

from planner.desktop.icons import drawn_icon
from planner.desktop.theme import Theme
from planner.desktop.translation import mark
from planner.desktop.widgets.swatches import SWATCHES, swatch_colour
from planner.domain.threads import BeatRole, Thread, ThreadKind

KINDS = {
    ThreadKind.CONFLICT: (mark("Threads", "Conflict"), "thread-conflict"),
    ThreadKind.MYSTERY: (mark("Threads", "Mystery"), "thread-mystery"),
    ThreadKind.ROMANCE: (mark("Threads", "Romance"), "thread-romance"),
    ThreadKind.FRIENDSHIP: (mark("Threads", "Friendship"), "thread-friendship"),
    ThreadKind.GROWTH: (mark("Threads", "Growth"), "thread-growth"),
    ThreadKind.THEME: (mark("Threads", "Theme"), "thread-theme"),
    ThreadKind.GAG: (mark("Threads", "Running gag"), "thread-gag"),
    ThreadKind.OTHER: (mark("Threads", "Other"), "thread-other"),
}
"""The words and the icon of each kind."""

ROLES = {
    BeatRole.OPENS: mark("Threads", "Opens"),
    BeatRole.ADVANCES: mark("Threads", "Advances"),
    BeatRole.RESOLVES: mark("Threads", "Resolves"),
}


def kind_text(kind: ThreadKind) -> str:
    """The kind's name in the author's language."""
    return QCoreApplication.translate("Threads", KINDS[kind][0])


def kind_icon(kind: ThreadKind) -> str:
    """The name of the kind's icon."""
    return KINDS[kind][1]


def role_text(role: BeatRole) -> str:
    """The role's name in the author's language."""
    return QCoreApplication.translate("Threads", ROLES[role])


def thread_title(thread: Thread) -> str:
    """The thread's title, or what stands in for one."""
    return thread.title or QCoreApplication.translate("Threads", "Untitled thread")


def thread_colour(thread: Thread, theme: Theme) -> QColor:
    """The colour the author gave to a thread, or one that stays with it."""
    return swatch_colour(thread.colour or SWATCHES[(thread.id - 1) % len(SWATCHES)], theme)


def next_colour(threads: Iterable[Thread]) -> str:
    """The colour that the fewest of these threads have: for one that is about to be added."""
    taken = [thread.colour for thread in threads]
    return min(SWATCHES, key=taken.count)


def paint_role(painter: QPainter, rect: QRectF, role: BeatRole, colour: QColor) -> None:
    """Draw a beat's role in the middle of ``rect``: it opens (a triangle), advances (a dot), resolves (a square).

    The three are told apart by their outlines alone, as play and stop are on every machine that has them.
    """
    side = min(rect.width(), rect.height())
    centre = rect.center()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if role is BeatRole.ADVANCES:
        painter.drawEllipse(centre, side * 0.3, side * 0.3)
    elif role is BeatRole.RESOLVES:
        half = side * 0.38
        painter.drawRoundedRect(
            QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), side * 0.1, side * 0.1
        )
    else:
        half = side * 0.46
        left = centre.x() - half * 0.7
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, centre.y() - half),
                    QPointF(left + half * 1.65, centre.y()),
                    QPointF(left, centre.y() + half),
                ]
            )
        )


def role_icon(role: BeatRole, theme: Theme, size: int = 14) -> QIcon:
    """The role's shape in the text's colour, for menus; remake it when the theme changes."""
    return role_shape(role, QColor(theme.colours.text), size)


def role_shape(role: BeatRole, colour: QColor, size: int) -> QIcon:
    """The role's shape in a colour."""
    return drawn_icon(size, lambda painter: paint_role(painter, QRectF(1, 1, size - 2, size - 2), role, colour))
