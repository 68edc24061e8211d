"""The plan of a story as other programs read it: Markdown, a page, a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from planner.domain.cast_draft import (
    DevelopmentDraft,
    GroupDraft,
    PersonDraft,
    RevealDraft,
    SecretDraft,
    TieDraft,
)
from planner.domain.draft import BeatDraft, ChapterDraft, EndingDraft, SceneDraft, StoryDraft, ThreadDraft
from planner.domain.endings import EndingKind
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import prose_from_text
from planner.domain.threads import BeatRole, ThreadKind
from planner.domain.ties import Direction
from planner.formats.plan_export import plan_csv, plan_markdown, plan_page
from planner.formats.spreadsheet import csv_text
from planner.formats.write import PLAN_FORMATS, Format, remarks, write

STORY = StoryDraft(
    title="Wednesday's Ferry",
    fandom="Saltmarsh",
    spark="Somebody has to row back.",
    expected=4,
    chapters=(
        ChapterDraft(
            "Fog",
            (SceneDraft(prose_from_text("The ferry left at nine."), synopsis="They leave.", pov="Ann", place="Pier"),),
            synopsis="Out to sea.\nNobody waves.",
            purpose="To lose sight of land",
            arc="Out",
            target_words=1500,
        ),
        ChapterDraft("", synopsis="*Something* happens", status=ChapterStatus.PLANNED, arc="Out"),
        ChapterDraft("Home", hook="A light", status=ChapterStatus.OUTLINED, remarks="[ ] Look up tides"),
    ),
    threads=(
        ThreadDraft(
            "Lamp",
            ThreadKind.MYSTERY,
            beats=(BeatDraft(1, BeatRole.OPENS, "goes out"), BeatDraft(3, BeatRole.RESOLVES)),
        ),
        ThreadDraft("Soup", ThreadKind.GAG, promise=False),
    ),
    endings=(EndingDraft(3, EndingKind.INTENDED, "They row home."),),
)


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


# Markdown


def test_the_markdown_says_all_of_the_plan_and_no_prose() -> None:
    text = plan_markdown(STORY)
    assert "left at nine" not in text
    tokens = MarkdownIt().parse(text)
    headings = [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == [
        ("h1", "Wednesday's Ferry"),
        ("h2", "Chapters"),
        ("h3", "Out"),
        ("h4", "Chapter 1: Fog"),
        ("h4", "Chapter 2"),
        ("h3", "Chapter 3: Home"),
        ("h2", "Threads"),
        ("h3", "Lamp"),
        ("h3", "Soup"),
        ("h2", "Endings"),
    ]
    shown = MarkdownIt().render(text)
    assert "<p>*Something* happens</p>" in shown
    assert "<strong>Lamp:</strong> opens: goes out" in shown
    assert "<strong>Chapter 3: Home:</strong> intended: They row home." in shown
    assert "<strong>Scene:</strong> Ann · Pier<br />\nThey leave." in shown
    assert "1 of 4 chapters written, 5 words" in shown
    assert "Mystery, a promise" in shown


TWINS = replace(
    STORY,
    people=(
        PersonDraft("Ann", "she/her", "main", "# Habits\nRows at dawn.", aliases="Annie\nthe oar", want="Land"),
        PersonDraft("Bo", fields=(("Drink", "Tea"),)),
        PersonDraft("Ann"),
    ),
    groups=(GroupDraft("Crew", (0, "Bo"), note="Of two."),),
    ties=(
        TieDraft(
            0,
            "Bo",
            "rivals",
            "count strokes",
            closeness=-2,
            hidden=True,
            begins=1,
            developments=(DevelopmentDraft(3, "romantic", closeness=4, hidden=False, note="They land."),),
        ),
        TieDraft(2, "Bo", "mentor", direction=Direction.ONE_WAY),
    ),
    secrets=(SecretDraft("The leak", reveals=(RevealDraft("Bo"), RevealDraft(None, 2, teller="Bo", how="Wet feet"))),),
)


def test_the_markdown_says_who_is_who_and_how_they_stand() -> None:
    text = plan_markdown(TWINS)
    tokens = MarkdownIt().parse(text)
    headings = [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[9:] == [
        ("h2", "Cast"),
        ("h3", "Ann"),
        ("h3", "Bo"),
        ("h3", "Ann"),
        ("h2", "Groups"),
        ("h2", "Ties"),
        ("h3", "Ann and Bo"),
        ("h3", "Ann to Bo"),
        ("h2", "Secrets"),
        ("h3", "The leak"),
        ("h2", "Endings"),
    ]
    shown = MarkdownIt().render(text)
    assert "<p>Main, she/her</p>" in shown
    assert "<strong>Also called:</strong> Annie, the oar" in shown
    assert "<strong>Drink:</strong> Tea" in shown
    assert shown.count("<strong>In:</strong> Crew") == 2
    assert "<strong>Crew:</strong> Ann, Bo<br />\nOf two." in shown
    assert "<p>Rivals, count strokes, −2, hidden, Chapter 1: Fog</p>" in shown
    assert "<strong>Chapter 3: Home:</strong> Romantic, +4, no longer hidden<br />\nThey land." in shown
    assert "<strong>Bo:</strong> From the start" in shown
    assert "<strong>The reader:</strong> Chapter 2, from Bo<br />\nWet feet" in shown


# A page


def test_the_page_can_be_read_and_printed() -> None:
    page = lxml_html.document_fromstring(plan_page(STORY))
    assert page.findtext("head/title") == STORY.title
    facts = dict(zip((term.text for term in page.iter("dt")), (told.text for told in page.iter("dd")), strict=True))
    assert facts["Purpose"] == "To lose sight of land"
    assert facts["Remarks"] == "☐ Look up tides"
    texts = [paragraph.text for paragraph in page.iter("p")]
    assert texts[-4:] == ["*Something* happens", "Outlined", "Mystery, a promise", "Running gag"]
    assert "@media print" in plan_page(STORY)


def test_what_an_author_writes_is_no_markup() -> None:
    story = replace(STORY, title="<script>x</script>", spark="<b>& so</b>")
    page = lxml_html.document_fromstring(plan_page(story))
    assert not list(page.iter("script", "b"))
    assert page.findtext("body/h1") == "<script>x</script>"


# A spreadsheet


def test_the_spreadsheet_has_a_row_a_chapter_and_a_column_a_thread() -> None:
    header, *chapters = rows(plan_csv(STORY))
    assert header[:3] == ["Number", "Title", "Arc"]
    assert header[-2:] == ["Lamp", "Soup"]
    table = [dict(zip(header, row, strict=True)) for row in chapters]
    assert [row["Title"] for row in table] == ["Fog", "", "Home"]
    assert (table[0]["Words"], table[0]["Target words"], table[1]["Target words"]) == ("5", "1500", "")
    assert (table[0]["Opens"], table[2]["Resolves"], table[2]["Ending"]) == ("Lamp", "Lamp", "intended: They row home.")
    assert [row["Lamp"] for row in table] == ["opens: goes out", "", "resolves"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    story = replace(STORY, chapters=(ChapterDraft(text),), threads=(ThreadDraft(text),), endings=())
    header, row = rows(plan_csv(story))
    assert (header[-1], row[1]) == (f"'{text}", f"'{text}")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.integers()


@given(st.lists(st.lists(CELLS, min_size=2), min_size=1))
def test_every_cell_comes_back(table: list[list[str | int]]) -> None:
    back = rows(csv_text(table))
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [str(cell).removeprefix("'") for cell in row] for row in table
    ]


# Files


@pytest.mark.parametrize("fmt", PLAN_FORMATS, ids=lambda fmt: fmt.id)
def test_a_plan_is_written_though_there_is_no_text_yet(tmp_path: Path, fmt: Format) -> None:
    planned = (ChapterDraft("Only planned", status=ChapterStatus.PLANNED),)
    story = replace(STORY, chapters=planned, threads=(), endings=())
    output = tmp_path / f"Wednesday's Ferry, plan{fmt.suffix}"
    assert write(story, fmt.id, tmp_path) == [output]
    assert "Only planned" in output.read_text(encoding="utf-8")
    assert remarks(story, fmt.id) == ()


@pytest.mark.parametrize("fmt", [fmt.id for fmt in PLAN_FORMATS])
def test_a_story_without_anything_has_a_plan_too(tmp_path: Path, fmt: str) -> None:
    assert write(StoryDraft(), fmt, tmp_path / "out")[0].stat().st_size > 0
