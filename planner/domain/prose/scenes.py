"""Scene breaks as authors type them, and cutting a text into scenes at them."""

from __future__ import annotations

import re

from planner.domain.prose.model import Block, Paragraph, Prose

_LONGEST = 60
_ORNAMENTS = re.escape("*#~+•·⁂※†‡§◊◇◆○●□■☆★✦✧✶❖❦❧♥♡❤")
_LINES = re.escape("-–—―_=")

# What is not certainly a break stays text, because a break is not kept as text: an ellipsis or a dash may be
# somebody's silence, "xxx" and "xoxo" end a letter.
_BREAK = re.compile(
    rf"""
      [{_LINES}.:/\\|<>^]* [{_ORNAMENTS}] [{_ORNAMENTS}{_LINES}.:/\\|<>^\ufe0f]*   # ***  * * *  #  ~~~  -*-  ⁂
    | [{_LINES}]{{3,}}                                                              # ---  - - -  ___  ===
    | (?=.*[xo0]) (?=.*[XO0]) (?: [xX]{{3,}} | [oO0]{{3,}} )                        # xXx  oOo  o0o
    | (?: [xX]{{1,3}} | [oO0]{{1,3}} ) (?: [{_LINES}{_ORNAMENTS}]+ [xXoO0]{{1,3}} ){{2,}}   # x-x-x
    | [{_LINES}{_ORNAMENTS}]+ (?: [xXoO0]{{1,3}} [{_LINES}{_ORNAMENTS}]+ )+         # -x-  ~oOo~
    """,
    re.VERBOSE,
)
_SPACES = re.compile(r"\s+")


def is_scene_break(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a rule or a line of ornaments between two scenes.

    Inside a quotation or a list it is part of what is quoted.
    """
    if paragraph.quote or paragraph.kind in (Block.BULLET, Block.NUMBER):
        return False
    if paragraph.kind is Block.RULE:
        return True
    return is_break_text(paragraph.plain)


def is_break_text(line: str) -> bool:
    """Whether a line of text is a scene break typed by hand: ``***``, ``---``, ``* * *``, ``#``, ``oOo`` …"""
    if len(line) > _LONGEST:
        return False
    return _BREAK.fullmatch(_SPACES.sub("", line)) is not None


def trimmed(prose: Prose) -> Prose:
    """The prose without blank paragraphs at its ends."""
    return Prose(_trimmed(prose.paragraphs))


def _trimmed(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    start, end = 0, len(paragraphs)
    while start < end and is_blank(paragraphs[start]):
        start += 1
    while end > start and is_blank(paragraphs[end - 1]):
        end -= 1
    return paragraphs[start:end]


def is_blank(paragraph: Paragraph) -> bool:
    """Whether there is nothing to see in a paragraph; a rule can be seen."""
    return paragraph.kind is not Block.RULE and not paragraph.plain.strip()


def split_scenes(prose: Prose) -> tuple[Prose, ...]:
    """Cut prose at its scene breaks. Breaks, and blank paragraphs beside them, are left out; empty scenes too.

    There is always one scene at least, if only an empty one.
    """
    scenes: list[Prose] = []
    start = 0
    breaks = [index for index, paragraph in enumerate(prose.paragraphs) if is_scene_break(paragraph)]
    for end in (*breaks, len(prose)):
        scene = Prose(_trimmed(prose.paragraphs[start:end]))
        if scene.paragraphs:
            scenes.append(scene)
        start = end + 1
    return tuple(scenes) or (Prose(),)
