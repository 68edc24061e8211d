"""The model of prose: paragraphs of runs, as the stored form knows them (architecture.md, "Stored form of prose")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from planner.domain.prose.counting import count_text

LINE_BREAK = "\n"
"""A ``<br>`` inside a run's text."""

IMAGE_CHARACTER = "\ufffc"
"""The whole text of a run that is an image."""


class Block(StrEnum):
    """What a paragraph is; the value is its tag (for list items, the tag of its list)."""

    PARAGRAPH = "p"
    HEADING_2 = "h2"
    HEADING_3 = "h3"
    HEADING_4 = "h4"
    BULLET = "ul"
    NUMBER = "ol"
    RULE = "hr"


class Align(StrEnum):
    """How a paragraph is set; the value is the ``align`` attribute. Left is implied and never written."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Mark(StrEnum):
    """An inline mark; the value is its tag. The order here is the nesting order of the stored form, outermost first."""

    STRONG = "strong"
    EM = "em"
    UNDERLINE = "u"
    STRIKE = "s"
    SUB = "sub"
    SUP = "sup"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text, kept as a link: Longfic stores no image data in prose."""

    src: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the same marks. ``LINE_BREAK`` in the text is a ``<br>``."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str | None = None
    image: Image | None = None

    def alike(self, other: Run) -> bool:
        """Whether both are written with the same marks and link, so that their texts can be one run."""
        return self.marks == other.marks and self.href == other.href and self.image is None and other.image is None


@dataclass(frozen=True)
class Paragraph:
    """One block: ``quote`` is its depth in blockquotes (0 = none), ``level`` that of a list item (0 = outermost)."""

    runs: tuple[Run, ...] = ()
    kind: Block = Block.PARAGRAPH
    align: Align = Align.LEFT
    quote: int = 0
    level: int = 0

    @cached_property
    def plain(self) -> str:
        """The text without marks; a line break is U+2028, as in a Qt document, so offsets agree."""
        return "".join(run.text for run in self.runs).replace(LINE_BREAK, "\u2028")

    @cached_property
    def words(self) -> int:
        """Its words by AO3's rule, counted once: each run is a text node of the HTML, so a mark in a word splits it."""
        return count_text("\n".join(run.text for run in self.runs))


@dataclass(frozen=True)
class Prose:
    """The text of one scene or note."""

    paragraphs: tuple[Paragraph, ...] = ()

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    @cached_property
    def plain(self) -> str:
        """Plain text, one line a paragraph (rules and empty paragraphs are empty lines)."""
        return "\n".join(paragraph.plain for paragraph in self.paragraphs)

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be read here: no text but white space, and no image or rule."""
        return not any(p.kind is Block.RULE or p.plain.strip() for p in self.paragraphs)


EMPTY = Prose()


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours that are alike and leave empty runs out: the canonical form of a paragraph's runs."""
    groups: list[list[Run]] = []
    for run in runs:
        if not run.text and run.image is None:
            continue
        if groups and groups[-1][0].alike(run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return tuple(
        replace(group[0], text="".join(run.text for run in group)) if len(group) > 1 else group[0] for group in groups
    )


def prose_from_text(text: str) -> Prose:
    """Make prose of plain text, one paragraph a line.

    This is the shape tests and the sample need; reading a ``.txt`` file, where blank lines and hard
    wraps carry meaning, is the business of ``formats``.
    """
    return Prose(tuple(Paragraph(merged([Run(line)])) for line in text.split("\n"))) if text else EMPTY
