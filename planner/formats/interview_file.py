"""The questions for interviews that are shipped, read from their file."""

from __future__ import annotations

import tomllib
from functools import cache

from planner.domain.interview import NOTES, Question
from planner.domain.resources import resource


@cache
def shipped_questions() -> tuple[Question, ...]:
    """Every shipped question, in the order of the file."""
    kept = tomllib.loads(resource("interview.toml").read_text(encoding="utf-8"))
    return tuple(Question(each["text"], each.get("field", NOTES)) for each in kept["question"])
