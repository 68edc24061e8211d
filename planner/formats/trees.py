"""Parses HTML and XML from outside: nothing is fetched, no entity is expanded, nothing is lost in silence."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from planner.domain.errors import PlannerError
from planner.domain.prose.html import clean_text


def html_tree(html: str) -> HtmlElement | None:
    """Parse a page or a piece of one; None if there is nothing in it.

    Raises:
        PlannerError: tags are nested deeper than libxml2 follows (it would drop the rest without a word).
    """
    # huge_tree lifts the limit on depth from 256 to 2,048 and that on the length of a text; HTML has no entities of
    # its own, so the dangers that limit guards against in XML do not exist here.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    # The parser stops at a NUL and the encoder at a surrogate.
    data = clean_text(html).encode("utf-8")
    if not data.strip():
        return None
    try:
        root = document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None  # nothing but comments or declarations
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise PlannerError(
            "The tags of this page are nested too deeply to be read.",
            "Open it in a browser, copy the text, and paste it.",
        )
    return root


def xml_tree(data: bytes, where: str) -> etree._Element:
    """Parse a part of a document.

    Raises:
        PlannerError: the part is damaged, or tries to expand entities without end.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PlannerError(
            "A part of this file is damaged.", "Save or download it again.", where=f"{where}: {error}"
        ) from error


def local_name(element: etree._Element) -> str:
    """The tag without its namespace, in lower case; empty for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
