"""The rules of threads, endings and drift, each as a law or a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.drift import Plan, PlannedChapter, drift, finish_date, plan_of, sentences
from planner.domain.endings import (
    SEARCHED,
    USUAL_CHAPTER,
    Fate,
    WrapUp,
    default_target,
    fates,
    ledger,
    resolved_by,
    runs,
    stop_now,
    to_check,
    words_left,
    wrap_up,
    wrap_up_with,
)
from planner.domain.outline import Chapter, ChapterId, ChapterStatus, SceneId, StoryId
from planner.domain.threads import Beat, BeatId, BeatRole, Plot, Standing, Thread, ThreadId

ROLES = {"o": BeatRole.OPENS, "a": BeatRole.ADVANCES, "r": BeatRole.RESOLVES}


def chapter(
    number: int, words: int = 0, target: int | None = None, status: ChapterStatus = ChapterStatus.PLANNED
) -> Chapter:
    return Chapter(
        ChapterId(number), StoryId(1), None, number - 1, number, target_words=target, status=status, words=words
    )


def plot(*threads: str, loose: tuple[int, ...] = ()) -> Plot:
    """A plot from one string a thread, one letter a chapter: o, a, r, or a dot; ``loose`` threads are no promises."""
    records = [Thread(ThreadId(i), StoryId(1), i, f"thread {i}", promise=i not in loose) for i in range(len(threads))]
    beats = [
        Beat(BeatId(100 * i + number), ThreadId(i), ChapterId(number), None, 0, ROLES[letter])
        for i, line in enumerate(threads)
        for number, letter in enumerate(line, 1)
        if letter != "."
    ]
    return Plot(records, beats, [ChapterId(n + 1) for n in range(max(map(len, threads), default=0))])


LINES = st.lists(st.text(alphabet="oar...", min_size=7, max_size=7), max_size=4)


# Threads


@pytest.mark.parametrize(
    ("line", "standings"),
    [
        ("o.a.r", "OOOOR"),
        ("..a..", "UUOOO"),
        (".r...", "URRRR"),
        ("o.r.a", "OORRO"),
        (".....", "UUUUU"),
    ],
)
def test_a_thread_stands_as_its_last_beat_left_it(line: str, standings: str) -> None:
    names = {"U": Standing.UNOPENED, "O": Standing.OPEN, "R": Standing.RESOLVED}
    told = plot(line)
    assert [told.standing(ThreadId(0), n) for n in range(1, 6)] == [names[letter] for letter in standings]
    assert told.standing(ThreadId(0), 0) is Standing.UNOPENED


def test_beats_of_one_chapter_count_in_their_order() -> None:
    thread = Thread(ThreadId(1), StoryId(1), 0, "t")
    resolves = Beat(BeatId(1), thread.id, ChapterId(5), None, 1, BeatRole.RESOLVES)
    opens = Beat(BeatId(2), thread.id, ChapterId(5), None, 0, BeatRole.OPENS)
    assert Plot([thread], [resolves, opens], [ChapterId(5)]).standing(thread.id, 1) is Standing.RESOLVED


def test_a_span_says_where_a_thread_runs_and_sleeps() -> None:
    span = plot("o..a....r.").span(ThreadId(0))
    assert (span.first, span.last, span.touched, span.longest_sleep) == (1, 9, (1, 4, 9), 4)
    open_ended = plot(".o..a").span(ThreadId(0))
    assert (open_ended.first, open_ended.last) == (2, None)
    assert plot(".....").span(ThreadId(0)).first is None


def test_a_thread_sleeps_while_it_is_open_and_untouched() -> None:
    told = plot("o.......", "oooooooo", "or......")
    assert [thread.id for thread in told.sleeping(6, 4)] == [0]
    assert told.sleeping(5, 4) == []
    assert told.asleep(ThreadId(2), 8) == 0


@given(LINES)
def test_resolving_every_thread_in_the_last_chapter_leaves_none_open(lines: list[str]) -> None:
    assert plot(*(line[:-1] + "r" for line in lines)).open_after(7) == []


@given(LINES, st.integers(0, 7))
def test_what_stands_after_a_chapter_depends_on_nothing_later(lines: list[str], after: int) -> None:
    cut = [line[:after] + "." * (7 - after) for line in lines]
    assert plot(*lines).open_after(after) == plot(*cut).open_after(after)


# Endings


def test_a_chapter_without_a_target_is_expected_to_be_like_the_written_ones() -> None:
    drafted = ChapterStatus.DRAFTED
    assert default_target([chapter(1, 1000, status=drafted), chapter(2, 3000, status=drafted), chapter(3, 9)]) == 2000
    assert default_target([chapter(1, target=800), chapter(2, target=1200)]) == 1000
    assert default_target([chapter(1)]) == USUAL_CHAPTER


def test_words_left_are_none_once_a_chapter_is_drafted() -> None:
    assert words_left(chapter(1, 400, 1000), 2000) == 600
    assert words_left(chapter(1, 400), 2000) == 1600
    assert words_left(chapter(1, 1400, 1000), 2000) == 0
    assert words_left(chapter(1, 400, 1000, ChapterStatus.DRAFTED), 2000) == 0


def test_a_ledger_says_what_an_ending_costs() -> None:
    ready = ChapterStatus.READY
    chapters = [chapter(1, 1500, status=ready), chapter(2, 500, 1500), chapter(3, 0, 1200), chapter(4, 0, 900)]
    told = ledger(chapters, plot("o..r", "o.r.", "oa..", loose=(0,)), 3)
    assert [thread.id for thread in told.open] == [2, 0]
    assert [c.number for c in told.unwritten] == [2, 3]
    assert [c.number for c in told.dropped] == [4]
    assert told.words_left == 1000 + 1200
    assert told.days(500) == 5
    assert told.days(0) is None
    assert ledger(chapters, plot("...."), 1).days(0) == 0


def test_a_checklist_names_each_open_thread_once_ticked_or_not() -> None:
    threads = plot("o", "o", "o").threads
    first, second, third = (f"Resolve: {thread.title}" for thread in threads)
    remarks = f"Rain on the roof.\n[x] {first}\n[ ] {third}, at last"
    assert to_check(threads, remarks) == [f"[ ] {second}", f"[ ] {third}"]
    assert to_check(threads, "\n".join(to_check(threads, ""))) == []


def test_one_stops_now_after_the_last_written_chapter() -> None:
    drafted = ChapterStatus.DRAFTED
    assert stop_now([chapter(1, status=drafted), chapter(2), chapter(3, status=drafted)]) == 1
    assert stop_now([chapter(1)]) == 0
    assert stop_now([chapter(1, status=drafted)]) == 1


# Wrap-up


def test_the_wrap_up_keeps_the_fewest_chapters_that_resolve_what_was_promised() -> None:
    drafted = ChapterStatus.DRAFTED
    chapters = [chapter(1, 1000, status=drafted), *(chapter(n, target=1000 + n) for n in range(2, 7))]
    plan = wrap_up(chapters, plot("or....", "o.r.r.", "o...r.", "..o..r"))
    assert plan.kept == (2, 5)
    assert plan.cut == (3, 4, 6)
    assert plan.resolved_in == {ThreadId(0): 2, ThreadId(1): 5, ThreadId(2): 5}
    assert plan.loose == ()
    assert plan.words == 1002 + 1005


def test_a_promise_that_nothing_resolves_asks_for_a_closing_chapter() -> None:
    drafted = ChapterStatus.DRAFTED
    plan = wrap_up([chapter(1, 1000, status=drafted), chapter(2)], plot("oa"))
    assert (plan.kept, [t.id for t in plan.loose], plan.new_chapter, plan.words) == ((), [0], True, 1000)


def left_open(told: Plot, numbers: set[int]) -> set[ThreadId]:
    """The promises still open at the end of a story of these chapters, worked out anew."""
    found: set[ThreadId] = set()
    for thread in told.threads:
        beats = [beat for number, beat in told.beats(thread.id) if number in numbers]
        if thread.promise and beats and beats[-1].role is not BeatRole.RESOLVES:
            found.add(thread.id)
    return found


@given(LINES, st.integers(0, 4))
def test_no_smaller_plan_resolves_all_that_can_be_resolved(lines: list[str], written: int) -> None:
    told = plot(*lines) if lines else plot(".......")
    chapters = [
        chapter(n, 500, 700, ChapterStatus.DRAFTED if n <= written else ChapterStatus.PLANNED) for n in range(1, 8)
    ]
    plan: WrapUp = wrap_up(chapters, told)
    base = set(range(1, written + 1))
    free = [n for n in range(1, 8) if n not in base]
    left = left_open(told, base | set(plan.kept))
    assert {thread.id for thread in plan.loose} == left
    best = min(
        (len(left_open(told, base | set(chosen))), len(chosen))
        for chosen in chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    )
    assert (len(left), len(plan.kept)) == best


@given(LINES)
def test_where_there_is_too_much_to_search_no_promise_suffers(lines: list[str]) -> None:
    count = SEARCHED + 3
    told = plot(*(("o" + line * 3)[:count] for line in lines), *["." * n + "r" for n in range(1, count)])
    chapters = [chapter(n, status=ChapterStatus.DRAFTED if n == 1 else ChapterStatus.PLANNED) for n in range(1, count)]
    plan = wrap_up(chapters, told)
    assert len(left_open(told, {1, *plan.kept})) <= len(left_open(told, set(range(1, count))))


def applied(plan: WrapUp, lines: list[str], written: int) -> Plot:
    """The plot of the story a wrap-up makes, as the library makes it."""
    roles = {role: letter for letter, role in ROLES.items()}
    stays = [number for number in range(1, 8) if number <= written or number in plan.kept]
    kept = ["".join(line[number - 1] for number in stays) for line in lines]
    loose = {thread.id for thread in plan.loose}
    ends = [roles[BeatRole.RESOLVES] if ThreadId(i) in loose else "." for i in range(len(lines))]
    if plan.new_chapter:
        return plot(*(line + end for line, end in zip(kept, ends, strict=True)))
    told = plot(*kept)
    closing = stays.index(max(plan.kept)) + 1 if plan.kept else 0
    beats = [beat for thread in told.threads for _, beat in told.beats(thread.id)]
    beats += [Beat(BeatId(-i), i, ChapterId(closing), None, 99, BeatRole.RESOLVES) for i in loose]
    return Plot(told.threads, beats, told.chapters)


@given(LINES, st.integers(0, 4), st.none() | st.sets(st.integers(1, 7)), st.sets(st.integers(0, 3)))
def test_a_wrap_up_leaves_no_promise_open_however_the_author_edits_it(
    lines: list[str], written: int, kept: set[int] | None, let_go: set[int]
) -> None:
    told = plot(*lines) if lines else plot(".......")
    chapters = [
        chapter(n, 500, 700, ChapterStatus.DRAFTED if n <= written else ChapterStatus.PLANNED) for n in range(1, 8)
    ]
    gone = {ThreadId(i) for i in let_go}
    plan = wrap_up(chapters, told, gone) if kept is None else wrap_up_with(chapters, told, kept, gone)
    story = applied(plan, lines or ["......."], written)
    assert {thread.id for thread in story.open_after(len(story.chapters))} <= gone
    assert sorted([*plan.kept, *plan.cut]) == list(range(written + 1, 8))
    told_fates = {thread.id: fate for thread, fate, _ in fates(chapters, told, plan)}
    assert {i for i, fate in told_fates.items() if fate is Fate.LOOSE} == {thread.id for thread in plan.loose}
    assert {i for i, fate in told_fates.items() if fate is Fate.LET_GO} == gone & {t.id for t in told.threads}


def test_what_becomes_of_each_promise() -> None:
    drafted = ChapterStatus.DRAFTED
    chapters = [chapter(1, 1000, status=drafted), *(chapter(n) for n in range(2, 5))]
    told = plot("r...", "o.r.", "oa..", "...o", "o..r", "o...", loose=(5,))
    plan = wrap_up_with(chapters, told, {3}, {ThreadId(4)})
    assert [(thread.id, fate, at) for thread, fate, at in fates(chapters, told, plan)] == [
        (0, Fate.KEPT, 1),
        (1, Fate.RESOLVES, 3),
        (2, Fate.LOOSE, 3),
        (3, Fate.NEVER_MADE, None),
        (4, Fate.LET_GO, None),
    ]
    assert [thread.id for thread in resolved_by(told, 3)] == [1]
    assert plan.days(500) == 2


def test_a_promise_taken_up_after_the_last_kept_chapter_needs_a_new_one() -> None:
    chapters = [chapter(1), chapter(2, 1000, status=ChapterStatus.DRAFTED)]
    assert wrap_up_with(chapters, plot("oa"), {1}).new_chapter
    assert not wrap_up_with([*chapters, chapter(3)], plot("oa."), {3}).new_chapter


def test_runs_of_numbers() -> None:
    assert runs([8, 9, 10, 12]) == [(8, 10), (12, 12)]
    assert runs([]) == []


# Drift


def planned(*entries: tuple[int, int], finish: date | None = None, unresolved: tuple[int, ...] = ()) -> Plan:
    chapters = [chapter(number, target=words) for number, words in entries]
    base = plan_of(chapters, plot(), finish)
    ids = tuple(ThreadId(i) for i in unresolved)
    return Plan(base.chapters, ids, ids, finish)


PLANS = st.permutations(range(1, 7)).flatmap(
    lambda order: st.lists(st.integers(100, 3000), min_size=6, max_size=6).map(
        lambda words: planned(*zip(order[: words[0] % 7], words, strict=False))
    )
)


@given(PLANS)
def test_a_plan_has_not_drifted_from_itself(plan: Plan) -> None:
    difference = drift(plan, plan)
    assert not difference
    assert sentences(difference, datetime(2026, 11, 2), {}) == ["The plan is as it was on 2 November 2026."]


@given(PLANS, PLANS)
def test_drift_one_way_is_the_drift_back_turned_round(one: Plan, other: Plan) -> None:
    there, back = drift(one, other), drift(other, one)
    assert {c.id for c in there.added} == {c.id for c in back.cut}
    assert there.words == -back.words
    assert len(there.moved) == len(back.moved)


def test_drift_in_words() -> None:
    then = planned((1, 2000), (2, 2000), (3, 2000), finish=date(2026, 12, 1))
    now = planned(
        (1, 2000), (3, 2000), (2, 2400), (4, 3000), (5, 3000), (6, 3000), finish=date(2026, 12, 20), unresolved=(7,)
    )
    said = sentences(drift(then, now), datetime(2026, 11, 2), {ThreadId(7): "The lamp"})
    assert said == [
        "3 chapters and about 9,400 words longer than on 2 November 2026.",
        "1 chapter changed places.",
        "Opened since and not resolved: The lamp.",
        "The end is 19 days later.",
    ]


def test_a_finish_date_needs_a_pace() -> None:
    today = date(2026, 11, 22)
    assert finish_date(0, 0, today) == today
    assert finish_date(1000, 0, today) is None
    assert finish_date(1001, 500, today) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (((1, 2000),), ((1, 2400),), "400 words longer than on 2 November 2026."),
        (((1, 2000), (2, 500)), ((1, 2000),), "1 chapter and 500 words shorter than on 2 November 2026."),
        (((1, 900), (2, 900)), ((1, 2000),), "1 chapter fewer, but 200 words longer than on 2 November 2026."),
        (((1, 2000),), ((1, 1000), (2, 1000)), "1 chapter longer than on 2 November 2026."),
    ],
)
def test_growth_in_words(then: tuple[tuple[int, int], ...], now: tuple[tuple[int, int], ...], said: str) -> None:
    assert sentences(drift(planned(*then), planned(*now)), datetime(2026, 11, 2), {})[0] == said


def test_a_chapter_that_took_a_scene_along_was_split_off() -> None:
    one, two = PlannedChapter(ChapterId(1), "", 900, (SceneId(1), SceneId(2))), ChapterId(2)
    then = Plan((one,), (), ())
    now = Plan((replace(one, scenes=(SceneId(1),)), PlannedChapter(two, "", 0, (SceneId(2),))), (), ())
    difference = drift(then, now)
    assert [chapter.id for chapter in difference.split] == [two] == [chapter.id for chapter in difference.added]
    assert "1 chapter came of splitting another." in sentences(difference, datetime(2026, 11, 2), {})
    assert drift(now, then).split == ()
