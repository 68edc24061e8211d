"""Beats on their way: dragged from cell to cell, or copied to another place or program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData

from planner.desktop.plot.grid.model import GridModel
from planner.domain.outline import StoryId
from planner.domain.threads import Beat, BeatId, BeatRole

MIME = "application/x-longfic-beats"
"""JSON ``{"story": id, "beats": [{"id", "thread", "chapter", "role", "text"}, …]}``; ``thread`` and ``chapter`` are
counted from the first one's, so that what was copied keeps its shape where it is pasted."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A beat that was copied or is being dragged."""

    id: BeatId
    thread: int
    chapter: int
    role: BeatRole
    text: str


def carry(model: GridModel, beats: Sequence[Beat]) -> QMimeData:
    """Beats of the grid as they are dragged or copied; other programs get their lines of text."""
    assert model.sheet is not None
    places = [
        (model.section_of(beat.thread_id, threads=True), model.section_of(beat.chapter_id, threads=False))
        for beat in beats
    ]
    first_thread = min((thread for thread, _ in places), default=0)
    first_chapter = min((chapter for _, chapter in places), default=0)
    rows = [
        {
            "id": beat.id,
            "thread": thread - first_thread,
            "chapter": chapter - first_chapter,
            "role": beat.role.value,
            "text": beat.text,
        }
        for beat, (thread, chapter) in zip(beats, places, strict=True)
    ]
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps({"story": model.sheet.story_id, "beats": rows}).encode()))
    data.setText("\n".join(beat.text for beat in beats))
    return data


def carried(data: QMimeData, story_id: StoryId | None = None) -> list[Carried]:
    """The beats that ``data`` carries; none if they must be of one story and are of another."""
    if not data.hasFormat(MIME):
        return []
    content = json.loads(bytes(data.data(MIME).data()))
    if story_id is not None and content["story"] != story_id:
        return []
    return [
        Carried(BeatId(row["id"]), row["thread"], row["chapter"], BeatRole(row["role"]), row["text"])
        for row in content["beats"]
    ]


def pasted(data: QMimeData) -> list[Carried]:
    """What a paste puts into the grid: copied beats as they were, or each line of a text as one beat."""
    beats = carried(data)
    if beats or not data.hasText():
        return beats
    lines = (" ".join(line.split()) for line in data.text().splitlines())
    return [Carried(BeatId(0), 0, 0, BeatRole.ADVANCES, line) for line in lines if line]
