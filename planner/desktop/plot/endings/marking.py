"""Marking a chapter as an ending."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.theme import S, Theme
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.labels import label
from planner.domain.endings import EndingKind
from planner.domain.outline import Chapter, ChapterId

_SHOWN = 20


class MarkEnding(Panel):
    """A chapter to choose, and the two kinds of ending it can be."""

    mark_wanted = Signal(object, object)
    """Emitted with a chapter's id and the `EndingKind` it should have."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("endings.mark")
        self._title = label("", "section")
        self._text = label(
            self.tr(
                "Mark a chapter after which the story could stop, and read here what that would leave open and what "
                "it still costs to get there."
            ),
            "muted",
            wrap=True,
        )
        self.box = ChoiceBox("endings.chapter")
        self.box.setAccessibleName(self.tr("Chapter"))
        self.box.setMaxVisibleItems(_SHOWN)
        possible = button(
            self.tr("Could end here"),
            "endings.possible",
            lambda: self._tell(EndingKind.POSSIBLE),
            icon=icon("flag", theme),
        )
        intended = button(
            self.tr("Is meant to end here"),
            "endings.intended",
            lambda: self._tell(EndingKind.INTENDED),
            icon=icon("flag-filled", theme),
        )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.box, 1)
        row.addWidget(possible)
        row.addWidget(intended)
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.column.addLayout(row)

    def show_chapters(self, chapters: Sequence[Chapter], preferred: ChapterId | None, has_marks: bool) -> None:
        """Offer these chapters; the one chosen before stays chosen, else the preferred or the last one is."""
        self._title.setText(self.tr("Mark another ending") if has_marks else self.tr("Where could the story end?"))
        self._text.setVisible(not has_marks)
        offered = [(chapter.heading, chapter.id) for chapter in chapters]
        if offered == [(self.box.itemText(row), self.box.itemData(row)) for row in range(self.box.count())]:
            return
        chosen = self.box.currentData()
        self.box.clear()
        for heading, chapter_id in offered:
            self.box.addItem(heading, chapter_id)
        ids = [chapter.id for chapter in chapters]
        wanted = next((each for each in (chosen, preferred) if each in ids), ids[-1] if ids else None)
        self.box.setCurrentIndex(self.box.findData(wanted))

    def _tell(self, kind: EndingKind) -> None:
        if self.box.currentIndex() >= 0:
            self.mark_wanted.emit(self.box.currentData(Qt.ItemDataRole.UserRole), kind)
