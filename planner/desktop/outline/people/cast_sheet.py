"""What the sheets of the cast share: the chapter as of which they show things, and their common fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.outline.inset import DOCUMENT_MARGIN, TEXT_INSET
from planner.desktop.outline.plan_fields import ChoiceField, LabelBox, QuietBox, TickField, TitleField, TitleText
from planner.desktop.outline.plan_sheets import Sheet, under_label
from planner.desktop.theme import XS
from planner.desktop.widgets.buttons import button
from planner.domain.outline import Chapter

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class CastSheet(Sheet):
    """A sheet of somebody or something of the cast."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, kind, parent)
        self.changing: list[QWidget] = []

    def show_row(self, row_id: int) -> None:
        """Show a row of the sheet's table; KeyError if there is none."""
        raise NotImplementedError

    def show_as_of(self) -> None:
        """Show what is shown as of another chapter, from what `show_row` read: it must keep up with a slider."""

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if read_only:
            for each in self.changing:
                each.hide()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Rows that came late are last in Qt's chain, wherever they stand.
        focusable = list(in_reading_order(self))
        for before, after in pairwise(focusable):
            QWidget.setTabOrder(before, after)
        return super().focusNextPrevChild(forward)

    # As of

    def at(self, length: int) -> int:
        """The chapter as of which a story of ``length`` chapters is shown."""
        as_of = self._desk.place.as_of
        return length if as_of is None else min(as_of, length)

    def as_of_text(self, length: int) -> str:
        """Which chapter that is, to stand behind a heading."""
        as_of = self._desk.place.as_of
        if as_of is None:
            return self.tr("at the end")
        if as_of == 0:
            return self.tr("before chapter 1")
        return self.tr("as of chapter {number}").format(number=min(as_of, length))

    # Fields

    def make_name(self, name: str, placeholder: str, undo_label: str) -> TitleText:
        """The large line a sheet begins with."""
        widget = TitleText(f"plan.{self._kind}.{name}", placeholder, self._desk.theme)
        widget.setAccessibleName(placeholder)
        widget.document().setDocumentMargin(DOCUMENT_MARGIN)
        self._fields[name] = TitleField(widget, self._saver(name, undo_label))
        return widget

    def choice(self, name: str, title: str, undo_label: str, offered: Sequence[tuple[str, str]]) -> QWidget:
        """A choice among (value, words) under its label."""
        box = self.box(name, undo_label)
        for value, words in offered:
            box.addItem(words, value)
        return under_label(title, box)

    def box(self, name: str, undo_label: str) -> QuietBox:
        """A choice that what is shown is offered in."""
        made = QuietBox(f"plan.{self._kind}.{name}")
        self._fields[name] = ChoiceField(made, lambda value, _edit: self.save(name, undo_label, value))
        return made

    def colour(self, undo_label: str) -> QWidget:
        """The choice of a colour under its label."""
        box = LabelBox(f"plan.{self._kind}.colour", self._desk.theme, self.tr("Any"))
        self._fields["colour"] = ChoiceField(box, lambda value, _edit: self.save("colour", undo_label, value))
        return under_label(self.tr("Colour"), box)

    def tick(self, name: str, words: str, undo_label: str) -> QWidget:
        """Yes or no, in line with the texts of the fields."""
        box = QCheckBox(words)
        box.setObjectName(f"plan.{self._kind}.{name}")
        box.setAccessibleName(words)
        self._fields[name] = TickField(box, lambda value, _edit: self.save(name, undo_label, value))
        return in_line(box, TEXT_INSET - 3)

    def link(self, words: str, name: str, on_click: Callable[[], object], drawn: str = "plus") -> QPushButton:
        """A quiet button that changes something; not there in a library that is open for looking only."""
        made = button(words, f"plan.{self._kind}.{name}", on_click, "link")
        made.setIcon(icon(drawn, self._desk.theme, "accent"))
        self.changing.append(made)
        return made

    def add_delete(self, words: str, on_click: Callable[[], object]) -> None:
        """Put what deletes the row at the foot of the sheet."""
        made = self.link(words, "delete", on_click, "trash")
        self.column.addWidget(in_line(made, XS))

    def popup(self, menu: QMenu, below: QWidget) -> None:
        """Open a menu of the moment under a button."""
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + XS)))


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """What Tab may come to within a widget, as its layouts show it from top to bottom."""
    layout = widget.layout()
    for item in _items(layout) if layout is not None else ():
        if item.focusPolicy() & Qt.FocusPolicy.TabFocus and item.focusProxy() is None:
            yield item
        yield from in_reading_order(item)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _items(inner)


def in_line(widget: QWidget, inset: int) -> QWidget:
    """A widget as wide as it needs to be, so far from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(inset, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return holder


def column_of(*widgets: QWidget, spacing: int = 0) -> QWidget:
    """Widgets below one another."""
    holder = QWidget()
    column: QBoxLayout = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for each in widgets:
        column.addWidget(each)
    return holder


def offer(box: QuietBox, offered: Sequence[tuple[str, str]]) -> None:
    """Offer these (value, words), keeping what is chosen while it is among them."""
    if list(offered) == [(box.itemData(n), box.itemText(n)) for n in range(box.count())]:
        return
    chosen = box.currentData()
    box.clear()
    for value, words in offered:
        box.addItem(words, value)
    box.setCurrentIndex(box.findData(chosen))


def chapter_choices(chapters: Sequence[Chapter], first: str) -> list[tuple[str, str]]:
    """Chapters to choose from, by id, below one more choice for none of them (empty: there is none such)."""
    return [*([("", first)] if first else []), *((str(chapter.id), chapter.heading) for chapter in chapters)]
