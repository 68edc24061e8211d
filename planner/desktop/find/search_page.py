"""Search in everything: what was written, and apart from it what was planned, found while you type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.find.hits_view import HitsView
from planner.desktop.find.model import Finder, Findings, HitRow
from planner.desktop.going import CastKind, go_to_cast
from planner.desktop.icons import icon
from planner.desktop.page_tabs import PLOT, PlotTab
from planner.desktop.place import Kind
from planner.desktop.theme import XL, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import label
from planner.domain.outline import StoryId
from planner.library.search import PlanHit, ProseHit

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

# Keys that came together are searched for together; waiting longer would cost more than searching.
_PAUSE_MS = 0
_PARTS: dict[str, Kind] = {
    "story": "story",
    "arc": "arc",
    "chapter": "chapter",
    "scene": "scene",
    "thread": "thread",
    "beat": "beat",
}
"""The kinds of plan hits that can be selected, as the place knows them."""
_CAST: dict[str, CastKind] = {
    "person": "person",
    "tie": "tie",
    "development": "development",
    "person_group": "group",
    "secret": "secret",
    "reveal": "reveal",
}
"""The kinds of plan hits that are shown in Cast."""
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchPage(QWidget):
    """A line to type in, and below it the hits. The arrow keys and Enter work from the line as well."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("search")
        self.setAccessibleName(self.tr("Search"))
        self._finder = Finder(desk.library, desk.bus, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._make_parts()
        self._lay_out()
        self.setFocusProxy(self._line)
        desk.bus.changed.connect(self._search_soon)
        desk.place.story_changed.connect(self._follow_story)
        self._follow_story()

    def _make_parts(self) -> None:
        theme = self._desk.theme
        self._line = QLineEdit()
        self._line.setObjectName("search.query")
        self._line.setPlaceholderText(self.tr("Words to look for"))
        self._line.setAccessibleName(self.tr("Search"))
        self._line.setClearButtonEnabled(True)
        self._line.addAction(icon("search", theme, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._line.textChanged.connect(self._search_soon)
        self._line.installEventFilter(self)
        self._here = self._scope_button(self.tr("This story"), "search.here")
        self._everywhere = self._scope_button(self.tr("All stories"), "search.everywhere")
        self._scopes = QButtonGroup(self)
        self._scopes.addButton(self._here)
        self._scopes.addButton(self._everywhere)
        self._everywhere.setChecked(True)
        self._wants_everywhere = False
        self._shown: tuple[str, StoryId | None] = ("", None)
        self._scopes.buttonClicked.connect(self._choose_scope)
        self._summary = label("", "small")
        self._summary.setObjectName("search.summary")
        self._text_hits = HitsView("search.text", theme, prose=True)
        self._text_hits.setAccessibleName(self.tr("Found in the text"))
        self._plan_hits = HitsView("search.plan", theme, prose=False)
        self._plan_hits.setAccessibleName(self.tr("Found in the plan"))
        for view in (self._text_hits, self._plan_hits):
            view.chosen.connect(self._go_to)

    @staticmethod
    def _scope_button(text: str, name: str) -> QPushButton:
        made = button(text, name, kind="quiet")
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._line, 1)
        head.addWidget(self._here)
        head.addWidget(self._everywhere)
        self._text_column = _column(self.tr("In the text"), self._text_hits)
        self._plan_column = _column(self.tr("In the plan"), self._plan_hits)
        results = QWidget()
        row = QHBoxLayout(results)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XL)
        row.addWidget(self._text_column, 5)
        row.addWidget(self._plan_column, 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._invitation())
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(results)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, 0)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._stack, 1)

    def _invitation(self) -> QWidget:
        return EmptyState(
            self._desk.theme,
            "search",
            self.tr("Find a line again"),
            self.tr(
                "Type a few words: they are looked for in chapters, notes, the plan, people and ideas. "
                "Case and accents do not matter; words in “quotation marks” must stand together."
            ),
        )

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(M)
        self._nothing_text = label("", "muted", wrap=True)
        self._nothing_text.setObjectName("search.nothing")
        self._nothing_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._widen = button(self.tr("Search all stories"), "search.widen", self._everywhere.click)
        column.addStretch(2)
        column.addWidget(self._nothing_text)
        column.addWidget(self._widen, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    # Searching

    @property
    def _scope(self) -> StoryId | None:
        return self._desk.place.story_id if self._here.isChecked() else None

    def _choose_scope(self) -> None:
        self._wants_everywhere = self._everywhere.isChecked()
        self._search()

    def _follow_story(self) -> None:
        """Search the open story, unless the author asked for all of them."""
        has_story = self._desk.place.story_id is not None
        self._here.setEnabled(has_story)
        (self._here if has_story and not self._wants_everywhere else self._everywhere).setChecked(True)
        self._search_soon()

    def _search_soon(self) -> None:
        """Search once the author pauses; a page that is not shown searches when it is."""
        if self.isVisible():
            self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        query = self._line.text()
        found = self._finder.find(query, self._scope)
        self._text_hits.hits.show_rows(found.text)
        self._plan_hits.hits.show_rows(found.plan)
        self._text_column.setVisible(bool(found.text))
        self._plan_column.setVisible(bool(found.plan))
        is_new = (query, self._scope) != self._shown
        self._shown = (query, self._scope)
        if is_new:
            for view in (self._text_hits, self._plan_hits):
                view.setCurrentIndex(QModelIndex())
                view.scrollToTop()
        # One of the lists has the row that Enter takes; the other gets one when it gets the focus.
        self._view_in_use.take_first()
        self._say(query.strip(), found)

    def _say(self, query: str, found: Findings) -> None:
        """Show the hits, or say in words that there is none, or what this page is for."""
        self._summary.setText(found.summary)
        if found.nothing and query:
            here = self._here.isChecked()
            text = (
                self.tr("“{query}” is not in this story.") if here else self.tr("“{query}” is in none of the stories.")
            )
            self._nothing_text.setText(text.format(query=query))
            self._widen.setVisible(here and len(self._desk.library.stories.all()) > 1)
        self._stack.setCurrentIndex(2 if not found.nothing else 1 if query else 0)

    # Going to a hit

    def _go_to(self, row: HitRow) -> None:
        hit = row.hit
        if isinstance(hit, ProseHit):
            self._desk.place.jump(hit.scene_id, hit.paragraph, hit.start, len(hit.match))
        else:
            self._go_to_plan(hit)

    def _go_to_plan(self, hit: PlanHit) -> None:
        place, run = self._desk.place, self._desk.commands.run
        whose = self._desk.library.custom.person_with(hit.id) if hit.kind == "custom_value" else None
        if hit.kind in _CAST or whose is not None:
            kind = _CAST.get(hit.kind, "person")
            go_to_cast(self._desk, kind, hit.id if whose is None else whose)
            return
        if hit.kind in _PARTS:
            place.select(_PARTS[hit.kind], hit.id)
            if hit.kind in ("thread", "beat"):
                run("go.plot")
                run(PLOT.command(PlotTab.GRID))
                return
        elif hit.chapter_id is not None:
            place.select("chapter", hit.chapter_id)
        elif hit.kind != "idea" and hit.story_id is not None:
            place.open_story(hit.story_id)
        else:
            run("go.shelf")
            return
        run("go.write")

    @property
    def _view_in_use(self) -> HitsView:
        return self._text_hits if self._text_hits.hits.rowCount() else self._plan_hits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _STEPS:
                self._view_in_use.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search()
                self._view_in_use.choose(self._view_in_use.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape and self._line.text():
                self._line.clear()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._line.selectAll()
        self._pause.start()
        if self._desk.place.story_id is not None:
            self._finder.prepare(self._desk.place.story_id)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # The library may be closed before the pause is over.
        self._pause.stop()


def _column(title: str, view: HitsView) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, M, 0, 0)
    column.setSpacing(S)
    column.addWidget(label(title, "section"))
    column.addWidget(view, 1)
    return holder
