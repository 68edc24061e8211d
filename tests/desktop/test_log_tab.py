"""The tab Log: the line for words from elsewhere, the days beneath it, and what is not counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.pages import PageName
from planner.desktop.progress.log.model import Col
from planner.desktop.progress.log.rows import Kept, read_rows
from planner.desktop.settings import TEXT_SCALE
from planner.desktop.window import Window
from planner.domain.draft import ChapterText, SceneText
from planner.domain.goals import Measure
from planner.domain.log import NewEntry, Source
from planner.domain.outline import SceneId, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.desktop.log_stage import TODAY, Clock, Stage, log, make_library

TODAY_TEXT = "Today, 16 November 2026"


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    opened = make_library(tmp_path / "library.longfic", clock)
    yield opened
    opened.close()


@pytest.fixture
def stage(window: Window, desk: Desk, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(window, desk, qtbot)
    tester = QAbstractItemModelTester(made.tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def story(library: Library) -> StoryId:
    return library.stories.all()[0].id


def text_of(scene: SceneId, words: int) -> ChapterText:
    return ChapterText((SceneText(scene, prose_from_text("word " * words)),))


def write(library: Library, words: int, seconds: int = 0) -> None:
    """Type in the first chapter, as the editor's autosave notes it."""
    chapter = library.outline.get(story(library)).chapters[0]
    library.texts.save_chapter(chapter.id, text_of(chapter.scenes[0].id, words), seconds=seconds)


# The line


def test_words_from_elsewhere_are_logged_in_one_line(stage: Stage) -> None:
    stage.say("+612")
    QTest.keyClicks(stage.line("log.note"), "on the train")
    QTest.keyClick(stage.line("log.note"), Qt.Key.Key_Return)
    assert stage.rows("SELECT day, count, measure, story_id, note, source FROM log_entry") == [
        ("2026-11-16", 612, "words", None, "on the train", "manual")
    ]
    assert stage.cells(Col.DAY, Col.WORDS, Col.STORY, Col.NOTE) == [
        (TODAY_TEXT, "612", "", ""),
        ("By hand", "612", "No story", "on the train"),
    ]
    assert stage.line("log.count").text() == ""


def test_enter_logs_from_the_day_as_well(stage: Stage) -> None:
    stage.say("612")
    day = stage.window.findChild(QDateEdit, "log.day")
    assert day is not None
    QTest.keyClick(day, Qt.Key.Key_Down)
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert stage.rows("SELECT day, count FROM log_entry") == [("2026-11-15", 612)]


def test_a_total_is_logged_as_what_is_missing_and_says_so_before(stage: Stage) -> None:
    log(stage.desk.library, 400)
    stage.say("=12,400")
    assert stage.told == "So far there are 400 words in all. 12,000 words are added."
    stage.click("log.add")
    assert stage.rows("SELECT count FROM log_entry ORDER BY id") == [(400,), (12_000,)]


def test_time_goes_to_the_story_that_is_chosen(stage: Stage) -> None:
    stage.choose("log.story", "The Ferry")
    stage.say("1 h 20")
    assert stage.told == "1 h 20 min for The Ferry."
    stage.click("log.add")
    assert stage.rows("SELECT count, measure, story_id FROM log_entry") == [(80, "time", 1)]
    assert stage.cells(Col.DAY, Col.TIME)[1] == ("By hand", "1 h 20 min")


def test_the_story_that_is_open_is_proposed(stage: Stage) -> None:
    stage.desk.place.open_story(story(stage.desk.library))
    stage.desk.commands.run("log.add")
    stage.say("5")
    stage.click("log.add")
    assert stage.rows("SELECT story_id FROM log_entry") == [(1,)]


def test_what_is_no_count_is_told_beneath_and_nothing_is_logged(stage: Stage) -> None:
    stage.say("lots")
    QTest.keyClick(stage.line("log.count"), Qt.Key.Key_Return)
    assert stage.told.startswith("“lots” is not a count.")
    assert stage.rows("SELECT * FROM log_entry") == []


def test_the_command_leads_to_the_line_from_anywhere(stage: Stage) -> None:
    stage.window.go(PageName.SHELF)
    stage.desk.commands.run("log.add")
    assert stage.tab.isVisible()
    assert QApplication.focusWidget() is stage.line("log.count")


# The days


def test_what_is_typed_comes_by_itself_and_its_time_with_it(stage: Stage) -> None:
    write(stage.desk.library, 40, 300)
    assert stage.cells(Col.DAY, Col.WORDS, Col.TIME, Col.STORY) == [
        (TODAY_TEXT, "40", "5 min", ""),
        ("Written here", "40", "5 min", "The Ferry"),
    ]
    write(stage.desk.library, 30)
    assert stage.cells(Col.WORDS, Col.NOTE)[1] == ("30", "40 added, 10 deleted")


def test_the_newest_day_comes_first_and_each_has_its_sum(stage: Stage) -> None:
    log(stage.desk.library, 100, 200)
    log(stage.desk.library, 50)
    assert [row for row in stage.cells(Col.DAY, Col.WORDS) if row[0] != "By hand"] == [
        (TODAY_TEXT, "150"),
        ("Sunday, 15 November 2026", "200"),
    ]


def test_undo_and_redo_are_followed(stage: Stage) -> None:
    log(stage.desk.library, 100)
    stage.desk.library.undo()
    assert stage.cells(Col.DAY) == []
    stage.desk.library.redo()
    assert len(stage.cells(Col.DAY)) == 2


def test_what_changes_while_another_page_is_shown_is_there_on_return(stage: Stage) -> None:
    log(stage.desk.library, 100)
    stage.window.go(PageName.SHELF)
    log(stage.desk.library, 7, first=TODAY - timedelta(days=400))
    stage.desk.commands.run("progress.tab.log")
    assert ("By hand", "7") in stage.cells(Col.DAY, Col.WORDS)


def test_today_is_only_called_so_until_the_day_turns(stage: Stage, clock: Clock) -> None:
    log(stage.desk.library, 100)
    clock.now += timedelta(days=1)
    stage.desk.day.look()
    assert stage.cells(Col.DAY)[0] == ("Monday, 16 November 2026",)


# Editing


def test_a_count_is_edited_in_its_cell(stage: Stage) -> None:
    log(stage.desk.library, 100)
    index = stage.index("By hand", Col.WORDS)
    stage.click_at(stage.table.visualRect(index).center(), double=True)
    editor = stage.field(QPlainTextEdit, "log.editor")
    QTest.keyClicks(editor, "250")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert stage.rows("SELECT count FROM log_entry") == [(250,)]
    assert stage.cells(Col.WORDS) == [("250",), ("250",)]
    stage.desk.library.undo()
    assert stage.cells(Col.WORDS) == [("100",), ("100",)]


def test_words_may_become_time_and_nonsense_changes_nothing(stage: Stage) -> None:
    log(stage.desk.library, 100)
    stage.tab.model.setData(stage.index("By hand", Col.WORDS), "nonsense")
    assert stage.rows("SELECT count, measure FROM log_entry") == [(100, "words")]
    stage.tab.model.setData(stage.index("By hand", Col.WORDS), "45 min")
    assert stage.rows("SELECT count, measure FROM log_entry") == [(45, "time")]


def test_an_entry_takes_another_day_and_moves_there(stage: Stage) -> None:
    log(stage.desk.library, 100, 200)
    index = stage.index("By hand")
    stage.table.setCurrentIndex(index)
    stage.table.setFocus()
    QTest.keyClick(stage.table, Qt.Key.Key_F2)
    editor = stage.field(QWidget, "log.day_editor")
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # Qt lets the field have the key first, and takes what it says a moment later.
    stage.qtbot.waitUntil(lambda: stage.cells(Col.DAY)[0] != (TODAY_TEXT,))
    assert stage.rows("SELECT day, count FROM log_entry ORDER BY count") == [("2026-11-15", 100), ("2026-11-15", 200)]
    assert stage.cells(Col.DAY, Col.WORDS)[0] == ("Sunday, 15 November 2026", "300")
    assert stage.table.currentIndex().siblingAtColumn(Col.WORDS).data() == "100"


def test_an_entry_takes_another_story_and_note_from_its_menu(stage: Stage) -> None:
    log(stage.desk.library, 100)
    index = stage.index("By hand")
    menu = stage.tab.menu(stage.tab.model.row(index), index)
    stories = next(action.menu() for action in menu.actions() if action.text() == "Story")
    assert isinstance(stories, QMenu)
    next(action for action in stories.actions() if action.text() == "The Ferry").trigger()
    assert stage.rows("SELECT story_id FROM log_entry") == [(1,)]
    stage.tab.model.setData(stage.index("By hand", Col.NOTE), " in  the park ")
    assert stage.rows("SELECT note FROM log_entry") == [("in the park",)]


def test_entries_are_deleted_by_key_and_come_back_by_undo(stage: Stage) -> None:
    log(stage.desk.library, 100, 200)
    stage.table.setFocus()
    stage.table.selectAll()
    QTest.keyClick(stage.table, Qt.Key.Key_Delete)
    assert stage.rows("SELECT * FROM log_entry") == []
    stage.desk.library.undo()
    assert len(stage.cells(Col.DAY)) == 4


def test_what_was_typed_is_not_edited(stage: Stage) -> None:
    write(stage.desk.library, 40)
    index = stage.index("Written here", Col.WORDS)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    stage.table.selectRow(index.row())
    QTest.keyClick(stage.table, Qt.Key.Key_Delete)
    assert stage.rows("SELECT added FROM tally") == [(40,)]


# What is not counted


def paste(library: Library, words: int) -> None:
    chapter = library.outline.get(story(library)).chapters[0]
    library.texts.save_chapter(chapter.id, text_of(chapter.scenes[0].id, words), not_written=words)


def test_a_paste_is_shown_and_counted_by_a_click(stage: Stage) -> None:
    paste(stage.desk.library, 340)
    assert stage.cells(Col.DAY, Col.WORDS, Col.NOTE) == [
        (TODAY_TEXT, "", ""),
        ("Pasted", "340", "Not counted. Count them"),
    ]
    offer = stage.table.cells.offer_room(stage.index("Pasted", Col.NOTE))
    stage.click_at(offer.center())
    assert stage.cells(Col.DAY, Col.WORDS, Col.NOTE) == [
        (TODAY_TEXT, "340", ""),
        ("Pasted", "340", "Counted as written. Do not count them"),
    ]
    assert stage.rows("SELECT sum(added) FROM tally") == [(340,)]


def test_it_is_counted_by_enter_too_and_the_status_bar_leads_back(stage: Stage) -> None:
    offered: list[tuple[str, object]] = []
    stage.desk.notices.offered.connect(lambda text, _words, function: offered.append((text, function)))
    paste(stage.desk.library, 340)
    stage.table.setCurrentIndex(stage.index("Pasted"))
    stage.table.setFocus()
    QTest.keyClick(stage.table, Qt.Key.Key_Return)
    text, back = offered[-1]
    assert text == "340 words are counted as written now."
    assert callable(back)
    back()
    assert stage.rows("SELECT counted, words FROM unwritten") == [(0, 340)]
    assert stage.cells(Col.DAY, Col.WORDS)[0] == (TODAY_TEXT, "")


# Filters


def test_filters_keep_a_story_a_kind_a_month(stage: Stage) -> None:
    library = stage.desk.library
    log(library, 100)
    log(library, 30, first=date(2026, 9, 30))
    write(library, 40)
    with library.change("Log"):
        library.log.add(NewEntry(TODAY, 20, Measure.TIME, source=Source.SPRINT))
    stage.choose("log.filter_story", "The Ferry")
    assert stage.cells(Col.DAY) == [(TODAY_TEXT,), ("Written here",)]
    stage.choose("log.filter_story", "All stories")
    stage.choose("log.filter_kind", "Sprints")
    assert stage.cells(Col.DAY) == [(TODAY_TEXT,), ("Sprint",)]
    stage.choose("log.filter_kind", "Everything")
    stage.choose("log.filter_month", "September 2026")
    assert stage.cells(Col.DAY, Col.WORDS) == [("Wednesday, 30 September 2026", "30"), ("By hand", "30")]
    stage.choose("log.filter_month", "October 2026")
    assert stage.cells(Col.DAY) == []


# Ten years


def test_ten_years_are_there_at_once_and_come_as_they_are_scrolled_to(
    library: Library, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    with library.change("Log"):
        for number in range(3650):
            library.log.add(NewEntry(TODAY - timedelta(days=number), 500))
    began = perf_counter()
    stage = Stage(window, desk, qtbot)
    assert perf_counter() - began < 2
    assert stage.tab.model.rowCount() < 1000
    while stage.tab.model.canFetchMore():
        stage.tab.model.fetchMore()
    assert stage.tab.model.rowCount() == 7300
    before = stage.cells(Col.DAY)[-1]
    log(library, 7, first=TODAY - timedelta(days=3000))
    assert stage.tab.model.rowCount() == 7301
    assert stage.cells(Col.DAY)[-1] == before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "move", "remove", "type", "paste", "count", "undo", "redo"]), st.integers(0, 200)
    ),
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_the_rows_are_those_of_a_new_reading(stage: Stage, steps: list[tuple[str, int]]) -> None:
    library = stage.desk.library
    for step, number in steps:
        entries = library.log.entries()
        day = TODAY - timedelta(days=number)
        match step:
            case "add":
                log(library, number, first=day)
            case "move" if entries:
                stage.tab.verbs.edit(entries[number % len(entries)].id, day=day)
            case "remove" if entries:
                stage.tab.verbs.remove([entries[number % len(entries)].id])
            case "type":
                write(library, number)
            case "paste":
                paste(library, number + 1)
            case "count" if parts := library.progress.unwritten():
                stage.tab.verbs.count(parts[number % len(parts)])
            case "undo":
                library.undo()
            case "redo":
                library.redo()
    shown = [stage.tab.model.row(stage.tab.model.index(at, 0)) for at in range(stage.tab.model.rowCount())]
    assert shown == read_rows(library, Kept(), None, None)


def test_no_field_is_cut_off_where_the_text_is_large_and_the_window_small(stage: Stage) -> None:
    line = stage.tab.line
    narrow = line.note.minimumWidth()
    stage.desk.settings.set(TEXT_SCALE, 200)
    stage.window.resize(1000, 760)
    QApplication.processEvents()
    assert line.note.minimumWidth() > narrow * 1.5
    assert line.height() >= line.heightForWidth(line.width())
    add = line.findChild(QPushButton, "log.add")
    assert add is not None
    add.setFocus()
    QApplication.processEvents()
    assert add.visibleRegion().boundingRect() == add.rect()
    stage.desk.settings.set(TEXT_SCALE, 100)
    QApplication.processEvents()
    assert line.note.minimumWidth() == narrow
