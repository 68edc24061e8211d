"""Writes the plan of a story, without its prose: as Markdown, as a page to print, and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from planner.domain.draft import BeatDraft, ChapterDraft, EndingDraft, SceneDraft, StoryDraft, ThreadDraft
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import prose_from_text
from planner.domain.remarks import box
from planner.domain.threads import BeatRole
from planner.formats.plan_cast import cast_parts
from planner.formats.plan_says import Facts, Heading, Part, Text, chapter_heading
from planner.formats.spreadsheet import csv_text
from planner.formats.to_markdown import markdown_line, prose_markdown
from planner.formats.whole import authors_line

# --- what a plan says ------------------------------------------------------------------------------------


def plan_parts(story: StoryDraft) -> Iterator[Part]:
    """All a plan says, from top to bottom: the story, its chapters, its threads, its cast, its endings."""
    yield Heading(1, story.title or "Untitled story")
    yield Text(", ".join(filter(None, [story.fandom, authors_line(story)])), aside=True)
    yield Text(story.spark, aside=True)
    yield Text(story.summary)
    if story.chapters:
        yield Heading(2, "Chapters")
        yield Text(_size(story), aside=True)
    numbered = enumerate(story.chapters, 1)
    for arc, members in groupby(numbered, key=lambda entry: entry[1].arc):
        if arc:
            yield Heading(3, arc)
        for number, chapter in members:
            yield from _chapter_parts(story, number, chapter, 4 if arc else 3)
    if story.threads:
        yield Heading(2, "Threads")
        for thread in story.threads:
            yield from _thread_parts(story, thread)
    yield from cast_parts(story)
    if story.endings:
        yield Heading(2, "Endings")
        yield Facts(tuple((chapter_heading(story, each.chapter), _ending_text(each)) for each in story.endings))


def _chapter_parts(story: StoryDraft, number: int, chapter: ChapterDraft, level: int) -> Iterator[Part]:
    yield Heading(level, chapter_heading(story, number))
    yield Text(", ".join(filter(None, [chapter.status.value.capitalize(), _words(chapter)])), aside=True)
    yield Text(chapter.synopsis)
    facts = [("Purpose", chapter.purpose), ("Ends on", chapter.hook)]
    for thread in story.threads:
        facts += [(thread.title or "Untitled thread", text) for text in _beats(thread, number)]
    facts += [("Ending", _ending_text(each)) for each in story.endings if each.chapter == number]
    planned = [scene for scene in chapter.scenes if _scene_text(story, scene)]
    if len(planned) == 1:
        facts.append(("Scene", _scene_text(story, planned[0])))
    else:
        facts += [
            (f"Scene {at}", _scene_text(story, scene)) for at, scene in enumerate(chapter.scenes, 1) if scene in planned
        ]
    facts.append(("Remarks", chapter.remarks))
    yield Facts(tuple((what, text) for what, text in facts if text))


def _thread_parts(story: StoryDraft, thread: ThreadDraft) -> Iterator[Part]:
    yield Heading(3, thread.title or "Untitled thread")
    yield Text(f"{thread.kind.value.capitalize()}{', a promise' if thread.promise else ''}", aside=True)
    yield Text(thread.note)
    yield Facts(tuple((chapter_heading(story, beat.chapter), _beat_text(beat)) for beat in thread.beats))


def _size(story: StoryDraft) -> str:
    total = "?" if story.expected is None else max(story.expected, len(story.chapters))
    written = sum(chapter.status.is_written for chapter in story.chapters)
    words = sum(_count(chapter) for chapter in story.chapters)
    return f"{written} of {total} chapters written, {words:,} words"


def _count(chapter: ChapterDraft) -> int:
    return sum(count_words(scene.prose) for scene in chapter.scenes)


def _words(chapter: ChapterDraft) -> str:
    """How long a chapter is and should be: "281 of 2,000 words", "2,000 words to write"; nothing of an empty one."""
    words, target = _count(chapter), chapter.target_words
    if not words:
        return f"{target:,} words to write" if target else ""
    return f"{words:,} of {target:,} words" if target else f"{words:,} words"


def _beats(thread: ThreadDraft, number: int) -> list[str]:
    return [_beat_text(beat) for beat in thread.beats if beat.chapter == number]


def _beat_text(beat: BeatDraft) -> str:
    return f"{beat.role.value}: {beat.text}" if beat.text else beat.role.value


def _ending_text(ending: EndingDraft) -> str:
    return f"{ending.kind.value}: {ending.note}" if ending.note else ending.kind.value


def _scene_text(story: StoryDraft, scene: SceneDraft) -> str:
    """A scene's plan on a few lines, what happens first."""
    where = " · ".join(filter(None, [story.called(scene.pov), scene.place, scene.moment]))
    plans = (("Goal", scene.goal), ("Conflict", scene.conflict), ("Outcome", scene.outcome))
    lines = [scene.title, where, scene.synopsis, *(f"{what}: {text}" for what, text in plans if text), scene.remarks]
    return "\n".join(filter(None, lines))


# --- Markdown --------------------------------------------------------------------------------------------


def plan_markdown(story: StoryDraft) -> str:
    """The plan as Markdown."""
    return "\n\n".join(filter(None, (_as_markdown(part) for part in plan_parts(story)))) + "\n"


def _as_markdown(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {markdown_line(part.text)}"
    if isinstance(part, Facts):
        return "\n".join(f"- **{markdown_line(what)}:** {_indented(text)}" for what, text in part.facts)
    text = prose_markdown(prose_from_text(part.text)).strip()
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if part.aside and text else text


def _indented(text: str) -> str:
    """Lines that stay in one item of a list, each on its own."""
    return "\\\n  ".join(markdown_line(line) for line in text.split("\n") if line.strip())


# --- a page to print -------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; line-height: 1.45;
  font-family: Inter, "Noto Sans", system-ui, sans-serif; font-size: 0.95rem; }
h1, h2, h3, h4 { font-family: Literata, "Source Serif 4", Charter, Georgia, "Noto Serif", serif; line-height: 1.25; }
h1 { font-size: 2rem; margin-bottom: 0.25rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid; padding-bottom: 0.25rem; }
h3 { font-size: 1.25rem; margin: 2rem 0 0.25rem; }
h4 { font-size: 1.05rem; margin: 1.75rem 0 0.25rem; }
p { margin: 0.25rem 0 0.5rem; }
.aside { opacity: 0.75; }
dl { margin: 0.5rem 0; }
dl div { display: grid; grid-template-columns: 13rem 1fr; gap: 1rem; margin-bottom: 0.25rem; }
dt { opacity: 0.75; }
dd { margin: 0; white-space: pre-line; }
@media (max-width: 32rem) { dl div { grid-template-columns: 1fr; gap: 0; } }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1, h2, h3, h4, .aside, p:has(+ dl) { break-after: avoid; }
  p, dl div { break-inside: avoid; orphans: 3; widows: 3; }
  dl div { grid-template-columns: 12.5rem 1fr; }
}
@page { margin: 18mm; }
"""


def plan_page(story: StoryDraft) -> str:
    """The plan as one HTML page that prints well."""
    head = (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{escape(story.title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>"
    )
    body = filter(None, (_as_html(part) for part in plan_parts(story)))
    return "\n".join((head, *body, "</body>\n</html>\n"))


def _as_html(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
    if isinstance(part, Facts):
        # A row of its own each: a list may go over to the next page, a row may not.
        rows = "\n".join(
            f"<div><dt>{escape(what)}</dt><dd>{escape(_with_boxes(text))}</dd></div>" for what, text in part.facts
        )
        return f"<dl>\n{rows}\n</dl>" if rows else ""
    kind = ' class="aside"' if part.aside else ""
    return "\n".join(f"<p{kind}>{escape(line)}</p>" for line in part.text.split("\n") if line.strip())


def _with_boxes(text: str) -> str:
    """To-dos with boxes to tick by hand."""
    return "\n".join(_with_box(line) for line in text.split("\n"))


def _with_box(line: str) -> str:
    found = box(line)
    if found is None:
        return line
    sign = "\N{BALLOT BOX WITH CHECK}" if found.done else "\N{BALLOT BOX}"
    return f"{line[: found.start]}{sign}{line[found.end :]}"


# --- a spreadsheet ---------------------------------------------------------------------------------------

_COLUMNS = (
    "Number",
    "Title",
    "Arc",
    "Status",
    "Words",
    "Target words",
    "Synopsis",
    "Purpose",
    "Ends on",
    "Opens",
    "Resolves",
    "Ending",
    "Label",
    "Remarks",
)


def plan_csv(story: StoryDraft) -> str:
    """The plan as a spreadsheet: a row a chapter, and behind what is planned for it a column a thread."""
    header = [*_COLUMNS, *(thread.title or "Untitled thread" for thread in story.threads)]
    return csv_text([header, *(_row(story, number, chapter) for number, chapter in enumerate(story.chapters, 1))])


def _row(story: StoryDraft, number: int, chapter: ChapterDraft) -> list[str | int | None]:
    endings = [_ending_text(each) for each in story.endings if each.chapter == number]
    return [
        number,
        chapter.title,
        chapter.arc,
        chapter.status.value,
        _count(chapter),
        chapter.target_words,
        chapter.synopsis,
        chapter.purpose,
        chapter.hook,
        _threads_with(story, number, BeatRole.OPENS),
        _threads_with(story, number, BeatRole.RESOLVES),
        "; ".join(endings),
        chapter.label,
        chapter.remarks,
        *("; ".join(_beats(thread, number)) for thread in story.threads),
    ]


def _threads_with(story: StoryDraft, number: int, role: BeatRole) -> str:
    titles = [
        thread.title or "Untitled thread"
        for thread in story.threads
        if any(beat.chapter == number and beat.role is role for beat in thread.beats)
    ]
    return "; ".join(titles)
