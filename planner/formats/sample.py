"""The sample story that is shipped with Longfic: a plan in TOML, and its prose in the stored form beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from planner.domain.board import Spot
from planner.domain.cast_draft import (
    BoardDraft,
    DevelopmentDraft,
    GroupDraft,
    PersonDraft,
    RevealDraft,
    SecretDraft,
    TieDraft,
)
from planner.domain.draft import (
    BeatDraft,
    ChapterDraft,
    EndingDraft,
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
from planner.domain.ties import Direction, Line, TieKind


def sample_story() -> StoryDraft:
    """Read the sample story: ten chapters, the first four written, the fifth begun, the others planned.

    Its threads leave a promise open (a rabbit), so that its ledger of endings has something to say.
    """
    folder = resource("sample")
    plan = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    chapters = tuple(_chapter(folder / "chapters", number, row) for number, row in enumerate(plan.pop("chapters"), 1))
    cast = _cast(plan)
    tags = tuple((str(kind), str(text)) for kind, text in plan.pop("tags"))
    threads = tuple(_thread(row) for row in plan.pop("threads"))
    endings = tuple(
        EndingDraft(row["chapter"], EndingKind(row["kind"]), row.get("note", "")) for row in plan.pop("endings")
    )
    return StoryDraft(**(plan | cast), chapters=chapters, tags=tags, threads=threads, endings=endings)


def _cast(plan: dict[str, Any]) -> dict[str, Any]:
    """The people of a plan and what is between them. A chapter that a list names by number counts from 1."""
    return {
        "people": tuple(_person(row) for row in plan["people"]),
        "groups": tuple(GroupDraft(**(row | {"members": tuple(row["members"])})) for row in plan["groups"]),
        "kinds": tuple(TieKind(**(row | {"line": Line(row["line"])})) for row in plan["kinds"]),
        "ties": tuple(_tie(row) for row in plan["ties"]),
        "secrets": tuple(
            SecretDraft(**(row | {"reveals": tuple(_reveal(each) for each in row["reveals"])}))
            for row in plan["secrets"]
        ),
        "boards": tuple(
            BoardDraft(row["name"], tuple((name, Spot(x, y)) for name, x, y in row["spots"])) for row in plan["boards"]
        ),
    }


def _person(row: dict[str, Any]) -> PersonDraft:
    x, y = row.pop("spot")
    aliases = "\n".join(row.pop("aliases", ()))
    fields = tuple((name, text) for name, text in row.pop("fields", {}).items())
    return PersonDraft(**row, aliases=aliases, fields=fields, spot=Spot(x, y))


def _tie(row: dict[str, Any]) -> TieDraft:
    direction = Direction(row.pop("direction", Direction.BOTH))
    developments = tuple(DevelopmentDraft(**each) for each in row.pop("developments", ()))
    return TieDraft(**row, direction=direction, developments=developments)


def _reveal(row: dict[str, Any]) -> RevealDraft:
    """A reveal; "the reader" is the reader."""
    who = row.pop("who")
    return RevealDraft(None if who == "the reader" else who, **row)


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
