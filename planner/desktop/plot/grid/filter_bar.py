"""The bar above the plot grid: what to look for, and how the grid is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QWidget

from planner.desktop.commands import status_text
from planner.desktop.icons import icon
from planner.desktop.plot.grid.sheet import GridFilter
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.buttons import action_button, icon_button, tool_button
from planner.desktop.widgets.filters import FilterChoice, FilterLine
from planner.desktop.widgets.status import status_icon
from planner.desktop.widgets.threads import kind_icon, kind_text
from planner.domain.cast import Person
from planner.domain.outline import ChapterStatus, PersonId
from planner.domain.threads import ThreadKind

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_LINE = 80, 260


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(XS)
    return row


class GridBar(QWidget):
    """Filter at the left; axes, zoom and a new thread at the right."""

    filtered = Signal()
    left = Signal()
    """Emitted when the author goes on to what was found."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.bar")
        self._desk = desk
        theme = desk.theme
        self.line = FilterLine()
        self.line.setObjectName("plot.filter")
        self.line.setPlaceholderText(self.tr("Filter"))
        self.line.setAccessibleName(self.tr("Filter the plot"))
        self.line.setAccessibleDescription(self.tr("By words of a beat, a thread or a chapter"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(_LINE[0])
        self.line.setMaximumWidth(_LINE[1])
        self.kinds: FilterChoice[ThreadKind] = FilterChoice("plot.kinds", self.tr("Kind"), self.tr("All kinds"), theme)
        self.statuses: FilterChoice[ChapterStatus] = FilterChoice(
            "plot.statuses", self.tr("Status"), self.tr("All statuses"), theme
        )
        self.people: FilterChoice[PersonId] = FilterChoice(
            "plot.people", self.tr("Person"), self.tr("Everybody"), theme
        )
        self.kinds.offer(list(ThreadKind), kind_text, lambda kind: icon(kind_icon(kind), theme))
        self._draw_statuses()
        self._lay_out()
        self.line.textChanged.connect(lambda _text: self.filtered.emit())
        self.line.left.connect(self.left)
        for each in (self.kinds, self.statuses, self.people):
            each.changed.connect(self.filtered)
        theme.changed.connect(self._draw_statuses)

    def _lay_out(self) -> None:
        actions, theme = self._desk.commands.actions, self._desk.theme
        self._clear = icon_button(
            icon("x", theme, "muted"), self.tr("Show everything"), "plot.clear_filter", self.clear
        )
        self._clear.setVisible(False)
        self.zoom = QToolButton()
        self.zoom.setObjectName("plot.zoom")
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.clicked.connect(actions["plot.zoom_normal"].trigger)
        finding = _row()
        finding.addWidget(self.line, 1)
        for each in (self.kinds, self.statuses, self.people, self._clear):
            finding.addWidget(each)
        finding.addStretch(1)
        doing = _row()
        doing.addStretch(1)
        doing.addWidget(tool_button(actions["plot.swap_axes"]))
        self._steps = (tool_button(actions["plot.zoom_out"]), tool_button(actions["plot.zoom_in"]))
        doing.addWidget(self._steps[0])
        doing.addWidget(self.zoom)
        doing.addWidget(self._steps[1])
        doing.addWidget(tool_button(actions["plot.fit"]))
        doing.addSpacing(S)
        doing.addWidget(action_button(actions["plot.add_thread"]))
        self.halves = (finding, doing)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(M, S, M, S)
        self._rows.setSpacing(XS)
        self._rows.addLayout(finding, 1)
        self._rows.addLayout(doing)

    def minimumSizeHint(self) -> QSize:
        width = max(half.minimumSize().width() for half in self.halves)
        return QSize(width + 2 * M, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_line()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._break_line()
        return done

    def _break_line(self) -> None:
        """Where there is no room for all in one row, two buttons go that the wheel can do without; or there are two."""
        steps = sum(each.sizeHint().width() + XS for each in self._steps)
        hidden = self._steps[0].isHidden()
        least = sum(half.minimumSize().width() for half in self.halves) + 2 * M + XS - (0 if hidden else steps)
        is_one = least <= self.width()
        for each in self._steps:
            each.setVisible(not is_one or least + steps <= self.width())
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if is_one else QBoxLayout.Direction.TopToBottom)

    @property
    def wanted(self) -> GridFilter:
        """What the author looks for."""
        return GridFilter(self.line.text().strip(), self.kinds.chosen, self.statuses.chosen, self.people.chosen)

    def clear(self) -> None:
        """Look for nothing, which shows everything."""
        self.line.clear()
        for each in (self.kinds, self.statuses, self.people):
            each.clear()

    def offer_people(self, people: Sequence[Person]) -> None:
        """Offer the story's cast; without one there is nothing to choose."""
        names = {person.id: person.name for person in people}
        theme = self._desk.theme
        self.people.offer(list(names), lambda key: names[key], lambda _key: icon("user", theme))
        self.people.setVisible(bool(people))

    def show_state(self, percent: int) -> None:
        """Say how large the grid is, and whether there is a filter to clear."""
        self.zoom.setText(self.tr("{percent} %").format(percent=percent))
        self.zoom.setAccessibleName(self.tr("Zoom: {percent} %").format(percent=percent))
        self.zoom.setToolTip(self._desk.commands.actions["plot.zoom_normal"].text())
        self._clear.setVisible(bool(self.wanted))

    def _draw_statuses(self) -> None:
        theme = self._desk.theme
        self.statuses.offer(list(ChapterStatus), status_text, lambda status: status_icon(status, theme))
