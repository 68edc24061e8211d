"""The tab Table: the outline table, what it is sorted by, and what it all adds up to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.icons import icon
from planner.desktop.plot.chapter_menus import offer_labels, offer_statuses
from planner.desktop.plot.chapter_verbs import ChapterVerbs
from planner.desktop.plot.table.columns import COLUMNS, PLACES, Column, Kind
from planner.desktop.plot.table.model import Index, TableModel, TableOrder
from planner.desktop.plot.table.view import OutlineTable
from planner.desktop.settings import LAST_FOLDER, PLOT_COLUMNS
from planner.desktop.theme import XS, L, S
from planner.desktop.widgets.amounts import number_text, progress_text, words_text
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.arranging import Ref
from planner.domain.endings import default_target, words_left
from planner.domain.errors import PlannerError
from planner.domain.outline import Chapter, Outline, progress
from planner.formats.spreadsheet import csv_text
from planner.formats.write import file_name, write_file

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class TableTab(StoryTab[TableModel]):
    """The chapters of the open story as a table."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.outline_table")
        self.setAccessibleName(self.tr("Outline table"))
        self._desk = desk
        self._verbs = ChapterVerbs(desk.library, desk.notices, self)
        self.model = TableModel(desk.library, desk.bus, self._verbs, self)
        self.order = TableOrder(self.model, self)
        self.table = OutlineTable(self.order, desk.theme, desk.settings.get(PLOT_COLUMNS))
        self._sorted = label("", "muted")
        self._sorted.setObjectName("table.sorted")
        self._story_order = button(
            self.tr("Show in story order"), "table.story_order", self.table.show_story_order, "link"
        )
        self._foot = QWidget()
        self._totals = ElidedLabel("", "muted")
        self._totals.setObjectName("table.totals")
        self._columns = button(self.tr("Columns"), "table.columns", self._offer_columns, "quiet")
        self._save = button(
            self.tr("Save as CSV…"), "table.save", self._choose_file, "quiet", icon("export", desk.theme)
        )
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self._open_story()

    def _lay_out(self) -> None:
        add = action_button(self._desk.commands.actions["outline.add_chapter"], "primary")
        add.setIcon(QIcon())
        nothing = EmptyState(
            self._desk.theme,
            "chapter",
            self.tr("No chapters yet"),
            self.tr("The table has a line for each chapter, planned or written. Begin with a chapter."),
            (add,),
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(L, S, L, S)
        bar.setSpacing(S)
        bar.addWidget(self._totals, 1)
        bar.addWidget(self._columns)
        bar.addWidget(self._save)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(L, S, L, S)
        foot.setSpacing(XS)
        foot.addWidget(self._sorted)
        foot.addWidget(self._story_order)
        foot.addStretch()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _listen(self) -> None:
        desk, table = self._desk, self.table
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        self.model.followed.connect(self._refresh)
        table.selectionModel().currentChanged.connect(lambda *_: self._teller.start())
        table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._show_order())
        table.horizontalHeader().customContextMenuRequested.connect(
            lambda at: self._show_column_menu(at, table.horizontalHeader().viewport())
        )
        table.columns_changed.connect(lambda columns: desk.settings.set(PLOT_COLUMNS, columns))
        table.opened.connect(self._open_chapter)
        table.menu_wanted.connect(lambda at: self.menu().popup(table.viewport().mapToGlobal(at)))
        table.cells.choice_wanted.connect(self._offer_choice)

    # Following

    def _open_story(self, *_story: object) -> None:
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _refresh(self) -> None:
        outline = self.model.outline
        self._stack.setCurrentIndex(0 if outline and outline.chapters else 1)
        self._totals.setText(totals(outline) if outline else "")
        self._show_order()

    def _show_order(self) -> None:
        column = self.table.sorted_by
        said = self.tr("Sorted by {column}; the story keeps its order.")
        self._sorted.setText(said.format(column=column.text.lower()) if column else "")
        self._foot.setVisible(column is not None)

    def _follow_place(self) -> None:
        chapter_id = self._desk.place.chapter_id
        current = self.table.currentIndex()
        shown = self.order.chapter(current)
        if chapter_id is not None and (shown is None or shown.id != chapter_id):
            column = current.column() if current.isValid() else PLACES["title"]
            self.table.go_to(self.order.index_of(chapter_id, column))

    def _tell_place(self) -> None:
        chapter = self.order.chapter(self.table.currentIndex())
        if chapter is not None and self.isVisible() and self._desk.place.chapter_id != chapter.id:
            self._desk.place.select("chapter", chapter.id)

    # Menus

    def column_menu(self) -> QMenu:
        """The menu of the columns to show."""
        menu = QMenu(self)
        menu.setObjectName("table.column_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        shown = self.table.columns()
        for section, column in enumerate(COLUMNS):
            action = menu.addAction(column.text)
            action.setCheckable(True)
            action.setChecked(section in shown)
            # A table without any title says nothing.
            action.setEnabled(column.key != "title")
            action.toggled.connect(partial(self.table.show_column, section))
        menu.addSeparator()
        menu.addAction(self.tr("The usual columns"), self._reset_columns)
        if self.table.sorted_by is not None:
            menu.addAction(self.tr("Show in story order"), self.table.show_story_order)
        return menu

    def _offer_columns(self) -> None:
        self._show_column_menu(self._columns.rect().bottomLeft(), self._columns)

    def _show_column_menu(self, at: QPoint, widget: QWidget) -> None:
        self.column_menu().popup(widget.mapToGlobal(at))

    def _reset_columns(self) -> None:
        self._desk.settings.set(PLOT_COLUMNS, "")
        usual = [(section, column.width) for section, column in enumerate(COLUMNS) if column.shown]
        self.table.set_columns(usual)

    def menu(self) -> QMenu:
        """The menu of the selected chapters."""
        menu = QMenu(self)
        menu.setObjectName("table.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        chapters = self.table.chapters()
        if len(chapters) == 1:
            menu.addAction(self.tr("Write this chapter"), partial(self._open_chapter, chapters[0]))
        if chapters and not self._desk.library.read_only:
            self._fill(menu.addMenu(self.tr("Status")), PLACES["status"], chapters)
            self._fill(menu.addMenu(self.tr("Label")), PLACES["label"], chapters)
        menu.addSeparator()
        menu.addAction(self.tr("Copy"), self.table.copy)
        return menu

    def _offer_choice(self, index: Index) -> None:
        chapter = self.order.chapter(index)
        if chapter is None:
            return
        chapters = self.table.chapters()
        menu = QMenu(self)
        menu.setObjectName("table.choice")
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill(menu, index.column(), chapters if chapter in chapters else [chapter])
        menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def _fill(self, menu: QMenu, section: int, chapters: list[Chapter]) -> None:
        """Offer every status, or every label, for these chapters."""
        offer = offer_statuses if COLUMNS[section].kind is Kind.STATUS else offer_labels
        offer(menu, self._desk.theme, partial(self._write, chapters, COLUMNS[section]))

    # Verbs

    def _write(self, chapters: list[Chapter], column: Column, value: object) -> None:
        wanted = [Ref("chapter", chapter.id) for chapter in chapters if getattr(chapter, column.field) != value]
        self._verbs.edit(wanted, column.edit_text, **{column.field: value})

    def _open_chapter(self, chapter: Chapter) -> None:
        self._desk.place.select("chapter", chapter.id)
        self._desk.commands.run("go.write")

    def _choose_file(self) -> None:
        outline = self.model.outline
        if outline is None:
            return
        folder = Path(self._desk.settings.get(LAST_FOLDER) or Path.home())
        title = outline.story.title or self.tr("Untitled story")
        suggestion = folder / f"{file_name(title)}.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as CSV"), str(suggestion), "*.csv")
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(".csv"))

    def save(self, output: Path) -> None:
        """Save the table as it is shown to a CSV file."""
        self._desk.settings.set(LAST_FOLDER, str(output.parent))
        try:
            write_file(output, csv_text(self.table.all_rows()))
        except PlannerError as error:
            self._desk.notices.error(error)
        else:
            self._desk.notices.say(self.tr("Saved to {file}.").format(file=output))

    def flush(self) -> None:
        """Write what is being typed in a cell."""
        focus = QApplication.focusWidget()
        if focus is not None and self.table.viewport().isAncestorOf(focus):
            # The field writes when it loses the focus.
            self.table.setFocus()


def totals(outline: Outline) -> str:
    """What the table adds up to: "7 of 12 chapters · 41,230 words written · about 18,000 to go"."""
    usual = default_target(outline.chapters)
    left = sum(words_left(chapter, usual) for chapter in outline.chapters)
    written = _tr("{words} written").format(words=words_text(outline.words))
    said = [progress_text(progress(outline.chapters, outline.story.expected)), written]
    if left:
        said.append(_tr("about {words} to go").format(words=number_text(about(left))))
    return " · ".join(said)


def about(number: int) -> int:
    """A number to two figures: about 18,000."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return round(number / step) * step


def _tr(text: str) -> str:
    return QCoreApplication.translate("TableTab", text)
