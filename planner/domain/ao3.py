"""What Archive of Our Own takes: limits from its source at f4508f15 (August 2026), which may change."""

from __future__ import annotations

SUMMARY_LIMIT = 1_250
"""Characters in the summary of a work or a chapter."""


def form_length(text: str) -> int:
    """The length AO3's form counts against a limit: characters, with each line break counted as two."""
    return len(text) + text.count("\n")
