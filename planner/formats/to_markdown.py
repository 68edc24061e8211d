"""Writes Markdown that CommonMark, and so our own reader, reads back as it was.

What Markdown has no sign for (underline, sub- and superscript, alignment) is written as the HTML it allows. So is an
emphasis where its asterisks would not be read as one: inside a word beside punctuation, or beside other asterisks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.prose.html import canonical, to_html
from planner.domain.prose.model import LINE_BREAK, Align, Block, Image, Mark, Paragraph, Prose, Run, merged
from planner.domain.prose.scenes import is_blank
from planner.formats.to_ao3 import chapter_prose
from planner.formats.whole import NOTES_LABEL, authors_line, written_chapters

SCENE_BREAK = "* * *"

_LISTS = (Block.BULLET, Block.NUMBER)
_HEADINGS = {Block.HEADING_2: 2, Block.HEADING_3: 3, Block.HEADING_4: 4}


# --- a whole story ---------------------------------------------------------------------------------------


def story_markdown(story: StoryDraft) -> str:
    """A whole story: its title at level 1, arcs below it, then chapters, then what is inside them."""
    chapters = list(written_chapters(story))
    level = 3 if any(chapter.arc for _, chapter in chapters) else 2
    blocks = [f"# {markdown_line(story.title)}" if story.title else "", markdown_line(authors_line(story))]
    if story.summary:
        blocks.append("\\\n".join(markdown_line(line) for line in f"Summary: {story.summary}".split("\n")))
    arc = ""
    for heading, chapter in chapters:
        if chapter.arc != arc:
            arc = chapter.arc
            blocks.append(f"## {markdown_line(arc)}" if arc else "")
        blocks += _chapter(heading, chapter, level)
    return "\n\n".join(filter(None, blocks)) + "\n"


def _chapter(heading: str, chapter: ChapterDraft, level: int) -> Iterator[str]:
    deeper = level - 1
    notes_heading = f"{'#' * (level + 1)} {NOTES_LABEL}"
    yield f"{'#' * level} {markdown_line(heading)}" if heading else ""
    if not chapter.notes_before.is_blank:
        yield from (notes_heading, prose_markdown(chapter.notes_before, deeper=deeper), SCENE_BREAK)
    yield prose_markdown(chapter_prose(chapter), deeper=deeper)
    if not chapter.notes_after.is_blank:
        yield from (SCENE_BREAK, notes_heading, prose_markdown(chapter.notes_after, deeper=deeper))


def markdown_line(text: str) -> str:
    """A line of plain text, escaped."""
    return _guarded(_escaped(" ".join(text.split()))).rstrip("#")


# --- blocks ----------------------------------------------------------------------------------------------


def prose_markdown(prose: Prose, *, deeper: int = 0) -> str:
    """Any prose, without its empty paragraphs; headings go so many levels ``deeper``."""
    written: list[str] = []
    lists: list[_List] = []
    above: Paragraph | None = None
    for paragraph in canonical(prose):
        if is_blank(paragraph):
            continue
        is_item = paragraph.kind in _LISTS
        is_same_quote = above is not None and above.quote == paragraph.quote
        goes_on = is_item and is_same_quote and above is not None and above.kind in _LISTS
        if not goes_on:
            lists = []
        if above is not None and not (goes_on and not _is_html(above)):  # HTML goes on to an empty line
            # In a quotation the empty line belongs to it; between two depths it parts them.
            written.append((_QUOTE * paragraph.quote).rstrip() if is_same_quote else "")
        marker = _item_marker(lists, paragraph) if is_item else ""
        quote = _QUOTE * paragraph.quote
        first, *others = _block(paragraph, deeper)
        written.append(quote + marker + first)
        written += [quote + " " * len(marker) + line for line in others]
        above = paragraph
    return "\n".join(written)


_QUOTE = "> "


@dataclass
class _List:
    """A list that is open: where its items begin, and how many it has."""

    kind: Block
    indent: int
    items: int = 0
    marker: str = ""


def _item_marker(lists: list[_List], paragraph: Paragraph) -> str:
    """Begin an item; what it opens or closes is kept in ``lists``. The marker comes with its indent."""
    del lists[paragraph.level + 1 :]
    if len(lists) > paragraph.level and lists[-1].kind is not paragraph.kind:
        lists[-1] = _List(paragraph.kind, lists[-1].indent)
    elif len(lists) <= paragraph.level:
        lists.append(_List(paragraph.kind, lists[-1].indent + len(lists[-1].marker) if lists else 0))
    own = lists[-1]
    own.items += 1
    own.marker = "- " if own.kind is Block.BULLET else f"{own.items}. "
    return " " * own.indent + own.marker


def _block(paragraph: Paragraph, deeper: int) -> list[str]:
    """The lines of one paragraph."""
    if paragraph.kind is Block.RULE:
        return [SCENE_BREAK]
    level = _HEADINGS.get(paragraph.kind)
    if _is_html(paragraph):
        alone = replace(paragraph, quote=0, level=0, kind=paragraph.kind if level else Block.PARAGRAPH)
        return [to_html(Prose((alone,)))]
    lines = [_edged(line) for line in _inline(paragraph.runs).split(LINE_BREAK)]
    if level:
        text = "<br>".join(lines)
        return [f"{'#' * min(level + deeper, 6)} {_CLOSING_SIGNS.sub(_escape, text)}"]
    return [f"{_guarded(line)}\\" for line in lines[:-1]] + [_guarded(lines[-1])]


def _is_html(paragraph: Paragraph) -> bool:
    """Whether a paragraph has to be HTML: it is aligned, or its text is one tag, which begins HTML anyway."""
    runs = paragraph.runs
    image = runs[0].image if len(runs) == 1 and not runs[0].href else None
    is_tag = image is not None and not _SIMPLE_ADDRESS.fullmatch(image.src)
    return paragraph.align is not Align.LEFT or is_tag


_CLOSING_SIGNS = re.compile(r"#(?=#*\Z)")


def _edged(line: str) -> str:
    """A line whose blanks at the ends are written so that they are not taken off, except plain ones."""
    line = line.strip(" ")
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if not line.strip():
        return _numeric(line)
    return _numeric(line[:start]) + line[start:end] + _numeric(line[end:])


def _numeric(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


# What would begin a heading, a list or a quotation, or underline the line above.
_LINE_START = re.compile(r"#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|[-=]+(?=[-=\s]*\Z)")
_NUMBERED_START = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")


def _guarded(line: str) -> str:
    """A line that means nothing by what it begins with."""
    if _LINE_START.match(line):
        return f"\\{line}"
    return _NUMBERED_START.sub(r"\1\\\2", line, count=1) if _NUMBERED_START.match(line) else line


# --- inside a paragraph ----------------------------------------------------------------------------------

_SIGNS = re.compile(r"[\\`*_\[\]<|~]|&(?=[#\w])")
_SIMPLE_ADDRESS = re.compile(r"[\w:/?#@!$',;=.%+-]+", re.ASCII)
_AS_HTML = (Mark.UNDERLINE, Mark.SUB, Mark.SUP)
_STARS = {Mark.EM: 1, Mark.STRONG: 2}
_DELIMITERS = "*~`_\\"
_PUNCTUATION = (">", "<")


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(_escape, text)


def _inline(runs: Sequence[Run]) -> str:
    pieces = list(_hugging(runs))
    written = "\n"
    for place, run in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        written += _run(run, written[-1], _first_character(following))
    return written[1:]


def _hugging(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with the blanks at the ends of a marked one moved out: ``* so *`` is no emphasis, and nobody sees it."""

    def parts(run: Run) -> Iterator[Run]:
        text = run.text.strip()
        if not run.marks or run.image or len(text) == len(run.text):
            yield run
            return
        start = run.text.find(text)
        yield Run(run.text[:start], href=run.href)
        yield replace(run, text=text)
        yield Run(run.text[start + len(text) :], href=run.href)

    return iter(merged(part for run in runs for part in parts(run)))


def _first_character(run: Run | None) -> str:
    """What the next run will begin with, as far as it matters: a line end, its text, or some sign."""
    if run is None:
        return "\n"
    return "<" if run.marks or run.href or run.image else run.text[0]


def _run(run: Run, before: str, after: str) -> str:
    # What will stand around the signs: for tags, a link or other signs it is enough that it is punctuation.
    is_wrapped = run.href is not None or not run.marks.isdisjoint(_AS_HTML)
    around = _PUNCTUATION if is_wrapped else (before, after)
    if run.image:
        text = f"<code>{_image(run.image)}</code>" if Mark.CODE in run.marks else _image(run.image)
    elif Mark.CODE in run.marks:
        text = _code(run.text, before, after)
    else:
        text = _escaped(run.text)
    starred = [mark for mark in _STARS if mark in run.marks]
    if starred:
        stars = "*" * sum(_STARS[mark] for mark in starred)
        text = _wrapped(text, stars, starred, _PUNCTUATION if Mark.STRIKE in run.marks else around)
    if Mark.STRIKE in run.marks:
        text = _wrapped(text, "~~", [Mark.STRIKE], around)
    for mark in _AS_HTML:
        if mark in run.marks:
            text = f"<{mark.value}>{text}</{mark.value}>"
    return text if run.href is None else _link(text, run.href, before)


def _wrapped(text: str, delimiter: str, marks: Sequence[Mark], around: tuple[str, str]) -> str:
    """The text between delimiters where CommonMark takes them for such ("left- and right-flanking"), else in tags."""
    before, after = around
    opens = before not in _DELIMITERS and (text[0].isalnum() or _is_boundary(before))
    closes = after not in _DELIMITERS and (text[-1].isalnum() or _is_boundary(after))
    if opens and closes:
        return f"{delimiter}{text}{delimiter}"
    opening = "".join(f"<{mark.value}>" for mark in marks)
    closing = "".join(f"</{mark.value}>" for mark in reversed(marks))
    return f"{opening}{text}{closing}"


def _is_boundary(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("P") or character in "$+<=>^`|~"


def _code(text: str, before: str, after: str) -> str:
    if "`" in text or LINE_BREAK in text or "`" in (before, after):
        return f"<code>{_escaped(text)}</code>"
    return f"`{text}`"


def _image(image: Image) -> str:
    if _SIMPLE_ADDRESS.fullmatch(image.src):
        return f"![{_escaped(image.alt)}]({image.src})"
    return f'<img src="{escape(image.src)}" alt="{escape(image.alt)}">'


def _link(text: str, href: str, before: str) -> str:
    if _SIMPLE_ADDRESS.fullmatch(href) and before != "!":  # which would make it a picture
        return f"[{text}]({href})"
    return f'<a href="{escape(href)}">{text}</a>'
