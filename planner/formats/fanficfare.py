"""Reads what FanFicFare makes of a story: one HTML page, or an EPUB (facts/sites.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.html import Element, HtmlElement

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.formats.chapter_lines import chapter_line
from planner.formats.chapters import chapter, together
from planner.formats.cutting import Section
from planner.formats.front_matter import add_tags, field_value
from planner.formats.losses import Losses, sentences
from planner.formats.markup import read_elements
from planner.formats.pages import Page, has_class, inner_prose, plain_text, summary_text
from planner.formats.watch import Watch

_SECTION = re.compile(r"section\d+")
_NUMBER = re.compile(r"\d{1,4}\.\s+")

# FanFicFare names some fields otherwise than authors do: its category is the fandom.
_OWN_FIELDS = {"category": "fandom", "story url": "url", "ships": "relationship", "status": "status"}


@dataclass
class _Found:
    """A chapter's heading and what stands under it."""

    page: Page
    title: str
    elements: list[HtmlElement] = field(default_factory=list)


def recognises(pages: Sequence[Page]) -> bool:
    """Whether FanFicFare made these pages."""
    return any(_sections(page) or _chapter_title(page) is not None for page in pages)


def read_work(pages: Sequence[Page], watch: Watch) -> StoryDraft:
    """Read a story."""
    losses = Losses()
    front = StoryDraft()
    found: list[_Found] = []
    for page in pages:
        if _sections(page):
            front = _front(page, losses)
            found += _chapters_of_page(page)
        elif (title := _chapter_title(page)) is not None:
            found.append(_Found(page, title, _under_title(page)))
        elif has_class(page.body, "fff_titlepage"):
            front = _front(page, losses)
    chapters = []
    for number, piece in enumerate(found):
        watch.at(number / len(found))
        chapters.append(_chapter(piece, losses))
    expected = len(chapters) if front.complete else None
    return replace(front, expected=expected, chapters=tuple(chapters), dropped=sentences(losses))


# --- the title page --------------------------------------------------------------------------------------


def _front(page: Page, losses: Losses) -> StoryDraft:
    """Title, authors and fields, from above the first chapter."""
    title, authors = "", []
    heading = next(page.body.iter("h1", "h3"), None)
    if heading is not None:
        title, _, rest = plain_text(heading).partition(" by ")
        links = [plain_text(link) for link in heading.iter("a")]
        if links:  # a title may itself hold " by "
            title, rest = links[0], plain_text(heading).removeprefix(links[0]).strip().removeprefix("by ")
        authors = links[1:] or [rest]
    tags = [("author", author) for author in authors if author]
    summary, is_complete = "", False
    for label, value in _fields(page.body):
        kind = _OWN_FIELDS.get(label) or field_value(label)
        if kind == "summary":
            summary = summary_text(inner_prose([value], page.styles, losses), losses)
        elif kind == "status":
            is_complete = plain_text(value) == "Completed"
        elif kind not in ("", "title", "author"):
            add_tags(tags, kind, plain_text(value))
    fandom = ", ".join(text for kind, text in tags if kind == "fandom")
    return StoryDraft(title=title, fandom=fandom, summary=summary, complete=is_complete, tags=tuple(tags))


def _fields(body: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The labels of the title page in bold, each with what follows it: the next cell, or all up to the next label."""
    for child in body:
        if _is_section(child):
            return
        for bold in list(child.iter("b")):
            label = plain_text(bold)
            if not label.endswith(":"):
                continue
            cell = bold.getparent()
            value = cell.getnext() if cell is not None and cell.tag == "td" else _up_to_next_label(bold)
            if value is not None:
                yield label.rstrip(":").lower(), value


def _up_to_next_label(bold: HtmlElement) -> HtmlElement:
    box = Element("div")
    box.text = bold.tail
    for sibling in list(bold.itersiblings()):
        if sibling.tag == "b":
            break
        box.append(sibling)
    return box


# --- chapters --------------------------------------------------------------------------------------------


def _is_section(element: HtmlElement) -> bool:
    return element.tag == "a" and _SECTION.fullmatch(element.get("name") or "") is not None


def _sections(page: Page) -> bool:
    return any(_is_section(child) for child in page.body)


def _chapters_of_page(page: Page) -> list[_Found]:
    found: list[_Found] = []
    for child in list(page.body):
        if _is_section(child):
            found.append(_Found(page, plain_text(child)))
        elif found:
            found[-1].elements.append(child)
    return found


def _chapter_title(page: Page) -> str | None:
    for heading in page.body.iter("h1", "h2", "h3"):
        if has_class(heading, "fff_chapter_title"):
            return plain_text(heading)
    metas = (meta for meta in page.root.iter("meta") if meta.get("name") == "chaptertitle")
    return next((meta.get("content") or "" for meta in metas), None)


def _under_title(page: Page) -> list[HtmlElement]:
    return [child for child in page.body if not has_class(child, "fff_chapter_title")]


def _chapter(piece: _Found, losses: Losses) -> ChapterDraft:
    box = Element("div")
    box.extend(piece.elements)
    notes = [element for element in box.iter("div") if has_class(element, "fff_chapter_notes")]
    before, after, summaries = [], [], []
    for element in notes:
        for label, block in _labelled(element):
            if "summary" in label:
                summaries.append(block)
            elif has_class(element, "fff_foot_notes"):
                after.append(block)
            else:
                before.append(block)
        element.drop_tree()
    manuscript = read_elements([box], piece.page.styles)
    losses += manuscript.losses
    title = _NUMBER.sub("", piece.title, count=1)
    line = chapter_line(title)
    draft = chapter(Section(manuscript.prose.paragraphs, line.title if line else title))
    styles = piece.page.styles
    return replace(
        draft,
        notes_before=together(inner_prose(before, styles, losses), draft.notes_before),
        notes_after=together(draft.notes_after, inner_prose(after, styles, losses)),
        summary=summary_text(inner_prose(summaries, styles, losses), losses),
    )


def _labelled(notes: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The blocks of a chapter's notes, each with the label in bold above it."""
    label = ""
    for child in list(notes):
        if child.tag == "b":
            label = plain_text(child).lower()
        else:
            child.tail = None
            yield label, child
