"""Looking through a shelf of many stories: states, filters, words, orders, and what a card tells of its story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.shelf.model import CARD_ROLE, StoryCard
from planner.desktop.shelf.page import ShelfPage
from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.log import NewEntry
from planner.domain.outline import ChapterStatus, StoryId, StoryState
from planner.domain.schedule import Schedule
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, entry, menu_at, part, ran, second_look, write

Key = Qt.Key


class Clock:
    """Tells whatever time it was set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 20, 30)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def stories(library: Library, clock: Clock) -> dict[str, StoryId]:
    """Five stories of two fandoms, each worked on a day after the one before."""
    made: dict[str, StoryId] = {}
    states = [StoryState.WRITING, StoryState.HIATUS, StoryState.SHELVED, StoryState.COMPLETE, StoryState.IDEA]
    for days, (title, state) in enumerate(zip(("Salt", "Weather", "Doors", "Ash", "Émile"), states, strict=True)):
        clock.now = datetime(2026, 11, 1 + days, 20, 30)
        fandom = "Ferries" if title in ("Salt", "Ash") else "Tramways"
        made[title] = add_story(library, title, chapters=2, state=state, fandom=fandom)
    with library.change("Tag"):
        library.stories.set_tags(made["Doors"], [("freeform", "Slow burn")])
    clock.now = datetime(2026, 11, 16, 20, 30)
    return made


def made(desk: Desk, qtbot: QtBot) -> ShelfPage:
    page = ShelfPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    return page


@pytest.fixture
def page(desk: Desk, stories: dict[str, StoryId], qtbot: QtBot) -> ShelfPage:
    return made(desk, qtbot)


def titles(page: ShelfPage) -> list[str]:
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def text(page: QWidget, name: str) -> str:
    found = part(page, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def choose(page: ShelfPage, name: str, words: str) -> None:
    """Check an entry of the menu that a filter's button opens."""
    button = part(page, name)
    assert isinstance(button, QToolButton)
    menu = button.menu()
    assert menu is not None
    entry(menu, words).trigger()


def order_by(page: ShelfPage, words: str) -> None:
    order = part(page, "shelf.order")
    assert isinstance(order, QComboBox)
    order.setFocus()
    while order.currentText() != words:
        QTest.keyClick(order, Key.Key_Down)


# --- finding and ordering


def test_words_are_looked_for_in_titles_fandoms_and_tags(page: ShelfPage, qtbot: QtBot) -> None:
    line = part(page, "shelf.search")
    line.setFocus()
    for words, found in (("SLOW", ["Doors"]), ("ferr", ["Salt", "Ash"]), ("emile", ["Émile"])):
        qtbot.keyClicks(line, words)
        assert titles(page) == found
        assert text(page, "shelf.hidden") == f"{len(found)} of 5 stories shown"
        qtbot.keyClick(line, Key.Key_Escape)
    assert len(titles(page)) == 5
    assert text(page, "shelf.hidden") == ""


def test_enter_goes_on_to_the_card_that_was_found(
    desk: Desk, page: ShelfPage, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    noted = ran(desk, "go.write")
    line = part(page, "shelf.search")
    line.setFocus()
    qtbot.keyClicks(line, "door")
    qtbot.keyClick(line, Key.Key_Return)
    assert page.cards.hasFocus()
    qtbot.keyClick(page.cards, Key.Key_Return)
    assert (desk.place.story_id, noted) == (stories["Doors"], ["go.write"])


def test_filters_and_order_are_kept_for_the_next_session(desk: Desk, page: ShelfPage, qtbot: QtBot) -> None:
    choose(page, "shelf.states", "On hiatus")
    choose(page, "shelf.states", "Complete")
    choose(page, "shelf.states", "Shelved")
    choose(page, "shelf.fandoms", "Tramways")
    order_by(page, "Title")
    assert titles(page) == ["Doors", "Weather"]
    again = made(desk, qtbot)
    assert titles(again) == ["Doors", "Weather"]
    assert text(again, "shelf.hidden") == "2 of 5 stories shown"
    qtbot.mouseClick(part(again, "shelf.show_all"), Qt.MouseButton.LeftButton)
    assert titles(again) == ["Ash", "Doors", "Émile", "Salt", "Weather"]


def test_where_nothing_fits_the_way_back_is_shown(page: ShelfPage, qtbot: QtBot) -> None:
    choose(page, "shelf.states", "Posting")
    assert titles(page) == []
    assert not page.cards.isVisible()
    assert not page.welcome.isVisible()
    qtbot.mouseClick(part(page, "shelf.show_everything"), Qt.MouseButton.LeftButton)
    assert page.cards.isVisible()
    assert len(titles(page)) == 5


def test_the_order_follows_what_is_written(
    library: Library, page: ShelfPage, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    tester = QAbstractItemModelTester(page.model)
    order_by(page, "Last worked on")
    assert titles(page) == ["Doors", "Émile", "Ash", "Weather", "Salt"]
    write(library, library.outline.get(stories["Weather"]).chapters[0].id, "Words on a train")
    qtbot.waitUntil(lambda: titles(page) == ["Weather", "Doors", "Émile", "Ash", "Salt"])
    order_by(page, "Closest to the end")
    with library.change("Status"):
        library.outline.edit_chapter(library.outline.get(stories["Doors"]).chapters[0].id, status=ChapterStatus.READY)
    qtbot.waitUntil(lambda: titles(page)[0] == "Doors")
    assert titles(page)[-1] == "Ash"
    assert tester is not None


def test_few_stories_need_no_bar(desk: Desk, library: Library, qtbot: QtBot) -> None:
    add_story(library, "Salt")
    page = made(desk, qtbot)
    assert not page.bar.isVisible()
    for number in range(3):
        add_story(library, f"Story {number}")
    assert page.bar.isVisible()


# --- the state on a card


def state_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_click_on_the_state_changes_it_and_opens_nothing(
    desk: Desk, library: Library, page: ShelfPage, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    noted = ran(desk, "go.write")
    chip = page.cards.chip_of(page.model.index(0))
    qtbot.mouseClick(page.cards.viewport(), Qt.MouseButton.LeftButton, pos=chip.center())
    entry(state_menu(), "Shelved").trigger()
    state_menu().close()
    with second_look(library) as other:
        assert other.stories.get(stories["Salt"]).state is StoryState.SHELVED
    assert noted == []
    assert desk.place.story_id is None


def test_alt_and_down_open_the_states(
    library: Library, page: ShelfPage, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    page.cards.setFocus()
    qtbot.keyClick(page.cards, Key.Key_Right)
    qtbot.keyClick(page.cards, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    checked = [action.text() for action in state_menu().actions() if action.isChecked()]
    assert checked == ["On hiatus"]
    entry(state_menu(), "Writing").trigger()
    state_menu().close()
    with second_look(library) as other:
        assert other.stories.get(stories["Weather"]).state is StoryState.WRITING


# --- what a card tells


def card(page: ShelfPage, row: int) -> StoryCard:
    found = page.model.index(row).data(CARD_ROLE)
    assert isinstance(found, StoryCard)
    return found


def spoken(page: ShelfPage, row: int) -> str:
    return str(page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_card_tells_of_today_and_of_the_end(
    library: Library, page: ShelfPage, clock: Clock, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    salt = library.outline.get(stories["Salt"])
    with library.change("Targets"):
        for chapter in salt.chapters:
            library.outline.edit_chapter(chapter.id, target_words=700)
    for day, words in ((14, 40), (15, 80), (16, 140)):
        clock.now = datetime(2026, 11, day, 20)
        write(library, salt.chapters[0].id, "word " * words)
    qtbot.waitUntil(lambda: card(page, 0).written_today == 60)
    # 140 words on 14 days are ten a day; 1,260 words are left, and today is the first day for them.
    assert "Finished about 21 March 2027 at this pace" in spoken(page, 0)
    assert "60 words today" in spoken(page, 0)
    with library.change("Due"):
        library.outline.edit_chapter(salt.chapters[1].id, due=datetime(2026, 12, 24).date())
    assert "To be finished by 24 December" in spoken(page, 0)
    with library.change("Rest"):
        library.stories.edit(stories["Salt"], state=StoryState.HIATUS)
    assert "inished" not in spoken(page, 0)


# --- today


def test_without_goals_today_is_words_alone(page: ShelfPage, qtbot: QtBot) -> None:
    assert text(page, "today.words") == "Nothing written yet"
    assert page.findChild(QWidget, "today.ring") is None
    assert text(page, "today.need") == ""
    assert text(page, "today.streak") == ""


@pytest.fixture
def goal(library: Library) -> GoalId:
    with library.change("Goal"):
        return library.goals.add(Goal(GoalId(0), "A little", GoalKind.HABIT, amount=300))


def test_today_tells_what_the_goal_needs(
    desk: Desk,
    library: Library,
    page: ShelfPage,
    goal: GoalId,
    stories: dict[str, StoryId],
    qtbot: QtBot,
) -> None:
    qtbot.waitUntil(lambda: text(page, "today.need") == "A little needs 300 words today; 300 words to go.")
    write(library, library.outline.get(stories["Salt"]).chapters[0].id, "word " * 75)
    qtbot.waitUntil(lambda: text(page, "today.need") == "A little needs 300 words today; 225 words to go.")
    assert part(page, "today.ring").accessibleName() == "25 %"
    noted = ran(desk, "go.progress")
    qtbot.mouseClick(part(page, "today.progress"), Qt.MouseButton.LeftButton)
    assert noted == ["go.progress"]


def test_a_day_off_does_not_break_the_streak(
    desk: Desk,
    library: Library,
    page: ShelfPage,
    goal: GoalId,
    clock: Clock,
    stories: dict[str, StoryId],
    qtbot: QtBot,
) -> None:
    with library.change("Sundays off"):
        library.goals.edit(goal, schedule=Schedule().with_weekday(6, 0))
    chapter = library.outline.get(stories["Salt"]).chapters[0]
    for day, words in ((13, "one"), (14, "one two"), (16, "one two three")):
        clock.now = datetime(2026, 11, day, 20)
        write(library, chapter.id, words)
    qtbot.waitUntil(lambda: text(page, "today.streak") == "3 days in a row")
    clock.now = datetime(2026, 11, 22, 9)
    desk.day.look()
    qtbot.waitUntil(lambda: text(page, "today.need") == "Today is a day off.")


# --- coming back


@pytest.fixture
def away(desk: Desk, library: Library, stories: dict[str, StoryId], clock: Clock) -> dict[str, StoryId]:
    """Six weeks after the last words, in a scene with people and a place."""
    story = stories["Salt"]
    chapter = library.outline.get(story).chapters[0]
    with library.change("Plan"):
        mara = library.cast.add(story, "Mara")
        library.outline.edit_scene(chapter.scenes[0].id, place="the ferry")
        library.outline.set_present(chapter.scenes[0].id, [mara])
        thread = library.plot.add_thread(story, "Who rang the bell?")
        library.plot.add_beat(thread, chapter.id)
        library.stories.edit(story, spark="Salt gets into everything.")
    write(library, chapter.id, "The lamp went out.\nNobody had seen who did it.")
    clock.now += timedelta(days=42)
    desk.day.look()
    return stories


def test_after_six_weeks_the_shelf_tells_where_it_stands(
    desk: Desk, library: Library, away: dict[str, StoryId], qtbot: QtBot
) -> None:
    page = made(desk, qtbot)
    qtbot.waitUntil(page.coming_back.isVisible)
    assert text(page, "return.title") == "Welcome back to “Salt”"
    assert text(page, "return.standing") == "Last worked on: 16 November · 0 of ? chapters · 10 words"
    assert text(page, "return.here") == "Chapter 1"
    assert text(page, "return.who") == "Mara · the ferry"
    assert text(page, "return.lines") == "The lamp went out.\nNobody had seen who did it."
    assert text(page, "return.next") == "Write Chapter 1"
    assert text(page, "return.open") == "Who rang the bell?"
    assert text(page, "return.spark") == "Salt gets into everything."
    noted = ran(desk, "go.write")
    qtbot.mouseClick(part(page, "return.go_on"), Qt.MouseButton.LeftButton)
    assert desk.place.chapter_id == library.outline.get(away["Salt"]).chapters[0].id
    assert noted == ["go.write"]
    assert not page.coming_back.isVisible()


def test_not_now_is_remembered_until_the_next_absence(
    desk: Desk, library: Library, away: dict[str, StoryId], clock: Clock, qtbot: QtBot
) -> None:
    page = made(desk, qtbot)
    qtbot.waitUntil(page.coming_back.isVisible)
    part(page, "return.not_now").setFocus()
    qtbot.keyClick(part(page, "return.not_now"), Key.Key_Return)
    assert not page.coming_back.isVisible()
    assert page.cards.hasFocus()
    again = made(desk, qtbot)
    qtbot.waitUntil(lambda: "16 November" in spoken(again, 0))
    assert not again.coming_back.isVisible()
    write(library, library.outline.get(away["Salt"]).chapters[1].id, "Back at last")
    clock.now += timedelta(days=20)
    desk.day.look()
    qtbot.waitUntil(again.coming_back.isVisible)


@pytest.mark.parametrize("is_log", [True, False])
def test_who_wrote_elsewhere_was_not_away(
    desk: Desk, library: Library, away: dict[str, StoryId], clock: Clock, qtbot: QtBot, is_log: bool
) -> None:
    page = made(desk, qtbot)
    qtbot.waitUntil(page.coming_back.isVisible)
    with library.change("Log" if is_log else "New story"):
        if is_log:
            library.log.add(NewEntry(clock.now.date() - timedelta(days=2), 612))
        else:
            library.stories.add("Another")
    qtbot.waitUntil(lambda: not page.coming_back.isVisible())


def test_where_any_story_stands_is_told_when_asked(
    library: Library, page: ShelfPage, stories: dict[str, StoryId], qtbot: QtBot
) -> None:
    entry(menu_at(page.cards, page.model.index(2)), "Where it stands").trigger()
    assert text(page, "return.title") == "“Doors”, where it stands"
    assert text(page, "return.here") == "Nothing is written yet."
    qtbot.mouseClick(part(page, "return.not_now"), Qt.MouseButton.LeftButton)
    assert not page.coming_back.isVisible()


@pytest.mark.parametrize("size", [(1200, 900), (700, 500), (420, 600)])
def test_the_card_of_coming_back_leaves_room_for_the_stories(
    desk: Desk, away: dict[str, StoryId], qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = made(desk, qtbot)
    page.resize(*size)
    qtbot.waitUntil(page.coming_back.isVisible)
    qtbot.waitUntil(lambda: page.coming_back.height() <= page.height() * 0.56)
    part(page, "return.go_on").setFocus()
    for name in ("return.go_on", "return.not_now"):
        button = part(page, name)
        assert button.mapTo(page, button.rect().bottomRight()).x() <= page.width()


def test_tab_goes_down_the_page(desk: Desk, away: dict[str, StoryId], qtbot: QtBot) -> None:
    page = made(desk, qtbot)
    qtbot.waitUntil(page.coming_back.isVisible)
    part(page, "shelf.search").setFocus()
    stops: list[str] = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        stops.append(focus.objectName())
        qtbot.keyClick(focus, Key.Key_Tab)
    assert stops == [
        "shelf.search",
        "shelf.states",
        "shelf.fandoms",
        "shelf.order",
        "return.not_now",
        "return.go_on",
    ]
    assert page.cards.hasFocus()
