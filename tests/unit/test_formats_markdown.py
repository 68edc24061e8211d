"""Markdown in: CommonMark, a header, and authors who end a paragraph with one line end."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.draft import StoryDraft
from planner.domain.prose.html import to_html
from planner.formats.markdown import LARGEST_PIECE, PIECE, read_markdown
from planner.formats.registry import read
from tests.unit.format_files import RAIN, paragraphs, story_html


def _read(tmp_path: Path, text: str) -> StoryDraft:
    path = tmp_path / "story.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** ***d*** `e` ~~f~~", "<p>a <em>b</em> <strong>c</strong> <strong><em>d</em></strong> "
         "<code>e</code> <s>f</s></p>"),
        ("a <u>b</u><sup>c</sup>", "<p>a <u>b</u><sup>c</sup></p>"),
        ("a\\\nb  \nc", "<p>a<br>b<br>c</p>"),
        ("- a\n  - b\n- c\n\n1. d", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>"),
        ("> a\n>\n> > b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
        ("a\n\n***\n\nb", "<p>a</p><hr><p>b</p>"),
        ("[a](https://a.example) ![b](https://a.example/p.png)",
         '<p><a href="https://a.example">a</a> <img src="https://a.example/p.png" alt="b"></p>'),
        ('<p align="center">a <em>b</em></p>', '<p align="center">a <em>b</em></p>'),
        ("\\*a\\* 5 \\* 3 &amp; &lt;b&gt;", "<p>*a* 5 * 3 &amp; &lt;b&gt;</p>"),
        ("# a\n\n#### b", "<h2>a</h2><h4>b</h4>"),
        ("|a|b|\n|-|-|\n|c|d|", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
    ],
)  # fmt: skip
def test_what_markdown_says(text: str, html: str) -> None:
    assert to_html(read_markdown(text).prose) == html


def test_wrapped_paragraphs_are_joined() -> None:
    text = "The rain came down on the quay, and because it was\nTuesday nobody minded it much.\n\nNext."
    assert to_html(read_markdown(text).prose) == f"<p>{RAIN}</p><p>Next.</p>"


def test_lines_without_empty_ones_are_paragraphs() -> None:
    assert to_html(read_markdown(f"# Rain\n{RAIN}\n“Tea?”\n{RAIN}\n").prose) == (
        f"<h2>Rain</h2><p>{RAIN}</p><p>“Tea?”</p><p>{RAIN}</p>"
    )


def test_the_header(tmp_path: Path) -> None:
    header = '---\ntitle: "The Quay: A Story"\nauthor: saltmarsh\nfandom:\n  - Harbours\n  - Boats\ndraft: true\n---\n'
    story = _read(tmp_path, f"{header}\n# Rain\n\n{RAIN}\n\n# Snow\n\n{RAIN}")
    assert (story.title, story.fandom) == ("The Quay: A Story", "Harbours, Boats")
    assert story.tags == (("author", "saltmarsh"), ("fandom", "Harbours"), ("fandom", "Boats"))
    assert story.dropped == ("Fields of the header were left out: draft.",)
    assert [chapter.title for chapter in story.chapters] == ["Rain", "Snow"]


@pytest.mark.parametrize(
    "text", [f"---\n\n{RAIN}\n\n---\n\n{RAIN}", f"---\n{RAIN}", "---\ntitle: x\n" + "a: b\n" * 200]
)
def test_a_rule_at_the_top_is_no_header(tmp_path: Path, text: str) -> None:
    story = _read(tmp_path, text)
    assert story.title == "Story"
    assert sum(html.count("<p") for html in story_html(story.chapters[0])) >= 1


def test_a_long_text_is_rendered_in_pieces_without_a_seam(tmp_path: Path) -> None:
    body = paragraphs(2 * PIECE // len(RAIN))
    story = _read(tmp_path, f"[quay]: https://a.example\n\n{body}\n\n- a\n\n- b\n\n```\nx\n\ny\n```\n\n[q][quay]")
    html = story_html(story.chapters[0])[0]
    assert html.count(f"<p>{RAIN}</p>") == body.count(RAIN)
    assert html.endswith(
        "<ul><li>a</li><li>b</li></ul><p><code>x</code></p><p><code>y</code></p>"
        '<p><a href="https://a.example">q</a></p>'
    )


def test_an_endless_line_is_text(tmp_path: Path) -> None:
    text = "*a* " * LARGEST_PIECE
    (chapter,) = _read(tmp_path, text).chapters
    assert chapter.scenes[0].prose.plain == text.strip()
