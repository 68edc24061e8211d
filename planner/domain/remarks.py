"""To-dos in the author's remarks: lines that begin with a box, "[ ]" or "[x]"."""

from __future__ import annotations

import re
from typing import NamedTuple

_BOX = re.compile(r"\s*(?:[-*•] )?\[(?P<mark>[ xX]?)\](?=\s|$)")

OPEN, DONE = "[ ]", "[x]"


class Todos(NamedTuple):
    """How many to-dos are open, and how many are done."""

    open: int
    done: int


class Box(NamedTuple):
    """The box a line begins with: the characters from ``start`` to ``end``."""

    start: int
    end: int
    done: bool


def box(line: str) -> Box | None:
    """The box a line begins with, if it is a to-do."""
    found = _BOX.match(line)
    if found is None:
        return None
    return Box(found.start("mark") - 1, found.end(), found["mark"] in ("x", "X"))


def todos(text: str) -> Todos:
    """Count the to-dos of a text."""
    if "[" not in text:
        return Todos(0, 0)
    boxes = [found for found in map(box, text.split("\n")) if found is not None]
    done = sum(found.done for found in boxes)
    return Todos(len(boxes) - done, done)


def toggled(text: str, line: int) -> str:
    """The text with the box of a line (from 0) ticked, or unticked; a line without a box stays as it is."""
    lines = text.split("\n")
    found = box(lines[line])
    if found is not None:
        lines[line] = lines[line][: found.start] + (OPEN if found.done else DONE) + lines[line][found.end :]
    return "\n".join(lines)


def continued(line: str) -> str | None:
    """What the line after a to-do begins with; None after any other line, and after a to-do that says nothing."""
    found = box(line)
    if found is None or not line[found.end :].strip():
        return None
    return f"{line[: found.start]}{OPEN} "
