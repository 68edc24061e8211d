"""The ``longfic`` command: opens the window, and does without one what can be done without one.

Everything heavy is imported by the command that needs it: a listing should not wait for a window's toolkit.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner import __version__
from planner.cli_cast import cast
from planner.cli_progress import log, progress
from planner.cli_shared import (
    count_text,
    json_option,
    library_option,
    library_path,
    open_library,
    print_json,
    the_story,
    title_text,
)
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.errors import PlannerError
from planner.domain.outline import Arc, Chapter, Outline, Story
from planner.domain.outline import progress as chapters_done
from planner.domain.prose.counting import count_words

if TYPE_CHECKING:
    from planner.library.file import Library

_FORMATS = ("ao3", "html", "md", "txt", "plan-html", "plan-md", "plan-csv")
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_Json = dict[str, Any]


class _Commands(click.Group):
    """Says what the author can mend in one line on standard error, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            click.echo(" ".join(str(error).split()), err=True)
            ctx.exit(1)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--library",
    type=click.Path(path_type=Path),
    envvar="LONGFIC_LIBRARY",
    show_envvar=True,
    metavar="PATH",
    help="The library file, instead of the one in its usual place.",
)
@click.version_option(__version__, prog_name="longfic")
@click.pass_context
def cli(ctx: click.Context, library: Path | None) -> None:
    """Plan, write and finish multi-chapter fan fiction.

    Without a command, open the window. Exit status: 0, or 1 for a problem you can mend (told in a sentence),
    or 2 for wrong usage.
    """
    ctx.obj = library
    if ctx.invoked_subcommand is None:
        ctx.exit(_open_window(library, ""))


def main() -> None:
    """Run the command. Consoles that cannot show a character get a substitute, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a window started without a console has none
            stream.reconfigure(errors="replace")
    cli(prog_name="longfic")


# --- the window ------------------------------------------------------------------------------------------


@cli.command("open")
@click.argument("story", default="")
@library_option
@click.pass_context
def open_(ctx: click.Context, story: str, library: Path | None) -> None:
    """Open the window.

    At STORY (its title or number), or where you were.
    """
    ctx.exit(_open_window(library or ctx.obj, story))


def _open_window(library: Path | None, story: str) -> int:
    elsewhere = (
        "These work without a window: "
        "longfic import, outline, endings, drift, cast, progress, log, words, export, doctor."
    )
    if sys.platform not in ("win32", "darwin") and not any(os.environ.get(name) for name in _DISPLAYS):
        raise PlannerError("There is no display here to open a window on.", elsewhere)
    # What is made on the way to the first paint stays: looking through it for garbage again and again is for nothing.
    # The window has it collected again once it is up.
    gc.disable()
    try:
        import_module("PySide6.QtWidgets")
    except ImportError as error:
        # Qt is there, but a library of the system that it needs is not.
        raise PlannerError(f"The window's toolkit cannot be loaded ({error}).", elsewhere) from error
    from planner.desktop.app import main as open_window

    return open_window(library, story)


# --- import ----------------------------------------------------------------------------------------------


@cli.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--into", metavar="STORY", help="Add the chapters behind those of this story (its title or number).")
@library_option
@json_option
def import_(files: tuple[Path, ...], into: str | None, library: Path | None, as_json: bool) -> None:
    """Bring stories in from files.

    Text, Markdown, web pages, AO3 downloads, EPUB and Word. Each FILE becomes a story of its own, unless --into names
    one. Nothing is imported if a file cannot be read. JSON is one object for one file, a list for several.
    """
    from planner.formats.registry import read

    drafts = [read(file) for file in files]
    with open_library(library, read_only=False) as opened:
        story = the_story(opened, into) if into is not None else None
        with opened.change("Import"):
            reports = [_imported(opened, draft, story) for draft in drafts]
    if as_json:
        print_json(reports if len(reports) > 1 else reports[0])
        return
    for report in reports:
        _print_import(report)


def _imported(library: Library, draft: StoryDraft, into: Story | None) -> _Json:
    """Add a draft to the library; returns what was added."""
    if into is None:
        story_id = library.drafts.add(draft)
        chapters = library.outline.get(story_id).chapters
    else:
        story_id = into.id
        added = set(library.drafts.append(story_id, draft))
        chapters = tuple(chapter for chapter in library.outline.get(story_id).chapters if chapter.id in added)
    return {
        "story": library.stories.get(story_id).title,
        "story_id": story_id,
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "words": chapter.words,
                "notes_before_words": count_words(library.texts.note(chapter.id, "before")),
                "notes_after_words": count_words(library.texts.note(chapter.id, "after")),
                "status": chapter.status.value,
            }
            for chapter in chapters
        ],
        "dropped": list(draft.dropped),
    }


def _print_import(report: _Json) -> None:
    chapters = report["chapters"]
    words = sum(chapter["words"] for chapter in chapters)
    click.echo(f"{title_text(report['story'])}: {count_text(len(chapters), 'chapter')}, {count_text(words, 'word')}")
    _print_chapter_words(chapters)
    for sentence in report["dropped"]:
        click.echo(f"  Not kept: {sentence}")


def _print_chapter_words(chapters: list[_Json]) -> None:
    for chapter in chapters:
        notes = chapter["notes_before_words"] + chapter["notes_after_words"]
        parts = [count_text(chapter["words"], "word")] + ([f"{notes:,} in notes"] if notes else [])
        click.echo(f"  {chapter['number']:>3}  {_heading(chapter)}: {', '.join(parts)}")


def _heading(chapter: _Json) -> str:
    return chapter["title"] or f"Chapter {chapter['number']}"


# --- outline ---------------------------------------------------------------------------------------------


@cli.command()
@click.argument("story", default="")
@library_option
@json_option
def outline(story: str, library: Path | None, as_json: bool) -> None:
    """Show the outline of a story, or of all.

    STORY is its title or number. JSON is one object for one story, a list for all.
    """
    with open_library(library, read_only=True) as opened:
        stories = [the_story(opened, story)] if story else opened.stories.all()
        outlines = [opened.outline.get(each.id) for each in stories]
        reports = [_outline_json(opened, each) for each in outlines] if as_json else []
    if as_json:
        print_json(reports[0] if story else reports)
        return
    if not outlines:
        click.echo("There are no stories in this library yet.")
    for each in outlines:
        _print_outline(each)


def _outline_json(library: Library, outline: Outline) -> _Json:
    from planner.formats.reports import marks_report, threads_report

    chapters, plot = library.plot.story(outline.story.id)
    arcs = {item.id: item.title for item in outline.items if isinstance(item, Arc)}
    return {
        "title": outline.story.title,
        "state": outline.story.state.value,
        "words": outline.words,
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "status": chapter.status.value,
                "words": chapter.words,
                "target_words": chapter.target_words,
                "arc": arcs[chapter.arc_id] if chapter.arc_id is not None else None,
                "scenes": [{"title": scene.title, "words": scene.words} for scene in chapter.scenes],
            }
            for chapter in chapters
        ],
        "threads": threads_report(plot),
        "endings": marks_report(chapters, library.plot.endings(outline.story.id)),
    }


def _print_outline(outline: Outline) -> None:
    story = outline.story
    done = chapters_done(outline.chapters, story.expected)
    click.echo(
        f"{story.id}  {title_text(story.title)} ({story.state.value}): {done.text}, {count_text(outline.words, 'word')}"
    )
    for item in outline.items:
        if isinstance(item, Arc):
            click.echo(f"     {item.title or 'Untitled arc'}")
            for chapter in item.chapters:
                _print_chapter(chapter, indent="  ")
        else:
            _print_chapter(item, indent="")


def _print_chapter(chapter: Chapter, indent: str) -> None:
    words = f"{chapter.words:,} of {chapter.target_words:,}" if chapter.target_words else f"{chapter.words:,}"
    title = chapter.title or f"Chapter {chapter.number}"
    click.echo(f"{indent}{chapter.number:>6}  {title} [{chapter.status.value}]: {words} words")
    for number, scene in enumerate(chapter.scenes, 1):
        if scene.title or len(chapter.scenes) > 1:
            click.echo(f"{indent}          {scene.title or f'Scene {number}'}: {count_text(scene.words, 'word')}")


# --- endings, drift --------------------------------------------------------------------------------------


@cli.command()
@click.argument("story")
@library_option
@json_option
def endings(story: str, library: Path | None, as_json: bool) -> None:
    """Show what each ending of a story would leave open and still costs.

    STORY is its title or number.
    """
    from planner.formats.reports import endings_lines, endings_report

    with open_library(library, read_only=True) as opened:
        found = the_story(opened, story)
        chapters, plot = opened.plot.story(found.id)
        marked, pace, today = opened.plot.endings(found.id), opened.tallies.pace(), opened.tallies.author_day()
        knowledge = opened.secrets.knowledge(found.id)
    report = {"story": found.title, "story_id": found.id}
    report |= endings_report(chapters, plot, marked, pace, today, knowledge)
    if as_json:
        print_json(report)
        return
    click.echo("\n".join([title_text(found.title), *endings_lines(report)]))


@cli.command()
@click.argument("story")
@library_option
@json_option
def drift(story: str, library: Path | None, as_json: bool) -> None:
    """Show how far a story's plan has come from where it was locked.

    STORY is its title or number.
    """
    from planner.formats.reports import drift_lines, drift_report

    with open_library(library, read_only=True) as opened:
        found = the_story(opened, story)
        plan = opened.plot.plan(found.id)
        baselines, threads = opened.plot.baselines(found.id), opened.plot.threads(found.id)
    report = {"story": found.title, "story_id": found.id, **drift_report(plan, baselines, threads)}
    if as_json:
        print_json(report)
        return
    click.echo("\n".join([title_text(found.title), *drift_lines(report)]))


cli.add_command(cast)
cli.add_command(progress)
cli.add_command(log)


# --- words -----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def words(file: Path, as_json: bool) -> None:
    """Count a file's words as AO3 does, notes apart."""
    from planner.formats.registry import read

    report = _words_json(read(file))
    if as_json:
        print_json(report)
        return
    notes = f", and {report['notes_words']:,} in notes" if report["notes_words"] else ""
    click.echo(f"{count_text(report['words'], 'word')}{notes}")
    if len(report["chapters"]) > 1:
        _print_chapter_words(report["chapters"])


def _words_json(draft: StoryDraft) -> _Json:
    chapters = [_chapter_words(number, chapter) for number, chapter in enumerate(draft.chapters, 1)]
    notes = count_words(draft.notes_before) + count_words(draft.notes_after)
    notes += sum(chapter["notes_before_words"] + chapter["notes_after_words"] for chapter in chapters)
    return {"words": sum(chapter["words"] for chapter in chapters), "notes_words": notes, "chapters": chapters}


def _chapter_words(number: int, chapter: ChapterDraft) -> _Json:
    return {
        "number": number,
        "title": chapter.title,
        "words": sum(count_words(scene.prose) for scene in chapter.scenes),
        "notes_before_words": count_words(chapter.notes_before),
        "notes_after_words": count_words(chapter.notes_after),
    }


# --- export ----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("story")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(_FORMATS),
    required=True,
    help="ao3: a folder with HTML to paste into AO3, chapter by chapter, notes apart; html, md, txt: one file; "
    "plan-html, plan-md, plan-csv: the plan without the text, as a page to print, as Markdown, as a spreadsheet.",
)
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="PATH", help="The file or folder.")
@library_option
@json_option
def export(story: str, fmt: str, output: Path, library: Path | None, as_json: bool) -> None:
    """Write a story for AO3 or as one file, or its plan.

    STORY is its title or number.
    """
    from planner.formats.write import remarks, write

    with open_library(library, read_only=True) as opened:
        found = the_story(opened, story)
        draft = opened.drafts.story(found.id)
    report: _Json = {
        "story": found.title,
        "story_id": found.id,
        "format": fmt,
        "files": [str(path) for path in write(draft, fmt, output)],
        "remarks": list(remarks(draft, fmt)),
    }
    if as_json:
        print_json(report)
        return
    for line in (*report["files"], *report["remarks"]):
        click.echo(line)


# --- doctor ----------------------------------------------------------------------------------------------


@cli.command()
@click.option(
    "--restore",
    metavar="BACKUP",
    help='Put a backup in the library\'s place: "newest", a date such as 2026-08-31, a path.',
)
@library_option
@json_option
def doctor(restore: str | None, library: Path | None, as_json: bool) -> None:
    """Check a library, list its backups, restore one.

    Restoring throws nothing away: the library that was there is kept beside it.
    """
    path = library_path(library)
    kept = _restored(path, restore) if restore else None
    report = _health(path) | ({"kept": str(kept) if kept else None} if restore else {})
    if as_json:
        print_json(report)
    else:
        _print_health(report)
    if not report["sound"]:
        raise PlannerError(report["problems"][0], _cure(report))


def _restored(path: Path, wanted: str) -> Path | None:
    from planner.library.file import restore

    return restore(path, _wanted_backup(path, wanted), datetime.now())


def _wanted_backup(path: Path, wanted: str) -> Path:
    from planner.library.backup import backups, newest_good

    if wanted == "newest":
        newest = newest_good(path)
        if newest is None:
            raise PlannerError("There is no good backup of this library.", where=str(path))
        return newest.path
    if Path(wanted).is_file():
        return Path(wanted).absolute()
    named = [backup for backup in backups(path) if backup.path.name.startswith(wanted)]
    if not named:
        raise PlannerError(f"There is no backup “{wanted}”.", "`longfic doctor` lists those there are.", str(path))
    return named[0].path


def _health(path: Path) -> _Json:
    """How a library and its backups are."""
    from planner.library.backup import backups, is_good

    found = _problems(path)
    return {
        "library": str(path),
        "sound": not found,
        "problems": found,
        "backups": [
            {
                "path": str(backup.path),
                "made_at": backup.made_at.isoformat(),
                "before_update": backup.before_update,
                "good": is_good(backup.path),
            }
            for backup in backups(path)
        ],
    }


def _problems(path: Path) -> list[str]:
    from planner.library.file import Library, OlderVersion, problems

    if not path.exists():
        return ["There is no library here."]
    if found := problems(path):
        return found
    try:
        Library.open(path, read_only=True).close()
    except OlderVersion:
        # Nothing is wrong with it; the window brings it up to date.
        return []
    except PlannerError as error:
        return [error.what]
    return []


def _cure(report: _Json) -> str:
    if any(backup["good"] for backup in report["backups"]):
        return "`longfic doctor --restore newest` puts the newest good backup in its place."
    return "There is no good backup of it."


def _print_health(report: _Json) -> None:
    click.echo(report["library"])
    if report.get("kept"):
        click.echo(f"  The library that was there is now {report['kept']}")
    for problem in report["problems"]:
        click.echo(f"  Problem: {problem}")
    if report["sound"]:
        click.echo("  The library is sound.")
    if not report["backups"]:
        click.echo("  There are no backups.")
    for backup in report["backups"]:
        remark = ", made before an update" if backup["before_update"] else ""
        click.echo(
            f"  Backup of {backup['made_at'].replace('T', ' ')}: {'good' if backup['good'] else 'damaged'}{remark}"
        )
