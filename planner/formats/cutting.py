"""Finds where the chapters of a manuscript begin: by their lines, their headings, or their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planner.domain.prose.counting import count_words
from planner.domain.prose.model import Block, Paragraph, Prose, Run, merged
from planner.domain.prose.scenes import is_blank
from planner.formats.chapter_lines import ChapterLine, LineKind, chapter_line, is_notes_label
from planner.formats.losses import Loss, Losses
from planner.formats.manuscript import PAUSE, Manuscript
from planner.formats.watch import UNWATCHED, Watch

LONGEST_OPENING = 300
"""What stands above the first chapter is front matter up to this many words, and a chapter of its own beyond."""

LEAST_NUMBERED = 3
LEAST_NUMBERED_WORDS = 150
"""Lines such as "3. The Bridge" are chapters if there are so many, in order, of so many words: else a list."""

LONGEST_TITLE = 80
"""The second line of a heading is its title up to this length (characters)."""

_NUMBERED = re.compile(r"(\d{1,3})[.):]\s+(\S.*)")
_ENDS_SENTENCE = re.compile(r"[.,;:!?…\"”’]\Z")
_CONTENTS = re.compile(r"(?:table of )?contents:?", re.IGNORECASE)
_LISTS = (Block.BULLET, Block.NUMBER)


@dataclass(frozen=True)
class Section:
    """A stretch of a manuscript that is one chapter. ``heading`` is the line it was cut at."""

    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""
    heading: str = ""
    arc: str = ""


@dataclass(frozen=True)
class Cutting:
    """A manuscript cut: what stands above the first chapter, and the chapters (none if there is no heading)."""

    front: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    losses: Losses = field(default_factory=Losses)


@dataclass(frozen=True)
class _Heading:
    """A paragraph that may begin a chapter. ``level`` is 0 for a line that is no heading in the file."""

    at: int
    text: str
    title: str
    level: int
    line: ChapterLine | None
    left: Paragraph | None = None
    """What of the paragraph comes after the heading: text behind a line break."""

    @property
    def key(self) -> object:
        """What makes it the same chapter as another heading's."""
        if self.line and self.line.number is not None:
            return self.line.kind, self.line.number
        return " ".join(self.text.casefold().split())

    def is_kind(self, kind: LineKind) -> bool:
        return self.line is not None and self.line.kind is kind


@dataclass(frozen=True)
class _Choice:
    """Which headings begin chapters, and which begin arcs."""

    chapters: tuple[_Heading, ...] = ()
    arcs: tuple[_Heading, ...] = ()


def cut(manuscript: Manuscript, watch: Watch = UNWATCHED) -> Cutting:
    """Cut a manuscript into chapters.

    Lines that name chapters decide, wherever they stand; without any, the headings of one level; without those,
    numbered titles. Nothing is left out but a table of contents.
    """
    text = _Text(manuscript, watch)
    choice = _by_lines(text) or _by_levels(text) or _by_numbers(text)
    if choice is None:
        return Cutting(manuscript.prose.paragraphs, ())
    marks = sorted((*choice.chapters, *choice.arcs), key=lambda heading: heading.at)
    stretches, repeated = _without_repeated(marks, text)
    above = text.paragraphs[: marks[0].at]
    front = [paragraph for paragraph in above if not _is_contents(paragraph)]
    has_contents = repeated > 1 or len(front) < len(above)
    if has_contents:
        front = [paragraph for paragraph in front if not _CONTENTS.fullmatch(paragraph.plain.strip())]
    sections = tuple(_sections(stretches, frozenset(arc.at for arc in choice.arcs), text))
    return Cutting(tuple(front), sections, Losses({Loss.CONTENTS: 1}) if has_contents else Losses())


def _is_contents(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a table of contents, its lines naming chapters."""
    lines = paragraph.plain.split("\u2028")
    return len(lines) > 1 and all(_CONTENTS.fullmatch(line.strip()) or chapter_line(line) for line in lines)


class _Text:
    """A manuscript with its headings found."""

    def __init__(self, manuscript: Manuscript, watch: Watch) -> None:
        self.paragraphs = manuscript.prose.paragraphs
        self.levels = manuscript.levels
        self.headings = tuple(self._find(watch))

    def _find(self, watch: Watch) -> Iterator[_Heading]:
        for at in range(len(self.paragraphs)):
            if at % PAUSE == 0:
                watch.check()
            if heading := self._heading(at):
                yield heading

    def _heading(self, at: int) -> _Heading | None:
        paragraph = self.paragraphs[at]
        level = self.levels.get(at, 0)
        if not level and (paragraph.quote or paragraph.kind in _LISTS):
            return None
        first, *others = (line.strip() for line in paragraph.plain.split("\u2028"))
        line = chapter_line(first)
        if not line and not level:
            return None
        if not level and _is_contents(paragraph):
            return None
        title = line.title if line else " ".join([first, *others])
        if not others or (level and not line):
            return _Heading(at, " ".join([first, *others]), title, level, line) if title or line else None
        if not title and len(others) == 1 and (level or _is_title(others[0])):
            return _Heading(at, f"{first}: {others[0]}", others[0], level, line)
        return _Heading(at, first, title, level, line, left=_after_first_line(paragraph))

    def words(self, start: int, end: int) -> int:
        """The words of a stretch of paragraphs."""
        return count_words(Prose(self.paragraphs[start:end]))

    def is_blank(self, start: int, end: int) -> bool:
        """Whether a stretch of paragraphs holds no text."""
        return all(is_blank(p) or p.kind is Block.RULE for p in self.paragraphs[start:end])


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and line[:1].isupper() and not _ENDS_SENTENCE.search(line)


def _after_first_line(paragraph: Paragraph) -> Paragraph:
    runs = list(paragraph.runs)
    while "\n" not in runs[0].text:
        del runs[0]
    rest = Run(runs[0].text.partition("\n")[2], runs[0].marks, runs[0].href)
    return Paragraph(merged([rest, *runs[1:]]), paragraph.kind, paragraph.align, paragraph.quote, paragraph.level)


# --- which headings begin chapters -----------------------------------------------------------------------


def _by_lines(text: _Text) -> _Choice | None:
    """Chapters are the lines that say so, and other headings of the level those have."""
    lines = [heading for heading in text.headings if heading.is_kind(LineKind.CHAPTER)]
    parts = [heading for heading in text.headings if heading.is_kind(LineKind.PART)]
    if not lines and len(parts) > 1:
        lines, parts = parts, []
    if not lines:
        return None
    levels = Counter(heading.level for heading in lines if heading.level)
    level = levels.most_common(1)[0][0] if levels else 0
    plain = [heading for heading in text.headings if not heading.line and heading.level]
    first = lines[0].at
    ends = [min(first, heading.at) for heading in plain[1:]] + [first]
    peers = [
        heading
        for heading, end in zip(plain, ends, strict=False)
        if heading.level == level
        and not is_notes_label(heading.text)
        and (heading.at > first or _has_much(heading, end, text))
    ]
    above = [heading for heading in plain if heading.level < level]
    if len([heading for heading in above if heading.at < first]) > 1:
        above = above[1:]  # the story's title above the first arc's
    elif all(heading.at < first for heading in above):
        above = []  # nothing but the story's title
    return _Choice((*lines, *peers), (*parts, *above))


def _has_much(heading: _Heading, end: int, text: _Text) -> bool:
    """Whether a heading above the first chapter holds a chapter itself, and not a dedication."""
    return text.words(heading.at + 1, end) > LONGEST_OPENING


def _by_levels(text: _Text) -> _Choice | None:
    """Chapters are the headings of the highest level that has several; one above them is the story's title."""
    remaining = [heading for heading in text.headings if heading.level]
    if not remaining:
        return None
    start = 0
    first = remaining[0]
    if all(heading.level > first.level for heading in remaining[1:]) and len(remaining) > 1:
        start = first.at + 1
        remaining = remaining[1:]
    level = min(heading.level for heading in remaining)
    tops = [heading for heading in remaining if heading.level == level]
    is_begun = text.words(0, first.at) + text.words(start, tops[0].at) > LONGEST_OPENING
    # A lone heading in the text, or small ones after the story has begun, part scenes or a letter.
    if (len(tops) == 1 and (not start or is_begun)) or (is_begun and level > 2):
        return None
    deeper = [heading for heading in remaining if heading.level > level]
    if deeper and _only_hold_others(level, remaining, text):
        chapters = min(heading.level for heading in deeper)
        return _Choice(tuple(heading for heading in deeper if heading.level == chapters), tuple(tops))
    return _Choice(tuple(tops))


def _only_hold_others(level: int, headings: Sequence[_Heading], text: _Text) -> bool:
    """Whether nothing stands between any heading of this level and a deeper one."""
    return headings[-1].level > level and all(
        below.level > level and text.is_blank(above.at + 1, below.at)
        for above, below in pairwise(headings)
        if above.level == level
    )


def _by_numbers(text: _Text) -> _Choice | None:
    """Chapters are numbered titles, if they count from one on and have text enough between them."""
    found: list[_Heading] = []
    for at, paragraph in enumerate(text.paragraphs):
        plain = paragraph.plain.strip()
        match = _NUMBERED.fullmatch(plain) if len(plain) <= LONGEST_TITLE and paragraph.kind not in _LISTS else None
        if match and int(match[1]) == len(found) + 1 and not _ENDS_SENTENCE.search(plain):
            found.append(_Heading(at, plain, match[2], 0, None))
        elif match:
            return None
    if len(found) < LEAST_NUMBERED:
        return None
    words = text.words(found[0].at, len(text.paragraphs))
    return _Choice(tuple(found)) if words >= LEAST_NUMBERED_WORDS * len(found) else None


# --- from headings to sections ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stretch:
    """A heading, and where what stands under it ends."""

    mark: _Heading
    end: int


def _without_repeated(marks: Sequence[_Heading], text: _Text) -> tuple[list[_Stretch], int]:
    """Drop headings without text whose chapter comes again: a table of contents, or a heading written twice.

    Returns what is left, and how many were dropped. A title that only the dropped one has goes to the other.
    """
    later = Counter(mark.key for mark in marks)
    titles: dict[object, str] = {}
    kept: list[_Stretch] = []
    ends = [mark.at for mark in marks[1:]] + [len(text.paragraphs)]
    for mark, end in zip(marks, ends, strict=True):
        later[mark.key] -= 1
        if later[mark.key] and not mark.left and text.is_blank(mark.at + 1, end):
            titles.setdefault(mark.key, mark.title)
        else:
            kept.append(_Stretch(replace(mark, title=mark.title or titles.get(mark.key, "")), end))
    return kept, len(marks) - len(kept)


def _sections(stretches: Sequence[_Stretch], arcs: frozenset[int], text: _Text) -> Iterator[Section]:
    arc = ""
    opening: list[Paragraph] = []  # between an arc's heading and its first chapter's
    number = 0
    follows_arc = False
    for stretch in stretches:
        mark = stretch.mark
        body = text.paragraphs[mark.at + 1 : stretch.end]
        if mark.left is not None:
            body = (mark.left, *body)
        if mark.at in arcs:
            is_second = follows_arc and len(arc) < LONGEST_TITLE
            arc = f"{arc}: {mark.text}" if is_second else mark.text  # "Book One" and then "Part One"
            opening += body
        else:
            number += 1
            title = _without_number(mark.title, number)
            if not title and body and _is_subtitle(mark, text):
                title = " ".join(body[0].plain.split())
                body = body[1:]
            if count_words(Prose(tuple(opening))) > LONGEST_OPENING:
                yield Section(tuple(opening), arc=arc)
                opening = []
            yield Section((*opening, *body), title, mark.text, arc)
            opening = []
        follows_arc = mark.at in arcs
    if follows_arc:
        yield Section(tuple(opening), arc=arc)


def _is_subtitle(mark: _Heading, text: _Text) -> bool:
    """Whether the heading below belongs to this one: "Chapter 3", and under it "The Bridge"."""
    below = mark.at + 1
    return text.levels.get(below, 0) > mark.level and not is_notes_label(text.paragraphs[below].plain)


def _without_number(title: str, number: int) -> str:
    match = _NUMBERED.fullmatch(title)
    return match[2] if match and int(match[1]) == number else title
