"""Reads Markdown: CommonMark with strikethrough and tables, and a header of fields above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any

from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from planner.domain.draft import StoryDraft
from planner.domain.prose.html import clean_text
from planner.formats.chapters import story
from planner.formats.decode import text_of
from planner.formats.front_matter import add_tags, field_value
from planner.formats.losses import Losses
from planner.formats.manuscript import Manuscript
from planner.formats.markup import read_elements
from planner.formats.source import Source
from planner.formats.text import Habits, Layout
from planner.formats.trees import html_tree
from planner.formats.watch import UNWATCHED, Watch

PIECE = 64 * 1024
"""A long text is rendered in pieces of about so many characters, between which the author may stop it."""

LARGEST_PIECE = 4 * PIECE
"""What has no joint after so much is no Markdown that anybody wrote; it is cut anywhere, and a longer line is text."""

LONGEST_HEADER = 100
"""A header has at most so many lines."""

_HARD_BREAKS = ("\\", "  ")
_FENCES = ("```", "~~~")


def read(source: Source, watch: Watch) -> StoryDraft:
    """Read a ``.md`` file."""
    losses = Losses()
    text = clean_text(text_of(source.data, losses))
    header, body = _header(text)
    manuscript = read_markdown(body, watch.part(0.0, 0.7))
    draft = story(replace(manuscript, losses=losses + manuscript.losses), watch.part(0.7, 1.0))
    return _with_header(draft, header)


def read_markdown(text: str, watch: Watch = UNWATCHED) -> Manuscript:
    """Make a manuscript of Markdown."""
    lines = text.split("\n")
    knows_breaks = any(line.endswith(_HARD_BREAKS) for line in lines)
    if not knows_breaks and Habits.of(lines).layout is Layout.LINES:
        lines = list(_parted(lines))
    return read_elements(_trees(lines, watch))


def _trees(lines: Sequence[str], watch: Watch) -> Iterator[HtmlElement]:
    parser = MarkdownIt("commonmark").enable(["strikethrough", "table"])
    references: dict[str, Any] = {}  # shared, so that a link may be defined in an earlier piece
    done = 0
    for piece in _pieces(lines):
        watch.at(done / len(lines))
        done += len(piece)
        text = "\n".join(piece)
        is_text = len(text) > 2 * LARGEST_PIECE
        tree = html_tree(escape(text) if is_text else parser.render(text, references))
        if tree is not None:
            yield tree


def _pieces(lines: Sequence[str]) -> Iterator[list[str]]:
    """Cut between two blocks that cannot belong together: at an empty line before plain text or a heading."""
    piece: list[str] = []
    size = 0
    is_fenced = False
    above = ""
    for line in lines:
        is_joint = not above.strip() and not is_fenced and _is_plain(line)
        if (size > PIECE and is_joint) or size > LARGEST_PIECE:
            yield piece
            piece, size = [], 0
        is_fenced ^= line.lstrip().startswith(_FENCES)
        piece.append(line)
        size += len(line) + 1
        above = line
    yield piece


def _parted(lines: Sequence[str]) -> Iterator[str]:
    """Part the lines of an author who ends a paragraph with a single line end, which Markdown would join."""
    is_fenced = False
    for line, below in pairwise([*lines, ""]):
        is_fenced ^= line.lstrip().startswith(_FENCES)
        yield line
        if not is_fenced and _is_plain(line) and _is_plain(below):
            yield ""


def _is_plain(line: str) -> bool:
    """Whether a line is running text or a heading: not part of a list, a quotation, a table or code."""
    return line[:1].isalpha() or (line[:1] in "#“\"'‘_*—…" and not line.startswith("* "))


# --- the header ------------------------------------------------------------------------------------------


def _header(text: str) -> tuple[dict[str, str], str]:
    """Take off a header between two lines of dashes, as static site generators and note programs write it."""
    lines = text.split("\n", LONGEST_HEADER)
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((at for at, line in enumerate(lines[1:-1], start=1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        if colon and key.strip() and not line[0].isspace() and not line.startswith("-"):
            name = key.strip().lower()
            fields[name] = value.strip().strip("\"'[]")
        elif name and line.strip():  # an item of a list, or the rest of a long text
            item = line.strip().removeprefix("- ").strip("\"'")
            fields[name] = f"{fields[name].strip('>|')}, {item}".strip(", ")
    if not fields:
        return {}, text
    return fields, "\n".join(lines[end + 1 :])


def _with_header(draft: StoryDraft, header: dict[str, str]) -> StoryDraft:
    tags = list(draft.tags)
    title, summary = draft.title, draft.summary
    unknown = []
    for name, value in header.items():
        kind = field_value(name)
        if kind == "title":
            title = value
        elif kind == "summary":
            summary = value
        elif kind:
            add_tags(tags, kind, value)
        elif value:
            unknown.append(name)
    dropped = draft.dropped
    if unknown:
        dropped = (*dropped, f"Fields of the header were left out: {', '.join(unknown)}.")
    fandoms = [text for kind, text in tags if kind == "fandom"]
    fandom = ", ".join(fandoms)
    return replace(draft, title=title, summary=summary, tags=tuple(tags), fandom=fandom, dropped=dropped)
