"""An evening over the plan: what is promised, how it could end, what that costs, and whether it is getting away."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from planner.desktop.pages import PageName
from planner.desktop.plot.endings.card import EndingCard
from planner.desktop.plot.endings.chips import Chips
from planner.domain.endings import ledger, stop_now
from planner.library.file import Library
from tests.journeys.author import Author, rows

PLAN = (
    "SELECT id, title, position, shelved, remarks FROM chapter ORDER BY id",
    "SELECT id, title, promise FROM thread ORDER BY id",
    "SELECT chapter_id, kind, note FROM ending ORDER BY id",
    "SELECT id, label FROM baseline",
)


def test_an_evening_over_the_plan(author: Author) -> None:
    author.sit_down()
    author.click("welcome.story.sample")
    author.until(lambda: author.page is PageName.WRITE)
    before = plan(author)
    author.press("Ctrl+3")
    author.action("plot.tab.endings").trigger()
    see_what_is_promised(author)
    mark_two_endings(author)
    lock_the_plan(author)
    let_it_grow(author)
    undo_it_all(author, before)
    author.stand_up()
    author.sit_down()
    assert plan(author) == before


def plan(author: Author) -> list[list[tuple[Any, ...]]]:
    """Chapters, threads, endings and baselines, as another program reads them."""
    return [rows(author.path, sql) for sql in PLAN]


def cards(author: Author) -> dict[str, EndingCard]:
    found = author.window.findChildren(EndingCard)
    return {card.heading: card for card in found if card.isVisible()}


def see_what_is_promised(author: Author) -> None:
    """The card of where she is now says which promises would stay open."""
    with Library.open(author.path, read_only=True) as library:
        chapters, plot = library.plot.story(library.stories.all()[0].id)
    now = chapters[stop_now(chapters) - 1]
    promises = [thread.title for thread in ledger(chapters, plot, now.number).open if thread.promise]
    assert len(promises) > 1
    card = cards(author)[f"After {now.heading}"]
    chips = card.findChild(Chips, "ending.promises")
    assert isinstance(chips, Chips)
    assert [chip.text for chip in chips.chips] == promises


def mark_two_endings(author: Author) -> None:
    """Each says what it would cost."""
    known = set(cards(author))
    for number, kind in ((7, "possible"), (8, "intended")):
        box = author.part("endings.chapter", QComboBox)
        box.setCurrentIndex(number - 1)
        author.click(f"endings.{kind}")
    marked = {heading: card for heading, card in cards(author).items() if heading not in known}
    assert len(marked) == 2
    for card in marked.values():
        said = author.labels(card)
        assert "words to write" in said
        assert "Left out: " in said
        assert "without deleting anything" in said
    assert len(rows(author.path, "SELECT id FROM ending WHERE kind = 'intended'")) == 1


def lock_the_plan(author: Author) -> None:
    author.action("plot.tab.drift").trigger()
    author.click("drift.lock_first")
    author.write("Before the evening")
    author.press("Return")
    assert rows(author.path, "SELECT label FROM baseline") == [("Before the evening",)]
    assert "The plan is as it was on" in author.labels(author.part("drift.details"))


def let_it_grow(author: Author) -> None:
    """Three more chapters, and the drift says so."""
    for title in ("The Auction", "The Second Tuba", "A Word from the Mayor"):
        author.press("Ctrl+Shift+N")
        author.write(title)
        author.press("Return")
    details = author.part("drift.details")
    author.until(lambda: "Came in: The Auction; The Second Tuba; A Word from the Mayor" in author.labels(details))
    assert "3 chapters and about " in author.labels(details)


def undo_it_all(author: Author, before: list[list[tuple[Any, ...]]]) -> None:
    """Back to where the evening began, one step after the other."""
    author.part("outline.tree").setFocus()
    steps = 0
    while plan(author) != before:
        assert steps < 20
        author.press("Ctrl+Z")
        steps += 1
    author.action("plot.tab.endings").trigger()
    author.until(lambda: len(cards(author)) == len(before[2]))
