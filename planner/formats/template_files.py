"""The story templates that are shipped, read from their files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from planner.domain.resources import resource
from planner.domain.templates import Step, Template

_ORDER = (
    "three-acts",
    "save-the-cat",
    "seven-point",
    "heros-journey",
    "kishotenketsu",
    "slow-burn",
    "five-plus-one",
    "mystery",
    "fix-it",
    "epistolary",
    "one-shot",
)


@cache
def shipped() -> tuple[Template, ...]:
    """Every shipped template, from the most general to the most particular."""
    return tuple(read(resource("templates", f"{name}.toml")) for name in _ORDER)


def read(path: Path) -> Template:
    """A template from its file: title, about, chapters, and steps with title, about, at (0…1) and perhaps arc."""
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    return Template(kept["title"], kept["about"], kept["chapters"], tuple(Step(**step) for step in kept["step"]))
