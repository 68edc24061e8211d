"""Builds the files that the tests of the readers read, and shows what was read in a form that is easy to compare."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document

from planner.domain.draft import ChapterDraft
from planner.domain.prose.html import to_html
from planner.domain.prose.model import Prose

RAIN = "The rain came down on the quay, and because it was Tuesday nobody minded it much."
"""Sixteen words of story."""


def paragraphs(count: int) -> str:
    """Plain text of so many paragraphs."""
    return "\n\n".join([RAIN] * count)


def stored(prose: Prose) -> str:
    """Prose as its stored form, one block a line."""
    return to_html(prose).replace("</p><", "</p>\n<").replace("><p", ">\n<p")


def story_html(chapter: ChapterDraft) -> list[str]:
    """The stored form of each scene."""
    return [to_html(scene.prose) for scene in chapter.scenes]


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip file of these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # As the formats ask for it: their first member says what they are, and is not packed.
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def declaring_less(data: bytes, name: str, size: int) -> bytes:
    """A zip file whose list says that a member is smaller than it is."""
    altered = bytearray(data)
    entry = altered.rfind(name.encode()) - 46  # the name stands behind 46 bytes of its entry, the size in its 24th
    struct.pack_into("<I", altered, entry + 24, size)
    return bytes(altered)


def locked(data: bytes) -> bytes:
    """A zip file whose list says that every member is encrypted."""
    altered = bytearray(data)
    at = -1
    while (at := altered.find(b"PK\x01\x02", at + 1)) >= 0:
        altered[at + 8] |= 1
    return bytes(altered)


def word_file(path: Path, build: Callable[[Document], None]) -> Path:
    """Save a Word document that ``build`` fills."""
    document = docx.Document()
    build(document)
    document.save(str(path))
    return path


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub_members(
    pages: Mapping[str, str], contents: str = "", *, title: str = "The Long Quay", css: str = ""
) -> dict[str, bytes | str]:
    """The members of an EPUB 3 with these pages (name to body), in this order, and this body of a contents page."""
    manifest = "".join(
        f'<item id="p{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(pages)
    )
    if contents:
        manifest += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    manifest += '<item id="css" href="style.css" media-type="text/css"/>'
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:creator>saltmarsh</dc:creator></metadata>"
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    members: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": package,
        "book/style.css": css,
    }
    if contents:
        members["book/nav.xhtml"] = xhtml(f'<nav epub:type="toc"><ol>{contents}</ol></nav>')
    return members | {f"book/{name}": xhtml(body) for name, body in pages.items()}


def xhtml(body: str) -> str:
    """A page of an EPUB."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><link rel="stylesheet" href="style.css"/></head>'
        f"<body>{body}</body></html>"
    )
