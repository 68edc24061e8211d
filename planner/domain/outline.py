"""The outline of a story: story, arcs, chapters, scenes, their states, and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

StoryId = NewType("StoryId", int)
ArcId = NewType("ArcId", int)
ChapterId = NewType("ChapterId", int)
SceneId = NewType("SceneId", int)
PersonId = NewType("PersonId", int)
IdeaId = NewType("IdeaId", int)


class StoryKind(StrEnum):
    """Whether a story has chapters."""

    MULTI_CHAPTER = "multi-chapter"
    ONE_SHOT = "one-shot"


class StoryState(StrEnum):
    """Where a story stands. Hiatus and shelved are respectable."""

    IDEA = "idea"
    PLANNING = "planning"
    WRITING = "writing"
    POSTING = "posting"
    HIATUS = "hiatus"
    SHELVED = "shelved"
    COMPLETE = "complete"


class ChapterStatus(StrEnum):
    """How far a chapter is, in this order. Posted is not among them: it is a fact about a site."""

    PLANNED = "planned"
    OUTLINED = "outlined"
    DRAFTING = "drafting"
    DRAFTED = "drafted"
    REVISED = "revised"
    READY = "ready"

    @property
    def rank(self) -> int:
        """0 for planned … 5 for ready."""
        return _RANKS[self]

    @property
    def is_written(self) -> bool:
        """Whether the chapter has a whole draft."""
        return self.rank >= ChapterStatus.DRAFTED.rank


_RANKS = {status: rank for rank, status in enumerate(ChapterStatus)}


@dataclass(frozen=True, slots=True)
class Story:
    """One fic. ``expected`` is how many chapters it will have, or None for "?"; ``words`` is AO3's count.

    ``sleep_after``: a thread that goes untouched for more chapters than this is marked as asleep.
    """

    id: StoryId
    title: str
    fandom: str = ""
    kind: StoryKind = StoryKind.MULTI_CHAPTER
    state: StoryState = StoryState.PLANNING
    spark: str = ""
    summary: str = ""
    expected: int | None = None
    sleep_after: int = 3
    position: int = 0
    created: datetime = datetime.min
    touched: datetime = datetime.min
    words: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """The unit of text, with a plan of its own.

    ``moment`` is when it happens in the story, ``label`` the name of a colour, ``remarks`` the author's own jottings
    and to-dos, ``present`` who is there.
    """

    id: SceneId
    chapter_id: ChapterId
    position: int
    title: str = ""
    synopsis: str = ""
    goal: str = ""
    conflict: str = ""
    outcome: str = ""
    pov: PersonId | None = None
    place: str = ""
    moment: str = ""
    label: str = ""
    remarks: str = ""
    present: tuple[PersonId, ...] = ()
    words: int = 0

    @property
    def has_plan(self) -> bool:
        """Whether the author planned anything for this scene."""
        fields = (self.title, self.synopsis, self.goal, self.conflict, self.outcome, self.place, self.pov)
        return any((*fields, self.moment, self.remarks, self.present))


@dataclass(frozen=True, slots=True)
class Chapter:
    """The unit that is posted. ``number`` counts from 1 in reading order; ``words`` leave notes out.

    A shelved chapter is kept but is no part of the story: its number is 0. ``label`` is the name of a colour,
    ``remarks`` are the author's own jottings and to-dos, ``due`` the date by which it should be drafted.
    """

    id: ChapterId
    story_id: StoryId
    arc_id: ArcId | None
    position: int
    number: int
    title: str = ""
    synopsis: str = ""
    purpose: str = ""
    hook: str = ""
    summary: str = ""
    target_words: int | None = None
    status: ChapterStatus = ChapterStatus.PLANNED
    label: str = ""
    remarks: str = ""
    due: date | None = None
    shelved: bool = False
    words: int = 0
    scenes: tuple[Scene, ...] = ()

    @property
    def heading(self) -> str:
        """ "Chapter N" or "Chapter N: Title", as AO3 shows it (facts/ao3.md, "A work")."""
        name = "Shelved chapter" if self.shelved else f"Chapter {self.number}"
        return f"{name}: {self.title}" if self.title else name


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A chapter was given a status."""

    status: ChapterStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class Arc:
    """An optional named run of chapters."""

    id: ArcId
    story_id: StoryId
    position: int
    title: str = ""
    synopsis: str = ""
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A story with its arcs and loose chapters, mixed, in reading order."""

    story: Story
    items: tuple[Arc | Chapter, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in reading order; shelved ones are not among them."""
        return tuple(chapter for chapter in self._walk() if not chapter.shelved)

    @property
    def shelved(self) -> tuple[Chapter, ...]:
        """The chapters that are kept but are no part of the story now."""
        return tuple(chapter for chapter in self._walk() if chapter.shelved)

    def _walk(self) -> Iterator[Chapter]:
        for item in self.items:
            if isinstance(item, Arc):
                yield from item.chapters
            else:
                yield item

    @property
    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    def chapter(self, chapter_id: ChapterId) -> Chapter:
        """The chapter with this id, shelved or not; KeyError if the story has none such."""
        for chapter in self._walk():
            if chapter.id == chapter_id:
                return chapter
        raise KeyError(chapter_id)


@dataclass(frozen=True, slots=True)
class Idea:
    """A captured line, with or without a story."""

    id: IdeaId
    text: str
    story_id: StoryId | None
    position: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How a story's chapters divide by status; ``total`` is expected or existing chapters, whichever is more."""

    by_status: dict[ChapterStatus, int]
    written: int
    existing: int
    expected: int | None

    @property
    def total(self) -> int:
        return max(self.existing, self.expected or 0)

    @property
    def text(self) -> str:
        """ "7 of 12 chapters", or "7 of ? chapters" for a story that is open-ended."""
        if self.expected is None:
            return f"{self.written} of ? chapters"
        return f"{self.written} of {self.total} {'chapter' if self.total == 1 else 'chapters'}"


def progress(chapters: Iterable[Chapter], expected: int | None) -> Progress:
    """Count chapters by status; a chapter is written once it is drafted."""
    statuses = [chapter.status for chapter in chapters]
    counts = Counter(statuses)
    return Progress(
        by_status={status: counts[status] for status in ChapterStatus},
        written=sum(status.is_written for status in statuses),
        existing=len(statuses),
        expected=expected,
    )


class Step(StrEnum):
    """What kind of work comes next."""

    PLAN = "plan"
    CONTINUE = "continue"
    WRITE = "write"
    REVISE = "revise"
    FINISH = "finish"
    POST = "post"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next and why, with the chapter it is about (None: the story as a whole)."""

    step: Step
    chapter: Chapter | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Work:
    """A kind of work, the statuses that call for it, and how it is told."""

    step: Step
    statuses: tuple[ChapterStatus, ...]
    text: str
    reason: str


_WRITING = (
    _Work(
        Step.CONTINUE,
        (ChapterStatus.DRAFTING,),
        "Go on with {heading}",
        "It is begun, and what is begun comes before anything new.",
    ),
    _Work(
        Step.WRITE,
        (ChapterStatus.PLANNED, ChapterStatus.OUTLINED),
        "Write {heading}",
        "It is the first chapter in reading order that has no draft.",
    ),
)
_POLISHING = (
    _Work(
        Step.REVISE,
        (ChapterStatus.DRAFTED,),
        "Revise {heading}",
        "Every chapter is drafted, and this is the first that was not revised.",
    ),
    _Work(
        Step.FINISH,
        (ChapterStatus.REVISED,),
        "Make {heading} ready to post",
        "Every draft is revised, and this is the first that is not ready.",
    ),
)


def next_step(chapters: Iterable[Chapter], expected: int | None) -> NextStep:
    """Say what to do next: what is begun before what is planned, what is planned before what needs revising.

    Within one kind of work the first chapter in reading order is meant, because readers read in order.
    An outlined and a planned chapter are the same kind of work.
    """
    ordered = tuple(chapters)
    if not ordered:
        return NextStep(Step.PLAN, None, "Plan the first chapter", "A story begins with one chapter.")
    if found := _first(_WRITING, ordered):
        return found
    if expected is not None and len(ordered) < expected:
        text = f"Plan chapter {len(ordered) + 1} of {expected}"
        return NextStep(Step.PLAN, None, text, "Every chapter there is has a draft, and you expect more of them.")
    done = NextStep(
        Step.POST,
        ordered[-1],
        "Every chapter is ready: post, or call it complete",
        "There is nothing left to write or to revise.",
    )
    return _first(_POLISHING, ordered) or done


def _first(works: tuple[_Work, ...], chapters: tuple[Chapter, ...]) -> NextStep | None:
    for work in works:
        for chapter in chapters:
            if chapter.status in work.statuses:
                return NextStep(work.step, chapter, work.text.format(heading=chapter.heading), work.reason)
    return None
