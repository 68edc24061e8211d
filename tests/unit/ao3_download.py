"""Builders of the files an author gets when she downloads her work: AO3's own HTML and EPUB, and FanFicFare's.

The shapes are those of otwarchive's ``app/views/downloads``, of what calibre makes of that page (it cuts before
every h1 and h2, throws away the wrappers of what it cuts off, and renames classes), and of FanFicFare's writers.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True)
class Posted:
    """A chapter as it stands on the site; texts are HTML, empty when the author left the field empty."""

    content: str
    title: str = ""
    summary: str = ""
    notes: str = ""
    end_notes: str = ""
    byline: str = ""

    def heading(self, number: int) -> str:
        return f"Chapter {number}: {self.title}" if self.title else f"Chapter {number}"


@dataclass(frozen=True)
class Work:
    """A work as it stands on the site. ``expected`` is None for "?"; tags are in AO3's order of kinds."""

    title: str
    chapters: tuple[Posted, ...]
    expected: int | None
    author: str = "saltmarsh"
    number: int = 40302010
    language: str = "English"
    words: int = 117
    tags: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """(label for one, label for several, tags)"""
    series: tuple[tuple[int, str], ...] = ()
    collections: tuple[str, ...] = ()
    summary: str = ""
    notes: str = ""
    end_notes: str = ""

    @property
    def url(self) -> str:
        return f"http://archiveofourown.org/works/{self.number}"

    @property
    def fandoms(self) -> tuple[str, ...]:
        return next((tags for one, _, tags in self.tags if one == "Fandom"), ())

    @property
    def complete(self) -> bool:
        return len(self.chapters) == self.expected


_FERRY = Posted(
    title="Bread & Timetables",
    summary="<p>Odile misses a boat on purpose.</p>",
    notes='<p>Thank you to <a href="http://archiveofourown.org/users/gullwing">gullwing</a>, who read this twice.</p>',
    end_notes="<p>The timetable is real. The cheese is not.</p>",
    content=(
        "<p>The last ferry left at ten, and Odile let it.</p>"
        "<p>“You’re going to be cold,” said the man who sold tickets.</p>"
        "<p>“I am <em>already</em> cold.” She sat down on her <strong>own</strong> suitcase. “Now I’ll stay so.”</p>"
        "<p>&nbsp;</p>"
        '<p align="center">BOATS RUN WHEN THEY RUN</p>'
        "<hr />"
        "<p>In the morning there was bread.<br />There was also a <span>goat</span>, who’d had most of it.</p>"
    ),
)
_GOAT = Posted(
    content=(
        "<p>The goat’s name was Wednesday &amp; she answered to nothing.</p>"
        "<blockquote><p>Dear Mother, I have been delayed by an animal.</p></blockquote>"
        "<p>She didn’t post it. She folded it into a boat--it floated for a while.</p>"
        "<h3>Later</h3>"
        "<p>Later, it did not.</p>"
    ),
)
_BELL = Posted(
    title="The Bell, Again",
    end_notes="<p>Next chapter in a fortnight, if the goat permits.</p>",
    byline="gullwing",
    content=(
        "<p>Somebody rang the harbour bell at four, five and six.</p>"
        "<p>“That’s not a time,” said Odile into her pillow. “That’s a <u>habit</u>.”</p>"
    ),
)

SERIAL = Work(
    title="Wednesday's Ferry & Other Delays",
    chapters=(_FERRY, _GOAT, _BELL),
    expected=12,
    tags=(
        ("Rating", "Ratings", ("Teen And Up Audiences",)),
        ("Archive Warning", "Archive Warnings", ("No Archive Warnings Apply",)),
        ("Category", "Categories", ("F/M", "Gen")),
        ("Fandom", "Fandoms", ("Original Work", "Harbour Stories - Various Authors")),
        ("Relationship", "Relationships", ("Odile Marsh/The Ticket Seller", "Odile Marsh & Wednesday")),
        ("Character", "Characters", ("Odile Marsh", "Wednesday (goat)")),
        ("Additional Tag", "Additional Tags", ("Slow Burn", "Missed Boats", "the goat is fine")),
    ),
    series=((2, "Islands Out of Season"),),
    collections=("Small Boats 2026",),
    summary="<p>She only came to change boats.</p><p>It’s been <em>nine days</em>.</p>",
    notes="<p>Begun on a quay, continued in a kitchen.</p>",
    end_notes="<p>Find me on the quay.</p>",
)
"""Three of twelve chapters: both kinds of notes, an untitled chapter, a guest author, several fandoms."""

ONE_SHOT = Work(
    title="A Cup of Rain",
    chapters=(
        Posted(
            content=(
                "<p>It rained into the cup until the cup was full, and then it rained on him.</p>"
                "<hr />"
                "<p>“Tea?” she said.</p>"
                "<p>“Evidently,” he said.</p>"
            )
        ),
    ),
    expected=1,
    number=40302011,
    words=22,
    tags=(
        ("Rating", "Ratings", ("General Audiences",)),
        ("Archive Warning", "Archive Warnings", ("No Archive Warnings Apply",)),
        ("Fandom", "Fandoms", ("Original Work",)),
        ("Additional Tag", "Additional Tags", ("Ficlet",)),
    ),
    summary="<p>Weather, with crockery.</p>",
)
"""One of one chapter: AO3 leaves the chapter's title, summary and notes out of such a download."""


def ao3_html(work: Work = SERIAL) -> str:
    """The HTML file that AO3 gives for a work."""
    chapters = _chapters_html(work)
    fandoms = ", ".join(work.fandoms)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head>
  <meta charset="utf-8" />
  <meta http-equiv="x-ua-compatible" content="ie=edge" />
  <title>{escape(work.title)} - {escape(work.author)} - {escape(fandoms)}</title>
  <style type="text/css">
    p.message {{ text-align: center; }}
    .meta h2 {{ page-break-before: always; }}
  </style>
</head>
<body>

<div id="preface">
  <h2 class="toc-heading">Preface</h2>
{_posted_originally(work)}
  <div class="meta">
{_tags(work)}
{_title_and_notes(work)}
  </div>
</div>

<div id="chapters" class="userstuff">
{chapters}
</div>

{_afterword(work)}

</body>
</html>
"""


def _chapters_html(work: Work) -> str:
    if len(work.chapters) == 1:
        heading = f'  <h2 class="toc-heading">{escape(work.title)}</h2>'
        return f'{heading}\n    <div class="userstuff">\n      {work.chapters[0].content}\n    </div>'
    return "\n".join(
        f"""
<div class="meta group">
{_chapter_head(chapter, number)}
</div>

<!--chapter content-->
<div class="userstuff">
  {chapter.content}
</div>
<!--/chapter content-->

{_chapter_end_notes(chapter, number)}"""
        for number, chapter in enumerate(work.chapters, start=1)
    )


def _posted_originally(work: Work) -> str:
    return f"""
  <p class="message">
    <b>{escape(work.title)}</b><br/>
    Posted originally on the <a href="http://archiveofourown.org/">Archive of Our Own</a> at
    <a href="{work.url}">{work.url}</a>.
  </p>
"""


def _tags(work: Work) -> str:
    rows = [
        (one if len(tags) == 1 else several, ", ".join(_link("tags", tag) for tag in tags))
        for one, several, tags in work.tags
    ]
    rows.append(("Language", escape(work.language)))
    if work.series:
        rows.append(("Series", ", ".join(f"Part {part} of\n{_link('series', name)}" for part, name in work.series)))
    if work.collections:
        rows.append(("Collections", ",\n".join(_link("collections", name) for name in work.collections)))
    changed = "Completed" if work.complete else "Updated"
    total = "?" if work.expected is None else work.expected
    stats = f"""
        Published: 2026-03-01
          {changed}: 2026-04-12
        Words: {work.words:,}
        Chapters: {len(work.chapters)}/{total}
      """
    rows.append(("Stats", stats))
    body = "\n".join(f"      <dt>{label}:</dt>\n      <dd>{value}</dd>" for label, value in rows)
    return f'    <dl class="tags">\n{body}\n    </dl>'


def _link(place: str, name: str) -> str:
    return f'<a href="http://archiveofourown.org/{place}/{len(name)}">{escape(name)}</a>'


def _title_and_notes(work: Work) -> str:
    parts = [
        f"    <h1>{escape(work.title)}</h1>",
        f'    <div class="byline">by <a rel="author" href="http://archiveofourown.org/users/{work.author}">'
        f"{work.author}</a></div>",
    ]
    if work.summary:
        parts.append(f"      <p>Summary</p>\n{_quoted(work.summary)}")
    if work.notes or work.end_notes:
        parts.append("      <p>Notes</p>")
        if work.notes:
            parts.append(_quoted(work.notes))
        if work.end_notes:
            more = "more " if work.notes else ""
            parts.append(
                '        <div class="endnote-link">\n          See the end of the work for '
                f'{more}<a href="#endnotes">notes</a>\n        </div>'
            )
    return "\n".join(parts)


def _chapter_head(chapter: Posted, number: int) -> str:
    parts = [f'  <h2 class="heading">{escape(chapter.heading(number))}</h2>']
    if chapter.byline:
        parts.append(f'    <p class="byline">Chapter by <a rel="author" href="#">{chapter.byline}</a></p>')
    if chapter.summary:
        parts.append(f"    <p>Chapter Summary</p>\n{_quoted(chapter.summary)}")
    if chapter.notes or chapter.end_notes:
        parts.append("    <p>Chapter Notes</p>")
        if chapter.notes:
            parts.append(_quoted(chapter.notes))
        if chapter.end_notes:
            more = "more notes" if chapter.notes else "notes"
            parts.append(
                '      <div class="endnote-link">\n        See the end of the chapter for '
                f'<a href="#endnotes{number}">{more}</a>\n      </div>'
            )
    return "\n".join(parts)


def _chapter_end_notes(chapter: Posted, number: int) -> str:
    if not chapter.end_notes:
        return ""
    notes = _quoted(chapter.end_notes)
    return f'  <div class="meta" id="endnotes{number}">\n    <p>Chapter End Notes</p>\n{notes}\n  </div>'


def _afterword(work: Work) -> str:
    notes = ""
    if work.end_notes:
        notes = f"""
    <div class="meta">
        <div id="endnotes">
          <p>End Notes</p>
{_quoted(work.end_notes)}
        </div>
    </div>"""
    return f"""<div id="afterword">
  <h2 class="toc-heading">Afterword</h2>
{notes}
  <p class="message">Please <a href="{work.url}/comments/new">drop by the Archive and comment</a> to let the creator
  know if you enjoyed their work!</p>
</div>"""


def _quoted(html: str) -> str:
    return f'      <blockquote class="userstuff">{html}</blockquote>'


def ao3_epub(path: Path, work: Work = SERIAL) -> Path:
    """Write the EPUB that calibre makes of :func:`ao3_html`, and return its path."""
    stem = "".join(c if c.isalnum() else "_" for c in work.title)
    pages = [
        (f"{stem}_split_{number:03}.xhtml", label, _renamed(body))
        for number, (label, body) in enumerate(_calibre_pages(work))
    ]
    title = f"{work.title} - {work.author} - {', '.join(work.fandoms)}"
    subjects = ["Fanworks", *(tag for _, _, tags in work.tags for tag in tags)]
    metadata = (
        f"<dc:title>{escape(work.title)}</dc:title>"
        f'<dc:creator opf:role="aut" opf:file-as="{work.author}">{work.author}</dc:creator>'
        "<dc:publisher>Archive of Our Own</dc:publisher><dc:language>en</dc:language>"
        f"<dc:description>{escape(work.summary)}</dc:description>"
        '<dc:contributor opf:role="bkp">calibre (6.13.0) [https://calibre-ebook.com]</dc:contributor>'
        + "".join(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in subjects)
    )
    files = {name: _xhtml(title, body, "calibre") for name, _, body in pages}
    contents = [(label, name) for name, label, _ in pages if label]
    _write_epub(path, metadata, files, contents, content_folder="")
    return path


def _calibre_pages(work: Work) -> Iterable[tuple[str, str]]:
    """(label in the contents, body): cut before every h1 and h2; only what stands first in a wrapper keeps it."""
    yield (
        "Preface",
        f'<div id="preface">\n  <h2 class="toc-heading" id="calibre_pb_0">Preface</h2>\n{_posted_originally(work)}\n'
        f'  <div class="meta">\n{_tags(work)}\n</div>\n</div>',
    )
    yield "", _title_and_notes(work)
    if len(work.chapters) == 1:
        yield work.title, f'<div id="chapters" class="userstuff">\n{_chapters_html(work)}\n</div>'
    else:
        for number, chapter in enumerate(work.chapters, start=1):
            body = (
                f'<div class="meta group">\n{_chapter_head(chapter, number)}\n</div>\n'
                f'<div class="userstuff">\n  {chapter.content}\n</div>\n{_chapter_end_notes(chapter, number)}'
            )
            wrapped = f'<div id="chapters" class="userstuff">\n{body}\n</div>'
            yield chapter.heading(number), wrapped if number == 1 else body
    yield "Afterword", _afterword(work)


_RENAMED = (
    ('<blockquote class="userstuff">', '<blockquote class="userstuff2">'),
    ('<div class="userstuff">', '<div class="userstuff1">'),
    ('<div class="meta group">', '<div class="meta1">'),
    ("<blockquote><p>", '<blockquote class="calibre9"><p>'),
    ("<p>", '<p class="calibre3">'),
    ('<p align="center">', '<p class="calibre10">'),
    ("<b>", '<b class="calibre4">'),
    ("<em>", '<em class="calibre7">'),
    ("<strong>", '<strong class="calibre4">'),
    ("<u>", '<span class="underline">'),
    ("</u>", "</span>"),
    ("<h1>", '<h1 class="calibre5" id="calibre_pb_1">'),
    ("<h3>", '<h3 class="calibre11">'),
    ("<dt>", '<dt class="calibre6">'),
    ("<dd>", '<dd class="calibre8">'),
    ("<hr />", '<hr class="calibre12"/>'),
    ("<br />", '<br class="calibre2"/>'),
    ("<br/>", '<br class="calibre2"/>'),
    ("&nbsp;", "\u00a0"),
)


def _renamed(body: str) -> str:
    """As calibre does it: classes are flattened to its own, an ``align`` and a ``u`` become a style."""
    for old, new in _RENAMED:
        body = body.replace(old, new)
    return body


CALIBRE_STYLES = (
    ".calibre10 { display: block; margin: 1em 0; text-align: center }\n"
    ".calibre7 { font-style: italic }\n.calibre4 { font-weight: bold }\n"
    ".underline { text-decoration: underline }\n"
)


def fff_html(work: Work = SERIAL) -> str:
    """The HTML file that FanFicFare makes of a work on AO3."""
    title = f"{escape(work.title)} by {work.author}"
    contents = "".join(
        f'\n<a href="#section{number:04}">{number}. {_fff_title(chapter, number)}</a><br />\n'
        for number, chapter in enumerate(work.chapters, start=1)
    )
    chapters = "".join(
        f'\n<a name="section{number:04}"><h2>{_fff_title(chapter, number)}</h2></a>\n{_fff_chapter(work, number)}'
        for number, chapter in enumerate(work.chapters, start=1)
    )
    if len(work.chapters) > 1:
        contents = f'\n<a name="TOCTOP"><h2>Table of Contents</h2></a>\n<p>\n{contents}\n</p>\n'
    else:
        contents = ""
    rows = "".join(f"\n<tr><td><b>{label}:</b></td><td>{value}</td></tr>\n" for label, value in _fff_rows(work))
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
<title>{title}</title>
<style type="text/css">
body {{ margin: 2%; }}
</style>
</head>
<body>
<h1><a href="{work.url}">{escape(work.title)}</a> by <a class="authorlink" href="{work.url}">{work.author}</a></h1>

<table class="full">
{rows}
</table>
{contents}{chapters}
</body>
</html>"""


def fff_epub(path: Path, work: Work = SERIAL) -> Path:
    """Write the EPUB that FanFicFare makes of a work on AO3, and return its path."""
    title = f"{work.title} by {work.author}"
    entries = "".join(f"\n<b>{label}:</b> {value}<br />\n" for label, value in _fff_rows(work))
    head = f'<h3><a href="{work.url}">{escape(work.title)}</a> by {work.author}</h3>'
    files = {"OEBPS/title_page.xhtml": _xhtml(title, f"{head}\n<div>\n{entries}\n</div>", "fff_titlepage")}
    contents = [("Title Page", "OEBPS/title_page.xhtml")]
    if len(work.chapters) > 1:
        links = "".join(
            f'\n<a href="file{number:04}.xhtml">{number}. {_fff_title(chapter, number)}</a><br />\n'
            for number, chapter in enumerate(work.chapters, start=1)
        )
        page = f"<div>\n<h3>Table of Contents</h3>\n{links}\n</div>"
        files["OEBPS/toc_page.xhtml"] = _xhtml(title, page, "fff_tocpage")
        contents.append(("Table of Contents", "OEBPS/toc_page.xhtml"))
    for number, chapter in enumerate(work.chapters, start=1):
        heading = _fff_title(chapter, number)
        metas = "".join(
            f'<meta name="{name}" content="{content}" />\n'
            for name, content in (
                ("chapterurl", f"{work.url}/chapters/{number}"),
                ("chapterorigtitle", heading),
                ("chaptertoctitle", f"{number}. {heading}"),
                ("chaptertitle", heading),
            )
        )
        body = f'<h3 class="fff_chapter_title">{heading}</h3>\n{_fff_chapter(work, number)}'
        name = f"OEBPS/file{number:04}.xhtml"
        files[name] = _xhtml(heading, body, "fff_chapter", head=metas, escaped=True)
        contents.append((f"{number}. {chapter.title or f'Chapter {number}'}", name))
    metadata = (
        f"<dc:title>{escape(work.title)}</dc:title>"
        f'<dc:creator opf:role="aut">{work.author}</dc:creator>'
        "<dc:contributor>FanFicFare [https://github.com/JimmXinu/FanFicFare]</dc:contributor>"
        f"<dc:language>en</dc:language><dc:description>{escape(_bare(work.summary))}</dc:description>"
        "<dc:subject>FanFiction</dc:subject><dc:publisher>archiveofourown.org</dc:publisher>"
        f'<dc:identifier opf:scheme="URL">{work.url}</dc:identifier><dc:source>{work.url}</dc:source>'
    )
    _write_epub(path, metadata, files, contents, content_folder="OEBPS/")
    return path


def _fff_title(chapter: Posted, number: int) -> str:
    return escape(chapter.title) if chapter.title else f"Chapter {number}"


def _fff_rows(work: Work) -> list[tuple[str, str]]:
    rows = [
        ("Category", escape(", ".join(work.fandoms))),
        ("Language", work.language),
        ("Status", "Completed" if work.complete else "In-Progress"),
        ("Published", "2026-03-01"),
        ("Updated", "2026-04-12"),
        ("Chapters", str(len(work.chapters))),
        ("Words", f"{work.words:,}"),
        ("Publisher", "archiveofourown.org"),
        ("Story URL", f'<a href="{work.url}">{work.url}</a>'),
        ("Summary", work.summary),
    ]
    return [(label, value) for label, value in rows if value]


def _fff_chapter(work: Work, number: int) -> str:
    """FanFicFare puts the notes of the whole work into its first and last chapter."""
    chapter = work.chapters[number - 1]
    head = [
        ("Author's Note", work.notes if number == 1 else ""),
        ("Summary for the Chapter", chapter.summary),
        ("Notes for the Chapter", chapter.notes),
    ]
    foot = [
        ("Notes for the Chapter", chapter.end_notes),
        ("Author's Note", work.end_notes if number == len(work.chapters) else ""),
    ]
    content = f'<div class="userstuff module">{chapter.content.replace("&nbsp;", chr(0xA0))}</div>'
    return f'<div class="story">{_fff_notes("head", head)}{content}{_fff_notes("foot", foot)}</div>'


def _fff_notes(place: str, notes: list[tuple[str, str]]) -> str:
    parts = [f"<b>{label}:</b>{_quoted(html).strip()}" for label, html in notes if html]
    return f'<div class="fff_chapter_notes fff_{place}_notes">{"".join(parts)}</div>' if parts else ""


def _bare(html: str) -> str:
    for tag in ("<p>", "</p>", "<em>", "</em>"):
        html = html.replace(tag, "")
    return html


def _xhtml(title: str, body: str, body_class: str, head: str = "", *, escaped: bool = False) -> str:
    return f"""<?xml version='1.0' encoding='utf-8'?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<title>{title if escaped else escape(title)}</title>
<link href="stylesheet.css" rel="stylesheet" type="text/css"/>
{head}</head>
<body class="{body_class}">
{body}
</body>
</html>
"""


def _write_epub(
    path: Path, metadata: str, files: dict[str, str], contents: list[tuple[str, str]], content_folder: str
) -> None:
    """Zip an EPUB 2; the manifest lists files by name, so only the spine says the order."""
    ids = {name: f"id{number}" for number, name in enumerate(files)}
    manifest = "".join(
        f'<item id="{ids[name]}" href="{name}" media-type="application/xhtml+xml"/>' for name in sorted(files)
    )
    manifest += f'<item id="css" href="{content_folder}stylesheet.css" media-type="text/css"/>'
    manifest += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="{ids[name]}"/>' for name in files)
    points = "".join(
        f'<navPoint id="p{order}" playOrder="{order}"><navLabel><text>{escape(label)}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for order, (label, name) in enumerate(contents, start=1)
    )
    xml = "<?xml version='1.0' encoding='utf-8'?>\n"
    package = (
        f'{xml}<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uid">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f'<dc:identifier id="uid">{escape(path.stem)}</dc:identifier>{metadata}</metadata>'
        f'<manifest>{manifest}</manifest><spine toc="ncx">{spine}</spine></package>'
    )
    ncx = (
        f'{xml}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>'
        f"<docTitle><text>{escape(path.stem)}</text></docTitle><navMap>{points}</navMap></ncx>"
    )
    container = (
        f'{xml}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("content.opf", package)
        book.writestr("toc.ncx", ncx)
        book.writestr(f"{content_folder}stylesheet.css", CALIBRE_STYLES)
        for name, text in files.items():
            book.writestr(name, text)
