"""Writes plain text: paragraphs parted by empty lines, and none of the marks."""

from __future__ import annotations

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.prose.model import IMAGE_CHARACTER, Block, Paragraph, Prose
from planner.domain.prose.scenes import is_blank
from planner.formats.to_ao3 import chapter_prose
from planner.formats.whole import NOTES_LABEL, authors_line, written_chapters

SCENE_BREAK = "* * *"


def story_text(story: StoryDraft) -> str:
    """A whole story."""
    blocks = [story.title, authors_line(story), f"Summary: {story.summary}" if story.summary else ""]
    arc = ""
    for heading, chapter in written_chapters(story):
        if chapter.arc != arc:
            arc = chapter.arc
            blocks.append(arc)
        blocks.append(heading)
        if not chapter.notes_before.is_blank:
            blocks += [NOTES_LABEL, prose_text(chapter.notes_before), SCENE_BREAK]
        blocks.append(clipboard_text(chapter))
        if not chapter.notes_after.is_blank:
            blocks += [SCENE_BREAK, NOTES_LABEL, prose_text(chapter.notes_after)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def clipboard_text(chapter: ChapterDraft) -> str:
    """The story text of a chapter."""
    return prose_text(chapter_prose(chapter))


def prose_text(prose: Prose) -> str:
    """Any prose, without its empty paragraphs."""
    paragraphs = [paragraph for paragraph in prose if not is_blank(paragraph)]
    written = ""
    numbers: dict[int, int] = {}
    above: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.kind is Block.NUMBER:
            numbers = {level: number for level, number in numbers.items() if level <= paragraph.level}
            numbers[paragraph.level] = numbers.get(paragraph.level, 0) + 1
        else:
            numbers = {}
        if above is not None:
            written += "\n" if _are_items(above, paragraph) else "\n\n"
        written += _block(paragraph, numbers.get(paragraph.level, 0))
        above = paragraph
    return written


def _are_items(above: Paragraph, below: Paragraph) -> bool:
    lists = (Block.BULLET, Block.NUMBER)
    return above.kind in lists and below.kind in lists and above.quote == below.quote


def _block(paragraph: Paragraph, number: int) -> str:
    if paragraph.kind is Block.RULE:
        return SCENE_BREAK
    text = "".join(
        (run.image.alt or run.image.src) if run.image else run.text.replace(IMAGE_CHARACTER, "")
        for run in paragraph.runs
    )
    marker = {Block.BULLET: "- ", Block.NUMBER: f"{number}. "}.get(paragraph.kind, "")
    lines = f"{marker}{text}".split("\n")
    return "\n".join("> " * paragraph.quote + "  " * paragraph.level + line.strip() for line in lines)
