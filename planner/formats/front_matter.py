"""Reads what stands above a story: its title, "by" line, summary, and lines such as "Rating: T"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.domain.prose.model import Block, Paragraph

LONGEST_TITLE = 100
"""A longer line is no title (characters)."""

_FIELDS = {
    "title": "title",
    "story": "title",
    "story title": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "written by": "author",
    "penname": "author",
    "fandom": "fandom",
    "fandoms": "fandom",
    "rating": "rating",
    "rated": "rating",
    "warning": "archive warning",
    "warnings": "archive warning",
    "archive warning": "archive warning",
    "archive warnings": "archive warning",
    "category": "category",
    "categories": "category",
    "pairing": "relationship",
    "pairings": "relationship",
    "ship": "relationship",
    "ships": "relationship",
    "relationship": "relationship",
    "relationships": "relationship",
    "character": "character",
    "characters": "character",
    "genre": "additional tag",
    "genres": "additional tag",
    "tags": "additional tag",
    "additional tags": "additional tag",
    "language": "language",
    "series": "series",
    "summary": "summary",
    "description": "summary",
    "url": "url",
    "story url": "url",
    "link": "url",
    "source": "url",
}
"""The labels authors and downloaders use, in lower case, with what each of them gives."""

_LISTS = frozenset({"fandom", "relationship", "character", "additional tag", "archive warning", "category"})
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z ]{1,18}?)\s*:\s*(.*)")
_BYLINE = re.compile(r"(?:written )?by:?\s+(\S.{0,80})", re.IGNORECASE)
_TITLE_BY = re.compile(r"(\S.{0,100}?),? by ([^a-z]\S*(?: \S+){0,3})")
_NO_TITLE = (".", ",", ";", ":", "”", '"')


@dataclass
class FrontMatter:
    """What was found, and the paragraphs that are none of it."""

    title: str = ""
    summary: str = ""
    tags: list[tuple[str, str]] = field(default_factory=list)
    rest: list[Paragraph] = field(default_factory=list)

    @property
    def facts(self) -> int:
        """How many things were found. One may be chance."""
        return len(self.tags) + bool(self.title) + bool(self.summary)


def read_front_matter(paragraphs: Sequence[Paragraph]) -> FrontMatter:
    """Read the paragraphs above the first chapter, or the first few of a story without chapters."""
    front = FrontMatter()
    in_summary = False  # until the paragraph ends that has it, or the one below a lone "Summary:"
    for paragraph in paragraphs:
        left: list[str] = []
        in_summary = in_summary and not front.summary
        for line in filter(None, map(str.strip, paragraph.plain.split("\u2028"))):
            if kind := _take_field(front, line):
                in_summary = kind == "summary"
            elif in_summary:
                front.summary = f"{front.summary}\n{line}".lstrip()
            elif left or not _take_heading(front, line):
                left.append(line)
        if left or paragraph.kind is Block.RULE:
            front.rest.append(paragraph)
    return front


def field_value(label: str) -> str:
    """What a label of a download's title page gives: a tag's kind, "title", "summary"; empty for any other."""
    return _FIELDS.get(label.strip().rstrip(":").strip().lower(), "")


def add_tags(tags: list[tuple[str, str]], kind: str, text: str) -> None:
    """Add the tags of one line, which commas part if the kind can have several."""
    parts = text.split(",") if kind in _LISTS else [text]
    tags += [(kind, part.strip()) for part in parts if part.strip()]


def _take_field(front: FrontMatter, line: str) -> str:
    match = _FIELD.fullmatch(line)
    kind = field_value(match[1]) if match else ""
    if not match or not kind:
        return ""
    value = match[2].strip()
    if kind == "title":
        front.title = front.title or value
    elif kind == "summary":
        front.summary = value
    else:
        add_tags(front.tags, kind, value)
    return kind


def _take_heading(front: FrontMatter, line: str) -> bool:
    """Take a title at the very top, a "by" line, or both in one line."""
    if front.rest:
        return False
    if byline := _BYLINE.fullmatch(line):
        front.tags.append(("author", byline[1].strip()))
        return True
    if front.facts or len(line) > LONGEST_TITLE or line.endswith(_NO_TITLE):
        return False
    both = _TITLE_BY.fullmatch(line)
    front.title = both[1] if both else line
    if both:
        front.tags.append(("author", both[2]))
    return True
