"""Writes a whole story as one HTML file that any browser shows well."""

from __future__ import annotations

from html import escape

from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.prose.model import Block, Paragraph, Prose
from planner.formats.to_ao3 import chapter_prose, prose_html, summary_html
from planner.formats.whole import NOTES_LABEL, authors_line, written_chapters

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 38rem; line-height: 1.5;
  font-family: Literata, "Source Serif 4", Charter, Georgia, Gelasio, "Noto Serif", serif; font-size: 1.125rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
header { margin-bottom: 3rem; text-align: center; }
nav ol { list-style: none; padding: 0; }
section { margin-top: 5rem; }
.arc { margin-top: 5rem; text-align: center; }
.notes, .summary { font-size: 0.9em; opacity: 0.85; }
blockquote { margin: 1rem 0 1rem 1.5rem; padding-left: 1rem; border-left: 0.2rem solid; }
hr { width: 30%; margin: 2rem auto; border: 0; border-top: 1px solid; }
img { max-width: 100%; }
@media print { nav { display: none; } section { break-before: page; } }
"""

_LOWER = {Block.HEADING_2: Block.HEADING_3, Block.HEADING_3: Block.HEADING_4}
"""Headings inside a chapter stand below the chapter's own."""


def story_page(story: StoryDraft) -> str:
    """The story with its title, its table of contents, and every chapter that has text, notes in their places."""
    chapters = list(written_chapters(story))
    title = escape(story.title)
    parts = [
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>",
        f"<header>\n<h1>{title}</h1>\n<p>{escape(authors_line(story))}</p>\n"
        f'<div class="summary">{summary_html(story.summary)}</div>\n</header>',
    ]
    if len(chapters) > 1:
        links = "\n".join(
            f'<li><a href="#part-{place}">{escape(heading)}</a></li>' for place, (heading, _) in enumerate(chapters)
        )
        parts.append(f"<nav>\n<ol>\n{links}\n</ol>\n</nav>")
    parts.append("<main>")
    arc = ""
    for place, (heading, chapter) in enumerate(chapters):
        if chapter.arc != arc:
            arc = chapter.arc
            parts.append(f'<h1 class="arc">{escape(arc)}</h1>' if arc else "")
        parts.append(_section(place, heading, chapter))
    parts.append("</main>\n</body>\n</html>\n")
    return "\n".join(filter(None, parts))


def _section(place: int, heading: str, chapter: ChapterDraft) -> str:
    parts = [f'<section id="part-{place}">']
    if heading:
        parts.append(f"<h2>{escape(heading)}</h2>")
    if not chapter.notes_before.is_blank:
        parts.append(f'<div class="notes"><h3>{NOTES_LABEL}</h3>{_lowered(chapter.notes_before)}</div>\n<hr />')
    parts.append(_lowered(chapter_prose(chapter)))
    if not chapter.notes_after.is_blank:
        parts.append(f'<hr />\n<div class="notes"><h3>{NOTES_LABEL}</h3>{_lowered(chapter.notes_after)}</div>')
    parts.append("</section>")
    return "\n".join(parts)


def _lowered(prose: Prose) -> str:
    return (
        prose_html(Prose(tuple(_below(paragraph) for paragraph in prose)))
        .replace("</p>", "</p>\n")
        .replace("<hr />", "<hr />\n")
        .rstrip()
    )


def _below(paragraph: Paragraph) -> Paragraph:
    kind = _LOWER.get(paragraph.kind)
    return paragraph if kind is None else Paragraph(paragraph.runs, kind, paragraph.align, paragraph.quote)
