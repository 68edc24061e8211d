"""Search in everything: found while typing, grouped by chapter, reached with keys or a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.find.hits_view import HitsView
from planner.desktop.find.model import FIELD_NAMES, LIMIT, ROW_ROLE, Finder, HeadRow, HitRow, HitsModel
from planner.desktop.find.search_page import SearchPage
from planner.desktop.pages import PageName
from planner.desktop.place import Jump
from planner.desktop.window import Window
from planner.domain.outline import StoryId
from planner.library.file import Library
from planner.library.schema import PLAN_FIELDS
from tests.desktop.shelf_stage import add_story, part, ran, write


@pytest.fixture
def salt(library: Library) -> StoryId:
    story = add_story(library, "Salt", chapters=3)
    chapters = library.outline.get(story).chapters
    with library.change("Plan"):
        library.outline.edit_chapter(chapters[0].id, title="The Bridge")
        library.outline.edit_chapter(chapters[2].id, synopsis="The lantern goes out over the river.")
    write(library, chapters[0].id, "Nothing here.\nShe lit the lantern, and the Lanterns answered.")
    write(library, chapters[1].id, "A lantern again.\nAnd a café 🏮 with a lantern in it.")
    return story


@pytest.fixture
def page(desk: Desk, library: Library, qtbot: QtBot) -> SearchPage:
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.setFocus()
    return made


def line(page: SearchPage) -> QLineEdit:
    found = part(page, "search.query")
    assert isinstance(found, QLineEdit)
    return found


def hits(page: SearchPage, name: str = "search.text") -> HitsView:
    found = part(page, name)
    assert isinstance(found, HitsView)
    return found


def rows(page: SearchPage, name: str = "search.text") -> list[str]:
    """What a list shows: headings bare, hits with the match in brackets."""
    shown = []
    model = hits(page, name).hits
    for number in range(model.rowCount()):
        row = model.index(number).data(ROW_ROLE)
        if isinstance(row, HeadRow):
            shown.append(f"{row.text} ({row.story})" if row.story else row.text)
        else:
            assert isinstance(row, HitRow)
            label = f"{row.label}: " if row.label else ""
            shown.append(f"{label}{row.before}[{row.match}]{row.after}")
    return shown


def look_for(page: SearchPage, qtbot: QtBot, words: str) -> None:
    line(page).selectAll()
    qtbot.keyClicks(line(page), words)
    summary = part(page, "search.summary")
    nothing = part(page, "search.nothing")
    assert isinstance(summary, QLabel)
    qtbot.waitUntil(lambda: bool(summary.text()) or nothing.isVisible())


def press(page: SearchPage, qtbot: QtBot, name: str) -> None:
    button = part(page, name)
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def jumps(desk: Desk) -> list[Jump]:
    seen: list[Jump] = []
    desk.place.jump_requested.connect(seen.append)
    return seen


# --- what is found


def test_hits_are_grouped_by_chapter_with_the_plan_apart(
    desk: Desk, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    desk.place.open_story(salt)
    look_for(page, qtbot, "lantern")
    assert rows(page) == [
        "Chapter 1: The Bridge",
        "She lit the [lantern], and the Lanterns answered.",
        "Chapter 2",
        "A [lantern] again.",
        "And a café 🏮 with a [lantern] in it.",
    ]
    assert rows(page, "search.plan") == ["Synopsis · Chapter 3: The [lantern] goes out over the river."]
    summary = part(page, "search.summary")
    assert isinstance(summary, QLabel)
    assert summary.text() == "3 passages in 2 chapters, 1 place in the plan"


def test_all_stories_or_this_one(desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot) -> None:
    other = add_story(library, "Weather", chapters=1)
    write(library, library.outline.get(other).chapters[0].id, "A lantern in the rain.")
    desk.place.open_story(other)
    look_for(page, qtbot, "lantern")
    assert rows(page) == ["Chapter 1", "A [lantern] in the rain."]
    press(page, qtbot, "search.everywhere")
    assert rows(page)[0] == "Chapter 1: The Bridge (Salt)"
    assert rows(page)[-2:] == ["Chapter 1 (Weather)", "A [lantern] in the rain."]
    assert rows(page, "search.plan")[0].startswith("Synopsis · Chapter 3 · Salt: ")


def test_without_an_open_story_all_are_searched(salt: StoryId, page: SearchPage, qtbot: QtBot) -> None:
    assert not part(page, "search.here").isEnabled()
    look_for(page, qtbot, "lantern")
    assert len(rows(page)) == 5


def test_of_many_hits_the_first_are_shown(desk: Desk, library: Library, page: SearchPage, qtbot: QtBot) -> None:
    story = add_story(library, "Salt", chapters=1)
    write(library, library.outline.get(story).chapters[0].id, "\n".join(["A lantern."] * (LIMIT + 5)))
    look_for(page, qtbot, "lantern")
    summary = part(page, "search.summary")
    assert isinstance(summary, QLabel)
    assert summary.text() == "The first 50 passages of many"
    assert len(rows(page)) == LIMIT + 1


def test_what_changes_meanwhile_is_found_again(
    desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    look_for(page, qtbot, "river")
    assert rows(page) == []
    third = library.outline.get(salt).chapters[2]
    write(library, third.id, "Down by the river.")
    qtbot.waitUntil(lambda: rows(page) == ["Chapter 3 (Salt)", "Down by the [river]."])
    with library.change("Rename"):
        library.outline.edit_chapter(third.id, title="The River")
    qtbot.waitUntil(lambda: rows(page)[0] == "Chapter 3: The River (Salt)")


# --- in words


def test_the_empty_page_says_what_it_is_for(page: SearchPage) -> None:
    assert any("Find a line again" in found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_no_hit_is_said_and_the_other_stories_are_offered(
    desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    desk.place.open_story(add_story(library, "Weather"))
    look_for(page, qtbot, "lantern")
    nothing = part(page, "search.nothing")
    assert isinstance(nothing, QLabel)
    assert nothing.text() == "“lantern” is not in this story."
    press(page, qtbot, "search.widen")
    assert len(rows(page)) == 5
    look_for(page, qtbot, "zebra")
    qtbot.waitUntil(nothing.isVisible)
    assert nothing.text() == "“zebra” is in none of the stories."
    assert not part(page, "search.widen").isVisible()


@pytest.mark.parametrize("words", ['"', "***", "lantern AND", "(", "a OR", "-", "{query}"])
def test_whatever_is_typed_is_words(salt: StoryId, page: SearchPage, qtbot: QtBot, words: str) -> None:
    look_for(page, qtbot, words)
    assert line(page).text() == words


# --- going there


def test_enter_jumps_to_the_first_hit(
    desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    seen = jumps(desk)
    look_for(page, qtbot, "lantern")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    first = library.outline.get(salt).chapters[0]
    assert seen == [Jump(first.scenes[0].id, 1, 12, 7)]
    assert (desk.place.story_id, desk.place.chapter_id) == (salt, first.id)


def test_enter_right_after_the_last_letter_does_not_wait(
    desk: Desk, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    seen = jumps(desk)
    qtbot.keyClicks(line(page), "again")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert [jump.paragraph for jump in seen] == [0]


def test_arrows_go_from_hit_to_hit_past_the_headings(
    desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    seen = jumps(desk)
    look_for(page, qtbot, "lantern")
    qtbot.keyClick(line(page), Qt.Key.Key_Down)
    qtbot.keyClick(line(page), Qt.Key.Key_Down)
    qtbot.keyClick(line(page), Qt.Key.Key_Up)
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    second = library.outline.get(salt).chapters[1]
    assert seen == [Jump(second.scenes[0].id, 0, 2, 7)]
    assert line(page).hasFocus()


def test_a_click_jumps(desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot) -> None:
    seen = jumps(desk)
    look_for(page, qtbot, "lantern")
    view = hits(page)
    QApplication.processEvents()
    last = view.visualRect(view.hits.index(4)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    second = library.outline.get(salt).chapters[1]
    assert seen == [Jump(second.scenes[0].id, 1, 20, 7)]
    head = view.visualRect(view.hits.index(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert len(seen) == 1


def test_a_hit_in_the_plan_selects_what_it_is_in(
    desk: Desk, library: Library, salt: StoryId, page: SearchPage, qtbot: QtBot
) -> None:
    noted = ran(desk, "go.write")
    look_for(page, qtbot, "goes out over")
    assert not hits(page).isVisible()
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert desk.place.chapter_id == library.outline.get(salt).chapters[2].id
    assert noted == ["go.write"]


def test_tab_reaches_the_hits_and_enter_works_there(desk: Desk, salt: StoryId, page: SearchPage, qtbot: QtBot) -> None:
    seen = jumps(desk)
    noted = ran(desk, "go.write")
    look_for(page, qtbot, "lantern")
    hits(page).setFocus()
    qtbot.keyClick(hits(page), Qt.Key.Key_Return)
    plan = hits(page, "search.plan")
    plan.setFocus()
    qtbot.keyClick(plan, Qt.Key.Key_Return)
    assert (len(seen), noted) == (1, ["go.write"])


def test_an_idea_is_found_on_the_shelf(desk: Desk, library: Library, page: SearchPage, qtbot: QtBot) -> None:
    with library.change("Capture idea"):
        library.ideas.add("A zeppelin, perhaps")
    noted = ran(desk, "go.shelf")
    look_for(page, qtbot, "zeppelin")
    assert rows(page, "search.plan") == ["Idea: A [zeppelin], perhaps"]
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert noted == ["go.shelf"]


def test_escape_empties_the_line(salt: StoryId, page: SearchPage, qtbot: QtBot) -> None:
    look_for(page, qtbot, "lantern")
    qtbot.keyClick(line(page), Qt.Key.Key_Escape)
    assert line(page).text() == ""
    qtbot.waitUntil(lambda: not hits(page).isVisible())


# --- the model


def test_the_model_keeps_the_rows_that_stay(desk: Desk, library: Library, salt: StoryId) -> None:
    finder = Finder(library, desk.bus)
    model = HitsModel()
    tester = QAbstractItemModelTester(model)
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    for query in ("l", "lantern", "lantern again", "", "lantern", "café"):
        found = finder.find(query, salt)
        model.show_rows(found.text)
        assert tuple(model.index(row).data(ROW_ROLE) for row in range(model.rowCount())) == found.text
    assert not resets
    assert tester is not None


def test_every_field_that_is_searched_has_a_name() -> None:
    """A note is found as a part of its chapter (see the library's search)."""
    searched = {("chapter" if table == "note" else table, field.removesuffix("_plain")) for table, field in PLAN_FIELDS}
    assert set(FIELD_NAMES) >= searched


def test_threads_and_beats_lead_to_the_plot_and_shelved_chapters_are_found(
    window: Window, desk: Desk, salt: StoryId, qtbot: QtBot
) -> None:
    chapters = desk.library.outline.get(salt).chapters
    with desk.library.change("Plot"):
        thread = desk.library.plot.add_thread(salt, "The mermaid")
        beat = desk.library.plot.add_beat(thread, chapters[1].id, text="A comb on the sill")
        desk.library.outline.shelve([chapters[2].id])
    page = window.go(PageName.SEARCH)
    assert isinstance(page, SearchPage)
    qtbot.keyClicks(line(page), "comb")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert (desk.place.kind, desk.place.beat_id) == ("beat", beat)
    assert window.pages.name == PageName.PLOT
    window.go(PageName.SEARCH)
    line(page).clear()
    qtbot.keyClicks(line(page), "goes out")
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    assert desk.place.chapter_id == chapters[2].id


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("harbourmaster", "person"),
        ("Scurvy", "person"),
        ("owes him", "tie"),
        ("asks for it", "tie"),
        ("Dog watch", "group"),
        ("cut the rope", "secret"),
        ("bunk", "secret"),
    ],
)
def test_what_is_found_in_the_cast_is_shown_there(
    window: Window, desk: Desk, salt: StoryId, qtbot: QtBot, query: str, kind: str
) -> None:
    library = desk.library
    chapter_id = library.outline.get(salt).chapters[1].id
    with library.change("Cast"):
        person = library.cast.add(salt, "Ines", aliases="the harbourmaster")
        library.custom.set_value(library.custom.add(salt, "person", "Ailment"), person, "Scurvy")
        tie = library.ties.add(person, library.cast.add(salt, "Tomas"), label="owes him a lamp")
        library.ties.develop(tie, chapter_id, note="He asks for it back")
        group = library.cast.add_group(salt, "Dog watch", [person])
        secret = library.secrets.add(salt, "Who cut the rope")
        library.secrets.learn(secret, None, chapter_id, how="A knife in the bunk")
    page = window.go(PageName.SEARCH)
    assert isinstance(page, SearchPage)
    qtbot.keyClicks(line(page), query)
    qtbot.keyClick(line(page), Qt.Key.Key_Return)
    ids = {"person": person, "tie": tie, "group": group, "secret": secret}
    assert (desk.place.kind, getattr(desk.place, f"{kind}_id")) == (kind, ids[kind])
    assert window.pages.name == PageName.CAST
