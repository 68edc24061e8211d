"""How Longfic looks: spacing, radius, type, colours in light and dark, and the palette made from them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from planner.desktop.stylesheet import style_sheet
from planner.domain.outline import ChapterStatus

XS, S, M, L, XL, XXL = SPACE = (4, 8, 12, 16, 24, 32)
"""The spacing scale, in device-independent pixels."""
RADIUS = 6
"""The one corner radius."""
MOTION_MS = 120

Scheme = Literal["system", "light", "dark"]

INTERFACE_FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans")
"""Tried in this order where no desktop has chosen a font."""
PROSE_FAMILIES = (
    "Literata",
    "Source Serif 4",
    "Charter",
    "Georgia",
    "Gelasio",
    "EB Garamond",
    "Noto Serif",
    "DejaVu Serif",
)
"""The first of these that is installed sets the prose, until the author chooses another."""


@dataclass(frozen=True)
class Colours:
    """One scheme's colours.

    ``surface`` lies below (rail, docks, shelf), ``raised`` above it (page, cards, fields). ``accent`` fills and
    marks, with ``accent_text`` upon it. ``status`` are derived from Okabe and Ito's colour-blind-safe set
    (https://jfly.uni-koeln.de/color/), darkened or lightened to stand 3:1 off both surfaces; each is always shown
    with a shape of its own (widgets/status.py) or the status's name.
    """

    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    selection: str
    hover: str
    danger: str
    notice: str
    added: str
    removed: str
    status: dict[ChapterStatus, str]
    is_dark: bool = False

    def of(self, status: ChapterStatus) -> QColor:
        """The colour of a chapter status."""
        return QColor(self.status[status])

    @property
    def faded(self) -> QColor:
        """For what does not apply just now."""
        faded = QColor(self.muted)
        faded.setAlphaF(0.55)
        return faded


LIGHT = Colours(
    surface="#f6f5f2",
    raised="#ffffff",
    border="#dfddd7",
    text="#25241f",
    muted="#66635b",
    accent="#4a57a5",
    accent_text="#ffffff",
    selection="#dfe2f4",
    hover="#eceae5",
    danger="#a8321f",
    notice="#fbf3dc",
    added="#d8eedf",
    removed="#f7dcd5",
    status={
        ChapterStatus.PLANNED: "#7d7a72",
        ChapterStatus.OUTLINED: "#3585b6",
        ChapterStatus.DRAFTING: "#ae7700",
        ChapterStatus.DRAFTED: "#0072b2",
        ChapterStatus.REVISED: "#b0578a",
        ChapterStatus.READY: "#00875f",
    },
)

DARK = Colours(
    surface="#1b1b1d",
    raised="#242427",
    border="#3a3a3f",
    text="#e7e5e0",
    muted="#aaa7a0",
    accent="#a3aef0",
    accent_text="#17181f",
    selection="#31375a",
    hover="#2d2d31",
    danger="#f0927f",
    notice="#3a3423",
    added="#1f4632",
    removed="#54291f",
    status={
        ChapterStatus.PLANNED: "#95928b",
        ChapterStatus.OUTLINED: "#6bbcec",
        ChapterStatus.DRAFTING: "#e6a627",
        ChapterStatus.DRAFTED: "#4a9fdc",
        ChapterStatus.REVISED: "#d78cb4",
        ChapterStatus.READY: "#3cbf94",
    },
    is_dark=True,
)


class Theme(QObject):
    """The look in use. Widgets that paint for themselves ask for ``colours`` and repaint on ``changed``."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scheme: Scheme = "system"
        self.text_scale = 1.0
        self.prose_family = ""
        self.colours = LIGHT
        self._base_font: QFont | None = None

    def apply(self, app: QApplication) -> None:
        """Dress the whole application, and follow the system's scheme while the author has chosen none."""
        if self._base_font is None:
            self._base_font = _interface_font(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
            if app.style().name() != "fusion":
                app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    def choose(self, scheme: Scheme, text_scale: float, prose_family: str) -> None:
        """Take what the author chose: light, dark or the system's; the interface's text size, 1.0 being the
        system's; and a font for prose, empty for the first good serif."""
        self.scheme, self.text_scale, self.prose_family = scheme, text_scale, prose_family
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self._refresh()

    def font(self, factor: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font at a step of the type scale (see stylesheet.py)."""
        font = QFont(self._base_font or QGuiApplication.font())
        font.setPointSizeF(font.pointSizeF() * self.text_scale * factor)
        font.setWeight(weight)
        return font

    def prose_font(self, size: float) -> QFont:
        """The author's prose font, or the first good serif, at ``size`` points."""
        font = QFont()
        chosen = (self.prose_family,) if self.prose_family else ()
        font.setFamilies([*chosen, *PROSE_FAMILIES, "serif"])
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def motion_ms(self) -> int:
        """How long a movement lasts, in milliseconds: 0 where the system asks for less motion."""
        return 0 if _wants_stillness() else MOTION_MS

    def _refresh(self) -> None:
        app = QApplication.instance()
        if self._base_font is None or not isinstance(app, QApplication):
            return
        dark = self.scheme == "dark" or (
            self.scheme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.colours = DARK if dark else LIGHT
        app.setFont(self.font())
        app.setPalette(palette(self.colours))
        base = self.font().pointSizeF()
        app.setStyleSheet(style_sheet(self.colours, base, self.text_scale, SPACE, RADIUS, PROSE_FAMILIES))
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    """The Qt palette of a scheme."""
    roles = {
        QPalette.ColorRole.Window: colours.surface,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.raised,
        QPalette.ColorRole.AlternateBase: colours.surface,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.accent_text,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.raised,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.border,
        QPalette.ColorRole.Shadow: colours.border,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colours.faded)
    return made


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    parsed = QColor(colour)
    red, green, blue = (linear(part) for part in (parsed.redF(), parsed.greenF(), parsed.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _interface_font(system: QFont) -> QFont:
    """The system's font; where no desktop has chosen one, a good installed one in a readable size."""
    if system.family() not in ("Sans Serif", "Sans", "DejaVu Sans", ""):
        return QFont(system)
    font = QFont(system)
    font.setFamilies([*INTERFACE_FAMILIES, *system.families()])
    font.setPointSizeF(max(system.pointSizeF(), 10.0))
    return font


def _wants_stillness() -> bool:
    """Whether the system asks for less motion; Qt tells from 6.12 on, and on Windows by its effects."""
    if sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
        return True
    # Kept in a name: PySide takes what it gives out for gone as soon as nobody has the style hints any more.
    style = QGuiApplication.styleHints()
    hints = getattr(style, "accessibility", lambda: None)()
    preference = getattr(hints, "motionPreference", None)
    return preference is not None and "Reduce" in str(preference())
