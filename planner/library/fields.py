"""Fields that verbs take by name, checked and made ready for a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum

from planner.domain.prose.html import clean_text


def checked(fields: Mapping[str, object], known: Collection[str]) -> dict[str, object]:
    """Columns for a row: enum members as their values, dates in ISO 8601, texts without characters that are not text.

    Raises:
        TypeError: a name that is not among ``known``, as a misspelt keyword argument would.
    """
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise TypeError(f"unknown field {unknown[0]!r}")
    return {name: _column(value) for name, value in fields.items()}


def _column(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return clean_text(value) if isinstance(value, str) else value
