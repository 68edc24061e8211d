"""Writes what can be pasted into AO3 as it is (facts/ao3.md, "HTML that survives"), and checks AO3's limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.cast_draft import story_tags
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.prose.html import canonical, to_html
from planner.domain.prose.model import Block, Paragraph, Prose, Run
from planner.domain.prose.scenes import is_blank
from planner.domain.tags import FORBIDDEN, KINDS_IN_ORDER, MOST_TAGS, TAG_LIMIT, counted

_RULE = Paragraph(kind=Block.RULE)


def chapter_prose(chapter: ChapterDraft) -> Prose:
    """The text of a chapter, its scenes parted by rules, without the empty paragraphs that sites show as holes."""
    paragraphs: list[Paragraph] = []
    for scene in chapter.scenes:
        own = [paragraph for paragraph in scene.prose if not is_blank(paragraph)]
        if own and paragraphs:
            paragraphs.append(_RULE)
        paragraphs += own
    return Prose(tuple(paragraphs))


def chapter_html(chapter: ChapterDraft) -> str:
    """The story text of a chapter as AO3's HTML editor takes it: no line breaks, no notes."""
    return prose_html(chapter_prose(chapter))


def notes_html(notes: Prose) -> str:
    """Notes as the field beside the chapter takes them."""
    return prose_html(notes)


def summary_html(summary: str) -> str:
    """A summary, which is plain text with a paragraph a line, as its field takes it."""
    return prose_html(Prose(tuple(Paragraph((Run(line.strip()),)) for line in summary.split("\n"))))


def prose_html(prose: Prose) -> str:
    """Any prose as AO3 takes it: the stored form, which holds nothing AO3 removes, without empty paragraphs."""
    written = to_html(Prose(tuple(paragraph for paragraph in canonical(prose) if not is_blank(paragraph))))
    return written.replace("<hr>", "<hr />").replace("<br>", "<br />")  # as AO3 itself writes them


def clipboard_html(chapter: ChapterDraft) -> str:
    """A chapter as rich text for the clipboard; pasted into AO3's rich text editor it gives the same HTML."""
    return chapter_html(chapter)


# --- limits ----------------------------------------------------------------------------------------------

SOURCE = "otwcode/otwarchive at f4508f15, August 2026"
"""Where the limits below were read, and when; facts/ao3.md has the table."""


@dataclass(frozen=True)
class Limits:
    """How much AO3 takes, in characters of the HTML it keeps."""

    title: int = 255
    summary: int = 1_250
    notes: int = 5_000
    least_content: int = 10
    content: int = 500_000
    tag: int = TAG_LIMIT
    tags: int = MOST_TAGS
    """Fandoms, characters, relationships and additional tags together."""
    not_in_tags: str = FORBIDDEN


LIMITS = Limits()


def over_limits(story: StoryDraft, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Sentences on what AO3 would refuse; nothing is cut."""
    return tuple(_over_limits(story, limits))


def _over_limits(story: StoryDraft, limits: Limits) -> Iterator[str]:
    yield from _too_long("The title", story.title, limits.title)
    yield from _too_long("The summary", summary_html(story.summary), limits.summary)
    for number, chapter in enumerate(story.chapters, start=1):
        of = f"of chapter {number}"
        yield from _too_long(f"The summary {of}", summary_html(chapter.summary), limits.summary)
        yield from _too_long(f"The note before the text {of}", notes_html(chapter.notes_before), limits.notes)
        yield from _too_long(f"The note after the text {of}", notes_html(chapter.notes_after), limits.notes)
        content = chapter_html(chapter)
        yield from _too_long(f"The text {of}", content, limits.content)
        if content and len(content) < limits.least_content:
            yield f"The text {of} is shorter than {limits.least_content} characters, the least AO3 takes."
    tags = story_tags(story)
    for kind, tag in tags:
        if kind in KINDS_IN_ORDER:
            yield from _too_long(f"The tag “{tag}”", tag, limits.tag)
            if refused := sorted(set(tag) & set(limits.not_in_tags)):
                yield f"The tag “{tag}” has characters AO3 does not take in tags: {' '.join(refused)}"
    count = counted(tags)
    if count > limits.tags:
        yield f"There are {count} fandoms, characters, relationships and additional tags; AO3 takes {limits.tags}."


def _too_long(what: str, html: str, limit: int) -> Iterator[str]:
    if len(html) > limit:
        yield f"{what} has {len(html):,} characters; AO3 takes {limit:,}."
