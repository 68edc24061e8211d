"""What every export of a whole story has in common: which chapters are in it, and under what headings."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.draft import ChapterDraft, StoryDraft

NOTES_LABEL = "Author’s note"


def is_written(chapter: ChapterDraft) -> bool:
    """Whether a chapter has text. Planned ones stay out of every export."""
    return any(not scene.prose.is_blank for scene in chapter.scenes)


def written_chapters(story: StoryDraft) -> Iterator[tuple[str, ChapterDraft]]:
    """The chapters with text, each with its heading; a story of one untitled chapter needs none."""
    for number, chapter in enumerate(story.chapters, start=1):
        if is_written(chapter):
            yield _heading(story, number, chapter), chapter


def _heading(story: StoryDraft, number: int, chapter: ChapterDraft) -> str:
    if chapter.title:
        return f"Chapter {number}: {chapter.title}"
    return f"Chapter {number}" if len(story.chapters) > 1 else ""


def authors_line(story: StoryDraft) -> str:
    """ "by saltmarsh and gullwing"; empty if nobody is named."""
    authors = [text for kind, text in story.tags if kind == "author"]
    if not authors:
        return ""
    *others, last = authors
    return f"by {', '.join(others)} and {last}" if others else f"by {last}"
