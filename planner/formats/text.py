"""Reads plain text: finds the paragraphs in its lines, whoever wrapped them, and such emphasis as is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, pairwise

from planner.domain.draft import StoryDraft
from planner.domain.prose.html import clean_text
from planner.domain.prose.model import LINE_BREAK, Mark, Paragraph, Run
from planner.formats.chapters import story
from planner.formats.decode import text_of
from planner.formats.losses import Losses
from planner.formats.manuscript import GAP, PAUSE, Entry, Manuscript, assemble, refuse_too_many
from planner.formats.source import Source
from planner.formats.watch import UNWATCHED, Watch


def read(source: Source, watch: Watch) -> StoryDraft:
    """Read a ``.txt`` file."""
    losses = Losses()
    text = text_of(source.data, losses)
    watch.at(0.1)
    return story(read_text(text, losses, watch.part(0.1, 0.5)), watch.part(0.5, 1.0))


def read_text(text: str, losses: Losses, watch: Watch = UNWATCHED) -> Manuscript:
    """Make a manuscript of plain text."""
    lines = clean_text(text).split("\n")
    entries: list[Entry] = []
    texts = 0
    for number, paragraph in enumerate(_paragraphs(lines)):
        if number % PAUSE == 0:
            watch.at(number / len(lines))
            refuse_too_many(texts)
        if paragraph is None:
            entries.append(GAP)
        else:
            texts += 1
            entries.append(Entry(Paragraph(tuple(emphasised(paragraph)))))
    return assemble(entries, losses)


# --- lines to paragraphs ---------------------------------------------------------------------------------


class Layout(Enum):
    """How a text uses its lines."""

    BLOCKS = auto()
    """Empty lines part paragraphs; lines of a block are verse, or belong to a short letter."""
    LINES = auto()
    """Every line is a paragraph; empty lines are gaps."""
    WRAPPED = auto()
    """Some program broke the lines at a width."""


WIDEST = 120
"""Hard-wrapped text is not wider than this (characters)."""

NARROWEST = 40

MOSTLY = 0.8
"""The share of lines that speaks of a habit."""

LONGEST_BLOCK = 15
"""Paragraphs are shorter than this on average (lines), so longer blocks hold several."""

LEAST_LINES = 4
"""So many broken lines are needed to speak of a habit."""

_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "’", "*", "_")

VERSE = 60
"""Lines of this mean length or less are verse (characters)."""


@dataclass(frozen=True)
class Habits:
    """What a text does with its lines. ``width`` is that of wrapped text, else 0."""

    layout: Layout
    width: int = 0
    parts_by_empty_lines: bool = True

    @staticmethod
    def of(lines: Sequence[str]) -> Habits:
        """Find the habits of a text."""
        inner = [(above, below) for above, below in pairwise(lines) if above.strip() and below.strip()]
        blocks = sum(1 for above, below in pairwise(["", *lines]) if not above.strip() and below.strip())
        width = 0 if _are_sentences(inner) else _width(inner)
        if width and sum(_is_full(above, below, width) for above, below in inner) >= MOSTLY * len(inner):
            return Habits(Layout.WRAPPED, width, len(inner) < LONGEST_BLOCK * blocks)
        return Habits(Layout.LINES if len(inner) >= blocks else Layout.BLOCKS)


def _are_sentences(inner: Sequence[tuple[str, str]]) -> bool:
    """Whether most lines end a sentence: then nobody broke them, however alike their lengths are."""
    return 2 * sum(above.rstrip().endswith(_SENTENCE_ENDS) for above, _ in inner) > len(inner)


def _width(inner: Sequence[tuple[str, str]]) -> int:
    """The width at which lines may be wrapped; 0 if they are too few, too long or too short for that."""
    if len(inner) < LEAST_LINES:
        return 0
    lengths = sorted(len(above.rstrip()) for above, _ in inner)
    width = lengths[-1 - len(lengths) // 50]  # the odd address does not fit any width
    return width if NARROWEST <= width <= WIDEST else 0


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted into this line, give or take."""
    word, _, _ = below.strip().partition(" ")
    return len(above.rstrip()) + 1 + len(word) > width - 3


def _paragraphs(lines: Sequence[str]) -> Iterator[str | None]:
    """The paragraphs, with None for each empty line between; a ``LINE_BREAK`` in one was set by the author."""
    habits = Habits.of(lines)
    for is_text, group in groupby(lines, key=lambda line: bool(line.strip())):
        block = list(group)
        if not is_text:
            yield from (None for _ in block)
        elif len(block) == 1 or habits.layout is Layout.LINES:
            yield from (line.strip() for line in block)
        elif habits.layout is Layout.WRAPPED:
            yield from _unwrapped(block, habits)
        elif sum(map(len, block)) <= VERSE * len(block):
            yield LINE_BREAK.join(line.strip() for line in block)
        else:
            yield from (line.strip() for line in block)


def _unwrapped(block: Sequence[str], habits: Habits) -> Iterator[str]:
    """Join the lines of a block that were broken at the width.

    Where empty lines part paragraphs, a block is one. Elsewhere an indented line, or a line after one that had
    room for more, begins a paragraph. A block in which most lines have room is verse.
    """
    full = [_is_full(above, below, habits.width) for above, below in pairwise(block)]
    if sum(full) * 2 < len(full):
        yield LINE_BREAK.join(line.strip() for line in block)
        return
    indents = any(_is_indented(line) for line in block) and not all(_is_indented(line) for line in block)
    paragraph = [block[0].strip()]
    for line, is_continued in zip(block[1:], full, strict=True):
        if (is_continued or habits.parts_by_empty_lines) and not (indents and _is_indented(line)):
            paragraph += ["" if _ends_in_hyphen(paragraph[-1]) else " ", line.strip()]
        else:
            yield "".join(paragraph)
            paragraph = [line.strip()]
    yield "".join(paragraph)


def _ends_in_hyphen(line: str) -> bool:
    """Whether a word was broken at its hyphen, to go together again; a dash keeps its room."""
    return line.endswith("-") and line[-2:-1].isalnum()


def _is_indented(line: str) -> bool:
    return line[:1] in " \u3000"


# --- emphasis --------------------------------------------------------------------------------------------

_SIGNS = {"*": Mark.EM, "_": Mark.EM, "**": Mark.STRONG}
# A pair of signs that hugs its words and stands between words.
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|[*_])(?=[^\s*_])([^*_\n]{0,500}?)(?<=[^\s*_])\1(?![\w*_])")


def emphasised(text: str) -> Iterator[Run]:
    """Read ``*word*``, ``_word_`` and ``**word**`` where they can be nothing else.

    A paragraph in which any such sign is left over stays as it was written: it may be a censored word, an
    action in a chat, or somebody's name.
    """
    if "*" not in text and "_" not in text:
        yield Run(text)
        return
    left = _EMPHASIS.sub("", text)
    if "*" in left or "_" in left or "://" in text:
        yield Run(text)
        return
    position = 0
    for match in _EMPHASIS.finditer(text):
        yield Run(text[position : match.start()])
        yield Run(match[2], frozenset({_SIGNS[match[1]]}))
        position = match.end()
    yield Run(text[position:])
