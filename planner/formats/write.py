"""Writes stories to files: a folder to paste into AO3, one HTML page, Markdown, or plain text; and their plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.draft import StoryDraft
from planner.domain.errors import PlannerError
from planner.formats.files import file_name, not_written, write_file, write_files
from planner.formats.plan_export import plan_csv, plan_markdown, plan_page
from planner.formats.to_ao3 import chapter_html, clipboard_html, notes_html, over_limits, prose_html, summary_html
from planner.formats.to_markdown import story_markdown
from planner.formats.to_page import story_page
from planner.formats.to_text import clipboard_text, story_text
from planner.formats.whole import is_written

__all__ = [
    "FORMATS",
    "PLAN_FORMATS",
    "Format",
    "chapter_html",
    "clipboard_html",
    "clipboard_text",
    "file_name",
    "notes_html",
    "prose_html",
    "remarks",
    "write",
    "write_file",
]


@dataclass(frozen=True)
class Format:
    """A format that can be written: as one file, or, without a suffix, as a folder of files."""

    id: str
    label: str
    suffix: str = ""
    text: Callable[[StoryDraft], str] | None = None
    """What stands in the one file."""
    of_plan: bool = False
    """Whether it is the plan that is written, not the story."""


FORMATS = (
    Format("ao3", "AO3, ready to paste"),
    Format("html", "One HTML page", ".html", story_page),
    Format("md", "Markdown", ".md", story_markdown),
    Format("txt", "Plain text", ".txt", story_text),
)
"""All formats that a story can be written in."""

PLAN_FORMATS = (
    Format("plan-html", "Page to print", ".html", plan_page, of_plan=True),
    Format("plan-md", "Markdown", ".md", plan_markdown, of_plan=True),
    Format("plan-csv", "Spreadsheet", ".csv", plan_csv, of_plan=True),
)
"""All formats that a story's plan can be written in."""

_BY_ID = {fmt.id: fmt for fmt in (*FORMATS, *PLAN_FORMATS)}


def remarks(story: StoryDraft, fmt: str) -> tuple[str, ...]:
    """What the author should know of an export: chapters it leaves out, and what AO3 would refuse."""
    if _BY_ID[fmt].of_plan:
        return ()
    planned = [str(number) for number, chapter in enumerate(story.chapters, start=1) if not is_written(chapter)]
    said: list[str] = []
    if len(planned) == 1:
        said.append(f"Chapter {planned[0]} has no text yet and was left out.")
    elif planned:
        said.append(f"{len(planned)} chapters have no text yet and were left out: {', '.join(planned)}.")
    return (*said, *(over_limits(story) if fmt == "ao3" else ()))


def write(story: StoryDraft, fmt: str, output: Path) -> list[Path]:
    """Write a story, and return the files that were written.

    Every file appears whole or not at all; one of the same name is replaced, and no other file is touched.

    Args:
        fmt: the id of one of ``FORMATS`` or ``PLAN_FORMATS``.
        output: the folder for "ao3", made if it is missing; for others the file, or an existing folder to put it in.

    Raises:
        PlannerError: the story has no text, or the files cannot be written.
    """
    chosen = _BY_ID[fmt]
    if not chosen.of_plan and not any(is_written(chapter) for chapter in story.chapters):
        raise PlannerError("There is no text to export yet.", "Write a chapter first.")
    if chosen.text is None:
        contents = {output / name: html for name, html in _ao3_files(story).items()}
    elif output.is_dir():
        name = f"{story.title or 'Story'}, plan" if chosen.of_plan else story.title or "Story"
        contents = {output / (file_name(name) + chosen.suffix): chosen.text(story)}
    else:
        contents = {output: chosen.text(story)}
    try:
        for folder in {path.parent for path in contents}:
            folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise not_written(error, output) from error
    write_files(contents, output)
    return list(contents)


def _ao3_files(story: StoryDraft) -> dict[str, str]:
    """For each chapter with text the story, and beside it the notes and the summary, each for a field of its own."""
    digits = max(2, len(str(len(story.chapters))))
    files: dict[str, str] = {}
    for number, chapter in enumerate(story.chapters, start=1):
        if not is_written(chapter):
            continue
        stem = file_name(f"{number:0{digits}}-{chapter.title or 'chapter'}")
        pieces = {
            "": chapter_html(chapter),
            "-summary": summary_html(chapter.summary),
            "-notes-before": notes_html(chapter.notes_before),
            "-notes-after": notes_html(chapter.notes_after),
        }
        files |= {f"{stem}{piece}.html": html for piece, html in pieces.items() if html}
    return files
