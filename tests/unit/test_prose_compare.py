"""The word-level comparison of two versions of a text."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.prose.compare import Piece, PieceKind, compare

SAME, ADDED, REMOVED = PieceKind.SAME, PieceKind.ADDED, PieceKind.REMOVED


def _parts(old: str, new: str) -> list[tuple[PieceKind, str]]:
    return [(piece.kind, piece.text) for piece in compare(old, new)]


def _version(pieces: list[Piece], without: PieceKind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not without)


def _assert_reassembles(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert _version(pieces, without=ADDED) == old
    assert _version(pieces, without=REMOVED) == new


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("", "", []),
        ("One.", "One.", [(SAME, "One.")]),
        ("", "One.", [(ADDED, "One.")]),
        ("One.", "", [(REMOVED, "One.")]),
        ("She ran home.", "She walked home.", [(SAME, "She "), (REMOVED, "ran"), (ADDED, "walked"), (SAME, " home.")]),
        ("She ran.", "She ran away.", [(SAME, "She ran"), (ADDED, " away"), (SAME, ".")]),
        (
            "The old red fox slept here.",
            "The young grey fox slept here.",
            [(SAME, "The "), (REMOVED, "old red"), (ADDED, "young grey"), (SAME, " fox slept here.")],
        ),
        ("One.\nTwo.\nThree.", "One.\nThree.", [(SAME, "One.\n"), (REMOVED, "Two.\n"), (SAME, "Three.")]),
        ("One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", [(SAME, "One.\n\n"), (ADDED, "New.\n\n"), (SAME, "Two.")]),
        ("Rain fell.", "“Why?” asked Bo.", [(REMOVED, "Rain fell."), (ADDED, "“Why?” asked Bo.")]),
    ],
)
def test_what_changed(old: str, new: str, parts: list[tuple[PieceKind, str]]) -> None:
    assert _parts(old, new) == parts


_LINES = st.lists(st.sampled_from(["a b c.", "a b d.", "x y.", "", "“a,” b said. C?", " "]), max_size=12).map("\n".join)


@given(_LINES | st.text(max_size=60), _LINES | st.text(max_size=60))
def test_both_versions_come_back_from_the_pieces(old: str, new: str) -> None:
    _assert_reassembles(old, new)


@given(_LINES, _LINES)
def test_pieces_are_few_and_in_order(old: str, new: str) -> None:
    kinds = [piece.kind for piece in compare(old, new)]
    assert all(piece.text for piece in compare(old, new))
    assert all(one is not other for one, other in pairwise(kinds))
    assert (ADDED, REMOVED) not in pairwise(kinds)


def _chapter(seed: int, paragraphs: int) -> list[list[str]]:
    words = [f"word{number}" for number in range(400)]
    dice = random.Random(seed)
    return [dice.choices(words, k=20) for _ in range(paragraphs)]


def _text(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(words) + "." for words in paragraphs)


def _name_changed(paragraphs: list[list[str]]) -> list[list[str]]:
    return [[*words[:9], "Ines", *words[10:]] for words in paragraphs]


@pytest.mark.parametrize(
    "new",
    [
        _text(_name_changed(_chapter(1, 2_500))),
        _text(_chapter(2, 2_500)),
        _text(_name_changed(_chapter(1, 2_500))[50:] + _chapter(3, 70)),
        _text(_chapter(1, 2_500)).replace("\n\n", " "),
        "\n".join("ab"[i % 2] for i in range(20_000)),
        "." * 100_000,
        "“a.” " * 50_000,
    ],
    ids=["a word everywhere", "all new", "cut and changed", "one long paragraph", "two lines", "dots", "one sentence"],
)
def test_long_chapters_are_compared_in_time(new: str) -> None:
    old = _text(_chapter(1, 2_500))
    started = time.process_time()
    _assert_reassembles(old, new)
    _assert_reassembles(new, old)
    assert time.process_time() - started < 10


def test_paragraphs_run_together_keep_their_words() -> None:
    text = _text(_chapter(1, 300))
    pieces = compare(text, text.replace("\n\n", " "))
    assert {piece.text for piece in pieces if piece.kind is ADDED} == {" "}


def test_a_word_changed_in_every_paragraph_is_all_that_is_marked() -> None:
    old, new = _chapter(1, 300), _name_changed(_chapter(1, 300))
    pieces = compare(_text(old), _text(new))
    assert [piece.text for piece in pieces if piece.kind is ADDED] == ["Ines"] * 300
