"""The endings ledger: what it says of each ending, and what its buttons do to the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.plot.endings.card import EndingCard
from planner.desktop.plot.endings.choices import Choice, ChoicesModel
from planner.desktop.plot.endings.figures import Figure
from planner.desktop.plot.endings.model import chapters_text, dropped_text, numbers_text
from planner.desktop.plot.endings.tab import EndingsTab
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.domain.endings import EndingKind
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, StoryId
from planner.library.file import Library
from planner.library.tallies import START_OF_DAY
from tests.desktop.shelf_stage import entry, said
from tests.desktop.tale_stage import Clock, Tale, add_tale, find, second_look, three_days_ago

THREADS = {"The_light": "o...r", "The_storm": "o..r.", "The_secret": ".o...", "loose_gulls": "o...."}


class Stage:
    """The tab on a tale."""

    def __init__(self, desk: Desk, qtbot: QtBot, tale: Tale) -> None:
        self.desk, self.tale, self.library = desk, tale, tale.library
        self.said = said(desk)
        desk.place.open_story(tale.story)
        self.tab = EndingsTab(desk)
        qtbot.addWidget(self.tab)
        self.tab.resize(900, 1200)
        self.tab.show()

    def card(self, number: int) -> EndingCard:
        return self.tab.cards[self.tale.chapters[number - 1]]

    def numbers(self) -> list[int]:
        """After which chapters there is a card."""
        return sorted(self.tale.chapters.index(chapter) + 1 for chapter in self.tab.cards)

    def figures(self, number: int) -> list[str]:
        return [each.accessibleName() for each in self.card(number).findChildren(Figure) if not each.isHidden()]

    def click(self, name: str, within: QWidget | None = None) -> None:
        QTest.mouseClick(find(within or self.tab, QPushButton, name), Qt.MouseButton.LeftButton)

    def mark(self, number: int, kind: EndingKind) -> None:
        box = find(self.tab, QComboBox, "endings.chapter")
        box.setCurrentIndex(box.findData(self.tale.chapters[number - 1]))
        self.click(f"endings.{kind.value}")

    def endings(self) -> list[tuple[int, EndingKind, str]]:
        """The endings in the file."""
        with second_look(self.library) as other:
            found = other.plot.endings(self.tale.story)
            return [(self.tale.chapters.index(each.chapter_id) + 1, each.kind, each.note) for each in found]

    def chapters(self) -> list[ChapterId]:
        """The chapters of the story in the file."""
        with second_look(self.library) as other:
            return other.outline.reading_order(self.tale.story)

    def rows(self, name: str) -> list[tuple[str, str, bool]]:
        """Text, foot and tick of each row of a list of the wrap-up."""
        model = find(self.tab, QListView, name).model()
        found = []
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            found.append((str(index.data()), str(index.data(FOOT_ROLE)), ticked))
        return found

    def tick(self, name: str, row: int) -> None:
        view = find(self.tab, QListView, name)
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def clock() -> Clock:
    return three_days_ago()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def stage(desk: Desk, library: Library, clock: Clock, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot, add_tale(library, clock, **THREADS))


# What it says


def test_without_chapters_it_says_what_it_is_for(desk: Desk, library: Library, qtbot: QtBot) -> None:
    with library.change("New story"):
        story = library.stories.add("Nothing yet")
    desk.place.open_story(story)
    tab = EndingsTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    assert find(tab, QPushButton, "button.outline.add_chapter").isVisible()
    assert not find(tab, QPushButton, "endings.wrap_up").isVisible()
    with library.change("Add chapter"):
        library.outline.add_chapter(story)
    assert find(tab, QPushButton, "endings.possible").isVisible()
    assert not find(tab, QPushButton, "endings.wrap_up").isEnabled()


def test_stopping_now_is_always_there(stage: Stage) -> None:
    assert stage.numbers() == [2]
    card = stage.card(2)
    assert card.heading == "After Chapter 2: Ice"
    assert card.open_threads == ["The light", "The storm", "The secret", "loose gulls"]
    assert stage.figures(2) == ["3 promises left open", "3 chapters left out"]
    assert card.sentence == (
        "Shelves chapters 3–5 without deleting anything, and puts 4 open threads on the checklist of chapter 2."
    )


def test_a_marked_ending_says_what_it_costs(stage: Stage) -> None:
    stage.mark(4, EndingKind.POSSIBLE)
    assert stage.numbers() == [2, 4]
    # Five hundred words were written on each of four days.
    assert stage.figures(4) == [
        "2 promises left open",
        "1 chapter left out",
        "2 chapters to write",
        "2000 words to write",
        "4 days at your pace",
        "4 days at 500 a day",
    ]
    assert stage.card(4).open_threads == ["The light", "The secret", "loose gulls"]
    assert stage.endings() == [(4, EndingKind.POSSIBLE, "")]


def test_the_date_it_is_written_by_turns_with_the_authors_day(stage: Stage, clock: Clock) -> None:
    stage.mark(4, EndingKind.POSSIBLE)

    def told() -> list[str]:
        labels = stage.card(4).findChildren(QLabel)
        return [each.text().rpartition("it is written ")[2] for each in labels if "it is written " in each.text()]

    stage.desk.day.look()
    before = told()
    stage.library.settings.set(START_OF_DAY, "04:00")
    clock.now = clock.now.replace(hour=3) + timedelta(days=1)
    stage.desk.day.look()
    # At three in the morning it is still yesterday.
    assert told() == before
    clock.now = clock.now.replace(hour=5)
    stage.desk.day.look()
    assert len(before) == 1
    assert told() != before


def test_a_pace_is_not_made_of_a_single_day(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = Stage(desk, qtbot, add_tale(library, None, **THREADS))
    stage.mark(4, EndingKind.POSSIBLE)
    assert stage.figures(4)[3:] == ["2000 words to write", "4 days at 500 a day"]
    assert any("once you have written on a few days" in each.text() for each in stage.tab.findChildren(QLabel))


def test_the_author_counts_with_a_pace_of_her_own(stage: Stage) -> None:
    stage.mark(5, EndingKind.INTENDED)
    pace = find(stage.tab, QSpinBox, "endings.pace")
    pace.setFocus()
    pace.selectAll()
    QTest.keyClicks(pace, "300")
    QTest.keyClick(pace, Qt.Key.Key_Return)
    assert stage.figures(5)[-1] == "10 days at 300 a day"
    again = EndingsTab(stage.desk)
    assert find(again, QSpinBox, "endings.pace").value() == 300
    again.deleteLater()


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((4,), "4"), ((4, 5), "4 and 5"), ((4, 5, 6), "4–6"), ((1, 3, 4, 7, 8, 9), "1, 3, 4 and 7–9")],
)
def test_chapter_numbers_in_words(numbers: Sequence[int], text: str) -> None:
    assert numbers_text(numbers) == text


def test_it_follows_the_plot(stage: Stage) -> None:
    tale = stage.tale
    with stage.library.change("Resolve"):
        for name in THREADS:
            stage.library.plot.add_beat(tale.threads[name], tale.chapters[1], role="resolves")
    assert stage.card(2).open_threads == []
    assert stage.figures(2)[0] == "0 promises left open"
    with stage.library.change("Delete chapters"):
        for chapter in tale.chapters:
            stage.library.outline.remove_chapter(chapter)
    assert stage.tab.cards == {}
    stage.library.undo()
    assert stage.numbers() == [2]


# Marking


def test_only_one_ending_is_intended(stage: Stage) -> None:
    stage.mark(4, EndingKind.INTENDED)
    stage.mark(5, EndingKind.INTENDED)
    assert stage.endings() == [(4, EndingKind.POSSIBLE, ""), (5, EndingKind.INTENDED, "")]
    stage.library.undo()
    assert stage.endings() == [(4, EndingKind.INTENDED, "")]


def test_a_new_mark_is_gone_to_and_its_note_can_be_written(stage: Stage) -> None:
    stage.tab.resize(900, 400)
    stage.mark(5, EndingKind.POSSIBLE)
    stage.mark(3, EndingKind.POSSIBLE)
    card = stage.card(3)
    QApplication.processEvents()
    assert card.mapTo(stage.tab, QPoint(0, 0)).y() >= 0
    assert not card.note.visibleRegion().isEmpty()
    assert card.note.hasFocus()


def test_enter_presses_the_button_with_the_focus(stage: Stage) -> None:
    button = stage.card(2).end_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert stage.library.undo_label == "End here"


def test_chapters_are_told_apart_though_their_titles_have_commas() -> None:
    chapters = [Chapter(ChapterId(at), StoryId(1), None, at, at, "Wind, and rain") for at in (1, 2)]
    assert chapters_text(chapters) == "Chapter 1: Wind, and rain; Chapter 2: Wind, and rain"


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        ("p", "Left out: Chapter 1."),
        ("d", "Left out: Chapter 1, which is written."),
        ("pdpd", "Left out: Chapters 1–4, 2 of them written."),
        ("dddd", "Left out: Chapters 1–4, all of them written."),
    ],
)
def test_what_is_written_and_left_out_is_said(statuses: str, text: str) -> None:
    status = {"p": ChapterStatus.PLANNED, "d": ChapterStatus.DRAFTED}
    chapters = [
        Chapter(ChapterId(at), StoryId(1), None, at, at, status=status[each]) for at, each in enumerate(statuses, 1)
    ]
    assert dropped_text(chapters) == text


def test_a_mark_changes_and_goes(stage: Stage) -> None:
    stage.mark(4, EndingKind.POSSIBLE)
    entry(stage.card(4).menu(), "The intended ending").trigger()
    assert stage.endings() == [(4, EndingKind.INTENDED, "")]
    entry(stage.card(4).menu(), "Not an ending").trigger()
    assert stage.endings() == []
    assert stage.numbers() == [2]
    entry(stage.card(2).menu(), "A possible ending").trigger()
    assert stage.endings() == [(2, EndingKind.POSSIBLE, "")]
    entry(stage.card(2).menu(), "Go to the chapter").trigger()
    assert stage.desk.place.chapter_id == stage.tale.chapters[1]


def test_a_note_is_saved_when_it_is_left_and_when_the_page_is(stage: Stage) -> None:
    stage.mark(4, EndingKind.POSSIBLE)
    note = stage.card(4).note
    QTest.keyClicks(note, "They row home.")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert stage.endings() == [(4, EndingKind.POSSIBLE, "They row home.")]
    QTest.keyClicks(note, " Slowly.")
    stage.tab.flush()
    assert stage.endings() == [(4, EndingKind.POSSIBLE, "They row home. Slowly.")]
    stage.library.undo()
    assert note.text() == "They row home."


# Ending


def test_ending_here_is_one_step_and_undone_as_one(stage: Stage) -> None:
    stage.mark(4, EndingKind.POSSIBLE)
    stage.click("ending.end", stage.card(4))
    assert stage.chapters() == list(stage.tale.chapters[:4])
    assert stage.endings() == [(4, EndingKind.INTENDED, "")]
    assert stage.said == [("The story ends with Chapter 4: Thaw now. 1 chapter is on the shelf.", True)]
    stage.library.undo()
    assert stage.chapters() == list(stage.tale.chapters)


def test_where_the_story_is_planned_to_end_there_is_nothing_to_do(stage: Stage) -> None:
    with stage.library.change("Resolve"):
        for name in THREADS:
            stage.library.plot.add_beat(stage.tale.threads[name], stage.tale.chapters[4], role="resolves")
    stage.mark(5, EndingKind.INTENDED)
    assert find(stage.card(5), QPushButton, "ending.end").isHidden()
    assert stage.card(5).sentence == "The story is planned to end here."


def test_once_the_story_ends_here_what_is_open_is_on_the_list_and_that_is_that(stage: Stage) -> None:
    stage.mark(5, EndingKind.INTENDED)
    button = find(stage.card(5), QPushButton, "ending.end")
    assert not button.isHidden()
    stage.click("ending.end", stage.card(5))
    assert stage.card(5).open_threads
    assert button.isHidden()
    assert stage.card(5).sentence == (
        "The story is planned to end here, with what is open on the checklist of chapter 5."
    )


# Wrap-up


def test_the_wrap_up_explains_the_shortest_plan(stage: Stage) -> None:
    stage.click("endings.wrap_up")
    assert stage.tab.sheet.text == (
        "Write chapters 4 and 5, and shelve chapter 3. 1 promise gets a resolving beat in chapter 5. "
        "2000 words are left to write: 4 days at your pace."
    )
    assert stage.rows("wrap_up.chapters") == [
        ("Chapter 3: The letter", "resolves no promise · 1000 words to write", False),
        ("Chapter 4: Thaw", "resolves The storm · 1000 words to write", True),
        ("Chapter 5: Harbour", "resolves The light · 1000 words to write", True),
    ]
    assert stage.rows("wrap_up.promises") == [
        ("The light", "resolves in chapter 5", True),
        ("The storm", "resolves in chapter 4", True),
        ("The secret", "gets a resolving beat in chapter 5", True),
    ]
    stage.click("wrap_up.apply")
    assert stage.chapters() == [*stage.tale.chapters[:2], *stage.tale.chapters[3:]]
    assert stage.said[-1] == ("Wrapped up: 2 chapters are left to write.", True)
    assert find(stage.tab, QPushButton, "endings.wrap_up").isVisible()
    stage.library.undo()
    assert stage.chapters() == list(stage.tale.chapters)


def test_a_promise_that_is_let_go_makes_the_plan_shorter(stage: Stage) -> None:
    stage.click("endings.wrap_up")
    stage.tick("wrap_up.promises", 0)
    assert stage.rows("wrap_up.promises")[0][1:] == ("stays open, and counts as a promise no longer", False)
    assert [ticked for *_, ticked in stage.rows("wrap_up.chapters")] == [False, True, False]
    stage.tick("wrap_up.promises", 0)
    assert [ticked for *_, ticked in stage.rows("wrap_up.chapters")] == [False, True, True]


def test_the_author_keeps_a_chapter_the_shortest_plan_leaves_out(stage: Stage) -> None:
    stage.click("endings.wrap_up")
    shortest = find(stage.tab, QPushButton, "wrap_up.shortest")
    assert not shortest.isEnabled()
    view = find(stage.tab, QListView, "wrap_up.chapters")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert stage.tab.sheet.text.startswith("Write chapters 3–5.")
    stage.tick("wrap_up.chapters", 2)
    assert stage.rows("wrap_up.promises")[0][1] == "gets a resolving beat in chapter 4"
    stage.tick("wrap_up.promises", 2)
    stage.click("wrap_up.apply")
    assert stage.chapters() == list(stage.tale.chapters[:4])
    with second_look(stage.library) as other:
        promises = {thread.title: thread.promise for thread in other.plot.threads(stage.tale.story)}
    assert promises == {"The light": True, "The storm": True, "The secret": False, "loose gulls": False}


def test_back_to_the_shortest_and_back_to_the_endings(stage: Stage) -> None:
    stage.click("endings.wrap_up")
    words = stage.tab.sheet.text
    stage.tick("wrap_up.chapters", 1)
    stage.tick("wrap_up.chapters", 2)
    assert stage.tab.sheet.text.startswith("Shelve chapters 3–5. 3 promises get a resolving beat in a new closing")
    stage.click("wrap_up.shortest")
    assert stage.tab.sheet.text == words
    stage.click("wrap_up.back")
    assert stage.card(2).isVisible()
    assert stage.chapters() == list(stage.tale.chapters)


def test_a_plan_that_is_short_already_is_left_alone(desk: Desk, library: Library, qtbot: QtBot) -> None:
    stage = Stage(desk, qtbot, add_tale(library, light="oarrr", storm="o.r..", ice="o..r.", sea="o...r"))
    stage.click("endings.wrap_up")
    assert not find(stage.tab, QPushButton, "wrap_up.apply").isEnabled()
    assert any("as short as it can be" in each.text() for each in stage.tab.sheet.findChildren(QLabel))


def test_the_model_of_the_choices_is_sound() -> None:
    model = ChoicesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([Choice(3, "Three", "a", True), Choice(4, "Four", "b", False)])
    model.show([Choice(3, "Three", "c", False), Choice(4, "Four", "b", True)])
    assert model.data(model.index(0), FOOT_ROLE) == "c"
    model.show([Choice(5, "Five", "d", True)])
    assert model.rowCount() == 1
    tester.deleteLater()


def test_a_library_opened_to_look_offers_nothing_to_change(library: Library, qtbot: QtBot, qapp: QApplication) -> None:
    tale = add_tale(library, None, **THREADS)
    keeper = QObject()
    with second_look(library) as other:
        desk = build_desk(other, qapp, keeper)
        desk.place.open_story(tale.story)
        tab = EndingsTab(desk)
        qtbot.addWidget(tab)
        tab.show()
        assert not find(tab, QPushButton, "ending.end").isEnabled()
        assert not find(tab, QPushButton, "endings.possible").isEnabled()
        desk.bus.close()
    keeper.deleteLater()


# Secrets the reader is owed


@pytest.fixture
def secretive(stage: Stage) -> Stage:
    """The tale with a secret the reader learns in chapter 3, one nothing tells her, and one that is not owed."""
    library, tale = stage.library, stage.tale
    with library.change("Secrets"):
        told = library.secrets.add(tale.story, "The keeper lied")
        library.secrets.learn(told, None, tale.chapters[2])
        library.secrets.add(tale.story, "Who sent the letter")
        library.secrets.add(tale.story, "A private joke", promise=False)
    return stage


def test_a_card_shows_the_secrets_the_reader_would_not_know(secretive: Stage) -> None:
    card = secretive.card(2)
    assert card.untold_secrets == ["The keeper lied", "Who sent the letter"]
    assert secretive.figures(2)[0] == "5 promises left open"
    assert card.sentence.endswith("and puts 4 open threads and 2 secrets on the checklist of chapter 2.")
    secretive.mark(4, EndingKind.POSSIBLE)
    assert secretive.card(4).untold_secrets == ["Who sent the letter"]
    with secretive.library.change("Learn"):
        secret = secretive.library.secrets.all(secretive.tale.story)[1]
        secretive.library.secrets.learn(secret.id, None)
    assert secretive.card(4).untold_secrets == []


def test_ending_here_lists_the_secrets(secretive: Stage) -> None:
    secretive.click("ending.end", secretive.card(2))
    with second_look(secretive.library) as other:
        remarks = other.outline.chapter(secretive.tale.chapters[1]).remarks
    assert remarks.splitlines()[-2:] == ["[ ] Reveal: The keeper lied", "[ ] Reveal: Who sent the letter"]
    assert find(secretive.card(2), QPushButton, "ending.end").isHidden()


def test_a_wrap_up_keeps_the_chapter_that_tells_a_secret(secretive: Stage) -> None:
    secretive.click("endings.wrap_up")
    assert secretive.rows("wrap_up.chapters")[0][1:] == ("reveals The keeper lied · 1000 words to write", True)
    assert secretive.rows("wrap_up.promises")[3:] == [
        ("The keeper lied", "comes out in chapter 3", True),
        ("Who sent the letter", "comes out at the end, in chapter 5", True),
    ]
    assert "1 secret comes out in chapter 5." in secretive.tab.sheet.text
    secretive.tick("wrap_up.promises", 3)
    assert secretive.rows("wrap_up.promises")[3][1:] == ("stays a secret, and is owed to nobody any longer", False)
    assert not secretive.rows("wrap_up.chapters")[0][2]
    secretive.click("wrap_up.apply")
    with second_look(secretive.library) as other:
        secrets = other.secrets.all(secretive.tale.story)
        known = other.secrets.knowledge(secretive.tale.story)
        assert [secret.promise for secret in secrets] == [False, True, False]
        assert known.since(secrets[1].id, None) == 4
    secretive.library.undo()
    with second_look(secretive.library) as other:
        assert other.secrets.knowledge(secretive.tale.story).since(secrets[1].id, None) is None
