"""The write page with a real library: what is typed is on disk, and what changes elsewhere is on the page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from planner.desktop.app import application, build_desk
from planner.desktop.desk import Desk
from planner.desktop.notices import SaveState
from planner.desktop.settings import PASTE_LIMIT, PROSE_SIZE, TEXT_SCALE
from planner.desktop.write.chapters import MOST_RECENT
from planner.desktop.write.page import WritePage
from planner.domain.draft import StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.place import Place
from planner.library.file import Library
from tests.desktop.write_stage import CTRL, NONE, SHIFT, Key, Stage, chapter


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


def test_what_is_typed_is_on_disk_after_a_pause(stage: Stage) -> None:
    stage.put_cursor("three")
    with stage.qtbot.waitSignal(stage.page.autosave.saved, timeout=3000):
        stage.type(" four")
    assert stage.saved() == ["<p>one</p>", "<p>two</p><p>three four</p>"]
    assert stage.page.autosave.state is SaveState.SAVED


def test_leaving_the_chapter_writes_it_down_and_its_undo_survives(stage: Stage) -> None:
    stage.put_cursor("one")
    stage.type(" more")
    stage.open(1)
    assert stage.saved()[0] == "<p>one more</p>"
    stage.type("x")
    stage.open(0)
    stage.press(Key.Key_Z, with_=CTRL)
    stage.page.flush()
    assert stage.saved()[0] == "<p>one </p>"
    assert stage.saved(1) == ["<p>xsecond chapter</p>"]


def test_losing_the_focus_writes_it_down(stage: Stage) -> None:
    stage.put_cursor("one")
    stage.type("!")
    stage.page.header.title.setFocus()
    assert stage.saved()[0] == "<p>one!</p>"


def test_a_deleted_break_keeps_the_second_scenes_plan_and_undo_brings_both_back(stage: Stage) -> None:
    second = stage.scene(0, 1)
    with stage.desk.library.change("Plan"):
        stage.desk.library.outline.edit_scene(second, synopsis="They cross the river.")
    stage.put_cursor("one")
    stage.press(Key.Key_Delete)
    stage.page.flush()
    assert stage.saved() == ["<p>one</p><p>two</p><p>three</p>"]
    [(plan,)] = stage.rows("SELECT synopsis FROM scene WHERE chapter_id = ?", stage.chapters[0].id)
    assert "They cross the river." in str(plan)
    stage.press(Key.Key_Z, with_=CTRL)
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p><p>three</p>"]
    rows = stage.rows("SELECT id, synopsis FROM scene WHERE chapter_id = ? ORDER BY position", stage.chapters[0].id)
    assert rows[1] == (second, "They cross the river.")


def test_a_typed_break_is_a_scene_of_the_outline(stage: Stage) -> None:
    stage.put_cursor("two")
    stage.press(Key.Key_Return)
    stage.type("***")
    stage.press(Key.Key_Return)
    stage.type("new")
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p>", "<p>new</p><p>three</p>"]
    assert stage.desk.library.undo_label == "Split scene"
    stage.page.editor.setFocus()
    stage.type("x")
    stage.page.flush()
    assert stage.desk.place.scene_id == stage.scene(0, 2)


def test_keys_of_the_format_menu_reach_the_text(stage: Stage) -> None:
    with stage.qtbot.waitActive(stage.page):
        stage.page.activateWindow()
    stage.put_cursor("two")
    stage.press(Key.Key_Return, with_=CTRL)
    stage.press(Key.Key_B, with_=CTRL)
    stage.type("new ")
    stage.press(Key.Key_B, with_=CTRL)
    QGuiApplication.clipboard().setText("pasted ")
    stage.press(Key.Key_V, with_=CTRL | SHIFT)
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p>", "<p><strong>new </strong>pasted three</p>"]


def test_the_first_words_of_a_planned_chapter_begin_its_draft(stage: Stage) -> None:
    stage.open(2)
    stage.type("It begins")
    stage.page.flush()
    begun = stage.chapters[2].status
    assert begun is ChapterStatus.DRAFTING
    assert stage.desk.library.undo_label == "Begin drafting"
    with stage.desk.library.change("Status"):
        stage.desk.library.outline.edit_chapter(stage.chapters[2].id, status=ChapterStatus.OUTLINED)
    stage.type(" again")
    stage.page.flush()
    assert stage.chapters[2].status == ChapterStatus.OUTLINED


def test_words_are_counted_while_typed_and_a_paste_is_not_written(stage: Stage) -> None:
    stage.put_cursor("three")
    with stage.qtbot.waitSignal(stage.desk.notices.counted) as told:
        stage.type(" four five")
    assert told.args == [5]
    stage.page.flush()
    assert stage.desk.library.tallies.today() == 2
    QGuiApplication.clipboard().setText(" and" * 120)
    stage.press(Key.Key_V, with_=CTRL)
    stage.type(" x")
    stage.page.flush()
    assert stage.chapters[0].words == 126
    assert stage.desk.library.tallies.today() == 3


def test_a_small_paste_counts_as_written(stage: Stage) -> None:
    stage.put_cursor("three")
    stage.desk.settings.set(PASTE_LIMIT, 5)
    for words in (4, 5):
        QGuiApplication.clipboard().setText(" and" * words)
        stage.press(Key.Key_V, with_=CTRL)
    stage.page.flush()
    assert stage.chapters[0].words == 12
    assert stage.desk.library.tallies.today() == 4


@pytest.mark.parametrize("saved_before", [True, False])
def test_a_paste_that_does_not_count_is_counted_if_the_author_says_so(stage: Stage, saved_before: bool) -> None:
    stage.put_cursor("three")
    offers: list[tuple[str, str, Callable[[], object]]] = []
    stage.desk.notices.offered.connect(lambda *offer: offers.append(offer))
    QGuiApplication.clipboard().setText(" and" * 150)
    stage.press(Key.Key_V, with_=CTRL)
    if saved_before:
        stage.page.flush()
        assert stage.rows("SELECT words, reason FROM unwritten WHERE day = date('now', 'localtime')")[-1][0] == 150
    ((text, words, count),) = offers
    assert (text, words) == ("150 words pasted, not counted as written", "Count them")
    count()
    assert stage.rows("SELECT sum(added) FROM tally") == [(150,)]
    assert stage.rows("SELECT words FROM unwritten WHERE reason = 'paste'") == []
    stage.page.editor.undo()
    stage.page.flush()
    assert stage.desk.library.tallies.today() == 0


def test_the_title_is_edited_in_place(stage: Stage) -> None:
    title = stage.page.header.title
    title.setFocus()
    title.selectAll()
    stage.type("The Ferryman", title)
    stage.press(Key.Key_Return, widget=title)
    assert stage.chapters[0].title == "The Ferryman"
    assert stage.page.editor.hasFocus()
    stage.desk.library.undo()
    assert title.toPlainText() == "First"


def test_notes_are_saved_and_are_no_words_of_the_story(stage: Stage) -> None:
    words = stage.chapters[0].words
    stage.page.footer.notes.set_open(True)
    editor = stage.page.footer.notes.editor
    editor.setFocus()
    stage.type("Thanks for reading", editor)
    stage.desk.commands.run("format.italic")
    stage.type(" all", editor)
    stage.page.flush()
    [(before, after)] = stage.rows(
        "SELECT before_html, after_html FROM note WHERE chapter_id = ?", stage.chapters[0].id
    )
    assert (before, after) == ("<p>hello</p>", "<p>Thanks for reading<em> all</em></p>")
    assert stage.chapters[0].words == words


def test_the_plan_follows_the_cursor_and_the_cursor_the_outline(stage: Stage) -> None:
    first, second = stage.scene(0, 0), stage.scene(0, 1)
    stage.put_cursor("three")
    assert stage.desk.place.scene_id == second
    stage.desk.place.select("scene", first)
    assert stage.page.editor.textCursor().block().text() == "one"
    stage.press(Key.Key_End, Key.Key_Down)
    assert stage.desk.place.scene_id == second


def test_a_search_hit_is_shown_and_selected(stage: Stage) -> None:
    stage.open(1)
    stage.desk.place.jump(stage.scene(0, 1), 1, 2, 3)
    assert stage.page.editor.textCursor().selectedText() == "ree"


def test_the_place_is_remembered_to_the_letter(stage: Stage) -> None:
    stage.put_cursor("thr")
    stage.page.flush()
    place = stage.desk.library.place.get()
    assert place == Place(stage.story_id, stage.chapters[0].id, stage.scene(0, 1), 7, 0)
    stage.page.hide()
    page = stage.new_page()
    assert page.editor.textCursor().block().text() == "three"
    assert page.editor.textCursor().positionInBlock() == 3


def test_a_change_from_elsewhere_is_shown(stage: Stage) -> None:
    stage.put_cursor("thr")
    library = stage.desk.library
    snapshot = library.snapshots.keep(stage.chapters[0].id)
    stage.type("X")
    stage.page.flush()
    with library.change("Restore"):
        library.snapshots.restore(snapshot)
    assert "thrXee" not in stage.page.editor.toPlainText()
    assert stage.page.editor.textCursor().block().text() == "three"
    stage.type("Y")
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p><p>threYe</p>"]
    with library.change("Move"):
        library.outline.move_scene(stage.scene(0, 1), stage.chapters[1].id, 0)
    assert stage.page.editor.toPlainText().split() == ["two", "threYe", "second", "chapter"]
    stage.open(0)
    assert stage.page.editor.toPlainText() == "one"


def test_undo_of_the_plan_that_takes_a_scene_away_is_shown(stage: Stage) -> None:
    stage.put_cursor("two")
    stage.desk.commands.run("format.scene_break")
    stage.page.flush()
    stage.desk.library.undo()
    assert len(stage.chapters[0].scenes) == 2
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p><p>three</p>"]


def test_a_chapter_that_is_deleted_leaves_the_page(stage: Stage) -> None:
    stage.type("unsaved ")
    with stage.desk.library.change("Delete"):
        stage.desk.library.outline.remove_chapter(stage.chapters[0].id)
    assert not stage.page.sheet.isVisible()
    stage.page.flush()
    stage.desk.library.undo()
    stage.open(0)
    assert stage.page.sheet.isVisible()
    assert "three" in stage.page.editor.toPlainText()


def test_a_full_disk_leaves_the_text_on_the_page_and_says_so_until_it_is_saved(stage: Stage) -> None:
    pages = stage.desk.library._store.value("PRAGMA page_count")
    stage.desk.library._store.connection.execute(f"PRAGMA max_page_count = {pages}")
    stage.put_cursor("three")
    for _ in range(200):
        stage.page.editor.insertPlainText(" and many, many more words to fill the disk with")
    with stage.qtbot.waitSignal(stage.page.autosave.failed, timeout=3000):
        pass
    assert stage.page.autosave.state is SaveState.FAILED
    assert stage.page.has_unsaved_text
    assert "Not saved" in stage.page.unsaved_notice
    stage.open(1)
    stage.open(0)
    assert "fill the disk" in stage.page.editor.toPlainText()
    stage.desk.library._store.connection.execute("PRAGMA max_page_count = 1000000")
    stage.page.flush()
    assert "fill the disk" in stage.saved()[1]
    assert stage.page.unsaved_notice == ""
    assert not stage.page.has_unsaved_text


def test_find_and_replace(stage: Stage) -> None:
    stage.desk.commands.run("find.replace")
    bar = stage.page.find_bar
    stage.type("t", bar.find_field)
    assert bar.count_text == "1 of 2"
    stage.press(Key.Key_Return, widget=bar.find_field)
    assert stage.page.editor.textCursor().block().text() == "three"
    stage.press(Key.Key_Return, with_=SHIFT, widget=bar.find_field)
    assert stage.page.editor.textCursor().block().text() == "two"
    bar.replace_field.setFocus()
    stage.type("s", bar.replace_field)
    stage.press(Key.Key_Return, widget=bar.replace_field)
    assert stage.page.editor.toPlainText().split() == ["one", "swo", "three"]
    stage.press(Key.Key_Escape, widget=bar.replace_field)
    assert not bar.isVisible()
    assert stage.page.editor.hasFocus()


def test_finding_goes_on_in_the_next_chapter(stage: Stage) -> None:
    stage.desk.commands.run("find.next")
    bar = stage.page.find_bar
    stage.type("c", bar.find_field)
    assert bar.count_text == "Not found"
    stage.open(1)
    stage.desk.commands.run("find.next")
    assert stage.page.editor.textCursor().selectedText() == "c"
    assert bar.count_text == "1 of 2"


def test_replacing_all_keeps_a_snapshot_and_is_one_step_of_undo(stage: Stage) -> None:
    stage.desk.commands.run("find.replace")
    bar = stage.page.find_bar
    stage.type("E", bar.find_field)
    bar.match_case.setChecked(True)
    assert bar.count_text == "Not found"
    bar.match_case.setChecked(False)
    stage.type("i", bar.replace_field)
    bar.replace_all()
    stage.page.flush()
    assert stage.saved() == ["<p>oni</p>", "<p>two</p><p>thrii</p>"]
    [snapshot] = [each for each in stage.desk.library.snapshots.list(stage.chapters[0].id) if each.label]
    assert stage.desk.library.snapshots.text(snapshot.id).scenes[0].prose.plain == "one"
    assert stage.page.editor.hasFocus()
    stage.press(Key.Key_Z, with_=CTRL)
    stage.page.flush()
    assert stage.saved() == ["<p>one</p>", "<p>two</p><p>three</p>"]


def test_words_put_in_by_replacing_all_are_not_written(stage: Stage) -> None:
    stage.put_cursor("three")
    stage.type(" four")
    stage.desk.commands.run("find.replace")
    bar = stage.page.find_bar
    bar.find_field.setText("t")
    stage.type("a b", bar.replace_field)
    bar.replace_all()
    assert stage.rows("SELECT reason, words FROM unwritten WHERE reason IN ('replace', 'paste')") == [("replace", 2)]
    assert stage.desk.library.tallies.today() == 1
    stage.press(Key.Key_Z, with_=CTRL)
    stage.page.flush()
    assert stage.desk.library.tallies.today() == 1


def test_whole_words_and_curly_quotes_are_found(desk: Desk, qtbot: QtBot) -> None:
    stage = Stage(desk, qtbot, StoryDraft(title="s", chapters=(chapter("<p>“Don’t,” 😀 don donor don’t</p>"),)))
    bar = stage.page.find_bar
    bar.open_bar(replacing=False)
    stage.type("don't", bar.find_field)
    assert bar.count_text == "1 of 2"
    bar.find_field.setText("don")
    bar.whole_words.setChecked(True)
    assert bar.count_text.endswith("of 3")
    bar.find_field.setText("donor")
    assert stage.page.editor.textCursor().selectedText() == "donor"


def test_a_larger_text_keeps_the_words_and_the_place(stage: Stage) -> None:
    stage.put_cursor("thr")
    stage.type("X")
    stage.desk.settings.set(PROSE_SIZE, 20)
    assert stage.page.editor.textCursor().block().text() == "thrXee"
    assert stage.page.editor.document().defaultFont().pointSizeF() == 20
    stage.type("Y")
    stage.page.flush()
    assert stage.saved()[1] == "<p>two</p><p>thrXYee</p>"


def test_only_so_many_chapters_keep_their_documents(desk: Desk, qtbot: QtBot) -> None:
    chapters = tuple(chapter(f"<p>chapter {n}</p>") for n in range(MOST_RECENT + 3))
    stage = Stage(desk, qtbot, StoryDraft(title="s", chapters=chapters))
    for index in range(len(chapters)):
        stage.open(index)
        stage.type("x")
    stage.open(0)
    assert stage.page.editor.toPlainText() == "xchapter 0"
    assert not stage.page.editor.document().isUndoAvailable()
    stage.open(len(chapters) - 1)
    assert stage.page.editor.document().isUndoAvailable()


def test_a_story_without_a_chapter_selected_offers_the_next_step(stage: Stage) -> None:
    stage.desk.place.open_story(None)
    stage.desk.place.open_story(stage.story_id)
    assert not stage.page.sheet.isVisible()
    button = stage.page.findChild(QPushButton, "write.next_step")
    assert isinstance(button, QPushButton)
    button.click()
    assert stage.desk.place.chapter_id == stage.chapters[2].id


def test_typing_at_the_bottom_keeps_the_line_on_the_screen(stage: Stage) -> None:
    stage.open(1)
    for _ in range(60):
        stage.press(Key.Key_Return, with_=NONE)
        stage.type("line")
    editor, sheet = stage.page.editor, stage.page.sheet
    bottom = editor.mapTo(sheet, editor.cursorRect().bottomLeft()).y()
    assert 0 < bottom < sheet.height()
    stage.press(Key.Key_Home, with_=CTRL)
    assert sheet.verticalScrollBar().value() == 0
    sheet.verticalScrollBar().setValue(sheet.verticalScrollBar().maximum())
    stage.press(Key.Key_Home, with_=CTRL)
    stage.qtbot.waitUntil(lambda: sheet.verticalScrollBar().value() == 0)


def test_a_note_below_the_fold_scrolls_into_view_when_it_is_written(stage: Stage) -> None:
    for _ in range(40):
        stage.press(Key.Key_Return)
    sheet = stage.page.sheet
    stage.press(Key.Key_Home, with_=CTRL)
    stage.page.footer.notes.set_open(True)
    toggle, editor = stage.page.footer.notes.stops
    toggle.setFocus()
    assert 0 <= toggle.mapTo(sheet, toggle.rect().topLeft()).y() < sheet.height()
    editor.setFocus()
    for _ in range(12):
        stage.press(Key.Key_Return, widget=editor)
        stage.type("a line", editor)
    note = stage.page.footer.notes.editor
    stage.qtbot.waitUntil(lambda: 0 < note.mapTo(sheet, note.cursorRect().bottomLeft()).y() <= sheet.height())


def test_tab_goes_from_title_to_notes_to_text_and_on(stage: Stage) -> None:
    page = stage.page
    order = [page.header.title, *page.header.notes.stops[:1], page.editor, page.footer.notes.stops[0]]
    page.header.title.setFocus()
    for here, there in pairwise(order):
        stage.press(Key.Key_Tab, widget=here)
        assert there.hasFocus()


def test_a_narrow_format_bar_shows_whole_groups_of_icons(stage: Stage) -> None:
    stage.desk.settings.set(TEXT_SCALE, 200)
    bar = stage.page.format_bar
    assert bar.minimumSizeHint().width() < 400
    stage.page.resize(1400, 600)
    shown = []
    for width in (1400, 700, 400):
        stage.page.resize(width, 600)
        QApplication.processEvents()
        buttons = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
        assert all(each.mapTo(bar, each.rect().bottomRight()).x() < bar.width() for each in buttons)
        shown.append({each.objectName() for each in buttons})
    assert len(shown[0]) == 15
    assert shown[0] > shown[1] > shown[2] >= {"tool.format.bold", "tool.view.distraction_free"}
    stage.page.resize(1400, 600)
    QApplication.processEvents()
    assert len([each for each in bar.findChildren(QToolButton) if each.isVisible()]) == 15


def test_distraction_free_leaves_the_sheet_and_keeps_the_line_in_the_middle(stage: Stage) -> None:
    stage.open(1)
    for _ in range(60):
        stage.press(Key.Key_Return)
    action = stage.desk.commands.actions["view.distraction_free"]
    action.setChecked(True)
    assert not stage.page.format_bar.isVisible()
    stage.type("now")
    sheet, editor = stage.page.sheet, stage.page.editor
    line = editor.viewport().mapTo(sheet, editor.cursorRect().center()).y()
    assert abs(line - sheet.height() / 2) < 30
    action.setChecked(False)
    assert stage.page.format_bar.isVisible()


def test_the_page_scrolls_as_one(stage: Stage) -> None:
    for _ in range(60):
        stage.press(Key.Key_Return)
        stage.type("line")
    sheet, page = stage.page.sheet, stage.page
    bar = sheet.verticalScrollBar()
    bar.setValue(0)
    assert page.header.y() > 0
    assert page.editor.verticalScrollBar().value() == 0
    bar.setValue(bar.maximum() // 2)
    assert page.header.geometry().bottom() < 0
    assert page.editor.y() == 0
    assert page.editor.verticalScrollBar().value() > 0
    bar.setValue(bar.maximum())
    assert page.footer.geometry().bottom() < sheet.viewport().height()
    assert page.editor.geometry().bottom() < page.footer.y()


def test_a_library_opened_to_look_at_is_not_written_in(stage: Stage, qtbot: QtBot) -> None:
    stage.page.flush()
    with Library.open(stage.desk.library.path, read_only=True) as looking:
        keeper = QObject()
        desk = build_desk(looking, application(), keeper)
        page = WritePage(desk)
        qtbot.addWidget(page)
        page.show()
        desk.place.select("chapter", stage.chapters[0].id)
        stage.type("x", page.editor)
        page.editor.paste_plain()
        assert page.editor.toPlainText().split() == ["one", "two", "three"]
        assert not desk.commands.actions["format.bold"].isEnabled()
        page.flush()
        desk.bus.close()
        page.close()
