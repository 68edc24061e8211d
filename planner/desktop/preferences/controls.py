"""A control for each kind of setting, which shows its value and sets it at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from planner.desktop.settings import PROSE_FAMILY, Setting, Settings
from planner.desktop.theme import XL, L, S, Theme
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import NumberField
from planner.desktop.widgets.labels import label

_FIELD_WIDTH = 240


def words(text: str) -> str:
    """A setting's words in the author's language."""
    return QCoreApplication.translate("Settings", text)


def choice(settings: Settings, setting: Setting[str]) -> QComboBox:
    """A list of a setting's choices."""
    box = QComboBox()
    for value, text in setting.choices:
        box.addItem(words(text), value)
    box.setCurrentIndex(box.findData(settings.get(setting)))
    box.activated.connect(lambda index: settings.set(setting, box.itemData(index)))
    _name(box, setting.key, setting.label)
    return box


def number(settings: Settings, setting: Setting[int], suffix: str, step: int = 1) -> QSpinBox:
    """A number with its unit."""
    box = NumberField("", int(setting.low), int(setting.high))
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setValue(settings.get(setting))
    box.valueChanged.connect(lambda value: settings.set(setting, value))
    _name(box, setting.key, setting.label)
    return box


def switch(settings: Settings, setting: Setting[bool]) -> QCheckBox:
    """A box to check, with the setting's own words."""
    box = QCheckBox(words(setting.label))
    box.setChecked(settings.get(setting))
    box.toggled.connect(lambda checked: settings.set(setting, checked))
    _name(box, setting.key, setting.label)
    return box


def font_family(settings: Settings, theme: Theme) -> QComboBox:
    """The fonts that are installed, after the one Longfic would choose."""
    box = QComboBox()
    own = QFont(theme.prose_font(12))
    own.setFamilies(own.families()[1:] if theme.prose_family else own.families())
    box.addItem(QCoreApplication.translate("Settings", "{font} (our choice)").format(font=QFontInfo(own).family()), "")
    for family in QFontDatabase.families():
        if QFontDatabase.isSmoothlyScalable(family) and not QFontDatabase.isPrivateFamily(family):
            box.addItem(family, family)
    box.setCurrentIndex(max(box.findData(settings.get(PROSE_FAMILY)), 0))
    box.setMaxVisibleItems(16)
    box.activated.connect(lambda index: settings.set(PROSE_FAMILY, box.itemData(index)))
    _name(box, PROSE_FAMILY.key, PROSE_FAMILY.label)
    return box


def _name(control: QWidget, key: str, text: str) -> None:
    control.setObjectName(f"preferences.{key}")
    control.setAccessibleName(words(text))


class Section(QWidget):
    """A heading, and under it a panel with rows: words at the left, a control at the right."""

    def __init__(self, title: str, explanation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, XL)
        column.setSpacing(S)
        column.addWidget(label(title, "title"))
        if explanation:
            column.addWidget(label(explanation, "muted", wrap=True))
        self._panel = Panel()
        self._panel.column.setSpacing(L)
        column.addWidget(self._panel)

    def add_row(self, text: str, control: QWidget) -> None:
        """A row with the words of a control before it."""
        row = QHBoxLayout()
        row.setSpacing(L)
        before = label(text, wrap=True)
        before.setBuddy(control)
        row.addWidget(before, 1)
        control.setFixedWidth(_FIELD_WIDTH)
        row.addWidget(control)
        self._panel.column.addLayout(row)

    def add(self, widget: QWidget) -> None:
        """A row that is one widget."""
        self._panel.column.addWidget(widget)
