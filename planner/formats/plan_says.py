"""What a plan that is written for other programs is made of: headings, texts and facts, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.draft import StoryDraft


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the story's title."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """Plain text, a paragraph a line; ``aside`` is said in passing."""

    text: str
    aside: bool = False


@dataclass(frozen=True)
class Facts:
    """Facts, each with what it is about."""

    facts: tuple[tuple[str, str], ...]


Part = Heading | Text | Facts


def chapter_heading(story: StoryDraft, number: int) -> str:
    """A chapter's number and title."""
    title = story.chapters[number - 1].title
    return f"Chapter {number}: {title}" if title else f"Chapter {number}"
