"""An author's downloads from AO3 and FanFicFare come in whole: fields, chapters, notes, and what is to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.draft import ChapterDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.html import to_html
from planner.formats.registry import read
from tests.unit.ao3_download import ONE_SHOT, SERIAL, Posted, Work, ao3_epub, ao3_html, fff_epub, fff_html
from tests.unit.format_files import story_html, unzipped, zipped


def _ao3_html(folder: Path, work: Work) -> Path:
    path = folder / "work.html"
    path.write_text(ao3_html(work), encoding="utf-8")
    return path


def _ao3_epub(folder: Path, work: Work) -> Path:
    return ao3_epub(folder / "work.epub", work)


def _fff_html(folder: Path, work: Work) -> Path:
    path = folder / "work.html"
    path.write_text(fff_html(work), encoding="utf-8")
    return path


def _fff_epub(folder: Path, work: Work) -> Path:
    return fff_epub(folder / "work.epub", work)


FROM_AO3 = pytest.mark.parametrize("save", [_ao3_html, _ao3_epub])
FROM_ANY = pytest.mark.parametrize("save", [_ao3_html, _ao3_epub, _fff_html, _fff_epub])

Save = Callable[[Path, Work], Path]
"""Writes a work into a folder, and returns the file."""


@FROM_ANY
def test_the_story_as_it_was_posted(tmp_path: Path, save: Save) -> None:
    story = read(save(tmp_path, SERIAL))
    assert story.title == "Wednesday's Ferry & Other Delays"
    assert story.fandom == "Original Work, Harbour Stories - Various Authors"
    assert story.summary == "She only came to change boats.\nIt’s been nine days."
    assert ("author", "saltmarsh") in story.tags
    assert ("url", SERIAL.url) in story.tags
    assert "A summary lost its italics, bold, links or other marks." in story.dropped


@FROM_ANY
def test_chapters_with_their_scenes(tmp_path: Path, save: Save) -> None:
    ferry, goat, bell, *_ = read(save(tmp_path, SERIAL)).chapters
    assert [chapter.title for chapter in (ferry, goat, bell)] == ["Bread & Timetables", "", "The Bell, Again"]
    assert story_html(ferry) == [
        "<p>The last ferry left at ten, and Odile let it.</p>"
        "<p>“You’re going to be cold,” said the man who sold tickets.</p>"
        "<p>“I am <em>already</em> cold.” She sat down on her <strong>own</strong> suitcase. “Now I’ll stay so.”</p>"
        '<p align="center">BOATS RUN WHEN THEY RUN</p>',
        "<p>In the morning there was bread.<br>There was also a goat, who’d had most of it.</p>",
    ]
    assert story_html(goat)[0].count("<blockquote><p>Dear Mother") == 1
    assert "<h3>Later</h3>" in story_html(goat)[0]
    assert "<u>habit</u>" in story_html(bell)[0]


@FROM_ANY
def test_summaries_and_notes_of_chapters(tmp_path: Path, save: Save) -> None:
    ferry, goat, bell, *_ = read(save(tmp_path, SERIAL)).chapters
    assert ferry.summary == "Odile misses a boat on purpose."
    assert to_html(ferry.notes_before) == (
        "<p>Begun on a quay, continued in a kitchen.</p>"
        '<p>Thank you to <a href="http://archiveofourown.org/users/gullwing">gullwing</a>, who read this twice.</p>'
    )
    assert to_html(ferry.notes_after) == "<p>The timetable is real. The cheese is not.</p>"
    assert goat.notes_before.is_blank
    assert goat.notes_after.is_blank
    assert to_html(bell.notes_after) == (
        "<p>Next chapter in a fortnight, if the goat permits.</p><p>Find me on the quay.</p>"
    )


@FROM_AO3
def test_tags(tmp_path: Path, save: Save) -> None:
    story = read(save(tmp_path, SERIAL))
    assert set(story.tags) == {
        ("url", SERIAL.url),
        ("rating", "Teen And Up Audiences"),
        ("archive warning", "No Archive Warnings Apply"),
        ("category", "F/M"),
        ("category", "Gen"),
        ("fandom", "Original Work"),
        ("fandom", "Harbour Stories - Various Authors"),
        ("relationship", "Odile Marsh/The Ticket Seller"),
        ("relationship", "Odile Marsh & Wednesday"),
        ("character", "Odile Marsh"),
        ("character", "Wednesday (goat)"),
        ("additional tag", "Slow Burn"),
        ("additional tag", "Missed Boats"),
        ("additional tag", "the goat is fine"),
        ("language", "English"),
        ("series", "Part 2 of Islands Out of Season"),
        ("author", "saltmarsh"),
    }
    assert "The work’s place in a collection was left out: Small Boats 2026." in story.dropped


@FROM_AO3
def test_a_guest_author_of_a_chapter_is_noted(tmp_path: Path, save: Save) -> None:
    assert to_html(read(save(tmp_path, SERIAL)).chapters[2].notes_before) == "<p>Chapter by gullwing</p>"


@FROM_AO3
def test_chapters_still_to_come_are_planned(tmp_path: Path, save: Save) -> None:
    story = read(save(tmp_path, SERIAL))
    assert (story.expected, story.complete, len(story.chapters)) == (12, False, 12)
    assert set(story.chapters[3:]) == {ChapterDraft(status=ChapterStatus.PLANNED)}


@FROM_AO3
@pytest.mark.parametrize(("expected", "complete"), [(None, False), (3, True)])
def test_open_ended_and_finished_works(tmp_path: Path, save: Save, expected: int | None, complete: bool) -> None:
    story = read(save(tmp_path, replace(SERIAL, expected=expected)))
    assert (story.expected, story.complete, len(story.chapters)) == (expected, complete, 3)


@FROM_AO3
def test_a_number_of_chapters_nobody_plans_is_not_believed(tmp_path: Path, save: Save) -> None:
    story = read(save(tmp_path, replace(SERIAL, expected=999_999)))
    assert (story.expected, len(story.chapters)) == (999_999, 3)
    assert "The 999,996 chapters still to come were not planned: they are too many." in story.dropped


@FROM_ANY
def test_a_work_of_one_chapter(tmp_path: Path, save: Save) -> None:
    work = replace(ONE_SHOT, notes="<p>Before.</p>", end_notes="<p>After.</p>")
    story = read(save(tmp_path, work))
    (chapter,) = story.chapters
    assert (story.title, story.complete, story.expected, chapter.title) == ("A Cup of Rain", True, 1, "")
    assert story_html(chapter) == [
        "<p>It rained into the cup until the cup was full, and then it rained on him.</p>",
        "<p>“Tea?” she said.</p><p>“Evidently,” he said.</p>",
    ]
    assert [to_html(notes) for notes in (chapter.notes_before, chapter.notes_after)] == [
        "<p>Before.</p>",
        "<p>After.</p>",
    ]


@FROM_ANY
@pytest.mark.parametrize(
    "title", ["Afterword", "Preface", "Chapter 1", "Notes", "Night by the Sea", "Rain — & Snow: <3>"]
)
def test_titles_that_look_like_something_else(tmp_path: Path, save: Save, title: str) -> None:
    story = read(save(tmp_path, replace(ONE_SHOT, title=title)))
    assert story.title == title
    assert len(story.chapters[0].scenes) == 2


@FROM_ANY
def test_notes_typed_into_the_text_are_told_from_it(tmp_path: Path, save: Save) -> None:
    posted = Posted(
        "<p>One.</p><p>Two.</p><hr /><p><strong>A/N:</strong> Thanks for reading!</p>", end_notes="<p>Bye.</p>"
    )
    first = read(save(tmp_path, replace(SERIAL, chapters=(posted, *SERIAL.chapters)))).chapters[0]
    assert story_html(first) == ["<p>One.</p><p>Two.</p>"]
    assert to_html(first.notes_after) == "<p><strong>A/N:</strong> Thanks for reading!</p><p>Bye.</p>"


def test_a_long_chapter_that_calibre_cut_in_two(tmp_path: Path) -> None:
    """Calibre divides pages above 260 kB inside a chapter too, and repeats the wrappers on the second page."""
    path = ao3_epub(tmp_path / "work.epub", SERIAL)
    whole = read(path)
    members = unzipped(path.read_bytes())
    name = next(name for name, data in members.items() if b"Somebody rang" in data)
    first, second = members[name].split(b'<p class="calibre3">\xe2\x80\x9cThat')
    members[name] = first + b"</div></body></html>"
    members["more.xhtml"] = b'<html><body><div class="userstuff1"><p>\xe2\x80\x9cThat' + second
    before, item, after = members["content.opf"].partition(f'href="{name}"'.encode())
    item_id = before.rpartition(b'id="')[2].partition(b'"')[0]
    reference = b'<itemref idref="%s"/>' % item_id
    members["content.opf"] = (
        (before + item + after)
        .replace(reference, reference + b'<itemref idref="more"/>')
        .replace(b"<manifest>", b'<manifest><item id="more" href="more.xhtml" media-type="application/xhtml+xml"/>')
    )
    path.write_bytes(zipped(members))

    assert read(path) == whole
