"""A chart in its frame: its title, a summary, and a menu to take it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from planner.desktop.icons import icon
from planner.desktop.progress.charts.chart import Chart
from planner.desktop.progress.charts.export import ChartFiles
from planner.desktop.progress.charts.texts import tr
from planner.desktop.theme import XS, S
from planner.desktop.widgets.buttons import icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.labels import label

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class ChartPanel(Panel):
    """One chart with what belongs to it. ``beside`` stands in the line of the title."""

    def __init__(
        self,
        desk: Desk,
        chart: Chart,
        *,
        says: bool = True,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{chart.objectName()}.panel")
        self.chart = chart
        self._files = ChartFiles(desk, chart)
        self._summary = label("", "muted", wrap=True)
        self._summary.setObjectName(f"{chart.objectName()}.summary")
        self._says = says
        self.more = icon_button(
            icon("more", desk.theme, "muted"),
            tr("Save or copy: {chart}").format(chart=chart.title),
            f"{chart.objectName()}.more",
            self._open_menu,
        )
        self._title = label(chart.title, "title", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._title, 1)
        if beside is not None:
            head.addWidget(beside)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(XS)
        self.column.addLayout(head)
        self.column.addWidget(self._summary)
        self.column.addSpacing(XS)
        self.column.addWidget(chart)
        self.column.addStretch()
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chart.customContextMenuRequested.connect(lambda place: self._menu().popup(chart.mapToGlobal(place)))
        chart.summed_up.connect(self._show_summary)
        self._show_summary(chart.accessibleDescription())

    def _show_summary(self, text: str) -> None:
        self._title.setText(self.chart.title)
        self._summary.setText(text)
        self._summary.setVisible(self._says and bool(text))

    def _open_menu(self) -> None:
        self._menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(f"{self.chart.objectName()}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Save as a picture…"), self._files.save_picture)
        menu.addAction(tr("Save as a table…"), self._files.save_table)
        menu.addAction(tr("Copy the figures"), self._files.copy)
        return menu
