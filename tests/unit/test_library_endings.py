"""Ending a story early: what the library does with its chapters, threads and promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.endings import EndingKind, ledger, wrap_up, wrap_up_with
from planner.domain.outline import ChapterId, ChapterStatus, StoryId
from planner.domain.threads import BeatRole, ThreadId
from planner.library.file import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic") as opened:
        yield opened


class Tale:
    """Five chapters, two of them written; the lamp resolves in the fifth, the letter nowhere."""

    def __init__(self, library: Library) -> None:
        with library.change("Make the tale"):
            self.story: StoryId = library.stories.add("Tale", chapters=5)
            self.chapters: list[ChapterId] = library.outline.reading_order(self.story)
            for chapter in self.chapters[:2]:
                library.outline.edit_chapter(chapter, status=ChapterStatus.DRAFTED)
            self.lamp: ThreadId = library.plot.add_thread(self.story, "The lamp")
            self.letter: ThreadId = library.plot.add_thread(self.story, "The letter")
            for thread, at, role in (
                (self.lamp, 0, BeatRole.OPENS),
                (self.lamp, 4, BeatRole.RESOLVES),
                (self.letter, 1, BeatRole.OPENS),
            ):
                library.plot.add_beat(thread, self.chapters[at], role=role)


@pytest.fixture
def tale(library: Library) -> Tale:
    return Tale(library)


def open_promises(library: Library, tale: Tale) -> list[str]:
    chapters, plot = library.plot.story(tale.story)
    return [thread.title for thread in ledger(chapters, plot, len(chapters)).open if thread.promise]


def test_ending_here_shelves_what_comes_later_and_leaves_a_checklist(library: Library, tale: Tale) -> None:
    with library.change("End here"):
        assert library.plot.end_here(tale.chapters[2]) == tale.chapters[3:]
    outline = library.outline.get(tale.story)
    assert [chapter.id for chapter in outline.chapters] == tale.chapters[:3]
    assert outline.story.expected == 3
    assert outline.chapters[2].remarks == "[ ] Resolve: The lamp\n[ ] Resolve: The letter"
    assert [ending.kind for ending in library.plot.endings(tale.story)] == [EndingKind.INTENDED]
    library.undo()
    assert len(library.outline.get(tale.story).chapters) == 5


def test_the_shortest_wrap_up_resolves_every_promise(library: Library, tale: Tale) -> None:
    plan = wrap_up(*library.plot.story(tale.story))
    assert (plan.kept, [thread.title for thread in plan.loose], plan.new_chapter) == ((5,), ["The letter"], False)
    with library.change("Wrap up"):
        assert library.plot.wrap_up(tale.story, plan) is None
    assert library.outline.reading_order(tale.story) == [*tale.chapters[:2], tale.chapters[4]]
    assert open_promises(library, tale) == []


def test_a_wrap_up_without_a_chapter_to_write_adds_one(library: Library, tale: Tale) -> None:
    plan = wrap_up_with(*library.plot.story(tale.story), kept=())
    with library.change("Wrap up"):
        added = library.plot.wrap_up(tale.story, plan)
    assert added == library.outline.reading_order(tale.story)[-1]
    assert library.outline.get(tale.story).story.expected == 3
    assert open_promises(library, tale) == []


def test_a_promise_that_is_let_go_stays_in_the_plot(library: Library, tale: Tale) -> None:
    plan = wrap_up(*library.plot.story(tale.story), let_go=[tale.lamp, tale.letter])
    assert (plan.kept, plan.new_chapter, plan.words) == ((), False, 0)
    with library.change("Wrap up"):
        library.plot.wrap_up(tale.story, plan)
    assert open_promises(library, tale) == []
    chapters, plot = library.plot.story(tale.story)
    assert [thread.title for thread in plot.open_after(len(chapters))] == ["The lamp", "The letter"]
    library.undo()
    assert open_promises(library, tale) == ["The letter"]


# Secrets the reader is owed


@pytest.fixture
def secretive(library: Library, tale: Tale) -> Tale:
    """The tale with three secrets: one the reader learns in chapter 4, one never, one that is not owed."""
    with library.change("Secrets"):
        told = library.secrets.add(tale.story, "The keeper lied")
        library.secrets.learn(told, None, tale.chapters[3], how="in a letter")
        library.secrets.add(tale.story, "The lamp was never lit")
        library.secrets.add(tale.story, "A private joke", promise=False)
    return tale


def unrevealed(library: Library, tale: Tale) -> list[str]:
    knowledge = library.secrets.knowledge(tale.story)
    return [secret.title for secret in knowledge.unrevealed(knowledge.length)]


def test_ending_here_puts_what_the_reader_would_not_know_on_the_list(library: Library, secretive: Tale) -> None:
    with library.change("End here"):
        library.plot.end_here(secretive.chapters[2])
    assert library.outline.chapter(secretive.chapters[2]).remarks.splitlines()[2:] == [
        "[ ] Reveal: The keeper lied",
        "[ ] Reveal: The lamp was never lit",
    ]


def test_a_wrap_up_tells_what_the_reader_is_owed(library: Library, secretive: Tale) -> None:
    knowledge = library.secrets.knowledge(secretive.story)
    plan = wrap_up(*library.plot.story(secretive.story), knowledge=knowledge)
    assert (plan.kept, [secret.title for secret in plan.untold]) == ((4, 5), ["The lamp was never lit"])
    plan = wrap_up_with(*library.plot.story(secretive.story), kept=(5,), knowledge=knowledge)
    with library.change("Wrap up"):
        library.plot.wrap_up(secretive.story, plan)
    assert unrevealed(library, secretive) == []
    closing = library.outline.chapter(secretive.chapters[4])
    assert "[ ] Reveal: The keeper lied" in closing.remarks
    # How it comes out is the author's, wherever it does.
    assert {(reveal.chapter_id, reveal.how) for reveal in library.secrets.reveals(secretive.story)} == {
        (closing.id, "in a letter"),
        (closing.id, ""),
    }
    again = library.secrets.knowledge(secretive.story)
    assert wrap_up(*library.plot.story(secretive.story), knowledge=again).untold == ()
    library.undo()
    assert unrevealed(library, secretive) == ["The lamp was never lit"]


def test_a_secret_that_is_kept_back_is_owed_no_longer(library: Library, secretive: Tale) -> None:
    knowledge = library.secrets.knowledge(secretive.story)
    gone = [secret.id for secret, _ in knowledge.owed()]
    plan = wrap_up(*library.plot.story(secretive.story), knowledge=knowledge, kept_back=gone)
    assert (plan.kept, plan.untold) == ((5,), ())
    with library.change("Wrap up"):
        library.plot.wrap_up(secretive.story, plan)
    assert unrevealed(library, secretive) == []
