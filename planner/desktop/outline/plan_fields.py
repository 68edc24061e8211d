"""Fields of a plan: each saves what was typed at a pause or when it is left, and overwrites nothing half typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from planner.desktop.commands import status_text
from planner.desktop.theme import S, Theme
from planner.desktop.widgets.dates import DateField
from planner.desktop.widgets.fields import ChoiceBox, GrowingText, LineField
from planner.desktop.widgets.labels import ElidedLabel
from planner.desktop.widgets.status import status_icon
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon, swatch_text
from planner.domain.cast import Person
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterStatus, PersonId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

PAUSE_MS = 600
"""How long the author pauses before what she typed is saved."""
RETRY_MS = 5_000
"""How long until what could not be saved is tried again."""

_DISC = 14

T = TypeVar("T")
Save = Callable[[T, int], bool]
"""Saves a value; the number tells edits of the field apart. False if it could not be saved."""


class PlanField(QObject, Generic[T]):
    """Binds one widget to one field of a row.

    A value is saved once, and only if it differs from what the library holds. While the widget holds something
    that is not saved yet, news from elsewhere wait.
    """

    def __init__(self, widget: QWidget, initial: T, save: Save[T]) -> None:
        super().__init__(widget)
        self.widget = widget
        self._save = save
        self._saved = initial
        self._edit = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.commit)
        widget.installEventFilter(self)

    # What the kinds of fields do differently

    def value(self) -> T:
        """What the widget holds."""
        raise NotImplementedError

    def put(self, value: T, *, fresh: bool) -> None:
        """Show a value; ``fresh`` for another row, whose field has no past to undo."""
        raise NotImplementedError

    # What they share

    def load(self, value: T) -> None:
        """Show another row's value, after `commit` has saved the last one's."""
        self._timer.stop()
        self._saved = value
        self._edit += 1
        self.put(value, fresh=True)

    def follow(self, value: T) -> None:
        """Show what the library holds now, unless the author is typing."""
        if self.value() == self._saved != value:
            self._saved = value
            self.put(value, fresh=False)

    def commit(self) -> None:
        """Save what was typed, if anything was."""
        self._timer.stop()
        value, before = self.value(), self._saved
        if value != before:
            # Set first, for the ChangeSet that follows comes back here before saving ends.
            self._saved = value
            if not self._save(value, self._edit):
                self._saved = before
                self._timer.start(RETRY_MS)

    def touched(self, *_what: object) -> None:
        """Save at the next pause."""
        if self.value() != self._saved:
            self._timer.start(PAUSE_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
            self._edit += 1
        return False


class TextField(PlanField[str]):
    """Text of several lines."""

    def __init__(self, widget: GrowingText, save: Save[str]) -> None:
        super().__init__(widget, "", save)
        self._text = widget
        widget.textChanged.connect(self.touched)

    def value(self) -> str:
        return self._text.toPlainText()

    def put(self, value: str, *, fresh: bool) -> None:
        position = 0 if fresh else self._text.textCursor().position()
        self._text.setPlainText(value)
        cursor = self._text.textCursor()
        cursor.setPosition(min(position, self._text.document().characterCount() - 1))
        self._text.setTextCursor(cursor)


class TitleField(TextField):
    """A title, without the spaces that stand about it while it is being typed."""

    def value(self) -> str:
        return " ".join(super().value().split())


class LineTextField(PlanField[str]):
    """One line of text."""

    def __init__(self, widget: LineField, save: Save[str]) -> None:
        super().__init__(widget, "", save)
        self._line = widget
        widget.textChanged.connect(self.touched)
        widget.returnPressed.connect(self.commit)

    def value(self) -> str:
        return self._line.text()

    def put(self, value: str, *, fresh: bool) -> None:
        self._line.setText(value)
        if fresh:
            # Else a long text would begin where its end can be seen.
            self._line.setCursorPosition(0)


class NumberField(PlanField[int | None]):
    """A number, or None for what the field's lowest value is called ("none", "?")."""

    def __init__(self, widget: QSpinBox, save: Save[int | None]) -> None:
        super().__init__(widget, None, save)
        self._spin = widget
        widget.valueChanged.connect(self.touched)

    def value(self) -> int | None:
        return self._spin.value() or None

    def put(self, value: int | None, *, fresh: bool) -> None:
        self._spin.setValue(value or 0)


class DayField(PlanField[date | None]):
    """A date, or none; saved when the author has picked or typed it."""

    def __init__(self, widget: DateField, save: Save[date | None], desk: Desk) -> None:
        super().__init__(widget, None, save)
        self._date = widget
        self._desk = desk
        widget.edited.connect(lambda _day: self.commit())

    def value(self) -> date | None:
        return self._date.day

    def put(self, value: date | None, *, fresh: bool) -> None:
        self._date.show_day(value, self._desk.library.goals.first_weekday(), self._desk.day.today)


class ChoiceField(PlanField[str]):
    """One of several, saved as soon as it is chosen."""

    def __init__(self, widget: QComboBox, save: Save[str]) -> None:
        super().__init__(widget, "", save)
        self._box = widget
        widget.activated.connect(lambda _index: self.commit())

    def value(self) -> str:
        return str(self._box.currentData() or "")

    def put(self, value: str, *, fresh: bool) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class TickField(PlanField[bool]):
    """Yes or no, saved as soon as it is ticked."""

    def __init__(self, widget: QCheckBox, save: Save[bool]) -> None:
        super().__init__(widget, False, save)
        self._tick = widget
        widget.clicked.connect(lambda _on: self.commit())

    def value(self) -> bool:
        return self._tick.isChecked()

    def put(self, value: bool, *, fresh: bool) -> None:
        self._tick.setChecked(value)


class NameField(PlanField[str]):
    """Somebody or somewhere by name: one of those that are known, a new one, or (empty) none."""

    def __init__(self, widget: NameBox, save: Save[str]) -> None:
        super().__init__(widget, "", save)
        self._box = widget
        widget.activated.connect(lambda _index: self.commit())
        widget.line.editingFinished.connect(self.commit)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names, keeping what is typed."""
        names = list(names)
        if names != [self._box.itemText(index) for index in range(self._box.count())]:
            typed = self._box.currentText()
            self._box.clear()
            self._box.addItems(names)
            self._box.setEditText(typed)

    def value(self) -> str:
        return " ".join(self._box.currentText().split())

    def put(self, value: str, *, fresh: bool) -> None:
        self._box.setCurrentIndex(self._box.findText(value, Qt.MatchFlag.MatchExactly))
        self._box.setEditText(value)


def write_plan(desk: Desk, undo_label: str, work: Callable[[], object], joins: object = None) -> bool:
    """Do some work in a change of its own, which joins the last one if that has the same ``joins`` (None: none).

    False if it could not be saved; the author has been told then.
    """
    try:
        with desk.library.change(undo_label, joins=joins):
            work()
    except PlannerError as error:
        desk.notices.error(error)
        return False
    except KeyError:
        # The row went while something was typed in it; the trash has it as it was.
        return True
    return True


def person_named(people: Sequence[Person], name: str) -> PersonId | None:
    """Who is meant by a name, whatever its case."""
    return next((person.id for person in people if person.name.casefold() == name.casefold()), None)


# Widgets


class TitleText(GrowingText):
    """A title that may take several lines but holds no line break; Enter leaves it."""

    def __init__(self, name: str, placeholder: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, quiet=True, parent=parent)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._theme.font(1.3, QFont.Weight.DemiBold))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class NumberSpin(QSpinBox):
    """A quiet number field that the wheel changes only while it has the focus."""

    def __init__(self, name: str, none: str, highest: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "quiet")
        self.setRange(0, highest)
        self.setSingleStep(step)
        self.setSpecialValueText(none)
        self.setGroupSeparatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The style sheet's padding does not reach a spin box's text.
        self.lineEdit().setTextMargins(S, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class QuietBox(ChoiceBox):
    """A quiet choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setProperty("look", "quiet")


class NameBox(QuietBox):
    """A quiet field for a name, which offers those that are known; what is typed stays as it is typed."""

    def __init__(self, name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Completed in the line, "Harbor" would become "Harbor wall" behind the author's back.
        completer = self.completer()
        assert completer is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.line.setPlaceholderText(prompt)

    @property
    def line(self) -> QLineEdit:
        """The line that is typed in."""
        line = self.lineEdit()
        assert line is not None
        return line


class LabelBox(QuietBox):
    """One of the eight colours, or none, each with its name."""

    def __init__(self, name: str, theme: Theme, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._theme = theme
        self.setIconSize(QSize(_DISC, _DISC))
        if none:
            self.addItem(none, "")
        for colour in SWATCHES:
            self.addItem(swatch_text(colour), colour)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        for index in range(self.count()):
            if self.itemData(index):
                self.setItemIcon(index, swatch_icon(self.itemData(index), self._theme))


class StatusPicker(QWidget):
    """The six statuses as shapes in a row, the present one pressed and named."""

    def __init__(self, theme: Theme, choose: Callable[[ChapterStatus], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan.status")
        self._theme = theme
        self._buttons: dict[ChapterStatus, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._name = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(0)
        for status in ChapterStatus:
            made = QToolButton()
            made.setObjectName(f"plan.status.{status.value}")
            made.setAccessibleName(status_text(status))
            made.setToolTip(status_text(status))
            made.setCheckable(True)
            made.setIconSize(QSize(14, 14))
            made.clicked.connect(lambda _on=False, chosen=status: choose(chosen))
            self._group.addButton(made)
            self._buttons[status] = made
            row.addWidget(made)
        row.addSpacing(6)
        row.addWidget(self._name, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def show_status(self, status: ChapterStatus) -> None:
        """Press the shape of this status."""
        self._buttons[status].setChecked(True)
        self._name.setText(status_text(status))

    def _draw(self) -> None:
        for status, made in self._buttons.items():
            made.setIcon(status_icon(status, self._theme))
