"""Endings: what it would cost to stop after a chapter, and the shortest way to keep every promise."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, NewType

from planner.domain.outline import Chapter, ChapterId, StoryId
from planner.domain.threads import BeatRole, Plot, Thread, ThreadId

if TYPE_CHECKING:
    from planner.domain.secrets import Knowledge, Secret, SecretId

EndingId = NewType("EndingId", int)

USUAL_CHAPTER = 2000
"""Words of a chapter in a story that has none written yet and no targets either."""


SEARCHED = 14
"""How many chapters a wrap-up chooses among by trying every set of them."""


class EndingKind(StrEnum):
    """Whether the story could stop here, or is meant to."""

    POSSIBLE = "possible"
    INTENDED = "intended"


@dataclass(frozen=True, slots=True)
class Ending:
    """A chapter after which the story could stop."""

    id: EndingId
    story_id: StoryId
    chapter_id: ChapterId
    kind: EndingKind = EndingKind.POSSIBLE
    note: str = ""


def default_target(chapters: Iterable[Chapter]) -> int:
    """The words to expect of a chapter without a target: the median of the story's written chapters.

    Where none is written, the median of the targets that were set, and at last ``USUAL_CHAPTER``.
    """
    known = list(chapters)
    written = [chapter.words for chapter in known if chapter.status.is_written and chapter.words]
    targets = [chapter.target_words for chapter in known if chapter.target_words]
    return round(median(written or targets or [USUAL_CHAPTER]))


def words_left(chapter: Chapter, usual: int) -> int:
    """Words still to be written in a chapter: none once it is drafted, else its target less what is there."""
    if chapter.status.is_written:
        return 0
    return max(0, (chapter.target_words or usual) - chapter.words)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What ending after chapter ``number`` means.

    ``open`` are the threads left open, promises first; ``unwritten`` the chapters up to it that still need
    words; ``dropped`` the chapters after it; ``words_left`` what is still to be written; ``secrets`` are those the
    reader is owed and would not know.
    """

    number: int
    open: tuple[Thread, ...]
    unwritten: tuple[Chapter, ...]
    dropped: tuple[Chapter, ...]
    words_left: int
    secrets: tuple[Secret, ...] = ()

    @property
    def broken(self) -> int:
        """How many promises to the reader ending here would break: threads left open, and secrets kept from them."""
        return sum(thread.promise for thread in self.open) + len(self.secrets)

    def days(self, words_a_day: float) -> int | None:
        """Days of writing at a pace; None if that pace never gets there."""
        return _days(self.words_left, words_a_day)


def ledger(chapters: Sequence[Chapter], plot: Plot, number: int, knowledge: Knowledge | None = None) -> Ledger:
    """The ledger of ending after chapter ``number`` (1…); chapters are those of the plot, in reading order."""
    usual = default_target(chapters)
    kept = chapters[:number]
    unwritten = tuple(chapter for chapter in kept if words_left(chapter, usual))
    threads = sorted(plot.open_after(number), key=lambda thread: not thread.promise)
    return Ledger(
        number=number,
        open=tuple(threads),
        unwritten=unwritten,
        dropped=tuple(chapters[number:]),
        words_left=sum(words_left(chapter, usual) for chapter in unwritten),
        secrets=tuple(knowledge.unrevealed(number)) if knowledge is not None else (),
    )


def stop_now(chapters: Sequence[Chapter]) -> int:
    """The number of the chapter one would stop at today: the last before any that is not written; 0 if none."""
    for chapter in chapters:
        if not chapter.status.is_written:
            return chapter.number - 1
    return len(chapters)


def to_check(threads: Iterable[Thread], remarks: str, secrets: Iterable[Secret] = ()) -> list[str]:
    """The lines of a closing chapter's checklist that its remarks lack, ticked or not.

    There is one for each open thread and for each secret that is still to be told.
    """
    known = {line.partition("]")[2].strip() for line in remarks.splitlines()}
    lines = [f"Resolve: {thread.title}".strip() for thread in threads]
    lines += [f"Reveal: {secret.title}".strip() for secret in secrets]
    return [f"[ ] {line}" for line in lines if line not in known]


@dataclass(frozen=True, slots=True)
class WrapUp:
    """A plan that resolves every promise, and tells every secret the reader is owed, that was not let go.

    ``kept`` are the numbers of the unwritten chapters to write, ``cut`` of those to leave out. ``resolved_in``
    says in which kept chapter a promise resolves; ``loose`` are the promises that stay open even so: they need a
    beat in the last kept chapter, or (``new_chapter``) in a closing chapter that is yet to be planned. ``untold`` are
    the secrets that no chapter of the plan tells the reader: they come out there, too.
    """

    kept: tuple[int, ...]
    cut: tuple[int, ...]
    resolved_in: Mapping[ThreadId, int]
    loose: tuple[Thread, ...]
    new_chapter: bool
    words: int
    let_go: frozenset[ThreadId] = frozenset()
    untold: tuple[Secret, ...] = ()
    kept_back: frozenset[SecretId] = frozenset()

    def days(self, words_a_day: float) -> int | None:
        """Days of writing at a pace; None if that pace never gets there."""
        return _days(self.words, words_a_day)


def wrap_up(
    chapters: Sequence[Chapter],
    plot: Plot,
    let_go: Collection[ThreadId] = (),
    knowledge: Knowledge | None = None,
    kept_back: Collection[SecretId] = (),
) -> WrapUp:
    """Choose the unwritten chapters to keep: those that leave the fewest promises open and the fewest owed secrets
    untold, of these the fewest chapters, of these the fewest words.

    Written chapters stay. A promise that opens only in a chapter that is left out is never made. Chapters that
    resolve no promise and tell no secret cannot help; up to ``SEARCHED`` others, every set is tried, smallest first
    (it is a set cover). Beyond that chapters are dropped one by one, the longest first, as long as no promise suffers.
    ``let_go`` are promises, and ``kept_back`` secrets, that need not be kept or told.
    """
    written = _written(chapters)
    usual = default_target(chapters)
    cost = {chapter.number: words_left(chapter, usual) for chapter in chapters if chapter.number not in written}
    promises = _promises(plot, let_go)
    told_in = _told_in(knowledge, kept_back)
    resolvers = {thread.id: _resolvers(plot, thread.id) & cost.keys() for thread in promises}
    useful = sorted(set[int]().union(*resolvers.values(), (number for number in told_in if number in cost)))

    def count_open(chosen: Collection[int]) -> int:
        story = written.union(chosen)
        left = sum(_open_among(plot, thread.id, story) for thread in promises)
        return left + sum(number not in story for number in told_in)

    hopeless = sum(not resolvers[thread.id] and _open_among(plot, thread.id, written) for thread in promises)
    choose = _smallest_set if len(useful) <= SEARCHED else _thinned_set
    kept = choose(useful, count_open, cost, hopeless)
    return wrap_up_with(chapters, plot, kept, let_go, knowledge, kept_back)


def wrap_up_with(
    chapters: Sequence[Chapter],
    plot: Plot,
    kept: Collection[int],
    let_go: Collection[ThreadId] = (),
    knowledge: Knowledge | None = None,
    kept_back: Collection[SecretId] = (),
) -> WrapUp:
    """What follows from keeping just these unwritten chapters, and from letting these promises go."""
    written = _written(chapters)
    unwritten = [chapter for chapter in chapters if chapter.number not in written]
    stays = tuple(chapter.number for chapter in unwritten if chapter.number in kept)
    story = written.union(stays)
    promises = _promises(plot, let_go)
    loose = tuple(thread for thread in promises if _open_among(plot, thread.id, story))
    untold = tuple(
        secret
        for secret, number in (knowledge.owed() if knowledge is not None else ())
        if secret.id not in kept_back and number != 0 and number not in story
    )
    resolved_in = {
        thread.id: max(found) for thread in promises if (found := _resolvers(plot, thread.id).intersection(stays))
    }
    # A promise touched again after the last kept chapter cannot resolve in it; a secret can be told in any chapter
    # that is still to be written.
    touched = [number for thread in loose for number, _ in plot.beats(thread.id) if number in story]
    new_chapter = max([*touched, *([1] if untold else [])], default=0) > max(stays, default=0)
    usual = default_target(chapters)
    return WrapUp(
        kept=stays,
        cut=tuple(chapter.number for chapter in unwritten if chapter.number not in kept),
        resolved_in=resolved_in,
        loose=loose,
        new_chapter=new_chapter,
        words=sum(words_left(chapters[number - 1], usual) for number in stays) + (usual if new_chapter else 0),
        let_go=frozenset(let_go),
        untold=untold,
        kept_back=frozenset(kept_back),
    )


class Fate(StrEnum):
    """What becomes of a promise in a wrap-up."""

    KEPT = "kept"
    RESOLVES = "resolves"
    LOOSE = "loose"
    NEVER_MADE = "never made"
    LET_GO = "let go"


def fates(chapters: Sequence[Chapter], plot: Plot, plan: WrapUp) -> list[tuple[Thread, Fate, int | None]]:
    """What becomes of every promise, with the chapter it resolves in (None: one yet to be planned, or none)."""
    story = _written(chapters).union(plan.kept)
    loose = {thread.id for thread in plan.loose}
    closing = None if plan.new_chapter else max(plan.kept, default=None)
    told: list[tuple[Thread, Fate, int | None]] = []
    for thread in plot.threads:
        numbers = [number for number, _ in plot.beats(thread.id) if number in story]
        if thread.id in plan.let_go:
            told.append((thread, Fate.LET_GO, None))
        elif not thread.promise:
            continue
        elif thread.id in loose:
            told.append((thread, Fate.LOOSE, closing))
        elif not numbers:
            told.append((thread, Fate.NEVER_MADE, None))
        else:
            told.append((thread, Fate.RESOLVES if numbers[-1] in plan.kept else Fate.KEPT, numbers[-1]))
    return told


class Telling(StrEnum):
    """What becomes of a secret the reader is owed, in a wrap-up."""

    TOLD = "told"
    UNTOLD = "untold"
    KEPT_BACK = "kept back"


def tellings(knowledge: Knowledge, plan: WrapUp) -> list[tuple[Secret, Telling, int | None]]:
    """What becomes of every secret the reader is owed, with the chapter that tells it (None: one yet to be planned).

    A secret the reader knows from the start is told in chapter 0.
    """
    untold = {secret.id for secret in plan.untold}
    closing = None if plan.new_chapter else max(plan.kept, default=None)
    told: list[tuple[Secret, Telling, int | None]] = []
    for secret, number in knowledge.owed():
        if secret.id in plan.kept_back:
            told.append((secret, Telling.KEPT_BACK, None))
        elif secret.id in untold:
            told.append((secret, Telling.UNTOLD, closing))
        else:
            told.append((secret, Telling.TOLD, number))
    return told


def resolved_by(plot: Plot, number: int) -> list[Thread]:
    """The promises that a chapter has a resolving beat for."""
    return [thread for thread in plot.threads if thread.promise and number in _resolvers(plot, thread.id)]


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in order as unbroken runs: 8, 9, 10, 12 are (8, 10) and (12, 12)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _written(chapters: Iterable[Chapter]) -> frozenset[int]:
    return frozenset(chapter.number for chapter in chapters if chapter.status.is_written)


def _promises(plot: Plot, let_go: Collection[ThreadId]) -> list[Thread]:
    return [thread for thread in plot.threads if thread.promise and thread.id not in let_go]


def _told_in(knowledge: Knowledge | None, kept_back: Collection[SecretId]) -> list[int]:
    """The chapters that tell the reader a secret she is owed, one for each such secret."""
    owed = knowledge.owed() if knowledge is not None else []
    return [number for secret, number in owed if number and secret.id not in kept_back]


def _days(words: int, words_a_day: float) -> int | None:
    if words <= 0:
        return 0
    return math.ceil(words / words_a_day) if words_a_day > 0 else None


def _resolvers(plot: Plot, thread_id: ThreadId) -> set[int]:
    return {number for number, beat in plot.beats(thread_id) if beat.role is BeatRole.RESOLVES}


def _open_among(plot: Plot, thread_id: ThreadId, numbers: Collection[int]) -> bool:
    """Whether a thread is open at the end of a story that has only these chapters."""
    roles = [beat.role for number, beat in plot.beats(thread_id) if number in numbers]
    return bool(roles) and roles[-1] is not BeatRole.RESOLVES


def _smallest_set(
    useful: Sequence[int], count_open: Callable[[Collection[int]], int], cost: Mapping[int, int], hopeless: int
) -> tuple[int, ...]:
    best: tuple[int, int, int] | None = None
    kept: tuple[int, ...] = ()
    for size in range(len(useful) + 1):
        for chosen in combinations(useful, size):
            rank = (count_open(chosen), size, sum(cost[number] for number in chosen))
            if best is None or rank < best:
                best, kept = rank, chosen
        if best is not None and best[0] <= hopeless:
            break
    return kept


def _thinned_set(
    useful: Sequence[int], count_open: Callable[[Collection[int]], int], cost: Mapping[int, int], _hopeless: int
) -> tuple[int, ...]:
    kept = list(useful)
    for number in sorted(useful, key=lambda number: -cost[number]):
        fewer = [other for other in kept if other != number]
        if count_open(fewer) <= count_open(kept):
            kept = fewer
    return tuple(kept)
