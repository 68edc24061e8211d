"""What is written is read back as it was: AO3's HTML, Markdown, and whole stories."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.prose.counting import count_text, count_words
from planner.domain.prose.html import canonical, to_html
from planner.domain.prose.model import IMAGE_CHARACTER, Align, Block, Image, Mark, Paragraph, Prose, Run, merged
from planner.formats.markdown import read_markdown
from planner.formats.markup import prose_from_markup
from planner.formats.to_ao3 import prose_html
from planner.formats.to_markdown import prose_markdown
from tests.unit.prose_strategies import PROSE

# Signs that mean something in Markdown or HTML, blanks that no browser collapses, and letters of several scripts.
_WORDS = st.text("ab1*_~`\\#>-+=.!&<[](){}|:;“”—…é😀他\u00a0\u3000", min_size=1, max_size=8).filter(str.strip)
_MARKS = st.frozensets(st.sampled_from(Mark), max_size=3)
_LINKS = st.sampled_from([None] * 4 + ["https://a.example/x?y=1&z=2", "https://a.example/(b)", "mailto:x_y@z.example"])
_IMAGES = st.builds(
    Image, st.sampled_from(["https://a.example/p_q.png", 'https://a.example/?a&copy="1"']), _WORDS | st.just("")
)


@st.composite
def shown_runs(draw: st.DrawFn) -> tuple[Run, ...]:
    """Runs as a browser shows them: no blanks at the ends of a line or beside one another."""
    runs: list[Run] = []
    for last in [False] * draw(st.integers(0, 4)) + [True]:
        marks, href = draw(_MARKS), draw(_LINKS)
        gap = "" if last else draw(st.sampled_from(["", " ", " ", "\n"]))
        if draw(st.integers(0, 9)) == 0:
            runs += [Run(IMAGE_CHARACTER, marks, href, draw(_IMAGES)), Run(gap)]
        else:
            runs.append(Run(draw(_WORDS) + gap, marks, href))
    return merged(runs)


SHOWN = st.lists(
    st.builds(
        Paragraph,
        shown_runs(),
        st.sampled_from(Block),
        st.sampled_from(Align),
        st.sampled_from([0, 0, 0, 1, 2]),
        st.sampled_from([0, 0, 1, 2]),
    ),
    max_size=6,
).map(lambda paragraphs: canonical(Prose(tuple(paragraphs))))
"""Canonical prose that a browser shows as it is, without empty paragraphs."""


@given(SHOWN)
def test_ao3_html_is_read_back_as_it_was(prose: Prose) -> None:
    again, dropped = prose_from_markup(prose_html(prose))
    assert to_html(again) == to_html(prose)
    assert again == prose
    assert dropped == ()


@given(SHOWN)
@example(Prose((Paragraph((Run("a", frozenset({Mark.EM})), Run("b", frozenset({Mark.STRONG})))),)))
@example(Prose((Paragraph((Run("1. a\n- b\n# c\n===\n> d"),)),)))
@example(Prose((Paragraph((Run("oh!"), Run("[x]", href="https://a.example/"))),)))
def test_markdown_is_read_back_as_it_was(prose: Prose) -> None:
    again = read_markdown(prose_markdown(prose)).prose
    assert to_html(_without_marked_blanks(again)) == to_html(_without_marked_blanks(prose))


def _without_marked_blanks(prose: Prose) -> Prose:
    """The prose with no mark on the blanks at the ends of a run: Markdown has none there, and nobody sees them."""

    def parts(run: Run) -> list[Run]:
        text = run.text.strip()
        start = run.text.find(text)
        ends = run.text[:start], run.text[start + len(text) :]
        before, after = (Run(end, href=run.href) for end in ends)
        return [before, Run(text, run.marks, run.href, run.image), after] if not run.image else [run]

    return Prose(
        tuple(
            Paragraph(merged(part for run in p.runs for part in parts(run)), p.kind, p.align, p.quote, p.level)
            for p in prose
        )
    )


class _TextNodes(HTMLParser):
    """Counts the words of each text node by itself, as AO3 does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = 0

    def handle_data(self, data: str) -> None:
        self.words += count_text(data)


@given(PROSE)
def test_ao3_counts_the_words_we_count(prose: Prose) -> None:
    nodes = _TextNodes()
    nodes.feed(prose_html(prose))
    nodes.close()
    assert nodes.words == count_words(canonical(prose))


@given(PROSE)
def test_any_prose_is_written_without_line_breaks_or_empty_paragraphs(prose: Prose) -> None:
    html = prose_html(prose)
    assert "\n" not in html
    assert "<p></p>" not in html
    again = prose_html(prose_from_markup(html)[0])
    assert prose_html(prose_from_markup(again)[0]) == again
