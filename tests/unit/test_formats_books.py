"""Books and pages that no known site made: chapters by the contents, by headings, or by the pages themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.draft import StoryDraft
from planner.formats.registry import read
from tests.unit.format_files import RAIN, epub_members, stored, story_html, zipped

TEXT = f"<p>{RAIN}</p>"


def _read(tmp_path: Path, pages: dict[str, str], contents: str = "", **more: str) -> StoryDraft:
    path = tmp_path / "book.epub"
    path.write_bytes(zipped(epub_members(pages, contents, **more)))
    return read(path)


def _line(page: str, label: str, below: str = "") -> str:
    return f'<li><a href="{page}">{label}</a>{f"<ol>{below}</ol>" if below else ""}</li>'


def test_contents_name_the_chapters(tmp_path: Path) -> None:
    pages = {
        "cover.xhtml": '<img src="cover.jpg"/>',
        "title.xhtml": "<h1>The Long Quay</h1><p>by saltmarsh</p>",
        "copyright.xhtml": "<p>All rights reserved, especially the ferry’s.</p>",
        "one.xhtml": f"<h2>Chapter 1</h2><h3>Rain</h3>{TEXT}",
        "one-b.xhtml": TEXT,
        "two.xhtml": f"<h2>Snow</h2>{TEXT}<h3>Later</h3>{TEXT}",
    }
    contents = "".join(
        _line(page, label)
        for page, label in (
            ("title.xhtml", "Title Page"),
            ("copyright.xhtml", "Copyright"),
            ("one.xhtml#top", "Chapter 1: Rain"),
            ("two.xhtml", "Snow"),
        )
    )
    story = _read(tmp_path, pages, contents)
    assert (story.title, story.tags) == ("The Long Quay", (("author", "saltmarsh"),))
    assert [chapter.title for chapter in story.chapters] == ["Rain", "Snow"]
    assert story_html(story.chapters[0]) == [TEXT * 2]
    assert story_html(story.chapters[1]) == [f"{TEXT}<h3>Later</h3>{TEXT}"]
    assert "Pages that are not story were left out: “Title Page”, “Copyright”." in story.dropped


def test_parts_in_the_contents_are_arcs(tmp_path: Path) -> None:
    pages = {
        "p1.xhtml": "<h1>Part One</h1><p>A motto.</p>",
        "c1.xhtml": f"<h2>Rain</h2>{TEXT}",
        "c2.xhtml": f"<h2>Snow</h2>{TEXT}",
        "p2.xhtml": "<h1>Part Two</h1>",
        "c3.xhtml": f"<h2>Hail</h2>{TEXT}",
    }
    contents = _line("p1.xhtml", "Part One", _line("c1.xhtml", "Rain") + _line("c2.xhtml", "Snow"))
    contents += _line("p2.xhtml", "Part Two", _line("c3.xhtml", "Hail"))
    story = _read(tmp_path, pages, contents)
    assert [(chapter.arc, chapter.title) for chapter in story.chapters] == [
        ("Part One", "Rain"),
        ("Part One", "Snow"),
        ("Part Two", "Hail"),
    ]
    assert story_html(story.chapters[0]) == [f"<p>A motto.</p>{TEXT}"]


def test_several_chapters_on_one_page(tmp_path: Path) -> None:
    pages = {"all.xhtml": f'<h2 id="a">Rain</h2>{TEXT}<h2 id="b">Snow</h2>{TEXT}'}
    story = _read(tmp_path, pages, _line("all.xhtml#a", "Rain") + _line("all.xhtml#b", "Snow"))
    assert [chapter.title for chapter in story.chapters] == ["Rain", "Snow"]


def test_without_contents_headings_decide(tmp_path: Path) -> None:
    story = _read(tmp_path, {"a.xhtml": f"<h2>Rain</h2>{TEXT}", "b.xhtml": TEXT, "c.xhtml": f"<h2>Snow</h2>{TEXT}"})
    assert [(chapter.title, len(chapter.scenes[0].prose)) for chapter in story.chapters] == [("Rain", 2), ("Snow", 1)]


def test_without_contents_or_headings_a_page_is_a_chapter(tmp_path: Path) -> None:
    assert len(_read(tmp_path, {"a.xhtml": TEXT, "b.xhtml": TEXT, "c.xhtml": TEXT}).chapters) == 3


def test_marks_that_only_the_style_sheet_knows(tmp_path: Path) -> None:
    css = ".i, .x { font-style: italic } span.b{font-weight:bold} .c {text-align:center} .j { text-align: justify }"
    page = '<p class="j">A <span class="i">thin</span> <span class="b">goat</span></p><p class="c">Later</p>'
    (chapter,) = _read(tmp_path, {"a.xhtml": page}, css=css).chapters
    assert story_html(chapter) == ['<p>A <em>thin</em> <strong>goat</strong></p><p align="center">Later</p>']


def test_the_contents_of_an_older_book(tmp_path: Path) -> None:
    pages = {"a.xhtml": f"<p>Chapter One</p><p>Rain</p>{TEXT}", "b.xhtml": f"<p>I</p>{TEXT}"}
    members = epub_members(pages)
    package = str(members["book/package.opf"])
    members["book/package.opf"] = package.replace(
        "<manifest>", '<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    ).replace("<spine>", '<spine toc="ncx">')
    points = "".join(
        f'<navPoint id="{page}"><navLabel><text>{label}</text></navLabel><content src="{page}.xhtml"/></navPoint>'
        for page, label in (("a", "Chapter One: Rain"), ("b", "Chapter Two: Snow"))
    )
    members["book/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'
    path = tmp_path / "book.epub"
    path.write_bytes(zipped(members))
    story = read(path)
    assert [chapter.title for chapter in story.chapters] == ["Rain", "Snow"]
    assert [story_html(chapter) for chapter in story.chapters] == [[TEXT], [f"<p>I</p>{TEXT}"]]


# --- web pages ---


def _page(tmp_path: Path, html: str, encoding: str = "utf-8") -> StoryDraft:
    path = tmp_path / "page.html"
    path.write_bytes(html.encode(encoding))
    return read(path)


def test_a_page_with_chapters(tmp_path: Path) -> None:
    html = (
        "<!DOCTYPE html><html><head><title>A title for the tab</title></head><body><h1>The Long Quay</h1>"
        f"<h2>Chapter 1: Rain</h2>{TEXT}<hr>{TEXT}<h2>Epilogue</h2>{TEXT}</body></html>"
    )
    story = _page(tmp_path, html)
    assert (story.title, [chapter.title for chapter in story.chapters]) == ("The Long Quay", ["Rain", "Epilogue"])
    assert story_html(story.chapters[0]) == [TEXT, TEXT]


def test_a_page_without_a_heading_takes_the_title_of_its_tab(tmp_path: Path) -> None:
    story = _page(tmp_path, f"<html><head><title> The\nQuay </title></head><body>{TEXT}</body></html>")
    assert story.title == "The Quay"


def test_what_stands_around_an_article_is_left_out(tmp_path: Path) -> None:
    article = f"<article><header><h1>Quay</h1></header>{TEXT}<aside>Ad</aside></article>"
    html = f"<html><body><nav>Home</nav>{article}<footer>©</footer></body></html>"
    (chapter,) = _page(tmp_path, html).chapters
    assert story_html(chapter) == [TEXT]


def test_a_document_of_google_saved_as_a_page(tmp_path: Path) -> None:
    html = (
        '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">'
        ".c0{font-style:italic}.c1{font-weight:400;font-style:normal}</style></head><body>"
        '<h1 class="c3"><span class="c1">Chapter 1</span></h1>'
        '<p class="c2"><span class="c1">The </span><span class="c0">goat</span>'
        '<span class="c1"> stayed.</span></p></body></html>'
    )
    assert story_html(_page(tmp_path, html).chapters[0]) == ["<p>The <em>goat</em> stayed.</p>"]


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_a_page_names_its_encoding(tmp_path: Path, encoding: str) -> None:
    html = f'<html><head><meta charset="{encoding}"></head><body><p>Дождь шёл.</p></body></html>'
    assert story_html(_page(tmp_path, html, encoding).chapters[0]) == ["<p>Дождь шёл.</p>"]


def test_a_page_without_tags_is_text(tmp_path: Path) -> None:
    assert stored(_page(tmp_path, f"{RAIN}\n\n{RAIN}").chapters[0].scenes[0].prose) == f"{TEXT}\n{TEXT}"
