"""The rules of presence: who is where, whose eyes tell it, whom the prose names, and which ties that suggests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import Chapter, ChapterId, PersonId, Scene, SceneId, StoryId
from planner.domain.presence import NOWHERE, Presence, named_in, presences, shared_scenes, told_by, untied, who_is_in

Who = tuple[int | None, Sequence[int]]
"""Of a scene: whose eyes, and who is there."""


def story(*told: Sequence[Who], words: int = 100) -> list[Chapter]:
    """A chapter for each list of scenes."""
    made = []
    for number, scenes in enumerate(told, 1):
        records = tuple(
            Scene(
                SceneId(100 * number + place),
                ChapterId(number),
                place,
                pov=None if pov is None else PersonId(pov),
                present=tuple(PersonId(each) for each in there),
                words=words,
            )
            for place, (pov, there) in enumerate(scenes)
        )
        made.append(Chapter(ChapterId(number), StoryId(1), None, number, number, scenes=records))
    return made


PEOPLE = st.integers(1, 4)
SCENES = st.lists(st.tuples(st.none() | PEOPLE, st.lists(PEOPLE, unique=True, max_size=4)), max_size=3)
STORIES = st.lists(SCENES, max_size=6).map(lambda told: story(*told))


# Where somebody is


@given(STORIES)
def test_presence_counts_the_scenes_somebody_is_in(chapters: list[Chapter]) -> None:
    found = presences(chapters)
    for person_id, presence in found.items():
        own = [chapter.number for chapter in chapters for scene in chapter.scenes if person_id in who_is_in(scene)]
        assert (presence.first, presence.last, presence.scenes) == (min(own), max(own), len(own))
    assert found.keys() == {who for chapter in chapters for scene in chapter.scenes for who in who_is_in(scene)}


@given(STORIES, st.integers(0, 6))
def test_nobody_is_unseen_in_a_chapter_they_are_in(chapters: list[Chapter], at: int) -> None:
    for presence in presences(chapters).values():
        assert (presence.unseen(at) == 0) == (at in presence.chapters or at < (presence.first or 0))
        assert presence.has_appeared(at) == ((presence.first or 0) <= at)


@given(STORIES)
def test_every_scene_and_word_is_told_by_somebody_or_nobody(chapters: list[Chapter]) -> None:
    told = told_by(chapters).values()
    assert sum(each.scenes for each in told) == sum(len(chapter.scenes) for chapter in chapters)
    assert sum(each.words for each in told) == 100 * sum(len(chapter.scenes) for chapter in chapters)


def test_somebody_unseen_for_chapters() -> None:
    assert Presence({2: 1, 3: 4}).unseen(9) == 6
    assert (NOWHERE.first, NOWHERE.last, NOWHERE.unseen(9), NOWHERE.has_appeared(0)) == (None, None, 0, True)


@given(STORIES, st.integers(1, 3))
def test_ties_are_suggested_for_pairs_that_share_scenes_and_have_none(chapters: list[Chapter], least: int) -> None:
    tied = [(PersonId(2), PersonId(1))]
    counts = shared_scenes(chapters)
    found = untied(chapters, tied, least)
    assert [count for *_, count in found] == sorted((count for *_, count in found), reverse=True)
    wanted = {pair for pair, count in counts.items() if count >= least and pair != (1, 2)}
    assert {(one, other) for one, other, _ in found} == wanted


# Whom the prose names

MARY, ANN, MARY_ANN, LIN = PersonId(1), PersonId(2), PersonId(3), PersonId(4)
NAMES = {MARY: ["Mary"], ANN: ["Ann", "Annie"], MARY_ANN: ["Mary Ann", "M.A."], LIN: ["林", "Lin"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mary Ann saw Mary and Ann.", {MARY: 1, ANN: 1, MARY_ANN: 1}),
        ("Mary\n  Ann", {MARY_ANN: 1}),
        ("Annie and Ann", {ANN: 2}),
        ("Mary's coat, and Ann’s; Mary-like", {MARY: 2, ANN: 1}),
        ("Maryland, mary, MARY, Rosemary, Annex", {}),
        ("_Mary_ and *Mary*", {MARY: 2}),
        ("M.A. came. So did M.A.", {MARY_ANN: 2}),
        ("XM.A.", {}),
        ("林走了。小林也走了。", {LIN: 2}),
        ("Lin, not Linda", {LIN: 1}),
        ("", {}),
    ],
)
def test_names_are_found_by_word_and_the_longest_first(text: str, found: dict[PersonId, int]) -> None:
    assert dict(named_in(text, NAMES)) == found


def test_a_name_two_people_go_by_counts_for_both() -> None:
    found = named_in("The captain laughed.", {MARY: ["captain"], ANN: ["captain", "Ann"]})
    assert dict(found) == {MARY: 1, ANN: 1}


def test_accents_are_the_same_however_they_are_typed() -> None:
    assert named_in("Ine\u0301s waved at In\u00e9s.", {MARY: ["Inés"]})[MARY] == 2


def test_names_in_other_letters_and_with_signs() -> None:
    names = {MARY: ["O'Brien"], ANN: ["Żółw"], LIN: ["さくら"], MARY_ANN: ["김철수"]}
    text = "O’Brien met Żółw. さくらさんは笑った。 김철수는 웃었다."
    assert dict(named_in(text, names)) == {MARY: 1, ANN: 1, LIN: 1, MARY_ANN: 1}


def test_a_name_said_twice_of_somebody_counts_once_and_spaces_do_not_matter() -> None:
    assert dict(named_in("Mary  Ann and Mary Ann", {MARY: ["Mary Ann", "Mary  Ann "]})) == {MARY: 2}


def test_nobody_without_a_name_is_found() -> None:
    assert not named_in("Somebody  came.", {MARY: ["", "  "]})


NAME = st.text(alphabet="abcd ", min_size=1, max_size=6).filter(lambda name: bool(name.strip()))


@given(st.text(alphabet="abcd .", max_size=60), st.dictionaries(PEOPLE, st.lists(NAME, max_size=3), max_size=4))
def test_nobody_is_found_whose_name_is_not_there(text: str, names: dict[int, list[str]]) -> None:
    for person_id, count in named_in(text, {PersonId(key): called for key, called in names.items()}).items():
        words = " ".join(text.split())
        here = [" ".join(name.split()) for name in names[person_id] if name.strip()]
        assert 0 < count <= sum(words.count(name) for name in dict.fromkeys(here))


@given(st.lists(st.sampled_from(["Mary", "Ann", "Mary Ann"]), max_size=8))
def test_each_name_in_a_row_of_names_is_found_once(called: list[str]) -> None:
    found = named_in(", ".join(called), NAMES)
    assert [found[who] for who in (MARY, ANN, MARY_ANN)] == [called.count(n) for n in ("Mary", "Ann", "Mary Ann")]
