"""Words by AO3's rule: the table of facts/ao3.md, and equality with the rule written out."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.prose.counting import count_text, count_words
from planner.domain.prose.html import canonical, from_html
from planner.domain.prose.model import EMPTY, IMAGE_CHARACTER, Image, Paragraph, Prose, Run, prose_from_text
from tests.unit.prose_strategies import PROSE

TABLE = [
    ("well-known don’t o’clock ’tis", 4),
    ("one--two—three – four… five", 5),
    ("- — * ~ ...", 0),
    ("___", 1),
    ("I'm 1,000.5% sure", 5),
    ("“Well—” she st-stammered, “I—I ca–can’t.”", 7),
    ("a---b", 2),
    ("他说OK了", 4),
    ("コーヒー", 4),
    ("สวัสดี", 6),
    ("안녕 세계", 2),
    ("❤️ 😀", 1),
    ("a‑b", 2),
    ("x² ½ Ⅷ", 2),
]
TABLE_OF_HTML = [
    ("<p>un<em>believ</em>able</p>", 3),
    ("<p><strong>S</strong>he <em>ran</em>.</p>", 3),
    ("<p>a</p><p>b</p>c<br/>d", 4),
    ("&nbsp;A &amp; B<!-- c d -->", 2),
]


@pytest.mark.parametrize(("text", "words"), TABLE)
def test_ao3s_table(text: str, words: int) -> None:
    assert count_text(text) == words
    assert count_words(prose_from_text(text)) == words


@pytest.mark.parametrize(("html", "words"), TABLE_OF_HTML)
def test_ao3s_table_of_html(html: str, words: int) -> None:
    assert count_words(from_html(html)) == words


def _code_points(ranges: str) -> frozenset[int]:
    pairs = (pair.split("-") for pair in ranges.split())
    return frozenset(code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1))


CIRCLED_LETTERS = _code_points("24B6-24E9 1F130-1F149 1F150-1F169 1F170-1F189")
NOT_NAMED_BY_SCRIPT = _code_points(
    "3005-3005 3007-3007 3021-3029 3038-303B 16FE2-16FE3 16FF0-16FF1 1F200-1F200 32D0-32FE 3300-3357"
    # Newer than the Unicode of some Python that Longfic runs on:
    " 2B739-2B739 2B81D-2B81D 2CEA1-2CEA1 31350-323AF 2EBF0-2EE5D 1B11F-1B11F 1B132-1B132 1B155-1B155"
)
NAMES_OF_SPACELESS = (
    "CJK RADICAL", "KANGXI RADICAL", "CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH",
    "THAI CHARACTER", "THAI DIGIT", "HENTAIGANA LETTER", "HALFWIDTH KATAKANA LETTER",
    "HIRAGANA LETTER", "HIRAGANA ITERATION", "HIRAGANA VOICED ITERATION", "HIRAGANA DIGRAPH",
    "KATAKANA LETTER", "KATAKANA ITERATION", "KATAKANA VOICED ITERATION", "KATAKANA DIGRAPH",
)  # fmt: skip


def _is_spaceless(character: str) -> bool:
    """By name where the rule's own table goes by number."""
    named = unicodedata.name(character, "").startswith(NAMES_OF_SPACELESS)
    return named or ord(character) in NOT_NAMED_BY_SCRIPT


def _is_word_character(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or ord(character) in CIRCLED_LETTERS


def _count_by_the_letter(text: str) -> int:
    """The rule's four steps, one after the other."""
    text = text.replace("--", "—")
    text = re.sub("['’‘-]", "", text)
    words = 0
    in_word = False
    for character in text:
        if _is_spaceless(character):
            words += 1
            in_word = False
        elif _is_word_character(character):
            words += not in_word
            in_word = True
        else:
            in_word = False
    return words


_TELLING = st.sampled_from("a-'’‘—–_ \n\u00a0é1²½Ⅷ他コーひท안❤\ufe0fⓐ🅐‑\u0301\u200d.,…“”")


@given(st.text(_TELLING | st.characters(), max_size=40))
@example("ー々〇㋐㍿ｶﾞ฿๏")
def test_counting_follows_the_rule(text: str) -> None:
    assert count_text(text) == _count_by_the_letter(text)


def test_every_character_is_counted_by_the_rule() -> None:
    """Letter by letter between two letters: 1 joins them, 2 parts them, 3 stands by itself."""
    wrong = [
        hex(code)
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) != "Cn"
        if count_text(f"a{chr(code)}b") != _count_by_the_letter(f"a{chr(code)}b")
    ]
    assert wrong == []


@given(PROSE)
def test_the_words_of_prose_are_those_of_its_text_nodes(prose: Prose) -> None:
    nodes = [node for p in canonical(prose) for run in p.runs for node in run.text.split("\n")]
    assert count_words(canonical(prose)) == sum(map(count_text, nodes))


def test_an_image_has_no_words_and_nothing_has_none() -> None:
    image = Run(IMAGE_CHARACTER, image=Image("https://a.example/map.png", "a map of it"))
    assert count_words(Prose((Paragraph((image,)), Paragraph()))) == 0
    assert count_words(EMPTY) == 0
