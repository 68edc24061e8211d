"""Which lines are scene breaks, and how a text falls into scenes."""

from __future__ import annotations

import pytest
from hypothesis import given

from planner.domain.prose.model import EMPTY, Block, Paragraph, Prose, Run, prose_from_text
from planner.domain.prose.scenes import is_blank, is_break_text, is_scene_break, split_scenes, trimmed
from tests.unit.prose_strategies import PROSE

BREAKS = """***|* * *|*|**|#|###|# # #|~|~~~|~*~*~|---|- - -|———|–––|___|===|⁂|•••|· · ·|-*-|<><*><>|*.*.*|+++|◊ ◊ ◊
❤️|xXx|oOo|XxX|oOoOo|o0o0o|x-x-x|-x-|~o~|-oOo-|*x*x*|--- * ---|♥ ♥ ♥""".replace("\n", "|").split("|")
NOT_BREAKS = """|…|...|. . .|—|–|-|--|- -|xxx|xoxo|ooo|Ooo!|XXX|OK|?|?!|!!!|"…"|“—”|1|3.|IV|***Stop.|# 12
* she said *|$$$|♪|-Nick-|--x|:)|<3|(…)|x|o""".replace("\n", "|").split("|")


@pytest.mark.parametrize("line", BREAKS)
def test_ornaments_are_breaks(line: str) -> None:
    assert is_break_text(line)
    assert is_break_text(f"\u00a0 {line} ")
    assert is_scene_break(Paragraph((Run(line),)))


@pytest.mark.parametrize("line", NOT_BREAKS)
def test_what_somebody_may_have_said_is_text(line: str) -> None:
    assert not is_break_text(line)


def test_a_very_long_line_is_no_break() -> None:
    assert is_break_text("*" * 40)
    assert not is_break_text("*" * 400)


def test_a_rule_is_a_break_but_not_inside_a_quotation() -> None:
    assert is_scene_break(Paragraph(kind=Block.RULE))
    assert not is_scene_break(Paragraph(kind=Block.RULE, quote=1))
    assert not is_scene_break(Paragraph((Run("***"),), quote=1))
    assert not is_scene_break(Paragraph((Run("*"),), kind=Block.BULLET))


def test_a_text_falls_into_scenes_without_the_breaks() -> None:
    text = "The lamp went out.\n\nShe waited.\n\n***\n\nMorning.\n#\n\n---\nNoon."
    assert [scene.plain for scene in split_scenes(prose_from_text(text))] == [
        "The lamp went out.\n\nShe waited.",
        "Morning.",
        "Noon.",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "***", "***\n\n---"])
def test_a_text_of_nothing_is_one_empty_scene(text: str) -> None:
    assert split_scenes(prose_from_text(text)) == (EMPTY,)


@given(PROSE)
def test_no_scene_loses_a_paragraph_that_says_something(prose: Prose) -> None:
    def telling(part: Prose) -> list[Paragraph]:
        return [p for p in part if not is_scene_break(p) and not is_blank(p)]

    assert [p for scene in split_scenes(prose) for p in telling(scene)] == telling(prose)


def test_blank_paragraphs_go_at_the_ends_only() -> None:
    assert trimmed(prose_from_text(" \n\nOne.\n\nTwo.\n\u00a0")).plain == "One.\n\nTwo."
    assert trimmed(Prose((Paragraph(kind=Block.RULE),))) == Prose((Paragraph(kind=Block.RULE),))
