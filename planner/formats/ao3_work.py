"""Reads AO3's downloads: its HTML, and the EPUB that calibre makes of it (facts/ao3.md, "Its downloads").

What calibre does to the page - it cuts it before headings, drops wrappers and renames classes - leaves the order of
things and the beginnings of the class names, so only these are relied on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from lxml.html import HtmlElement

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import Prose
from planner.formats.chapters import chapter, together
from planner.formats.cutting import Section
from planner.formats.losses import Loss, Losses, sentences
from planner.formats.markup import read_elements
from planner.formats.pages import Page, has_class, inner_prose, plain_text, summary_text
from planner.formats.styles import Stylesheet
from planner.formats.watch import Watch

MOST_PLACEHOLDERS = 1_000
"""More chapters than this are not believed to be planned: AO3 lets an author write any number."""

_TAG_KINDS = {
    "rating": "rating",
    "archive warning": "archive warning",
    "category": "category",
    "categorie": "category",
    "fandom": "fandom",
    "relationship": "relationship",
    "character": "character",
    "additional tag": "additional tag",
    "language": "language",
    "series": "series",
}
_CHAPTER_HEADING = re.compile(r"Chapter (\d+)(?:: (.*))?")
_CHAPTERS_STAT = re.compile(r"Chapters:\s*([\d,]{1,9})/([\d,]{1,9}|\?)")


class _Place(Enum):
    PREFACE = auto()
    CHAPTERS = auto()
    AFTERWORD = auto()


class _Label(Enum):
    """The line above a block of notes."""

    SUMMARY = "summary"
    NOTES = "notes"
    END_NOTES = "end notes"
    CHAPTER_SUMMARY = "chapter summary"
    CHAPTER_NOTES = "chapter notes"
    CHAPTER_END_NOTES = "chapter end notes"


_LABELS = {label.value: label for label in _Label}


@dataclass
class _Posted:
    """A chapter as its pieces are found."""

    title: str = ""
    styles: Stylesheet = field(default_factory=dict)
    byline: HtmlElement | None = None
    content: list[HtmlElement] = field(default_factory=list)
    blocks: dict[_Label, list[HtmlElement]] = field(default_factory=dict)


def recognises(pages: Sequence[Page]) -> bool:
    """Whether these pages are a work downloaded from AO3."""
    return any(
        has_class(element, "message") and plain_text(element).find("Posted originally on the Archive of Our Own") >= 0
        for page in pages[:2]
        for element in page.body.iter("p")
    )


def read_work(pages: Sequence[Page], watch: Watch) -> StoryDraft:
    """Read a work."""
    work = _Work()
    for page in pages:
        work.walk(page)
    return work.story(watch)


class _Work:
    """Takes the pieces of a work in the order they come in."""

    def __init__(self) -> None:
        self._losses = Losses()
        self._place = _Place.PREFACE
        self._label: _Label | None = None
        self._preface = _Posted()  # the work's own summary, notes and end notes
        self._chapters: list[_Posted] = []
        self._styles: Stylesheet = {}
        self._title = ""
        self._tags: list[tuple[str, str]] = []
        self._collections: list[str] = []
        self._stats = ""

    def walk(self, page: Page) -> None:
        """Take what a page holds; what is not a piece itself is looked into."""
        self._styles = page.styles
        waiting = [page.body]
        while waiting:
            element = waiting.pop()
            if not self._take(element):
                waiting.extend(reversed(element))

    # --- pieces ---

    def _take(self, element: HtmlElement) -> bool:
        """Take an element as a piece, whole; False if pieces are to be looked for inside it."""
        tag = element.tag
        if tag in ("h1", "h2") and self._take_heading(element):
            return True
        if has_class(element, "endnote-link"):
            return True
        if has_class(element, "byline"):
            self._take_byline(element)
            return True
        if tag == "p" and self._take_line(element):
            return True
        if tag == "blockquote" and self._label:
            owner = self._chapters[-1] if self._label.value.startswith("chapter") and self._chapters else self._preface
            owner.blocks.setdefault(self._label, []).append(element)
            owner.styles = self._styles
            return True
        if self._place is not _Place.CHAPTERS and not has_class(element, "userstuff"):
            return self._take_outside(element)
        if _is_wrapper(element) or self._place is _Place.AFTERWORD:
            return False
        self._take_content(element)
        return True

    def _take_heading(self, element: HtmlElement) -> bool:
        text = plain_text(element)
        if element.tag == "h1":
            if self._place is _Place.PREFACE:
                self._title = text
            return self._place is _Place.PREFACE
        if not has_class(element, "heading", "toc-heading"):
            return False
        self._label = None
        if text == "Preface" and self._place is _Place.PREFACE and not self._title:
            return True
        if text == "Afterword" and self._chapters:
            self._place = _Place.AFTERWORD
            return True
        self._place = _Place.CHAPTERS
        numbered = _CHAPTER_HEADING.fullmatch(text)
        # The heading of a one-chapter work is the title of the work.
        title = (numbered[2] or "") if numbered else ("" if has_class(element, "toc-heading") else text)
        self._chapters.append(_Posted(title))
        return True

    def _take_byline(self, element: HtmlElement) -> None:
        if self._place is _Place.CHAPTERS:
            self._chapters[-1].byline = element
            return
        names = [plain_text(link) for link in element.iter("a")] or [plain_text(element).removeprefix("by ")]
        self._tags += [("author", name) for name in names if name]

    def _take_line(self, element: HtmlElement) -> bool:
        if has_class(element, "message"):
            if self._place is _Place.PREFACE:
                links = (link.get("href") or "" for link in element.iter("a"))
                self._tags += [("url", link) for link in links if "/works/" in link][:1]
            return True
        label = _LABELS.get(plain_text(element).lower())
        if label:
            self._label = label
        return label is not None

    def _take_outside(self, element: HtmlElement) -> bool:
        """Take what stands above or below the chapters."""
        if element.tag == "dl" and self._place is _Place.PREFACE:
            self._take_tags(element)
            return True
        if element.tag in ("ul", "dl"):
            self._losses[Loss.RELATED] += 1
            return True
        return False

    def _take_tags(self, element: HtmlElement) -> None:
        label = ""
        for row in element.iter("dt", "dd"):
            if row.tag == "dt":
                label = plain_text(row).rstrip(":").strip().lower()
                continue
            kind = _TAG_KINDS.get(label) or _TAG_KINDS.get(label.removesuffix("s"), "")
            if label == "stats":
                self._stats = plain_text(row)
            elif kind == "series":
                self._tags += [(kind, text) for text in _series(row)]
            elif kind:
                names = [plain_text(link) for link in row.iter("a")] or [plain_text(row)]
                self._tags += [(kind, name) for name in names if name]
            elif label in ("collection", "collections"):
                self._collections += [plain_text(link) for link in row.iter("a")]

    def _take_content(self, element: HtmlElement) -> None:
        self._place = _Place.CHAPTERS
        self._label = None
        if not self._chapters:
            self._chapters.append(_Posted())
        self._chapters[-1].content.append(element)
        self._chapters[-1].styles = self._styles

    # --- the story ---

    def story(self, watch: Watch) -> StoryDraft:
        """Everything that was taken."""
        chapters = []
        for number, posted in enumerate(self._chapters):
            watch.at(number / len(self._chapters))
            chapters.append(self._chapter(posted))
        if chapters:
            before, after = self._block(self._preface, _Label.NOTES), self._block(self._preface, _Label.END_NOTES)
            chapters[0] = replace(chapters[0], notes_before=together(before, chapters[0].notes_before))
            chapters[-1] = replace(chapters[-1], notes_after=together(chapters[-1].notes_after, after))
        expected, complete = self._progress()
        missing = (expected or 0) - len(chapters)
        notices = [f"The work’s place in a collection was left out: {name}." for name in self._collections]
        if missing > MOST_PLACEHOLDERS:
            notices.append(f"The {missing:,} chapters still to come were not planned: they are too many.")
            missing = 0
        chapters += [ChapterDraft(status=ChapterStatus.PLANNED)] * missing
        summary = summary_text(self._block(self._preface, _Label.SUMMARY), self._losses)
        return StoryDraft(
            title=self._title,
            fandom=", ".join(text for kind, text in self._tags if kind == "fandom"),
            summary=summary,
            expected=expected,
            complete=complete,
            chapters=tuple(chapters),
            tags=tuple(self._tags),
            dropped=(*sentences(self._losses), *notices),
        )

    def _chapter(self, posted: _Posted) -> ChapterDraft:
        manuscript = read_elements(posted.content, posted.styles)
        self._losses += manuscript.losses
        draft = chapter(Section(manuscript.prose.paragraphs, posted.title))
        byline = [] if posted.byline is None else [posted.byline]
        before = together(inner_prose(byline, posted.styles, self._losses), self._block(posted, _Label.CHAPTER_NOTES))
        return replace(
            draft,
            notes_before=together(before, draft.notes_before),
            notes_after=together(draft.notes_after, self._block(posted, _Label.CHAPTER_END_NOTES)),
            summary=summary_text(self._block(posted, _Label.CHAPTER_SUMMARY), self._losses),
        )

    def _block(self, owner: _Posted, label: _Label) -> Prose:
        return inner_prose(owner.blocks.get(label, ()), owner.styles, self._losses)

    def _progress(self) -> tuple[int | None, bool]:
        """How many chapters there will be, and whether all are there."""
        match = _CHAPTERS_STAT.search(self._stats)
        if not match:
            return None, False
        posted, expected = (number.replace(",", "") for number in match.groups())
        if not posted.isdecimal() or not expected.isdecimal():
            return None, False
        return max(int(expected), 1), int(posted) >= int(expected)


def _is_wrapper(element: HtmlElement) -> bool:
    """Whether pieces stand inside this element: what an author wrote never holds these classes."""
    return element.tag == "body" or any(
        has_class(inner, "userstuff", "heading", "toc-heading", "endnote-link")
        for inner in element.iterdescendants("div", "blockquote", "h2")
    )


def _series(row: HtmlElement) -> list[str]:
    """ "Part 2 of Islands", for every series."""
    names = []
    before = row.text or ""
    for link in row.iter("a"):
        names.append(" ".join(f"{before} {plain_text(link)}".split()).lstrip(", "))
        before = link.tail or ""
    return names
