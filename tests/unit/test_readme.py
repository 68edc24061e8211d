"""The README names every command of the command line with its options, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from planner.cli import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = cli.commands
ANYWHERE = {"--library", "--json", "--help", "--version"}
"""Options that are told once for all commands."""


def section(title: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^## {title}$(.+?)^## ", README, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def options(command: click.Command) -> set[str]:
    """The long options of a command."""
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_with_its_options(name: str) -> None:
    rows = [line for line in section("From the command line").splitlines() if f"`longfic {name}" in line]
    assert len(rows) == 1
    told = set(re.findall(r"--\w+", rows[0]))
    assert told | ANYWHERE == options(COMMANDS[name]) | ANYWHERE


def test_what_holds_for_all_commands_is_told() -> None:
    told = set(re.findall(r"--\w+", section("From the command line").rpartition("|")[2]))
    assert told == ANYWHERE


def test_every_command_told_is_there() -> None:
    told = set(re.findall(r"`longfic ([a-z]+)", README))
    assert told == set(COMMANDS)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\b(?:planner|packaging)/[\w./]+", README))))
def test_every_path_told_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README))))
def test_every_module_told_can_be_run(module: str) -> None:
    path = ROOT / module.replace(".", "/")
    assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()
