"""The outline table: its columns and order, editing in place, copying, CSV, and how it follows the library."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.plot.table.columns import COLUMNS, PLACES
from planner.desktop.plot.table.tab import TableTab, about
from planner.domain.outline import Chapter, ChapterStatus
from planner.library.file import Library
from tests.desktop.chapters_stage import TITLES, Tale, add_tale, find, second_look, shape, write
from tests.desktop.shelf_stage import entry, ran, said, submenu

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Stage:
    """The tab on a tale."""

    def __init__(self, desk: Desk, qtbot: QtBot, tale: Tale) -> None:
        self.desk, self.tale, self.library = desk, tale, tale.library
        desk.place.open_story(tale.story)
        self.tab = TableTab(desk)
        reporting = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.testers = [QAbstractItemModelTester(model, reporting) for model in (self.tab.model, self.tab.order)]
        qtbot.addWidget(self.tab)
        self.tab.resize(1100, 500)
        self.tab.show()
        self.tab.activateWindow()
        self.table = self.tab.table
        self.table.setFocus()
        qtbot.waitUntil(self.table.hasFocus)

    def cell(self, row: int, key: str) -> QModelIndex:
        return self.tab.order.index(row, PLACES[key])

    def column(self, key: str) -> list[str]:
        """A column as shown, from top to bottom."""
        return [str(self.cell(row, key).data()) for row in range(self.tab.order.rowCount())]

    def go_to(self, row: int, key: str) -> None:
        self.table.setCurrentIndex(self.cell(row, key))

    def type(self, row: int, key: str, text: str) -> None:
        """Edit a cell as the keyboard does: F2, the text, Enter."""
        self.go_to(row, key)
        QTest.keyClick(self.table, Qt.Key.Key_F2)
        editor = self.editor()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)

    def editor(self) -> QPlainTextEdit:
        """The field that is open in a cell."""
        return self.table.viewport().findChildren(QPlainTextEdit)[-1]

    def chapter(self, number: int) -> Chapter:
        """A chapter in the file."""
        with second_look(self.library) as other:
            return other.outline.chapter(self.tale.chapters[number - 1])

    def sort(self, key: str) -> None:
        """Click on the header of a column."""
        header = self.table.horizontalHeader()
        at = QPoint(header.sectionViewportPosition(PLACES[key]) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def words(self, name: str) -> str:
        return find(self.tab, QLabel, name).text()

    def shown(self) -> list[str]:
        """The columns shown."""
        return [COLUMNS[section].key for section in self.table.columns()]


@pytest.fixture
def stage(desk: Desk, library: Library, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(desk, qtbot, add_tale(library, arcs=True))
    yield made
    for tester in made.testers:
        tester.deleteLater()


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


# What it shows


def test_it_shows_the_plan_and_what_it_adds_up_to(stage: Stage) -> None:
    assert stage.column("number") == ["1", "2", "3", "4", "5"]
    assert stage.column("title") == list(TITLES)
    assert stage.column("arc") == ["", "Winter", "Winter", "Spring", ""]
    assert stage.column("status") == ["Drafted", "Drafted", "Planned", "Planned", "Planned"]
    assert stage.column("words") == ["1000", "1000", "0", "0", "0"]
    assert stage.column("left") == ["0", "0", "1000", "1000", "1000"]
    assert stage.words("table.totals") == "2 of ? chapters · 2000 words written · about 3000 to go"


def test_it_tells_who_tells_where(stage: Stage) -> None:
    scene = stage.library.outline.chapter(stage.tale.chapters[0]).scenes[0]
    with stage.library.change("Tell"):
        person = stage.library.cast.add(stage.tale.story, "Ines")
        stage.library.outline.edit_scene(scene.id, pov=person, place="The pier")
    assert stage.column("pov")[:2] == ["Ines", ""]
    assert stage.column("place")[:2] == ["The pier", ""]


@pytest.mark.parametrize(("number", "rounded"), [(0, 0), (7, 7), (64, 64), (648, 650), (18_234, 18_000)])
def test_a_number_to_two_figures(number: int, rounded: int) -> None:
    assert about(number) == rounded


def test_without_chapters_it_says_what_it_is_for(desk: Desk, library: Library, qtbot: QtBot) -> None:
    with library.change("New story"):
        story = library.stories.add("Nothing yet")
    desk.place.open_story(story)
    tab = TableTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    assert find(tab, QPushButton, "button.outline.add_chapter").isVisible()
    with library.change("Add chapter"):
        library.outline.add_chapter(story)
    assert tab.table.isVisible()


# Following


def test_it_follows_without_ever_starting_anew(stage: Stage) -> None:
    reset = QSignalSpy(stage.tab.model.modelReset)
    stage.go_to(2, "synopsis")
    outline, chapters = stage.library.outline, stage.tale.chapters
    with stage.library.change("Rearrange"):
        outline.move_chapter(chapters[4], None, 0)
        outline.remove_chapter(chapters[3])
        outline.add_chapter(stage.tale.story, title="After")
    assert stage.column("title") == ["Harbour", "The lamp", "Ice", "The letter", "After"]
    assert stage.table.currentIndex() == stage.cell(3, "synopsis")
    with stage.library.change("Shelve"):
        outline.shelve([chapters[1]])
    assert stage.column("number") == ["1", "2", "3", "4"]
    stage.library.undo()
    stage.library.undo()
    assert stage.column("title") == list(TITLES)
    write(stage.library, chapters[2], 300)
    assert stage.column("words")[2] == "300"
    assert stage.column("left")[2] == "700"
    assert reset.count() == 0


def test_it_catches_up_when_it_is_shown_again(stage: Stage) -> None:
    stage.tab.hide()
    with stage.library.change("Rename"):
        stage.library.outline.edit_chapter(stage.tale.chapters[0], title="The lantern")
    stage.tab.show()
    assert stage.column("title")[0] == "The lantern"


def test_the_author_is_where_the_row_is(stage: Stage, qtbot: QtBot) -> None:
    stage.go_to(3, "title")
    qtbot.waitUntil(lambda: stage.desk.place.chapter_id == stage.tale.chapters[3])
    stage.desk.place.select("chapter", stage.tale.chapters[1])
    assert stage.table.currentIndex() == stage.cell(1, "title")


# Sorting


def test_sorting_is_for_looking_only(stage: Stage) -> None:
    stage.sort("title")
    assert stage.column("title") == sorted(TITLES)
    assert stage.words("table.sorted") == "Sorted by title; the story keeps its order."
    assert shape(stage.library, stage.tale.story) == ["The lamp", "Winter: Ice, The letter", "Spring: Thaw", "Harbour"]
    stage.sort("title")
    assert stage.column("title") == sorted(TITLES, reverse=True)
    QTest.mouseClick(find(stage.tab, QPushButton, "table.story_order"), Qt.MouseButton.LeftButton)
    assert stage.column("title") == list(TITLES)
    assert stage.words("table.sorted") == ""
    assert not find(stage.tab, QPushButton, "table.story_order").isVisible()


def test_a_third_click_leaves_the_story_in_order(stage: Stage) -> None:
    for _ in range(3):
        stage.sort("words")
    assert stage.column("title") == list(TITLES)


def test_statuses_are_sorted_as_they_follow_one_another(stage: Stage) -> None:
    with stage.library.change("Ready"):
        stage.library.outline.edit_chapter(stage.tale.chapters[4], status=ChapterStatus.READY)
    stage.sort("status")
    assert stage.column("status") == ["Planned", "Planned", "Drafted", "Drafted", "Ready"]


# Columns


def test_columns_are_chosen_and_remembered(stage: Stage, qtbot: QtBot) -> None:
    assert "purpose" not in stage.shown()
    entry(stage.tab.column_menu(), "Purpose").trigger()
    entry(stage.tab.column_menu(), "Arc").trigger()
    assert stage.shown() == ["number", "title", "status", "words", "target", "left", "synopsis", "purpose"]
    stage.table.horizontalHeader().moveSection(1, 0)
    stage.table.setColumnWidth(PLACES["title"], 333)
    again = TableTab(stage.desk)
    qtbot.addWidget(again)
    assert [COLUMNS[section].key for section in again.table.columns()] == stage.shown()
    assert stage.shown()[0] == "title"
    assert again.table.columnWidth(PLACES["title"]) == 333
    entry(stage.tab.column_menu(), "The usual columns").trigger()
    assert stage.shown() == [column.key for column in COLUMNS if column.shown]


def test_the_header_offers_the_columns(stage: Stage) -> None:
    viewport = stage.table.horizontalHeader().viewport()
    at = QPoint(30, 8)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    assert not entry(popup(), "Title").isEnabled()
    popup().close()


# Editing


def test_cells_are_edited_in_place(stage: Stage) -> None:
    stage.type(0, "title", "The lantern")
    assert stage.library.undo_label == "Rename chapter"
    stage.type(0, "synopsis", "It goes out.")
    assert stage.library.undo_label == "Edit synopsis"
    stage.type(0, "target", "2,500")
    stage.type(0, "target", "many")
    chapter = stage.chapter(1)
    assert (chapter.title, chapter.synopsis, chapter.target_words) == ("The lantern", "It goes out.", 2500)
    assert stage.column("target")[0] == "2500"
    stage.go_to(0, "target")
    QTest.keyClick(stage.table, Qt.Key.Key_Return)
    QTest.keyClick(stage.editor(), Qt.Key.Key_Backspace)
    QTest.keyClick(stage.editor(), Qt.Key.Key_Return)
    assert stage.chapter(1).target_words is None
    stage.library.undo()
    assert stage.column("target")[0] == "2500"


def test_typing_begins_a_cell_and_escape_leaves_it_as_it_was(stage: Stage) -> None:
    stage.go_to(1, "title")
    QTest.keyClick(stage.table, Qt.Key.Key_B)
    QTest.keyClicks(stage.editor(), "erg")
    QTest.keyClick(stage.editor(), Qt.Key.Key_Escape)
    assert stage.chapter(2).title == "Ice"
    assert stage.library.undo_label == "Draft"


def test_a_synopsis_may_have_lines(stage: Stage) -> None:
    stage.go_to(1, "synopsis")
    QTest.keyClick(stage.table, Qt.Key.Key_F2)
    editor = stage.editor()
    QTest.keyClicks(editor, "One.")
    QTest.keyClick(editor, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(editor, "Two.")
    stage.tab.flush()
    assert stage.chapter(2).synopsis == "One.\nTwo."
    assert stage.column("synopsis")[1] == "One. Two."


def test_a_long_synopsis_is_written_in_full_view(stage: Stage) -> None:
    with stage.library.change("Plan"):
        stage.library.outline.edit_chapter(stage.tale.chapters[0], synopsis="The lamp goes out again. " * 40)
    stage.go_to(0, "synopsis")
    QTest.keyClick(stage.table, Qt.Key.Key_F2)
    cell, editor = stage.table.visualRect(stage.cell(0, "synopsis")), stage.editor()
    assert editor.height() > 2 * cell.height()
    assert editor.geometry().right() <= stage.table.viewport().width()
    assert editor.verticalScrollBar().value() == 0


def test_typing_into_a_synopsis_goes_on_with_it(stage: Stage) -> None:
    stage.type(0, "synopsis", "It goes out.")
    stage.go_to(0, "synopsis")
    QTest.keyClick(stage.table, Qt.Key.Key_B)
    QTest.keyClicks(stage.editor(), "oom")
    QTest.keyClick(stage.editor(), Qt.Key.Key_Return)
    assert stage.chapter(1).synopsis == "It goes out.boom"


def test_a_status_is_chosen_for_all_that_are_selected(stage: Stage) -> None:
    stage.go_to(2, "status")
    QTest.keyClick(stage.table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(stage.table, Qt.Key.Key_Return)
    menu = popup()
    entry(menu, "Outlined").trigger()
    menu.close()
    assert [stage.chapter(number).status.value for number in (3, 4, 5)] == ["outlined", "outlined", "planned"]
    assert stage.library.undo_label == "Change status"
    stage.library.undo()
    assert stage.chapter(3).status is ChapterStatus.PLANNED


def test_a_label_from_the_menu(stage: Stage) -> None:
    stage.go_to(0, "title")
    menu = stage.tab.menu()
    entry(submenu(menu, "Label"), "Green").trigger()
    menu.close()
    assert stage.chapter(1).label == "green"
    assert stage.column("label")[0] == "Green"


def test_what_cannot_be_edited_opens_the_chapter(stage: Stage) -> None:
    noted = ran(stage.desk, "go.write")
    stage.go_to(3, "words")
    QTest.keyClick(stage.table, Qt.Key.Key_Return)
    assert noted == ["go.write"]
    assert stage.desk.place.chapter_id == stage.tale.chapters[3]


# Copying and saving


def test_a_selection_is_copied_for_a_spreadsheet(stage: Stage, qapp: QApplication) -> None:
    stage.type(0, "synopsis", "Dark <soon>")
    selection = stage.table.selectionModel()
    selection.clear()
    for row in (0, 1):
        for key in ("title", "words", "synopsis"):
            selection.select(stage.cell(row, key), QItemSelectionModel.SelectionFlag.Select)
    stage.table.copy()
    data = qapp.clipboard().mimeData()
    assert data.text() == "The lamp\t1000\tDark <soon>\nIce\t1000\t"
    assert "<td>Dark &lt;soon&gt;</td>" in data.html()


def test_the_table_is_saved_as_it_is_shown(stage: Stage, tmp_path: Path) -> None:
    heard = said(stage.desk)
    with stage.library.change("Rename"):
        stage.library.outline.edit_chapter(stage.tale.chapters[0], title="=1+1")
    stage.sort("words")
    output = tmp_path / "plan.csv"
    stage.tab.save(output)
    assert heard == [(f"Saved to {output}.", False)]
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Words"] for row in rows] == ["0", "0", "0", "1000", "1000"]
    assert rows[3]["Title"] == "'=1+1"
    assert rows[0]["Status"] == "Planned"


def test_a_file_that_cannot_be_written_is_told(stage: Stage, tmp_path: Path) -> None:
    failed = QSignalSpy(stage.desk.notices.failed)
    stage.tab.save(tmp_path / "missing" / "plan.csv")
    assert failed.count() == 1


def test_a_library_opened_to_look_is_not_edited(library: Library, qtbot: QtBot, qapp: QApplication) -> None:
    tale = add_tale(library)
    keeper = QObject()
    with second_look(library) as other:
        desk = build_desk(other, qapp, keeper)
        desk.place.open_story(tale.story)
        tab = TableTab(desk)
        qtbot.addWidget(tab)
        tab.show()
        assert not tab.order.index(0, PLACES["title"]).flags() & Qt.ItemFlag.ItemIsEditable
        assert [action.text() for action in tab.menu().actions() if action.text()] == ["Copy"]
        desk.bus.close()
    keeper.deleteLater()
