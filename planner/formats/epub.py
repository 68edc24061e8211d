"""Reads EPUB: AO3's and FanFicFare's by what is in them, any other by its contents and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.domain.draft import StoryDraft
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import Paragraph, Prose
from planner.formats import ao3_work, fanficfare
from planner.formats.archive import Archive
from planner.formats.book import Book, Label, open_book
from planner.formats.chapter_lines import chapter_line
from planner.formats.chapters import story, story_of_cutting
from planner.formats.cutting import Cutting, Section, cut
from planner.formats.losses import Losses, sentences
from planner.formats.manuscript import Manuscript, joined
from planner.formats.markup import prose_from_markup, read_elements
from planner.formats.pages import summary_text
from planner.formats.source import Source
from planner.formats.watch import Watch

LONGEST_PART_PAGE = 100
"""The page of a part that has chapters is its title, and perhaps a motto, up to so many words."""

MOST_HEADINGS = 3
"""A chapter's number, title and subtitle may each be a heading."""

_NOT_STORY = re.compile(
    r"cover(?: page| image)?|title ?page|half ?title|(?:table of )?contents|toc|copyright(?: page)?|colophon",
    re.IGNORECASE,
)


def read(source: Source, watch: Watch) -> StoryDraft:
    """Read an ``.epub`` file."""
    losses = Losses()
    book = open_book(Archive(source.data), losses, watch.part(0.0, 0.4))
    rest = watch.part(0.4, 1.0)
    if ao3_work.recognises(book.pages):
        draft = ao3_work.read_work(book.pages, rest)
    elif fanficfare.recognises(book.pages):
        draft = fanficfare.read_work(book.pages, rest)
    else:
        draft = _any_book(book, rest)
    summary = draft.summary or summary_text(prose_from_markup(book.description)[0], losses)
    authors = () if any(kind == "author" for kind, _ in draft.tags) else book.authors
    return replace(
        draft,
        title=draft.title or book.title,
        tags=(*draft.tags, *(("author", author) for author in authors)),
        summary=summary,
        dropped=(*sentences(losses), *draft.dropped),
    )


def _any_book(book: Book, watch: Watch) -> StoryDraft:
    reading = _Reading()
    labels: dict[str, list[Label]] = {}
    for label in book.labels:
        labels.setdefault(label.page, []).append(label)
    for number, page in enumerate(book.pages):
        watch.at(0.5 * number / len(book.pages))
        if page.name != book.contents:
            reading.add(read_elements([page.body], page.styles), labels.get(page.name, ()))
    draft = reading.story(watch.part(0.5, 1.0))
    if reading.left_out:
        names = ", ".join(f"“{name}”" for name in reading.left_out)
        draft = replace(draft, dropped=(*draft.dropped, f"Pages that are not story were left out: {names}."))
    return draft


@dataclass
class _Reading:
    """Gathers a book's pages: those the contents name begin chapters, others go on with the one before."""

    front: list[Manuscript] = field(default_factory=list)
    """Pages above the first chapter."""
    chapters: list[tuple[Section, list[Paragraph]]] = field(default_factory=list)
    """Chapters, and what stands on further pages of each."""
    left_out: list[str] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    _motto: tuple[Paragraph, ...] = ()

    def add(self, manuscript: Manuscript, labels: Sequence[Label]) -> None:
        """Take the next page, with the lines of the contents that lead to it."""
        self.losses += manuscript.losses
        if manuscript.prose.is_blank:
            return
        if not labels:
            self._go_on(manuscript)
            return
        label = labels[0]
        cutting = cut(manuscript) if len(labels) > 1 else None
        if _NOT_STORY.fullmatch(label.text):
            self.left_out.append(label.text)
        elif cutting and cutting.sections:
            if cutting.front:
                self._go_on(Manuscript(Prose(cutting.front)))
            self.chapters += [(section, []) for section in cutting.sections]
        elif label.holds_others and count_words(manuscript.prose) <= LONGEST_PART_PAGE:
            self._motto = _section(manuscript, label).paragraphs
        else:
            section = _section(manuscript, label)
            self.chapters.append((replace(section, paragraphs=(*self._motto, *section.paragraphs)), []))
            self._motto = ()

    def _go_on(self, manuscript: Manuscript) -> None:
        if self.chapters:
            self.chapters[-1][1].extend(manuscript.prose.paragraphs)
        else:
            self.front.append(manuscript)

    def story(self, watch: Watch) -> StoryDraft:
        """The story of all pages. A book without contents is one text, or a chapter a page if it has no headings."""
        front = joined(self.front)
        if self.chapters:
            sections = tuple(
                replace(section, paragraphs=(*section.paragraphs, *more)) for section, more in self.chapters
            )
            return story_of_cutting(Cutting(front.prose.paragraphs, sections, self.losses), watch)
        if len(self.front) > 1 and not cut(front).sections:
            pages = tuple(Section(page.prose.paragraphs) for page in self.front)
            return story_of_cutting(Cutting((), pages, self.losses), watch)
        return story(replace(front, losses=self.losses), watch)


def _section(manuscript: Manuscript, label: Label) -> Section:
    """A page as a chapter, without the lines at its top that only say again what the contents say."""
    paragraphs = manuscript.prose.paragraphs
    line = chapter_line(label.text)
    title = "" if label.text.isdecimal() else line.title if line else label.text
    start = 0
    while start < min(MOST_HEADINGS, len(paragraphs)):
        text = " ".join(paragraphs[start].plain.split())
        is_heading = start in manuscript.levels
        own = chapter_line(text) if is_heading or line else None
        is_repeated = text.casefold() in (label.text.casefold(), title.casefold())
        if own and (is_heading or own.number == (line and line.number)):
            title = title or own.title
        elif is_heading and not title:
            title = text
        elif not is_repeated:
            break
        start += 1
    return Section(paragraphs[start:], title, label.text, label.parent)
