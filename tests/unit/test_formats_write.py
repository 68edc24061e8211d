"""Exports: AO3's fields as files of their own, whole stories as one file, whole or not at all."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import EMPTY, Prose, prose_from_text
from planner.formats.markup import prose_from_markup
from planner.formats.registry import read
from planner.formats.to_ao3 import Limits, over_limits, summary_html
from planner.formats.write import (
    FORMATS,
    chapter_html,
    clipboard_html,
    clipboard_text,
    file_name,
    notes_html,
    remarks,
    write,
)
from tests.unit.format_files import RAIN, story_html
from tests.unit.prose_strategies import PROSE


def _prose(html: str) -> Prose:
    return prose_from_markup(html)[0]


FERRY = ChapterDraft(
    title="Bread & Timetables: a/b?",
    scenes=(
        SceneDraft(_prose("<p>The last <em>ferry</em> left.<p align=center>10:00<blockquote>“<b>Late.</b>”")),
        SceneDraft(EMPTY, synopsis="not written"),
        SceneDraft(_prose("<p>In the morning<br>there was bread.</p>")),
    ),
    notes_before=_prose("<p>Begun in a kitchen, of all places.</p>"),
    notes_after=_prose('<p>The timetable is <a href="https://a.example">real</a>.</p>'),
    summary="Odile misses a boat.\nOn purpose.",
    arc="Part One",
)  # fmt: skip
BELL = ChapterDraft(scenes=(SceneDraft(prose_from_text(RAIN)),), arc="Part Two")
PLANNED = ChapterDraft(title="Later", status=ChapterStatus.PLANNED)
STORY = StoryDraft(
    title="Wednesday's Ferry",
    summary="She only came to change boats.\nIt’s been nine days.",
    chapters=(FERRY, PLANNED, BELL, PLANNED),
    tags=(("author", "saltmarsh"), ("author", "gullwing"), ("fandom", "Original Work")),
)


# --- AO3 ---

# facts/ao3.md, "HTML that survives": the tags and attributes of it that an export may need.
SURVIVES = {
    "a": {"href"}, "blockquote": set(), "br": set(), "code": set(), "em": set(), "h2": {"align"}, "h3": {"align"},
    "h4": {"align"}, "hr": set(), "img": {"src", "alt"}, "li": {"align"}, "ol": set(), "p": {"align"}, "s": set(),
    "strong": set(), "sub": set(), "sup": set(), "u": set(), "ul": set(),
}  # fmt: skip


class _Tags(HTMLParser):
    """Sees to it that every tag and attribute is one that AO3 keeps."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= SURVIVES[tag]
        for name, value in attrs:
            if name in ("href", "src"):
                assert ":" not in (value or "").split("/")[0] or (value or "").lower().startswith(
                    ("http:", "https:", "mailto:", "ftp:")
                )


@given(PROSE, PROSE)
def test_ao3_keeps_all_that_is_written(first: Prose, second: Prose) -> None:
    chapter = ChapterDraft(scenes=(SceneDraft(first), SceneDraft(second)), notes_before=second)
    for html in (chapter_html(chapter), notes_html(chapter.notes_before), summary_html(first.plain)):
        _Tags().feed(html)


def test_a_chapter_for_ao3() -> None:
    assert chapter_html(FERRY) == clipboard_html(FERRY) == (
        '<p>The last <em>ferry</em> left.</p><p align="center">10:00</p>'
        "<blockquote><p>“<strong>Late.</strong>”</p></blockquote>"
        "<hr /><p>In the morning<br />there was bread.</p>"
    )  # fmt: skip


def test_a_chapter_as_text() -> None:
    assert clipboard_text(FERRY) == (
        "The last ferry left.\n\n10:00\n\n> “Late.”\n\n* * *\n\nIn the morning\nthere was bread."
    )


def test_empty_paragraphs_are_left_out() -> None:
    chapter = ChapterDraft(scenes=(SceneDraft(prose_from_text("a\n\n\u00a0\nb")),))
    assert chapter_html(chapter) == "<p>a</p><p>b</p>"
    assert clipboard_text(chapter) == "a\n\nb"


def test_lists_as_text() -> None:
    prose = _prose("<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol><li>e<br>f</li></ol>")
    assert clipboard_text(ChapterDraft(scenes=(SceneDraft(prose),))) == "- a\n  1. b\n  2. c\n- d\n1. e\nf"


def test_a_folder_for_ao3(tmp_path: Path) -> None:
    paths = write(STORY, "ao3", tmp_path / "out" / "ao3")
    contents = {path.name: path.read_text(encoding="utf-8") for path in paths}
    assert contents == {
        "01-Bread & Timetables a b.html": chapter_html(FERRY),
        "01-Bread & Timetables a b-summary.html": "<p>Odile misses a boat.</p><p>On purpose.</p>",
        "01-Bread & Timetables a b-notes-before.html": "<p>Begun in a kitchen, of all places.</p>",
        "01-Bread & Timetables a b-notes-after.html": '<p>The timetable is <a href="https://a.example">real</a>.</p>',
        "03-chapter.html": f"<p>{RAIN}</p>",
    }
    assert sorted(path.name for path in (tmp_path / "out" / "ao3").iterdir()) == sorted(contents)


def test_what_the_author_is_told() -> None:
    assert remarks(STORY, "md") == ("2 chapters have no text yet and were left out: 2, 4.",)
    one = replace(STORY, chapters=STORY.chapters[:3])
    assert remarks(one, "txt") == ("Chapter 2 has no text yet and was left out.",)
    assert remarks(replace(STORY, chapters=(FERRY,)), "ao3") == ()


def test_limits_of_ao3() -> None:
    chapter = replace(BELL, summary="s" * 1_250, notes_before=prose_from_text("n" * 5_000))
    story = StoryDraft(
        title="t" * 256,
        chapters=(chapter, replace(BELL, scenes=(SceneDraft(prose_from_text("x" * 500_000)),)), FERRY),
        tags=(("fandom", "f" * 151), ("character", "a, b*"), *[("additional tag", str(n)) for n in range(74)]),
    )
    assert over_limits(story) == (
        "The title has 256 characters; AO3 takes 255.",
        "The summary of chapter 1 has 1,257 characters; AO3 takes 1,250.",
        "The note before the text of chapter 1 has 5,007 characters; AO3 takes 5,000.",
        "The text of chapter 2 has 500,007 characters; AO3 takes 500,000.",
        f"The tag “{'f' * 151}” has 151 characters; AO3 takes 150.",
        "The tag “a, b*” has characters AO3 does not take in tags: * ,",
        "There are 76 fandoms, characters, relationships and additional tags; AO3 takes 75.",
    )
    short = StoryDraft(title="t", chapters=(ChapterDraft(scenes=(SceneDraft(prose_from_text("x")),)),))
    assert over_limits(short) == ("The text of chapter 1 is shorter than 10 characters, the least AO3 takes.",)
    assert over_limits(short, Limits(least_content=1)) == ()


# --- whole stories ---


@pytest.mark.parametrize("fmt", ["html", "md", "txt"])
def test_a_whole_story_is_read_back(tmp_path: Path, fmt: str) -> None:
    story = read(write(STORY, fmt, tmp_path)[0])
    assert story.title == STORY.title
    assert [(chapter.title, chapter.arc) for chapter in story.chapters] == [
        ("Bread & Timetables: a/b?", "Part One"),
        ("", "Part Two"),
    ]
    first = story.chapters[0]
    assert len(first.scenes) == 2
    assert story_html(first)[1] == "<p>In the morning<br>there was bread.</p>"
    assert first.notes_after.plain == "The timetable is real."
    assert first.notes_before.plain.endswith("Begun in a kitchen, of all places.")
    if fmt != "txt":
        assert story_html(first) == story_html(replace(FERRY, scenes=(FERRY.scenes[0], FERRY.scenes[2])))
        assert first.notes_after == FERRY.notes_after
    if fmt != "html":
        assert story.summary == STORY.summary
        assert ("author", "saltmarsh and gullwing") in story.tags


def test_the_page_stands_by_itself(tmp_path: Path) -> None:
    story = replace(STORY, title="<b>Rain & “Snow”</b>", chapters=(replace(FERRY, title="<i>x</i>"), BELL))
    html = write(story, "html", tmp_path / "page.html")[0].read_text(encoding="utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">')
    assert "<title>&lt;b&gt;Rain &amp; “Snow”&lt;/b&gt;</title>" in html
    assert html.count("&lt;i&gt;x&lt;/i&gt;") == 2
    assert "http" not in html.replace("https://a.example", "")
    assert html.index("<nav>") < html.index('<h1 class="arc">Part One</h1>') < html.index("Begun in a kitchen")


def test_a_story_of_one_untitled_chapter_has_no_heading(tmp_path: Path) -> None:
    story = StoryDraft(title="Rain", chapters=(replace(BELL, arc=""),))
    assert write(story, "txt", tmp_path)[0].read_text(encoding="utf-8") == f"Rain\n\n{RAIN}\n"
    assert write(story, "md", tmp_path)[0].read_text(encoding="utf-8") == f"# Rain\n\n{RAIN}\n"
    assert "Chapter" not in write(story, "html", tmp_path)[0].read_text(encoding="utf-8")


# --- files ---


def test_one_file_goes_where_it_is_told(tmp_path: Path) -> None:
    assert write(STORY, "md", tmp_path) == [tmp_path / "Wednesday's Ferry.md"]
    assert write(STORY, "md", tmp_path / "new" / "mine.markdown") == [tmp_path / "new" / "mine.markdown"]


def test_only_files_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "Wednesday's Ferry.txt").write_text("old", encoding="utf-8")
    (tmp_path / "other.txt").write_text("mine", encoding="utf-8")
    write(STORY, "txt", tmp_path)
    assert RAIN in (tmp_path / "Wednesday's Ferry.txt").read_text(encoding="utf-8")
    assert (tmp_path / "other.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("fmt", [fmt.id for fmt in FORMATS])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fmt: str) -> None:
    write(STORY, fmt, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    synced = 0

    def full(_file: int) -> None:
        nonlocal synced
        synced += 1
        if synced > len(before) - 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlannerError, match="no room left on the disk"):
        write(replace(STORY, chapters=(replace(FERRY, scenes=BELL.scenes), PLANNED, BELL)), fmt, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("fmt", [fmt.id for fmt in FORMATS])
def test_a_file_in_the_way(tmp_path: Path, fmt: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(PlannerError, match="A file stands where a folder is needed"):
        write(STORY, fmt, tmp_path / "file" / "out")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "03-chapter.html").mkdir()
    with pytest.raises(PlannerError, match="A folder of this name"):
        write(STORY, "ao3", tmp_path)
    assert not list(tmp_path.glob(".longfic-*"))


def test_a_folder_nobody_may_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the superuser, as whom tests may run, is refused nowhere
    with pytest.raises(PlannerError, match="You are not allowed to write there"):
        write(STORY, "txt", tmp_path)


def test_a_story_without_text(tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="no text to export"):
        write(replace(STORY, chapters=(PLANNED,)), "ao3", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B: C & D?", "A B C & D"),
        ("CON", "CON_"),
        ("com1.txt", "com1_.txt"),
        ("Console", "Console"),
        ("...", "Untitled"),
        ("", "Untitled"),
        (" Rain. ", "Rain"),
        ("Дождь", "Дождь"),
        ("a\x00b\nc", "a b c"),
    ],
)
def test_names_of_files(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text())
def test_any_title_names_a_file(title: str) -> None:
    name = file_name(title)
    assert name == name.strip(" .")
    assert 0 < len(name.encode("utf-8")) <= 101
    assert not set(name) & set('<>:"/\\|?*\x00')
