"""Reads an HTML file: a download from AO3 or FanFicFare, or any other page."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from planner.domain.draft import StoryDraft
from planner.formats import ao3_work, fanficfare
from planner.formats.chapters import story
from planner.formats.decode import declared_encoding, text_of
from planner.formats.losses import Losses, sentences
from planner.formats.markup import read_elements
from planner.formats.pages import Page, page_of
from planner.formats.source import Source
from planner.formats.watch import Watch

_AROUND = frozenset({"nav", "header", "footer", "aside", "form"})
"""What stands around the text of a page that says where its text is."""


def read(source: Source, watch: Watch) -> StoryDraft:
    """Read an ``.html`` file."""
    losses = Losses()
    page = page_of(text_of(source.data, losses, declared_encoding(source.data)))
    watch.at(0.3)
    rest = watch.part(0.3, 1.0)
    if page is None:
        return StoryDraft()
    if ao3_work.recognises([page]):
        draft = ao3_work.read_work([page], rest)
    elif fanficfare.recognises([page]):
        draft = fanficfare.read_work([page], rest)
    else:
        manuscript = read_elements([_text_of_page(page)], page.styles, rest)
        draft = _titled(story(manuscript, rest), page)
    return replace(draft, dropped=(*sentences(losses), *draft.dropped))


def _text_of_page(page: Page) -> HtmlElement:
    """The one ``main`` or ``article`` of a page, without what stands around its text; else the whole page."""
    for tag in ("article", "main"):
        found = list(page.body.iter(tag))
        if len(found) == 1:
            for element in list(found[0].iter(*_AROUND)):
                element.drop_tree()
            return found[0]
    return page.body


def _titled(draft: StoryDraft, page: Page) -> StoryDraft:
    title = page.root.findtext(".//head/title") or ""
    return draft if draft.title else replace(draft, title=" ".join(title.split()))
