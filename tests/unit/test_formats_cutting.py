"""A long text becomes chapters at its lines, its headings or its numbers, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import Prose, prose_from_text
from planner.formats.cutting import cut
from planner.formats.manuscript import Manuscript
from planner.formats.registry import read
from tests.unit.format_files import RAIN, paragraphs, stored, story_html

LONG = paragraphs(20)
"""More than the front matter of any story: 320 words."""


def _read(tmp_path: Path, text: str, name: str = "story.txt") -> StoryDraft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def _titles(story: StoryDraft) -> list[str]:
    return [chapter.title for chapter in story.chapters]


def test_lines_that_name_chapters(tmp_path: Path) -> None:
    text = "\n\n".join(["Prologue", RAIN, "Chapter 1: The Bridge", RAIN, RAIN, "CHAPTER TWO", RAIN, "Epilogue", RAIN])
    story = _read(tmp_path, text)
    assert _titles(story) == ["Prologue", "The Bridge", "", "Epilogue"]
    assert [chapter.heading for chapter in story.chapters] == [
        "Prologue",
        "Chapter 1: The Bridge",
        "CHAPTER TWO",
        "Epilogue",
    ]
    assert [len(chapter.scenes[0].prose) for chapter in story.chapters] == [1, 2, 1, 1]


def test_a_text_without_such_lines_is_one_chapter(tmp_path: Path) -> None:
    (chapter,) = _read(tmp_path, paragraphs(3)).chapters
    assert chapter == ChapterDraft(scenes=chapter.scenes, status=ChapterStatus.DRAFTED)
    assert story_html(chapter) == [f"<p>{RAIN}</p>" * 3]


def test_the_title_on_the_line_below_its_number(tmp_path: Path) -> None:
    story = _read(tmp_path, f"CHAPTER ONE\nThe Bridge\n\n{RAIN}\n\nCHAPTER TWO\nThe Sea\n\n{RAIN}")
    assert _titles(story) == ["The Bridge", "The Sea"]


def test_text_right_below_its_heading(tmp_path: Path) -> None:
    story = _read(tmp_path, f"Chapter 1\nShe ran.\n\n{RAIN}\n\n{RAIN}")
    assert story_html(story.chapters[0]) == [f"<p>She ran.</p><p>{RAIN}</p><p>{RAIN}</p>"]


def test_parts_become_arcs(tmp_path: Path) -> None:
    text = "\n\n".join(
        ["PART ONE", "Chapter 1", RAIN, "Chapter 2", RAIN, "PART TWO: Away", "A motto.", "Chapter 3", RAIN]
    )
    story = _read(tmp_path, text)
    assert [chapter.arc for chapter in story.chapters] == ["PART ONE", "PART ONE", "PART TWO: Away"]
    assert story_html(story.chapters[2]) == [f"<p>A motto.</p><p>{RAIN}</p>"]


def test_parts_alone_are_chapters(tmp_path: Path) -> None:
    story = _read(tmp_path, f"Part 1: Rain\n\n{RAIN}\n\nPart 2: Snow\n\n{RAIN}")
    assert _titles(story) == ["Rain", "Snow"]
    assert {chapter.arc for chapter in story.chapters} == {""}


def test_an_arc_without_chapters_stays_as_a_place_for_them(tmp_path: Path) -> None:
    story = _read(tmp_path, f"PART ONE\n\nChapter 1\n\n{RAIN}\n\nPART TWO")
    assert [(chapter.arc, chapter.status) for chapter in story.chapters] == [
        ("PART ONE", ChapterStatus.DRAFTED),
        ("PART TWO", ChapterStatus.PLANNED),
    ]


def test_a_heading_without_text_is_a_planned_chapter(tmp_path: Path) -> None:
    story = _read(tmp_path, f"Chapter 1\n\n{RAIN}\n\nChapter 2: The Sea\n\nChapter 3\n\n{RAIN}")
    assert [chapter.status for chapter in story.chapters] == [
        ChapterStatus.DRAFTED,
        ChapterStatus.PLANNED,
        ChapterStatus.DRAFTED,
    ]


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n\nChapter 1: Rain\n\nChapter 2: Snow",
        "Table of Contents\nChapter 1: Rain\nChapter 2: Snow",
        "Chapter 1: Rain\n\nChapter 2: Snow",
    ],
)
def test_a_table_of_contents_is_left_out_and_said(tmp_path: Path, contents: str) -> None:
    story = _read(tmp_path, f"{contents}\n\nChapter 1: Rain\n\n{RAIN}\n\nChapter 2: Snow\n\n{RAIN}")
    assert _titles(story) == ["Rain", "Snow"]
    assert story.chapters[0].notes_before.is_blank
    assert story.dropped == ("The table of contents was left out.",)


def test_a_heading_written_twice_counts_once(tmp_path: Path) -> None:
    text = "\n\n".join(["Chapter 1", RAIN, "Chapter 2: Snow", "Chapter 2", RAIN, "Chapter 3", "Chapter 3: Hail", RAIN])
    story = _read(tmp_path, text)
    assert _titles(story) == ["", "Snow", "Hail"]
    assert [story_html(chapter) for chapter in story.chapters] == [[f"<p>{RAIN}</p>"]] * 3


def test_numbered_titles_are_chapters_if_there_is_text_enough(tmp_path: Path) -> None:
    long = _read(tmp_path, "\n\n".join(["1. Rain", LONG, "2. Snow", LONG, "3. Hail", LONG]))
    short = _read(tmp_path, "\n\n".join(["1. Rain", RAIN, "2. Snow", RAIN, "3. Hail", RAIN]))
    jumping = _read(tmp_path, "\n\n".join(["1. Rain", LONG, "3. Snow", LONG, "2. Hail", LONG]))
    assert _titles(long) == ["Rain", "Snow", "Hail"]
    assert len(short.chapters) == len(jumping.chapters) == 1


# --- what stands above the first chapter ---


def test_front_matter(tmp_path: Path) -> None:
    front = (
        "The Long Quay\n\nby saltmarsh\n\nFandom: Harbour Stories\n\nRating: T\n\nPairing: A/B, C & D\n\n"
        "Summary: It is long.\n\nDisclaimer: the quay belongs to the harbour."
    )
    story = _read(tmp_path, f"{front}\n\nChapter 1\n\n{RAIN}")
    assert (story.title, story.fandom, story.summary) == ("The Long Quay", "Harbour Stories", "It is long.")
    assert story.tags == (
        ("author", "saltmarsh"),
        ("fandom", "Harbour Stories"),
        ("rating", "T"),
        ("relationship", "A/B"),
        ("relationship", "C & D"),
    )
    assert stored(story.chapters[0].notes_before) == "<p>Disclaimer: the quay belongs to the harbour.</p>"


def test_front_matter_of_a_story_without_chapters(tmp_path: Path) -> None:
    story = _read(tmp_path, f"The Long Quay\nby saltmarsh\n\n{paragraphs(3)}")
    assert (story.title, story.tags) == ("The Long Quay", (("author", "saltmarsh"),))
    assert story_html(story.chapters[0]) == [f"<p>{RAIN}</p>" * 3]


def test_a_story_that_begins_with_a_short_line_keeps_it(tmp_path: Path) -> None:
    story = _read(tmp_path, f"Rain\n\n{paragraphs(3)}")
    assert story_html(story.chapters[0]) == [f"<p>Rain</p>{f'<p>{RAIN}</p>' * 3}"]


def test_a_long_text_above_the_first_chapter_is_a_chapter(tmp_path: Path) -> None:
    story = _read(tmp_path, f"{LONG}\n\nChapter 1\n\n{RAIN}")
    assert [len(chapter.scenes[0].prose) for chapter in story.chapters] == [20, 1]


# --- headings ---


def _headings(*levels: tuple[int, str]) -> str:
    return "\n\n".join(f"{'#' * level} {text}" if level else text for level, text in levels)


@pytest.mark.parametrize(
    ("levels", "title", "chapters"),
    [
        pytest.param([(1, "Rain"), (0, RAIN), (1, "Snow"), (0, RAIN)], "Story", ["Rain", "Snow"], id="one level"),
        pytest.param([(1, "Quay"), (2, "Rain"), (0, RAIN), (2, "Snow"), (0, RAIN)], "Quay", ["Rain", "Snow"], id="two"),
        pytest.param([(1, "Quay"), (2, "Rain"), (0, RAIN)], "Quay", ["Rain"], id="title and one chapter"),
        pytest.param([(1, "Quay"), (0, RAIN)], "Quay", [""], id="title alone"),
        pytest.param([(2, "Quay"), (2, "Prologue"), (0, RAIN), (2, "Sea"), (0, RAIN)], "Quay", ["Prologue", "Sea"]),
        pytest.param([(0, LONG), (3, "Later"), (0, RAIN), (3, "Still later"), (0, RAIN)], "Story", [""], id="inside"),
        pytest.param([(1, "1. Rain"), (0, RAIN), (1, "2. Snow"), (0, RAIN)], "Story", ["Rain", "Snow"], id="numbered"),
        pytest.param([(2, "Chapter 1"), (3, "Rain"), (0, RAIN)], "Story", ["Rain"], id="number and title"),
    ],
)  # fmt: skip
def test_headings(tmp_path: Path, levels: list[tuple[int, str]], title: str, chapters: list[str]) -> None:
    story = _read(tmp_path, _headings(*levels), "story.md")
    assert (story.title, _titles(story)) == (title, chapters)


def test_headings_above_headings_are_arcs(tmp_path: Path) -> None:
    text = _headings(
        (1, "Rain"), (2, "Monday"), (0, RAIN), (2, "Tuesday"), (0, RAIN), (1, "Snow"), (2, "May"), (0, RAIN)
    )
    story = _read(tmp_path, text, "story.md")
    assert [(chapter.arc, chapter.title) for chapter in story.chapters] == [
        ("Rain", "Monday"),
        ("Rain", "Tuesday"),
        ("Snow", "May"),
    ]


# --- inside a chapter ---


def test_scenes_and_notes(tmp_path: Path) -> None:
    text = "\n\n".join(
        [
            "Chapter 1",
            "A/N: Thank you for reading!",
            "***",
            RAIN,
            "* * *",
            RAIN,
            "---",
            "Author's Note: See you next chapter.",
            "EDIT: It may take a while to update.",
        ]
    )
    (chapter,) = _read(tmp_path, text).chapters
    assert story_html(chapter) == [f"<p>{RAIN}</p>"] * 2
    assert stored(chapter.notes_before) == "<p>A/N: Thank you for reading!</p>"
    assert stored(chapter.notes_after) == (
        "<p>Author's Note: See you next chapter.</p>\n<p>EDIT: It may take a while to update.</p>"
    )


def test_notes_under_headings_of_their_own(tmp_path: Path) -> None:
    text = _headings(
        (2, "Chapter 1"), (3, "Author’s note"), (0, "Rain."), (0, "* * *"), (0, RAIN), (3, "Notes"), (0, "Snow."),
        (2, "Chapter 2"), (0, RAIN), (2, "Author's Note"), (0, "Hail."),
    )  # fmt: skip
    first, second = _read(tmp_path, text, "story.md").chapters
    assert story_html(first) == [f"<p>{RAIN}</p>"]
    assert [stored(notes) for notes in (first.notes_before, first.notes_after)] == ["<p>Rain.</p>", "<p>Snow.</p>"]
    assert stored(second.notes_after) == "<p>Hail.</p>"


# --- laws ---

LINES = st.sampled_from(
    [
        "Chapter 1",
        "Chapter 2: Rain",
        "Part One",
        "Part Two: Sea",
        "Prologue",
        "Contents",
        "1. Rain",
        "2. Snow",
        RAIN,
        "",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_every_paragraph_of_text_is_somewhere(text: str) -> None:
    prose = prose_from_text(text)
    cutting = cut(Manuscript(prose))
    kept = sum(paragraph.plain == RAIN for paragraph in cutting.front)
    kept += sum(paragraph.plain == RAIN for section in cutting.sections for paragraph in section.paragraphs)
    assert kept == text.count(RAIN)
    assert cutting.sections or Prose(cutting.front) == prose
