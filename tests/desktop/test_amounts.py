"""Amounts are written in the author's locale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from planner.desktop.widgets.amounts import progress_text, words_text
from planner.domain.outline import Progress


@pytest.mark.parametrize(
    ("written", "existing", "expected", "text"),
    [
        (7, 9, 12, "7 of 12 chapters"),
        (0, 1, 1, "0 of 1 chapter"),
        (1, 1, None, "1 of ? chapters"),
        (2399, 2400, 3000, "2,399 of 3,000 chapters"),
    ],
)
def test_how_far_a_story_is(written: int, existing: int, expected: int | None, text: str) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    assert progress_text(Progress({}, written, existing, expected)) == text


def test_words_as_the_locale_writes_them() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert words_text(48213) == "48.213 words"
