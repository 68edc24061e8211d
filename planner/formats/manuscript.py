"""A text as a reader of files finds it, before it is cut into chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planner.domain.errors import PlannerError
from planner.domain.prose.html import canonical
from planner.domain.prose.model import Block, Paragraph, Prose
from planner.formats.losses import Losses

MOST_PARAGRAPHS = 1_000_000
"""About a hundred times the longest serials there are; more is a damaged or a made-up file."""

PAUSE = 1_000
"""After so many paragraphs a reader asks whether to go on."""

RARE_GAPS = 0.2
"""Wider gaps than usual mean something only while they are fewer than this share of all gaps."""

HEADINGS = frozenset({Block.HEADING_2, Block.HEADING_3, Block.HEADING_4})


@dataclass(frozen=True)
class Entry:
    """A paragraph found in a file. ``level`` is a heading's level there, 1 to 6, and 0 for anything else."""

    paragraph: Paragraph
    level: int = 0


GAP = Entry(Paragraph())
"""An empty line or paragraph."""


@dataclass(frozen=True)
class Manuscript:
    """Canonical prose, the levels its headings had in the file (by ordinal), and what was lost."""

    prose: Prose = field(default_factory=Prose)
    levels: Mapping[int, int] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)


def assemble(entries: Sequence[Entry], losses: Losses) -> Manuscript:
    """Make a manuscript of what was found, with such gaps as the author must have meant.

    A file may have an empty paragraph between any two, or none anywhere: that is spacing, and is dropped. A gap
    that is wider than usual here stays, as one empty paragraph.

    Raises:
        PlannerError: there are more paragraphs than any story has.
    """
    kept = list(_without_spacing(entries))
    refuse_too_many(len(kept))
    prose = canonical(Prose(tuple(entry.paragraph for entry in kept)))
    return Manuscript(prose, {at: entry.level for at, entry in enumerate(kept) if entry.level}, losses)


def refuse_too_many(paragraphs: int) -> None:
    """Stop before memory runs out.

    Raises:
        PlannerError: there are more paragraphs than any story has.
    """
    if paragraphs > MOST_PARAGRAPHS:
        raise PlannerError(
            f"There are more than {MOST_PARAGRAPHS:,} paragraphs in this file.",
            "Import it in smaller pieces, or check that it is a story at all.",
        )


def joined(manuscripts: Iterable[Manuscript]) -> Manuscript:
    """One manuscript of several, in this order."""
    paragraphs: list[Paragraph] = []
    levels: dict[int, int] = {}
    losses = Losses()
    for manuscript in manuscripts:
        levels |= {len(paragraphs) + at: level for at, level in manuscript.levels.items()}
        paragraphs += manuscript.prose.paragraphs
        losses += manuscript.losses
    return Manuscript(canonical(Prose(tuple(paragraphs))), levels, losses)


def _is_gap(paragraph: Paragraph) -> bool:
    return paragraph.kind is not Block.RULE and not paragraph.plain.strip()


def _without_spacing(entries: Sequence[Entry]) -> Iterable[Entry]:
    texts = [at for at, entry in enumerate(entries) if not _is_gap(entry.paragraph)]
    between = [
        (below - above - 1, above, below)
        for above, below in pairwise(texts)
        if _is_running(entries[above]) and _is_running(entries[below])
    ]
    usual = sorted(width for width, _, _ in between)[(len(between) - 1) // 2] if between else 0  # the median
    wide = {below: above for width, above, below in between if width > usual}
    if len(wide) > RARE_GAPS * len(between):
        wide = {}
    for at in texts:
        if at in wide:
            above, below = entries[wide[at]].paragraph, entries[at].paragraph
            yield Entry(Paragraph(quote=min(above.quote, below.quote)))
        yield entries[at]


def _is_running(entry: Entry) -> bool:
    """Whether this is running text: space around headings, rules and rows of symbols says nothing."""
    paragraph = entry.paragraph
    return paragraph.kind is Block.PARAGRAPH and any(character.isalnum() for character in paragraph.plain)
