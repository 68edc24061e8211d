"""Tags of people and ties: AO3's form, its order, and what it would say against one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cast import Person
from planner.domain.cast_draft import DevelopmentDraft, PersonDraft, TieDraft, story_tags
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.outline import PersonId, StoryId
from planner.domain.tags import (
    FORBIDDEN,
    MOST_TAGS,
    TAG_LIMIT,
    character_tag,
    character_tags,
    counted,
    relationship_tag,
    relationship_tags,
    swapped,
    tag_problems,
    tie_tag,
    together,
)
from planner.domain.ties import Tie, TieId

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/&", exclude_categories=["Cs", "Cc"]), min_size=1).map(
    str.strip
)


def person(number: int, name: str, tag: str = "", tagged: bool = True) -> Person:
    return Person(PersonId(number), StoryId(1), number, name, tag=tag, tagged=tagged)


INES, TOMAS, ANON = person(1, "Ines"), person(2, "Tomas", "Tomas (Night Ferry)"), person(3, " ", "")
PEOPLE = {each.id: each for each in (INES, TOMAS, ANON)}
TIE = Tie(TieId(1), StoryId(1), 0, TOMAS.id, INES.id, tagged=True)


@given(NAMES, NAMES, st.booleans())
def test_a_relationship_reads_the_same_whoever_was_drawn_first(one: str, other: str, romantic: bool) -> None:
    tag = relationship_tag(one, other, romantic)
    assert tag == relationship_tag(other, one, romantic)
    assert sorted(tag.split("/" if romantic else " & ")) == sorted((one, other))


@given(NAMES, NAMES, st.booleans())
def test_swapping_twice_changes_nothing(one: str, other: str, romantic: bool) -> None:
    tag = relationship_tag(one, other, romantic)
    assert swapped(swapped(tag)) == tag
    assert (swapped(tag) == tag) == (one == other)


def test_romance_has_a_slash_and_anything_else_an_ampersand() -> None:
    assert relationship_tag("tomas", "Ines", romantic=True) == "Ines/tomas"
    assert relationship_tag("tomas", "Ines", romantic=False) == "Ines & tomas"
    assert swapped("Ines & Tomas") == "Tomas & Ines"
    assert swapped("Ines") == "Ines"


def test_the_authors_own_tag_wins() -> None:
    assert character_tag(TOMAS) == "Tomas (Night Ferry)"
    assert tie_tag(TIE, PEOPLE, romantic=True) == "Ines/Tomas (Night Ferry)"
    assert tie_tag(replace(TIE, tag=" Them "), PEOPLE, romantic=True) == "Them"


def test_tags_of_a_story_are_in_the_authors_order_each_once() -> None:
    again = person(4, "Ines")
    untagged = person(5, "Nobody", tagged=False)
    assert character_tags([TOMAS, INES, again, untagged, ANON]) == ["Tomas (Night Ferry)", "Ines"]
    ties = [TIE, replace(TIE, id=TieId(2), tagged=False), replace(TIE, id=TieId(3))]
    assert relationship_tags(ties, PEOPLE, lambda _tie: False) == ["Ines & Tomas (Night Ferry)"]


def test_a_tie_to_somebody_without_a_name_has_no_tag() -> None:
    nameless = replace(TIE, other=ANON.id)
    assert relationship_tags([nameless], PEOPLE, lambda _tie: True) == []


@given(st.text(max_size=200))
def test_a_tag_is_sound_or_it_is_said_what_is_wrong(tag: str) -> None:
    assert bool(tag_problems(tag)) == (len(tag) > TAG_LIMIT or any(sign in tag for sign in FORBIDDEN))


# All of a story

TALE = StoryDraft(
    "Tale",
    chapters=(ChapterDraft(), ChapterDraft()),
    people=(
        PersonDraft("Ines", tagged=True),
        PersonDraft("Tomas", tagged=True, tag="Tomas (Tale)"),
        PersonDraft("Rui"),
    ),
    ties=(
        TieDraft("Ines", 1, "work", tagged=True, developments=(DevelopmentDraft(2, "romantic"),)),
        TieDraft("Ines", "Rui", "rivals", tagged=True),
        TieDraft("Rui", 1, "romantic"),
    ),
    tags=(
        ("additional tag", "Slow Burn"),
        ("character", "ines"),
        ("author", "saltmarsh"),
        ("rating", "General Audiences"),
        ("relationship", "Rui & His Boat"),
    ),
)


def test_the_slowest_burn_is_tagged_as_what_it_becomes() -> None:
    assert ("relationship", "Ines/Tomas (Tale)") in story_tags(TALE)


def test_a_casts_tags_stand_behind_the_authors_own_in_the_archives_order_each_once() -> None:
    assert story_tags(TALE) == [
        ("rating", "General Audiences"),
        ("relationship", "Rui & His Boat"),
        ("relationship", "Ines/Tomas (Tale)"),
        ("relationship", "Ines & Rui"),
        ("character", "ines"),
        ("character", "Tomas (Tale)"),
        ("additional tag", "Slow Burn"),
        ("author", "saltmarsh"),
    ]


def test_four_kinds_count_together() -> None:
    assert counted(story_tags(TALE)) == 6
    assert counted([("fandom", str(number)) for number in range(MOST_TAGS)] + [("rating", "x")]) == MOST_TAGS


TAGS = st.lists(st.tuples(st.sampled_from(["rating", "character", "url"]), st.sampled_from(["a", "A", "b"])))


@given(TAGS, TAGS)
def test_together_twice_is_together_once(own: list[tuple[str, str]], of_cast: list[tuple[str, str]]) -> None:
    once = together(own, of_cast)
    assert together(once, of_cast) == once
    assert {(kind, text.casefold()) for kind, text in own + of_cast} == {(k, text.casefold()) for k, text in once}
