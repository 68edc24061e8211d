"""Line breaks inside a paragraph: two in a row end it, blanks beside them are nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.prose.model import LINE_BREAK, Run

LONG_LINES = 60
"""Loose lines of this mean length are paragraphs, not verse (characters)."""


def broken_at_lines(
    runs: Iterable[Run], *, is_preformatted: bool = False, is_loose: bool = False
) -> Iterator[list[Run] | None]:
    """Cut what a file holds as one paragraph into those that are meant, with None for a gap.

    Args:
        is_preformatted: blanks at the ends of lines are meant.
        is_loose: the text stands in no paragraph of its own, so that long lines may be paragraphs themselves.
    """
    lines = list(_lines(runs, keep_blanks=is_preformatted))
    if not any(line.is_text for line in lines):
        yield None
        return
    group: list[Run] = []
    empty = 0
    each = is_loose and _are_paragraphs(lines)
    for line in lines:
        if not line.is_text:
            empty += 1
            continue
        if group and (empty or each):
            yield group
            group = []
            if empty > 1:
                yield None
        elif group and line.after is not None:
            group.append(line.after)
        group += line.runs
        empty = 0
    yield group


@dataclass(slots=True)
class _Line:
    """The runs between two line breaks, and the break before them."""

    runs: list[Run]
    after: Run | None = None

    @property
    def is_text(self) -> bool:
        return any(run.image or run.text.strip() for run in self.runs)

    @property
    def length(self) -> int:
        return sum(len(run.text) for run in self.runs)


def _lines(runs: Iterable[Run], *, keep_blanks: bool) -> Iterator[_Line]:
    line = _Line([])
    for run in runs:
        first, *others = run.text.split(LINE_BREAK)
        if first:
            line.runs.append(replace(run, text=first) if others else run)
        for text in others:
            yield line if keep_blanks else _trimmed(line)
            line = _Line([replace(run, text=text)] if text else [], after=replace(run, text=LINE_BREAK))
    yield line if keep_blanks else _trimmed(line)


def _trimmed(line: _Line) -> _Line:
    """The line without the blanks at its ends, which no browser shows."""
    runs = line.runs
    while runs and not (text := runs[-1].text.rstrip(" ")):
        runs.pop()
    if runs:
        runs[-1] = replace(runs[-1], text=text)
    start = 0
    while start < len(runs) and not (text := runs[start].text.lstrip(" ")):
        start += 1
    if start < len(runs):
        runs[start] = replace(runs[start], text=text)
    return _Line(runs[start:], line.after)


def _are_paragraphs(lines: Sequence[_Line]) -> bool:
    """Whether loose lines are paragraphs, as old pages have them: several, long, and no empty line to part them."""
    texts = [line for line in lines if line.is_text]
    return len(texts) > 2 and len(texts) == len(lines) and sum(line.length for line in texts) >= LONG_LINES * len(texts)
