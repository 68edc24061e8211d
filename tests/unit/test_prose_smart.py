"""Smart punctuation, judged by what stands on the page after a text has been typed key by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.prose.smart import Replacement, smart_replacement


def _typed(keys: str) -> str:
    text = ""
    for key in keys:
        replacement = smart_replacement(text, key)
        if replacement is None:
            text += key
        else:
            text = text[: len(text) - replacement.delete] + replacement.insert
    return text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ('"Well," she said.', "“Well,” she said."),
        ('He said: "No."', "He said: “No.”"),
        ('"Wait--"', "“Wait—”"),
        ('He said--"No."', "He said—“No.”"),
        ('"…and then?"', "“…and then?”"),
        ('"And then..."', "“And then…”"),
        ('("Aside.")', "(“Aside.”)"),
        ('\u00a0"A"', "\u00a0“A”"),
        ('one\u2028"two"', "one\u2028“two”"),
        ('""', "“”"),
        ("don't", "don’t"),
        ("the ferries' bells", "the ferries’ bells"),
        ("'Stay,' he said.", "‘Stay,’ he said."),
        ("'Stay--'", "‘Stay—’"),
        ("I don't--'", "I don’t—‘"),
        ("\"He said 'stay'\"", "“He said ‘stay’”"),
        ("\"'Stay,' he said.\"", "“‘Stay,’ he said.”"),
        ("'tis late", "’tis late"),
        ("'Twas late", "’Twas late"),
        ("'tisane'", "‘tisane’"),
        ("back in the '90s, in '98.", "back in the ’90s, in ’98."),
        ("'900 of them'", "‘900 of them’"),
        ("(get 'em)", "(get ’em)"),
        ('"Get \'em"', "“Get ’em”"),
        ("Get 'em--now", "Get ’em—now"),
        ("Get 'em...", "Get ’em…"),
        ("'Em, come here.'", "‘Em, come here.’"),
        ("the word 'cause'", "the word ‘cause’"),
        ("just 'cause I can", "just ’cause I can"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("one--two", "one—two"),
        ("one---two", "one—two"),
        ('"Wait---"', "“Wait—”"),
        ("one -- two", "one — two"),
        ("well-known", "well-known"),
        ("--", "--"),
        ("---", "---"),
        ("- - -", "- - -"),
        ("***", "***"),
        ("Well...", "Well…"),
        ("Well....", "Well…."),
        ("A. B. C.", "A. B. C."),
        ("6'2\"", "6’2”"),
    ],
)
def test_what_stands_on_the_page(keys: str, text: str) -> None:
    assert _typed(keys) == text


def test_a_replacement_says_what_to_delete_and_insert() -> None:
    assert smart_replacement("one-", "-") == Replacement(1, "—")
    assert smart_replacement("one", "x") is None
    assert smart_replacement("one", "pasted 'text'") is None
    assert smart_replacement("", "") is None


@given(st.text(st.sampled_from("ab '\".-—…“”‘’90s(\u2028"), max_size=20), st.characters())
def test_never_deletes_more_than_there_is(before: str, typed: str) -> None:
    replacement = smart_replacement(before, typed)
    assert replacement is None or replacement.delete <= len(before)


@given(st.text(st.characters(exclude_characters="'\".-"), max_size=20).filter(lambda text: "‘" not in text))
def test_other_keys_stay_as_they_are(keys: str) -> None:
    assert _typed(keys) == keys
