"""A story on its way in or out of the library: what readers of files make and writers of files take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from planner.domain.outline import ChapterStatus, SceneId
from planner.domain.prose.model import EMPTY, Prose


@dataclass(frozen=True)
class SceneDraft:
    """A scene with its prose."""

    prose: Prose = EMPTY
    title: str = ""
    synopsis: str = ""
    goal: str = ""
    conflict: str = ""
    outcome: str = ""
    pov: str = ""
    place: str = ""


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


@dataclass(frozen=True)
class PersonDraft:
    """Somebody in a story that comes with its people."""

    name: str
    pronouns: str = ""
    role: str = ""
    about: str = ""


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
