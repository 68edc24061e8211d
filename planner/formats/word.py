"""Reads Word documents: headings become chapters, and such formatting stays as prose can hold."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from lxml import etree

from planner.domain.draft import StoryDraft
from planner.domain.errors import PlannerError
from planner.domain.prose.html import clean_text, safe_link
from planner.domain.prose.model import LINE_BREAK, Align, Block, Mark, Paragraph, Run
from planner.formats.archive import Archive
from planner.formats.chapters import story
from planner.formats.line_breaks import broken_at_lines
from planner.formats.losses import Loss, Losses
from planner.formats.manuscript import GAP, PAUSE, Entry, assemble
from planner.formats.source import Source
from planner.formats.watch import Watch
from planner.formats.word_styles import ParagraphStyle, Styles, alignment, list_of, outline_level, switches, value

_DAMAGE = (
    AttributeError,  # python-docx meets a part of another kind than it expects
    IndexError,
    InvalidXmlError,
    KeyError,
    NotImplementedError,
    OpcError,
    OSError,
    RecursionError,  # parts that refer to one another in a long chain
    TypeError,
    ValueError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
)


def read(source: Source, watch: Watch) -> StoryDraft:
    """Read a ``.docx`` file."""
    Archive(source.data)  # refuses bombs, passwords and damage before anything is unpacked
    try:
        document = docx.Document(BytesIO(source.data))
        body = list(document.element.body)
        styles = Styles(document.styles.element, _numbering(document))
        links = {i: str(rel.target_ref) for i, rel in document.part.rels.items() if rel.is_external}
    except _DAMAGE as error:
        raise PlannerError("This document is damaged.", "Open it in Word, and save it again.", str(error)) from error
    watch.at(0.3)
    reading = _Reading(styles, links)
    for number, element in enumerate(_paragraphs(body, reading.losses)):
        if number % PAUSE == 0:
            watch.check()
        reading.add(element)
    return reading.story(watch.part(0.5, 1.0))


def _numbering(document: Document) -> etree._Element | None:
    """The lists of the document. Asking python-docx for them where there are none would make some up."""
    parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering"))
    return next((part.element for part in parts if hasattr(part, "element")), None)


# --- the tree --------------------------------------------------------------------------------------------

_TABLE = qn("w:tbl")
_PARAGRAPH = qn("w:p")
_BLOCK_WRAPPERS = {
    _TABLE,
    *map(qn, ("w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")),
}
_HYPERLINK = qn("w:hyperlink")
_RUN = qn("w:r")
_INLINE_WRAPPERS = {
    _HYPERLINK,
    *map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:fldSimple", "w:dir")),
    qn("w:bdo"),
}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DRAWINGS = {qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATE}
_TEXTS = {qn("w:tab"): " ", qn("w:cr"): LINE_BREAK, qn("w:noBreakHyphen"): "\u2011"}
_LOST = {
    qn("w:footnoteReference"): Loss.FOOTNOTE,
    qn("w:endnoteReference"): Loss.FOOTNOTE,
    qn("w:commentReference"): Loss.COMMENT,
    qn("w:sym"): Loss.SYMBOL,
}
_RULE_SHAPE = "{urn:schemas-microsoft-com:office:office}hr"
_BLANKS = re.compile(r"[\t\n\r]+")
_HEADINGS = {1: Block.HEADING_2, 2: Block.HEADING_2, 3: Block.HEADING_3}


def _paragraphs(body: Iterable[etree._Element], losses: Losses) -> Iterator[etree._Element]:
    """All paragraphs in reading order, those of tables too."""
    waiting = [iter(body)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == _PARAGRAPH:
            yield element
        elif element.tag in _BLOCK_WRAPPERS:
            if element.tag == _TABLE and next(element.iterancestors(_TABLE), None) is None:
                losses[Loss.TABLE] += 1
            waiting.append(iter(element))


def _runs(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """All runs, each with the id of the link it stands in; what was deleted under revision is left out."""
    waiting = [(iter(paragraph), "")]
    while waiting:
        children, link = waiting[-1]
        element = next(children, None)
        if element is None:
            waiting.pop()
        elif element.tag == _RUN:
            yield element, link
        elif element.tag in _INLINE_WRAPPERS:
            waiting.append((iter(element), element.get(qn("r:id"), "") if element.tag == _HYPERLINK else link))


# --- paragraphs and runs ---------------------------------------------------------------------------------


class _Reading:
    """Gathers the paragraphs of a document."""

    def __init__(self, styles: Styles, links: dict[str, str]) -> None:
        self.losses = Losses()
        self._styles = styles
        self._links = {name: safe_link(target) for name, target in links.items()}
        self._entries: list[Entry] = []
        self._titles: list[int] = []

    def add(self, element: etree._Element) -> None:
        """Read one paragraph."""
        properties = element.find(qn("w:pPr"))
        style = self._styles.paragraph(value(properties.find(qn("w:pStyle"))) if properties is not None else "")
        if style.is_contents:
            self.losses[Loss.CONTENTS] = 1
            return
        runs = [run for source, link in _runs(element) for run in self._read_run(source, link, style)]
        if not runs and _is_ruled(element, properties):
            self._entries.append(Entry(Paragraph(kind=Block.RULE)))
            return
        for piece in broken_at_lines(runs):
            if piece is None:
                self._entries.append(GAP)
                continue
            if style.is_title:
                self._titles.append(len(self._entries))
            self._entries.append(self._entry(tuple(piece), properties, style))

    def _entry(self, runs: tuple[Run, ...], properties: etree._Element | None, style: ParagraphStyle) -> Entry:
        align = alignment(properties) or style.align or Align.LEFT
        level = outline_level(properties) or style.level
        if level:
            return Entry(Paragraph(runs, _HEADINGS.get(level, Block.HEADING_4), align), min(level, 6))
        numbering = list_of(properties) or style.numbering
        kind = self._styles.list_kind(*numbering) if numbering else None
        if kind and numbering:
            return Entry(Paragraph(runs, kind, align, level=numbering[1]))
        return Entry(Paragraph(runs, align=align, quote=int(style.is_quote)))

    def _read_run(self, element: etree._Element, link: str, style: ParagraphStyle) -> Iterator[Run]:
        properties = element.find(qn("w:rPr"))
        marks = dict(style.switches)
        if properties is not None:
            vanish = properties.find(qn("w:vanish"))
            if vanish is not None and value(vanish) not in ("0", "false"):
                return
            marks.update(self._styles.character(value(properties.find(qn("w:rStyle")))))
            marks.update(switches(properties))
        on = {mark for mark, is_on in marks.items() if is_on}
        href = self._links.get(link)
        if href:
            on.discard(Mark.UNDERLINE)  # Word underlines links by their style
        if text := clean_text("".join(self._texts(element))):
            yield Run(text, frozenset(on), href)

    def _texts(self, run: etree._Element) -> Iterator[str]:
        for child in run:
            tag = str(child.tag)
            if tag == qn("w:t"):
                yield _BLANKS.sub(" ", child.text or "")
            elif tag == qn("w:br"):
                yield LINE_BREAK if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
            elif tag == qn("w:ruby"):
                yield from (text.text or "" for base in child.iter(qn("w:rubyBase")) for text in base.iter(qn("w:t")))
            elif tag in _DRAWINGS:
                self._lose_drawing(child)
            elif tag in _LOST:
                self.losses[_LOST[tag]] += 1
            else:
                yield _TEXTS.get(tag, "")

    def _lose_drawing(self, drawing: etree._Element) -> None:
        if any(shape.get(_RULE_SHAPE) for shape in drawing.iter()):
            return  # a horizontal line, which the paragraph sees to
        has_text = next(drawing.iter(qn("w:txbxContent")), None) is not None
        self.losses[Loss.TEXT_BOX if has_text else Loss.PICTURE] += 1

    # --- the story ---

    def story(self, watch: Watch) -> StoryDraft:
        """The story of all paragraphs. A lone paragraph in the style "Title" is its title, several are chapters'."""
        entries = self._entries
        title = ""
        if len(self._titles) == 1:
            title = " ".join(entries[self._titles[0]].paragraph.plain.split())
            del entries[self._titles[0]]
        for at in self._titles if len(self._titles) > 1 else ():
            entries[at] = Entry(replace(entries[at].paragraph, kind=Block.HEADING_2), level=1)
        draft = story(assemble(entries, self.losses), watch)
        return replace(draft, title=title or draft.title)


def _is_ruled(element: etree._Element, properties: etree._Element | None) -> bool:
    """Whether an empty paragraph is a line: its border, as Word makes of "---", or a shape, as it makes of HTML."""
    borders = properties.find(qn("w:pBdr")) if properties is not None else None
    if borders is not None and len(borders):
        return True
    return any(shape.get(_RULE_SHAPE) for shape in element.iter() if isinstance(shape.tag, str))
