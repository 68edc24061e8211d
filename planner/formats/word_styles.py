"""What the styles and the lists of a Word document say of its paragraphs and runs (ECMA-376, part 1, 17.3 and 17.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from planner.domain.prose.model import Align, Block, Mark

LONGEST_CHAIN = 20
"""A style stands on no more others than this; a longer chain is a circle."""

_OFF = frozenset({"0", "false", "off", "none"})
_SWITCHES = {
    qn("w:b"): Mark.STRONG,
    qn("w:i"): Mark.EM,
    qn("w:u"): Mark.UNDERLINE,
    qn("w:strike"): Mark.STRIKE,
    qn("w:dstrike"): Mark.STRIKE,
}
_RAISED = {"superscript": Mark.SUP, "subscript": Mark.SUB}
_ALIGNS = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
_HEADING = re.compile(r"heading (\d)")
_QUOTES = frozenset({"quote", "intense quote", "block text", "block quotation", "quotations"})

Switches = Mapping[Mark, bool]
"""Marks that are switched on or off; what is missing is left as it is."""


@dataclass(frozen=True)
class ParagraphStyle:
    """What a style says of a paragraph. ``level`` is that of a heading, 1 to 9, or 0."""

    level: int = 0
    is_title: bool = False
    is_quote: bool = False
    is_contents: bool = False
    align: Align | None = None
    numbering: tuple[str, int] | None = None
    """The list and the level in it."""
    switches: Switches = field(default_factory=dict)


class Styles:
    """The styles and lists of one document."""

    def __init__(self, styles: etree._Element, numbering: etree._Element | None) -> None:
        self._styles = {style.get(qn("w:styleId"), ""): style for style in styles.iterchildren(qn("w:style"))}
        self._default = next((i for i, style in self._styles.items() if _is_default_paragraph(style)), "")
        self._numbering = numbering
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, Switches] = {}
        self._lists: dict[tuple[str, int], Block | None] = {}

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """The style of a paragraph; an empty id means the document's default."""
        style_id = style_id or self._default
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._read_paragraph(style_id)
        return self._paragraphs[style_id]

    def character(self, style_id: str) -> Switches:
        """What a character style switches."""
        if style_id not in self._characters:
            found: dict[Mark, bool] = {}
            for style in reversed(self._chain(style_id)):
                found |= switches(style.find(qn("w:rPr")))
            self._characters[style_id] = found
        return self._characters[style_id]

    def list_kind(self, number: str, level: int) -> Block | None:
        """Whether a list has bullets or numbers at a level; None if it has neither."""
        if (number, level) not in self._lists:
            self._lists[number, level] = self._read_list_kind(number, level)
        return self._lists[number, level]

    def _chain(self, style_id: str) -> list[etree._Element]:
        """The style, and those it stands on."""
        chain: list[etree._Element] = []
        while (style := self._styles.get(style_id)) is not None and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            style_id = value(style.find(qn("w:basedOn")))
        return chain

    def _read_paragraph(self, style_id: str) -> ParagraphStyle:
        chain = self._chain(style_id)
        names = [value(style.find(qn("w:name"))).lower() for style in chain]
        level = 0
        align, numbering = None, None
        found: dict[Mark, bool] = {}
        for style, name in zip(reversed(chain), reversed(names), strict=True):
            properties = style.find(qn("w:pPr"))
            heading = _HEADING.fullmatch(name)
            level = int(heading[1]) if heading else outline_level(properties) or level
            align = alignment(properties) or align
            numbering = list_of(properties) or numbering
            found |= switches(style.find(qn("w:rPr")))
        is_quote = not _QUOTES.isdisjoint(names)
        return ParagraphStyle(
            level=level,
            is_title="title" in names,
            is_quote=is_quote,
            is_contents=any(name.startswith("toc ") for name in names),
            align=align,
            numbering=numbering,
            # How a heading or a quotation looks is not the author's emphasis.
            switches={} if level or is_quote or "title" in names else found,
        )

    def _read_list_kind(self, number: str, level: int) -> Block | None:
        if self._numbering is None or number == "0":
            return None
        lists = {n.get(qn("w:numId")): n for n in self._numbering.iterchildren(qn("w:num"))}
        if number not in lists:
            return None
        abstract = value(lists[number].find(qn("w:abstractNumId")))
        for definition in self._numbering.iterchildren(qn("w:abstractNum")):
            if definition.get(qn("w:abstractNumId")) != abstract:
                continue
            for own in definition.iterchildren(qn("w:lvl")):
                if own.get(qn("w:ilvl")) == str(level):
                    sign = value(own.find(qn("w:numFmt")))
                    return {"bullet": Block.BULLET, "none": None}.get(sign, Block.NUMBER)
        return Block.BULLET


def value(element: etree._Element | None) -> str:
    """The ``w:val`` of an element; empty if there is none."""
    return "" if element is None else element.get(qn("w:val"), "")


def switches(properties: etree._Element | None) -> dict[Mark, bool]:
    """The marks that run properties switch on or off."""
    found: dict[Mark, bool] = {}
    for child in () if properties is None else properties:
        if mark := _SWITCHES.get(str(child.tag)):
            found[mark] = value(child).lower() not in _OFF
        elif child.tag == qn("w:vertAlign"):
            raised = _RAISED.get(value(child))
            found |= {mark: mark is raised for mark in (Mark.SUP, Mark.SUB)}
    return found


def alignment(properties: etree._Element | None) -> Align | None:
    """How paragraph properties set the text; None if they do not say. Justified is a page's look, and left."""
    said = value(properties.find(qn("w:jc"))) if properties is not None else ""
    return _ALIGNS.get(said, Align.LEFT) if said else None


def outline_level(properties: etree._Element | None) -> int:
    """The level of a heading, 1 to 9, or 0 for text."""
    said = value(properties.find(qn("w:outlineLvl"))) if properties is not None else ""
    return int(said) + 1 if said.isdecimal() and len(said) == 1 and said != "9" else 0


def list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list a paragraph belongs to, and its level in it."""
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is None:
        return None
    number, level = value(numbering.find(qn("w:numId"))), value(numbering.find(qn("w:ilvl")))
    return (number, int(level) if level.isdecimal() and len(level) == 1 else 0) if number else None


def _is_default_paragraph(style: etree._Element) -> bool:
    is_default = style.get(qn("w:default"), "").lower() in ("1", "true", "on")
    return is_default and style.get(qn("w:type")) == "paragraph"
