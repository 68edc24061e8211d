"""One paragraph as a block of a Qt document, and back: the formats that carry what the stored form knows.

What a block or a stretch of text *is* stands in user properties; how it looks follows from them. No colour is written
into a document, so that a change of theme costs nothing and leaves the text's own undo alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLength,
    QTextListFormat,
)

from planner.desktop.write.offsets import qt_length, qt_slice
from planner.domain.prose.html import clean_text
from planner.domain.prose.model import (
    IMAGE_CHARACTER,
    LINE_BREAK,
    Align,
    Block,
    Image,
    Mark,
    Paragraph,
    Prose,
    Run,
    merged,
)

LINE_SEPARATOR = "\u2028"
"""How a Qt document writes a line break inside a block."""

_USER = QTextFormat.Property.UserProperty.value
_SIZE_STEP = QTextFormat.Property.FontSizeAdjustment
_RULER = QTextFormat.Property.BlockTrailingHorizontalRulerWidth

IMAGE_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
"""The object type under which the editor draws a picture's placeholder."""


class Property(IntEnum):
    """User properties of block and character formats."""

    KIND = _USER + 1
    QUOTE = _USER + 2
    LEVEL = _USER + 3
    BREAK = _USER + 4
    """On the block of a scene break: the key of the scene it begins."""
    SRC = _USER + 5
    ALT = _USER + 6
    MARK = _USER + 16
    """The first of the marks; each has a property of its own, so that Qt can merge them one by one."""


KINDS: tuple[Block, ...] = tuple(Block)
MARK_PROPERTIES: dict[Mark, int] = {mark: Property.MARK + number for number, mark in enumerate(Mark)}
LIST_KINDS = frozenset({Block.BULLET, Block.NUMBER})
HEADINGS = frozenset({Block.HEADING_2, Block.HEADING_3, Block.HEADING_4})

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}
_ALIGN_BY_BITS = {flag.value: align for align, flag in _ALIGNMENTS.items()}
# FontSizeAdjustment is relative to the document's own font: 2 is 1.5 times, 1 is 1.2 times.
_SIZE_STEPS = {Block.HEADING_2: 2, Block.HEADING_3: 1}
_CODE_STEP = -1
_RULE_WIDTH = QTextLength(QTextLength.Type.PercentageLength, 40)


@dataclass(frozen=True)
class PageStyle:
    """How a page of prose is set; all lengths are in device-independent pixels.

    ``line_height`` is from one line to the next, ``spacing`` stands between paragraphs, ``indent`` before the first
    line of one; ``step`` is the indentation of a quotation and of a list.
    """

    font: QFont
    line_height: float = 24
    spacing: float = 8
    indent: float = 0
    step: float = 24

    @property
    def gap(self) -> float:
        """What parts a scene break or a heading from the text above."""
        return self.spacing * 2 or self.step * 0.7

    @property
    def leading(self) -> float:
        """What is added above the letters of each line to make it as high as it is to be."""
        return max(self.line_height - QFontMetricsF(self.font).height(), 0)


@dataclass(frozen=True, slots=True)
class BlockKind:
    """What a block is, apart from its text; ``scene`` is the key of the scene a scene break begins."""

    kind: Block = Block.PARAGRAPH
    align: Align = Align.LEFT
    quote: int = 0
    level: int = 0
    scene: int | None = None


PLAIN = BlockKind()


class Formats:
    """Makes the formats of one page style, and each of them once."""

    def __init__(self, style: PageStyle) -> None:
        self.style = style
        self._blocks: dict[BlockKind, QTextBlockFormat] = {}
        self._texts: dict[tuple[frozenset[Mark], str | None, Block], QTextCharFormat] = {}

    def block(self, what: BlockKind) -> QTextBlockFormat:
        """The format of a block. A list item gets its place in a list from `join_lists`."""
        made = self._blocks.get(what)
        if made is None:
            made = self._blocks[what] = self._make_block(what)
        return made

    def _make_block(self, what: BlockKind) -> QTextBlockFormat:
        style = self.style
        made = QTextBlockFormat()
        # A least height instead of a proportion, because the italics of many fonts are taller than their upright.
        made.setLineHeight(style.line_height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        made.setBottomMargin(style.spacing)
        if what.scene is not None:
            made.setProperty(Property.BREAK, what.scene)
            made.setTopMargin(style.gap)
            # A line's leading is above its letters, so as much seems to be added below the break.
            made.setBottomMargin(max(style.gap - style.leading, 0))
            return made
        if what.kind is not Block.PARAGRAPH:
            made.setProperty(Property.KIND, KINDS.index(what.kind))
        if what.kind in HEADINGS:
            made.setTopMargin(style.gap)
        elif what.kind is Block.RULE:
            made.setProperty(_RULER, _RULE_WIDTH)
        elif what.kind is Block.PARAGRAPH and style.indent and what.align in (Align.LEFT, Align.JUSTIFY):
            made.setTextIndent(style.indent)
        if what.align is not Align.LEFT:
            made.setAlignment(_ALIGNMENTS[what.align])
        if what.quote:
            made.setProperty(Property.QUOTE, what.quote)
            made.setLeftMargin(style.step * what.quote)
            made.setRightMargin(style.step * what.quote)
        if what.level:
            made.setProperty(Property.LEVEL, what.level)
        return made

    def text(
        self, marks: frozenset[Mark] = frozenset(), href: str | None = None, kind: Block = Block.PARAGRAPH
    ) -> QTextCharFormat:
        """The format of text with these marks in a paragraph of this kind."""
        key = (marks, href, kind if kind in HEADINGS else Block.PARAGRAPH)
        made = self._texts.get(key)
        if made is None:
            made = self._texts[key] = self._make_text(*key)
        return made

    def _make_text(self, marks: frozenset[Mark], href: str | None, kind: Block) -> QTextCharFormat:
        made = QTextCharFormat()
        if kind in HEADINGS:
            made.setFontWeight(QFont.Weight.DemiBold)
            if kind in _SIZE_STEPS:
                made.setProperty(_SIZE_STEP, _SIZE_STEPS[kind])
        for mark in marks:
            made.merge(mark_format(mark, True))
        if href is not None:
            made.merge(link_format(href))
        return made

    def image(self, run: Run) -> QTextCharFormat:
        """The format of the one character that stands for a picture."""
        image = run.image or Image("")
        made = QTextCharFormat(self.text(run.marks, run.href))
        made.setObjectType(IMAGE_OBJECT)
        made.setProperty(Property.SRC, image.src)
        made.setProperty(Property.ALT, image.alt)
        return made


def mark_format(mark: Mark, on: bool, kind: Block = Block.PARAGRAPH) -> QTextCharFormat:
    """What to merge into text of a paragraph of this kind to set a mark or take it away."""
    made = QTextCharFormat()
    made.setProperty(MARK_PROPERTIES[mark], on)
    if mark is Mark.STRONG:
        plain = QFont.Weight.DemiBold if kind in HEADINGS else QFont.Weight.Normal
        made.setFontWeight(QFont.Weight.Bold if on else plain)
    elif mark is Mark.EM:
        made.setFontItalic(on)
    elif mark is Mark.UNDERLINE:
        made.setFontUnderline(on)
    elif mark is Mark.STRIKE:
        made.setFontStrikeOut(on)
    elif mark is Mark.CODE:
        made.setFontFixedPitch(on)
        made.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families() if on else [])
        made.setProperty(_SIZE_STEP, _CODE_STEP if on else _SIZE_STEPS.get(kind, 0))
    else:
        raised = QTextCharFormat.VerticalAlignment
        where = raised.AlignSuperScript if mark is Mark.SUP else raised.AlignSubScript
        made.setVerticalAlignment(where if on else raised.AlignNormal)
    return made


def link_format(href: str | None) -> QTextCharFormat:
    """What to merge into text to link it, or with None to take its link away.

    A link shows as a dashed line, not as a colour: a colour in the document would outlive a change of theme.
    """
    made = QTextCharFormat()
    made.setAnchor(href is not None)
    made.setAnchorHref(href or "")
    line = QTextCharFormat.UnderlineStyle.DashUnderline if href else QTextCharFormat.UnderlineStyle.NoUnderline
    made.setUnderlineStyle(line)
    return made


class Writer:
    """Writes paragraphs into an empty document, one after another."""

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        self._formats = formats
        self._cursor = QTextCursor(document)
        self._is_first = True

    def __enter__(self) -> Writer:
        self._cursor.beginEditBlock()
        return self

    def __exit__(self, *_: object) -> None:
        self._cursor.endEditBlock()

    def add_break(self, key: int) -> QTextBlock:
        """Add the break that begins the scene with this key."""
        self._start(BlockKind(scene=key))
        return self._cursor.block()

    def add(self, prose: Prose) -> list[QTextBlock]:
        """Add prose; prose without paragraphs is an empty paragraph, because the author must write somewhere."""
        return [self._add_paragraph(paragraph) for paragraph in prose.paragraphs or (Paragraph(),)]

    def _add_paragraph(self, paragraph: Paragraph) -> QTextBlock:
        kind = paragraph.kind
        self._start(BlockKind(kind, paragraph.align, paragraph.quote, paragraph.level))
        insert_runs(self._cursor, paragraph, self._formats)
        block = self._cursor.block()
        if kind in LIST_KINDS:
            join_list(block)
        return block

    def _start(self, what: BlockKind) -> None:
        block_format, text_format = self._formats.block(what), self._formats.text(kind=what.kind)
        if self._is_first:
            self._cursor.setBlockFormat(block_format)
            self._cursor.setBlockCharFormat(text_format)
            self._is_first = False
        else:
            self._cursor.insertBlock(block_format, text_format)


def insert_runs(cursor: QTextCursor, paragraph: Paragraph, formats: Formats) -> None:
    """Insert a paragraph's runs at the cursor."""
    for run in paragraph.runs:
        if run.image is not None:
            cursor.insertText(IMAGE_CHARACTER, formats.image(run))
        else:
            text = run.text.replace(LINE_BREAK, LINE_SEPARATOR)
            cursor.insertText(text, formats.text(run.marks, run.href, paragraph.kind))


def join_list(block: QTextBlock) -> None:
    """Put a list item into the list of the items above it, or into a new one."""
    what = block_kind(block.blockFormat())
    above = block.previous()
    while above.isValid():
        other = block_kind(above.blockFormat())
        if other.kind not in LIST_KINDS or other.quote != what.quote or other.level < what.level:
            break
        if other.level == what.level:
            if other.kind is what.kind and (list_ := above.textList()) is not None:
                list_.add(block)
                return
            break
        above = above.previous()
    _begin_list(block, what)


def _begin_list(block: QTextBlock, what: BlockKind) -> None:
    made = QTextListFormat()
    style = QTextListFormat.Style
    bullets = (style.ListDisc, style.ListCircle, style.ListSquare)
    numbers = (style.ListDecimal, style.ListLowerAlpha, style.ListLowerRoman)
    made.setStyle((bullets if what.kind is Block.BULLET else numbers)[what.level % 3])
    made.setIndent(what.level + 1)
    QTextCursor(block).createList(made)


def block_kind(block_format: QTextBlockFormat) -> BlockKind:
    """What a block's format says it is."""
    scene = block_format.property(Property.BREAK)
    return BlockKind(
        KINDS[block_format.intProperty(Property.KIND)],
        _ALIGN_BY_BITS.get(block_format.alignment().value & _HORIZONTAL, Align.LEFT),
        block_format.intProperty(Property.QUOTE),
        block_format.intProperty(Property.LEVEL),
        scene if isinstance(scene, int) else None,
    )


_HORIZONTAL = Qt.AlignmentFlag.AlignHorizontal_Mask.value


def text_kind(text_format: QTextCharFormat) -> Run:
    """The marks, link and picture of a format, as a run without text."""
    marks = frozenset(mark for mark, number in MARK_PROPERTIES.items() if text_format.boolProperty(number))
    href = text_format.anchorHref() if text_format.isAnchor() else ""
    image = None
    if text_format.objectType() == IMAGE_OBJECT:
        image = Image(text_format.stringProperty(Property.SRC), text_format.stringProperty(Property.ALT))
    return Run("", marks, href or None, image)


@dataclass
class Reader:
    """Reads the blocks of one document.

    A document numbers its formats and never takes a number back, so each is understood once.
    """

    _blocks: dict[int, BlockKind] = field(default_factory=dict)
    _texts: dict[int, Run] = field(default_factory=dict)

    def kind(self, block: QTextBlock) -> BlockKind:
        """What a block is."""
        number = block.blockFormatIndex()
        what = self._blocks.get(number)
        if what is None:
            what = self._blocks[number] = block_kind(block.blockFormat())
        return what

    def paragraph(self, block: QTextBlock, start: int = 0, end: int | None = None) -> Paragraph:
        """The paragraph a block holds, or its part between two offsets in UTF-16 units."""
        what = self.kind(block)
        # A rule that somebody wrote into is a paragraph, so that what was written is kept.
        if what.kind is Block.RULE and block.length() == 1:
            return Paragraph(kind=Block.RULE, quote=what.quote)
        runs: list[Run] = []
        each = block.begin()
        while not each.atEnd():
            fragment = each.fragment()
            text = fragment.text()
            if start > 0 or end is not None:
                before = fragment.position() - block.position()
                last = qt_length(text) if end is None else max(end - before, 0)
                text = qt_slice(text, max(start - before, 0), last)
            self._read(fragment, text, runs)
            each += 1
        kind = Block.PARAGRAPH if what.kind is Block.RULE else what.kind
        return Paragraph(merged(runs), kind, what.align, what.quote, what.level)

    def _read(self, fragment: QTextFragment, text: str, runs: list[Run]) -> None:
        number = fragment.charFormatIndex()
        like = self._texts.get(number)
        if like is None:
            like = self._texts[number] = text_kind(fragment.charFormat())
        if like.image is not None:
            # Neighbouring pictures with the same address are one fragment.
            pictures = text.count(IMAGE_CHARACTER)
            runs.extend([Run(IMAGE_CHARACTER, like.marks, like.href, like.image)] * pictures)
        else:
            runs.append(Run(clean_text(text), like.marks, like.href))


def as_prose(paragraphs: list[Paragraph]) -> Prose:
    """The prose of a stretch of blocks: a single empty paragraph is where the author has yet to write, not text."""
    return Prose(()) if paragraphs == [Paragraph()] else Prose(tuple(paragraphs))
