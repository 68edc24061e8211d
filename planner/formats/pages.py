"""HTML pages as the readers of downloads, books and web pages share them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from planner.domain.prose.model import Prose
from planner.formats.losses import Loss, Losses
from planner.formats.markup import read_elements
from planner.formats.styles import Stylesheet, stylesheet
from planner.formats.trees import html_tree


@dataclass(frozen=True)
class Page:
    """A parsed page, and what its style sheets say of classes. ``name`` is its path in a book."""

    root: HtmlElement
    styles: Stylesheet = field(default_factory=dict)
    name: str = ""

    @property
    def body(self) -> HtmlElement:
        body = self.root.find(".//body")
        return self.root if body is None else body


def page_of(html: str, styles: Stylesheet | None = None, name: str = "") -> Page | None:
    """Parse a page; None if there is nothing in it. ``styles`` are those of linked style sheets."""
    root = html_tree(html)
    if root is None:
        return None
    own = "\n".join(style.text or "" for style in root.iter("style"))
    return Page(root, {**(styles or {}), **stylesheet(own)}, name)


def has_class(element: HtmlElement, *names: str) -> bool:
    """Whether one of its classes begins so: calibre numbers the classes it renames ("userstuff2")."""
    return any(own.startswith(names) for own in (element.get("class") or "").split())


def plain_text(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(element.text_content().split())


def inner_prose(elements: Iterable[HtmlElement], styles: Stylesheet, losses: Losses) -> Prose:
    """What stands inside these elements, whatever they are themselves: a note is no quotation."""
    boxes = list(elements)
    for element in boxes:
        element.tag = "div"
    manuscript = read_elements(boxes, styles)
    losses += manuscript.losses
    return manuscript.prose


def summary_text(prose: Prose, losses: Losses) -> str:
    """A summary as plain text, a paragraph a line."""
    losses[Loss.SUMMARY_MARKS] += any(run.marks or run.href or run.image for p in prose for run in p.runs)
    return "\n".join(p.plain.replace("\u2028", "\n").strip() for p in prose if p.plain.strip())
