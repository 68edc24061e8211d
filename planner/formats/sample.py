"""The sample story that is shipped with Longfic: a plan in TOML, and its prose in the stored form beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from planner.domain.draft import (
    BeatDraft,
    ChapterDraft,
    EndingDraft,
    PersonDraft,
    SceneDraft,
    StoryDraft,
    ThreadDraft,
)
from planner.domain.endings import EndingKind
from planner.domain.outline import ChapterStatus
from planner.domain.prose.html import from_html
from planner.domain.prose.model import EMPTY, Prose
from planner.domain.resources import resource
from planner.domain.threads import BeatRole, ThreadKind


def sample_story() -> StoryDraft:
    """Read the sample story: ten chapters, the first four written, the fifth begun, the others planned.

    Its threads leave a promise open (a rabbit), so that its ledger of endings has something to say.
    """
    folder = resource("sample")
    plan = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    chapters = tuple(_chapter(folder / "chapters", number, row) for number, row in enumerate(plan.pop("chapters"), 1))
    people = tuple(PersonDraft(**row) for row in plan.pop("people"))
    tags = tuple((str(kind), str(text)) for kind, text in plan.pop("tags"))
    threads = tuple(_thread(row) for row in plan.pop("threads"))
    endings = tuple(
        EndingDraft(row["chapter"], EndingKind(row["kind"]), row.get("note", "")) for row in plan.pop("endings")
    )
    return StoryDraft(**plan, chapters=chapters, people=people, tags=tags, threads=threads, endings=endings)


def _thread(row: dict[str, Any]) -> ThreadDraft:
    beats = tuple(BeatDraft(chapter, BeatRole(role), text, scene) for chapter, role, text, scene in row.pop("beats"))
    return ThreadDraft(**(row | {"kind": ThreadKind(row["kind"])}), beats=beats)


def _chapter(folder: Path, number: int, row: dict[str, Any]) -> ChapterDraft:
    status = ChapterStatus(row.pop("status"))
    scenes = tuple(
        SceneDraft(
            prose=_prose(folder / f"{number:02}-{place}.html"),
            **(scene | {"present": tuple(scene.get("present", ()))}),
        )
        for place, scene in enumerate(row.pop("scenes", [{}]), 1)
    )
    return ChapterDraft(
        **row,
        status=status,
        scenes=scenes,
        notes_before=_prose(folder / f"{number:02}-before.html"),
        notes_after=_prose(folder / f"{number:02}-after.html"),
    )


def _prose(path: Path) -> Prose:
    """The prose in a file. The file's line ends are there for people; the stored form has none between blocks."""
    return from_html("".join(path.read_text(encoding="utf-8").splitlines())) if path.exists() else EMPTY
