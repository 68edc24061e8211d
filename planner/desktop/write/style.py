"""How a page of prose is set, from the author's settings: font, line height, measure, space between paragraphs."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from planner.desktop.settings import (
    PROSE_LINE_HEIGHT,
    PROSE_MEASURE,
    PROSE_PARAGRAPHS,
    PROSE_SIZE,
    Settings,
)
from planner.desktop.theme import Theme
from planner.desktop.write.blocks import PageStyle

NOTE_SCALE = 0.88
"""Notes are set smaller than the story."""

# The letters of English in about their usual shares; wider or narrower scripts still get a calm line.
_SAMPLE = "the rain had stopped by the time they reached the bridge, and nobody spoke of it again"


def page_style(settings: Settings, theme: Theme, scale: float = 1.0) -> PageStyle:
    """The style of the story's text, or at another ``scale`` of a note's."""
    font = theme.prose_font(settings.get(PROSE_SIZE) * scale)
    metrics = QFontMetricsF(font)
    em = metrics.height() / 1.2
    is_indented = settings.get(PROSE_PARAGRAPHS) == "indented"
    return PageStyle(
        font=font,
        line_height=round(metrics.height() * settings.get(PROSE_LINE_HEIGHT) / 100),
        spacing=0 if is_indented else round(em * 0.6),
        indent=round(em * 1.4) if is_indented else 0,
        step=round(em * 1.6),
    )


def measure(settings: Settings, style: PageStyle) -> int:
    """The width of a full line, in pixels."""
    metrics = QFontMetricsF(style.font)
    return round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * settings.get(PROSE_MEASURE))
