"""Telling an author's note from the story when both were typed into one chapter (facts/sites.md).

A note taken for story stands where the author put it, and she sees it there; story taken for a note is out of
its place. So whatever is not plainly a note stays in the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from planner.domain.prose.model import EMPTY, Paragraph, Prose
from planner.domain.prose.scenes import is_blank, is_scene_break


@dataclass(frozen=True, slots=True)
class SplitNotes:
    """A chapter's text apart from the notes at its two ends; each is empty if there is none."""

    before: Prose
    story: Prose
    after: Prose


class _Opening(Enum):
    """How surely a paragraph begins a note: "Note:" may be somebody's letter, so its words must be an author's."""

    SURE = "sure"
    LIKELY = "likely"


# A label may be numbered or dated: "EDIT 2:", "Update (3 May):".
_COUNT = r"(?:\s*\#?\d+|\s*\([^()]{1,30}\))?"
_LABEL_START = r"[\s(\[{<*_~=#|•\-–—]*"
_LABEL_END = r"(?=\s*[:;.!\-–—~=*_)\]}>|]|\s*\Z|\s*\u2028)"
_SURE = re.compile(
    rf"""{_LABEL_START}(?:
        a\s?/\s?ns?(?!\w)                                                   # A/N
      | (?-i:A\.?N\.?){_COUNT}(?=\s*[:\-–—]|\s*\Z)                          # AN:
      | (?:authors?|authoress|beta|translator)\s?['’‘`´]?s?['’]?\s+notes?{_COUNT}{_LABEL_END}
      | (?:an?\s+)?notes?\s+from\s+(?:the\s+|your\s+)?(?:author|authoress)\b{_COUNT}{_LABEL_END}
      | (?:end|chapter|opening|closing|final)\s?notes?{_COUNT}(?=\s*:|\s*\Z)
      | disclaimers?(?=\s*:|\s*[-–—]\s|\s*\Z)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_LIKELY = re.compile(
    rf"""{_LABEL_START}(?:
        (?:notes?|n\.?b\.?|edit(?:ed)?|updated?|(?:trigger\s|content\s)?warnings?|[tc]w){_COUNT}(?=\s*:|\s*[-–—]\s|\s*\Z|\s*\u2028)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"[\s:.!~=*_)\]}>|\-–—]*")

# What authors talk about in notes, and people in a story seldom do.
_SHOP_TALK = re.compile(
    r"""\b(?:
        chapters? | (?:fan\s?-?)?fics? | fan\s?-?fictions? | one-?\s?shots? | drabbles? | prologue | epilogue | hiatus
      | stor(?:y|ies) | plot | canon | fandom | a\.?u\.? | ocs? | ships? | pairings? | characters? | scenes?
      | review(?:s|ers?|ing)? | kudos | comments? | favou?rit(?:e|es|ed|ing) | follow(?:s|ers)? | subscribe\w*
      | beta(?:'d|’d|ed|s|-read\w*)? | ao3 | ffn | ff\.net | fanfiction\.net | wattpad | tumblr | nanowrimo | discord
      | readers? | reading | writ(?:e|ing|ten) | wrote | writer'?’?s | author | post(?:ed|ing|s)? | updat(?:e|es|ed|ing)
      | disclaimer | angst | fluff | smut | ooc | italics | flashbacks? | spoilers? | prompts? | rated | rating
      | (?:do\s?n[o'’]+t|do\s+not|never|not)\s+own | own\s+(?:nothing|none) | belongs?\s+to
      | thank(?:s|\s+you) | hope\s+you | you\s+(?:guys|all|lot) | y['’]?all | enjoy(?:ed|ing)? | stay\s+tuned
      | next\s+(?:time|week|part|update) | see\s+you | let\s+me\s+know | read\s+(?:on|and|this|it|my)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SPEECH = re.compile(
    r"""\s*[“"„«‘]                                  # a paragraph that begins with somebody speaking
      | .*[“"„«‘][^“”"„«»‘’]{2,}[,.!?…—-][”"“»’]    # or holds speech that ends in a stop inside its marks
    """,
    re.VERBOSE | re.DOTALL,
)

_SHORT_REMARK = 25  # words


def split_notes(prose: Prose) -> SplitNotes:
    """Tell the author's notes at both ends of a chapter from its story.

    The three parts hold every paragraph in its order, except blank ones and scene breaks at the seams. A chapter
    that is nothing but a note stays as it is, for it was posted as one.
    """
    paragraphs = prose.paragraphs
    if _is_nothing_but_note(paragraphs):
        return SplitNotes(EMPTY, prose, EMPTY)
    end = _start_of_note_after(paragraphs)
    start = _end_of_note_before(paragraphs[:end])
    before, story, after = map(_without_gaps_around, (paragraphs[:start], paragraphs[start:end], paragraphs[end:]))
    if story.is_blank or (before.is_blank and after.is_blank):
        return SplitNotes(EMPTY, prose, EMPTY)
    return SplitNotes(before, story, after)


def _without_gaps_around(paragraphs: tuple[Paragraph, ...]) -> Prose:
    telling = [index for index, paragraph in enumerate(paragraphs) if not _is_gap(paragraph)]
    return Prose(paragraphs[telling[0] : telling[-1] + 1]) if telling else EMPTY


def _is_gap(paragraph: Paragraph) -> bool:
    return is_blank(paragraph) or is_scene_break(paragraph)


# --- does it read as a note? -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Talk:
    """What the paragraphs that follow an opening say: authors talk shop, and let nobody speak."""

    paragraphs: int = 0
    words: int = 0
    shop: int = 0
    speech: int = 0

    def hear(self, text: str) -> None:
        """Take one more paragraph into account."""
        self.paragraphs += 1
        self.words += len(text.split())
        self.shop += _SHOP_TALK.search(text) is not None
        self.speech += _SPEECH.match(text) is not None

    def continues(self, opening: _Opening) -> bool:
        """Whether all this can be the rest of a note that begins so."""
        if opening is _Opening.LIKELY:
            return not self.speech and self.shop * 2 >= self.paragraphs
        if not self.speech and self.words <= _SHORT_REMARK:
            return True
        return self.speech < self.shop and self.speech * 3 <= self.paragraphs <= self.shop * 3


def _is_nothing_but_note(paragraphs: Sequence[Paragraph]) -> bool:
    telling = [paragraph for paragraph in paragraphs if not _is_gap(paragraph)]
    if not telling or _opening(telling[0]) is None:
        return False
    talk = _Talk()
    for paragraph in telling[1:]:
        talk.hear(paragraph.plain)
    return not talk.speech and talk.shop * 3 >= talk.paragraphs * 2


# --- a note after the story ------------------------------------------------------------------------------


def _start_of_note_after(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the first paragraph from which all is note; the number of paragraphs if there is none."""
    openings = {index: opening for index, paragraph in enumerate(paragraphs) if (opening := _opening(paragraph))}
    first = next((index for index, paragraph in enumerate(paragraphs) if not _is_gap(paragraph)), 0)
    openings.pop(first, None)  # that one would be a note before the story
    start = len(paragraphs)
    if not openings:
        return start
    talk = _Talk()
    below: int | None = None  # the telling paragraph below the one looked at
    for index in range(len(paragraphs) - 1, min(openings) - 1, -1):
        paragraph = paragraphs[index]
        if is_blank(paragraph):
            continue
        if is_scene_break(paragraph):
            if below is not None and below not in openings:
                break  # the story goes on behind a scene break
            continue
        if index in openings and talk.continues(openings[index]):
            start = index
        talk.hear(paragraph.plain)
        below = index
    return start


# --- a note before the story -----------------------------------------------------------------------------


def _end_of_note_before(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the story's first paragraph; 0 if no note stands before it."""
    first = next((index for index, paragraph in enumerate(paragraphs) if not _is_gap(paragraph)), len(paragraphs))
    if first == len(paragraphs) or _opening(paragraphs[first]) is None:
        return 0
    end = next((i for i in range(first, len(paragraphs)) if is_scene_break(paragraphs[i])), None)
    if end is not None:
        talk = _Talk()
        for paragraph in paragraphs[first + 1 : end]:
            if not is_blank(paragraph):
                talk.hear(paragraph.plain)
        if talk.continues(_Opening.SURE):
            return end
    return _end_without_break(paragraphs, first)


def _end_without_break(paragraphs: Sequence[Paragraph], first: int) -> int:
    """No break ends the note: it is the opening paragraphs, and those marked throughout as the first one is."""
    style = _style(paragraphs[first])
    label_only = _BARE.fullmatch(_after_label(paragraphs[first].plain)) is not None
    end = first + 1
    for index in range(first + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        if is_blank(paragraph):
            continue
        belongs = _opening(paragraph) or (style and _style(paragraph) == style) or label_only
        if not belongs:
            break
        label_only = False
        end = index + 1
    return end


def _style(paragraph: Paragraph) -> frozenset[object]:
    """The marks that every run of a paragraph has."""
    marks = [run.marks for run in paragraph.runs if run.text.strip()]
    return frozenset.intersection(*marks) if marks else frozenset()


# --- openings --------------------------------------------------------------------------------------------


def _opening(paragraph: Paragraph) -> _Opening | None:
    text = paragraph.plain
    if _SURE.match(text) or _is_marked_label(paragraph):
        return _Opening.SURE
    likely = None if paragraph.quote else _LIKELY.match(text)
    return _Opening.LIKELY if likely and _SHOP_TALK.search(text, likely.end()) else None


_LABEL_ALONE = re.compile(rf"{_LABEL_START}(?:authors?|authoress)\s?['’‘`´]?s?['’]?\s+notes?\s*", re.IGNORECASE)


def _is_marked_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins with "Author's note" in bold or the like, and goes on without."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return len(runs) > 1 and bool(runs[0].marks - runs[1].marks) and _LABEL_ALONE.fullmatch(runs[0].text) is not None


def _after_label(text: str) -> str:
    match = _SURE.match(text) or _LIKELY.match(text)
    return text[match.end() :] if match else text
