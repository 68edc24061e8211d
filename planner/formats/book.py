"""Opens an EPUB: its package, its pages in reading order, and its table of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from planner.domain.errors import PlannerError
from planner.formats.archive import Archive
from planner.formats.decode import declared_encoding, text_of
from planner.formats.losses import Losses
from planner.formats.pages import Page, page_of, plain_text
from planner.formats.source import LARGEST
from planner.formats.styles import Stylesheet, stylesheet
from planner.formats.trees import html_tree, local_name, xml_tree
from planner.formats.watch import Watch

_CONTAINER = "META-INF/container.xml"
_PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")


@dataclass(frozen=True)
class Label:
    """A line of the contents: the page it leads to, the line it stands under, and whether others stand below it."""

    page: str
    text: str
    parent: str
    holds_others: bool


@dataclass(frozen=True)
class Book:
    """What an EPUB holds. ``contents`` is the name of the page with the table of contents."""

    title: str
    authors: tuple[str, ...]
    description: str
    pages: tuple[Page, ...]
    labels: tuple[Label, ...]
    contents: str


def open_book(archive: Archive, losses: Losses, watch: Watch) -> Book:
    """Read the package of an EPUB and parse its pages.

    Raises:
        PlannerError: a part is missing or damaged, or there is too much text.
    """
    container = xml_tree(archive.read(_CONTAINER), _CONTAINER)
    path = next((root.get("full-path", "") for root in _named(container, "rootfile")), "")
    package = xml_tree(archive.read(path), path)
    items = {item.get("id", ""): item for item in _named(package, "item")}
    names = {item_id: _resolved(path, item.get("href", "")) for item_id, item in items.items()}
    spine = dict.fromkeys(ref.get("idref", "") for ref in _named(package, "itemref"))  # each once
    pages = [names[ref] for ref in spine if ref in items and _is_page(items[ref])]
    sheets = [names[item_id] for item_id, item in items.items() if item.get("media-type") == "text/css"]
    css = "\n".join(archive.read(name).decode("utf-8", "replace") for name in sheets if name in archive.names)
    contents = names.get(_contents_id(package, items), "")
    return Book(
        title=next(iter(_metadata(package, "title")), ""),
        authors=_metadata(package, "creator"),
        description=next(iter(_metadata(package, "description")), ""),
        pages=tuple(_pages(archive, pages, stylesheet(css), losses, watch)),
        labels=tuple(_labels(archive, contents)),
        contents=contents,
    )


# --- the package -----------------------------------------------------------------------------------------


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _is_page(item: etree._Element) -> bool:
    return item.get("media-type", _PAGE_TYPES[0]) in _PAGE_TYPES


def _resolved(base: str, href: str) -> str:
    """The name in the archive of what ``href`` means in the part ``base``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href.partition("#")[0])))


def _metadata(package: etree._Element, name: str) -> tuple[str, ...]:
    texts = (" ".join((element.text or "").split()) for element in _named(package, name))
    return tuple(text for text in texts if text)


def _pages(archive: Archive, names: Sequence[str], styles: Stylesheet, losses: Losses, watch: Watch) -> Iterator[Page]:
    size = 0
    for number, name in enumerate(names):
        watch.at(number / len(names))
        data = archive.read(name)
        size += len(data)
        if size > LARGEST:
            raise PlannerError(
                f"The text of this book is larger than {LARGEST // (1024 * 1024)} MB.", "Import it in several files."
            )
        page = page_of(text_of(data, losses, declared_encoding(data)), styles, name) if data.strip() else None
        if page is not None:
            yield page


# --- the table of contents -------------------------------------------------------------------------------


def _contents_id(package: etree._Element, items: Mapping[str, etree._Element]) -> str:
    """The item that is the table of contents: EPUB 3's page, or else the NCX of EPUB 2."""
    for item_id, item in items.items():
        if "nav" in item.get("properties", "").split():
            return item_id
    named = next((spine.get("toc", "") for spine in _named(package, "spine")), "")
    if named in items:
        return named
    return next((item_id for item_id, item in items.items() if "dtbncx" in item.get("media-type", "")), "")


def _labels(archive: Archive, name: str) -> Iterator[Label]:
    if name not in archive.names:
        return
    data = archive.read(name)
    if b"navMap" in data:
        yield from _ncx_labels(xml_tree(data, name), name)
    elif (tree := html_tree(data.decode("utf-8", "replace"))) is not None:
        yield from _nav_labels(tree, name)


def _ncx_labels(root: etree._Element, name: str) -> Iterator[Label]:
    for point in _named(root, "navpoint"):
        source = next((child.get("src", "") for child in point if local_name(child) == "content"), "")
        parent = point.getparent()
        above = _ncx_text(parent) if parent is not None and local_name(parent) == "navpoint" else ""
        holds_others = any(local_name(child) == "navpoint" for child in point)
        yield Label(_resolved(name, source), _ncx_text(point), above, holds_others)


def _ncx_text(point: etree._Element) -> str:
    texts = (str(text) for child in point if local_name(child) == "navlabel" for text in child.itertext())
    return " ".join("".join(texts).split())


def _nav_labels(tree: HtmlElement, name: str) -> Iterator[Label]:
    navs = list(tree.iter("nav"))
    contents = next((nav for nav in navs if nav.get("epub:type") == "toc"), navs[0] if navs else tree)
    for link in contents.iter("a"):
        items = list(islice(link.iterancestors("li"), 2))
        holds_others = bool(items) and next(items[0].iterdescendants("li"), None) is not None
        above = next(items[1].iterchildren("a", "span"), None) if len(items) > 1 else None
        parent = plain_text(above) if above is not None else ""
        yield Label(_resolved(name, link.get("href") or ""), plain_text(link), parent, holds_others)
