"""Finding in the text who is in which scene, in a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner.desktop.tasks import IsCancelled, Progress
from planner.domain.errors import Cancelled
from planner.domain.outline import ChapterId, PersonId, SceneId, StoryId
from planner.domain.presence import named_in, who_is_in

USUAL = 2
"""Somebody who is named at least so often is suggested with a tick; who is named once may only be talked about."""


@dataclass(frozen=True)
class Suggestion:
    """A scene names somebody ``count`` times who is not said to be in it. ``scene`` is its place in the chapter, or 0
    where the chapter has no other."""

    scene_id: SceneId
    person_id: PersonId
    chapter: str
    scene: int
    name: str
    count: int


def find_suggestions(
    path: Path, story_id: StoryId, chapter_id: ChapterId | None, progress: Progress, cancelled: IsCancelled
) -> list[Suggestion]:
    """Whom the scenes of a story, or of one of its chapters, name, in reading order, in each the most named first.

    Opens the library for itself; raises Cancelled.
    """
    from planner.library.file import Library

    with Library.open(path, read_only=True) as library:
        chapters = [
            chapter
            for chapter in library.outline.get(story_id).chapters
            if chapter_id is None or chapter.id == chapter_id
        ]
        people = {person.id: person for person in library.cast.people(story_id)}
        names = {person.id: person.names for person in people.values()}
        found: list[Suggestion] = []
        for done, chapter in enumerate(chapters):
            if cancelled():
                raise Cancelled
            progress(done / len(chapters))
            for place, scene in enumerate(chapter.scenes, 1):
                there = who_is_in(scene)
                counts = named_in(library.texts.plain(scene.id), names) if scene.words else {}
                fresh = [(person_id, count) for person_id, count in counts.items() if person_id not in there]
                fresh.sort(key=lambda entry: (-entry[1], people[entry[0]].position))
                number = place if len(chapter.scenes) > 1 else 0
                found += [
                    Suggestion(scene.id, person_id, chapter.heading, number, people[person_id].name, count)
                    for person_id, count in fresh
                ]
        return found
