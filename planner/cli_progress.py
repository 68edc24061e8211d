"""``longfic progress`` and ``longfic log``: how the writing goes, and words from elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli_shared import (
    count_text,
    json_option,
    library_option,
    open_library,
    print_json,
    the_story,
    title_text,
)
from planner.domain.errors import PlannerError
from planner.domain.outline import Story

if TYPE_CHECKING:
    from planner.domain.exchange import LogDraft
    from planner.domain.log import EntryId, LogEntry
    from planner.formats.progress_report import Report
    from planner.library.file import Library

_LAST = 20
"""So many entries are listed."""


@click.command()
@click.argument("story", default="")
@library_option
@json_option
def progress(story: str, library: Path | None, as_json: bool) -> None:
    """Show words today, streak, goals, and what is still planned.

    Of all stories, or of STORY (its title or number) and the goals that count it.
    """
    from planner.formats.progress_report import progress_lines

    with open_library(library, read_only=True) as opened:
        report = _progress(opened, the_story(opened, story) if story else None)
    if as_json:
        print_json(report)
        return
    click.echo("\n".join(progress_lines(report)))


def _progress(library: Library, story: Story | None) -> Report:
    from planner.domain.goals import Measure
    from planner.formats.progress_report import goal_report, plan_report, progress_report

    asked, today, first = library.progress, library.progress.today(), library.goals.first_weekday()
    of = None if story is None else [story.id]
    goals = [goal for goal in library.goals.all() if story is None or not goal.stories or story.id in goal.stories]
    return progress_report(
        asked.days(of),
        asked.days(of, measure=Measure.TIME),
        today,
        [goal_report(goal, asked.goal_days(goal), today, first) for goal in goals],
        [
            plan_report(each.title, each.id, library.spark.outlook(each.id))
            for each in library.stories.all()
            if story is None or each.id == story.id
        ],
    )


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("amount", nargs=-1)
@click.option("--story", metavar="STORY", help="The story it belongs to (its title or number).")
@click.option("--note", default="", help="A few words about it.")
@click.option("--date", "day", metavar="DATE", help="The day, such as 2026-11-16, instead of today.")
@click.option(
    "--import",
    "brought",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Bring entries in: TrackBear's export, or any table of days and words.",
)
@click.option(
    "--export", "given", type=click.Path(path_type=Path), metavar="PATH", help="Write everything as TrackBear's table."
)
@library_option
@json_option
def log(
    amount: tuple[str, ...],
    story: str | None,
    note: str,
    day: str | None,
    brought: Path | None,
    given: Path | None,
    library: Path | None,
    as_json: bool,
) -> None:
    """Log words or time from elsewhere, or list what was logged.

    AMOUNT is +612 for new words, =12400 for the total now, or 45 min for time. Without it, the last entries are
    listed, of all stories or of one.
    """
    text = " ".join(amount)
    if sum(map(bool, (text, brought, given))) > 1:
        raise click.UsageError("Give an amount, --import or --export, only one of them.")
    if text.startswith("--"):
        raise click.UsageError(f"No such option: {amount[0]}")
    if given is not None:
        _export(given, library, as_json)
        return
    if brought is not None:
        _import(brought, story, library, as_json)
        return
    with open_library(library, read_only=not text) as opened:
        about = the_story(opened, story) if story is not None else None
        if text:
            entries = [opened.log.get(_add(opened, text, about, note, _read_day(day)))]
        else:
            since = _read_day(day)
            entries = opened.log.entries(about.id if about else None, since, since)[:_LAST]
        _print_entries(opened, entries, as_json, is_new=bool(text))


def _read_day(text: str | None) -> date | None:
    from planner.formats.log_dates import guess_order, read_date

    if text is None:
        return None
    day = read_date(text) if guess_order([text]).sure else None
    if day is None:
        raise PlannerError(f"“{text}” is not a day.", "Write it as 2026-11-16.")
    return day


def _add(library: Library, text: str, story: Story | None, note: str, day: date | None) -> EntryId:
    from planner.domain.log import NewEntry, read_entry

    typed = read_entry(text)
    about = story.id if story else None
    day = day or library.progress.today()
    with library.change("Log words"):
        if typed.total:
            return library.log.set_total(about, typed.count, day, note)
        return library.log.add(NewEntry(day, typed.count, typed.measure, about, note))


def _print_entries(library: Library, entries: list[LogEntry], as_json: bool, *, is_new: bool) -> None:
    from planner.formats.progress_report import entry_lines, entry_report

    titles = {story.id: title_text(story.title) for story in library.stories.all()}
    reports = [entry_report(entry, titles.get(entry.story_id) if entry.story_id else None) for entry in entries]
    if as_json:
        print_json(reports[0] if is_new else reports)
        return
    click.echo("\n".join(entry_lines(reports)) if reports else "Nothing was logged yet.")


def _import(file: Path, story: str | None, library: Path | None, as_json: bool) -> None:
    from planner.domain.exchange import LogDraft, matched, new_entries
    from planner.formats.log_files import read_log_file
    from planner.formats.log_table import guess_columns, read_rows
    from planner.library.exchange import unknown

    found = read_log_file(file)
    if isinstance(found, LogDraft):
        draft = found
    else:
        columns = guess_columns(found)
        if not columns.order_sure:
            raise PlannerError(
                "The dates of this table can be read in two ways.",
                "Import it in the window, which asks, or write them as 2026-11-16.",
                str(file),
            )
        draft = read_rows(found, columns)
    with open_library(library, read_only=False) as opened:
        stories = matched(draft.projects, opened.stories.all())
        if story is not None:
            about = the_story(opened, story).id
            stories = dict.fromkeys([*draft.projects, ""], about)
        entries = new_entries(draft, stories)
        new = unknown(opened, entries)
        with opened.change("Import log entries"):
            for entry in new:
                opened.log.add(entry)
    _print_import(draft, len(entries), len(new), as_json)


def _print_import(draft: LogDraft, count: int, new: int, as_json: bool) -> None:
    report = {
        "source": draft.source.value,
        "entries": count,
        "new": new,
        "known": count - new,
        "dropped": list(draft.dropped),
    }
    if as_json:
        print_json(report)
        return
    entries = "1 entry" if count == 1 else f"{count:,} entries"
    click.echo(f"{entries}, {new:,} new, {count - new:,} known")
    for sentence in draft.dropped:
        click.echo(f"  {sentence}")


def _export(path: Path, library: Path | None, as_json: bool) -> None:
    from planner.formats.files import write_file
    from planner.formats.trackbear import trackbear_table
    from planner.library.exchange import tallies

    with open_library(library, read_only=True) as opened:
        found = tallies(opened)
    write_file(path, trackbear_table(found))
    if as_json:
        print_json({"file": str(path), "entries": len(found)})
        return
    click.echo(f"{path}: {count_text(len(found), 'row')}")
