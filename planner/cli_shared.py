"""What the commands of ``longfic`` share: options, opening the library, finding a story, printing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.domain.errors import PlannerError
from planner.domain.outline import Story

if TYPE_CHECKING:
    from planner.library.file import Library

library_option = click.option(
    "--library",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The library file, instead of LONGFIC_LIBRARY's or the one in its usual place.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program.")


def library_path(library: Path | None) -> Path:
    """The library a command is about: the one it names, or that of the whole command line, or the usual one."""
    from planner.library.file import default_library_path

    chosen = library or click.get_current_context().obj or default_library_path()
    return Path(chosen).expanduser().absolute()


@contextmanager
def open_library(library: Path | None, *, read_only: bool) -> Iterator[Library]:
    """The library a command is about, opened and closed again."""
    from planner.library.file import Library

    with Library.open(library_path(library), read_only=read_only) as opened:
        yield opened


def the_story(library: Library, text: str) -> Story:
    """The one story that a title or a number means.

    Raises:
        PlannerError: there is none, or there are several.
    """
    found = library.stories.find(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise PlannerError(f"There is no story “{text}” in this library.", "`longfic outline` lists those there are.")
    choices = ", ".join(f"{story.id} ({title_text(story.title)})" for story in found)
    raise PlannerError(f"“{text}” may be any of several stories.", f"Give the number of the one you mean: {choices}.")


def title_text(title: str) -> str:
    """A story's title, or what stands in for one."""
    return title or "Untitled story"


def count_text(number: int, noun: str) -> str:
    """ "1 chapter", "1,200 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_json(report: object) -> None:
    """Print a report for a program."""
    # ASCII, so that no console or pipe in between can spoil it.
    click.echo(json.dumps(report, indent=2))
