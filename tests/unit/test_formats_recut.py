"""The import's preview corrects a cut: no text is lost but where a chapter is dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.html import to_html
from planner.domain.prose.model import Block, Paragraph, Prose, prose_from_text
from planner.formats.recut import Cut, Cuts, cuts_of, drop, merge_with_previous, recut, rename, set_notes, split_at
from planner.formats.registry import read
from tests.unit.format_files import RAIN, story_html


@pytest.fixture
def story(tmp_path: Path) -> StoryDraft:
    """Two chapters, the first with notes at both ends and two scenes."""
    path = tmp_path / "story.txt"
    text = [
        "Chapter 1: Rain",
        "A/N: Thank you for reading!",
        "***",
        "One.",
        "***",
        "Two.",
        "A/N: See you next chapter.",
        "Chapter 2: Snow",
        "Three.",
        "Four.",
        RAIN,
    ]
    path.write_text("\n\n".join(text), encoding="utf-8")
    return read(path)


def _texts(cut: Cut) -> list[str]:
    return ["—" if paragraph.kind is Block.RULE else paragraph.plain for paragraph in cut.paragraphs]


def test_a_cut_holds_everything_in_order(story: StoryDraft) -> None:
    first, _ = cuts_of(story)
    assert _texts(first) == ["A/N: Thank you for reading!", "One.", "—", "Two.", "A/N: See you next chapter."]
    assert (first.before, first.after, first.words) == (1, 1, 2)


def test_what_is_not_touched_stays(story: StoryDraft) -> None:
    planned = replace(story.chapters[1], scenes=(SceneDraft(prose_from_text("x"), synopsis="kept"),), summary="kept")
    story = replace(story, chapters=(*story.chapters, planned, ChapterDraft(status=ChapterStatus.PLANNED)))
    assert recut(story, cuts_of(story)) == story
    renamed = recut(story, rename(cuts_of(story), 2, "Hail"))
    assert renamed.chapters[2] == replace(planned, title="Hail")


def test_undoing_a_cut_puts_the_heading_back(story: StoryDraft) -> None:
    (merged,) = merge_with_previous(cuts_of(story), 1)
    assert _texts(merged)[-5:] == ["A/N: See you next chapter.", "Chapter 2: Snow", "Three.", "Four.", RAIN]
    chapter = merged.chapter()
    assert (chapter.title, chapter.notes_after) == ("Rain", Prose())
    assert to_html(chapter.notes_before) == "<p>A/N: Thank you for reading!</p>"


def test_chapters_without_a_heading_are_joined_by_a_scene_break() -> None:
    cuts = tuple(Cut.of(ChapterDraft(scenes=(SceneDraft(prose_from_text(text)),))) for text in "ab")
    (merged,) = merge_with_previous(cuts, 1)
    assert story_html(merged.chapter()) == ["<p>a</p>", "<p>b</p>"]


def test_a_placeholder_joined_to_a_chapter_adds_nothing() -> None:
    written = ChapterDraft(scenes=(SceneDraft(prose_from_text("a")),), notes_after=prose_from_text("n"))
    cuts = tuple(map(Cut.of, (written, ChapterDraft(title="Later", status=ChapterStatus.PLANNED))))
    (merged,) = merge_with_previous(cuts, 1)
    assert merged.chapter() == written


def test_the_first_chapter_has_none_to_join(story: StoryDraft) -> None:
    with pytest.raises(IndexError):
        merge_with_previous(cuts_of(story), 0)


def test_splitting_a_chapter(story: StoryDraft) -> None:
    cuts = split_at(cuts_of(story), 1, 2)
    assert [(cut.title, _texts(cut)) for cut in cuts[1:]] == [("Snow", ["Three.", "Four."]), ("", [RAIN])]
    assert recut(story, cuts).chapters[2].status is ChapterStatus.DRAFTED


def test_splitting_at_a_scene_break_uses_it_up(story: StoryDraft) -> None:
    first, second, _ = split_at(cuts_of(story), 0, 2)
    assert (_texts(first), first.before, first.after) == (["A/N: Thank you for reading!", "One."], 1, 0)
    assert (_texts(second), second.before, second.after) == (["Two.", "A/N: See you next chapter."], 0, 1)


def test_splitting_at_a_heading_makes_it_the_title() -> None:
    paragraphs = prose_from_text("a\nChapter 2: Snow\nb").paragraphs
    cuts = split_at((Cut(paragraphs, "Rain"),), 0, 1)
    assert [(cut.title, _texts(cut)) for cut in cuts] == [("Rain", ["a"]), ("Snow", ["b"])]
    assert merge_with_previous(cuts, 1)[0].paragraphs == paragraphs


@pytest.mark.parametrize("paragraph", [0, 5, -1])
def test_there_is_nothing_to_split_at_the_ends(story: StoryDraft, paragraph: int) -> None:
    with pytest.raises(IndexError):
        split_at(cuts_of(story), 0, paragraph)


def test_moving_the_boundary_of_the_notes(story: StoryDraft) -> None:
    cuts = set_notes(cuts_of(story), 0, before=0)
    assert story_html(cuts[0].chapter())[0].startswith("<p>A/N: Thank you")
    cuts = set_notes(cuts, 0, after=3)
    assert to_html(cuts[0].notes_after) == "<p>Two.</p><p>A/N: See you next chapter.</p>"
    assert story_html(cuts[0].chapter()) == ["<p>A/N: Thank you for reading!</p><p>One.</p>"]


def test_notes_never_overlap(story: StoryDraft) -> None:
    cuts = set_notes(cuts_of(story), 0, before=99)
    assert (cuts[0].before, cuts[0].after) == (5, 0)
    assert cuts[0].chapter().status is ChapterStatus.PLANNED
    cuts = set_notes(cuts, 0, after=2)
    assert (cuts[0].before, cuts[0].after) == (3, 2)


def test_dropping_a_chapter(story: StoryDraft) -> None:
    assert [chapter.title for chapter in recut(story, drop(cuts_of(story), 0)).chapters] == ["Snow"]


# --- laws ---

TEXTS = st.sampled_from(["one", "two", "Chapter 7: Sea", "***"])
CUTS = st.lists(
    st.builds(
        lambda texts, before, after: (
            set_notes((Cut(tuple(prose_from_text("\n".join(texts)))),), 0, before=before)[0]
            if after is None
            else set_notes((Cut(tuple(prose_from_text("\n".join(texts)))),), 0, after=after)[0]
        ),
        st.lists(TEXTS, min_size=1, max_size=6),
        st.integers(0, 6),
        st.none() | st.integers(0, 6),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def _all(cuts: Cuts) -> list[Paragraph]:
    return [paragraph for cut in cuts for paragraph in cut.paragraphs if paragraph.kind is not Block.RULE]


@given(CUTS, st.data())
def test_joining_what_was_split_is_no_change(cuts: Cuts, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(cuts) - 1))
    count = len(cuts[index].paragraphs)
    if count < 2:
        return
    at = data.draw(st.integers(1, count - 1))
    parted = split_at(cuts, index, at)
    assert len(parted) == len(cuts) + 1
    assert all(cut.before + cut.after <= len(cut.paragraphs) for cut in parted)
    assert _all(merge_with_previous(parted, index + 1)) == _all(cuts)


@given(CUTS)
def test_every_paragraph_is_note_or_story(cuts: Cuts) -> None:
    for cut in cuts:
        assert len(cut.paragraphs) == cut.before + len(cut.story) + cut.after
