"""The keys in the README are the keys there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.desktop.commands import COMMANDS

README = Path(__file__).resolve().parents[2] / "README.md"
SECTION = re.search(r"^## Keys$(.+?)^## ", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| (.+) \| `(.+)` \|$", SECTION[1] if SECTION else "", re.MULTILINE)
SHORTCUTS = {command.text.removesuffix("…"): command.shortcut.replace("Return", "Enter") for command in COMMANDS}


def test_the_readme_has_keys() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("what", "keys"), ROWS)
def test_keys_do_what_the_readme_says(what: str, keys: str) -> None:
    assert SHORTCUTS.get(what) == keys
