"""Finds the reader for a file, by what is in it before what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Protocol, cast
from zipfile import is_zipfile

from planner.domain.draft import StoryDraft
from planner.domain.errors import Cancelled, PlannerError
from planner.formats.source import Source, open_source
from planner.formats.watch import UNWATCHED, Watch


class _ReaderModule(Protocol):
    def read(self, source: Source, watch: Watch) -> StoryDraft: ...


@dataclass(frozen=True)
class Reader:
    """A format that can be read. Its module is imported when it is first needed, so that start-up does not pay."""

    id: str
    label: str
    suffixes: tuple[str, ...]
    module: str
    recognises: Callable[[Source], bool]
    """Whether a file is of this format; asked in the order of the table."""

    def read(self, source: Source, watch: Watch) -> StoryDraft:
        """Read a file of this format."""
        module = cast(_ReaderModule, import_module(self.module))
        return module.read(source, watch)


_HEAD = 4096
_ZIP = b"PK\x03\x04"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|p|div|center|blockquote|h[1-6])\b",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rb"<!--|<(?:p|br|div|h[1-6]|span|hr|em|i|b|strong)\b[^<>]*>", re.IGNORECASE)


def _lists(name: bytes) -> Callable[[Source], bool]:
    """Whether a zip file lists a part whose name begins so."""
    return lambda source: source.starts_with(_ZIP) and name in source.data


def _is_html(source: Source) -> bool:
    head = source.data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if source.suffix in HTML_SUFFIXES:
        return bool(_HTML.match(head) or _TAG.search(source.data))
    return source.suffix not in MARKDOWN_SUFFIXES and _HTML.match(head) is not None


def _is_markdown(source: Source) -> bool:
    return source.suffix in MARKDOWN_SUFFIXES


def _always(_source: Source) -> bool:
    return True


HTML_SUFFIXES = (".html", ".htm", ".xhtml")
MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd")

_ZIPPED = (
    Reader("epub", "EPUB", (".epub",), "planner.formats.epub", _lists(b"META-INF/container.xml")),
    Reader("docx", "Word document", (".docx", ".docm", ".dotx"), "planner.formats.word", _lists(b"word/document")),
)
_PLAIN = (
    Reader("html", "Web page or AO3 download", HTML_SUFFIXES, "planner.formats.html_page", _is_html),
    Reader("md", "Markdown", MARKDOWN_SUFFIXES, "planner.formats.markdown", _is_markdown),
    Reader("txt", "Plain text", (".txt", ".text"), "planner.formats.text", _always),
)
READERS = (*_ZIPPED, *_PLAIN)
"""All formats that can be read."""

SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)
"""The endings of all files that can be read."""

FILTERS = (("Stories", SUFFIXES), *((reader.label, reader.suffixes) for reader in READERS))
"""(label, suffixes) for a file dialog, all together first."""


@dataclass(frozen=True)
class _Foreign:
    """A format Longfic does not read, by its first bytes, and what its owner can do."""

    signature: bytes
    name: str
    advice: str
    inside: bytes = b""
    """What else stands near its beginning."""

    def recognises(self, source: Source) -> bool:
        return source.starts_with(self.signature) and self.inside in source.data[:_NEAR]


_NEAR = 100
_UNPACK = "Unpack it, and import what is in it."
_CHOOSE = "Choose a file with a story."
_ZIP_FILE = "a zip file"
_SAVE_AS = "Open it in the program that made it, and save it as .docx, .html or .txt."
_FOREIGN = (
    _Foreign(b"%PDF", "a PDF", "Import the document it was made from, or copy its text."),
    _Foreign(b"{\\rtf", "a Rich Text file", _SAVE_AS),
    _Foreign(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or locked Office document",
        "Open it, remove its password if it has one, and save it as .docx.",
    ),
    _Foreign(b"SQLite format 3\0", "a database", "If it is a Longfic library, open it as one."),
    _Foreign(b"\x89PNG", "a picture", _CHOOSE),
    _Foreign(b"\xff\xd8\xff", "a picture", _CHOOSE),
    _Foreign(b"GIF8", "a picture", _CHOOSE),
    _Foreign(b"\x7fELF", "a program", _CHOOSE),
    _Foreign(b"\x1f\x8b", "a compressed file", _UNPACK),
    _Foreign(b"7z\xbc\xaf", "a compressed file", _UNPACK),
    _Foreign(b"Rar!", "a compressed file", _UNPACK),
    _Foreign(_ZIP, "an OpenDocument file", _SAVE_AS, inside=b"application/vnd.oasis.opendocument"),
    _Foreign(_ZIP, _ZIP_FILE, _UNPACK),
    _Foreign(b"PK\x05\x06", "an empty zip file", _CHOOSE),
)


def read(
    path: Path,
    *,
    cancelled: Callable[[], bool] = UNWATCHED.cancelled,
    progress: Callable[[float], None] = UNWATCHED.progress,
) -> StoryDraft:
    """Read a story from a file of any known format.

    Args:
        cancelled: asked often; once it says yes, the reading ends with Cancelled.
        progress: told the share that is done, 0 … 1.

    Raises:
        PlannerError: the file is missing, damaged, too large, or holds no story.
    """
    watch = Watch(cancelled, progress)
    source = open_source(path, watch)
    watch.at(0.05)
    try:
        story = _reader(source).read(source, watch.part(0.05, 1.0))
    except Cancelled:
        raise
    except PlannerError as error:
        where = f"{path.name}, {error.where}" if error.where else path.name
        raise PlannerError(error.what, error.advice, where) from error
    if not any(scene.prose.paragraphs for chapter in story.chapters for scene in chapter.scenes):
        raise PlannerError("There is no text in this file.", _CHOOSE, path.name)
    return replace(story, title=story.title or _title_from(path))


def _reader(source: Source) -> Reader:
    for reader in _ZIPPED:
        if reader.recognises(source):
            return reader
    for foreign in _FOREIGN:
        if foreign.recognises(source):
            meant = next((reader for reader in _ZIPPED if source.suffix in reader.suffixes), None)
            if meant is not None and foreign.name == _ZIP_FILE and not is_zipfile(BytesIO(source.data)):
                # A book that came only in part is no zip file to be unpacked.
                return meant
            raise PlannerError(f"This is {foreign.name}, which Longfic does not read.", foreign.advice)
    if source.data.strip() and any(source.suffix in reader.suffixes for reader in _ZIPPED):
        # A download that failed often leaves a page that says so under the name of the book.
        raise PlannerError(
            f"There is no {source.suffix[1:].upper()} in this file, whatever its name says.",
            "Download or save it again; if it is a text of yours, end its name in .txt or .html.",
        )
    return next(reader for reader in _PLAIN if reader.recognises(source))


def _title_from(path: Path) -> str:
    """A title from a file's name: "the-ferry_2.txt" is "The ferry 2"."""
    words = re.sub(r"[\s_-]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:]
