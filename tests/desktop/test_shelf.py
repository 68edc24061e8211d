"""The shelf: cards that follow the library row by row, the ways to begin, and what can be done with a story."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.settings import TEXT_SCALE
from planner.desktop.shelf.model import CARD_ROLE, ShelfModel, StoryCard
from planner.desktop.shelf.page import ShelfPage
from planner.desktop.shelf.when import relative
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterStatus, StoryKind, StoryState
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, entry, menu_at, part, ran, said, second_look, submenu, write


def titles(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def card(model: ShelfModel, row: int) -> StoryCard:
    found = model.index(row).data(CARD_ROLE)
    assert isinstance(found, StoryCard)
    return found


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ShelfPage:
    made = ShelfPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.setFocus()
    return made


def centre_of(page: ShelfPage, row: int) -> QPoint:
    return page.cards.visualRect(page.model.index(row)).center()


def menu_of(page: ShelfPage, row: int) -> QMenu:
    return menu_at(page.cards, page.model.index(row))


# --- the model


class Events:
    """What a model told its views."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self.seen: list[str] = []
        model.modelReset.connect(lambda: self.seen.append("reset"))
        model.rowsInserted.connect(lambda _parent, first, last: self.seen.append(f"insert {first}-{last}"))
        model.rowsRemoved.connect(lambda _parent, first, last: self.seen.append(f"remove {first}-{last}"))
        model.rowsMoved.connect(lambda _parent, first, _last, _to, row: self.seen.append(f"move {first} to {row}"))
        model.dataChanged.connect(lambda first, last: self.seen.append(f"change {first.row()}-{last.row()}"))


def test_model_follows_each_change_row_by_row(desk: Desk, library: Library) -> None:
    add_story(library, "Salt")
    second = add_story(library, "Weather")
    model = ShelfModel(library, desk.bus, desk.notices.error)
    tester = QAbstractItemModelTester(model)
    events = Events(model)

    add_story(library, "Doors")
    assert titles(model) == ["Salt", "Weather", "Doors"]
    assert events.seen[0] == "insert 2-2"
    events.seen.clear()

    with library.change("Rename"):
        library.stories.edit(second, title="Storms")
    assert titles(model) == ["Salt", "Storms", "Doors"]
    assert events.seen == ["change 1-1"]
    events.seen.clear()

    with library.change("Move"):
        library.stories.move(second, 0)
    assert titles(model) == ["Storms", "Salt", "Doors"]
    assert events.seen[0] == "move 1 to 0"
    events.seen.clear()

    with library.change("Delete"):
        library.stories.remove(second)
    assert titles(model) == ["Salt", "Doors"]
    assert events.seen[0] == "remove 0-0"

    library.undo()
    assert titles(model) == ["Storms", "Salt", "Doors"]
    library.redo()
    assert titles(model) == ["Salt", "Doors"]
    assert "reset" not in events.seen
    assert tester is not None


def test_only_the_card_of_the_story_that_changed_is_worked_out_again(desk: Desk, library: Library) -> None:
    first, second = add_story(library, "Salt"), add_story(library, "Weather")
    model = ShelfModel(library, desk.bus, desk.notices.error)
    before = [card(model, 0), card(model, 1)]
    events = Events(model)
    chapters = library.outline.get(second).chapters

    with library.change("Status"):
        library.outline.edit_chapter(chapters[0].id, status=ChapterStatus.READY)
    assert events.seen == ["change 1-1"]
    assert card(model, 0) is before[0]
    assert card(model, 1).progress_text == "1 of ? chapters"

    write(library, chapters[1].id, "Four words of rain.")
    assert card(model, 1).story.words == 4
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[0].id)
    assert len(card(model, 1).statuses) == 1
    with library.change("Add chapter"):
        library.outline.add_chapter(second)
    assert len(card(model, 1).statuses) == 2
    assert card(model, 0) is before[0]
    assert library.outline.get(first).story.title == "Salt"


def test_text_in_a_scene_made_after_the_card_counts(desk: Desk, library: Library) -> None:
    story = add_story(library, "Salt", chapters=1)
    model = ShelfModel(library, desk.bus, desk.notices.error)
    chapter = library.outline.get(story).chapters[0]
    assert card(model, 0).story.words == 0
    with library.change("Add scene"):
        scene = library.outline.add_scene(chapter.id)
    scenes = (SceneText(chapter.scenes[0].id), SceneText(scene, prose_from_text("Two words")))
    library.texts.save_chapter(chapter.id, ChapterText(scenes))
    assert card(model, 0).story.words == 2


@pytest.mark.parametrize(
    ("fields", "chapters", "text"),
    [
        ({"expected": 12}, 3, "0 of 12 chapters"),
        ({}, 3, "0 of ? chapters"),
        ({"kind": StoryKind.ONE_SHOT, "expected": 1}, 1, "One-shot"),
    ],
)
def test_progress_in_words(desk: Desk, library: Library, fields: dict[str, object], chapters: int, text: str) -> None:
    add_story(library, "Salt", chapters, **fields)
    assert card(ShelfModel(library, desk.bus, desk.notices.error), 0).progress_text == text


def test_the_bar_is_told_in_words(desk: Desk, library: Library) -> None:
    story = add_story(library, "Salt", chapters=3, fandom="Tramways", expected=5)
    with library.change("Status"):
        library.outline.edit_chapter(library.outline.get(story).chapters[0].id, status=ChapterStatus.READY)
    model = ShelfModel(library, desk.bus, desk.notices.error)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Salt. Tramways. Planning. 1 of 5 chapters. 1 ready, 2 planned, 2 to plan. 0 words. Write Chapter 2. "
        "Worked on: just now"
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"fandom": "Tramways", "spark": "Salt on everything."}, "Tramways"),
        ({"spark": "\nSalt on everything.\nAlso on them."}, "Salt on everything."),
        ({}, "No fandom yet"),
    ],
)
def test_the_line_under_a_title_is_never_empty(
    desk: Desk, library: Library, fields: dict[str, object], text: str
) -> None:
    add_story(library, "Salt", **fields)  # type: ignore[arg-type]
    assert card(ShelfModel(library, desk.bus, desk.notices.error), 0).subtitle == text


def test_a_story_without_a_title_has_words_in_its_place(desk: Desk, library: Library) -> None:
    add_story(library, "")
    model = ShelfModel(library, desk.bus, desk.notices.error)
    assert model.index(0).data() == "Untitled story"
    assert model.index(0).data(Qt.ItemDataRole.EditRole) == ""


def test_a_story_that_rests_asks_for_nothing(desk: Desk, library: Library) -> None:
    add_story(library, "Salt", state=StoryState.SHELVED)
    add_story(library, "Weather", state=StoryState.HIATUS)
    model = ShelfModel(library, desk.bus, desk.notices.error)
    assert card(model, 0).next_text == ""
    assert card(model, 1).next_text == "Write Chapter 1"


# --- the ways to begin


def test_first_run_offers_three_steps(desk: Desk, page: ShelfPage, qtbot: QtBot) -> None:
    assert page.welcome.isVisible()
    assert not page.cards.isVisible()
    assert not part(page, "shelf.side").isVisible()
    noted = ran(desk, "story.new", "story.import", "story.sample")
    qtbot.mouseClick(part(page, "welcome.story.new"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(part(page, "welcome.story.import"), Qt.Key.Key_Return)
    qtbot.keyClick(part(page, "welcome.story.sample"), Qt.Key.Key_Space)
    assert noted == ["story.new", "story.import", "story.sample"]


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("width", [420, 760, 1400])
def test_no_word_of_the_welcome_is_cut_off(desk: Desk, page: ShelfPage, qtbot: QtBot, width: int, scale: int) -> None:
    desk.settings.set(TEXT_SCALE, scale)
    page.resize(width, 500)
    inner, viewport = page.welcome.widget(), page.welcome.viewport()
    assert inner is not None
    qtbot.waitUntil(lambda: inner.width() == viewport.width())
    for words in page.welcome.findChildren(QLabel):
        assert words.height() >= words.heightForWidth(words.width()), words.text()
        assert words.mapTo(inner, words.rect().bottomRight()).x() <= viewport.width(), words.text()


def test_the_cards_come_with_the_first_story_and_go_with_the_last(library: Library, page: ShelfPage) -> None:
    add_story(library, "Salt")
    assert page.cards.isVisible()
    assert page.focusProxy() is page.cards
    library.undo()
    assert page.welcome.isVisible()
    assert page.focusProxy() is page.welcome


def test_an_idea_before_the_first_story_has_its_place(library: Library, page: ShelfPage) -> None:
    with library.change("Capture idea"):
        library.ideas.add("A lighthouse that answers")
    assert page.welcome.isVisible()
    assert page.inbox.isVisible()


# --- opening, by mouse and keys


def test_enter_opens_the_story_at_its_next_chapter(desk: Desk, library: Library, page: ShelfPage, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    story = add_story(library, "Weather")
    chapters = library.outline.get(story).chapters
    with library.change("Status"):
        library.outline.edit_chapter(chapters[1].id, status=ChapterStatus.DRAFTING)
    noted = ran(desk, "go.write")
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_Right)
    qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert (desk.place.story_id, desk.place.chapter_id) == (story, chapters[1].id)
    assert noted == ["go.write"]


def test_a_story_to_be_planned_further_opens_at_its_last_chapter(
    desk: Desk, library: Library, page: ShelfPage, qtbot: QtBot
) -> None:
    story = add_story(library, "Salt", expected=5)
    chapters = library.outline.get(story).chapters
    with library.change("Status"):
        for each in chapters:
            library.outline.edit_chapter(each.id, status=ChapterStatus.READY)
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert desk.place.chapter_id == chapters[-1].id
    with library.change("Delete"):
        for each in chapters:
            library.outline.remove_chapter(each.id)
    desk.place.open_story(None)
    qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert desk.place.kind == "story"
    assert desk.place.story_id == story


def test_a_click_on_the_open_story_goes_back_to_where_the_author_was(
    desk: Desk, library: Library, page: ShelfPage, qtbot: QtBot
) -> None:
    story = add_story(library, "Salt", chapters=3)
    last = library.outline.get(story).chapters[-1]
    desk.place.select("chapter", last.id)
    noted = ran(desk, "go.write")
    qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(page, 0))
    assert desk.place.chapter_id == last.id
    assert noted == ["go.write"]


def test_arrows_go_through_the_rows_and_columns_of_fifty_cards(library: Library, page: ShelfPage, qtbot: QtBot) -> None:
    for number in range(50):
        add_story(library, f"Story {number}")
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_Home)
    columns = sum(
        page.cards.visualRect(page.model.index(row)).top() == page.cards.visualRect(page.model.index(0)).top()
        for row in range(50)
    )
    assert columns >= 2
    qtbot.keyClick(page.cards, Qt.Key.Key_Down)
    assert page.cards.currentIndex().row() == columns
    qtbot.keyClick(page.cards, Qt.Key.Key_Right)
    assert page.cards.currentIndex().row() == columns + 1
    qtbot.keyClick(page.cards, Qt.Key.Key_End)
    assert page.cards.currentIndex().row() == 49
    assert page.cards.viewport().rect().contains(page.cards.visualRect(page.model.index(49)))


@pytest.mark.parametrize("width", [420, 640, 860, 1000, 1333, 1900])
def test_the_cards_fill_the_width_whatever_it_is(library: Library, page: ShelfPage, width: int) -> None:
    for number in range(12):
        add_story(library, f"Story {number}")
    page.resize(width, 700)
    QApplication.processEvents()
    rects = [page.cards.visualRect(page.model.index(row)) for row in range(12)]
    first_line = [rect for rect in rects if rect.top() == rects[0].top()]
    free = page.cards.viewport().width() - max(rect.right() for rect in first_line)
    assert free < 40


def test_a_page_with_large_text_can_be_made_narrower_again(desk: Desk, library: Library, page: ShelfPage) -> None:
    desk.settings.set(TEXT_SCALE, 200)
    add_story(library, "Salt")
    page.resize(1400, 700)
    QApplication.processEvents()
    side = part(page, "shelf.side")
    assert side.width() == page.width()
    assert page.minimumSizeHint().width() < 1000
    page.resize(1000, 700)
    assert page.width() == 1000
    desk.settings.set(TEXT_SCALE, 100)


# --- what can be done with a story


def test_rename_on_the_card(library: Library, page: ShelfPage, qtbot: QtBot) -> None:
    story = add_story(library, "Salt")
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_F2)
    line = part(page, "shelf.rename")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Salt and Static")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library.undo_label == "Rename story")
    with second_look(library) as other:
        assert other.stories.get(story).title == "Salt and Static"


def test_the_menu_changes_the_state(library: Library, page: ShelfPage) -> None:
    story = add_story(library, "Salt")
    states = submenu(menu_of(page, 0), "State")
    assert [action.text() for action in states.actions() if action.isChecked()] == ["Planning"]
    entry(states, "On hiatus").trigger()
    with second_look(library) as other:
        assert other.stories.get(story).state is StoryState.HIATUS


def test_the_menu_exports_the_story_it_was_opened_on(desk: Desk, library: Library, page: ShelfPage) -> None:
    desk.place.open_story(add_story(library, "Salt"))
    story = add_story(library, "Weather")
    noted = ran(desk, "export.md")
    exports = submenu(menu_of(page, 1), "Export")
    entry(exports, "Export as Markdown…").trigger()
    assert noted == ["export.md"]
    assert desk.place.story_id == story


def test_delete_can_be_undone(desk: Desk, library: Library, page: ShelfPage, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    story = add_story(library, "Weather")
    heard = said(desk)
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Qt.Key.Key_End)
    qtbot.keyClick(page.cards, Qt.Key.Key_Delete)
    with second_look(library) as other:
        assert [each.title for each in other.stories.all()] == ["Salt"]
    assert heard == [("“Weather” deleted.", True)]
    library.undo()
    with second_look(library) as other:
        assert other.stories.get(story).title == "Weather"
    assert titles(page.model) == ["Salt", "Weather"]


def test_a_library_for_looking_only_says_why_nothing_changes(desk: Desk, library: Library, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    with second_look(library) as other:
        model = ShelfModel(other, desk.bus, desk.notices.error)
        with qtbot.waitSignal(desk.notices.failed):
            assert not model.setData(model.index(0), "Pepper")
        assert titles(model) == ["Salt"]


# --- today


def test_today_counts_what_is_written(library: Library, page: ShelfPage) -> None:
    story = add_story(library, "Salt", chapters=1)
    words = part(page, "today.words")
    assert words.property("text") == "Nothing written yet"
    write(library, library.outline.get(story).chapters[0].id, "Three more words")
    assert words.property("text") == "3 words"
    assert "3 words" in part(page, "today.week").accessibleDescription()


# --- time in words

NOW = datetime(2026, 3, 18, 14, 30)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW + timedelta(minutes=5), "just now"),
        (NOW - timedelta(seconds=20), "just now"),
        (NOW - timedelta(minutes=1), "a minute ago"),
        (NOW - timedelta(minutes=45), "45 minutes ago"),
        (NOW - timedelta(hours=1, minutes=30), "an hour ago"),
        (NOW - timedelta(hours=13), "13 hours ago"),
        (NOW - timedelta(hours=15), "yesterday"),
        (NOW - timedelta(days=3), "3 days ago"),
        (NOW - timedelta(days=9), "last week"),
        (NOW - timedelta(days=20), "2 weeks ago"),
        (NOW - timedelta(days=60), "17 January"),
        (NOW - timedelta(days=400), "11 February 2025"),
    ],
)
def test_when(moment: datetime, text: str) -> None:
    assert relative(moment, NOW) == text
