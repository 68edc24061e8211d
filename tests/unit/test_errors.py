"""What is wrong reads as one sentence, with its place in it."""

from __future__ import annotations

import pytest

from planner.domain.errors import PlannerError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PlannerError("It is gone."), "It is gone."),
        (PlannerError("It is gone.", "Look elsewhere."), "It is gone. Look elsewhere."),
        (PlannerError("It is empty.", "Choose another.", "a.txt"), "It is empty (a.txt). Choose another."),
        (PlannerError("It is empty", where="a.txt"), "It is empty (a.txt)"),
    ],
)
def test_an_error_is_a_sentence_and_what_to_do(error: PlannerError, text: str) -> None:
    assert str(error) == text
