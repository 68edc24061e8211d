"""Reads HTML from anywhere - a clipboard, a site, a word processor - into prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from planner.domain.prose.html import clean_text, safe_link
from planner.domain.prose.model import IMAGE_CHARACTER, LINE_BREAK, Align, Block, Image, Mark, Paragraph, Prose, Run
from planner.formats.line_breaks import broken_at_lines
from planner.formats.losses import Loss, Losses, sentences
from planner.formats.manuscript import GAP, PAUSE, Entry, Manuscript, assemble, refuse_too_many
from planner.formats.styles import Declarations, Stylesheet, declarations
from planner.formats.trees import html_tree, local_name
from planner.formats.watch import UNWATCHED, Watch


def prose_from_markup(html: str) -> tuple[Prose, tuple[str, ...]]:
    """Read HTML from outside: canonical prose, and sentences on what it cannot hold.

    Raises:
        PlannerError: the tags are nested beyond reason.
    """
    root = html_tree(html)
    if root is None:
        return Prose(), ()
    manuscript = read_elements([root])
    return manuscript.prose, sentences(manuscript.losses)


def read_elements(
    roots: Iterable[HtmlElement], styles: Stylesheet | None = None, watch: Watch = UNWATCHED
) -> Manuscript:
    """Read the text of these elements, one after the other. ``styles`` are the page's rules for classes."""
    reading = _Reading(styles or {}, watch)
    for root in roots:
        reading.read(root)
    return assemble(reading.entries(), reading.losses)


# --- what the tags mean ----------------------------------------------------------------------------------


def _tags(*names: str) -> frozenset[str]:
    return frozenset(tag for line in names for tag in line.split())


MARK_TAGS = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EM,
    "em": Mark.EM,
    "cite": Mark.EM,
    "dfn": Mark.EM,
    "var": Mark.EM,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "del": Mark.STRIKE,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
    "code": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
}
HEADING_TAGS = {
    "h1": Block.HEADING_2,
    "h2": Block.HEADING_2,
    "h3": Block.HEADING_3,
    "h4": Block.HEADING_4,
    "h5": Block.HEADING_4,
    "h6": Block.HEADING_4,
}
LIST_TAGS = {"ul": Block.BULLET, "menu": Block.BULLET, "dir": Block.BULLET, "ol": Block.NUMBER}
BLOCK_TAGS = _tags(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer",
    "form h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol p pre section summary table tbody td tfoot th",
    "thead tr ul",
)
SILENT_TAGS = _tags(
    "base button col colgroup datalist head input link map math meta meter noembed noframes noscript param progress",
    "rp script select style svg template textarea title xml",
)
EMBED_TAGS = _tags("applet audio canvas embed frame frameset iframe object video")
QUOTATION_MARKS = {"q": ("“", "”"), "rt": ("(", ")")}

_ALIGNS = {
    "center": Align.CENTER,
    "-webkit-center": Align.CENTER,
    "-moz-center": Align.CENTER,
    "middle": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "justify": Align.JUSTIFY,
    "left": Align.LEFT,
    "start": Align.LEFT,
}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WEB = frozenset({"http", "https"})
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_WORD_LEVEL = re.compile(r"\blevel(\d)")
# What Word writes before a numbered item: "1.", "(a)", "iv)"; its bullets are signs, or an "o" in Courier.
_WORD_NUMBER = re.compile(r"\(?[0-9A-Za-z]{1,5}[.)]")


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for text at some place in the tree."""

    kind: Block = Block.PARAGRAPH
    level: int = 0
    align: Align = Align.LEFT
    quote: int = 0
    lists: tuple[Block, ...] = ()
    item: int = 0
    """Numbers list items; 0 outside of one."""
    marks: frozenset[Mark] = frozenset()
    href: str | None = None
    is_preformatted: bool = False
    is_loose: bool = True
    """Whether text here stands in no paragraph of its own."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way: its runs, and what held where it began."""

    context: _Context
    runs: list[Run]

    def entry(self) -> Entry:
        context = self.context
        level = len(context.lists) - 1 if context.kind in LIST_TAGS.values() else 0
        paragraph = Paragraph(tuple(self.runs), context.kind, context.align, context.quote, level)
        return Entry(paragraph, context.level)


class _Reading:
    """Walks a tree and gathers paragraphs. The walk keeps its own stack: a page may be 2,000 tags deep."""

    def __init__(self, styles: Stylesheet, watch: Watch) -> None:
        self.losses = Losses()
        self._styles = styles
        self._watch = watch
        self._done: list[_Paragraph | None] = []  # None is an empty paragraph
        self._open: _Paragraph | None = None
        self._ends_blank = True  # whether white space here would come after white space
        self._items = 0
        self._tables = 0

    def entries(self) -> list[Entry]:
        """All that was read so far."""
        return [GAP if paragraph is None else paragraph.entry() for paragraph in self._done]

    def read(self, root: HtmlElement) -> None:
        """Walk one tree."""
        start = self._enter(root, _Context())
        if start is None:
            return
        self._text(root.text, start)
        trail: list[tuple[HtmlElement, Iterator[HtmlElement], _Context]] = [(root, iter(root), start)]
        while trail:
            element, children, context = trail[-1]
            child = next(children, None)
            if child is None:
                trail.pop()
                self._leave(element, context)
                if trail:
                    self._text(element.tail, trail[-1][2])
                continue
            inner = self._enter(child, context)
            if inner is None:
                self._text(child.tail, context)
            else:
                self._text(child.text, inner)
                trail.append((child, iter(child), inner))
        self._end_paragraph()

    # --- elements ---

    def _enter(self, element: HtmlElement, outer: _Context) -> _Context | None:
        """What holds inside the element; None if its content is not to be read."""
        tag = local_name(element)
        style = self._style(element)
        if not tag or tag in SILENT_TAGS or _is_hidden(element, style):
            return None
        if tag in EMBED_TAGS:
            self.losses[Loss.EMBED] += 1
            return None
        if tag in BLOCK_TAGS:
            self._end_paragraph()
            return self._block(tag, element, style, outer)
        if tag == "hr":
            self._end_paragraph()
            self._done.append(_Paragraph(_Context(kind=Block.RULE, quote=outer.quote), []))
        elif tag == "br":
            if "interchange" not in (element.get("class") or "").lower():  # WebKit's own, not a line break
                self._add(LINE_BREAK, outer)
        elif tag == "img":
            self._image(element, outer)
        elif tag != "wbr":
            inner = _inline(tag, element, style, outer)
            if tag in QUOTATION_MARKS:
                self._add(QUOTATION_MARKS[tag][0], inner)
            return inner
        return None

    def _leave(self, element: HtmlElement, context: _Context) -> None:
        tag = local_name(element)
        if tag in BLOCK_TAGS:
            self._end_paragraph()
            self._tables -= tag == "table"
        elif tag in QUOTATION_MARKS:
            self._add(QUOTATION_MARKS[tag][1], context)

    def _style(self, element: HtmlElement) -> Declarations:
        inline, classes = element.get("style"), element.get("class") if self._styles else None
        if not inline and not classes:
            return {}
        style: dict[str, str] = {}
        for name in (classes or "").split():
            style |= self._styles.get(name, {})
        # How a program sets every paragraph of a page is not the author's word; the attribute is.
        if style.get("text-align") == "justify":
            del style["text-align"]
        return style | declarations(inline or "")

    def _block(self, tag: str, element: HtmlElement, style: Declarations, outer: _Context) -> _Context:
        context = replace(outer, is_loose=outer.is_loose and tag not in ("p", "li", "pre") and tag not in HEADING_TAGS)
        if tag in HEADING_TAGS:
            context = replace(context, kind=HEADING_TAGS[tag], level=int(tag[1]), item=0)
        elif tag in LIST_TAGS:
            # How an item is set says nothing of the items below it: that is the stored form's rule.
            context = replace(context, lists=(*outer.lists, LIST_TAGS[tag]))
            context = replace(context, align=Align.LEFT) if outer.item else context
        elif tag == "li":
            self._items += 1
            lists = outer.lists or (Block.BULLET,)
            context = replace(context, kind=lists[-1], level=0, lists=lists, item=self._items)
        elif tag == "blockquote":
            context = replace(context, kind=Block.PARAGRAPH, level=0, lists=(), item=0, quote=outer.quote + 1)
        elif tag == "pre":
            context = replace(context, is_preformatted=True)
        elif tag == "table":
            self._tables += 1
            self.losses[Loss.TABLE] += self._tables == 1
        elif tag == "p" and "mso-list" in style:
            context = self._word_item(element, style["mso-list"], context)
        if align := _align(tag, element, style):
            context = replace(context, align=align)
        return _styled(tag, style, context)

    def _word_item(self, element: HtmlElement, mso_list: str, context: _Context) -> _Context:
        """A list item as Word puts it on the clipboard: a paragraph whose marker is text to be ignored."""
        level = _WORD_LEVEL.search(mso_list)
        if level is None:
            return context
        markers = (span.text_content() for span in element.iter("span") if _is_marker(span))
        kind = Block.NUMBER if _WORD_NUMBER.match(next(markers, "").strip()) else Block.BULLET
        self._items += 1
        lists = (kind,) * max(int(level[1]), 1)
        return replace(context, kind=kind, level=0, lists=lists, item=self._items)

    def _image(self, element: HtmlElement, context: _Context) -> None:
        src = safe_link(element.get("src"), _WEB)
        if src is None or not _ABSOLUTE.match(src):
            self.losses[Loss.PICTURE] += 1
            return
        alt = _BLANKS.sub(" ", element.get("alt") or "").strip(" ")
        self._run(Run(IMAGE_CHARACTER, context.marks, context.href, Image(src, alt)), context)

    # --- text ---

    def _text(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        if context.is_preformatted:
            self._add(text, context)
            return
        text = _BLANKS.sub(" ", text)
        if self._ends_blank:
            text = text.removeprefix(" ")
        self._add(text, context)

    def _add(self, text: str, context: _Context) -> None:
        text = clean_text(text)
        if text:
            self._run(Run(text, context.marks, context.href), context)

    def _run(self, run: Run, context: _Context) -> None:
        if self._open is None:
            self._open = _Paragraph(context, [])
        self._open.runs.append(run)
        if len(self._open.runs) % PAUSE == 0:
            self._watch.check()
        self._ends_blank = run.text[-1] in " \n"

    def _end_paragraph(self) -> None:
        self._ends_blank = True
        if len(self._done) % PAUSE == 0:
            self._watch.check()
            refuse_too_many(len(self._done))
        opened, self._open = self._open, None
        if opened is None:
            return
        context = opened.context
        for runs in broken_at_lines(opened.runs, is_preformatted=context.is_preformatted, is_loose=context.is_loose):
            if runs is None:
                self._done.append(None)
            else:
                self._finish(_Paragraph(context, runs))

    def _finish(self, paragraph: _Paragraph) -> None:
        """Add a paragraph; the second one of a list item goes on as a line of that item."""
        above = self._done[-1] if self._done else None
        if above is not None and above.context.item and above.context.item == paragraph.context.item:
            above.runs += [Run(LINE_BREAK), *paragraph.runs]
        else:
            self._done.append(paragraph)


# --- elements' meaning, from tag and style ---------------------------------------------------------------


def _is_marker(element: HtmlElement) -> bool:
    """Whether this is the number or bullet Word writes before an item, for programs that know no lists."""
    return declarations(element.get("style") or "").get("mso-list") == "ignore"


def _is_hidden(element: HtmlElement, style: Declarations) -> bool:
    if not style:
        return "hidden" in element.attrib
    return style.get("display") == "none" or style.get("mso-hide") == "all" or style.get("mso-list") == "ignore"


def _align(tag: str, element: HtmlElement, style: Declarations) -> Align | None:
    if tag == "table":
        return None  # where the table floats, not how its text is set
    said = style.get("text-align") or element.get("align") or ("center" if tag == "center" else "")
    return _ALIGNS.get(said.strip().lower())


def _inline(tag: str, element: HtmlElement, style: Declarations, outer: _Context) -> _Context:
    context = outer
    if mark := MARK_TAGS.get(tag):
        context = replace(context, marks=context.marks | {mark})
    elif tag == "a":
        href = safe_link(element.get("href"))
        if href and _ABSOLUTE.match(href):  # a relative address means nothing away from its page
            context = replace(context, href=href)
    return _styled(tag, style, context)


def _styled(tag: str, style: Declarations, context: _Context) -> _Context:
    if not style:
        return context
    marks = set(context.marks)
    _set(marks, Mark.STRONG, _is_bold(style.get("font-weight", "")))
    _set(marks, Mark.EM, {"italic": True, "oblique": True, "normal": False}.get(style.get("font-style", "")))
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}".split()
    if "underline" in lines and context.href is None:  # a link is underlined by whoever shows it
        marks.add(Mark.UNDERLINE)
    if "line-through" in lines:
        marks.add(Mark.STRIKE)
    if "none" in lines and (own := MARK_TAGS.get(tag)) in (Mark.UNDERLINE, Mark.STRIKE):
        marks.discard(own)
    raised = style.get("vertical-align", "")
    if raised in ("super", "sub", "baseline"):
        _set(marks, Mark.SUP, raised == "super")
        _set(marks, Mark.SUB, raised == "sub")
    space = style.get("white-space", "")
    preformatted = space in ("pre", "pre-wrap", "break-spaces") or (context.is_preformatted and not space)
    if marks == context.marks and preformatted == context.is_preformatted:
        return context
    return replace(context, marks=frozenset(marks), is_preformatted=preformatted)


def _set(marks: set[Mark], mark: Mark, on: bool | None) -> None:
    """Set or clear a mark; None leaves it as it is."""
    if on:
        marks.add(mark)
    elif on is False:
        marks.discard(mark)


def _is_bold(weight: str) -> bool | None:
    if weight.isdecimal():
        return len(weight) < 5 and int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)
