"""The one style sheet, made from a scheme's colours, the base text size, the spacing scale and the radius.

Widgets ask for a look by dynamic properties, set by the functions of desktop/widgets:
``role`` on labels (display, title, section, muted, small, error), ``kind`` on buttons (primary, quiet, icon, link),
``look`` on frames (card, raised, plain, bar) and fields (quiet).
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from planner.domain.resources import resource

if TYPE_CHECKING:
    from planner.desktop.theme import Colours

TYPE_SCALE = {"small": 0.9, "body": 1.0, "lead": 1.1, "title": 1.3, "display": 1.9, "clock": 4.0}
"""Steps of the type scale, as factors of the interface's text size."""


def style_sheet(
    colours: Colours, base: float, scale: float, space: tuple[int, ...], radius: int, serif: tuple[str, ...]
) -> str:
    """The style sheet of a scheme.

    Args:
        base: the size of the interface's text in points, already scaled.
        scale: how much larger it is than usual; icons and boxes grow with it.
        serif: fonts for display titles; the first there is will do.
    """
    xs, s, m, l_, xl, xxl = space
    box = round(_BOX * scale)
    sizes = {f"pt_{name}": f"{base * factor:.2f}pt" for name, factor in TYPE_SCALE.items()}
    names = {
        **{name: getattr(colours, name) for name in _COLOUR_NAMES},
        **sizes,
        "xs": f"{xs}px",
        "s": f"{s}px",
        "m": f"{m}px",
        "l": f"{l_}px",
        "xl": f"{xl}px",
        "xxl": f"{xxl}px",
        "radius": f"{radius}px",
        "icon": f"{round(_ICON * scale)}px",
        "icon_large": f"{round(_LARGE_ICON * scale)}px",
        "caret": f"{round(_CARET * scale)}px",
        "line": f"{round(_LINE * scale)}px",
        "box": f"{box}px",
        "dot": f"{box - 8}px",
        "round": f"{box // 2 + 1}px",
        "faded": colours.faded.name(QColor.NameFormat.HexArgb),
        "serif": ", ".join(f'"{family}"' for family in serif),
        "chrome": resource("icons", "chrome", "dark" if colours.is_dark else "light").as_posix(),
    }
    return _TEMPLATE.substitute(names)


_ICON, _LARGE_ICON, _CARET, _BOX = 16, 22, 9, 16
"""Sides of icons, of those on the rail, of carets, and of boxes to check, in pixels at the usual text size."""
_LINE = 18
"""A line of text. A button that names no such least height is squeezed to its border where room is short."""

_COLOUR_NAMES = (
    "surface",
    "raised",
    "border",
    "text",
    "muted",
    "accent",
    "accent_text",
    "selection",
    "hover",
    "danger",
    "notice",
)

_TEMPLATE = Template("""
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: $xs $s; }

QLabel[role="display"] { font-family: $serif; font-size: $pt_display; }
QLabel[role="clock"] { font-size: $pt_clock; font-weight: 300; }
QLabel[role="title"] { font-size: $pt_title; font-weight: 600; }
QLabel[role="lead"] { font-size: $pt_lead; }
QLabel[role="section"] { font-size: $pt_small; font-weight: 600; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: $pt_small; }
QLabel[role="error"] { color: $danger; }
QLabel[role="key"] { color: $muted; font-size: $pt_small; border: 1px solid $border; border-radius: 4px;
    padding: 1px $xs; background: $surface; }

QFrame[look="card"] { background: $raised; border: 1px solid $border; border-radius: $radius; }
QFrame[look="card"]:hover { border-color: $muted; }
QFrame[look="card"]:focus { border: 1px solid $accent; }
QFrame[look="panel"] { background: $raised; border: 1px solid $border; border-radius: $radius; }
QFrame[look="raised"] { background: $raised; border: none; }
QFrame[look="surface"] { background: $surface; border: none; }
QFrame[look="notice"] { background: $notice; border: none; border-bottom: 1px solid $border; }
QFrame[look="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="upright"] { background: $border; border: none; max-width: 1px; min-width: 1px; }

QPushButton, QToolButton, QMenu, QLineEdit { icon-size: $icon; }
QToolButton[kind="choice"] { padding: 5px $s; }
QToolButton[kind="rail"] { icon-size: $icon_large; }
QPushButton { background: $raised; color: $text; border: 1px solid $border; border-radius: $radius;
    padding: 6px $m; min-height: $line; }
QPushButton:hover { background: $hover; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $surface; }
QPushButton[kind="primary"], QPushButton:default { background: $accent; color: $accent_text;
    border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton:default:hover { border-color: $text; }
QPushButton[kind="primary"]:focus, QPushButton:default:focus { border: 2px solid $text; padding: 5px 11px; }
QPushButton[kind="primary"]:disabled { background: $border; color: $muted; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: $selection; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: $accent; padding: 2px $xs;
    min-height: $line; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="link"]:disabled { color: $muted; text-decoration: none; }
QPushButton[kind="status"] { background: transparent; border-color: transparent; color: $muted; padding: 0 $xs;
    min-height: $line; }
QPushButton[kind="status"]:hover { color: $text; background: $hover; }
QPushButton[kind="status"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { background: $raised; border-radius: 10px; padding: 1px $s; min-height: $line; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:focus { border-color: $accent; }
QPushButton[kind="fold"] { background: transparent; border-color: transparent; padding: $xs; text-align: left; }
QPushButton[kind="fold"][tight="true"] { padding: 0 $xs; min-height: $line; }
QPushButton[kind="fold"][offer="true"] { color: $muted; }
QPushButton[kind="fold"]:hover { background: $hover; }
QPushButton[kind="fold"]:focus { border-color: $accent; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: $radius; padding: $xs;
    color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $muted; }
QToolButton[kind="mark"] { padding: 1px; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { padding: $s 2px; font-size: $pt_small; color: $muted; border-radius: $radius; }
QToolButton[kind="rail"]:checked { color: $text; background: $selection; }
QToolButton[kind="rail"]:hover { color: $text; }
QToolButton[kind="rail"]:disabled { color: $faded; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $raised; color: $text;
    border: 1px solid $border; border-radius: $radius; padding: 5px $s; selection-background-color: $selection;
    selection-color: $text; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {
    border-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $muted; background: $surface; }
QLineEdit[look="quiet"], QPlainTextEdit[look="quiet"], QTextEdit[look="quiet"], QComboBox[look="quiet"],
    QAbstractSpinBox[look="quiet"] { background: transparent; border-color: transparent; }
QLineEdit[look="quiet"]:hover, QPlainTextEdit[look="quiet"]:hover, QTextEdit[look="quiet"]:hover,
    QComboBox[look="quiet"]:hover, QAbstractSpinBox[look="quiet"]:hover { background: $raised;
    border-color: $border; }
QLineEdit[look="quiet"]:focus, QPlainTextEdit[look="quiet"]:focus, QTextEdit[look="quiet"]:focus,
    QComboBox[look="quiet"]:focus, QAbstractSpinBox[look="quiet"]:focus { background: $raised;
    border-color: $accent; }
QPlainTextEdit[look="card-editor"] { border: 1px solid $accent; padding: 1px 3px; }
QTextEdit[look="page"], QPlainTextEdit[look="page"], QTextEdit[look="page"]:hover, QTextEdit[look="page"]:focus {
    background: $raised; border: none; border-radius: 0; padding: 0; }
QLineEdit[step="title"] { font-size: $pt_title; }
QComboBox { padding-right: $xl; }
QComboBox::drop-down { border: none; width: $xl; }
QComboBox::down-arrow, QSpinBox::down-arrow { image: url("$chrome/caret-down.svg"); width: $caret; height: $caret; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; padding: $xs; outline: none; }
QAbstractSpinBox { padding-left: $s; padding-right: $xl; }
QDateEdit::drop-down { border: none; width: $xl; }
QDateEdit::down-arrow { image: url("$chrome/caret-down.svg"); width: $caret; height: $caret; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$chrome/caret-left.svg"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$chrome/caret-right.svg"); }
QCalendarWidget QTableView { background: $raised; border: 1px solid $border; border-top: none; }
QCalendarWidget QToolButton { padding: $xs $s; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border: 1px solid $border; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; }
QSpinBox::up-button, QTimeEdit::up-button, QSpinBox::down-button, QTimeEdit::down-button,
    QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    border: none; background: transparent; width: 20px; }
QSpinBox::up-arrow, QTimeEdit::up-arrow, QDoubleSpinBox::up-arrow {
    image: url("$chrome/caret-up.svg"); width: $caret; height: $caret; }
QSpinBox::down-arrow, QTimeEdit::down-arrow, QDoubleSpinBox::down-arrow {
    image: url("$chrome/caret-down.svg"); width: $caret; height: $caret; }
QCheckBox, QRadioButton { spacing: $s; padding: 3px 2px; border: 1px solid transparent; border-radius: $radius; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QListView::indicator { width: $box; height: $box; border: 1px solid $muted; border-radius: 4px;
    background: $raised; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
    image: url("$chrome/check.svg"); }
QRadioButton::indicator { width: $box; height: $box; border: 1px solid $muted; border-radius: $round;
    background: $raised; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: $dot; height: $dot; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $accent; }

QAbstractItemView { background: $raised; border: none; outline: none; selection-background-color: $selection;
    selection-color: $text; }
QTreeView, QListView, QTableView { background: transparent; }
QTreeView::item, QListView::item { border-radius: 0; padding: $xs; min-height: 20px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url("$chrome/caret-right.svg"); }
QTreeView::branch:has-children:open { image: url("$chrome/caret-down.svg"); }
QHeaderView { background: transparent; }
QTableView::item { padding: 0 $s; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: $xs $s; font-size: $pt_small; font-weight: 600; }
QHeaderView[look="table"]::section { padding: $xs 11px; }
QTableView { gridline-color: $border; }
QTableView[look="grid"] { selection-background-color: transparent; }
QTableCornerButton::section { background: transparent; border: none; border-right: 1px solid $border;
    border-bottom: 1px solid $border; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $surface; padding: 2px $xs; border-bottom: 1px solid $border; }
QMenuBar::item { padding: $xs $s; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: $xs; }
QMenu::item { padding: 5px $xl 5px $s; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: $s; }
QMenu::separator { height: 1px; background: $border; margin: $xs $s; }

QStatusBar { background: $surface; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QSplitter::handle { background: $border; }
QTabBar { border: none; }
QTabBar::tab { padding: $s $m; color: $muted; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabWidget::pane { border: none; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QGroupBox { border: none; margin-top: $l; font-weight: 600; }
""")
