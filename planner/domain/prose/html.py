"""The stored form of prose: a small canonical HTML, written and read so that the bytes survive the round trip.

The form (architecture.md, "Stored form of prose"): one block a paragraph and nothing between blocks;
neighbours of one quote depth share a ``<blockquote>``, neighbouring items of one kind share a list, a deeper
list stands inside the item above it; ``align`` except left; links outermost, then marks in ``Mark``'s order;
``&``, ``<`` and ``>`` escaped in text, and quotation marks in attributes. White space is kept as it is.

HTML from anywhere else is read by ``planner.formats``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html import unescape

from planner.domain.prose.model import IMAGE_CHARACTER, Align, Block, Image, Mark, Paragraph, Prose, Run, merged

DEEPEST_QUOTE = 9
"""Deeper quotes are read and written as this deep: no author nests so far, a damaged file may."""

_PARAGRAPH, _RULE, _LEFT = Block.PARAGRAPH, Block.RULE, Align.LEFT
_LISTS = (Block.BULLET, Block.NUMBER)
_QUOTE = "blockquote"

# --- what is text ----------------------------------------------------------------------------------------

# Lone surrogates, control characters, non-characters (Qt uses some inside documents), and the character that
# stands for an image and so may not be text.
_INVALID = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """Keep what is text: every kind of line end becomes ``\\n``, a tab a space, invalid characters go.

    No-break spaces of both widths stay. Cleaning what is clean changes nothing.
    """
    if text.isprintable() and IMAGE_CHARACTER not in text:
        return text
    return _INVALID.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


_LINK_NOISE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffc-\uffff]")
_SCHEME = re.compile(r"([^/?#:]*):")
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "ftp"})
_IMAGE_SCHEMES = frozenset({"http", "https"})


def safe_link(href: str | None, schemes: frozenset[str] = _LINK_SCHEMES) -> str | None:
    """The address if prose may link to it (http, https, mailto, ftp or relative, as on AO3), else None."""
    address = _LINK_NOISE.sub("", href or "").strip()
    scheme = _SCHEME.match(address)
    if not address or (scheme and scheme[1].lower() not in schemes):
        return None
    return address


def _safe_image(image: Image) -> Image | None:
    src = safe_link(image.src, _IMAGE_SCHEMES)
    return Image(src, clean_text(image.alt).replace("\n", " ")) if src else None


# --- the canonical value ---------------------------------------------------------------------------------


def canonical(prose: Prose) -> Prose:
    """The value that is stored for this prose: ``from_html(to_html(prose))``, without going through HTML."""
    result: list[Paragraph] = []
    for paragraph in prose.paragraphs:
        above = result[-1] if result else None
        result.append(_canonical_paragraph(paragraph, above))
    return Prose(tuple(result))


def _canonical_paragraph(paragraph: Paragraph, above: Paragraph | None) -> Paragraph:
    """The paragraph itself where it is canonical, so that what was computed of it once is not computed again."""
    if _is_plain(paragraph):
        return paragraph
    made = _make_canonical(paragraph, above)
    return paragraph if made == paragraph else made


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether it is, as most are, a paragraph of clean text without any mark."""
    if paragraph.kind is not _PARAGRAPH or paragraph.quote or paragraph.level or len(paragraph.runs) != 1:
        return False
    run = paragraph.runs[0]
    return not (run.marks or run.href or run.image) and bool(run.text) and clean_text(run.text) is run.text


def _make_canonical(paragraph: Paragraph, above: Paragraph | None) -> Paragraph:
    kind = paragraph.kind
    quote = _quote_depth(paragraph)
    if kind is _RULE:
        return Paragraph(kind=kind, quote=quote)
    runs = merged(clean for run in paragraph.runs if (clean := _canonical_run(run)) is not None)
    level = _list_level(paragraph.level, quote, above) if kind in _LISTS else 0
    return Paragraph(runs, kind, paragraph.align, quote, level)


def _canonical_run(run: Run) -> Run | None:
    href = safe_link(run.href)
    if run.image is None:
        text = clean_text(run.text)
        return Run(text, run.marks, href) if text else None
    image = _safe_image(run.image)
    return Run(IMAGE_CHARACTER, run.marks, href, image) if image else None


def _quote_depth(paragraph: Paragraph) -> int:
    return min(max(paragraph.quote, 0), DEEPEST_QUOTE)


def _list_level(level: int, quote: int, above: Paragraph | None) -> int:
    """An item is at most one level deeper than the item above it; the first of a list is at level 0."""
    if above is None or above.kind not in _LISTS or above.quote != quote:
        return 0
    return min(max(level, 0), above.level + 1)


# --- writing ---------------------------------------------------------------------------------------------


def to_html(prose: Prose) -> str:
    """Write prose in the stored form, canonical whether or not the value is."""
    out: list[str] = []
    nest = _Nest(out)
    for paragraph in prose.paragraphs:
        kind = paragraph.kind
        if nest.is_open or paragraph.quote or kind in _LISTS:
            nest.enter(paragraph)
        if kind is _RULE:
            out.append("<hr>")
            continue
        align = "" if paragraph.align is _LEFT else f' align="{paragraph.align.value}"'
        inline = _inline_html(paragraph.runs)
        if kind is _PARAGRAPH:
            out.append(f"<p{align}>{inline}</p>")
        elif kind in _LISTS:
            out.append(f"<li{align}>{inline}")  # closed by the nest: a deeper list may follow inside it
        else:
            out.append(f"<{kind.value}{align}>{inline}</{kind.value}>")
    nest.close()
    return "".join(out)


class _Nest:
    """The blockquotes and lists that are open while paragraphs are written."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._quote = 0
        self._lists: list[Block] = []
        self._above: Paragraph | None = None

    @property
    def is_open(self) -> bool:
        return bool(self._quote or self._lists)

    def enter(self, paragraph: Paragraph) -> None:
        """Open and close what lies between the paragraph written last and this one."""
        quote = _quote_depth(paragraph)
        if quote != self._quote:
            self._close_lists(0)
            step = f"<{_QUOTE}>" if quote > self._quote else f"</{_QUOTE}>"
            self._out.append(step * abs(quote - self._quote))
            self._quote = quote
        if paragraph.kind in _LISTS:
            self._enter_item(paragraph)
        else:
            self._close_lists(0)

    def _enter_item(self, paragraph: Paragraph) -> None:
        level = min(max(paragraph.level, 0), len(self._lists))
        same = level < len(self._lists) and self._lists[level] is paragraph.kind
        self._close_lists(level + 1 if same else level)
        if same:
            self._out.append("</li>")
        else:
            self._lists.append(paragraph.kind)
            self._out.append(f"<{paragraph.kind.value}>")

    def _close_lists(self, keep: int) -> None:
        while len(self._lists) > keep:
            self._out.append(f"</li></{self._lists.pop().value}>")

    def close(self) -> None:
        self._close_lists(0)
        self._out.append(f"</{_QUOTE}>" * self._quote)


def _inline_html(runs: tuple[Run, ...]) -> str:
    if len(runs) == 1 and not runs[0].marks and runs[0].href is None and runs[0].image is None:
        return _text_html(runs[0].text)
    out: list[str] = []
    tags: tuple[str, ...] = ()
    for run in runs:
        content = _text_html(run.text) if run.image is None else _image_html(run.image)
        if not content:
            continue
        href = safe_link(run.href)
        wanted = _mark_tags(run.marks) if href is None else (f'a href="{_attribute(href)}"', *_mark_tags(run.marks))
        if wanted != tags:
            _step_between(tags, wanted, out)
            tags = wanted
        out.append(content)
    _step_between(tags, (), out)
    return "".join(out)


@cache
def _mark_tags(marks: frozenset[Mark]) -> tuple[str, ...]:
    return tuple(mark.value for mark in Mark if mark in marks)


def _step_between(tags: tuple[str, ...], wanted: tuple[str, ...], out: list[str]) -> None:
    """Close and open only what differs, so that a link or a mark over several runs stays one element."""
    shared = 0
    while shared < min(len(tags), len(wanted)) and tags[shared] == wanted[shared]:
        shared += 1
    out.extend(f"</{tag.partition(' ')[0]}>" for tag in reversed(tags[shared:]))
    out.extend(f"<{tag}>" for tag in wanted[shared:])


def _text_html(text: str) -> str:
    return _escape(clean_text(text)).replace("\n", "<br>")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: str) -> str:
    return _escape(value).replace('"', "&quot;")


def _image_html(image: Image) -> str:
    safe = _safe_image(image)
    return f'<img src="{_attribute(safe.src)}" alt="{_attribute(safe.alt)}">' if safe else ""


# --- reading ---------------------------------------------------------------------------------------------

# First whole paragraphs without marks, which most paragraphs of a story are, in one step; then a comment, a tag
# (the stored form has no ``<`` or ``>`` inside one), and text. Every alternative moves on, so time is linear.
_TOKEN = re.compile(
    r'<p(?: align="(?P<align>center|right|justify)")?>(?P<plain>[^<&\t\n\r]*)</p>'
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attributes>[^<>]*)>"
    r"|<[!?/][^<>]*>"
    r"|(?P<text><?[^<]*)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s(?P<name>[a-z]+)=(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'/]+))""")
_SOURCE_BREAKS = re.compile(r"[ \t\n\r]*[\t\n\r][ \t\n\r]*")

_BLOCKS = {kind.value: kind for kind in Block if kind not in (*_LISTS, _RULE)}
_LIST_TAGS = {kind.value: kind for kind in _LISTS}
_MARKS = {mark.value: mark for mark in Mark}
_ALIGNS = {align.value: align for align in Align}


def from_html(html: str) -> Prose:
    """Read the stored form. Never raises: of anything else the text is kept, and such tags as the form knows."""
    builder = _Builder()
    for token in _TOKEN.finditer(html):
        plain, tag, text = token.group("plain", "tag", "text")
        if plain is not None:
            builder.add_plain(plain, _ALIGNS[token["align"]] if token["align"] else _LEFT)
        elif text:
            builder.add_text(_unescape(text if text.isprintable() else _SOURCE_BREAKS.sub(" ", text)))
        elif tag and token["end"]:
            builder.close(tag.lower())
        elif tag:
            builder.open(tag.lower(), _attributes(token["attributes"]))
    return builder.prose()


def _attributes(source: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(source) if source else ()
    return {match["name"]: _unescape(match["quoted"] or match["single"] or match["bare"] or "") for match in found}


# The standard library raises on a character number too long for int().
_LONG_NUMBER = re.compile(r"&(?=#\d{8})")


def _unescape(text: str) -> str:
    return unescape(_LONG_NUMBER.sub("&amp;", text)) if "&" in text else text


class _Builder:
    """Makes paragraphs of tags and text, in whatever order they come."""

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._runs: list[Run] = []
        self._block: tuple[Block, Align] | None = None  # of the paragraph that is open
        self._quote = 0
        self._lists: list[Block] = []
        self._marks: frozenset[Mark] = frozenset()
        self._open_marks: Counter[Mark] = Counter()  # a damaged file may open one twice
        self._links: list[str | None] = []

    def add_plain(self, text: str, align: Align) -> None:
        """Add a whole paragraph without marks."""
        self._end_block()
        clean = clean_text(text)
        self._done.append(Paragraph((Run(clean),) if clean else (), _PARAGRAPH, align, self._depth))

    def add_text(self, text: str) -> None:
        """Add text to the open paragraph; text between paragraphs makes one, unless it is blank."""
        if self._block is not None or text.strip(" "):
            self._add(clean_text(text))

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Take a start tag. Tags that the stored form does not know are ignored."""
        if tag in _BLOCKS or tag == "li":
            self._end_block()
            kind = _BLOCKS.get(tag) or (self._lists[-1] if self._lists else Block.BULLET)
            self._block = kind, _ALIGNS.get(attributes.get("align", ""), _LEFT)
        elif tag in _MARKS:
            self._open_marks[_MARKS[tag]] += 1
            self._marks |= {_MARKS[tag]}
        elif tag == "a":
            self._links.append(safe_link(attributes.get("href")))
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            image = _safe_image(Image(attributes.get("src", ""), attributes.get("alt", "")))
            if image:
                self._add(IMAGE_CHARACTER, image)
        elif tag == "hr":
            self._end_block()
            self._done.append(Paragraph(kind=_RULE, quote=self._depth))
        elif tag == _QUOTE:
            self._end_block()
            self._quote += 1
        elif tag in _LIST_TAGS:
            self._end_block()
            self._lists.append(_LIST_TAGS[tag])

    def close(self, tag: str) -> None:
        """Take an end tag; one that closes nothing is ignored."""
        if tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag == "a":
            del self._links[-1:]
        elif tag in _BLOCKS or tag == "li":
            self._end_block()
        elif tag == _QUOTE:
            self._end_block()
            self._quote = max(self._quote - 1, 0)
        elif tag in _LIST_TAGS:
            self._end_block()
            if self._lists:
                self._lists.pop()

    def prose(self) -> Prose:
        """All that was read."""
        self._end_block()
        return Prose(tuple(self._done))

    @property
    def _depth(self) -> int:
        return min(self._quote, DEEPEST_QUOTE)

    def _add(self, text: str, image: Image | None = None) -> None:
        if self._block is None:
            self._block = _PARAGRAPH, _LEFT
        self._runs.append(Run(text, self._marks, self._links[-1] if self._links else None, image))

    def _close_mark(self, mark: Mark) -> None:
        if self._open_marks[mark] == 1:
            self._marks -= {mark}
        self._open_marks[mark] = max(self._open_marks[mark] - 1, 0)

    def _end_block(self) -> None:
        if self._block is None:
            return
        kind, align = self._block
        above = self._done[-1] if self._done else None
        level = _list_level(len(self._lists) - 1, self._depth, above) if kind in _LISTS else 0
        self._done.append(Paragraph(merged(self._runs), kind, align, self._depth, level))
        self._block = None
        self._runs = []
        self._marks = frozenset()
        self._open_marks.clear()
        self._links.clear()
