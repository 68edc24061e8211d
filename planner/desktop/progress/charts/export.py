"""Charts as files: a picture with title and summary, and the figures as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.desktop.flows.folders import last_folder
from planner.desktop.progress.charts.chart import Chart
from planner.desktop.progress.charts.texts import tr
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.theme import XS, L, S
from planner.formats.files import file_name, write_file
from planner.formats.spreadsheet import csv_text, tabbed

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_RATIO = 2
"""Pixels of a picture for one on the screen, so that it can be printed."""


def picture(chart: Chart) -> bytes:
    """A chart as PNG, as wide as on the screen, with its title and its summary above."""
    title, small = chart.theme.font(1.3, chart.theme.font().Weight.DemiBold), chart.theme.font()
    wrap = int(Qt.TextFlag.TextWordWrap)
    width = chart.width()
    room = QRect(0, 0, width, 10_000)
    head = QFontMetrics(title).boundingRect(room, wrap, chart.title)
    text = QFontMetrics(small).boundingRect(room, wrap, chart.accessibleDescription())
    top = L + head.height() + XS + text.height() + S
    image = QImage(
        (width + 2 * L) * _RATIO, (top + chart.height() + L) * _RATIO, QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(_RATIO)
    image.fill(QColor(chart.theme.colours.raised))
    painter = QPainter(image)
    painter.setPen(QColor(chart.theme.colours.text))
    painter.setFont(title)
    painter.drawText(QRect(L, L, width, head.height()), wrap, chart.title)
    painter.setFont(small)
    painter.setPen(QColor(chart.theme.colours.muted))
    painter.drawText(QRect(L, L + head.height() + XS, width, text.height()), wrap, chart.accessibleDescription())
    with chart.at_rest():
        chart.render(painter, QPoint(L, top), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class ChartFiles:
    """Saves one chart where the author says."""

    def __init__(self, desk: Desk, chart: Chart) -> None:
        self._desk = desk
        self._chart = chart

    def save_picture(self) -> None:
        """Ask where to, and save the picture."""
        self._save(".png", lambda: picture(self._chart))

    def save_table(self) -> None:
        """Ask where to, and save the figures."""
        self._save(".csv", lambda: csv_text(self._chart.rows()))

    def copy(self) -> None:
        """Put the figures on the clipboard, as spreadsheets take them."""
        QGuiApplication.clipboard().setText(tabbed(self._chart.rows()))
        self._desk.notices.say(tr("The figures are on the clipboard."))

    def _save(self, suffix: str, content: Callable[[], str | bytes]) -> None:
        suggestion = last_folder(self._desk.settings) / f"{file_name(self._chart.title)}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._chart.window(), tr("Save the chart"), str(suggestion), f"*{suffix}"
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(suffix)
        self._desk.settings.set(LAST_FOLDER, str(path.parent))
        made = content()
        self._desk.tasks.run(
            lambda _progress, _cancelled: write_file(path, made),
            lambda _done: self._desk.notices.say(tr("Saved as {file}.").format(file=path)),
            self._desk.notices.error,
            tr("Saving {file}").format(file=path.name),
        )
