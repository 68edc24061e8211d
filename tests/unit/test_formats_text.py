"""Plain text: any encoding, any way to use lines, and no emphasis that is not plainly one."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from planner.domain.draft import StoryDraft
from planner.domain.errors import PlannerError
from planner.domain.prose.html import to_html
from planner.domain.prose.model import Paragraph, Prose
from planner.formats.registry import read
from planner.formats.text import emphasised
from tests.unit.format_files import RAIN, story_html


def _read(tmp_path: Path, content: str | bytes) -> StoryDraft:
    path = tmp_path / "the-long_quay.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def _paragraphs(tmp_path: Path, content: str | bytes) -> list[str]:
    (chapter,) = _read(tmp_path, content).chapters
    (scene,) = chapter.scenes
    return [to_html(Prose((paragraph,))) for paragraph in scene.prose]


def test_a_text_without_title_is_named_after_its_file(tmp_path: Path) -> None:
    assert _read(tmp_path, RAIN).title == "The long quay"


# --- encodings ---


SPOKEN = "“I’m… not cold,” said Zoë—though she was. 他说 OK。"
WESTERN = "“I’m… not cold,” said Zoë—though she was, in that café, as cold as anybody could be."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form(tmp_path: Path, encoding: str) -> None:
    text = f"{RAIN} {SPOKEN}\r\n\r\nNext."
    assert _paragraphs(tmp_path, text.encode(encoding)) == [f"<p>{RAIN} {SPOKEN}</p>", "<p>Next.</p>"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        ("Привет, — сказала девочка. Это рассказ о собаке и лодке. " * 3, "cp1251"),
        ("彼女は言った。今日はいい天気ですね。" * 4, "shift_jis"),
        ("他说今天天气很好，我们去看海吧。" * 4, "gb18030"),
    ],
)
def test_older_encodings_are_guessed(tmp_path: Path, text: str, encoding: str) -> None:
    assert _paragraphs(tmp_path, text.encode(encoding)) == [f"<p>{text.strip()}</p>"]


def test_a_damaged_byte_costs_one_character_and_is_said(tmp_path: Path) -> None:
    story = _read(tmp_path, f"{SPOKEN} Za{RAIN}".encode().replace(b"Za", b"\xc3Za"))
    assert story.dropped == ("1 character could not be read and became �.",)
    assert SPOKEN in story_html(story.chapters[0])[0]


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"\x00" * 500, b"\x01\x02\x03\x04" * 100])
def test_what_is_not_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(PlannerError, match="not a text file"):
        _read(tmp_path, content)


# --- lines ---


def test_empty_lines_part_paragraphs(tmp_path: Path) -> None:
    assert _paragraphs(tmp_path, f"{RAIN}\n\n  {RAIN}\n\n\n") == [f"<p>{RAIN}</p>"] * 2


def test_short_lines_of_a_block_are_verse(tmp_path: Path) -> None:
    text = f"{RAIN}\n\nRoses are red,\nquays are grey.\n\n{RAIN}\n\n{RAIN}"
    assert _paragraphs(tmp_path, text)[1] == "<p>Roses are red,<br>quays are grey.</p>"


def test_lines_without_empty_ones_are_paragraphs(tmp_path: Path) -> None:
    assert _paragraphs(tmp_path, f"“Tea?”\n“Evidently.”\n{RAIN}\n{RAIN}\n{RAIN}") == [
        "<p>“Tea?”</p>",
        "<p>“Evidently.”</p>",
        *[f"<p>{RAIN}</p>"] * 3,
    ]


def test_paragraphs_of_one_length_are_not_wrapped(tmp_path: Path) -> None:
    assert _paragraphs(tmp_path, f"{RAIN}\n" * 50) == [f"<p>{RAIN}</p>"] * 50


@pytest.mark.parametrize("width", [60, 72, 78])
def test_wrapped_lines_are_joined(tmp_path: Path, width: int) -> None:
    long = " ".join([RAIN] * 5)
    text = "\n\n".join([textwrap.fill(long, width)] * 4)
    assert _paragraphs(tmp_path, text) == [f"<p>{long}</p>"] * 4


def test_wrapped_lines_with_indents_alone(tmp_path: Path) -> None:
    long = " ".join([RAIN] * 5)
    text = "\n".join([textwrap.fill(long, 70, initial_indent="    ")] * 4)
    assert _paragraphs(tmp_path, text) == [f"<p>{long}</p>"] * 4


def test_a_word_broken_at_its_hyphen_is_one_again(tmp_path: Path) -> None:
    line = "It was a well-known fact on that quay that rain came with the well-"
    text = f"{line}\nknown ferry, and that the ferry came with nothing but rain and a very\n" * 4
    assert "well-known ferry" in "".join(_paragraphs(tmp_path, text))


def test_other_line_ends(tmp_path: Path) -> None:
    assert _paragraphs(tmp_path, f"{RAIN}\r\r{RAIN}\u2028\u2028{RAIN}\x0c\x0c{RAIN}") == [f"<p>{RAIN}</p>"] * 4


# --- emphasis ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She *did* say so.", "She <em>did</em> say so."),
        ("She _did_ say so, _really did_.", "She <em>did</em> say so, <em>really did</em>."),
        ("**Never** again.", "<strong>Never</strong> again."),
        ("“*You*,” he said.", "“<em>You</em>,” he said."),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a snake_case_name", "a snake_case_name"),
        ("f*ck and *sh*t", "f*ck and *sh*t"),
        ("*one* and *two", "*one* and *two"),
        ("* * *", "* * *"),
        ("https://a.example/_x_", "https://a.example/_x_"),
    ],
)
def test_emphasis_is_read_where_it_is_plain(text: str, expected: str) -> None:
    assert to_html(Prose((Paragraph(tuple(emphasised(text))),))) == f"<p>{expected}</p>"
