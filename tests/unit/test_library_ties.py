"""Saying how a tie stands as of a chapter: it does so then, and what was before stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from planner.library.file import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic") as made:
        yield made


@pytest.mark.parametrize(
    ("begins", "told", "at"), list(product((None, 1, 3, 5), ((), (2,), (3,), (2, 4)), (1, 2, 3, 4, 5)))
)
def test_what_is_said_as_of_a_chapter_is_so_from_there_on(
    library: Library, begins: int | None, told: tuple[int, ...], at: int
) -> None:
    ties = library.ties
    with library.change("Begin"):
        story = library.stories.add("The ferry", chapters=5)
        chapters = library.outline.reading_order(story)
        library.outline.shelve([chapters.pop()])
        # The fifth is shelved: to begin there is to have been there before.
        everything = library.outline.reading_order(story, shelved=True)
        one, other = (library.cast.add(story, name) for name in ("Ines", "Tomas"))
        tie = ties.add(one, other, closeness=0, begins=everything[begins - 1] if begins else None)
        for number in told:
            ties.develop(tie, everything[number - 1], closeness=number - 5)
    before = ties.course(story)
    at = min(max(at, before.begins(tie)), len(chapters))
    with library.change("Say"):
        ties.stand(tie, chapters[at - 1], closeness=5)
    after = ties.course(story)
    standing = after.standing(tie, at)
    assert standing is not None
    assert standing.closeness == 5
    assert after.begins(tie) == before.begins(tie)
    assert after.curve(tie)[:at] == before.curve(tie)[:at]
