"""A story on its way in or out of the library: what readers of files make and writers of files take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from planner.domain.endings import EndingKind
from planner.domain.outline import ChapterStatus, SceneId
from planner.domain.prose.model import EMPTY, Prose
from planner.domain.threads import BeatRole, ThreadKind

if TYPE_CHECKING:
    from planner.domain.cast_draft import BoardDraft, GroupDraft, PersonDraft, SecretDraft, TieDraft
    from planner.domain.ties import TieKind

Who = str | int
"""Somebody of a draft: by name, or where a name does not tell, by their place among its people, from 0 on."""


@dataclass(frozen=True)
class SceneDraft:
    """A scene with its prose."""

    prose: Prose = EMPTY
    title: str = ""
    synopsis: str = ""
    goal: str = ""
    conflict: str = ""
    outcome: str = ""
    pov: Who = ""
    place: str = ""
    moment: str = ""
    label: str = ""
    remarks: str = ""
    present: tuple[Who, ...] = ()
    """Who is there."""


@dataclass(frozen=True)
class ChapterDraft:
    """A chapter with its notes and scenes. A planned placeholder has no scene with text."""

    title: str = ""
    scenes: tuple[SceneDraft, ...] = (SceneDraft(),)
    notes_before: Prose = EMPTY
    notes_after: Prose = EMPTY
    summary: str = ""
    synopsis: str = ""
    purpose: str = ""
    hook: str = ""
    target_words: int | None = None
    status: ChapterStatus = ChapterStatus.DRAFTED
    arc: str = ""
    """The title of the arc it belongs to; neighbours with the same title share one arc."""
    heading: str = ""
    """The line of a file this chapter was cut at, as it stood there: put back if the author undoes the cut."""
    label: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class BeatDraft:
    """A beat of a thread in chapter number ``chapter`` (1…), in its scene number ``scene`` (1…) or none (0)."""

    chapter: int
    role: BeatRole = BeatRole.ADVANCES
    text: str = ""
    scene: int = 0


@dataclass(frozen=True)
class ThreadDraft:
    """A thread with its beats."""

    title: str
    kind: ThreadKind = ThreadKind.CONFLICT
    promise: bool = True
    colour: str = ""
    note: str = ""
    beats: tuple[BeatDraft, ...] = ()


@dataclass(frozen=True)
class EndingDraft:
    """An ending after chapter number ``chapter`` (1…)."""

    chapter: int
    kind: EndingKind = EndingKind.POSSIBLE
    note: str = ""


@dataclass(frozen=True)
class StoryDraft:
    """A whole story. ``tags`` are (kind, text) pairs in order: kinds are AO3's labels in the singular, lower case.

    Kinds: rating, archive warning, category, fandom, relationship, character, additional tag, language,
    series, author, url. ``dropped`` says, in sentences, what could not be kept.
    """

    title: str = ""
    fandom: str = ""
    summary: str = ""
    spark: str = ""
    expected: int | None = None
    complete: bool = False
    chapters: tuple[ChapterDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    notes_before: Prose = EMPTY
    notes_after: Prose = EMPTY
    dropped: tuple[str, ...] = field(default=())
    threads: tuple[ThreadDraft, ...] = ()
    endings: tuple[EndingDraft, ...] = ()
    groups: tuple[GroupDraft, ...] = ()
    kinds: tuple[TieKind, ...] = ()
    """The author's own kinds of tie."""
    ties: tuple[TieDraft, ...] = ()
    secrets: tuple[SecretDraft, ...] = ()
    boards: tuple[BoardDraft, ...] = ()

    def called(self, who: Who) -> str:
        """What somebody is called; empty where their place is nobody's."""
        if isinstance(who, str):
            return who
        return self.people[who].name if 0 <= who < len(self.people) else ""


@dataclass(frozen=True)
class SceneText:
    """The prose of one scene; ``id`` is None for a scene the editor has just made."""

    id: SceneId | None
    prose: Prose = EMPTY


@dataclass(frozen=True)
class ChapterText:
    """All prose of a chapter in reading order: what the editor shows and saves."""

    scenes: tuple[SceneText, ...]
    before: Prose = EMPTY
    after: Prose = EMPTY
    saved: datetime | None = None
