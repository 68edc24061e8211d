"""Hypothesis strategies for prose, shared by the tests of its laws."""

from __future__ import annotations

from hypothesis import strategies as st

from planner.domain.prose.model import Align, Block, Image, Mark, Paragraph, Prose, Run

# Characters that have a meaning somewhere between an author's key and the stored bytes, beside any others.
_PECULIAR = "\n\t\r\x0b\x0c\x85\x00\x1b &<>\"'/=\u00a0\u202f\u2028\u2029\ufffc\ufeff\ud83d\ufdd0\ufffe…—é他😀"
TEXT = st.text(st.sampled_from(_PECULIAR) | st.characters(codec=None), max_size=12)
_LINKS = (
    st.sampled_from(
        [None, 'https://a.example/?x=1&y="2"', "mailto:a@b.example", "chapter 2.html", "javascript:alert(1)", " ", "#n"]
    )
    | TEXT
)
_IMAGES = st.builds(Image, st.sampled_from(["https://a.example/p.png", "data:image/png;base64,AA", ""]) | TEXT, TEXT)
_MARKS = st.frozensets(st.sampled_from(Mark), max_size=3)

RUNS = st.builds(Run, TEXT, _MARKS, _LINKS, st.none() | st.none() | _IMAGES)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(RUNS, max_size=4).map(tuple),
    st.sampled_from(Block),
    st.sampled_from(Align),
    st.sampled_from([0, 0, 0, 1, 2, 12, -1]),
    st.sampled_from([0, 0, 1, 2, 5, -1]),
)
PROSE = st.lists(PARAGRAPHS, max_size=8).map(lambda paragraphs: Prose(tuple(paragraphs)))
"""Any prose, canonical or not."""
