"""A cast is taken along as the preview says, however people are called and how often it is done."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cast_draft import DevelopmentDraft, PersonDraft, TieDraft
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.library.file import Library
from planner.library.series import Along

names = st.sampled_from(["Ann", "ann", "Ben", ""])
pairs = st.permutations(range(3)).map(lambda order: (order[0], order[1]))
kinds = st.sampled_from(["family", "rivals"])


@st.composite
def ties(draw: st.DrawFn) -> TieDraft:
    one, other = draw(pairs)
    turn = DevelopmentDraft(1, draw(kinds))
    turns = draw(st.sampled_from([(), (turn,)]))
    return TieDraft(one, other, draw(kinds), begins=draw(st.integers(0, 2)), developments=turns)


@st.composite
def stories(draw: st.DrawFn) -> StoryDraft:
    people = tuple(PersonDraft(draw(names)) for _ in range(3))
    tied = tuple(draw(st.lists(ties(), max_size=3)))
    return StoryDraft("Tale", chapters=(ChapterDraft(), ChapterDraft()), people=people, ties=tied)


@given(stories(), stories(), st.none() | st.integers(0, 2), st.sets(st.integers(0, 2)))
def test_what_comes_along_is_what_was_said(
    first: StoryDraft, second: StoryDraft, at: int | None, who: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder, "library.longfic"))
        try:
            with library.change("Add"):
                source, into = library.drafts.add(first), library.drafts.add(second)
            everybody = library.cast.people(source)
            going = [everybody[place].id for place in who]
            said = library.series.preview(going, source, into, at)
            before = len(library.cast.people(into)), len(library.ties.all(into))
            with library.change("Take along"):
                same = library.series.take_along(going, source, into, at)
            assert len(set(same.values())) == len(going) == said.people
            assert len(library.cast.people(into)) == before[0] + said.people - said.there
            assert len(library.ties.all(into)) == before[1] + said.ties
            assert library.cast.people(source) == everybody
            assert library.series.preview(going, source, into, at) == Along(len(going), len(going), 0)
            if library.undo_label == "Take along":
                library.undo()
            assert (len(library.cast.people(into)), len(library.ties.all(into))) == before
        finally:
            library.close()
