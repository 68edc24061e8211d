"""The stored form: what it looks like, that it survives the round trip, and that nothing makes it raise."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.prose.html import canonical, clean_text, from_html, safe_link, to_html
from planner.domain.prose.model import (
    EMPTY,
    IMAGE_CHARACTER,
    Align,
    Block,
    Image,
    Mark,
    Paragraph,
    Prose,
    Run,
    prose_from_text,
)
from tests.unit.prose_strategies import PROSE, TEXT

EM = frozenset({Mark.EM})
STRONG = frozenset({Mark.STRONG})


def _prose(*paragraphs: Paragraph) -> Prose:
    return Prose(paragraphs)


def _text(text: str, **more: object) -> Paragraph:
    return Paragraph((Run(text),), **more)  # type: ignore[arg-type]


STORED = {
    "nothing": ("", EMPTY),
    "plain": ("<p>She ran.</p><p></p>", _prose(_text("She ran."), Paragraph())),
    "escapes": ("<p>a &lt; b &amp; \"c\" &gt; 'd'</p>", _prose(_text("a < b & \"c\" > 'd'"))),
    "spaces": ("<p>a\u00a0b  c\u202fd </p>", _prose(_text("a\u00a0b  c\u202fd "))),
    "line break": ("<p>one<br>two<br></p>", _prose(_text("one\ntwo\n"))),
    "align": (
        '<p align="center">a</p><h2 align="right">b</h2><p align="justify">c</p>',
        _prose(
            _text("a", align=Align.CENTER),
            _text("b", kind=Block.HEADING_2, align=Align.RIGHT),
            _text("c", align=Align.JUSTIFY),
        ),
    ),
    "rule": (
        "<p>a</p><hr><h4>b</h4>",
        _prose(_text("a"), Paragraph(kind=Block.RULE), _text("b", kind=Block.HEADING_4)),
    ),
    "marks in order": (
        "<p><strong><em><code>x</code></em></strong></p>",
        _prose(Paragraph((Run("x", frozenset({Mark.CODE, Mark.EM, Mark.STRONG})),))),
    ),
    "shared marks": (
        "<p><strong>a<em>b</em></strong><em>c</em></p>",
        _prose(Paragraph((Run("a", STRONG), Run("b", STRONG | EM), Run("c", EM)))),
    ),
    "link outermost": (
        '<p><a href="https://a.example/?b=&quot;1&quot;&amp;c">see <em>this</em></a></p>',
        _prose(
            Paragraph(
                (Run("see ", href='https://a.example/?b="1"&c'), Run("this", EM, 'https://a.example/?b="1"&c')),
            )
        ),
    ),
    "image": (
        '<p>a<img src="https://a.example/p.png" alt="a &quot;map&quot;"></p>',
        _prose(
            Paragraph((Run("a"), Run(IMAGE_CHARACTER, image=Image("https://a.example/p.png", 'a "map"')))),
        ),
    ),
    "quotes": (
        "<blockquote><p>a</p><p>b</p><blockquote><p>c</p></blockquote></blockquote><p>d</p>",
        _prose(_text("a", quote=1), _text("b", quote=1), _text("c", quote=2), _text("d")),
    ),
    "lists": (
        "<ul><li>a</li><li>b<ol><li>c</li></ol><ul><li>d</li></ul></li><li>e</li></ul><ol><li>f</li></ol>",
        _prose(
            _text("a", kind=Block.BULLET),
            _text("b", kind=Block.BULLET),
            _text("c", kind=Block.NUMBER, level=1),
            _text("d", kind=Block.BULLET, level=1),
            _text("e", kind=Block.BULLET),
            _text("f", kind=Block.NUMBER),
        ),
    ),
    "list in a quote": (
        '<blockquote><ul><li align="center">a</li></ul><hr></blockquote><ul><li>b</li></ul>',
        _prose(
            _text("a", kind=Block.BULLET, align=Align.CENTER, quote=1),
            Paragraph(kind=Block.RULE, quote=1),
            _text("b", kind=Block.BULLET),
        ),
    ),
}


@pytest.mark.parametrize(("html", "prose"), STORED.values(), ids=STORED.keys())
def test_the_stored_form(html: str, prose: Prose) -> None:
    assert to_html(prose) == html
    assert from_html(html) == prose
    assert canonical(prose) == prose


@given(PROSE)
def test_prose_survives_the_round_trip(prose: Prose) -> None:
    assert from_html(to_html(prose)) == canonical(prose)


@given(PROSE)
def test_the_bytes_survive_the_round_trip(prose: Prose) -> None:
    html = to_html(prose)
    assert to_html(from_html(html)) == html
    assert to_html(canonical(prose)) == html
    html.encode("utf-8")


@given(PROSE)
def test_making_canonical_twice_is_making_it_once(prose: Prose) -> None:
    once = canonical(prose)
    assert canonical(once) == once


@given(PROSE)
def test_what_stands_between_the_blocks_changes_nothing(prose: Prose) -> None:
    """Indented, commented or wrapped by another program, the stored form still says the same."""
    html = to_html(prose)
    spaced = "<!doctype html>\n<body>" + html.replace("</p>", "</p>\n<!-- <p>no</p> -->\n  ") + "\n</body>\n"
    assert from_html(spaced) == from_html(html)


_TAGS = (
    "<p>|</p>|<p align='center'>|<P align=sideways>|<em>|</em>|<b>|<ul>|<ol>|<li>|</li>|</ul>|<blockquote>|"
    "</blockquote>|<hr/>|<br>|<a>|<a href='javascript:x'>|<a href=b>|</a>|<img>|<img src=x>|<![CDATA[|]]>|"
    "<!--|-->|<!doctype |<?php |<script>|</script>|<div>|<svg/onload=x>|<|>|&|&nbsp;|&#0;|&#xd800;"
)
_SCRAPS = st.lists(st.sampled_from(_TAGS.split("|")) | TEXT, max_size=20).map("".join)


@given(_SCRAPS)
@example("<![if x]><p>a")
@example("&#" + "9" * 5000 + ";")
@example("<p>&#" + "9" * 5000 + ";</p>")
@example("<p>&#x" + "9" * 5000 + ";</p>")
def test_nothing_makes_reading_raise_and_what_is_read_is_canonical(html: str) -> None:
    prose = from_html(html)
    assert canonical(prose) == prose
    assert from_html(to_html(prose)) == prose


def test_the_words_of_damaged_html_are_kept() -> None:
    prose = from_html("loose <div><p>One <em>two</p>three</div><li>four</ul></blockquote><font>five")
    assert prose.plain.split() == ["loose", "One", "two", "three", "four", "five"]


def test_space_between_the_blocks_of_indented_html_is_not_text() -> None:
    assert from_html("<p>one\n two</p>\n\n<hr />\n<p>three</p>\n").plain == "one two\n\nthree"


@pytest.mark.parametrize(
    ("given_link", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("ftp://a.example", "ftp://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//a.example/x", "//a.example/x"),
        ("chapter2.html#end", "chapter2.html#end"),
        ("/works/1?view=a:b", "/works/1?view=a:b"),
        (" https://a.example\n", "https://a.example"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("", None),
        (None, None),
    ],
)
def test_links(given_link: str | None, kept: str | None) -> None:
    assert safe_link(given_link) == kept


def test_text_keeps_its_no_break_spaces_and_loses_what_is_not_text() -> None:
    assert clean_text("a\u00a0b\u202fc") == "a\u00a0b\u202fc"
    assert clean_text("a\x00b\x1b[c\ud83d\ufffc") == "ab[c"
    assert clean_text("a\tb\r\nc\rd\u2028e\x0bf") == "a b\nc\nd\ne\nf"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")


def test_ordinals_of_paragraphs_are_those_of_lines() -> None:
    text = "One.\n\nTwo."
    assert from_html(to_html(prose_from_text(text))).plain == text
