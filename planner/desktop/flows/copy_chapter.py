"""Copying the chapter for AO3: as rich text with its HTML beside it, or as the HTML source for AO3's HTML tab."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.desktop.desk import Desk
from planner.desktop.pages import PageStack
from planner.domain.errors import PlannerError
from planner.formats.write import chapter_html, clipboard_html, clipboard_text


class CopyFlow(QObject):
    """Puts the selected chapter's text, without its notes, on the clipboard."""

    def __init__(self, desk: Desk, pages: PageStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages

    def copy(self, as_source: bool) -> None:
        """Copy the chapter: pasted into a rich-text field, or, as source, into one that takes HTML."""
        chapter_id = self._desk.place.chapter_id
        if chapter_id is None:
            self._desk.notices.say(self.tr("Select a chapter first."))
            return
        try:
            self._pages.flush()
        except PlannerError as error:
            self._desk.notices.error(error)
            return
        draft = self._desk.library.drafts.chapter(chapter_id)
        data = QMimeData()
        if as_source:
            data.setText(chapter_html(draft))
        else:
            data.setHtml(clipboard_html(draft))
            data.setText(clipboard_text(draft))
        QGuiApplication.clipboard().setMimeData(data)
        heading = self._desk.library.outline.chapter(chapter_id).heading
        done = self.tr("{chapter} copied as HTML.") if as_source else self.tr("{chapter} copied for AO3.")
        self._desk.notices.say(done.format(chapter=heading))
