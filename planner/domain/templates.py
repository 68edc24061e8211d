"""Story templates: steps a story may go through, each at a share of its length, laid over its chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.outline import Chapter


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, a line saying what it is for, and where in the story it stands (0…1)."""

    title: str
    about: str
    at: float
    arc: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A shape for a story. ``chapters`` is how many it has unless the author says otherwise."""

    title: str
    about: str
    chapters: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """What a template says of one chapter: a title and a purpose for it, and the arc it belongs to."""

    title: str
    purpose: str
    arc: str


def placed(steps: Sequence[Step], chapters: int) -> tuple[tuple[Step, ...], ...]:
    """The steps of each of so many chapters, in order.

    A step stands in the chapter that its share of the story falls into; the end of the story is in the last one.
    """
    places: list[list[Step]] = [[] for _ in range(chapters)]
    for step in sorted(steps, key=lambda step: step.at):
        places[chapter_of(step, chapters) - 1].append(step)
    return tuple(map(tuple, places))


def chapter_of(step: Step, chapters: int) -> int:
    """The number of the chapter that a step's share of a story of so many chapters falls into."""
    return min(chapters, max(1, int(step.at * chapters) + 1))


def laid(template: Template, chapters: int) -> tuple[Laid, ...]:
    """What a template says of each of so many chapters (at least one).

    A chapter without a step of its own belongs to the arc of the step before it.
    """
    result: list[Laid] = []
    arc = ""
    for steps in placed(template.steps, chapters):
        arc = steps[0].arc if steps else arc
        purposes = [step.about if len(steps) == 1 else f"{step.title}: {step.about}" for step in steps]
        result.append(Laid(" / ".join(step.title for step in steps), "\n".join(purposes), arc))
    return tuple(result)


def template_of(title: str, about: str, chapters: Sequence[tuple[Chapter, str]]) -> Template:
    """A template made of a story's own plan: chapters in reading order, each with the title of its arc.

    A chapter is a step if it has a title; its purpose, or else its synopsis, says what the step is for.
    """
    count = max(len(chapters), 1)
    steps = tuple(
        Step(chapter.title, chapter.purpose or chapter.synopsis, index / count, arc)
        for index, (chapter, arc) in enumerate(chapters)
        if chapter.title
    )
    return Template(title, about, count, steps)
