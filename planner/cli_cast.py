"""``longfic cast``: who is in a story, how their ties stand and who knows what."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli_shared import json_option, library_option, open_library, print_json, the_story, title_text
from planner.domain.errors import PlannerError


@click.command()
@click.argument("story")
@click.option("--at", type=click.IntRange(min=0), metavar="N", help="As of chapter N, 0 for before the first one.")
@library_option
@json_option
def cast(story: str, at: int | None, library: Path | None, as_json: bool) -> None:
    """Show the people of a story, how their ties stand, and who knows what.

    STORY is its title or number. Without --at, as things stand at its end.
    """
    from planner.formats.cast_report import at_text, cast_lines, cast_report

    with open_library(library, read_only=True) as opened:
        found = the_story(opened, story)
        chapters = opened.outline.get(found.id).chapters
        people, groups = opened.cast.people(found.id), opened.cast.groups(found.id)
        course, knowledge = opened.ties.course(found.id), opened.secrets.knowledge(found.id)
    if at is not None and at > len(chapters):
        there = f"“{title_text(found.title)}” has {len(chapters)} chapters."
        raise PlannerError(f"There is no chapter {at}: {there}", f"Give a number from 0 to {len(chapters)}.")
    told = cast_report(people, groups, course, knowledge, chapters, len(chapters) if at is None else at)
    if as_json:
        print_json({"story": found.title, "story_id": found.id, **told})
        return
    click.echo("\n".join([f"{title_text(found.title)}, {at_text(told)}", *cast_lines(told)]))
