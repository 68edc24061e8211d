"""How ties are shown everywhere: the words for them, their colours and their lines."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen

from planner.desktop.icons import drawn_icon
from planner.desktop.theme import Theme
from planner.desktop.translation import mark
from planner.desktop.widgets.swatches import swatch_colour
from planner.domain.ties import BUILT_IN, Direction, Line, Standing, TieKind

_WORDS = {
    "romantic": mark("Ties", "Romantic"),
    "platonic": mark("Ties", "Platonic"),
    "family": mark("Ties", "Family"),
    "rivals": mark("Ties", "Rivals"),
    "enemies": mark("Ties", "Enemies"),
    "mentor": mark("Ties", "Mentor"),
    "work": mark("Ties", "Work"),
    "other": mark("Ties", "Other"),
}

_DIRECTIONS = {
    Direction.BOTH: mark("Ties", "Both alike"),
    Direction.ONE_WAY: mark("Ties", "One way"),
    Direction.UNEQUAL: mark("Ties", "Unequal"),
}

_LINES = {
    Line.SOLID: mark("Ties", "Solid"),
    Line.DASHED: mark("Ties", "Dashed"),
    Line.DOTTED: mark("Ties", "Dotted"),
    Line.DASH_DOTTED: mark("Ties", "Dash and dot"),
}

_DASHES = {Line.DASHED: [4.0, 2.5], Line.DOTTED: [0.1, 2.4], Line.DASH_DOTTED: [4.0, 2.5, 0.1, 2.5]}
"""In widths of the line. The ends are round, so that next to nothing is a dot."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("Ties", words)


def kind_text(kind: str) -> str:
    """A kind's name in the author's language; one of her own is called what she called it."""
    return _tr(_WORDS[kind]) if kind in _WORDS else kind


def kind_of(name: str, kinds: Iterable[TieKind]) -> TieKind:
    """The kind of this name among those of a story; "other" for a name that is none."""
    return next((kind for kind in kinds if kind.name == name), BUILT_IN["other"])


def kind_colour(kind: TieKind, theme: Theme) -> QColor:
    """The kind's colour in the theme in use."""
    return swatch_colour(kind.colour, theme)


def kind_pen(kind: TieKind, theme: Theme, width: float) -> QPen:
    """The pen that draws ties of a kind: its colour and its line."""
    pen = QPen(kind_colour(kind, theme), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    if kind.line in _DASHES:
        pen.setDashPattern(_DASHES[kind.line])
    return pen


def kind_icon(kind: TieKind, theme: Theme, size: int = 16) -> QIcon:
    """A stroke of the kind's line, for menus; remake it when the theme changes."""

    def draw(painter: QPainter) -> None:
        painter.setPen(kind_pen(kind, theme, 2))
        painter.drawLine(QPointF(1, size / 2), QPointF(size - 1, size / 2))

    return drawn_icon(size, draw)


def direction_text(direction: Direction) -> str:
    """Whose tie it is, in a word or two."""
    return _tr(_DIRECTIONS[direction])


def line_text(line: Line) -> str:
    """What a line is called."""
    return _tr(_LINES[line])


def closeness_text(closeness: int | None) -> str:
    """A closeness with its sign, as "+3" or "−2"; empty where it is unknown."""
    if closeness is None:
        return ""
    sign = "+" if closeness > 0 else "\N{MINUS SIGN}" if closeness < 0 else ""
    return f"{sign}{abs(closeness)}"


def standing_text(standing: Standing) -> str:
    """How a tie stands, in a line: its kind, its label, how close, and whether it is hidden."""
    parts = [kind_text(standing.kind), standing.label, closeness_text(standing.closeness)]
    if standing.hidden:
        parts.append(_tr("hidden"))
    return ", ".join(part for part in parts if part)
