"""A cast that goes into a library and comes out of it again is the same, whoever is called what."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.board import Spot
from planner.domain.cast import PersonOrigin, PersonRole
from planner.domain.cast_draft import (
    BoardDraft,
    DevelopmentDraft,
    GroupDraft,
    PersonDraft,
    RevealDraft,
    SecretDraft,
    TieDraft,
)
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft, Who
from planner.domain.ties import KINDS, Direction, Line, TieKind
from planner.formats.sample import sample_story
from planner.library.file import Library

PEOPLE, CHAPTERS = 3, 3
words = st.sampled_from(["", "a", "b", "é —", "two\nlines"])
names = st.sampled_from(["", "Ann", "Ann", "Ben"])
anybody = st.integers(0, PEOPLE - 1)
spots = st.just(Spot()) | st.builds(Spot, st.integers(-9, 9), st.integers(-9, 9), st.booleans())
kinds = st.sampled_from([*(kind.name for kind in KINDS), "owes"])
closeness = st.none() | st.integers(-5, 5)
own_fields = st.lists(st.tuples(st.sampled_from(["Has lost", "Songs"]), st.just("x")), unique_by=lambda pair: pair[0])


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonDraft, ...]:
    draft = st.builds(
        PersonDraft,
        name=names,
        role=st.sampled_from([role.value for role in PersonRole]),
        origin=st.sampled_from([origin.value for origin in PersonOrigin]),
        tagged=st.booleans(),
        portrait=st.sampled_from([b"", b"one", b"other"]),
        spot=spots,
        fields=own_fields.map(sorted).map(tuple),
        **dict.fromkeys(("pronouns", "about", "aliases", "looks", "uses", "lie", "arc", "colour", "tag"), words),
    )
    return tuple(draw(draft) for _ in range(PEOPLE))


@st.composite
def developments(draw: st.DrawFn) -> tuple[DevelopmentDraft, ...]:
    chapters = draw(st.lists(st.integers(1, CHAPTERS), unique=True).map(sorted))
    return tuple(
        DevelopmentDraft(
            chapter,
            draw(st.just("") | kinds),
            draw(words),
            draw(closeness),
            draw(st.none() | st.booleans()),
            draw(words),
        )
        for chapter in chapters
    )


@st.composite
def ties(draw: st.DrawFn) -> TieDraft:
    one, other = draw(st.permutations(range(PEOPLE)))[:2]
    return TieDraft(
        one,
        other,
        draw(kinds),
        draw(words),
        draw(st.sampled_from(Direction)),
        draw(closeness),
        draw(st.booleans()),
        draw(st.integers(0, CHAPTERS)),
        draw(words),
        draw(st.booleans()),
        draw(words),
        draw(developments()),
    )


@st.composite
def secrets(draw: st.DrawFn) -> SecretDraft:
    knowers = draw(st.lists(st.none() | anybody, unique=True))
    reveals = []
    for who in knowers:
        chapter = draw(st.integers(0, CHAPTERS))
        teller = draw(st.none() | anybody)
        scene = draw(st.integers(0, 2)) if chapter else 0
        reveals.append(RevealDraft(who, chapter, scene, None if teller == who else teller, draw(words)))
    return SecretDraft(draw(words), draw(words), draw(st.booleans()), tuple(reveals))


@st.composite
def stories(draw: st.DrawFn) -> StoryDraft:
    some = st.lists(anybody, unique=True).map(sorted).map(tuple)
    boards = (
        st.lists(anybody, unique=True)
        .map(sorted)
        .flatmap(lambda members: st.tuples(*(st.tuples(st.just(member), spots) for member in members)))
    )
    scenes = st.tuples(*(st.builds(SceneDraft, pov=st.just("") | anybody, present=some) for _ in range(2)))
    return StoryDraft(
        title="Round",
        chapters=tuple(ChapterDraft(scenes=draw(scenes)) for _ in range(CHAPTERS)),
        people=draw(people()),
        groups=tuple(draw(st.lists(st.builds(GroupDraft, words, some, words, words), max_size=2))),
        kinds=(TieKind("owes", draw(words), draw(st.sampled_from(Line)), draw(st.booleans())),),
        ties=tuple(draw(st.lists(ties(), max_size=4))),
        secrets=tuple(draw(st.lists(secrets(), max_size=2))),
        boards=tuple(draw(st.lists(st.builds(BoardDraft, words, boards), max_size=2))),
    )


def by_place(story: StoryDraft) -> StoryDraft:
    """The same story with everybody called by their place, and what has no order of its own in one."""

    def place(who: Who) -> Who:
        return [person.name for person in story.people].index(who) if isinstance(who, str) and who else who

    def maybe(who: Who | None) -> Who | None:
        return None if who is None else place(who)

    def scene(draft: SceneDraft) -> SceneDraft:
        return replace(draft, pov=place(draft.pov), present=tuple(place(who) for who in draft.present))

    def secret(draft: SecretDraft) -> SecretDraft:
        reveals = (replace(each, who=maybe(each.who), teller=maybe(each.teller)) for each in draft.reveals)
        return replace(draft, reveals=tuple(sorted(reveals, key=str)))

    return replace(
        story,
        people=tuple(replace(each, fields=tuple(sorted(each.fields))) for each in story.people),
        chapters=tuple(replace(each, scenes=tuple(map(scene, each.scenes))) for each in story.chapters),
        groups=tuple(replace(each, members=tuple(map(place, each.members))) for each in story.groups),
        ties=tuple(replace(each, one=place(each.one), other=place(each.other)) for each in story.ties),
        secrets=tuple(map(secret, story.secrets)),
        boards=tuple(replace(each, spots=tuple((place(who), at) for who, at in each.spots)) for each in story.boards),
    )


def in_library(use: Callable[[Library], StoryDraft]) -> StoryDraft:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder, "library.longfic"))
        try:
            return use(library)
        finally:
            library.close()


def there_and_back(draft: StoryDraft) -> StoryDraft:
    def use(library: Library) -> StoryDraft:
        with library.change("Import"):
            story_id = library.drafts.add(draft)
        return library.drafts.story(story_id)

    return in_library(use)


@given(stories())
def test_a_cast_comes_out_as_it_went_in(draft: StoryDraft) -> None:
    assert by_place(there_and_back(draft)) == by_place(draft)


def test_the_sample_cast_comes_out_as_it_went_in() -> None:
    sample = sample_story()
    out = there_and_back(sample)
    assert (out.people, out.groups, out.kinds, out.ties, out.boards) == (
        sample.people,
        sample.groups,
        sample.kinds,
        sample.ties,
        sample.boards,
    )
    assert by_place(out).secrets == by_place(sample).secrets


def test_who_shares_a_name_is_called_by_place() -> None:
    twins = (PersonDraft("Ann", about="one"), PersonDraft("Ben"), PersonDraft("Ann", about="other"))
    out = there_and_back(StoryDraft("Twins", people=twins, ties=(TieDraft(2, "Ben"), TieDraft("Ann", 2))))
    assert [(tie.one, tie.other) for tie in out.ties] == [(2, "Ben"), (0, 2)]
    assert out.people == twins


def test_a_draft_that_comes_twice_changes_nobody_and_ties_nobody_twice() -> None:
    sample = sample_story()

    def use(library: Library) -> StoryDraft:
        with library.change("Import"):
            story_id = library.drafts.add(sample)
        with library.change("Import"):
            library.drafts.append(story_id, replace(sample, people=(PersonDraft("Pia", about="taller"),)))
        return library.drafts.story(story_id)

    out = in_library(use)
    assert len(out.chapters) == 2 * len(sample.chapters)
    assert (out.people, out.groups, out.ties, out.boards) == (sample.people, sample.groups, sample.ties, sample.boards)


def test_what_a_draft_does_not_have_is_left_out() -> None:
    draft = StoryDraft(
        "Short",
        chapters=(ChapterDraft(),),
        people=(PersonDraft("Ann"),),
        ties=(
            TieDraft(0, "Newcomer", begins=7, developments=(DevelopmentDraft(2, label="later"),)),
            TieDraft(0, 0),
            TieDraft(0, 9),
        ),
        secrets=(SecretDraft("Lost", reveals=(RevealDraft(0, 5), RevealDraft(None, 1, scene=4), RevealDraft(8))),),
    )
    out = there_and_back(draft)
    assert [person.name for person in out.people] == ["Ann", "Newcomer"]
    assert out.ties == (TieDraft("Ann", "Newcomer"),)
    assert out.secrets == (SecretDraft("Lost", reveals=(RevealDraft(None, 1),)),)
