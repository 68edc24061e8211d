"""Files that are broken, in disguise or made to harm: a sentence on what is wrong, in bounded time, and never a bug."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import Cancelled, PlannerError
from planner.formats import archive, manuscript, source
from planner.formats.registry import FILTERS, READERS, SUFFIXES, read
from tests.unit.ao3_download import SERIAL, ao3_epub, ao3_html, fff_html
from tests.unit.format_files import (
    CONTAINER,
    RAIN,
    declaring_less,
    epub_members,
    locked,
    paragraphs,
    story_html,
    unzipped,
    word_file,
    zipped,
)

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
"""Entities that unfold to two hundred gigabytes of laughter."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _refused(path: Path) -> PlannerError:
    with pytest.raises(PlannerError) as refusal:
        read(path)
    error = refusal.value
    assert error.what.endswith(".")
    assert error.advice.endswith(".")
    assert path.name in error.where
    return error


def _file(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _docx(tmp_path: Path, document_xml: str | None = None) -> Path:
    def build(document: Document) -> None:
        document.add_paragraph(RAIN)

    path = word_file(tmp_path / "a.docx", build)
    if document_xml is not None:
        path.write_bytes(zipped(unzipped(path.read_bytes()) | {"word/document.xml": document_xml.encode()}))
    return path


# --- no file, or not one to read ---


def test_a_missing_file(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no.txt").what == "There is no file “no.txt”."


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in _refused(tmp_path).what


def test_a_pipe_that_never_ends(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes among its files")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not a file" in _refused(tmp_path / "pipe.txt").what


def test_a_file_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, "mine.txt", RAIN)
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read anything

        def refuse(_self: Path, _mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    assert "not allowed" in _refused(path).what


def test_a_file_whose_folder_is_a_file(tmp_path: Path) -> None:
    assert "cannot be read" in _refused(_file(tmp_path, "a.txt", RAIN) / "b.txt").what


@pytest.mark.parametrize("content", [b"", b" \n\r\n\t "])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(tmp_path: Path, suffix: str, content: bytes) -> None:
    assert _refused(_file(tmp_path, f"a{suffix}", content)).what == f"“a{suffix}” is empty."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><body><p></p></body></html>"),
        ("a.html", "<!-- nothing -->"),
        ("a.md", "<!-- nothing -->"),
        ("a.md", "***\n\n---"),
        ("a.txt", "***\n\n---"),
        ("a.txt", "\u00a0"),
    ],
)
def test_a_file_without_text(tmp_path: Path, name: str, content: str) -> None:
    assert _refused(_file(tmp_path, name, content)).what == "There is no text in this file."


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST", 1024 * 1024)
    assert _refused(_file(tmp_path, "a.txt", RAIN * 20_000)).what == "“a.txt” is larger than 1 MB."


def test_more_paragraphs_than_any_story_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscript, "MOST_PARAGRAPHS", 5_000)
    for name, text in (("a.txt", "a\n"), ("a.html", "<p>a"), ("a.md", "a\n\n")):
        assert "more than 5,000 paragraphs" in _refused(_file(tmp_path, name, text * 10_000)).what


# --- disguises ---


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".epub", ".docx"])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1\\ansi hello}", "a Rich Text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old or locked Office document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"SQLite format 3\0" + b"\0" * 600, "a database"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a compressed file"),
        (zipped({"a.txt": "hello"}), "a zip file"),
        (zipped({}), "an empty zip file"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "an OpenDocument file"),
    ],
)
def test_other_formats_under_any_name(tmp_path: Path, suffix: str, content: bytes, name: str) -> None:
    assert _refused(_file(tmp_path, f"a{suffix}", content)).what == f"This is {name}, which Longfic does not read."


@pytest.mark.parametrize("suffix", [".epub", ".docx"])
def test_the_first_part_of_a_book_is_a_damaged_book(tmp_path: Path, suffix: str) -> None:
    begun = zipped({"a.txt": "hello " * 500})[:40]
    assert _refused(_file(tmp_path, f"a{suffix}", begun)).what == "This file is damaged."


@pytest.mark.parametrize("suffix", [".epub", ".docx"])
@pytest.mark.parametrize("content", [b"x\n", b"<!DOCTYPE html><html><body><p>Not found</p></body></html>"])
def test_what_a_failed_download_left_is_no_book(tmp_path: Path, suffix: str, content: bytes) -> None:
    said = _refused(_file(tmp_path, f"a{suffix}", content))
    assert said.what == f"There is no {suffix[1:].upper()} in this file, whatever its name says."
    assert "again" in said.advice


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_noise_under_any_name(tmp_path: Path, suffix: str) -> None:
    noise = bytes(number * number * 7 % 251 for number in range(4_000))
    assert "not a text file" in _refused(_file(tmp_path, f"a{suffix}", b"\x02" + noise)).what


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    page = _file(tmp_path, "page.txt", f"<!DOCTYPE html>\n<html><body><p>{RAIN}</p></body></html>")
    piece = _file(tmp_path, "piece.txt", f"<p>{RAIN}</p>")
    book = ao3_epub(tmp_path / "book.zip", SERIAL)
    word = _docx(tmp_path).rename(tmp_path / "word.txt")
    for path in (page, piece, word):
        assert story_html(read(path).chapters[0]) == [f"<p>{RAIN}</p>"]
    assert read(book).title == SERIAL.title


def test_every_reader_has_a_filter_of_its_own() -> None:
    assert FILTERS[0][1] == SUFFIXES
    assert [label for label, _ in FILTERS[1:]] == [reader.label for reader in READERS]
    assert len(set(SUFFIXES)) == len(SUFFIXES)


# --- archives ---


def test_a_bomb_that_declares_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_CONTENT", 1024 * 1024)
    members = epub_members({"a.xhtml": RAIN}) | {"book/zeros": b"0" * 2_000_000}
    assert "unpacks to far more" in _refused(_file(tmp_path, "a.epub", zipped(members))).what
    word = unzipped(_docx(tmp_path).read_bytes()) | {"word/zeros": b"0" * 2_000_000}
    assert "unpacks to far more" in _refused(_file(tmp_path, "b.docx", zipped(word))).what


def test_a_bomb_in_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 1024 * 1024)
    path = _file(tmp_path, "a.epub", zipped(epub_members({"a.xhtml": "0" * 2_000_000})))
    assert "unpacks to far more" in _refused(path).what


def test_a_bomb_that_lies(tmp_path: Path) -> None:
    data = zipped(epub_members({"a.xhtml": "0" * 2_000_000}))
    path = _file(tmp_path, "a.epub", declaring_less(data, "book/a.xhtml", 100))
    assert _refused(path).what == "This file is damaged."


def test_thousands_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 20)
    members = epub_members({f"{number}.xhtml": RAIN for number in range(30)})
    assert "unpacks to far more" in _refused(_file(tmp_path, "a.epub", zipped(members))).what


def test_a_password(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.epub", locked(ao3_epub(tmp_path / "b.epub", SERIAL).read_bytes()))
    assert _refused(path).what == "This file is locked with a password."


def test_a_part_that_is_missing(tmp_path: Path) -> None:
    members = epub_members({"a.xhtml": RAIN})
    del members["book/a.xhtml"]
    assert "book/a.xhtml is missing" in _refused(_file(tmp_path, "a.epub", zipped(members))).where


# --- XML ---


def test_entities_that_unfold_without_end(tmp_path: Path) -> None:
    package = f'{LAUGHS}<package><metadata><title x="&a11;">&a11;</title></metadata></package>'
    epub = zipped({"META-INF/container.xml": CONTAINER, "book/package.opf": package})
    assert "damaged" in _refused(_file(tmp_path, "a.epub", epub)).what
    body = "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>"
    assert "damaged" in _refused(_docx(tmp_path, f"{LAUGHS}<w:document {W}>{body}</w:document>")).what
    began = time.monotonic()
    (chapter,) = read(_file(tmp_path, "a.html", f"<html>{LAUGHS}<body><p>&a11; {RAIN}</p></body></html>")).chapters
    assert RAIN in story_html(chapter)[0]
    assert time.monotonic() - began < 5


def test_entities_that_fetch_a_file(tmp_path: Path) -> None:
    secret = _file(tmp_path, "secret", "the secret of the quay")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    members = epub_members({"a.xhtml": f"<p>{RAIN}</p>"})
    for name, word in (("book/package.opf", "The Long Quay"), ("book/a.xhtml", "Tuesday")):
        members[name] = doctype + str(members[name]).replace(word, "&e;")
    body = f"<w:body><w:p><w:r><w:t>{RAIN}&e;</w:t></w:r></w:p></w:body>"
    for path in (
        _file(tmp_path, "a.epub", zipped(members)),
        _docx(tmp_path, f"{doctype}<w:document {W}>{body}</w:document>"),
    ):
        assert "secret of the quay" not in repr(read(path))


@pytest.mark.parametrize("document", ["", "<", f"<w:document {W}/>", f"<w:body {W}/>", "<html/>", f"<w:document {W}>"])
def test_a_word_document_without_a_body(tmp_path: Path, document: str) -> None:
    assert "damaged" in _refused(_docx(tmp_path, document)).what


# --- size and time ---


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("words.txt", "word and "),
        ("lines.txt", f"{RAIN}\n"),
        ("paragraphs.txt", f"{RAIN}\n\n"),
        ("chapters.txt", f"Chapter 7\n\n{RAIN}\n\n"),
        ("parts.txt", "Part One\n\nx\n\n"),
        ("stars.txt", "*a _b "),
        ("quotes.txt", "A/N “word” and, "),
        ("western.txt", "caf\udce9 "),
        ("brackets.md", "["),
        ("headings.md", "# a\n\n"),
        ("items.md", "- a\n"),
        ("open.html", "<p><i>word "),
        ("breaks.html", "a<br>"),
        ("headings.html", "<h1>a</h1><h2>b</h2>"),
        ("items.html", "<ul><li><p>a"),
        ("comments.html", "<style>/* "),
    ],
)
def test_large_files_take_time_in_proportion(tmp_path: Path, name: str, unit: str) -> None:
    """Half a megabyte of anything is read within seconds; what is quadratic takes half a minute."""
    size = 512 * 1024 // (4 if name.endswith(".md") else 1)  # Markdown is the slowest
    content = unit.encode("utf-8", "surrogateescape") * (size // len(unit))
    began = time.monotonic()
    with suppress(PlannerError):
        read(_file(tmp_path, name, content))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.epub", "a.docx"])
def test_reading_stops_when_asked(tmp_path: Path, name: str) -> None:
    """Asked again and again whether to go on, the author says no the third time."""
    text = paragraphs(4_000)
    if name.endswith(".epub"):
        ao3_epub(tmp_path / name, SERIAL)
    elif name.endswith(".docx"):
        _docx(tmp_path)
    else:
        _file(tmp_path, name, text if name != "a.html" else f"<p>{text}</p>".replace("\n\n", "</p><p>"))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(Cancelled):
        read(tmp_path / name, cancelled=cancelled)


def test_progress_only_grows(tmp_path: Path) -> None:
    told: list[float] = []
    read(_file(tmp_path, "a.txt", paragraphs(5_000)), progress=told.append)
    assert told == sorted(told)
    assert told[0] < 0.1
    assert 0.5 < told[-1] <= 1


# --- mutilated files ---

CUTS = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.just("flip"), st.floats(0, 1), st.integers(1, 255)),
    st.tuples(st.just("double"), st.floats(0, 1), st.floats(0, 1)),
)


def _mutilated(data: bytes, wounds: list[tuple[str, float, float]]) -> bytes:
    for kind, first, second in wounds:
        at = int(first * (len(data) - 1))
        to = int(second * (len(data) - 1)) if kind != "flip" else 0
        if kind == "flip":
            data = data[:at] + bytes([data[at] ^ int(second)]) + data[at + 1 :]
        elif kind == "cut":
            data = data[: min(at, to)] + data[max(at, to) :]
        else:
            data = data[:at] + data[min(at, to) : max(at, to)][:3_000] + data[at:]
        if not data:
            return b"x"
    return data


def _samples(folder: Path) -> dict[str, bytes]:
    return {
        "work.html": ao3_html().encode(),
        "fff.html": fff_html().encode(),
        "work.epub": ao3_epub(folder / "whole.epub").read_bytes(),
        "word.docx": _docx(folder).read_bytes(),
        "story.txt": f"Title\nby me\n\nChapter 1: Rain\n\n{paragraphs(3)}\n\n***\n\nA/N: bye".encode("utf-16"),
        "story.md": f"---\ntitle: x\n---\n# Rain\n\n*{RAIN}*\n\n- a\n- b\n\n> c".encode(),
    }


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _samples(tmp_path_factory.mktemp("samples"))


@given(st.data())
def test_a_mutilated_file_is_read_or_refused(
    samples: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(samples)))
    wounds = data.draw(st.lists(CUTS, min_size=1, max_size=4))
    content = samples[name]
    if name.endswith((".epub", ".docx")) and data.draw(st.booleans()):  # inside the archive, whose sums stay right
        members = unzipped(content)
        victim = data.draw(st.sampled_from(sorted(members)))
        content = zipped(members | {victim: _mutilated(members[victim] or b"x", wounds)})
    else:
        content = _mutilated(content, wounds)
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    began = time.monotonic()
    with suppress(PlannerError):
        assert any(story_html(chapter) for chapter in read(path).chapters)
    assert time.monotonic() - began < 10
