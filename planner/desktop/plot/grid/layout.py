"""Where things are in the plot grid: the size of rows and columns, and the cards in a cell, at each zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont

from planner.desktop.plot.grid.wrapping import Wrapper
from planner.desktop.theme import XS, S, Theme
from planner.domain.threads import Beat

SMALLEST, LARGEST = 50, 200
"""The zoom, in percent."""

_COLUMN = 216
_LEAST_ROW = 48
_GUTTER = 30
_LEAST_TEXT = 0.76
"""Smaller than this part of the interface's text nothing is set, however small the grid."""


@dataclass(frozen=True, slots=True)
class CardPlace:
    """A beat's card: where it lies, its lines of text, and the name of its scene."""

    beat: Beat
    rect: QRect
    lines: tuple[str, ...]
    scene: str


class GridLayout:
    """Measures for one zoom, one theme and one direction of the threads."""

    def __init__(self, theme: Theme, percent: int, *, swapped: bool) -> None:
        self.percent = percent
        self.swapped = swapped
        zoom = percent / 100
        scale = theme.text_scale
        # Marks and margins belong to the text beside them; columns grow by half, or too few would be seen.
        self.zoom = near = zoom * scale
        text = max(0.96 * zoom, _LEAST_TEXT) if zoom < 1 else 0.96 * zoom
        self.body = Wrapper(theme.font(text))
        self.small = Wrapper(theme.font(text * 0.88))
        self.title = Wrapper(theme.font(max(text, 0.85), QFont.Weight.DemiBold))
        self.note = Wrapper(theme.font(max(text * 0.9, 0.78)))
        self.most_lines = 4 if zoom >= 1 else 3 if zoom >= 0.75 else 1
        self.column = round(_COLUMN * zoom * (0.5 + scale / 2))
        self.gutter = max(round(_GUTTER * near), 18)
        self.mark = max(round(13 * near), 9)
        self.gap = max(round(XS * near), 2)
        self.pad = max(round(S * near), 4)
        self.card_pad = max(round(6 * near), 3)
        # With threads across, their lines run above the cards instead of beside them.
        self.top = self.gutter - self.pad if swapped else self.pad
        self.least_row = max(round(_LEAST_ROW * near), round(self.body.line_height) + 2 * self.pad)
        self.header_height = round(self.title.line_height * 2 + self.note.line_height + 2 * S + XS)
        self.header_width = round(max(188 * zoom, 148) * (0.5 + scale / 2))

    def cards(self, beats: Sequence[Beat], cell: QRect, scene_of: Callable[[Beat], str]) -> list[CardPlace]:
        """The cards of a cell, one beneath the other."""
        left = cell.left() + self.gutter
        width = cell.right() - self.pad - left
        top = cell.top() + self.top
        places = []
        for beat in beats:
            lines, scene = self.text_of(beat, width), scene_of(beat)
            height = self._height(lines, scene)
            places.append(CardPlace(beat, QRect(left, top, width, height), lines, scene))
            top += height + self.gap
        return places

    def text_of(self, beat: Beat, width: int) -> tuple[str, ...]:
        """A beat's text in the lines its card has room for."""
        return self.body.lines(beat.text, width - 2 * self.pad, self.most_lines)

    def _height(self, lines: Sequence[str], scene: str) -> int:
        height = max(len(lines), 1) * self.body.line_height + 2 * self.card_pad
        return round(height + self.small.line_height) if scene and self.most_lines > 1 else round(height)

    def cell_height(self, beats: Sequence[Beat], scene_of: Callable[[Beat], str]) -> int:
        """The height a cell needs. It makes no rectangles, for it is asked of every cell there is."""
        width = self.column - 1 - self.pad - self.gutter
        height = self.top + self.pad - self.gap
        for beat in beats:
            scene = scene_of(beat) if beat.scene_id is not None else ""
            height += self._height(self.text_of(beat, width), scene) + self.gap
        return max(self.least_row, height)

    def space_below(self, beats: Sequence[Beat], cell: QRect, scene_of: Callable[[Beat], str]) -> QRect:
        """Where the next card of a cell would lie, one line high."""
        places = self.cards(beats, cell, scene_of)
        top = places[-1].rect.bottom() + 1 + self.gap if places else cell.top() + self.top
        left = cell.left() + self.gutter
        return QRect(left, top, cell.right() - self.pad - left, round(self.body.line_height) + 2 * self.card_pad)
