"""What the author can set, declared once with type and default, and kept in the library."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.desktop.translation import mark
from planner.domain.errors import PlannerError

if TYPE_CHECKING:
    from planner.library.file import Library

T = TypeVar("T", bool, int, float, str)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. ``label`` is shown in the preferences; ``low`` and ``high`` bound a number."""

    key: str
    default: T
    label: str = ""
    low: float = 0
    high: float = 0
    choices: tuple[tuple[str, str], ...] = ()

    def read(self, text: str) -> T:
        """The value a stored text stands for; the default where it stands for none."""
        kind = type(self.default)
        try:
            value = kind(text == "true") if kind is bool else kind(text)
        except ValueError:
            return self.default
        if self.choices and value not in dict(self.choices):
            return self.default
        if self.high and isinstance(value, int | float):
            return kind(min(max(value, self.low), self.high))
        return value

    def write(self, value: T) -> str:
        """The text to store for a value."""
        return ("true" if value else "false") if isinstance(value, bool) else str(value)


SCHEME = Setting(
    "look.scheme",
    "system",
    mark("Settings", "Theme"),
    choices=(
        ("system", mark("Settings", "As the system")),
        ("light", mark("Settings", "Light")),
        ("dark", mark("Settings", "Dark")),
    ),
)
TEXT_SCALE = Setting("look.text_scale", 100, mark("Settings", "Interface text size"), low=80, high=200)
"""In percent of the system's size."""
PROSE_FAMILY = Setting("prose.family", "", mark("Settings", "Font"))
"""Empty: the first good serif that is installed."""
PROSE_SIZE = Setting("prose.size", 13, mark("Settings", "Text size"), low=8, high=40)
"""In points."""
PROSE_LINE_HEIGHT = Setting("prose.line_height", 150, mark("Settings", "Line height"), low=100, high=250)
"""In percent."""
PROSE_MEASURE = Setting("prose.measure", 70, mark("Settings", "Line length"), low=40, high=140)
"""In characters."""
PROSE_PARAGRAPHS = Setting(
    "prose.paragraphs",
    "spaced",
    mark("Settings", "Between paragraphs"),
    choices=(
        ("spaced", mark("Settings", "A space, as on the web")),
        ("indented", mark("Settings", "An indent, as in a book")),
    ),
)
TYPEWRITER = Setting("prose.typewriter", True, mark("Settings", "Keep the line in the middle when distraction-free"))
SMART_QUOTES = Setting("prose.smart_quotes", True, mark("Settings", "Curly quotes"))
SMART_DASHES = Setting("prose.smart_dashes", True, mark("Settings", "Dashes from double hyphens"))
SMART_ELLIPSES = Setting("prose.smart_ellipses", True, mark("Settings", "Ellipses from three dots"))
GEOMETRY = Setting("window.geometry", "")
DOCKS = Setting("window.docks", "")
SHOW_OUTLINE = Setting("window.outline", True)
SHOW_PLAN = Setting("window.plan", True)
PLOT_TAB = Setting("plot.tab", "grid")
PLOT_SWAPPED = Setting("plot.swapped", False)
"""Whether threads go down and chapters across."""
PLOT_ZOOM = Setting("plot.zoom", 100, low=50, high=200)
"""In percent."""
PLOT_COLUMNS = Setting("plot.columns", "")
"""The columns of the outline table and their widths, as "title:220 words:72"; empty for the usual ones."""
PLOT_CARD_SIZE = Setting("plot.card_size", 220, low=150, high=360)
"""How wide a card of the corkboard is, in pixels at the usual text size."""
PLOT_PACE = Setting("plot.pace", 500, low=1, high=99_999)
"""The words a day that the endings ledger counts with beside the present pace."""
CAST_TAB = Setting("cast.tab", "board")
CAST_SIGNS = Setting("cast.signs", False)
"""Whether the matrix shows signs only, small."""
CAST_INTERVIEW = Setting("cast.interview", True)
"""Whether the sheet of a person asks the question of the day."""
CAST_TIE_KIND = Setting("cast.tie_kind", "platonic")
"""The kind of the tie that was made last, which the next one gets at a press of Enter."""
PROGRESS_TAB = Setting("progress.tab", "goals")
START_OF_DAY = Setting("start_of_day", "00:00", mark("Settings", "Your day begins at"))
"""As "04:00"; read by ``library.tallies``, like the limit below."""
PASTE_LIMIT = Setting("paste_limit", 100, mark("Settings", "A paste stops counting at"), low=1, high=100_000)
"""In words."""
FIRST_WEEKDAY = Setting(
    "first_weekday",
    "0",
    mark("Settings", "A week begins on"),
    choices=(
        ("0", mark("Settings", "Monday")),
        ("5", mark("Settings", "Saturday")),
        ("6", mark("Settings", "Sunday")),
    ),
)
"""Read by ``library.goals``."""
CHARTS_SCOPE = Setting("progress.charts_scope", "")
"""Whose words the charts show: "all", "story:3", "goal:2"; empty while the author has not chosen."""
CHARTS_REACH = Setting(
    "progress.charts_reach", "month", choices=(("month", ""), ("quarter", ""), ("year", ""), ("all", ""))
)
SPRINT_MINUTES = Setting("sprint.minutes", 15, low=5, high=90)
SPRINT_CLOCK = Setting("sprint.clock", "down", choices=(("down", ""), ("up", ""), ("open", "")))
"""Whether the clock counts down, up to the minutes, or up until it is stopped."""
SPRINT_RIVAL = Setting("sprint.rival", "median", choices=(("median", ""), ("best", ""), ("nobody", "")))
"""Which of her own sprints the author writes against."""
SPRINT_GRACE = Setting(
    "sprint.grace",
    60,
    mark("Settings", "Time to finish the sentence"),
    low=0,
    high=600,
)
"""In seconds."""
SPRINT_SOUND = Setting("sprint.sound", False, mark("Settings", "A sound when a sprint is over"))
SPRINT_UNDER_WAY = Setting("sprint.under_way", "")
"""The sprint that is under way, so that it outlives the program; empty without one."""
REMINDER = Setting("reminder.on", False, mark("Settings", "Remind me if nothing is written yet"))
REMINDER_TIME = Setting("reminder.time", "20:00", mark("Settings", "Remind me at"))
SHELF_ORDER = Setting("shelf.order", "own")
SHELF_STATES = Setting("shelf.states", "")
"""The states of the stories the shelf shows, with blanks between; empty for all."""
SHELF_FANDOMS = Setting("shelf.fandoms", "")
"""The fandoms of the stories the shelf shows, a line each; empty for all."""
SHELF_PASSED = Setting("shelf.passed", "")
"""The story, and the day it was last worked on, that the author did not want to come back to: "3 2026-11-16"."""
LAST_FOLDER = Setting("window.last_folder", "")


def shortcut_setting(command_id: str) -> Setting[str]:
    """The author's own shortcut for a command: portable text; empty for the built-in one, "none" for no shortcut."""
    return Setting(f"shortcut.{command_id}", "")


def fold_setting(name: str) -> Setting[str]:
    """Whether a part of the window that can be folded is: "open", "folded", or empty while the author has not said."""
    return Setting(f"fold.{name}", "")


class Settings(QObject):
    """Reads and writes settings; every change is told at once."""

    changed = Signal(str)
    """Emitted with the key of a setting after it took a new value."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = library.settings
        self._texts: dict[str, str | None] = {}

    def get(self, setting: Setting[T]) -> T:
        """The value in force."""
        if setting.key not in self._texts:
            self._texts[setting.key] = self._store.get(setting.key)
        text = self._texts[setting.key]
        return setting.default if text is None else setting.read(text)

    def set(self, setting: Setting[T], value: T) -> None:
        """Take a new value. In a library opened only to look, it holds until the window closes."""
        if value == self.get(setting):
            return
        text = setting.write(value)
        self._texts[setting.key] = text
        with suppress(PlannerError):
            self._store.set(setting.key, text)
        self.changed.emit(setting.key)
