"""Author's notes inside a chapter's text: what is one, what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.prose.model import EMPTY, Block, Mark, Paragraph, Prose, Run
from planner.domain.prose.notes import SplitNotes, split_notes
from planner.domain.prose.scenes import is_blank, is_scene_break

STORY = [
    "The ferry left without them, its lamps shrinking to a string of beads.",
    "“Well,” said Maud, “that was the last one.”",
    "Ines sat down on the wet planks and laughed until her ribs hurt.",
    "“Then we walk,” she said. “It is only eleven miles.”",
    "They took the shore road, where the gorse smelled of coconut and salt.",
    "Behind them the harbour bell rang once, for nobody.",
]
BEFORE = "A/N: Sorry this chapter is late, and thank you for waiting!"
AFTER = "Author's Note: Thanks for reading, the next chapter is half written."


def _prose(*lines: str | Paragraph) -> Prose:
    return Prose(tuple(line if isinstance(line, Paragraph) else Paragraph((Run(line),)) for line in lines))


def _split(*lines: str | Paragraph) -> tuple[list[str], list[str], list[str]]:
    parts = split_notes(_prose(*lines))
    before, story, after = ([p.plain for p in part] for part in (parts.before, parts.story, parts.after))
    return before, story, after


def _bold(label: str, rest: str = "") -> Paragraph:
    return Paragraph(
        (Run(label, frozenset({Mark.STRONG})), Run(rest)) if rest else (Run(label, frozenset({Mark.STRONG})),)
    )


def test_a_chapter_without_notes_is_story() -> None:
    assert split_notes(_prose(*STORY)) == SplitNotes(EMPTY, _prose(*STORY), EMPTY)
    assert split_notes(EMPTY) == SplitNotes(EMPTY, EMPTY, EMPTY)


@pytest.mark.parametrize(
    "opening",
    [
        "A/N: Thanks for reading!",
        "a/n thanks for reading!",
        "A / N - Thanks for reading!",
        "AN: Thanks for reading!",
        "A.N.: Thanks for reading!",
        "AN — Thanks for reading!",
        "(A/N: Thanks for reading!)",
        "[AN: Thanks for reading!]",
        "*A/N* Thanks for reading!",
        "~A/N~ Thanks for reading!",
        "Author's Note: Thanks for reading!",
        "Author’s note: Thanks for reading!",
        "Authors Note: Thanks for reading!",
        "Authors' notes: Thanks for reading!",
        "Author Note - Thanks for reading!",
        "AUTHOR'S NOTE. Thanks for reading!",
        "Authoress' Note: Thanks for reading!",
        "Author's Note #3: Thanks for reading!",
        "Author's note (June 2019): Thanks for reading!",
        "A note from the author: Thanks for reading!",
        "End notes: Thanks for reading!",
        "Disclaimer: I own nothing, the story belongs to its author.",
        "Note: the next chapter will be posted on Friday.",
        "Notes: thank you to my beta for reading this twice.",
        "N.B.: I rated this story up a notch.",
        "EDIT: fixed some typos, thanks to the reviewers!",
        "Edit 2: this fic is on hiatus.",
        "Update (3 May): the epilogue is posted.",
        "**Author's Note**",
        "=== A/N ===",
    ],
)
def test_openings_of_a_note_after_the_story(opening: str) -> None:
    before, story, after = _split(*STORY, opening)
    assert (before, story) == ([], STORY)
    assert after == [opening]


def test_all_that_follows_an_opening_is_the_note_with_what_was_added_later() -> None:
    note = [
        AFTER,
        "I know, I know, another cliffhanger. Blame my beta.",
        "See you guys next week, and do leave a review.",
        "EDIT: So the next chapter takes longer than I thought.",
        "Life got in the way, but the plot is all there.",
    ]
    assert _split(*STORY, *note) == ([], STORY, note)


def test_a_rule_between_story_and_note_belongs_to_neither() -> None:
    rule = Paragraph(kind=Block.RULE)
    assert _split(BEFORE, "", "***", *STORY, "", rule, "", AFTER) == ([BEFORE], STORY, [AFTER])


def test_a_rule_inside_the_story_stays() -> None:
    story = [*STORY[:3], "***", *STORY[3:]]
    assert _split(BEFORE, "---", *story, "---", AFTER) == ([BEFORE], story, [AFTER])


def test_notes_may_have_rules_between_them() -> None:
    notes = [AFTER, "---", "EDIT: the fic is back from its hiatus!"]
    assert _split(*STORY, "---", *notes) == ([], STORY, notes)


def test_the_story_that_goes_on_behind_a_rule_makes_a_remark_no_note_at_the_end() -> None:
    lines = [*STORY, "A/N: thanks for reading so far!", "***", "The road bent inland.", "It began to rain."]
    assert _split(*lines) == ([], lines, [])


def test_a_remark_in_the_middle_stays_in_the_story() -> None:
    lines = [*STORY[:3], "(A/N: play the song now!)", *STORY[3:], *STORY]
    assert _split(*lines) == ([], lines, [])


@pytest.mark.parametrize(
    "line",
    [
        "“Author's note,” Maud read aloud. “What a dull way to begin.”",
        '"A/N," said the page. Nothing else.',
        "‘Author’s Note: thanks for reading this story,’ it said.",
        "Author's notes covered the wall, in three colours of ink.",
        "An: the syllable hung in the air.",
        "Another night, and no review of the case.",
        "Noted: the lamp was still warm.",
        "Editing the chapter took her all night.",
        "Update the log, she thought.",
        "Annie never wrote a story again.",
        "Note: the reactor fails at noon. Bring a coat.",
        "Update: the reactor has failed.",
        "EDIT: never mind the coat.",
        "Warning: wet paint.",
    ],
)
def test_what_only_looks_like_a_note(line: str) -> None:
    lines = [*STORY, line]
    assert _split(*lines) == ([], lines, [])
    lines = [line, *STORY]
    assert _split(*lines) == ([], lines, [])


def test_an_epistolary_story_keeps_its_notes_and_updates() -> None:
    lines = [
        "Day 12. The antenna is gone.",
        "Note: whoever finds this, the water in the second tank is safe.",
        "Update: it is not safe.",
        "We sang tonight, all four of us, badly.",
        "Update: three of us now.",
        "Note: I am leaving the door unlocked.",
    ]
    assert _split(*lines) == ([], lines, [])


def test_people_who_speak_make_it_story() -> None:
    lines = [
        *STORY[:2],
        "Author's note: I found this story in a bottle.",
        *STORY[1:],
        "“No,” said Ines, “not one chapter of it.”",
    ]
    assert _split(*lines) == ([], lines, [])


def test_a_note_may_quote_somebody_once() -> None:
    note = [
        "A/N: Thank you for the lovely reviews!",
        "Somebody wrote “more ferries, please!” and made my week.",
        "I am still writing the epilogue.",
        "The next chapter will be shorter.",
    ]
    assert _split(*STORY, *note) == ([], STORY, note)


def test_a_note_before_the_story_ends_at_the_first_rule() -> None:
    note = [BEFORE, "This chapter was the hardest to write.", "Read on!"]
    assert _split(*note, "***", *STORY) == (note, STORY, [])


def test_without_a_rule_only_the_opening_paragraph_is_the_note_before() -> None:
    assert _split(BEFORE, *STORY) == ([BEFORE], STORY, [])


def test_a_first_scene_is_not_taken_for_the_note_before_it() -> None:
    """The first rule may part two scenes instead of note and story."""
    story = [*STORY, "***", "The road bent inland.", "It began to rain, and did not stop until they slept."]
    assert _split(BEFORE, *story) == ([BEFORE], story, [])


def test_openings_in_a_row_are_one_note() -> None:
    note = [BEFORE, "Disclaimer: I own nothing.", "Warnings: some angst."]
    assert _split(*note, *STORY) == (note, STORY, [])


def test_a_bold_note_goes_on_as_long_as_it_is_bold() -> None:
    note = [_bold("A/N: Two chapters in one week!"), _bold("Enjoy the ferry.")]
    assert _split(*note, *STORY) == ([paragraph.plain for paragraph in note], STORY, [])


def test_a_label_by_itself_takes_the_next_paragraph() -> None:
    assert _split("Author's Note:", "Sorry for the wait.", *STORY) == (
        ["Author's Note:", "Sorry for the wait."],
        STORY,
        [],
    )


def test_a_bold_label_needs_no_colon() -> None:
    label = _bold("Author's note", " Thanks for reading!")
    assert _split(*STORY, label) == ([], STORY, [label.plain])


def test_both_ends_with_blank_lines() -> None:
    assert _split("", BEFORE, "", *STORY, "", AFTER, "") == ([BEFORE], STORY, [AFTER])


def test_a_short_chapter_between_two_notes_stays_story() -> None:
    story = [
        "The ferry left.",
        "Nobody waved.",
        "It was, all in all, a relief to the gulls, who had the quay to themselves.",
    ]
    note = [AFTER, "See you next week!"]
    assert _split(BEFORE, *story, *note) == ([BEFORE], story, note)


def test_a_chapter_that_is_nothing_but_a_note_stays_as_it_is() -> None:
    lines = [
        "Author's Note: This is not a chapter, sorry.",
        "The fic goes on hiatus until June.",
        "Thank you for reading.",
    ]
    assert _split(*lines) == ([], lines, [])


_LINES = st.sampled_from(
    [*STORY, BEFORE, AFTER, "", "***", "EDIT: thanks for the reviews!", "A/N:", "Note: the water is safe."]
)


@given(st.lists(_LINES, max_size=12))
def test_nothing_is_lost_and_the_order_stays(lines: list[str]) -> None:
    prose = _prose(*lines)
    parts = split_notes(prose)
    kept = [*parts.before, *parts.story, *parts.after]
    assert _telling(kept) == _telling([*prose])
    assert not parts.story.is_blank or prose.is_blank


def _telling(paragraphs: list[Paragraph]) -> list[str]:
    return [p.plain for p in paragraphs if not is_blank(p) and not is_scene_break(p)]


def test_a_long_chapter_full_of_labels_takes_no_time() -> None:
    lines = ["A/N: hi", "Note: this chapter thanks you.", STORY[4]] * 5_000
    started = time.process_time()
    split_notes(_prose(*lines))
    assert time.process_time() - started < 2
