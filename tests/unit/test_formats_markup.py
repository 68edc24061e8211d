"""HTML from anywhere becomes prose: what it shows in a browser, and nothing of how it was made."""

from __future__ import annotations

import pytest

from planner.domain.errors import PlannerError
from planner.domain.prose.html import canonical, to_html
from planner.domain.prose.model import EMPTY
from planner.formats.markup import prose_from_markup


def _read(html: str) -> str:
    prose, _ = prose_from_markup(html)
    assert canonical(prose) == prose
    return to_html(prose)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>One</p>\n<p>Two</p>", "<p>One</p><p>Two</p>", id="paragraphs"),
        pytest.param("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>", id="divs"),
        pytest.param("One<br><br>Two<br />Three", "<p>One</p><p>Two<br>Three</p>", id="two breaks part paragraphs"),
        pytest.param("<p>One<br>\n<br>Two</p>", "<p>One</p><p>Two</p>", id="two breaks in a paragraph"),
        pytest.param("<p>One<br></p><p><br>Two</p>", "<p>One</p><p>Two</p>", id="breaks at the ends are nothing"),
        pytest.param("<p> One \n  two\t three </p>", "<p>One two three</p>", id="blanks collapse"),
        pytest.param("<p>a <em> b </em> c</p>", "<p>a <em>b </em>c</p>", id="blanks collapse across tags"),
        pytest.param("<p>10&nbsp;000 &#8239;!</p>", "<p>10\u00a0000 \u202f!</p>", id="no-break spaces stay"),
        pytest.param("<p>a<!-- b -->c</p>", "<p>ac</p>", id="comments vanish"),
        pytest.param("just text", "<p>just text</p>", id="no tags"),
        pytest.param("a <b>b</b><p>c</p>d", "<p>a <strong>b</strong></p><p>c</p><p>d</p>", id="loose text"),
    ],
)  # fmt: skip
def test_paragraphs(html: str, expected: str) -> None:
    assert _read(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b><strong>b</strong>", "<strong>ab</strong>"),
        ("<i>a</i><em>b</em><cite>c</cite>", "<em>abc</em>"),
        ("<u>a</u><ins>b</ins>", "<u>ab</u>"),
        ("<s>a</s><strike>b</strike><del>c</del>", "<s>abc</s>"),
        ("x<sub>2</sub><sup>n</sup>", "x<sub>2</sub><sup>n</sup>"),
        ("<code>a</code><tt>b</tt><kbd>c</kbd>", "<code>abc</code>"),
        ("<b><i>a</i> b</b>", "<strong><em>a</em> b</strong>"),
        ("<i><i>a</i> b</i>", "<em>a b</em>"),
        ('<font color="red" size="5">a</font>', "a"),
        ("<big>a</big><small>b</small><span>c</span><abbr>d</abbr>", "abcd"),
        ("<q>a</q>", "“a”"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        ('<span style="font-style: italic">a</span>', "<em>a</em>"),
        ('<span style="FONT-WEIGHT: 700 !important">a</span>', "<strong>a</strong>"),
        ('<span style="font-weight:500">a</span>', "a"),
        ('<span style="text-decoration: underline line-through">a</span>', "<u><s>a</s></u>"),
        ('<span style="vertical-align:super">a</span>', "<sup>a</sup>"),
        ('<i>a <span style="font-style:normal">b</span></i>', "<em>a </em>b"),
        ('<b style="font-weight:normal">a</b>', "a"),
        ('<u style="text-decoration:none">a</u>', "a"),
        ('a<span style="display:none">b</span><span hidden>c</span>', "a"),
    ],
)
def test_marks(html: str, expected: str) -> None:
    assert _read(f"<p>{html}</p>") == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>",
         "<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4><h4>e</h4><h4>f</h4>"),
        ('<p align="center">a</p><p align=RIGHT>b</p>', '<p align="center">a</p><p align="right">b</p>'),
        ('<div style="text-align:center"><p>a</p></div>', '<p align="center">a</p>'),
        ("<center>a<p>b</p></center>", '<p align="center">a</p><p align="center">b</p>'),
        ('<p align="justify">a</p>', '<p align="justify">a</p>'),
        ("<blockquote>a<blockquote><p>b</p></blockquote></blockquote>c",
         "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "<ul><li>a<br>b</li><li>c</li></ul>"),
        ("<p>a</p><hr /><p>b</p>", "<p>a</p><hr><p>b</p>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
        ("<pre>a\n  b\n\nc</pre>", "<p>a<br>  b</p><p>c</p>"),
    ],
)  # fmt: skip
def test_blocks(html: str, expected: str) -> None:
    assert _read(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://a.example/x">a <em>b</em></a>', '<a href="https://a.example/x">a <em>b</em></a>'),
        ('<a href="https://a.example"><u>a</u></a>', '<a href="https://a.example"><u>a</u></a>'),
        ('<a href="https://a.example" style="text-decoration:underline">a</a>', '<a href="https://a.example">a</a>'),
        ('<a href="javascript:alert(1)">a</a><a href="/users/b">b</a><a href="#n">c</a><a name="d">d</a>', "abcd"),
        ('<img src="https://a.example/p.png" alt="a  b">', '<img src="https://a.example/p.png" alt="a b">'),
    ],
)
def test_links_and_pictures(html: str, expected: str) -> None:
    assert _read(f"<p>{html}</p>") == f"<p>{expected}</p>"


def test_what_cannot_be_kept_is_said() -> None:
    table = "<table><tr><td>a</td><td>b<table><tr><td>c</td></tr></table></td></tr></table>"
    html = (
        f'{table}{table}<img src="p.png"><img src="data:image/png;base64,AA"><iframe src="https://a.example"></iframe>'
    )

    prose, dropped = prose_from_markup(html)

    assert to_html(prose) == "<p>a</p><p>b</p><p>c</p>" * 2
    assert dropped == (
        "2 tables became plain paragraphs.",
        "2 pictures without a web address were left out.",
        "1 embedded video, sound or page was left out.",
    )


def test_programs_and_styles_go_without_a_word() -> None:
    html = "<style>p {}</style><script>x</script><noscript>y</noscript><p>a</p><button>Kudos</button>"
    assert prose_from_markup(html) == prose_from_markup("<p>a</p>")


def test_word_on_the_clipboard() -> None:
    html = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
        p.MsoNormal {mso-style-parent:""; font-family:"Times New Roman";} --></style></head>
        <body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
        <p class=MsoNormal style='mso-margin-top-alt:auto;font-family:"a;b"'>The <i
        style='mso-bidi-font-style:normal'>goat</i>
        stayed.<o:p></o:p></p>
        <p class=MsoNormal align=center style='text-align:center'>* * *<o:p></o:p></p>
        <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
        <span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
        style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>bread</p>
        <p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span
        style='mso-list:Ignore'>a)<span>&nbsp;&nbsp; </span></span><![endif]>cheese</p>
        <!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]-->
        <p class=MsoNormal><span style='mso-hide:all'>hidden</span><s>gone</s></p><!--EndFragment--></body></html>"""
    assert _read(html) == (
        '<p>The <em>goat</em> stayed.</p><p align="center">* * *</p>'
        "<ul><li>bread<ol><li>cheese</li></ol></li></ul><p><s>gone</s></p>"
    )


def test_google_docs_on_the_clipboard() -> None:
    common = "font-size:11pt;text-decoration:none;vertical-align:baseline;white-space:pre-wrap"
    plain = f"{common};font-weight:400;font-style:normal"
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
        f'<span style="{plain}">The </span><span style="{common};font-weight:700;font-style:italic">goat</span>'
        f'<span style="{plain}">  stayed.</span></p><br /><p dir="ltr"><a href="https://a.example" '
        'style="text-decoration:none;"><span style="text-decoration:underline">Where</span></a></p></b>'
    )
    assert _read(html) == (
        '<p>The <strong><em>goat</em></strong>  stayed.</p><p><a href="https://a.example">Where</a></p>'
    )


def test_a_page_of_fanfiction_net() -> None:
    html = (
        "<div class='storytext' id='storytext'><p>The goat stayed.</p><hr size=1 noshade>"
        "<p style='text-align:center;'><strong>Later</strong></p><p>It <em>left</em>.</p></div>"
    )
    assert _read(html) == (
        '<p>The goat stayed.</p><hr><p align="center"><strong>Later</strong></p><p>It <em>left</em>.</p>'
    )


def test_libreoffice_on_the_clipboard() -> None:
    html = (
        '<p style="line-height: 100%"><font face="Liberation Serif, serif">The <i>goat</i></font></p>\n'
        '<p align="center" style="margin-bottom: 0cm"><b>Later</b></p>\n<p style="margin-bottom: 0cm"><br/>\n</p>'
    )
    assert _read(html) == '<p>The <em>goat</em></p><p align="center"><strong>Later</strong></p>'


def test_empty_paragraphs_between_all_others_are_spacing() -> None:
    assert _read("<p>a</p><p>&nbsp;</p><p>b</p><p><br></p><p>c</p>") == "<p>a</p><p>b</p><p>c</p>"


def test_a_gap_where_others_have_none_stays() -> None:
    html = "<p>a</p><p>b</p><p>c</p><p>&nbsp;</p><p>&nbsp;</p><p>d</p><p>e</p><p>f</p><p>g</p>"
    assert _read(html) == "<p>a</p><p>b</p><p>c</p><p></p><p>d</p><p>e</p><p>f</p><p>g</p>"


def test_a_gap_beside_a_rule_is_no_gap() -> None:
    html = "<p>a</p><p>b</p><p>c</p><p>d</p><p>&nbsp;</p><hr><p>&nbsp;</p><p>e</p><p>f</p>"
    assert _read(html) == "<p>a</p><p>b</p><p>c</p><p>d</p><hr><p>e</p><p>f</p>"


def test_long_loose_lines_are_paragraphs_and_short_ones_verse() -> None:
    long = "This line is longer than any line of verse would be, for it is prose."
    assert _read("<br>".join([long] * 3)) == f"<p>{long}</p>" * 3
    assert _read("<div>Roses<br>are<br>red</div>") == "<p>Roses<br>are<br>red</p>"
    assert _read(f"<p>{'<br>'.join([long] * 3)}</p>") == f"<p>{'<br>'.join([long] * 3)}</p>"


def test_what_is_not_text_is_removed() -> None:
    prose, _ = prose_from_markup("<p>a\x00b\x1bc\ud83dd&#xfffc;e&#1;f</p>")
    assert prose.plain == "abcdef"


@pytest.mark.parametrize("html", ["", "  \n", "<!-- nothing -->", "<p></p>", "<p>&nbsp;</p>", "<script>x</script>"])
def test_nothing_is_nothing(html: str) -> None:
    assert prose_from_markup(html) == (EMPTY, ())


def test_deep_nesting_is_read_and_endless_nesting_refused() -> None:
    assert _read("<div>" * 1_500 + "deep").endswith("<p>deep</p>")
    with pytest.raises(PlannerError, match="nested too deeply"):
        prose_from_markup("<div>" * 5_000 + "deep")
