"""The rules of secrets: who knows what after a chapter, what the reader is owed, and what cannot be so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.endings import Telling, WrapUp, ledger, tellings, to_check, wrap_up, wrap_up_with
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, PersonId, SceneId, StoryId
from planner.domain.secrets import Knower, Knowledge, Reveal, RevealId, Secret, SecretId, SlipKind
from planner.domain.threads import Plot

CHAPTERS = 5
INES, TOMAS = PersonId(1), PersonId(2)
KNOWERS: tuple[Knower, ...] = (None, INES, TOMAS)
NO_PLOT = Plot((), (), [ChapterId(number) for number in range(1, CHAPTERS + 1)])
SHELVED = ChapterId(99)


def secret(number: int, promise: bool = True) -> Secret:
    return Secret(SecretId(number), StoryId(1), number, f"secret {number}", promise=promise)


def reveal(
    number: int, of: int, who: Knower, chapter: int | None, teller: PersonId | None = None, scene: int | None = None
) -> Reveal:
    """``chapter`` None: from the start; scenes are told apart by their ids."""
    chapter_id = None if chapter is None else ChapterId(chapter)
    scene_id = None if scene is None else SceneId(scene)
    return Reveal(RevealId(number), SecretId(of), who, chapter_id, scene_id, teller)


def knowledge(secrets: Sequence[Secret], reveals: Sequence[Reveal]) -> Knowledge:
    """Five chapters; the third has the scenes 31, 32 and 33."""
    scenes = [SceneId(31), SceneId(32), SceneId(33)]
    return Knowledge(secrets, reveals, [ChapterId(number) for number in range(1, CHAPTERS + 1)], scenes)


@st.composite
def stories(draw: st.DrawFn) -> Knowledge:
    """Up to three secrets that anybody may learn anywhere, also in a chapter that is shelved, and more than once."""
    secrets = [secret(number, draw(st.booleans())) for number in range(1, draw(st.integers(0, 3)) + 1)]
    where = st.none() | st.integers(1, CHAPTERS) | st.just(int(SHELVED))
    reveals = [
        reveal(
            number, draw(st.integers(1, 4)), draw(st.sampled_from(KNOWERS)), draw(where), draw(st.sampled_from(KNOWERS))
        )
        for number in range(1, draw(st.integers(0, 8)) + 1)
    ]
    return knowledge(secrets, reveals)


ATS = st.integers(0, CHAPTERS)


@given(stories(), ATS, ATS)
def test_who_knows_something_goes_on_knowing_it(story: Knowledge, one: int, other: int) -> None:
    earlier, later = sorted((one, other))
    for each in story.secrets:
        for who in KNOWERS:
            assert not story.knows(each.id, who, earlier) or story.knows(each.id, who, later)


@given(stories())
def test_what_the_reader_is_owed_only_grows_less(story: Knowledge) -> None:
    owed = [{each.id for each in story.unrevealed(at)} for at in range(CHAPTERS + 1)]
    assert all(later <= earlier for earlier, later in pairwise(owed))
    assert all(each.promise for each in story.unrevealed(0))


@given(stories(), ATS)
def test_what_is_owed_is_either_known_or_unrevealed(story: Knowledge, at: int) -> None:
    known = {each.id for each, since in story.owed() if since is not None and since <= at}
    assert known | {each.id for each in story.unrevealed(at)} == {each.id for each, _ in story.owed()}
    assert known.isdisjoint(each.id for each in story.unrevealed(at))
    assert {each.id for number in range(at + 1) for each in story.revealed_by(number)} == known


@given(stories())
def test_the_first_reveal_is_the_one_that_counts(story: Knowledge) -> None:
    for each in story.secrets:
        numbers = [number for number, _ in story.reveals(each.id)]
        assert numbers == sorted(numbers)
        for who in KNOWERS:
            own = [number for number, entry in story.reveals(each.id) if entry.person_id == who]
            assert story.since(each.id, who) == min(own, default=None)
            learned = story.learned(each.id, who)
            assert (learned is None) == (not own)


@given(stories())
def test_a_slip_is_a_reveal_whose_teller_does_not_know_or_whose_hearer_does(story: Knowledge) -> None:
    slips = {(slip.reveal.id, slip.kind) for slip in story.slips()}
    for each in story.secrets:
        for number, entry in story.reveals(each.id):
            if entry.teller is None:
                continue
            since = story.since(each.id, entry.teller)
            assert ((entry.id, SlipKind.TELLS_WITHOUT_KNOWING) in slips) == (since is None)
            assert ((entry.id, SlipKind.TELLS_BEFORE_LEARNING) in slips) == (since is not None and since > number)


def test_a_reveal_in_a_shelved_chapter_has_not_happened() -> None:
    story = knowledge([secret(1)], [reveal(1, 1, None, SHELVED), reveal(2, 1, INES, SHELVED)])
    assert story.since(SecretId(1), None) is None
    assert story.unrevealed(CHAPTERS) == [secret(1)]
    assert story.slips() == []


def test_somebody_tells_what_they_learn_later() -> None:
    story = knowledge([secret(1)], [reveal(1, 1, None, 4, TOMAS), reveal(2, 1, TOMAS, 5)])
    (slip,) = story.slips()
    assert (slip.kind, slip.number, slip.learns) == (SlipKind.TELLS_BEFORE_LEARNING, 4, 5)


@pytest.mark.parametrize(
    ("tells", "learns", "is_slip"), [(31, 32, True), (32, 31, False), (32, 32, False), (None, 33, False)]
)
def test_within_a_chapter_scenes_decide_where_both_are_said(tells: int | None, learns: int, is_slip: bool) -> None:
    story = knowledge([secret(1)], [reveal(1, 1, None, 3, TOMAS, tells), reveal(2, 1, TOMAS, 3, None, learns)])
    assert [slip.kind for slip in story.slips()] == [SlipKind.TELLS_BEFORE_LEARNING] * is_slip


def test_who_learns_twice_is_pointed_out_at_the_later_place() -> None:
    story = knowledge([secret(1)], [reveal(1, 1, INES, 4), reveal(2, 1, INES, 2)])
    (slip,) = story.slips()
    assert (slip.kind, slip.reveal.id, slip.number) == (SlipKind.LEARNS_TWICE, 1, 4)


# What endings make of them


def chapter(number: int, drafted: bool) -> Chapter:
    status = ChapterStatus.DRAFTED if drafted else ChapterStatus.PLANNED
    return Chapter(ChapterId(number), StoryId(1), None, number, number, target_words=700, status=status)


def chapters(written: int) -> list[Chapter]:
    return [chapter(number, number <= written) for number in range(1, CHAPTERS + 1)]


@given(stories(), st.integers(1, CHAPTERS))
def test_the_ledger_has_what_the_reader_would_not_know(story: Knowledge, number: int) -> None:
    told = ledger(chapters(2), NO_PLOT, number, story)
    assert list(told.secrets) == story.unrevealed(number)
    assert told.broken == len(told.secrets)


def told_after(plan: WrapUp, story: Knowledge, written: int) -> set[SecretId]:
    """The secrets the reader knows at the end of the story that a wrap-up makes."""
    stays = {0, *range(1, written + 1), *plan.kept}
    known = {each.id for each, since in story.owed() if since in stays}
    return known | {each.id for each in plan.untold}


@given(stories(), st.integers(0, CHAPTERS), st.none() | st.sets(st.integers(1, CHAPTERS)), st.sets(st.integers(1, 3)))
def test_a_wrap_up_tells_every_secret_that_is_not_kept_back(
    story: Knowledge, written: int, kept: set[int] | None, back: set[int]
) -> None:
    gone = {SecretId(number) for number in back}
    if kept is None:
        plan = wrap_up(chapters(written), NO_PLOT, (), story, gone)
        # Whatever a chapter tells is told there: at the end comes out only what no chapter would have told.
        assert {each.id for each in plan.untold} == {each.id for each, since in story.owed() if since is None} - gone
    else:
        plan = wrap_up_with(chapters(written), NO_PLOT, kept, (), story, gone)
    owed = {each.id for each, _ in story.owed()}
    assert told_after(plan, story, written) >= owed - gone
    assert plan.new_chapter == (bool(plan.untold) and not plan.kept)
    fates = {each.id: telling for each, telling, _ in tellings(story, plan)}
    assert fates.keys() == owed
    assert {each for each, telling in fates.items() if telling is Telling.UNTOLD} == {each.id for each in plan.untold}
    assert {each for each, telling in fates.items() if telling is Telling.KEPT_BACK} == owed & gone


def test_a_chapter_is_kept_for_the_secret_it_tells() -> None:
    story = knowledge([secret(1), secret(2)], [reveal(1, 1, None, 4), reveal(2, 2, None, 1)])
    plan = wrap_up(chapters(2), NO_PLOT, (), story)
    assert (plan.kept, plan.cut, plan.untold, plan.new_chapter) == ((4,), (3, 5), (), False)
    assert wrap_up(chapters(2), NO_PLOT, (), story, [SecretId(1)]).kept == ()


def test_a_checklist_gains_the_secrets_it_lacks() -> None:
    remarks = "[x] Reveal: secret 1\nA line of the author's."
    assert to_check((), remarks, [secret(1), secret(2)]) == ["[ ] Reveal: secret 2"]
    untitled = Secret(SecretId(3), StoryId(1), 0, "")
    assert to_check((), "[ ] Reveal:", [untitled]) == []
